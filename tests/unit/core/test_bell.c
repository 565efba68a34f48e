/* When the bell rings, and when it does not. */
#include "core/bell.h"
#include "schedule_kit.h"

static void it_rings_as_a_row_begins_nears_its_end_and_ends(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 3 slots, break 11:00"); /* an hour each */
    set_format(&board, "open-space", TF_PHASE_SESSIONS);
    int64_t ten = SUPPORT_10H00_S;
    assert_int_equal(tf_bell_between(board, ten - 1, ten), TF_BELL_BEGIN);
    assert_int_equal(tf_bell_between(board, ten, ten + 3299), TF_BELL_NONE);
    assert_int_equal(tf_bell_between(board, ten + 3299, ten + 3300), TF_BELL_SOON_OVER);
    assert_int_equal(tf_bell_between(board, ten + 3300, ten + 3600), TF_BELL_END);
    assert_int_equal(tf_bell_between(board, ten + 3600, ten + 7199),
                     TF_BELL_NONE); /* the break is nobody's */
    assert_int_equal(tf_bell_between(board, ten + 7199, ten + 7260), TF_BELL_BEGIN);
    tf_board_unref(board);
}

static void where_one_begins_as_another_ends_beginning_is_heard(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 2 slots");
    set_format(&board, "open-space", TF_PHASE_SESSIONS);
    assert_int_equal(tf_bell_between(board, SUPPORT_10H00_S + 3590, SUPPORT_10H00_S + 3610), TF_BELL_BEGIN);
    tf_board_unref(board);
}

static void in_other_phases_it_is_silent(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 2 slots");
    for (int phase = 0; phase < TF_PHASE_COUNT; phase++) {
        set_format(&board, "open-space", (enum tf_phase)phase);
        bool rings = tf_bell_between(board, SUPPORT_10H00_S - 1, SUPPORT_10H00_S) != TF_BELL_NONE;
        assert_int_equal(rings, phase == TF_PHASE_SESSIONS);
    }
    tf_board_unref(board);
    assert_int_equal(tf_board_create(&board), TF_OK);
    assert_int_equal(tf_bell_between(board, 0, SUPPORT_10H00_S), TF_BELL_NONE); /* and before any event */
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_rings_as_a_row_begins_nears_its_end_and_ends),
        cmocka_unit_test(where_one_begins_as_another_ends_beginning_is_heard),
        cmocka_unit_test(in_other_phases_it_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
