/* forms.h: the book written down: each of these adds a whole one to out. TF_ERR_NOMEM, or out's error. PDF is
 * ui/binding's. */
#ifndef TF_BOOK_FORMS_H
#define TF_BOOK_FORMS_H

#include "book/book.h"
#include "markup/html.h"

/* One file that needs no other, style and all; as XML: XHTML for e-books (EPUB) and programs. */
enum tf_err tf_book_html(struct tf_buf *out, struct tf_book *book, bool is_xml);
/* The same inside a page of ours: only what stands in <main>; links lead to this site's pages. */
void tf_book_html_main(struct tf_html *html, struct tf_book *book);
enum tf_err tf_book_markdown(struct tf_buf *out, struct tf_book *book);
/* assets/book.schema.json says what is in it. */
enum tf_err tf_book_json(struct tf_buf *out, struct tf_book *book);

#endif
