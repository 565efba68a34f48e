/* html.h: a writer of HTML that can only escape.
 *
 * Elements and attributes are opened by calls whose names are string literals (the macros do not compile with
 * anything else); everything else is text and is escaped. There is no call that takes markup. Attributes that
 * run code (on…, style, srcdoc) are our bug and stop the program; addresses have a call of their own, which
 * leaves out what is neither a path of this site nor http(s). */
#ifndef TF_MARKUP_HTML_H
#define TF_MARKUP_HTML_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

#define TF_HTML_DEPTH_MAX 32

struct tf_html {
    struct tf_buf *out;
    const char *open[TF_HTML_DEPTH_MAX];
    size_t depth;
    bool in_tag; /* of the last element opened; attributes can still come */
    bool is_xml; /* it is also well-formed XML, as books want it (EPUB) */
};

/* Writes to out; its error is the page's. */
void tf_html_begin(struct tf_html *html, struct tf_buf *out);
void tf_html_begin_xml(struct tf_html *html, struct tf_buf *out);
void tf_html_doctype(struct tf_html *html);
void tf_html_text(struct tf_html *html, const char *text);
/* A person's text inside a line: isolated, so that its direction does not leak. */
void tf_html_person(struct tf_html *html, const char *text);
void tf_html_close(struct tf_html *html); /* the innermost */
void tf_html_close_to(struct tf_html *html, size_t depth);
/* Whether an address may be followed: "/…" (not "//…"), "#…", "?…", http:// or https://. */
bool tf_html_url_is_safe(const char *url);

#define tf_html_open(html, name)        tf_html_open_named((html), "" name)
#define tf_html_attr(html, name, value) tf_html_attr_named((html), "" name, (value))
#define tf_html_int(html, name, value)  tf_html_int_named((html), "" name, (value))
#define tf_html_flag(html, name)        tf_html_flag_named((html), "" name)
/* href, src, action: not written at all when the address is not safe. */
#define tf_html_url(html, name, url) tf_html_url_named((html), "" name, (url))
/* <name class="…">text</name>; class_name "": none. */
#define tf_html_leaf(html, name, class_name, text) tf_html_leaf_named((html), "" name, "" class_name, (text))

/* Only through the macros. */
void tf_html_open_named(struct tf_html *html, const char *name);
void tf_html_attr_named(struct tf_html *html, const char *name, const char *value);
void tf_html_int_named(struct tf_html *html, const char *name, int64_t value);
void tf_html_flag_named(struct tf_html *html, const char *name);
void tf_html_url_named(struct tf_html *html, const char *name, const char *url);
void tf_html_leaf_named(struct tf_html *html, const char *name, const char *class_name, const char *text);

#endif
