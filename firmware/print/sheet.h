/* sheet.h: a picture of dots as a document for an office or label printer: sheets of that printer's paper
 * with the picture at the top, in the middle, cut to sheets where it is longer. What holds dots only,
 * whatever a title contains. */
#ifndef TF_PRINT_SHEET_H
#define TF_PRINT_SHEET_H

#include "base/buf.h"
#include "print/raster.h"

enum tf_sheet_format {
    TF_SHEET_PWG_BLACK,
    TF_SHEET_PWG_GREY,
    TF_SHEET_PWG_COLOUR,
    TF_SHEET_PDF,
    TF_SHEET_PNG
};

struct tf_sheet {
    int width_um, height_um; /* of the paper; height 0: a roll, as long as the picture */
    int margin_um;           /* above and below that no printer of this kind reaches */
    int dpi;                 /* of the picture's dots */
    int scale;               /* PWG: so many of the printer's dots are one of ours, each way; 1 or more */
};
#define TF_SHEETS_MAX 10

/* TF_ERR_LIMIT: wider than the paper, or more than TF_SHEETS_MAX; TF_SHEET_PNG holds the first sheet only, so
 * one too long for it is TF_ERR_LIMIT. TF_ERR_NOMEM. */
enum tf_err tf_sheet_write(struct tf_buf *out, enum tf_sheet_format format, const struct tf_raster *raster,
                           const struct tf_sheet *sheet);
int tf_sheet_rows(const struct tf_sheet *sheet, int height); /* of dots of the picture on one sheet */
int tf_sheet_count(const struct tf_sheet *sheet, int height);

/* How the picture waits in the spool: PBM (P4), without comments. */
enum tf_err tf_sheet_keep(struct tf_buf *out, const struct tf_raster *raster);
/* *out: the caller's. TF_ERR_CORRUPT: no such picture. TF_ERR_LIMIT, TF_ERR_NOMEM. */
enum tf_err tf_sheet_take(struct tf_raster *out, const void *bytes, size_t len);

#endif
