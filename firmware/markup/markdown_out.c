#include "markup/markdown_out.h"

#include "markup/markdown.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_BYTES = 16 };

static cmark_node *parse(const char *text)
{
    return cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
}

/* Writes a document and frees it; NULL: there was no memory for it. */
static void write_and_free(struct tf_buf *out, cmark_node *document)
{
    char *text = document != NULL ? cmark_render_commonmark(document, CMARK_OPT_DEFAULT, 0) : NULL;

    if (text == NULL) {
        out->err = out->err == TF_OK ? TF_ERR_NOMEM : out->err;
    } else {
        tf_buf_puts(out, text);
    }
    free(text);
    cmark_node_free(document);
}

/* ---- plain text -------------------------------------------------------------------------------------------
 */

static void append(cmark_node *parent, cmark_node *child)
{
    if (cmark_node_append_child(parent, child) == 0) {
        cmark_node_free(child);
    }
}

static cmark_node *text_node(const char *text, size_t len)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
    char *copy = strndup(text, len);

    cmark_node_set_literal(node, copy != NULL ? copy : "");
    free(copy);
    return node;
}

/* A paragraph of the lines up to an empty one; *rest: what follows it. */
static cmark_node *plain_paragraph(const char *text, const char **rest)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    const char *at = text;

    while (*at != '\0' && *at != '\n') {
        size_t len = strcspn(at, "\n");

        append(paragraph, text_node(at, len));
        at += len + (at[len] != '\0' ? 1 : 0);
        if (*at != '\0' && *at != '\n') {
            append(paragraph, cmark_node_new(CMARK_NODE_LINEBREAK));
        }
    }
    *rest = at + strspn(at, "\n");
    return paragraph;
}

void tf_markdown_plain(struct tf_buf *out, const char *text)
{
    cmark_node *document;

    text += strspn(text, "\n");
    if (*text == '\0') {
        return;
    }
    document = cmark_node_new(CMARK_NODE_DOCUMENT);
    while (*text != '\0') {
        append(document, plain_paragraph(text, &text));
    }
    write_and_free(out, document);
}

/* ---- tame Markdown ----------------------------------------------------------------------------------------
 */

static void move_children(cmark_node *to, cmark_node *from)
{
    cmark_node *child;

    while ((child = cmark_node_first_child(from)) != NULL) {
        append(to, child);
    }
}

/* Its children take its place. */
static void unwrap(cmark_node *node)
{
    cmark_node *child;

    while ((child = cmark_node_first_child(node)) != NULL && cmark_node_insert_before(node, child) != 0) {
    }
    cmark_node_free(node);
}

static void replace(cmark_node *node, cmark_node *by)
{
    if (cmark_node_replace(node, by) == 0) {
        cmark_node_free(by);
    } else {
        cmark_node_free(node);
    }
}

/* Raw HTML, as paragraphs of the text it is. */
static void show_raw(cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    const char *text = literal != NULL ? literal : "";

    for (text += strspn(text, "\n"); *text != '\0';) {
        cmark_node *paragraph = plain_paragraph(text, &text);

        if (cmark_node_insert_before(node, paragraph) == 0) {
            cmark_node_free(paragraph);
        }
    }
    cmark_node_free(node);
}

static void tame(cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    cmark_node *paragraph, *strong;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
        strong = cmark_node_new(CMARK_NODE_STRONG);
        move_children(strong, node);
        append(paragraph, strong);
        replace(node, paragraph);
        break;
    case CMARK_NODE_HTML_BLOCK:
        show_raw(node);
        break;
    case CMARK_NODE_HTML_INLINE:
        replace(node, text_node(literal != NULL ? literal : "", literal != NULL ? strlen(literal) : 0));
        break;
    case CMARK_NODE_IMAGE:
        unwrap(node);
        break;
    case CMARK_NODE_LINK:
        if (!tf_markdown_is_link(cmark_node_get_url(node))) {
            unwrap(node);
        }
        break;
    default:
        break;
    }
}

void tf_markdown_tame(struct tf_buf *out, const char *text)
{
    cmark_node *document = *text != '\0' ? parse(text) : NULL;
    cmark_iter *iter = document != NULL ? cmark_iter_new(document) : NULL;
    cmark_event_type event;

    if (*text == '\0') {
        return;
    }
    while (iter != NULL && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool is_leaf = type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;

        if (event == CMARK_EVENT_EXIT || is_leaf) {
            tame(node); /* the iterator has gone past it */
        }
    }
    cmark_iter_free(iter);
    write_and_free(out, document);
}

/* ---- blocks -----------------------------------------------------------------------------------------------
 */

struct walk {
    tf_markdown_block_fn *tell;
    void *user;
    struct tf_buf text;
    int lists, quotes;
    char mark[MARK_BYTES];
};

static void flush(struct walk *walk, enum tf_markdown_kind kind)
{
    struct tf_markdown_block block = {.kind = kind,
                                      .depth = walk->lists + walk->quotes,
                                      .mark = walk->mark,
                                      .text = walk->text.data != NULL ? walk->text.data : ""};

    if (kind == TF_MARKDOWN_TEXT && walk->lists > 0) {
        block.kind = TF_MARKDOWN_ITEM;
    } else if (kind == TF_MARKDOWN_TEXT && walk->quotes > 0) {
        block.kind = TF_MARKDOWN_QUOTE;
    }
    if (kind == TF_MARKDOWN_RULE || *block.text != '\0') {
        walk->tell(walk->user, &block);
        walk->mark[0] = '\0'; /* on an item's first block */
    }
    tf_buf_clear(&walk->text);
}

static void begin_item(struct walk *walk, cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    int number = cmark_node_get_list_start(list);

    for (cmark_node *before = cmark_node_previous(item); before != NULL;
         before = cmark_node_previous(before)) {
        number++;
    }
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        (void)snprintf(walk->mark, sizeof(walk->mark), "%d.", number);
    } else {
        (void)snprintf(walk->mark, sizeof(walk->mark), "•");
    }
}

static void end_link(struct walk *walk, cmark_node *link)
{
    const char *url = cmark_node_get_url(link);
    size_t len = url != NULL ? strlen(url) : 0;
    bool is_said = len <= walk->text.len && walk->text.data != NULL && url != NULL &&
                   strcmp(walk->text.data + walk->text.len - len, url) == 0;

    if (tf_markdown_is_link(url) && !is_said) {
        tf_buf_printf(&walk->text, " (%s)", url);
    }
}

static void step(struct walk *walk, cmark_node *node, bool is_entering)
{
    const char *literal = cmark_node_get_literal(node);
    int change = is_entering ? 1 : -1;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST:
        walk->lists += change;
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        walk->quotes += change;
        break;
    case CMARK_NODE_ITEM:
        if (is_entering) {
            begin_item(walk, node);
        }
        break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        if (!is_entering) {
            flush(walk,
                  cmark_node_get_type(node) == CMARK_NODE_HEADING ? TF_MARKDOWN_STRONG : TF_MARKDOWN_TEXT);
        }
        break;
    case CMARK_NODE_LINK:
        if (!is_entering) {
            end_link(walk, node);
        }
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        flush(walk, TF_MARKDOWN_RULE);
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        tf_buf_putc(&walk->text, '\n');
        break;
    default:
        if (literal != NULL && is_entering) {
            tf_buf_puts(&walk->text, literal);
        }
        break;
    }
    if (is_entering && (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK ||
                        cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)) {
        flush(walk, cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK ? TF_MARKDOWN_CODE : TF_MARKDOWN_TEXT);
    }
}

enum tf_err tf_markdown_blocks(const char *text, tf_markdown_block_fn *tell, void *user)
{
    struct walk walk = {.tell = tell, .user = user};
    cmark_node *document = parse(text);
    cmark_iter *iter = document != NULL ? cmark_iter_new(document) : NULL;
    enum tf_err err = iter != NULL ? TF_OK : TF_ERR_NOMEM;
    cmark_event_type event;

    tf_buf_init(&walk.text, 0);
    while (iter != NULL && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        step(&walk, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    }
    err = err == TF_OK ? tf_buf_err(&walk.text) : err;
    tf_buf_free(&walk.text);
    cmark_iter_free(iter);
    cmark_node_free(document);
    return err;
}
