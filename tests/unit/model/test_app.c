/* The kiosk's own state: what intents, boards and time do to it. */
#include "model/app.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_app *app_with(struct tf_board *board)
{
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 7};
    struct tf_app *app;
    assert_int_equal(tf_app_create(&app, &options), TF_OK);
    assert_true(tf_app_set_board(app, board));
    tf_app_set_time(app, SUPPORT_10H00_S, 1000, true);
    return app;
}

static bool go(struct tf_app *app, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    return tf_app_do(app, (struct tf_intent){what, a, b});
}

static void back_leads_where_one_came_from(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("2 spaces, 2 slots, Bees in A at 10:00"));
    const struct tf_app_state *s = tf_app_state(app);
    go(app, TF_INTENT_LIST, TF_LIST_NOW, 0);
    go(app, TF_INTENT_SCROLL, 4, TF_TURN_NEXT);
    go(app, TF_INTENT_SESSION, 1001, 0);
    assert_int_equal(s->screen, TF_SCREEN_SESSION);
    assert_int_equal(s->session, 1001);
    assert_int_equal(s->scroll, 0);
    go(app, TF_INTENT_BACK, 0, 0);
    assert_int_equal(s->screen, TF_SCREEN_LIST);
    assert_int_equal(s->list, TF_LIST_NOW);
    assert_int_equal(s->scroll, 4);
    go(app, TF_INTENT_BACK, 0, 0);
    assert_int_equal(s->screen, TF_SCREEN_HOME);
    go(app, TF_INTENT_BACK, 0, 0);
    assert_int_equal(s->screen, TF_SCREEN_HOME);
    tf_app_destroy(app);
}

static void a_long_way_in_is_still_one_tap_from_home(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, Bees in A at 10:00"));
    for (int i = 0; i < 100; i++) {
        go(app, TF_INTENT_SESSION, 1001, 0);
    }
    go(app, TF_INTENT_HOME, 0, 0);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_HOME);
    go(app, TF_INTENT_BACK, 0, 0);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_HOME);
    tf_app_destroy(app);
}

static void a_page_stays_at_its_space_when_the_grid_grows(void **state)
{
    (void)state;
    struct tf_board *board = support_board("3 spaces, 4 slots, 2 days");
    struct tf_app *app = app_with(tf_board_ref(board));
    go(app, TF_INTENT_PAGE_SPACES, 2, TF_TURN_NEXT);
    go(app, TF_INTENT_PAGE_SLOTS, 3, TF_TURN_NEXT);
    const struct tf_app_state *s = tf_app_state(app);
    assert_int_equal(s->first_space, 2);
    assert_int_equal(s->first_slot, 3);
    struct tf_space first = *tf_board_space(board, support_space(board, "A"));
    first.record.key.id = 150;
    first.name = "Z";
    first.position = -1;
    support_put(&board, &first.record);
    assert_true(tf_app_set_board(app, board));
    assert_int_equal(s->first_space, 3);
    assert_int_equal(s->first_slot, 3);
    go(app, TF_INTENT_NOW, 0, 0);
    assert_int_equal(s->first_slot, -1);
    tf_app_destroy(app);
}

static void a_day_that_is_gone_falls_back_to_today(void **state)
{
    (void)state;
    struct tf_board *two = support_board("1 spaces, 1 slots, 2 days"),
                    *one = support_board("1 spaces, 1 slots");
    struct tf_app *app = app_with(two);
    go(app, TF_INTENT_DAY, 1, 0);
    assert_int_equal(tf_app_state(app)->day, 1);
    tf_app_set_board(app, one);
    assert_int_equal(tf_app_state(app)->day, -1);
    go(app, TF_INTENT_DAY, 99, 0); /* not there: nothing */
    assert_int_equal(tf_app_state(app)->day, -1);
    tf_app_destroy(app);
}

static void today_goes_on_by_itself_but_a_chosen_day_stays(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, 2 days"));
    go(app, TF_INTENT_DAY, 0, 0);
    assert_int_equal(tf_app_state(app)->day, -1); /* today is no choice */
    go(app, TF_INTENT_DAY, 1, 0);
    assert_int_equal(tf_app_state(app)->day, 1);
    tf_app_destroy(app);
}

static void only_a_new_minute_needs_drawing(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    assert_false(tf_app_set_time(app, SUPPORT_10H00_S + 59, 60000, true));
    assert_true(tf_app_set_time(app, SUPPORT_10H00_S + 60, 61000, true));
    assert_true(tf_app_set_time(app, SUPPORT_10H00_S + 61, 62000, false));
    assert_true(tf_app_set_time(app, SUPPORT_10H00_S - 86400, 62100, false)); /* a jump */
    tf_app_destroy(app);
}

static void it_wakes_for_the_minute_and_no_sooner(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    assert_int_equal(tf_app_wake_in_ms(app), 60000);
    tf_app_set_time(app, SUPPORT_10H00_S + 45, 46000, true);
    assert_int_equal(tf_app_wake_in_ms(app), 15000);
    tf_app_set_time(app, SUPPORT_10H00_S, 46000, true);
    tf_app_tell(app, "Look");
    assert_int_equal(tf_app_wake_in_ms(app), TF_APP_NOTICE_MS);
    tf_app_destroy(app);
}

static void a_notice_goes_away_by_itself(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    assert_true(tf_app_tell(app, "This space is closed."));
    assert_string_equal(tf_app_state(app)->notice, "This space is closed.");
    assert_false(tf_app_set_time(app, SUPPORT_10H00_S + 5, 1000 + TF_APP_NOTICE_MS - 1, true));
    assert_true(tf_app_set_time(app, SUPPORT_10H00_S + 6, 1000 + TF_APP_NOTICE_MS, true));
    assert_null(tf_app_state(app)->notice);
    assert_false(tf_app_tell(app, ""));
    tf_app_destroy(app);
}

static void who_has_gone_leaves_the_screen_as_for_the_next_person(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, Bees in A at 10:00"));
    const struct tf_app_state *s = tf_app_state(app);
    go(app, TF_INTENT_LANGUAGE, TF_LANG_AR, 0);
    go(app, TF_INTENT_LARGER_TEXT, 0, 0);
    go(app, TF_INTENT_SESSION, 1001, 0);
    int64_t t = 1000 + TF_APP_IDLE_MS;
    assert_false(tf_app_set_time(app, SUPPORT_10H00_S, t - 1, true));
    assert_true(tf_app_set_time(app, SUPPORT_10H00_S, t, true));
    assert_true(s->asks_still_there);
    assert_int_equal(s->screen, TF_SCREEN_SESSION);
    assert_true(tf_app_set_time(app, SUPPORT_10H00_S, t + TF_APP_STILL_MS, true));
    assert_false(s->asks_still_there);
    assert_int_equal(s->screen, TF_SCREEN_HOME);
    assert_int_equal(s->lang, TF_LANG_EN);
    assert_false(s->larger_text);
    assert_false(
        tf_app_set_time(app, SUPPORT_10H00_S, 1000 + TF_APP_ATTRACT_MS - 1, true)); /* nothing left to do */
    tf_app_destroy(app);
}

static void one_tap_goes_on_after_still_there(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, Bees in A at 10:00"));
    go(app, TF_INTENT_SESSION, 1001, 0);
    tf_app_set_time(app, SUPPORT_10H00_S, 1000 + TF_APP_IDLE_MS, true);
    assert_true(tf_app_state(app)->asks_still_there);
    assert_true(go(app, TF_INTENT_STILL_HERE, 0, 0));
    assert_false(tf_app_state(app)->asks_still_there);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_SESSION);
    tf_app_set_time(app, SUPPORT_10H00_S, 1000 + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_SESSION);
    tf_app_destroy(app);
}

static void a_jump_of_the_wall_clock_is_no_idleness(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, Bees in A at 10:00"));
    go(app, TF_INTENT_SESSION, 1001, 0);
    tf_app_set_time(app, SUPPORT_10H00_S + 86400 * 365, 1100, true);
    assert_false(tf_app_state(app)->asks_still_there);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_SESSION);
    tf_app_destroy(app);
}

static void a_refusal_is_said_in_a_sentence(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    struct tf_refusal refusal = {.reason = TF_REASON_SPACE_CLOSED};
    assert_true(tf_app_answer(app, 1, TF_ERR_CONFLICT, &refusal, NULL, 0));
    assert_string_equal(tf_app_state(app)->notice, "This space is closed.");
    assert_true(tf_app_answer(app, 1, TF_ERR_BUSY, NULL, NULL, 0));
    assert_non_null(tf_app_state(app)->notice);
    assert_null(tf_app_take_command(app));
    tf_app_destroy(app);
}

static void an_address_loses_its_last_slash(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    assert_true(tf_app_set_address(app, "http://10.0.0.5:8080/"));
    assert_string_equal(tf_app_state(app)->base_url, "http://10.0.0.5:8080");
    assert_false(tf_app_set_address(app, "http://10.0.0.5:8080"));
    assert_true(tf_app_set_address(app, NULL));
    assert_string_equal(tf_app_state(app)->base_url, "");
    tf_app_destroy(app);
}

static void any_intent_is_survived(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("any_intent_is_survived"));
    struct tf_app *app = app_with(support_random_board(&rng, 5, 6, 2, 20, 30, 5));
    for (int i = 0; i < 3000; i++) {
        uint64_t a = tf_rng_below(&rng, 3) == 0 ? tf_rng_u64(&rng) : tf_rng_below(&rng, 12);
        go(app, (enum tf_intent_what)tf_rng_below(&rng, TF_INTENT_COUNT), a, tf_rng_below(&rng, 12));
        tf_app_set_time(app, SUPPORT_10H00_S + (int64_t)tf_rng_below(&rng, 300000), 1000 + i * 500, true);
        const struct tf_app_state *s = tf_app_state(app);
        assert_true((int)s->screen >= 0 && s->screen < TF_SCREEN_COUNT);
        assert_true(s->lang < TF_LANG_COUNT);
        assert_true(s->first_space >= 0 && s->scroll >= 0);
        assert_true(tf_app_wake_in_ms(app) >= 0);
    }
    tf_app_destroy(app);
}

static void what_the_desk_sets_the_wall_does_at_once(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    const struct tf_app_state *s = tf_app_state(app);
    assert_false(s->stays_home || s->prints_slips || s->bell.is_off);
    assert_true(tf_app_set_setting(app, "attract", "no"));
    assert_true(tf_app_set_setting(app, "print-slips", "yes"));
    assert_true(tf_app_set_setting(app, "quiet-hours", "no"));
    assert_true(s->stays_home && s->prints_slips && !s->bell.keeps_quiet_hours);
    assert_true(tf_app_set_setting(app, "bell", "4"));
    assert_int_equal(s->bell.volume, 4);
    assert_true(tf_app_set_setting(app, "bell", "0"));
    assert_true(s->bell.is_off && s->bell.volume == 4);
    assert_true(tf_app_set_setting(app, "bell", "1"));
    assert_true(!s->bell.is_off && s->bell.volume == 1);
    assert_true(tf_app_set_setting(app, "lang", "ar"));
    assert_int_equal(s->first_lang, TF_LANG_AR);
    assert_true(tf_app_set_setting(app, "lang", ""));
    assert_int_equal(s->first_lang, -1);
    assert_false(tf_app_set_setting(app, "public-url", "https://wall.example")); /* from the next start */
    assert_null(tf_app_take_command(app));
    tf_app_destroy(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_desk_sets_the_wall_does_at_once),
        cmocka_unit_test(back_leads_where_one_came_from),
        cmocka_unit_test(a_long_way_in_is_still_one_tap_from_home),
        cmocka_unit_test(a_page_stays_at_its_space_when_the_grid_grows),
        cmocka_unit_test(a_day_that_is_gone_falls_back_to_today),
        cmocka_unit_test(today_goes_on_by_itself_but_a_chosen_day_stays),
        cmocka_unit_test(only_a_new_minute_needs_drawing),
        cmocka_unit_test(it_wakes_for_the_minute_and_no_sooner),
        cmocka_unit_test(a_notice_goes_away_by_itself),
        cmocka_unit_test(who_has_gone_leaves_the_screen_as_for_the_next_person),
        cmocka_unit_test(one_tap_goes_on_after_still_there),
        cmocka_unit_test(a_jump_of_the_wall_clock_is_no_idleness),
        cmocka_unit_test(a_refusal_is_said_in_a_sentence),
        cmocka_unit_test(an_address_loses_its_last_slash),
        cmocka_unit_test(any_intent_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
