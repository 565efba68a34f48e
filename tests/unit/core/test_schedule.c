/* What a draft schedule keeps, prefers, explains and publishes. */
#include "schedule_kit.h"

static void the_larger_interest_gets_the_larger_room(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("3 spaces, 1 slots, Ants, Bees, Compost");
    stars(&kit, "Ants", 1, 3);
    stars(&kit, "Bees", 11, 30); /* A holds 20, B 40, C 60 */
    stars(&kit, "Compost", 51, 9);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    assert_true(entry_of(schedule, kit.board, "Bees")->space == support_space(kit.board, "C"));
    assert_true(entry_of(schedule, kit.board, "Compost")->space == support_space(kit.board, "B"));
    assert_true(entry_of(schedule, kit.board, "Ants")->space == support_space(kit.board, "A"));
    assert_int_equal(entry_of(schedule, kit.board, "Bees")->star_count, 30);
    assert_int_equal(entry_of(schedule, kit.board, "Bees")->capacity, 60);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void who_wants_two_sessions_finds_them_at_two_times(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 2 slots, Ants, Bees, Compost, Drones");
    stars(&kit, "Ants", 1, 8); /* the same eight want Ants and Bees, another six Compost and Drones */
    stars(&kit, "Bees", 1, 8);
    stars(&kit, "Compost", 21, 6);
    stars(&kit, "Drones", 21, 6);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    const struct tf_schedule_entry *ants = entry_of(schedule, kit.board, "Ants");
    assert_true(ants->slot != entry_of(schedule, kit.board, "Bees")->slot);
    assert_true(entry_of(schedule, kit.board, "Compost")->slot !=
                entry_of(schedule, kit.board, "Drones")->slot);
    assert_int_equal(ants->torn_count, 0);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void who_must_be_torn_is_counted_and_named(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 1 slots, Ants, Bees");
    stars(&kit, "Ants", 1, 5);
    stars(&kit, "Bees", 4, 9); /* devices 4 and 5 want both */
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    const struct tf_schedule_entry *ants = entry_of(schedule, kit.board, "Ants");
    assert_int_equal(ants->torn_count, 2);
    assert_int_equal(ants->torn_most_count, 2);
    assert_true(ants->torn_most == support_session(kit.board, "Bees"));
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void what_most_want_is_on_the_grid_even_where_it_tears(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 1 slots, Ants, Bees, Compost");
    stars(&kit, "Ants", 1, 9); /* the same nine want Ants and Bees; nobody asked for Compost */
    stars(&kit, "Bees", 1, 9);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    assert_int_equal(entry_of(schedule, kit.board, "Compost")->off, TF_SCHEDULE_OFF_FULL);
    assert_int_equal(entry_of(schedule, kit.board, "Ants")->torn_count, 9);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void set_host(struct kit *kit, const char *title, const char *host)
{
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .host = host};
    kit_do(kit,
           with(about(kit, TF_VERB_EDIT, title), &session.record, tf_schema_mask(TF_KIND_SESSION, "host")));
}

static void a_host_is_never_in_two_places_and_rather_left_out(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("3 spaces, 2 slots, Ants, Bees, Compost");
    set_host(&kit, "Ants", "Ada, Kim");
    set_host(&kit, "Bees", "kim");
    set_host(&kit, "Compost", "KIM");
    stars(&kit, "Compost", 1, 3);
    stars(&kit, "Ants", 11, 2);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    const struct tf_schedule_entry *ants = entry_of(schedule, kit.board, "Ants");
    const struct tf_schedule_entry *bees = entry_of(schedule, kit.board, "Bees");
    assert_true(ants->slot != 0 && ants->slot != entry_of(schedule, kit.board, "Compost")->slot);
    assert_true(ants->host_elsewhere == support_session(kit.board, "Compost"));
    assert_int_equal(bees->off, TF_SCHEDULE_OFF_HOST); /* nobody starred it */
    assert_true(bees->space == 0 && bees->slot == 0);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void a_host_who_comes_late_or_leaves_early_is_there_at_that_time(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("1 spaces, 3 slots, Ants, Bees, Compost");
    const struct tf_grid *grid = kit.board->grid;
    struct tf_session late = {.record.kind = TF_KIND_SESSION, .can_from = grid->slots[2]->start};
    struct tf_session early = {.record.kind = TF_KIND_SESSION, .can_until = grid->slots[0]->end};
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Ants"), &late.record,
                      tf_schema_mask(TF_KIND_SESSION, "can_from")));
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Bees"), &early.record,
                      tf_schema_mask(TF_KIND_SESSION, "can_until")));
    for (uint64_t seed = 1; seed < 6; seed++) {
        struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = seed});
        assert_true(entry_of(schedule, kit.board, "Ants")->slot == grid->slots[2]->record.key.id);
        assert_true(entry_of(schedule, kit.board, "Bees")->slot == grid->slots[0]->record.key.id);
        assert_true(entry_of(schedule, kit.board, "Ants")->wished);
        assert_false(entry_of(schedule, kit.board, "Compost")->wished);
        tf_schedule_destroy(schedule);
    }
    kit_free(&kit);
}

static void a_wish_that_no_row_keeps_is_told(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("1 spaces, 2 slots, Ants");
    struct tf_session never = {.record.kind = TF_KIND_SESSION,
                               .can_from = kit.board->grid->slots[1]->end + 3600};
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Ants"), &never.record,
                      tf_schema_mask(TF_KIND_SESSION, "can_from")));
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    assert_int_equal(entry_of(schedule, kit.board, "Ants")->off, TF_SCHEDULE_OFF_WISH);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void a_locked_card_stays_and_everything_goes_around_it(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("1 spaces, 3 slots, locked Bees in A at 11:00, Ants, Compost, Drones");
    stars(&kit, "Drones", 1, 2);
    stars(&kit, "Ants", 11, 1);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    const struct tf_schedule_entry *bees = entry_of(schedule, kit.board, "Bees");
    assert_true(bees->fixed && bees->slot == support_slot(kit.board, "11:00"));
    assert_int_equal(entry_of(schedule, kit.board, "Compost")->off, TF_SCHEDULE_OFF_FULL);
    kit_do(&kit, publish(schedule));
    assert_cell(&kit, "A", "11:00", "Bees");
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void what_has_begun_stays(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 2 slots, Ants in A at 10:00, Bees in A at 11:00, Compost");
    stars(&kit, "Ants", 1, 15);
    struct tf_schedule *schedule =
        scheduled(kit.board, (struct tf_schedule_options){.seed = 1, .from = SUPPORT_10H00_S + 60});
    assert_true(entry_of(schedule, kit.board, "Ants")->fixed);
    assert_false(entry_of(schedule, kit.board, "Bees")->fixed);
    assert_true(entry_of(schedule, kit.board, "Compost")->slot == support_slot(kit.board, "11:00"));
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void wishes_are_kept_or_said_to_be_impossible(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 3 slots, Ants, Bees, Compost, Drones");
    stars(&kit, "Ants", 1, 12);
    const struct tf_schedule_wish wishes[] = {
        {.session = support_session(kit.board, "Ants"), .space = support_space(kit.board, "A")},
        {.session = support_session(kit.board, "Ants"), .not_before = SUPPORT_10H00_S + 7200},
        {.session = support_session(kit.board, "Bees"), .slot = support_slot(kit.board, "11:00")},
        {.session = support_session(kit.board, "Compost"), .not_after = SUPPORT_10H00_S + 600},
        {.session = support_session(kit.board, "Drones"), .leave_out = true},
    };
    struct tf_schedule *schedule =
        scheduled(kit.board, (struct tf_schedule_options){.seed = 1, .wishes = wishes, .wish_count = 5});
    const struct tf_schedule_entry *ants = entry_of(schedule, kit.board, "Ants");
    assert_true(ants->wished && ants->space == support_space(kit.board, "A"));
    assert_true(ants->slot == support_slot(kit.board, "12:00"));
    assert_true(entry_of(schedule, kit.board, "Bees")->slot == support_slot(kit.board, "11:00"));
    assert_int_equal(entry_of(schedule, kit.board, "Compost")->off, TF_SCHEDULE_OFF_WISH);
    assert_int_equal(entry_of(schedule, kit.board, "Drones")->off, TF_SCHEDULE_OFF_LEFT_OUT);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void a_wish_for_what_is_gone_is_refused(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("1 spaces, 1 slots, Ants");
    struct tf_schedule *schedule = NULL;
    struct tf_problem problem = {0};
    const struct tf_schedule_wish wish = {.session = support_session(kit.board, "Ants"), .space = 999};
    struct tf_schedule_options options = {.wishes = &wish, .wish_count = 1};
    assert_int_equal(tf_schedule_create(&schedule, kit.board, &options, &problem), TF_ERR_NOT_FOUND);
    options.wish_count = TF_SCHEDULE_WISHES_MAX + 1;
    assert_int_equal(tf_schedule_create(&schedule, kit.board, &options, &problem), TF_ERR_LIMIT);
    assert_null(schedule);
    kit_free(&kit);
}

static void what_it_needs_counts_more_than_a_larger_room(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 1 slots, Ants, Bees");
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .needs = TF_FEATURE_PROJECTOR};
    uint64_t needs = tf_schema_mask(TF_KIND_SESSION, "needs");
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Bees"), &session.record, needs));
    stars(&kit, "Bees", 1, 9);
    struct tf_space space = *tf_board_space(kit.board, support_space(kit.board, "A"));
    space.features = TF_FEATURE_PROJECTOR;
    support_put(&kit.board, &space.record);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    const struct tf_schedule_entry *bees = entry_of(schedule, kit.board, "Bees");
    assert_true(bees->space == support_space(kit.board, "A"));
    assert_int_equal(bees->needs_met, TF_FEATURE_PROJECTOR);
    assert_int_equal(bees->needs_missing, 0);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void a_long_session_keeps_its_rows_and_shared_spaces_are_left_alone(void **state)
{
    (void)state;
    struct kit kit =
        barcamp_of("3 spaces, 3 slots, break 12:00, shared C, Ants in A at 10:00 to 11:00, Bees in C at "
                   "10:00, Compost in C at 10:00, Drones");
    stars(&kit, "Ants", 1, 35);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    const struct tf_schedule_entry *ants = entry_of(schedule, kit.board, "Ants");
    assert_true(ants->moved && ants->space == support_space(kit.board, "B")); /* 40 people, not 20 */
    assert_true(ants->slot == support_slot(kit.board, "10:00"));
    assert_true(ants->last_slot == support_slot(kit.board, "11:00"));
    assert_true(entry_of(schedule, kit.board, "Bees")->fixed);
    assert_true(entry_of(schedule, kit.board, "Drones")->space == support_space(kit.board, "A"));
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void published_it_is_one_event_that_undo_takes_back(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 2 slots, Ants in A at 10:00, Bees, Compost, Drones");
    stars(&kit, "Ants", 1, 30);
    stars(&kit, "Bees", 1, 30);
    struct tf_board *before = tf_board_ref(kit.board);
    struct tf_schedule *schedule = scheduled(before, (struct tf_schedule_options){.seed = 1});
    uint64_t revision = kit.board->revision;
    kit_do(&kit, publish(schedule));
    assert_true(kit.board->revision == revision + 1);
    assert_int_equal(kit.last->verb, TF_VERB_SCHEDULE);
    assert_int_equal(kit.board->grid->placement_count, 4);
    assert_state(&kit, "Drones", TF_SESSION_PLACED);
    assert_cell(&kit, "B", "10:00", "Ants"); /* the same placement, in a larger room */
    kit_undo(&kit);
    assert_true(tf_board_equal(kit.board, before));
    tf_schedule_destroy(schedule);
    tf_board_unref(before);
    kit_free(&kit);
}

static void whose_place_a_schedule_gives_away_is_told_where_it_stood(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("1 spaces, 1 slots, Ants in A at 10:00, Bees");
    stars(&kit, "Bees", 1, 9);
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    kit_do(&kit, publish(schedule));
    assert_state(&kit, "Ants", TF_SESSION_OPEN);
    assert_int_equal(session_of(&kit, "Ants")->lost_space, support_space(kit.board, "A"));
    assert_int_equal(session_of(&kit, "Ants")->lost_at, SUPPORT_10H00_S);
    kit_undo(&kit);
    assert_state(&kit, "Ants", TF_SESSION_PLACED);
    assert_int_equal(session_of(&kit, "Ants")->lost_at, 0);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

static void what_somebody_moved_meanwhile_is_not_overrun(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 2 slots, Ants in A at 10:00, Bees");
    stars(&kit, "Ants", 1, 30);
    struct tf_board *before = tf_board_ref(kit.board);
    struct tf_schedule *schedule = scheduled(before, (struct tf_schedule_options){.seed = 1});
    kit_do(&kit, by(move(&kit, "Ants", "A", "11:00"), TF_ROLE_HELPER));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CHANGED_SINCE, publish(schedule));
    tf_schedule_destroy(schedule);
    tf_board_unref(before);
    kit_free(&kit);
}

static void a_card_locked_meanwhile_is_not_moved(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 1 slots, locked Ants in A at 10:00");
    struct tf_placement placement = *TF_PLACEMENT(
        tf_board_get(kit.board, TF_KIND_PLACEMENT, (struct tf_key){0, support_placement(kit.board, "Ants")}));
    struct tf_command *command = support_command_by(TF_VERB_SCHEDULE, TF_ROLE_ORGANISER, 0);
    assert_int_equal(
        tf_command_add_removal(command, tf_board_get(kit.board, TF_KIND_PLACEMENT, placement.record.key)),
        TF_OK);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_LOCKED, command);
    kit_free(&kit);
}

static void a_schedule_brings_placements_and_nothing_else(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 1 slots, Ants in A at 10:00");
    struct tf_news news = {
        .record = {.kind = TF_KIND_NEWS, .key = {0, 7}}, .text = "Pizza", .at = SUPPORT_10H00_S};
    struct tf_command *command = support_command_by(TF_VERB_SCHEDULE, TF_ROLE_ORGANISER, 0);
    assert_int_equal(tf_command_add_record(command, &news.record), TF_OK);
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, command);
    kit_free(&kit);
}

static void in_open_space_nobodys_place_is_chosen_for_them(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("2 spaces, 2 slots, Ants, Bees");
    struct tf_schedule *schedule = scheduled(kit.board, (struct tf_schedule_options){.seed = 1});
    struct tf_command *command = publish(schedule);
    tf_schedule_destroy(schedule);
    schedule = NULL;
    set_format(&kit.board, "open-space", TF_PHASE_MARKETPLACE);
    struct tf_schedule_options options = {.seed = 1};
    assert_int_equal(tf_schedule_create(&schedule, kit.board, &options, NULL), TF_ERR_DENIED);
    assert_null(schedule);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NO_SCHEDULE, command);
    kit_free(&kit);
}

static void a_device_has_as_many_votes_as_the_format_gives(void **state)
{
    (void)state;
    struct kit kit = barcamp_of("1 spaces, 1 slots, a, b, c, d, e, f, g, h, i, j, k");
    static const char *const TITLES[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    for (size_t i = 0; i < 10; i++) {
        kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, TITLES[i]), 7));
    }
    assert_refused(&kit, TF_ERR_LIMIT, TF_REASON_NO_STARS_LEFT,
                   from_device(about(&kit, TF_VERB_STAR, "k"), 7));
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "k"), 8));     /* another device has its own */
    kit_do(&kit, from_device(about(&kit, TF_VERB_WITHDRAW, "a"), 0)); /* what is gone gives its star back */
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "k"), 7));
    set_format(&kit.board, "barcamp", TF_PHASE_SESSIONS); /* the vote is over: stars are for oneself again */
    kit_do(&kit, from_device(about(&kit, TF_VERB_UNSTAR, "k"), 7));
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "k"), 7));
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_larger_interest_gets_the_larger_room),
        cmocka_unit_test(who_wants_two_sessions_finds_them_at_two_times),
        cmocka_unit_test(who_must_be_torn_is_counted_and_named),
        cmocka_unit_test(what_most_want_is_on_the_grid_even_where_it_tears),
        cmocka_unit_test(a_host_is_never_in_two_places_and_rather_left_out),
        cmocka_unit_test(a_host_who_comes_late_or_leaves_early_is_there_at_that_time),
        cmocka_unit_test(a_wish_that_no_row_keeps_is_told),
        cmocka_unit_test(a_locked_card_stays_and_everything_goes_around_it),
        cmocka_unit_test(what_has_begun_stays),
        cmocka_unit_test(wishes_are_kept_or_said_to_be_impossible),
        cmocka_unit_test(a_wish_for_what_is_gone_is_refused),
        cmocka_unit_test(what_it_needs_counts_more_than_a_larger_room),
        cmocka_unit_test(a_long_session_keeps_its_rows_and_shared_spaces_are_left_alone),
        cmocka_unit_test(published_it_is_one_event_that_undo_takes_back),
        cmocka_unit_test(whose_place_a_schedule_gives_away_is_told_where_it_stood),
        cmocka_unit_test(what_somebody_moved_meanwhile_is_not_overrun),
        cmocka_unit_test(a_card_locked_meanwhile_is_not_moved),
        cmocka_unit_test(a_schedule_brings_placements_and_nothing_else),
        cmocka_unit_test(in_open_space_nobodys_place_is_chosen_for_them),
        cmocka_unit_test(a_device_has_as_many_votes_as_the_format_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
