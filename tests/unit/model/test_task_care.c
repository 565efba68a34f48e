/* What wants a look, at the wall: accepted, declined, and a device that may not post. */
#include "task_kit.h"

static void wait_for_a_look(struct desk *desk, const char *title)
{
    struct tf_session session = *tf_board_session(desk->board, support_session(desk->board, title));
    session.state = TF_SESSION_HIDDEN;
    session.waits = TF_WAITS_APPROVAL;
    session.device = 77;
    support_put(&desk->board, &session.record);
    publish(desk);
}

/* Answers the newest errand as the keeper's thread would; devices: those that may not post. */
static struct tf_errand answer(struct desk *desk, enum tf_errand_what what, size_t devices)
{
    struct tf_errand errand;
    assert_true(tf_app_take_errand(desk->app, &errand));
    assert_int_equal(errand.what, what);
    struct tf_errand_answer *done = tf_errand_answer_create(&errand);
    assert_non_null(done);
    done->has_pin = true;
    for (size_t i = 0; i < devices; i++) {
        done->blocked[done->blocked_count++] = 77;
    }
    tf_app_errand_done(desk->app, done);
    return errand;
}

static void what_waits_is_accepted_or_declined_with_a_reason(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots, Ants, Bees", TF_ROLE_ORGANISER, TF_SCREEN_CARE);
    uint64_t ants = support_session(desk.board, "Ants"), bees = support_session(desk.board, "Bees");
    assert_int_equal(line_count(&desk), 0);
    wait_for_a_look(&desk, "Ants");
    wait_for_a_look(&desk, "Bees");
    assert_int_equal(line_count(&desk), 2); /* with the board, not at the next tick of a clock */
    press(&desk, TF_TASK_DO_SHOW_AGAIN, ants);
    assert_int_equal(tf_board_session(desk.board, ants)->state, TF_SESSION_OPEN);
    press(&desk, TF_TASK_DO_HIDE, bees);
    press(&desk, TF_TASK_DO_WHY, 1);
    assert_int_equal(tf_board_session(desk.board, bees)->waits, TF_WAITS_NOT);
    assert_string_equal(tf_board_session(desk.board, bees)->reason, "It is advertising");
    assert_int_equal(line_count(&desk), 0);
    take_back(&desk);
    assert_int_equal(tf_board_session(desk.board, bees)->waits, TF_WAITS_APPROVAL);
    assert_int_equal(line_count(&desk), 1);
    leave(&desk);
}

static void a_device_is_blocked_and_let_in_again(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots, Ants", TF_ROLE_ORGANISER, TF_SCREEN_CARE);
    (void)answer(&desk, TF_ERRAND_BLOCKED, 0);
    wait_for_a_look(&desk, "Ants");
    press(&desk, TF_TASK_DO_BLOCK, 77);
    struct tf_errand errand = answer(&desk, TF_ERRAND_BLOCK, 1);
    assert_true(errand.a == 77 && errand.b == 1);
    assert_line(&desk, 1, "Device 004d", "It may not post.");
    press(&desk, TF_TASK_DO_UNBLOCK, 77);
    errand = answer(&desk, TF_ERRAND_BLOCK, 0);
    assert_true(errand.a == 77 && errand.b == 0);
    assert_int_equal(line_count(&desk), 1);
    leave(&desk);
}

static void open_space_is_not_asked_to_approve(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_DAY);
    struct shown now = shown(&desk);
    assert_int_equal(now.sheet.line_count, TF_PHASE_COUNT + 2);
    assert_null(now.sheet.lines[TF_PHASE_COUNT].buttons[0].why_not);
    assert_non_null(now.sheet.lines[TF_PHASE_COUNT + 1].buttons[0].why_not);
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_DRAFTS, 1);
    assert_true(tf_board_gathering(desk.board)->drafts);
    take_back(&desk);
    assert_false(tf_board_gathering(desk.board)->drafts);
    leave(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_is_accepted_or_declined_with_a_reason),
        cmocka_unit_test(a_device_is_blocked_and_let_in_again),
        cmocka_unit_test(open_space_is_not_asked_to_approve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
