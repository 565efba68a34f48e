#include "kiosk/book_forms.h"

#include "binding/binding.h"
#include "book/forms.h"

#include <string.h>
#include <strings.h>

static enum tf_err write_html(struct tf_buf *out, struct tf_book *book, struct tf_pictures *pictures,
                              int64_t made_at)
{
    (void)pictures;
    (void)made_at;
    return tf_book_html(out, book, false);
}

static enum tf_err write_xhtml(struct tf_buf *out, struct tf_book *book, struct tf_pictures *pictures,
                               int64_t made_at)
{
    (void)pictures;
    (void)made_at;
    return tf_book_html(out, book, true);
}

static enum tf_err write_markdown(struct tf_buf *out, struct tf_book *book, struct tf_pictures *pictures,
                                  int64_t made_at)
{
    (void)pictures;
    (void)made_at;
    return tf_book_markdown(out, book);
}

static enum tf_err write_json(struct tf_buf *out, struct tf_book *book, struct tf_pictures *pictures,
                              int64_t made_at)
{
    (void)pictures;
    (void)made_at;
    return tf_book_json(out, book);
}

static enum tf_err write_pdf(struct tf_buf *out, struct tf_book *book, struct tf_pictures *pictures,
                             int64_t made_at)
{
    char text[26];

    tf_zone_format(text, NULL, made_at);
    return tf_binding_pdf(out, book, tf_pictures_setter(pictures), text);
}

const struct tf_book_form *tf_book_forms(void)
{
    static const struct tf_book_form FORMS[] = {
        {"html", false, write_html}, {"pdf", true, write_pdf},      {"md", false, write_markdown},
        {"json", false, write_json}, {"xhtml", false, write_xhtml}, {NULL, false, NULL},
    };

    return FORMS;
}

const struct tf_book_form *tf_book_form_of(const char *path)
{
    const char *dot = strrchr(path, '.');

    for (const struct tf_book_form *form = tf_book_forms(); form->extension && dot; form++) {
        if (strcasecmp(form->extension, dot + 1) == 0) {
            return form;
        }
    }
    return NULL;
}
