/* rules.h: may this happen, and what exactly happens then? Pure: no clock, no I/O, no random numbers.
 *
 * Open Space's own rules hold: no approval, no cap; a host in two places at once is a warning, never a
 * refusal. What is not said by a verb's name (command.h):
 *
 * - A session is PLACED exactly when it has a placement. Who is replaced, or whose space, row or cell goes,
 *   returns to the unplaced, unless another placement is left.
 * - MOVE and SWAP keep each session's number of rows. EXTEND goes on after a break.
 * - freeze_min of the gathering: in the minutes before a row begins, no guest puts a session into it, out of
 * it or elsewhere in it; taking back counts. Withdrawing and merging are always possible: a host who cannot
 *   come says so.
 * - A guest cannot touch what is locked; who may do what is a table in rules.c.
 * - HIDE, WITHDRAW and MERGE take the session off the grid in the same event. UNHIDE brings it (also what was
 *   withdrawn) back unplaced; UNDO brings its place back too, if that is still free.
 * - A host asks (ASK_MERGE: it is on the board that they would like to merge), the other host's yes is MERGE,
 * and either of the two takes the question away (UNASK_MERGE). A host's word is what comes from the session's
 * own device, or from the touchscreen, where whoever stands there is believed. Organisers merge without
 * asking. A session has one question open. It goes when the session it names does.
 * - MERGE moves the stars over: each device counts once, the staying session's own device never.
 * - STAR from the touchscreen counts one more who is not known: TF_WALL_STARS_PER_MINUTE_MAX for a session,
 * and TF_WALL_STARS_MAX in all. When two sessions merge, these may be the same people: the larger number
 * stays. While a vote with a budget is open, stars are the phones'.
 * - EDIT_SPACE's position: the others make room; positions are then 0, 1, 2 …
 * - SHIFT is at most 24 hours either way. Rows keep to their day and never overlap.
 * - SET_UP that moves the phase notes when, and takes what was announced off. Undoing what the clock did
 *   stops the clock: it would do the same again at once.
 * - STAR keeps to the format's budget while the vote is open (policy.h).
 * - SCHEDULE moves placements only, never a locked one, and never in Open Space.
 * - UNDO reverses an event field by field where the field still is as that event left it; else CHANGED_SINCE.
 *   A guest undoes what a guest did from the same device, a helper what guests and helpers did. */
#ifndef TF_CORE_RULES_H
#define TF_CORE_RULES_H

#include "base/limits.h"
#include "core/board.h"
#include "core/command.h"

struct tf_cell {
    uint64_t space, slot;
};

/* Why not. Each has one sentence in every language (ui/model). */
enum tf_reason {
    TF_REASON_NONE,
    TF_REASON_CELL_TAKEN,
    TF_REASON_SPACE_CLOSED,
    TF_REASON_NOT_A_SESSION_SLOT, /* a break or plenary */
    TF_REASON_LOCKED,
    TF_REASON_UNKNOWN_SESSION,
    TF_REASON_UNKNOWN_SPACE,
    TF_REASON_UNKNOWN_SLOT,
    TF_REASON_UNKNOWN_PLACEMENT,
    TF_REASON_UNKNOWN_EVENT, /* nothing with that sequence number to undo */
    TF_REASON_SESSION_GONE,  /* withdrawn, hidden or merged */
    TF_REASON_NEEDS_TITLE,
    TF_REASON_BAD_TEXT,
    TF_REASON_BAD_VALUE,
    TF_REASON_CODE_TAKEN, /* the sender draws another */
    TF_REASON_ID_TAKEN,
    TF_REASON_SLOT_OVERLAPS,
    TF_REASON_SLOT_IN_USE,   /* a row with sessions cannot become a break; a break is removed only by an
                                organiser */
    TF_REASON_NOTHING_AFTER, /* no next row to extend into */
    TF_REASON_SAME_THING,    /* with itself: swap, merge */
    TF_REASON_OWN_SESSION,   /* no star for one's own */
    TF_REASON_CHANGED_SINCE, /* undo would take back what somebody did later */
    TF_REASON_FULL,          /* a limit of the board */
    TF_REASON_NOT_ALLOWED,   /* role */
    TF_REASON_NO_EVENT,      /* nothing set up yet */
    TF_REASON_NO_CHANGE,     /* already so */
    TF_REASON_NO_STARS_LEFT, /* the device has given all that the format's vote allows */
    TF_REASON_NO_SCHEDULE,   /* Open Space: nobody's place is chosen for them */
    TF_REASON_TOO_SOON,      /* so much in so short a time is no people */
    TF_REASON_FROZEN,        /* the row begins in a few minutes: guests leave it as it is */
    TF_REASON_NEEDS_DEVICE,  /* a vote with a budget: nobody has one at the touchscreen */
    TF_REASON_NEEDS_HOSTS,   /* a merge that not both hosts have said yes to */
    TF_REASON_UNKNOWN_TOPIC,
    TF_REASON_NOT_NOW,        /* the convergence is not on */
    TF_REASON_NO_DOTS_LEFT,   /* the device gave all it has */
    TF_REASON_DOTS_BY_DEVICE, /* nobody has dots at the touchscreen */
    TF_REASON_COUNT
};
const char *tf_reason_name(enum tf_reason reason);

struct tf_refusal {
    enum tf_reason reason;
    uint64_t subject; /* the id it is about: the session in the cell, the event that came later … */
    char field[32];   /* for BAD_TEXT, BAD_VALUE */
    struct tf_cell free_cells[TF_REFUSAL_CELLS_MAX]; /* nearest first: same row, then nearest in time */
    size_t free_cell_count;
    size_t part; /* of a CHAIN: which one was refused */
};

/* Worth saying, no reason to refuse. */
struct tf_warning {
    uint64_t host_also_in; /* placement: the same host (folded) at the same time; 0 */
    uint64_t displaced;    /* session that went back to the unplaced; 0 */
};

/* *out: the event (sequence 0: the ledger gives it), the caller's. past: the event that an UNDO names, else
 * NULL. TF_ERR_CONFLICT, _NOT_FOUND, _INVALID, _LIMIT, _DENIED: *refusal says why. TF_ERR_NOMEM. warning:
 * NULL is fine. */
enum tf_err tf_rules_decide(struct tf_event **out, const struct tf_board *board,
                            const struct tf_command *command, const struct tf_event *past,
                            struct tf_refusal *refusal, struct tf_warning *warning);

#endif
