/* options.h: options as a table: parsed from the command line by getopt_long(3) or one by one from a file of
 * settings (settings.h), explained by --help, from the same lines. */
#ifndef TF_KIOSK_OPTIONS_H
#define TF_KIOSK_OPTIONS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum tf_option_kind {                   /* what lies at `offset` */
                      TF_OPTION_FLAG,   /* bool, becomes true */
                      TF_OPTION_TEXT,   /* const char *, borrowed from argv */
                      TF_OPTION_LIST,   /* struct tf_option_list: the option may be given again */
                      TF_OPTION_NUMBER, /* int64_t, least … most */
                      TF_OPTION_CHOICE, /* int, index into choices */
                      TF_OPTION_TIME,   /* int64_t, UTC seconds; ISO 8601 with an offset */
                      TF_OPTION_SIZE, /* struct tf_option_size: 1280x800, or 344.2x193.6; each least … most */
                      TF_OPTION_MATRIX, /* double[6], six numbers with commas or blanks between */
};
#define TF_OPTION_LIST_MAX 16
struct tf_option_list {
    const char *items[TF_OPTION_LIST_MAX]; /* borrowed from argv; more are dropped */
    size_t count;
};
struct tf_option_size {
    double w, h;
};

/* Written when a time was not given. */
#define TF_OPTION_NO_TIME INT64_MIN

struct tf_option {
    const char *name; /* NULL ends a table */
    enum tf_option_kind kind;
    size_t offset;        /* into the struct of the group */
    const char *argument; /* "FILE"; NULL for flags */
    const char *help;     /* one or two sentences */
    const char *const *choices;
    int64_t least, most;
    /* For a text that has a form of its own; NULL: any that is not empty. what is a whole sentence without
     * the text, todo what may stand there. */
    enum tf_err (*check)(const char *text, struct tf_problem *problem);
    bool is_for_once; /* of one start, as --screenshot: no setting that a file may hold */
};
struct tf_option_group {
    const char *title; /* for --help */
    const struct tf_option *options;
    void *into; /* its struct, with the defaults already in it */
};
#define TF_OPTIONS_GROUPS_MAX 6
#define TF_OPTIONS_MAX        64

struct tf_options {
    const char *usage;                                    /* "twofeet import [OPTION]... FILE..." */
    const char *about;                                    /* paragraphs */
    struct tf_option_group groups[TF_OPTIONS_GROUPS_MAX]; /* options NULL: no more */
    /* What is wrong is told here, left out, and the rest is parsed on. NULL: the first wrong one ends it. */
    void (*pass_over)(void *user, const struct tf_problem *problem);
    void *user;
};

struct tf_options_result {
    bool wants_help;
    int first; /* index in argv of the first operand (behind the options) */
};

/* argv[0] is the program's or the command's name. Options end at "--"; stop_at_operand: also at the first
 * operand (else operands may stand between options; argv is reordered). TF_ERR_INVALID: the problem says what
 * and what to do. */
enum tf_err tf_options_parse(struct tf_options_result *out, const struct tf_options *options, int argc,
                             char **argv, bool stop_at_operand, struct tf_problem *problem);
/* The value of one option, as a file says it: a flag is "yes" or "no". TF_ERR_INVALID: the problem says what
 * may stand there, and into is as it was. Texts are borrowed, as from argv. */
enum tf_err tf_options_set(const struct tf_option *option, void *into, const char *text,
                           struct tf_problem *problem);
/* Usage, what it is about, every option. */
void tf_options_help(const struct tf_options *options, FILE *to);

#endif
