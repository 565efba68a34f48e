#include "kiosk/pieces.h"

#include "base/log.h"
#include "kiosk/paths.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_BYTES_MAX = 1024 * 1024 }; /* 50 bytes a session */

struct tf_pieces {
    char *kept_path, *queue_path; /* NULL: none */
    size_t cards_at_a_time;
    pthread_mutex_t mutex; /* guards what follows */
    struct tf_piece_list list;
    size_t at;          /* the next one, or the one at the printer; its number is list.number + at */
    bool is_taken;      /* it is at the printer, or on its way there */
    bool is_held;       /* from before the start: nothing is taken until somebody says so */
    struct tf_buf kept; /* what is on paper */
    bool is_kept_unsaved;
    uint64_t changes, saved; /* of the list; of those the disk knows */
};

static void read_text(struct tf_buf *out, const char *path, const char *what)
{
    struct tf_problem problem = {0};
    if (path && tf_paths_exists(path) && tf_buf_read_file(out, path, 0, &problem) != TF_OK) {
        tf_log(TF_LOG_WARNING, "print: %s cannot be read: %s", what, problem.what);
        tf_buf_clear(out);
    }
}

static enum tf_err read_queue(struct tf_pieces *pieces)
{
    struct tf_buf text;
    enum tf_err err = TF_OK;

    tf_buf_init(&text, TF_PIECE_LIST_BYTES_MAX);
    read_text(&text, pieces->queue_path, "what was still to be printed");
    if (text.len > 0) {
        err = tf_piece_list_read(&pieces->list, text.data);
        pieces->is_held = pieces->list.count > 0;
    }
    if (err == TF_ERR_CORRUPT) {
        tf_log(TF_LOG_WARNING, "print: what was still to be printed is damaged and is given up");
        err = TF_OK;
    }
    tf_buf_free(&text);
    return err;
}

static bool copy(char **out, const char *text)
{
    *out = text ? strdup(text) : NULL;
    return !text || *out;
}

enum tf_err tf_pieces_create(struct tf_pieces **out, const struct tf_pieces_options *options)
{
    struct tf_pieces *pieces = calloc(1, sizeof *pieces);
    enum tf_err err = TF_ERR_NOMEM;

    if (!pieces) {
        return err;
    }
    pthread_mutex_init(&pieces->mutex, NULL);
    tf_buf_init(&pieces->kept, KEPT_BYTES_MAX);
    pieces->cards_at_a_time = options->cards_at_a_time > 1 ? TF_CUTSHEET_CARDS : 1;
    if (copy(&pieces->kept_path, options->kept) && copy(&pieces->queue_path, options->queue)) {
        read_text(&pieces->kept, pieces->kept_path, "which cards are on paper");
        err = read_queue(pieces);
    }
    if (err != TF_OK) {
        tf_pieces_destroy(pieces);
        return err;
    }
    *out = pieces;
    return TF_OK;
}

void tf_pieces_destroy(struct tf_pieces *pieces)
{
    if (!pieces) {
        return;
    }
    (void)tf_pieces_save(pieces);
    pthread_mutex_destroy(&pieces->mutex);
    tf_buf_free(&pieces->kept);
    free(pieces->list.all);
    free(pieces->kept_path);
    free(pieces->queue_path);
    free(pieces);
}

/* ---- planning; with the mutex ---- */

static const char *kept_text(const struct tf_pieces *pieces)
{
    return pieces->kept.data ? pieces->kept.data : "";
}

/* The numbers go on where they were. */
static enum tf_err make_room(struct tf_pieces *pieces, size_t count)
{
    struct tf_piece_list *list = &pieces->list;

    free(list->all);
    list->number += pieces->at;
    list->count = pieces->at = 0;
    list->all = calloc(count + 1, sizeof *list->all);
    return list->all ? TF_OK : TF_ERR_NOMEM;
}

static struct tf_piece *add(struct tf_pieces *pieces, enum tf_slip_what what)
{
    struct tf_piece *piece = &pieces->list.all[pieces->list.count++];
    piece->slip.what = what;
    return piece;
}

/* one: of this session alone; 0: of all. */
static enum tf_err plan_cards(struct tf_pieces *pieces, const struct tf_board *board, bool changed_only,
                              uint64_t one)
{
    struct tf_batch batch = {0};
    struct tf_piece *piece = NULL;
    enum tf_err err = tf_batch_read(&batch, board, kept_text(pieces), changed_only);

    if (err == TF_OK) {
        err = make_room(pieces, batch.count);
    }
    for (size_t i = 0; err == TF_OK && i < batch.count; i++) {
        const struct tf_batch_card *card = &batch.cards[i];
        if (one != 0 && card->session != one) {
            continue;
        }
        if (!piece || piece->card_count == pieces->cards_at_a_time) {
            piece = add(pieces, TF_SLIP_CARD);
            piece->slip.is_moved = card->is_moved;
        }
        piece->cards[piece->card_count++] = *card;
    }
    tf_batch_free(&batch);
    return err;
}

static enum tf_err plan_signs(struct tf_pieces *pieces, const struct tf_grid *grid)
{
    enum tf_err err = make_room(pieces, grid->space_count);

    for (size_t i = 0; err == TF_OK && i < grid->space_count; i++) {
        add(pieces, TF_SLIP_SIGN)->slip.space = grid->spaces[i]->record.key.id;
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
            add(pieces, TF_SLIP_BULLETIN);
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
    if (pieces->at == pieces->list.count && !pieces->is_taken) {
        err = plan(pieces, board, wish);
        if (err == TF_OK && pieces->list.count == 0) {
            err = TF_ERR_NOT_FOUND;
        }
        pieces->list.lang = lang;
        pieces->changes++;
        pieces->is_held = false;
    }
    pthread_mutex_unlock(&pieces->mutex);
    return err;
}

/* ---- one after the other ---- */

/* With the mutex: the name under which the printer knows the one at hand. */
static uint64_t owner_of(const struct tf_pieces *pieces)
{
    return TF_PRINTER_ORGANISERS + pieces->list.number + pieces->at;
}

static bool has_one(const struct tf_pieces *pieces)
{
    return pieces->at < pieces->list.count;
}

bool tf_pieces_take(struct tf_pieces *pieces, struct tf_piece *out, uint64_t *owner, enum tf_lang *lang)
{
    bool is_one;

    pthread_mutex_lock(&pieces->mutex);
    is_one = has_one(pieces) && !pieces->is_taken && !pieces->is_held && pieces->changes == pieces->saved;
    if (is_one) {
        *out = pieces->list.all[pieces->at];
        *owner = owner_of(pieces);
        *lang = pieces->list.lang;
        pieces->is_taken = true;
    }
    pthread_mutex_unlock(&pieces->mutex);
    return is_one;
}

void tf_pieces_back(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    pieces->is_taken = false;
    pthread_mutex_unlock(&pieces->mutex);
}

/* With the mutex. */
static void go_past(struct tf_pieces *pieces)
{
    pieces->is_taken = false;
    pieces->at++;
    pieces->changes++;
}

static void forget_rest(struct tf_pieces *pieces)
{
    pieces->list.count = pieces->at + pieces->is_taken;
    pieces->is_held = false;
    pieces->changes++;
}

void tf_pieces_skip(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    go_past(pieces);
    pthread_mutex_unlock(&pieces->mutex);
}

void tf_pieces_drop(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    if (has_one(pieces)) {
        forget_rest(pieces);
    }
    pthread_mutex_unlock(&pieces->mutex);
}

void tf_pieces_count(struct tf_pieces *pieces, size_t *count, size_t *printed)
{
    pthread_mutex_lock(&pieces->mutex);
    *count = has_one(pieces) ? pieces->list.count : 0;
    *printed = *count > 0 ? pieces->at : 0;
    pthread_mutex_unlock(&pieces->mutex);
}

size_t tf_pieces_held(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    size_t held = pieces->is_held ? pieces->list.count - pieces->at - pieces->is_taken : 0;
    pthread_mutex_unlock(&pieces->mutex);
    return held;
}

void tf_pieces_go_on(struct tf_pieces *pieces)
{
    pthread_mutex_lock(&pieces->mutex);
    pieces->is_held = false;
    pthread_mutex_unlock(&pieces->mutex);
}

/* ---- what became of it ---- */

/* With the mutex. */
static void note_printed(struct tf_pieces *pieces)
{
    struct tf_piece *piece = &pieces->list.all[pieces->at];
    struct tf_batch cards = {.cards = piece->cards, .count = piece->card_count};
    struct tf_buf text;

    tf_buf_init(&text, KEPT_BYTES_MAX);
    if (piece->card_count > 0 && tf_batch_write(&text, &cards, kept_text(pieces)) == TF_OK) {
        tf_buf_clear(&pieces->kept);
        tf_buf_add(&pieces->kept, text.data, text.len);
        pieces->is_kept_unsaved = true;
    }
    tf_buf_free(&text);
    go_past(pieces);
}

void tf_pieces_look(struct tf_pieces *pieces, struct tf_printer *const *printer)
{
    enum tf_printer_fate fate = TF_PRINTER_WAITING;

    pthread_mutex_lock(&pieces->mutex);
    if (pieces->is_taken) {
        fate = tf_printer_fate(*printer, owner_of(pieces));
    }
    if (fate == TF_PRINTER_PRINTED) {
        note_printed(pieces);
    } else if (fate == TF_PRINTER_GONE) { /* thrown away: the rest with it */
        go_past(pieces);
        forget_rest(pieces);
    }
    pthread_mutex_unlock(&pieces->mutex);
    (void)tf_pieces_save(pieces);
}

void tf_pieces_resume(struct tf_pieces *pieces, struct tf_printer *printer)
{
    pthread_mutex_lock(&pieces->mutex);
    enum tf_printer_fate fate =
        has_one(pieces) ? tf_printer_fate(printer, owner_of(pieces)) : TF_PRINTER_NO_JOB;
    if (fate == TF_PRINTER_PRINTED) {
        note_printed(pieces);
    }
    pieces->is_taken = fate == TF_PRINTER_HELD || fate == TF_PRINTER_WAITING;
    pthread_mutex_unlock(&pieces->mutex);
}

/* ---- the disk ---- */

static void write_text(const struct tf_buf *text, const char *path, const char *what)
{
    struct tf_problem problem = {0};
    if (path && tf_buf_write_file(text, path, &problem) != TF_OK) {
        tf_log(TF_LOG_WARNING, "print: %s could not be kept: %s", what, problem.what);
    }
}

bool tf_pieces_save(struct tf_pieces *pieces)
{
    struct tf_buf kept, queue;

    tf_buf_init(&kept, KEPT_BYTES_MAX);
    tf_buf_init(&queue, TF_PIECE_LIST_BYTES_MAX);
    pthread_mutex_lock(&pieces->mutex);
    bool is_kept = pieces->is_kept_unsaved, is_queue = pieces->changes != pieces->saved;
    uint64_t changes = pieces->changes;
    if (is_kept) {
        tf_buf_add(&kept, kept_text(pieces), pieces->kept.len);
    }
    if (is_queue) {
        const struct tf_piece_list rest = {.all = pieces->list.all + pieces->at,
                                           .count = pieces->list.count - pieces->at,
                                           .number = pieces->list.number + pieces->at,
                                           .lang = pieces->list.lang};
        (void)tf_piece_list_write(&queue, &rest);
    }
    pieces->is_kept_unsaved = false;
    pthread_mutex_unlock(&pieces->mutex);
    if (is_kept) {
        write_text(&kept, pieces->kept_path, "which cards are on paper");
    }
    if (is_queue) {
        write_text(&queue, pieces->queue_path, "what is still to be printed");
        pthread_mutex_lock(&pieces->mutex);
        pieces->saved = changes; /* the disk may refuse: printing is worth more than knowing of it */
        pthread_mutex_unlock(&pieces->mutex);
    }
    tf_buf_free(&kept);
    tf_buf_free(&queue);
    return is_queue;
}
