/* What one would write first. Greedy: the most wanted first, each to the cheapest cell. Naive annealing: any
 * two cells change places, the total is summed anew (from pairs counted beforehand, each row with itself),
 * geometric cooling over the given time. */
#include "bench/schedule_bench.h"
#include "core/schedule_in.h"

#include "base/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void plan_of(struct tf_plan *plan, struct tf_seating *seating, const struct tf_board *board)
{
    if (tf_plan_create(plan, board, &(struct tf_schedule_options){.seed = 1}, NULL) != TF_OK ||
        tf_seating_create(seating, plan) != TF_OK) {
        fprintf(stderr, "bench_schedule: no plan\n");
        exit(1);
    }
}

static int most_wanted(const struct tf_plan *plan, const bool *done)
{
    int best = -1;
    for (int run = 0; run < plan->run_count; run++) {
        if (!done[run] && (best < 0 || plan->runs[run].want > plan->runs[best].want)) {
            best = run;
        }
    }
    return best;
}

static void seat_greedily(const struct tf_plan *plan, struct tf_seating *seating)
{
    bool *done = calloc((size_t)plan->run_count + 1, sizeof(*done));
    for (int run = most_wanted(plan, done); run >= 0; run = most_wanted(plan, done)) {
        int64_t least = plan->runs[run].off;
        int best_space = -1, best_row = -1;
        for (int row = 0; row < plan->row_count; row++) {
            for (int space = 0; space < plan->space_count; space++) {
                int64_t points =
                    tf_seating_alone(plan, run, space, row) + seating->torn[row * plan->run_count + run];
                if (tf_seating_may(plan, run, space, row) &&
                    tf_seating_is_free(plan, seating, run, space, row) && points < least) {
                    least = points;
                    best_space = space;
                    best_row = row;
                }
            }
        }
        done[run] = true;
        if (best_row >= 0) {
            tf_seating_put(plan, seating, run, best_space, best_row);
        }
    }
    free(done);
}

int64_t bench_naive_greedy(const struct tf_board *board)
{
    struct tf_plan plan;
    struct tf_seating seating;
    plan_of(&plan, &seating, board);
    seat_greedily(&plan, &seating);
    int64_t cost = seating.cost;
    tf_plan_free(&plan);
    return cost;
}

/* Places are numbered: cells first, then one off the grid for each run. */
static int64_t sum(const struct tf_plan *plan, const int *places, int cells)
{
    int64_t total = 0;
    for (int row = 0; row < plan->row_count; row++) {
        for (int space = 0; space < plan->space_count; space++) {
            int run = places[row * plan->space_count + space];
            if (run < 0) {
                continue;
            }
            if (!tf_seating_may(plan, run, space, row)) {
                return INT64_MAX;
            }
            total += tf_seating_alone(plan, run, space, row);
            for (int other_space = 0; other_space < space; other_space++) {
                int other = places[row * plan->space_count + other_space];
                total += other >= 0 ? plan->pair[run * plan->run_count + other] : 0;
            }
        }
    }
    for (int i = cells; i < cells + plan->run_count; i++) {
        total += places[i] >= 0 ? plan->runs[places[i]].off : 0;
    }
    return total;
}

int64_t bench_naive_anneal(const struct tf_board *board, double seconds)
{
    struct tf_plan plan;
    struct tf_seating seating;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    plan_of(&plan, &seating, board);
    int cells = plan.row_count * plan.space_count, count = cells + plan.run_count;
    int *places = malloc((size_t)count * sizeof(*places));
    for (int i = 0; i < count; i++) {
        places[i] = i < cells ? (i < plan.run_count ? i : -1) : (i - cells >= cells ? i - cells : -1);
    }
    int64_t cost = sum(&plan, places, cells), best = cost;
    double start = (double)tf_clock_mono_us() / 1e6, hot = 50000, cold = 5, temperature = hot;
    for (uint64_t step = 0;; step++) {
        if (step % 256 == 0) {
            double part = ((double)tf_clock_mono_us() / 1e6 - start) / seconds;
            if (part >= 1) {
                break;
            }
            temperature = hot * pow(cold / hot, part);
        }
        int a = (int)tf_rng_below(&rng, (uint64_t)count), b = (int)tf_rng_below(&rng, (uint64_t)count);
        int run = places[a];
        places[a] = places[b];
        places[b] = run;
        int64_t next = sum(&plan, places, cells);
        double chance = (double)tf_rng_below(&rng, 1u << 30) / (1u << 30);
        if (next <= cost || (next != INT64_MAX && exp((double)(cost - next) / temperature) > chance)) {
            cost = next;
            best = cost < best ? cost : best;
        } else {
            run = places[a];
            places[a] = places[b];
            places[b] = run;
        }
    }
    free(places);
    tf_plan_free(&plan);
    return best;
}
