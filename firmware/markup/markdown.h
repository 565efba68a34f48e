/* markdown.h: a small part of Markdown in notes: paragraphs, emphasis, lists, quotes, code, links to http(s).
 * cmark parses; the writer of html.h writes, so that nothing but what is named here can come out. Raw HTML
 * and images are shown as the text they are. */
#ifndef TF_MARKUP_MARKDOWN_H
#define TF_MARKUP_MARKDOWN_H

#include "markup/html.h"

void tf_markdown(struct tf_html *html, const char *text);
/* Whether a link of a note may be followed: http(s) only. url NULL: no. */
bool tf_markdown_is_link(const char *url);

#endif
