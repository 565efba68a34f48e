/* Golden images of proposing, placing and changing a session; and what holds for these screens on any panel.
 */
#include "golden/compare.h"
#include "golden/situations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    int width_px, height_px;
    bool languages[TF_LANG_COUNT]; /* every language on one panel, two on each of the others */
} SIZES[] = {
    {1280, 800, {[TF_LANG_EN] = true, [TF_LANG_DE] = true, [TF_LANG_AR] = true, [TF_LANG_JA] = true}},
    {1920, 1080, {[TF_LANG_DE] = true, [TF_LANG_AR] = true}},
    {800, 1280, {[TF_LANG_DE] = true, [TF_LANG_JA] = true}},
};

struct look {
    struct picture picture;
    struct tf_board *boards[WALLS_CONGRESS + 1];
};

static int setup(void **state)
{
    struct look *look = calloc(1, sizeof *look);
    assert_non_null(look);
    picture_open(&look->picture);
    for (int i = 0; i <= WALLS_CONGRESS; i++) {
        look->boards[i] = walls_board((enum walls_which)i);
    }
    *state = look;
    return 0;
}

static int teardown(void **state)
{
    struct look *look = *state;
    for (int i = 0; i <= WALLS_CONGRESS; i++) {
        tf_board_unref(look->boards[i]);
    }
    picture_close(&look->picture);
    free(look);
    return 0;
}

static int check(struct look *look, const struct situation *situation, enum tf_lang lang, size_t size)
{
    char name[96];
    struct stand stand = stand_at(look->boards[situation->wall], lang);
    situation->reach(&stand);
    snprintf(name, sizeof name, "%s-%s-%dx%d", situation->name, tf_lang_code(lang), SIZES[size].width_px,
             SIZES[size].height_px);
    int failed = golden_check(&look->picture, stand.s, SIZES[size].width_px, SIZES[size].height_px, name);
    stand_leave(&stand);
    return failed;
}

static void proposing_looks_as_it_did(void **state)
{
    int failed = 0;
    for (size_t i = 0; SITUATIONS[i].name != NULL; i++) {
        for (size_t size = 0; size < COUNT_OF(SIZES); size++) {
            for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
                bool is_once = lang == TF_LANG_DE && size == 0;
                if (SITUATIONS[i].everywhere ? SIZES[size].languages[lang] : is_once) {
                    failed += check(*state, &SITUATIONS[i], (enum tf_lang)lang, size);
                }
            }
        }
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proposing_looks_as_it_did),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
