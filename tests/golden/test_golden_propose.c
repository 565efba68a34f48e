/* Golden images of proposing, placing and changing a session. */
#include "golden/look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct look_size SIZES[] = {
    {1280, 800, {[TF_LANG_EN] = true, [TF_LANG_DE] = true, [TF_LANG_AR] = true, [TF_LANG_JA] = true}},
    {1920, 1080, {[TF_LANG_DE] = true, [TF_LANG_AR] = true}},
    {800, 1280, {[TF_LANG_DE] = true, [TF_LANG_JA] = true}},
    {0, 0, {false}},
};

static void proposing_looks_as_it_did(void **state)
{
    look_at_all(*state, SITUATIONS_PROPOSE, SIZES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proposing_looks_as_it_did),
    };
    return cmocka_run_group_tests(tests, look_open, look_close);
}
