/* Jobs on the disk: there when they were taken, once, and whole. */
#include "print/spool.h"

#include "base/limits.h"
#include "support/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int make(void **state)
{
    struct folder *folder = malloc(sizeof *folder);
    assert_non_null(folder);
    folder_make(folder);
    *state = folder;
    return 0;
}

static int gone(void **state)
{
    folder_remove(*state);
    free(*state);
    return 0;
}

static struct tf_spool *opened(const struct folder *folder)
{
    struct tf_spool *spool = NULL;
    struct tf_problem problem;
    assert_int_equal(tf_spool_open(&spool, folder->path, &problem), TF_OK);
    return spool;
}

static void add(struct tf_spool *spool, uint64_t owner, const char *bytes)
{
    const struct tf_spool_job job = {.owner = owner, .at = 1000 + (int64_t)owner};
    assert_int_equal(tf_spool_add(spool, &job, bytes, strlen(bytes)), TF_OK);
}

static void expect_bytes(struct tf_spool *spool, size_t index, const char *expected)
{
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_spool_read(spool, tf_spool_at(spool, index), &bytes), TF_OK);
    assert_int_equal(bytes.len, strlen(expected));
    assert_memory_equal(bytes.data, expected, bytes.len);
    tf_buf_free(&bytes);
}

static void jobs_are_there_after_a_restart_in_order_and_held(void **state)
{
    struct tf_spool *spool = opened(*state);
    add(spool, 7, "one\n\x1b@ with\nlines\n");
    add(spool, 8, "two");
    add(spool, 9, "three");
    assert_false(tf_spool_at(spool, 0)->held);
    assert_int_equal(tf_spool_begin(spool, 2), TF_OK);
    tf_spool_close(spool);

    spool = opened(*state);
    assert_int_equal(tf_spool_count(spool), 3);
    for (size_t i = 0; i < 3; i++) {
        const struct tf_spool_job *job = tf_spool_at(spool, i);
        assert_int_equal(job->number, i + 1);
        assert_int_equal(job->owner, 7 + i);
        assert_int_equal(job->at, 1007 + (int64_t)i);
        assert_true(job->held);
        assert_int_equal(job->begun, i == 1);
    }
    expect_bytes(spool, 0, "one\n\x1b@ with\nlines\n");
    expect_bytes(spool, 1, "two");
    add(spool, 10, "four"); /* numbers go on */
    assert_int_equal(tf_spool_at(spool, 3)->number, 4);
    tf_spool_close(spool);
}

static void what_is_done_is_gone_but_can_be_had_once_more(void **state)
{
    struct tf_spool *spool = opened(*state);
    assert_int_equal(tf_spool_again(spool, 1), TF_ERR_NOT_FOUND);
    assert_false(tf_spool_has_last(spool));
    add(spool, 7, "one");
    add(spool, 8, "two");
    assert_int_equal(tf_spool_done(spool, 1), TF_OK);
    assert_int_equal(tf_spool_drop(spool, 2), TF_OK);
    assert_int_equal(tf_spool_drop(spool, 2), TF_ERR_NOT_FOUND);
    assert_int_equal(tf_spool_done(spool, 1), TF_ERR_NOT_FOUND);
    tf_spool_close(spool);

    spool = opened(*state);
    assert_int_equal(tf_spool_count(spool), 0);
    assert_true(tf_spool_has_last(spool));
    assert_int_equal(tf_spool_again(spool, 5000), TF_OK);
    assert_int_equal(tf_spool_again(spool, 6000), TF_OK);
    assert_int_equal(tf_spool_count(spool), 2);
    assert_int_equal(tf_spool_at(spool, 0)->owner, 7);
    assert_int_equal(tf_spool_at(spool, 0)->at, 5000);
    expect_bytes(spool, 1, "one");
    tf_spool_close(spool);
}

static void only_so_many_are_taken(void **state)
{
    struct tf_spool *spool = opened(*state);
    const struct tf_spool_job job = {.owner = 1};
    for (int i = 0; i < TF_PRINT_JOBS_MAX; i++) {
        add(spool, 1, "x");
    }
    assert_int_equal(tf_spool_add(spool, &job, "x", 1), TF_ERR_BUSY);
    assert_int_equal(tf_spool_drop(spool, 1), TF_OK);
    char *large = calloc(1, TF_PRINT_JOB_BYTES_MAX + 1);
    assert_non_null(large);
    assert_int_equal(tf_spool_add(spool, &job, large, TF_PRINT_JOB_BYTES_MAX + 1), TF_ERR_LIMIT);
    assert_int_equal(tf_spool_add(spool, &job, large, TF_PRINT_JOB_BYTES_MAX), TF_OK);
    free(large);
    tf_spool_close(spool);
}

static void put_file(const struct folder *folder, const char *name, const char *text)
{
    FILE *file = fopen(folder_file(folder, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* What a power cut or a hand can leave behind. */
static void what_is_no_whole_job_is_taken_away_and_the_rest_is_kept(void **state)
{
    const struct folder *folder = *state;
    struct tf_spool *spool = opened(folder);
    add(spool, 7, "good");
    tf_spool_close(spool);
    put_file(folder, "new", "twofeet-print 1 7 1000 4\ngo");
    put_file(folder, "0000000000000002.wait", "twofeet-print 1 7 1000 40\nshort");
    put_file(folder, "0000000000000003.wait", "twofeet-print 1 7 1000 2\nlonger");
    put_file(folder, "0000000000000004.begun", "");
    put_file(folder, "0000000000000005.wait", "twofeet-print 1 7 1000 99999999999\nx");
    put_file(folder, "0000000000000006.wait", "another thing\n");
    put_file(folder, "7.wait", "twofeet-print 1 7 1000 1\nx");
    put_file(folder, "somebody's.txt", "x");
    put_file(folder, "last", "twofeet-print 1 7 1000 9\nx");
    spool = opened(folder);
    assert_int_equal(tf_spool_count(spool), 1);
    expect_bytes(spool, 0, "good");
    assert_false(tf_spool_has_last(spool));
    assert_false(folder_has(folder, "new"));
    assert_true(folder_has(folder, "somebody's.txt"));
    assert_false(folder_has(folder, "0000000000000002.wait"));
    tf_spool_close(spool);
}

static void a_job_that_was_damaged_meanwhile_is_not_read(void **state)
{
    struct tf_spool *spool = opened(*state);
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    add(spool, 7, "good");
    put_file(*state, "0000000000000001.wait", "twofeet-print 1 7 1000 400\ngo");
    assert_int_equal(tf_spool_read(spool, tf_spool_at(spool, 0), &bytes), TF_ERR_CORRUPT);
    unlink(folder_file(*state, "0000000000000001.wait"));
    assert_int_equal(tf_spool_read(spool, tf_spool_at(spool, 0), &bytes), TF_ERR_NOT_FOUND);
    assert_int_equal(tf_spool_begin(spool, 1), TF_ERR_IO);
    assert_int_equal(bytes.len, 0);
    tf_buf_free(&bytes);
    tf_spool_close(spool);
}

static void a_folder_that_cannot_be_is_told(void **state)
{
    struct tf_spool *spool = NULL;
    struct tf_problem problem = {"", "", ""};
    put_file(*state, "file", "x");
    assert_int_equal(tf_spool_open(&spool, folder_file(*state, "file"), &problem), TF_ERR_IO);
    assert_true(problem.what[0] != '\0');
    assert_int_equal(tf_spool_open(&spool, "/nonexistent/spool", &problem), TF_ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(jobs_are_there_after_a_restart_in_order_and_held, make, gone),
        cmocka_unit_test_setup_teardown(what_is_done_is_gone_but_can_be_had_once_more, make, gone),
        cmocka_unit_test_setup_teardown(only_so_many_are_taken, make, gone),
        cmocka_unit_test_setup_teardown(what_is_no_whole_job_is_taken_away_and_the_rest_is_kept, make, gone),
        cmocka_unit_test_setup_teardown(a_job_that_was_damaged_meanwhile_is_not_read, make, gone),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_is_told, make, gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
