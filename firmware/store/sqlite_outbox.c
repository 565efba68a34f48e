/* The outbox, and the log anew from some event on: several kiosks, one board. */
#include "base/log.h"
#include "core/changed.h"
#include "store/sql.h"
#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

enum tf_err tf_sqlite_outbox_put(struct tf_sqlite *s, uint64_t sequence, const char *command)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_OUTBOX_PUT, &statement);
    if (err) {
        return err;
    }
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)sequence);
    int code = sqlite3_bind_text(statement, 2, command, -1, SQLITE_TRANSIENT);
    return code == SQLITE_OK ? tf_sql_run(statement) : tf_sql_err(code);
}

enum tf_err tf_sqlite_outbox_span(struct tf_store *store, uint64_t *first, size_t *count)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(tf_sqlite_of(store), TF_SQLITE_OUTBOX_SPAN, &statement);
    if (err) {
        return err;
    }
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *first = (uint64_t)sqlite3_column_int64(statement, 0);
        *count = (size_t)sqlite3_column_int64(statement, 1);
    }
    sqlite3_reset(statement);
    return tf_sql_err(code);
}

enum tf_err tf_sqlite_outbox_read(struct tf_store *store, uint64_t first, char **out, size_t max,
                                  size_t *count)
{
    sqlite3_stmt *statement;
    size_t n = 0;
    int code = SQLITE_DONE;
    enum tf_err err = tf_sqlite_statement(tf_sqlite_of(store), TF_SQLITE_OUTBOX_READ, &statement);
    if (err) {
        return err;
    }
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)first);
    sqlite3_bind_int64(statement, 2, max > INT32_MAX ? INT32_MAX : (sqlite3_int64)max);
    while (!err && n < max && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(statement, 1);
        out[n] = text ? strdup(text) : NULL;
        err = out[n] ? TF_OK : TF_ERR_NOMEM;
        n += err ? 0 : 1;
    }
    sqlite3_reset(statement);
    err = err ? err : tf_sql_err(code);
    if (err) {
        while (n > 0) {
            free(out[--n]);
        }
        return err;
    }
    *count = n;
    return TF_OK;
}

static enum tf_err run_with(struct tf_sqlite *s, int which, uint64_t sequence)
{
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, which, &statement);
    if (err) {
        return err;
    }
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)sequence);
    return tf_sql_run(statement);
}

/* Commits what was done, or takes it back and says so. */
static enum tf_err end(struct tf_sqlite *s, enum tf_err err, const char *what)
{
    if (!err) {
        err = tf_sqlite_run(s, TF_SQLITE_COMMIT);
    }
    if (err) {
        tf_log(TF_LOG_ERROR, "store: %s: %s (%s)", what, tf_err_name(err), sqlite3_errmsg(s->db));
        tf_sql_rollback(s->db);
    } else {
        tf_sqlite_care_after_commit(s);
    }
    tf_sqlite_hold(s);
    return err;
}

enum tf_err tf_sqlite_outbox_drop(struct tf_store *store, uint64_t last)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    if (s->read_only) {
        return TF_ERR_DENIED;
    }
    enum tf_err err = tf_sqlite_hold(s);
    if (!err) {
        err = run_with(s, TF_SQLITE_OUTBOX_DROP, last);
    }
    return end(s, err, "what the others have was not noted");
}

/* ---- the log anew from some event on ---- */

/* Both tables are sorted by key. */
static enum tf_err change_kind(struct tf_sqlite *s, const struct tf_store_rebase *rebase, enum tf_kind kind)
{
    struct tf_table_iter a = tf_table_first(rebase->now->tables[kind]);
    struct tf_table_iter b = tf_table_first(rebase->then->tables[kind]);
    enum tf_err err = TF_OK;
    while (!err && (a.record || b.record)) {
        int order = !a.record ? 1 : !b.record ? -1 : tf_key_compare(a.record->key, b.record->key);
        const struct tf_record *before = order <= 0 ? a.record : NULL, *after = order >= 0 ? b.record : NULL;
        if (before != after && !tf_record_equal(before, after)) {
            const struct tf_record *either = after ? after : before;
            struct tf_change change = {kind, either->key, before, after};
            err = tf_rows_change(&s->rows, &change);
        }
        if (order <= 0) {
            tf_table_next(&a);
        }
        if (order >= 0) {
            tf_table_next(&b);
        }
    }
    return err;
}

/* A row that is as it was may have another event to thank for it. One of what is gone fits nothing, and is as
 * good as none. */
static enum tf_err change_changed(struct tf_sqlite *s, const struct tf_store_rebase *rebase)
{
    enum tf_err err = TF_OK;
    for (int kind = 0; !err && kind < TF_KIND_COUNT; kind++) {
        struct tf_table_iter it = tf_table_first(rebase->then->tables[kind]);
        for (; !err && it.record; tf_table_next(&it)) {
            uint64_t id = it.record->key.id;
            struct tf_changed_when now = tf_changed_of(rebase->now->changed, (enum tf_kind)kind, id);
            struct tf_changed_when then = tf_changed_of(rebase->then->changed, (enum tf_kind)kind, id);
            bool differs = now.revision != then.revision || now.at != then.at;
            err = then.revision && differs ? tf_sqlite_changed_put(s, (enum tf_kind)kind, id, then) : TF_OK;
        }
    }
    return err;
}

static enum tf_err change_log(struct tf_sqlite *s, const struct tf_store_rebase *rebase)
{
    enum tf_err err = tf_sql_exec(s->db, "DELETE FROM outbox");
    if (!err) {
        err = run_with(s, TF_SQLITE_LOG_CUT, rebase->base);
    }
    for (size_t i = 0; !err && i < rebase->count; i++) {
        bool follows = rebase->events[i]->sequence == rebase->base + 1 + i;
        err = follows ? tf_sqlite_log_append(s, rebase->events[i]) : TF_ERR_INVALID;
        if (!err && rebase->commands[i]) {
            err = tf_sqlite_outbox_put(s, rebase->events[i]->sequence, rebase->commands[i]);
        }
    }
    return err;
}

enum tf_err tf_sqlite_rebase(struct tf_store *store, const struct tf_store_rebase *rebase)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    if (s->read_only) {
        return TF_ERR_DENIED;
    }
    enum tf_err err = tf_sqlite_hold(s);
    if (!err) {
        err = change_log(s, rebase);
    }
    for (int kind = 0; !err && kind < TF_KIND_COUNT; kind++) {
        err = change_kind(s, rebase, (enum tf_kind)kind);
    }
    if (!err) {
        err = change_changed(s, rebase);
    }
    return end(s, err, "what the others did was not saved");
}
