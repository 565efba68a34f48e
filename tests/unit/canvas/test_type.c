#include "setup.h"

enum { WIDTH = 1000, HEIGHT = 600 };

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));
    desk_open(desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 0);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    desk_close(*state);
    free(*state);
    return 0;
}

static const struct tf_type_style BODY = {.type = TF_TYPE_BODY, .paint = TF_PAINT_INK};
static const struct tf_rect ALL = {0, 0, WIDTH, HEIGHT};

static struct tf_type_size measure(struct desk *desk, const char *text, int width, int height)
{
    return tf_type_measure(desk->setter, &desk->theme, text, BODY, width, height);
}

static void draw(struct desk *desk, struct tf_rect rect, const char *text, struct tf_type_style style)
{
    tf_canvas_fill(desk->canvas, ALL, 0xFFFFFFFF);
    tf_type_draw(desk->setter, desk->canvas, &desk->theme, rect, text, style, false);
}

static size_t ink(struct desk *desk)
{
    return pixels_unlike(desk->canvas, ALL, 0xFFFFFFFF);
}

/* The first or last column with ink. */
static int ink_edge(struct desk *desk, int from, int step)
{
    int x = from;
    while (x >= 0 && x < WIDTH &&
           pixels_unlike(desk->canvas, (struct tf_rect){x, 0, 1, HEIGHT}, 0xFFFFFFFF) == 0) {
        x += step;
    }
    return x;
}

/* ---- lines
 * --------------------------------------------------------------------------------------------------- */

static void words_wrap_and_lines_have_one_height(void **state)
{
    struct desk *desk = *state;
    struct tf_type_size one = measure(desk, "Compost", 900, 0);
    struct tf_type_size many = measure(desk, "Compost for beginners, and for those who have worms", 200, 0);
    assert_int_equal(one.lines, 1);
    assert_true(many.lines >= 3);
    assert_int_equal(many.height_px, many.lines * one.height_px);
    assert_true(many.width_px <= 200);
    assert_false(many.is_cut);
}

static void line_ends_that_were_typed_are_kept(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(measure(desk, "one\ntwo\n\nfour", 900, 0).lines, 4);
    assert_int_equal(measure(desk, "one\r\ntwo", 900, 0).lines, 2);
    assert_int_equal(measure(desk, "one\ntwo", 0, 0).lines, 1); /* a single line takes them as spaces */
    assert_int_equal(measure(desk, "one\n\n\n", 900, 0).lines, 1);
}

static void too_many_lines_end_in_an_ellipsis(void **state)
{
    struct desk *desk = *state;
    const char *text = "Compost for beginners, and for those who have worms";
    struct tf_type_style style = BODY;
    style.lines = 2;
    struct tf_type_size size = tf_type_measure(desk->setter, &desk->theme, text, style, 200, 0);
    assert_int_equal(size.lines, 2);
    assert_true(size.is_cut);
    assert_true(size.width_px <= 200);
    int line = measure(desk, "x", 0, 0).height_px;
    size = measure(desk, text, 200, 2 * line + line / 2);
    assert_int_equal(size.lines, 2);
    assert_true(size.is_cut);
    size = measure(desk, text, 200, 3); /* lower than a line: one is set all the same */
    assert_int_equal(size.lines, 1);
    assert_true(measure(desk, "one\ntwo", 900, line).is_cut);
    assert_true(tf_type_measure(desk->setter, &desk->theme, "one\ntwo\nthree", style, 900, 0).is_cut);
}

static void what_fits_exactly_is_not_cut(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {"Compost", "Ein Garten für alle", "مرحبا بالعالم", "こんにちは世界"};
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        struct tf_type_size wide = measure(desk, TEXTS[i], 0, 0);
        struct tf_type_size exact = measure(desk, TEXTS[i], wide.width_px, wide.height_px);
        assert_false(exact.is_cut);
        assert_int_equal(exact.lines, 1);
        struct tf_type_size less = measure(desk, TEXTS[i], wide.width_px - 4, wide.height_px);
        assert_true(less.is_cut);
        assert_true(less.width_px <= wide.width_px);
    }
}

static void the_longest_words_break_and_stay_inside(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "https://example.org/a/very/long/path/that/has/no/spaces?and=a&query=too",
        "สวัสดีชาวโลกกำลังเรียนภาษาไทยกันอย่างสนุกสนาน",
        "こんにちは世界オープンスペースへようこそみなさんお元気ですか",
    };
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        for (int width = 60; width < 400; width += 37) {
            struct tf_type_size size = measure(desk, TEXTS[i], width, 0);
            assert_true(size.lines >= 2 || measure(desk, TEXTS[i], 0, 0).width_px <= width);
            assert_false(size.is_cut);
            assert_true(size.width_px <= width + 1);
        }
    }
}

static void a_line_of_many_words_is_no_wider_than_asked(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {
        "15 Leute wollen hin. In den Raum passen 20 Leute. 15 davon wollen zur selben Zeit auch zu "
        "\u2068Reparaturcaf\u00e9: N\u00e4hmaschinen\u2069.",
        "it is all in it if it is in at all, or is it? I, for one, am not so sure of it at all, at all",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        for (int width = 150; width < 1000; width++) {
            struct tf_type_size size = measure(desk, TEXTS[i], width, 0);
            if (size.width_px > width) {
                print_message("%d px wide in %d: %s\n", size.width_px, width, TEXTS[i]);
            }
            assert_true(size.width_px <= width);
        }
    }
}

static void alignment_follows_the_scene_s_direction(void **state)
{
    struct desk *desk = *state;
    struct tf_type_style style = BODY;
    struct tf_rect rect = {100, 100, 800, 100};
    draw(desk, rect, "Compost", style);
    assert_true(abs(ink_edge(desk, 0, 1) - 100) < 6);
    style.align = TF_ALIGN_END;
    draw(desk, rect, "Compost", style);
    assert_true(abs(ink_edge(desk, WIDTH - 1, -1) - 899) < 6);
    style.align = TF_ALIGN_CENTRE;
    draw(desk, rect, "Compost", style);
    assert_true(abs(ink_edge(desk, 0, 1) + ink_edge(desk, WIDTH - 1, -1) - 1000) < 8);
    tf_canvas_fill(desk->canvas, ALL, 0xFFFFFFFF);
    style.align = TF_ALIGN_START;
    tf_type_draw(desk->setter, desk->canvas, &desk->theme, rect, "Compost", style, true);
    assert_true(abs(ink_edge(desk, WIDTH - 1, -1) - 899) < 6);
}

static void vertical_alignment_moves_the_block(void **state)
{
    struct desk *desk = *state;
    struct tf_type_style style = BODY;
    int tops[3];
    for (int i = 0; i < 3; i++) {
        style.valign = (enum tf_valign)i;
        draw(desk, (struct tf_rect){0, 100, WIDTH, 300}, "Hxx", style);
        int y = 0;
        while (pixels_unlike(desk->canvas, (struct tf_rect){0, y, WIDTH, 1}, 0xFFFFFFFF) == 0) {
            y++;
        }
        tops[i] = y;
    }
    assert_true(tops[0] >= 100 && tops[0] < 120);
    assert_true(tops[1] > 220 && tops[1] < 260);
    assert_true(tops[2] > 360 && tops[2] < 400);
}

/* ---- directions
 * ---------------------------------------------------------------------------------------------- */

static void a_range_of_times_reads_from_right_to_left_in_arabic(void **state)
{
    struct desk *desk = *state;
    struct tf_rect rect = {0, 0, WIDTH, 100};
    static uint8_t ltr[WIDTH * HEIGHT * 4];
    int stride = 0;
    struct tf_type_style style = BODY;
    style.align = TF_ALIGN_CENTRE;
    draw(desk, rect, "10:30 – 11:45", style);
    memcpy(ltr, tf_canvas_pixels(desk->canvas, &stride), sizeof(ltr));
    tf_canvas_fill(desk->canvas, ALL, 0xFFFFFFFF);
    tf_type_draw(desk->setter, desk->canvas, &desk->theme, rect, "11:45 – 10:30", style, true);
    int differing = 0;
    const uint8_t *rtl = tf_canvas_pixels(desk->canvas, &stride);
    for (size_t i = 0; i < sizeof(ltr); i++) {
        differing += abs(ltr[i] - rtl[i]) > 128;
    }
    assert_true(ink(desk) > 100);
    assert_true(differing < 300); /* the same picture, but for a pixel of spacing */
}

static void carets_go_from_left_to_right_and_back_to_their_offsets(void **state)
{
    struct desk *desk = *state;
    const char *text = "Compost für 👩‍👩‍👧‍👦 é";
    int before = -1;
    for (size_t offset = 0; offset <= strlen(text); offset++) {
        int x = tf_type_caret(desk->setter, &desk->theme, text, BODY, offset);
        assert_true(x >= before);
        before = x;
        size_t back = tf_type_offset_at(desk->setter, &desk->theme, text, BODY, x);
        assert_int_equal(tf_type_caret(desk->setter, &desk->theme, text, BODY, back), x);
    }
    assert_int_equal(tf_type_caret(desk->setter, &desk->theme, text, BODY, 0), 0);
    assert_int_equal(tf_type_offset_at(desk->setter, &desk->theme, text, BODY, -50), 0);
    assert_int_equal(tf_type_offset_at(desk->setter, &desk->theme, text, BODY, 9999), strlen(text));
    int end = tf_type_caret(desk->setter, &desk->theme, text, BODY, strlen(text));
    assert_true(abs(end - measure(desk, text, 0, 0).width_px) <= 1);
}

static void carets_in_arabic_go_from_right_to_left(void **state)
{
    struct desk *desk = *state;
    const char *text = "مرحبا";
    int width = measure(desk, text, 0, 0).width_px;
    assert_int_equal(tf_type_caret(desk->setter, &desk->theme, text, BODY, 0), width);
    assert_int_equal(tf_type_caret(desk->setter, &desk->theme, text, BODY, strlen(text)), 0);
    assert_int_equal(tf_type_offset_at(desk->setter, &desk->theme, text, BODY, width + 10), 0);
    assert_int_equal(tf_type_offset_at(desk->setter, &desk->theme, text, BODY, -10), strlen(text));
    assert_int_equal(tf_type_caret(desk->setter, &desk->theme, "", BODY, 0), 0);
    assert_int_equal(tf_type_offset_at(desk->setter, &desk->theme, "", BODY, 5), 0);
}

/* ---- the cache
 * ----------------------------------------------------------------------------------------------- */

static void a_redraw_rasterises_nothing_that_was_drawn_before(void **state)
{
    struct desk *desk = *state;
    const char *text = "Compost für Anfänger – مرحبا 漢字 😀, and a second line of it";
    draw(desk, (struct tf_rect){0, 0, 300, 400}, text, BODY);
    struct tf_type_stats first = tf_type_stats(desk->setter);
    assert_true(first.misses >= 4);
    for (int i = 0; i < 10; i++) {
        draw(desk, (struct tf_rect){i, i, 300, 400}, text, BODY);
    }
    struct tf_type_stats later = tf_type_stats(desk->setter);
    assert_int_equal(later.misses, first.misses);
    assert_true(later.hits >= first.hits + 10 * first.misses);
    assert_int_equal(later.cached_bytes, first.cached_bytes);
}

static void the_cache_stays_within_its_bytes_and_forgets_the_oldest(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 256 * 1024);
    char text[64];
    for (int i = 0; i < 400; i++) {
        snprintf(text, sizeof(text), "Session number %d in the garden", i);
        draw(&desk, (struct tf_rect){0, 0, 900, 100}, text, BODY);
        assert_true(tf_type_stats(desk.setter).cached_bytes <= 256 * 1024);
    }
    assert_true(tf_type_stats(desk.setter).cached_runs > 5);
    size_t misses = tf_type_stats(desk.setter).misses;
    draw(&desk, (struct tf_rect){0, 0, 900, 100}, text, BODY);
    assert_int_equal(tf_type_stats(desk.setter).misses, misses);
    draw(&desk, (struct tf_rect){0, 0, 900, 100}, "Session number 0 in the garden", BODY);
    assert_int_equal(tf_type_stats(desk.setter).misses, misses + 1);
    desk_close(&desk);
}

static void a_cache_too_small_for_anything_still_draws(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 1);
    draw(&desk, ALL, "Compost – مرحبا\nand worms", BODY);
    assert_true(ink(&desk) > 200);
    desk_close(&desk);
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(words_wrap_and_lines_have_one_height),
        WITH_DESK(line_ends_that_were_typed_are_kept),
        WITH_DESK(too_many_lines_end_in_an_ellipsis),
        WITH_DESK(what_fits_exactly_is_not_cut),
        WITH_DESK(the_longest_words_break_and_stay_inside),
        WITH_DESK(a_line_of_many_words_is_no_wider_than_asked),
        WITH_DESK(alignment_follows_the_scene_s_direction),
        WITH_DESK(vertical_alignment_moves_the_block),
        WITH_DESK(a_range_of_times_reads_from_right_to_left_in_arabic),
        WITH_DESK(carets_go_from_left_to_right_and_back_to_their_offsets),
        WITH_DESK(carets_in_arabic_go_from_right_to_left),
        WITH_DESK(a_redraw_rasterises_nothing_that_was_drawn_before),
        cmocka_unit_test(the_cache_stays_within_its_bytes_and_forgets_the_oldest),
        cmocka_unit_test(a_cache_too_small_for_anything_still_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
