#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

#include <sys/wait.h>

static struct tf_board *board;
static struct tf_buf out;
static struct kit kit;

static int set_up(void **state)
{
    (void)state;
    memset(&kit, 0, sizeof kit);
    board = support_board(
        "3 spaces, 4 slots, 2 days, break 12:00, Bees in A at 10:00 to 11:00, Ants in B at 2 10:00,"
        " Bees in C at 13:00, Waiting, Gone in B at 10:00");
    struct tf_session bees = *kit_session(board, "Bees");
    bees.subtitle = "Bienen <&> \"Honig\"";
    bees.host = "Ada, Grace";
    bees.about = "First, a paragraph; with \\ in it.\n\nSecond\nline.";
    bees.language = "en";
    bees.track = "Nature";
    bees.format = TF_FORMAT_TALK;
    bees.url = "https://example.org/bees?a=1&b=2";
    support_put(&board, &bees.record);
    tf_buf_init(&out, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tf_board_unref(board);
    tf_buf_free(&out);
    kit_free(&kit);
    return 0;
}

static void write_as(const char *name)
{
    const struct tf_write_options options = {.base_url = "http://10.0.0.5:8080", .now = KIT_AT};
    tf_buf_clear(&out);
    assert_int_equal(tf_exchange_writer(name)->write(&out, board, &options), TF_OK);
}

static size_t count_of(const char *text)
{
    size_t count = 0;
    for (const char *p = out.data; (p = strstr(p, text)); p++)
        count++;
    return count;
}

/* What others read back is what is on the wall: the same sessions at the same times in the same rooms. */
static void comes_back(const char *writer, const char *reader)
{
    static const char *const fields[] = {"title", "subtitle", "host",   "about", "language",
                                         "track", "url",      "format", NULL};
    write_as(writer);
    struct tf_board *again = kit_empty_board();
    const struct tf_read_options options = {.name = "back", .zone = "UTC"};
    if (kit_read(&kit, reader, out.data, out.len, &options) != TF_OK)
        fail_msg("%s: %s %s", writer, kit.problem.what, kit.problem.where);
    kit_merge(&kit, &again, 1);
    assert_int_equal(kit.err, TF_OK);
    const struct tf_session *ours = kit_session(board, "Bees"), *theirs = kit_session(again, "Bees");
    for (size_t i = 0; fields[i]; i++)
        if (tf_record_diff(&ours->record, &theirs->record) & tf_schema_mask(TF_KIND_SESSION, fields[i]))
            fail_msg("%s: the %s is another: \"%s\"", writer, fields[i], theirs->about);
    const struct tf_placement *placement = kit_placement(again, "Bees");
    assert_int_equal(tf_grid_start(again->grid, placement),
                     tf_grid_start(board->grid, kit_placement(board, "Bees")));
    assert_int_equal(tf_grid_end(again->grid, placement),
                     tf_grid_end(board->grid, kit_placement(board, "Bees")));
    assert_string_equal(tf_board_space(again, placement->space)->name, "A");
    assert_int_equal(again->grid->slots[tf_grid_slot_at(again->grid, SUPPORT_DAY_S + 12 * 3600)]->kind,
                     TF_SLOT_BREAK);
    kit_free(&kit);
    /* and onto our own wall again it adds nothing */
    kit_import(&kit, &board, out.data, out.len, &options);
    if (kit.report.added || kit.report.changed) {
        kit_print(&kit.report);
        fail_msg("%s brought something new onto our own wall", writer);
    }
    kit_free(&kit);
    tf_board_unref(again);
}

static void frab_xml_comes_back(void **state)
{
    (void)state;
    comes_back("frab-xml", NULL);
}

static void frab_json_comes_back(void **state)
{
    (void)state;
    comes_back("frab-json", NULL);
}

static void is_valid(const char *writer, const char *extension, const char *schema)
{
    const char *shared = getenv("TF_SHARED_DATA"), *folder = getenv("TF_TEST_OUT");
    char path[600], command[2400], schema_path[600];
    (void)snprintf(path, sizeof path, "%s/schedule.%s", folder ? folder : "/tmp", extension);
    (void)snprintf(schema_path, sizeof schema_path, "%s/%s", shared ? shared : "", schema);
    write_as(writer);
    assert_int_equal(tf_buf_write_file(&out, path, NULL), TF_OK);
    FILE *there = fopen(schema_path, "rb");
    if (!there) {
        print_message("%s is not here (TF_SHARED_DATA): skipped\n", schema);
        skip();
    }
    (void)fclose(there);
    (void)snprintf(command, sizeof command, "python3 '%s/check_schedule.py' '%s' '%s'", TF_TEST_DATA, path,
                   schema_path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char said[2048];
    size_t len = fread(said, 1, sizeof said - 1, pipe);
    said[len] = '\0';
    int status = pclose(pipe);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("no validator for %s here: skipped\n", schema);
        skip();
    }
    if (status != 0)
        fail_msg("%s is not valid: %s", writer, said);
}

static void frab_xml_is_valid(void **state)
{
    (void)state;
    is_valid("frab-xml", "xml", "frab-schedule.xsd");
    tf_board_unref(board);
    board = kit_empty_board(); /* with nothing set up as well */
    is_valid("frab-xml", "xml", "frab-schedule.xsd");
}

static void frab_json_is_valid(void **state)
{
    (void)state;
    is_valid("frab-json", "json", "frab-schedule.schema.json");
    tf_board_unref(board);
    board = kit_empty_board();
    is_valid("frab-json", "json", "frab-schedule.schema.json");
}

static void random_boards_are_valid(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("random_boards_are_valid"));
    tf_board_unref(board);
    board = support_random_board(&rng, 20, 10, 3, 200, 100, 20);
    is_valid("frab-xml", "xml", "frab-schedule.xsd");
    is_valid("frab-json", "json", "frab-schedule.schema.json");
}

static void the_head_is_short_and_days_say_when_they_end(void **state)
{
    (void)state;
    write_as("frab-xml");
    assert_true(strstr(out.data, "<day index") - out.data < 1024);
    assert_int_equal(count_of("<day index="), 2);
    assert_int_equal(count_of(" end=\"2026-11-2"), 2);
    assert_int_equal(count_of("<duration>02:00</duration>"), 1);
    assert_int_equal(count_of("<person id="), 4); /* two hosts, and Bees runs twice */
}

static void ids_are_unique_and_survive_a_move(void **state)
{
    (void)state;
    write_as("frab-xml");
    const char *bees = strstr(out.data, "<title>Bees");
    while (strncmp(bees, "<event ", 7) != 0)
        bees--;
    char before[80];
    (void)snprintf(before, sizeof before, "%.70s", bees);
    struct tf_placement moved = *kit_placement(board, "Bees");
    moved.space = support_space(board, "C");
    support_put(&board, &moved.record);
    write_as("frab-xml");
    assert_non_null(strstr(out.data, before));
}

static void random_boards_come_back(void **state)
{
    (void)state;
    static const char *const formats[] = {"frab-xml", "frab-json", "ics", "csv"};
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("random_boards_come_back"));
    for (int round = 0; round < 40; round++) {
        tf_board_unref(board);
        board = support_random_board(&rng, 8, 10, 3, 40, 30, 5);
        size_t rows = 0, waiting = 0, withdrawn = 0;
        for (size_t i = 0; i < board->grid->slot_count; i++)
            rows += board->grid->slots[i]->kind != TF_SLOT_SESSION;
        struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
        for (; it.record; tf_table_next(&it)) {
            waiting += TF_SESSION(it.record)->state == TF_SESSION_OPEN;
            withdrawn += TF_SESSION(it.record)->state == TF_SESSION_WITHDRAWN;
        }
        for (size_t i = 0; i < 4; i++) {
            size_t expected = board->grid->placement_count + rows;
            expected += strcmp(formats[i], "csv") == 0   ? waiting
                        : strcmp(formats[i], "ics") == 0 ? withdrawn
                                                         : 0;
            write_as(formats[i]);
            enum tf_err err = kit_read(&kit, formats[i], out.data, out.len, NULL);
            if (expected == 0)
                assert_int_equal(err, TF_ERR_INVALID);
            else if (err || kit.draft.session_count != expected || kit.report.refused)
                fail_msg("%s: %zu of %zu came back: %s", formats[i], kit.draft.session_count, expected,
                         kit.problem.what);
            struct tf_board *again = kit_empty_board();
            if (!err)
                kit_merge(&kit, &again, 1);
            assert_true(err || kit.err == TF_OK);
            tf_board_unref(again);
            kit_free(&kit);
        }
    }
}

/* 2026-10-25: half past two comes twice in Berlin, and each comes back as itself. */
static void the_hour_that_happens_twice_comes_back_twice(void **state)
{
    (void)state;
    static const char *const formats[] = {"frab-xml", "frab-json", "ics", "csv", "json"};
    struct tf_gathering gathering = *tf_board_gathering(board);
    const int64_t first = INT64_C(1792888200);
    gathering.zone = "Europe/Berlin";
    support_put(&board, &gathering.record);
    for (int i = 0; i < 2; i++) {
        struct tf_slot slot = *board->grid->slots[0];
        slot.record.key.id = 777 + (uint64_t)i;
        slot.day = 20751;
        slot.start = first + i * 3600;
        slot.end = slot.start + 1800;
        slot.title = "";
        support_put(&board, &slot.record);
    }
    struct tf_placement placement = *kit_placement(board, "Ants");
    placement.slot = placement.last_slot = 777;
    support_put(&board, &placement.record);
    placement = *kit_placement(board, "Gone");
    placement.slot = placement.last_slot = 778;
    support_put(&board, &placement.record);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct tf_board *again = kit_empty_board();
        const struct tf_read_options options = {.name = "x", .zone = "Europe/Berlin"};
        write_as(formats[i]);
        kit_import(&kit, &again, out.data, out.len, &options);
        assert_int_equal(tf_grid_start(again->grid, kit_placement(again, "Ants")), first);
        assert_int_equal(tf_grid_end(again->grid, kit_placement(again, "Ants")), first + 1800);
        assert_int_equal(tf_grid_start(again->grid, kit_placement(again, "Gone")), first + 3600);
        assert_int_equal(tf_grid_end(again->grid, kit_placement(again, "Gone")), first + 5400);
        kit_free(&kit);
        tf_board_unref(again);
    }
}

/* ---- iCalendar */

static void lines_fold_at_75_octets_between_characters(void **state)
{
    (void)state;
    struct tf_session bees = *kit_session(board, "Bees");
    bees.title = "日本語の長い題名がここにあり、七十五オクテットを越えるので折り返される。絵文字も：👩"
                 "‍"
                 "👩"
                 "‍"
                 "👧"
                 "‍👦🧑🏽‍🌾";
    support_put(&board, &bees.record);
    write_as("ics");
    const char *line = out.data;
    while (*line) {
        const char *end = strstr(line, "\r\n");
        assert_non_null(end);
        assert_true(end - line <= 75);
        assert_true(tf_text_is_valid(line, (size_t)(end - line)));
        assert_null(memchr(line, '\n', (size_t)(end - line)));
        line = end + 2;
    }
    assert_int_equal(strncmp(out.data, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 37), 0);
}

static void each_placement_has_a_uid_and_withdrawn_is_cancelled(void **state)
{
    (void)state;
    struct tf_session gone = *kit_session(board, "Gone");
    write_as("ics");
    assert_int_equal(count_of("BEGIN:VEVENT"),
                     6); /* Bees twice, Ants, Gone, two breaks; Waiting has no time */
    const char *title = strstr(out.data, "SUMMARY:Gone");
    while (strncmp(title, "UID:", 4) != 0)
        title--;
    char uid[64];
    (void)snprintf(uid, sizeof uid, "%.48s", title);
    support_remove(&board, TF_KIND_PLACEMENT, kit_placement(board, "Gone")->record.key);
    gone.state = TF_SESSION_WITHDRAWN;
    support_put(&board, &gone.record);
    write_as("ics");
    const char *cancelled = strstr(out.data, "STATUS:CANCELLED");
    assert_non_null(cancelled);
    while (strncmp(cancelled, "UID:", 4) != 0)
        cancelled--;
    assert_int_equal(strncmp(cancelled, uid, strlen(uid)), 0);
    assert_int_equal(count_of("STATUS:CANCELLED"), 1);
}

/* The UID of the event that begins at this time, "20261125T100000Z". */
static void uid_at(char uid[64], const char *time)
{
    char start[40];
    (void)snprintf(start, sizeof start, "DTSTART:%s", time);
    write_as("ics");
    const char *at = strstr(out.data, start);
    assert_non_null(at);
    while (strncmp(at, "UID:", 4) != 0)
        at--;
    (void)snprintf(uid, 64, "%.48s", at);
}

/* The number of the event with this title (the first one), as calendars see it. */
static long sequence_of(const char *title)
{
    char summary[80];
    (void)snprintf(summary, sizeof summary, "SUMMARY:%s\r\n", title);
    write_as("ics");
    const char *at = strstr(out.data, summary);
    assert_non_null(at);
    while (strncmp(at, "\nSEQUENCE:", 10) != 0)
        at--;
    return strtol(at + 10, NULL, 10);
}

static void put_moved(const char *title, const char *space)
{
    struct tf_placement moved = *kit_placement(board, title);
    moved.space = support_space(board, space);
    support_put(&board, &moved.record);
}

/* RFC 5545, 3.8.7.4: it rises with each change of that event, and with that of no other. */
static void a_sequence_rises_when_that_event_changed_and_only_then(void **state)
{
    (void)state;
    long ants = sequence_of("Ants"), gone = sequence_of("Gone"), pause = sequence_of("Lunch");
    char *before = NULL;
    assert_true(ants > 0 && gone > 0 && pause > 0);
    write_as("ics");
    before = tf_buf_take(&out, NULL);
    support_note(&board, "Ants", 5, "They marched."); /* what calendars do not show */
    struct tf_space capacity = *tf_board_space(board, support_space(board, "B"));
    capacity.capacity = 77;
    support_put(&board, &capacity.record);
    struct tf_placement locked = *kit_placement(board, "Ants");
    locked.locked = true;
    support_put(&board, &locked.record);
    write_as("ics");
    assert_string_equal(out.data, before); /* byte by byte */
    free(before);

    put_moved("Ants", "C");
    assert_true(sequence_of("Ants") > ants);
    ants = sequence_of("Ants");
    put_moved("Ants", "B"); /* back where it was is a change too */
    assert_true(sequence_of("Ants") > ants);
    ants = sequence_of("Ants");
    assert_int_equal(sequence_of("Gone"), gone);

    struct tf_space renamed = *tf_board_space(board, support_space(board, "B"));
    renamed.name = "Barn";
    support_put(&board, &renamed.record);
    assert_true(sequence_of("Ants") > ants);
    assert_true(sequence_of("Gone") > gone);
    gone = sequence_of("Gone");
    assert_int_equal(sequence_of("Lunch"), pause);

    struct tf_slot later = *tf_board_slot(board, kit_placement(board, "Gone")->slot);
    later.end -= 300;
    support_put(&board, &later.record);
    assert_true(sequence_of("Gone") > gone);
    gone = sequence_of("Gone");
    support_remove(&board, TF_KIND_PLACEMENT, kit_placement(board, "Gone")->record.key);
    struct tf_session withdrawn = *kit_session(board, "Gone");
    withdrawn.state = TF_SESSION_WITHDRAWN;
    support_put(&board, &withdrawn.record);
    assert_true(sequence_of("Gone") > gone);
    assert_int_equal(sequence_of("Lunch"), pause);
}

static void run_again_before_the_first_takes_no_ones_uid(void **state)
{
    (void)state;
    char first[64], again[64], later[64];
    tf_board_unref(board);
    board = support_board("2 spaces, 4 slots, Bees in A at 12:00");
    uid_at(first, "20261125T120000Z");
    for (int i = 0; i < 2; i++) { /* earlier, then later; with numbers below and above the first one's */
        struct tf_command *command = support_place(board, "Bees", "B", i ? "13:00" : "10:00");
        struct tf_refusal no = {0};
        struct tf_event *event = NULL;
        command->placement = i ? 4001 : 7;
        assert_int_equal(tf_rules_decide(&event, board, command, NULL, &no, NULL), TF_OK);
        support_apply(&board, event);
        tf_event_unref(event);
        tf_command_destroy(command);
    }
    uid_at(again, "20261125T120000Z");
    assert_string_equal(again, first);
    uid_at(again, "20261125T100000Z");
    assert_string_not_equal(again, first);
    uid_at(later, "20261125T130000Z");
    assert_string_not_equal(later, first);
    assert_string_not_equal(later, again);
    struct tf_placement moved = *kit_placement(board, "Bees"); /* in time order: the one at 10:00 */
    moved.slot = moved.last_slot = support_slot(board, "11:00");
    support_put(&board, &moved.record);
    uid_at(first, "20261125T110000Z");
    assert_string_equal(first, again);
}

static void text_is_escaped_and_the_same_board_gives_the_same_bytes(void **state)
{
    (void)state;
    write_as("ics");
    assert_int_equal(count_of("Ada\\, Grace\\n\\nFirst\\, a paragraph\\; with \\\\ in it.\\n\\nSecond"), 2);
    char *first = tf_buf_take(&out, NULL);
    write_as("ics");
    assert_string_equal(first, out.data);
    free(first);
}

static void one_session_alone_can_be_written(void **state)
{
    (void)state;
    const struct tf_write_options options = {
        .base_url = "", .now = KIT_AT, .session = support_session(board, "Ants")};
    assert_int_equal(tf_exchange_writer("ics")->write(&out, board, &options), TF_OK);
    assert_int_equal(count_of("BEGIN:VEVENT"), 1);
    assert_int_equal(count_of("SUMMARY:Ants"), 1);
}

/* ---- CSV, Markdown */

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    static const char *const titles[] = {"=1+1", "+1", "-1", "@SUM(A1)", "'=x"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct tf_session bees = *kit_session(board, i ? titles[i - 1] : "Bees");
        bees.title = titles[i];
        support_put(&board, &bees.record);
        write_as("csv");
        char quoted[32];
        (void)snprintf(quoted, sizeof quoted, "\"'%s\"", titles[i]);
        assert_true(count_of(quoted) == 2);
    }
    assert_int_equal(strncmp(out.data,
                             "\xef\xbb\xbf"
                             "Code,Day,Start,",
                             18),
                     0);
}

static void markdown_takes_nothing_for_markup(void **state)
{
    (void)state;
    struct tf_session bees = *kit_session(board, "Bees");
    bees.title = "*Bees* _and_ <b>[x](y)</b>";
    bees.about = "# Not a heading\n1. not a list";
    support_put(&board, &bees.record);
    support_note(&board, "*Bees* _and_ <b>[x](y)</b>", 5, "They hummed.");
    write_as("markdown");
    assert_int_equal(count_of("\\*Bees\\* \\_and\\_ \\<b\\>\\[x\\](y)\\</b\\>"), 2);
    assert_int_equal(count_of("\n\\# Not a heading\n1\\. not a list"), 2);
    assert_int_equal(count_of("They hummed."), 1);
    assert_int_equal(count_of("## Wednesday, 2026-11-25"), 1);
    assert_int_equal(count_of("## Without a place"), 1);
}

static void hidden_things_are_in_no_public_format(void **state)
{
    (void)state;
    struct tf_session gone = *kit_session(board, "Gone");
    support_remove(&board, TF_KIND_PLACEMENT, kit_placement(board, "Gone")->record.key);
    gone.state = TF_SESSION_HIDDEN;
    gone.title = "Obscene";
    gone.reason = "Because.";
    support_put(&board, &gone.record);
    for (const struct tf_writer *const *writer = tf_exchange_writers(); *writer; writer++) {
        write_as((*writer)->name);
        assert_int_equal(count_of("Obscene"), strcmp((*writer)->name, "json") == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(frab_xml_comes_back),
        TEST(frab_json_comes_back),
        TEST(frab_xml_is_valid),
        TEST(frab_json_is_valid),
        TEST(random_boards_are_valid),
        TEST(random_boards_come_back),
        TEST(the_hour_that_happens_twice_comes_back_twice),
        TEST(the_head_is_short_and_days_say_when_they_end),
        TEST(ids_are_unique_and_survive_a_move),
        TEST(lines_fold_at_75_octets_between_characters),
        TEST(each_placement_has_a_uid_and_withdrawn_is_cancelled),
        TEST(a_sequence_rises_when_that_event_changed_and_only_then),
        TEST(run_again_before_the_first_takes_no_ones_uid),
        TEST(text_is_escaped_and_the_same_board_gives_the_same_bytes),
        TEST(one_session_alone_can_be_written),
        TEST(no_cell_is_a_formula),
        TEST(markdown_takes_nothing_for_markup),
        TEST(hidden_things_are_in_no_public_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
