#include "exchange/plain.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES   12
#define TAG_MAX_BYTES    2048 /* "<a" without an end must not make every later "<a" look for one */
#define HREF_MAX_BYTES   500
#define ENTITY_MAX_BYTES 10 /* letters between & and ; */

enum effect { INLINE, BREAK, PARAGRAPH, ITEM, LINK, SILENT };

static const struct tag {
    const char *name;
    enum effect effect;
} tags[] = {
    {"a", LINK},
    {"abbr", INLINE},
    {"article", PARAGRAPH},
    {"b", INLINE},
    {"big", INLINE},
    {"blockquote", PARAGRAPH},
    {"br", BREAK},
    {"center", PARAGRAPH},
    {"cite", INLINE},
    {"code", INLINE},
    {"dd", BREAK},
    {"del", INLINE},
    {"div", BREAK},
    {"dl", PARAGRAPH},
    {"dt", BREAK},
    {"em", INLINE},
    {"font", INLINE},
    {"h1", PARAGRAPH},
    {"h2", PARAGRAPH},
    {"h3", PARAGRAPH},
    {"h4", PARAGRAPH},
    {"h5", PARAGRAPH},
    {"h6", PARAGRAPH},
    {"hr", PARAGRAPH},
    {"i", INLINE},
    {"iframe", SILENT},
    {"img", INLINE},
    {"ins", INLINE},
    {"li", ITEM},
    {"object", SILENT},
    {"ol", PARAGRAPH},
    {"p", PARAGRAPH},
    {"pre", PARAGRAPH},
    {"q", INLINE},
    {"s", INLINE},
    {"script", SILENT},
    {"section", PARAGRAPH},
    {"small", INLINE},
    {"span", INLINE},
    {"strong", INLINE},
    {"style", SILENT},
    {"sub", INLINE},
    {"sup", INLINE},
    {"table", PARAGRAPH},
    {"tbody", INLINE},
    {"td", INLINE},
    {"th", INLINE},
    {"thead", INLINE},
    {"tr", BREAK},
    {"tt", INLINE},
    {"u", INLINE},
    {"ul", PARAGRAPH},
};

struct plain {
    struct tf_buf *out;
    size_t first; /* of out: where our own text begins */
    const char *at, *end;
    char href[HREF_MAX_BYTES]; /* of the open link; "" none */
    size_t link_text;          /* of out: where that link's text begins */
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Ends the line, or leaves an empty one; nothing at the very beginning. */
static void newlines(struct plain *plain, int wanted)
{
    struct tf_buf *out = plain->out;
    while (out->len > plain->first && out->data[out->len - 1] == ' ') {
        out->data[--out->len] = '\0';
    }
    if (out->len == plain->first) {
        return;
    }
    int have = 0;
    while (have < wanted && out->len - (size_t)have > plain->first &&
           out->data[out->len - 1 - (size_t)have] == '\n') {
        have++;
    }
    for (; have < wanted; have++) {
        tf_buf_putc(out, '\n');
    }
}

struct found {
    const struct tag *tag;
    bool closing;
    size_t len;         /* with both brackets */
    const char *inside; /* after the name */
};

/* <name …> or </name>; false: not a tag of ours. */
static bool find_tag(struct found *found, const char *at, const char *end)
{
    if ((size_t)(end - at) > TAG_MAX_BYTES) {
        end = at + TAG_MAX_BYTES;
    }
    const char *p = at + 1;
    found->closing = p < end && *p == '/';
    if (found->closing) {
        p++;
    }
    char name[NAME_MAX_BYTES];
    size_t n = 0;
    while (p < end && (is_letter(*p) || is_digit(*p)) && n < sizeof name - 1) {
        name[n++] = lower(*p++);
    }
    name[n] = '\0';
    if (!n || p == end || !(is_space(*p) || *p == '>' || *p == '/')) {
        return false;
    }
    found->tag = NULL;
    for (size_t i = 0; i < sizeof tags / sizeof *tags && !found->tag; i++) {
        if (strcmp(tags[i].name, name) == 0) {
            found->tag = &tags[i];
        }
    }
    found->inside = p;
    char quote = '\0';
    for (; found->tag && p < end; p++) {
        if (quote) {
            quote = *p == quote ? '\0' : quote;
        } else if (*p == '"' || *p == '\'') {
            quote = *p;
        } else if (*p == '>') {
            found->len = (size_t)(p - at) + 1;
            return true;
        }
    }
    return false;
}

/* How long the entity at & is, with & and ;; 0: it is none. */
static size_t entity(const char *at, const char *end, uint32_t *value)
{
    char name[ENTITY_MAX_BYTES + 1];
    size_t n = 0;
    const char *p = at + 1;
    while (p < end && n < ENTITY_MAX_BYTES && (is_letter(*p) || is_digit(*p) || *p == '#')) {
        name[n++] = *p++;
    }
    name[n] = '\0';
    if (!n || p == end || *p != ';') {
        return 0;
    }
    if (name[0] == '#') {
        bool hex = name[1] == 'x' || name[1] == 'X';
        char *rest = NULL;
        unsigned long number = strtoul(name + (hex ? 2 : 1), &rest, hex ? 16 : 10);
        if (*rest || number < 32 || number > 0x10ffff || (number >= 0xd800 && number < 0xe000)) {
            return 0;
        }
        *value = (uint32_t)number;
    } else {
        const htmlEntityDesc *known = htmlEntityLookup(BAD_CAST name);
        if (!known && strcmp(name, "apos") != 0) {
            return 0;
        }
        *value = known ? known->value : '\'';
    }
    return n + 2;
}

static void add_scalar(struct tf_buf *out, uint32_t c)
{
    xmlChar utf8[8];
    int size = xmlCopyChar(0, utf8, (int)c);
    tf_buf_add(out, utf8, (size_t)size);
}

static void open_link(struct plain *plain, const struct found *found, const char *tag_end)
{
    plain->href[0] = '\0';
    plain->link_text = plain->out->len;
    for (const char *p = found->inside; p + 6 < tag_end; p++) {
        if (!is_space(p[0]) || lower(p[1]) != 'h' || lower(p[2]) != 'r' || lower(p[3]) != 'e' ||
            lower(p[4]) != 'f' || p[5] != '=' || (p[6] != '"' && p[6] != '\'')) {
            continue;
        }
        const char *from = p + 7;
        const char *to = memchr(from, p[6], (size_t)(tag_end - from));
        if (!to || (size_t)(to - from) >= sizeof plain->href || strncmp(from, "http", 4) != 0) {
            return;
        }
        memcpy(plain->href, from, (size_t)(to - from));
        plain->href[to - from] = '\0';
        return;
    }
}

/* "text (address)", unless the text is the address. */
static void close_link(struct plain *plain)
{
    struct tf_buf *out = plain->out;
    if (plain->href[0] && !tf_buf_err(out) && out->len >= plain->link_text && out->data &&
        strcmp(out->data + plain->link_text, plain->href) != 0) {
        tf_buf_printf(out, out->len > plain->link_text ? " (%s)" : "%s", plain->href);
    }
    plain->href[0] = '\0';
}

/* What is between <script> and </script> is not for people. */
static const char *skip_silent(const char *at, const char *end, const struct tag *tag)
{
    for (const char *p = at; p < end; p++) {
        struct found found;
        if (p[0] == '<' && p + 1 < end && p[1] == '/' && find_tag(&found, p, end) && found.tag == tag) {
            return p + found.len;
        }
    }
    return end;
}

static void take_tag(struct plain *plain, const struct found *found)
{
    const char *after = plain->at + found->len;
    switch (found->tag->effect) {
    case INLINE:
        break;
    case BREAK:
        newlines(plain, 1);
        break;
    case PARAGRAPH:
        newlines(plain, 2);
        break;
    case ITEM:
        newlines(plain, 1);
        if (!found->closing) {
            tf_buf_puts(plain->out, "- ");
        }
        break;
    case LINK:
        if (found->closing) {
            close_link(plain);
        } else {
            open_link(plain, found, after);
        }
        break;
    case SILENT:
        if (!found->closing) {
            after = skip_silent(after, plain->end, found->tag);
        }
        break;
    }
    plain->at = after;
}

/* In HTML a line's end is a space, and spaces are one. */
static void add_text(struct plain *plain, char c, bool is_html)
{
    struct tf_buf *out = plain->out;
    if (!is_html || !is_space(c)) {
        tf_buf_putc(out, c);
        return;
    }
    if (out->len > plain->first && !is_space(out->data[out->len - 1])) {
        tf_buf_putc(out, ' ');
    }
}

static bool has_block(const char *html, size_t len)
{
    for (const char *p = html; p < html + len; p++) {
        struct found found;
        if (*p == '<' && find_tag(&found, p, html + len) &&
            (found.tag->effect == BREAK || found.tag->effect == PARAGRAPH || found.tag->effect == ITEM)) {
            return true;
        }
    }
    return false;
}

void tf_plain_from_html(struct tf_buf *out, const char *html, size_t len)
{
    struct plain plain = {.out = out, .first = out->len, .at = html, .end = html + len};
    bool is_html = has_block(html, len); /* else its line ends are meant */
    while (plain.at < plain.end && !tf_buf_err(out)) {
        struct found found;
        uint32_t value = 0;
        size_t taken = 0;
        if (*plain.at == '<' && find_tag(&found, plain.at, plain.end)) {
            take_tag(&plain, &found);
        } else if (*plain.at == '<' && plain.end - plain.at > 3 && memcmp(plain.at, "<!--", 4) == 0) {
            const char *close = memmem(plain.at, (size_t)(plain.end - plain.at), "-->", 3);
            plain.at = close ? close + 3 : plain.end;
        } else if (*plain.at == '&' && (taken = entity(plain.at, plain.end, &value)) > 0) {
            add_scalar(out, value);
            plain.at += taken;
        } else {
            add_text(&plain, *plain.at++, is_html);
        }
    }
    if (!tf_buf_err(out)) {
        close_link(&plain);
    }
}
