/* disk_trouble.h: for tests of what happens to files: the n-th rename, link, unlink or fsync fails, or the
 * process dies there; and an event to do it to. The test is linked with --wrap for the four. */
#ifndef TF_TESTS_DISK_TROUBLE_H
#define TF_TESTS_DISK_TROUBLE_H

#include "store/store.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <unistd.h>

enum { DIED = 77 };

static struct {
    int calls, fails_at, dies_at; /* 0: never */
} trouble;

static bool is_in_trouble(void)
{
    trouble.calls++;
    if (trouble.calls == trouble.dies_at) {
        _exit(DIED);
    }
    errno = EIO;
    return trouble.calls == trouble.fails_at;
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
    return is_in_trouble() ? -1 : __real_rename(from, to);
}

int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to)
{
    return is_in_trouble() ? -1 : __real_link(from, to);
}

int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int __wrap_unlink(const char *path)
{
    return is_in_trouble() ? -1 : __real_unlink(path);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    return is_in_trouble() ? -1 : __real_fsync(fd);
}

static void write_event(const char *path, const char *title)
{
    struct tf_board *board = board_of("1 space, 1 slot", unplaced(title));
    struct tf_event *event = support_event_making(board);
    struct tf_store *store = NULL;

    assert_int_equal(tf_store_open_sqlite(&store, path, NULL, NULL), TF_OK);
    assert_int_equal(tf_store_append(store, &event, 1), TF_OK);
    tf_store_close(store);
    tf_event_unref(event);
    tf_board_unref(board);
}

#endif
