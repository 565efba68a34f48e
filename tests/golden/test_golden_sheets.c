/* Golden images of the organisers' sheets, of their door, and of lists. */
#include "golden/look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct look_size SIZES[] = {
    {1280, 800, {[TF_LANG_DE] = true, [TF_LANG_AR] = true}},
    {1920, 1080, {[TF_LANG_EN] = true}},
    {800, 1280, {[TF_LANG_JA] = true}},
    {0, 0, {false}},
};

static void sheets_look_as_they_did(void **state)
{
    look_at_all(*state, SITUATIONS_SHEETS, SIZES);
}

static void ideas_look_as_they_did(void **state)
{
    look_at_all(*state, SITUATIONS_IDEAS, SIZES);
}

static void the_door_and_lists_look_as_they_did(void **state)
{
    look_at_all(*state, SITUATIONS_WALL, SIZES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_look_as_they_did),
        cmocka_unit_test(ideas_look_as_they_did),
        cmocka_unit_test(the_door_and_lists_look_as_they_did),
    };
    return cmocka_run_group_tests(tests, look_open, look_close);
}
