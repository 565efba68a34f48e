/* act.h: what is done with a session that is on the wall: moved, swapped, run again, made longer, taken off,
 * withdrawn, merged. From the first tap to the answer, and what can be taken back after it. Pure: boards, ids
 * and times come in, a command goes out.
 *
 *   begin ──aim or other──▶ try (what would happen) ──command──▶ ledger ──answer──▶ done, with a way back
 *
 * Nothing about what would happen is worked out here: the rules are asked, on the board that is shown, each
 * time it is drawn. So what is said before the tap is what the tap does, also when the board has changed
 * meanwhile. */
#ifndef TF_MODEL_ACT_H
#define TF_MODEL_ACT_H

#include "base/rng.h"
#include "core/board.h"
#include "core/command.h"
#include "core/policy.h"
#include "core/rules.h"

enum tf_act_kind {
    TF_ACT_NONE,
    TF_ACT_MOVE,      /* to a free cell; onto another session: changing places, or sending that one off */
    TF_ACT_PLACE,     /* a session without a place gets one */
    TF_ACT_AGAIN,     /* one more time, somewhere else */
    TF_ACT_EXTEND,    /* into the next row */
    TF_ACT_GIVE_BACK, /* the last row */
    TF_ACT_UNPLACE,
    TF_ACT_MERGE,
    TF_ACT_WITHDRAW,
    TF_ACT_STAR, /* "I'd come": at once, by one tap */
    TF_ACT_KIND_COUNT
};

/* The intent TF_INTENT_ACT's a. */
enum tf_act_do {
    TF_ACT_DO_BEGIN,  /* b: enum tf_act_kind, with the session that is shown */
    TF_ACT_DO_PLACE,  /* b: session: its place is chosen */
    TF_ACT_DO_WHICH,  /* b: placement: which of its times is meant */
    TF_ACT_DO_AGREE,  /* b: 0 this session's host says yes, or takes it back; 1 the other's */
    TF_ACT_DO_ANSWER, /* b: a session that asks to merge: its question is opened */
    TF_ACT_DO_IT,     /* b: enum tf_act_way */
    TF_ACT_DO_CANCEL,
    TF_ACT_DO_UNDO,
    TF_ACT_DO_COUNT
};

enum tf_act_way {
    TF_ACT_PLAIN,
    TF_ACT_SWAP,    /* with the session that is in the cell already */
    TF_ACT_REPLACE, /* that one goes back to those without a place */
    TF_ACT_ASK,     /* MERGE: this session's host says yes, and the question is on the board */
    TF_ACT_UNASK,   /* MERGE: the question goes away again */
    TF_ACT_WAY_COUNT
};

/* "Moved. Undo" stays for this long (FIELD). */
#define TF_ACT_UNDO_MS     10000
#define TF_ACT_SIMILAR_MAX 8

/* What was done last, and how to take it back. */
struct tf_act_done {
    enum tf_act_kind kind; /* NONE: nothing */
    enum tf_act_way way;
    uint64_t session, displaced;
    uint64_t sequence, event; /* which it was, and its id: another kiosk's may get in between */
    uint64_t undo;            /* the command that takes it back, under way; 0 */
};

struct tf_act {
    enum tf_act_kind kind; /* NONE: nothing is open */
    uint64_t session;
    uint64_t placement; /* which of its times; 0: it has none */
    uint64_t fresh;     /* the id that a new placement gets */
    struct tf_cell target;
    bool has_target;
    uint64_t other;    /* MERGE: the session that stays; 0: not chosen */
    bool other_agreed; /* MERGE: the other's host said yes here, before this session's did */
    enum tf_act_way way;
    uint64_t command; /* under way; 0: nothing is */

    uint64_t similar[TF_ACT_SIMILAR_MAX]; /* MERGE: the most alike first */
    size_t similar_count;
    struct tf_act_done done;
    enum tf_role role; /* of whoever stands there: what they may do, and as whom they do it */
};

bool tf_act_is_on_grid(enum tf_act_kind kind); /* its target is a cell */
enum tf_verb tf_act_verb(enum tf_act_kind kind, enum tf_act_way way);

/* fresh: an id from a random number. What was done before stays known. */
void tf_act_begin(struct tf_act *act, const struct tf_board *board, uint64_t session, enum tf_act_kind kind,
                  uint64_t fresh);
void tf_act_end(struct tf_act *act); /* nothing is open any more */
void tf_act_aim(struct tf_act *act, struct tf_cell cell);
void tf_act_aim_at(struct tf_act *act, const struct tf_board *board,
                   uint64_t placement); /* where that one is */
void tf_act_which(struct tf_act *act, const struct tf_board *board, uint64_t placement);
void tf_act_merge_with(struct tf_act *act, uint64_t other);
void tf_act_agree(struct tf_act *act);                                         /* the other's host; toggles */
bool tf_act_has_asked(const struct tf_act *act, const struct tf_board *board); /* this session's host has */
/* After a new board: what is gone is not meant any more. */
void tf_act_follow(struct tf_act *act, const struct tf_board *board);

/* The placement in the target that would have to go; NULL: free, or none chosen. */
const struct tf_placement *tf_act_in_the_way(const struct tf_act *act, const struct tf_board *board);

/* What would happen. */
struct tf_act_trial {
    enum tf_err err; /* TF_OK: event is set; TF_ERR_INVALID and no reason: something has to be chosen first */
    struct tf_refusal refusal;
    const char *policy; /* why the format forbids it, to be translated, the board's; NULL */
    struct tf_warning warning;
    struct tf_event *event; /* the caller's; NULL */
};
struct tf_act_trial tf_act_try(const struct tf_act *act, const struct tf_board *board, enum tf_act_way way,
                               int64_t now_s);
void tf_act_trial_end(struct tf_act_trial *trial);

/* The command for it; *out is the caller's. TF_ERR_INVALID: something has to be chosen first, or both hosts
 * have not agreed. TF_ERR_BUSY: one is under way. TF_ERR_NOMEM. */
enum tf_err tf_act_command(struct tf_command **out, struct tf_act *act, const struct tf_board *board,
                           enum tf_act_way way, struct tf_rng *rng, int64_t now_s);
/* The command that takes the last one back. TF_ERR_NOT_FOUND: there is nothing. TF_ERR_BUSY, TF_ERR_NOMEM. */
enum tf_err tf_act_undo(struct tf_command **out, struct tf_act *act, struct tf_rng *rng, int64_t now_s);

enum tf_act_outcome {
    TF_ACT_NOT_MINE,
    TF_ACT_DONE,
    TF_ACT_ASKED, /* the act stays open: the other host may stand here too */
    TF_ACT_UNASKED,
    TF_ACT_TAKEN_BACK,
    TF_ACT_REFUSED, /* what was chosen stays, so that another way can be taken */
};
enum tf_act_outcome tf_act_answer(struct tf_act *act, uint64_t command, enum tf_err err,
                                  const struct tf_warning *warning, uint64_t sequence);

#endif
