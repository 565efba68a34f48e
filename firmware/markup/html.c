#include "markup/html.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* Elements without an end. */
static const char *const VOIDS[] = {"br", "hr", "img", "input", "link", "meta", NULL};
static const char *const ADDRESSES[] = {"href", "src", "action", "formaction", "poster", "cite", NULL};

static bool is_among(const char *const *names, const char *name)
{
    for (; *names != NULL; names++) {
        if (strcmp(*names, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_name(const char *name)
{
    return *name != '\0' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(name);
}

void tf_html_begin(struct tf_html *html, struct tf_buf *out)
{
    *html = (struct tf_html){.out = out};
}

void tf_html_begin_xml(struct tf_html *html, struct tf_buf *out)
{
    *html = (struct tf_html){.out = out, .is_xml = true};
}

void tf_html_doctype(struct tf_html *html)
{
    assert(html->depth == 0);
    tf_buf_puts(html->out, html->is_xml ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                                        : "<!DOCTYPE html>\n");
}

static void end_tag_opening(struct tf_html *html)
{
    if (!html->in_tag) {
        return;
    }
    bool is_void = is_among(VOIDS, html->open[html->depth - 1]);
    html->in_tag = false;
    tf_buf_puts(html->out, is_void && html->is_xml ? "/>" : ">");
    html->depth -= is_void ? 1 : 0;
}

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default: /* controls have no business in a page, but for the two that lay out text */
        return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f ? "" : NULL;
    }
}

static void escape(struct tf_buf *out, const char *text)
{
    const char *from = text;
    for (const char *at = text; *at != '\0'; at++) {
        const char *instead = escape_of((unsigned char)*at);
        if (instead != NULL) {
            tf_buf_add(out, from, (size_t)(at - from));
            tf_buf_puts(out, instead);
            from = at + 1;
        }
    }
    tf_buf_puts(out, from);
}

void tf_html_text(struct tf_html *html, const char *text)
{
    end_tag_opening(html);
    escape(html->out, text);
}

void tf_html_open_named(struct tf_html *html, const char *name)
{
    end_tag_opening(html);
    assert(is_name(name) && html->depth < TF_HTML_DEPTH_MAX);
    tf_buf_putc(html->out, '<');
    tf_buf_puts(html->out, name);
    html->open[html->depth++] = name;
    html->in_tag = true;
}

static void attribute(struct tf_html *html, const char *name, const char *value)
{
    assert(html->in_tag && is_name(name));
    tf_buf_putc(html->out, ' ');
    tf_buf_puts(html->out, name);
    tf_buf_puts(html->out, "=\"");
    escape(html->out, value);
    tf_buf_putc(html->out, '"');
}

void tf_html_attr_named(struct tf_html *html, const char *name, const char *value)
{
    assert(strncasecmp(name, "on", 2) != 0 && strcmp(name, "style") != 0 && strcmp(name, "srcdoc") != 0);
    assert(!is_among(ADDRESSES, name));
    attribute(html, name, value);
}

void tf_html_int_named(struct tf_html *html, const char *name, int64_t value)
{
    assert(html->in_tag && is_name(name) && !is_among(ADDRESSES, name));
    tf_buf_printf(html->out, " %s=\"%" PRId64 "\"", name, value);
}

void tf_html_flag_named(struct tf_html *html, const char *name)
{
    assert(html->in_tag && is_name(name) && strncasecmp(name, "on", 2) != 0);
    tf_buf_putc(html->out, ' ');
    tf_buf_puts(html->out, name);
    if (html->is_xml) {
        tf_buf_printf(html->out, "=\"%s\"", name);
    }
}

bool tf_html_url_is_safe(const char *url)
{
    for (const char *at = url; *at != '\0'; at++) {
        if ((unsigned char)*at <= 0x20 || *at == 0x7f || *at == '\\') { /* browsers take these for others */
            return false;
        }
    }
    if (url[0] == '/') {
        return url[1] != '/';
    }
    return url[0] == '#' || url[0] == '?' || strncasecmp(url, "http://", 7) == 0 ||
           strncasecmp(url, "https://", 8) == 0;
}

void tf_html_url_named(struct tf_html *html, const char *name, const char *url)
{
    assert(html->in_tag && is_among(ADDRESSES, name));
    if (tf_html_url_is_safe(url)) {
        attribute(html, name, url);
    }
}

void tf_html_close(struct tf_html *html)
{
    assert(html->depth > 0);
    if (html->in_tag && is_among(VOIDS, html->open[html->depth - 1])) {
        end_tag_opening(html);
        return;
    }
    end_tag_opening(html);
    tf_buf_puts(html->out, "</");
    tf_buf_puts(html->out, html->open[--html->depth]);
    tf_buf_putc(html->out, '>');
}

void tf_html_close_to(struct tf_html *html, size_t depth)
{
    while (html->depth > depth) {
        tf_html_close(html);
    }
}

void tf_html_leaf_named(struct tf_html *html, const char *name, const char *class_name, const char *text)
{
    tf_html_open_named(html, name);
    if (*class_name != '\0') {
        attribute(html, "class", class_name);
    }
    tf_html_text(html, text);
    tf_html_close(html);
}

void tf_html_person(struct tf_html *html, const char *text)
{
    tf_html_leaf(html, "bdi", "", text);
}
