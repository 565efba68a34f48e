/* similar.h: sessions on the wall that are like a title being typed: by words and parts of words, whatever
 * the case and the accents; what stands in many titles counts little. Fast enough for each keystroke: folds
 * only the sessions that changed since the last board. */
#ifndef TF_MODEL_SIMILAR_H
#define TF_MODEL_SIMILAR_H

#include "core/board.h"

/* Below this many letters (ideographs count three) nothing is said: any title begins somehow. */
#define TF_SIMILAR_LETTERS_MIN 4

struct tf_similar;
enum tf_err tf_similar_create(struct tf_similar **out); /* TF_ERR_NOMEM */
void tf_similar_destroy(struct tf_similar *similar);    /* NULL is fine */
/* Looks at the sessions of board (open and placed ones), which need not outlive the call. TF_ERR_NOMEM: some
 * are missing. */
enum tf_err tf_similar_set_board(struct tf_similar *similar, const struct tf_board *board);
/* Ids of at most max sessions like title, the most alike first; how many. Not the one that is `except`. */
size_t tf_similar_find(const struct tf_similar *similar, const char *title, uint64_t except, uint64_t *out,
                       size_t max);

#endif
