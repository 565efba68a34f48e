/* pieces.h: what organisers want on paper, many at once: one piece after the other goes to the printer, so
 * that trouble holds one and not a pile. Which cards got on paper is kept beside the event's file (batch.h).
 * The screen's thread plans and takes; the printer's thread tells what became of it, and writes the file. */
#ifndef TF_KIOSK_PIECES_H
#define TF_KIOSK_PIECES_H

#include "kiosk/batch.h"
#include "model/print.h"
#include "print/printer.h"
#include "screens/slip.h"

struct tf_piece {
    struct tf_slip slip;
    uint64_t session;          /* CARD */
    struct tf_batch_card card; /* the same */
};

struct tf_pieces;
/* kept: the file; copied. NULL: kept in memory alone. One that cannot be read is as if there were none. */
enum tf_err tf_pieces_create(struct tf_pieces **out, const char *kept);
void tf_pieces_destroy(struct tf_pieces *pieces); /* NULL is fine */

/* TF_ERR_BUSY: others are under way; TF_ERR_NOT_FOUND: there is nothing to print. */
enum tf_err tf_pieces_plan(struct tf_pieces *pieces, const struct tf_board *board,
                           const struct tf_print_wish *wish, enum tf_lang lang);
/* The next one, when the one before is on paper; *owner and *lang are the job's. */
bool tf_pieces_take(struct tf_pieces *pieces, struct tf_piece *out, uint64_t *owner, enum tf_lang *lang);
void tf_pieces_back(struct tf_pieces *pieces); /* the printer did not take it: once more, later */
void tf_pieces_skip(struct tf_pieces *pieces); /* it is no longer to be had */
void tf_pieces_drop(struct tf_pieces *pieces); /* those that have not begun */
void tf_pieces_count(struct tf_pieces *pieces, size_t *count, size_t *printed); /* 0, 0: nothing under way */

/* The printer's thread: what became of it. *printer is read only while a piece is there. */
void tf_pieces_look(struct tf_pieces *pieces, struct tf_printer *const *printer);

#endif
