/* keymap.h: what an on-screen keyboard shows and types, from the world's own tables: layouts from xkb-data
 * through libxkbcommon, dead keys and compose from the locale's tables. No pixels, no screen state but the
 * pending dead key.
 *
 * Keys are those of a PC keyboard's letter block, row by row from the top, as the layout's people know them.
 */
#ifndef TF_KEYS_KEYMAP_H
#define TF_KEYS_KEYMAP_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TF_KEYMAP_ROWS      4
#define TF_KEYMAP_KEYS_MAX  14 /* in one row */
#define TF_KEYMAP_LEVELS    4  /* plain, Shift, AltGr, Shift+AltGr */
#define TF_KEYMAP_LABEL_MAX 16

struct tf_keymap_key {
    uint32_t keysym[TF_KEYMAP_LEVELS];                 /* 0: types nothing on this level */
    char label[TF_KEYMAP_LEVELS][TF_KEYMAP_LABEL_MAX]; /* what to print on it; "" when it types nothing */
    bool dead[TF_KEYMAP_LEVELS];
};
struct tf_keymap_row {
    struct tf_keymap_key keys[TF_KEYMAP_KEYS_MAX];
    size_t count;
};

struct tf_keymap; /* one layout, with its pending dead key */

/* layout and variant are xkb's ("de", "", "fr", "bepo", "ara", "in", "deva"). TF_ERR_NOT_FOUND, TF_ERR_NOMEM.
 */
enum tf_err tf_keymap_open(struct tf_keymap **out, const char *layout, const char *variant);
void tf_keymap_close(struct tf_keymap *keymap);
const struct tf_keymap_row *tf_keymap_row(const struct tf_keymap *keymap, size_t row); /* 0: the digits */
/* Levels that type something the lower ones do not: 2 or 4; tells whether an AltGr key is needed. */
size_t tf_keymap_levels(const struct tf_keymap *keymap);
bool tf_keymap_is_rtl(const struct tf_keymap *keymap); /* most of its letters are right-to-left */

/* Presses a key: out gets the UTF-8 to insert ("" while a dead key waits). */
void tf_keymap_press(struct tf_keymap *keymap, uint32_t keysym, char out[TF_KEYMAP_LABEL_MAX]);
const char *tf_keymap_pending(const struct tf_keymap *keymap); /* label of the waiting dead key; "" */
void tf_keymap_cancel(struct tf_keymap *keymap);               /* forgets it */

/* ---- which layouts there are
 * -------------------------------------------------------------------------------- */
struct tf_keymap_choice {
    const char *layout, *variant;
    const char *name;        /* its own description, "German", "French (BEPO)" */
    const char *language;    /* "de" (ISO 639-1 where there is one) */
    bool needs_input_method; /* Chinese, Japanese, Korean …: type this one on your phone */
};
struct tf_keymap_list;
enum tf_err tf_keymap_list_open(struct tf_keymap_list **out); /* through libxkbregistry */
void tf_keymap_list_close(struct tf_keymap_list *list);
size_t tf_keymap_list_count(const struct tf_keymap_list *list);
const struct tf_keymap_choice *tf_keymap_list_at(const struct tf_keymap_list *list, size_t index);
/* The usual layout of a language ("de-AT" → at); NULL: none. */
const struct tf_keymap_choice *tf_keymap_list_for(const struct tf_keymap_list *list, const char *language);

/* ---- accents without a long press
 * --------------------------------------------------------------------------- */
#define TF_KEYMAP_ACCENTS_MAX 24
/* The accented and related forms of the grapheme before the caret, as NFC ("e" → è é ê ë ē ė ę …); how many.
 */
size_t tf_keymap_accents(const char *grapheme, char out[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX]);

/* ---- emoji page
 * ---------------------------------------------------------------------------------------------- */
struct tf_keymap_emoji_group {
    const char *name;         /* English, for speech; marked for translation */
    const char *const *emoji; /* NULL-terminated */
};
extern const struct tf_keymap_emoji_group TF_KEYMAP_EMOJI[]; /* ends in {NULL, NULL} */

#endif
