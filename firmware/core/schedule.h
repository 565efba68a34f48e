/* schedule.h: a whole grid, proposed from what people starred. A pure function of a board, wishes and a seed:
 * no clock, no I/O. The same board, wishes and seed give the same grid.
 *
 * Kept without exception
 *   - a locked placement stays, and so does what has begun (`from`) and what stands in a shared space: people
 *     chose that together;
 *   - a wish: this space, this row, not before, not after; and when its host can be there;
 *   - a host is never in two places, a cell holds one session, a session keeps its number of rows;
 *   - nothing goes where the grid forbids it: a break, a plenary, a closed space, past the end of a day.
 * What cannot be kept leaves its session off the grid, and says why. As many are placed as fit.
 *
 * Then as few missed sessions as possible. The unit is one person missing one session that this person
 * starred, in hundredths (points): the measure of "Conference scheduling: a personalized approach"
 * (Vangerven, Ficker, Goossens, Passchyn, Spieksma, Woeginger; Omega 81, 2018), here pair by pair and with
 * rooms. The total is
 *
 *     100          for each pair of starred sessions in one row, a device (torn); who proposed a session
 * counts as wanting it; a session that runs k times is torn 1/k
 *   + 100          for each star beyond the space's capacity (no seat); stars are shared by the session's
 * runs
 *   + 5 × (1 - capacity / largest capacity)  for each star: larger rooms to larger interest, even when all
 * fit
 *   + 2000 + 50 a star   for each need that the space has no feature for: it hurts, but no session is left
 * out because no space has a projector
 *   + 50           for what stood elsewhere on the grid before: who has read the grid should find it again
 *   + 1000 a star  for a session that is not placed, beside a million that makes placing come first: what
 * most want is on the grid, even where that tears some.
 *
 * A device with more stars than the format's budget (policy.h) has its budget shared among them. */
#ifndef TF_CORE_SCHEDULE_H
#define TF_CORE_SCHEDULE_H

#include "base/rng.h"
#include "core/board.h"
#include "core/command.h"

/* What must hold for a session, or its host: whatever is not 0. */
struct tf_schedule_wish {
    uint64_t session;
    uint64_t space;
    uint64_t slot;                 /* the first row */
    int64_t not_before, not_after; /* UTC seconds: begins and ends within */
    bool leave_out;                /* not to be placed at all */
};

struct tf_schedule_options {
    uint64_t seed;
    int64_t from; /* rows that begin before this moment are left as they are */
    const struct tf_schedule_wish *wishes;
    size_t wish_count;   /* ≤ TF_SCHEDULE_WISHES_MAX; several for one session hold together */
    uint64_t step_count; /* how long to look; 0: as long as the event's size asks, a second at most */
};

enum tf_schedule_off {                       /* why a session is not on the proposed grid */
                       TF_SCHEDULE_OFF_NOT,  /* it is on it */
                       TF_SCHEDULE_OFF_FULL, /* every cell it could stand in has one that more people want, or
                                                is fixed */
                       TF_SCHEDULE_OFF_HOST, /* its host is elsewhere whenever it could be */
                       TF_SCHEDULE_OFF_WISH, /* nowhere on the grid could its wishes be kept */
                       TF_SCHEDULE_OFF_LEFT_OUT, /* as wished */
};

/* One run of a session on the proposed grid, and what speaks for it. */
struct tf_schedule_entry {
    uint64_t session, placement;     /* placement 0: it has none on the board yet */
    uint64_t space, slot, last_slot; /* 0: off the grid */
    enum tf_schedule_off off;
    bool fixed;        /* locked, begun or in a shared space: not the schedule's to move */
    bool wished;       /* a wish of it is kept */
    bool moved;        /* it stood elsewhere before */
    size_t star_count; /* devices that want it */
    int64_t capacity;  /* of the space; 0 not said */
    uint32_t needs_met, needs_missing;
    size_t torn_count;  /* devices that want another session at the same time, one for each pair */
    uint64_t torn_most; /* the session that most of them want; 0 */
    size_t torn_most_count;
    uint64_t host_elsewhere; /* a session of the same host, kept at another time; 0 */
};

struct tf_schedule;

/* The board is borrowed until tf_schedule_destroy(). TF_ERR_DENIED: the event's format has no schedule made
 * for it (Open Space); TF_ERR_LIMIT: more than TF_SCHEDULE_RUNS_MAX runs or too many wishes;
 * TF_ERR_NOT_FOUND: a wish names what is not on the board; TF_ERR_CONFLICT: no event yet. TF_ERR_NOMEM. */
enum tf_err tf_schedule_create(struct tf_schedule **out, const struct tf_board *board,
                               const struct tf_schedule_options *options, struct tf_problem *problem);
void tf_schedule_destroy(struct tf_schedule *schedule); /* NULL is fine */
/* Looks on, `steps` further. True: done, the entries are final. How it is cut into calls changes nothing. */
bool tf_schedule_look(struct tf_schedule *schedule, uint64_t steps);
int tf_schedule_permille(const struct tf_schedule *schedule); /* how much of the looking is done */
/* Every living session's runs, by time, then space; those off the grid last, most wanted first. Borrowed. */
const struct tf_schedule_entry *tf_schedule_entries(const struct tf_schedule *schedule, size_t *count);
/* The total of the proposed grid, and of a board's own grid as it stands (the same sum), in points. */
int64_t tf_schedule_cost(const struct tf_schedule *schedule);
int64_t tf_schedule_cost_before(const struct tf_schedule *schedule);

/* One SCHEDULE command that makes the board's grid the proposed one: one event, one undo. What somebody moved
 * since is not overrun: the rules then refuse. TF_ERR_NOMEM, TF_ERR_LIMIT. */
enum tf_err tf_schedule_command(struct tf_command **out, const struct tf_schedule *schedule,
                                struct tf_actor actor, int64_t at, struct tf_rng *rng);

#endif
