/* One step of the search: what it would cost, and doing it. */
#include "core/schedule_in.h"

static int64_t torn_at(const struct tf_plan *plan, const struct tf_seating *seating, int run, int row)
{
    return seating->torn[row * plan->run_count + run];
}

/* What the run costs where it is now. */
static int64_t here(const struct tf_plan *plan, const struct tf_seating *seating, int run)
{
    int row = seating->row[run];
    return row < 0 ? plan->runs[run].off
                   : tf_seating_alone(plan, run, seating->space[run], row) + torn_at(plan, seating, run, row);
}

bool tf_move_price(int64_t *points, struct tf_swap *swap, const struct tf_plan *plan,
                   const struct tf_seating *seating, int run, int space, int row)
{
    int old_row = seating->row[run], old_space = seating->space[run];
    int other = seating->cells[row * plan->space_count + space];
    if (other == run || !tf_seating_may(plan, run, space, row)) {
        return false;
    }
    int64_t sum = tf_seating_alone(plan, run, space, row) - here(plan, seating, run);
    sum += torn_at(plan, seating, run, row);
    if (other >= 0) {
        if (plan->runs[other].fixed || plan->runs[other].length != 1) {
            return false;
        }
        sum -= here(plan, seating, other);
        if (old_row < 0) {
            sum += plan->runs[other].off;
        } else if (!tf_seating_may(plan, other, old_space, old_row)) {
            return false;
        } else {
            sum += tf_seating_alone(plan, other, old_space, old_row) + torn_at(plan, seating, other, old_row);
        }
        if (old_row != row) {
            /* Each was counted with the other, who goes as it comes; off the grid nobody is met. */
            sum -= plan->pair[run * plan->run_count + other] * (old_row < 0 ? 1 : 2);
        }
    }
    *points = sum;
    *swap = (struct tf_swap){run, space, row, other};
    return true;
}

void tf_move_do(const struct tf_plan *plan, struct tf_seating *seating, const struct tf_swap *swap)
{
    int old_space = seating->space[swap->run], old_row = seating->row[swap->run];
    if (old_row >= 0) {
        tf_seating_take(plan, seating, swap->run);
    }
    if (swap->other >= 0) {
        tf_seating_take(plan, seating, swap->other);
    }
    tf_seating_put(plan, seating, swap->run, swap->space, swap->row);
    if (swap->other >= 0 && old_row >= 0) {
        tf_seating_put(plan, seating, swap->other, old_space, old_row);
    }
}

/* ---- runs longer than a row ---- */

enum { STRETCH_MAX = 64 };

struct stretch {
    int space, row, length;
};

struct held {
    int runs[STRETCH_MAX];
    int offset[STRETCH_MAX];
    int count;
};

/* Who is in a stretch; false: somebody who is fixed, or stands out of it. */
static bool look_into(struct held *held, const struct tf_plan *plan, const struct tf_seating *seating,
                      struct stretch at)
{
    held->count = 0;
    for (int i = 0; i < at.length; i++) {
        int row = at.row + i;
        int run = seating->cells[row * plan->space_count + at.space];
        if (run < 0 || (held->count > 0 && held->runs[held->count - 1] == run)) {
            continue;
        }
        if (plan->runs[run].fixed || seating->row[run] != row || i + plan->runs[run].length > at.length) {
            return false;
        }
        held->runs[held->count] = run;
        held->offset[held->count++] = i;
    }
    return true;
}

static void take_all(const struct tf_plan *plan, struct tf_seating *seating, const struct held *held)
{
    for (int i = 0; i < held->count; i++) {
        tf_seating_take(plan, seating, held->runs[i]);
    }
}

/* False: one of them may not be there; how many were put is in *done. */
static bool put_all(int *done, const struct tf_plan *plan, struct tf_seating *seating,
                    const struct held *held, struct stretch at)
{
    for (*done = 0; *done < held->count; (*done)++) {
        int run = held->runs[*done], row = at.row + held->offset[*done];
        if (!tf_seating_may(plan, run, at.space, row) ||
            !tf_seating_is_free(plan, seating, run, at.space, row)) {
            return false;
        }
        tf_seating_put(plan, seating, run, at.space, row);
    }
    return true;
}

static bool do_meet(struct stretch a, struct stretch b)
{
    return a.space == b.space && a.row < b.row + b.length && b.row < a.row + a.length;
}

static void put_back(const struct tf_plan *plan, struct tf_seating *seating, const struct held *held,
                     int count)
{
    for (int i = 0; i < count; i++) {
        tf_seating_take(plan, seating, held->runs[i]);
    }
}

/* The run has no place, or its place and the new one overlap: it goes there if what it meets is only itself,
 * or (from off the grid) those that go off in its stead. */
static bool step_over(const struct tf_plan *plan, struct tf_seating *seating, int run, struct stretch to,
                      int64_t most)
{
    int64_t before = seating->cost;
    int old_space = seating->space[run], old_row = seating->row[run];
    struct held there = {.count = 0};
    if (old_row >= 0) {
        tf_seating_take(plan, seating, run);
    } else if (!look_into(&there, plan, seating, to)) {
        return false;
    }
    take_all(plan, seating, &there);
    if (tf_seating_is_free(plan, seating, run, to.space, to.row)) {
        tf_seating_put(plan, seating, run, to.space, to.row);
        if (seating->cost - before <= most) {
            return true;
        }
        tf_seating_take(plan, seating, run);
    }
    if (old_row >= 0) {
        tf_seating_put(plan, seating, run, old_space, old_row);
    }
    for (int i = 0; i < there.count; i++) {
        tf_seating_put(plan, seating, there.runs[i], to.space, to.row + there.offset[i]);
    }
    return false;
}

bool tf_move_stretch(const struct tf_plan *plan, struct tf_seating *seating, int run, int space, int row,
                     int64_t most)
{
    int64_t before = seating->cost;
    struct held mine = {.count = 0}, theirs = {.count = 0};
    int length = plan->runs[run].length;
    struct stretch from = {seating->space[run], seating->row[run], length}, to = {space, row, length};
    if (length > STRETCH_MAX || !tf_seating_may(plan, run, space, row) ||
        (from.space == space && from.row == row)) {
        return false;
    }
    if (from.row < 0 || do_meet(from, to)) {
        return step_over(plan, seating, run, to, most);
    }
    if (!look_into(&mine, plan, seating, from) || !look_into(&theirs, plan, seating, to)) {
        return false;
    }
    take_all(plan, seating, &mine);
    take_all(plan, seating, &theirs);
    int mine_done = 0, theirs_done = 0;
    if (put_all(&mine_done, plan, seating, &mine, to) &&
        put_all(&theirs_done, plan, seating, &theirs, from) && seating->cost - before <= most) {
        return true;
    }
    put_back(plan, seating, &mine, mine_done);
    put_back(plan, seating, &theirs, theirs_done);
    int done = 0;
    (void)put_all(&done, plan, seating, &mine, from);
    (void)put_all(&done, plan, seating, &theirs, to);
    return false;
}

/* ---- downhill ---- */

/* The best that one run can do; true: it did something. */
static bool improve(const struct tf_plan *plan, struct tf_seating *seating, int run)
{
    bool is_long = plan->runs[run].length > 1, did = false;
    struct tf_swap best = {.run = -1};
    int64_t best_points = 0;
    for (int row = 0; row < plan->row_count; row++) {
        if (!plan->may_begin[run * plan->row_count + row]) {
            continue;
        }
        for (int space = 0; space < plan->space_count; space++) {
            struct tf_swap swap;
            int64_t points = 0;
            if (is_long) {
                did |= tf_move_stretch(plan, seating, run, space, row, -1);
            } else if (tf_move_price(&points, &swap, plan, seating, run, space, row) &&
                       points < best_points) {
                best = swap;
                best_points = points;
            }
        }
    }
    if (best.run >= 0) {
        tf_move_do(plan, seating, &best);
    }
    return did || best.run >= 0;
}

void tf_move_descend(const struct tf_plan *plan, struct tf_seating *seating)
{
    /* Every round but the last makes the total smaller; the bound is against our own mistakes. */
    bool did = true;
    for (int round = 0; did && round < 1000; round++) {
        did = false;
        for (int row = 0; row < plan->row_count; row++) {
            int64_t before = seating->cost;
            did |= tf_rooms_settle(plan, seating, row) == TF_OK && seating->cost < before;
        }
        for (int run = 0; run < plan->run_count; run++) {
            did |= !plan->runs[run].fixed && improve(plan, seating, run);
        }
    }
}
