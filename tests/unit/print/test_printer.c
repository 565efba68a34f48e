/* The printer's thread against a printer with every fault there is, on a pseudo-terminal and on a TCP port.
 * Each fault must be said, nothing may be lost, and nothing may come out twice or by itself. */
#include "printer_kit.h"

#include <sys/stat.h>
#include <unistd.h>

#define READY TF_PRINTER_READY

static int open_pty(void **state)
{
    struct kit *kit = malloc(sizeof *kit);
    assert_non_null(kit);
    kit_open(kit, false);
    *state = kit;
    return 0;
}

static int open_tcp(void **state)
{
    struct kit *kit = malloc(sizeof *kit);
    assert_non_null(kit);
    kit_open(kit, true);
    *state = kit;
    return 0;
}

static int close_all(void **state)
{
    struct kit *kit = *state;
    kit_close(kit);
    free(kit);
    return 0;
}

static void jobs_come_out_once_each_and_in_order(void **state)
{
    struct kit *kit = *state;
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    for (int i = 0; i < 5; i++) {
        char name[24];
        snprintf(name, sizeof name, "<job %d>", i);
        kit_print(kit, name);
    }
    kit_until(kit, (struct kit_want){READY, 0, 0, 5});
    const char *last = kit->fake.paper;
    for (int i = 0; i < 5; i++) {
        char name[24];
        snprintf(name, sizeof name, "<job %d>", i);
        assert_int_equal(fake_count(&kit->fake, name), 1);
        const char *at = strstr(kit->fake.paper, name);
        assert_true(at >= last);
        last = at;
    }
}

/* What the printer says, what we say, and that the slip waits for a person when it is over. */
static void expect_fault(struct kit *kit, int question, unsigned char byte, enum tf_printer_state expected)
{
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    fake_answers(&kit->fake, question, byte);
    kit_until(kit, (struct kit_want){expected, 0, 0, 0});
    assert_true(tf_printer_words(TF_LANG_EN, expected)[0] != '\0');
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){expected, 0, 1, 0});
    assert_false(tf_printer_view(kit->printer).asks);
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 0);

    fake_answers(&kit->fake, question, 0x12);
    kit_until(kit, (struct kit_want){READY, 0, 1, 0});
    assert_true(tf_printer_view(kit->printer).asks);
    fake_wait_questions(&kit->fake, 12); /* it looks again and again, and nothing bursts out */
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 0);
    kit_print(kit, "<next>"); /* the next person has not to wait for the answer */
    kit_until(kit, (struct kit_want){READY, 0, 1, 1});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 0);
    tf_printer_go_on(kit->printer, true);
    kit_until(kit, (struct kit_want){READY, 0, 0, 2});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 1);
    assert_int_equal(fake_count(&kit->fake, "<next>"), 1);
}

static void without_paper_the_slip_waits_for_a_word(void **state)
{
    expect_fault(*state, 4, 0x72, TF_PRINTER_PAPER_OUT);
}

static void with_an_open_cover_the_slip_waits_for_a_word(void **state)
{
    expect_fault(*state, 2, 0x16, TF_PRINTER_COVER_OPEN);
}

static void offline_the_slip_waits_for_a_word(void **state)
{
    expect_fault(*state, 1, 0x1a, TF_PRINTER_OFFLINE);
}

static void with_a_jammed_cutter_the_slip_waits_for_a_word(void **state)
{
    expect_fault(*state, 3, 0x1a, TF_PRINTER_CUTTER);
}

static void a_broken_printer_is_said_to_be(void **state)
{
    expect_fault(*state, 3, 0x32, TF_PRINTER_BROKEN);
}

static void a_hot_head_goes_on_by_itself(void **state)
{
    struct kit *kit = *state;
    fake_answers(&kit->fake, 3, 0x52);
    kit_start(kit);
    kit_until(kit, (struct kit_want){TF_PRINTER_TOO_HOT, 0, 0, 0});
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){TF_PRINTER_TOO_HOT, 1, 0, 0});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 0);
    fake_answers(&kit->fake, 3, 0x12);
    kit_until(kit, (struct kit_want){READY, 0, 0, 1});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 1);
}

static void low_paper_prints_and_is_said(void **state)
{
    struct kit *kit = *state;
    fake_answers(&kit->fake, 4, 0x1e);
    kit_start(kit);
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_LOW, 0, 0, 0});
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_LOW, 0, 0, 1});
}

static void a_printer_that_never_answers_is_sent_nothing(void **state)
{
    struct kit *kit = *state;
    kit->options.times.reply_ms = 30;
    fake_set(&kit->fake, &kit->fake.answers_nothing, true);
    kit_start(kit);
    kit_until(kit, (struct kit_want){TF_PRINTER_SILENT, 0, 0, 0});
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){TF_PRINTER_SILENT, 0, 1, 0});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 0);
}

static void one_that_is_known_to_answer_nothing_prints(void **state)
{
    struct kit *kit = *state;
    kit->options.profile.has_status = false;
    fake_set(&kit->fake, &kit->fake.answers_nothing, true);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){READY, 0, 0, 1});
    fake_wait_bytes(&kit->fake, 64);
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 1);
    assert_int_equal(kit->fake.questions, 0);
}

static void garbage_for_an_answer_is_sent_nothing(void **state)
{
    struct kit *kit = *state;
    fake_answers(&kit->fake, 1, 'O');
    kit_start(kit);
    kit_until(kit, (struct kit_want){TF_PRINTER_STRANGE, 0, 0, 0});
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){TF_PRINTER_STRANGE, 0, 1, 0});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 0);
}

static void a_write_that_blocks_is_said_and_goes_on_where_it_was(void **state)
{
    struct kit *kit = *state;
    const size_t size = 900 * 1024; /* more than any buffer between us */
    fake_set_size(&kit->fake, &kit->fake.blocks_after, 2000);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    kit_print_sized(kit, "<long>", size, 0);
    kit_until(kit, (struct kit_want){TF_PRINTER_STUCK, 1, 0, 0});
    fake_set_size(&kit->fake, &kit->fake.blocks_after, 0);
    fake_set(&kit->fake, &kit->fake.takes_nothing, false);
    kit_until(kit, (struct kit_want){READY, 0, 0, 1});
    assert_int_equal(fake_count(&kit->fake, "<long>"), 1);
    assert_int_equal(kit->fake.len, size);
}

/* The thread that owns the printer waits for it; what is asked for meanwhile does not wait with it. */
static void while_the_printer_hangs_a_second_slip_gets_to_the_disk(void **state)
{
    struct kit *kit = *state;
    kit->options.times.stall_ms = 60000;
    kit->options.times.give_up_ms = 120000;
    fake_set_size(&kit->fake, &kit->fake.blocks_after, 2000);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    kit_print_sized(kit, "<long>", 900 * 1024, 0);
    fake_wait_bytes(&kit->fake, 2000);
    kit_print(kit, "<second>");
    kit_until_kept(kit, "0000000000000002.wait");
    assert_true(folder_has(&kit->spool, "0000000000000001.begun"));
    kit_stop(kit); /* and at once: it waits for no printer */
    fake_set_size(&kit->fake, &kit->fake.blocks_after, 0);
    fake_set(&kit->fake, &kit->fake.takes_nothing, false);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 2, 0});
    tf_printer_go_on(kit->printer, true);
    kit_until(kit, (struct kit_want){READY, 0, 0, 2});
    assert_int_equal(fake_count(&kit->fake, "<second>"), 1);
}

static void one_that_blocks_for_ever_is_given_up_and_the_slip_is_listed(void **state)
{
    struct kit *kit = *state;
    kit->options.times.give_up_ms = 150;
    fake_set_size(&kit->fake, &kit->fake.blocks_after, 2000);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    kit_print_sized(kit, "<long>", 900 * 1024, 0);
    kit_until(kit, (struct kit_want){TF_PRINTER_STUCK, 0, 1, 0});
}

static void one_that_disappears_in_mid_job_asks_when_it_is_back(void **state)
{
    struct kit *kit = *state;
    const size_t size = 900 * 1024;
    fake_set_size(&kit->fake, &kit->fake.goes_after, 1000);
    if (kit->fake.is_tcp) { /* a listening port is back at once */
        kit->options.times.look_ms = 30;
    }
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    kit_print_sized(kit, "<long>", size, 0);
    if (!kit->fake.is_tcp) {
        kit_until(kit, (struct kit_want){TF_PRINTER_ABSENT, 0, 1, 0});
        fake_plug(&kit->fake);
    }
    kit_until(kit, (struct kit_want){READY, 0, 1, 0});
    assert_true(tf_printer_view(kit->printer).asks);
    assert_int_equal(fake_count(&kit->fake, "<long>"), 1); /* the torn one */
    tf_printer_go_on(kit->printer, true);
    kit_until(kit, (struct kit_want){READY, 0, 0, 1});
    assert_int_equal(fake_count(&kit->fake, "<long>"), 2);
    /* In between, white rows that end the torn picture. */
    const char *second = memmem(kit->fake.paper + 6, kit->fake.len - 6, "<long>", 6);
    assert_non_null(second);
    assert_int_equal(second[-1], '\0');
}

static void paper_that_ends_with_the_job_is_not_called_printed(void **state)
{
    struct kit *kit = *state;
    fake_set(&kit->fake, &kit->fake.ends_without_paper, true);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 0, 1, 0});
    tf_printer_go_on(kit->printer, false); /* the host says: it is all there */
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 0, 0, 0});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 1);
}

static void unplugged_and_plugged_in_again_it_prints_without_a_restart(void **state)
{
    struct kit *kit = *state;
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    fake_unplug(&kit->fake);
    if (!kit->fake.is_tcp) {
        kit_until(kit, (struct kit_want){TF_PRINTER_ABSENT, 0, 0, 0});
    }
    fake_plug(&kit->fake);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    fake_wait_questions(&kit->fake, 8);
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){READY, 0, -1, 1});
    assert_int_equal(fake_count(&kit->fake, "<slip>"), 1);
}

static void a_file_is_no_printer(void **state)
{
    struct kit *kit = *state;
    FILE *file = fopen(folder_file(&kit->folder, "file"), "w");
    assert_non_null(file);
    fclose(file);
    snprintf(kit->fake.address, sizeof kit->fake.address, "%s", folder_file(&kit->folder, "file"));
    kit_start(kit);
    kit_until(kit, (struct kit_want){TF_PRINTER_STRANGE, 0, 0, 0});
    kit_print(kit, "<slip>");
    kit_until(kit, (struct kit_want){TF_PRINTER_STRANGE, 0, 1, 0});
    struct stat about;
    assert_int_equal(stat(kit->fake.address, &about), 0);
    assert_int_equal(about.st_size, 0);
}

static void after_a_power_cut_the_slip_is_listed_and_comes_out_once(void **state)
{
    struct kit *kit = *state;
    fake_answers(&kit->fake, 4, 0x72);
    kit_start(kit);
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 0, 0, 0});
    kit_print(kit, "<one>");
    kit_print(kit, "<two>");
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 0, 2, 0});
    kit_stop(kit);
    fake_answers(&kit->fake, 4, 0x12);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 2, 0});
    assert_true(tf_printer_view(kit->printer).asks);
    tf_printer_go_on(kit->printer, true);
    kit_until(kit, (struct kit_want){READY, 0, 0, 2});
    kit_stop(kit);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    assert_int_equal(fake_count(&kit->fake, "<one>"), 1);
    assert_int_equal(fake_count(&kit->fake, "<two>"), 1);

    assert_true(tf_printer_view(kit->printer).has_last); /* across the restart */
    assert_int_equal(tf_printer_again(kit->printer, 2000), TF_OK);
    kit_until(kit, (struct kit_want){READY, 0, 0, 1});
    assert_int_equal(fake_count(&kit->fake, "<two>"), 2);
}

/* Stopped while the printer blocks: the thread ends at once, and the slip is there the next time. */
static void stopping_in_mid_job_waits_for_nothing(void **state)
{
    struct kit *kit = *state;
    kit->options.times.stall_ms = 60000;
    fake_set_size(&kit->fake, &kit->fake.blocks_after, 2000);
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    kit_print_sized(kit, "<long>", 900 * 1024, 0);
    fake_wait_bytes(&kit->fake, 2000);
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    kit_stop(kit);
    clock_gettime(CLOCK_MONOTONIC, &b);
    assert_true(b.tv_sec - a.tv_sec < 10);
    assert_true(folder_has(&kit->spool, "0000000000000001.begun"));
    kit_start(kit);
}

static void a_session_gets_so_many_slips_and_a_minute_too(void **state)
{
    struct kit *kit = *state;
    kit->options.per_session_max = 3;
    kit->options.per_minute_max = 5;
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    for (int i = 0; i < 3; i++) {
        kit_print_sized(kit, "<mine>", 64, 77);
        kit_until(kit, (struct kit_want){READY, 0, 0, i + 1});
    }
    assert_int_equal(tf_printer_print(kit->printer, 77, 1000, "x", 1), TF_ERR_LIMIT);
    kit_print_sized(kit, "<yours>", 64, 78);
    kit_print_sized(kit, "<yours>", 64, 79);
    assert_int_equal(tf_printer_print(kit->printer, 80, 1000, "x", 1), TF_ERR_BUSY);
    assert_int_equal(tf_printer_print(kit->printer, 80, 1000, "x", 0), TF_ERR_LIMIT);
    kit_until(kit, (struct kit_want){READY, 0, 0, 5});
    for (int i = 0; i < 3; i++) { /* organisers' many pieces have no limit by the minute */
        kit_print_sized(kit, "<a card>", 64, TF_PRINTER_ORGANISERS + (uint64_t)i);
        kit_until(kit, (struct kit_want){READY, 0, 0, 6 + i});
    }
    assert_int_equal(tf_printer_fate(kit->printer, TF_PRINTER_ORGANISERS + 1), TF_PRINTER_PRINTED);
    assert_int_equal(fake_count(&kit->fake, "<mine>"), 3);
}

static void a_second_tap_is_told_that_the_first_one_counts(void **state)
{
    struct kit *kit = *state;
    kit->options.gap_ms = 600000;
    kit_start(kit);
    kit_until(kit, (struct kit_want){READY, 0, 0, 0});
    assert_int_equal(tf_printer_fate(kit->printer, 77), TF_PRINTER_NO_JOB);
    kit_print_sized(kit, "<mine>", 64, 77);
    assert_int_equal(tf_printer_print(kit->printer, 77, 1000, "x", 1), TF_ERR_CONFLICT);
    kit_print_sized(kit, "<yours>", 64, 78);
    kit_until(kit, (struct kit_want){READY, 0, 0, 2});
    assert_int_equal(tf_printer_fate(kit->printer, 77), TF_PRINTER_PRINTED);
    assert_int_equal(fake_count(&kit->fake, "<mine>"), 1);
}

/* What the screen says of a host's own slip: never "printed" before it is. */
static void each_slip_has_a_fate_of_its_own(void **state)
{
    struct kit *kit = *state;
    fake_answers(&kit->fake, 4, 0x72);
    kit_start(kit);
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 0, 0, 0});
    kit_print_sized(kit, "<one>", 64, 77);
    kit_until(kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 0, 1, 0});
    assert_int_equal(tf_printer_fate(kit->printer, 77), TF_PRINTER_HELD);
    fake_answers(&kit->fake, 4, 0x12);
    kit_until(kit, (struct kit_want){READY, 0, 1, 0});
    kit_print_sized(kit, "<two>", 64, 78);
    kit_until(kit, (struct kit_want){READY, 0, 1, 1});
    assert_int_equal(tf_printer_fate(kit->printer, 77), TF_PRINTER_HELD);
    assert_int_equal(tf_printer_fate(kit->printer, 78), TF_PRINTER_PRINTED);
    tf_printer_go_on(kit->printer, false);
    kit_until(kit, (struct kit_want){READY, 0, 0, 1});
    assert_int_equal(tf_printer_fate(kit->printer, 77), TF_PRINTER_GONE);
    kit_print_sized(kit, "<again>", 64, 77); /* what was given up is not counted against it */
    kit_until(kit, (struct kit_want){READY, 0, 0, 2});
    assert_int_equal(tf_printer_fate(kit->printer, 77), TF_PRINTER_PRINTED);
}

static void wrong_addresses_are_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"",
                                        "lp0",
                                        "tcp://",
                                        "tcp://:9100",
                                        "tcp://host:99999999",
                                        "tcp://[::1",
                                        "http://10.0.0.7",
                                        "tcp://host:port"};
    struct tf_problem problem;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        struct tf_printer *printer = NULL;
        struct tf_printer_options options = {.address = WRONG[i], .spool_folder = "/nonexistent/spool"};
        assert_int_equal(tf_printer_start(&printer, &options, &problem), TF_ERR_INVALID);
        assert_true(problem.what[0] != '\0');
    }
    struct tf_printer *printer = NULL;
    struct tf_printer_options options = {.address = "tcp://[::1]:9100", .spool_folder = "/nonexistent/spool"};
    assert_int_equal(tf_printer_start(&printer, &options, &problem), TF_ERR_IO);
}

#define ON_PTY(test)                                                                                         \
    {                                                                                                        \
#test " (pty)", test, open_pty, close_all, NULL                                                      \
    }
#define ON_TCP(test)                                                                                         \
    {                                                                                                        \
#test " (tcp)", test, open_tcp, close_all, NULL                                                      \
    }
#define ON_BOTH(test) ON_PTY(test), ON_TCP(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(jobs_come_out_once_each_and_in_order),
        ON_BOTH(without_paper_the_slip_waits_for_a_word),
        ON_BOTH(with_an_open_cover_the_slip_waits_for_a_word),
        ON_BOTH(offline_the_slip_waits_for_a_word),
        ON_BOTH(with_a_jammed_cutter_the_slip_waits_for_a_word),
        ON_BOTH(a_broken_printer_is_said_to_be),
        ON_BOTH(a_hot_head_goes_on_by_itself),
        ON_BOTH(low_paper_prints_and_is_said),
        ON_BOTH(a_printer_that_never_answers_is_sent_nothing),
        ON_BOTH(one_that_is_known_to_answer_nothing_prints),
        ON_BOTH(garbage_for_an_answer_is_sent_nothing),
        ON_BOTH(a_write_that_blocks_is_said_and_goes_on_where_it_was),
        ON_BOTH(while_the_printer_hangs_a_second_slip_gets_to_the_disk),
        ON_BOTH(one_that_blocks_for_ever_is_given_up_and_the_slip_is_listed),
        ON_BOTH(one_that_disappears_in_mid_job_asks_when_it_is_back),
        ON_BOTH(paper_that_ends_with_the_job_is_not_called_printed),
        ON_BOTH(unplugged_and_plugged_in_again_it_prints_without_a_restart),
        ON_PTY(a_file_is_no_printer),
        ON_BOTH(after_a_power_cut_the_slip_is_listed_and_comes_out_once),
        ON_BOTH(stopping_in_mid_job_waits_for_nothing),
        ON_PTY(a_session_gets_so_many_slips_and_a_minute_too),
        ON_PTY(a_second_tap_is_told_that_the_first_one_counts),
        ON_BOTH(each_slip_has_a_fate_of_its_own),
        cmocka_unit_test(wrong_addresses_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
