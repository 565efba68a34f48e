/* pieces.h: what organisers want on paper, many at once: one piece after the other goes to the printer, so
 * that trouble holds one and not a pile. What is still to come and which cards got on paper is kept beside
 * the event's file (piece_list.h, batch.h): a power cut loses none and doubles none. The screen's thread
 * plans and takes; the printer's thread tells what became of it, and writes the files. */
#ifndef TF_KIOSK_PIECES_H
#define TF_KIOSK_PIECES_H

#include "kiosk/piece_list.h"
#include "model/print.h"
#include "print/printer.h"

struct tf_pieces_options {
    const char *kept;       /* the file of the cards that are on paper; NULL: kept in memory alone */
    const char *queue;      /* the file of what is not yet; NULL as well */
    size_t cards_at_a_time; /* 1, or as many as are on a sheet */
};
struct tf_pieces;
/* Texts are copied. A file that cannot be read is as if there were none. What was under way when the program
 * ended is there again, held until somebody says tf_pieces_go_on() or drops it. */
enum tf_err tf_pieces_create(struct tf_pieces **out, const struct tf_pieces_options *options);
void tf_pieces_destroy(struct tf_pieces *pieces); /* NULL is fine */
/* Once, with the printer started, before anything else: whether the piece that was at the printer is on
 * paper, waits there, or has to be made anew. */
void tf_pieces_resume(struct tf_pieces *pieces, struct tf_printer *printer);
size_t tf_pieces_held(struct tf_pieces *pieces); /* so many wait for a word, besides what the printer holds */
void tf_pieces_go_on(struct tf_pieces *pieces);

/* TF_ERR_BUSY: others are under way; TF_ERR_NOT_FOUND: there is nothing to print. */
enum tf_err tf_pieces_plan(struct tf_pieces *pieces, const struct tf_board *board,
                           const struct tf_print_wish *wish, enum tf_lang lang);
/* The next one, when the one before is on paper and the disk knows of all; *owner and *lang are the job's. */
bool tf_pieces_take(struct tf_pieces *pieces, struct tf_piece *out, uint64_t *owner, enum tf_lang *lang);
void tf_pieces_back(struct tf_pieces *pieces); /* the printer did not take it: once more, later */
void tf_pieces_skip(struct tf_pieces *pieces); /* it is no longer to be had */
void tf_pieces_drop(struct tf_pieces *pieces); /* those that have not begun */
void tf_pieces_count(struct tf_pieces *pieces, size_t *count, size_t *printed); /* 0, 0: nothing under way */

/* The printer's thread: what became of the one at the printer. *printer is read only while there is one. */
void tf_pieces_look(struct tf_pieces *pieces, struct tf_printer *const *printer);
/* The printer's thread: writes what has to be; true: it had to, and there may be one to be taken now. */
bool tf_pieces_save(struct tf_pieces *pieces);

#endif
