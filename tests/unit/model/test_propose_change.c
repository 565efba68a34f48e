/* A posted session changed, taken back, or opened by the number on its card; any order of touches. */
#include "unit/model/propose_kit.h"

static void all_can_be_changed_from_the_confirmation(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    tap(&desk, TF_PROPOSE_DO_CHANGE_WORDS, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "Bees");
    type(&desk, " again");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_EDIT);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(desk.s->session, id);
    assert_string_equal(newest(&desk)->title, "Bees again");
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "B"), cell(&desk, "11:00"));
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_MOVE);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(tf_grid_placement_of(desk.board->grid, id, NULL)->space, support_space(desk.board, "B"));
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
    run_ledger(&desk);
    assert_int_equal(newest(&desk)->state, TF_SESSION_OPEN);
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "11:00"));
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_PLACE);
    assert_int_equal(newest(&desk)->state, TF_SESSION_PLACED);
    tap(&desk, TF_PROPOSE_DO_TAKE_BACK, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_WITHDRAW); /* it was changed, so undoing is no longer what is meant */
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    assert_int_equal(tf_board_session(desk.board, id)->state, TF_SESSION_WITHDRAWN);
    leave(&desk);
}

static void taking_it_back_leaves_no_trace_on_the_wall(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    tap(&desk, TF_PROPOSE_DO_TAKE_BACK, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_UNDO);
    assert_null(tf_board_session(desk.board, id));
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    assert_non_null(desk.s->notice);
    leave(&desk);
}

static void what_somebody_else_changed_is_withdrawn_instead(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    struct tf_session changed = *newest(&desk);
    changed.about = "by an organiser";
    support_put(&desk.board, &changed.record);
    publish(&desk);
    tap(&desk, TF_PROPOSE_DO_TAKE_BACK, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_WITHDRAW);
    assert_int_equal(tf_board_session(desk.board, id)->state, TF_SESSION_WITHDRAWN);
    leave(&desk);
}

static void saving_without_a_change_sends_nothing(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    size_t sent = desk.sent;
    tap(&desk, TF_PROPOSE_DO_CHANGE_WORDS, 0);
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "10:00"));
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(desk.sent, sent);
    leave(&desk);
}

static void card_number(struct desk *desk, int64_t card)
{
    char digits[8];
    snprintf(digits, sizeof digits, "%04d", (int)card);
    for (int i = 0; i < 4; i++) {
        tap(desk, TF_PROPOSE_DO_DIGIT, (uint64_t)(digits[i] - '0'));
    }
}

static void the_number_on_its_card_opens_it_for_ten_minutes(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    int64_t card = newest(&desk)->card;
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    go(&desk, TF_INTENT_SESSION, id, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    assert_int_equal(desk.s->screen, TF_SCREEN_CARD);
    tap(&desk, TF_PROPOSE_DO_DIGIT, 9);
    assert_string_equal(desk.s->card_digits, "9");
    tap(&desk, TF_PROPOSE_DO_DIGIT_BACK, 0);
    assert_string_equal(desk.s->card_digits, "");
    card_number(&desk, card == 1234 ? 4321 : 1234);
    assert_int_equal(desk.s->screen, TF_SCREEN_CARD);
    assert_non_null(desk.s->notice);
    card_number(&desk, card);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    type(&desk, " on the roof");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_EDIT);
    assert_string_equal(tf_board_session(desk.board, id)->title, "Bees on the roof");
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    go(&desk, TF_INTENT_SESSION, id, 0);
    tf_app_set_time(desk.app, SUPPORT_10H00_S + TF_PROPOSE_CARD_S + 1, desk.mono_ms, true);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    assert_int_equal(desk.s->screen, TF_SCREEN_SESSION); /* and says who can */
    assert_non_null(strstr(desk.s->notice, "organiser"));
    leave(&desk);
}

static void guessing_is_slowed_down_and_survives_the_next_person(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    int64_t card = newest(&desk)->card;
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    for (int i = 0; i < TF_CARD_LOCK_TRIES; i++) {
        go(&desk, TF_INTENT_SESSION, id, 0);
        tap(&desk, TF_PROPOSE_DO_CHANGE, id);
        card_number(&desk, card == 9999 ? 1000 : card + 1);
        go(&desk, TF_INTENT_HOME, 0, 0);
    }
    go(&desk, TF_INTENT_SESSION, id, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    card_number(&desk, card);
    assert_int_equal(desk.s->screen, TF_SCREEN_CARD); /* the right one does not help now */
    assert_non_null(strstr(desk.s->notice, "minute"));
    tf_app_set_time(desk.app, SUPPORT_10H00_S + 60, desk.mono_ms + 60000, true);
    card_number(&desk, card);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    leave(&desk);
}

static void a_session_without_a_card_says_who_can_change_it(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots, Bees");
    uint64_t id = support_session(desk.board, "Bees");
    go(&desk, TF_INTENT_SESSION, id, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    assert_int_equal(desk.s->screen, TF_SCREEN_SESSION);
    assert_non_null(strstr(desk.s->notice, "phone"));
    leave(&desk);
}

static void no_two_living_sessions_have_one_card(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, 3);
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    for (int64_t card = TF_CARD_FIRST; card < TF_CARD_FIRST + 3000; card++) {
        char code[9];
        tf_command_code(code, (uint64_t)card);
        struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, (uint64_t)card}},
                                     .code = code,
                                     .title = "x",
                                     .card = card,
                                     .state = card % 1000 == 0 ? TF_SESSION_WITHDRAWN : TF_SESSION_OPEN};
        const struct tf_record *copy = NULL;
        assert_int_equal(tf_record_copy(&copy, &session.record), TF_OK);
        assert_int_equal(tf_board_load(board, copy), TF_OK);
        tf_record_unref(copy);
    }
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    for (int i = 0; i < 200; i++) {
        int64_t card = tf_propose_draw_card(board, &rng);
        assert_true(card <= TF_CARD_LAST);
        assert_true(card >= TF_CARD_FIRST + 3000 || card % 1000 == 0);
    }
    tf_board_unref(board);
}

static void any_order_of_touches_is_survived(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("any_order_of_touches_is_survived"));
    struct desk desk = desk_with("2 spaces, 2 slots, shared B, Compost for beginners in A at 10:00, Bees");
    struct tf_arena arena;
    tf_arena_init(&arena);
    for (int i = 0; i < 4000; i++) {
        uint64_t a = tf_rng_below(&rng, 30), b = tf_rng_below(&rng, 12);
        enum tf_intent_what what = (enum tf_intent_what)tf_rng_below(&rng, TF_INTENT_COUNT);
        if (what == TF_INTENT_CELL) {
            a = 101 + tf_rng_below(&rng, 2);
            b = 201 + tf_rng_below(&rng, 2);
        } else if (what == TF_INTENT_SESSION) {
            a = 1001 + tf_rng_below(&rng, 3);
        } else if (what == TF_INTENT_KEY) {
            a = 'a' + tf_rng_below(&rng, 26);
        }
        go(&desk, what, a, b);
        tf_arena_reset(&arena);
        struct tf_view_propose words;
        struct tf_view_choose choose;
        struct tf_view_posted posted;
        struct tf_view_digits digits;
        tf_view_propose(&words, &arena, desk.s);
        tf_view_choose(&choose, &arena, desk.s);
        tf_view_posted(&posted, &arena, desk.s);
        tf_view_digits(&digits, desk.s);
        bool has_draft = desk.s->propose != NULL;
        bool needs_draft = desk.s->screen >= TF_SCREEN_PROPOSE && desk.s->screen <= TF_SCREEN_POSTED;
        assert_true(has_draft || !needs_draft);
        assert_false(has_draft && desk.s->screen == TF_SCREEN_HOME);
        struct tf_command *command = tf_rng_below(&rng, 3) == 0 ? tf_app_take_command(desk.app) : NULL;
        if (command != NULL) {
            bool works = tf_rng_below(&rng, 2) == 0;
            struct tf_refusal refusal = {.reason = works ? TF_REASON_NONE : TF_REASON_CELL_TAKEN};
            tf_app_answer(desk.app, command->id, works ? TF_OK : TF_ERR_CONFLICT, &refusal, NULL, 5);
            tf_command_destroy(command);
        }
    }
    /* However far in, three taps lead home (nothing is under way). */
    struct tf_command *command = NULL;
    while ((command = tf_app_take_command(desk.app)) != NULL) {
        tf_app_answer(desk.app, command->id, TF_ERR_BUSY, NULL, NULL, 0);
        tf_command_destroy(command);
    }
    go(&desk, TF_INTENT_LANGUAGE, TF_LANG_EN, 0);
    go(&desk, TF_INTENT_HOME, 0, 0);
    if (desk.s->screen != TF_SCREEN_HOME) {
        tap(&desk, TF_PROPOSE_DO_THROW_AWAY, 0);
        go(&desk, TF_INTENT_HOME, 0, 0);
    }
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    tf_arena_free(&arena);
    leave(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_can_be_changed_from_the_confirmation),
        cmocka_unit_test(taking_it_back_leaves_no_trace_on_the_wall),
        cmocka_unit_test(what_somebody_else_changed_is_withdrawn_instead),
        cmocka_unit_test(saving_without_a_change_sends_nothing),
        cmocka_unit_test(the_number_on_its_card_opens_it_for_ten_minutes),
        cmocka_unit_test(guessing_is_slowed_down_and_survives_the_next_person),
        cmocka_unit_test(a_session_without_a_card_says_who_can_change_it),
        cmocka_unit_test(no_two_living_sessions_have_one_card),
        cmocka_unit_test(any_order_of_touches_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
