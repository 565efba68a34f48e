#include "support/nomem.h"
#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

/* Every reader with each allocation of ours failing once. jansson's own are left out here (no
 * nomem_jansson()): its parser overlooks a letter that found no memory, and nobody could tell. */

struct job {
    const char *reader, *file;
    struct tf_buf bytes;
    struct tf_board *board;
};

static enum tf_err read_and_merge(void *user)
{
    struct job *job = user;
    struct kit it = {0};
    struct tf_rng rng;
    tf_rng_seed(&rng, 3);
    tf_draft_init(&it.draft);
    tf_report_init(&it.report);
    const struct tf_read_options options = {.name = job->file,
                                            .zone = "Europe/Berlin",
                                            .mapping_file =
                                                TF_SOURCE_DIR "/assets/mappings/barcamp-bangalore.json"};
    enum tf_err err = tf_exchange_read(&it.draft, job->reader, job->bytes.data, job->bytes.len, &options,
                                       &it.report, &it.problem);
    if (!err)
        err = tf_exchange_merge(&it.command, job->board, &it.draft, kit_organiser, KIT_AT, &rng, &it.report,
                                &it.problem);
    if (err)
        assert_null(it.command);
    else if (it.report.dropped) /* a line of the report is no reason to fail, but it is counted */
        err = TF_ERR_NOMEM;
    kit_free(&it);
    return err;
}

static void survives(const char *reader, const char *file, struct tf_board *board)
{
    struct job job = {.reader = reader, .file = file, .board = board};
    assert_true(kit_load(&job.bytes, TF_TEST_DATA, file));
    assert_true(nomem_each(read_and_merge, &job) > 50);
    tf_buf_free(&job.bytes);
}

static void every_reader_survives(void **state)
{
    (void)state;
    struct tf_board *board = kit_empty_board();
    survives("json", "small.json", board);
    survives("frab-xml", "odd.xml", board);
    survives("frab-json", "../fuzz/corpus/frab_json/odd.json", board);
    survives("csv", "../fuzz/corpus/csv/sessionize.csv", board);
    survives("json-list", "../fuzz/corpus/json_list/barcamp.json", board);
    survives("ics", "../fuzz/corpus/ical/repeats.ics", board);
    tf_board_unref(board);
}

/* What the reader gives up on in the middle of an element is not looked at again: the parser's bytes are gone
 * as soon as it is stopped. An attribute of its own size is an allocation of its own. */
static void long_attributes_find_no_memory(void **state)
{
    (void)state;
    enum { LONG = 20000 };
    static const char *const NAMES[] = {"date", "start", "end", "index"};
    struct job job = {.reader = "frab-xml", .file = "long.xml", .board = kit_empty_board()};
    tf_buf_init(&job.bytes, 0);
    tf_buf_puts(&job.bytes, "<schedule><conference><title>T</title></conference><day");
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        tf_buf_printf(&job.bytes, " %s=\"%0*d\"", NAMES[i], LONG, 1);
    }
    tf_buf_puts(&job.bytes, "><room name=\"R\"><event id=\"1\"><title>Bees</title>"
                            "<start>10:00</start><duration>01:00</duration></event></room></day></schedule>");
    assert_int_equal(tf_buf_err(&job.bytes), TF_OK);
    assert_true(nomem_each(read_and_merge, &job) > 5);
    tf_buf_free(&job.bytes);
    tf_board_unref(job.board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reader_survives),
        cmocka_unit_test(long_attributes_find_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
