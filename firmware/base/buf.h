/* buf.h: bytes that grow. An allocation that fails sticks: later calls do nothing and tf_buf_err() tells. */
#ifndef TF_BASE_BUF_H
#define TF_BASE_BUF_H

#include "base/err.h"

#include <stdarg.h>
#include <stddef.h>

struct tf_buf {
    char *data; /* always NUL-terminated when not NULL */
    size_t len; /* without that NUL */
    size_t room;
    size_t max; /* 0: no limit but memory */
    enum tf_err err;
};

void tf_buf_init(struct tf_buf *buf, size_t max_bytes);
void tf_buf_free(struct tf_buf *buf);
void tf_buf_clear(struct tf_buf *buf); /* len 0, room kept, error forgotten */
void tf_buf_add(struct tf_buf *buf, const void *bytes, size_t len);
void tf_buf_puts(struct tf_buf *buf, const char *text);
void tf_buf_putc(struct tf_buf *buf, char c);
void tf_buf_printf(struct tf_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* TF_OK, TF_ERR_NOMEM or TF_ERR_LIMIT: the first thing that went wrong. */
enum tf_err tf_buf_err(const struct tf_buf *buf);
/* Hands the bytes over (caller frees with free()); "" when empty, NULL when there was an error. */
char *tf_buf_take(struct tf_buf *buf, size_t *len);

/* Adds a whole file; on failure buf is as it was. max_bytes 0: no limit but the buf's own. TF_ERR_NOT_FOUND,
 * TF_ERR_IO, TF_ERR_LIMIT (longer than max_bytes), TF_ERR_NOMEM. */
enum tf_err tf_buf_read_file(struct tf_buf *buf, const char *path, size_t max_bytes,
                             struct tf_problem *problem);
/* Writes beside path, syncs, renames over it: the old file or the whole new one. TF_ERR_IO. */
enum tf_err tf_buf_write_file(const struct tf_buf *buf, const char *path, struct tf_problem *problem);

#endif
