/* text_grapheme.h: the step from one grapheme to the next where the length is known. Only for text*.c. */
#ifndef TF_BASE_TEXT_GRAPHEME_H
#define TF_BASE_TEXT_GRAPHEME_H

#include <stddef.h>

/* offset < len: the boundary after it. */
size_t tf_text_grapheme_step(const char *text, size_t len, size_t offset);

#endif
