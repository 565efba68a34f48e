/* rebase.h: several kiosks, one board: what this one accepted and the others do not have yet is decided anew
 * after what theirs was first. Pure: the same rules, no clock, no I/O.
 *
 * One order holds for all, and who was first in it stays. So that nothing that was acknowledged is lost, each
 * command becomes exactly one event again, under its old id:
 *
 *   - what the rules still allow is done again; a command that put somebody out of a cell does so to those
 * alone whom its sender saw there
 *   - a new session whose cell was given away stays without its place; one that was placed or moved is where
 * it was before. It notes whom it gave way to, until it is placed anew
 *   - stars, notes, actions and words for a session that went away meanwhile stay with it, as if they had
 * come before that; a star of what was merged goes where that went
 *   - what an import brings is laid over what changed meanwhile field by field; the same file brought in
 * twice is brought in once
 *   - what somebody else hid stays hidden, whatever would show it again
 *   - what the clock did is the others' to have done first
 *   - and what cannot be done at all any more becomes an event ASIDE, which changes nothing of it */
#ifndef TF_CORE_REBASE_H
#define TF_CORE_REBASE_H

#include "core/board.h"
#include "core/command.h"

struct tf_rebase;
enum tf_err tf_rebase_create(struct tf_rebase **out);
void tf_rebase_destroy(struct tf_rebase *rebase); /* NULL is fine */
/* Each event that was first, in order: what it hides is remembered. TF_ERR_NOMEM. */
enum tf_err tf_rebase_learn(struct tf_rebase *rebase, const struct tf_event *first);
/* *out (sequence 0) takes the place of former, which command had become; past as in tf_rules_decide().
 * command is changed. TF_ERR_NOMEM. */
enum tf_err tf_rebase_decide(struct tf_event **out, const struct tf_rebase *rebase, struct tf_board *board,
                             struct tf_command *command, const struct tf_event *former,
                             const struct tf_event *past);

#endif
