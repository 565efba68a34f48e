/* Golden images of what is done with a session, of finding one, of what is within reach, and of the wall
 * while nobody is there. */
#include "golden/look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct look_size SIZES[] = {
    {1280, 800, {[TF_LANG_EN] = true, [TF_LANG_DE] = true, [TF_LANG_AR] = true, [TF_LANG_JA] = true}},
    {1920, 1080, {[TF_LANG_AR] = true}},
    {800, 1280, {[TF_LANG_DE] = true}},
    {0, 0, {false}},
};

static void acts_search_and_rest_look_as_they_did(void **state)
{
    look_at_all(*state, SITUATIONS_ACTS, SIZES);
}

static void lowered_controls_look_as_they_did(void **state)
{
    static const struct look_size UPRIGHT[] = {{800, 1280, {[TF_LANG_DE] = true, [TF_LANG_AR] = true}},
                                               {0, 0, {false}}};
    look_at_all(*state, SITUATIONS_LOWERED, UPRIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_search_and_rest_look_as_they_did),
        cmocka_unit_test(lowered_controls_look_as_they_did),
    };
    return cmocka_run_group_tests(tests, look_open, look_close);
}
