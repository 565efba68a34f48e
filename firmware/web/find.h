/* find.h: sessions by words, and sessions that are nearly the same. Made for each board from the one before:
 * only what changed is folded again. Holds open and placed sessions only. Immutable, counted. */
#ifndef TF_WEB_FIND_H
#define TF_WEB_FIND_H

#include "core/board.h"
#include "core/note_find.h"

#define TF_FIND_SIMILAR_MAX 3

struct tf_find;

/* before: of an earlier board, or NULL. TF_ERR_NOMEM. */
enum tf_err tf_find_create(struct tf_find **out, const struct tf_board *board, const struct tf_find *before);
struct tf_find *tf_find_ref(struct tf_find *find);
void tf_find_unref(struct tf_find *find); /* NULL is fine */
/* Sessions that have every word of the query (in title, subtitle, host, track or about), those with all of
 * them in the title first. Borrowed. */
size_t tf_find_words(const struct tf_find *find, const char *query, const struct tf_session **out,
                     size_t max);
/* What finds notes by words. Borrowed. */
const struct tf_note_find *tf_find_notes(const struct tf_find *find);
/* Sessions whose titles are nearly this one, nearest first; `except` is left out. */
size_t tf_find_similar(const struct tf_find *find, const char *title, uint64_t except,
                       const struct tf_session **out, size_t max);

#endif
