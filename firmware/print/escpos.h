/* escpos.h: pictures as ESC/POS, the language of thermal printers, and what they answer.
 *
 * Everything is dots: whatever a title contains, no byte of it reaches the printer. The one exception is a QR
 * code by the printer's own means (only where its profile says so): an address that we made, sent with its
 * length in front. */
#ifndef TF_PRINT_ESCPOS_H
#define TF_PRINT_ESCPOS_H

#include "base/buf.h"
#include "print/profile.h"
#include "print/raster.h"

/* Where on the picture a QR code is, for printers that draw it themselves. */
struct tf_escpos_code {
    const char *text; /* NULL: none */
    int top, height;  /* rows of the picture that the code replaces */
    int module_dots;
};
#define TF_ESCPOS_CODE_BYTES_MAX 600

/* Adds a whole job: start, picture, feed, cut. A picture narrower than the head begins at its left;
 * TF_ERR_LIMIT: it is wider. TF_ERR_NOMEM. */
enum tf_err tf_escpos_write(struct tf_buf *out, const struct tf_raster *raster,
                            const struct tf_profile *profile, const struct tf_escpos_code *code);

/* ---- DLE EOT: real-time status. A printer answers one byte to each question, also when it is offline. ----
 */
enum tf_escpos_question {
    TF_ESCPOS_ASK_PRINTER = 1,
    TF_ESCPOS_ASK_OFFLINE = 2,
    TF_ESCPOS_ASK_ERROR = 3,
    TF_ESCPOS_ASK_PAPER = 4,
};
#define TF_ESCPOS_ASK_BYTES 3
void tf_escpos_ask(unsigned char out[TF_ESCPOS_ASK_BYTES], enum tf_escpos_question question);

/* Why nothing comes out; the worst that was said. */
enum tf_escpos_trouble {
    TF_ESCPOS_READY,
    TF_ESCPOS_PAPER_LOW, /* prints, and will not for long */
    TF_ESCPOS_OFFLINE,
    TF_ESCPOS_PAPER_OUT,
    TF_ESCPOS_COVER_OPEN,
    TF_ESCPOS_TOO_HOT, /* comes back by itself */
    TF_ESCPOS_CUTTER,  /* paper is jammed in it */
    TF_ESCPOS_BROKEN,  /* says that it cannot recover */
};
/* TF_ERR_INVALID: no answer to DLE EOT has these bits: something else is talking. */
enum tf_err tf_escpos_answer(enum tf_escpos_trouble *out, enum tf_escpos_question question,
                             unsigned char byte);

#endif
