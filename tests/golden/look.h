/* look.h: what golden tests of situations share: each situation of a table on the panels and in the languages
 * that a test keeps pictures of. */
#ifndef TF_TESTS_LOOK_H
#define TF_TESTS_LOOK_H

#include "golden/picture.h"
#include "golden/situations.h"

struct look_size {
    int width_px, height_px;
    bool languages[TF_LANG_COUNT];
};
/* Compares (golden/compare.h) every situation that is everywhere on every size in its languages, the others
 * in German on the first. The test fails when one looks different. sizes ends with {0}. */
void look_at_all(struct picture *picture, const struct situation *situations, const struct look_size *sizes);

/* cmocka's setup and teardown of a group whose state is a picture. */
int look_open(void **state);
int look_close(void **state);

#endif
