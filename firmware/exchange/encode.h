/* encode.h: bytes of whatever encoding to UTF-8. */
#ifndef TF_EXCHANGE_ENCODE_H
#define TF_EXCHANGE_ENCODE_H

#include "base/buf.h"
#include "exchange/exchange.h"

/* Fills out with UTF-8: UTF-16 and UTF-32 by their mark, else UTF-8, with each byte that is none taken for
 * Windows-1252; the mark goes, NULs go, and what was guessed is reported. TF_ERR_NOMEM, TF_ERR_LIMIT. */
enum tf_err tf_encode_utf8(struct tf_buf *out, const char *bytes, size_t len, struct tf_report *report);

#endif
