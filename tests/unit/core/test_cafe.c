/* A World Café's plan of a board: its tables, its rounds, its guests. */
#include "core/cafe.h"
#include "rules_kit.h"

static void set_people(struct tf_board **board, int64_t people)
{
    struct tf_gathering gathering = *tf_board_gathering(*board);
    gathering.people = people;
    support_put(board, &gathering.record);
}

static void open_spaces_are_tables_and_session_rows_are_rounds(void **state)
{
    (void)state;
    struct tf_board *board = support_board("5 spaces, 4 slots, closed C, break 12:00");
    struct tf_cafe cafe;
    assert_int_equal(tf_cafe_plan(&cafe, board, 0), TF_ERR_INVALID); /* nobody counted them */
    set_people(&board, 4);
    assert_int_equal(tf_cafe_plan(&cafe, board, 0), TF_ERR_INVALID); /* a host for each, and no guest */
    set_people(&board, 20);
    assert_int_equal(tf_cafe_plan(&cafe, board, 0), TF_OK);
    assert_int_equal(cafe.plan.tables, 4);
    assert_int_equal(cafe.plan.rounds, 3);
    assert_int_equal(cafe.plan.guests, 16);
    assert_string_equal(cafe.tables[2]->name, "D");
    assert_int_equal(cafe.rounds[2]->start, SUPPORT_DAY_S + 13 * 3600);
    tf_cafe_free(&cafe);
    set_people(&board, TF_ROTATION_GUESTS_MAX + 5);
    assert_int_equal(tf_cafe_plan(&cafe, board, 0), TF_ERR_LIMIT);
    assert_int_equal(tf_cafe_plan(&cafe, board, 7), TF_ERR_NOT_FOUND);
    tf_board_unref(board);
    assert_int_equal(tf_board_create(&board), TF_OK);
    assert_int_equal(tf_cafe_plan(&cafe, board, 0), TF_ERR_NOT_FOUND);
    tf_board_unref(board);
}

static void the_day_is_todays_or_the_next_with_rounds(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 1 slots, 3 days");
    assert_int_equal(tf_cafe_day(board, SUPPORT_DAY - 9), 0);
    assert_int_equal(tf_cafe_day(board, SUPPORT_DAY + 1), 1);
    assert_int_equal(tf_cafe_day(board, SUPPORT_DAY + 9), 2);
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_spaces_are_tables_and_session_rows_are_rounds),
        cmocka_unit_test(the_day_is_todays_or_the_next_with_rounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
