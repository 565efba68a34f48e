/* Looking after the file: checkpoints, backups, checks. */
#include "base/log.h"
#include "store/backup.h"
#include "store/check.h"
#include "store/sql.h"
#include "store/sqlite.h"

#include <stdio.h>
#include <string.h>

enum {
    FLOOD_FACTOR = 8, /* a WAL so many times tidy_pages does not wait for an idle moment */
    WAL_FRAME_BYTES = 4096 + 24,
};

static void checkpoint(struct tf_sqlite *s)
{
    int in_wal = 0, moved = 0;
    tf_sqlite_release(s);
    int code = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_wal, &moved);
    if (tf_sql_err(code) != TF_OK) {
        tf_log(TF_LOG_WARNING, "store: the WAL cannot be moved into the file: %s", sqlite3_errmsg(s->db));
    } else if (moved == in_wal) {
        s->wal_pages = 0; /* else somebody is reading what is old by now */
    }
    tf_sqlite_hold(s);
}

void tf_sqlite_care_after_commit(struct tf_sqlite *s)
{
    if (s->wal_pages >= s->tidy_pages * FLOOD_FACTOR) {
        checkpoint(s);
    }
}

/* Two things have to be written anew. The pages: from the WAL, as the kernel shows it, into the file, which
 * is synced. And the WAL: what the disk has of it may be older than the file by now, and would hide the newer
 * pages after a power cut. When all of it was moved, the next commit begins it again under another salt,
 * which makes the old frames void; so we commit something that changes nothing. */
enum tf_err tf_sqlite_care_settle(struct tf_store *store)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    char same_version[64];
    int64_t version = 0;
    if (s->read_only) {
        return TF_OK;
    }
    tf_sqlite_release(s);
    int code = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    enum tf_err err = tf_sql_err(code);
    if (!err) {
        err = tf_sql_number(s->db, "PRAGMA user_version", &version);
    }
    snprintf(same_version, sizeof(same_version), "PRAGMA user_version = %d", (int)version);
    if (!err) {
        err = tf_sql_exec(s->db, same_version);
    }
    if (err) {
        tf_log(TF_LOG_WARNING, "store: the file cannot be settled: %s", sqlite3_errmsg(s->db));
    }
    enum tf_err held = tf_sqlite_hold(s);
    return err ? err : held;
}

/* A copy travels: on a stick, by mail. A PIN of six digits can be found from its hash by whoever has a day,
 * so it stays behind, with everything else that is private; and a copy is a
 * board of its own, which owes nobody anything. */
static enum tf_err strip(struct tf_sqlite *s, const char *copy, struct tf_problem *problem)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(copy, &db, SQLITE_OPEN_READWRITE, s->vfs);
    enum tf_err err = tf_sql_err(code);
    if (!err) {
        err = tf_sql_exec(db, "PRAGMA secure_delete = ON; DELETE FROM private; DELETE FROM outbox");
    }
    if (err) {
        tf_sql_tell(problem, db, sqlite3_extended_errcode(db), copy, "The backup cannot be written");
    }
    sqlite3_close(db);
    return err;
}

static enum tf_err verify(void *user, const char *copy, struct tf_problem *problem)
{
    struct tf_sqlite *s = user;
    struct tf_store *store = NULL;
    struct tf_board *wanted = NULL, *found = NULL;
    uint64_t sequence = 0, id = 0, copy_sequence = 0, copy_id = 0;
    const struct tf_store_options options = {.vfs = s->vfs, .read_only = true, .must_exist = true};
    enum tf_err err = tf_store_load(&s->store, &wanted, problem);
    if (!err) {
        err = tf_store_open_sqlite(&store, copy, &options, problem);
    }
    if (!err) {
        err = tf_backup_integrity(tf_sqlite_of(store)->db, copy, problem);
    }
    if (!err) {
        err = tf_store_load(store, &found, problem);
    }
    if (!err) {
        err = tf_store_last(store, &copy_sequence, &copy_id);
    }
    if (!err) {
        err = tf_sqlite_log_last(&s->store, &sequence, &id);
    }
    if (!err &&
        (sequence != copy_sequence || id != copy_id || tf_board_hash(wanted) != tf_board_hash(found))) {
        err = tf_err_tell(problem, TF_ERR_CORRUPT, copy, "Try again", "The backup is not what was copied");
    }
    tf_board_unref(wanted);
    tf_board_unref(found);
    tf_store_close(store);
    return err;
}

static enum tf_err strip_and_verify(void *user, const char *copy, struct tf_problem *problem)
{
    enum tf_err err = strip(user, copy, problem);
    return err ? err : verify(user, copy, problem);
}

enum tf_err tf_sqlite_care_backup(struct tf_store *store, const char *path, struct tf_problem *problem)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    tf_sqlite_release(s);
    enum tf_err err = tf_backup_write(s->db, path, strip_and_verify, s, problem);
    tf_sqlite_hold(s);
    return err;
}

static enum tf_err check_sql(struct tf_sqlite *s, const char *sql, tf_store_say_fn say, void *user)
{
    sqlite3_stmt *statement = NULL;
    enum tf_err found = TF_OK;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
        if (text && strcmp(text, "ok") != 0) {
            tf_check_say(say, user, "%s", text);
            found = TF_ERR_CORRUPT;
        }
    }
    enum tf_err err = tf_sql_err(code);
    if (err == TF_ERR_CORRUPT) {
        tf_check_say(say, user, "%s", sqlite3_errmsg(s->db));
    }
    sqlite3_finalize(statement);
    return err ? err : found;
}

static enum tf_err worse(enum tf_err a, enum tf_err b)
{
    return a == TF_OK || (a == TF_ERR_CORRUPT && b != TF_OK) ? b : a;
}

enum tf_err tf_sqlite_care_check(struct tf_store *store, tf_store_say_fn say, void *user)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    bool began;
    enum tf_err err = tf_sqlite_begin_reading(s, &began);
    if (err) {
        return err;
    }
    err = check_sql(s, "PRAGMA integrity_check", say, user);
    err = worse(err, check_sql(s,
                               "SELECT 'A row of ' || \"table\" || ' names a row of ' || parent || "
                               "' that is not there' FROM pragma_foreign_key_check",
                               say, user));
    if (err == TF_OK || err == TF_ERR_CORRUPT) {
        err = worse(err, tf_check_replay(store, say, user));
    }
    tf_sqlite_end_reading(s, began);
    return err;
}

/* A commit into a WAL that need not grow is one write of data; one that grows it, makes the file system write
 * its own journal as well. So the WAL gets its usual length beforehand: zeros, which are no frames. Twice
 * what is worth a checkpoint: an idle moment may find it almost that full, and leaves room for as much again.
 */
static void lengthen_wal(struct tf_sqlite *s)
{
    static const char zeros[1 << 16];
    sqlite3_int64 wanted = (sqlite3_int64)s->tidy_pages * 2 * WAL_FRAME_BYTES, len = 0;
    sqlite3_file *wal = NULL;
    if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal) != SQLITE_OK || !wal ||
        !wal->pMethods || wal->pMethods->xFileSize(wal, &len) != SQLITE_OK || len == 0 || len >= wanted) {
        return;
    }
    int code = SQLITE_OK;
    while (code == SQLITE_OK && len < wanted) {
        code = wal->pMethods->xWrite(wal, zeros, sizeof(zeros), len);
        len += (sqlite3_int64)sizeof(zeros);
    }
    if (code == SQLITE_OK) {
        wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL);
    }
}

void tf_sqlite_care_tidy(struct tf_store *store)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    if (!s->read_only) {
        lengthen_wal(s);
    }
    if (!s->read_only && s->wal_pages >= s->tidy_pages) {
        checkpoint(s);
    }
}
