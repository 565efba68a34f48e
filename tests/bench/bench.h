/* bench.h: what the parts of the bench share. Each figure is one row: name, measured, what it is measured
 * against, ratio or target. */
#ifndef TF_BENCH_H
#define TF_BENCH_H

#include "base/err.h"
#include "kiosk/desk.h"

#include <stddef.h>

/* Says it and ends the program. */
void bench_fail(const char *what, const struct tf_problem *problem) __attribute__((noreturn));
void bench_row(const char *name, const char *measured, const char *against, const char *verdict);
double bench_now_ms(void);
/* Sorts the values. */
double bench_at_permille(double *values, size_t count, size_t permille);
/* data NULL: in memory. event: a file to import, NULL: none. */
struct tf_desk *bench_desk(const char *data, const char *event);

/* bench export EVENT */
int bench_export(char **argv);
/* bench book EVENT */
int bench_book(char **argv);

/* bench touch EVENT FOLDER BENCH_WEB */
int bench_touch(char **argv);
/* bench link FOLDER */
int bench_link(char **argv);
/* bench print EVENT */
int bench_print(char **argv);

#endif
