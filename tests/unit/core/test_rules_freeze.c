/* The last minutes before a row: guests leave it as it is, organisers need not. It is 10:00; with 60 minutes
 * the row of 11:00 is frozen, that of 10:00 has begun, that of 12:00 is free. */
#include "rules_kit.h"

static struct kit frozen(const char *words, int64_t minutes)
{
    struct kit kit = kit_of(support_board(words));
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.freeze_min = minutes;
    support_put(&kit.board, &gathering.record);
    return kit;
}

#define guest(command)              by((command), TF_ROLE_GUEST)
#define assert_frozen(kit, command) assert_refused((kit), TF_ERR_DENIED, TF_REASON_FROZEN, guest(command))

static void a_guest_cannot_place_into_a_frozen_row_and_is_offered_others(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots, Bees", 60);
    struct tf_refusal no =
        kit_refused(&kit, TF_ERR_DENIED, guest(support_place(kit.board, "Bees", "A", "11:00")));
    assert_int_equal(no.reason, TF_REASON_FROZEN);
    assert_int_equal(no.free_cell_count, 4);
    for (size_t i = 0; i < no.free_cell_count; i++) {
        assert_int_not_equal(no.free_cells[i].slot, support_slot(kit.board, "11:00"));
    }
    kit_do(&kit, guest(support_place(kit.board, "Bees", "A", "12:00")));
    kit_free(&kit);
}

static void a_proposal_for_a_frozen_cell_is_refused_whole(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots", 60);
    struct tf_command *command = support_propose("Ants", 1777, "NEWCD");
    command->space = support_space(kit.board, "A");
    command->slot = support_slot(kit.board, "11:00");
    command->placement = 1778;
    assert_frozen(&kit, command);
    assert_int_equal(tf_table_count(kit.board->tables[TF_KIND_SESSION]), 0);
    kit_do(&kit, guest(support_propose("Ants", 1777, "NEWCD")));
    kit_free(&kit);
}

static void what_stands_in_it_stays(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots, Ants in A at 11:00, Bees in B at 12:00", 60);
    assert_frozen(&kit, move(&kit, "Ants", "A", "12:00"));
    assert_frozen(&kit, move(&kit, "Ants", "B", "11:00"));
    assert_frozen(&kit, move(&kit, "Bees", "B", "11:00"));
    assert_frozen(&kit, swap(&kit, "Ants", "Bees"));
    assert_frozen(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Ants"));
    assert_cell(&kit, "A", "11:00", "Ants");
    kit_do(&kit, guest(move(&kit, "Bees", "A", "12:00")));
    kit_free(&kit);
}

static void a_long_session_may_give_back_a_row_that_is_free(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots, Ants in A at 11:00", 60);
    kit_do(&kit, guest(extend(&kit, "Ants", 1)));
    kit_do(&kit, guest(extend(&kit, "Ants", -1)));
    kit_free(&kit);
    kit = frozen("2 spaces, 3 slots, Ants in A at 10:00", 60);
    assert_frozen(&kit, extend(&kit, "Ants", 1));
    kit_free(&kit);
}

static void taking_back_is_a_move_too(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots, Ants in A at 11:00", 0);
    kit_do(&kit, guest(move(&kit, "Ants", "A", "12:00")));
    struct tf_event *moved = tf_event_ref(kit.last);
    struct tf_command *command = undo_last(&kit);
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.freeze_min = 60;
    support_put(&kit.board, &gathering.record);
    assert_int_equal(kit_refused_with(&kit, TF_ERR_DENIED, command, moved).reason, TF_REASON_FROZEN);
    tf_event_unref(moved);
    kit_free(&kit);
}

static void a_host_who_cannot_come_may_always_say_so(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots, Ants in A at 11:00", 60);
    kit_do(&kit, guest(about(&kit, TF_VERB_WITHDRAW, "Ants")));
    assert_cell(&kit, "A", "11:00", "");
    kit_free(&kit);
}

static void helpers_and_organisers_are_not_bound(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots, Ants in A at 11:00, Bees", 60);
    kit_do(&kit, by(move(&kit, "Ants", "B", "11:00"), TF_ROLE_HELPER));
    kit_do(&kit, by(support_place(kit.board, "Bees", "A", "11:00"), TF_ROLE_ORGANISER));
    kit_free(&kit);
}

static void it_is_off_until_somebody_turns_it_on_and_ends_when_the_row_begins(void **state)
{
    (void)state;
    struct kit kit = frozen("2 spaces, 3 slots, Ants, Bees", 0);
    kit_do(&kit, guest(support_place(kit.board, "Ants", "A", "11:00")));
    kit_free(&kit);
    kit = frozen("2 spaces, 3 slots, Ants, Bees", 59);
    kit_do(&kit, guest(support_place(kit.board, "Ants", "A", "11:00")));
    kit_free(&kit);
    kit = frozen("2 spaces, 3 slots, Bees", 240);
    kit_do(&kit,
           guest(support_place(kit.board, "Bees", "A", "10:00"))); /* who begins in a free room, begins */
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_cannot_place_into_a_frozen_row_and_is_offered_others),
        cmocka_unit_test(a_proposal_for_a_frozen_cell_is_refused_whole),
        cmocka_unit_test(what_stands_in_it_stays),
        cmocka_unit_test(a_long_session_may_give_back_a_row_that_is_free),
        cmocka_unit_test(taking_back_is_a_move_too),
        cmocka_unit_test(a_host_who_cannot_come_may_always_say_so),
        cmocka_unit_test(helpers_and_organisers_are_not_bound),
        cmocka_unit_test(it_is_off_until_somebody_turns_it_on_and_ends_when_the_row_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
