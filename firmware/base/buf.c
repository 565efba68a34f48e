#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM_BYTES = 64 };

void tf_buf_init(struct tf_buf *buf, size_t max_bytes)
{
    *buf = (struct tf_buf){.max = max_bytes};
}

void tf_buf_free(struct tf_buf *buf)
{
    free(buf->data);
    tf_buf_init(buf, buf->max);
}

void tf_buf_clear(struct tf_buf *buf)
{
    buf->len = 0;
    buf->err = TF_OK;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

/* Room for more bytes and the NUL. */
static bool reserve(struct tf_buf *buf, size_t more)
{
    if (buf->err != TF_OK) {
        return false;
    }
    size_t max = buf->max != 0 && buf->max < SIZE_MAX / 2 ? buf->max : SIZE_MAX / 2 - 1;
    if (more > max || buf->len > max - more) {
        buf->err = buf->max != 0 ? TF_ERR_LIMIT : TF_ERR_NOMEM;
        return false;
    }
    size_t need = buf->len + more + 1;
    if (need <= buf->room) {
        return true;
    }
    size_t room = buf->room < FIRST_ROOM_BYTES ? FIRST_ROOM_BYTES : buf->room;
    while (room < need) {
        room *= 2; /* cannot overflow: need is at most SIZE_MAX / 2 */
    }
    if (buf->max != 0 && room > max + 1) {
        room = max + 1;
    }
    char *data = realloc(buf->data, room);
    if (data == NULL) {
        buf->err = TF_ERR_NOMEM;
        return false;
    }
    buf->data = data;
    buf->room = room;
    return true;
}

void tf_buf_add(struct tf_buf *buf, const void *bytes, size_t len)
{
    if (!reserve(buf, len)) {
        return;
    }
    if (len > 0) {
        memcpy(buf->data + buf->len, bytes, len);
    }
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void tf_buf_puts(struct tf_buf *buf, const char *text)
{
    tf_buf_add(buf, text, strlen(text));
}

void tf_buf_putc(struct tf_buf *buf, char c)
{
    tf_buf_add(buf, &c, 1);
}

void tf_buf_printf(struct tf_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    /* Most fit into what is there; what does not is written again. */
    size_t rest = buf->err == TF_OK && buf->data != NULL ? buf->room - buf->len : 0;
    int len = vsnprintf(rest > 0 ? buf->data + buf->len : NULL, rest, format, args);
    if (len < 0) {
        if (buf->err == TF_OK) {
            buf->err = TF_ERR_NOMEM;
        }
    } else if (reserve(buf, (size_t)len)) {
        if ((size_t)len >= rest) {
            vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        }
        buf->len += (size_t)len;
    }
    if (buf->data != NULL) {
        buf->data[buf->len] = '\0'; /* whatever was cut off goes */
    }
    va_end(again);
    va_end(args);
}

enum tf_err tf_buf_err(const struct tf_buf *buf)
{
    return buf->err;
}

char *tf_buf_take(struct tf_buf *buf, size_t *len)
{
    tf_buf_add(buf, NULL, 0); /* "" needs a byte of its own */
    if (buf->err != TF_OK) {
        return NULL;
    }
    char *data = buf->data;
    if (len != NULL) {
        *len = buf->len;
    }
    tf_buf_init(buf, buf->max);
    return data;
}
