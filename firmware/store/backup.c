#include "store/backup.h"

#include "base/folder.h"
#include "base/rng.h"
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum tf_err tf_backup_name(char *out, size_t size, const char *path, struct tf_problem *problem)
{
    struct tf_rng rng;
    tf_rng_from_kernel(&rng);
    int len = snprintf(out, size, "%s.%" PRIx64 ".new", path, tf_rng_u64(&rng));
    if (len < 0 || (size_t)len >= size) {
        return tf_err_tell(problem, TF_ERR_IO, path, "Use a shorter path", "The backup's path is too long");
    }
    return TF_OK;
}

enum tf_err tf_backup_integrity(sqlite3 *db, const char *path, struct tf_problem *problem)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    enum tf_err err = TF_OK;
    if (code == SQLITE_ROW) {
        const char *finding = (const char *)sqlite3_column_text(statement, 0);
        if (!finding || strcmp(finding, "ok") != 0) {
            err = tf_err_tell(problem, TF_ERR_CORRUPT, path, "Put an older backup in its place",
                              "The file is damaged: %s", finding ? finding : "unreadable");
        }
    } else {
        err = tf_sql_tell(problem, db, code, path, "The file cannot be checked");
    }
    sqlite3_finalize(statement);
    return err;
}

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool ok = fsync(fd) == 0;
    int cause = errno;
    close(fd);
    errno = cause;
    return ok;
}

static void remove_copy(const char *copy)
{
    char journal[PATH_MAX];
    unlink(copy);
    int len = snprintf(journal, sizeof(journal), "%s-journal", copy);
    if (len > 0 && (size_t)len < sizeof(journal)) {
        unlink(journal);
    }
}

enum tf_err tf_backup_publish(const char *copy, const char *path, tf_backup_verify_fn verify, void *user,
                              struct tf_problem *problem)
{
    enum tf_err err = verify(user, copy, problem);
    bool ok = !err && sync_file(copy) && rename(copy, path) == 0;
    if (!ok) {
        remove_copy(copy);
    }
    /* The name itself lasts only when the folder is on the disk too. */
    ok = ok && tf_folder_sync(path) == TF_OK;
    if (!ok && !err) {
        err = tf_err_tell(problem, TF_ERR_IO, path, "Look whether the disk is full, read-only or gone",
                          "The backup cannot be written: %s", strerror(errno));
    }
    return err;
}

enum tf_err tf_backup_write(sqlite3 *db, const char *path, tf_backup_verify_fn verify, void *user,
                            struct tf_problem *problem)
{
    char copy[PATH_MAX];
    enum tf_err err = tf_backup_name(copy, sizeof(copy), path, problem);
    if (err) {
        return err;
    }
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 1, copy, -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    if (tf_sql_err(code) != TF_OK) {
        err = tf_sql_tell(problem, db, code, path, "The backup cannot be written");
    }
    sqlite3_finalize(statement);
    if (err) {
        remove_copy(copy);
        return err;
    }
    return tf_backup_publish(copy, path, verify, user, problem);
}
