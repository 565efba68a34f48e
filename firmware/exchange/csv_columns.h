/* csv_columns.h: which column is what, by its header, by --map, or as a proposal to the person who asked. */
#ifndef TF_EXCHANGE_CSV_COLUMNS_H
#define TF_EXCHANGE_CSV_COLUMNS_H

#include "exchange/csv_table.h"
#include "exchange/exchange.h"

enum tf_csv_column {
    TF_CSV_ID,
    TF_CSV_TITLE,
    TF_CSV_SUBTITLE,
    TF_CSV_HOST,
    TF_CSV_ROOM,
    TF_CSV_DAY,
    TF_CSV_START,
    TF_CSV_END,
    TF_CSV_LENGTH,
    TF_CSV_AT, /* day and start in one, perhaps with an offset */
    TF_CSV_ABOUT,
    TF_CSV_FORMAT,
    TF_CSV_LANGUAGE,
    TF_CSV_TRACK,
    TF_CSV_URL,
    TF_CSV_GUID,
    TF_CSV_STATUS,
    TF_CSV_COLUMN_COUNT
};

struct tf_csv_columns {
    size_t at[TF_CSV_COLUMN_COUNT]; /* column numbers; SIZE_MAX: not there */
};

/* From the table's first row. map: "title=Titel,host=Wer" or NULL. TF_ERR_INVALID: no title among the
 * headers, or map names what is not there; problem then proposes a map. */
enum tf_err tf_csv_columns_find(struct tf_csv_columns *columns, const struct tf_csv_table *table,
                                const char *map, struct tf_report *report, struct tf_problem *problem);

#endif
