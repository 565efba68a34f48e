/* What a session says that came second to a place. */
#include "words/words_gave_way.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *said_at(struct tf_board *board, struct tf_arena *arena, const char *title,
                           enum tf_role role, int64_t now_s)
{
    struct tf_zone *zone = NULL;
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    const char *text = tf_words_gave_way(arena, TF_LANG_EN, zone, board,
                                         tf_board_session(board, support_session(board, title)), role, now_s);
    tf_zone_close(zone);
    return text;
}

static const char *said(struct tf_board *board, struct tf_arena *arena, const char *title)
{
    return said_at(board, arena, title, TF_ROLE_GUEST, SUPPORT_10H00_S);
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

static void what_is_over_or_kept_as_it_is_is_not_offered(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_board *board =
        board_where_ants_gave_way_to_bees("2 spaces, 3 slots, Bees in A at 11:00, Crows in B at 11:00, Ants");
    const char *text = said_at(board, &arena, "Ants", TF_ROLE_GUEST, SUPPORT_10H00_S + 3600);
    assert_non_null(strstr(text, "12:00"));
    assert_null(strstr(text, "10:00")); /* it is 11:00 */
    struct tf_gathering gathering = *tf_board_gathering(board);
    gathering.freeze_min = 60;
    support_put(&board, &gathering.record);
    text = said_at(board, &arena, "Ants", TF_ROLE_GUEST, SUPPORT_10H00_S + 3600);
    assert_non_null(strstr(text, "Bees"));
    assert_null(strstr(text, "Free near it"));
    text = said_at(board, &arena, "Ants", TF_ROLE_HELPER, SUPPORT_10H00_S + 3600);
    assert_non_null(strstr(text, "12:00"));
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
        cmocka_unit_test(what_is_over_or_kept_as_it_is_is_not_offered),
        cmocka_unit_test(one_that_still_has_a_place_says_so),
        cmocka_unit_test(nobody_is_told_the_title_of_what_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
