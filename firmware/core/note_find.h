/* note_find.h: notes by words, in any script: parts of words, whatever the case and the accents, as titles
 * are found. Made for each board from the one before: only what changed is folded again. Immutable, counted.
 * What is hidden is not in it, and what was erased is gone with the next board. */
#ifndef TF_CORE_NOTE_FIND_H
#define TF_CORE_NOTE_FIND_H

#include "core/board.h"

struct tf_note_find;

/* before: of an earlier board, or NULL. TF_ERR_NOMEM. */
enum tf_err tf_note_find_create(struct tf_note_find **out, const struct tf_board *board,
                                const struct tf_note_find *before);
struct tf_note_find *tf_note_find_ref(struct tf_note_find *find);
void tf_note_find_unref(struct tf_note_find *find); /* NULL is fine */

/* Notes that have every word of the query, the newest first; up to max. Borrowed of `find`. */
size_t tf_note_find_words(const struct tf_note_find *find, const char *query, const struct tf_note **out,
                          size_t max);
/* The part of the note around the query's first word, on one line, with "…" where it was cut. The caller's;
 * NULL: no memory, or the word is not in it. */
char *tf_note_find_excerpt(const struct tf_note *note, const char *query);

#endif
