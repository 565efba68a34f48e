/* rows.h: records as rows: one set of statements a kind, made from its table of fields. */
#ifndef TF_STORE_ROWS_H
#define TF_STORE_ROWS_H

#include "core/board.h"
#include "core/event.h"

#include <sqlite3.h>

enum { TF_ROWS_INSERT, TF_ROWS_UPDATE, TF_ROWS_DELETE, TF_ROWS_COUNT };

struct tf_rows {
    sqlite3 *db;
    sqlite3_stmt *statements[TF_KIND_COUNT][TF_ROWS_COUNT]; /* made when first needed */
};

void tf_rows_init(struct tf_rows *rows, sqlite3 *db);
void tf_rows_free(struct tf_rows *rows);
/* Puts, changes or removes one row. TF_ERR_INVALID: a row that should be there is not, or the other way
 * round. */
enum tf_err tf_rows_change(struct tf_rows *rows, const struct tf_change *change);
/* Every row of one kind into board, through tf_board_load(). */
enum tf_err tf_rows_load(sqlite3 *db, enum tf_kind kind, struct tf_board *board, struct tf_problem *problem);
/* The column that holds key.id: "id"; a star is named by its "device". */
const char *tf_rows_id_name(enum tf_kind kind);

#endif
