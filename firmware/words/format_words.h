/* format_words.h: the words of a format on a screen. Those of the files that come with the program are
 * translated; what somebody wrote stands as it is. */
#ifndef TF_WORDS_FORMAT_WORDS_H
#define TF_WORDS_FORMAT_WORDS_H

#include "base/arena.h"
#include "base/lang.h"
#include "core/format.h"
#include "core/record.h"

#include <stddef.h>

enum { TF_FORMAT_PRINCIPLES_MAX = 5 };

/* A text of lines, each in lang; in the arena, "" when there is no memory. */
const char *tf_format_words(struct tf_arena *arena, enum tf_lang lang, const char *text);
/* The principles of the event's format, or those of Open Space when it has none of its own; returns how many.
 */
size_t tf_format_principles(const char *out[TF_FORMAT_PRINCIPLES_MAX], struct tf_arena *arena,
                            enum tf_lang lang, const struct tf_gathering *gathering);
/* Whether it has its own: then the law of two feet is not said for it. */
bool tf_format_has_principles(const struct tf_gathering *gathering);

/* What it rules for guests, as sentences. */
const char *tf_format_rules(struct tf_arena *arena, enum tf_lang lang, const struct tf_format *format);

/* The sentences of assets/formats that are translated, up to NULL: for the test that holds them against the
 * files. */
extern const char *const TF_FORMAT_WORDS[];

#endif
