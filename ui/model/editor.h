/* editor.h: a text being typed: by grapheme, with a caret, a selection and undo. Knows nothing of keys or
 * pixels.
 *
 * Offsets are bytes and always stand on a grapheme boundary, so that an emoji family, a flag or an Indic
 * cluster is one step. What is inserted goes through the door of base/text.h at the end, when the text is
 * taken; here only what could break editing (invalid UTF-8, controls) is refused. */
#ifndef TF_MODEL_EDITOR_H
#define TF_MODEL_EDITOR_H

#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct tf_editor;

/* kind decides the limits and whether \n may be typed. TF_ERR_NOMEM. */
enum tf_err tf_editor_create(struct tf_editor **out, enum tf_text_kind kind);
void tf_editor_destroy(struct tf_editor *editor); /* NULL is fine; the text is wiped */

const char *tf_editor_text(const struct tf_editor *editor); /* borrowed until the next change */
size_t tf_editor_caret(const struct tf_editor *editor);
/* The selection; begin == end: none. */
void tf_editor_selection(const struct tf_editor *editor, size_t *begin, size_t *end);
size_t tf_editor_left(const struct tf_editor *editor); /* graphemes that still fit */

/* Replaces everything and forgets the history. TF_ERR_LIMIT, TF_ERR_INVALID, TF_ERR_NOMEM: nothing changed.
 */
enum tf_err tf_editor_set(struct tf_editor *editor, const char *text);
/* Types at the caret, over the selection. The same errors. */
enum tf_err tf_editor_insert(struct tf_editor *editor, const char *text);
/* The selection, else the grapheme before the caret; of Indic scripts its last character. */
enum tf_err tf_editor_backspace(struct tf_editor *editor);
enum tf_err tf_editor_delete(struct tf_editor *editor); /* … after it */
enum tf_err tf_editor_clear(struct tf_editor *editor);  /* can be undone */

/* In text order: -1 is toward the beginning, whatever the script. extend keeps the other end of the
 * selection. */
void tf_editor_step(struct tf_editor *editor, int step, bool extend);
void tf_editor_to(struct tf_editor *editor, size_t offset,
                  bool extend); /* the nearest boundary at or before it */
void tf_editor_select_word(struct tf_editor *editor, size_t offset); /* Unicode word boundaries */
void tf_editor_select_all(struct tf_editor *editor);

/* A run of typing is one step; a space, a pause of the caret or a deletion begins another. false: nothing to
 * do. */
bool tf_editor_undo(struct tf_editor *editor);
bool tf_editor_redo(struct tf_editor *editor);
bool tf_editor_can_undo(const struct tf_editor *editor);
bool tf_editor_can_redo(const struct tf_editor *editor);

#endif
