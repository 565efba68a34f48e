/* gzip.h: bytes made smaller, once, for all who ask. */
#ifndef TF_WEB_GZIP_H
#define TF_WEB_GZIP_H

#include "base/buf.h"

/* Appends the gzip of len bytes to out. level 1 (quick, for one reader) … 9. TF_ERR_NOMEM, TF_ERR_LIMIT. */
enum tf_err tf_gzip(struct tf_buf *out, const char *bytes, size_t len, int level);

#endif
