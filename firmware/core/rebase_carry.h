/* rebase_carry.h: what the rules would refuse now, because the others' came first, and what is kept of it all
 * the same. */
#ifndef TF_CORE_REBASE_CARRY_H
#define TF_CORE_REBASE_CARRY_H

#include "core/board.h"
#include "core/command.h"

/* *out: an event of command's verb and id that keeps the star, note, action or words that former brought, as
 * they would stand on board had they come before what took their session away. TF_ERR_NOT_FOUND: there is
 * nothing to keep; TF_ERR_NOMEM. */
enum tf_err tf_rebase_carry(struct tf_event **out, struct tf_board *board, const struct tf_command *command,
                            const struct tf_event *former);
/* *out: an IMPORT that brings what former brought, laid over what is on board by now: fields that it changed,
 * and nothing else. TF_ERR_CONFLICT: somebody else brought the same in; TF_ERR_NOMEM. */
enum tf_err tf_rebase_carry_import(struct tf_command **out, const struct tf_command *command,
                                   const struct tf_event *former, const struct tf_board *board);

#endif
