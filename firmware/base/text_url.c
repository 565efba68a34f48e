#include "base/text_url.h"

#include <string.h>

enum { HOST_BYTES_MAX = 253, LABEL_BYTES_MAX = 63, PORT_MAX = 65535 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Skips word, in letters of any size. */
static bool skip(const char **at, const char *end, const char *word)
{
    const char *p = *at;
    for (; *word != '\0'; word++, p++) {
        if (p == end || lower(*p) != *word) {
            return false;
        }
    }
    *at = p;
    return true;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A name or an IPv4 address: labels of ASCII letters, digits and inner hyphens. A name in another script has
 * its "xn--" form; taken as typed it could look like somebody else's. */
static bool put_name(struct tf_buf *out, const char **at, const char *end)
{
    size_t label = 0;
    size_t total = 0;
    char before = '.';
    for (; *at < end; (*at)++, total++) {
        char c = lower(**at);
        if (c == '.' ? label == 0 || before == '-' : !is_alnum(c) && c != '_' && (c != '-' || label == 0)) {
            break;
        }
        label = c == '.' ? 0 : label + 1;
        if (label > LABEL_BYTES_MAX) {
            return false;
        }
        tf_buf_putc(out, c);
        before = c;
    }
    return total > 0 && total <= HOST_BYTES_MAX && before != '.' && before != '-';
}

/* "[2001:db8::1]" */
static bool put_ipv6(struct tf_buf *out, const char **at, const char *end)
{
    size_t colons = 0;
    tf_buf_putc(out, *(*at)++);
    for (; *at < end && **at != ']'; (*at)++) {
        char c = lower(**at);
        if (c != ':' && c != '.' && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
            return false;
        }
        colons += c == ':';
        tf_buf_putc(out, c);
    }
    if (*at == end || colons < 2) {
        return false;
    }
    tf_buf_putc(out, *(*at)++);
    return true;
}

static bool put_port(struct tf_buf *out, const char **at, const char *end)
{
    long port = 0;
    if (*at == end || **at != ':') {
        return true;
    }
    tf_buf_putc(out, *(*at)++);
    for (; *at < end && **at >= '0' && **at <= '9' && port <= PORT_MAX; (*at)++) {
        port = port * 10 + (**at - '0');
        tf_buf_putc(out, **at);
    }
    return port > 0 && port <= PORT_MAX;
}

static bool put_rest(struct tf_buf *out, const char *at, const char *end)
{
    if (at < end && *at != '/' && *at != '?' && *at != '#') {
        return false; /* "@" after a name that looks like another host, a second port, … */
    }
    for (; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (c <= 0x20 || c == 0x7f || strchr("\"<>\\", c) != NULL) {
            return false;
        }
        if (c >= 0x80 || strchr("^`{|}", c) != NULL) {
            tf_buf_printf(out, "%%%02X", c);
        } else {
            tf_buf_putc(out, (char)c);
        }
    }
    return true;
}

bool tf_text_url_put(struct tf_buf *out, const char *in, size_t len)
{
    const char *end = in + len;
    while (in < end && is_space(*in)) {
        in++;
    }
    while (end > in && is_space(end[-1])) {
        end--;
    }
    if (skip(&in, end, "https://")) {
        tf_buf_puts(out, "https://");
    } else if (skip(&in, end, "http://")) {
        tf_buf_puts(out, "http://");
    } else {
        return false;
    }
    bool host = in < end && *in == '[' ? put_ipv6(out, &in, end) : put_name(out, &in, end);
    return host && put_port(out, &in, end) && put_rest(out, in, end);
}
