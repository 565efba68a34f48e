/* cutsheet.h: cards for the wall on sheets of an office printer: all of one size, at the same places of every
 * sheet, with marks where to cut. A4 and US Letter have room for the same four. */
#ifndef TF_KIOSK_CUTSHEET_H
#define TF_KIOSK_CUTSHEET_H

#include "base/buf.h"
#include "canvas/type.h"
#include "model/app.h"
#include "print/raster.h"

enum { TF_CUTSHEET_CARDS = 4 };
struct tf_cutsheet_card {
    uint64_t session;
    bool is_moved; /* since its last card: this one says so */
};

/* Draws the nth card of a sheet, 0 … TF_CUTSHEET_CARDS - 1, into its dots: the first makes the sheet, with
 * its marks. A card takes a screen's thread about as long as a screen, so one may do them one at a time.
 * TF_ERR_NOT_FOUND: no such session, or it is hidden; TF_ERR_NOMEM, TF_ERR_LIMIT. *sheet is the caller's as
 * soon as it has bits. */
enum tf_err tf_cutsheet_dots(struct tf_raster *sheet, size_t nth, const struct tf_cutsheet_card *card,
                             double dots_per_mm, const struct tf_app_state *state,
                             struct tf_type_setter *setter);

/* The same as pages of a PDF, A4, in colour, with a text engine for paper. */
struct tf_cutsheet_pages;
enum tf_err tf_cutsheet_begin(struct tf_cutsheet_pages **out, struct tf_buf *pdf,
                              const struct tf_app_state *state, struct tf_type_setter *setter);
enum tf_err tf_cutsheet_add(struct tf_cutsheet_pages *pages, const struct tf_cutsheet_card *card);
enum tf_err tf_cutsheet_end(struct tf_cutsheet_pages *pages); /* pdf is whole; pages are gone. NULL is fine */

#endif
