#include "kiosk/batch.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a, 64 bits: two cards that say different things have the same once in 10^19 times. */
static uint64_t mix(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ at[i]) * 0x100000001b3;
    }
    return hash;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    return mix(hash, text, strlen(text) + 1);
}

static uint64_t mix_number(uint64_t hash, uint64_t number)
{
    return mix(hash, &number, sizeof number);
}

static uint64_t words_of(const struct tf_session *session)
{
    uint64_t hash = 0xcbf29ce484222325;
    const char *texts[] = {session->title, session->subtitle, session->host,
                           session->about, session->language, session->track};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        hash = mix_text(hash, texts[i]);
    }
    return mix_number(hash, (uint64_t)session->format);
}

static uint64_t place_of(const struct tf_board *board, uint64_t session)
{
    const struct tf_placement *placement = NULL;
    uint64_t hash = 0xcbf29ce484222325;
    while ((placement = tf_grid_placement_of(board->grid, session, placement)) != NULL) {
        const struct tf_space *space = tf_board_space(board, placement->space);
        hash = mix_text(hash, space != NULL ? space->name : "");
        hash = mix_number(hash, (uint64_t)tf_grid_start(board->grid, placement));
        hash = mix_number(hash, (uint64_t)tf_grid_end(board->grid, placement));
    }
    return hash;
}

/* The line of a session, "SESSION WORDS PLACE" in hexadecimal; false: there is none. */
static bool find_line(const char *text, uint64_t session, uint64_t *words, uint64_t *place)
{
    for (const char *line = text; *line != '\0';) {
        char *end = NULL;
        uint64_t id = strtoull(line, &end, 16);
        if (id == session && *end == ' ') {
            *words = strtoull(end, &end, 16);
            *place = *end == ' ' ? strtoull(end, &end, 16) : 0;
            return *end == '\n';
        }
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return false;
}

static bool has(const struct tf_batch *batch, uint64_t session)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->cards[i].session == session) {
            return true;
        }
    }
    return false;
}

static void add(struct tf_batch *batch, const struct tf_board *board, uint64_t id, const char *before,
                bool changed_only)
{
    const struct tf_session *session = tf_board_session(board, id);
    uint64_t words = 0, place = 0;
    if (session == NULL || session->state == TF_SESSION_HIDDEN || has(batch, id)) {
        return;
    }
    struct tf_batch_card card = {.session = id, .words = words_of(session), .place = place_of(board, id)};
    card.is_new = !find_line(before, id, &words, &place);
    card.is_moved = !card.is_new && place != card.place;
    if (!changed_only || card.is_new || card.is_moved || words != card.words) {
        batch->cards[batch->count++] = card;
    }
}

enum tf_err tf_batch_read(struct tf_batch *out, const struct tf_board *board, const char *before,
                          bool changed_only)
{
    const struct tf_table *sessions = board->tables[TF_KIND_SESSION];
    size_t most = board->grid->placement_count + tf_table_count(sessions);
    *out = (struct tf_batch){.cards = calloc(most + 1, sizeof *out->cards)};
    if (out->cards == NULL) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < board->grid->placement_count; i++) {
        add(out, board, board->grid->placements[i]->session, before, changed_only);
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->state == TF_SESSION_OPEN) {
            add(out, board, it.record->key.id, before, changed_only);
        }
    }
    return TF_OK;
}

void tf_batch_free(struct tf_batch *batch)
{
    free(batch->cards);
    *batch = (struct tf_batch){0};
}

enum tf_err tf_batch_write(struct tf_buf *out, const struct tf_batch *batch, const char *before)
{
    for (const char *line = before; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        if (!has(batch, strtoull(line, NULL, 16)) && line[len] == '\n') {
            tf_buf_add(out, line, len + 1);
        }
        line += len + (line[len] == '\n' ? 1 : 0);
    }
    for (size_t i = 0; i < batch->count; i++) {
        const struct tf_batch_card *card = &batch->cards[i];
        tf_buf_printf(out, "%" PRIx64 " %" PRIx64 " %" PRIx64 "\n", card->session, card->words, card->place);
    }
    return tf_buf_err(out);
}
