/* When what people plan by last changed: written with the events, so that nobody has to go through the log.
 * What is in the table is no truth of its own: a row that fits nothing is as good as none. */
#include "store/sql.h"
#include "store/sqlite.h"

static void bind_key(sqlite3_stmt *statement, enum tf_kind kind, uint64_t id)
{
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)kind);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)id);
}

enum tf_err tf_sqlite_changed_put(struct tf_sqlite *s, enum tf_kind kind, uint64_t id,
                                  struct tf_changed_when when)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_CHANGED_PUT, &statement);
    if (err) {
        return err;
    }
    bind_key(statement, kind, id);
    sqlite3_bind_int64(statement, 3, (sqlite3_int64)when.revision);
    sqlite3_bind_int64(statement, 4, when.at);
    return tf_sql_run(statement);
}

static enum tf_err drop(struct tf_sqlite *s, enum tf_kind kind, uint64_t id)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_CHANGED_DROP, &statement);
    if (err) {
        return err;
    }
    bind_key(statement, kind, id);
    return tf_sql_run(statement);
}

enum tf_err tf_sqlite_changed_append(struct tf_sqlite *s, const struct tf_event *event)
{
    const struct tf_changed_when when = {event->sequence, event->at};
    enum tf_err err = TF_OK;
    for (size_t i = 0; !err && i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        if (tf_changed_counts(change)) {
            err = change->after ? tf_sqlite_changed_put(s, change->kind, change->key.id, when)
                                : drop(s, change->kind, change->key.id);
        }
    }
    return err;
}

enum tf_err tf_sqlite_changed_load(struct tf_sqlite *s, struct tf_board *board, uint64_t newest)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_CHANGED_EACH, &statement);
    int code = SQLITE_DONE;
    while (!err && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        int64_t kind = sqlite3_column_int64(statement, 0), id = sqlite3_column_int64(statement, 1);
        int64_t revision = sqlite3_column_int64(statement, 2), at = sqlite3_column_int64(statement, 3);
        struct tf_key key = {.id = (uint64_t)id};
        if (kind >= 0 && kind < TF_KIND_COUNT && revision > 0 && (uint64_t)revision <= newest &&
            tf_board_get(board, (enum tf_kind)kind, key)) {
            err = tf_board_load_changed(board, (enum tf_kind)kind, key.id, (uint64_t)revision, at);
        }
    }
    sqlite3_reset(statement);
    return err ? err : tf_sql_err(code);
}
