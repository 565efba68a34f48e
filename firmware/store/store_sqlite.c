/* DESIGN. WAL with synchronous=FULL: a commit is one write and one fsync at the end of the WAL. The WAL is
 * moved into the file when nobody waits (tidy), or when it has grown far past that in a flood.
 *
 * Between two calls a writing store holds an open, empty write transaction (BEGIN IMMEDIATE). An append
 * fills and commits it and begins the next one. So no other program can write in between, and readers are
 * not hindered. What cannot run inside a transaction (checkpoint, VACUUM INTO) ends it first; should somebody
 * write in that moment, PRAGMA data_version tells, and the next append refuses. */
#include "store/store.h"

#include "base/log.h"
#include "store/lock.h"
#include "store/sql.h"
#include "store/sqlite.h"

#include <stdlib.h>

static const char *const statement_sql[TF_SQLITE_STATEMENT_COUNT] = {
    [TF_SQLITE_BEGIN] = "BEGIN IMMEDIATE",
    [TF_SQLITE_COMMIT] = "COMMIT",
    [TF_SQLITE_VERSION] = "PRAGMA data_version",
    [TF_SQLITE_LOG_INSERT] = "INSERT INTO log (sequence, id, at, verb, role, device, undoes, changes) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [TF_SQLITE_LOG_READ] = "SELECT sequence, id, at, verb, role, device, undoes, changes FROM log "
                           "WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2",
    [TF_SQLITE_LOG_FIND] = "SELECT sequence FROM log WHERE id = ?1",
    [TF_SQLITE_LOG_REWRITE] = "UPDATE log SET device = ?2, changes = ?3 WHERE sequence = ?1",
    [TF_SQLITE_LOG_LAST] = "SELECT sequence, id, at FROM log ORDER BY sequence DESC LIMIT 1",
    [TF_SQLITE_CHANGED_PUT] =
        "INSERT OR REPLACE INTO changed (kind, id, revision, at) VALUES (?1, ?2, ?3, ?4)",
    [TF_SQLITE_CHANGED_DROP] = "DELETE FROM changed WHERE kind = ?1 AND id = ?2",
    [TF_SQLITE_CHANGED_EACH] = "SELECT kind, id, revision, at FROM changed ORDER BY kind, id",
    [TF_SQLITE_OUTBOX_PUT] = "INSERT INTO outbox (sequence, command) VALUES (?1, ?2)",
    [TF_SQLITE_OUTBOX_READ] =
        "SELECT sequence, command FROM outbox WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2",
    [TF_SQLITE_OUTBOX_SPAN] = "SELECT min(sequence), count(*) FROM outbox",
    [TF_SQLITE_OUTBOX_DROP] = "DELETE FROM outbox WHERE sequence <= ?1",
    [TF_SQLITE_LOG_CUT] = "DELETE FROM log WHERE sequence > ?1",
    [TF_SQLITE_PRIVATE_PUT] = "INSERT OR REPLACE INTO private (name, value) VALUES (?1, ?2)",
    [TF_SQLITE_PRIVATE_DROP] = "DELETE FROM private WHERE name = ?1",
    [TF_SQLITE_PRIVATE_EACH] = "SELECT name, value FROM private ORDER BY name",
};

enum tf_err tf_sqlite_statement(struct tf_sqlite *s, int which, sqlite3_stmt **out)
{
    enum tf_err err = TF_OK;
    if (!s->statements[which]) {
        err = tf_sql_prepare(s->db, &s->statements[which], statement_sql[which]);
    }
    *out = s->statements[which];
    return err;
}

enum tf_err tf_sqlite_run(struct tf_sqlite *s, int which)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, which, &statement);
    return err ? err : tf_sql_run(statement);
}

/* ---- the transaction that is always open ---- */

static enum tf_err check_version(struct tf_sqlite *s)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_VERSION, &statement);
    if (err) {
        return err;
    }
    int code = sqlite3_step(statement);
    int64_t version = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    if (code != SQLITE_ROW) {
        return tf_sql_err(code);
    }
    if (s->data_version != 0 && version != s->data_version) {
        tf_log(TF_LOG_ERROR, "store: another program wrote into the file");
        return TF_ERR_IO; /* opened again, it may be as it should; or it will tell */
    }
    s->data_version = version;
    return TF_OK;
}

enum tf_err tf_sqlite_hold(struct tf_sqlite *s)
{
    if (s->read_only || !sqlite3_get_autocommit(s->db)) {
        return TF_OK;
    }
    enum tf_err err = tf_sqlite_run(s, TF_SQLITE_BEGIN);
    if (!err) {
        err = check_version(s);
    }
    if (err) {
        tf_sql_rollback(s->db);
    }
    return err;
}

void tf_sqlite_release(struct tf_sqlite *s)
{
    if (!sqlite3_get_autocommit(s->db) && tf_sqlite_run(s, TF_SQLITE_COMMIT) != TF_OK) {
        tf_sql_rollback(s->db);
    }
}

/* For reads in several statements: one state of the file. A writing store is inside a transaction anyway. */
enum tf_err tf_sqlite_begin_reading(struct tf_sqlite *s, bool *began)
{
    *began = false;
    if (!sqlite3_get_autocommit(s->db)) {
        return TF_OK;
    }
    enum tf_err err = s->read_only ? tf_sql_exec(s->db, "BEGIN") : tf_sqlite_hold(s);
    *began = !err && s->read_only;
    return err;
}

void tf_sqlite_end_reading(struct tf_sqlite *s, bool began)
{
    if (began) {
        tf_sql_rollback(s->db);
    }
}

/* ---- writing ---- */

static enum tf_err append_all(struct tf_sqlite *s, struct tf_event *const *events,
                              const char *const *commands, size_t count)
{
    uint64_t sequence = 0, id = 0;
    enum tf_err err = tf_sqlite_hold(s);
    if (!err) {
        err = tf_sqlite_log_last(&s->store, &sequence, &id);
    }
    for (size_t i = 0; !err && i < count; i++) {
        err = events[i]->sequence == ++sequence ? tf_sqlite_log_append(s, events[i]) : TF_ERR_INVALID;
        for (size_t c = 0; !err && c < events[i]->change_count; c++) {
            err = tf_rows_change(&s->rows, &events[i]->changes[c]);
        }
        err = err ? err : tf_sqlite_changed_append(s, events[i]);
        if (!err && commands) {
            err = tf_sqlite_outbox_put(s, sequence, commands[i]);
        }
    }
    return err ? err : tf_sqlite_run(s, TF_SQLITE_COMMIT);
}

static enum tf_err sqlite_append(struct tf_store *store, struct tf_event *const *events,
                                 const char *const *commands, size_t count)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    if (s->read_only) {
        return TF_ERR_DENIED;
    }
    enum tf_err err = append_all(s, events, commands, count);
    if (err) {
        tf_log(TF_LOG_ERROR, "store: %zu events were not saved: %s (%s)", count, tf_err_name(err),
               sqlite3_errcode(s->db) == SQLITE_OK ? "they do not fit what is there" : sqlite3_errmsg(s->db));
        tf_sql_rollback(s->db);
    } else {
        tf_sqlite_care_after_commit(s);
    }
    tf_sqlite_hold(s); /* should it fail, the next append tries again and tells */
    return err;
}

/* ---- reading ---- */

static enum tf_err load_all(struct tf_sqlite *s, struct tf_board *board, struct tf_problem *problem)
{
    sqlite3_stmt *statement;
    enum tf_err err = TF_OK;
    for (int kind = 0; !err && kind < TF_KIND_COUNT; kind++) {
        err = tf_rows_load(s->db, (enum tf_kind)kind, board, problem);
    }
    if (err) {
        return err;
    }
    err = tf_sqlite_statement(s, TF_SQLITE_LOG_LAST, &statement);
    if (err) {
        return tf_sql_tell(problem, s->db, sqlite3_extended_errcode(s->db), s->path,
                           "The log cannot be read");
    }
    int code = sqlite3_step(statement);
    uint64_t revision = code == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 0) : 0;
    int64_t changed_at = code == SQLITE_ROW ? sqlite3_column_int64(statement, 2) : 0;
    sqlite3_reset(statement);
    if (tf_sql_err(code) != TF_OK) {
        return tf_sql_tell(problem, s->db, code, s->path, "The log cannot be read");
    }
    err = tf_sqlite_changed_load(s, board, revision);
    if (err) {
        return err == TF_ERR_NOMEM ? err
                                   : tf_sql_tell(problem, s->db, sqlite3_extended_errcode(s->db), s->path,
                                                 "The file cannot be read");
    }
    err = tf_board_finish(board, revision, changed_at);
    if (err == TF_ERR_CORRUPT) {
        return tf_err_tell(problem, err, s->path, "Put a backup in its place: `twofeet restore FILE`",
                           "The tables do not make a grid");
    }
    struct tf_problem broken = {0};
    if (!err && (err = tf_board_check_relations(board, &broken)) == TF_ERR_CORRUPT) {
        tf_err_tell(problem, err, s->path,
                    "Start the kiosk with it, which mends it; or put a backup in its place",
                    "The tables do not fit together: %s (%s)", broken.what, broken.where);
    }
    return err;
}

static enum tf_err sqlite_load(struct tf_store *store, struct tf_board **out, struct tf_problem *problem)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    struct tf_board *board = NULL;
    bool began;
    enum tf_err err = tf_sqlite_begin_reading(s, &began);
    if (err) {
        return tf_sql_tell(problem, s->db, sqlite3_extended_errcode(s->db), s->path,
                           "The file cannot be read");
    }
    err = tf_board_create(&board);
    if (!err) {
        err = load_all(s, board, problem);
    }
    tf_sqlite_end_reading(s, began);
    sqlite3_db_release_memory(s->db); /* every page was read once; commits need few of them */
    if (err) {
        tf_board_unref(board);
        return err == TF_ERR_LIMIT ? tf_err_tell(problem, TF_ERR_CORRUPT, s->path,
                                                 "Put a backup in its place: `twofeet restore FILE`",
                                                 "There are more rows than a board may have")
                                   : err;
    }
    *out = board;
    return TF_OK;
}

void tf_sqlite_close(struct tf_store *store)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    if (s->db) {
        tf_sql_rollback(s->db);
    }
    for (int i = 0; i < TF_SQLITE_STATEMENT_COUNT; i++) {
        sqlite3_finalize(s->statements[i]);
    }
    tf_rows_free(&s->rows);
    sqlite3_close(s->db); /* moves the WAL into the file and removes it, when the disk lets it */
    tf_lock_release(s->lock, s->path);
    free(s->path);
    free(s->vfs);
    free(s);
}

const struct tf_store_ops tf_sqlite_ops = {
    .close = tf_sqlite_close,
    .load = sqlite_load,
    .mend = tf_sqlite_mend,
    .append = sqlite_append,
    .rebase = tf_sqlite_rebase,
    .outbox_span = tf_sqlite_outbox_span,
    .outbox_read = tf_sqlite_outbox_read,
    .outbox_drop = tf_sqlite_outbox_drop,
    .settle = tf_sqlite_care_settle,
    .read = tf_sqlite_log_read,
    .find = tf_sqlite_log_find,
    .last = tf_sqlite_log_last,
    .backup = tf_sqlite_care_backup,
    .check = tf_sqlite_care_check,
    .private_put = tf_sqlite_private_put,
    .private_each = tf_sqlite_private_each,
    .erase = tf_sqlite_erase,
    .tidy = tf_sqlite_care_tidy,
};
