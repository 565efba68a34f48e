/* plain.h: markup to plain text, for descriptions. Only tags that HTML knows are taken for markup, so that
 * "a < b" and "<https://example.org>" stay as they are. */
#ifndef TF_EXCHANGE_PLAIN_H
#define TF_EXCHANGE_PLAIN_H

#include "base/buf.h"

/* Appends; a paragraph becomes an empty line, an item "- ", a link "text (address)"; scripts and styles go.
 */
void tf_plain_from_html(struct tf_buf *out, const char *html, size_t len);

#endif
