#include "markup/markdown.h"

#include <cmark.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 12 }; /* elements of notes inside each other; what is deeper is shown without its frame */

struct out {
    struct tf_html *html;
    size_t base;    /* the writer's depth when we began */
    unsigned skips; /* containers entered beyond DEPTH_MAX */
};

bool tf_markdown_is_link(const char *url)
{
    return url != NULL && (strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0) &&
           tf_html_url_is_safe(url);
}

static void open_container(struct tf_html *html, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        tf_html_open(html, "blockquote");
        break;
    case CMARK_NODE_LIST:
        if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
            tf_html_open(html, "ol");
        } else {
            tf_html_open(html, "ul");
        }
        break;
    case CMARK_NODE_ITEM:
        tf_html_open(html, "li");
        break;
    case CMARK_NODE_EMPH:
        tf_html_open(html, "em");
        break;
    case CMARK_NODE_STRONG:
    case CMARK_NODE_HEADING: /* the page has its own headings */
        tf_html_open(html, "strong");
        break;
    case CMARK_NODE_LINK:
        if (tf_markdown_is_link(cmark_node_get_url(node))) {
            tf_html_open(html, "a");
            tf_html_url(html, "href", cmark_node_get_url(node));
            tf_html_attr(html, "rel", "nofollow noopener noreferrer");
            tf_html_attr(html, "title", cmark_node_get_url(node)); /* where it leads */
        } else {
            tf_html_open(html, "span");
        }
        break;
    case CMARK_NODE_PARAGRAPH:
        tf_html_open(html, "p");
        tf_html_attr(html, "dir", "auto");
        break;
    default:
        tf_html_open(html, "span");
        break;
    }
}

static void leaf(struct tf_html *html, cmark_node *node)
{
    const char *text = cmark_node_get_literal(node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE:
        tf_html_leaf(html, "code", "", text != NULL ? text : "");
        break;
    case CMARK_NODE_CODE_BLOCK:
        tf_html_leaf(html, "pre", "", text != NULL ? text : "");
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        tf_html_open(html, "br");
        tf_html_close(html);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        tf_html_open(html, "hr");
        tf_html_close(html);
        break;
    default: /* raw HTML among it: as text */
        if (text != NULL) {
            tf_html_text(html, text);
        }
        break;
    }
}

static bool is_leaf(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
        return true;
    default:
        return false;
    }
}

static void step(struct out *out, cmark_event_type event, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_DOCUMENT) {
        return;
    }
    if (is_leaf(node)) {
        leaf(out->html, node);
    } else if (event == CMARK_EVENT_ENTER) {
        if (out->skips > 0 || out->html->depth - out->base >= DEPTH_MAX) {
            out->skips++;
        } else {
            open_container(out->html, node);
        }
    } else if (out->skips > 0) {
        out->skips--;
    } else {
        tf_html_close(out->html);
    }
}

void tf_markdown(struct tf_html *html, const char *text)
{
    cmark_node *document =
        cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
    if (document == NULL) {
        tf_html_leaf(html, "p", "", text);
        return;
    }
    cmark_iter *iter = cmark_iter_new(document);
    struct out out = {html, html->depth, 0};
    cmark_event_type event = CMARK_EVENT_NONE;
    while (iter != NULL && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        step(&out, event, cmark_iter_get_node(iter));
    }
    tf_html_close_to(html, out.base);
    cmark_iter_free(iter);
    cmark_node_free(document);
}
