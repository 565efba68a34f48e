/* pen.h: what stands on the pages: the book's pen (book/tell.h) that lays it down on a flow. For binding.c.
 */
#ifndef TF_BINDING_PEN_H
#define TF_BINDING_PEN_H

#include "binding/flow.h"
#include "book/tell.h"

struct tf_binding_pages { /* where everything stands, known after the first time */
    int chapters[TF_BOOK_CHAPTERS_MAX];
    int *sessions; /* by their place in the book */
};

struct tf_binding_pen {
    struct tf_flow flow;
    struct tf_book *book;
    struct tf_binding_pages *pages;
    int chapter;         /* how many have begun */
    int outline_chapter; /* the one at hand, in the outline */
    int code_bottom_px;  /* down to where the code beside the session at hand reaches; 0: none on this page */
    int code_page;
    size_t counted;      /* tiles that stand already */
    struct tf_buf names; /* not laid down yet */
    bool has_note;       /* a note of this session came before */
    bool is_in_note;
    enum tf_err err;
};

extern const struct tf_book_pen tf_binding_tell;

#endif
