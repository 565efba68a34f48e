#include "store/sql.h"

#include <stddef.h>

enum tf_err tf_sql_err(int code)
{
    if (code == SQLITE_IOERR_NOMEM) {
        return TF_ERR_NOMEM;
    }
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return TF_OK;
    case SQLITE_NOMEM:
        return TF_ERR_NOMEM;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS:
    case SQLITE_INTERRUPT:
        return TF_ERR_IO;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return TF_ERR_INVALID;
    default: /* SQLITE_CORRUPT, _NOTADB; _ERROR: a table that is not there */
        return TF_ERR_CORRUPT;
    }
}

enum tf_err tf_sql_tell(struct tf_problem *problem, sqlite3 *db, int code, const char *path, const char *what)
{
    enum tf_err err = tf_sql_err(code);
    const char *todo = "Look whether the disk is full, read-only or failing";
    if (err == TF_ERR_CORRUPT) {
        todo = "Put a backup in its place: `twofeet restore FILE`";
    } else if (err == TF_ERR_NOMEM) {
        todo = "Close other programs";
    } else if ((code & 0xff) == SQLITE_BUSY) {
        todo = "Close the other program that has it open";
    }
    return tf_err_tell(problem, err, path, todo, "%s: %s", what,
                       db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
}

enum tf_err tf_sql_prepare(sqlite3 *db, sqlite3_stmt **out, const char *sql)
{
    return tf_sql_err(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL));
}

enum tf_err tf_sql_run(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    while (code == SQLITE_ROW) {
        code = sqlite3_step(statement);
    }
    sqlite3_reset(statement);
    return tf_sql_err(code);
}

enum tf_err tf_sql_exec(sqlite3 *db, const char *sql)
{
    return tf_sql_err(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

enum tf_err tf_sql_number(sqlite3 *db, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code != SQLITE_OK) {
        return tf_sql_err(code);
    }
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *out = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? TF_ERR_CORRUPT : tf_sql_err(code);
}

void tf_sql_rollback(sqlite3 *db)
{
    if (!sqlite3_get_autocommit(db)) {
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL); /* SQLite rolls back by itself when this cannot */
    }
}
