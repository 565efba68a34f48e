/* keymap_in.h: what the files of keymap share: what a key says on it and whether what it types can be seen.
 */
#ifndef TF_KEYS_KEYMAP_IN_H
#define TF_KEYS_KEYMAP_IN_H

#include "keys/keymap.h"

#define TF_KEYMAP_XKB_PATH "/usr/share/X11/xkb"

/* A dead key's accent as it stands alone ("´"); NULL: the keysym is no dead key. */
const char *tf_keymap_dead_label(uint32_t keysym);
const char *tf_keymap_dead_mark(uint32_t keysym); /* as a combining mark; "": it has none */

/* Something that shows or that joins letters; no control, nothing private or unassigned. */
bool tf_keymap_is_typable(const char *text);
bool tf_keymap_is_letter(const char *text); /* begins with a letter */
int tf_keymap_direction(
    const char *text); /* of its first letter: -1 right-to-left, 1 left-to-right, 0 none */

/* What to print for text: a mark stands on a dotted circle, a joiner is named. */
void tf_keymap_label(const char *text, char out[TF_KEYMAP_LABEL_MAX]);
/* text in NFC, or "" when that is too long. */
void tf_keymap_compose(const char *text, char out[TF_KEYMAP_LABEL_MAX]);

#endif
