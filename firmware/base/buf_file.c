#include "base/buf.h"

#include "base/folder.h"
#include "base/rng.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_BYTES = 16 * 1024 };

static const char LOOK[] = "Look whether the path is right, and who may read it";

static enum tf_err read_all(struct tf_buf *buf, int fd, size_t max_bytes, const char *path,
                            struct tf_problem *problem)
{
    char chunk[CHUNK_BYTES];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof(chunk));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return tf_err_tell(problem, TF_ERR_IO, path, LOOK, "The file cannot be read: %s",
                               strerror(errno));
        }
        if (n == 0) {
            return TF_OK;
        }
        if (max_bytes != 0 && (size_t)n > max_bytes - total) {
            return tf_err_tell(problem, TF_ERR_LIMIT, path, "Look whether it is the right file",
                               "The file is longer than %zu bytes", max_bytes);
        }
        total += (size_t)n;
        tf_buf_add(buf, chunk, (size_t)n);
        if (tf_buf_err(buf) != TF_OK) {
            return tf_err_tell(problem, tf_buf_err(buf), path, NULL, "The file does not fit: %s",
                               tf_err_name(tf_buf_err(buf)));
        }
    }
}

enum tf_err tf_buf_read_file(struct tf_buf *buf, const char *path, size_t max_bytes,
                             struct tf_problem *problem)
{
    if (tf_buf_err(buf) != TF_OK) {
        return tf_buf_err(buf);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        bool absent = errno == ENOENT || errno == ENOTDIR;
        return tf_err_tell(problem, absent ? TF_ERR_NOT_FOUND : TF_ERR_IO, path, LOOK,
                           "The file cannot be opened: %s", strerror(errno));
    }
    size_t len_before = buf->len;
    enum tf_err err = read_all(buf, fd, max_bytes, path, problem);
    close(fd);
    if (err != TF_OK) { /* as it was before: half a file is nothing */
        buf->len = len_before;
        buf->err = TF_OK;
        if (buf->data != NULL) {
            buf->data[buf->len] = '\0';
        }
    } else {
        tf_buf_add(buf, NULL, 0); /* an empty file is "", not NULL */
        err = tf_buf_err(buf);
    }
    return err;
}

static bool write_all(int fd, const char *data, size_t len)
{
    size_t done = 0;
    while (done < len) {
        ssize_t n = write(fd, data + done, len - done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        done += (size_t)n;
    }
    return true;
}

static enum tf_err cannot_write(struct tf_problem *problem, const char *path, int cause)
{
    return tf_err_tell(problem, TF_ERR_IO, path,
                       "Look whether the folder is there, may be written to, and has room",
                       "The file cannot be written: %s", strerror(cause));
}

enum tf_err tf_buf_write_file(const struct tf_buf *buf, const char *path, struct tf_problem *problem)
{
    if (tf_buf_err(buf) != TF_OK) {
        return tf_err_tell(problem, tf_buf_err(buf), path, NULL, "There is nothing whole to write: %s",
                           tf_err_name(tf_buf_err(buf)));
    }
    struct tf_rng rng;
    tf_rng_from_kernel(&rng);
    char aside[PATH_MAX]; /* a name of its own each time: two writers of one path must not share it */
    int name_len = snprintf(aside, sizeof(aside), "%s.%" PRIx64 ".new", path, tf_rng_u64(&rng));
    if (name_len < 0 || name_len >= (int)sizeof(aside)) {
        return cannot_write(problem, path, ENAMETOOLONG);
    }
    int fd = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return cannot_write(problem, path, errno);
    }
    struct stat old;
    bool ok = stat(path, &old) != 0 || fchmod(fd, old.st_mode & 0777) == 0; /* a private file stays private */
    ok = ok && write_all(fd, buf->data, buf->len) && fsync(fd) == 0;
    int cause = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        cause = errno;
    }
    if (ok && rename(aside, path) != 0) {
        ok = false;
        cause = errno;
    }
    if (!ok) {
        unlink(aside);
        return cannot_write(problem, path, cause);
    }
    /* The rename itself lasts only when its folder is on the disk too. */
    return tf_folder_sync(path) == TF_OK ? TF_OK : cannot_write(problem, path, errno);
}
