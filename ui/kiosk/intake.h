/* intake.h: a schedule file made into one command against a board, for `import` and for `run`'s first event.
 */
#ifndef TF_KIOSK_INTAKE_H
#define TF_KIOSK_INTAKE_H

#include "exchange/exchange.h"

#include <stdio.h>

struct tf_intake {
    const char *reader;                             /* name of the format; NULL: recognised */
    const char *source, *zone, *map, *mapping_file; /* see struct tf_read_options */
    int64_t now;
    struct tf_actor actor;
    struct tf_rng *rng;
    bool to_today; /* move it in whole days, so that its first day is the day of `now` */
};

/* *out: the caller's; no records in it: the file brings nothing new. TF_ERR_NOT_FOUND, TF_ERR_IO, and the
 * errors of tf_exchange_read() and tf_exchange_merge(). */
enum tf_err tf_intake_file(struct tf_command **out, const char *path, const struct tf_intake *intake,
                           const struct tf_board *board, struct tf_report *report,
                           struct tf_problem *problem);

/* Something in the file was not taken. */
bool tf_intake_refused(const struct tf_report *report);
/* The report in words: each thing by line or element, what was refused first; then a sentence with the
 * counts. */
void tf_intake_say(FILE *to, const char *path, const struct tf_report *report, bool is_dry_run);

#endif
