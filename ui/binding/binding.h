/* binding.h: the book of proceedings on paper: A4 pages with an outline, page numbers and links, and beside
 * each session a code that leads back to its page. */
#ifndef TF_BINDING_BINDING_H
#define TF_BINDING_BINDING_H

#include "book/book.h"
#include "canvas/type.h"

/* Adds the PDF to out. setter: of an engine that gives glyphs (ui/paper); made_at: ISO 8601. TF_ERR_NOMEM,
 * TF_ERR_LIMIT. */
enum tf_err tf_binding_pdf(struct tf_buf *out, struct tf_book *book, struct tf_type_setter *setter,
                           const char *made_at);

#endif
