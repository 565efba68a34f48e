#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

/* A draft in a few words, without any file: what the merge alone makes of it. */
static struct tf_draft draft;
static struct tf_draft_session sessions[64];
static const char *rooms[64];
static struct tf_board *board;
static struct kit kit;

static int64_t at(int64_t clock) /* 1030 is half past ten on the first day, 21030 on the second */
{
    return SUPPORT_DAY_S + (clock / 10000 > 1 ? 86400 : 0) + clock % 10000 / 100 * 3600 + clock % 100 * 60;
}

static int set_up(void **state)
{
    (void)state;
    memset(&kit, 0, sizeof kit);
    board = kit_empty_board();
    tf_draft_init(&draft);
    tf_report_init(&kit.report);
    assert_int_equal(tf_zone_open(&draft.zone, "UTC"), TF_OK);
    draft.source = "test:one";
    draft.gathering.title = "Test";
    draft.sessions = sessions;
    draft.rooms = rooms;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    draft.sessions = NULL;
    draft.rooms = NULL;
    tf_draft_free(&draft);
    tf_report_free(&kit.report);
    tf_command_destroy(kit.command);
    tf_board_unref(board);
    return 0;
}

static struct tf_draft_session *say(const char *title, const char *room, int64_t from, int64_t to)
{
    struct tf_draft_session *session = &sessions[draft.session_count++];
    *session = (struct tf_draft_session){.outer_id = title,
                                         .also_id = "",
                                         .room = "",
                                         .start = from ? at(from) : 0,
                                         .end = to ? at(to) : 0,
                                         .day = from ? SUPPORT_DAY + (from / 10000 > 1) : 0,
                                         .session = {.record.kind = TF_KIND_SESSION, .title = title}};
    const struct tf_schema *schema = tf_schema_of(TF_KIND_SESSION);
    for (size_t i = 0; i < schema->field_count; i++)
        if (schema->fields[i].type == TF_FIELD_TEXT && strcmp(schema->fields[i].name, "title") != 0)
            tf_field_set_text(&session->session.record, &schema->fields[i], "");
    for (size_t i = 0; i < draft.room_count && *room; i++)
        if (strcmp(rooms[i], room) == 0)
            session->room = rooms[i];
    if (*room && !*session->room)
        session->room = rooms[draft.room_count++] = room;
    return session;
}

static void forget(void)
{
    draft.session_count = draft.room_count = 0;
}

static void merge(void)
{
    tf_report_free(&kit.report);
    tf_command_destroy(kit.command);
    kit.command = NULL;
    struct tf_draft empty = kit.draft;
    kit.draft = draft;
    kit_merge(&kit, &board, 7);
    kit.draft = empty;
    if (kit.err)
        fail_msg("not merged: %s (%s)", kit.problem.what, kit.problem.where);
}

/* "10:00-11:00 A" of a session's first placement; "-" when it has none. */
static const char *where(const char *title)
{
    static char text[64];
    const struct tf_placement *placement = kit_placement(board, title);
    if (!placement)
        return "-";
    int64_t from = tf_grid_start(board->grid, placement) - SUPPORT_DAY_S;
    int64_t to = tf_grid_end(board->grid, placement) - SUPPORT_DAY_S;
    (void)snprintf(text, sizeof text, "%02d:%02d-%02d:%02d %s", (int)(from / 3600), (int)(from / 60 % 60),
                   (int)(to / 3600), (int)(to / 60 % 60), tf_board_space(board, placement->space)->name);
    return text;
}

static void same_again_changes_nothing(void **state)
{
    (void)state;
    say("Bees", "A", 1000, 1100);
    say("Compost", "B", 1030, 1200);
    say("Waiting", "", 0, 0);
    merge();
    assert_int_equal(kit.report.added, 3);
    assert_string_equal(where("Compost"), "10:30-12:00 B");
    assert_string_equal(where("Waiting"), "-");
    merge();
    assert_int_equal(kit.command->record_count, 0);
    assert_int_equal(kit.command->removal_count, 0);
    assert_int_equal(kit.report.kept, 3);
}

static void an_existing_grid_is_refined_and_what_stands_on_it_stays(void **state)
{
    (void)state;
    tf_board_unref(board);
    board = support_board("2 spaces, 3 slots, Mine in A at 10:00 to 11:00, Other in B at 12:00");
    say("New", "B", 1030, 1130);
    say("Early", "C", 900, 930);
    merge();
    assert_string_equal(where("Mine"), "10:00-12:00 A");
    assert_string_equal(where("Other"), "12:00-13:00 B");
    assert_string_equal(where("New"), "10:30-11:30 B");
    assert_string_equal(where("Early"), "09:00-09:30 C");
    assert_int_equal(board->grid->slot_count, 6); /* 9:00 10:00 10:30 11:00 11:30 12:00 */
    assert_int_equal(board->grid->space_count, 3);
    assert_string_equal(tf_board_gathering(board)->title, "Test Camp");
}

static void two_in_one_room_make_it_shared_and_it_is_said(void **state)
{
    (void)state;
    say("Bees", "A", 1000, 1100);
    say("Compost", "A", 1030, 1130);
    merge();
    assert_true(board->grid->spaces[0]->shared);
    assert_int_equal(kit_count(&kit.report, "may hold several sessions from now on"), 1);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_PLACEMENT]), 2);
}

static void rooms_are_found_by_name_and_by_where_they_came_from(void **state)
{
    (void)state;
    tf_board_unref(board);
    board = support_board("2 spaces, 2 slots");
    say("Bees", "a", 1000, 1100); /* A, whatever its case */
    merge();
    assert_string_equal(where("Bees"), "10:00-11:00 A");
    struct tf_space renamed = *board->grid->spaces[0];
    renamed.name = "Aula";
    support_put(&board, &renamed.record);
    merge();
    assert_int_equal(kit.command->record_count, 0);
    assert_string_equal(where("Bees"), "10:00-11:00 Aula");
}

static void a_break_alone_in_its_time_is_a_row(void **state)
{
    (void)state;
    struct tf_draft_session *lunch = say("Lunch", "", 1200, 1300);
    lunch->whole_width = lunch->is_break = true;
    struct tf_draft_session *again = say("Lunch", "B", 1200, 1300);
    again->outer_id = "lunch in B";
    again->whole_width = again->is_break = true;
    struct tf_draft_session *talk = say("Keynote", "A", 900, 1000);
    talk->whole_width = true;
    struct tf_draft_session *not_alone = say("Cake", "A", 1500, 1530);
    not_alone->whole_width = not_alone->is_break = true;
    say("Bees", "A", 1100, 1200);
    say("Compost", "B", 1515, 1600);
    merge();
    const struct tf_slot *row = board->grid->slots[tf_grid_slot_at(board->grid, at(1200))];
    assert_int_equal(row->kind, TF_SLOT_BREAK);
    assert_string_equal(row->title, "Lunch");
    row = board->grid->slots[tf_grid_slot_at(board->grid, at(900))];
    assert_int_equal(row->kind, TF_SLOT_PLENARY);
    assert_string_equal(where("Cake"), "15:00-15:30 A");
    assert_int_equal(kit_count(&kit.report, "it is a session, not a row for everyone"), 1);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 3);
    merge();
    assert_int_equal(kit.command->record_count, 0);
}

static void a_session_over_an_existing_break_leaves_it_free(void **state)
{
    (void)state;
    tf_board_unref(board);
    board = support_board("1 spaces, 4 slots, break 11:00");
    say("Long", "A", 1000, 1300);
    say("Inside", "A", 1115, 1130);
    say("Begins", "B", 1130, 1230);
    merge();
    assert_string_equal(where("Long"), "10:00-13:00 A");
    assert_string_equal(where("Inside"), "-");
    assert_string_equal(where("Begins"), "12:00-12:30 B");
    assert_int_equal(kit_count(&kit.report, "A break takes all of its time"), 1);
    assert_int_equal(board->grid->slots[1]->kind, TF_SLOT_BREAK);
}

static void over_a_change_of_day_it_has_a_placement_a_day(void **state)
{
    (void)state;
    say("Exhibition", "A", 1000, 21800);
    say("Night", "B", 2300, 20100);
    say("Morning", "B", 20900, 21000);
    merge();
    const struct tf_placement *placement = NULL;
    uint64_t id = kit_session(board, "Exhibition")->record.key.id;
    size_t count = 0;
    while ((placement = tf_grid_placement_of(board->grid, id, placement)))
        count++;
    assert_int_equal(count, 2);
    assert_string_equal(where("Night"), "23:00-25:00 B");
    assert_int_equal(board->grid->day_count, 2);
    merge();
    assert_int_equal(kit.command->record_count, 0);
}

/* ---- again, changed */

static void the_file_changes_what_people_left_alone(void **state)
{
    (void)state;
    say("Bees", "A", 1000, 1100);
    merge();
    support_star(&board, "Bees", 5);
    forget();
    struct tf_draft_session *bees = say("Bees", "B", 1100, 1230);
    bees->session.host = "Mara";
    merge();
    assert_string_equal(where("Bees"), "11:00-12:30 B");
    assert_string_equal(kit_session(board, "Bees")->host, "Mara");
    assert_int_equal(tf_board_star_count(board, kit_session(board, "Bees")->record.key.id), 1);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_PLACEMENT]), 1);
    assert_int_equal(kit.report.changed, 1);
    merge();
    assert_int_equal(kit.command->record_count, 0);
}

static void what_people_changed_stays_theirs(void **state)
{
    (void)state;
    say("Bees", "A", 1000, 1100);
    say("Compost", "B", 1100, 1200);
    merge();
    struct tf_session mine = *kit_session(board, "Bees");
    mine.host = "Written here";
    support_put(&board, &mine.record);
    struct tf_placement moved = *kit_placement(board, "Bees");
    moved.slot = moved.last_slot = board->grid->slots[1]->record.key.id;
    support_put(&board, &moved.record);
    forget();
    struct tf_draft_session *bees = say("Bees", "A", 1000, 1030);
    bees->session.host = "From the file";
    bees->session.track = "Nature";
    say("Compost", "B", 1100, 1200);
    merge();
    assert_string_equal(kit_session(board, "Bees")->host, "Written here");
    assert_string_equal(kit_session(board, "Bees")->track, "Nature"); /* nobody here had touched that */
    assert_string_equal(where("Bees"), "11:00-12:00 A");
    assert_int_equal(kit_count(&kit.report, "Its host changed in the file and was also changed here"), 1);
    assert_int_equal(kit_count(&kit.report, "but it was moved or locked here"), 1);
    merge(); /* said once */
    assert_int_equal(kit.command->record_count, 0);
    assert_int_equal(kit_count(&kit.report, "changed here"), 0);
}

static void taken_off_here_stays_off(void **state)
{
    (void)state;
    say("Bees", "A", 1000, 1100);
    merge();
    struct tf_session off = *kit_session(board, "Bees");
    support_remove(&board, TF_KIND_PLACEMENT, kit_placement(board, "Bees")->record.key);
    off.state = TF_SESSION_OPEN;
    support_put(&board, &off.record);
    merge();
    assert_string_equal(where("Bees"), "-");
    assert_int_equal(kit.command->record_count, 0);
}

static void cancelled_is_withdrawn_and_comes_back(void **state)
{
    (void)state;
    say("Bees", "A", 1000, 1100);
    merge();
    sessions[0].cancelled = true;
    merge();
    assert_int_equal(kit_session(board, "Bees")->state, TF_SESSION_WITHDRAWN);
    assert_string_equal(where("Bees"), "-");
    merge();
    assert_int_equal(kit.command->record_count, 0);
    sessions[0].cancelled = false;
    merge();
    assert_int_equal(kit_session(board, "Bees")->state, TF_SESSION_PLACED);
    assert_string_equal(where("Bees"), "10:00-11:00 A");
}

static void fewer_parts_than_before_take_placements_away(void **state)
{
    (void)state;
    say("Night", "B", 2000, 2100);
    say("Morning", "B", 20900, 21000);
    say("Long", "A", 2000, 21000);
    merge();
    assert_int_equal(tf_table_count(board->tables[TF_KIND_PLACEMENT]), 4);
    sessions[2].end = at(2100);
    merge();
    assert_int_equal(tf_table_count(board->tables[TF_KIND_PLACEMENT]), 3);
    assert_string_equal(where("Long"), "20:00-21:00 A");
}

static void two_sources_feed_one_event(void **state)
{
    (void)state;
    say("Bees", "A", 1000, 1100);
    merge();
    forget();
    draft.source = "test:two";
    struct tf_draft_session *other = say("Bees", "A", 1000, 1100); /* another one, by another source */
    other->session.guid = "";
    say("Compost", "B", 1000, 1045);
    merge();
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 3);
    assert_int_equal(kit_count(&kit.report, "not in the file any more"), 0);
}

static void known_by_its_guid_it_is_not_brought_twice(void **state)
{
    (void)state;
    struct tf_draft_session *bees = say("Bees", "A", 1000, 1100);
    bees->session.guid = "00000000-0000-4000-8000-000000000001";
    merge();
    draft.source = "test:two";
    merge();
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 1);
    assert_int_equal(kit_count(&kit.report, "on the board already"), 1);
    merge();
    assert_int_equal(kit.command->record_count, 0);
}

static void a_closed_space_takes_nothing(void **state)
{
    (void)state;
    tf_board_unref(board);
    board = support_board("2 spaces, 2 slots, closed B");
    say("Bees", "B", 1000, 1100);
    merge();
    assert_string_equal(where("Bees"), "-");
    assert_int_equal(kit_count(&kit.report, "B is closed here"), 1);
}

static void codes_are_unique_and_ids_come_from_the_seed(void **state)
{
    (void)state;
    static char titles[64][16];
    for (int i = 0; i < 64; i++) {
        (void)snprintf(titles[i], sizeof titles[i], "S%d", i);
        say(titles[i], "A", 0, 0);
    }
    merge(); /* the board's check holds that codes are unique */
    struct tf_board *first = tf_board_ref(board);
    tf_board_unref(board);
    board = kit_empty_board();
    merge();
    assert_true(tf_board_equal(first, board));
    tf_board_unref(first);
}

static void too_many_rows_are_refused_and_nothing_is_half_done(void **state)
{
    (void)state;
    static struct tf_draft_session many[3000];
    for (int i = 0; i < 3000; i++) {
        static char ids[3000][16];
        draft.session_count = 0;
        (void)snprintf(ids[i], sizeof ids[i], "%d", i);
        many[i] = *say("T", "A", 1000, 1100);
        many[i].outer_id = ids[i];
        many[i].start = at(0) + i * 20;
        many[i].end = many[i].start + 600;
    }
    draft.sessions = many;
    draft.session_count = 3000;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    assert_int_equal(tf_exchange_merge(&kit.command, board, &draft, kit_organiser, KIT_AT, &rng, &kit.report,
                                       &kit.problem),
                     TF_ERR_LIMIT);
    assert_null(kit.command);
    assert_non_null(strstr(kit.problem.what, "more than 2000 rows"));
    draft.sessions = sessions;
}

/* Whatever a draft says, the merge makes a command that the rules take, the board is sound, and the same
 * again changes nothing. */
static void random_drafts_always_fit(void **state)
{
    (void)state;
    static char names[64][16];
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("random_drafts_always_fit"));
    for (int round = 0; round < 300; round++) {
        tf_board_unref(board);
        board = tf_rng_below(&rng, 3) ? support_random_board(&rng, 4, 6, 2, 12, 10, 3) : kit_empty_board();
        forget();
        for (int i = 0; i < 20; i++) {
            static const char *const places[] = {"A", "B", "C", "Neu", "", "a"};
            (void)snprintf(names[i], sizeof names[i], "T%d", i);
            struct tf_draft_session *session = say(names[i], places[tf_rng_below(&rng, 6)], 1000, 1100);
            session->start =
                SUPPORT_DAY_S + (int64_t)tf_rng_below(&rng, 72) * 3600 + (int64_t)tf_rng_below(&rng, 4) * 900;
            session->end =
                session->start + 300 + (int64_t)tf_rng_below(&rng, tf_rng_below(&rng, 9) ? 10800 : 200000);
            session->day = session->start / 86400 - (int64_t)(tf_rng_below(&rng, 4) == 0);
            session->whole_width = tf_rng_below(&rng, 4) == 0;
            session->is_break = session->whole_width && tf_rng_below(&rng, 2);
            session->cancelled = tf_rng_below(&rng, 12) == 0;
        }
        for (int again = 0; again < 3; again++) {
            merge();
            merge();
            if (kit.command->record_count)
                fail_msg("round %d: the same again changed %zu things", round, kit.command->record_count);
            struct tf_draft_session *any = &sessions[tf_rng_below(&rng, draft.session_count)];
            any->start += (int64_t)tf_rng_below(&rng, 8) * 900;
            any->end = any->start + 900 + (int64_t)tf_rng_below(&rng, 8) * 900;
            any->cancelled = tf_rng_below(&rng, 3) == 0;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(same_again_changes_nothing),
        TEST(an_existing_grid_is_refined_and_what_stands_on_it_stays),
        TEST(two_in_one_room_make_it_shared_and_it_is_said),
        TEST(rooms_are_found_by_name_and_by_where_they_came_from),
        TEST(a_break_alone_in_its_time_is_a_row),
        TEST(a_session_over_an_existing_break_leaves_it_free),
        TEST(over_a_change_of_day_it_has_a_placement_a_day),
        TEST(the_file_changes_what_people_left_alone),
        TEST(what_people_changed_stays_theirs),
        TEST(taken_off_here_stays_off),
        TEST(cancelled_is_withdrawn_and_comes_back),
        TEST(fewer_parts_than_before_take_placements_away),
        TEST(two_sources_feed_one_event),
        TEST(known_by_its_guid_it_is_not_brought_twice),
        TEST(a_closed_space_takes_nothing),
        TEST(codes_are_unique_and_ids_come_from_the_seed),
        TEST(too_many_rows_are_refused_and_nothing_is_half_done),
        TEST(random_drafts_always_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
