#include "model/editor.h"

#include "base/limits.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define FLAG   "\U0001F1E9\U0001F1EA"
#define KSHI   "\u0915\u094D\u0937\u093F"

static struct tf_editor *editor_with(enum tf_text_kind kind, const char *text)
{
    struct tf_editor *editor;
    assert_int_equal(tf_editor_create(&editor, kind), TF_OK);
    assert_int_equal(tf_editor_set(editor, text), TF_OK);
    return editor;
}

static void backspace_takes_a_whole_grapheme(void **state)
{
    (void)state;
    const char *graphemes[] = {"a", "ä", "a\u0308\u0323", FAMILY, FLAG, "\u05D0\u05B8", "👍🏽"};
    for (size_t i = 0; i < sizeof(graphemes) / sizeof(graphemes[0]); i++) {
        struct tf_editor *editor = editor_with(TF_TEXT_TITLE, "x");
        assert_int_equal(tf_editor_insert(editor, graphemes[i]), TF_OK);
        assert_int_equal(tf_editor_backspace(editor), TF_OK);
        assert_string_equal(tf_editor_text(editor), "x");
        tf_editor_destroy(editor);
    }
}

static void the_caret_never_stands_inside_a_grapheme(void **state)
{
    (void)state;
    struct tf_editor *editor = editor_with(TF_TEXT_TITLE, "a" FAMILY "b" KSHI FLAG);
    for (size_t offset = 0; offset <= strlen(tf_editor_text(editor)); offset++) {
        tf_editor_to(editor, offset, false);
        size_t caret = tf_editor_caret(editor);
        assert_true(caret <= offset);
        if (caret > 0) {
            assert_int_equal(
                tf_text_next(tf_editor_text(editor), tf_text_prev(tf_editor_text(editor), caret)), caret);
        }
    }
    tf_editor_destroy(editor);
}

static void a_mark_typed_after_its_letter_leaves_the_caret_behind_both(void **state)
{
    (void)state;
    struct tf_editor *editor = editor_with(TF_TEXT_TITLE, "");
    assert_int_equal(tf_editor_insert(editor, "e"), TF_OK);
    assert_int_equal(tf_editor_insert(editor, "\u0301"), TF_OK);
    assert_int_equal(tf_editor_caret(editor), strlen("e\u0301"));
    tf_editor_step(editor, -1, false);
    assert_int_equal(tf_editor_caret(editor), 0);
    tf_editor_destroy(editor);
}

static void typing_goes_over_the_selection(void **state)
{
    (void)state;
    struct tf_editor *editor = editor_with(TF_TEXT_TITLE, "Kompost für alle");
    tf_editor_select_word(editor, 9);
    size_t begin;
    size_t end;
    tf_editor_selection(editor, &begin, &end);
    assert_int_equal(begin, 8);
    assert_int_equal(end, 8 + strlen("für"));
    assert_int_equal(tf_editor_insert(editor, "ohne"), TF_OK);
    assert_string_equal(tf_editor_text(editor), "Kompost ohne alle");
    tf_editor_select_all(editor);
    assert_int_equal(tf_editor_backspace(editor), TF_OK);
    assert_string_equal(tf_editor_text(editor), "");
    assert_true(tf_editor_undo(editor));
    assert_string_equal(tf_editor_text(editor), "Kompost ohne alle");
    tf_editor_destroy(editor);
}

static void undo_takes_back_a_word_at_a_time_and_redo_returns_it(void **state)
{
    (void)state;
    struct tf_editor *editor = editor_with(TF_TEXT_TITLE, "");
    for (const char *c = "one two"; *c; c++) {
        char key[2] = {*c, '\0'};
        assert_int_equal(tf_editor_insert(editor, key), TF_OK);
    }
    assert_true(tf_editor_undo(editor));
    assert_string_equal(tf_editor_text(editor), "one ");
    assert_true(tf_editor_undo(editor));
    assert_string_equal(tf_editor_text(editor), "");
    assert_false(tf_editor_undo(editor));
    assert_true(tf_editor_redo(editor));
    assert_true(tf_editor_redo(editor));
    assert_string_equal(tf_editor_text(editor), "one two");
    assert_false(tf_editor_redo(editor));
    assert_true(tf_editor_undo(editor));
    assert_int_equal(tf_editor_insert(editor, "x"), TF_OK);
    assert_false(tf_editor_can_redo(editor)); /* another future */
    tf_editor_destroy(editor);
}

static void a_limit_refuses_and_changes_nothing(void **state)
{
    (void)state;
    struct tf_editor *editor = editor_with(TF_TEXT_NAME, "");
    for (size_t i = 0; i < TF_NAME_GRAPHEMES_MAX; i++) {
        assert_int_equal(tf_editor_left(editor), TF_NAME_GRAPHEMES_MAX - i);
        assert_int_equal(tf_editor_insert(editor, "n"), TF_OK);
    }
    assert_int_equal(tf_editor_left(editor), 0);
    assert_int_equal(tf_editor_insert(editor, "n"), TF_ERR_LIMIT);
    assert_int_equal(strlen(tf_editor_text(editor)), TF_NAME_GRAPHEMES_MAX);
    assert_int_equal(tf_editor_backspace(editor), TF_OK);
    assert_int_equal(tf_editor_insert(editor, "\n"), TF_ERR_INVALID);
    assert_int_equal(tf_editor_insert(editor, "\x1b"), TF_ERR_INVALID);
    assert_int_equal(tf_editor_insert(editor, "\xff"), TF_ERR_INVALID);
    tf_editor_destroy(editor);
    editor = editor_with(TF_TEXT_ABOUT, "");
    assert_int_equal(tf_editor_insert(editor, "\n"), TF_OK);
    tf_editor_destroy(editor);
}

static void an_arrow_leaves_a_selection_at_its_end(void **state)
{
    (void)state;
    struct tf_editor *editor = editor_with(TF_TEXT_TITLE, "abcd");
    tf_editor_to(editor, 1, false);
    tf_editor_step(editor, 1, true);
    tf_editor_step(editor, 1, true);
    tf_editor_step(editor, -1, false);
    assert_int_equal(tf_editor_caret(editor), 1);
    tf_editor_to(editor, 3, true);
    tf_editor_step(editor, 1, false);
    assert_int_equal(tf_editor_caret(editor), 3);
    assert_int_equal(tf_editor_delete(editor), TF_OK);
    assert_string_equal(tf_editor_text(editor), "abc");
    tf_editor_destroy(editor);
}

/* Whatever is pressed: valid text, caret and selection on boundaries, undo back to where it began. */
static void whatever_is_pressed_leaves_it_whole(void **state)
{
    (void)state;
    uint64_t seed = (uint64_t)time(NULL);
    const char *given = getenv("TF_SEED");
    seed = given ? strtoull(given, NULL, 10) : seed;
    printf("TF_SEED=%llu\n", (unsigned long long)seed);
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    const char *keys[] = {"a",  " ",  "ß",      "\u0301", "\u200D",     FAMILY,
                          FLAG, KSHI, "\u0645", "字",     "\U0001F1E9", "\n"};
    struct tf_editor *editor = editor_with(TF_TEXT_TITLE, "");
    for (int i = 0; i < 20000; i++) {
        const char *key = keys[tf_rng_below(&rng, sizeof(keys) / sizeof(keys[0]))];
        bool extend = tf_rng_below(&rng, 2) == 0;
        switch (tf_rng_below(&rng, 12)) {
        case 0:
            (void)tf_editor_backspace(editor);
            break;
        case 1:
            (void)tf_editor_delete(editor);
            break;
        case 2:
            tf_editor_step(editor, -1, extend);
            break;
        case 3:
            tf_editor_step(editor, 1, extend);
            break;
        case 4:
            tf_editor_to(editor, (size_t)tf_rng_below(&rng, 600), extend);
            break;
        case 5:
            tf_editor_select_word(editor, (size_t)tf_rng_below(&rng, 600));
            break;
        case 6:
            (void)tf_editor_undo(editor);
            break;
        case 7:
            (void)tf_editor_redo(editor);
            break;
        default:
            (void)tf_editor_insert(editor, key);
            break;
        }
        const char *text = tf_editor_text(editor);
        size_t begin;
        size_t end;
        tf_editor_selection(editor, &begin, &end);
        assert_true(tf_text_is_valid(text, strlen(text)));
        assert_true(begin <= end && end <= strlen(text));
        assert_true(tf_text_graphemes(text) <= TF_TITLE_GRAPHEMES_MAX);
        assert_true(end == 0 || tf_text_next(text, tf_text_prev(text, end)) == end);
    }
    tf_editor_destroy(editor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(backspace_takes_a_whole_grapheme),
        cmocka_unit_test(the_caret_never_stands_inside_a_grapheme),
        cmocka_unit_test(a_mark_typed_after_its_letter_leaves_the_caret_behind_both),
        cmocka_unit_test(typing_goes_over_the_selection),
        cmocka_unit_test(undo_takes_back_a_word_at_a_time_and_redo_returns_it),
        cmocka_unit_test(a_limit_refuses_and_changes_nothing),
        cmocka_unit_test(an_arrow_leaves_a_selection_at_its_end),
        cmocka_unit_test(whatever_is_pressed_leaves_it_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
