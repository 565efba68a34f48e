#include "unit/exchange/exchange_kit.h"

#include <time.h>

#define HEAD                                                                                                 \
    "<?xml version='1.0' encoding='utf-8'?>\n<schedule>\n<version>1</version>\n<conference>"                 \
    "<title>Camp</title><acronym>camp_26</acronym><time_zone_name>Europe/Berlin</time_zone_name>"            \
    "<timeslot_duration>00:15</timeslot_duration></conference>\n"
#define DAY                                                                                                  \
    "<day index='1' date='2026-11-25' start='2026-11-25T10:00:00+01:00' end='2026-11-26T04:00:00+01:00'>\n"
#define EVENT(id, start, duration, title, more)                                                              \
    "<event id='" id "' guid='00000000-0000-4000-8000-0000000000" id "'><date>2026-11-" start                \
    ":00+01:00</date><duration>" duration "</duration><title>" title "</title>" more "</event>\n"
#define END "</day></schedule>\n"

static struct kit kit;
static struct tf_board *board;

static int set_up(void **state)
{
    (void)state;
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

static void import(const char *xml)
{
    kit_free(&kit);
    kit_import(&kit, &board, xml, strlen(xml), NULL);
}

static enum tf_err read_only(const char *xml)
{
    kit_free(&kit);
    return kit_read(&kit, "frab-xml", xml, strlen(xml), NULL);
}

static void an_event_with_everything_keeps_everything(void **state)
{
    (void)state;
    import(HEAD DAY "<room name='Ada'>" EVENT(
        "01", "25T10:00", "01:30", "Bees",
        "<subtitle>and us</subtitle><track>Nature</track>"
        "<type>Workshop (2h)</type><language>DE</language><abstract>Short.</abstract>"
        "<description>&lt;p&gt;Long &amp;amp; more.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;one"
        "&lt;/ul&gt;</description><persons><person id='1'>Ada</person><person>Grace"
        "</person></persons><links><link href='https://example.org/b'>Slides</link>"
        "</links>") "</room>" END);
    const struct tf_session *bees = kit_session(board, "Bees");
    assert_string_equal(bees->subtitle, "and us");
    assert_string_equal(bees->host, "Ada, Grace");
    assert_string_equal(bees->track, "Nature");
    assert_string_equal(bees->language, "de");
    assert_int_equal(bees->format, TF_FORMAT_WORKSHOP);
    assert_string_equal(bees->url, "https://example.org/b");
    assert_string_equal(bees->about, "Short.\n\nLong & more.\n\n- one\n\nSlides: https://example.org/b");
    assert_string_equal(bees->guid, "00000000-0000-4000-8000-000000000001");
    assert_int_equal(bees->state, TF_SESSION_PLACED);
    const struct tf_placement *placement = kit_placement(board, "Bees");
    assert_int_equal(tf_grid_start(board->grid, placement), INT64_C(1795597200));
    assert_int_equal(tf_grid_end(board->grid, placement), INT64_C(1795597200) + 5400);
    const struct tf_gathering *gathering = tf_board_gathering(board);
    assert_string_equal(gathering->title, "Camp");
    assert_string_equal(gathering->code, "camp-26");
    assert_string_equal(gathering->zone, "Europe/Berlin");
    assert_int_equal(kit.report.added, 1);
}

static void rows_are_cut_where_anything_begins_or_ends(void **state)
{
    (void)state;
    import(HEAD DAY
           "<room name='Ada'>" EVENT("01", "25T10:00", "02:00", "Long", "") "</room><room name='Borg'>" EVENT(
               "02", "25T10:30", "00:30", "Short", "")
               EVENT("03", "25T13:00", "00:15", "Late", "") "</room>" END);
    assert_int_equal(board->grid->slot_count, 4); /* 10:00 10:30 11:00, nothing from 12:00 to 13:00, 13:00 */
    const struct tf_placement *longer = kit_placement(board, "Long");
    assert_int_equal(tf_grid_slot_index(board->grid, longer->slot), 0);
    assert_int_equal(tf_grid_slot_index(board->grid, longer->last_slot), 2);
}

static void past_midnight_belongs_to_the_day_it_is_listed_under(void **state)
{
    (void)state;
    import(HEAD DAY "<room name='Ada'>" EVENT("01", "25T22:00", "01:00", "Evening", "")
               EVENT("02", "26T01:00", "01:00", "Night",
                     "") "</room></day>"
                         "<day index='2' date='2026-11-26' start='2026-11-26T10:00:00+01:00' "
                         "end='2026-11-26T20:00:00+01:00'>"
                         "<room name='Ada'>" EVENT("03", "26T10:00", "01:00", "Morning", "") "</room>" END);
    assert_int_equal(board->grid->day_count, 2);
    assert_int_equal(board->grid->day_first_slot[1], 2);
}

static void an_event_without_a_date_takes_its_day_and_clock(void **state)
{
    (void)state;
    import(
        HEAD DAY
        "<room name='Ada'><event id='1'><start>11:30</start><duration>0:45</duration><title>A</title></event>"
        "<event id='2'><start>01:30</start><duration>0:45</duration><title>B</title></event></room>" END);
    assert_int_equal(tf_grid_start(board->grid, kit_placement(board, "A")), INT64_C(1795602600));
    assert_int_equal(tf_grid_start(board->grid, kit_placement(board, "B")), INT64_C(1795602600) + 14 * 3600);
    assert_int_equal(kit_count(&kit.report, "It has no date"), 2);
    assert_int_equal(kit_count(&kit.report, "It has no guid"), 2);
}

static void what_is_wrong_with_an_event_is_told_with_its_line(void **state)
{
    (void)state;
    import(
        HEAD DAY
        "<room name='Ada'>\n"
        "<event id='1' guid='x'>\n<date>2026-11-25T10:00:00+01:00</date><duration>none</duration></event>\n"
        "<event guid='00000000-0000-4000-8000-000000000001'><date>1601-01-01T00:00:00Z</date>"
        "<duration>01:00</duration><title>Old</title></event></room>" END);
    assert_int_equal(kit_item(&kit.report, "It has no title")->line, 7);
    assert_int_equal(kit_item(&kit.report, "Its duration \"none\"")->line, 7);
    assert_int_equal(kit_item(&kit.report, "Its guid is not one")->line, 7);
    assert_int_equal(kit_item(&kit.report, "is no time")->line, 9);
    assert_int_equal(kit_item(&kit.report, "It has no id")->line, 9);
    assert_int_equal(kit_session(board, "Old")->state, TF_SESSION_OPEN);
    assert_int_equal(kit_session(board, "Untitled")->state, TF_SESSION_PLACED);
}

static void two_events_with_one_guid_are_both_kept_with_stable_guids(void **state)
{
    (void)state;
    static const char first[] = EVENT("01", "25T10:00", "01:00", "One", "");
    static const char second[] =
        "<event id='2' guid='00000000-0000-4000-8000-000000000001'><date>2026-11-25T12:00:00+01:00"
        "</date><duration>01:00</duration><title>Two</title></event>";
    char xml[4096], guid[40];
    (void)snprintf(xml, sizeof xml, HEAD DAY "<room name='Ada'>%s%s</room>" END, first, second);
    import(xml);
    (void)snprintf(guid, sizeof guid, "%s", kit_session(board, "Two")->guid);
    assert_string_equal(kit_session(board, "One")->guid, "00000000-0000-4000-8000-000000000001");
    assert_string_not_equal(guid, "00000000-0000-4000-8000-000000000001");
    assert_int_equal(kit_count(&kit.report, "Its guid"), 1);
    (void)snprintf(xml, sizeof xml, HEAD DAY "<room name='Ada'>%s%s</room>" END, second,
                   first); /* the other way round */
    import(xml);
    assert_int_equal(kit.command->record_count, 0);
    assert_string_equal(kit_session(board, "Two")->guid, guid);
}

static void a_file_that_breaks_off_keeps_what_came_before(void **state)
{
    (void)state;
    import(HEAD DAY
           "<room name='Ada'>" EVENT("01", "25T10:00", "01:00", "Whole", "") "<event id='2'><title>Half");
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 1);
    assert_true(kit.draft.partial);
    const struct tf_report_item *item = kit_item(&kit.report, "The file is damaged here");
    assert_int_equal(item->level, TF_REPORT_REFUSED);
    assert_int_equal(item->line, 7);
}

static void a_broken_re_import_says_nothing_is_missing(void **state)
{
    (void)state;
    import(HEAD DAY "<room name='Ada'>" EVENT("01", "25T10:00", "01:00", "A", "")
               EVENT("02", "25T12:00", "01:00", "B", "") "</room>" END);
    import(HEAD DAY "<room name='Ada'>" EVENT("01", "25T10:00", "01:00", "A", "") "<event id='2'>");
    assert_int_equal(kit_count(&kit.report, "not in the file any more"), 0);
    assert_int_equal(kit.command->record_count, 0);
    import(HEAD DAY "<room name='Ada'>" EVENT("01", "25T10:00", "01:00", "A", "") "</room>" END);
    assert_int_equal(kit_count(&kit.report, "not in the file any more"), 1);
    assert_int_equal(kit_session(board, "B")->state, TF_SESSION_PLACED);
}

static void what_is_no_schedule_is_refused_with_line_and_reason(void **state)
{
    (void)state;
    assert_int_equal(read_only("<schedule>\n<day></schedule>"), TF_ERR_INVALID);
    assert_string_equal(kit.problem.where, "line 2");
    assert_int_equal(read_only("<rss><channel/></rss>"), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "not a frab schedule"));
    assert_int_equal(read_only(""), TF_ERR_INVALID);
    assert_int_equal(read_only("hello"), TF_ERR_INVALID);
    assert_int_equal(read_only(HEAD "</schedule>"), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "no session"));
}

static void an_entity_bomb_is_refused_at_once(void **state)
{
    (void)state;
    clock_t before = clock();
    assert_int_equal(
        read_only("<!DOCTYPE schedule [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                  "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;'>]>"
                  "<schedule><version>&d;</version></schedule>"),
        TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "entities"));
    assert_int_equal(
        read_only("<!DOCTYPE schedule [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><schedule>&x;</schedule>"),
        TF_ERR_INVALID);
    assert_int_equal(read_only("<!DOCTYPE schedule SYSTEM 'http://127.0.0.1:1/x.dtd'><schedule>"
                               "<version>1</version></schedule>"),
                     TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "no session")); /* the DTD was not fetched, the rest was read */
    assert_true((clock() - before) / CLOCKS_PER_SEC < 2);
}

static void depth_without_end_is_refused(void **state)
{
    (void)state;
    size_t levels = 200000;
    char *xml = malloc(levels * 3 + 1);
    assert_non_null(xml);
    for (size_t i = 0; i < levels; i++)
        memcpy(xml + i * 3, "<a>", 3);
    memcpy(xml, "<schedule>", 10);
    xml[10] = ' ';
    xml[11] = ' ';
    xml[levels * 3] = '\0';
    assert_int_equal(read_only(xml), TF_ERR_INVALID);
    free(xml);
}

static void bytes_that_are_not_utf8_are_taken_for_windows_1252(void **state)
{
    (void)state;
    import(HEAD DAY
           "<room name='K\xfc"
           "che'>" EVENT("01", "25T10:00", "01:00", "Br\xf6tchen \xe2\x82\xac \x80", "") "</room>" END);
    assert_string_equal(TF_SPACE(tf_table_first(board->tables[TF_KIND_SPACE]).record)->name, "Küche");
    kit_session(board, "Brötchen € €");
    assert_int_equal(kit_item(&kit.report, "not UTF-8")->line, 6);
}

static void other_encodings_are_read_by_their_declaration(void **state)
{
    (void)state;
    import("<?xml version='1.0' "
           "encoding='ISO-8859-1'?><schedule><version/><conference><title>T\xfcr</title></conference>" DAY
           "<room name='A'>" EVENT("01", "25T10:00", "01:00", "T\xfcr", "") "</room>" END);
    kit_session(board, "Tür");
}

static void markup_inside_a_text_becomes_text(void **state)
{
    (void)state;
    import(HEAD DAY "<room name='A'>" EVENT("01", "25T10:00", "01:00", "A",
                                            "<description><p>One</p><p>Two</p></description>") "</room>" END);
    assert_string_equal(kit_session(board, "A")->about, "One\n\nTwo");
}

static void a_long_title_is_whole_in_the_description(void **state)
{
    (void)state;
    char xml[8192], title[400];
    memset(title, 'x', 300);
    title[300] = '\0';
    (void)snprintf(xml, sizeof xml,
                   HEAD DAY "<room name='A'>" EVENT("01", "25T10:00", "01:00", "%s",
                                                    "<abstract>More.</abstract>") "</room>" END,
                   title);
    import(xml);
    const struct tf_session *session = TF_SESSION(tf_table_first(board->tables[TF_KIND_SESSION]).record);
    assert_int_equal(strncmp(session->about, title, 300), 0);
    assert_string_equal(session->about + 300, "\n\nMore.");
}

static void too_many_rooms_or_events_are_refused_kindly(void **state)
{
    (void)state;
    struct tf_buf xml;
    tf_buf_init(&xml, 0);
    tf_buf_puts(&xml, HEAD DAY);
    for (int i = 0; i < 200; i++)
        tf_buf_printf(&xml, "<room name='R%d'/>", i);
    tf_buf_puts(&xml, END);
    assert_int_equal(read_only(xml.data), TF_ERR_LIMIT);
    assert_non_null(strstr(kit.problem.what, "more than 160 rooms"));
    tf_buf_clear(&xml);
    tf_buf_puts(&xml, HEAD DAY "<room name='A'>");
    for (int i = 0; i < 100000; i++)
        tf_buf_printf(&xml, "<event id='%d'><title>T</title></event>", i);
    tf_buf_puts(&xml, "</room>" END);
    assert_int_equal(read_only(xml.data), TF_ERR_LIMIT);
    assert_non_null(strstr(kit.problem.what, "more than 4000 sessions"));
    tf_buf_free(&xml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(an_event_with_everything_keeps_everything),
        TEST(rows_are_cut_where_anything_begins_or_ends),
        TEST(past_midnight_belongs_to_the_day_it_is_listed_under),
        TEST(an_event_without_a_date_takes_its_day_and_clock),
        TEST(what_is_wrong_with_an_event_is_told_with_its_line),
        TEST(two_events_with_one_guid_are_both_kept_with_stable_guids),
        TEST(a_file_that_breaks_off_keeps_what_came_before),
        TEST(a_broken_re_import_says_nothing_is_missing),
        TEST(what_is_no_schedule_is_refused_with_line_and_reason),
        TEST(an_entity_bomb_is_refused_at_once),
        TEST(depth_without_end_is_refused),
        TEST(bytes_that_are_not_utf8_are_taken_for_windows_1252),
        TEST(other_encodings_are_read_by_their_declaration),
        TEST(markup_inside_a_text_becomes_text),
        TEST(a_long_title_is_whole_in_the_description),
        TEST(too_many_rooms_or_events_are_refused_kindly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
