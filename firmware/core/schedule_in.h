/* schedule_in.h: what the schedule's files share. A plan is the board as the search sees it: runs (a
 * session's placements, those still to be made among them), spaces, and rows, which are the grid's session
 * rows alone. A seating says where each run is. */
#ifndef TF_CORE_SCHEDULE_IN_H
#define TF_CORE_SCHEDULE_IN_H

#include "base/arena.h"
#include "core/schedule.h"

/* Points; schedule.h says what they mean. */
enum {
    TF_POINTS_STAR = 100,
    TF_POINTS_ROOMY = 5,
    TF_POINTS_NEED = 2000,
    TF_POINTS_NEED_PERCENT = 50,
    TF_POINTS_MOVED = 50,
    TF_POINTS_OFF = 1000000,
    TF_POINTS_OFF_PERCENT = 1000,
    TF_POINTS_OFF_MOST = 6000000,
    /* Stands for "never": more than a run off the grid, and 160 of them in one row still fit an int32_t. */
    TF_POINTS_NEVER = 8000000,
};

struct tf_run {
    const struct tf_session *session;
    const struct tf_placement *placement; /* NULL: to be made */
    int length;                           /* rows */
    bool fixed;
    bool wished;
    bool left_out;
    bool beside;    /* fixed in a shared space: not in `cells` */
    int32_t want;   /* points: stars of this run */
    int32_t off;    /* points when it is not placed */
    int space, row; /* where it stands on the board; -1 */
};

struct tf_plan {
    struct tf_arena arena;
    const struct tf_board *board;
    int run_count, space_count, row_count;
    struct tf_run *runs;
    int *slot_of_row; /* index of the grid */
    int *next_row;    /* the next session row of the day; -1 */
    int32_t *pair;    /* [run × run_count + run]: points when both are in one row */
    int32_t *room;    /* [run × space_count + space]: points of this space; TF_POINTS_NEVER */
    bool *may_begin;  /* [run × row_count + row] */
};

struct tf_seating {
    int *space, *row; /* [run]; -1 off the grid */
    int *cells;       /* [row × space_count + space]: run; -1 free */
    int32_t *torn; /* [row × run_count + run]: points that the run would have with all that are in the row */
    int64_t cost;
};

/* schedule_plan.c, schedule_wants.c */
enum tf_err tf_plan_create(struct tf_plan *plan, const struct tf_board *board,
                           const struct tf_schedule_options *options, struct tf_problem *problem);
void tf_plan_free(struct tf_plan *plan);
/* Fills pair, and each run's want, from stars and hosts. */
enum tf_err tf_plan_wants(struct tf_plan *plan, int64_t budget);

/* schedule_seating.c. Allocated in the plan's arena. */
enum tf_err tf_seating_create(struct tf_seating *seating, struct tf_plan *plan);
void tf_seating_copy(struct tf_seating *to, const struct tf_seating *from, const struct tf_plan *plan);
/* A run's own points there, without those torn: its space, and whether it moved. */
int32_t tf_seating_alone(const struct tf_plan *plan, int run, int space, int row);
/* May it begin there, whoever is there now? */
bool tf_seating_may(const struct tf_plan *plan, int run, int space, int row);
bool tf_seating_is_free(const struct tf_plan *plan, const struct tf_seating *seating, int run, int space,
                        int row);
void tf_seating_take(const struct tf_plan *plan, struct tf_seating *seating, int run); /* off the grid */
void tf_seating_put(const struct tf_plan *plan, struct tf_seating *seating, int run, int space, int row);
/* The total, summed from nothing: what seating->cost must be. */
int64_t tf_seating_sum(const struct tf_plan *plan, const struct tf_seating *seating);

/* schedule_move.c: a run goes to a cell; who is there comes back to where it was. */
struct tf_swap {
    int run, space, row;
    int other; /* -1: nobody there */
};
/* False: impossible. *points: what it would cost. For runs of one row only. */
bool tf_move_price(int64_t *points, struct tf_swap *swap, const struct tf_plan *plan,
                   const struct tf_seating *seating, int run, int space, int row);
void tf_move_do(const struct tf_plan *plan, struct tf_seating *seating, const struct tf_swap *swap);
/* The same for runs of any length: what the two stretches hold changes places; done when it costs at most
 * `most` points, else all is as it was. True: done. */
bool tf_move_stretch(const struct tf_plan *plan, struct tf_seating *seating, int run, int space, int row,
                     int64_t most);
/* Goes downhill until nothing one can do helps, each row's rooms given out at their best. */
void tf_move_descend(const struct tf_plan *plan, struct tf_seating *seating);

/* schedule_rooms.c: the best rooms for the runs of one row that are only there (Hungarian method).
 * TF_ERR_NOMEM leaves the seating as it was. */
enum tf_err tf_rooms_settle(const struct tf_plan *plan, struct tf_seating *seating, int row);

#endif
