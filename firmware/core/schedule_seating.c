/* Where each run is, and what that costs, kept up as runs come and go. */
#include "core/schedule_in.h"

#include <string.h>

enum tf_err tf_seating_create(struct tf_seating *seating, struct tf_plan *plan)
{
    size_t runs = (size_t)plan->run_count, rows = (size_t)plan->row_count;
    size_t cells = rows * (size_t)plan->space_count;
    seating->space = tf_arena_alloc(&plan->arena, (runs + 1) * sizeof(int));
    seating->row = tf_arena_alloc(&plan->arena, (runs + 1) * sizeof(int));
    seating->cells = tf_arena_alloc(&plan->arena, (cells + 1) * sizeof(int));
    seating->torn = tf_arena_alloc(&plan->arena, (rows * runs + 1) * sizeof(int32_t));
    if (seating->space == NULL || seating->row == NULL || seating->cells == NULL || seating->torn == NULL) {
        return TF_ERR_NOMEM;
    }
    seating->cost = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        seating->cells[cell] = -1;
    }
    for (int run = 0; run < plan->run_count; run++) {
        seating->space[run] = seating->row[run] = -1;
        seating->cost += plan->runs[run].off;
    }
    return TF_OK;
}

void tf_seating_copy(struct tf_seating *to, const struct tf_seating *from, const struct tf_plan *plan)
{
    size_t runs = (size_t)plan->run_count, rows = (size_t)plan->row_count;
    memcpy(to->space, from->space, runs * sizeof(int));
    memcpy(to->row, from->row, runs * sizeof(int));
    memcpy(to->cells, from->cells, rows * (size_t)plan->space_count * sizeof(int));
    memcpy(to->torn, from->torn, rows * runs * sizeof(int32_t));
    to->cost = from->cost;
}

int32_t tf_seating_alone(const struct tf_plan *plan, int run, int space, int row)
{
    const struct tf_run *who = &plan->runs[run];
    if (who->fixed) {
        return 0; /* whatever it costs where it is, it stays */
    }
    bool moved = who->row >= 0 && (who->row != row || who->space != space);
    return plan->room[run * plan->space_count + space] + (moved ? TF_POINTS_MOVED : 0);
}

bool tf_seating_may(const struct tf_plan *plan, int run, int space, int row)
{
    return plan->may_begin[run * plan->row_count + row] &&
           plan->room[run * plan->space_count + space] < TF_POINTS_NEVER;
}

bool tf_seating_is_free(const struct tf_plan *plan, const struct tf_seating *seating, int run, int space,
                        int row)
{
    for (int i = 0; i < plan->runs[run].length; i++) {
        if (row < 0 || seating->cells[row * plan->space_count + space] >= 0) {
            return false;
        }
        row = plan->next_row[row];
    }
    return true;
}

/* The run comes to (sign 1) or leaves (-1) a row: everybody's torn points there change. */
static void add_torn(const struct tf_plan *plan, struct tf_seating *seating, int run, int row, int32_t sign)
{
    int32_t *torn = &seating->torn[(size_t)row * (size_t)plan->run_count];
    const int32_t *pair = &plan->pair[(size_t)run * (size_t)plan->run_count];
    for (int other = 0; other < plan->run_count; other++) {
        torn[other] += sign * pair[other];
    }
}

static void come_or_go(const struct tf_plan *plan, struct tf_seating *seating, int run, int32_t sign)
{
    int space = seating->space[run], row = seating->row[run];
    int64_t points = tf_seating_alone(plan, run, space, row) - plan->runs[run].off;
    for (int i = 0; i < plan->runs[run].length; i++, row = plan->next_row[row]) {
        if (!plan->runs[run].beside) {
            seating->cells[row * plan->space_count + space] = sign > 0 ? run : -1;
        }
        points += seating->torn[row * plan->run_count + run];
        add_torn(plan, seating, run, row, sign);
    }
    seating->cost += sign * points;
}

void tf_seating_take(const struct tf_plan *plan, struct tf_seating *seating, int run)
{
    come_or_go(plan, seating, run, -1);
    seating->space[run] = seating->row[run] = -1;
}

void tf_seating_put(const struct tf_plan *plan, struct tf_seating *seating, int run, int space, int row)
{
    seating->space[run] = space;
    seating->row[run] = row;
    come_or_go(plan, seating, run, 1);
}

static bool covers(const struct tf_plan *plan, const struct tf_seating *seating, int run, int row)
{
    return seating->row[run] >= 0 && seating->row[run] <= row &&
           row < seating->row[run] + plan->runs[run].length;
}

int64_t tf_seating_sum(const struct tf_plan *plan, const struct tf_seating *seating)
{
    int64_t sum = 0;
    for (int a = 0; a < plan->run_count; a++) {
        sum += seating->row[a] < 0 ? plan->runs[a].off
                                   : tf_seating_alone(plan, a, seating->space[a], seating->row[a]);
        for (int b = 0; b < a; b++) {
            for (int row = 0; row < plan->row_count; row++) {
                if (covers(plan, seating, a, row) && covers(plan, seating, b, row)) {
                    sum += plan->pair[a * plan->run_count + b];
                }
            }
        }
    }
    return sum;
}
