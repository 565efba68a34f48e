#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

/* frab's schedule.json, and JSON in somebody's own form. */

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

static void import(const char *json)
{
    kit_free(&kit);
    kit_import(&kit, &board, json, strlen(json), NULL);
}

static enum tf_err read_only(const char *reader, const char *json, const struct tf_read_options *options)
{
    kit_free(&kit);
    return kit_read(&kit, reader, json, strlen(json), options);
}

#define SCHEDULE(days)                                                                                       \
    "{\"schedule\":{\"version\":\"1\",\"conference\":{\"acronym\":\"camp\",\"title\":\"Camp\","              \
    "\"daysCount\":1,"                                                                                       \
    "\"time_zone_name\":\"Europe/Berlin\",\"timeslot_duration\":\"00:20\",\"days\":" days "}}}"
#define DAY(rooms)                                                                                           \
    "[{\"index\":1,\"date\":\"2026-11-25\",\"day_start\":\"2026-11-25T09:00:00+01:00\","                     \
    "\"day_end\":\"2026-11-25T23:00:00+01:00\",\"rooms\":" rooms "}]"

static void an_event_keeps_everything(void **state)
{
    (void)state;
    import(SCHEDULE(
        DAY("{\"A\":[{\"id\":7,\"guid\":\"00000000-0000-4000-8000-000000000007\",\"date\":"
            "\"2026-11-25T10:00:00+01:00\",\"start\":\"10:00\",\"duration\":\"0:45\",\"title\":\"Bees\","
            "\"subtitle\":null,\"persons\":[{\"id\":1,\"public_name\":\"Ada\"},{\"code\":\"X\",\"name\":"
            "\"Grace\"}],\"links\":[{\"url\":\"https://example.org/x\",\"title\":\"Slides\"},{\"url\":"
            "\"javascript:alert(1)\",\"title\":\"Bad\"}],\"type\":\"discussion\",\"language\":\"en\"}],"
            "\"Empty\":[]}")));
    const struct tf_session *bees = kit_session(board, "Bees");
    assert_string_equal(bees->host, "Ada, Grace");
    assert_string_equal(bees->url, "https://example.org/x");
    assert_string_equal(bees->about, "Slides: https://example.org/x");
    assert_int_equal(bees->format, TF_FORMAT_DISCUSSION);
    assert_int_equal(board->grid->space_count, 2);
    assert_int_equal(tf_grid_end(board->grid, kit_placement(board, "Bees")), INT64_C(1795597200) + 45 * 60);
}

static void what_is_no_event_is_told_and_the_rest_is_read(void **state)
{
    (void)state;
    import(SCHEDULE(
        DAY("{\"A\":[7,{\"id\":\"x1\",\"date\":\"2026-11-25T10:00:00+01:00\",\"title\":\"T\"}],\"B\":{}}")));
    assert_int_equal(kit_count(&kit.report, "something here that is no event"), 1);
    assert_int_equal(kit_count(&kit.report, "are no list"), 1);
    assert_int_equal(kit_count(&kit.report, "a text where a number belongs"), 1);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 1);
}

static void what_is_no_schedule_says_why(void **state)
{
    (void)state;
    assert_int_equal(read_only("frab-json", "{\"schedule\":{\"version\":\"1\"}}", NULL), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "no schedule.conference"));
    assert_int_equal(read_only("frab-json", SCHEDULE("7"), NULL), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "no list of days"));
    assert_int_equal(read_only("frab-json", "[]", NULL), TF_ERR_INVALID);
    assert_int_equal(read_only(NULL, "{\"schedule\":{\"conference\":{\n\"days\":[}}}", NULL), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.where, "line 2"));
}

/* ---- in somebody's own form */

static enum tf_err read_mapped(const char *mapping, const char *json)
{
    static char path[600];
    struct tf_buf file;
    const char *folder = getenv("TF_TEST_OUT");
    (void)snprintf(path, sizeof path, "%s/mapping.json", folder ? folder : "/tmp");
    tf_buf_init(&file, 0);
    tf_buf_puts(&file, mapping);
    assert_int_equal(tf_buf_write_file(&file, path, NULL), TF_OK);
    tf_buf_free(&file);
    const struct tf_read_options options = {.name = "own.json", .mapping_file = path};
    return read_only("json-list", json, &options);
}

static void a_mapping_finds_things_where_they_are(void **state)
{
    (void)state;
    assert_int_equal(
        read_mapped("{\"title\":\"Own\",\"zone\":\"Europe/"
                    "Berlin\",\"lists\":[{\"path\":\"data.days[].talks[]\",\"where\":"
                    "{\"public\":true},\"fields\":{\"title\":\"name.en\",\"host\":\"who\",\"room\":\"=Hall\","
                    "\"date\":\"^date\","
                    "\"start\":\"from\",\"length\":\"minutes\",\"track\":\"^^name\"}}]}",
                    "{\"data\":{\"name\":\"Nature\",\"days\":[{\"date\":\"2026-11-25\",\"talks\":[{"
                    "\"public\":true,\"name\":{"
                    "\"en\":\"Bees &amp; "
                    "us\"},\"who\":[\"Ada\",{\"name\":\"Grace\"}],\"from\":\"10:00\",\"minutes\":45},"
                    "{\"public\":false,\"name\":{\"en\":\"Secret\"}}]},{\"date\":\"2026-11-26\",\"talks\":[{"
                    "\"public\":true,"
                    "\"name\":{\"en\":\"Ants\"},\"from\":\"9 am\",\"minutes\":\"1h 30m\"}]}]}}"),
        TF_OK);
    kit_merge(&kit, &board, 1);
    assert_int_equal(kit.err, TF_OK);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 2);
    const struct tf_session *bees = kit_session(board, "Bees & us");
    assert_string_equal(bees->host, "Ada, Grace");
    assert_string_equal(bees->track, "Nature");
    assert_int_equal(tf_grid_start(board->grid, kit_placement(board, "Bees & us")), INT64_C(1795597200));
    assert_int_equal(tf_grid_end(board->grid, kit_placement(board, "Bees & us")),
                     INT64_C(1795597200) + 45 * 60);
    assert_int_equal(tf_grid_start(board->grid, kit_placement(board, "Ants")),
                     INT64_C(1795597200) + 23 * 3600);
    assert_int_equal(tf_grid_end(board->grid, kit_placement(board, "Ants")),
                     INT64_C(1795597200) + 23 * 3600 + 90 * 60);
}

static void a_mapping_that_is_not_right_says_what(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "{}",
        "{\"lists\":[]}",
        "{\"lists\":[{}]}",
        "{\"lists\":[{\"path\":\"a[]\"}]}",
        "{\"lists\":[{\"path\":\"a.b.c.d.e.f.g.h.i\",\"fields\":{\"title\":\"t\"}}]}",
        "{\"date\":\"tomorrow\",\"lists\":[{\"path\":\"a[]\",\"fields\":{\"title\":\"t\"}}]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(read_mapped(wrong[i], "{\"a\":[{\"t\":\"x\"}]}"), TF_ERR_INVALID);
        assert_non_null(strstr(kit.problem.what, "The mapping file is not right"));
    }
    assert_int_equal(read_only("json-list", "{}", NULL), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.todo, "mapping"));
    const struct tf_read_options missing = {.name = "own.json", .mapping_file = "/no/such/file"};
    assert_int_equal(read_only("json-list", "{}", &missing), TF_ERR_NOT_FOUND);
}

static void lists_in_lists_in_lists_have_an_end(void **state)
{
    (void)state;
    struct tf_buf json;
    tf_buf_init(&json, 0);
    tf_buf_puts(&json, "{\"a\":[");
    for (int i = 0; i < 150000; i++)
        tf_buf_puts(&json, i ? ",7" : "{\"t\":\"x\"}");
    tf_buf_puts(&json, "]}");
    assert_int_equal(read_mapped("{\"lists\":[{\"path\":\"a[]\",\"fields\":{\"title\":\"t\"}}]}", json.data),
                     TF_OK);
    assert_int_equal(kit_count(&kit.report, "Only the first 100000 elements"), 1);
    tf_buf_free(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(an_event_keeps_everything),
        TEST(what_is_no_event_is_told_and_the_rest_is_read),
        TEST(what_is_no_schedule_says_why),
        TEST(a_mapping_finds_things_where_they_are),
        TEST(a_mapping_that_is_not_right_says_what),
        TEST(lists_in_lists_in_lists_have_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
