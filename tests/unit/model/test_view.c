/* What screens say, above all about time. */
#include "unit/model/view_kit.h"

static void now_is_the_row_that_holds_this_moment(void **state)
{
    (void)state;
    struct scene s = scene_of(
        board_of("2 spaces, 3 slots", placed("Compost", "A", "10:00"), placed("Bees", "B", "11:00")), "UTC");
    struct tf_view_home view = home_at(&s, at(10, 20));
    assert_int_equal(view.stage, TF_STAGE_RUNNING);
    assert_string_equal(view.now.heading, "Now");
    assert_string_equal(view.now.times, "10:00 – 11:00");
    assert_string_equal(view.now.countdown, "ends in 40 min");
    assert_int_equal(view.now.gone_permille, 333);
    assert_int_equal(view.now.card_count, 1);
    assert_string_equal(view.now.cards[0].title, "Compost");
    assert_string_equal(view.now.cards[0].place, "A");
    assert_string_equal(view.now.cards[0].time, "");
    assert_string_equal(view.next.times, "11:00 – 12:00");
    assert_string_equal(view.next.countdown, "starts in 40 min");
    assert_string_equal(view.next.cards[0].title, "Bees");
    assert_string_equal(view.next.open, "1 place is open");
    scene_end(&s);
}

static void a_row_holds_its_first_second_and_not_its_last(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 2 slots"), "UTC");
    assert_int_equal(home_at(&s, at(10, 0)).grid.now_row, 0);
    assert_int_equal(home_at(&s, at(11, 0) - 1).grid.now_row, 0);
    assert_int_equal(home_at(&s, at(11, 0)).grid.now_row, 1);
    scene_end(&s);
}

static void a_wall_that_is_full_says_so_before_anybody_types(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 2 slots"), "UTC");
    assert_null(home_at(&s, at(10, 0)).why_not);
    for (uint64_t i = 0; i < TF_SESSIONS_MAX; i++) {
        char code[9];
        tf_command_code(code, i * UINT64_C(7919) + 1);
        struct tf_session session = {
            .record = {.kind = TF_KIND_SESSION, .key = {0, 5000 + i}}, .code = code, .title = "Another"};
        support_put(&s.board, &session.record);
    }
    s.state.board = s.board;
    assert_string_equal(home_at(&s, at(10, 0)).why_not, "There is no room for more of these.");
    scene_end(&s);
}

static void minutes_to_come_are_rounded_up_and_gone_ones_down(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 2 slots"), "UTC");
    assert_string_equal(home_at(&s, at(10, 59) + 30).next.countdown, "starts in 1 min");
    assert_string_equal(home_at(&s, at(10, 59)).now.countdown, "ends in 1 min");
    assert_string_equal(home_at(&s, at(9, 0)).now.countdown, "starts in 1 h");
    assert_string_equal(home_at(&s, at(8, 30)).now.countdown, "starts in 1 h 30 min");
    scene_end(&s);
}

static void a_longer_session_says_its_own_time(void **state)
{
    (void)state;
    struct scene s = scene_of(
        support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 10:00 to 11:00"), "UTC");
    struct tf_view_home view = home_at(&s, at(10, 30));
    assert_string_equal(view.now.times, "10:00 – 11:00");
    assert_string_equal(view.now.cards[0].time, "");
    assert_string_equal(view.now.cards[1].time, "10:00 – 12:00");
    view = home_at(&s, at(11, 30));
    assert_int_equal(view.now.card_count, 1);
    assert_string_equal(view.now.cards[0].title, "Bees");
    assert_string_equal(view.now.times, "10:00 – 12:00");
    scene_end(&s);
}

static void a_break_is_said_and_what_follows_it(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 3 slots, break 11:00, Bees in A at 12:00"), "UTC");
    struct tf_view_home view = home_at(&s, at(10, 30));
    assert_string_equal(view.next.times, "12:00 – 13:00");
    assert_string_equal(view.next.cards[0].title, "Bees");
    assert_true(strncmp(view.next.before, "Before that: ", 13) == 0);
    assert_non_null(strstr(view.next.before, "11:00"));
    view = home_at(&s, at(11, 30));
    assert_int_equal(view.now.kind, TF_SLOT_BREAK);
    assert_string_equal(view.now.title, view.grid.rows[1].title);
    assert_int_equal(view.now.card_count, 0);
    scene_end(&s);
}

static void a_break_without_a_name_is_called_one(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 3 slots, break 11:00, Bees in A at 12:00");
    struct tf_slot nameless = *board->grid->slots[1];
    nameless.title = "";
    support_put(&board, &nameless.record);
    struct scene s = scene_of(board, "UTC");
    struct tf_view_home view = home_at(&s, at(10, 30));
    assert_string_equal(view.next.before, "Before that: A break, 11:00");
    scene_end(&s);
}

static void before_the_first_day_it_says_when_it_begins(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 2 slots, 2 days"), "UTC");
    struct tf_view_home view = home_at(&s, at(10, 0) - 3 * 86400);
    assert_int_equal(view.stage, TF_STAGE_BEFORE);
    assert_string_equal(view.now.title, "It begins on Wednesday, 25 November at 10:00");
    assert_string_equal(view.now.countdown, "starts in 3 days");
    assert_false(view.next.is_there);
    assert_true(view.tabs[0].is_shown);
    assert_false(view.tabs[0].is_today);
    scene_end(&s);
}

static void in_the_morning_the_day_is_shown_that_begins(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 2 slots, 2 days"), "UTC");
    struct tf_view_home view = home_at(&s, at(24 + 8, 0));
    assert_int_equal(view.stage, TF_STAGE_MORNING);
    assert_string_equal(view.now.title, "The day begins at 10:00");
    assert_true(view.tabs[1].is_today);
    assert_string_equal(view.tabs[1].text, "Today");
    assert_string_equal(view.tabs[0].text, "Wed 25");
    assert_string_equal(view.next.times, "10:00 – 11:00");
    scene_end(&s);
}

static void in_the_evening_the_next_day_is_shown(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 2 slots, 2 days"), "UTC");
    struct tf_view_home view = home_at(&s, at(22, 0));
    assert_int_equal(view.stage, TF_STAGE_EVENING);
    assert_true(view.tabs[1].is_shown);
    assert_true(view.tabs[0].is_today);
    assert_non_null(strstr(view.now.title, "Thursday, 26 November at 10:00"));
    scene_end(&s);
}

static void after_the_last_row_it_is_over(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 2 slots, Bees in A at 10:00"), "UTC");
    struct tf_view_home view = home_at(&s, at(12, 0));
    assert_int_equal(view.stage, TF_STAGE_OVER);
    assert_true(view.now.is_there);
    assert_false(view.next.is_there);
    assert_int_equal(view.grid.row_count, 2);
    assert_true(view.grid.rows[0].is_past);
    view = home_at(&s, at(12, 0) + 40 * 86400);
    assert_int_equal(view.stage, TF_STAGE_OVER);
    assert_true(view.tabs[0].is_shown);
    scene_end(&s);
}

/* A board of rows at these minutes after midnight of the first day, all of that day. */
static struct tf_board *board_of_rows(const char *zone, const int *starts, const int *ends, size_t count)
{
    struct tf_board *board;
    assert_int_equal(tf_board_create(&board), TF_OK);
    struct tf_gathering gathering = {
        .record = {.kind = TF_KIND_GATHERING, .key = {0, 1}}, .title = "Camp", .code = "camp", .zone = zone};
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key = {0, 101}}, .name = "A"};
    const struct tf_record *copy;
    assert_int_equal(tf_record_copy(&copy, &gathering.record), TF_OK);
    assert_int_equal(tf_board_load(board, copy), TF_OK);
    tf_record_unref(copy);
    assert_int_equal(tf_record_copy(&copy, &space.record), TF_OK);
    assert_int_equal(tf_board_load(board, copy), TF_OK);
    tf_record_unref(copy);
    struct tf_zone *z;
    assert_int_equal(tf_zone_open(&z, zone), TF_OK);
    for (size_t i = 0; i < count; i++) {
        struct tf_civil start = {.year = 2026, .month = 10, .day = 24}, end = start;
        start.day += starts[i] / 1440;
        start.hour = starts[i] % 1440 / 60;
        start.minute = starts[i] % 60;
        end.day += ends[i] / 1440;
        end.hour = ends[i] % 1440 / 60;
        end.minute = ends[i] % 60;
        struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = {0, 201 + i}},
                               .title = "",
                               .day = tf_zone_days(2026, 10, 24)};
        assert_int_equal(tf_zone_utc(z, &start, &slot.start), TF_OK);
        assert_int_equal(tf_zone_utc(z, &end, &slot.end), TF_OK);
        assert_int_equal(tf_record_copy(&copy, &slot.record), TF_OK);
        assert_int_equal(tf_board_load(board, copy), TF_OK);
        tf_record_unref(copy);
    }
    tf_zone_close(z);
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    return board;
}

static void past_midnight_it_is_still_the_day_that_began(void **state)
{
    (void)state;
    int starts[] = {22 * 60, 25 * 60}, ends[] = {24 * 60 + 30, 26 * 60};
    struct scene s = scene_of(board_of_rows("Europe/Berlin", starts, ends, 2), "Europe/Berlin");
    int64_t midnight = tf_zone_days(2026, 10, 25) * 86400 - 2 * 3600;
    struct tf_view_home view = home_at(&s, midnight + 600);
    assert_int_equal(view.stage, TF_STAGE_RUNNING);
    assert_true(view.tabs[0].is_today);
    assert_string_equal(view.clock, "00:10");
    assert_string_equal(view.date, "Sunday, 25 October");
    assert_string_equal(view.grid.rows[0].start_text, "22:00");
    assert_string_equal(view.now.times, "22:00 – 00:30");
    view = home_at(&s, midnight + 45 * 60); /* between two rows of one day, past midnight */
    assert_int_equal(view.stage, TF_STAGE_GAP);
    assert_int_equal(view.grid.gap_row, 1);
    assert_string_equal(view.next.countdown, "starts in 15 min");
    scene_end(&s);
}

static void the_hour_that_comes_twice_counts_twice(void **state)
{
    (void)state;
    /* In the night to 2026-10-25 Berlin's clocks go from 3:00 back to 2:00. */
    int starts[] = {24 * 60 + 60, 24 * 60 + 240}, ends[] = {24 * 60 + 240, 24 * 60 + 300};
    struct scene s = scene_of(board_of_rows("Europe/Berlin", starts, ends, 2), "Europe/Berlin");
    int64_t one = tf_zone_days(2026, 10, 25) * 86400 - 3600;
    struct tf_view_home view = home_at(&s, one);
    assert_string_equal(view.clock, "01:00");
    assert_string_equal(view.now.countdown, "ends in 4 h");
    view = home_at(&s, one + 2 * 3600);
    assert_string_equal(view.clock, "02:00");
    assert_string_equal(view.now.times, "01:00 – 04:00");
    assert_string_equal(view.now.countdown, "ends in 2 h");
    assert_int_equal(view.now.gone_permille, 500);
    scene_end(&s);
}

static void a_clock_that_jumps_is_right_again_at_once(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 3 slots, Bees in A at 10:00"), "UTC");
    home_at(&s, at(12, 30));
    struct tf_view_home view = home_at(&s, at(10, 30));
    assert_string_equal(view.now.cards[0].title, "Bees");
    assert_false(view.grid.rows[0].is_past);
    assert_int_equal(home_at(&s, 0).stage, TF_STAGE_BEFORE);
    assert_int_equal(home_at(&s, at(11, 30)).grid.now_row, 1);
    scene_end(&s);
}

static void a_doubtful_time_is_said_and_calls_nothing_past(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 spaces, 3 slots"), "UTC");
    s.state.time_confirmed = false;
    struct tf_view_home view = home_at(&s, at(12, 30));
    assert_string_equal(view.time_doubt, "Time not confirmed");
    assert_false(view.grid.rows[0].is_past);
    assert_int_equal(block_at(&view.grid, 0, 0)->kind, TF_BLOCK_FREE);
    s.state.time_confirmed = true;
    view = home_at(&s, at(12, 30));
    assert_string_equal(view.time_doubt, "");
    assert_int_equal(block_at(&view.grid, 0, 0)->kind, TF_BLOCK_QUIET);
    scene_end(&s);
}

static void cells_are_free_taken_shared_or_tall(void **state)
{
    (void)state;
    struct scene s =
        scene_of(support_board("3 spaces, 3 slots, shared B, closed C, Compost in A at 10:00 to 11:00, "
                               "Bees in B at 10:00, Wasps in B at 10:00, Ants in B at 11:00"),
                 "UTC");
    struct tf_view_home view = home_at(&s, at(9, 0));
    const struct tf_view_grid *grid = &view.grid;
    assert_int_equal(grid->space_count, 2); /* closed and empty: not shown */
    const struct tf_view_block *tall = block_at(grid, 0, 0);
    assert_int_equal(tall->kind, TF_BLOCK_SESSION);
    assert_int_equal(tall->last, 1);
    assert_string_equal(tall->label, "A, 10:00, Compost");
    assert_int_equal(block_at(grid, 0, 2)->kind, TF_BLOCK_FREE);
    assert_string_equal(block_at(grid, 0, 2)->label, "A, 12:00, open");
    const struct tf_view_block *several = block_at(grid, 1, 0);
    assert_int_equal(several->kind, TF_BLOCK_SEVERAL);
    assert_int_equal(several->card_count, 2);
    assert_string_equal(several->more, "2 sessions here");
    assert_int_equal(block_at(grid, 1, 1)->kind, TF_BLOCK_SESSION);
    scene_end(&s);
}

static void a_session_over_a_break_goes_on_after_it(void **state)
{
    (void)state;
    struct scene s =
        scene_of(support_board("1 spaces, 3 slots, break 11:00, Compost in A at 10:00 to 12:00"), "UTC");
    struct tf_view_home view = home_at(&s, at(9, 0));
    const struct tf_view_block *before = block_at(&view.grid, 0, 0), *after = block_at(&view.grid, 0, 2);
    assert_null(block_at(&view.grid, 0, 1));
    assert_int_equal(before->card.session, after->card.session);
    assert_int_not_equal(before->card.mark, after->card.mark);
    scene_end(&s);
}

static void the_unplaced_are_counted_and_listed(void **state)
{
    (void)state;
    struct scene s = scene_of(
        board_of("1 spaces, 2 slots", unplaced("Compost"), placed("Bees", "A", "10:00"), unplaced("Wasps")),
        "UTC");
    assert_string_equal(home_at(&s, at(9, 0)).unplaced, "2 sessions look for a place");
    s.state.list = TF_LIST_UNPLACED;
    struct tf_view_list list;
    tf_view_list(&list, &s.arena, &s.state);
    assert_int_equal(list.card_count, 2);
    assert_string_equal(list.cards[1].title, "Wasps");
    scene_end(&s);
}

static void nothing_set_up_is_no_crash(void **state)
{
    (void)state;
    struct tf_board *board;
    assert_int_equal(tf_board_create(&board), TF_OK);
    assert_int_equal(tf_board_finish(board, 0, 0), TF_OK);
    struct scene s = scene_of(board, "UTC");
    struct tf_view_home view = home_at(&s, at(10, 0));
    assert_int_equal(view.stage, TF_STAGE_NO_EVENT);
    assert_true(view.empty[0] != '\0');
    assert_false(view.now.is_there);
    s.state.board = NULL;
    view = home_at(&s, at(10, 0));
    assert_int_equal(view.stage, TF_STAGE_NO_EVENT);
    struct tf_view_session session;
    tf_view_session(&session, &s.arena, &s.state);
    assert_true(session.is_bare);
    struct tf_view_list list;
    tf_view_list(&list, &s.arena, &s.state);
    assert_int_equal(list.card_count, 0);
    scene_end(&s);
}

/* Whatever a board holds and whenever it is: blocks cover each column's session rows once and in order. */
static void blocks_cover_every_session_row_once(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("blocks_cover_every_session_row_once"));
    for (int round = 0; round < 40; round++) {
        struct tf_board *board =
            support_random_board(&rng, 1 + tf_rng_below(&rng, 8), 1 + tf_rng_below(&rng, 10),
                                 1 + tf_rng_below(&rng, 3), tf_rng_below(&rng, 40), 10, 0);
        struct scene s = scene_of(board, "UTC");
        struct tf_view_home view = home_at(&s, SUPPORT_DAY_S + (int64_t)tf_rng_below(&rng, 4 * 86400));
        const struct tf_view_grid *grid = &view.grid;
        for (size_t c = 0; c < grid->space_count; c++) {
            size_t b = grid->first_block[c];
            for (int row = 0; row < (int)grid->row_count; row++) {
                if (grid->rows[row].kind != TF_SLOT_SESSION) {
                    continue;
                }
                assert_true(b < grid->first_block[c + 1]);
                const struct tf_view_block *block = &grid->blocks[b];
                assert_true(block->first <= row && row <= block->last);
                if (row == block->last) {
                    b++;
                }
            }
            assert_int_equal(b, grid->first_block[c + 1]);
        }
        scene_end(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(now_is_the_row_that_holds_this_moment),
        cmocka_unit_test(a_row_holds_its_first_second_and_not_its_last),
        cmocka_unit_test(a_wall_that_is_full_says_so_before_anybody_types),
        cmocka_unit_test(minutes_to_come_are_rounded_up_and_gone_ones_down),
        cmocka_unit_test(a_longer_session_says_its_own_time),
        cmocka_unit_test(a_break_is_said_and_what_follows_it),
        cmocka_unit_test(a_break_without_a_name_is_called_one),
        cmocka_unit_test(before_the_first_day_it_says_when_it_begins),
        cmocka_unit_test(in_the_morning_the_day_is_shown_that_begins),
        cmocka_unit_test(in_the_evening_the_next_day_is_shown),
        cmocka_unit_test(after_the_last_row_it_is_over),
        cmocka_unit_test(past_midnight_it_is_still_the_day_that_began),
        cmocka_unit_test(the_hour_that_comes_twice_counts_twice),
        cmocka_unit_test(a_clock_that_jumps_is_right_again_at_once),
        cmocka_unit_test(a_doubtful_time_is_said_and_calls_nothing_past),
        cmocka_unit_test(cells_are_free_taken_shared_or_tall),
        cmocka_unit_test(a_session_over_a_break_goes_on_after_it),
        cmocka_unit_test(the_unplaced_are_counted_and_listed),
        cmocka_unit_test(nothing_set_up_is_no_crash),
        cmocka_unit_test(blocks_cover_every_session_row_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
