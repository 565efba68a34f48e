/* Within everybody's reach, and while nobody is there. */
#include "model/app.h"
#include "model/view_attract.h"

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
    tf_app_set_board(app, board);
    tf_app_set_time(app, SUPPORT_10H00_S, 1000, true);
    return app;
}

static bool go(struct tf_app *app, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    return tf_app_do(app, (struct tf_intent){what, a, b});
}

static void lowered_controls_and_speech_go_with_the_person(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    const struct tf_app_state *s = tf_app_state(app);
    assert_true(tf_app_set_voice(app, true));
    go(app, TF_INTENT_LOWER, 0, 0);
    go(app, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
    go(app, TF_INTENT_SPEECH, TF_SPEECH_DO_LOUDER, 0);
    assert_true(s->is_lowered);
    assert_true(s->speaks);
    assert_int_equal(s->volume, 4);
    tf_app_set_time(app, SUPPORT_10H00_S, 1000 + TF_APP_IDLE_MS, true);
    assert_true(s->asks_still_there);
    tf_app_set_time(app, SUPPORT_10H00_S, 1000 + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_false(s->is_lowered);
    assert_false(s->speaks);
    assert_int_equal(s->volume, 3);
    tf_app_destroy(app);
}

static void nothing_speaks_where_there_is_no_voice(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    const struct tf_app_state *s = tf_app_state(app);
    go(app, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
    assert_false(s->speaks);
    tf_app_set_voice(app, true);
    go(app, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
    go(app, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
    assert_true(s->speech_open);
    go(app, TF_INTENT_BACK, 0, 0);
    assert_false(s->speech_open);
    assert_true(s->speaks);
    assert_true(tf_app_set_voice(app, false)); /* unplugged */
    assert_false(s->speaks);
    tf_app_destroy(app);
}

static void volume_stays_within_its_steps(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots"));
    const struct tf_app_state *s = tf_app_state(app);
    for (int i = 0; i < 20; i++) {
        go(app, TF_INTENT_SPEECH, TF_SPEECH_DO_LOUDER, 0);
    }
    assert_int_equal(s->volume, TF_APP_VOLUME_MAX);
    for (int i = 0; i < 20; i++) {
        go(app, TF_INTENT_SPEECH, TF_SPEECH_DO_QUIETER, 0);
    }
    assert_int_equal(s->volume, 1);
    tf_app_destroy(app);
}

/* ---- attract ---- */

static void after_three_minutes_of_rest_it_attracts_and_a_touch_does_nothing_but_wake_it(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, Compost in A at 10:00"));
    const struct tf_app_state *s = tf_app_state(app);
    go(app, TF_INTENT_NONE, 0, 0);
    tf_app_set_time(app, SUPPORT_10H00_S + 1, 1000 + TF_APP_ATTRACT_MS - 1, true);
    assert_int_equal(s->screen, TF_SCREEN_HOME);
    assert_int_equal(tf_app_wake_in_ms(app), 1);
    assert_true(tf_app_set_time(app, SUPPORT_10H00_S + 1, 1000 + TF_APP_ATTRACT_MS, true));
    assert_int_equal(s->screen, TF_SCREEN_ATTRACT);
    tf_app_set_time(app, SUPPORT_10H00_S + 7200, 1000 + 10 * TF_APP_ATTRACT_MS, true);
    assert_int_equal(s->screen, TF_SCREEN_ATTRACT); /* for as long as nobody comes */
    assert_false(s->asks_still_there);
    assert_true(go(app, TF_INTENT_SESSION, 1001, 0)); /* whatever was under the finger */
    assert_int_equal(s->screen, TF_SCREEN_HOME);
    tf_app_destroy(app);
}

static void who_reads_something_is_asked_first(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, Compost in A at 10:00"));
    go(app, TF_INTENT_SESSION, 1001, 0);
    tf_app_set_time(app, SUPPORT_10H00_S, 1000 + TF_APP_IDLE_MS, true);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_SESSION);
    assert_true(tf_app_state(app)->asks_still_there);
    tf_app_destroy(app);
}

static void without_an_event_there_is_nothing_to_attract_to(void **state)
{
    (void)state;
    struct tf_board *empty;
    assert_int_equal(tf_board_create(&empty), TF_OK);
    struct tf_app *app = app_with(empty);
    tf_app_set_time(app, SUPPORT_10H00_S, 1000 + 5 * TF_APP_ATTRACT_MS, true);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_HOME);
    tf_app_destroy(app);
}

static void a_kiosk_that_just_started_on_a_machine_long_awake_is_at_home(void **state)
{
    (void)state;
    struct tf_app *app;
    assert_int_equal(tf_app_create(&app, &(struct tf_app_options){.seed = 1}), TF_OK);
    tf_app_set_board(app, support_board("1 spaces, 1 slots, Compost in A at 10:00"));
    tf_app_set_time(app, SUPPORT_10H00_S, 100 * TF_APP_ATTRACT_MS, true);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_HOME);
    assert_int_equal(tf_app_set_time(app, SUPPORT_10H00_S, 101 * TF_APP_ATTRACT_MS, true), true);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_ATTRACT);
    tf_app_destroy(app);
}

static void the_newest_news_that_still_holds_is_shown(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots");
    const struct tf_news all[] = {
        {.record = {.kind = TF_KIND_NEWS, .key = {0, 1}}, .text = "Old", .at = SUPPORT_10H00_S - 900},
        {.record = {.kind = TF_KIND_NEWS, .key = {0, 2}},
         .text = "Lunch is ready",
         .at = SUPPORT_10H00_S - 60},
        {.record = {.kind = TF_KIND_NEWS, .key = {0, 3}},
         .text = "Gone",
         .at = SUPPORT_10H00_S - 30,
         .expires_at = SUPPORT_10H00_S - 10},
        {.record = {.kind = TF_KIND_NEWS, .key = {0, 4}},
         .text = "Hidden",
         .at = SUPPORT_10H00_S,
         .hidden = true},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        support_put(&board, &all[i].record);
    }
    struct tf_app *app = app_with(tf_board_ref(board));
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_view_attract view;
    tf_view_attract(&view, &arena, tf_app_state(app));
    assert_string_equal(view.news, "Lunch is ready");
    struct tf_news pinned = all[0];
    pinned.pinned = true;
    support_put(&board, &pinned.record);
    tf_app_set_board(app, board);
    tf_view_attract(&view, &arena, tf_app_state(app));
    assert_string_equal(view.news, "Old");
    assert_false(view.is_night);
    tf_app_set_time(app, SUPPORT_10H00_S + 10 * 3600, 2000, true);
    tf_view_attract(&view, &arena, tf_app_state(app));
    assert_true(view.is_night); /* the last row of all is over */
    tf_arena_free(&arena);
    tf_app_destroy(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lowered_controls_and_speech_go_with_the_person),
        cmocka_unit_test(nothing_speaks_where_there_is_no_voice),
        cmocka_unit_test(volume_stays_within_its_steps),
        cmocka_unit_test(after_three_minutes_of_rest_it_attracts_and_a_touch_does_nothing_but_wake_it),
        cmocka_unit_test(who_reads_something_is_asked_first),
        cmocka_unit_test(a_kiosk_that_just_started_on_a_machine_long_awake_is_at_home),
        cmocka_unit_test(without_an_event_there_is_nothing_to_attract_to),
        cmocka_unit_test(the_newest_news_that_still_holds_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
