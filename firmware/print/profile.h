/* profile.h: what a printer can do, read from an INI file (assets/printers). */
#ifndef TF_PRINT_PROFILE_H
#define TF_PRINT_PROFILE_H

#include "base/err.h"

#include <stdbool.h>

enum tf_profile_raster {
    TF_PROFILE_BANDS,   /* GS v 0: nearly all */
    TF_PROFILE_COLUMNS, /* ESC *, 24 dots high: old ones */
};
enum tf_profile_cutter { TF_PROFILE_CUTTER_NONE, TF_PROFILE_CUTTER_FULL, TF_PROFILE_CUTTER_PARTIAL };

struct tf_profile {
    char name[64];
    int width_dots; /* of the head: 384 on 58 mm, 576 on 80 mm */
    int paper_mm;
    double dots_per_mm;
    enum tf_profile_raster raster;
    int band_rows; /* rows of dots in one GS v 0: a small printer's memory holds no more */
    enum tf_profile_cutter cutter;
    int feed_dots;   /* from the head to the cutter, or to where one tears */
    bool native_qr;  /* GS ( k; most cheap ones have none */
    bool has_sheets; /* an office printer: cards come several on a sheet, with marks where to cut */
    bool has_status; /* answers DLE EOT; what never does is asked nothing */
};

/* Every key that is not in the file has the default of a plain 58 mm printer. TF_ERR_NOT_FOUND;
 * TF_ERR_INVALID: an unknown key, or a number that no printer has; the problem names the line. */
enum tf_err tf_profile_read(struct tf_profile *out, const char *path, struct tf_problem *problem);
void tf_profile_default(struct tf_profile *out);

#endif
