#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

static struct kit kit;
static struct tf_buf out;

static int set_up(void **state)
{
    (void)state;
    memset(&kit, 0, sizeof kit);
    tf_buf_init(&out, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    kit_free(&kit);
    tf_buf_free(&out);
    return 0;
}

static void write_board(const struct tf_board *board)
{
    static const struct tf_write_options options = {.base_url = ""};
    tf_buf_clear(&out);
    assert_int_equal(tf_exchange_writer("json")->write(&out, board, &options), TF_OK);
}

static enum tf_err read_only(const char *json)
{
    kit_free(&kit);
    return kit_read(&kit, NULL, json, strlen(json), NULL);
}

static void any_board_comes_back_equal(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("any_board_comes_back_equal"));
    for (int round = 0; round < 30; round++) {
        struct tf_board *board = support_random_board(&rng, 6, 8, 3, 30, 60, 20);
        struct tf_board *again = kit_empty_board();
        for (int i = 0; i < 4;
             i++) { /* also what boards of tests have not: origins, actions, news, gone ones */
            const struct tf_record *record = support_random_record(&rng, TF_KIND_NEWS);
            support_put(&board, record);
            tf_record_unref(record);
        }
        struct tf_origin origin = {.record = {.kind = TF_KIND_ORIGIN, .key = {0, 77}},
                                   .source = "csv:x",
                                   .outer = "7  \"q\"",
                                   .target_kind = TF_KIND_SESSION,
                                   .target = 9,
                                   .brought = "{\"fields\":{}}"};
        support_put(&board, &origin.record);
        write_board(board);
        kit_import(&kit, &again, out.data, out.len, NULL);
        assert_true(tf_board_equal(board, again));
        assert_int_equal(tf_board_hash(board), tf_board_hash(again));
        assert_int_equal(kit.report.count, 0);
        kit_free(&kit);
        kit_import(&kit, &again, out.data, out.len, NULL);
        assert_int_equal(kit.command->record_count, 0);
        kit_free(&kit);
        tf_board_unref(board);
        tf_board_unref(again);
    }
}

static void the_same_board_gives_the_same_bytes_a_record_a_line(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Bees in A at 10:00");
    support_star(&board, "Bees", 42);
    write_board(board);
    assert_int_equal(strncmp(out.data, "{\"twofeet\":1,\n\"event\":{", 23), 0);
    assert_non_null(strstr(out.data, "\"stars\":[\n{\"id\":42,\"session\":"));
    char *first = tf_buf_take(&out, NULL);
    write_board(board);
    assert_string_equal(first, out.data);
    free(first);
    tf_board_unref(board);
}

static void a_newer_version_is_not_guessed_at(void **state)
{
    (void)state;
    assert_int_equal(read_only("{\"twofeet\":2,\"event\":{}}"), TF_ERR_UNSUPPORTED);
    assert_non_null(strstr(kit.problem.todo, "Update"));
    assert_int_equal(read_only("{\"twofeet\":\"1\"}"), TF_ERR_INVALID);
    assert_int_equal(read_only("{\"twofeet\":1}"), TF_ERR_INVALID); /* nothing in it */
}

static void bad_records_are_told_and_the_rest_is_kept(void **state)
{
    (void)state;
    static const char json[] =
        "{\"twofeet\":1,\"event\":{\"id\":1,\"title\":\"T\",\"code\":\"camp\",\"zone\":\"UTC\","
        "\"guid\":\"00000000-0000-4000-8000-000000000001\"},\"moods\":[],"
        "\"spaces\":[{\"id\":1,\"name\":\"A\"},{\"id\":1,\"name\":\"A again\"},{\"name\":\"no id\"}],"
        "\"slots\":[{\"id\":2,\"day\":\"2026-11-25\",\"start\":\"2026-11-25T10:00:00Z\",\"end\":\"2026-11-"
        "25T09:00:00Z\"}],"
        "\"sessions\":[{\"id\":3,\"code\":\"ABCDE\",\"state\":\"placed\",\"title\":\"Bees\\u0007\"}],"
        "\"placements\":[{\"id\":4,\"session\":3,\"space\":1,\"slot\":2,\"last_slot\":2}],"
        "\"stars\":[{\"id\":5,\"session\":99}]}";
    struct tf_board *board = kit_empty_board();
    kit_import(&kit, &board, json, strlen(json), NULL);
    assert_int_equal(board->grid->space_count, 1);
    assert_int_equal(board->grid->slot_count, 0);
    assert_int_equal(kit_session(board, "Bees")->state,
                     TF_SESSION_OPEN); /* its row was refused, so it waits */
    assert_int_equal(kit_count(&kit.report, "It is in the file twice"), 1);
    assert_int_equal(kit_count(&kit.report, "row that is not in the file"), 1);
    assert_int_equal(kit_count(&kit.report, "session that is not in the file"), 1);
    assert_int_equal(kit_count(&kit.report, "We do not know this part"), 1);
    assert_int_equal(kit_count(&kit.report, "were removed from it"), 1);
    assert_int_equal(kit.report.refused, 5);
    tf_board_unref(board);
}

static void json_that_is_none_is_refused_with_its_line(void **state)
{
    (void)state;
    assert_int_equal(read_only("{\"twofeet\":1,\n\"event\":"), TF_ERR_INVALID);
    assert_string_equal(kit.problem.where, "line 2");
    assert_int_equal(read_only("{\"twofeet\":1,\n\"twofeet\":1}"), TF_ERR_INVALID);
    assert_non_null(strstr(kit.problem.what, "duplicate"));
}

static void depth_and_number_of_values_have_limits(void **state)
{
    (void)state;
    struct tf_buf json;
    tf_buf_init(&json, 0);
    tf_buf_puts(&json, "{\"twofeet\":1,\"x\":");
    for (int i = 0; i < 100000; i++)
        tf_buf_putc(&json, '[');
    assert_int_equal(read_only(json.data), TF_ERR_LIMIT);
    tf_buf_clear(&json);
    tf_buf_puts(&json, "{\"twofeet\":1,\"x\":[0");
    for (int i = 0; i < 2100000; i++)
        tf_buf_puts(&json, ",0");
    tf_buf_puts(&json, "]}");
    assert_int_equal(read_only(json.data), TF_ERR_LIMIT);
    tf_buf_free(&json);
}

static void another_event_keeps_its_name_and_gets_what_fits(void **state)
{
    (void)state;
    struct tf_board *theirs = support_board("2 spaces, 2 slots, Bees in A at 10:00, Compost");
    write_board(theirs);
    struct tf_board *ours = support_board("1 spaces");
    struct tf_gathering other = *tf_board_gathering(ours);
    other.title = "Ours";
    other.guid = "00000000-0000-4000-8000-00000000000f";
    support_put(&ours, &other.record);
    kit_import(&kit, &ours, out.data, out.len, NULL);
    assert_string_equal(tf_board_gathering(ours)->title, "Ours");
    assert_int_equal(kit_session(ours, "Bees")->state, TF_SESSION_PLACED);
    kit_free(&kit);
    /* rows over rows cannot be */
    struct tf_board *full = support_board("2 spaces, 2 slots, Own in A at 10:00");
    struct tf_buf shifted;
    tf_buf_init(&shifted, 0);
    for (const char *p = out.data; *p; p++) /* other ids: the same hours */
        tf_buf_puts(&shifted, strncmp(p, "\"id\":20", 7) == 0 ? (p += 6, "\"id\":9") : (char[2]){*p, 0});
    (void)kit_read(&kit, NULL, shifted.data, shifted.len, NULL);
    kit_merge(&kit, &full, 1);
    assert_int_equal(kit.err, TF_ERR_CONFLICT);
    assert_non_null(strstr(kit.problem.what, "does not fit this board"));
    tf_buf_free(&shifted);
    tf_board_unref(full);
    tf_board_unref(ours);
    tf_board_unref(theirs);
}

/* ---- the sample */

static void read_sample(void)
{
    struct tf_buf file;
    assert_true(kit_load(&file, TF_SOURCE_DIR "/assets/sample", "sample.json"));
    if (kit_read(&kit, NULL, file.data, file.len, NULL) != TF_OK)
        fail_msg("%s", kit.problem.what);
    tf_buf_free(&file);
}

static void the_sample_is_sound_and_can_begin_any_day(void **state)
{
    (void)state;
    struct tf_board *board = kit_empty_board();
    read_sample();
    int64_t summer = tf_zone_days(2027, 7, 1);
    int64_t first = tf_exchange_first_day(&kit.draft);
    assert_int_equal(first, tf_zone_days(2026, 11, 25));
    assert_int_equal(tf_exchange_shift_days(&kit.draft, summer - first), TF_OK);
    assert_int_equal(tf_exchange_first_day(&kit.draft), summer);
    kit_merge(&kit, &board, 1);
    assert_int_equal(kit.err, TF_OK);
    assert_int_equal(kit.report.count, 0);
    assert_int_equal(board->grid->space_count, 8);
    assert_int_equal(board->grid->days[0], summer);
    assert_true(tf_table_count(board->tables[TF_KIND_SESSION]) >= 40);
    struct tf_civil civil; /* half past nine by the clock on the wall, whatever the season */
    tf_zone_civil(kit.draft.zone, board->grid->slots[0]->start, &civil);
    assert_int_equal(civil.hour * 100 + civil.minute, 930);
    tf_board_unref(board);
}

static void shifting_out_of_the_years_changes_nothing(void **state)
{
    (void)state;
    read_sample();
    int64_t first = tf_exchange_first_day(&kit.draft);
    assert_int_equal(tf_exchange_shift_days(&kit.draft, 365000), TF_ERR_INVALID);
    assert_int_equal(tf_exchange_first_day(&kit.draft), first);
    assert_int_equal(tf_exchange_shift_days(&kit.draft, 0), TF_OK);
    assert_int_equal(tf_exchange_first_day(&kit.draft), first);
}

static void a_file_in_no_known_format_is_refused_with_those_we_know(void **state)
{
    (void)state;
    assert_int_equal(read_only("\x7f"
                               "ELF"),
                     TF_ERR_UNSUPPORTED);
    assert_non_null(strstr(kit.problem.todo, "frab-xml"));
    assert_int_equal(kit_read(&kit, "nonsense", "x", 1, NULL), TF_ERR_UNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(any_board_comes_back_equal),
        TEST(the_same_board_gives_the_same_bytes_a_record_a_line),
        TEST(a_newer_version_is_not_guessed_at),
        TEST(bad_records_are_told_and_the_rest_is_kept),
        TEST(json_that_is_none_is_refused_with_its_line),
        TEST(depth_and_number_of_values_have_limits),
        TEST(another_event_keeps_its_name_and_gets_what_fits),
        TEST(the_sample_is_sound_and_can_begin_any_day),
        TEST(shifting_out_of_the_years_changes_nothing),
        TEST(a_file_in_no_known_format_is_refused_with_those_we_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
