#include "base/text.h"

#include <string.h>
#include <unistr.h>

bool tf_text_is_valid(const char *text, size_t len)
{
    if (len == 0) {
        return true;
    }
    return memchr(text, '\0', len) == NULL && u8_check((const uint8_t *)text, len) == NULL;
}

/* Where to cut so that at most max bytes remain and no character is split. */
static size_t cut_at_character(const char *text, size_t max)
{
    size_t len = strnlen(text, max + 1);
    if (len <= max) {
        return len;
    }
    size_t cut = max;
    while (cut > 0 && max - cut < 3 && ((unsigned char)text[cut] & 0xc0) == 0x80) {
        cut--;
    }
    return cut;
}

char *tf_text_copy(char *dst, size_t size, const char *src)
{
    if (size == 0) {
        return dst;
    }
    size_t len = src == NULL ? 0 : cut_at_character(src, size - 1);
    if (len > 0) {
        memmove(dst, src, len);
    }
    dst[len] = '\0';
    return dst;
}
