/* What is done with a session on the wall, through the kiosk's own state and the rules as they are: what is
 * said before the tap, what the tap does, what takes it back, and what is said when it cannot be. */
#include "unit/model/act_kit.h"

/* ---- moving ---- */

static void a_move_says_first_what_it_does_and_one_tap_takes_it_back(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    assert_string_equal(view_of(&wall).hint, "Tap where it should go. Another session may be there already.");
    tap_cell(&wall, "B", "11:00");
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 1);
    assert_int_equal(view.ways[0].sentence_count, 1);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]), "“Compost” moves to B, 11:00.");
    expect_at(&wall, "Compost", "A", "10:00"); /* nothing has happened yet */
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "B", "11:00");
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    struct tf_view_done done;
    tf_view_done(&done, &wall.arena, state_of(&wall));
    assert_string_equal(said(&wall, done.text), "Moved.");
    undo(&wall);
    expect_at(&wall, "Compost", "A", "10:00");
    assert_null(state_of(&wall)->done);
    assert_string_equal(state_of(&wall)->notice, "Taken back: all is as it was.");
    close_wall(&wall);
}

static void a_taken_cell_offers_to_change_places_or_to_take_the_place(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_card(&wall, "Bees");
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 2);
    assert_int_equal(view.ways[0].way, TF_ACT_SWAP);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]), "“Compost” moves to B, 11:00.");
    assert_string_equal(said(&wall, view.ways[0].sentences[1]), "“Bees” moves to A, 10:00.");
    assert_int_equal(view.ways[1].way, TF_ACT_REPLACE);
    assert_string_equal(said(&wall, view.ways[1].sentences[0]), "“Compost” moves to B, 11:00.");
    assert_string_equal(said(&wall, view.ways[1].sentences[1]), "“Bees” goes back to those without a place.");
    do_it(&wall, TF_ACT_REPLACE);
    expect_at(&wall, "Compost", "B", "11:00");
    expect_nowhere(&wall, "Bees");
    struct tf_view_done done;
    tf_view_done(&done, &wall.arena, state_of(&wall));
    assert_string_equal(said(&wall, done.text), "Done. “Bees” is back with those without a place.");
    undo(&wall);
    expect_at(&wall, "Bees", "B", "11:00");
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_card(&wall, "Bees");
    do_it(&wall, TF_ACT_SWAP);
    expect_at(&wall, "Compost", "B", "11:00");
    expect_at(&wall, "Bees", "A", "10:00");
    close_wall(&wall);
}

static void what_somebody_else_did_meanwhile_is_said_and_the_choice_is_kept(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    struct tf_command *other = support_place(wall.board, "Bees", "B", "11:00"); /* a phone was quicker */
    struct tf_event *event = NULL;
    struct tf_refusal refusal;
    assert_int_equal(tf_rules_decide(&event, wall.board, other, NULL, &refusal, NULL), TF_OK);
    support_apply(&wall.board, event);
    tf_event_unref(event);
    tf_command_destroy(other);
    assert_int_equal(work(&wall), 1); /* the kiosk's own comes second */
    assert_string_equal(state_of(&wall)->notice, "Another session is already there.");
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_ACT);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 2); /* as the board is now */
    assert_int_equal(view.ways[0].way, TF_ACT_SWAP);
    expect_at(&wall, "Compost", "A", "10:00");
    close_wall(&wall);
}

static void what_a_later_change_made_impossible_to_undo_says_so(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("3 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    do_it(&wall, TF_ACT_PLAIN);
    struct tf_placement moved =
        *tf_grid_placement_of(wall.board->grid, support_session(wall.board, "Compost"), NULL);
    moved.space = support_space(wall.board, "C");
    support_put(&wall.board, &moved.record);
    undo(&wall);
    assert_string_equal(state_of(&wall)->notice,
                        tf_tr(TF_LANG_EN, "Somebody changed this in the meantime, so it "
                                          "cannot be taken back."));
    expect_at(&wall, "Compost", "C", "11:00");
    close_wall(&wall);
}

static void a_long_session_that_does_not_fit_says_why(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00 to 11:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "12:00");
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 0);
    assert_string_equal(said(&wall, view.refused), "There is no free time directly after it.");
    close_wall(&wall);
}

static void a_locked_session_explains_itself_before_it_is_tried(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, locked Compost in A at 10:00"));
    touch(&wall, TF_INTENT_SESSION, support_session(wall.board, "Compost"), 0);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    int locked = 0;
    for (size_t i = 0; i < acts.count; i++) {
        enum tf_act_kind kind = acts.buttons[i].kind;
        bool is_bound =
            kind == TF_ACT_MOVE || kind == TF_ACT_EXTEND || kind == TF_ACT_UNPLACE || kind == TF_ACT_WITHDRAW;
        if (is_bound) {
            assert_string_equal(acts.buttons[i].why_not, "An organiser has fixed this session where it is.");
            locked++;
        }
    }
    assert_int_equal(locked, 4);
    close_wall(&wall);
}

static void a_dragged_card_asks_what_two_taps_would(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    struct tf_intent card = {TF_INTENT_SESSION, support_session(wall.board, "Compost"),
                             support_placement(wall.board, "Compost")};
    struct tf_intent cell = {TF_INTENT_CELL, support_space(wall.board, "B"),
                             support_slot(wall.board, "12:00")};
    assert_true(tf_app_drag(wall.app, card, cell));
    assert_int_equal(work(&wall), 0); /* asks first */
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]), "“Compost” moves to B, 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "B", "12:00");
    undo(&wall);
    touch(&wall, TF_INTENT_HOME, 0, 0);
    struct tf_intent other = {TF_INTENT_SESSION, support_session(wall.board, "Bees"),
                              support_placement(wall.board, "Bees")};
    assert_true(tf_app_drag(wall.app, card, other));
    assert_int_equal(view_of(&wall).way_count, 2);
    close_wall(&wall);
}

/* ---- the others ---- */

static void an_unplaced_session_gets_its_place(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost"));
    begin(&wall, "Compost", TF_ACT_PLACE);
    tap_cell(&wall, "B", "12:00");
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]),
                        "“Compost” takes place in B, 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "B", "12:00");
    undo(&wall);
    expect_nowhere(&wall, "Compost");
    close_wall(&wall);
}

static void a_session_runs_again_and_either_of_its_times_can_be_moved(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 4 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_AGAIN);
    tap_cell(&wall, "B", "12:00");
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]),
                        "“Compost” takes place once more: B, 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    begin(&wall, "Compost", TF_ACT_MOVE);
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.which_count, 2);
    assert_true(view.whiches[0].is_chosen);
    assert_string_equal(said(&wall, view.whiches[1].text), "B, 12:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_WHICH, view.whiches[1].placement);
    tap_cell(&wall, "B", "13:00");
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "A", "10:00");
    const struct tf_placement *second =
        tf_grid_placement_of(wall.board->grid, 1001, tf_grid_placement_of(wall.board->grid, 1001, NULL));
    assert_int_equal(second->slot, support_slot(wall.board, "13:00"));
    close_wall(&wall);
}

static void a_session_grows_and_shrinks_by_a_row(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_EXTEND);
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]), "“Compost” goes on until 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_int_equal(acts.buttons[2].kind, TF_ACT_EXTEND);
    assert_string_equal(acts.buttons[2].why_not, "There is no free time directly after it.");
    begin(&wall, "Compost", TF_ACT_GIVE_BACK);
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]), "“Compost” goes on until 11:00.");
    do_it(&wall, TF_ACT_PLAIN);
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_string_equal(acts.buttons[3].why_not, "It cannot get any shorter.");
    close_wall(&wall);
}

static void withdrawing_asks_once_and_can_be_declined(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_WITHDRAW);
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.ways[0].sentence_count, 1);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]),
                        "“Compost” is withdrawn and leaves the wall.");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_CANCEL, 0);
    assert_int_equal(work(&wall), 0);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    begin(&wall, "Compost", TF_ACT_WITHDRAW);
    do_it(&wall, TF_ACT_PLAIN);
    assert_int_equal(tf_board_session(wall.board, 1001)->state, TF_SESSION_WITHDRAWN);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_int_equal(acts.count, 0);
    undo(&wall);
    expect_at(&wall, "Compost", "A", "10:00");
    close_wall(&wall);
}

static void a_session_is_taken_off_the_grid(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_UNPLACE);
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]),
                        "“Compost” goes back to those without a place.");
    do_it(&wall, TF_ACT_PLAIN);
    expect_nowhere(&wall, "Compost");
    undo(&wall);
    expect_at(&wall, "Compost", "A", "10:00");
    close_wall(&wall);
}

/* ---- the machine ---- */

static void a_disk_that_refuses_never_says_done(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    assert_string_equal(view_of(&wall).waiting, "Saving…");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN); /* impatient: still one command */
    struct tf_command *command = tf_app_take_command(wall.app);
    assert_non_null(command);
    assert_null(tf_app_take_command(wall.app));
    struct tf_refusal refusal = {0};
    tf_app_answer(wall.app, command->id, TF_ERR_IO, &refusal, NULL, 0);
    tf_command_destroy(command);
    assert_null(state_of(&wall)->done);
    assert_string_equal(state_of(&wall)->notice, "It could not be saved, so nothing has changed.");
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_ACT);
    assert_int_equal(view_of(&wall).way_count, 1); /* to be tried again */
    close_wall(&wall);
}

static void the_way_back_is_offered_for_ten_seconds_and_not_to_the_next_person(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    do_it(&wall, TF_ACT_PLAIN);
    touch(&wall, TF_INTENT_HOME, 0, 0);
    assert_non_null(state_of(&wall)->done); /* also from there */
    assert_int_equal(tf_app_wake_in_ms(wall.app), TF_ACT_UNDO_MS);
    tf_app_set_time(wall.app, SUPPORT_10H00_S - 3600, wall.mono_ms + TF_ACT_UNDO_MS - 1, true);
    assert_non_null(state_of(&wall)->done);
    assert_true(tf_app_set_time(wall.app, SUPPORT_10H00_S - 3600, wall.mono_ms + TF_ACT_UNDO_MS, true));
    assert_null(state_of(&wall)->done);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_UNDO, 0);
    assert_int_equal(work(&wall), 0);
    close_wall(&wall);
}

static void an_answer_that_comes_after_the_person_has_gone_is_nobodys(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    tf_app_set_time(wall.app, SUPPORT_10H00_S, wall.mono_ms + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_HOME);
    assert_int_equal(work(&wall), 1);
    assert_null(state_of(&wall)->done);
    assert_null(state_of(&wall)->notice);
    close_wall(&wall);
}

static void a_format_that_gives_the_places_itself_says_so(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    struct tf_gathering gathering = *tf_board_gathering(wall.board);
    gathering.format = "barcamp";
    gathering.phase = TF_PHASE_MARKETPLACE;
    support_put(&wall.board, &gathering.record);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    touch(&wall, TF_INTENT_SESSION, 1001, 0);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_string_equal(acts.buttons[0].why_not, "The places are given after the vote.");
    gathering = *tf_board_gathering(wall.board);
    gathering.phase = TF_PHASE_SESSIONS;
    support_put(&wall.board, &gathering.record);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_null(acts.buttons[0].why_not);
    close_wall(&wall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_move_says_first_what_it_does_and_one_tap_takes_it_back),
        cmocka_unit_test(a_taken_cell_offers_to_change_places_or_to_take_the_place),
        cmocka_unit_test(what_somebody_else_did_meanwhile_is_said_and_the_choice_is_kept),
        cmocka_unit_test(what_a_later_change_made_impossible_to_undo_says_so),
        cmocka_unit_test(a_long_session_that_does_not_fit_says_why),
        cmocka_unit_test(a_locked_session_explains_itself_before_it_is_tried),
        cmocka_unit_test(a_dragged_card_asks_what_two_taps_would),
        cmocka_unit_test(an_unplaced_session_gets_its_place),
        cmocka_unit_test(a_session_runs_again_and_either_of_its_times_can_be_moved),
        cmocka_unit_test(a_session_grows_and_shrinks_by_a_row),
        cmocka_unit_test(withdrawing_asks_once_and_can_be_declined),
        cmocka_unit_test(a_session_is_taken_off_the_grid),
        cmocka_unit_test(a_disk_that_refuses_never_says_done),
        cmocka_unit_test(the_way_back_is_offered_for_ten_seconds_and_not_to_the_next_person),
        cmocka_unit_test(an_answer_that_comes_after_the_person_has_gone_is_nobodys),
        cmocka_unit_test(a_format_that_gives_the_places_itself_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
