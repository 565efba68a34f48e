#include "exchange/encode.h"

#include "base/limits.h"
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* How many bytes of valid UTF-8 (one character) are here; 0: none. */
static size_t character(const char *at, size_t left)
{
    unsigned char lead = (unsigned char)*at;
    size_t len = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead == 0 || len > left) {
        return 0;
    }
    return len == 1 || tf_text_is_valid(at, len) ? len : 0;
}

static void add_windows_byte(struct tf_buf *out, iconv_t converter, char byte)
{
    char utf8[8];
    char *in = &byte, *to = utf8;
    size_t in_left = 1, to_left = sizeof utf8;
    if (iconv(converter, &in, &in_left, &to, &to_left) == (size_t)-1) {
        tf_buf_puts(out, "\xef\xbf\xbd");
    } else {
        tf_buf_add(out, utf8, sizeof utf8 - to_left);
    }
}

static enum tf_err from_bytes(struct tf_buf *out, const char *bytes, size_t len, struct tf_report *report)
{
    iconv_t converter = iconv_open("UTF-8", "WINDOWS-1252");
    if (converter == (iconv_t)-1) {
        return TF_ERR_NOMEM;
    }
    size_t guessed = 0, nuls = 0;
    long line = 1, first_line = 0;
    for (size_t i = 0; i < len && !tf_buf_err(out);) {
        size_t n = character(bytes + i, len - i);
        line += bytes[i] == '\n';
        if (n) {
            tf_buf_add(out, bytes + i, n);
            i += n;
            continue;
        }
        if (bytes[i] == '\0') {
            nuls++;
        } else {
            add_windows_byte(out, converter, bytes[i]);
            first_line = guessed++ ? first_line : line;
        }
        i++;
    }
    iconv_close(converter);
    if (guessed) {
        tf_report_add(report, TF_REPORT_MENDED, first_line, "encoding",
                      "%zu bytes are not UTF-8, the first in this line; they were taken for Windows-1252.",
                      guessed);
    }
    if (nuls) {
        tf_report_add(report, TF_REPORT_MENDED, 0, "encoding", "%zu NUL bytes were left out.", nuls);
    }
    return tf_buf_err(out);
}

static enum tf_err from_wide(struct tf_buf *out, const char *bytes, size_t len, const char *charset,
                             size_t unit, struct tf_report *report)
{
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) {
        return TF_ERR_NOMEM;
    }
    char chunk[4096];
    char *in = (char *)(uintptr_t)bytes; /* iconv() never writes there, whatever its type says */
    size_t left = len, broken = 0;
    while (left > 0 && !tf_buf_err(out)) {
        char *to = chunk;
        size_t to_left = sizeof chunk;
        size_t got = iconv(converter, &in, &left, &to, &to_left);
        int cause = errno;
        for (char *p = chunk; p < to; p++) {
            if (*p) {
                tf_buf_putc(out, *p);
            }
        }
        if (got != (size_t)-1 || cause == E2BIG) {
            continue;
        }
        tf_buf_puts(out, "\xef\xbf\xbd");
        broken++;
        size_t skip = left < unit ? left : unit;
        in += skip;
        left -= skip;
    }
    iconv_close(converter);
    tf_report_add(report, TF_REPORT_NOTE, 0, "encoding", "The file is in %s.", charset);
    if (broken) {
        tf_report_add(report, TF_REPORT_MENDED, 0, "encoding", "%zu characters could not be read.", broken);
    }
    return tf_buf_err(out);
}

enum tf_err tf_encode_utf8(struct tf_buf *out, const char *bytes, size_t len, struct tf_report *report)
{
    if (len >= 4 && memcmp(bytes, "\xff\xfe\0\0", 4) == 0) {
        return from_wide(out, bytes + 4, len - 4, "UTF-32LE", 4, report);
    }
    if (len >= 4 && memcmp(bytes, "\0\0\xfe\xff", 4) == 0) {
        return from_wide(out, bytes + 4, len - 4, "UTF-32BE", 4, report);
    }
    if (len >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0) {
        return from_wide(out, bytes + 2, len - 2, "UTF-16LE", 2, report);
    }
    if (len >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0) {
        return from_wide(out, bytes + 2, len - 2, "UTF-16BE", 2, report);
    }
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        return from_bytes(out, bytes + 3, len - 3, report);
    }
    return from_bytes(out, bytes, len, report);
}
