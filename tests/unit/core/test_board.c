#include "core/board.h"

#include "base/limits.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_event *event_create(uint64_t sequence)
{
    struct tf_event *event;
    struct tf_actor actor = {.role = TF_ROLE_GUEST};
    assert_int_equal(tf_event_create(&event, TF_VERB_EDIT, actor, SUPPORT_10H00_S + 7, sequence), TF_OK);
    event->sequence = sequence;
    return event;
}

static const struct tf_record *news(uint64_t id, const char *text)
{
    struct tf_news from = {.record = {.kind = TF_KIND_NEWS, .key.id = id}, .text = text};
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, &from.record), TF_OK);
    return record;
}

static void an_empty_board_has_an_empty_grid_and_is_sound(void **state)
{
    (void)state;
    struct tf_board *board;
    assert_int_equal(tf_board_create(&board), TF_OK);
    assert_int_equal(board->revision, 0);
    assert_null(tf_board_gathering(board));
    assert_null(tf_board_session_coded(board, "AB2CD"));
    assert_int_equal(board->grid->space_count, 0);
    assert_int_equal(board->grid->day_count, 0);
    assert_null(tf_grid_cell(board->grid, 0, 0));
    assert_int_equal(tf_grid_slot_at(board->grid, SUPPORT_10H00_S), -1);
    assert_null(tf_grid_placement_of(board->grid, 1, NULL));
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    tf_board_unref(tf_board_ref(board));
    tf_board_unref(board);
    tf_board_unref(NULL);
}

static void applying_makes_a_new_board_and_leaves_the_old_one(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00, Bees"), *next;
    struct tf_event *event = event_create(2);
    const struct tf_record *lunch = news(1, "Lunch");
    uint64_t hash = tf_board_hash(board);
    assert_int_equal(tf_event_add(event, NULL, lunch), TF_OK);
    assert_int_equal(tf_board_apply(&next, board, event), TF_OK);
    assert_int_equal(next->revision, 2);
    assert_int_equal(next->changed_at, SUPPORT_10H00_S + 7);
    assert_ptr_equal(tf_board_get(next, TF_KIND_NEWS, lunch->key), lunch);

    assert_int_equal(board->revision, 1);
    assert_null(tf_board_get(board, TF_KIND_NEWS, lunch->key));
    assert_int_equal(tf_board_hash(board), hash);
    assert_int_not_equal(tf_board_hash(next), hash);
    assert_false(tf_board_equal(board, next));

    /* What did not change is shared, and the grid is not made again for news. */
    for (int i = 0; i < TF_KIND_COUNT; i++) {
        assert_int_equal(board->tables[i] == next->tables[i], i != TF_KIND_NEWS);
    }
    assert_ptr_equal(board->grid, next->grid);
    tf_board_unref(board);
    assert_int_equal(tf_board_check(next, NULL), TF_OK);
    tf_record_unref(lunch);
    tf_event_unref(event);
    tf_board_unref(next);
}

static void a_change_that_does_not_fit_the_board_is_corrupt(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots"), *next = NULL;
    const struct tf_record *lunch = news(1, "Lunch"), *dinner = news(1, "Dinner");

    struct tf_event *event = event_create(2); /* was never there */
    assert_int_equal(tf_event_add(event, lunch, dinner), TF_OK);
    assert_int_equal(tf_board_apply(&next, board, event), TF_ERR_CORRUPT);
    event->sequence = 3;
    assert_int_equal(tf_board_apply(&next, board, event), TF_ERR_CORRUPT);
    tf_event_unref(event);

    support_put(&board, lunch);
    event = event_create(3); /* is there already */
    assert_int_equal(tf_event_add(event, NULL, dinner), TF_OK);
    assert_int_equal(tf_board_apply(&next, board, event), TF_ERR_CORRUPT);
    tf_event_unref(event);

    event = event_create(4); /* fits, but two numbers on; then one behind */
    assert_int_equal(tf_event_add(event, lunch, dinner), TF_OK);
    assert_int_equal(tf_board_apply(&next, board, event), TF_ERR_CORRUPT);
    event->sequence = 2;
    assert_int_equal(tf_board_apply(&next, board, event), TF_ERR_CORRUPT);
    assert_null(next);
    event->sequence = 3;
    assert_int_equal(tf_board_apply(&next, board, event), TF_OK);
    tf_event_unref(event);
    tf_record_unref(lunch);
    tf_record_unref(dinner);
    tf_board_unref(board);
    tf_board_unref(next);
}

static void the_reverse_of_an_event_brings_the_board_back(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("reverse"));
    struct tf_board *board = support_random_board(&rng, 6, 5, 2, 30, 60, 20), *empty, *again;
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    struct tf_event *making = support_event_making(board);
    assert_int_equal(tf_board_create(&empty), TF_OK);
    assert_int_equal(tf_board_apply(&again, empty, making), TF_OK);
    assert_true(tf_board_equal(board, again));
    assert_int_equal(tf_board_hash(board), tf_board_hash(again));
    assert_int_equal(tf_board_check(again, NULL), TF_OK);

    struct tf_event *back = event_create(2);
    for (size_t i = making->change_count; i-- > 0;) {
        assert_int_equal(tf_event_add(back, making->changes[i].after, making->changes[i].before), TF_OK);
    }
    support_apply(&again, back);
    assert_true(tf_board_equal(empty, again));
    assert_int_equal(tf_board_hash(empty), tf_board_hash(again));
    tf_event_unref(making);
    tf_event_unref(back);
    tf_board_unref(board);
    tf_board_unref(empty);
    tf_board_unref(again);
}

static void a_board_takes_no_more_than_its_limits(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 space"), *next = NULL;
    struct tf_event *event = event_create(2);
    for (uint64_t id = 1; id <= TF_NEWS_MAX + 1; id++) {
        const struct tf_record *record = news(id, "x");
        assert_int_equal(tf_event_add(event, NULL, record), TF_OK);
        tf_record_unref(record);
    }
    assert_int_equal(tf_board_apply(&next, board, event), TF_ERR_LIMIT);
    assert_null(next);
    tf_board_unref(board);

    assert_int_equal(tf_board_create(&board), TF_OK);
    for (size_t i = 0; i < TF_NEWS_MAX; i++) {
        assert_int_equal(tf_board_load(board, event->changes[i].after), TF_OK);
    }
    assert_int_equal(tf_board_load(board, event->changes[TF_NEWS_MAX].after), TF_ERR_LIMIT);
    assert_int_equal(tf_board_load(board, event->changes[0].after), TF_OK); /* known: not one more */
    tf_event_unref(event);
    tf_board_unref(board);
}

static void things_are_found(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00, Bees");
    support_star(&board, "Bees", 7);
    support_star(&board, "Bees", 8);
    support_star(&board, "Compost", 8);
    assert_string_equal(tf_board_gathering(board)->title, "Test Camp");
    assert_string_equal(tf_board_session(board, 1002)->title, "Bees");
    assert_null(tf_board_session(board, 9));
    assert_string_equal(tf_board_session_coded(board, "card2")->title, "Compost");
    assert_null(tf_board_session_coded(board, "CARDX"));
    assert_string_equal(tf_board_space(board, 102)->name, "B");
    assert_null(tf_board_space(board, 1));
    assert_int_equal(tf_board_slot(board, 202)->start, SUPPORT_10H00_S + 3600);
    assert_null(tf_board_slot(board, 1));
    assert_int_equal(tf_board_star_count(board, 1002), 2);
    assert_int_equal(tf_board_star_count(board, 1001), 1);
    assert_int_equal(tf_board_star_count(board, 5), 0);
    assert_true(tf_board_has_star(board, 1002, 7));
    assert_false(tf_board_has_star(board, 1001, 7));
    tf_board_unref(board);
}

/* ---- the grid ---- */

static void the_grid_is_in_the_order_of_places_and_times(void **state)
{
    (void)state;
    struct tf_board *board = support_board("3 spaces, 3 slots, 2 days");
    struct tf_space first = *tf_board_space(board, 103);
    first.position = 0;
    struct tf_space last = *tf_board_space(board, 101);
    last.position = 7;
    support_put(&board, &last.record);
    support_put(&board, &first.record);
    struct tf_slot early = {
        .record = {.kind = TF_KIND_SLOT, .key.id = 999},
        .day = SUPPORT_DAY,
        .start = SUPPORT_10H00_S - 3600,
        .end = SUPPORT_10H00_S,
    };
    support_put(&board, &early.record);
    const struct tf_grid *grid = board->grid;
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    assert_int_equal(tf_grid_space_index(grid, 103), 0);
    assert_int_equal(tf_grid_space_index(grid, 102), 1);
    assert_int_equal(tf_grid_space_index(grid, 101), 2);
    assert_int_equal(tf_grid_space_index(grid, 104), -1);
    assert_int_equal(tf_grid_slot_index(grid, 999), 0);
    assert_int_equal(tf_grid_slot_index(grid, 201), 1);
    assert_int_equal(tf_grid_slot_index(grid, 206), 6);
    assert_int_equal(tf_grid_slot_index(grid, 1), -1);
    assert_int_equal(grid->day_count, 2);
    assert_int_equal(grid->days[0], SUPPORT_DAY);
    assert_int_equal(grid->days[1], SUPPORT_DAY + 1);
    assert_int_equal(grid->day_first_slot[0], 0);
    assert_int_equal(grid->day_first_slot[1], 4);
    assert_int_equal(grid->day_first_slot[2], 7);
    assert_int_equal(tf_grid_day_index(grid, SUPPORT_DAY + 1), 1);
    assert_int_equal(tf_grid_day_index(grid, SUPPORT_DAY + 2), -1);
    tf_board_unref(board);
}

static void a_moment_is_in_one_row_or_in_none(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 space, 2 slots, 2 days");
    const struct tf_grid *grid = board->grid;
    assert_int_equal(tf_grid_slot_at(grid, SUPPORT_10H00_S - 1), -1);
    assert_int_equal(tf_grid_slot_at(grid, SUPPORT_10H00_S), 0);
    assert_int_equal(tf_grid_slot_at(grid, SUPPORT_10H00_S + 3599), 0);
    assert_int_equal(tf_grid_slot_at(grid, SUPPORT_10H00_S + 3600), 1);
    assert_int_equal(tf_grid_slot_at(grid, SUPPORT_10H00_S + 7200), -1);
    assert_int_equal(tf_grid_slot_at(grid, SUPPORT_10H00_S + 86400), 2);
    tf_board_unref(board);
}

static void a_long_session_covers_its_rows_but_no_break(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 4 slots, break 11:00, Compost in B at 10:00 to 12:00");
    const struct tf_grid *grid = board->grid;
    const struct tf_placement *compost = TF_PLACEMENT(
        tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){.id = support_placement(board, "Compost")}));
    assert_ptr_equal(tf_grid_cell(grid, 1, 0), compost);
    assert_null(tf_grid_cell(grid, 1, 1));
    assert_ptr_equal(tf_grid_cell(grid, 1, 2), compost);
    assert_null(tf_grid_cell(grid, 1, 3));
    assert_null(tf_grid_cell(grid, 0, 0));
    assert_null(tf_grid_cell(grid, -1, 0));
    assert_null(tf_grid_cell(grid, 2, 0));
    assert_null(tf_grid_cell(grid, 0, 4));
    assert_null(tf_grid_cell(grid, 0, -1));
    assert_null(tf_grid_cell_next(grid, 1, 0, compost));
    assert_int_equal(tf_grid_start(grid, compost), SUPPORT_10H00_S);
    assert_int_equal(tf_grid_end(grid, compost), SUPPORT_10H00_S + 3 * 3600);
    assert_int_equal(grid->extents[0].space, 1);
    assert_int_equal(grid->extents[0].first_slot, 0);
    assert_int_equal(grid->extents[0].last_slot, 2);
    tf_board_unref(board);
}

static void a_shared_cell_names_all_it_holds(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("2 spaces, 3 slots, shared A, Long in A at 10:00 to 12:00, Other in B at 10:00,"
                      "One in A at 11:00, Two in A at 11:00, Three in A at 12:00");
    const struct tf_grid *grid = board->grid;
    const char *expected[3][4] = {{"Long"}, {"Long", "One", "Two"}, {"Long", "Three"}};
    for (int slot = 0; slot < 3; slot++) {
        const struct tf_placement *placement = tf_grid_cell(grid, 0, slot);
        for (size_t i = 0; expected[slot][i]; i++) {
            assert_non_null(placement);
            assert_string_equal(tf_board_session(board, placement->session)->title, expected[slot][i]);
            placement = tf_grid_cell_next(grid, 0, slot, placement);
        }
        assert_null(placement);
    }
    tf_board_unref(board);
}

static void a_session_knows_its_placements_in_time_order(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("2 spaces, 2 slots, 2 days, Again in B at 2 11:00, Bees in A at 10:00,"
                      "Again in A at 11:00, Again in B at 10:00, Never");
    const struct tf_grid *grid = board->grid;
    static const int64_t starts[] = {SUPPORT_10H00_S, SUPPORT_10H00_S + 3600, SUPPORT_10H00_S + 90000};
    const struct tf_placement *placement = NULL;
    for (size_t i = 0; i < 3; i++) {
        placement = tf_grid_placement_of(grid, support_session(board, "Again"), placement);
        assert_non_null(placement);
        assert_int_equal(tf_grid_start(grid, placement), starts[i]);
    }
    assert_null(tf_grid_placement_of(grid, support_session(board, "Again"), placement));
    assert_null(tf_grid_placement_of(grid, support_session(board, "Never"), NULL));
    tf_board_unref(board);
}

/* On random boards, what the grid says is what a look at every placement says. */
static void the_grid_is_what_its_tables_say(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("grid"));
    for (int round = 0; round < 20; round++) {
        size_t spaces = 1 + (size_t)tf_rng_below(&rng, 12), slots = 1 + (size_t)tf_rng_below(&rng, 10);
        struct tf_board *board = support_random_board(&rng, spaces, slots, 2, 60, 10, 0);
        const struct tf_grid *grid = board->grid;
        struct tf_problem problem;
        if (tf_board_check(board, &problem) != TF_OK) {
            fail_msg("%s (%s)", problem.what, problem.where);
        }
        for (size_t space = 0; space < grid->space_count; space++) {
            for (size_t slot = 0; slot < grid->slot_count; slot++) {
                const struct tf_record *here = NULL;
                struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_PLACEMENT]);
                for (; it.record; tf_table_next(&it)) {
                    if (TF_PLACEMENT(it.record)->space == grid->spaces[space]->record.key.id &&
                        TF_PLACEMENT(it.record)->slot == grid->slots[slot]->record.key.id) {
                        here = it.record;
                    }
                }
                assert_ptr_equal(tf_grid_cell(grid, (int)space, (int)slot), here);
            }
        }
        tf_board_unref(board);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_board_has_an_empty_grid_and_is_sound),
        cmocka_unit_test(applying_makes_a_new_board_and_leaves_the_old_one),
        cmocka_unit_test(a_change_that_does_not_fit_the_board_is_corrupt),
        cmocka_unit_test(the_reverse_of_an_event_brings_the_board_back),
        cmocka_unit_test(a_board_takes_no_more_than_its_limits),
        cmocka_unit_test(things_are_found),
        cmocka_unit_test(the_grid_is_in_the_order_of_places_and_times),
        cmocka_unit_test(a_moment_is_in_one_row_or_in_none),
        cmocka_unit_test(a_long_session_covers_its_rows_but_no_break),
        cmocka_unit_test(a_shared_cell_names_all_it_holds),
        cmocka_unit_test(a_session_knows_its_placements_in_time_order),
        cmocka_unit_test(the_grid_is_what_its_tables_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
