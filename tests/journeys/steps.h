/* steps.h: what a line of a journey does. tests/journeys/README.md lists them for who writes one. */
#ifndef TF_TESTS_STEPS_H
#define TF_TESTS_STEPS_H

#include "journeys/hand.h"
#include "journeys/script.h"

enum { JOURNEY_DIGITS_MAX = 8 };

struct journey {
    bool by_keypad;
    bool is_open; /* the machine stands; what comes before it sets it up */
    struct machine_options options;
    struct tf_board *board; /* to begin with; NULL: no event */
    bool is_sample;
    int first_day, first_minute; /* when it begins */
    bool starts_unconfirmed;
    struct machine machine;
    struct hand hand;
    uint64_t others;                 /* commands by other people */
    char digits[JOURNEY_DIGITS_MAX]; /* kept from the screen */
};

void journey_init(struct journey *journey, bool by_keypad);
void journey_close(struct journey *journey);

/* false: hand.why says what went wrong. */
bool step_do(struct journey *journey, const struct script_line *line);

/* What matched a pattern's blanks, in order. */
struct step_args {
    const char *at[SCRIPT_WORDS_MAX];
    size_t count;
};
struct step {
    const char
        *pattern; /* words; S a quoted text, W a word that is not, * all the texts and words there are */
    bool (*run)(struct journey *journey, const struct step_args *args);
};
/* Each ends in {NULL, NULL}. Setting up: before the machine stands (some at any time). */
extern const struct step STEPS_SET_UP[], STEPS_HAND[], STEPS_WORLD[], STEPS_EXPECT[];

bool step_fail(struct journey *journey, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "11:00", on the nth day (0 the first) of the event that is shown; as UTC. */
bool step_time(struct journey *journey, const char *clock, int day, int64_t *utc_s);

#endif
