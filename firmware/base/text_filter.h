/* text_filter.h: what may stay of a text and what goes. Only for text.c. */
#ifndef TF_BASE_TEXT_FILTER_H
#define TF_BASE_TEXT_FILTER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tf_text_filter {
    bool lines;       /* several lines are allowed */
    size_t cap_bytes; /* stops reading past this much output: the text is too long anyway */
    bool removed;     /* out: something was taken away that was not white space */
    bool overflow;    /* out: the cap was reached */
};

/* Puts the clean text into out (which is emptied first), in NFC; bytes that are not UTF-8 become U+FFFD. Its
 * own output goes through unchanged. TF_ERR_NOMEM. */
enum tf_err tf_text_filter_run(struct tf_text_filter *filter, struct tf_buf *out, const char *in, size_t len);

#endif
