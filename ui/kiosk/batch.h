/* batch.h: the cards that organisers print at once: all of them, or those that changed since the last time.
 * What was printed is kept beside the event's file as one line a session, so that "the last time" outlives a
 * restart. */
#ifndef TF_KIOSK_BATCH_H
#define TF_KIOSK_BATCH_H

#include "base/buf.h"
#include "core/board.h"

struct tf_batch_card {
    uint64_t session;
    uint64_t words, place; /* of what the card says, and of where and when it takes place: hashes */
    bool is_new;           /* never printed */
    bool is_moved;         /* printed, and takes place elsewhere or at another time now */
};
struct tf_batch {
    struct tf_batch_card *cards;
    size_t count;
};

/* Every session that is placed, in the grid's order, then those without a place. before: text that
 * tf_batch_write() wrote, "" at first; with changed_only what says the same as then is left out. Lines of
 * before that cannot be read count as never printed. TF_ERR_NOMEM. */
enum tf_err tf_batch_read(struct tf_batch *out, const struct tf_board *board, const char *before,
                          bool changed_only);
void tf_batch_free(struct tf_batch *batch);
/* What is now on paper: before, and these in place of their older lines. */
enum tf_err tf_batch_write(struct tf_buf *out, const struct tf_batch *batch, const char *before);

#endif
