/* The private table: rows that are kept beside the event, and are no part of it. */
#include "base/log.h"
#include "store/sql.h"
#include "store/sqlite.h"

static enum tf_err put_row(struct tf_sqlite *s, const struct tf_store_private *row)
{
    sqlite3_stmt *statement;
    int which = row->value ? TF_SQLITE_PRIVATE_PUT : TF_SQLITE_PRIVATE_DROP;
    enum tf_err err = tf_sqlite_statement(s, which, &statement);
    if (err) {
        return err;
    }
    int code = sqlite3_bind_text(statement, 1, row->name, -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK && row->value) {
        code = sqlite3_bind_text(statement, 2, row->value, -1, SQLITE_TRANSIENT);
    }
    return code == SQLITE_OK ? tf_sql_run(statement) : tf_sql_err(code);
}

enum tf_err tf_sqlite_private_put(struct tf_store *store, const struct tf_store_private *rows, size_t count)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    if (s->read_only) {
        return TF_ERR_DENIED;
    }
    enum tf_err err = tf_sqlite_hold(s);
    for (size_t i = 0; !err && i < count; i++) {
        err = put_row(s, &rows[i]);
    }
    if (!err) {
        err = tf_sqlite_run(s, TF_SQLITE_COMMIT);
    }
    if (err) { /* says which rows were not saved to nobody: not even their names are for the log */
        tf_log(TF_LOG_ERROR, "store: what is private was not saved: %s", tf_err_name(err));
        tf_sql_rollback(s->db);
    } else {
        tf_sqlite_care_after_commit(s);
    }
    tf_sqlite_hold(s);
    return err;
}

enum tf_err tf_sqlite_private_each(struct tf_store *store, tf_store_private_fn each, void *user)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(tf_sqlite_of(store), TF_SQLITE_PRIVATE_EACH, &statement);
    int code = SQLITE_DONE;
    while (!err && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct tf_store_private row = {(const char *)sqlite3_column_text(statement, 0),
                                       (const char *)sqlite3_column_text(statement, 1)};
        err = row.name && row.value ? each(user, &row) : TF_ERR_NOMEM;
    }
    sqlite3_reset(statement);
    return err ? err : tf_sql_err(code);
}
