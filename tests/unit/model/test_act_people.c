/* What hosts and guests say to each other at the wall: merging, which wants both hosts' word, and stars. */
#include "unit/model/act_kit.h"

static void two_sessions_merge_only_when_both_hosts_have_agreed(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board(
        "2 spaces, 3 slots, Urban compost in A at 10:00, Bees in B at 11:00, Knots, Radio, Songs, Urban "
        "composting"));
    support_star(&wall.board, "Urban compost", 77);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    begin(&wall, "Urban compost", TF_ACT_MERGE);
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.card_count, 5);
    assert_string_equal(view.cards[0].title, "Urban composting"); /* the one most like it */
    touch(&wall, TF_INTENT_SESSION, view.cards[0].session, 0);
    view = view_of(&wall);
    assert_true(view.is_asking_hosts);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]),
                        "“Urban compost” becomes part of “Urban composting” and brings its stars along.");
    assert_string_equal(view.ways[0].sentences[1],
                        "Both hosts have to agree: one tap each, here or on their phones.");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    assert_int_equal(work(&wall), 0); /* nobody has said yes */
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 0);
    assert_int_equal(work(&wall), 1);
    assert_int_equal(tf_board_session(wall.board, 1001)->asks_into,
                     support_session(wall.board, "Urban composting"));
    view = view_of(&wall); /* the other host may stand here, too */
    assert_true(view.agreed[0]);
    assert_false(view.agreed[1]);
    assert_string_equal(view.not_now, "Not now");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    assert_int_equal(work(&wall), 1);
    assert_int_equal(tf_board_session(wall.board, 1001)->state, TF_SESSION_MERGED);
    assert_int_equal(tf_board_star_count(wall.board, support_session(wall.board, "Urban composting")), 1);
    undo(&wall);
    expect_at(&wall, "Urban compost", "A", "10:00");
    close_wall(&wall);
}

static void whichever_host_taps_first_one_tap_each_is_enough(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    begin(&wall, "Compost", TF_ACT_MERGE);
    touch(&wall, TF_INTENT_SESSION, support_session(wall.board, "Bees"), 0);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1); /* changed their mind, and again */
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    assert_int_equal(work(&wall), 0);
    assert_true(view_of(&wall).agreed[1]);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 0);
    assert_int_equal(work(&wall), 2); /* the question, and its answer */
    assert_int_equal(tf_board_session(wall.board, 1001)->state, TF_SESSION_MERGED);
    close_wall(&wall);
}

static void a_question_stands_on_both_pages_and_goes_with_not_now(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    uint64_t bees = support_session(wall.board, "Bees");
    struct tf_view_session page;
    begin(&wall, "Compost", TF_ACT_MERGE);
    touch(&wall, TF_INTENT_SESSION, bees, 0);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 0);
    assert_int_equal(work(&wall), 1);
    touch(&wall, TF_INTENT_HOME, 0, 0);
    for (int i = 0; i < 2; i++) {
        touch(&wall, TF_INTENT_SESSION, i == 0 ? 1001 : bees, 0);
        tf_view_session(&page, &wall.arena, state_of(&wall));
        assert_string_equal(said(&wall, page.question), "“Compost” would like to become part of “Bees”.");
        assert_int_equal(page.asking, 1001);
    }
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_ANSWER, page.asking);
    assert_true(view_of(&wall).agreed[0]);
    do_it(&wall, TF_ACT_UNASK);
    assert_int_equal(tf_board_session(wall.board, 1001)->asks_into, 0);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    tf_view_session(&page, &wall.arena, state_of(&wall));
    assert_string_equal(page.question, "");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_ANSWER, 1001); /* nothing to answer any more */
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    close_wall(&wall);
}

static void an_organiser_merges_without_asking(void **state)
{
    (void)state;
    struct tf_act act = {.role = TF_ROLE_ORGANISER};
    struct tf_board *board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00");
    struct tf_command *command = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    tf_act_begin(&act, board, 1001, TF_ACT_MERGE, 5);
    tf_act_merge_with(&act, support_session(board, "Bees"));
    assert_int_equal(tf_act_command(&command, &act, board, TF_ACT_PLAIN, &rng, SUPPORT_10H00_S), TF_OK);
    assert_int_equal(command->verb, TF_VERB_MERGE);
    tf_command_destroy(command);
    tf_board_unref(board);
}

static void a_partner_that_goes_meanwhile_is_not_meant_any_more(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    begin(&wall, "Compost", TF_ACT_MERGE);
    touch(&wall, TF_INTENT_SESSION, support_session(wall.board, "Bees"), 0);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    struct tf_session gone = *tf_board_session(wall.board, support_session(wall.board, "Bees"));
    support_remove(&wall.board, TF_KIND_PLACEMENT, (struct tf_key){0, support_placement(wall.board, "Bees")});
    gone.state = TF_SESSION_WITHDRAWN;
    support_put(&wall.board, &gone.record);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    struct tf_view_act view = view_of(&wall);
    assert_false(view.is_asking_hosts);
    assert_int_equal(view.card_count, 0);
    assert_false(state_of(&wall)->act->other_agreed);
    close_wall(&wall);
}

static const struct tf_view_act_button *star_button(struct wall *wall, struct tf_view_acts *acts)
{
    tf_view_acts(acts, &wall->arena, state_of(wall));
    assert_int_equal(acts->buttons[acts->count - 1].kind, TF_ACT_STAR);
    return &acts->buttons[acts->count - 1];
}

static void a_star_is_one_tap_taken_back_by_one_and_too_many_say_so(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 1 slots, Compost in A at 10:00"));
    struct tf_view_acts acts;
    touch(&wall, TF_INTENT_SESSION, 1001, 0);
    assert_null(star_button(&wall, &acts)->why_not);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_BEGIN, TF_ACT_STAR);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_BEGIN, TF_ACT_STAR); /* a second tap while it is saved */
    assert_int_equal(work(&wall), 1);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    assert_int_equal(tf_board_star_count(wall.board, 1001), 1);
    assert_string_equal(star_button(&wall, &acts)->why_not, "Your star is counted already.");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_UNDO, 0);
    assert_int_equal(work(&wall), 1);
    assert_int_equal(tf_board_star_count(wall.board, 1001), 0);
    assert_null(star_button(&wall, &acts)->why_not);
    for (int i = 0; i < TF_WALL_STARS_PER_MINUTE_MAX; i++) { /* from another kiosk of the same wall, say */
        struct tf_star star = {
            .record = {.kind = TF_KIND_STAR, .key = {1001, TF_DEVICE_MAX + 1 + (uint64_t)i}},
            .at = SUPPORT_10H00_S - 3600};
        support_put(&wall.board, &star.record);
    }
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    assert_non_null(strstr(star_button(&wall, &acts)->why_not, "Wait a minute"));
    tf_app_set_time(wall.app, SUPPORT_10H00_S - 3540, wall.mono_ms + 60000, true);
    assert_null(star_button(&wall, &acts)->why_not);
    close_wall(&wall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sessions_merge_only_when_both_hosts_have_agreed),
        cmocka_unit_test(whichever_host_taps_first_one_tap_each_is_enough),
        cmocka_unit_test(a_question_stands_on_both_pages_and_goes_with_not_now),
        cmocka_unit_test(an_organiser_merges_without_asking),
        cmocka_unit_test(a_partner_that_goes_meanwhile_is_not_meant_any_more),
        cmocka_unit_test(a_star_is_one_tap_taken_back_by_one_and_too_many_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
