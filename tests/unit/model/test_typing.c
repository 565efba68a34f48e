#include "model/typing.h"

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

struct desk {
    struct tf_typing *typing;
    struct tf_editor *editor;
    const struct tf_typing_state *state;
};

static struct desk desk_for(enum tf_text_kind kind, const char *language)
{
    const char *languages[] = {language, NULL};
    struct desk desk;
    assert_int_equal(tf_typing_create(&desk.typing, TF_LANG_EN, languages), TF_OK);
    assert_int_equal(tf_editor_create(&desk.editor, kind), TF_OK);
    desk.state = tf_typing_state(desk.typing);
    for (size_t i = 0; i < desk.state->quick_count; i++) {
        if (strcmp(desk.state->quick[i]->language, language) == 0) {
            struct tf_intent intent = {TF_INTENT_KEY_FUNCTION, TF_KEY_QUICK, i};
            assert_int_equal(tf_typing_press(desk.typing, desk.editor, intent).effect, TF_TYPING_LOOK);
        }
    }
    assert_string_equal(desk.state->layout->language, language);
    tf_typing_focus(desk.typing, desk.editor, false);
    return desk;
}

static void desk_close(struct desk *desk)
{
    tf_typing_destroy(desk->typing);
    tf_editor_destroy(desk->editor);
}

static struct tf_typing_result function(struct desk *desk, enum tf_key_function which, uint64_t b)
{
    return tf_typing_press(desk->typing, desk->editor,
                           (struct tf_intent){TF_INTENT_KEY_FUNCTION, (uint64_t)which, b});
}

/* Presses the key that says this now, as a person would who sees the keyboard. */
static struct tf_typing_result press(struct desk *desk, const char *label)
{
    for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
        const struct tf_keymap_row *row = tf_keymap_row(desk->state->keymap, r);
        for (size_t k = 0; k < row->count; k++) {
            size_t level = tf_typing_level(desk->state, &row->keys[k]);
            if (strcmp(row->keys[k].label[level], label) == 0) {
                struct tf_intent intent = {TF_INTENT_KEY, row->keys[k].keysym[level], r * 16 + k};
                return tf_typing_press(desk->typing, desk->editor, intent);
            }
        }
    }
    fail_msg("no key says %s", label);
    return (struct tf_typing_result){0};
}

static void type(struct desk *desk, const char *text)
{
    for (size_t at = 0; text[at] != '\0';) {
        size_t next = tf_text_next(text, at);
        char letter[32] = "";
        memcpy(letter, text + at, next - at);
        if (strcmp(letter, " ") == 0) {
            function(desk, TF_KEY_SPACE, 0);
        } else {
            press(desk, letter);
        }
        at = next;
    }
}

#define assert_text(desk, expected) assert_string_equal(tf_editor_text((desk).editor), expected)

static void keys_type_their_letters(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "de");
    type(&desk, "käse und brot");
    assert_text(desk, "käse und brot");
    desk_close(&desk);
    desk = desk_for(TF_TEXT_TITLE, "ru");
    type(&desk, "привет");
    assert_text(desk, "привет");
    desk_close(&desk);
    desk = desk_for(TF_TEXT_TITLE, "ar");
    type(&desk, "سلام");
    assert_text(desk, "سلام");
    desk_close(&desk);
}

static void the_languages_of_screen_and_gathering_are_at_hand(void **state)
{
    (void)state;
    const char *languages[] = {"de", "fr-CH", "xx", "de", "ar", "he", "el", NULL};
    struct tf_typing *typing;
    assert_int_equal(tf_typing_create(&typing, TF_LANG_DE, languages), TF_OK);
    const struct tf_typing_state *now = tf_typing_state(typing);
    assert_int_equal(now->quick_count, TF_TYPING_QUICK_MAX);
    assert_string_equal(now->layout->layout, "de");
    assert_string_equal(now->quick[0]->layout, "de");
    assert_string_equal(now->quick[1]->layout, "fr");
    assert_string_equal(now->quick[2]->layout, "ara");
    assert_string_equal(now->quick[3]->layout, "il");
    assert_int_equal(tf_typing_reset(typing, TF_LANG_AR, NULL), TF_OK);
    assert_string_equal(now->layout->layout, "ara");
    assert_string_equal(now->quick[1]->layout, "us");
    assert_int_equal(now->quick_count, 2);
    tf_typing_destroy(typing);
}

static void shift_is_for_one_key_and_twice_for_all(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "de");
    function(&desk, TF_KEY_SHIFT, 0);
    type(&desk, "A");
    type(&desk, "b");
    function(&desk, TF_KEY_SHIFT, 0);
    function(&desk, TF_KEY_SHIFT, 0);
    assert_int_equal(desk.state->shift, TF_TYPING_SHIFT_CAPS);
    type(&desk, "ÄB7");
    function(&desk, TF_KEY_SHIFT, 0);
    type(&desk, "c");
    assert_text(desk, "AbÄB7c");
    desk_close(&desk);
}

static void altgr_is_for_one_key(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "de");
    function(&desk, TF_KEY_ALTGR, 0);
    type(&desk, "@");
    type(&desk, "q");
    function(&desk, TF_KEY_ALTGR, 0);
    function(&desk, TF_KEY_SHIFT, 0);
    type(&desk, "ẞ");
    assert_text(desk, "@qẞ");
    desk_close(&desk);
}

static void a_title_begins_with_a_large_letter(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "de");
    tf_typing_focus(desk.typing, desk.editor, true);
    assert_int_equal(desk.state->shift, TF_TYPING_SHIFT_ONCE);
    type(&desk, "H");
    type(&desk, "of");
    assert_text(desk, "Hof");
    for (int i = 0; i < 3; i++) {
        function(&desk, TF_KEY_BACKSPACE, 0);
    }
    assert_int_equal(desk.state->shift, TF_TYPING_SHIFT_ONCE);
    function(&desk, TF_KEY_SHIFT, 0); /* "no, thank you" */
    assert_int_equal(desk.state->shift, TF_TYPING_SHIFT_OFF);
    type(&desk, "hof");
    assert_text(desk, "hof");
    desk_close(&desk);
}

static void scripts_without_large_letters_are_left_alone(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "ar");
    tf_typing_focus(desk.typing, desk.editor, true);
    assert_int_equal(desk.state->shift, TF_TYPING_SHIFT_OFF);
    function(&desk, TF_KEY_SHIFT, 0);
    function(&desk, TF_KEY_SHIFT, 0);
    assert_int_equal(desk.state->shift, TF_TYPING_SHIFT_OFF); /* no caps */
    desk_close(&desk);
}

static void a_dead_key_waits_and_backspace_takes_it_back(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "de");
    type(&desk, "caf");
    assert_int_equal(press(&desk, "´").effect, TF_TYPING_LOOK);
    assert_string_equal(tf_keymap_pending(desk.state->keymap), "´");
    type(&desk, "e");
    assert_text(desk, "café");
    press(&desk, "´");
    assert_int_equal(function(&desk, TF_KEY_BACKSPACE, 0).effect, TF_TYPING_LOOK);
    assert_text(desk, "café");
    type(&desk, "s");
    press(&desk, "´");
    function(&desk, TF_KEY_CARET_LEFT, 0); /* goes elsewhere: it no longer waits */
    type(&desk, "e");
    assert_text(desk, "cafées");
    desk_close(&desk);
}

static void an_accent_replaces_the_letter_before_the_caret(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    assert_non_null(tf_typing_why_not(desk.state, desk.editor, TF_KEY_ACCENTS));
    type(&desk, "resume");
    assert_null(tf_typing_why_not(desk.state, desk.editor, TF_KEY_ACCENTS));
    function(&desk, TF_KEY_ACCENTS, 0);
    assert_true(desk.state->offers_accents);
    for (size_t i = 0; i < desk.state->accent_count; i++) {
        if (strcmp(desk.state->accents[i], "é") == 0) {
            struct tf_intent intent = {TF_INTENT_KEY_TEXT, i, TF_KEY_TEXT_ACCENT};
            assert_int_equal(tf_typing_press(desk.typing, desk.editor, intent).effect, TF_TYPING_TEXT);
            break;
        }
    }
    assert_text(desk, "resumé");
    assert_false(desk.state->offers_accents);
    function(&desk, TF_KEY_UNDO, 0);
    assert_text(desk, "resume");
    function(&desk, TF_KEY_ACCENTS, 0);
    function(&desk, TF_KEY_ACCENTS, 0);
    assert_false(desk.state->offers_accents);
    function(&desk, TF_KEY_ACCENTS, 0);
    type(&desk, "d");
    assert_false(desk.state->offers_accents);
    desk_close(&desk);
}

static void signs_and_emoji_are_typed_whole(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    function(&desk, TF_KEY_PAGE, TF_TYPING_SIGNS);
    assert_int_equal(desk.state->page, TF_TYPING_SIGNS);
    tf_typing_press(desk.typing, desk.editor, (struct tf_intent){TF_INTENT_KEY_TEXT, 2, TF_KEY_TEXT_SIGN});
    function(&desk, TF_KEY_PAGE, TF_TYPING_EMOJI);
    function(&desk, TF_KEY_EMOJI_GROUP, 1);
    for (uint64_t i = 0; TF_KEYMAP_EMOJI[1].emoji[i] != NULL; i++) {
        struct tf_intent intent = {TF_INTENT_KEY_TEXT, i, TF_KEY_TEXT_EMOJI};
        size_t before = tf_text_graphemes(tf_editor_text(desk.editor));
        assert_int_equal(tf_typing_press(desk.typing, desk.editor, intent).effect, TF_TYPING_TEXT);
        assert_int_equal(tf_text_graphemes(tf_editor_text(desk.editor)), before + 1);
        function(&desk, TF_KEY_BACKSPACE, 0);
    }
    assert_text(desk, "?");
    assert_int_equal(desk.state->page, TF_TYPING_EMOJI);
    desk_close(&desk);
}

static void arrows_go_where_they_point(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    type(&desk, "ab");
    function(&desk, TF_KEY_CARET_LEFT, 0);
    assert_int_equal(tf_editor_caret(desk.editor), 1);
    assert_int_equal(tf_editor_set(desk.editor, "שלום"), TF_OK);
    function(&desk, TF_KEY_CARET_LEFT, 0); /* at the end, which is left: stays */
    assert_int_equal(tf_editor_caret(desk.editor), strlen("שלום"));
    function(&desk, TF_KEY_CARET_RIGHT, 0);
    assert_int_equal(tf_editor_caret(desk.editor), strlen("שלו"));
    assert_int_equal(tf_editor_set(desk.editor, "x" FAMILY FLAG), TF_OK);
    function(&desk, TF_KEY_CARET_LEFT, 0);
    function(&desk, TF_KEY_CARET_LEFT, 0);
    assert_int_equal(tf_editor_caret(desk.editor), 1);
    desk_close(&desk);
}

static void direction_is_the_paragraphs_own(void **state)
{
    (void)state;
    assert_false(tf_typing_is_rtl("abc", 1, true));
    assert_true(tf_typing_is_rtl("12 שלום abc", 12, false));
    assert_true(tf_typing_is_rtl("123", 3, true));
    assert_false(tf_typing_is_rtl("", 0, false));
    assert_true(tf_typing_is_rtl("abc\nשלום", strlen("abc\nש"), false));
    assert_false(tf_typing_is_rtl("abc\nשלום", 3, true));
    assert_false(tf_typing_is_rtl("abc\nשלום", 1, true));
}

static void the_second_tap_on_a_word_selects_it(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    size_t begin;
    size_t end;
    assert_int_equal(tf_editor_set(desk.editor, "open space wall"), TF_OK);
    tf_typing_tap(desk.typing, desk.editor, 7);
    assert_int_equal(tf_editor_caret(desk.editor), 7);
    tf_typing_tap(desk.typing, desk.editor, 10); /* its end */
    tf_editor_selection(desk.editor, &begin, &end);
    assert_int_equal(begin, 5);
    assert_int_equal(end, 10);
    tf_typing_tap(desk.typing, desk.editor, 15);
    tf_editor_selection(desk.editor, &begin, &end);
    assert_int_equal(begin, end);
    tf_typing_tap(desk.typing, desk.editor, 1); /* another word */
    assert_int_equal(tf_editor_caret(desk.editor), 1);
    type(&desk, "x"); /* something between: a first tap again */
    tf_typing_tap(desk.typing, desk.editor, 2);
    tf_editor_selection(desk.editor, &begin, &end);
    assert_int_equal(begin, end);
    tf_editor_to(desk.editor, strlen(tf_editor_text(desk.editor)), false);
    function(&desk, TF_KEY_SELECT_WORD, 0);
    type(&desk, "yard");
    assert_text(desk, "oxpen space yard");
    function(&desk, TF_KEY_SELECT_ALL, 0);
    function(&desk, TF_KEY_BACKSPACE, 0);
    assert_text(desk, "");
    desk_close(&desk);
}

static void enter_ends_a_line_or_the_field(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    assert_int_equal(function(&desk, TF_KEY_NEW_LINE, 0).effect, TF_TYPING_DONE);
    assert_text(desk, "");
    desk_close(&desk);
    desk = desk_for(TF_TEXT_ABOUT, "en");
    type(&desk, "a");
    assert_int_equal(function(&desk, TF_KEY_NEW_LINE, 0).effect, TF_TYPING_TEXT);
    type(&desk, "b");
    assert_text(desk, "a\nb");
    desk_close(&desk);
}

static void undo_and_redo_say_when_there_is_nothing(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    static const enum tf_key_function NEED_TEXT[] = {
        TF_KEY_BACKSPACE, TF_KEY_UNDO, TF_KEY_REDO, TF_KEY_SELECT_ALL, TF_KEY_CARET_LEFT, TF_KEY_SELECT_WORD};
    for (size_t i = 0; i < sizeof(NEED_TEXT) / sizeof(NEED_TEXT[0]); i++) {
        assert_non_null(tf_typing_why_not(desk.state, desk.editor, NEED_TEXT[i]));
        function(&desk, NEED_TEXT[i], 0); /* harmless all the same */
    }
    assert_text(desk, "");
    type(&desk, "word");
    assert_null(tf_typing_why_not(desk.state, desk.editor, TF_KEY_UNDO));
    function(&desk, TF_KEY_UNDO, 0);
    assert_text(desk, "");
    assert_null(tf_typing_why_not(desk.state, desk.editor, TF_KEY_REDO));
    function(&desk, TF_KEY_REDO, 0);
    assert_text(desk, "word");
    assert_null(tf_typing_why_not(desk.state, desk.editor, TF_KEY_SHIFT));
    desk_close(&desk);
}

static void a_full_text_says_so(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    struct tf_arena arena;
    tf_arena_init(&arena);
    assert_string_equal(tf_typing_left(&arena, TF_LANG_EN, desk.editor), "");
    for (int i = 0; i < TF_TITLE_GRAPHEMES_MAX; i++) {
        if (i == TF_TITLE_GRAPHEMES_MAX - 12) {
            assert_string_equal(tf_typing_left(&arena, TF_LANG_EN, desk.editor), "12 characters left");
        }
        assert_int_equal(press(&desk, "a").effect, TF_TYPING_TEXT);
    }
    struct tf_typing_result result = press(&desk, "a");
    assert_int_equal(result.effect, TF_TYPING_REFUSED);
    assert_non_null(result.sentence);
    assert_int_equal(tf_text_graphemes(tf_editor_text(desk.editor)), TF_TITLE_GRAPHEMES_MAX);
    assert_string_equal(tf_typing_left(&arena, TF_LANG_EN, desk.editor), "0 characters left");
    tf_arena_free(&arena);
    desk_close(&desk);
}

static void every_layout_can_be_found_and_used(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    function(&desk, TF_KEY_PAGE, TF_TYPING_LAYOUTS);
    assert_int_equal(desk.state->page, TF_TYPING_LAYOUTS);
    size_t seen = 0;
    for (size_t f = 0; f < desk.state->family_count; f++) {
        const struct tf_typing_family *family = &desk.state->families[f];
        assert_int_equal(family->first, seen);
        seen += family->count;
        if (f > 0) {
            assert_string_not_equal(family->name, desk.state->families[f - 1].name);
        }
    }
    assert_int_equal(seen, tf_keymap_list_count(desk.state->layouts));
    for (size_t f = 0; f < desk.state->family_count; f++) {
        if (strcmp(desk.state->families[f].name, "French") == 0) {
            function(&desk, TF_KEY_FAMILY, f);
            assert_int_equal(desk.state->page, TF_TYPING_FAMILY);
            assert_int_equal(desk.state->family, f);
            function(&desk, TF_KEY_LAYOUT, desk.state->families[f].first);
            break;
        }
    }
    assert_int_equal(desk.state->page, TF_TYPING_LETTERS);
    assert_string_equal(desk.state->layout->layout, "fr");
    type(&desk, "azerty");
    assert_text(desk, "azerty");
    desk_close(&desk);
}

static void a_language_that_needs_an_input_method_goes_to_the_phone(void **state)
{
    (void)state;
    const char *languages[] = {"ja", NULL};
    struct desk desk;
    assert_int_equal(tf_typing_create(&desk.typing, TF_LANG_JA, languages), TF_OK);
    assert_int_equal(tf_editor_create(&desk.editor, TF_TEXT_TITLE), TF_OK);
    desk.state = tf_typing_state(desk.typing);
    assert_string_equal(desk.state->layout->layout, "us"); /* the first that can be typed */
    function(&desk, TF_KEY_QUICK, 0);
    assert_int_equal(desk.state->page, TF_TYPING_PHONE);
    assert_string_equal(desk.state->on_phone->language, "ja");
    function(&desk, TF_KEY_PAGE, TF_TYPING_LETTERS);
    assert_int_equal(desk.state->page, TF_TYPING_LETTERS);
    desk_close(&desk);
}

static void intents_of_others_do_nothing(void **state)
{
    (void)state;
    struct desk desk = desk_for(TF_TEXT_TITLE, "en");
    static const struct tf_intent OTHERS[] = {
        {TF_INTENT_HOME, 0, 0},
        {TF_INTENT_KEY_FUNCTION, TF_KEY_FUNCTION_COUNT, 0},
        {TF_INTENT_KEY_FUNCTION, UINT64_MAX, 0},
        {TF_INTENT_KEY_FUNCTION, TF_KEY_PAGE, UINT64_MAX},
        {TF_INTENT_KEY_FUNCTION, TF_KEY_PAGE, TF_TYPING_PHONE},
        {TF_INTENT_KEY_FUNCTION, TF_KEY_QUICK, 99},
        {TF_INTENT_KEY_FUNCTION, TF_KEY_FAMILY, 0},
        {TF_INTENT_KEY_FUNCTION, TF_KEY_LAYOUT, UINT64_MAX},
        {TF_INTENT_KEY_FUNCTION, TF_KEY_EMOJI_GROUP, 99},
        {TF_INTENT_KEY_TEXT, 100000, TF_KEY_TEXT_SIGN},
        {TF_INTENT_KEY_TEXT, UINT64_MAX, TF_KEY_TEXT_EMOJI},
        {TF_INTENT_KEY_TEXT, 0, TF_KEY_TEXT_ACCENT},
    };
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        assert_int_equal(tf_typing_press(desk.typing, desk.editor, OTHERS[i]).effect, TF_TYPING_NOTHING);
    }
    assert_text(desk, "");
    desk_close(&desk);
}

static struct tf_intent any_intent(struct tf_rng *rng, const struct tf_typing_state *state)
{
    uint64_t dice = tf_rng_below(rng, 10);
    if (dice < 5) {
        const struct tf_keymap_row *row = tf_keymap_row(state->keymap, tf_rng_below(rng, TF_KEYMAP_ROWS));
        if (row->count > 0) {
            const struct tf_keymap_key *key = &row->keys[tf_rng_below(rng, (uint32_t)row->count)];
            return (struct tf_intent){TF_INTENT_KEY, key->keysym[tf_typing_level(state, key)], 0};
        }
    }
    if (dice < 7) {
        return (struct tf_intent){TF_INTENT_KEY_TEXT, tf_rng_below(rng, 60), tf_rng_below(rng, 4)};
    }
    return (struct tf_intent){TF_INTENT_KEY_FUNCTION, tf_rng_below(rng, TF_KEY_FUNCTION_COUNT + 1),
                              tf_rng_below(rng, tf_rng_below(rng, 2) ? 8 : 600)};
}

static void whatever_is_mashed_the_text_stays_whole(void **state)
{
    (void)state;
    uint64_t seed = (uint64_t)time(NULL);
    print_message("seed %llu\n", (unsigned long long)seed);
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    for (int kind = TF_TEXT_TITLE; kind <= TF_TEXT_ABOUT; kind++) {
        struct desk desk = desk_for((enum tf_text_kind)kind, kind == TF_TEXT_NAME ? "ar" : "hi");
        tf_typing_focus(desk.typing, desk.editor, true);
        for (int i = 0; i < 20000; i++) {
            const char *text = tf_editor_text(desk.editor);
            if (tf_rng_below(&rng, 12) == 0) {
                tf_typing_tap(desk.typing, desk.editor, tf_rng_below(&rng, (uint32_t)strlen(text) + 4));
            } else {
                tf_typing_press(desk.typing, desk.editor, any_intent(&rng, desk.state));
            }
            text = tf_editor_text(desk.editor);
            size_t caret = tf_editor_caret(desk.editor);
            assert_true(tf_text_is_valid(text, strlen(text)));
            assert_true(caret <= strlen(text));
            if (caret > 0) {
                assert_int_equal(tf_text_next(text, tf_text_prev(text, caret)), caret);
            }
            assert_true(desk.state->page < TF_TYPING_PAGE_COUNT);
            assert_true(desk.state->accent_count <= TF_KEYMAP_ACCENTS_MAX);
            assert_true(desk.state->quick_count <= TF_TYPING_QUICK_MAX);
        }
        char *clean = NULL;
        enum tf_err err = tf_text_clean(&clean, tf_editor_text(desk.editor),
                                        strlen(tf_editor_text(desk.editor)), (enum tf_text_kind)kind);
        assert_true(err == TF_OK || err == TF_ERR_INVALID || err == TF_ERR_LIMIT);
        free(clean);
        desk_close(&desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_type_their_letters),
        cmocka_unit_test(the_languages_of_screen_and_gathering_are_at_hand),
        cmocka_unit_test(shift_is_for_one_key_and_twice_for_all),
        cmocka_unit_test(altgr_is_for_one_key),
        cmocka_unit_test(a_title_begins_with_a_large_letter),
        cmocka_unit_test(scripts_without_large_letters_are_left_alone),
        cmocka_unit_test(a_dead_key_waits_and_backspace_takes_it_back),
        cmocka_unit_test(an_accent_replaces_the_letter_before_the_caret),
        cmocka_unit_test(signs_and_emoji_are_typed_whole),
        cmocka_unit_test(arrows_go_where_they_point),
        cmocka_unit_test(direction_is_the_paragraphs_own),
        cmocka_unit_test(the_second_tap_on_a_word_selects_it),
        cmocka_unit_test(enter_ends_a_line_or_the_field),
        cmocka_unit_test(undo_and_redo_say_when_there_is_nothing),
        cmocka_unit_test(a_full_text_says_so),
        cmocka_unit_test(every_layout_can_be_found_and_used),
        cmocka_unit_test(a_language_that_needs_an_input_method_goes_to_the_phone),
        cmocka_unit_test(intents_of_others_do_nothing),
        cmocka_unit_test(whatever_is_mashed_the_text_stays_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
