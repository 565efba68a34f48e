#include "store/rows.h"

#include "base/buf.h"
#include "base/zone.h"
#include "store/sql.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Parameters are numbered alike in all statements: the id, the owner, then the fields. */
enum { PARAMETER_ID = 1, PARAMETER_OWNER = 2, PARAMETER_FIELDS = 3 };
enum { STATEMENT_BYTES_MAX = 8192, FLAGS_BYTES_MAX = 256 };

void tf_rows_init(struct tf_rows *rows, sqlite3 *db)
{
    memset(rows, 0, sizeof(*rows));
    rows->db = db;
}

void tf_rows_free(struct tf_rows *rows)
{
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        for (int i = 0; i < TF_ROWS_COUNT; i++) {
            sqlite3_finalize(rows->statements[kind][i]);
            rows->statements[kind][i] = NULL;
        }
    }
}

const char *tf_rows_id_name(enum tf_kind kind)
{
    return kind == TF_KIND_STAR ? "device" : "id";
}

/* ---- the statements, written from the table of fields ---- */

static void put_columns(struct tf_buf *sql, const struct tf_schema *schema)
{
    tf_buf_printf(sql, "\"%s\"", tf_rows_id_name(schema->kind));
    if (schema->owner_name) {
        tf_buf_printf(sql, ", \"%s\"", schema->owner_name);
    }
    for (size_t i = 0; i < schema->field_count; i++) {
        tf_buf_printf(sql, ", \"%s\"", schema->fields[i].name);
    }
}

static void put_where(struct tf_buf *sql, const struct tf_schema *schema)
{
    tf_buf_printf(sql, " WHERE \"%s\" = ?%d", tf_rows_id_name(schema->kind), PARAMETER_ID);
    if (schema->owner_name) {
        tf_buf_printf(sql, " AND \"%s\" = ?%d", schema->owner_name, PARAMETER_OWNER);
    }
}

static void put_statement(struct tf_buf *sql, const struct tf_schema *schema, int which)
{
    switch (which) {
    case TF_ROWS_INSERT:
        tf_buf_printf(sql, "INSERT INTO \"%s\" (", schema->table);
        put_columns(sql, schema);
        tf_buf_printf(sql, ") VALUES (?%d", PARAMETER_ID);
        if (schema->owner_name) {
            tf_buf_printf(sql, ", ?%d", PARAMETER_OWNER);
        }
        for (size_t i = 0; i < schema->field_count; i++) {
            tf_buf_printf(sql, ", ?%zu", i + PARAMETER_FIELDS);
        }
        tf_buf_puts(sql, ")");
        return;
    case TF_ROWS_UPDATE:
        tf_buf_printf(sql, "UPDATE \"%s\" SET ", schema->table);
        for (size_t i = 0; i < schema->field_count; i++) {
            tf_buf_printf(sql, "%s\"%s\" = ?%zu", i == 0 ? "" : ", ", schema->fields[i].name,
                          i + PARAMETER_FIELDS);
        }
        put_where(sql, schema);
        return;
    default:
        tf_buf_printf(sql, "DELETE FROM \"%s\"", schema->table);
        put_where(sql, schema);
    }
}

static enum tf_err statement_for(struct tf_rows *rows, enum tf_kind kind, int which, sqlite3_stmt **out)
{
    sqlite3_stmt **kept = &rows->statements[kind][which];
    enum tf_err err = TF_OK;
    if (!*kept) {
        struct tf_buf sql;
        tf_buf_init(&sql, STATEMENT_BYTES_MAX);
        put_statement(&sql, tf_schema_of(kind), which);
        err = tf_buf_err(&sql);
        if (!err) {
            err = tf_sql_prepare(rows->db, kept, sql.data);
        }
        tf_buf_free(&sql);
    }
    if (!err) {
        *out = *kept;
    }
    return err;
}

/* ---- writing ---- */

static int bind_flags(sqlite3_stmt *statement, int at, const struct tf_field *field, int64_t flags)
{
    char words[FLAGS_BYTES_MAX] = "";
    size_t len = 0;
    for (size_t i = 0; field->names[i]; i++) {
        size_t word_len = strlen(field->names[i]);
        if (!(flags >> i & 1) || len + word_len + 2 > sizeof(words)) {
            continue;
        }
        if (len > 0) {
            words[len++] = ' ';
        }
        memcpy(words + len, field->names[i], word_len + 1);
        len += word_len;
    }
    return sqlite3_bind_text(statement, at, words, (int)len, SQLITE_TRANSIENT);
}

static int bind_field(sqlite3_stmt *statement, int at, const struct tf_record *record,
                      const struct tf_field *field)
{
    if (field->type == TF_FIELD_TEXT) { /* the record outlives the step */
        return sqlite3_bind_text(statement, at, tf_field_text(record, field), -1, SQLITE_STATIC);
    }
    int64_t number = tf_field_number(record, field);
    switch (field->type) {
    case TF_FIELD_ENUM:
        return sqlite3_bind_text(statement, at, field->names[number], -1, SQLITE_STATIC);
    case TF_FIELD_FLAGS:
        return bind_flags(statement, at, field, number);
    case TF_FIELD_DATE: {
        char date[11];
        if (number == 0) {
            return sqlite3_bind_null(statement, at);
        }
        tf_zone_format_date(date, number);
        return sqlite3_bind_text(statement, at, date, -1, SQLITE_TRANSIENT);
    }
    case TF_FIELD_ID:
        return number == 0 ? sqlite3_bind_null(statement, at) : sqlite3_bind_int64(statement, at, number);
    default:
        return sqlite3_bind_int64(statement, at, number);
    }
}

enum tf_err tf_rows_change(struct tf_rows *rows, const struct tf_change *change)
{
    const struct tf_schema *schema = tf_schema_of(change->kind);
    int which = !change->after ? TF_ROWS_DELETE : change->before ? TF_ROWS_UPDATE : TF_ROWS_INSERT;
    sqlite3_stmt *statement;
    enum tf_err err = statement_for(rows, change->kind, which, &statement);
    if (err) {
        return err;
    }
    int code = sqlite3_bind_int64(statement, PARAMETER_ID, (sqlite3_int64)change->key.id);
    if (code == SQLITE_OK && schema->owner_name) {
        code = sqlite3_bind_int64(statement, PARAMETER_OWNER, (sqlite3_int64)change->key.owner);
    }
    for (size_t i = 0; code == SQLITE_OK && change->after && i < schema->field_count; i++) {
        code = bind_field(statement, (int)i + PARAMETER_FIELDS, change->after, &schema->fields[i]);
    }
    err = tf_sql_err(code);
    if (!err) {
        err = tf_sql_run(statement);
    }
    if (!err && sqlite3_changes(rows->db) != 1) {
        err = TF_ERR_INVALID;
    }
    return err;
}

/* ---- reading ---- */

/* Column i as NUL-terminated text without a NUL inside; NULL for SQL's NULL or no memory. */
static const char *text_at(sqlite3_stmt *statement, int i)
{
    const char *text = (const char *)sqlite3_column_text(statement, i);
    if (text && strlen(text) != (size_t)sqlite3_column_bytes(statement, i)) {
        return NULL;
    }
    return text;
}

static enum tf_err number_of_name(const struct tf_field *field, const char *name, size_t len, int64_t *out)
{
    for (size_t i = 0; field->names[i]; i++) {
        if (strlen(field->names[i]) == len && memcmp(field->names[i], name, len) == 0) {
            *out = (int64_t)i;
            return TF_OK;
        }
    }
    return TF_ERR_CORRUPT;
}

static enum tf_err flags_of(const struct tf_field *field, const char *words, int64_t *out)
{
    int64_t flags = 0;
    while (*words) {
        size_t len = strcspn(words, " ");
        int64_t bit = 0;
        if (number_of_name(field, words, len, &bit) != TF_OK) {
            return TF_ERR_CORRUPT;
        }
        flags |= INT64_C(1) << bit;
        words += len + (words[len] == ' ');
    }
    *out = flags;
    return TF_OK;
}

static enum tf_err read_field(sqlite3_stmt *statement, int at, struct tf_record *record,
                              const struct tf_field *field)
{
    bool is_null = sqlite3_column_type(statement, at) == SQLITE_NULL;
    const char *text = NULL;
    int64_t number = 0;
    switch (field->type) {
    case TF_FIELD_TEXT:
    case TF_FIELD_ENUM:
    case TF_FIELD_FLAGS:
    case TF_FIELD_DATE:
        if (is_null) {
            return field->type == TF_FIELD_DATE ? TF_OK : TF_ERR_CORRUPT;
        }
        text = text_at(statement, at);
        if (!text) {
            return sqlite3_errcode(sqlite3_db_handle(statement)) == SQLITE_NOMEM ? TF_ERR_NOMEM
                                                                                 : TF_ERR_CORRUPT;
        }
        break;
    default:
        number = sqlite3_column_int64(statement, at);
    }
    enum tf_err err = TF_OK;
    if (field->type == TF_FIELD_TEXT) {
        tf_field_set_text(record, field, text);
        return TF_OK;
    }
    if (field->type == TF_FIELD_ENUM) {
        err = number_of_name(field, text, strlen(text), &number);
    } else if (field->type == TF_FIELD_FLAGS) {
        err = flags_of(field, text, &number);
    } else if (field->type == TF_FIELD_DATE) {
        err = tf_zone_parse_date(&number, text);
    }
    if (!err) {
        tf_field_set_number(record, field, number);
    }
    return err;
}

static enum tf_err load_row(sqlite3_stmt *statement, const struct tf_schema *schema, struct tf_board *board,
                            struct tf_problem *problem)
{
    union tf_record_any any;
    memset(&any, 0, sizeof(any));
    any.record.kind = schema->kind;
    any.record.key.id = (uint64_t)sqlite3_column_int64(statement, 0);
    int at = 1;
    if (schema->owner_name) {
        any.record.key.owner = (uint64_t)sqlite3_column_int64(statement, at++);
    }
    struct tf_problem form = {0};
    enum tf_err err = TF_OK;
    for (size_t i = 0; !err && i < schema->field_count; i++, at++) {
        err = read_field(statement, at, &any.record, &schema->fields[i]);
        if (err) {
            tf_err_tell(&form, err, schema->fields[i].name, NULL, "nobody wrote this value");
        }
    }
    if (!err) {
        err = tf_record_check_change(&any.record, &any.record, &form);
    }
    if (err && err != TF_ERR_NOMEM) {
        return tf_err_tell(problem, TF_ERR_CORRUPT, schema->table,
                           "Put a backup in its place: `twofeet restore FILE`",
                           "The row %llu of table %s is damaged at %s: %s",
                           (unsigned long long)any.record.key.id, schema->table, form.where, form.what);
    }
    const struct tf_record *record = NULL;
    if (!err) {
        err = tf_record_copy(&record, &any.record);
    }
    if (!err) {
        err = tf_board_load(board, record);
    }
    tf_record_unref(record);
    return err;
}

enum tf_err tf_rows_load(sqlite3 *db, enum tf_kind kind, struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_schema *schema = tf_schema_of(kind);
    sqlite3_stmt *statement = NULL;
    struct tf_buf sql;
    tf_buf_init(&sql, STATEMENT_BYTES_MAX);
    tf_buf_puts(&sql, "SELECT ");
    put_columns(&sql, schema);
    tf_buf_printf(&sql, " FROM \"%s\" ORDER BY ", schema->table); /* in key order a table grows at its end */
    if (schema->owner_name) {
        tf_buf_printf(&sql, "\"%s\", ", schema->owner_name);
    }
    tf_buf_printf(&sql, "\"%s\"", tf_rows_id_name(kind));
    enum tf_err err = tf_buf_err(&sql);
    int code = SQLITE_OK;
    if (!err) {
        code = sqlite3_prepare_v2(db, sql.data, -1, &statement, NULL);
        while (code == SQLITE_OK || code == SQLITE_ROW) {
            code = sqlite3_step(statement);
            if (code != SQLITE_ROW) {
                break;
            }
            err = load_row(statement, schema, board, problem);
            if (err) {
                break;
            }
        }
        if (!err && tf_sql_err(code) != TF_OK) {
            err = tf_sql_tell(problem, db, code, schema->table, "The file cannot be read");
        }
    }
    sqlite3_finalize(statement);
    tf_buf_free(&sql);
    return err;
}
