#include "exchange/csv_table.h"
#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

static struct kit kit;
static struct tf_board *board;

static int set_up(void **state)
{
    (void)state;
    memset(&kit, 0, sizeof kit);
    board = kit_empty_board();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    kit_free(&kit);
    tf_board_unref(board);
    return 0;
}

static const struct tf_read_options berlin = {.name = "plan.csv", .zone = "Europe/Berlin"};

static void import_bytes(const char *bytes, size_t len)
{
    kit_free(&kit);
    kit_import(&kit, &board, bytes, len, &berlin);
}

static void import(const char *text)
{
    import_bytes(text, strlen(text));
}

/* "2026-11-25 10:30-11:15 A" by the clock of Berlin. */
static const char *where(const char *title)
{
    static char text[80];
    struct tf_civil from, to;
    struct tf_zone *zone = NULL;
    const struct tf_placement *placement = kit_placement(board, title);
    if (!placement)
        return "-";
    assert_int_equal(tf_zone_open(&zone, "Europe/Berlin"), TF_OK);
    tf_zone_civil(zone, tf_grid_start(board->grid, placement), &from);
    tf_zone_civil(zone, tf_grid_end(board->grid, placement), &to);
    tf_zone_close(zone);
    (void)snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d-%02d:%02d %s", from.year, from.month,
                   from.day, from.hour, from.minute, to.hour, to.minute,
                   tf_board_space(board, placement->space)->name);
    return text;
}

static void sessionize_with_co_speakers_in_rows_of_their_own(void **state)
{
    (void)state;
    import("Session Id,Title,Description,Owner,Room,Scheduled At,Scheduled Duration,Track\r\n"
           "17,\"Bees, and \"\"us\"\"\",\"Two\r\nlines\",Ada,Hall 1,25 Nov 2026 10:00 AM,45,Nature\r\n"
           "17,,,Grace,,,,\r\n"
           "18,Ants,,Mary,Hall 2,25 Nov 2026 1:30 PM,60,\r\n");
    const struct tf_session *bees = kit_session(board, "Bees, and \"us\"");
    assert_string_equal(bees->host, "Ada, Grace");
    assert_string_equal(bees->about, "Two\nlines");
    assert_string_equal(bees->track, "Nature");
    assert_string_equal(where("Bees, and \"us\""), "2026-11-25 10:00-10:45 Hall 1");
    assert_string_equal(where("Ants"), "2026-11-25 13:30-14:30 Hall 2");
    import("Session Id,Title,Owner,Room,Scheduled At,Scheduled Duration\n17,Bees,Ada,Hall 2,2026-11-25 "
           "11:00,45\n");
    assert_string_equal(where("Bees"), "2026-11-25 11:00-11:45 Hall 2"); /* known again by its id */
}

static void a_schedule_sheet_with_ranges_and_days_said_once(void **state)
{
    (void)state;
    import("Day;Time;Room;Title;Speakers\n25.11.2026;10:00 - 10:45;A;Bees;Ada; Grace\n;11:00–11:30;A;Ants;\n"
           "26.11.2026;9:30-10:00;A;Wasps;Mary\n");
    assert_string_equal(where("Bees"), "2026-11-25 10:00-10:45 A");
    assert_string_equal(where("Ants"), "2026-11-25 11:00-11:30 A");
    assert_string_equal(where("Wasps"), "2026-11-26 09:30-10:00 A");
}

static void tabs_and_utf16_from_excel(void **state)
{
    (void)state;
    static const char text[] = "Titel\tRaum\tDatum\tBeginn\tEnde\nK\xc3\xa4se\tK\xc3\xbc"
                               "che\t25.11.2026\t10:00\t11:00\n";
    char wide[512] = "\xff\xfe";
    size_t n = 2;
    for (const char *p = text; *p; p++) { /* these are all below U+0100 */
        unsigned char c = (unsigned char)*p;
        unsigned code = c < 0x80 ? c : (unsigned)((c & 3u) << 6 | ((unsigned char)*++p & 63u));
        wide[n++] = (char)code;
        wide[n++] = '\0';
    }
    import_bytes(wide, n);
    assert_string_equal(where("Käse"), "2026-11-25 10:00-11:00 Küche");
    assert_int_equal(kit_count(&kit.report, "UTF-16LE"), 1);
}

static void windows_1252_and_a_mark(void **state)
{
    (void)state;
    import("\xef\xbb\xbfTitle,Room,Day,Start,End\nCaf\xe9 \x96 now,A,2026-11-25,10:00,11:00\n");
    assert_string_equal(where("Café – now"), "2026-11-25 10:00-11:00 A");
    assert_int_equal(kit_item(&kit.report, "Windows-1252")->line, 2);
}

static void unknown_headers_are_met_with_a_proposal(void **state)
{
    (void)state;
    static const char text[] = "Was,Wer,Wann,Wozu noch\nBees,Ada,10:00,x\nAnts,Mary,11:00,y\n";
    assert_int_equal(kit_read(&kit, NULL, text, strlen(text), &berlin), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.todo, "--map 'title=Was,host=Wer,start=Wann"));
    kit_free(&kit);
    const struct tf_read_options mapped = {.name = "plan.csv", .map = "title=Was,host=Wer,track=Wozu noch"};
    kit_import(&kit, &board, text, strlen(text), &mapped);
    assert_string_equal(kit_session(board, "Bees")->host, "Ada");
    assert_string_equal(kit_session(board, "Ants")->track, "y");
    kit_free(&kit);
    const struct tf_read_options wrong = {.name = "plan.csv", .map = "title=Nix"};
    assert_int_equal(kit_read(&kit, NULL, text, strlen(text), &wrong), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "title=Nix"));
    kit_free(&kit);
    const struct tf_read_options latin1 = {.name = "plan.csv", .map = "title=Was,start=W\xe4nn"};
    assert_int_equal(kit_read(&kit, NULL, text, strlen(text), &latin1), TF_ERR_INVALID);
    assert_string_equal(kit.problem.where, "--map");
    assert_true(kit.problem.what[0] != '\0');
}

static void slashes_are_settled_by_the_date_that_can_only_be_one(void **state)
{
    (void)state;
    import("Title,Day,Start,End,Room\nA,3/4/2026,10:00,11:00,R\nB,3/25/2026,10:00,11:00,R\n");
    assert_string_equal(where("A"), "2026-03-04 10:00-11:00 R");
    import("Title,Day,Start,End,Room\nC,3/4/2026,10:00,11:00,R\n");
    assert_string_equal(where("C"), "2026-04-03 10:00-11:00 R");
    assert_int_equal(kit_count(&kit.report, "Nothing says whether the day or the month"), 1);
}

static void what_cannot_be_read_as_time_is_told_with_its_line(void **state)
{
    (void)state;
    import(
        "Title,Day,Time,Room\nA,Saturday,10:00,Monday\nB,2026-11-25,soon,Tuesday\nC,1601-01-01,10:00,Monday\n"
        "D,2026-11-25,10:00,Monday\nE,2026-02-30,10:00,Monday\n");
    assert_string_equal(where("A"), "-");
    assert_string_equal(where("B"), "-");
    assert_string_equal(where("C"), "-");
    assert_string_equal(where("D"), "2026-11-25 10:00-10:30 Monday"); /* rooms may have names of days */
    assert_string_equal(where("E"), "-");
    assert_int_equal(kit.report.items[0].line, 2);
    assert_int_equal(kit_count(&kit.report, "kept without a time"), 4);
}

static void end_before_start_is_mended_and_past_midnight_is_meant(void **state)
{
    (void)state;
    import("Title,Day,Start,End,Room\nNight,2026-11-25,23:00,01:00,R\nWrong,2026-11-25,11:00,10:00,R\n");
    assert_string_equal(where("Night"), "2026-11-25 23:00-01:00 R");
    assert_string_equal(where("Wrong"), "2026-11-25 11:00-11:30 R");
    assert_int_equal(kit_count(&kit.report, "It ends before it starts"), 1);
}

static void the_hours_of_a_change_of_clocks_are_as_zones_say(void **state)
{
    (void)state;
    /* 2026-03-29: 02:00 to 03:00 does not happen; 2026-10-25: 02:00 to 03:00 happens twice */
    import(
        "Title,Day,Start,End,Room,Starts at\nGap,2026-03-29,02:30,03:30,A,\nTwice,2026-10-25,02:30,02:45,A,\n"
        "Second,2026-10-25,02:30,,A,2026-10-25T02:30:00+01:00\n");
    const struct tf_grid *grid = board->grid;
    assert_int_equal(tf_grid_start(grid, kit_placement(board, "Gap")), INT64_C(1774747800)); /* 03:30 CEST */
    assert_int_equal(tf_grid_start(grid, kit_placement(board, "Twice")), INT64_C(1792888200));
    assert_int_equal(tf_grid_start(grid, kit_placement(board, "Second")), INT64_C(1792888200) + 3600);
}

static void our_own_tables_come_back(void **state)
{
    (void)state;
    struct tf_buf out;
    tf_buf_init(&out, 0);
    struct tf_board *ours = support_board("2 spaces, 3 slots, break 11:00, Bees in A at 10:00, Waiting");
    struct tf_session bees = *kit_session(ours, "Bees");
    bees.title = "=SUM(A1:A2)";
    bees.about = "Line one\n\nLine \"two\"; 'three'";
    bees.host = "Ada, Grace";
    support_put(&ours, &bees.record);
    const struct tf_write_options options = {.base_url = "http://10.0.0.5:8080", .now = KIT_AT};
    assert_int_equal(tf_exchange_writer("csv")->write(&out, ours, &options), TF_OK);
    import_bytes(out.data, out.len);
    const struct tf_session *back = kit_session(board, "=SUM(A1:A2)");
    assert_string_equal(back->about, bees.about);
    assert_string_equal(back->host, bees.host);
    assert_int_equal(kit_session(board, "Waiting")->state, TF_SESSION_OPEN);
    assert_int_equal(board->grid->slots[1]->kind, TF_SLOT_BREAK);
    kit_free(&kit);
    kit_import(&kit, &ours, out.data, out.len, &berlin);
    assert_int_equal(kit.report.added + kit.report.changed, 0);
    tf_board_unref(ours);
    tf_buf_free(&out);
}

static void one_id_on_many_rows_is_parted_for_good(void **state)
{
    (void)state;
    static const char text[] =
        "Id,Title,Day,Start,End,Room\n17,C,,,,\n17,A,2026-11-25,10:00,11:00,R\n"
        "17,A,2026-11-25,10:00,11:00,R\n17,A,2026-11-25,10:00,11:00,S\n17#@1795597200,B,,,,\n";
    import(text);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 5);
    import(text);
    assert_int_equal(kit.command->record_count, 0);
}

static void nothing_in_a_report_can_move_a_terminal(void **state)
{
    (void)state;
    import("Title,Day,Time,Room\nA,\x1b[2J\x07 \xe2\x80\xae\xc2\x9bX,10:00,\x1b[31mRed\n");
    for (size_t i = 0; i < kit.report.count; i++)
        for (const char *p = kit.report.items[i].text; *p; p++)
            assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
    assert_int_equal(kit_count(&kit.report, "\xe2\x80\xae"), 0);
    assert_int_equal(kit_count(&kit.report, "\xc2\x9b"), 0);
    assert_int_equal(kit_count(&kit.report, "kept without a time"), 1);
}

static void too_much_is_refused_kindly(void **state)
{
    (void)state;
    struct tf_buf text;
    tf_buf_init(&text, 0);
    tf_buf_puts(&text, "Title\n");
    for (int i = 0; i < 100000; i++)
        tf_buf_printf(&text, "T%d\n", i);
    assert_int_equal(kit_read(&kit, "csv", text.data, text.len, &berlin), TF_ERR_LIMIT);
    assert_non_null(strstr(kit.problem.what, "more than 20000 rows"));
    kit_free(&kit);
    tf_buf_clear(&text);
    tf_buf_puts(&text, "Title\n\"never closed");
    for (int i = 0; i < 100000; i++)
        tf_buf_puts(&text, "\nmore");
    assert_int_equal(kit_read(&kit, "csv", text.data, text.len, &berlin), TF_ERR_LIMIT);
    tf_buf_free(&text);
}

/* A file of 64 MB may be nothing but these: sixteen bytes for each would be a gigabyte. */
static void empty_cells_take_no_memory(void **state)
{
    (void)state;
    struct tf_csv_table few, many;
    struct tf_buf text;
    tf_buf_init(&text, 0);
    tf_buf_puts(&text, "Title;Room\nBees;A\n");
    assert_int_equal(tf_csv_table_read(&few, text.data, text.len, NULL), TF_OK);
    for (int i = 0; i < 1000; i++) {
        tf_buf_puts(&text, ";; ;\"\n\";;\n");
    }
    assert_int_equal(tf_csv_table_read(&many, text.data, text.len, NULL), TF_OK);
    assert_int_equal(many.row_count, few.row_count);
    assert_int_equal(many.arena.used_bytes, few.arena.used_bytes);
    tf_csv_table_free(&few);
    tf_csv_table_free(&many);
    tf_buf_free(&text);
}

static void many_hosts_take_no_more_memory_than_their_names(void **state)
{
    (void)state;
    struct tf_buf text;
    tf_buf_init(&text, 0);
    tf_buf_puts(&text, "Title;Speaker\nBees;");
    for (int i = 0; i < 1500; i++) {
        tf_buf_puts(&text, i == 0 ? "A" : ",A");
    }
    tf_buf_puts(&text, "\nAnts;Ada, Grace\nWasps;Zoe,Kim\n");
    assert_int_equal(kit_read(&kit, "csv", text.data, text.len, &berlin), TF_OK);
    assert_true(kit.draft.arena.used_bytes < (size_t)200 * 1024);
    assert_string_equal(kit.draft.sessions[0].session.host,
                        "A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, …");
    assert_string_equal(kit.draft.sessions[1].session.host, "Ada, Grace");
    assert_string_equal(kit.draft.sessions[2].session.host, "Zoe, Kim");
    tf_buf_free(&text);
}

static void a_table_without_sessions_is_refused(void **state)
{
    (void)state;
    assert_int_equal(kit_read(&kit, "csv", "Title,Room\n", 11, &berlin), TF_ERR_INVALID);
    kit_free(&kit);
    assert_int_equal(kit_read(&kit, "csv", "", 0, &berlin), TF_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(sessionize_with_co_speakers_in_rows_of_their_own),
        TEST(a_schedule_sheet_with_ranges_and_days_said_once),
        TEST(tabs_and_utf16_from_excel),
        TEST(windows_1252_and_a_mark),
        TEST(unknown_headers_are_met_with_a_proposal),
        TEST(slashes_are_settled_by_the_date_that_can_only_be_one),
        TEST(what_cannot_be_read_as_time_is_told_with_its_line),
        TEST(end_before_start_is_mended_and_past_midnight_is_meant),
        TEST(the_hours_of_a_change_of_clocks_are_as_zones_say),
        TEST(our_own_tables_come_back),
        TEST(one_id_on_many_rows_is_parted_for_good),
        TEST(nothing_in_a_report_can_move_a_terminal),
        TEST(too_much_is_refused_kindly),
        TEST(empty_cells_take_no_memory),
        TEST(many_hosts_take_no_more_memory_than_their_names),
        TEST(a_table_without_sessions_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
