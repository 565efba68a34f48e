/* book_forms.h: the forms in which the book of proceedings is written: one table for the command, the stick
 * and the pages. */
#ifndef TF_KIOSK_BOOK_FORMS_H
#define TF_KIOSK_BOOK_FORMS_H

#include "book/book.h"
#include "kiosk/pictures.h"

struct tf_book_form {
    const char *extension; /* "pdf" */
    bool is_drawn;         /* pictures must not be NULL */
    /* made_at: UTC seconds. TF_ERR_NOMEM, TF_ERR_LIMIT. */
    enum tf_err (*write)(struct tf_buf *out, struct tf_book *book, struct tf_pictures *pictures,
                         int64_t made_at);
};
const struct tf_book_form *tf_book_forms(void); /* ends with an extension NULL */
/* By the end of a file's name, whatever its case; NULL: none of ours. */
const struct tf_book_form *tf_book_form_of(const char *path);

#endif
