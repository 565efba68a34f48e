#include "setup.h"

enum { SIDE = 48, BYTES = SIDE * SIDE * 4 };
static const uint32_t WHITE = 0xFFFFFFFF;
static const uint32_t INK = 0xFF211D18;

static void picture_of(uint8_t out[BYTES], bool is_symbol, int which)
{
    struct tf_canvas *canvas = NULL;
    int stride = 0;
    assert_int_equal(tf_canvas_create(&canvas, SIDE, SIDE), TF_OK);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, SIDE, SIDE}, WHITE);
    if (is_symbol) {
        tf_canvas_symbol(canvas, (struct tf_rect){4, 4, SIDE - 8, SIDE - 8}, which, INK, WHITE);
    } else {
        tf_canvas_icon(canvas, (struct tf_rect){4, 4, SIDE - 8, SIDE - 8}, (enum tf_icon)which, INK, false);
    }
    const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
    assert_int_equal(stride, SIDE * 4);
    memcpy(out, pixels, BYTES);
    tf_canvas_destroy(canvas);
}

static size_t differing(const uint8_t *a, const uint8_t *b)
{
    size_t count = 0;
    for (size_t i = 0; i < BYTES; i += 4) {
        count += abs(a[i] - b[i]) > 96;
    }
    return count;
}

static void expect_all_different(bool is_symbol, int first, int end, size_t least)
{
    static uint8_t pictures[TF_ICON_COUNT][BYTES];
    uint8_t blank[BYTES];
    memset(blank, 0xff, sizeof(blank));
    for (int i = first; i < end; i++) {
        picture_of(pictures[i], is_symbol, i);
        if (differing(pictures[i], blank) < 60) {
            fail_msg("%s %d shows almost nothing", is_symbol ? "symbol" : "icon", i);
        }
        for (int j = first; j < i; j++) {
            if (differing(pictures[i], pictures[j]) < least) {
                fail_msg("%s %d looks like %d: %zu pixels", is_symbol ? "symbol" : "icon", i, j,
                         differing(pictures[i], pictures[j]));
            }
        }
    }
}

static void each_icon_paints_something_and_looks_like_no_other(void **state)
{
    (void)state;
    expect_all_different(false, TF_ICON_NONE + 1, TF_ICON_COUNT, 40);
}

static void each_symbol_paints_something_and_looks_like_no_other(void **state)
{
    (void)state;
    expect_all_different(true, 0, TF_THEME_SYMBOLS, 120);
}

static void icons_stay_inside_their_rect(void **state)
{
    (void)state;
    uint8_t picture[BYTES];
    for (int i = 1; i < TF_ICON_COUNT + TF_THEME_SYMBOLS; i++) {
        bool is_symbol = i >= TF_ICON_COUNT;
        picture_of(picture, is_symbol, is_symbol ? i - TF_ICON_COUNT : i);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                bool is_inside = x >= 4 && y >= 4 && x < SIDE - 4 && y < SIDE - 4;
                if (!is_inside && picture[(y * SIDE + x) * 4] != 0xff) {
                    fail_msg("%s %d reaches out to %d,%d", is_symbol ? "symbol" : "icon",
                             is_symbol ? i - TF_ICON_COUNT : i, x, y);
                }
            }
        }
    }
}

static void a_mirrored_icon_is_the_mirror_image(void **state)
{
    (void)state;
    struct tf_canvas *canvas = NULL;
    assert_int_equal(tf_canvas_create(&canvas, SIDE * 2, SIDE), TF_OK);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, SIDE * 2, SIDE}, WHITE);
    tf_canvas_icon(canvas, (struct tf_rect){0, 0, SIDE, SIDE}, TF_ICON_BACK, INK, false);
    tf_canvas_icon(canvas, (struct tf_rect){SIDE, 0, SIDE, SIDE}, TF_ICON_BACK, INK, true);
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            uint32_t one = pixel_at(canvas, x, y);
            uint32_t other = pixel_at(canvas, 2 * SIDE - 1 - x, y);
            assert_true(abs((int)(one & 0xff) - (int)(other & 0xff)) < 24);
        }
    }
    tf_canvas_destroy(canvas);
}

static void only_what_follows_the_line_of_reading_is_mirrored(void **state)
{
    (void)state;
    assert_true(tf_icon_is_directional(TF_ICON_BACK));
    assert_true(tf_icon_is_directional(TF_ICON_FORWARD));
    assert_false(tf_icon_is_directional(TF_ICON_CLOCK));
    assert_false(tf_icon_is_directional(TF_ICON_CHECK));
}

static void unknown_numbers_are_harmless(void **state)
{
    (void)state;
    struct tf_canvas *canvas = NULL;
    assert_int_equal(tf_canvas_create(&canvas, SIDE, SIDE), TF_OK);
    struct tf_rect all = {0, 0, SIDE, SIDE};
    tf_canvas_icon(canvas, all, TF_ICON_COUNT, INK, false);
    tf_canvas_icon(canvas, all, TF_ICON_NONE, INK, false);
    assert_int_equal(pixels_unlike(canvas, all, 0), 0);
    tf_canvas_symbol(canvas, all, -1, INK, WHITE);
    assert_int_not_equal(pixels_unlike(canvas, all, 0), 0);
    tf_canvas_destroy(canvas);
}

static void a_sheet_of_all_icons_and_symbols(void **state)
{
    (void)state;
    static const int SIZES[] = {96, 40, 24};
    enum { CELL = 112, COLUMNS = 13, ROWS = 5 };
    struct tf_canvas *canvas = NULL;
    struct tf_theme theme;
    int width = COLUMNS * CELL;
    tf_theme_init(&theme, width, 1000, 5.56, TF_SCHEME_LIGHT, false);
    assert_int_equal(tf_canvas_create(&canvas, width, (ROWS + 6) * CELL), TF_OK);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, width, (ROWS + 6) * CELL}, theme.paint[TF_PAINT_PAPER]);
    for (int i = 1; i < TF_ICON_COUNT; i++) {
        int x = (i - 1) % COLUMNS * CELL;
        int y = (i - 1) / COLUMNS * CELL;
        tf_canvas_icon(canvas, (struct tf_rect){x + 8, y + 8, 72, 72}, (enum tf_icon)i,
                       theme.paint[TF_PAINT_INK], false);
        tf_canvas_icon(canvas, (struct tf_rect){x + 84, y + 8, 24, 24}, (enum tf_icon)i,
                       theme.paint[TF_PAINT_ACCENT], false);
    }
    for (int scheme = 0; scheme < TF_SCHEME_COUNT; scheme++) {
        tf_theme_init(&theme, width, 1000, 5.56, (enum tf_scheme)scheme, false);
        int top = (ROWS + 2 * scheme) * CELL;
        tf_canvas_fill(canvas, (struct tf_rect){0, top, width, 2 * CELL}, theme.paint[TF_PAINT_CARD]);
        for (int i = 0; i < TF_THEME_SYMBOLS; i++) {
            for (int s = 0, y = top + 8; s < 3; y += SIZES[s++] + 8) {
                int x = i * (width / TF_THEME_SYMBOLS) + 4;
                int side = SIZES[s] * 4 / 5;
                tf_canvas_symbol(canvas, (struct tf_rect){x, y, side, side}, i,
                                 theme.paint[TF_PAINT_SYMBOL_0 + i], theme.paint[TF_PAINT_CARD]);
            }
        }
    }
    desk_write(canvas, "icons");
    tf_canvas_destroy(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_icon_paints_something_and_looks_like_no_other),
        cmocka_unit_test(each_symbol_paints_something_and_looks_like_no_other),
        cmocka_unit_test(icons_stay_inside_their_rect),
        cmocka_unit_test(a_mirrored_icon_is_the_mirror_image),
        cmocka_unit_test(only_what_follows_the_line_of_reading_is_mirrored),
        cmocka_unit_test(unknown_numbers_are_harmless),
        cmocka_unit_test(a_sheet_of_all_icons_and_symbols),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
