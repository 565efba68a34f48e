/* press.h: slips as dots for a printer, or as a page of a PDF: state ─▶ scene ─▶ canvas ─▶ dots. Knows no
 * printer and no thread: the screen's thread makes the dots, because the letters are its own. */
#ifndef TF_KIOSK_PRESS_H
#define TF_KIOSK_PRESS_H

#include "base/buf.h"
#include "print/escpos.h"
#include "screens/slip.h"

struct tf_press_job {
    struct tf_slip slip;
    const struct tf_profile *profile;
};

/* Draws with a text engine that rasterises; the setter is borrowed. *out is the caller's. What tf_slip_draw()
 * says. */
enum tf_err tf_press_dots(struct tf_raster *out, struct tf_press_job *job, const struct tf_app_state *state,
                          struct tf_type_setter *setter);
/* The job's bytes for the profile's printer. */
enum tf_err tf_press_bytes(struct tf_buf *out, struct tf_press_job *job, const struct tf_app_state *state,
                           struct tf_type_setter *setter);
/* The same for a printer that takes documents (sheet.h). */
enum tf_err tf_press_picture(struct tf_buf *out, struct tf_press_job *job, const struct tf_app_state *state,
                             struct tf_type_setter *setter);
/* The dots as a picture. */
enum tf_err tf_press_png(struct tf_buf *out, const struct tf_raster *raster);
/* The same layout as one page as wide as the head, with a text engine for paper. */
enum tf_err tf_press_pdf(struct tf_buf *out, struct tf_press_job *job, const struct tf_app_state *state,
                         struct tf_type_setter *setter);

#endif
