#include "rules_kit.h"

static void undo_and_redo_give_back_exactly_what_was(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Bees in A at 10:00, Compost in B at 10:00"));
    struct tf_board *before = tf_board_ref(kit.board);
    kit_do(&kit, replacing(move(&kit, "Bees", "B", "10:00")));
    struct tf_board *after = tf_board_ref(kit.board);
    kit_undo(&kit);
    assert_true(tf_board_equal(kit.board, before));
    kit_undo(&kit); /* of the undo */
    assert_true(tf_board_equal(kit.board, after));
    kit_undo(&kit);
    assert_true(tf_board_equal(kit.board, before));
    tf_board_unref(before);
    tf_board_unref(after);
    kit_free(&kit);
}

static void undo_leaves_what_came_later_beside_it(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Bees in A at 10:00"));
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .title = "Wild bees"};
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Bees"), &session.record,
                      tf_schema_mask(TF_KIND_SESSION, "title")));
    struct tf_event *retitled = tf_event_ref(kit.last);
    session.host = "Kim";
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Wild bees"), &session.record,
                      tf_schema_mask(TF_KIND_SESSION, "host")));
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Wild bees"));
    kit_do_with(&kit, undo(retitled->sequence), retitled);
    assert_string_equal(session_of(&kit, "Bees")->host, "Kim");
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    tf_event_unref(retitled);
    kit_free(&kit);
}

static void undo_does_not_take_back_what_somebody_did_later(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 3 slots, Bees in A at 10:00"));
    kit_do(&kit, move(&kit, "Bees", "A", "11:00"));
    struct tf_event *moved = tf_event_ref(kit.last);
    kit_do(&kit, move(&kit, "Bees", "A", "12:00"));
    struct tf_refusal no = kit_refused_with(&kit, TF_ERR_CONFLICT, undo(moved->sequence), moved);
    assert_int_equal(no.reason, TF_REASON_CHANGED_SINCE);
    kit_undo(&kit); /* but in order it works */
    kit_do_with(&kit, undo(moved->sequence), moved);
    assert_cell(&kit, "A", "10:00", "Bees");
    no = kit_refused_with(&kit, TF_ERR_CONFLICT, undo(moved->sequence), moved);
    assert_int_equal(no.reason, TF_REASON_NO_CHANGE); /* taken back already */
    tf_event_unref(moved);
    kit_free(&kit);
}

static void a_proposal_with_notes_cannot_be_undone(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    kit_do(&kit, support_propose("Bees", 1777, "NEWCD"));
    support_note(&kit.board, "Bees", 5001, "Twelve came");
    struct tf_refusal no = kit_refused_with(&kit, TF_ERR_CONFLICT, undo_last(&kit), kit.last);
    assert_int_equal(no.reason, TF_REASON_CHANGED_SINCE);
    assert_int_equal(no.subject, 1777);
    kit_free(&kit);
}

static void undo_into_a_taken_cell_is_refused_with_free_ones(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 1 slots, Bees in A at 10:00, Compost"));
    kit_do(&kit, about(&kit, TF_VERB_WITHDRAW, "Bees"));
    struct tf_event *withdrawn = tf_event_ref(kit.last);
    kit_do(&kit, support_place(kit.board, "Compost", "A", "10:00"));
    struct tf_refusal no = kit_refused_with(&kit, TF_ERR_CONFLICT, undo(withdrawn->sequence), withdrawn);
    assert_int_equal(no.reason, TF_REASON_CELL_TAKEN);
    assert_int_equal(no.subject, support_session(kit.board, "Compost"));
    assert_int_equal(no.free_cell_count, 1);
    assert_offers(&kit, &no, 0, "B", "10:00");
    kit_do(&kit, move(&kit, "Compost", "B", "10:00"));
    kit_do_with(&kit, undo(withdrawn->sequence), withdrawn);
    assert_cell(&kit, "A", "10:00", "Bees");
    tf_event_unref(withdrawn);
    kit_free(&kit);
}

static void a_session_that_runs_again_stays_placed_when_the_first_run_is_undone(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Bees"));
    kit_do(&kit, support_place(kit.board, "Bees", "A", "10:00"));
    struct tf_event *first = tf_event_ref(kit.last);
    struct tf_command *again = support_place(kit.board, "Bees", "A", "11:00");
    again->placement = 3002;
    kit_do(&kit, again);
    kit_do_with(&kit, undo(first->sequence), first);
    assert_cell(&kit, "A", "10:00", "");
    assert_cell(&kit, "A", "11:00", "Bees");
    assert_state(&kit, "Bees", TF_SESSION_PLACED);
    kit_undo(&kit);
    assert_cell(&kit, "A", "10:00", "Bees");
    tf_event_unref(first);
    kit_free(&kit);
}

static void a_space_in_use_cannot_be_undone_away(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees"));
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key.id = 901}, .name = "Garden"};
    kit_do(&kit, by(with(support_command(TF_VERB_ADD_SPACE), &space.record, 0), TF_ROLE_ORGANISER));
    struct tf_event *added = tf_event_ref(kit.last);
    kit_do(&kit, support_place(kit.board, "Bees", "Garden", "10:00"));
    struct tf_refusal no =
        kit_refused_with(&kit, TF_ERR_CONFLICT, by(undo(added->sequence), TF_ROLE_ORGANISER), added);
    assert_int_equal(no.reason, TF_REASON_CHANGED_SINCE);
    tf_event_unref(added);
    kit_free(&kit);
}

static void guests_undo_their_own_and_helpers_what_guests_did(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Bees"));
    kit_do(&kit, from_device(support_place(kit.board, "Bees", "A", "10:00"), 7));
    uint64_t sequence = kit.last->sequence;
    struct tf_command *command = from_device(undo(sequence), 8);
    assert_int_equal(kit_refused_with(&kit, TF_ERR_DENIED, command, kit.last).reason, TF_REASON_NOT_ALLOWED);
    kit_do_with(&kit, by(undo(sequence), TF_ROLE_HELPER), kit.last);
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    /* and what a helper did is not a guest's to take back */
    command = undo(kit.last->sequence);
    assert_int_equal(kit_refused_with(&kit, TF_ERR_DENIED, command, kit.last).reason, TF_REASON_NOT_ALLOWED);
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_ORGANISER));
    command = by(undo(kit.last->sequence), TF_ROLE_HELPER);
    assert_int_equal(kit_refused_with(&kit, TF_ERR_DENIED, command, kit.last).reason, TF_REASON_NOT_ALLOWED);
    kit_undo(&kit);
    /* an organiser takes back everything, an import from the command line too */
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .title = "Wild bees"};
    kit_do(&kit, by(with(about(&kit, TF_VERB_EDIT, "Bees"), &session.record,
                         tf_schema_mask(TF_KIND_SESSION, "title")),
                    TF_ROLE_SYSTEM));
    kit_do_with(&kit, by(undo(kit.last->sequence), TF_ROLE_ORGANISER), kit.last);
    kit_free(&kit);
}

static void a_lock_stops_a_guests_undo(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Bees"));
    kit_do(&kit, support_place(kit.board, "Bees", "A", "10:00"));
    kit_do(&kit, move(&kit, "Bees", "A", "11:00"));
    struct tf_event *moved = tf_event_ref(kit.last);
    struct tf_command *lock = by(about_placement(&kit, TF_VERB_LOCK, "Bees"), TF_ROLE_HELPER);
    lock->on = true;
    kit_do(&kit, lock);
    struct tf_refusal no = kit_refused_with(&kit, TF_ERR_DENIED, undo(moved->sequence), moved);
    assert_int_equal(no.reason, TF_REASON_LOCKED);
    kit_do_with(&kit, by(undo(moved->sequence), TF_ROLE_HELPER), moved);
    assert_cell(&kit, "A", "10:00", "Bees");
    tf_event_unref(moved);
    kit_free(&kit);
}

/* Saved, it would be a file that does not load: a record is checked then. */
static void undo_brings_nothing_back_that_has_no_right_form(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key = {0, 1777}},
                             .name = "Barn",
                             .position = 5,
                             .symbol = TF_SYMBOL_COUNT};
    const struct tf_record *gone = NULL;
    struct tf_event *removed = NULL;
    struct tf_actor actor = {.role = TF_ROLE_ORGANISER};
    assert_int_equal(tf_record_copy(&gone, &space.record), TF_OK);
    assert_int_equal(tf_event_create(&removed, TF_VERB_REMOVE_SPACE, actor, 0, 1), TF_OK);
    assert_int_equal(tf_event_add(removed, gone, NULL), TF_OK);
    removed->sequence = 1;
    struct tf_refusal no = kit_refused_with(&kit, TF_ERR_INVALID, by(undo(1), TF_ROLE_ORGANISER), removed);
    assert_int_equal(no.reason, TF_REASON_BAD_VALUE);
    assert_string_equal(no.field, "symbol");
    tf_record_unref(gone);
    tf_event_unref(removed);
    kit_free(&kit);
}

static void an_event_that_nobody_knows_cannot_be_undone(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees"));
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_EVENT, undo(77));
    kit_do(&kit, support_place(kit.board, "Bees", "A", "10:00"));
    struct tf_refusal no = kit_refused_with(&kit, TF_ERR_NOT_FOUND, undo(77), kit.last);
    assert_int_equal(no.reason, TF_REASON_UNKNOWN_EVENT);
    assert_int_equal(no.subject, 77);
    kit_free(&kit);
}

/* ---- IMPORT, one step that comes back out as one */

static struct tf_command *import(void)
{
    return by(support_command(TF_VERB_IMPORT), TF_ROLE_ORGANISER);
}

static void add(struct tf_command *command, const struct tf_record *record)
{
    assert_int_equal(tf_command_add_record(command, record), TF_OK);
}

static struct tf_session imported(uint64_t id, const char *code)
{
    return (struct tf_session){
        .record = {.kind = TF_KIND_SESSION, .key.id = id}, .code = code, .title = "Imported"};
}

static struct tf_placement put(uint64_t id, uint64_t session, uint64_t space, uint64_t slot)
{
    return (struct tf_placement){.record = {.kind = TF_KIND_PLACEMENT, .key.id = id},
                                 .session = session,
                                 .space = space,
                                 .slot = slot,
                                 .last_slot = slot};
}

static void an_import_is_one_step_and_settles_states(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Bees in A at 10:00"));
    struct tf_board *before = tf_board_ref(kit.board);
    struct tf_session session = imported(1777, "NEWCD"); /* says open, and is placed */
    struct tf_placement placement =
        put(3777, 1777, support_space(kit.board, "A"), support_slot(kit.board, "11:00"));
    struct tf_command *command = import();
    add(command, &session.record);
    add(command, &placement.record);
    kit_do(&kit, command);
    assert_state(&kit, "Imported", TF_SESSION_PLACED);
    kit_undo(&kit);
    assert_true(tf_board_equal(kit.board, before));
    tf_board_unref(before);
    kit_free(&kit);
}

static void an_import_of_the_same_again_changes_nothing(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees in A at 10:00"));
    struct tf_command *command = import();
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        struct tf_table_iter it = tf_table_first(kit.board->tables[kind]);
        for (; it.record != NULL; tf_table_next(&it)) {
            add(command, it.record);
        }
    }
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, command);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, import());
    kit_free(&kit);
}

static void an_import_sets_up_an_empty_board_when_it_brings_the_event(void **state)
{
    (void)state;
    struct tf_board *other = support_board("1 spaces, 1 slots, Bees in A at 10:00"), *empty = NULL;
    assert_int_equal(tf_board_create(&empty), TF_OK);
    struct kit kit = kit_of(empty);
    struct tf_command *command = import(), *without = import();
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        struct tf_table_iter it = tf_table_first(other->tables[kind]);
        for (; it.record != NULL; tf_table_next(&it)) {
            add(command, it.record);
            if (kind != TF_KIND_GATHERING) {
                add(without, it.record);
            }
        }
    }
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_EVENT, without);
    kit_do(&kit, command);
    assert_true(tf_board_equal(kit.board, other));
    kit_undo(&kit);
    assert_null(tf_board_gathering(kit.board));
    tf_board_unref(other);
    kit_free(&kit);
}

static void an_import_that_would_break_the_board_is_refused_whole(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 2 slots, break 11:00, closed B, Bees in A at 10:00, Soil"));
    uint64_t a = support_space(kit.board, "A"), b = support_space(kit.board, "B");
    uint64_t ten = support_slot(kit.board, "10:00"), eleven = support_slot(kit.board, "11:00");
    uint64_t soil = support_session(kit.board, "Soil");
    const struct {
        struct tf_placement placement;
        enum tf_reason reason;
        uint64_t subject;
    } cases[] = {
        {put(3777, soil, a, ten), TF_REASON_CELL_TAKEN, support_session(kit.board, "Bees")},
        {put(3777, soil, b, ten), TF_REASON_SPACE_CLOSED, b},
        {put(3777, soil, a, eleven), TF_REASON_NOT_A_SESSION_SLOT, soil},
        {put(3777, 999, a, ten), TF_REASON_UNKNOWN_SESSION, 999},
        {put(3777, soil, 999, ten), TF_REASON_UNKNOWN_SPACE, 999},
        {put(3777, soil, a, 999), TF_REASON_UNKNOWN_SLOT, 999},
        {put(3777, soil, a, 0), TF_REASON_BAD_VALUE, 3777},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct tf_command *command = import();
        struct tf_event *event = NULL;
        struct tf_refusal no = {0};
        add(command, &cases[i].placement.record);
        assert_int_not_equal(tf_rules_decide(&event, kit.board, command, NULL, &no, NULL), TF_OK);
        assert_string_equal(tf_reason_name(no.reason), tf_reason_name(cases[i].reason));
        assert_int_equal(no.subject, cases[i].subject);
        tf_command_destroy(command);
    }
    struct tf_session session = imported(1777, session_of(&kit, "Bees")->code);
    struct tf_command *command = import();
    add(command, &session.record);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CODE_TAKEN, command);
    struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key.id = 901},
                           .day = SUPPORT_DAY,
                           .start = SUPPORT_10H00_S + 60,
                           .end = SUPPORT_10H00_S + 120};
    command = import();
    add(command, &slot.record);
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, command);
    assert_int_equal(no.reason, TF_REASON_SLOT_OVERLAPS);
    assert_int_equal(no.subject, ten);
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key.id = 901}, .name = "C"};
    command = import();
    add(command, &space.record);
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, command).field, "position");
    kit_free(&kit);
}

static void an_import_takes_away_what_is_as_it_was_seen(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Bees in A at 10:00, Soil"));
    struct tf_board *before = tf_board_ref(kit.board);
    const struct tf_session *bees = session_of(&kit, "Bees"), *soil = session_of(&kit, "Soil");
    const struct tf_placement *placement = tf_grid_placement_of(kit.board->grid, bees->record.key.id, NULL);
    struct tf_command *command = import();
    assert_int_equal(tf_command_add_removal(command, &placement->record), TF_OK);
    assert_int_equal(tf_command_add_removal(command, &soil->record), TF_OK);
    assert_int_equal(tf_command_add_removal(command, &soil->record), TF_OK); /* said twice, gone once */
    kit_do(&kit, command);
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    assert_null(tf_board_session(kit.board, soil->record.key.id));
    kit_undo(&kit);
    assert_true(tf_board_equal(kit.board, before));
    /* a session whose placement stays, or whose notes do, does not go */
    command = import();
    assert_int_equal(tf_command_add_removal(command, &bees->record), TF_OK);
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, command);
    support_note(&kit.board, "Soil", 5001, "Twelve came");
    command = import();
    assert_int_equal(tf_command_add_removal(command, &soil->record), TF_OK);
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, command);
    /* nor what somebody changed meanwhile */
    kit_do(&kit, by(about_placement(&kit, TF_VERB_UNPLACE, "Bees"), TF_ROLE_GUEST));
    command = import();
    assert_int_equal(tf_command_add_removal(command, &bees->record), TF_OK);
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, command);
    assert_int_equal(no.reason, TF_REASON_CHANGED_SINCE);
    assert_int_equal(no.subject, bees->record.key.id);
    tf_board_unref(before);
    kit_free(&kit);
}

static void an_import_made_against_an_older_board_is_refused(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    struct tf_session session = imported(1777, "NEWCD");
    struct tf_command *command = import();
    add(command, &session.record);
    command->revision = kit.board->revision;
    kit_do(&kit, support_propose("Bees", 1778, "NEWCE"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CHANGED_SINCE, command);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_and_redo_give_back_exactly_what_was),
        cmocka_unit_test(undo_leaves_what_came_later_beside_it),
        cmocka_unit_test(undo_does_not_take_back_what_somebody_did_later),
        cmocka_unit_test(a_proposal_with_notes_cannot_be_undone),
        cmocka_unit_test(undo_into_a_taken_cell_is_refused_with_free_ones),
        cmocka_unit_test(a_session_that_runs_again_stays_placed_when_the_first_run_is_undone),
        cmocka_unit_test(a_space_in_use_cannot_be_undone_away),
        cmocka_unit_test(guests_undo_their_own_and_helpers_what_guests_did),
        cmocka_unit_test(a_lock_stops_a_guests_undo),
        cmocka_unit_test(undo_brings_nothing_back_that_has_no_right_form),
        cmocka_unit_test(an_event_that_nobody_knows_cannot_be_undone),
        cmocka_unit_test(an_import_is_one_step_and_settles_states),
        cmocka_unit_test(an_import_of_the_same_again_changes_nothing),
        cmocka_unit_test(an_import_sets_up_an_empty_board_when_it_brings_the_event),
        cmocka_unit_test(an_import_that_would_break_the_board_is_refused_whole),
        cmocka_unit_test(an_import_takes_away_what_is_as_it_was_seen),
        cmocka_unit_test(an_import_made_against_an_older_board_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
