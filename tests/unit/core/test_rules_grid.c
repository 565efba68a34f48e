#include "rules_kit.h"

#include <inttypes.h>

static struct tf_command *organiser(enum tf_verb verb)
{
    return by(support_command(verb), TF_ROLE_ORGANISER);
}

static struct tf_command *add_space(const char *name, uint64_t id, int64_t position)
{
    struct tf_space space = {
        .record = {.kind = TF_KIND_SPACE, .key.id = id}, .name = name, .position = position};
    return with(organiser(TF_VERB_ADD_SPACE), &space.record, 0);
}

static struct tf_command *edit_space(const struct kit *kit, const char *name, const struct tf_space *space,
                                     const char *field)
{
    struct tf_command *command =
        with(organiser(TF_VERB_EDIT_SPACE), &space->record, tf_schema_mask(TF_KIND_SPACE, field));
    command->space = support_space(kit->board, name);
    return command;
}

static struct tf_command *remove_space(const struct kit *kit, const char *name)
{
    struct tf_command *command = organiser(TF_VERB_REMOVE_SPACE);
    command->space = support_space(kit->board, name);
    return command;
}

static void assert_order(const struct kit *kit, const char *want)
{
    const struct tf_grid *grid = kit->board->grid;
    char names[200] = "";
    size_t len = 0;
    for (size_t i = 0; i < grid->space_count; i++) {
        len += (size_t)snprintf(names + len, sizeof(names) - len, "%s%" PRId64, grid->spaces[i]->name,
                                grid->spaces[i]->position);
    }
    assert_string_equal(names, want);
}

static void spaces_are_added_where_they_are_wanted(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 1 slots"));
    kit_do(&kit, add_space("C", 901, 1));
    assert_order(&kit, "A0C1B2");
    kit_do(&kit, add_space("D", 902, 1000));
    assert_order(&kit, "A0C1B2D3");
    kit_do(&kit, add_space("E", 903, INT64_MIN));
    assert_order(&kit, "E0A1C2B3D4");
    kit_undo(&kit);
    assert_order(&kit, "A0C1B2D3");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_ID_TAKEN, add_space("F", 902, 0));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_INVALID, add_space("", 903, 0));
    assert_string_equal(no.field, "name");
    kit_free(&kit);
}

static void reordering_makes_the_others_move_over(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("4 spaces, 1 slots, Bees in B at 10:00"));
    struct tf_space want = {.record.kind = TF_KIND_SPACE, .name = "", .position = 3};
    kit_do(&kit, edit_space(&kit, "B", &want, "position"));
    assert_order(&kit, "A0C1D2B3");
    want.position = 0;
    kit_do(&kit, edit_space(&kit, "D", &want, "position"));
    assert_order(&kit, "D0A1C2B3");
    want.position = INT64_MAX;
    kit_do(&kit, edit_space(&kit, "D", &want, "position"));
    assert_order(&kit, "A0C1B2D3");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, edit_space(&kit, "D", &want, "position"));
    assert_cell(&kit, "B", "10:00", "Bees");
    kit_undo(&kit);
    assert_order(&kit, "D0A1C2B3");
    kit_free(&kit);
}

static void the_order_does_not_stop_an_undo(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 1 slots"));
    kit_do(&kit, remove_space(&kit, "B"));
    struct tf_event *removal = tf_event_ref(kit.last);
    kit_do(&kit, add_space("D", 901, 1)); /* on the position that B had */
    assert_order(&kit, "A0D1C2");
    kit_do_with(&kit, by(undo(removal->sequence), TF_ROLE_ORGANISER), removal);
    assert_order(&kit, "A0B1D2C3");
    tf_event_unref(removal);
    kit_free(&kit);
}

static void renaming_keeps_everything_in_place(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 1 slots, Bees in A at 10:00"));
    struct tf_space want = {.record.kind = TF_KIND_SPACE, .name = "Some Place Else"};
    kit_do(&kit, edit_space(&kit, "A", &want, "name"));
    assert_cell(&kit, "Some Place Else", "10:00", "Bees");
    struct tf_command *command = edit_space(&kit, "B", &want, "name");
    command->space = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SPACE, command);
    kit_free(&kit);
}

static void a_space_that_goes_or_closes_gives_its_sessions_back(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 2 slots, Bees in A at 10:00, locked Soil in A at 11:00,"
                                          "Bees in B at 11:00, Compost in C at 10:00"));
    kit_do(&kit, remove_space(&kit, "A"));
    assert_state(&kit, "Bees", TF_SESSION_PLACED); /* it runs again in B */
    assert_state(&kit, "Soil", TF_SESSION_OPEN);
    assert_order(&kit, "B0C1");
    kit_undo(&kit);
    assert_order(&kit, "A0B1C2");
    assert_cell(&kit, "A", "11:00", "Soil");
    struct tf_space want = {.record.kind = TF_KIND_SPACE, .closed = true};
    kit_do(&kit, edit_space(&kit, "C", &want, "closed"));
    assert_state(&kit, "Compost", TF_SESSION_OPEN);
    assert_int_equal(kit.warning.displaced, support_session(kit.board, "Compost"));
    kit_undo(&kit);
    assert_cell(&kit, "C", "10:00", "Compost");
    struct tf_command *command = organiser(TF_VERB_REMOVE_SPACE);
    command->space = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SPACE, command);
    kit_free(&kit);
}

static void a_space_with_two_in_a_cell_stays_shared(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("2 spaces, 1 slots, shared A, Bees in A at 10:00, Soil in A at 10:00"));
    struct tf_space want = {.record.kind = TF_KIND_SPACE, .shared = false};
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, edit_space(&kit, "A", &want, "shared"));
    assert_int_equal(no.reason, TF_REASON_CELL_TAKEN);
    assert_offers(&kit, &no, 1, "B", "10:00");
    kit_do(&kit, move(&kit, "Soil", "B", "10:00"));
    kit_do(&kit, edit_space(&kit, "A", &want, "shared"));
    kit_free(&kit);
}

/* ---- rows */

static struct tf_slot row(int64_t hour, int64_t minute, int64_t minutes)
{
    int64_t start = SUPPORT_DAY_S + hour * 3600 + minute * 60;
    return (struct tf_slot){.record = {.kind = TF_KIND_SLOT, .key.id = 901},
                            .day = SUPPORT_DAY,
                            .start = start,
                            .end = start + minutes * 60,
                            .title = ""};
}

static struct tf_command *add_row(const struct tf_slot *slot)
{
    return with(organiser(TF_VERB_ADD_SLOT), &slot->record, 0);
}

static struct tf_command *edit_row(const struct kit *kit, const char *time, const struct tf_slot *slot,
                                   uint64_t fields)
{
    struct tf_command *command = with(organiser(TF_VERB_EDIT_SLOT), &slot->record, fields);
    command->slot = support_slot(kit->board, time);
    return command;
}

static struct tf_command *remove_row(const struct kit *kit, const char *time)
{
    struct tf_command *command = organiser(TF_VERB_REMOVE_SLOT);
    command->slot = support_slot(kit->board, time);
    return command;
}

static struct tf_command *shift(const struct kit *kit, const char *time, int64_t minutes)
{
    struct tf_command *command = organiser(TF_VERB_SHIFT);
    command->slot = support_slot(kit->board, time);
    command->minutes = minutes;
    return command;
}

static uint64_t times(void)
{
    return tf_schema_mask(TF_KIND_SLOT, "start") | tf_schema_mask(TF_KIND_SLOT, "end");
}

static void rows_are_added_where_there_is_time(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, 2 days"));
    struct tf_slot slot = row(11, 30, 60);
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, add_row(&slot));
    assert_int_equal(no.reason, TF_REASON_SLOT_OVERLAPS);
    assert_int_equal(no.subject, support_slot(kit.board, "11:00"));
    slot = row(12, 0, 60);
    kit_do(&kit, add_row(&slot));
    slot = row(13, 0, 60);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_ID_TAKEN, add_row(&slot));
    slot.record.key.id = 902;
    slot.end = slot.start;
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, add_row(&slot)).field, "end");
    slot = row(13, 0, 60);
    slot.record.key.id = 902;
    slot.day = SUPPORT_DAY; /* the first day, after rows of the second */
    slot.start += 86400;
    slot.end += 86400;
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, add_row(&slot)).field, "day");
    slot = row(13, 0, 60);
    slot.record.key.id = 902;
    slot.day = SUPPORT_DAY - 1; /* a night that began the day before, after a row of today */
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, add_row(&slot)).field, "day");
    slot = row(1, 0, 60);
    slot.record.key.id = 902;
    slot.day = SUPPORT_DAY - 1; /* and before all of them */
    kit_do(&kit, add_row(&slot));
    assert_int_equal(kit.board->grid->day_count, 3);
    kit_free(&kit);
}

static void rows_out_of_the_years_are_refused(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    static const int64_t DAYS[] = {0, 1, -5, 10956, 32872, INT64_MAX / 86400, INT64_MIN / 86400};
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]); i++) {
        struct tf_slot slot = row(10, 0, 60);
        slot.day = DAYS[i];
        slot.start = DAYS[i] * 86400 + 3600;
        slot.end = slot.start + 60;
        assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, add_row(&slot));
    }
    kit_free(&kit);
}

static void a_row_that_is_edited_must_not_overlap(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 3 slots, Bees in A at 11:00"));
    struct tf_slot want = row(10, 30, 60);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SLOT_OVERLAPS, edit_row(&kit, "11:00", &want, times()));
    want = row(11, 5, 50);
    kit_do(&kit, edit_row(&kit, "11:00", &want, times()));
    assert_cell(&kit, "A", "11:05", "Bees");
    want = row(14, 0, 60);
    kit_do(&kit, edit_row(&kit, "11:05", &want, times())); /* over the next row, with its session */
    assert_cell(&kit, "A", "14:00", "Bees");
    struct tf_command *command = edit_row(&kit, "14:00", &want, times());
    command->slot = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SLOT, command);
    kit_free(&kit);
}

static void a_row_does_not_jump_out_of_a_long_session(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("1 spaces, 4 slots, Bees in A at 10:00 to 11:00, Soil in A at 12:00"));
    struct tf_slot want = row(15, 0, 60);
    /* Bees would go from 11:00 to 15:00, over Soil */
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SLOT_IN_USE, edit_row(&kit, "10:00", &want, times()));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SLOT_IN_USE, edit_row(&kit, "11:00", &want, times()));
    kit_do(&kit, edit_row(&kit, "12:00", &want, times()));
    kit_free(&kit);
}

static void a_row_with_sessions_cannot_become_a_break(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 3 slots, Bees in A at 10:00"));
    struct tf_slot want = {.record.kind = TF_KIND_SLOT, .kind = TF_SLOT_BREAK, .title = "Lunch"};
    uint64_t kind = tf_schema_mask(TF_KIND_SLOT, "kind");
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, edit_row(&kit, "10:00", &want, kind));
    assert_int_equal(no.reason, TF_REASON_SLOT_IN_USE);
    assert_int_equal(no.subject, support_session(kit.board, "Bees"));
    kit_do(&kit, edit_row(&kit, "11:00", &want, kind | tf_schema_mask(TF_KIND_SLOT, "title")));
    kit_do(&kit, extend(&kit, "Bees", 1));
    assert_cell(&kit, "A", "12:00", "Bees");
    want.kind = TF_SLOT_SESSION; /* the break goes: Bees runs through */
    kit_do(&kit, edit_row(&kit, "11:00", &want, kind));
    assert_cell(&kit, "A", "11:00", "Bees");
    assert_refused(
        &kit, TF_ERR_CONFLICT, TF_REASON_SLOT_IN_USE,
        edit_row(&kit, "11:00",
                 &(struct tf_slot){.record.kind = TF_KIND_SLOT, .kind = TF_SLOT_PLENARY, .title = ""}, kind));
    kit_free(&kit);
}

static void a_break_is_removed_by_organisers_only(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 3 slots, break 11:00"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(remove_row(&kit, "11:00"), TF_ROLE_GUEST));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(remove_row(&kit, "11:00"), TF_ROLE_HELPER));
    kit_do(&kit, remove_row(&kit, "11:00"));
    assert_int_equal(kit.board->grid->slot_count, 2);
    kit_undo(&kit);
    assert_int_equal(kit.board->grid->slots[1]->kind, TF_SLOT_BREAK);
    kit_free(&kit);
}

static void removing_a_row_unplaces_the_short_and_shortens_the_long(void **state)
{
    (void)state;
    struct kit kit =
        kit_of(support_board("4 spaces, 3 slots, Bees in A at 11:00, Soil in B at 10:00 to 11:00,"
                             "Wood in C at 11:00 to 12:00, Water in D at 10:00 to 12:00"));
    kit_do(&kit, remove_row(&kit, "11:00"));
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    assert_cell(&kit, "B", "10:00", "Soil");
    assert_cell(&kit, "B", "12:00", "");
    assert_cell(&kit, "C", "10:00", "");
    assert_cell(&kit, "C", "12:00", "Wood");
    assert_cell(&kit, "D", "10:00", "Water");
    assert_cell(&kit, "D", "12:00", "Water");
    kit_undo(&kit);
    assert_cell(&kit, "A", "11:00", "Bees");
    assert_cell(&kit, "B", "11:00", "Soil");
    assert_cell(&kit, "C", "11:00", "Wood");
    assert_cell(&kit, "D", "11:00", "Water");
    kit_free(&kit);
}

static void shifting_moves_the_rest_of_the_day_only(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 3 slots, 2 days, break 12:00, Bees in A at 11:00"));
    kit_do(&kit, shift(&kit, "11:00", 20));
    assert_cell(&kit, "A", "11:20", "Bees");
    assert_cell(&kit, "A", "10:00", "");
    assert_int_equal(kit.board->grid->slots[2]->start, SUPPORT_10H00_S + 2 * 3600 + 20 * 60);
    assert_int_equal(kit.board->grid->slots[3]->start, SUPPORT_10H00_S + 86400);
    kit_do(&kit, shift(&kit, "11:20", -20));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, shift(&kit, "11:00", -1));
    assert_int_equal(no.reason, TF_REASON_SLOT_OVERLAPS);
    assert_int_equal(no.subject, support_slot(kit.board, "10:00"));
    no = kit_refused(&kit, TF_ERR_CONFLICT, shift(&kit, "10:00", 22 * 60));
    assert_int_equal(no.reason, TF_REASON_SLOT_OVERLAPS);
    assert_int_equal(no.subject, support_slot(kit.board, "2 10:00"));
    kit_do(&kit, shift(&kit, "10:00", -120));
    assert_cell(&kit, "A", "09:00", "Bees");
    kit_undo(&kit);
    assert_cell(&kit, "A", "11:00", "Bees");
    kit_free(&kit);
}

static void shifting_too_far_is_refused_without_overflow(void **state)
{
    (void)state;
    static const int64_t MINUTES[] = {INT64_MIN, INT64_MAX, INT64_MAX / 60, INT64_MIN / 60, 1441, -1441};
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    for (size_t i = 0; i < sizeof(MINUTES) / sizeof(MINUTES[0]); i++) {
        struct tf_refusal no = kit_refused(&kit, TF_ERR_INVALID, shift(&kit, "10:00", MINUTES[i]));
        assert_int_equal(no.reason, TF_REASON_BAD_VALUE);
        assert_string_equal(no.field, "minutes");
    }
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, shift(&kit, "10:00", 0));
    struct tf_command *command = shift(&kit, "10:00", 5);
    command->slot = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SLOT, command);
    kit_free(&kit);
}

static void a_board_that_is_full_says_so(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("26 spaces, 1 slots"));
    for (uint64_t i = kit.board->grid->space_count; i < TF_SPACES_MAX; i++) {
        kit_do(&kit, add_space("More", 5000 + i, 1000));
    }
    struct tf_refusal no = kit_refused(&kit, TF_ERR_LIMIT, add_space("One more", 7000, 0));
    assert_int_equal(no.reason, TF_REASON_FULL);
    assert_string_equal(no.field, "space");
    for (int64_t day = 1; day < TF_DAYS_MAX; day++) {
        struct tf_slot slot = row(10 + 24 * day, 0, 60);
        slot.record.key.id = 5000 + (uint64_t)day;
        slot.day = SUPPORT_DAY + day;
        kit_do(&kit, add_row(&slot));
    }
    struct tf_slot slot = row(10 + 24 * TF_DAYS_MAX, 0, 60);
    slot.day = SUPPORT_DAY + TF_DAYS_MAX;
    no = kit_refused(&kit, TF_ERR_LIMIT, add_row(&slot));
    assert_int_equal(no.reason, TF_REASON_FULL);
    assert_string_equal(no.field, "day");
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spaces_are_added_where_they_are_wanted),
        cmocka_unit_test(reordering_makes_the_others_move_over),
        cmocka_unit_test(the_order_does_not_stop_an_undo),
        cmocka_unit_test(renaming_keeps_everything_in_place),
        cmocka_unit_test(a_space_that_goes_or_closes_gives_its_sessions_back),
        cmocka_unit_test(a_space_with_two_in_a_cell_stays_shared),
        cmocka_unit_test(rows_are_added_where_there_is_time),
        cmocka_unit_test(rows_out_of_the_years_are_refused),
        cmocka_unit_test(a_row_that_is_edited_must_not_overlap),
        cmocka_unit_test(a_row_does_not_jump_out_of_a_long_session),
        cmocka_unit_test(a_row_with_sessions_cannot_become_a_break),
        cmocka_unit_test(a_break_is_removed_by_organisers_only),
        cmocka_unit_test(removing_a_row_unplaces_the_short_and_shortens_the_long),
        cmocka_unit_test(shifting_moves_the_rest_of_the_day_only),
        cmocka_unit_test(shifting_too_far_is_refused_without_overflow),
        cmocka_unit_test(a_board_that_is_full_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
