#include "core/stamp.h"

#include <string.h>

static const char LETTERS[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ"; /* those of codes (command.c) */

enum {
    DRAWN = 5,   /* letters of a code as it is drawn; one that is longer has its kiosk behind it */
    SHARES = 30, /* of the card numbers */
};

static bool card_is_taken(const struct tf_board *board, int64_t card)
{
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    while (it.record != NULL && TF_SESSION(it.record)->card != card) {
        tf_table_next(&it);
    }
    return it.record != NULL;
}

/* The next one of this kiosk's share that is free; the numbers go round. */
static int64_t card_of(const struct tf_board *board, int64_t drawn, uint64_t kiosk)
{
    const int64_t count = (TF_CARD_LAST - TF_CARD_FIRST + 1) / SHARES;
    int64_t share = (int64_t)(kiosk % SHARES), nth = (drawn - TF_CARD_FIRST) / SHARES;
    for (int64_t i = 0; i < count; i++) {
        int64_t card = TF_CARD_FIRST + (nth + i) % count * SHARES + share;
        if (!card_is_taken(board, card)) {
            return card;
        }
    }
    return 0;
}

static enum tf_err stamp(struct tf_command *command, const struct tf_board *board, uint64_t kiosk)
{
    const size_t letters = sizeof(LETTERS) - 1;
    const struct tf_record *record = command->record;
    char code[9];
    if (command->verb != TF_VERB_PROPOSE || record == NULL || record->kind != TF_KIND_SESSION ||
        strlen(TF_SESSION(record)->code) != DRAWN) {
        return TF_OK;
    }
    union tf_record_any any = {.session = *TF_SESSION(record)};
    memcpy(code, any.session.code, DRAWN);
    code[DRAWN] = LETTERS[kiosk % letters];
    code[DRAWN + 1] = kiosk >= letters ? LETTERS[kiosk / letters % letters] : '\0';
    code[DRAWN + 2] = '\0';
    any.session.code = code;
    if (any.session.card >= TF_CARD_FIRST && any.session.card <= TF_CARD_LAST) {
        any.session.card = card_of(board, any.session.card, kiosk);
    }
    return tf_command_set_record(command, &any.record, command->fields);
}

enum tf_err tf_stamp_command(struct tf_command *command, const struct tf_board *board, uint64_t kiosk)
{
    enum tf_err err = stamp(command, board, kiosk);
    for (size_t i = 0; err == TF_OK && i < command->part_count; i++) {
        err = stamp(command->parts[i], board, kiosk);
    }
    return err;
}
