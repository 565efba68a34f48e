/* piece_list.h: what organisers want on paper, and its form on the disk: a line a piece, so that what was
 * under way when the power went is still listed. */
#ifndef TF_KIOSK_PIECE_LIST_H
#define TF_KIOSK_PIECE_LIST_H

#include "base/lang.h"
#include "kiosk/batch.h"
#include "kiosk/cutsheet.h"
#include "screens/slip.h"

struct tf_piece {
    struct tf_slip slip;
    size_t card_count; /* CARD: on a sheet several */
    struct tf_batch_card cards[TF_CUTSHEET_CARDS];
};
#define TF_PIECE_LIST_BYTES_MAX (1024 * 1024)

struct tf_piece_list {
    struct tf_piece *all; /* free() */
    size_t count;
    uint64_t number; /* of the first one; the others follow. No two pieces of an event ever had the same */
    enum tf_lang lang;
};
enum tf_err tf_piece_list_write(struct tf_buf *out, const struct tf_piece_list *list);
/* TF_ERR_CORRUPT: nobody wrote this; TF_ERR_NOMEM. Then *out has no pieces. */
enum tf_err tf_piece_list_read(struct tf_piece_list *out, const char *text);

#endif
