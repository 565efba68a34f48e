/* gallery.h: the grid as a picture for whoever asks while the kiosk runs: phones' /grid.png, or as pages:
 * /grid.pdf.
 *
 * Any thread may ask, one at a time is served; the screen's thread never should, for a picture takes up to a
 * tenth of a second. The fonts are its own, opened at the first picture and kept. The last picture of each
 * day is kept too: a thousand phones that ask for one revision cost one drawing. A book takes longer than a
 * picture, and while everybody writes each second is a revision: one that is not a minute old is given again.
 */
#ifndef TF_KIOSK_GALLERY_H
#define TF_KIOSK_GALLERY_H

#include "base/buf.h"
#include "book/book.h"
#include "core/board.h"

struct tf_gallery;
enum tf_err tf_gallery_create(struct tf_gallery **out); /* TF_ERR_NOMEM */
void tf_gallery_destroy(struct tf_gallery *gallery);    /* NULL is fine; nobody may be asking any more */

/* Adds the PNG of a day (an index; 0 when there are no rows yet), or with -1 a PDF of all, to out. user is
 * the gallery: fits tf_web_options. TF_ERR_INVALID (no such day), TF_ERR_NOT_FOUND (no fonts), TF_ERR_NOMEM,
 * TF_ERR_LIMIT. */
enum tf_err tf_gallery_grid(void *user, struct tf_buf *out, const struct tf_board *board, int day);
/* Adds the book as a PDF to out; as above. */
enum tf_err tf_gallery_book(void *user, struct tf_buf *out, struct tf_book *book);
/* Adds a card for each session, with codes that begin with base_url, as pages of a PDF to out; as above, but
 * drawn each time: it is for organisers alone. TF_ERR_INVALID: there is no session. */
enum tf_err tf_gallery_cards(void *user, struct tf_buf *out, const struct tf_board *board,
                             const char *base_url);
/* How many pictures and books were drawn so far. */
size_t tf_gallery_drawn(struct tf_gallery *gallery);

#endif
