/* What organisers are asked to look at: it flags, and does nothing else. */
#include "core/flags.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_flag_words *words_of(const char *text)
{
    struct tf_flag_words *words = NULL;
    assert_int_equal(tf_flag_words_read(&words, text, strlen(text), NULL), TF_OK);
    return words;
}

static void assert_found(const char *list, const char *text, const char *want)
{
    struct tf_flag_words *words = words_of(list);
    const char *found = tf_flag_words_in(words, text);
    if (want == NULL) {
        assert_null(found);
    } else {
        assert_non_null(found);
        assert_string_equal(found, want);
    }
    tf_flag_words_free(words);
}

static void a_word_is_found_whatever_its_case_accents_and_look_alike_letters(void **state)
{
    (void)state;
    assert_found("idiot", "What an IDIOT!", "idiot");
    assert_found("idiot", "Whät an ìdiöt", "idiot");
    assert_found("idiot", "іdіот", "idiot"); /* Cyrillic і, о, т */
    assert_found("idiot", "1d10t", "idiot");
    assert_found("idiot", "Ｉｄｉｏｔ", "idiot");
    assert_found("straße", "STRASSE", "straße");
    assert_found("غبي", "غَبي", "غبي");
}

static void a_word_inside_another_one_is_none(void **state)
{
    (void)state;
    assert_found("ass", "Assessing classes in Massachusetts", NULL);
    assert_found("ass", "(ass)", "ass");
    assert_found("ass", "a ass²", NULL);
    assert_found("hass*", "Hassrede im Netz", "hass");
    assert_found("hass*", "Der Fahrhass", NULL);
    assert_found("buy now", "Bees: buy  now!", "buy now");
}

static void writings_without_blanks_are_searched_through(void **state)
{
    (void)state;
    assert_found("馬鹿", "お馬鹿さん", "馬鹿");
}

static void comments_and_empty_lines_are_no_words(void **state)
{
    (void)state;
    struct tf_flag_words *words = words_of("# ours\r\n\r\n  spam \t\r\nscam\n");
    assert_int_equal(tf_flag_words_count(words), 2);
    tf_flag_words_free(words);
    words = words_of("");
    assert_int_equal(tf_flag_words_count(words), 0);
    tf_flag_words_free(words);
}

static void a_bad_list_is_refused_with_its_line(void **state)
{
    (void)state;
    struct tf_flag_words *words = NULL;
    struct tf_problem problem = {0};
    char *text = malloc(30000);
    assert_non_null(text);
    assert_int_equal(tf_flag_words_read(&words, "ok\n*\n", 5, &problem), TF_ERR_INVALID);
    assert_non_null(strstr(problem.what, "Line 2"));
    assert_int_equal(tf_flag_words_read(&words, "\xff\xfe", 2, &problem), TF_ERR_INVALID);
    memset(text, 'a', 300);
    assert_int_equal(tf_flag_words_read(&words, text, 300, &problem), TF_ERR_INVALID);
    for (size_t i = 0; i < 30000; i++) {
        text[i] = i % 2 == 0 ? 'a' : '\n';
    }
    assert_int_equal(tf_flag_words_read(&words, text, 30000, &problem), TF_ERR_LIMIT);
    assert_non_null(strstr(problem.what, "Line 2001"));
    assert_null(words);
    free(text);
}

static void host(struct tf_board **board, const char *title, const char *name)
{
    struct tf_session session = *tf_board_session(*board, support_session(*board, title));
    session.host = name;
    support_put(board, &session.record);
}

static size_t find(struct tf_flag out[8], const struct tf_board *board, const struct tf_flag_words *words)
{
    size_t count = 0;
    assert_int_equal(tf_flags_find(out, 8, &count, board, words), TF_OK);
    return count;
}

static void names_that_look_alike_are_flagged_and_the_same_name_is_not(void **state)
{
    (void)state;
    struct tf_flag flags[8];
    struct tf_board *board = support_board("1 spaces, 1 slots, Ants, Bees, Crows");
    host(&board, "Ants", "Mara, Tom");
    host(&board, "Bees", "mara");
    host(&board, "Crows", "José");
    assert_int_equal(find(flags, board, NULL), 0);
    host(&board, "Crows", "Kim, Mаra"); /* Cyrillic а */
    assert_int_equal(find(flags, board, NULL), 1);
    assert_int_equal(flags[0].kind, TF_FLAG_ALIKE);
    assert_true(flags[0].session != flags[0].other);
    uint64_t crows = support_session(board, "Crows");
    assert_true(flags[0].session == crows || flags[0].other == crows);
    host(&board, "Crows", "rnara"); /* two letters for one */
    assert_int_equal(find(flags, board, NULL), 1);
    tf_board_unref(board);
}

static void what_waits_comes_first_and_what_is_hidden_is_not_looked_at_again(void **state)
{
    (void)state;
    struct tf_flag flags[8];
    struct tf_board *board = support_board("1 spaces, 1 slots, Spam, Bees, Spam two");
    struct tf_flag_words *words = words_of("spam");
    struct tf_session session = *tf_board_session(board, support_session(board, "Bees"));
    session.state = TF_SESSION_HIDDEN;
    session.waits = TF_WAITS_APPROVAL;
    support_put(&board, &session.record);
    session = *tf_board_session(board, support_session(board, "Spam two"));
    session.state = TF_SESSION_HIDDEN;
    support_put(&board, &session.record);
    assert_int_equal(find(flags, board, words), 2);
    assert_int_equal(flags[0].kind, TF_FLAG_WAITS);
    assert_int_equal(flags[1].kind, TF_FLAG_WORD);
    assert_true(flags[1].session == support_session(board, "Spam"));
    assert_false(flags[1].in_notes);
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {support_session(board, "Bees"), 5}},
                           .happened = "We talked of spam."};
    support_put(&board, &note.record);
    assert_int_equal(find(flags, board, words), 3);
    assert_true(flags[2].in_notes);
    tf_flag_words_free(words);
    tf_board_unref(board);
}

static void it_is_fine(struct tf_board **board, const struct tf_flag *flag)
{
    char fine[TF_FLAGS_FINE_BYTES];
    struct tf_session session = *tf_board_session(*board, flag->session);
    tf_flags_fine(fine, &session, flag);
    session.fine = fine;
    support_put(board, &session.record);
}

static void what_somebody_looked_at_is_not_flagged_again_unless_the_words_change(void **state)
{
    (void)state;
    struct tf_flag flags[8];
    struct tf_board *board = support_board("1 spaces, 1 slots, Spam, Bees, Crows");
    struct tf_flag_words *words = words_of("spam");
    host(&board, "Bees", "Mara");
    host(&board, "Crows", "M\xd0\xb0ra"); /* Cyrillic а */
    assert_int_equal(find(flags, board, words), 2);
    it_is_fine(&board, &flags[0]);
    assert_int_equal(find(flags, board, words), 1);
    assert_int_equal(flags[0].kind, TF_FLAG_ALIKE);
    it_is_fine(&board, &flags[0]);
    assert_int_equal(find(flags, board, words), 0);
    struct tf_session session = *tf_board_session(board, support_session(board, "Spam"));
    session.about = "More spam than before";
    support_put(&board, &session.record); /* the title is still fine, what it is about is new */
    assert_int_equal(find(flags, board, words), 1);
    for (int i = 0; i < 20; i++) { /* however often: the newest are known */
        uint64_t hash = flags[0].hash;
        char about[40];
        it_is_fine(&board, &flags[0]);
        size_t count = find(flags, board, words);
        assert_true(count == 0 || flags[0].hash != hash);
        snprintf(about, sizeof about, "spam %d", i);
        session = *tf_board_session(board, support_session(board, "Spam"));
        session.about = about;
        support_put(&board, &session.record);
        assert_int_equal(find(flags, board, words), 1);
    }
    tf_flag_words_free(words);
    tf_board_unref(board);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_word_is_found_whatever_its_case_accents_and_look_alike_letters),
        TEST(a_word_inside_another_one_is_none),
        TEST(writings_without_blanks_are_searched_through),
        TEST(comments_and_empty_lines_are_no_words),
        TEST(a_bad_list_is_refused_with_its_line),
        TEST(names_that_look_alike_are_flagged_and_the_same_name_is_not),
        TEST(what_waits_comes_first_and_what_is_hidden_is_not_looked_at_again),
        TEST(what_somebody_looked_at_is_not_flagged_again_unless_the_words_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
