#include "rules_kit.h"

static void a_taken_cell_refuses_and_offers_free_ones(void **state)
{
    (void)state;
    struct kit kit = kit_of(board_of("2 spaces, 2 slots", placed("Compost", "A", "10:00"), unplaced("Bees")));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, support_place(kit.board, "Bees", "A", "10:00"));
    assert_int_equal(no.reason, TF_REASON_CELL_TAKEN);
    assert_int_equal(no.subject, support_session(kit.board, "Compost"));
    assert_int_equal(no.free_cell_count, 3);
    assert_offers(&kit, &no, 0, "B", "10:00");
    assert_offers(&kit, &no, 1, "A", "11:00");
    assert_offers(&kit, &no, 2, "B", "11:00");
    kit_free(&kit);
}

static void free_cells_come_nearest_first_without_breaks_and_closed_spaces(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("4 spaces, 5 slots, break 11:00, closed C, Compost in B at 12:00, Bees"));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, support_place(kit.board, "Bees", "B", "12:00"));
    assert_int_equal(no.free_cell_count, TF_REFUSAL_CELLS_MAX);
    assert_offers(&kit, &no, 0, "A", "12:00");
    assert_offers(&kit, &no, 1, "D", "12:00");
    assert_offers(&kit, &no, 2, "B", "13:00");
    assert_offers(&kit, &no, 3, "A", "13:00");
    assert_offers(&kit, &no, 4, "D", "13:00");
    assert_offers(&kit, &no, 5, "B", "14:00"); /* as far as 10:00: later goes first */
    kit_free(&kit);
}

/* There is room for six: rows of this morning, though as near, would leave none for this afternoon's. */
static void what_is_over_is_not_offered(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 5 slots, Compost in A at 12:00, Ants in B at 12:00, "
                                          "Cats in C at 12:00, Dogs in A at 13:00, Bees"));
    struct tf_command *late = support_place(kit.board, "Bees", "A", "12:00");
    late->at = kit.board->grid->slots[2]->start;
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, late);
    assert_int_equal(no.free_cell_count, 5);
    assert_offers(&kit, &no, 0, "B", "13:00");
    assert_offers(&kit, &no, 1, "C", "13:00");
    assert_offers(&kit, &no, 2, "A", "14:00");
    assert_offers(&kit, &no, 3, "B", "14:00");
    assert_offers(&kit, &no, 4, "C", "14:00");
    kit_free(&kit);
}

static void placing_makes_an_open_session_placed(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Bees"));
    kit_do(&kit, support_place(kit.board, "Bees", "B", "11:00"));
    assert_cell(&kit, "B", "11:00", "Bees");
    assert_state(&kit, "Bees", TF_SESSION_PLACED);
    assert_int_equal(kit.warning.displaced, 0);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE,
                   support_place(kit.board, "Bees", "B", "11:00"));
    kit_free(&kit);
}

static void a_session_can_run_again_elsewhere(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 3 slots, Bees in A at 10:00"));
    kit_do(&kit, support_place(kit.board, "Bees", "B", "12:00"));
    assert_cell(&kit, "A", "10:00", "Bees");
    assert_cell(&kit, "B", "12:00", "Bees");
    assert_int_equal(kit.warning.host_also_in, 0);
    /* and leaves the grid only with its last placement */
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Bees"));
    assert_state(&kit, "Bees", TF_SESSION_PLACED);
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Bees"));
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    kit_free(&kit);
}

static void replacing_sends_the_other_back_to_the_unplaced(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees, Soil in B at 10:00,"
                             "Soil in B at 11:00"));
    kit_do(&kit, replacing(support_place(kit.board, "Bees", "A", "10:00")));
    assert_cell(&kit, "A", "10:00", "Bees");
    assert_state(&kit, "Compost", TF_SESSION_OPEN);
    assert_int_equal(kit.warning.displaced, support_session(kit.board, "Compost"));
    /* who has another placement stays placed */
    kit_do(&kit, replacing(move(&kit, "Bees", "B", "10:00")));
    assert_cell(&kit, "B", "10:00", "Bees");
    assert_cell(&kit, "A", "10:00", "");
    assert_state(&kit, "Soil", TF_SESSION_PLACED);
    kit_undo(&kit);
    assert_cell(&kit, "B", "10:00", "Soil");
    kit_free(&kit);
}

static void assert_lost(const struct kit *kit, const char *title, const char *space, const char *time)
{
    const struct tf_session *session = session_of(kit, title);
    assert_int_equal(session->state, TF_SESSION_OPEN);
    assert_int_equal(session->lost_space, support_space(kit->board, space));
    assert_int_equal(session->lost_at, tf_board_slot(kit->board, support_slot(kit->board, time))->start);
}

static void assert_lost_nothing(const struct kit *kit, const char *title)
{
    assert_int_equal(session_of(kit, title)->lost_space, 0);
    assert_int_equal(session_of(kit, title)->lost_at, 0);
}

static void whose_place_is_taken_away_knows_where_it_stood_until_it_has_one_again(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 3 slots, Compost in A at 11:00, Bees"));
    const struct tf_session renamed = {.record.kind = TF_KIND_SESSION, .title = "Soil"};
    kit_do(&kit, replacing(support_place(kit.board, "Bees", "A", "11:00")));
    assert_lost(&kit, "Compost", "A", "11:00");
    assert_lost_nothing(&kit, "Bees");
    kit_undo(&kit);
    assert_lost_nothing(&kit, "Compost");
    kit_do(&kit, by(about_placement(&kit, TF_VERB_UNPLACE, "Compost"), TF_ROLE_ORGANISER));
    assert_lost(&kit, "Compost", "A", "11:00");
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Compost"), &renamed.record,
                      tf_schema_mask(TF_KIND_SESSION, "title")));
    assert_lost(&kit, "Soil", "A", "11:00");
    kit_undo(&kit); /* which looks at its state again */
    assert_lost(&kit, "Compost", "A", "11:00");
    kit_do(&kit, support_place(kit.board, "Compost", "B", "12:00"));
    assert_lost_nothing(&kit, "Compost");
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Compost")); /* at the touchscreen: its host */
    assert_state(&kit, "Compost", TF_SESSION_OPEN);
    assert_lost_nothing(&kit, "Compost");
    kit_free(&kit);
}

static void a_shared_space_holds_several(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, shared B, Compost in B at 10:00, Bees"));
    kit_do(&kit, support_place(kit.board, "Bees", "B", "10:00"));
    assert_state(&kit, "Compost", TF_SESSION_PLACED);
    assert_state(&kit, "Bees", TF_SESSION_PLACED);
    /* but not one and the same twice */
    struct tf_command *again = support_place(kit.board, "Bees", "B", "10:00");
    again->placement = 3002;
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, again);
    kit_free(&kit);
}

static void places_that_are_none_are_refused_by_name(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 3 slots, break 11:00, closed B, Bees, Compost in A at 10:00"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SPACE_CLOSED,
                   support_place(kit.board, "Bees", "B", "10:00"));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, support_place(kit.board, "Bees", "A", "11:00"));
    assert_int_equal(no.reason, TF_REASON_NOT_A_SESSION_SLOT);
    assert_int_equal(no.free_cell_count, 1);
    assert_offers(&kit, &no, 0, "A", "12:00");
    struct tf_command *command = support_place(kit.board, "Bees", "A", "12:00");
    command->space = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SPACE, command);
    command = support_place(kit.board, "Bees", "A", "12:00");
    command->slot = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SLOT, command);
    command = support_place(kit.board, "Bees", "A", "12:00");
    command->session = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SESSION, command);
    command = support_place(kit.board, "Bees", "A", "12:00");
    command->placement = support_placement(kit.board, "Compost");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_ID_TAKEN, command);
    command = support_place(kit.board, "Bees", "A", "12:00");
    command->placement = 0;
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, command);
    command = support_command(TF_VERB_UNPLACE);
    command->placement = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_PLACEMENT, command);
    kit_free(&kit);
}

static void moving_keeps_the_length_and_the_lock(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 4 slots, break 12:00, locked Bees in A at 10:00 to 11:00"));
    kit_do(&kit, by(move(&kit, "Bees", "B", "11:00"), TF_ROLE_HELPER));
    assert_cell(&kit, "A", "10:00", "");
    assert_cell(&kit, "A", "11:00", "");
    assert_cell(&kit, "B", "11:00", "Bees");
    assert_cell(&kit, "B", "13:00", "Bees"); /* over the break */
    const struct tf_placement *placement =
        tf_grid_placement_of(kit.board->grid, support_session(kit.board, "Bees"), NULL);
    assert_true(placement->locked);
    struct tf_refusal no =
        kit_refused(&kit, TF_ERR_CONFLICT, by(move(&kit, "Bees", "A", "13:00"), TF_ROLE_HELPER));
    assert_int_equal(no.reason, TF_REASON_NOTHING_AFTER);
    assert_offers(&kit, &no, 0, "A", "11:00"); /* the nearest with room for two rows */
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE,
                   by(move(&kit, "Bees", "B", "11:00"), TF_ROLE_HELPER));
    kit_free(&kit);
}

static void a_long_session_moves_by_one_row_over_itself(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 3 slots, Bees in A at 10:00 to 11:00"));
    kit_do(&kit, move(&kit, "Bees", "A", "11:00"));
    assert_cell(&kit, "A", "10:00", "");
    assert_cell(&kit, "A", "11:00", "Bees");
    assert_cell(&kit, "A", "12:00", "Bees");
    kit_free(&kit);
}

static void replacing_with_a_long_one_displaces_all_in_its_way(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 2 slots, Bees in A at 10:00 to 11:00, Compost in B at 10:00,"
                             "Soil in B at 11:00"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CELL_TAKEN, move(&kit, "Bees", "B", "10:00"));
    kit_do(&kit, replacing(move(&kit, "Bees", "B", "10:00")));
    assert_state(&kit, "Compost", TF_SESSION_OPEN);
    assert_state(&kit, "Soil", TF_SESSION_OPEN);
    assert_cell(&kit, "B", "11:00", "Bees");
    kit_free(&kit);
}

static void a_swap_is_one_step(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Bees in A at 10:00, Compost in B at 11:00"));
    kit_do(&kit, swap(&kit, "Bees", "Compost"));
    assert_cell(&kit, "B", "11:00", "Bees");
    assert_cell(&kit, "A", "10:00", "Compost");
    kit_undo(&kit);
    assert_cell(&kit, "A", "10:00", "Bees");
    assert_cell(&kit, "B", "11:00", "Compost");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SAME_THING, swap(&kit, "Bees", "Bees"));
    kit_free(&kit);
}

static void a_swap_keeps_both_lengths_or_says_no(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 3 slots, Bees in A at 10:00 to 11:00, Compost in B at 11:00,"
                             "Soil in B at 12:00"));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, swap(&kit, "Bees", "Compost"));
    assert_int_equal(no.reason, TF_REASON_CELL_TAKEN);
    assert_int_equal(no.subject, support_session(kit.board, "Soil"));
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Soil"));
    kit_do(&kit, swap(&kit, "Bees", "Compost"));
    assert_cell(&kit, "A", "10:00", "Compost");
    assert_cell(&kit, "A", "11:00", "");
    assert_cell(&kit, "B", "12:00", "Bees");
    kit_free(&kit);
}

static void a_swap_of_neighbours_in_one_space_does_not_overlap(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("1 spaces, 4 slots, Bees in A at 10:00 to 11:00, Compost in A at 12:00"));
    /* Compost would be at 10:00, Bees at 12:00 to 13:00: fine */
    kit_do(&kit, swap(&kit, "Bees", "Compost"));
    assert_cell(&kit, "A", "10:00", "Compost");
    assert_cell(&kit, "A", "13:00", "Bees");
    kit_do(&kit, move(&kit, "Compost", "A", "11:00"));
    /* Bees would be at 11:00 to 12:00, Compost at 12:00: both in one cell */
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CELL_TAKEN, swap(&kit, "Bees", "Compost"));
    kit_free(&kit);
}

static void extending_takes_the_next_free_cell_and_gives_it_back(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 4 slots, break 11:00, Bees in A at 10:00, Compost in A at 13:00"));
    kit_do(&kit, extend(&kit, "Bees", 1));
    assert_cell(&kit, "A", "12:00", "Bees");
    assert_cell(&kit, "A", "11:00", "");
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, extend(&kit, "Bees", 1));
    assert_int_equal(no.reason, TF_REASON_CELL_TAKEN);
    assert_int_equal(no.subject, support_session(kit.board, "Compost"));
    assert_int_equal(no.free_cell_count, 1); /* three rows: only B has them, from the first */
    assert_offers(&kit, &no, 0, "B", "10:00");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NOTHING_AFTER, extend(&kit, "Compost", 1));
    kit_do(&kit, extend(&kit, "Bees", -1));
    assert_cell(&kit, "A", "12:00", "");
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, extend(&kit, "Bees", -1));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, extend(&kit, "Bees", INT64_MIN));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, extend(&kit, "Bees", INT64_MAX));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, extend(&kit, "Bees", 0));
    kit_free(&kit);
}

static void a_day_ends_what_extends(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, 2 days, Bees in A at 11:00"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NOTHING_AFTER, extend(&kit, "Bees", 1));
    kit_free(&kit);
}

static struct tf_command *lock(const struct kit *kit, const char *title, bool on)
{
    struct tf_command *command = about_placement(kit, TF_VERB_LOCK, title);
    command->on = on;
    return by(command, TF_ROLE_HELPER);
}

static void a_lock_stops_guests_and_nobody_else(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 3 slots, Bees in A at 10:00, Compost in B at 10:00"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(lock(&kit, "Bees", true), TF_ROLE_GUEST));
    kit_do(&kit, lock(&kit, "Bees", true));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, lock(&kit, "Bees", true));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_LOCKED, move(&kit, "Bees", "A", "11:00"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_LOCKED, swap(&kit, "Compost", "Bees"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_LOCKED, extend(&kit, "Bees", 1));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_LOCKED, about_placement(&kit, TF_VERB_UNPLACE, "Bees"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_LOCKED, about(&kit, TF_VERB_WITHDRAW, "Bees"));
    kit_do(&kit, about_two(&kit, TF_VERB_ASK_MERGE, "Bees", "Compost"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_LOCKED, about_two(&kit, TF_VERB_MERGE, "Bees", "Compost"));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_DENIED, replacing(move(&kit, "Compost", "A", "10:00")));
    assert_int_equal(no.reason, TF_REASON_LOCKED);
    assert_int_equal(no.subject, support_session(kit.board, "Bees"));
    assert_true(no.free_cell_count > 0);
    kit_do(&kit, by(move(&kit, "Bees", "A", "11:00"), TF_ROLE_HELPER));
    kit_do(&kit, lock(&kit, "Bees", false));
    kit_do(&kit, move(&kit, "Bees", "A", "10:00"));
    kit_free(&kit);
}

static struct tf_command *host(const struct kit *kit, const char *title, const char *name)
{
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .host = name};
    return with(about(kit, TF_VERB_EDIT, title), &session.record, tf_schema_mask(TF_KIND_SESSION, "host"));
}

static void a_host_in_two_places_is_a_warning(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("3 spaces, 3 slots, Bees in A at 10:00, Compost, Soil in C at 11:00"));
    kit_do(&kit, host(&kit, "Bees", "Zo\u00eb Adler, Kim"));
    kit_do(&kit, host(&kit, "Compost", "Robin, zoe ADLER"));
    kit_do(&kit, host(&kit, "Soil", "Zoe"));
    assert_int_equal(kit.warning.host_also_in, 0);
    kit_do(&kit, support_place(kit.board, "Compost", "B", "10:00"));
    assert_int_equal(kit.warning.host_also_in, support_placement(kit.board, "Bees"));
    kit_do(&kit, move(&kit, "Compost", "B", "11:00")); /* "Zoe" alone is somebody else */
    assert_int_equal(kit.warning.host_also_in, 0);
    kit_do(&kit, host(&kit, "Soil", "Robin")); /* and an edit can put one in two places, too */
    assert_int_equal(kit.warning.host_also_in, support_placement(kit.board, "Compost"));
    kit_do(&kit, extend(&kit, "Bees", 1));
    assert_int_equal(kit.warning.host_also_in, support_placement(kit.board, "Compost"));
    kit_free(&kit);
}

static void nobody_is_not_in_two_places(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Bees in A at 10:00, Compost"));
    kit_do(&kit, support_place(kit.board, "Compost", "B", "10:00"));
    assert_int_equal(kit.warning.host_also_in, 0);
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Compost"));
    kit_do(&kit, replacing(move(&kit, "Bees", "B", "10:00")));
    /* who makes room for somebody is not in their way */
    kit_do(&kit, host(&kit, "Bees", "Kim"));
    kit_do(&kit, host(&kit, "Compost", "Kim"));
    kit_do(&kit, replacing(support_place(kit.board, "Compost", "B", "10:00")));
    assert_int_equal(kit.warning.host_also_in, 0);
    kit_free(&kit);
}

/* Whoever sends the command: the screen offers none of this, but a phone can send what it was not offered. */
static void a_format_that_gives_the_places_itself_binds_guests_alone(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Bees in A at 10:00, Compost"));
    kit_do(&kit, by(move(&kit, "Bees", "A", "11:00"), TF_ROLE_GUEST));
    struct tf_event *moved = tf_event_ref(kit.last);
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.format = "barcamp";
    gathering.phase = TF_PHASE_MARKETPLACE;
    support_put(&kit.board, &gathering.record);
    struct tf_command *placing = support_place(kit.board, "Compost", "B", "10:00");
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(placing, TF_ROLE_GUEST));
    struct tf_command *proposal = support_propose("Ants", 1777, "NEWCD");
    proposal->space = support_space(kit.board, "B");
    proposal->slot = support_slot(kit.board, "10:00");
    proposal->placement = 3777;
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(proposal, TF_ROLE_GUEST));
    struct tf_refusal no =
        kit_refused_with(&kit, TF_ERR_DENIED, by(undo(moved->sequence), TF_ROLE_GUEST), moved);
    assert_int_equal(no.reason, TF_REASON_NOT_ALLOWED);
    kit_do(&kit, by(support_propose("Ants", 1777, "NEWCD"), TF_ROLE_GUEST));
    kit_do(&kit, by(support_place(kit.board, "Compost", "B", "10:00"), TF_ROLE_HELPER));
    tf_event_unref(moved);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_taken_cell_refuses_and_offers_free_ones),
        cmocka_unit_test(free_cells_come_nearest_first_without_breaks_and_closed_spaces),
        cmocka_unit_test(what_is_over_is_not_offered),
        cmocka_unit_test(placing_makes_an_open_session_placed),
        cmocka_unit_test(a_format_that_gives_the_places_itself_binds_guests_alone),
        cmocka_unit_test(a_session_can_run_again_elsewhere),
        cmocka_unit_test(replacing_sends_the_other_back_to_the_unplaced),
        cmocka_unit_test(whose_place_is_taken_away_knows_where_it_stood_until_it_has_one_again),
        cmocka_unit_test(a_shared_space_holds_several),
        cmocka_unit_test(places_that_are_none_are_refused_by_name),
        cmocka_unit_test(moving_keeps_the_length_and_the_lock),
        cmocka_unit_test(a_long_session_moves_by_one_row_over_itself),
        cmocka_unit_test(replacing_with_a_long_one_displaces_all_in_its_way),
        cmocka_unit_test(a_swap_is_one_step),
        cmocka_unit_test(a_swap_keeps_both_lengths_or_says_no),
        cmocka_unit_test(a_swap_of_neighbours_in_one_space_does_not_overlap),
        cmocka_unit_test(extending_takes_the_next_free_cell_and_gives_it_back),
        cmocka_unit_test(a_day_ends_what_extends),
        cmocka_unit_test(a_lock_stops_guests_and_nobody_else),
        cmocka_unit_test(a_host_in_two_places_is_a_warning),
        cmocka_unit_test(nobody_is_not_in_two_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
