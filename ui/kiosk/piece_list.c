#include "kiosk/piece_list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* "twofeet-pieces 1 NUMBER LANG", then for each piece "WHAT SPACE IS_MOVED" and for each of its cards "
 * SESSION WORDS PLACE IS_NEW IS_MOVED"; numbers in hexadecimal. */
static const char MAGIC[] = "twofeet-pieces 1 ";

enum tf_err tf_piece_list_write(struct tf_buf *out, const struct tf_piece_list *list)
{
    tf_buf_printf(out, "%s%" PRIx64 " %x\n", MAGIC, list->number, (unsigned)list->lang);
    for (size_t i = 0; i < list->count; i++) {
        const struct tf_piece *piece = &list->all[i];
        tf_buf_printf(out, "%x %" PRIx64 " %x", (unsigned)piece->slip.what, piece->slip.space,
                      (unsigned)piece->slip.is_moved);
        for (size_t c = 0; c < piece->card_count; c++) {
            const struct tf_batch_card *card = &piece->cards[c];
            tf_buf_printf(out, " %" PRIx64 " %" PRIx64 " %" PRIx64 " %x %x", card->session, card->words,
                          card->place, (unsigned)card->is_new, (unsigned)card->is_moved);
        }
        tf_buf_putc(out, '\n');
    }
    return tf_buf_err(out);
}

/* One number of a line, and the space before it. */
static bool take(const char **at, uint64_t most, uint64_t *out)
{
    char *end = NULL;
    if (strchr("0123456789abcdef", **at) == NULL || **at == '\0') {
        return false;
    }
    *out = strtoull(*at, &end, 16);
    *at = end + (*end == ' ');
    return *out <= most && (*end == ' ' || *end == '\n');
}

static bool take_card(const char **at, struct tf_batch_card *card)
{
    uint64_t is_new = 0, is_moved = 0;
    bool is_ok = take(at, UINT64_MAX, &card->session) && take(at, UINT64_MAX, &card->words) &&
                 take(at, UINT64_MAX, &card->place) && take(at, 1, &is_new) && take(at, 1, &is_moved);
    card->is_new = is_new != 0;
    card->is_moved = is_moved != 0;
    return is_ok;
}

static bool take_piece(const char **at, struct tf_piece *piece)
{
    uint64_t what = 0, is_moved = 0;
    bool is_ok = take(at, TF_SLIP_COUNT - 1, &what) && take(at, UINT64_MAX, &piece->slip.space) &&
                 take(at, 1, &is_moved);
    piece->slip.what = (enum tf_slip_what)what;
    piece->slip.is_moved = is_moved != 0;
    while (is_ok && **at != '\n' && piece->card_count < TF_CUTSHEET_CARDS) {
        is_ok = take_card(at, &piece->cards[piece->card_count++]);
    }
    is_ok = is_ok && **at == '\n' && (piece->slip.what == TF_SLIP_CARD) == (piece->card_count > 0);
    *at += is_ok;
    return is_ok;
}

enum tf_err tf_piece_list_read(struct tf_piece_list *out, const char *text)
{
    const char *at = text + strlen(MAGIC);
    uint64_t lang = 0;
    size_t lines = 0;
    *out = (struct tf_piece_list){.all = NULL};
    if (strncmp(text, MAGIC, strlen(MAGIC)) != 0 || !take(&at, UINT64_MAX >> 1, &out->number) ||
        !take(&at, TF_LANG_COUNT - 1, &lang) || *at != '\n') {
        return TF_ERR_CORRUPT;
    }
    out->lang = (enum tf_lang)lang;
    for (const char *line = ++at; (line = strchr(line, '\n')) != NULL; line++) {
        lines++;
    }
    out->all = calloc(lines + 1, sizeof *out->all);
    if (out->all == NULL) {
        return TF_ERR_NOMEM;
    }
    while (out->count < lines && take_piece(&at, &out->all[out->count])) {
        out->count++;
    }
    if (*at == '\0') {
        return TF_OK;
    }
    free(out->all);
    *out = (struct tf_piece_list){.number = out->number};
    return TF_ERR_CORRUPT;
}
