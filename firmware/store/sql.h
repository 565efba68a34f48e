/* sql.h: the few ways we talk to SQLite, and what its codes mean to us. */
#ifndef TF_STORE_SQL_H
#define TF_STORE_SQL_H

#include "base/err.h"

#include <sqlite3.h>
#include <stdint.h>

/* SQLITE_OK, _ROW and _DONE are TF_OK. A disk that refuses or a lock is TF_ERR_IO; a damaged file or a schema
 * that is not ours TF_ERR_CORRUPT; a row that breaks the schema TF_ERR_INVALID. */
enum tf_err tf_sql_err(int code);
/* Fills problem with SQLite's own words about its last error on db; returns tf_sql_err(code). */
enum tf_err tf_sql_tell(struct tf_problem *problem, sqlite3 *db, int code, const char *path,
                        const char *what);

enum tf_err tf_sql_prepare(sqlite3 *db, sqlite3_stmt **out, const char *sql);
/* Steps a statement that gives no rows, and resets it. */
enum tf_err tf_sql_run(sqlite3_stmt *statement);
enum tf_err tf_sql_exec(sqlite3 *db, const char *sql);
/* The first column of the first row. TF_ERR_CORRUPT: there is none. */
enum tf_err tf_sql_number(sqlite3 *db, const char *sql, int64_t *out);
/* Ends whatever transaction is open; nothing of it is kept. */
void tf_sql_rollback(sqlite3 *db);

#endif
