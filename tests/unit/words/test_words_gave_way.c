/* What a session says that came second to a place. */
#include "words/words_gave_way.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *said(struct tf_board *board, struct tf_arena *arena, const char *title)
{
    struct tf_zone *zone = NULL;
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    const char *text = tf_words_gave_way(arena, TF_LANG_EN, zone, board,
                                         tf_board_session(board, support_session(board, title)));
    tf_zone_close(zone);
    return text;
}

static struct tf_board *board_where_ants_gave_way_to_bees(const char *description)
{
    struct tf_board *board = support_board(description);
    struct tf_session ants = *tf_board_session(board, support_session(board, "Ants"));
    ants.gave_way = support_session(board, "Bees");
    support_put(&board, &ants.record);
    return board;
}

static void it_says_to_whom_and_what_is_free_near_that_place(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_board *board = board_where_ants_gave_way_to_bees("2 spaces, 2 slots, Bees in A at 10:00, Ants");
    const char *text = said(board, &arena, "Ants");
    assert_non_null(strstr(text, "Bees"));
    assert_non_null(strstr(text, "was first"));
    assert_non_null(strstr(text, "Free near it"));
    assert_non_null(strstr(text, "10:00"));
    assert_string_equal(said(board, &arena, "Bees"), "");
    tf_board_unref(board);
    tf_arena_free(&arena);
}

static void where_nothing_is_free_nothing_is_offered(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_board *board = board_where_ants_gave_way_to_bees("1 spaces, 1 slots, Bees in A at 10:00, Ants");
    const char *text = said(board, &arena, "Ants");
    assert_non_null(strstr(text, "Bees"));
    assert_null(strstr(text, "Free near it"));
    tf_board_unref(board);
    tf_arena_free(&arena);
}

static void one_that_still_has_a_place_says_so(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_board *board =
        board_where_ants_gave_way_to_bees("2 spaces, 2 slots, Bees in A at 10:00, Ants in B at 10:00");
    assert_non_null(strstr(said(board, &arena, "Ants"), "where it was before"));
    tf_board_unref(board);
    tf_arena_free(&arena);
}

static void nobody_is_told_the_title_of_what_is_hidden(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_board *board = board_where_ants_gave_way_to_bees("1 spaces, 1 slots, Bees, Ants");
    struct tf_session bees = *tf_board_session(board, support_session(board, "Bees"));
    bees.state = TF_SESSION_HIDDEN;
    support_put(&board, &bees.record);
    assert_string_equal(said(board, &arena, "Ants"), "");
    tf_board_unref(board);
    tf_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_to_whom_and_what_is_free_near_that_place),
        cmocka_unit_test(where_nothing_is_free_nothing_is_offered),
        cmocka_unit_test(one_that_still_has_a_place_says_so),
        cmocka_unit_test(nobody_is_told_the_title_of_what_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
