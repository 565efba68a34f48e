/* hand.h: a person at the machine who goes by what is written on the screen: finds it, touches it, or walks
 * the focus there by keypad. */
#ifndef TF_TESTS_HAND_H
#define TF_TESTS_HAND_H

#include "journeys/machine.h"

#include <stdio.h>

enum { HAND_WORDS_MAX = 8, HAND_WHY_BYTES = 512 };

struct hand {
    struct machine *machine;
    bool by_keypad;
    size_t taps;  /* of controls; keys of the on-screen keyboard are not counted */
    size_t keys;  /* pressed on the keypad */
    int64_t held; /* the finger that rests on something; 0: none */
    int held_x, held_y;
    char why[HAND_WHY_BYTES]; /* what went wrong */
};

/* Text as a person reads it: no direction marks, spaces and line ends as plain spaces. */
void hand_read(char *out, size_t size, const char *text);
/* Whether it is written anywhere on the screen, or is a control's name. */
bool hand_sees(const struct hand *hand, const char *text);
void hand_print(const struct hand *hand, FILE *to); /* everything on the screen, by label */

/* The control with that label; else the only one whose label has it in it, or on which it is written. NULL:
 * there is none, or several that mean different things; why says it. */
const struct tf_target *hand_find(struct hand *hand, const char *label);
/* The only grid cell whose label has all these words in it, from the first on. */
const struct tf_target *hand_find_cell(struct hand *hand, const char *const *words, size_t count);
const struct tf_target *hand_find_tag(const struct hand *hand, uint32_t what, uint64_t a);

/* Touches it, or walks there and presses Enter. false: why says what was in the way. */
bool hand_tap(struct hand *hand, const struct tf_target *target);
bool hand_double_tap(struct hand *hand, const struct tf_target *target);
/* A finger that stays; a second one while it does; lifted; lost (a palm, a device unplugged). */
bool hand_hold(struct hand *hand, const struct tf_target *target);
bool hand_second_finger(struct hand *hand, const struct tf_target *target);
void hand_lift(struct hand *hand, bool is_lost);
/* Held, and let go on the other. */
bool hand_drag(struct hand *hand, const struct tf_target *card, const struct tf_target *to);
void hand_swipe(struct hand *hand, int dx, int dy); /* directions */
void hand_press(struct hand *hand, enum tf_input_key key);
/* By keypad alone, the shortest way. false: it cannot be reached. */
bool hand_walk(struct hand *hand, const struct tf_target *target);
/* Goes home as somebody would who knows the way; how many taps it took, or more than most. */
size_t hand_go_home(struct hand *hand, size_t most);

#endif
