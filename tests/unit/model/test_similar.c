/* What is on the wall like the title being typed. */
#include "model/similar.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct tf_similar *on(const struct tf_board *board)
{
    struct tf_similar *similar;
    assert_int_equal(tf_similar_create(&similar), TF_OK);
    assert_int_equal(tf_similar_set_board(similar, board), TF_OK);
    return similar;
}

static struct tf_board *put_title(struct tf_board *board, uint64_t id, const char *title,
                                  const char *subtitle, enum tf_session_state state)
{
    char code[9];
    tf_command_code(code, id * 7919);
    struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key = {0, id}},
        .code = code,
        .state = state,
        .title = title,
        .subtitle = subtitle,
    };
    support_put(&board, &session.record);
    return board;
}

static struct tf_board *wall(void)
{
    static const char *const TITLES[] = {
        "Compost for beginners",    "Wie wir Entscheidungen treffen, ohne dass jemand gewinnt",
        "A library of things",      "Reparaturcafé: Nähmaschinen",
        "حدائق على أسطح المدن",     "小さな町の図書館をどう続けるか",
        "Help wanted: a map",       "Bees on the roof",
        "Theater der Nachbarn",     "Teaching maths with string",
        "Workshop: Linux at home",  "Workshop: singing together",
        "Workshop: first aid",      "Workshop: bicycles",
        "Workshop: letter writing", "Workshop: sourdough",
    };
    struct tf_board *board = support_board("1 spaces, 1 slots");
    for (size_t i = 0; i < sizeof TITLES / sizeof TITLES[0]; i++) {
        board = put_title(board, 5000 + i, TITLES[i], i == 2 ? "Bibliothek der Dinge" : "", TF_SESSION_OPEN);
    }
    return board;
}

static uint64_t first(const struct tf_similar *similar, const char *title)
{
    uint64_t found[3] = {0};
    return tf_similar_find(similar, title, 0, found, 3) > 0 ? found[0] : 0;
}

static void it_finds_while_one_still_types(void **state)
{
    (void)state;
    struct tf_board *board = wall();
    struct tf_similar *similar = on(board);
    assert_int_equal(first(similar, "Com"), 0);
    assert_int_equal(first(similar, "Compo"), 5000);
    assert_int_equal(first(similar, "compost FOR"), 5000);
    assert_int_equal(first(similar, "Composting for beginners"), 5000);
    assert_int_equal(first(similar, "Entscheidungen tre"), 5001);
    assert_int_equal(first(similar, "Bees"), 5007);
    tf_similar_destroy(similar);
    tf_board_unref(board);
}

static void case_accents_and_scripts_do_not_hide_it(void **state)
{
    (void)state;
    struct tf_board *board = wall();
    struct tf_similar *similar = on(board);
    assert_int_equal(first(similar, "reparaturcafe"), 5003);
    assert_int_equal(first(similar, "NÄHMASCHINEN reparieren"), 5003);
    assert_int_equal(first(similar, "أسطح المدن"), 5004);
    assert_int_equal(first(similar, "図書館"), 5005);
    assert_int_equal(first(similar, "Eine Bibliothek der Dinge"),
                     5002); /* the subtitle, in the other language */
    tf_similar_destroy(similar);
    tf_board_unref(board);
}

static void what_is_in_many_titles_says_little(void **state)
{
    (void)state;
    struct tf_board *board = wall();
    struct tf_similar *similar = on(board);
    assert_int_equal(first(similar, "Workshop"), 0);
    assert_int_equal(first(similar, "Workshop: calligraphy"), 0);
    assert_int_equal(first(similar, "Workshop: bicycle"), 5013);
    assert_int_equal(first(similar, "For the people"), 0);
    assert_int_equal(first(similar, "Quantum gravity"), 0);
    tf_similar_destroy(similar);
    tf_board_unref(board);
}

static void the_most_alike_comes_first_and_no_more_than_asked(void **state)
{
    (void)state;
    struct tf_board *board = wall();
    board = put_title(board, 6001, "Bees", "", TF_SESSION_OPEN);
    board = put_title(board, 6002, "Bees on the roof again", "", TF_SESSION_OPEN);
    struct tf_similar *similar = on(board);
    uint64_t found[4];
    assert_int_equal(tf_similar_find(similar, "Bees on the roof", 0, found, 4), 3);
    assert_int_equal(found[0], 5007);
    assert_int_equal(found[1], 6002);
    assert_int_equal(tf_similar_find(similar, "Bees on the roof", 5007, found, 1), 1);
    assert_int_equal(found[0], 6002);
    assert_int_equal(tf_similar_find(similar, "Bees on the roof", 0, found, 0), 0);
    tf_similar_destroy(similar);
    tf_board_unref(board);
}

static void only_living_sessions_count_and_boards_are_followed(void **state)
{
    (void)state;
    struct tf_board *board = wall();
    struct tf_similar *similar = on(board);
    board = put_title(board, 6001, "Silent disco", "", TF_SESSION_OPEN);
    assert_int_equal(first(similar, "Silent disco"), 0); /* not told yet */
    assert_int_equal(tf_similar_set_board(similar, board), TF_OK);
    assert_int_equal(first(similar, "Silent disco"), 6001);
    board = put_title(board, 6001, "Silent disco", "", TF_SESSION_WITHDRAWN);
    assert_int_equal(tf_similar_set_board(similar, board), TF_OK);
    assert_int_equal(first(similar, "Silent disco"), 0);
    board = put_title(board, 6001, "Loud disco", "", TF_SESSION_OPEN);
    support_remove(&board, TF_KIND_SESSION, (struct tf_key){0, 5000});
    assert_int_equal(tf_similar_set_board(similar, board), TF_OK);
    assert_int_equal(first(similar, "Loud disco"), 6001);
    assert_int_equal(first(similar, "Compost for beginners"), 0);
    tf_similar_destroy(similar);
    tf_board_unref(board);
}

/* Followed through many random changes, it finds what one made from the last board alone finds. */
static void following_is_as_good_as_beginning_anew(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("following_is_as_good_as_beginning_anew"));
    struct tf_board *board = wall();
    struct tf_similar *followed = on(board);
    char text[200], titles[8][200];
    for (int round = 0; round < 200; round++) {
        uint64_t id = 5000 + tf_rng_below(&rng, 40);
        support_random_text(&rng, text, sizeof text);
        memcpy(titles[round % 8], text, sizeof text);
        board = put_title(board, id, text[0] != '\0' ? text : "x", "",
                          tf_rng_below(&rng, 4) == 0 ? TF_SESSION_HIDDEN : TF_SESSION_OPEN);
        assert_int_equal(tf_similar_set_board(followed, board), TF_OK);
    }
    struct tf_similar *anew = on(board);
    for (size_t i = 0; i < 8; i++) {
        uint64_t a[8] = {0}, b[8] = {0};
        assert_int_equal(tf_similar_find(followed, titles[i], 0, a, 8),
                         tf_similar_find(anew, titles[i], 0, b, 8));
        assert_memory_equal(a, b, sizeof a);
    }
    tf_similar_destroy(anew);
    tf_similar_destroy(followed);
    tf_board_unref(board);
}

static void nothing_typed_can_trouble_it(void **state)
{
    (void)state;
    struct tf_board *board = wall(), *empty = NULL;
    struct tf_similar *similar = on(board);
    char longest[481], zalgo[481] = "";
    memset(longest, 'a', 480);
    longest[480] = '\0';
    for (size_t i = 0; i + 2 < sizeof zalgo; i += 2) {
        memcpy(zalgo + i, "\xcc\x81", 3);
    }
    assert_int_equal(first(similar, ""), 0);
    assert_int_equal(first(similar, "   "), 0);
    assert_int_equal(first(similar, longest), 0);
    assert_int_equal(first(similar, zalgo), 0);
    assert_int_equal(first(similar, "\xff\xfe"), 0);
    tf_similar_destroy(similar);
    tf_board_unref(board);
    assert_int_equal(tf_board_create(&empty), TF_OK);
    similar = on(empty);
    assert_int_equal(first(similar, "Compost"), 0);
    tf_similar_destroy(similar);
    tf_board_unref(empty);
}

static double ms_since(const struct timespec *from)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - from->tv_sec) * 1e3 + (double)(now.tv_nsec - from->tv_nsec) / 1e6;
}

/* A keystroke has 16.7 ms to reach the glass; the limit here is wide, for sanitisers on a busy machine. */
static void a_keystroke_among_a_thousand_sessions_is_quick(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, 11);
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    for (uint64_t i = 0; i < 1000; i++) {
        char title[160], code[9];
        snprintf(title, sizeof title, "Session %llu about %s %llu",
                 (unsigned long long)tf_rng_below(&rng, 900),
                 i % 3 == 0 ? "neighbourhoods and gardens" : "music, maths and machines",
                 (unsigned long long)tf_rng_u64(&rng));
        tf_command_code(code, i);
        struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, i + 1}},
                                     .code = code,
                                     .title = i == 500 ? "A hedgehog for each neighbourhood" : title};
        const struct tf_record *copy = NULL;
        assert_int_equal(tf_record_copy(&copy, &session.record), TF_OK);
        assert_int_equal(tf_board_load(board, copy), TF_OK);
        tf_record_unref(copy);
    }
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    struct timespec from;
    clock_gettime(CLOCK_MONOTONIC, &from);
    struct tf_similar *similar = on(board);
    print_message("1,000 sessions folded in %.1f ms\n", ms_since(&from));
    clock_gettime(CLOCK_MONOTONIC, &from);
    size_t found_count = 0;
    for (int i = 0; i < 20; i++) {
        uint64_t found[3];
        found_count += tf_similar_find(similar, "Hedgehogs for the neighbourhood", 0, found, 3);
    }
    double ms = ms_since(&from) / 20;
    print_message("a keystroke in %.2f ms\n", ms);
    assert_int_equal(found_count, 20);
    assert_true(ms < 30);
    tf_similar_destroy(similar);
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_finds_while_one_still_types),
        cmocka_unit_test(case_accents_and_scripts_do_not_hide_it),
        cmocka_unit_test(what_is_in_many_titles_says_little),
        cmocka_unit_test(the_most_alike_comes_first_and_no_more_than_asked),
        cmocka_unit_test(only_living_sessions_count_and_boards_are_followed),
        cmocka_unit_test(following_is_as_good_as_beginning_anew),
        cmocka_unit_test(nothing_typed_can_trouble_it),
        cmocka_unit_test(a_keystroke_among_a_thousand_sessions_is_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
