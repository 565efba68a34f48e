/* context.h: what every command has: the options common to all, the clock, random numbers; and how it ends.
 */
#ifndef TF_KIOSK_CONTEXT_H
#define TF_KIOSK_CONTEXT_H

#include "base/clock.h"
#include "base/rng.h"
#include "core/event.h"
#include "kiosk/options.h"

/* The numbers that scripts rely on; twofeet(1) explains them. */
enum tf_exit {
    TF_EXIT_OK = 0,
    TF_EXIT_FINDINGS = 1, /* it was done, and something was found or refused */
    TF_EXIT_USAGE = 2,
    TF_EXIT_IO = 3,      /* a file, disk, display or memory said no */
    TF_EXIT_CORRUPT = 4, /* stored data is damaged */
};

struct tf_context {
    const char *command; /* "import", for messages */
    const char *data;    /* --data; NULL */
    int64_t now;         /* --now, UTC seconds; TF_OPTION_NO_TIME */
    int64_t seed;        /* --seed; -1: from the kernel */
};
extern const struct tf_option tf_context_options[]; /* into a struct tf_context */

void tf_context_init(struct tf_context *context);
void tf_context_clock(const struct tf_context *context, struct tf_clock *out);
/* With --seed, from it and the board's revision: two runs after one another must not draw the same ids. */
void tf_context_rng(const struct tf_context *context, uint64_t revision, struct tf_rng *out);
uint64_t tf_context_seed(const struct tf_context *context, uint64_t revision); /* 0: from the kernel */
struct tf_actor tf_context_actor(void); /* the command line acts as an organiser */

/* Fills options' last group with the common ones and parses. TF_EXIT_OK and *go_on: operands begin at *first.
 * Otherwise the command returns what this returns: help was shown, or the usage was wrong and that was said.
 */
int tf_context_parse(struct tf_context *context, struct tf_options *options, int argc, char **argv,
                     int *first, bool *go_on);

enum tf_exit tf_context_exit(enum tf_err err);
/* "twofeet import: what\n  where: …\n  to do: …" on stderr; returns the exit code for err. */
int tf_context_fail(const struct tf_context *context, enum tf_err err, const struct tf_problem *problem);
int tf_context_fail_usage(const struct tf_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Ends stdout's writing: a full disk behind a redirection is an error as well. Returns code, or TF_EXIT_IO.
 */
int tf_context_finish(const struct tf_context *context, int code);

#endif
