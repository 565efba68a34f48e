#include "base/text.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/text_filter.h"
#include "base/text_grapheme.h"
#include "base/text_url.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#define ELLIPSIS "\u2026"

/* Composing makes a text at most three times shorter; what is longer than this before cannot fit after. */
enum { COMPOSED_FACTOR = 4 };

struct limit {
    size_t graphemes, bytes;
    bool lines;
};

static struct limit limit_of(enum tf_text_kind kind)
{
    switch (kind) {
    case TF_TEXT_NAME:
        return (struct limit){TF_NAME_GRAPHEMES_MAX, TF_NAME_BYTES_MAX, false};
    case TF_TEXT_ABOUT:
        return (struct limit){TF_ABOUT_GRAPHEMES_MAX, TF_ABOUT_BYTES_MAX, true};
    case TF_TEXT_URL:
        return (struct limit){TF_URL_BYTES_MAX, TF_URL_BYTES_MAX, false};
    case TF_TEXT_TITLE:
        break;
    }
    return (struct limit){TF_TITLE_GRAPHEMES_MAX, TF_TITLE_BYTES_MAX, false};
}

/* The end of the longest prefix of whole graphemes within both limits. */
static size_t prefix_within(const struct tf_buf *text, size_t graphemes, size_t bytes)
{
    size_t end = 0;
    for (size_t i = 0; i < graphemes && end < text->len; i++) {
        size_t next = tf_text_grapheme_step(text->data, text->len, end);
        if (next > bytes) {
            break;
        }
        end = next;
    }
    return end;
}

static bool is_within(const struct tf_buf *text, const struct limit *limit)
{
    return text->len <= limit->bytes && prefix_within(text, limit->graphemes, limit->bytes) == text->len;
}

static bool is_blank(const char *in, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (in[i] != ' ' && (in[i] < '\t' || in[i] > '\r')) {
            return false;
        }
    }
    return true;
}

/* C0 and C1, but a line's end; what turns other people's text around. */
static bool is_control(ucs4_t c, bool lines)
{
    return (c < 0x20 && !(lines && c == '\n')) || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool tf_text_is_kept(const char *text, size_t len, enum tf_text_kind kind)
{
    struct limit limit = limit_of(kind);
    if (kind == TF_TEXT_URL || len > limit.bytes || !tf_text_is_valid(text, len)) {
        return false;
    }
    for (size_t i = 0; i < len;) {
        ucs4_t c;
        i += (size_t)u8_mbtouc_unsafe(&c, (const uint8_t *)text + i, len - i);
        if (is_control(c, limit.lines)) {
            return false;
        }
    }
    return true;
}

/* The same for both: what a person typed is refused where a file's text would become "". */
static enum tf_err make_url(struct tf_buf *out, const char *in, size_t len)
{
    if (is_blank(in, len)) {
        return TF_OK;
    }
    /* Encoding only makes it longer. The white space around it is not counted, but is not endless either. */
    if (!tf_text_is_valid(in, len) || !tf_text_url_put(out, in, len)) {
        return TF_ERR_INVALID;
    }
    return out->err;
}

static enum tf_err take(char **out, struct tf_buf *buf)
{
    char *text = tf_buf_take(buf, NULL);
    if (text == NULL) {
        return tf_buf_err(buf);
    }
    *out = text;
    return TF_OK;
}

enum tf_err tf_text_clean(char **out, const char *in, size_t len, enum tf_text_kind kind)
{
    struct limit limit = limit_of(kind);
    struct tf_buf buf;
    enum tf_err err;
    if (kind == TF_TEXT_URL) {
        tf_buf_init(&buf, limit.bytes);
        err = make_url(&buf, in, len);
    } else if (!tf_text_is_valid(in, len)) {
        return TF_ERR_INVALID;
    } else {
        tf_buf_init(&buf, 0);
        struct tf_text_filter filter = {.lines = limit.lines, .cap_bytes = COMPOSED_FACTOR * limit.bytes};
        err = tf_text_filter_run(&filter, &buf, in, len);
        if (err == TF_OK && (filter.overflow || !is_within(&buf, &limit))) {
            err = TF_ERR_LIMIT;
        } else if (err == TF_OK && buf.len == 0 && filter.removed) {
            err = TF_ERR_INVALID; /* there was something, and nobody could see it */
        }
    }
    if (err == TF_OK) {
        err = take(out, &buf);
    }
    tf_buf_free(&buf);
    return err;
}

/* Makes room for the ellipsis and adds it. */
static enum tf_err cut(struct tf_buf *buf, const struct limit *limit, struct tf_text_filter *filter)
{
    size_t bytes = limit->bytes - strlen(ELLIPSIS);
    size_t end = prefix_within(buf, limit->graphemes - 1, bytes);
    while (end == 0 || ((unsigned char)buf->data[end] & 0xc0) == 0x80) {
        /* One grapheme longer than the whole limit is no writing, but must be cut somewhere: at a character.
         */
        end = end == 0 ? bytes : end - 1;
    }
    struct tf_buf prefix;
    tf_buf_init(&prefix, 0);
    bool removed = filter->removed;
    enum tf_err err =
        tf_text_filter_run(filter, &prefix, buf->data, end); /* white space and joiners left behind */
    filter->removed = removed;
    tf_buf_puts(&prefix, ELLIPSIS);
    if (err == TF_OK) {
        err = tf_buf_err(&prefix);
    }
    tf_buf_free(buf);
    *buf = prefix;
    return err;
}

static enum tf_err fit_url(char **out, const char *in, size_t len, unsigned *done)
{
    struct tf_buf buf;
    tf_buf_init(&buf, TF_URL_BYTES_MAX);
    enum tf_err err = make_url(&buf, in, len);
    if (err == TF_ERR_INVALID || err == TF_ERR_LIMIT) {
        /* Half a link leads to another place: none is better. */
        *done |= err == TF_ERR_LIMIT ? TF_TEXT_FIX_CUT : TF_TEXT_FIX_REMOVED;
        tf_buf_clear(&buf);
        err = TF_OK;
    }
    if (err == TF_OK) {
        err = take(out, &buf);
    }
    tf_buf_free(&buf);
    return err;
}

static enum tf_err fit_words(char **out, const char *in, size_t len, enum tf_text_kind kind, unsigned *done)
{
    struct limit limit = limit_of(kind);
    struct tf_text_filter filter = {.lines = limit.lines, .cap_bytes = COMPOSED_FACTOR * limit.bytes};
    struct tf_buf buf;
    tf_buf_init(&buf, 0);
    if (len > 0 && u8_check((const uint8_t *)in, len) != NULL) {
        *done |= TF_TEXT_FIX_ENCODING;
    }
    enum tf_err err = tf_text_filter_run(&filter, &buf, in, len);
    if (err == TF_OK && (filter.overflow || !is_within(&buf, &limit))) {
        *done |= TF_TEXT_FIX_CUT;
        err = cut(&buf, &limit, &filter);
    }
    if (filter.removed) {
        *done |= TF_TEXT_FIX_REMOVED;
    }
    if (err == TF_OK) {
        err = take(out, &buf);
    }
    tf_buf_free(&buf);
    return err;
}

enum tf_err tf_text_fit(char **out, const char *in, size_t len, enum tf_text_kind kind, unsigned *fixes)
{
    unsigned done = 0;
    enum tf_err err =
        kind == TF_TEXT_URL ? fit_url(out, in, len, &done) : fit_words(out, in, len, kind, &done);
    if (err == TF_OK && fixes != NULL) {
        *fixes = done;
    }
    return err;
}
