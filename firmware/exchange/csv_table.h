/* csv_table.h: the cells of a CSV file, through libcsv. */
#ifndef TF_EXCHANGE_CSV_TABLE_H
#define TF_EXCHANGE_CSV_TABLE_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

#define TF_CSV_ROWS_MAX    20000 /* more than any event: a speaker a row */
#define TF_CSV_COLUMNS_MAX 100
#define TF_CSV_CELL_MAX    (64 * 1024)

struct tf_csv_row {
    long line;    /* where it begins */
    size_t first; /* in cells */
    size_t count;
};
struct tf_csv_table {
    struct tf_arena arena; /* of the cells' texts */
    const char **cells;
    size_t cell_count, cell_room;
    struct tf_csv_row *rows;
    size_t row_count, row_room;
    char separator;
};

/* text: UTF-8, as tf_encode_utf8() leaves it. The separator is the one of , ; TAB | that the first line has
 * most of. TF_ERR_LIMIT (told), TF_ERR_NOMEM. Free in any case. */
enum tf_err tf_csv_table_read(struct tf_csv_table *table, const char *text, size_t len,
                              struct tf_problem *problem);
void tf_csv_table_free(struct tf_csv_table *table);
/* "" where the row is shorter. A mark against formulas (' before = + - @) is taken off. */
const char *tf_csv_table_cell(const struct tf_csv_table *table, size_t row, size_t column);

#endif
