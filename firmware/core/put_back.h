/* put_back.h: the grid put back as it was at an earlier time, as one step that can be undone.
 *
 * Spaces, rows and placements become what they were; what was withdrawn or merged since is there again, and
 * what was not there yet stays, without a place. What was hidden since stays hidden, and its place is free:
 * somebody had a reason, and only showing it again by name undoes that. What people wrote since (titles,
 * notes, stars, news) stays as it is: nothing of theirs is lost by it. */
#ifndef TF_CORE_PUT_BACK_H
#define TF_CORE_PUT_BACK_H

#include "core/board.h"
#include "core/command.h"

/* *out: a PUT_BACK command that makes now's grid the one of `then`; refused (CHANGED_SINCE) when somebody
 * changes one of these things before it is decided. TF_ERR_NOMEM, TF_ERR_LIMIT. */
enum tf_err tf_put_back_command(struct tf_command **out, const struct tf_board *now,
                                const struct tf_board *then, struct tf_actor actor, int64_t at, uint64_t id);

#endif
