/* rules_internal.h: what the files of the rules share. A decision collects the changes of one event; each
 * verb is one function over it. Nothing here outlives tf_rules_decide(). */
#ifndef TF_CORE_RULES_INTERNAL_H
#define TF_CORE_RULES_INTERNAL_H

#include "core/rules.h"

struct tf_decision {
    const struct tf_board *board;
    const struct tf_command *command;
    const struct tf_event *past; /* of an UNDO; NULL */
    struct tf_event *event;      /* being filled */
    struct tf_refusal refusal;
    struct tf_warning warning;
};

/* A run of rows in one space, as indices of the grid. */
struct tf_span {
    int space, first, last;
};

/* ---- refusing (rules.c) */
enum tf_err tf_rules_refuse(struct tf_decision *d, enum tf_reason reason, uint64_t subject);
enum tf_err tf_rules_refuse_field(struct tf_decision *d, enum tf_reason reason, uint64_t subject,
                                  const char *field);
/* Form of a whole record; BAD_TEXT or BAD_VALUE with the field's name. */
/* What takes the place of what is there now (tf_record_check_change()); and what comes out of the log. */
enum tf_err tf_rules_check_form(struct tf_decision *d, const struct tf_record *record);
enum tf_err tf_rules_check_kept(struct tf_decision *d, const struct tf_record *record);
/* The command carries a record of this kind, or BAD_VALUE. */
enum tf_err tf_rules_want_record(struct tf_decision *d, enum tf_kind kind);
/* A new thing's key: in range (BAD_VALUE), not there (ID_TAKEN), room for one more (FULL). */
enum tf_err tf_rules_check_new(struct tf_decision *d, enum tf_kind kind, struct tf_key key);
bool tf_rules_is_time(int64_t utc_s); /* within the years of base/zone.h */
bool tf_rules_is_id(uint64_t id);     /* 1 … TF_ID_MAX */

/* ---- the last minutes before a row (rules_freeze.c) */
bool tf_rules_is_frozen(const struct tf_decision *d, int row); /* of the grid */
/* What the event does so far leaves those rows as they are; FROZEN, with other cells. */
enum tf_err tf_rules_check_frozen(struct tf_decision *d);

/* ---- changing (rules.c) */
/* The record as this event leaves it so far; NULL: none. */
const struct tf_record *tf_rules_now(const struct tf_decision *d, enum tf_kind kind, struct tf_key key);
/* Puts a shared record (a reference is taken); nothing when it is already so. */
enum tf_err tf_rules_put(struct tf_decision *d, const struct tf_record *record);
/* Checks the form of a copy of `from` (may be on the stack) and puts it. */
enum tf_err tf_rules_put_copy(struct tf_decision *d, const struct tf_record *from);
/* base with the fields in mask taken from `from`: form checked, put. */
enum tf_err tf_rules_change(struct tf_decision *d, const struct tf_record *base, const struct tf_record *from,
                            uint64_t mask);
enum tf_err tf_rules_drop(struct tf_decision *d, const struct tf_record *record);
/* Bits of `allowed` (names up to NULL) in a mask of this kind's fields. */
uint64_t tf_rules_mask(enum tf_kind kind, const char *const *allowed);
/* Refuses (BAD_VALUE, the field's name) when a field that is meant, but not in `allowed`, would change. */
enum tf_err tf_rules_check_fields(struct tf_decision *d, const struct tf_record *current, uint64_t allowed);

/* ---- looking up (rules.c): the thing, or its UNKNOWN_… refusal */
enum tf_err tf_rules_session(struct tf_decision *d, const struct tf_session **out, uint64_t id);
/* The same, and it is neither withdrawn, hidden nor merged: SESSION_GONE. */
enum tf_err tf_rules_living(struct tf_decision *d, const struct tf_session **out, uint64_t id);
enum tf_err tf_rules_placement(struct tf_decision *d, const struct tf_placement **out, uint64_t id);

/* ---- placing (rules_place.c) */
/* Session rows only: the next or the one before on the same day; -1: none. */
int tf_rules_row_after(const struct tf_grid *grid, int row);
int tf_rules_row_before(const struct tf_grid *grid, int row);
/* How many session rows a placement covers. */
size_t tf_rules_rows(const struct tf_grid *grid, const struct tf_placement *placement);
/* LOCKED when a guest would change a locked placement. */
enum tf_err tf_rules_check_lock(struct tf_decision *d, const struct tf_placement *placement);
/* Takes a placement off the grid (lock checked). tf_rules_settle() then looks after the session. */
enum tf_err tf_rules_unplace(struct tf_decision *d, const struct tf_placement *placement);
enum tf_err tf_rules_unplace_all(struct tf_decision *d, uint64_t session);
/* Puts a new placement of one row, as PLACE does. The session's record is already put or on the board. */
enum tf_err tf_rules_place_new(struct tf_decision *d, const struct tf_session *session, bool replace);
/* Adds the nearest free cells to the refusal. ignore: a placement whose cells count as free; NULL. */
void tf_rules_offer(struct tf_decision *d, struct tf_cell wish, size_t rows,
                    const struct tf_placement *ignore);

/* ---- asking to merge (rules_merge.c) */
/* Takes away every question whose other session is not there after this event. */
enum tf_err tf_rules_settle_asks(struct tf_decision *d);

/* ---- the state of sessions (rules_settle.c) */
/* Every session whose placements this event changes becomes PLACED or OPEN, whichever is now true; a question
 * to a session that is gone goes too. */
enum tf_err tf_rules_settle(struct tf_decision *d);

/* ---- what waits (rules_wait.c) */
/* Drafts for the market are shown to everybody (or to an organiser first) once nothing waits for it any more.
 */
enum tf_err tf_rules_post_drafts(struct tf_decision *d);

/* ---- a host in two places (rules_host.c) */
/* Warns when a session, put on these rows, has a host who is elsewhere then. Only TF_ERR_NOMEM. */
enum tf_err tf_rules_warn_host(struct tf_decision *d, const struct tf_session *session, struct tf_span span);

/* ---- spaces (rules_space.c) */
/* After an undo: when two spaces have one position, all are numbered anew in order. */
enum tf_err tf_rules_settle_positions(struct tf_decision *d);

/* ---- sessions (rules_session.c) */
/* The session leaves the grid; want's state, reason and merged_into become its own, and it asks nobody any
 * more.
 */
enum tf_err tf_rules_put_away(struct tf_decision *d, const struct tf_session *session,
                              const struct tf_session *want);

/* ---- the whole result (rules_verify.c) */
/* Applies the event to a scratch board and checks every invariant: refuses with what is broken. For the
 * verbs whose effect is not known beforehand: UNDO, IMPORT, EDIT_SLOT. otherwise: the reason for what has no
 * name of its own. */
enum tf_err tf_rules_verify(struct tf_decision *d, enum tf_reason otherwise);
/* What the command takes away and what it puts, each by its function, as one whole: settled and verified. */
typedef enum tf_err tf_rules_one(struct tf_decision *d, const struct tf_record *record);
enum tf_err tf_rules_replace(struct tf_decision *d, tf_rules_one *take_away, tf_rules_one *put);

/* ---- one function a verb */
enum tf_err tf_rules_set_up(struct tf_decision *d);
enum tf_err tf_rules_propose(struct tf_decision *d);
enum tf_err tf_rules_edit(struct tf_decision *d);
enum tf_err tf_rules_place(struct tf_decision *d);
enum tf_err tf_rules_move(struct tf_decision *d);
enum tf_err tf_rules_swap(struct tf_decision *d);
enum tf_err tf_rules_take_off(struct tf_decision *d); /* UNPLACE */
enum tf_err tf_rules_extend(struct tf_decision *d);
enum tf_err tf_rules_lock(struct tf_decision *d);
enum tf_err tf_rules_withdraw(struct tf_decision *d);
enum tf_err tf_rules_hide(struct tf_decision *d);
enum tf_err tf_rules_unhide(struct tf_decision *d);
enum tf_err tf_rules_merge(struct tf_decision *d);
enum tf_err tf_rules_star(struct tf_decision *d);
enum tf_err tf_rules_unstar(struct tf_decision *d);
enum tf_err tf_rules_add_space(struct tf_decision *d);
enum tf_err tf_rules_edit_space(struct tf_decision *d);
enum tf_err tf_rules_remove_space(struct tf_decision *d);
enum tf_err tf_rules_add_slot(struct tf_decision *d);
enum tf_err tf_rules_edit_slot(struct tf_decision *d);
enum tf_err tf_rules_remove_slot(struct tf_decision *d);
enum tf_err tf_rules_shift(struct tf_decision *d);
enum tf_err tf_rules_note(struct tf_decision *d);
enum tf_err tf_rules_action(struct tf_decision *d);
enum tf_err tf_rules_news(struct tf_decision *d);
enum tf_err tf_rules_topic(struct tf_decision *d);
enum tf_err tf_rules_dot(struct tf_decision *d);
enum tf_err tf_rules_undot(struct tf_decision *d);
enum tf_err tf_rules_import(struct tf_decision *d);
enum tf_err tf_rules_schedule(struct tf_decision *d);
enum tf_err tf_rules_undo(struct tf_decision *d);
enum tf_err tf_rules_chain(struct tf_decision *d);
enum tf_err tf_rules_put_back(struct tf_decision *d);
enum tf_err tf_rules_ask_merge(struct tf_decision *d);
enum tf_err tf_rules_unask_merge(struct tf_decision *d);

#endif
