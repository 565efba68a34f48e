/* A backup takes an event's place: whole or not at all, wherever it fails or dies. The n-th rename, link,
 * unlink or fsync of the swap fails, or is never reached (the linker puts ours before the system's). */
#include "kiosk/swap.h"

#include "store/store.h"
#include "support/folder.h"
#include "support/support.h"
#include "unit/kiosk/disk_trouble.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS_MAX = 40, WAL_JUNK_BYTES = 100 };
#define NOW_S INT64_C(1795599000)

/* ---- two events ---- */

struct events {
    struct folder folder;
    char data[128], copy[128];
};

static void set_up(struct events *e)
{
    memset(&trouble, 0, sizeof trouble);
    folder_make(&e->folder);
    snprintf(e->data, sizeof e->data, "%s", folder_file(&e->folder, "event"));
    snprintf(e->copy, sizeof e->copy, "%s", folder_file(&e->folder, "event.restoring"));
    write_event(e->data, "Old");
    write_event(e->copy, "New");
}

static bool holds(const char *path, const char *title)
{
    struct tf_store_options options = {.must_exist = true};
    struct tf_store *store = NULL;
    struct tf_board *board = NULL;
    const struct tf_session *session;
    bool does;

    assert_int_equal(tf_store_open_sqlite(&store, path, &options, NULL), TF_OK);
    assert_int_equal(tf_store_load(store, &board, NULL), TF_OK);
    session = tf_board_session(board, 1001);
    does = session && strcmp(session->title, title) == 0;
    tf_board_unref(board);
    tf_store_close(store);
    return does;
}

static enum tf_err swap(struct events *e, char **kept)
{
    struct tf_problem problem = {0};

    *kept = NULL;
    return tf_swap_in(kept, e->copy, e->data, NOW_S, &problem);
}

/* ---- */

static void the_old_one_is_kept_under_another_name(void **state)
{
    struct events e;
    char *kept;

    (void)state;
    set_up(&e);
    assert_int_equal(swap(&e, &kept), TF_OK);
    assert_true(holds(e.data, "New"));
    assert_true(holds(kept, "Old"));
    assert_false(folder_has(&e.folder, "event.restoring"));
    free(kept);
    folder_remove(&e.folder);
}

static void where_nothing_was_nothing_is_kept(void **state)
{
    struct events e;
    char *kept;

    (void)state;
    set_up(&e);
    assert_int_equal(unlink(e.data), 0);
    assert_int_equal(swap(&e, &kept), TF_OK);
    assert_null(kept);
    assert_true(holds(e.data, "New"));
    folder_remove(&e.folder);
}

static void whatever_fails_it_says_so_and_the_event_is_whole(void **state)
{
    bool has_succeeded = false;
    int failures = 0;

    (void)state;
    for (int n = 1; !has_succeeded; n++) {
        struct events e;
        char *kept;
        set_up(&e);
        trouble.calls = 0;
        trouble.fails_at = n;
        assert_true(n < STEPS_MAX);
        enum tf_err err = swap(&e, &kept);
        has_succeeded = trouble.calls < n;
        trouble.fails_at = 0;
        if (err == TF_OK) { /* nothing failed, or the removal of a lock's name */
            assert_true(holds(e.data, "New"));
            assert_true(holds(kept, "Old"));
        } else {
            failures++;
            assert_int_equal(err, TF_ERR_IO);
            assert_true(holds(e.data, kept ? "New" : "Old"));
        }
        free(kept);
        folder_remove(&e.folder);
    }
    assert_true(failures >= 4); /* the second name, the folder, the step itself, the folder again */
}

/* true: it lived through it. */
static bool swap_dying_at(struct events *e, int n)
{
    int status = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        char *kept;
        trouble.calls = 0;
        trouble.dies_at = n;
        _exit(swap(e, &kept) == TF_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == DIED);
    return WEXITSTATUS(status) == 0;
}

static void whenever_it_dies_there_is_the_old_one_or_the_new_one(void **state)
{
    int olds = 0, news = 0;
    bool lived = false;

    (void)state;
    for (int n = 1; !lived; n++) {
        struct events e;
        set_up(&e);
        assert_true(n < STEPS_MAX);
        lived = swap_dying_at(&e, n);
        assert_true(folder_has(&e.folder, "event"));
        bool is_new = holds(e.data, "New");
        assert_true(is_new || holds(e.data, "Old"));
        olds += !is_new;
        news += is_new;
        folder_remove(&e.folder);
    }
    assert_true(olds > 2 && news > 1); /* it died on both sides of the step */
}

/* A log that fits no event: were it played into the new one, that would be gone. */
static void spoil(struct events *e)
{
    char junk[WAL_JUNK_BYTES];
    const char *log = folder_file(&e->folder, "event-wal");
    int fd = open(e->data, O_WRONLY | O_TRUNC);

    memset(junk, 'x', sizeof junk);
    assert_int_equal(write(fd, junk, sizeof junk), sizeof junk);
    close(fd);
    fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(write(fd, junk, sizeof junk), sizeof junk);
    close(fd);
}

static void the_log_of_a_damaged_one_is_not_played_into_the_new_one(void **state)
{
    bool lived = false;

    (void)state;
    for (int n = 1; !lived; n++) {
        struct events e;
        set_up(&e);
        assert_true(n < STEPS_MAX);
        spoil(&e);
        lived = swap_dying_at(&e, n);
        assert_true(folder_has(&e.folder, "event"));
        if (lived) {
            assert_true(folder_has(&e.folder, "event.before-2026-11-25T09-30-00Z"));
            assert_false(folder_has(&e.folder, "event-wal"));
            assert_true(holds(e.data, "New"));
        }
        folder_remove(&e.folder);
    }
}

static void an_event_that_runs_is_left_alone(void **state)
{
    struct tf_store *store = NULL;
    struct events e;
    char *kept;

    (void)state;
    set_up(&e);
    assert_int_equal(tf_store_open_sqlite(&store, e.data, NULL, NULL), TF_OK);
    assert_int_equal(swap(&e, &kept), TF_ERR_BUSY);
    tf_store_close(store);
    assert_true(holds(e.data, "Old"));
    assert_true(holds(e.copy, "New"));
    folder_remove(&e.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_old_one_is_kept_under_another_name),
        cmocka_unit_test(where_nothing_was_nothing_is_kept),
        cmocka_unit_test(whatever_fails_it_says_so_and_the_event_is_whole),
        cmocka_unit_test(whenever_it_dies_there_is_the_old_one_or_the_new_one),
        cmocka_unit_test(the_log_of_a_damaged_one_is_not_played_into_the_new_one),
        cmocka_unit_test(an_event_that_runs_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
