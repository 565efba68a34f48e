#include "kiosk/swap.h"

#include "base/folder.h"
#include "base/log.h"
#include "kiosk/paths.h"
#include "store/lock.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_STEP_BYTES = 1 << 16, NAMES_MAX = 100 };

/* A database in WAL mode is these files together; the last is only an index of the second. */
static const char *const parts[] = {"", "-wal", "-shm"};
enum { PART_COUNT = 3, PARTS_COPIED = 2 };

static bool name_part(char out[PATH_MAX], const char *path, size_t part)
{
    int len = snprintf(out, PATH_MAX, "%s%s", path, parts[part]);
    return len > 0 && len < PATH_MAX;
}

void tf_swap_remove(const char *copy)
{
    char name[PATH_MAX];

    for (size_t i = 0; i < PART_COUNT; i++) {
        if (name_part(name, copy, i)) {
            unlink(name);
        }
    }
}

/* ---- copying
 * ------------------------------------------------------------------------------------------------ */

/* 0, or errno. */
static int copy_bytes(int in, int out)
{
    static const size_t step = COPY_STEP_BYTES;
    char *bytes = malloc(step);
    ssize_t got = -1;

    if (!bytes) {
        return ENOMEM;
    }
    while ((got = read(in, bytes, step)) > 0 || (got < 0 && errno == EINTR)) {
        for (ssize_t done = 0; done < got;) {
            ssize_t put = write(out, bytes + done, (size_t)(got - done));
            if (put < 0 && errno != EINTR) {
                int cause = errno;
                free(bytes);
                return cause;
            }
            done += put > 0 ? put : 0;
        }
    }
    free(bytes);
    return got < 0 ? errno : 0;
}

static enum tf_err copy_file(const char *from, const char *to, struct tf_problem *problem)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1, cause;
    struct stat about;

    if (in < 0) {
        return tf_err_tell(problem, errno == ENOENT ? TF_ERR_NOT_FOUND : TF_ERR_IO, from,
                           "Look whether the path is right and who may read it",
                           "The file cannot be read: %s", strerror(errno));
    }
    if (fstat(in, &about) != 0 || !S_ISREG(about.st_mode)) {
        close(in);
        return tf_err_tell(problem, TF_ERR_IO, from, "Name a file that `twofeet backup` wrote",
                           "This is no file");
    }
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    cause = out < 0 ? errno : copy_bytes(in, out);
    if (out >= 0 && cause == 0 && fsync(out) != 0) {
        cause = errno;
    }
    if (out >= 0 && close(out) != 0 && cause == 0) {
        cause = errno;
    }
    close(in);
    if (cause == 0) {
        return TF_OK;
    }
    return tf_err_tell(problem, TF_ERR_IO, to, "Make room on that disk or mend it; nothing was changed",
                       "The copy could not be written: %s", strerror(cause));
}

enum tf_err tf_swap_copy(char **copy, const char *from, const char *data, struct tf_problem *problem)
{
    char source[PATH_MAX], target[PATH_MAX], *path;
    enum tf_err err = TF_OK;

    if (asprintf(&path, "%s.restoring", data) < 0) {
        return TF_ERR_NOMEM;
    }
    tf_swap_remove(path);
    for (size_t i = 0; i < PARTS_COPIED && err == TF_OK; i++) {
        if (!name_part(source, from, i) || !name_part(target, path, i)) {
            err = tf_err_tell(problem, TF_ERR_IO, from, "Use a shorter path", "The file's path is too long");
        } else if (i == 0 || tf_paths_exists(source)) {
            err = copy_file(source, target, problem);
        }
    }
    if (err == TF_OK) {
        *copy = path;
        return TF_OK;
    }
    tf_swap_remove(path);
    free(path);
    return err;
}

enum tf_err tf_swap_verify(const char *copy, const char *name, void (*say)(void *user, const char *finding),
                           struct tf_problem *problem)
{
    struct tf_store_options options = {.must_exist = true};
    struct tf_store *store = NULL;
    struct tf_problem inner = {0};
    enum tf_err err = tf_store_open_sqlite(&store, copy, &options, &inner);

    if (err != TF_OK) {
        return tf_err_tell(problem, err, name, "Try another backup; nothing was changed", "%s",
                           *inner.what ? inner.what : tf_err_name(err));
    }
    err = tf_store_check(store, say, NULL);
    tf_store_close(store);
    if (err == TF_ERR_CORRUPT) {
        return tf_err_tell(problem, err, name, "Try another backup; nothing was changed",
                           "This backup is damaged");
    }
    if (err != TF_OK) {
        return tf_err_tell(problem, err, name, "Nothing was changed", "This backup could not be checked: %s",
                           tf_err_name(err));
    }
    return TF_OK;
}

/* ---- swapping
 * ------------------------------------------------------------------------------------------------ */

char *tf_swap_name(const char *data, const char *why, int64_t now_s)
{
    char time[26], *path;

    tf_paths_time(time, now_s);
    for (int i = 1; i <= NAMES_MAX; i++) {
        char number[16] = "";
        if (i > 1) {
            snprintf(number, sizeof number, "-%d", i);
        }
        if (asprintf(&path, "%s.%s-%s%s", data, why, time, number) < 0) {
            return NULL;
        }
        if (!tf_paths_exists(path)) {
            return path;
        }
        free(path);
    }
    return NULL;
}

/* Removes the names of a database's side files; only what is not there is no trouble. 0, or errno. */
static int remove_sides(const char *path)
{
    char name[PATH_MAX];

    for (size_t i = 1; i < PART_COUNT; i++) {
        if (!name_part(name, path, i)) {
            return ENAMETOOLONG;
        }
        if (unlink(name) != 0 && errno != ENOENT) {
            return errno;
        }
    }
    return 0;
}

/* A second name for the database and its log: the first stays until it is taken in one step. 0, or errno. */
static int name_again(const char *from, const char *to)
{
    char source[PATH_MAX], target[PATH_MAX];

    for (size_t i = 0; i < PARTS_COPIED; i++) {
        if (!name_part(source, from, i) || !name_part(target, to, i)) {
            return ENAMETOOLONG;
        }
        if (i > 0 && !tf_paths_exists(source)) {
            continue;
        }
        if (link(source, target) != 0) {
            struct tf_problem unheard;
            if (errno != EPERM && errno != EOPNOTSUPP) {
                return errno;
            }
            /* This file system has no second names (FAT): a copy, then. */
            if (copy_file(source, target, &unheard) != TF_OK) {
                return EIO;
            }
        }
    }
    return tf_folder_sync(to) == TF_OK ? 0 : errno;
}

/* Whoever restores as root does it for the kiosk: the file stays its owner's. */
static void keep_owner(const char *data, const char *copy)
{
    struct stat old;

    if (geteuid() == 0 && stat(data, &old) == 0 && chown(copy, old.st_uid, old.st_gid) != 0) {
        tf_log(TF_LOG_WARNING, "restore: the file is root's now: %s", strerror(errno));
    }
}

/* Moves what a crash left in the write-ahead log into the database, so that one file holds everything. A
 * damaged one that cannot be opened is kept all the same. TF_ERR_BUSY: somebody has it open. */
static enum tf_err settle(const char *data, struct tf_problem *problem)
{
    struct tf_store_options options = {.must_exist = true};
    struct tf_store *store = NULL;
    enum tf_err err = tf_store_open_sqlite(&store, data, &options, problem);

    tf_store_close(store);
    return err == TF_ERR_BUSY ? err : TF_OK;
}

/* Its log lost its last frames into it when it was closed, if the disk let it. */
static enum tf_err check_whole(const char *copy, struct tf_problem *problem)
{
    char log[PATH_MAX];
    struct stat about;

    if (name_part(log, copy, 1) && (stat(log, &about) != 0 || about.st_size == 0)) {
        return TF_OK;
    }
    return tf_err_tell(problem, TF_ERR_IO, copy, "Make room on that disk or mend it; nothing was changed",
                       "The copy could not be finished");
}

/* From the first to the last of these steps there is a file at data, and it is the old one or the new one:
 *   1. the old one gets a second name                        2. the copy takes data's name, at once
 * An old one that cannot be opened may have a log beside it, which would be played into the new one; it has
 * its second name too by then, and loses the first before step 2. 0, or errno. */
static int swap_names(const char *aside, const char *copy, const char *data)
{
    char old_log[PATH_MAX], kept_log[PATH_MAX];
    int cause = aside ? name_again(data, aside) : 0;

    if (cause == 0) {
        cause = remove_sides(data);
    }
    if (cause == 0 && rename(copy, data) != 0) {
        cause = errno;
    }
    if (cause != 0 && aside) { /* as it was */
        if (name_part(old_log, data, 1) && name_part(kept_log, aside, 1) && link(kept_log, old_log) != 0 &&
            errno != ENOENT && errno != EEXIST) {
            tf_log(TF_LOG_ERROR, "restore: %s belongs to %s again", kept_log, data);
        } else {
            tf_swap_remove(aside);
        }
    }
    return cause;
}

/* aside NULL: there is no old one. With the lock held. */
static enum tf_err swap(bool *is_swapped, const char *aside, const char *copy, const char *data,
                        struct tf_problem *problem)
{
    int cause;

    if (aside) {
        keep_owner(data, copy);
    }
    cause = swap_names(aside, copy, data);
    *is_swapped = cause == 0;
    if (cause == 0 && tf_folder_sync(data) != TF_OK) {
        cause = errno;
    }
    if (cause == 0) {
        return TF_OK;
    }
    return *is_swapped
               ? tf_err_tell(problem, TF_ERR_IO, data, "Mend the disk, then look with `twofeet check`",
                             "The backup took its place, but the disk does not say that it keeps it: %s",
                             strerror(cause))
               : tf_err_tell(problem, TF_ERR_IO, data,
                             "Look who may write in that folder; nothing was changed",
                             "The files could not be renamed: %s", strerror(cause));
}

enum tf_err tf_swap_in(char **kept, const char *copy, const char *data, int64_t now_s,
                       struct tf_problem *problem)
{
    char *aside = NULL;
    int lock = -1;
    bool is_swapped = false;
    enum tf_err err = check_whole(copy, problem);

    if (err == TF_OK && tf_paths_exists(data)) {
        err = settle(data, problem);
    }
    if (err == TF_OK) {
        err = tf_lock_take(&lock, data, problem);
    }
    if (err != TF_OK) {
        return err;
    }
    if (tf_paths_exists(data)) {
        aside = tf_swap_name(data, "before", now_s);
        err = aside ? TF_OK : TF_ERR_NOMEM;
    }
    if (err == TF_OK) {
        err = swap(&is_swapped, aside, copy, data, problem);
    }
    tf_lock_release(lock, data);
    if (is_swapped) {
        *kept = aside;
    } else {
        free(aside);
    }
    return err;
}

enum tf_err tf_swap_damaged(const char *aside, const char *copy, const char *data, struct tf_problem *problem)
{
    bool is_swapped;
    int lock;
    enum tf_err err = check_whole(copy, problem);

    if (err == TF_OK) {
        err = tf_lock_take(&lock, data, problem);
    }
    if (err == TF_OK) {
        err = swap(&is_swapped, aside, copy, data, problem);
        tf_lock_release(lock, data);
    }
    return err;
}
