/* bench_schedule.c: how good the draft schedule is, and how fast.
 *
 *   bench_schedule exact SECONDS SHARED      40 events of up to 60 sessions, generated and real (SHARED: a
 * folder with public schedules), against the exact optimum of a MILP (CBC), which gets so many seconds for
 * each to prove it bench_schedule large SECONDS             300 sessions × 12 spaces × 8 rows (and × 4 days),
 * 5,000 voters: against a greedy grid and so many seconds of naive annealing */
#include "bench/schedule_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EVENTS = 40 };

/* The processor's time, so that what else the machine does is not counted. */
static double processor_s(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double bench_schedule_solve(struct tf_schedule **out, const struct tf_board *board)
{
    struct tf_problem problem = {0};
    double start = processor_s();
    if (tf_schedule_create(out, board, &(struct tf_schedule_options){.seed = 1}, &problem) != TF_OK) {
        fprintf(stderr, "bench_schedule: %s\n", problem.what);
        exit(1);
    }
    while (!tf_schedule_look(*out, 100000)) {
    }
    return processor_s() - start;
}

/* ---- against the optimum */

struct tally {
    int proven, within, not_proven, beaten;
    double worst;
};

/* Off the grid costs a million a session: the optimum and ours agree on how many, or it is told apart. */
static double without_millions(int64_t cost)
{
    return (double)(cost % 1000000);
}

static void compare(struct tally *tally, int number, const struct bench_event *event, double seconds)
{
    struct tf_schedule *schedule = NULL;
    double took = bench_schedule_solve(&schedule, event->board);
    struct bench_milp exact = bench_milp_solve(event->board, seconds);
    int64_t cost = tf_schedule_cost(schedule);
    double least = exact.proven ? (double)exact.cost : exact.bound;
    double base = without_millions((int64_t)least);
    double gap = ((double)cost - least) * 100 / (base > 100 ? base : 100);
    printf("%2d %-34s %3zu sessions  ours %9.2f in %4.0f ms  %s %9.2f in %5.1f s  %+.2f %%\n", number,
           event->name, tf_table_count(event->board->tables[TF_KIND_SESSION]), (double)cost / 100, took * 1e3,
           exact.proven  ? "optimum"
           : exact.found ? "NOT PROVEN, bound"
                         : "NOTHING FOUND, bound",
           least / 100, exact.seconds, gap);
    if (exact.proven) {
        tally->proven++;
        tally->within += gap <= 1.0;
        tally->worst = gap > tally->worst ? gap : tally->worst;
    } else {
        tally->not_proven++;
        tally->beaten += !exact.found || cost <= exact.cost;
    }
    fflush(stdout);
    tf_schedule_destroy(schedule);
}

static int exact(double seconds, const char *shared)
{
    struct tally tally = {.worst = -1e9};
    for (int number = 0; number < EVENTS; number++) {
        struct bench_event event = {.board = NULL};
        if (bench_event_make(&event, number, shared)) {
            compare(&tally, number, &event, seconds);
            tf_board_unref(event.board);
        } else {
            printf("%2d not here: no public schedule in %s\n", number, shared);
        }
    }
    printf("schedule against the optimum\t%d of %d proven optima met within 1 %%, worst %+.2f %%\t"
           "%d more not proven in %.0f s each; ours is no worse in %d\twithin 1 %%\n",
           tally.within, tally.proven, tally.worst, tally.not_proven, seconds, tally.beaten);
    return tally.within == tally.proven && tally.beaten == tally.not_proven ? 0 : 1;
}

/* ---- the largest */

static int large(double seconds)
{
    bool better = true;
    for (int days = 1; days <= 4; days += 3) {
        struct bench_event event = {.board = NULL};
        bench_event_large(&event, days);
        struct tf_schedule *schedule = NULL;
        double took = bench_schedule_solve(&schedule, event.board);
        double ours = (double)tf_schedule_cost(schedule) / 100;
        double greedy = (double)bench_naive_greedy(event.board) / 100;
        double naive = (double)bench_naive_anneal(event.board, seconds) / 100;
        printf("schedule, %s\t%.2f s, %.0f\tgreedy %.0f, %.0f s of naive annealing %.0f\t%s\n", event.name,
               took, ours, greedy, seconds, naive,
               took <= 1 && ours < greedy && ours < naive ? "≤ 1 s and better: yes" : "≤ 1 s and better: NO");
        fflush(stdout);
        better = better && took <= 1 && ours < greedy && ours < naive;
        tf_schedule_destroy(schedule);
        tf_board_unref(event.board);
    }
    return better ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "exact") == 0) {
        return exact(strtod(argv[2], NULL), argv[3]);
    }
    if (argc == 3 && strcmp(argv[1], "large") == 0) {
        return large(strtod(argv[2], NULL));
    }
    fprintf(stderr, "usage: bench_schedule exact SECONDS SHARED | large SECONDS\n");
    return 2;
}
