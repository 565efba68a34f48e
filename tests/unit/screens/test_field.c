#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/rng.h"
#include "sdl/fonts.h"
#include "widgets/field.h"
#include "widgets/pointer.h"
#include "widgets/style.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FONT_LIST TF_SOURCE_DIR "/assets/fonts/fonts.ini"

enum { WIDTH = 1280, HEIGHT = 800 };
#define LOREM                                                                                                \
    "We walk through the garden and look at what grows in winter, then we build a heap together and talk "   \
    "about worms. "

struct desk {
    struct tf_fonts *fonts;
    struct tf_font_engine engine;
    struct tf_type_setter *setter;
    struct tf_scene *scene;
    struct tf_theme theme;
    struct tf_editor *editor;
    struct tf_rect rect;
    bool rtl, wraps;
};

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));
    struct tf_problem problem = {0};
    if (tf_fonts_open(&desk->fonts, FONT_LIST, &problem) != TF_OK) {
        fail_msg("%s", problem.what);
    }
    desk->engine = tf_fonts_engine(desk->fonts);
    assert_int_equal(tf_type_create(&desk->setter, &desk->engine, 0), TF_OK);
    assert_int_equal(tf_scene_create(&desk->scene), TF_OK);
    assert_int_equal(tf_editor_create(&desk->editor, TF_TEXT_ABOUT), TF_OK);
    tf_theme_init(&desk->theme, WIDTH, HEIGHT, 1280 / 217.0, TF_SCHEME_LIGHT, false);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    tf_editor_destroy(desk->editor);
    tf_scene_destroy(desk->scene);
    tf_type_destroy(desk->setter);
    tf_fonts_close(desk->fonts);
    free(desk);
    return 0;
}

static void draw(struct desk *desk)
{
    struct tf_scene_start start = {.theme = &desk->theme, .setter = desk->setter, .rtl = desk->rtl};
    tf_scene_begin(desk->scene, &start);
    desk->rect =
        (struct tf_rect){40, 40, 700, tf_field_height(desk->scene, desk->wraps, desk->wraps ? 5 : 1)};
    struct tf_field_view field = {
        .rect = desk->rect,
        .id = 7,
        .editor = desk->editor,
        .label = "Title",
        .placeholder = "What do you want to talk about?",
        .left = "12 characters left",
        .is_active = true,
        .wraps = desk->wraps,
    };
    tf_field(desk->scene, &field);
    assert_int_equal(tf_scene_end(desk->scene), TF_OK);
}

static void type(struct desk *desk, const char *text)
{
    assert_int_equal(tf_editor_set(desk->editor, text), TF_OK);
    draw(desk);
}

/* The caret is the one thin bar in the accent's colour. */
static struct tf_rect caret(const struct desk *desk)
{
    struct tf_rect found = {0};
    for (size_t i = 0; i < tf_scene_node_count(desk->scene); i++) {
        const struct tf_node *node = tf_scene_node(desk->scene, i);
        if (node->kind == TF_NODE_BOX && node->fill == TF_PAINT_ACCENT && node->rect.w < 10) {
            assert_true(tf_rect_is_empty(found));
            found = node->rect;
        }
    }
    return found;
}

static size_t selected_boxes(const struct desk *desk)
{
    size_t count = 0;
    for (size_t i = 0; i < tf_scene_node_count(desk->scene); i++) {
        const struct tf_node *node = tf_scene_node(desk->scene, i);
        count += node->kind == TF_NODE_BOX && node->fill == TF_PAINT_ACCENT_SOFT;
    }
    return count;
}

static const struct tf_target *field_target(const struct desk *desk)
{
    const struct tf_target *target = tf_scene_target_labelled(desk->scene, "Title");
    assert_non_null(target);
    return target;
}

static struct tf_rect box(const struct desk *desk)
{
    return field_target(desk)->rect;
}

static void the_caret_goes_along_with_the_letters(void **state)
{
    struct desk *desk = *state;
    int last = -1;
    type(desk, "Compost in winter");
    for (size_t at = 0; at <= strlen("Compost in winter"); at++) {
        tf_editor_to(desk->editor, at, false);
        draw(desk);
        struct tf_rect bar = caret(desk);
        assert_true(bar.x > last);
        assert_true(bar.h > bar.w * 5);
        last = bar.x;
    }
}

static void right_to_left_begins_at_the_right(void **state)
{
    struct desk *desk = *state;
    for (int rtl = 0; rtl < 2; rtl++) {
        desk->rtl = rtl == 1;
        type(desk, "שלום עולם");
        tf_editor_to(desk->editor, 0, false);
        draw(desk);
        int first = caret(desk).x;
        assert_true(first > box(desk).x + box(desk).w * 3 / 4);
        tf_editor_to(desk->editor, strlen("שלום עולם"), false);
        draw(desk);
        assert_true(caret(desk).x < first - 50);
        type(desk, "Hello"); /* its own direction in either scene */
        tf_editor_to(desk->editor, 0, false);
        draw(desk);
        assert_true(caret(desk).x < box(desk).x + box(desk).w / 4);
    }
}

static void an_empty_field_has_its_caret_where_writing_begins(void **state)
{
    struct desk *desk = *state;
    type(desk, "");
    assert_true(caret(desk).x < box(desk).x + box(desk).w / 4);
    desk->rtl = true;
    draw(desk);
    assert_true(caret(desk).x > box(desk).x + box(desk).w * 3 / 4);
}

/* Wherever the caret is, it and its surroundings are in the box. */
static void a_long_text_scrolls_to_its_caret(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {LOREM LOREM,
                                        "שלום עולם שלום עולם שלום עולם שלום עולם שלום עולם שלום עולם "
                                        "שלום עולם שלום עולם שלום עולם שלום עולם"};
    for (size_t t = 0; t < 2; t++) {
        for (int wraps = 0; wraps < 2; wraps++) {
            desk->wraps = wraps == 1;
            type(desk, TEXTS[t]);
            for (size_t at = 0; at <= strlen(TEXTS[t]); at += 3) {
                tf_editor_to(desk->editor, at, false);
                draw(desk);
                struct tf_rect bar = caret(desk);
                struct tf_rect inside = tf_rect_cut(bar, box(desk));
                assert_int_equal(inside.w, bar.w);
                assert_int_equal(inside.h, bar.h);
            }
        }
    }
}

/* A tap on the glass, as the pointer makes an intent of it. */
static struct tf_intent tap(struct desk *desk, int x, int y)
{
    struct tf_pointer pointer;
    tf_pointer_init(&pointer);
    struct tf_input input = {.kind = TF_INPUT_DOWN, .finger = 1, .x = x, .y = y, .at_ms = 1000};
    tf_pointer_input(&pointer, desk->scene, &input);
    input.kind = TF_INPUT_UP;
    return tf_pointer_input(&pointer, desk->scene, &input).intent;
}

/* Tapping where the caret was drawn puts it there again: in one direction, in two, between emoji and
 * conjuncts. */
static void a_tap_goes_to_the_nearest_grapheme(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {
        "Compost in winter", "שלום עולם",      "حديقة مشتركة",     "a👨‍👩‍👧b🇩🇪c",
        "हमारा बगीचा",       "Nächste Füße",   "क्षत्रिय ज्ञान स्त्री", "বিজ্ঞান",
        "abc שלום 12 xyz",   "حديقة Compost 3"};
    for (size_t t = 0; t < sizeof(TEXTS) / sizeof(TEXTS[0]); t++) {
        type(desk, TEXTS[t]);
        for (size_t at = 0;; at = tf_text_next(TEXTS[t], at)) {
            tf_editor_to(desk->editor, at, false);
            draw(desk);
            struct tf_rect bar = caret(desk);
            struct tf_intent intent = tap(desk, bar.x + bar.w / 2, bar.y + bar.h / 2);
            assert_int_equal(intent.what, TF_INTENT_CARET);
            assert_int_equal(intent.a, 7);
            /* Where two directions meet, two places of the text are one on the screen. */
            tf_editor_to(desk->editor, (size_t)intent.b, false);
            draw(desk);
            if (intent.b != at && abs(caret(desk).x - bar.x) > bar.w) {
                fail_msg("%s: a tap at the caret before byte %zu went to %llu", TEXTS[t], at,
                         (unsigned long long)intent.b);
            }
            if (TEXTS[t][at] == '\0') {
                break;
            }
        }
    }
}

static void a_tap_finds_its_line(void **state)
{
    struct desk *desk = *state;
    desk->wraps = true;
    type(desk, LOREM "\n\n" LOREM);
    size_t len = strlen(LOREM "\n\n" LOREM);
    for (size_t at = 0; at <= len; at += 5) {
        tf_editor_to(desk->editor, at, false);
        draw(desk);
        struct tf_rect bar = caret(desk);
        if (at >= strlen(LOREM) && at <= strlen(LOREM) + 2) {
            continue; /* an empty line has no text to be tapped */
        }
        struct tf_intent intent = tap(desk, bar.x + bar.w / 2, bar.y + bar.h / 2);
        assert_int_equal(intent.what, TF_INTENT_CARET);
        assert_true(intent.b + 1 >= at && intent.b <= at + 1); /* the blank at a line's end is not there */
    }
}

static void a_field_that_is_empty_or_tapped_outside_its_text_is_chosen(void **state)
{
    struct desk *desk = *state;
    type(desk, "");
    struct tf_intent intent = tap(desk, box(desk).x + 200, box(desk).y + box(desk).h / 2);
    assert_int_equal(intent.what, TF_INTENT_FIELD);
    assert_int_equal(intent.a, 7);
    type(desk, "short");
    intent = tap(desk, box(desk).x + box(desk).w - 5, box(desk).y + box(desk).h / 2);
    assert_int_equal(intent.what, TF_INTENT_CARET); /* far right of the text: its end */
    assert_int_equal(intent.b, strlen("short"));
}

static void a_selection_covers_its_letters(void **state)
{
    struct desk *desk = *state;
    type(desk, "open space");
    assert_int_equal(selected_boxes(desk), 0);
    tf_editor_select_word(desk->editor, 6);
    draw(desk);
    assert_int_equal(selected_boxes(desk), 1);
    tf_editor_set(desk->editor, "abc שלום def");
    tf_editor_select_all(desk->editor);
    draw(desk);
    assert_true(selected_boxes(desk) >= 3); /* three directions' worth */
    desk->wraps = true;
    type(desk, LOREM LOREM LOREM LOREM);
    tf_editor_select_all(desk->editor);
    draw(desk);
    assert_true(selected_boxes(desk) >= 4);
}

static void lines_are_as_wide_as_the_field_and_lose_nothing(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {
        LOREM, "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde und mehr",
        "こんにちは世界。オープンスペースへようこそ！十時半から始まります。みなさんのお話をどうぞ",
        "one\ntwo\n\nfour\n"};
    desk->wraps = true;
    for (size_t t = 0; t < sizeof(TEXTS) / sizeof(TEXTS[0]); t++) {
        char joined[1024] = "";
        type(desk, TEXTS[t]);
        tf_editor_to(desk->editor, 0, false);
        draw(desk);
        for (size_t i = 0; i < tf_scene_node_count(desk->scene); i++) {
            const struct tf_node *node = tf_scene_node(desk->scene, i);
            if (node->kind == TF_NODE_TEXT && node->value > 0) {
                assert_false(node->is_cut);
                assert_true(node->rect.w <= box(desk).w);
                strncat(joined, node->text, sizeof(joined) - strlen(joined) - 1);
            }
        }
        for (size_t i = 0, j = 0; TEXTS[t][i] != '\0'; i++) {
            if (TEXTS[t][i] != '\n') {
                assert_int_equal(joined[j++], TEXTS[t][i]);
            }
        }
    }
}

/* A full text, and one letter more: what a press on a key costs. */
static void a_full_text_is_drawn_before_anybody_notices(void **state)
{
    struct desk *desk = *state;
    char text[TF_ABOUT_BYTES_MAX] = "";
    desk->wraps = true;
    while (tf_text_graphemes(text) + strlen(LOREM) < TF_ABOUT_GRAPHEMES_MAX) {
        strcat(text, LOREM);
    }
    type(desk, text);
    double best = 1e9;
    for (int i = 0; i < 10; i++) {
        struct timespec a;
        struct timespec b;
        assert_int_equal(tf_editor_insert(desk->editor, i % 2 == 0 ? "x" : " "), TF_OK);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
        draw(desk);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
        double ms = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
        best = ms < best ? ms : best;
    }
    print_message("a key in a text of %zu letters: %.2f ms\n", tf_text_graphemes(text), best);
    assert_true(best < 50);
}

static void hostile_texts_are_drawn(void **state)
{
    struct desk *desk = *state;
    uint64_t seed = (uint64_t)time(NULL);
    struct tf_rng rng;
    print_message("seed %llu\n", (unsigned long long)seed);
    tf_rng_seed(&rng, seed);
    static const char *const PARTS[] = {"a",
                                        " ",
                                        "\n",
                                        "שלום",
                                        "\u200F",
                                        "\u200E",
                                        "👨‍👩‍👧",
                                        "e\u0301\u0301\u0301",
                                        "\u200B",
                                        "क्षि",
                                        "12",
                                        "\u202E",
                                        "漢字",
                                        "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"};
    for (int i = 0; i < 150; i++) {
        char text[512] = "";
        while (strlen(text) < 440 && tf_rng_below(&rng, 60) != 0) {
            strcat(text, PARTS[tf_rng_below(&rng, sizeof(PARTS) / sizeof(PARTS[0]))]);
        }
        desk->rtl = tf_rng_below(&rng, 2) == 0;
        desk->wraps = tf_rng_below(&rng, 2) == 0;
        type(desk, text);
        tf_editor_to(desk->editor, tf_rng_below(&rng, strlen(text) + 1), tf_rng_below(&rng, 2) == 0);
        draw(desk);
        for (int t = 0; t < 10; t++) {
            struct tf_rect at = box(desk);
            struct tf_intent intent = tap(desk, at.x + (int)tf_rng_below(&rng, (uint64_t)at.w),
                                          at.y + (int)tf_rng_below(&rng, (uint64_t)at.h));
            assert_true(intent.what == TF_INTENT_FIELD || intent.what == TF_INTENT_CARET);
            assert_true(intent.b <= strlen(text));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_caret_goes_along_with_the_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(right_to_left_begins_at_the_right, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_field_has_its_caret_where_writing_begins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_text_scrolls_to_its_caret, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_tap_goes_to_the_nearest_grapheme, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_tap_finds_its_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_field_that_is_empty_or_tapped_outside_its_text_is_chosen, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_selection_covers_its_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_are_as_wide_as_the_field_and_lose_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_text_is_drawn_before_anybody_notices, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_texts_are_drawn, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
