/* A schedule file made into one command, and what is said of it. */
#include "kiosk/intake.h"

#include "core/rules.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW_S INT64_C(1798795800) /* 2027-01-01T09:30:00Z */

struct intake {
    struct tf_board *board;
    struct tf_rng rng;
    struct tf_intake options;
    struct tf_report report;
    struct tf_problem problem;
    struct tf_command *command;
};

static void set_up(struct intake *in)
{
    memset(in, 0, sizeof *in);
    assert_int_equal(tf_board_create(&in->board), TF_OK);
    tf_rng_seed(&in->rng, 7);
    tf_report_init(&in->report);
    in->options = (struct tf_intake){.now = NOW_S, .actor = {.role = TF_ROLE_ORGANISER}, .rng = &in->rng};
}

static void tear_down(struct intake *in)
{
    tf_command_destroy(in->command);
    tf_report_free(&in->report);
    tf_board_unref(in->board);
}

static enum tf_err take(struct intake *in, const char *path)
{
    return tf_intake_file(&in->command, path, &in->options, in->board, &in->report, &in->problem);
}

/* The board after it. */
static void apply(struct intake *in)
{
    struct tf_refusal refusal = {0};
    struct tf_warning warning = {0};
    struct tf_event *event = NULL;
    assert_int_equal(tf_rules_decide(&event, in->board, in->command, NULL, &refusal, &warning), TF_OK);
    support_apply(&in->board, event);
    tf_event_unref(event);
}

/* What is said, in a buffer of its own (free()). */
static char *said(const struct tf_report *report, bool is_dry_run)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    tf_intake_say(to, "x.csv", report, is_dry_run);
    fclose(to);
    return text;
}

static void a_file_becomes_one_command(void **state)
{
    struct intake in;

    (void)state;
    set_up(&in);
    if (take(&in, TF_TEST_DATA "/small.json") != TF_OK) {
        fail_msg("%s", in.problem.what);
    }
    assert_int_equal(in.command->verb, TF_VERB_IMPORT);
    assert_int_equal(in.command->actor.role, TF_ROLE_ORGANISER);
    assert_int_equal(in.command->at, NOW_S);
    apply(&in);
    assert_string_equal(tf_board_session(in.board, 100)->title, "Bees");
    assert_false(tf_intake_refused(&in.report));
    tear_down(&in);
}

static void the_same_file_again_brings_nothing(void **state)
{
    struct intake in;

    (void)state;
    set_up(&in);
    assert_int_equal(take(&in, TF_TEST_DATA "/small.json"), TF_OK);
    apply(&in);
    tf_command_destroy(in.command);
    in.command = NULL;
    assert_int_equal(take(&in, TF_TEST_DATA "/small.json"), TF_OK);
    assert_int_equal(in.command->record_count, 0);
    tear_down(&in);
}

static void a_sample_is_moved_to_today_in_its_own_zone(void **state)
{
    struct intake in;

    (void)state;
    set_up(&in);
    in.options.to_today = true;
    assert_int_equal(take(&in, TF_TEST_DATA "/small.json"), TF_OK);
    apply(&in);
    const struct tf_slot *first = in.board->grid->slots[0];
    assert_int_equal(first->day, tf_zone_days(2027, 1, 1));
    assert_int_equal(first->start, NOW_S - 1800); /* 10:00 in Berlin, as it was in November */
    tear_down(&in);
}

static void a_clock_outside_all_years_is_told_and_moves_nothing(void **state)
{
    struct intake in;

    (void)state;
    set_up(&in);
    in.options.to_today = true;
    in.options.now = INT64_C(1) << 40;
    assert_int_equal(take(&in, TF_TEST_DATA "/small.json"), TF_ERR_INVALID);
    assert_non_null(strstr(in.problem.what, "moved to today"));
    assert_non_null(strstr(in.problem.todo, "clock"));
    assert_null(in.command);
    tear_down(&in);
}

static void a_file_that_is_none_is_told_with_its_path(void **state)
{
    struct folder folder;
    struct intake in;

    (void)state;
    folder_make(&folder);
    set_up(&in);
    const char *missing = folder_file(&folder, "missing.xml");
    assert_int_equal(take(&in, missing), TF_ERR_NOT_FOUND);
    assert_string_equal(in.problem.where, missing);
    assert_int_not_equal(take(&in, folder.path), TF_OK);
    const char *huge = folder_file(&folder, "huge.json");
    FILE *file = fopen(huge, "w");
    assert_non_null(file);
    assert_int_equal(ftruncate(fileno(file), TF_IMPORT_BYTES_MAX + 1), 0); /* a hole: no disk is filled */
    fclose(file);
    assert_int_equal(take(&in, huge), TF_ERR_LIMIT);
    assert_non_null(strstr(in.problem.what, "64 MB"));
    const char *empty = folder_file(&folder, "empty.json");
    file = fopen(empty, "w");
    assert_non_null(file);
    fclose(file);
    assert_int_not_equal(take(&in, empty), TF_OK);
    assert_null(in.command);
    tear_down(&in);
    folder_remove(&folder);
}

static void what_was_refused_is_said_first_and_the_counts_last(void **state)
{
    struct tf_report report;

    (void)state;
    tf_report_init(&report);
    tf_report_add(&report, TF_REPORT_NOTE, 3, "", "a note");
    tf_report_add(&report, TF_REPORT_REFUSED, 9, "“Bees”", "no title");
    tf_report_add(&report, TF_REPORT_MENDED, 0, "“Tea”", "cut");
    report.added = 2;
    report.refused = 1;
    char *text = said(&report, false);
    assert_string_equal(text, "x.csv:9: refused: “Bees”: no title\n"
                              "x.csv: mended: “Tea”: cut\n"
                              "x.csv:3: note: a note\n"
                              "x.csv: 2 added, 0 changed, 0 kept, 1 refused\n");
    free(text);
    assert_true(tf_intake_refused(&report));
    text = said(&report, true);
    assert_non_null(
        strstr(text, "x.csv: would be 2 added, 0 changed, 0 kept, 1 refused; nothing was written\n"));
    free(text);
    tf_report_free(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_becomes_one_command),
        cmocka_unit_test(the_same_file_again_brings_nothing),
        cmocka_unit_test(a_sample_is_moved_to_today_in_its_own_zone),
        cmocka_unit_test(a_clock_outside_all_years_is_told_and_moves_nothing),
        cmocka_unit_test(a_file_that_is_none_is_told_with_its_path),
        cmocka_unit_test(what_was_refused_is_said_first_and_the_counts_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
