/* What holds for every board: each thing broken, one by one. */
#include "core/board.h"

#include "base/limits.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void load(struct tf_board *board, const struct tf_record *from)
{
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, from), TF_OK);
    assert_int_equal(tf_board_load(board, record), TF_OK);
    tf_record_unref(record);
}

/* A board of one's own with the records of another, to break. */
static struct tf_board *loose(const char *description)
{
    struct tf_board *from = support_board(description), *board;
    assert_int_equal(tf_board_create(&board), TF_OK);
    for (int i = 0; i < TF_KIND_COUNT; i++) {
        for (struct tf_table_iter it = tf_table_first(from->tables[i]); it.record; tf_table_next(&it)) {
            assert_int_equal(tf_board_load(board, it.record), TF_OK);
        }
    }
    tf_board_unref(from);
    return board;
}

static void assert_broken(struct tf_board *board, const char *where, const char *what)
{
    struct tf_problem problem = {.what = ""};
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    assert_int_equal(tf_board_check(board, &problem), TF_ERR_CORRUPT);
    assert_string_equal(problem.where, where);
    if (!strstr(problem.what, what)) {
        fail_msg("'%s' is said, not '%s'", problem.what, what);
    }
    assert_int_equal(tf_board_check(board, NULL), TF_ERR_CORRUPT);
    tf_board_unref(board);
}

#define DESCRIPTION                                                                                          \
    "3 spaces, 4 slots, 2 days, break 12:00, closed C, Compost in A at 10:00, Bees in B at 11:00, Rain"

static void a_record_of_wrong_form_is_found(void **state)
{
    (void)state;
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_news bad = {.record = {.kind = TF_KIND_NEWS, .key.id = 6}, .text = ""};
    load(board, &bad.record);
    assert_broken(board, "news 6", "(text)");
}

static void things_without_an_event_are_found(void **state)
{
    (void)state;
    struct tf_board *board;
    assert_int_equal(tf_board_create(&board), TF_OK);
    struct tf_news lunch = {.record = {.kind = TF_KIND_NEWS, .key.id = 6}, .text = "Lunch"};
    load(board, &lunch.record);
    assert_broken(board, "", "no event is set up");
}

static void two_spaces_in_one_position_are_found(void **state)
{
    (void)state;
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_space space = *tf_board_space(board, 102);
    space.position = 0;
    load(board, &space.record);
    assert_broken(board, "space 102", "same position");
}

static void two_sessions_with_one_code_are_found(void **state)
{
    (void)state;
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_session session = *tf_board_session(board, 1003);
    session.code = "CARD2";
    load(board, &session.record);
    struct tf_problem problem;
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    assert_int_equal(tf_board_check(board, &problem), TF_ERR_CORRUPT);
    assert_non_null(strstr(problem.what, "same code"));
    tf_board_unref(board);
}

static void rows_that_overlap_are_found(void **state)
{
    (void)state;
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_slot slot = *tf_board_slot(board, 201);
    slot.end++;
    load(board, &slot.record);
    assert_broken(board, "slot 202", "overlap");

    board = loose(DESCRIPTION); /* the last row of the first day says it is of the second */
    slot = *tf_board_slot(board, 202);
    slot.day++;
    load(board, &slot.record);
    assert_broken(board, "slot 202", "overlap, or their days are not in order");
}

static void too_many_days_are_found(void **state)
{
    (void)state;
    struct tf_board *board = loose("1 space");
    for (uint64_t i = 0; i <= TF_DAYS_MAX; i++) {
        struct tf_slot slot = {
            .record = {.kind = TF_KIND_SLOT, .key.id = 1 + i},
            .day = SUPPORT_DAY + (int64_t)i,
            .start = SUPPORT_10H00_S + (int64_t)i * 86400,
            .end = SUPPORT_10H00_S + (int64_t)i * 86400 + 60,
        };
        load(board, &slot.record);
    }
    assert_broken(board, "", "more days");
}

static struct tf_placement placement_of(const struct tf_board *board, uint64_t id)
{
    return *TF_PLACEMENT(tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){.id = id}));
}

static void a_placement_that_leads_nowhere_is_found(void **state)
{
    (void)state;
    static const struct {
        uint64_t session, space, slot, last_slot;
        const char *what;
    } cases[] = {
        {77, 101, 201, 201, "session that does not exist"},
        {1001, 77, 201, 201, "space that does not exist"},
        {1001, 101, 77, 201, "row that does not exist"},
        {1001, 101, 201, 77, "row that does not exist"},
        {1001, 101, 203, 203, "break"},
        {1001, 101, 201, 203, "break"},
        {1001, 101, 202, 201, "not of one day"},
        {1001, 101, 202, 205, "not of one day"},
        {1001, 103, 201, 201, "closed"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct tf_board *board = loose(DESCRIPTION);
        struct tf_placement placement = placement_of(board, 2001);
        placement.session = cases[i].session;
        placement.space = cases[i].space;
        placement.slot = cases[i].slot;
        placement.last_slot = cases[i].last_slot;
        load(board, &placement.record);
        assert_broken(board, "placement 2001", cases[i].what);
    }
}

static void two_in_a_cell_are_found(void **state)
{
    (void)state;
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_placement placement = placement_of(board, 2002);
    placement.space = 101;
    placement.slot = 201; /* over both rows: covers Compost's */
    load(board, &placement.record);
    assert_broken(board, "placement 2002", "one cell");
}

static void a_state_that_the_grid_denies_is_found(void **state)
{
    (void)state;
    static const enum tf_session_state states[] = {TF_SESSION_OPEN, TF_SESSION_HIDDEN, TF_SESSION_WITHDRAWN};
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        struct tf_board *board = loose(DESCRIPTION);
        struct tf_session session = *tf_board_session(board, 1001);
        session.state = states[i];
        load(board, &session.record);
        assert_broken(board, "session 1001", "placed without");
    }
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_session session = *tf_board_session(board, 1003);
    session.state = TF_SESSION_PLACED;
    load(board, &session.record);
    assert_broken(board, "session 1003", "placed without");
}

static void merge(struct tf_board *board, uint64_t id, uint64_t into)
{
    struct tf_session session = *tf_board_session(board, id);
    session.state = TF_SESSION_MERGED;
    session.merged_into = into;
    load(board, &session.record);
}

static void a_merge_into_nothing_or_round_in_a_circle_is_found(void **state)
{
    (void)state;
    struct tf_board *board = loose("1 space, One, Two, Three");
    merge(board, 1001, 1002);
    merge(board, 1002, 1003); /* a chain is fine */
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    merge(board, 1003, 1001);
    assert_broken(board, "session 1001", "circle");

    board = loose("1 space, One");
    merge(board, 1001, 5);
    assert_broken(board, "session 1001", "merged into a session that does not exist");
}

static void what_belongs_to_no_session_is_found(void **state)
{
    (void)state;
    struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {77, 3}}};
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {77, 3}}};
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {77, 3}}, .what = "Write"};
    const struct tf_record *const records[] = {&star.record, &note.record, &action.record};
    static const char *const where[] = {"star 3 of session 77", "note 3 of session 77",
                                        "action 3 of session 77"};
    for (size_t i = 0; i < 3; i++) {
        struct tf_board *board = loose(DESCRIPTION);
        load(board, records[i]);
        assert_broken(board, where[i], "does not exist");
    }
}

static void a_star_for_ones_own_session_is_found(void **state)
{
    (void)state;
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_session session = *tf_board_session(board, 1003);
    session.device = 44;
    load(board, &session.record);
    struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {1003, 44}}};
    load(board, &star.record);
    assert_broken(board, "star 44 of session 1003", "own session");
}

static void a_grid_of_other_records_is_found(void **state)
{
    (void)state;
    struct tf_board *board = loose(DESCRIPTION);
    struct tf_problem problem;
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    struct tf_space more = {.record = {.kind = TF_KIND_SPACE, .key.id = 150}, .name = "X", .position = 50};
    load(board, &more.record); /* and no tf_board_finish() */
    assert_int_equal(tf_board_check(board, &problem), TF_ERR_CORRUPT);
    assert_non_null(strstr(problem.what, "grid"));
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_of_wrong_form_is_found),
        cmocka_unit_test(things_without_an_event_are_found),
        cmocka_unit_test(two_spaces_in_one_position_are_found),
        cmocka_unit_test(two_sessions_with_one_code_are_found),
        cmocka_unit_test(rows_that_overlap_are_found),
        cmocka_unit_test(too_many_days_are_found),
        cmocka_unit_test(a_placement_that_leads_nowhere_is_found),
        cmocka_unit_test(two_in_a_cell_are_found),
        cmocka_unit_test(a_state_that_the_grid_denies_is_found),
        cmocka_unit_test(a_merge_into_nothing_or_round_in_a_circle_is_found),
        cmocka_unit_test(what_belongs_to_no_session_is_found),
        cmocka_unit_test(a_star_for_ones_own_session_is_found),
        cmocka_unit_test(a_grid_of_other_records_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
