/* text_blank.h: words taken out of a text that somebody wrote. */
#ifndef TF_BASE_TEXT_BLANK_H
#define TF_BASE_TEXT_BLANK_H

#include "base/err.h"

/* Wherever words stand in text as whole words, whatever their case, "…" takes their place; the result is
 * never longer than text. *out NULL: they are nowhere in it; else the caller frees. TF_ERR_NOMEM. */
enum tf_err tf_text_blank(char **out, const char *text, const char *words);

#endif
