/* The organisers' sheets, continued: rows inserted, split and joined, days laid out, spaces, several cards at
 * once. */
#include "task_kit.h"

#include "base/clock.h"

static int64_t start_of(const struct desk *desk, size_t row)
{
    return (desk->board->grid->slots[row]->start - SUPPORT_10H00_S) / 60;
}

static int64_t end_of(const struct desk *desk, size_t row)
{
    return (desk->board->grid->slots[row]->end - SUPPORT_10H00_S) / 60;
}

static void assert_at(const struct desk *desk, const char *title, const char *space, size_t row)
{
    const struct tf_grid *grid = desk->board->grid;
    const struct tf_placement *placement =
        tf_grid_placement_of(grid, support_session(desk->board, title), NULL);
    assert_non_null(placement);
    assert_true(placement->space == support_space(desk->board, space));
    assert_int_equal(tf_grid_slot_index(grid, placement->slot), row);
}

static bool is_off(const struct desk *desk, const char *title)
{
    return tf_board_session(desk->board, support_session(desk->board, title))->state == TF_SESSION_OPEN;
}

static void a_row_in_the_middle_moves_what_follows(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 3 slots, Ants in A at 12:00", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
    press(&desk, TF_TASK_DO_CHOOSE, desk.board->grid->slots[0]->record.key.id);
    assert_line(&desk, 0, "One more after it", "11:00 – 12:00; what follows begins 60 minutes later");
    press(&desk, TF_TASK_DO_INSERT, 0);
    assert_int_equal(desk.verb, TF_VERB_CHAIN);
    assert_int_equal(desk.board->grid->slot_count, 4);
    assert_int_equal(start_of(&desk, 1), 60);
    assert_int_equal(start_of(&desk, 2), 120);
    assert_int_equal(end_of(&desk, 3), 240);
    assert_at(&desk, "Ants", "A", 3);
    take_back(&desk);
    assert_int_equal(desk.board->grid->slot_count, 3);
    assert_int_equal(start_of(&desk, 1), 60);
    leave(&desk);
}

static void after_the_last_row_nothing_has_to_move(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 2 slots", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
    press(&desk, TF_TASK_DO_CHOOSE, desk.board->grid->slots[1]->record.key.id);
    assert_line(&desk, 0, "One more after it", "12:00 – 13:00");
    press(&desk, TF_TASK_DO_INSERT, 0);
    assert_int_equal(desk.board->grid->slot_count, 3);
    leave(&desk);
}

static void a_row_is_split_and_joined_again(void **state)
{
    (void)state;
    struct desk desk = desk_of("2 spaces, 2 slots, Ants in A at 10:00, Bees in B at 11:00", TF_ROLE_ORGANISER,
                               TF_SCREEN_TIMES);
    press(&desk, TF_TASK_DO_CHOOSE, desk.board->grid->slots[0]->record.key.id);
    assert_line(&desk, 1, "Two of it", "10:00 – 10:30 and 10:30 – 11:00; its sessions stay in the first");
    press(&desk, TF_TASK_DO_SPLIT, 0);
    assert_int_equal(desk.board->grid->slot_count, 3);
    assert_int_equal(end_of(&desk, 0), 30);
    assert_int_equal(end_of(&desk, 1), 60);
    assert_at(&desk, "Ants", "A", 0);
    assert_at(&desk, "Bees", "B", 2);
    press(&desk, TF_TASK_DO_JOIN, 0);
    assert_int_equal(desk.board->grid->slot_count, 2);
    assert_int_equal(end_of(&desk, 0), 60);
    press(&desk, TF_TASK_DO_JOIN, 0); /* Bees move up: their cell is free there */
    assert_int_equal(desk.board->grid->slot_count, 1);
    assert_int_equal(end_of(&desk, 0), 120);
    assert_at(&desk, "Ants", "A", 0);
    assert_at(&desk, "Bees", "B", 0);
    take_back(&desk);
    assert_at(&desk, "Bees", "B", 1);
    leave(&desk);
}

static void who_has_no_room_in_joined_rows_looks_for_a_place(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 2 slots, Ants in A at 10:00, Bees in A at 11:00", TF_ROLE_ORGANISER,
                               TF_SCREEN_TIMES);
    press(&desk, TF_TASK_DO_CHOOSE, desk.board->grid->slots[0]->record.key.id);
    assert_line(&desk, 2, "One of it and the next", "10:00 – 12:00; 1 session looks for a place again");
    press(&desk, TF_TASK_DO_JOIN, 0);
    assert_at(&desk, "Ants", "A", 0);
    assert_true(is_off(&desk, "Bees"));
    take_back(&desk);
    assert_at(&desk, "Bees", "A", 1);
    leave(&desk);
}

static void a_row_for_all_together_gets_a_name(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
    uint64_t row = desk.board->grid->slots[0]->record.key.id;
    press(&desk, TF_TASK_DO_CHOOSE, row);
    press(&desk, TF_TASK_DO_KIND, TF_SLOT_PLENARY);
    press(&desk, TF_TASK_DO_TYPE, row);
    type(&desk, "circle");
    enter(&desk);
    assert_int_equal(desk.board->grid->slots[0]->kind, TF_SLOT_PLENARY);
    assert_string_equal(desk.board->grid->slots[0]->title, "circle");
    press(&desk, TF_TASK_DO_KIND, TF_SLOT_KIND_COUNT); /* there is no such kind */
    assert_int_equal(desk.board->grid->slots[0]->kind, TF_SLOT_PLENARY);
    leave(&desk);
}

static void a_day_is_laid_out_by_its_rule(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 0 slots", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
    press(&desk, TF_TASK_DO_LAY_OUT, 0);
    for (int i = 0; i < 4; i++) { /* two of them */
        press(&desk, TF_TASK_DO_SMALLER, TF_TASK_RULE_COUNT_OF);
    }
    for (int i = 0; i < 9; i++) {
        press(&desk, TF_TASK_DO_LARGER, TF_TASK_RULE_LENGTH);
    }
    press(&desk, TF_TASK_DO_LARGER, TF_TASK_RULE_TOGETHER);
    assert_line(&desk, TF_TASK_RULE_COUNT_OF, "2 times for sessions", "");
    assert_line(&desk, TF_TASK_RULE_LENGTH, "90 minutes each", "");
    press(&desk, TF_TASK_DO_FILL_DAY, 0);
    const struct tf_grid *grid = desk.board->grid;
    assert_int_equal(grid->slot_count, 5); /* circle, session, lunch, session, circle */
    assert_int_equal(grid->slots[0]->kind, TF_SLOT_PLENARY);
    assert_int_equal(start_of(&desk, 1), 30);
    assert_int_equal(end_of(&desk, 1), 120);
    assert_int_equal(grid->slots[2]->kind, TF_SLOT_BREAK);
    assert_int_equal(start_of(&desk, 2), 150);
    assert_int_equal(start_of(&desk, 3), 210);
    assert_int_equal(grid->slots[4]->kind, TF_SLOT_PLENARY);
    press(&desk, TF_TASK_DO_LAY_OUT, 0); /* one more day, after it */
    press(&desk, TF_TASK_DO_FILL_DAY, 0);
    assert_int_equal(desk.board->grid->day_count, 2);
    assert_int_equal(desk.s->day, 1);
    leave(&desk);
}

/* Whatever the rule: rows in order, none over another, all of it within what was asked. */
static void no_rule_makes_rows_that_overlap(void **state)
{
    (void)state;
    unsigned seed = (unsigned)tf_clock_mono_us();
    print_message("seed %u\n", seed);
    srand(seed);
    for (int round = 0; round < 30; round++) {
        struct desk desk = desk_of("1 spaces, 0 slots", TF_ROLE_ORGANISER, TF_SCREEN_TIMES);
        press(&desk, TF_TASK_DO_LAY_OUT, 0);
        for (int i = 0; i < 60; i++) {
            press(&desk, rand() % 2 == 0 ? TF_TASK_DO_LARGER : TF_TASK_DO_SMALLER,
                  (uint64_t)rand() % (TF_TASK_RULE_COUNT + 1));
        }
        int count = desk.s->task->rule[TF_TASK_RULE_COUNT_OF];
        press(&desk, TF_TASK_DO_FILL_DAY, 0);
        assert_true((int)desk.board->grid->slot_count >= count);
        struct tf_problem problem;
        assert_int_equal(tf_board_check(desk.board, &problem), TF_OK);
        take_back(&desk);
        assert_int_equal(desk.board->grid->slot_count, 0);
        leave(&desk);
    }
}

static void a_space_gets_its_own_symbol_and_features(void **state)
{
    (void)state;
    struct desk desk = desk_of("3 spaces, 1 slots", TF_ROLE_ORGANISER, TF_SCREEN_SPACES);
    uint64_t a = support_space(desk.board, "A");
    press(&desk, TF_TASK_DO_CHOOSE, a);
    press(&desk, TF_TASK_DO_SYMBOL, a);
    for (size_t i = 1; i < 3; i++) {
        assert_true(desk.board->grid->spaces[0]->symbol != desk.board->grid->spaces[i]->symbol);
    }
    press(&desk, TF_TASK_DO_FEATURE, TF_FEATURE_PROJECTOR);
    press(&desk, TF_TASK_DO_FEATURE, TF_FEATURE_QUIET);
    press(&desk, TF_TASK_DO_FEATURE, TF_FEATURE_PROJECTOR);
    assert_int_equal(tf_board_space(desk.board, a)->features, TF_FEATURE_QUIET);
    press(&desk, TF_TASK_DO_SHARED, a);
    assert_true(tf_board_space(desk.board, a)->shared);
    take_back(&desk);
    assert_false(tf_board_space(desk.board, a)->shared);
    leave(&desk);
}

static uint64_t card_of(const struct desk *desk, const char *title)
{
    uint64_t session = support_session(desk->board, title);
    const struct tf_placement *placement = tf_grid_placement_of(desk->board->grid, session, NULL);
    return placement != NULL ? placement->record.key.id : session;
}

static void several_cards_move_one_time_later_as_one_step(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 3 slots, Ants in A at 10:00, Bees in A at 11:00", TF_ROLE_ORGANISER,
                               TF_SCREEN_MOVE);
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Ants"));
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Bees"));
    press(&desk, TF_TASK_DO_WHERE, TF_TASK_WHERE_LATER);
    assert_int_equal(line_count(&desk), 2);
    press(&desk, TF_TASK_DO_MOVE, 0);
    assert_int_equal(desk.sent, 1);
    assert_int_equal(desk.verb, TF_VERB_CHAIN);
    assert_at(&desk, "Ants", "A", 1);
    assert_at(&desk, "Bees", "A", 2);
    take_back(&desk);
    assert_at(&desk, "Ants", "A", 0);
    assert_at(&desk, "Bees", "A", 1);
    leave(&desk);
}

static void cards_without_room_stay_all_where_they_are(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 2 slots, Ants in A at 10:00, Bees in A at 11:00", TF_ROLE_ORGANISER,
                               TF_SCREEN_MOVE);
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Ants"));
    press(&desk, TF_TASK_DO_WHERE, TF_TASK_WHERE_LATER);
    struct shown now = shown(&desk);
    assert_string_equal(now.sheet.lines[0].about, "There is no room for it.");
    assert_non_null(now.sheet.feet[0].why_not);
    tf_arena_free(&now.arena);
    press(&desk, TF_TASK_DO_MOVE, 0);
    assert_int_equal(desk.sent, 0);
    assert_at(&desk, "Ants", "A", 0);
    leave(&desk);
}

static void cards_gather_in_a_row_in_a_space_and_off_the_grid(void **state)
{
    (void)state;
    struct desk desk = desk_of("3 spaces, 3 slots, Ants in A at 10:00, Bees in A at 11:00, Cats",
                               TF_ROLE_ORGANISER, TF_SCREEN_MOVE);
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Ants"));
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Bees"));
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Cats"));
    press(&desk, TF_TASK_DO_TO_ROW, desk.board->grid->slots[2]->record.key.id);
    press(&desk, TF_TASK_DO_MOVE, 0);
    assert_at(&desk, "Ants", "A", 2);
    assert_at(&desk, "Bees", "B", 2);
    assert_at(&desk, "Cats", "C", 2);
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Bees"));
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Cats"));
    press(&desk, TF_TASK_DO_TO_SPACE, support_space(desk.board, "C"));
    press(&desk, TF_TASK_DO_MOVE, 0);
    assert_at(&desk, "Bees", "C", 2);
    assert_at(&desk, "Cats", "C", 0);
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Bees"));
    press(&desk, TF_TASK_DO_WHERE, TF_TASK_WHERE_OFF);
    press(&desk, TF_TASK_DO_MOVE, 0);
    assert_true(is_off(&desk, "Bees"));
    leave(&desk);
}

static void a_fixed_card_is_not_chosen(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 2 slots, Ants in A at 10:00", TF_ROLE_ORGANISER, TF_SCREEN_HIDE);
    press(&desk, TF_TASK_DO_LOCK, support_session(desk.board, "Ants"));
    go(&desk, TF_INTENT_MENU, TF_SCREEN_MOVE, 0);
    press(&desk, TF_TASK_DO_PICK, card_of(&desk, "Ants"));
    assert_int_equal(desk.s->task->picked_count, 0);
    press(&desk, TF_TASK_DO_PICK, 12345); /* nobody's */
    assert_int_equal(desk.s->task->picked_count, 0);
    leave(&desk);
}

static void fixing_a_session_fixes_all_its_places(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 2 slots, Ants in A at 10:00, Ants in A at 11:00", TF_ROLE_ORGANISER,
                               TF_SCREEN_HIDE);
    uint64_t ants = support_session(desk.board, "Ants");
    assert_int_equal(desk.board->grid->placement_count, 2);
    assert_non_null(
        tf_grid_placement_of(desk.board->grid, ants, tf_grid_placement_of(desk.board->grid, ants, NULL)));
    press(&desk, TF_TASK_DO_LOCK, ants);
    assert_true(desk.board->grid->placements[0]->locked && desk.board->grid->placements[1]->locked);
    press(&desk, TF_TASK_DO_LOCK, ants);
    assert_false(desk.board->grid->placements[0]->locked || desk.board->grid->placements[1]->locked);
    leave(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_in_the_middle_moves_what_follows),
        cmocka_unit_test(after_the_last_row_nothing_has_to_move),
        cmocka_unit_test(a_row_is_split_and_joined_again),
        cmocka_unit_test(who_has_no_room_in_joined_rows_looks_for_a_place),
        cmocka_unit_test(a_row_for_all_together_gets_a_name),
        cmocka_unit_test(a_day_is_laid_out_by_its_rule),
        cmocka_unit_test(no_rule_makes_rows_that_overlap),
        cmocka_unit_test(a_space_gets_its_own_symbol_and_features),
        cmocka_unit_test(several_cards_move_one_time_later_as_one_step),
        cmocka_unit_test(cards_without_room_stay_all_where_they_are),
        cmocka_unit_test(cards_gather_in_a_row_in_a_space_and_off_the_grid),
        cmocka_unit_test(a_fixed_card_is_not_chosen),
        cmocka_unit_test(fixing_a_session_fixes_all_its_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
