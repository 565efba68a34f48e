#include "words/words_cafe.h"

#include "words/words.h"

#include <stdlib.h>
#include <string.h>

const char *tf_words_cafe_why(enum tf_lang lang, enum tf_err err)
{
    switch (err) {
    case TF_ERR_NOT_FOUND:
        return tf_tr(lang, "There are no tables or no rounds yet: spaces are tables, times are rounds.");
    case TF_ERR_INVALID:
        return tf_tr(lang, "Nobody has said yet how many people came: more than there are tables.");
    case TF_ERR_LIMIT:
        return tf_tr(lang, "So many people need more than one café: 400 guests have room in a plan.");
    default:
        return tf_tr(lang, "This did not work. Please try once more.");
    }
}

const char *tf_words_cafe_summary(struct tf_arena *arena, enum tf_lang lang, const struct tf_cafe *cafe)
{
    unsigned long guests = (unsigned long)cafe->plan.guests;
    /* TRANSLATORS: how many guests, how many tables, how many rounds */
    const char *counts = tf_words_printf(arena, tf_tr(lang, "Guests: %lu. Tables: %lu. Rounds: %lu."), guests,
                                         (unsigned long)cafe->plan.tables, (unsigned long)cafe->plan.rounds);
    const char *how = tf_words_printf(
        arena, tf_tr(lang, "Count off from 1 to %lu: that is your number. A host stays at each table."),
        guests);
    return tf_words_printf(arena, tf_tr(lang, "%s %s"), counts, how);
}

const char *tf_words_cafe_numbers(struct tf_arena *arena, enum tf_lang lang, const struct tf_cafe *cafe,
                                  size_t round, size_t table)
{
    const char *text = "";
    for (size_t guest = 1; guest <= cafe->plan.guests; guest++) {
        if (tf_rotation_table(&cafe->plan, guest, round) == table) {
            const char *number = tf_words_printf(arena, "%zu", guest);
            text = text[0] == '\0' ? number : tf_words_printf(arena, tf_tr(lang, "%s, %s"), text, number);
        }
    }
    return text;
}

size_t tf_words_cafe_guest(const struct tf_cafe *cafe, const char *text)
{
    size_t len = strlen(text);
    size_t number =
        len > 0 && len < 6 && strspn(text, "0123456789") == len ? (size_t)strtoul(text, NULL, 10) : 0;
    return number <= cafe->plan.guests ? number : 0;
}
