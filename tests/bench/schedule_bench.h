/* schedule_bench.h: what the parts of the schedule's bench share. */
#ifndef TF_SCHEDULE_BENCH_H
#define TF_SCHEDULE_BENCH_H

#include "core/schedule.h"

struct bench_event {
    struct tf_board *board;
    char name[64];
};

/* schedule_events.c. False: this one is real, and its file is not here. */
bool bench_event_make(struct bench_event *event, int number, const char *shared);
void bench_event_large(struct bench_event *event, int days);

/* Seconds it took. */
double bench_schedule_solve(struct tf_schedule **out, const struct tf_board *board);

/* schedule_milp.c: the same plan as a mixed-integer program, solved by CBC. */
struct bench_milp {
    bool found, proven;
    int64_t cost;
    double bound, seconds;
};
struct bench_milp bench_milp_solve(const struct tf_board *board, double seconds);

/* schedule_naive.c: what one would write first. */
int64_t bench_naive_greedy(const struct tf_board *board);
int64_t bench_naive_anneal(const struct tf_board *board, double seconds);

#endif
