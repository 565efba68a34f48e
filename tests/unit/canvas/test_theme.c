#include "setup.h"

static void every_pair_of_colours_has_the_contrast_it_needs_in_every_scheme(void **state)
{
    (void)state;
    size_t pairs = 0;
    for (int scheme = 0; scheme < TF_SCHEME_COUNT; scheme++) {
        struct tf_theme theme;
        tf_theme_init(&theme, 1920, 1080, 0, (enum tf_scheme)scheme, false);
        for (const struct tf_theme_pair *pair = TF_THEME_PAIRS; pair->least > 0; pair++, pairs++) {
            double contrast = tf_theme_contrast(theme.paint[pair->over], theme.paint[pair->under]);
            if (contrast < pair->least) {
                fail_msg("scheme %d: paint %d on %d has %.2f, needs %.1f", scheme, (int)pair->over,
                         (int)pair->under, contrast, pair->least);
            }
        }
    }
    assert_true(pairs > 200);
}

static void contrast_is_what_wcag_says(void **state)
{
    (void)state;
    assert_true(tf_theme_contrast(0xFF000000, 0xFFFFFFFF) > 20.99);
    assert_true(tf_theme_contrast(0xFF123456, 0xFF123456) < 1.001);
    double grey = tf_theme_contrast(0xFF767676, 0xFFFFFFFF); /* the well-known lightest grey for text */
    assert_true(grey > 4.5 && grey < 4.6);
}

static void every_paint_is_a_colour_in_every_scheme(void **state)
{
    (void)state;
    for (int scheme = 0; scheme < TF_SCHEME_COUNT; scheme++) {
        struct tf_theme theme;
        tf_theme_init(&theme, 1920, 1080, 0, (enum tf_scheme)scheme, false);
        assert_int_equal(theme.paint[TF_PAINT_NONE], 0);
        for (int paint = TF_PAINT_NONE + 1; paint < TF_PAINT_COUNT; paint++) {
            bool is_opaque = theme.paint[paint] >> 24 == 0xFF;
            assert_true(is_opaque == (paint != TF_PAINT_SHADE));
        }
        assert_int_equal(theme.paint[TF_PAINT_QR_DARK], 0xFF000000);
        assert_int_equal(theme.paint[TF_PAINT_QR_LIGHT], 0xFFFFFFFF);
    }
}

static void no_two_symbols_have_one_colour(void **state)
{
    (void)state;
    for (int scheme = 0; scheme < TF_SCHEME_COUNT; scheme++) {
        struct tf_theme theme;
        tf_theme_init(&theme, 1920, 1080, 0, (enum tf_scheme)scheme, false);
        for (int i = 0; i < TF_THEME_SYMBOLS; i++) {
            for (int j = 0; j < i; j++) {
                uint32_t a = theme.paint[TF_PAINT_SYMBOL_0 + i];
                uint32_t b = theme.paint[TF_PAINT_SYMBOL_0 + j];
                int far = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    far += abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff));
                }
                assert_true(far > 24);
            }
        }
    }
}

static void a_wall_panel_has_the_field_s_sizes(void **state)
{
    (void)state;
    struct tf_theme theme;
    tf_theme_init(&theme, 1920, 1080, 5.56, TF_SCHEME_LIGHT, false);
    assert_true(theme.scale > 0.99 && theme.scale < 1.01);
    assert_true(theme.target_px >= tf_theme_mm(&theme, 20));
    double capital_mm = theme.type_px[TF_TYPE_HEADLINE] * 0.727 / theme.px_per_mm;
    assert_true(capital_mm >= 7.3);
    capital_mm = theme.type_px[TF_TYPE_HUGE] * 0.727 / theme.px_per_mm;
    assert_true(capital_mm >= 23.9);
}

static void what_is_for_the_room_has_the_room_s_size(void **state)
{
    (void)state;
    struct tf_theme theme;
    tf_theme_init(&theme, 1920, 1080, 5.56, TF_SCHEME_LIGHT, false);
    assert_true(theme.type_px[TF_TYPE_FAR] * 0.727 / theme.px_per_mm >= 36.6); /* 0.0122 × 3 m */
    tf_theme_init(&theme, 1920, 1080, 4.03, TF_SCHEME_LIGHT, false);
    assert_true(theme.type_px[TF_TYPE_COUNT_DOWN] * 0.727 / theme.px_per_mm >= 122); /* … × 10 m */
    tf_theme_init(&theme, 800, 480, 5.2, TF_SCHEME_LIGHT, true); /* and never more than the panel's */
    assert_true(theme.type_px[TF_TYPE_COUNT_DOWN] < 480);
    assert_true(theme.type_px[TF_TYPE_FAR] * 2 < 480);
}

static void controls_grow_with_their_words_on_a_wall(void **state)
{
    (void)state;
    struct tf_theme theme;
    tf_theme_init(&theme, 3840, 2160, 3.1, TF_SCHEME_LIGHT, true); /* 55 inches */
    assert_true(theme.target_px > theme.type_px[TF_TYPE_TITLE] * 5 / 4);
}

static void sizes_grow_in_order(void **state)
{
    (void)state;
    static const int PANELS[][2] = {{800, 480},   {1024, 600},  {1280, 800},
                                    {1920, 1080}, {1080, 1920}, {3840, 2160}};
    static const double DENSITIES[] = {0, 2.0, 3.2, 5.56, 7.4};
    for (size_t p = 0; p < sizeof(PANELS) / sizeof(PANELS[0]); p++) {
        for (size_t d = 0; d < sizeof(DENSITIES) / sizeof(DENSITIES[0]); d++) {
            struct tf_theme theme;
            tf_theme_init(&theme, PANELS[p][0], PANELS[p][1], DENSITIES[d], TF_SCHEME_LIGHT, false);
            for (int type = TF_TYPE_LABEL; type < TF_TYPE_HUGE; type++) {
                assert_true(theme.type_px[type] < theme.type_px[type + 1]);
            }
            assert_true(theme.type_px[TF_TYPE_SMALL] <= theme.type_px[TF_TYPE_CARD]);
            assert_true(theme.type_px[TF_TYPE_SMALL] >= 13);
            for (int gap = 0; gap + 1 < TF_GAP_COUNT; gap++) {
                assert_true(theme.gap_px[gap] < theme.gap_px[gap + 1]);
            }
            assert_true(theme.line_px >= 1);
        }
    }
}

static void a_small_panel_shrinks_everything_but_not_below_the_floor(void **state)
{
    (void)state;
    struct tf_theme wall;
    struct tf_theme ten_inch;
    struct tf_theme seven_inch;
    tf_theme_init(&wall, 1920, 1080, 5.56, TF_SCHEME_LIGHT, false);
    tf_theme_init(&ten_inch, 1280, 800, 5.9, TF_SCHEME_LIGHT, false);
    tf_theme_init(&seven_inch, 800, 480, 5.2, TF_SCHEME_LIGHT, false);
    assert_true(ten_inch.scale < wall.scale && seven_inch.scale < ten_inch.scale);
    assert_true(ten_inch.target_px / ten_inch.px_per_mm > 19.5); /* ten keys in a row still fit */
    assert_true(ten_inch.target_px * 10 < ten_inch.width_px);
    assert_true(seven_inch.target_px / seven_inch.px_per_mm >= 9.5);
    assert_true(seven_inch.type_px[TF_TYPE_BODY] / seven_inch.px_per_mm >= 2.8);
}

static void larger_text_is_larger_and_targets_stay(void **state)
{
    (void)state;
    struct tf_theme plain;
    struct tf_theme larger;
    tf_theme_init(&plain, 1920, 1080, 5.56, TF_SCHEME_DARK, false);
    tf_theme_init(&larger, 1920, 1080, 5.56, TF_SCHEME_DARK, true);
    for (int type = 0; type <= TF_TYPE_HUGE; type++) { /* the others are for the room already */
        assert_true(larger.type_px[type] * 100 >= plain.type_px[type] * 125);
    }
    assert_int_equal(larger.target_px, plain.target_px);
}

static void nonsense_gives_a_usable_theme(void **state)
{
    (void)state;
    struct tf_theme theme;
    tf_theme_init(&theme, 0, -5, -1, (enum tf_scheme)77, false);
    assert_int_equal(theme.scheme, TF_SCHEME_LIGHT);
    assert_true(theme.width_px >= 1 && theme.height_px >= 1 && theme.type_px[TF_TYPE_BODY] >= 13);
    tf_theme_init(&theme, 1920, 1080, 1e9, TF_SCHEME_LIGHT, true);
    assert_true(theme.type_px[TF_TYPE_HUGE] < 4096);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_of_colours_has_the_contrast_it_needs_in_every_scheme),
        cmocka_unit_test(contrast_is_what_wcag_says),
        cmocka_unit_test(every_paint_is_a_colour_in_every_scheme),
        cmocka_unit_test(no_two_symbols_have_one_colour),
        cmocka_unit_test(a_wall_panel_has_the_field_s_sizes),
        cmocka_unit_test(what_is_for_the_room_has_the_room_s_size),
        cmocka_unit_test(controls_grow_with_their_words_on_a_wall),
        cmocka_unit_test(sizes_grow_in_order),
        cmocka_unit_test(a_small_panel_shrinks_everything_but_not_below_the_floor),
        cmocka_unit_test(larger_text_is_larger_and_targets_stay),
        cmocka_unit_test(nonsense_gives_a_usable_theme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
