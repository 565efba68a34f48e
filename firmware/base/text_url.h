/* text_url.h: what counts as a link. Only for text.c. */
#ifndef TF_BASE_TEXT_URL_H
#define TF_BASE_TEXT_URL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Puts the link into out (which is empty), scheme and host in small letters, the rest percent-encoded where
 * ASCII has no place for it. false: not an http(s) URL that we would show to anybody. in is valid UTF-8. */
bool tf_text_url_put(struct tf_buf *out, const char *in, size_t len);

#endif
