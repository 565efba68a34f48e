/* The log table: an event a row, its changes as JSON. */
#include "base/buf.h"
#include "core/codec.h"
#include "store/sql.h"
#include "store/sqlite.h"

#include <jansson.h>
#include <stdlib.h>

static int bind_id(sqlite3_stmt *statement, int at, uint64_t id)
{
    return id == 0 ? sqlite3_bind_null(statement, at) : sqlite3_bind_int64(statement, at, (sqlite3_int64)id);
}

static int put(const char *bytes, size_t len, void *user)
{
    tf_buf_add(user, bytes, len);
    return 0;
}

/* The changes as text, the caller's. json_dumps() overlooks an object's key that did not fit into memory; an
 * error of our buffer sticks. */
static enum tf_err text_of(const struct tf_event *event, char **out)
{
    struct tf_buf text;
    json_t *changes = tf_codec_from_changes(event);
    if (!changes) {
        return TF_ERR_NOMEM;
    }
    tf_buf_init(&text, 0);
    bool dumped = json_dump_callback(changes, put, &text, JSON_COMPACT) == 0;
    json_decref(changes);
    *out = dumped ? tf_buf_take(&text, NULL) : NULL;
    tf_buf_free(&text);
    return *out ? TF_OK : TF_ERR_NOMEM;
}

enum tf_err tf_sqlite_log_append(struct tf_sqlite *s, const struct tf_event *event)
{
    sqlite3_stmt *statement;
    char *text = NULL;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_LOG_INSERT, &statement);
    if (!err) {
        err = text_of(event, &text);
    }
    if (err) {
        return err;
    }
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)event->sequence);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)event->id);
    sqlite3_bind_int64(statement, 3, event->at);
    sqlite3_bind_text(statement, 4, tf_verb_name(event->verb), -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 5, tf_role_name(event->actor.role), -1, SQLITE_STATIC);
    bind_id(statement, 6, event->actor.device);
    bind_id(statement, 7, event->undoes);
    int code = sqlite3_bind_text(statement, 8, text, -1, free); /* SQLite's from here on */
    return code == SQLITE_OK ? tf_sql_run(statement) : tf_sql_err(code);
}

enum tf_err tf_sqlite_log_rewrite(struct tf_sqlite *s, const struct tf_event *event)
{
    sqlite3_stmt *statement;
    char *text = NULL;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_LOG_REWRITE, &statement);
    if (!err) {
        err = text_of(event, &text);
    }
    if (err) {
        return err;
    }
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)event->sequence);
    bind_id(statement, 2, event->actor.device);
    int code = sqlite3_bind_text(statement, 3, text, -1, free);
    return code == SQLITE_OK ? tf_sql_run(statement) : tf_sql_err(code);
}

enum tf_err tf_sqlite_log_last(struct tf_store *store, uint64_t *sequence, uint64_t *id)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_LOG_LAST, &statement);
    if (err) {
        return err;
    }
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        *sequence = code == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 0) : 0;
        *id = code == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 1) : 0;
    }
    sqlite3_reset(statement);
    return tf_sql_err(code);
}

enum tf_err tf_sqlite_log_find(struct tf_store *store, uint64_t id, uint64_t *sequence)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_LOG_FIND, &statement);
    if (err) {
        return err;
    }
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)id);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *sequence = (uint64_t)sqlite3_column_int64(statement, 0);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? TF_ERR_NOT_FOUND : tf_sql_err(code);
}

static enum tf_err event_at(sqlite3_stmt *statement, struct tf_event **out)
{
    enum tf_verb verb;
    struct tf_actor actor = {.device = (uint64_t)sqlite3_column_int64(statement, 5)};
    const char *verb_name = (const char *)sqlite3_column_text(statement, 3);
    const char *role_name = (const char *)sqlite3_column_text(statement, 4);
    const char *text = (const char *)sqlite3_column_text(statement, 7);
    if (!verb_name || !role_name || !text) {
        return sqlite3_errcode(sqlite3_db_handle(statement)) == SQLITE_NOMEM ? TF_ERR_NOMEM : TF_ERR_CORRUPT;
    }
    if (tf_verb_parse(&verb, verb_name) != TF_OK || tf_role_parse(&actor.role, role_name) != TF_OK) {
        return TF_ERR_CORRUPT;
    }
    json_error_t where;
    json_t *changes = json_loadb(text, (size_t)sqlite3_column_bytes(statement, 7), 0, &where);
    if (!changes) {
        return json_error_code(&where) == json_error_out_of_memory ? TF_ERR_NOMEM : TF_ERR_CORRUPT;
    }
    struct tf_event *event = NULL;
    enum tf_err err = tf_event_create(&event, verb, actor, sqlite3_column_int64(statement, 2),
                                      (uint64_t)sqlite3_column_int64(statement, 1));
    if (!err) {
        event->sequence = (uint64_t)sqlite3_column_int64(statement, 0);
        event->undoes = (uint64_t)sqlite3_column_int64(statement, 6);
        err = tf_codec_to_changes(event, changes);
    }
    json_decref(changes);
    if (err) {
        tf_event_unref(event);
    } else {
        *out = event;
    }
    return err;
}

enum tf_err tf_sqlite_log_read(struct tf_store *store, uint64_t first, struct tf_event **out, size_t max,
                               size_t *count)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    sqlite3_stmt *statement;
    enum tf_err err = tf_sqlite_statement(s, TF_SQLITE_LOG_READ, &statement);
    size_t n = 0;
    if (err) {
        return err;
    }
    sqlite3_bind_int64(statement, 1, first > INT64_MAX ? INT64_MAX : (sqlite3_int64)first);
    sqlite3_bind_int64(statement, 2, max > INT32_MAX ? INT32_MAX : (sqlite3_int64)max);
    int code = SQLITE_DONE;
    while (!err && n < max && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        err = event_at(statement, &out[n]);
        if (!err) {
            n++;
        }
    }
    sqlite3_reset(statement);
    if (!err) {
        err = tf_sql_err(code);
    }
    if (err) {
        while (n > 0) {
            tf_event_unref(out[--n]);
        }
        return err;
    }
    *count = n;
    return TF_OK;
}
