/* typist.h: types a text on the on-screen keyboard, key by key, as somebody would who has never seen it: on
 * this page, with Shift, on the signs' page, among the emoji, as an accent of another letter. */
#ifndef TF_TESTS_TYPIST_H
#define TF_TESTS_TYPIST_H

#include "journeys/hand.h"

/* false: there is no keyboard on the screen, or no key for a letter; hand->why says which. */
bool typist_type(struct hand *hand, const char *text);

#endif
