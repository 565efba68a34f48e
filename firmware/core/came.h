/* came.h: what came of it: plain counts and the lists that they count, in the order of the grid or of the
 * alphabet. No scores, no league tables, nobody's movements.
 *
 * What is hidden is in none of them. What was merged counts as proposed, and its notes are those of the
 * session that it became. A session is held from its beginning on. */
#ifndef TF_CORE_CAME_H
#define TF_CORE_CAME_H

#include "core/board.h"

enum tf_came_list {
    TF_CAME_HELD,
    TF_CAME_WITH_NOTES,
    TF_CAME_WITHOUT_NOTES, /* it is over, and nobody has written any */
    TF_CAME_NOT_HELD,      /* asked for, and without a place */
    TF_CAME_LIST_COUNT
};

/* Proposals of one span, in order; or the sessions of one row of the grid. */
struct tf_came_bar {
    int64_t start;
    size_t count;
    size_t with_notes; /* of a row */
};
enum { TF_CAME_BARS_MAX = 24 };

struct tf_came {
    size_t proposed;
    size_t host_count;                                   /* names, each once */
    const struct tf_session **lists[TF_CAME_LIST_COUNT]; /* of the board */
    size_t counts[TF_CAME_LIST_COUNT];
    const struct tf_action **actions; /* of the board: by who does it, then by when; nobody's last */
    size_t action_count, done_count, late_count;

    /* Where a head count was entered. */
    size_t people;       /* 0: it was not */
    size_t proposers;    /* names of hosts, and devices that proposed without one */
    size_t contributors; /* devices and names that wrote a note, an action or a topic, and proposed nothing */

    struct tf_came_bar proposals[TF_CAME_BARS_MAX];
    size_t proposal_bars;
    int64_t proposal_span_s;                   /* of one bar */
    struct tf_came_bar rows[TF_CAME_BARS_MAX]; /* that have begun, the last ones */
    size_t row_bars;
};

/* Lives no longer than the board. today: a date, for what is late. TF_ERR_NOMEM. */
enum tf_err tf_came_count(struct tf_came *out, const struct tf_board *board, int64_t now_s, int64_t today);
void tf_came_free(struct tf_came *came);

/* It is still to be done: neither done nor, when it was last asked about, given up. */
bool tf_came_is_left(const struct tf_action *action);
/* One asks how an action stands after 30 days and after 90. What somebody says `days` after it was written
 * down is put into *want, which is a copy of the action; returns the mask of the fields that it is. */
uint64_t tf_came_stand(struct tf_action *want, enum tf_standing standing, int64_t days);

#endif
