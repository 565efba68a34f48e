/* markdown_out.h: Markdown that we write, of what people wrote: cmark writes it, so that it reads back as it
 * was meant and cannot break what stands around it. Both end in a line feed; "" writes nothing. */
#ifndef TF_MARKUP_MARKDOWN_OUT_H
#define TF_MARKUP_MARKDOWN_OUT_H

#include "base/buf.h"

/* A text that is no Markdown: nothing of it is taken for markup. Empty lines part paragraphs. */
void tf_markdown_plain(struct tf_buf *out, const char *text);
/* A note's Markdown, tamed as in markdown.h: headings are strong text, raw HTML and images are the text they
 * are, links lead to http(s) alone. */
void tf_markdown_tame(struct tf_buf *out, const char *text);

/* For other forms: a note's Markdown as blocks of text, in its order. */
enum tf_markdown_kind {
    TF_MARKDOWN_TEXT,
    TF_MARKDOWN_STRONG, /* was a heading */
    TF_MARKDOWN_ITEM,   /* of a list: mark is "•" or "2." */
    TF_MARKDOWN_QUOTE,
    TF_MARKDOWN_CODE,
    TF_MARKDOWN_RULE, /* a line across */
};
struct tf_markdown_block {
    enum tf_markdown_kind kind;
    int depth;        /* of lists and quotes around it */
    const char *mark; /* "" none */
    const char *text; /* links are followed by their address in brackets */
};
typedef void tf_markdown_block_fn(void *user, const struct tf_markdown_block *block);
/* TF_ERR_NOMEM: not all of it was told. */
enum tf_err tf_markdown_blocks(const char *text, tf_markdown_block_fn *tell, void *user);

#endif
