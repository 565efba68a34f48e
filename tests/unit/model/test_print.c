/* A slip asked for at the screen: what is said of it, when, and what the printer is asked. */
#include "model/view_print.h"
#include "unit/model/propose_kit.h"

static void tell(struct desk *desk, const char *words, bool can_print, size_t held, enum tf_print_fate fate)
{
    struct tf_print_status status = {
        .words = words, .can_print = can_print, .held = held, .asks = held > 0 && can_print, .fate = fate};
    tf_app_set_printer(desk->app, &status);
}

static void expect(struct desk *desk, const char *text, const char *more, bool asks)
{
    struct tf_view_print view;
    struct tf_arena arena;
    tf_arena_init(&arena);
    tf_view_print(&view, &arena, desk->s);
    assert_string_equal(view.text, text);
    assert_string_equal(view.more, more);
    assert_int_equal(view.yes != NULL, asks);
    assert_int_equal(view.no != NULL, asks);
    tf_arena_free(&arena);
}

static void pass(struct desk *desk, int64_t ms)
{
    desk->mono_ms += ms;
    tf_app_set_time(desk->app, SUPPORT_10H00_S, desk->mono_ms, true);
}

static void print(struct desk *desk)
{
    struct tf_print_wish wish;
    go(desk, TF_INTENT_PRINT, TF_PRINT_SLIP, desk->s->session);
    assert_true(tf_app_take_print(desk->app, &wish));
    assert_int_equal(wish.what, TF_PRINT_SLIP);
    assert_int_equal(wish.session, desk->s->session);
    assert_false(tf_app_take_print(desk->app, &wish));
    assert_false(tf_app_print_answer(desk->app, wish.session, TF_OK));
}

static void printed_is_said_when_it_is_and_not_before(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    tell(&desk, "", true, 0, TF_PRINT_NONE);
    go(&desk, TF_INTENT_SESSION, 1001, 0);
    expect(&desk, "", "", false);
    print(&desk);
    expect(&desk, "Your slip is being printed…", "", false);
    tell(&desk, "", true, 0, TF_PRINT_WAITING);
    pass(&desk, 60000);
    go(&desk, TF_INTENT_NONE, 0, 0);
    expect(&desk, "Your slip is being printed…", "", false);
    tell(&desk, "", true, 0, TF_PRINT_PRINTED);
    expect(&desk, "Your slip is printed.", "", false);
    assert_true(tf_app_wake_in_ms(desk.app) <= TF_APP_NOTICE_MS);
    pass(&desk, TF_APP_NOTICE_MS);
    expect(&desk, "", "", false);
    assert_int_equal(desk.s->print->session, 0);
    leave(&desk);
}

static void trouble_is_said_in_words_and_the_answer_is_passed_on(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    struct tf_print_wish wish;
    const char *out = "The printer is out of paper.",
               *waits = "Your slip waits here until the printer works again.";
    tell(&desk, out, false, 0, TF_PRINT_NONE);
    go(&desk, TF_INTENT_SESSION, 1001, 0);
    print(&desk);
    expect(&desk, out, waits, false);
    tell(&desk, out, false, 1, TF_PRINT_HELD);
    expect(&desk, out, waits, false);
    tell(&desk, "", true, 1, TF_PRINT_HELD);
    expect(&desk, "The printer works again.", "1 slip was left waiting. Shall it be printed?", true);
    go(&desk, TF_INTENT_PRINT, TF_PRINT_GO_ON, 0);
    assert_true(tf_app_take_print(desk.app, &wish));
    assert_int_equal(wish.what, TF_PRINT_GO_ON);
    tell(&desk, "", true, 0, TF_PRINT_PRINTED);
    expect(&desk, "Your slip is printed.", "", false);
    leave(&desk);
}

/* Whoever comes by answers for a host who has gone; whoever writes is not disturbed. */
static void somebody_else_is_asked_too_but_not_while_writing(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    struct tf_print_wish wish;
    tell(&desk, "", true, 3, TF_PRINT_NONE);
    expect(&desk, "The printer works again.", "3 slips were left waiting. Shall they be printed?", true);
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    expect(&desk, "", "", false);
    go(&desk, TF_INTENT_HOME, 0, 0);
    go(&desk, TF_INTENT_PRINT, TF_PRINT_DROP, 0);
    assert_true(tf_app_take_print(desk.app, &wish));
    assert_int_equal(wish.what, TF_PRINT_DROP);
    expect(&desk, "", "", false);
    leave(&desk);
}

static void what_is_refused_says_why_and_nothing_is_called_printed(void **state)
{
    (void)state;
    static const struct {
        enum tf_err err;
        const char *words;
    } CASES[] = {{TF_ERR_CONFLICT, "In half a minute"},
                 {TF_ERR_LIMIT, "In ten minutes"},
                 {TF_ERR_BUSY, "in a minute"},
                 {TF_ERR_NOMEM, "could not be made"}};
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    tell(&desk, "", true, 0, TF_PRINT_NONE);
    go(&desk, TF_INTENT_SESSION, 1001, 0);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct tf_print_wish wish;
        go(&desk, TF_INTENT_PRINT, TF_PRINT_SLIP, 1001);
        assert_true(tf_app_take_print(desk.app, &wish));
        assert_true(tf_app_print_answer(desk.app, 1001, CASES[i].err));
        assert_non_null(strstr(desk.s->notice, CASES[i].words));
        expect(&desk, "", "", false);
    }
    print(&desk);
    tell(&desk, "", true, 0, TF_PRINT_GONE);
    assert_string_equal(desk.s->notice, "The slip was not printed.");
    leave(&desk);
}

static void without_a_printer_nothing_is_wanted_of_it(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    struct tf_print_wish wish;
    assert_non_null(tf_view_why_not_print(desk.s));
    go(&desk, TF_INTENT_PRINT, TF_PRINT_SLIP, 1001);
    assert_false(tf_app_take_print(desk.app, &wish));
    tell(&desk, "", true, 0, TF_PRINT_NONE);
    assert_null(tf_view_why_not_print(desk.s));
    go(&desk, TF_INTENT_PRINT, TF_PRINT_SLIP, 4711); /* no such session */
    go(&desk, TF_INTENT_PRINT, 99, 1001);
    assert_false(tf_app_take_print(desk.app, &wish));
    for (int i = 0; i < 100; i++) { /* a finger faster than the kiosk */
        go(&desk, TF_INTENT_PRINT, TF_PRINT_SLIP, 1001);
    }
    int count = 0;
    while (tf_app_take_print(desk.app, &wish)) {
        count++;
    }
    assert_in_range(count, 1, 16);
    leave(&desk);
}

static void the_next_person_does_not_see_whose_slip_it_was(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    tell(&desk, "The printer is out of paper.", false, 0, TF_PRINT_NONE);
    go(&desk, TF_INTENT_SESSION, 1001, 0);
    print(&desk);
    tell(&desk, "The printer is out of paper.", false, 1, TF_PRINT_HELD);
    pass(&desk, TF_APP_IDLE_MS + TF_APP_STILL_MS);
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    expect(&desk, "", "", false);
    leave(&desk);
}

static void a_posted_session_prints_by_itself_where_that_is_set(void **state)
{
    (void)state;
    for (int set = 0; set < 2; set++) {
        struct desk desk = desk_with("2 spaces, 2 slots");
        struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 7, .print_slips = set == 1};
        struct tf_print_wish wish;
        tf_app_destroy(desk.app);
        assert_int_equal(tf_app_create(&desk.app, &options), TF_OK);
        tf_app_set_time(desk.app, SUPPORT_10H00_S, desk.mono_ms, true);
        tf_app_set_board(desk.app, tf_board_ref(desk.board));
        desk.s = tf_app_state(desk.app);
        tell(&desk, "", true, 0, TF_PRINT_NONE);
        post(&desk, "Bees", "A", "10:00");
        assert_int_equal(tf_app_take_print(desk.app, &wish), set == 1);
        if (set == 1) {
            assert_int_equal(wish.session, desk.s->session);
        }
        tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
        go(&desk, TF_INTENT_CELL, support_space(desk.board, "B"), cell(&desk, "11:00"));
        run_ledger(&desk);
        assert_false(tf_app_take_print(desk.app, &wish)); /* a change is printed when it is asked for */
        leave(&desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_is_said_when_it_is_and_not_before),
        cmocka_unit_test(trouble_is_said_in_words_and_the_answer_is_passed_on),
        cmocka_unit_test(somebody_else_is_asked_too_but_not_while_writing),
        cmocka_unit_test(what_is_refused_says_why_and_nothing_is_called_printed),
        cmocka_unit_test(without_a_printer_nothing_is_wanted_of_it),
        cmocka_unit_test(the_next_person_does_not_see_whose_slip_it_was),
        cmocka_unit_test(a_posted_session_prints_by_itself_where_that_is_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
