#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

#include <time.h>

#define CALENDAR(events)                                                                                     \
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nX-WR-CALNAME:Camp\\, 2026\r\n"                  \
    "X-WR-TIMEZONE:Europe/Berlin\r\n" events "END:VCALENDAR\r\n"
#define PLAIN(lines) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" lines "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nDTSTAMP:20261101T000000Z\r\n" lines "END:VEVENT\r\n"

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

static void import(const char *text)
{
    kit_free(&kit);
    kit_import(&kit, &board, text, strlen(text), NULL);
}

static int64_t start_of(const char *title)
{
    return tf_grid_start(board->grid, kit_placement(board, title));
}

#define TEN_IN_BERLIN INT64_C(1795597200) /* 2026-11-25 10:00 +01:00 */

static void times_in_utc_in_a_zone_and_floating_are_one(void **state)
{
    (void)state;
    import(CALENDAR(
        EVENT("UID:1\r\nDTSTART:20261125T090000Z\r\nDTEND:20261125T100000Z\r\nSUMMARY:A\r\nLOCATION:R1\r\n")
            EVENT("UID:2\r\nDTSTART;VALUE=DATE-TIME;TZID=Europe/Berlin:20261125T100000\r\nDURATION:PT1H\r\n"
                  "SUMMARY:B\r\nLOCATION:R2\r\n") EVENT("UID:3\r\nDTSTART:20261125T100000\r\nDTEND:"
                                                        "20261125T110000\r\nSUMMARY:C\r\nLOCATION:R3\r\n")
                EVENT("UID:4\r\nDTSTART;TZID=\"/mozilla.org/20050126_1/Asia/Kolkata\":20261125T143000\r\n"
                      "DTEND;TZID=\"/mozilla.org/20050126_1/Asia/Kolkata\":20261125T153000\r\nSUMMARY:D\r\n"
                      "LOCATION:R4\r\n")));
    assert_int_equal(start_of("A"), TEN_IN_BERLIN);
    assert_int_equal(start_of("B"), TEN_IN_BERLIN);
    assert_int_equal(start_of("C"), TEN_IN_BERLIN);
    assert_int_equal(start_of("D"), TEN_IN_BERLIN);
    assert_int_equal(board->grid->slot_count, 1);
    assert_string_equal(tf_board_gathering(board)->title, "Camp, 2026");
    assert_string_equal(tf_board_gathering(board)->zone, "Europe/Berlin");
}

/* As Outlook writes them: its own names, and what the clocks do under them. */
#define ZONE(name, standard, daylight, winter, summer)                                                       \
    "BEGIN:VTIMEZONE\r\nTZID:" name                                                                          \
    "\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:" daylight "\r\nTZOFFSETTO:" standard     \
    "\r\nRRULE:FREQ=YEARLY;" winter "\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"                                 \
    "DTSTART:16010101T020000\r\nTZOFFSETFROM:" standard "\r\nTZOFFSETTO:" daylight                           \
    "\r\nRRULE:FREQ=YEARLY;" summer "\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
#define TWICE(name)                                                                                          \
    EVENT("UID:1\r\nDTSTART;TZID=" name ":20260701T100000\r\nDTEND;TZID=" name ":20260701T110000\r\n"        \
          "SUMMARY:Summer\r\nLOCATION:R\r\n")                                                                \
    EVENT("UID:2\r\nDTSTART;TZID=" name ":20261201T100000\r\nDTEND;TZID=" name ":20261201T110000\r\n"        \
          "SUMMARY:Winter\r\nLOCATION:R\r\n")

static void a_zone_that_the_file_describes_is_the_one_with_those_clocks(void **state)
{
    (void)state;
    static const struct {
        const char *text, *zone, *summer, *winter;
    } CASES[] = {
        {PLAIN(ZONE("W. Europe Standard Time", "+0100", "+0200", "BYDAY=-1SU;BYMONTH=10",
                    "BYDAY=-1SU;BYMONTH=3") TWICE("W. Europe Standard Time")),
         "Europe/Berlin", "2026-07-01T10:00:00+02:00", "2026-12-01T10:00:00+01:00"},
        {PLAIN(ZONE("GMT Standard Time", "+0000", "+0100", "BYDAY=-1SU;BYMONTH=10", "BYDAY=-1SU;BYMONTH=3")
                   TWICE("\"GMT Standard Time\"")),
         "Europe/London", "2026-07-01T10:00:00+01:00", "2026-12-01T10:00:00+00:00"},
        {PLAIN(ZONE("(UTC+02:00) Kyiv", "+0200", "+0300", "BYDAY=-1SU;BYMONTH=10", "BYDAY=-1SU;BYMONTH=3")
                   TWICE("\"(UTC+02:00) Kyiv\"")),
         "Europe/Helsinki", "2026-07-01T10:00:00+03:00", "2026-12-01T10:00:00+02:00"},
        {PLAIN(ZONE("Eastern Standard Time", "-0500", "-0400", "BYDAY=1SU;BYMONTH=11", "BYDAY=2SU;BYMONTH=3")
                   TWICE("Eastern Standard Time")),
         "America/New_York", "2026-07-01T10:00:00-04:00", "2026-12-01T10:00:00-05:00"},
        {PLAIN(ZONE("The island", "+1030", "+1100", "BYDAY=1SU;BYMONTH=4", "BYDAY=1SU;BYMONTH=10")
                   TWICE("The island")),
         "Australia/Lord_Howe", "2026-07-01T10:00:00+10:30", "2026-12-01T10:00:00+11:00"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct tf_zone *zone = NULL;
        char at[26];
        tf_board_unref(board);
        board = kit_empty_board();
        import(CASES[i].text);
        assert_string_equal(tf_board_gathering(board)->zone, CASES[i].zone);
        assert_int_equal(tf_zone_open(&zone, CASES[i].zone), TF_OK);
        tf_zone_format(at, zone, start_of("Summer"));
        assert_string_equal(at, CASES[i].summer);
        tf_zone_format(at, zone, start_of("Winter"));
        assert_string_equal(at, CASES[i].winter);
        assert_int_equal(kit_count(&kit.report, "is described in the file"), 1);
        tf_zone_close(zone);
    }
}

static void a_description_that_would_never_end_is_not_followed(void **state)
{
    (void)state;
    static const char *const HOSTILE[] = {
        "BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
        "BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+9900\r\nRRULE:FREQ=YEARLY;INTERVAL=0\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
        "BEGIN:VTIMEZONE\r\nTZID:Z\r\nEND:VTIMEZONE\r\n",
        "BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\n",
        "BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nTZOFFSETTO:nonsense\r\nEND:STANDARD\r\nEND:"
        "VTIMEZONE\r\n",
    };
    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
        char text[2048];
        tf_board_unref(board);
        board = kit_empty_board();
        snprintf(text, sizeof text, "BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Berlin\r\n%s%sEND:VCALENDAR\r\n",
                 HOSTILE[i], TWICE("Z"));
        import(text);
        assert_int_equal(kit_count(&kit.report, "is no time zone we know"), 4);
        assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 2);
    }
}

static void folds_and_line_ends_of_every_sort(void **state)
{
    (void)state;
    import("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\r\nUID:1\r\r\nDTSTART;TZID=Europe/Paris:20261125T100000\r\n"
           "DTEND;TZID=Europe/Paris:20261125T110000\nSUMMARY;CHARSET=UTF-8;ENCODING=8BIT:Num\xc3\r\n "
           "\xa9rique\r\n"
           "DESCRIPTION:One \r\r\n \\n\r\n Two\\, three\r\n\t and "
           "four\nLOCATION:R\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    const struct tf_session *session = kit_session(board, "Numérique");
    assert_string_equal(session->about, "One\nTwo, three and four");
    assert_string_equal(tf_board_gathering(board)->zone, "Europe/Paris");
}

static void one_uid_on_many_events_is_parted(void **state)
{
    (void)state;
    static const char text[] = CALENDAR(EVENT("UID:x\r\nDTSTART:20261125T090000Z\r\nDTEND:"
                                              "20261125T100000Z\r\nSUMMARY:A\r\nLOCATION:R\r\n")
                                            EVENT("UID:x\r\nDTSTART:20261125T110000Z\r\nDTEND:"
                                                  "20261125T120000Z\r\nSUMMARY:B\r\nLOCATION:R\r\n"));
    import(text);
    assert_int_equal(kit_count(&kit.report, "Its id x is also that of"), 1);
    import(text);
    assert_int_equal(kit.command->record_count, 0);
}

static void cancelled_is_kept_off_the_wall(void **state)
{
    (void)state;
    import(CALENDAR(
        EVENT("UID:1\r\nDTSTART:20261125T090000Z\r\nDTEND:20261125T100000Z\r\nSUMMARY:A\r\nLOCATION:R\r\n"
              "STATUS:CANCELLED\r\n")));
    assert_int_equal(kit_session(board, "A")->state, TF_SESSION_WITHDRAWN);
}

static void what_repeats_is_followed_with_its_exceptions(void **state)
{
    (void)state;
    import(CALENDAR(
        EVENT("UID:1\r\nDTSTART;TZID=Europe/Berlin:20261124T100000\r\nDTEND;TZID=Europe/"
              "Berlin:20261124T110000\r\n"
              "SUMMARY:Stand-up\r\nLOCATION:R\r\nRRULE:FREQ=DAILY;COUNT=5\r\nEXDATE;TZID=Europe/"
              "Berlin:20261126T100000\r\n")
            EVENT("UID:1\r\nRECURRENCE-ID;TZID=Europe/Berlin:20261125T100000\r\nDTSTART;TZID=Europe/"
                  "Berlin:20261125T140000\r\n"
                  "DTEND;TZID=Europe/Berlin:20261125T150000\r\nSUMMARY:Stand-up late\r\nLOCATION:R\r\n")));
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 4); /* 24, 25 moved, 27, 28 */
    assert_int_equal(start_of("Stand-up late"), TEN_IN_BERLIN + 4 * 3600);
    assert_int_equal(board->grid->day_count, 4);
}

#define STAND_UP "SUMMARY:Stand-up\r\nLOCATION:R\r\n"

static void exceptions_are_known_by_their_moment_however_it_is_written(void **state)
{
    (void)state;
    static const char *const exceptions[] = {"EXDATE:20261126T090000Z", /* 10:00 in Berlin */
                                             "EXDATE;TZID=Asia/Kolkata:20261126T143000",
                                             "EXDATE:20261126T100000", "EXDATE;VALUE=DATE:20261126",
                                             "EXDATE:20261201T090000Z,20261126T090000Z"};
    static const char *const moved[] = {"RECURRENCE-ID:20261125T090000Z",
                                        "RECURRENCE-ID;TZID=Asia/Tokyo:20261125T180000",
                                        "RECURRENCE-ID;VALUE=DATE:20261125"};
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions * 3; i++) {
        char text[2048];
        (void)snprintf(
            text, sizeof text,
            CALENDAR(EVENT("UID:1\r\nDTSTART;TZID=Europe/Berlin:20261124T100000\r\nDURATION:PT1H\r\n" STAND_UP
                           "RRULE:FREQ=DAILY;COUNT=5\r\n%s\r\n")
                         EVENT("UID:1\r\n%s\r\nDTSTART:20261125T130000Z\r\nDURATION:PT1H\r\n"
                               "SUMMARY:Stand-up late\r\nLOCATION:R\r\n")),
            exceptions[i / 3], moved[i % 3]);
        tf_board_unref(board);
        board = kit_empty_board();
        import(text);
        assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 4); /* 24, 25 moved, 27, 28 */
        assert_int_equal(start_of("Stand-up late"), TEN_IN_BERLIN + 4 * 3600);
        assert_int_equal(tf_grid_day_index(board->grid, 20783), -1); /* the 26th */
        import(text);
        assert_int_equal(kit.command->record_count, 0);
    }
}

static void further_times_are_taken_with_or_without_a_rule(void **state)
{
    (void)state;
    import(CALENDAR(
        EVENT("UID:1\r\nDTSTART:20261125T090000Z\r\nDURATION:PT1H\r\n" STAND_UP
              "RDATE:20261127T120000Z,20261125T090000Z\r\n"
              "RDATE;VALUE=DATE:20261128\r\nRDATE;VALUE=PERIOD:20261129T090000Z/PT2H\r\n"
              "RDATE;VALUE=PERIOD:20261130T090000Z/20261130T093000Z\r\nRDATE:nonsense\r\n")
            EVENT("UID:2\r\nDTSTART:20261125T150000Z\r\nDURATION:PT1H\r\nSUMMARY:Sit-down\r\nLOCATION:R\r\n"
                  "RRULE:FREQ=DAILY;COUNT=2\r\nRDATE:20261126T150000Z,20261201T150000Z\r\n")));
    static const int64_t lengths_s[] = {3600, 3600, 3600, 7200, 1800}; /* 25, 27, 28, 29, 30 */
    size_t stand_up = 0, sit_down = 0;
    for (size_t i = 0; i < board->grid->placement_count; i++) {
        const struct tf_placement *placement = board->grid->placements[i];
        int64_t start = tf_grid_start(board->grid, placement);
        if (strcmp(tf_board_session(board, placement->session)->title, "Sit-down") == 0) {
            sit_down++;
            continue;
        }
        assert_int_equal(tf_grid_end(board->grid, placement) - start, lengths_s[stand_up++]);
    }
    assert_int_equal(stand_up, 5);
    assert_int_equal(sit_down, 3); /* the rule's second time is named twice */
    assert_int_equal(kit_count(&kit.report, "It repeats: 5 times"), 1);
}

static void rules_without_end_do_not_spin(void **state)
{
    (void)state;
    static const char *const rules[] = {"FREQ=SECONDLY",
                                        "FREQ=DAILY",
                                        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
                                        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                                        "FREQ=DAILY;BYSECOND=0,1,2;BYMONTHDAY=31;BYMONTH=2",
                                        "FREQ=DAILY;INTERVAL=0",
                                        "FREQ=MONTHLY;BYSETPOS=-400;BYDAY=MO",
                                        "FREQ=WEEKLY;BYDAY=",
                                        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=-5MO",
                                        "FREQ=DAILY;UNTIL=16010101T000000Z",
                                        "nonsense"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char text[2048];
        clock_t before = clock();
        (void)snprintf(
            text, sizeof text,
            CALENDAR(EVENT("UID:1\r\nDTSTART:20261125T090000Z\r\nDTEND:20261125T093000Z\r\nSUMMARY:A\r\n"
                           "LOCATION:R\r\nRRULE:%s\r\n") EVENT("UID:2\r\nSUMMARY:B\r\n")),
            rules[i]);
        kit_free(&kit);
        assert_int_equal(kit_read(&kit, NULL, text, strlen(text), NULL), TF_OK);
        assert_true(kit.draft.session_count >= 1 && kit.draft.session_count <= 367);
        assert_true((clock() - before) / CLOCKS_PER_SEC < 5);
    }
}

static void all_day_and_senseless_times_are_kept_without_one(void **state)
{
    (void)state;
    import(CALENDAR(EVENT("UID:1\r\nDTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261127\r\nSUMMARY:"
                          "Fair\r\n") EVENT("UID:2\r\nDTSTART:16010101T000000Z\r\nSUMMARY:Old\r\n")
                        EVENT("UID:3\r\nDTSTART:20261125T100000Z\r\nDTEND:20261125T090000Z\r\nSUMMARY:"
                              "Back\r\nLOCATION:R\r\n")
                            EVENT("UID:4\r\nDTSTART:hello\r\nSUMMARY:Hello\r\n")));
    assert_int_equal(kit_session(board, "Fair")->state, TF_SESSION_OPEN);
    assert_int_equal(kit_session(board, "Old")->state, TF_SESSION_OPEN);
    assert_int_equal(kit_session(board, "Hello")->state, TF_SESSION_OPEN);
    assert_int_equal(kit_session(board, "Back")->state, TF_SESSION_PLACED);
    assert_int_equal(kit_count(&kit.report, "It lasts all day (2026-11-25)"), 1);
    assert_int_equal(kit_count(&kit.report, "It ends before it starts"), 1);
    assert_int_equal(kit_item(&kit.report, "It ends before it starts")->line, 19);
}

static void a_file_that_breaks_off_keeps_what_came_before(void **state)
{
    (void)state;
    import(
        "BEGIN:VCALENDAR\r\n" EVENT("UID:1\r\nDTSTART:20261125T090000Z\r\nDTEND:20261125T100000Z\r\nSUMMARY:"
                                    "A\r\n") "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Hal");
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 1);
    assert_true(kit.draft.partial);
    assert_int_equal(kit_item(&kit.report, "The file ends inside an event")->level, TF_REPORT_REFUSED);
}

static void our_own_calendar_comes_back(void **state)
{
    (void)state;
    struct tf_buf out;
    tf_buf_init(&out, 0);
    struct tf_board *ours =
        support_board("2 spaces, 3 slots, Bees in A at 10:00 to 11:00, Ants in B at 12:00");
    struct tf_session bees = *kit_session(ours, "Bees");
    bees.about = "One; two, three \\ four\n\nfünf";
    bees.host = "Ada, Grace";
    bees.track = "Nature";
    support_put(&ours, &bees.record);
    const struct tf_write_options options = {.base_url = "", .now = KIT_AT};
    assert_int_equal(tf_exchange_writer("ics")->write(&out, ours, &options), TF_OK);
    import(out.data);
    const struct tf_session *back = kit_session(board, "Bees");
    assert_string_equal(back->about, bees.about);
    assert_string_equal(back->host, bees.host);
    assert_string_equal(back->track, bees.track);
    assert_int_equal(start_of("Bees"), tf_grid_start(ours->grid, kit_placement(ours, "Bees")));
    kit_free(&kit);
    kit_import(&kit, &ours, out.data, out.len, NULL);
    assert_int_equal(kit.report.added + kit.report.changed, 0);
    tf_board_unref(ours);
    tf_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(times_in_utc_in_a_zone_and_floating_are_one),
        TEST(a_zone_that_the_file_describes_is_the_one_with_those_clocks),
        TEST(a_description_that_would_never_end_is_not_followed),
        TEST(folds_and_line_ends_of_every_sort),
        TEST(one_uid_on_many_events_is_parted),
        TEST(cancelled_is_kept_off_the_wall),
        TEST(what_repeats_is_followed_with_its_exceptions),
        TEST(exceptions_are_known_by_their_moment_however_it_is_written),
        TEST(further_times_are_taken_with_or_without_a_rule),
        TEST(rules_without_end_do_not_spin),
        TEST(all_day_and_senseless_times_are_kept_without_one),
        TEST(a_file_that_breaks_off_keeps_what_came_before),
        TEST(our_own_calendar_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
