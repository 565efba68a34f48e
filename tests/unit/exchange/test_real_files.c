#include "unit/exchange/exchange_kit.h"

#include <unistd.h>

/* Schedules that really were published, when this machine has them: everything in them arrives, as counted by
 * Python's parsers, the board is sound, and the same file again changes nothing. */

static bool run_count(const char *path, size_t counts[4])
{
    char command[1024];
    (void)snprintf(command, sizeof command, "python3 '%s/count.py' '%s'", TF_TEST_DATA, path);
    FILE *pipe = popen(command, "r");
    if (!pipe)
        return false;
    int got = fscanf(pipe, "%zu %zu %zu %zu", &counts[0], &counts[1], &counts[2], &counts[3]);
    return pclose(pipe) == 0 && got == 4;
}

/* What we write of it is as much for Python's parsers as it is on the board. */
static void leaves_whole(const struct tf_board *board, size_t rows)
{
    static const char *const names[] = {"frab-xml", "frab-json", "ics", "csv"};
    const char *folder = getenv("TF_TEST_OUT");
    size_t counts[4], waiting = 0, withdrawn = 0, placed = board->grid->placement_count + rows;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record; tf_table_next(&it)) {
        waiting += TF_SESSION(it.record)->state == TF_SESSION_OPEN;
        withdrawn += TF_SESSION(it.record)->state == TF_SESSION_WITHDRAWN;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct tf_writer *writer = tf_exchange_writer(names[i]);
        const struct tf_write_options options = {.base_url = "", .now = KIT_AT};
        struct tf_buf out;
        char path[700];
        (void)snprintf(path, sizeof path, "%s/real-%d.%s", folder ? folder : "/tmp", (int)getpid(),
                       writer->extension);
        tf_buf_init(&out, 0);
        assert_int_equal(writer->write(&out, board, &options), TF_OK);
        assert_int_equal(tf_buf_write_file(&out, path, NULL), TF_OK);
        assert_true(run_count(path, counts));
        assert_int_equal(counts[0], placed + (i == 2 ? withdrawn : i == 3 ? waiting : 0));
        (void)unlink(path);
        tf_buf_free(&out);
    }
}

static void arrives_whole(const char *file, const char *zone, const char *mapping,
                          bool every_event_is_a_session)
{
    const char *folder = getenv("TF_SHARED_DATA");
    char path[700], mapping_path[700];
    struct tf_buf bytes;
    struct kit it;
    size_t counts[4];
    (void)snprintf(path, sizeof path, "%s/%s", folder ? folder : "", file);
    if (!folder || !kit_load(&bytes, folder, file)) {
        print_message("%s is not here (TF_SHARED_DATA): skipped\n", file);
        skip();
    }
    (void)snprintf(mapping_path, sizeof mapping_path, "%s/%s", TF_SOURCE_DIR, mapping ? mapping : "");
    const struct tf_read_options options = {
        .name = file, .zone = zone, .mapping_file = mapping ? mapping_path : NULL};
    struct tf_board *board = kit_empty_board();
    assert_true(run_count(path, counts));
    kit_import(&it, &board, bytes.data, bytes.len, &options);
    size_t rows = 0;
    for (size_t i = 0; i < board->grid->slot_count; i++)
        rows += board->grid->slots[i]->kind != TF_SLOT_SESSION;
    assert_int_equal(it.report.added, counts[0]);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]) + rows, counts[0]);
    assert_int_equal(board->grid->space_count, counts[1]);
    assert_int_equal(board->grid->day_count, counts[2]);
    if (every_event_is_a_session)
        assert_int_equal(board->grid->placement_count, counts[3]);
    assert_int_equal(it.report.refused, 0);
    assert_int_equal(it.report.dropped, 0);
    leaves_whole(board, rows);
    kit_free(&it);
    kit_import(&it, &board, bytes.data, bytes.len, &options);
    assert_int_equal(it.command->record_count + it.command->removal_count, 0);
    kit_free(&it);
    tf_buf_free(&bytes);
    tf_board_unref(board);
}

static void debconf_arrives_whole(void **state)
{
    (void)state;
    arrives_whole("frab-debconf23.xml", NULL, NULL, true);
}

static void congress_with_its_duplicates_arrives_whole(void **state)
{
    (void)state;
    arrives_whole("frab-36c3-duplicate-guids.xml", "Europe/Berlin", NULL, true);
}

static void camp_arrives_whole(void **state)
{
    (void)state;
    arrives_whole("frab-camp2019.json", NULL, NULL, true);
}

static void what_breaks_the_schema_arrives_and_is_told(void **state)
{
    (void)state;
    arrives_whole("frab-invalid.json", NULL, NULL, true);
}

static void calendars_arrive_whole(void **state)
{
    (void)state;
    arrives_whole("ical-jres2022-crcrlf.ics", NULL, NULL, false);
}

static void another_calendar_arrives_whole(void **state)
{
    (void)state;
    arrives_whole("ical-kielux2020.ics", "Europe/Berlin", NULL, false);
}

static void a_barcamps_own_json_arrives_by_its_mapping(void **state)
{
    (void)state;
    arrives_whole("barcamp-bangalore.json", NULL, "assets/mappings/barcamp-bangalore.json", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(debconf_arrives_whole),
        cmocka_unit_test(congress_with_its_duplicates_arrives_whole),
        cmocka_unit_test(camp_arrives_whole),
        cmocka_unit_test(what_breaks_the_schema_arrives_and_is_told),
        cmocka_unit_test(calendars_arrive_whole),
        cmocka_unit_test(another_calendar_arrives_whole),
        cmocka_unit_test(a_barcamps_own_json_arrives_by_its_mapping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
