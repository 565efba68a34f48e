/* The plan as a mixed-integer program in CPLEX's LP format. x: a run is in a space from a row on; o: it is
 * off the grid; y: two runs are in one row. Runs of one row only, which is all that the bench's events have.
 */
#include "bench/schedule_bench.h"
#include "core/schedule_in.h"

#include "base/clock.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* In the bench's events one row is as good as another, so that every grid has as many twins as rows have
 * orders. The first run stands in the first row, the second in one of the first two, and so on: that keeps
 * one of them. */
static bool is_cell(const struct tf_plan *plan, int run, int space, int row)
{
    return row <= run && tf_seating_may(plan, run, space, row);
}

static void write_objective(FILE *file, const struct tf_plan *plan)
{
    fputs("Minimize\n obj:", file);
    for (int run = 0; run < plan->run_count; run++) {
        fprintf(file, " + %d o%d\n", plan->runs[run].off, run);
        for (int row = 0; row < plan->row_count; row++) {
            for (int space = 0; space < plan->space_count; space++) {
                if (is_cell(plan, run, space, row)) {
                    fprintf(file, " + %d x%d_%d_%d\n", tf_seating_alone(plan, run, space, row), run, space,
                            row);
                }
            }
        }
        for (int other = 0; other < run; other++) {
            int32_t points = plan->pair[run * plan->run_count + other];
            if (points > 0 && points < TF_POINTS_NEVER) {
                fprintf(file, " + %d y%d_%d\n", points, other, run);
            }
        }
    }
}

/* Sum of a run's cells in one row. */
static void write_row_of(FILE *file, const struct tf_plan *plan, int run, int row)
{
    for (int space = 0; space < plan->space_count; space++) {
        if (is_cell(plan, run, space, row)) {
            fprintf(file, " + x%d_%d_%d", run, space, row);
        }
    }
}

static bool may_begin_in(const struct tf_plan *plan, int run, int row)
{
    for (int space = 0; space < plan->space_count; space++) {
        if (is_cell(plan, run, space, row)) {
            return true;
        }
    }
    return false;
}

static void write_pairs(FILE *file, const struct tf_plan *plan, int run, int other)
{
    int32_t points = plan->pair[run * plan->run_count + other];
    for (int row = 0; row < plan->row_count && points > 0; row++) {
        if (!may_begin_in(plan, run, row) || !may_begin_in(plan, other, row)) {
            continue;
        }
        write_row_of(file, plan, run, row);
        write_row_of(file, plan, other, row);
        if (points < TF_POINTS_NEVER) {
            fprintf(file, " - y%d_%d", other, run);
        }
        fputs(" <= 1\n", file);
    }
}

/* Of any rows + 1 runs that are placed, two are in one row: what the pairs alone do not tell the relaxation.
 * Groups of those that are most often wanted together. */
static void write_crowd(FILE *file, const struct tf_plan *plan, int first)
{
    int crowd[64], count = 1;
    crowd[0] = first;
    while (count <= plan->row_count && count < 63) {
        int best = -1;
        int64_t most = -1;
        for (int run = 0; run < plan->run_count; run++) {
            int64_t sum = 0;
            bool inside = false;
            for (int i = 0; i < count; i++) {
                int32_t points = plan->pair[run * plan->run_count + crowd[i]];
                inside |= crowd[i] == run;
                if (points == 0 || points >= TF_POINTS_NEVER) {
                    inside = true;
                }
                sum += points;
            }
            if (!inside && sum > most) {
                most = sum;
                best = run;
            }
        }
        if (best < 0) {
            return;
        }
        crowd[count++] = best;
    }
    for (int i = 0; i < count; i++) {
        fprintf(file, " + o%d", crowd[i]);
        for (int j = 0; j < i; j++) {
            int a = crowd[i] < crowd[j] ? crowd[i] : crowd[j], b = crowd[i] < crowd[j] ? crowd[j] : crowd[i];
            fprintf(file, " + y%d_%d", a, b);
        }
        fputs("\n", file);
    }
    fprintf(file, " >= %d\n", count - plan->row_count);
}

static void write_rules(FILE *file, const struct tf_plan *plan)
{
    fputs("Subject To\n", file);
    for (int run = 0; run < plan->run_count; run++) {
        fprintf(file, " o%d", run);
        for (int row = 0; row < plan->row_count; row++) {
            write_row_of(file, plan, run, row);
            fputs("\n", file);
        }
        fputs(" = 1\n", file);
    }
    for (int row = 0; row < plan->row_count; row++) {
        for (int space = 0; space < plan->space_count; space++) {
            int count = 0;
            for (int run = 0; run < plan->run_count; run++) {
                if (is_cell(plan, run, space, row)) {
                    fprintf(file, " + x%d_%d_%d%s", run, space, row, ++count % 20 == 0 ? "\n" : "");
                }
            }
            fputs(count > 0 ? " <= 1\n" : "", file);
        }
    }
    for (int run = 0; run < plan->run_count; run++) {
        for (int other = 0; other < run; other++) {
            write_pairs(file, plan, run, other);
        }
        write_crowd(file, plan, run);
    }
}

static void write_lp(const char *path, const struct tf_plan *plan)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    write_objective(file, plan);
    write_rules(file, plan);
    fputs("Binaries\n", file);
    for (int run = 0; run < plan->run_count; run++) {
        fprintf(file, " o%d\n", run);
        for (int row = 0; row < plan->row_count; row++) {
            for (int space = 0; space < plan->space_count; space++) {
                if (is_cell(plan, run, space, row)) {
                    fprintf(file, " x%d_%d_%d\n", run, space, row);
                }
            }
        }
    }
    fputs("End\n", file);
    fclose(file);
}

static void run_cbc(const char *lp, const char *log, double seconds)
{
    char limit[32];
    (void)snprintf(limit, sizeof(limit), "%.0f", seconds);
    /* Totals are whole points, so less than one apart is the optimum. */
    const char *const arguments[] = {"cbc",     lp,          "-seconds", limit,           "-timeMode",
                                     "elapsed", "-ratioGap", "0",        "-allowableGap", "0.99",
                                     "-solve",  "-quit",     NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t child = 0;
    int status = 0;
    if (posix_spawnp(&child, "cbc", &actions, NULL, (char *const *)(uintptr_t)arguments, environ) != 0 ||
        waitpid(child, &status, 0) < 0) {
        fprintf(stderr, "bench_schedule: cbc does not start (Debian: coinor-cbc)\n");
        exit(1);
    }
    posix_spawn_file_actions_destroy(&actions);
}

static void read_log(struct bench_milp *out, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[400];
    double value = 0;
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strstr(line, "Result - Optimal solution found") != NULL) {
            out->proven = out->found = true;
        } else if (sscanf(line, "Objective value: %lf", &value) == 1) {
            out->cost = (int64_t)(value + 0.5);
            out->found = true;
        } else if (sscanf(line, "Lower bound: %lf", &value) == 1) {
            out->bound = value;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    if (out->proven) {
        out->bound = (double)out->cost;
    }
}

struct bench_milp bench_milp_solve(const struct tf_board *board, double seconds)
{
    struct bench_milp out = {.found = false};
    struct tf_plan plan;
    char lp[] = "/tmp/bench_schedule.XXXXXX.lp", log[] = "/tmp/bench_schedule.XXXXXX";
    int lp_fd = mkstemps(lp, 3), log_fd = mkstemp(log);
    if (lp_fd < 0 || log_fd < 0 ||
        tf_plan_create(&plan, board, &(struct tf_schedule_options){.seed = 1}, NULL) != TF_OK) {
        fprintf(stderr, "bench_schedule: no plan\n");
        exit(1);
    }
    close(lp_fd);
    close(log_fd);
    write_lp(lp, &plan);
    double start = (double)tf_clock_mono_us() / 1e6;
    run_cbc(lp, log, seconds);
    out.seconds = (double)tf_clock_mono_us() / 1e6 - start;
    read_log(&out, log);
    unlink(lp);
    if (getenv("TF_BENCH_KEEP") == NULL) {
        unlink(log);
    }
    tf_plan_free(&plan);
    return out;
}
