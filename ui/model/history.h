/* history.h: what happened, as lines of words: who (a role, at the wall or on a device), when, what. Filled
 * by the errands TF_ERRAND_HISTORY (a page of the whole log) and TF_ERRAND_HISTORY_OF (one session's own). */
#ifndef TF_MODEL_HISTORY_H
#define TF_MODEL_HISTORY_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/zone.h"
#include "core/board.h"
#include "model/errand.h"

struct tf_history {
    struct tf_event *events[TF_ERRAND_EVENTS_MAX]; /* newest first; references of its own */
    size_t count;
    bool has_more;
};

struct tf_history_line {
    const char *when;  /* "10:40", on another day "Wed 25, 10:40" */
    const char *what;  /* "Session moved"; "Taken back" */
    const char *about; /* "“Compost”"; "" */
    const char *who;   /* "Somebody at the wall" */
};

/* What an organiser looks at: a page of the log, and the board as it was. Plain values for the screens. */
enum tf_past_do {
    TF_PAST_DO_OLDER, /* b: events before this one; 0 the newest */
    TF_PAST_DO_UNDO,  /* b: sequence */
    TF_PAST_DO_LOOK,  /* b: sequence: how the board was after it */
    TF_PAST_DO_LEAP,  /* the same, by the button that goes further: near an end both lead to one place */
    TF_PAST_DO_PUT_BACK,
    TF_PAST_DO_COUNT
};
#define TF_PAST_LEAP 20 /* events, for whoever is in a hurry */

struct tf_past {
    struct tf_history page;
    uint64_t before;      /* what the page was asked for; 0: the newest */
    bool waits;           /* for an answer */
    struct tf_board *was; /* a reference of its own; NULL: nothing is looked at */
};

/* Takes the answer's events in place of those it has; an answer that failed leaves none. */
void tf_history_take(struct tf_history *history, struct tf_errand_answer *answer);
void tf_history_free(struct tf_history *history);
struct tf_history_line tf_history_line(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                                       const struct tf_board *board, const struct tf_event *event,
                                       int64_t now_s);

#endif
