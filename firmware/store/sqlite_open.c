/* Opening: whose file is it, which version, and how SQLite is to treat it. */
#include "store/store.h"

#include "store/ddl.h"
#include "store/lock.h"
#include "store/sql.h"
#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    TIDY_PAGES = 1000, /* SQLite's own default */
    BUSY_MS = 1000,    /* how long another program's short lock is waited for */
};

static int on_commit(void *user, sqlite3 *db, const char *name, int pages)
{
    struct tf_sqlite *s = user;
    (void)db;
    (void)name;
    s->wal_pages = pages;
    return SQLITE_OK;
}

/* A file may come from a stranger's stick: nothing in it may run, and damage is to be noticed. */
static enum tf_err harden(sqlite3 *db)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    return tf_sql_exec(db, "PRAGMA cell_size_check = ON");
}

static enum tf_err connect(struct tf_sqlite *s, bool must_exist, struct tf_problem *problem)
{
    int flags = SQLITE_OPEN_NOMUTEX | (s->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    if (!s->read_only && !must_exist) {
        flags |= SQLITE_OPEN_CREATE;
    }
    int code = sqlite3_open_v2(s->path, &s->db, flags, s->vfs);
    if (code != SQLITE_OK) {
        return tf_sql_tell(problem, s->db, code, s->path, "The file cannot be opened");
    }
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_busy_timeout(s->db, BUSY_MS);
    tf_rows_init(&s->rows, s->db);
    enum tf_err err = harden(s->db);
    if (!err) {
        err = tf_sql_exec(s->db,
                          "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192");
    }
    return err ? tf_sql_tell(problem, s->db, sqlite3_extended_errcode(s->db), s->path,
                             "The file cannot be opened")
               : TF_OK;
}

static enum tf_err open_to_read(struct tf_sqlite *s, struct tf_problem *problem)
{
    int version = 0;
    enum tf_err err = tf_migrate_look(s->db, &tf_ddl_plan, s->path, &version, problem);
    if (!err && version != tf_ddl_plan.version) {
        err = tf_err_tell(problem, TF_ERR_UNSUPPORTED, s->path, "Start the kiosk with it once",
                          "This file is from an older Twofeet, or empty");
    }
    return err;
}

static enum tf_err use_wal(sqlite3 *db)
{
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(db, "PRAGMA journal_mode = WAL", -1, &statement, NULL);
    if (code != SQLITE_OK) {
        return tf_sql_err(code);
    }
    code = sqlite3_step(statement);
    const char *mode = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    bool is_wal = mode && strcmp(mode, "wal") == 0;
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW) {
        return tf_sql_err(code);
    }
    return is_wal ? TF_OK : TF_ERR_IO;
}

static enum tf_err open_to_write(struct tf_sqlite *s, struct tf_problem *problem)
{
    int version = 0;
    enum tf_err err = tf_migrate_look(s->db, &tf_ddl_plan, s->path, &version, problem);
    if (err) {
        return err;
    }
    err = use_wal(s->db);
    if (!err) { /* what the WAL shrinks to after an import blew it up */
        err = tf_sql_exec(s->db, "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 8388608");
    }
    if (err) {
        return tf_sql_tell(problem, s->db, sqlite3_extended_errcode(s->db), s->path,
                           "The file cannot be opened for writing");
    }
    sqlite3_wal_hook(s->db, on_commit, s); /* in place of SQLite's own checkpoints after a thousand pages */
    err = tf_migrate_run(s->db, &tf_ddl_plan, s->path, problem);
    if (err) {
        return err;
    }
    err = tf_sqlite_hold(s);
    return err ? tf_sql_tell(problem, s->db, sqlite3_extended_errcode(s->db), s->path,
                             "The file cannot be opened for writing")
               : TF_OK;
}

enum tf_err tf_store_open_sqlite(struct tf_store **out, const char *path,
                                 const struct tf_store_options *options, struct tf_problem *problem)
{
    static const struct tf_store_options defaults;
    const struct tf_store_options *use = options ? options : &defaults;
    if ((use->must_exist || use->read_only) && access(path, F_OK) != 0) {
        return tf_err_tell(problem, TF_ERR_NOT_FOUND, path, "Look whether the path is right",
                           "There is no such file");
    }
    struct tf_sqlite *s = calloc(1, sizeof(*s));
    if (!s) {
        return TF_ERR_NOMEM;
    }
    s->store.ops = &tf_sqlite_ops;
    s->lock = -1;
    s->read_only = use->read_only;
    s->tidy_pages = use->tidy_pages > 0 && use->tidy_pages < INT16_MAX ? (int)use->tidy_pages : TIDY_PAGES;
    s->path = strdup(path);
    s->vfs = use->vfs ? strdup(use->vfs) : NULL;
    enum tf_err err = !s->path || (use->vfs && !s->vfs) ? TF_ERR_NOMEM : TF_OK;
    if (!err && !s->read_only) {
        err = tf_lock_take(&s->lock, path, problem);
    }
    if (!err) {
        err = connect(s, use->must_exist, problem);
    }
    if (!err) {
        err = s->read_only ? open_to_read(s, problem) : open_to_write(s, problem);
    }
    if (err) {
        if (s->db) { /* else closing removes a log in which nothing is valid any more: somebody may mend it */
            sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        }
        tf_sqlite_close(&s->store);
        return err;
    }
    *out = &s->store;
    return TF_OK;
}
