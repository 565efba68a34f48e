#include "support/nomem.h"
#include "support/support.h"
#include "unit/exchange/exchange_kit.h"

/* Reading, merging and writing with each allocation failing once: nothing leaks, and the board is as it was.
 */

struct job {
    const char *reader, *file;
    struct tf_buf bytes;
    struct tf_board *board;
    const char *writer;
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
    if (err == TF_ERR_INVALID && strstr(job->reader, "json"))
        err = TF_ERR_NOMEM; /* jansson takes memory that ran out inside a text for a text that is wrong */
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

static void frab_xml_survives(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 3 slots, Mine in A at 10:00 to 11:00");
    survives("frab-xml", "odd.xml", board);
    tf_board_unref(board);
}

static void native_json_survives(void **state)
{
    (void)state;
    struct tf_board *board = kit_empty_board();
    survives("json", "small.json", board);
    tf_board_unref(board);
}

static enum tf_err shift(void *user)
{
    struct tf_draft *draft = user;
    enum tf_err err = tf_exchange_shift_days(draft, 1);
    if (!err)
        err = tf_exchange_shift_days(draft, -1);
    return err;
}

static void shifting_survives(void **state)
{
    (void)state;
    struct kit it;
    struct tf_buf file;
    assert_true(kit_load(&file, TF_TEST_DATA, "small.json"));
    assert_int_equal(kit_read(&it, NULL, file.data, file.len, NULL), TF_OK);
    assert_true(nomem_each(shift, &it.draft) > 2);
    kit_free(&it);
    tf_buf_free(&file);
}

static enum tf_err write_out(void *user)
{
    struct job *job = user;
    struct tf_buf out;
    const struct tf_write_options options = {.base_url = "http://10.0.0.5:8080", .now = KIT_AT};
    tf_buf_init(&out, 0);
    enum tf_err err = tf_exchange_writer(job->writer)->write(&out, job->board, &options);
    tf_buf_free(&out);
    return err;
}

static void every_writer_survives(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("2 spaces, 3 slots, break 11:00, Bees in A at 10:00, Compost, Ants in B at 12:00");
    support_note(&board, "Bees", 5, "They hum.");
    for (const struct tf_writer *const *writer = tf_exchange_writers(); *writer; writer++) {
        struct job job = {.board = board, .writer = (*writer)->name};
        assert_true(nomem_each(write_out, &job) > 0);
    }
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frab_xml_survives),
        cmocka_unit_test(native_json_survives),
        cmocka_unit_test(shifting_survives),
        cmocka_unit_test(every_writer_survives),
    };
    nomem_jansson();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
