/* Whoever typed the PIN acts as what they are, on every screen, until they leave. */
#include "core/policy.h"
#include "model/menu.h"
#include "propose_kit.h"

static void let_in(struct desk *desk)
{
    struct tf_errand errand;
    tf_app_set_pin(desk->app, true);
    go(desk, TF_INTENT_MARK, 0, 0);
    for (uint64_t digit = 1; digit <= 6; digit++) {
        go(desk, TF_INTENT_ORGANISE, TF_PIN_DO_DIGIT, digit);
    }
    go(desk, TF_INTENT_ORGANISE, TF_PIN_DO_ENTER, 0);
    assert_true(tf_app_take_errand(desk->app, &errand));
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    answer->has_pin = true;
    tf_app_errand_done(desk->app, answer);
    assert_int_equal(desk->s->role, TF_ROLE_ORGANISER);
    go(desk, TF_INTENT_HOME, 0, 0);
}

static void expect_sent_by(struct desk *desk, enum tf_verb verb, enum tf_role role)
{
    struct tf_command *command = tf_app_take_command(desk->app);
    assert_non_null(command);
    assert_int_equal(command->verb, verb);
    assert_int_equal(command->actor.role, role);
    assert_int_equal(command->actor.device, 0);
    tf_app_answer(desk->app, command->id, TF_ERR_IO, NULL, NULL, 0);
    tf_command_destroy(command);
}

static void move_compost(struct desk *desk)
{
    go(desk, TF_INTENT_HOME, 0, 0);
    go(desk, TF_INTENT_SESSION, support_session(desk->board, "Compost"), 0);
    go(desk, TF_INTENT_ACT, TF_ACT_DO_BEGIN, TF_ACT_MOVE);
    go(desk, TF_INTENT_CELL, support_space(desk->board, "B"), support_slot(desk->board, "11:00"));
    go(desk, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
}

static void moving_is_done_as_whoever_stands_there(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, locked Compost in A at 10:00");
    move_compost(&desk);
    expect_sent_by(&desk, TF_VERB_MOVE, TF_ROLE_GUEST);
    let_in(&desk);
    move_compost(&desk);
    expect_sent_by(&desk, TF_VERB_MOVE, TF_ROLE_ORGANISER);
    go(&desk, TF_INTENT_LEAVE, 0, 0);
    move_compost(&desk);
    expect_sent_by(&desk, TF_VERB_MOVE, TF_ROLE_GUEST);
    leave(&desk);
}

static void propose(struct desk *desk)
{
    go(desk, TF_INTENT_HOME, 0, 0);
    go(desk, TF_INTENT_PROPOSE, support_space(desk->board, "B"), support_slot(desk->board, "11:00"));
    type(desk, "Wasps");
    tap(desk, TF_PROPOSE_DO_NEXT, 0);
}

static void proposing_is_done_as_whoever_stands_there(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    let_in(&desk);
    propose(&desk);
    expect_sent_by(&desk, TF_VERB_PROPOSE, TF_ROLE_ORGANISER);
    go(&desk, TF_INTENT_LEAVE, 0, 0);
    propose(&desk);
    expect_sent_by(&desk, TF_VERB_PROPOSE, TF_ROLE_GUEST);
    leave(&desk);
}

static void an_organiser_changes_any_session_without_its_card(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    uint64_t session = support_session(desk.board, "Compost");
    go(&desk, TF_INTENT_SESSION, session, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, session);
    assert_int_equal(desk.s->screen, TF_SCREEN_SESSION);
    assert_non_null(desk.s->notice);
    let_in(&desk);
    go(&desk, TF_INTENT_SESSION, session, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, session);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    type(&desk, " too");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    expect_sent_by(&desk, TF_VERB_EDIT, TF_ROLE_ORGANISER);
    leave(&desk);
}

/* Idle: the next person is a guest, whatever the one before was. */
static void whoever_walks_away_leaves_no_power_behind(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost in A at 10:00");
    let_in(&desk);
    tf_app_set_time(desk.app, SUPPORT_10H00_S + 100, desk.mono_ms + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_int_equal(desk.s->role, TF_ROLE_GUEST);
    move_compost(&desk);
    expect_sent_by(&desk, TF_VERB_MOVE, TF_ROLE_GUEST);
    leave(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moving_is_done_as_whoever_stands_there),
        cmocka_unit_test(proposing_is_done_as_whoever_stands_there),
        cmocka_unit_test(an_organiser_changes_any_session_without_its_card),
        cmocka_unit_test(whoever_walks_away_leaves_no_power_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
