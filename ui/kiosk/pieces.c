#include "kiosk/pieces.h"

#include "base/log.h"
#include "kiosk/paths.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_BYTES_MAX = 1024 * 1024 }; /* 50 bytes a session */

struct tf_pieces {
    char *path;            /* NULL: none */
    pthread_mutex_t mutex; /* guards what follows */
    struct tf_piece *all;
    size_t count, at;
    uint64_t owner; /* of the one at the printer; 0: none is */
    uint64_t asked; /* so many had an owner */
    enum tf_lang lang;
    struct tf_buf kept; /* what is on paper */
};

enum tf_err tf_pieces_create(struct tf_pieces **out, const char *kept)
{
    struct tf_pieces *pieces = calloc(1, sizeof *pieces);
    struct tf_problem problem = {0};

    if (!pieces) {
        return TF_ERR_NOMEM;
    }
    pthread_mutex_init(&pieces->mutex, NULL);
    tf_buf_init(&pieces->kept, KEPT_BYTES_MAX);
    pieces->path = kept ? strdup(kept) : NULL;
    if (kept && !pieces->path) {
        tf_pieces_destroy(pieces);
        return TF_ERR_NOMEM;
    }
    if (kept && tf_paths_exists(kept) && tf_buf_read_file(&pieces->kept, kept, 0, &problem) != TF_OK) {
        tf_log(TF_LOG_WARNING, "print: which cards are on paper cannot be read: %s", problem.what);
        tf_buf_clear(&pieces->kept);
    }
    *out = pieces;
    return TF_OK;
}

void tf_pieces_destroy(struct tf_pieces *pieces)
{
    if (!pieces) {
        return;
    }
    pthread_mutex_destroy(&pieces->mutex);
    tf_buf_free(&pieces->kept);
    free(pieces->all);
    free(pieces->path);
    free(pieces);
}

/* ---- planning; with the mutex ---- */

static const char *kept_text(const struct tf_pieces *pieces)
{
    return pieces->kept.data ? pieces->kept.data : "";
}

static enum tf_err make_room(struct tf_pieces *pieces, size_t count)
{
    free(pieces->all);
    pieces->count = pieces->at = 0;
    pieces->all = calloc(count + 1, sizeof *pieces->all);
    return pieces->all ? TF_OK : TF_ERR_NOMEM;
}

/* one: of this session alone; 0: of all. */
static enum tf_err plan_cards(struct tf_pieces *pieces, const struct tf_board *board, bool changed_only,
                              uint64_t one)
{
    struct tf_batch batch = {0};
    enum tf_err err = tf_batch_read(&batch, board, kept_text(pieces), changed_only);

    if (err == TF_OK) {
        err = make_room(pieces, batch.count);
    }
    for (size_t i = 0; err == TF_OK && i < batch.count; i++) {
        const struct tf_batch_card *card = &batch.cards[i];
        if (one == 0 || card->session == one) {
            pieces->all[pieces->count++] =
                (struct tf_piece){.slip = {.what = TF_SLIP_CARD, .is_moved = card->is_moved},
                                  .session = card->session,
                                  .card = *card};
        }
    }
    tf_batch_free(&batch);
    return err;
}

static enum tf_err plan_signs(struct tf_pieces *pieces, const struct tf_grid *grid)
{
    enum tf_err err = make_room(pieces, grid->space_count);

    for (size_t i = 0; err == TF_OK && i < grid->space_count; i++) {
        pieces->all[pieces->count++].slip =
            (struct tf_slip){.what = TF_SLIP_SIGN, .space = grid->spaces[i]->record.key.id};
    }
    return err;
}

static enum tf_err plan(struct tf_pieces *pieces, const struct tf_board *board,
                        const struct tf_print_wish *wish)
{
    enum tf_err err;

    switch (wish->what) {
    case TF_PRINT_ALL_CARDS:
    case TF_PRINT_CHANGED_CARDS:
        return plan_cards(pieces, board, wish->what == TF_PRINT_CHANGED_CARDS, 0);
    case TF_PRINT_CARD:
        return wish->session ? plan_cards(pieces, board, false, wish->session) : TF_ERR_NOT_FOUND;
    case TF_PRINT_ALL_SIGNS:
        return plan_signs(pieces, board->grid);
    case TF_PRINT_BULLETIN:
        err = make_room(pieces, 1);
        if (err == TF_OK) {
            pieces->all[pieces->count++].slip.what = TF_SLIP_BULLETIN;
        }
        return err;
    default:
        return TF_ERR_NOT_FOUND;
    }
}

enum tf_err tf_pieces_plan(struct tf_pieces *pieces, const struct tf_board *board,
                           const struct tf_print_wish *wish, enum tf_lang lang)
{
    enum tf_err err = TF_ERR_BUSY;

    pthread_mutex_lock(&pieces->mutex);
    if (pieces->at == pieces->count && pieces->owner == 0) {
        err = plan(pieces, board, wish);
        if (err == TF_OK && pieces->count == 0) {
            err = TF_ERR_NOT_FOUND;
        }
        pieces->lang = lang;
    }
    pthread_mutex_unlock(&pieces->mutex);
    return err;
}

/* ---- one after the other ---- */

bool tf_pieces_take(struct tf_pieces *pieces, struct tf_piece *out, uint64_t *owner, enum tf_lang *lang)
{
    bool is_one;

    pthread_mutex_lock(&pieces->mutex);
    is_one = pieces->owner == 0 && pieces->at < pieces->count;
    if (is_one) {
        *out = pieces->all[pieces->at];
        *owner = pieces->owner = TF_PRINTER_ORGANISERS + pieces->asked++;
        *lang = pieces->lang;
    }
    pthread_mutex_unlock(&pieces->mutex);
    return is_one;
}

void tf_pieces_back(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    pieces->owner = 0;
    pthread_mutex_unlock(&pieces->mutex);
}

void tf_pieces_skip(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    pieces->owner = 0;
    pieces->at++;
    pthread_mutex_unlock(&pieces->mutex);
}

void tf_pieces_drop(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    if (pieces->at < pieces->count) {
        pieces->count = pieces->at + (pieces->owner != 0);
    }
    pthread_mutex_unlock(&pieces->mutex);
}

void tf_pieces_count(struct tf_pieces *pieces, size_t *count, size_t *printed)
{
    pthread_mutex_lock(&pieces->mutex);
    *count = pieces->at < pieces->count ? pieces->count : 0;
    *printed = *count > 0 ? pieces->at : 0;
    pthread_mutex_unlock(&pieces->mutex);
}

/* With the mutex. copy: the file's new text, when there is one to be written. */
static void note_printed(struct tf_pieces *pieces, struct tf_buf *copy)
{
    struct tf_piece *piece = &pieces->all[pieces->at];
    struct tf_batch one = {.cards = &piece->card, .count = 1};

    if (piece->slip.what != TF_SLIP_CARD || tf_batch_write(copy, &one, kept_text(pieces)) != TF_OK) {
        return;
    }
    tf_buf_clear(&pieces->kept);
    tf_buf_add(&pieces->kept, copy->data, copy->len);
}

void tf_pieces_look(struct tf_pieces *pieces, struct tf_printer *const *printer)
{
    enum tf_printer_fate fate = TF_PRINTER_WAITING;
    struct tf_problem problem = {0};
    struct tf_buf copy;

    tf_buf_init(&copy, KEPT_BYTES_MAX);
    pthread_mutex_lock(&pieces->mutex);
    if (pieces->owner != 0) {
        fate = tf_printer_fate(*printer, pieces->owner);
    }
    if (fate == TF_PRINTER_PRINTED) {
        note_printed(pieces, &copy);
        pieces->at++;
        pieces->owner = 0;
    } else if (fate == TF_PRINTER_GONE) { /* thrown away: the rest with it */
        pieces->count = pieces->at = 0;
        pieces->owner = 0;
    }
    pthread_mutex_unlock(&pieces->mutex);
    if (copy.len > 0 && pieces->path && tf_buf_write_file(&copy, pieces->path, &problem) != TF_OK) {
        tf_log(TF_LOG_WARNING, "print: which cards are on paper could not be kept: %s", problem.what);
    }
    tf_buf_free(&copy);
}
