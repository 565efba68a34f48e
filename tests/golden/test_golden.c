/* Golden images of the screens that show the wall (golden/compare.h). */
#include "golden/compare.h"
#include "golden/picture.h"
#include "golden/walls.h"

#include <cairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    const char *name;
    enum walls_which which;
} WALLS[] = {
    {"empty", WALLS_EMPTY}, {"full", WALLS_FULL},         {"longest", WALLS_LONGEST},
    {"small", WALLS_SMALL}, {"congress", WALLS_CONGRESS}, {"nothing", WALLS_NOTHING},
};
enum { WALL_EMPTY, WALL_FULL, WALL_LONGEST, WALL_SMALL, WALL_CONGRESS, WALL_NOTHING };

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
    struct tf_board *boards[COUNT_OF(WALLS)];
    struct tf_zone *zone;
};

static int setup(void **state)
{
    struct look *look = calloc(1, sizeof *look);
    assert_non_null(look);
    picture_open(&look->picture);
    for (size_t i = 0; i < COUNT_OF(WALLS); i++) {
        look->boards[i] = walls_board(WALLS[i].which);
    }
    assert_int_equal(tf_zone_open(&look->zone, "Europe/Berlin"), TF_OK);
    *state = look;
    return 0;
}

static int teardown(void **state)
{
    struct look *look = *state;
    for (size_t i = 0; i < COUNT_OF(WALLS); i++) {
        tf_board_unref(look->boards[i]);
    }
    tf_zone_close(look->zone);
    picture_close(&look->picture);
    free(look);
    return 0;
}

static struct tf_app_state state_of(const struct look *look, size_t wall, enum tf_lang lang,
                                    enum tf_screen_name screen)
{
    return (struct tf_app_state){
        .board = look->boards[wall],
        .zone = look->zone,
        .now_s = WALLS_AT(0, 10, 20),
        .time_confirmed = true,
        .saving_works = true,
        .base_url = "http://10.0.0.5:8080",
        .lang = lang,
        .screen = screen,
        .steps_back = screen == TF_SCREEN_HOME ? 0 : 1,
        .list = TF_LIST_NOW,
        .day = -1,
        .first_slot = -1,
        .session = WALLS_SESSION,
    };
}

static int check(struct look *look, const struct tf_app_state *state, size_t size, const char *name)
{
    return golden_check(&look->picture, state, SIZES[size].width_px, SIZES[size].height_px, name);
}

static void check_matrix(struct look *look, const char *screen_name, enum tf_screen_name screen,
                         size_t first_wall)
{
    int failed = 0;
    for (size_t w = first_wall; w <= WALL_LONGEST; w++) {
        for (int l = 0; l < TF_LANG_COUNT; l++) {
            for (size_t size = 0; size < COUNT_OF(SIZES); size++) {
                if (!SIZES[size].languages[l]) {
                    continue;
                }
                struct tf_app_state state = state_of(look, w, (enum tf_lang)l, screen);
                char name[96];
                snprintf(name, sizeof name, "%s-%s-%s-%dx%d", screen_name, WALLS[w].name,
                         tf_lang_code(state.lang), SIZES[size].width_px, SIZES[size].height_px);
                failed += check(look, &state, size, name);
            }
        }
    }
    assert_int_equal(failed, 0);
}

static void home_looks_as_it_did(void **state)
{
    check_matrix(*state, "home", TF_SCREEN_HOME, WALL_EMPTY);
}

static void a_session_looks_as_it_did(void **state)
{
    check_matrix(*state, "session", TF_SCREEN_SESSION, WALL_FULL);
}

static void a_list_looks_as_it_did(void **state)
{
    check_matrix(*state, "list", TF_SCREEN_LIST, WALL_FULL);
}

static void other_walls_and_schemes_look_as_they_did(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = state_of(look, WALL_SMALL, TF_LANG_DE, TF_SCREEN_HOME);
    int failed = check(look, &s, 0, "home-small-de-1280x800");
    s = state_of(look, WALL_CONGRESS, TF_LANG_DE, TF_SCREEN_HOME);
    s.now_s = WALLS_AT(0, 14, 20);
    failed += check(look, &s, 0, "home-congress-de-1280x800");
    s = state_of(look, WALL_NOTHING, TF_LANG_DE, TF_SCREEN_HOME);
    s.saving_works = false;
    s.time_confirmed = false;
    failed += check(look, &s, 0, "home-nothing-trouble-de-1280x800");
    s = state_of(look, WALL_FULL, TF_LANG_DE, TF_SCREEN_HOME);
    s.scheme = TF_SCHEME_DARK;
    s.now_s = WALLS_AT(0, 14, 50);
    failed += check(look, &s, 0, "home-full-dark-de-1280x800");
    s.scheme = TF_SCHEME_CONTRAST;
    s.lang = TF_LANG_AR;
    s.now_s = WALLS_AT(0, 12, 30);
    failed += check(look, &s, 0, "home-full-contrast-ar-1280x800");
    s = state_of(look, WALL_FULL, TF_LANG_DE, TF_SCREEN_HOME);
    s.larger_text = true;
    failed += check(look, &s, 0, "home-full-larger-de-1280x800");
    s = state_of(look, WALL_FULL, TF_LANG_DE, TF_SCREEN_SESSION);
    s.base_url = "";
    s.notice = "Dieser Raum ist geschlossen.";
    failed += check(look, &s, 0, "session-no-address-de-1280x800");
    assert_int_equal(failed, 0);
}

/* Pressed and focused, each on a main button, a quiet one, a card and a tab, beside controls that are off. */
static void a_control_shows_whether_it_is_pressed_focused_or_off(void **state)
{
    struct look *look = *state;
    static const struct tf_tag TAGS[] = {{TF_INTENT_PROPOSE, 0, 0},
                                         {TF_INTENT_LARGER_TEXT, 0, 0},
                                         {TF_INTENT_LIST, TF_LIST_UNPLACED, 0},
                                         {TF_INTENT_DAY, 1, 0}};
    static const char *const NAMES[] = {"main", "quiet", "plain", "tab"};
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(TAGS); i++) {
        struct tf_app_state s = state_of(look, WALL_FULL, TF_LANG_DE, TF_SCREEN_HOME);
        s.scheme = (int)(i % TF_SCHEME_COUNT);
        char name[96];
        look->picture.pressed = TAGS[i];
        look->picture.focus = TAGS[(i + 1) % COUNT_OF(TAGS)];
        snprintf(name, sizeof name, "pressed-%s-focused-%s-de-1280x800", NAMES[i],
                 NAMES[(i + 1) % COUNT_OF(TAGS)]);
        failed += check(look, &s, 0, name);
    }
    look->picture.pressed = look->picture.focus = (struct tf_tag){0, 0, 0};
    assert_int_equal(failed, 0);
}

static void a_picture_that_differs_is_noticed(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = state_of(look, WALL_FULL, TF_LANG_DE, TF_SCREEN_HOME);
    picture_draw(&look->picture, &s, 1280, 800, 0);
    struct tf_canvas *canvas = picture_paint(&look->picture);
    cairo_surface_t *other = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 1280, 800);
    int stride;
    const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
    for (int y = 0; y < 800; y++) {
        memcpy(cairo_image_surface_get_data(other) +
                   (size_t)y * (size_t)cairo_image_surface_get_stride(other),
               pixels + (size_t)y * (size_t)stride, 1280 * 4);
    }
    assert_true(golden_is_same(canvas, other, NULL));
    cairo_image_surface_get_data(other)[5] ^= 0x40; /* one pixel, far off */
    assert_false(golden_is_same(canvas, other, NULL));
    cairo_image_surface_get_data(other)[5] ^= 0x40;
    for (int y = 100; y < 160; y++) { /* a card's shade */
        for (int x = 0; x < 160 * 4; x++) {
            cairo_image_surface_get_data(other)[y * cairo_image_surface_get_stride(other) + x] ^= 0x10;
        }
    }
    assert_false(golden_is_same(canvas, other, NULL));
    cairo_surface_destroy(other);
    tf_canvas_destroy(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_that_differs_is_noticed),
        cmocka_unit_test(home_looks_as_it_did),
        cmocka_unit_test(a_session_looks_as_it_did),
        cmocka_unit_test(a_list_looks_as_it_did),
        cmocka_unit_test(other_walls_and_schemes_look_as_they_did),
        cmocka_unit_test(a_control_shows_whether_it_is_pressed_focused_or_off),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
