#include "web/gzip.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

enum { GZIP_WINDOW_BITS = 15 + 16 }; /* + 16: a gzip header, no zlib one */

enum tf_err tf_gzip(struct tf_buf *out, const char *bytes, size_t len, int level)
{
    z_stream stream = {0};
    if (len > INT_MAX) {
        return TF_ERR_LIMIT;
    }
    if (deflateInit2(&stream, level, Z_DEFLATED, GZIP_WINDOW_BITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = TF_ERR_NOMEM;
    uLong room = deflateBound(&stream, (uLong)len);
    char *packed = malloc(room);
    if (packed == NULL) {
        goto out;
    }
    stream.next_in = (Bytef *)(uintptr_t)bytes; /* zlib reads it only */
    stream.avail_in = (uInt)len;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_FINISH) == Z_STREAM_END) {
        tf_buf_add(out, packed, stream.total_out);
        err = tf_buf_err(out);
    }
out:
    free(packed);
    deflateEnd(&stream);
    return err;
}
