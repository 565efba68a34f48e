/* Bytes that grow, to a limit; files read whole and replaced whole. */
#include "base/buf.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/twofeet-buf-XXXXXX";

static int make_dir(void **state)
{
    (void)state;
    return mkdtemp(dir) != NULL ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    return rmdir(dir); /* also fails when a test left a file behind */
}

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s", dir, name);
    return path;
}

static int files_in_dir(void)
{
    int count = 0;
    DIR *listing = opendir(dir);
    assert_non_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(listing);
    return count;
}

static void bytes_are_added_in_every_way(void **state)
{
    (void)state;
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, "a");
    tf_buf_putc(&buf, 'b');
    tf_buf_add(&buf, "c\0d", 3);
    tf_buf_add(&buf, NULL, 0);
    tf_buf_printf(&buf, "%s-%d", "e", 7);
    assert_int_equal(tf_buf_err(&buf), TF_OK);
    assert_int_equal(buf.len, 8);
    assert_memory_equal(buf.data, "abc\0de-7", 9); /* and the NUL */
    tf_buf_clear(&buf);
    assert_int_equal(buf.len, 0);
    assert_string_equal(buf.data, "");
    tf_buf_free(&buf);
    assert_null(buf.data);
}

static void it_grows_past_every_size(void **state)
{
    (void)state;
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    for (int i = 0; i < 3000; i++) {
        tf_buf_printf(&buf, "%04d", i);
        assert_int_equal(buf.len, 4 * (i + 1));
        assert_int_equal(buf.data[buf.len], '\0');
    }
    for (int i = 0; i < 3000; i++) {
        char number[16];
        snprintf(number, sizeof(number), "%04d", i);
        assert_memory_equal(buf.data + 4 * i, number, 4);
    }
    char wide[5000];
    memset(wide, 'w', sizeof(wide) - 1);
    wide[sizeof(wide) - 1] = '\0';
    tf_buf_printf(&buf, "%s", wide);
    assert_int_equal(buf.len, 12000 + 4999);
    assert_string_equal(buf.data + 12000, wide);
    tf_buf_free(&buf);
}

static void a_limit_refuses_whole_additions_and_sticks(void **state)
{
    (void)state;
    struct tf_buf buf;
    tf_buf_init(&buf, 10);
    tf_buf_puts(&buf, "0123456789");
    assert_int_equal(tf_buf_err(&buf), TF_OK);
    tf_buf_add(&buf, "", 0);
    assert_int_equal(tf_buf_err(&buf), TF_OK);
    tf_buf_clear(&buf);
    tf_buf_puts(&buf, "01234567");
    tf_buf_printf(&buf, "%s", "89A");
    assert_int_equal(tf_buf_err(&buf), TF_ERR_LIMIT);
    assert_string_equal(buf.data, "01234567");
    tf_buf_putc(&buf, '8'); /* would fit, but something is missing before it */
    tf_buf_puts(&buf, "8");
    tf_buf_printf(&buf, "%d", 8);
    assert_string_equal(buf.data, "01234567");
    size_t len = 42;
    assert_null(tf_buf_take(&buf, &len));
    assert_int_equal(len, 42);
    tf_buf_clear(&buf);
    assert_int_equal(tf_buf_err(&buf), TF_OK);
    tf_buf_puts(&buf, "ok");
    assert_string_equal(buf.data, "ok");
    tf_buf_free(&buf);
}

static void sizes_that_no_memory_has_are_refused(void **state)
{
    (void)state;
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, "x");
    tf_buf_add(&buf, "y", SIZE_MAX);
    assert_int_equal(tf_buf_err(&buf), TF_ERR_NOMEM);
    assert_string_equal(buf.data, "x");
    tf_buf_free(&buf);
    tf_buf_init(&buf, SIZE_MAX);
    tf_buf_puts(&buf, "x");
    tf_buf_add(&buf, "y", SIZE_MAX);
    assert_int_not_equal(tf_buf_err(&buf), TF_OK);
    tf_buf_free(&buf);
}

static void taking_hands_the_bytes_over(void **state)
{
    (void)state;
    struct tf_buf buf;
    size_t len = 42;
    tf_buf_init(&buf, 0);
    char *empty = tf_buf_take(&buf, &len);
    assert_string_equal(empty, "");
    assert_int_equal(len, 0);
    free(empty);
    tf_buf_puts(&buf, "abc");
    char *text = tf_buf_take(&buf, NULL);
    assert_string_equal(text, "abc");
    free(text);
    assert_int_equal(buf.len, 0);
    assert_null(buf.data);
    tf_buf_puts(&buf, "again");
    assert_string_equal(buf.data, "again");
    tf_buf_free(&buf);
}

static void a_file_is_written_and_read_back(void **state)
{
    (void)state;
    struct tf_buf out;
    struct tf_buf in;
    tf_buf_init(&out, 0);
    tf_buf_init(&in, 0);
    for (int i = 0; i < 100000; i++) {
        tf_buf_putc(&out, (char)(i * 7));
    }
    assert_int_equal(tf_buf_write_file(&out, path_of("bytes"), NULL), TF_OK);
    assert_int_equal(files_in_dir(), 1);
    assert_int_equal(tf_buf_read_file(&in, path_of("bytes"), 100000, NULL), TF_OK);
    assert_int_equal(in.len, out.len);
    assert_memory_equal(in.data, out.data, in.len);
    tf_buf_clear(&in);
    tf_buf_puts(&in, "before ");
    tf_buf_clear(&out);
    tf_buf_puts(&out, "short");
    assert_int_equal(tf_buf_write_file(&out, path_of("bytes"), NULL), TF_OK); /* replaces the longer one */
    assert_int_equal(tf_buf_read_file(&in, path_of("bytes"), 5, NULL), TF_OK);
    assert_string_equal(in.data, "before short");
    unlink(path_of("bytes"));
    tf_buf_free(&in);
    tf_buf_free(&out);
}

static void an_empty_file_is_an_empty_text(void **state)
{
    (void)state;
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    assert_int_equal(tf_buf_write_file(&buf, path_of("empty"), NULL), TF_OK);
    assert_int_equal(tf_buf_read_file(&buf, path_of("empty"), 10, NULL), TF_OK);
    assert_string_equal(buf.data, "");
    unlink(path_of("empty"));
    tf_buf_free(&buf);
}

static void what_cannot_be_read_is_told_and_leaves_the_buf_alone(void **state)
{
    (void)state;
    struct tf_buf buf;
    struct tf_problem problem;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, "kept");
    assert_int_equal(tf_buf_read_file(&buf, path_of("absent"), 10, &problem), TF_ERR_NOT_FOUND);
    assert_non_null(strstr(problem.what, "No such file"));
    assert_string_equal(problem.where, path_of("absent"));
    assert_int_equal(tf_buf_read_file(&buf, dir, 10, &problem), TF_ERR_IO);
    assert_non_null(strstr(problem.what, "directory"));

    struct tf_buf eleven;
    tf_buf_init(&eleven, 0);
    tf_buf_puts(&eleven, "01234567890");
    assert_int_equal(tf_buf_write_file(&eleven, path_of("eleven"), NULL), TF_OK);
    assert_int_equal(tf_buf_read_file(&buf, path_of("eleven"), 10, &problem), TF_ERR_LIMIT);
    assert_non_null(strstr(problem.what, "10 bytes"));
    assert_int_equal(tf_buf_read_file(&buf, "/dev/zero", 1000000, &problem), TF_ERR_LIMIT);
    assert_string_equal(buf.data, "kept");
    assert_int_equal(buf.len, 4);
    assert_int_equal(tf_buf_err(&buf), TF_OK);

    char below[300];
    snprintf(below, sizeof(below), "%s/x", path_of("eleven"));
    assert_int_equal(tf_buf_read_file(&buf, below, 10, NULL), TF_ERR_NOT_FOUND);

    struct tf_buf small; /* the buf's own limit counts too */
    tf_buf_init(&small, 10);
    assert_int_equal(tf_buf_read_file(&small, path_of("eleven"), 0, &problem), TF_ERR_LIMIT);
    assert_int_equal(tf_buf_err(&small), TF_OK);
    assert_int_equal(small.len, 0);
    unlink(path_of("eleven"));
    tf_buf_free(&small);
    tf_buf_free(&eleven);
    tf_buf_free(&buf);
}

static void what_cannot_be_written_leaves_the_old_file_and_no_litter(void **state)
{
    (void)state;
    struct tf_buf buf;
    struct tf_problem problem;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, "new");
    assert_int_equal(tf_buf_write_file(&buf, path_of("absent/file"), &problem), TF_ERR_IO);
    assert_non_null(strstr(problem.what, "No such file"));
    assert_int_equal(tf_buf_write_file(&buf, "/proc/twofeet", &problem), TF_ERR_IO);

    assert_int_equal(mkdir(path_of("folder"), 0755), 0);
    assert_int_equal(tf_buf_write_file(&buf, path_of("folder"), &problem), TF_ERR_IO);
    assert_string_equal(problem.where, path_of("folder"));
    assert_int_equal(files_in_dir(), 1);
    assert_int_equal(rmdir(path_of("folder")), 0);

    char long_path[5000];
    memset(long_path, 'x', sizeof(long_path) - 1);
    long_path[sizeof(long_path) - 1] = '\0';
    assert_int_equal(tf_buf_write_file(&buf, long_path, &problem), TF_ERR_IO);

    struct tf_buf broken;
    tf_buf_init(&broken, 1);
    tf_buf_puts(&broken, "too much");
    assert_int_equal(tf_buf_write_file(&buf, path_of("old"), NULL), TF_OK);
    assert_int_equal(tf_buf_write_file(&broken, path_of("old"), &problem), TF_ERR_LIMIT);
    tf_buf_clear(&buf);
    assert_int_equal(tf_buf_read_file(&buf, path_of("old"), 10, NULL), TF_OK);
    assert_string_equal(buf.data, "new");
    assert_int_equal(files_in_dir(), 1);
    unlink(path_of("old"));
    tf_buf_free(&broken);
    tf_buf_free(&buf);
}

/* Disk full, seen by a limit on the size of files: write(2) then says EFBIG, after it wrote what still went.
 */
static void a_full_disk_leaves_the_old_file_and_no_litter(void **state)
{
    (void)state;
    struct tf_buf buf;
    struct tf_problem problem;
    struct rlimit before;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, "old");
    assert_int_equal(tf_buf_write_file(&buf, path_of("full"), NULL), TF_OK);
    for (int i = 0; i < 10000; i++) {
        tf_buf_puts(&buf, "new");
    }
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {.rlim_cur = 1000, .rlim_max = before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum tf_err err = tf_buf_write_file(&buf, path_of("full"), &problem);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(err, TF_ERR_IO);
    assert_non_null(strstr(problem.what, "too large"));
    assert_int_equal(files_in_dir(), 1);
    tf_buf_clear(&buf);
    assert_int_equal(tf_buf_read_file(&buf, path_of("full"), 10, NULL), TF_OK);
    assert_string_equal(buf.data, "old");
    unlink(path_of("full"));
    tf_buf_free(&buf);
}

static void a_private_file_stays_private(void **state)
{
    (void)state;
    struct tf_buf buf;
    struct stat about;
    tf_buf_init(&buf, 0);
    tf_buf_puts(&buf, "secret");
    assert_int_equal(tf_buf_write_file(&buf, path_of("secret"), NULL), TF_OK);
    assert_int_equal(chmod(path_of("secret"), 0600), 0);
    assert_int_equal(tf_buf_write_file(&buf, path_of("secret"), NULL), TF_OK);
    assert_int_equal(stat(path_of("secret"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    unlink(path_of("secret"));
    tf_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_added_in_every_way),
        cmocka_unit_test(it_grows_past_every_size),
        cmocka_unit_test(a_limit_refuses_whole_additions_and_sticks),
        cmocka_unit_test(sizes_that_no_memory_has_are_refused),
        cmocka_unit_test(taking_hands_the_bytes_over),
        cmocka_unit_test(a_file_is_written_and_read_back),
        cmocka_unit_test(an_empty_file_is_an_empty_text),
        cmocka_unit_test(what_cannot_be_read_is_told_and_leaves_the_buf_alone),
        cmocka_unit_test(what_cannot_be_written_leaves_the_old_file_and_no_litter),
        cmocka_unit_test(a_full_disk_leaves_the_old_file_and_no_litter),
        cmocka_unit_test(a_private_file_stays_private),
    };
    return cmocka_run_group_tests_name("buf", tests, make_dir, remove_dir);
}
