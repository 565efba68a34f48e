/* Not a lock on the file itself: closing any descriptor of that file would drop SQLite's own locks on it. */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES_MAX = 100 };

static bool name_of(char *name, size_t size, const char *path)
{
    int len = snprintf(name, size, "%s-lock", path);
    return len > 0 && (size_t)len < size;
}

/* The last holder may have removed the name between our open() and flock(): then the lock is on nothing. */
static bool is_still_named(int fd, const char *name)
{
    struct stat ours, named;
    return fstat(fd, &ours) == 0 && stat(name, &named) == 0 && ours.st_ino == named.st_ino &&
           ours.st_dev == named.st_dev;
}

enum tf_err tf_lock_take(int *out, const char *path, struct tf_problem *problem)
{
    char name[PATH_MAX];
    if (!name_of(name, sizeof(name), path)) {
        return tf_err_tell(problem, TF_ERR_IO, path, "Use a shorter path", "The file's path is too long");
    }
    for (int i = 0; i < TRIES_MAX; i++) {
        int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0) {
            return tf_err_tell(problem, TF_ERR_IO, path,
                               "Look who may write in that folder, and whether it is full",
                               "The file cannot be opened for writing: %s", strerror(errno));
        }
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            int cause = errno;
            close(fd);
            if (cause == EINTR) {
                continue;
            }
            if (cause == EWOULDBLOCK) {
                return tf_err_tell(problem, TF_ERR_BUSY, path, "Stop the other one first",
                                   "Another twofeet has this file open");
            }
            return tf_err_tell(problem, TF_ERR_IO, path, NULL, "The file cannot be locked: %s",
                               strerror(cause));
        }
        if (is_still_named(fd, name)) {
            *out = fd;
            return TF_OK;
        }
        close(fd);
    }
    return tf_err_tell(problem, TF_ERR_BUSY, path, "Try again", "Another twofeet has this file open");
}

void tf_lock_release(int lock, const char *path)
{
    char name[PATH_MAX];
    if (lock < 0) {
        return;
    }
    if (name_of(name, sizeof(name), path)) {
        unlink(name); /* while we hold it: whoever opened it meanwhile looks again */
    }
    close(lock);
}
