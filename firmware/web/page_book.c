#include "web/pages.h"

#include "book/forms.h"
#include "web/frame.h"
#include "words/words.h"

#include <string.h>

static const struct {
    const char *extension, *media_type;
} FILES[] = {
    {"html", "text/html; charset=utf-8"},
    {"pdf", "application/pdf"},
    {"xhtml", "application/xhtml+xml; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"json", "application/json; charset=utf-8"},
};
enum { FILE_COUNT = sizeof(FILES) / sizeof(FILES[0]) };

/* NULL: that was said. */
static struct tf_book *open_book(struct tf_visit *visit, const char *base_url)
{
    const struct tf_book_options options = {.lang = visit->lang, .base_url = base_url};
    struct tf_book *book = NULL;
    enum tf_err err = tf_book_open(&book, visit->shelf->board, &options);
    if (err == TF_ERR_NOT_FOUND) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such page."));
    } else if (err != TF_OK) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        visit->reply->retry_after_s = 5;
    }
    return book;
}

static void downloads(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "nav");
    tf_html_attr(html, "class", "doings");
    tf_html_attr(html, "aria-label", tf_tr(visit->lang, "To keep"));
    for (size_t i = 0; i < FILE_COUNT; i++) {
        if (strcmp(FILES[i].extension, "pdf") != 0 || visit->site->bind_book != NULL) {
            tf_frame_link(visit, "soft", tf_words_printf(visit->arena, "/book.%s", FILES[i].extension),
                          tf_words_printf(visit->arena, "book.%s", FILES[i].extension));
        }
    }
    tf_html_close(html);
}

void tf_page_book(struct tf_visit *visit)
{
    struct tf_book *book = open_book(visit, "");
    if (book == NULL) {
        return;
    }
    tf_frame_begin_styled(visit, tf_tr(visit->lang, "Book of proceedings"), TF_TAB_NONE, "book.css");
    downloads(visit);
    tf_book_html_main(&visit->html, book);
    tf_book_close(book);
    tf_frame_end(visit, true);
}

static enum tf_err write_file(struct tf_visit *visit, const char *extension, struct tf_book *book)
{
    const struct tf_site *site = visit->site;
    if (strcmp(extension, "pdf") == 0) {
        return site->bind_book(site->draw_user, &visit->body, book);
    }
    if (strcmp(extension, "md") == 0) {
        return tf_book_markdown(&visit->body, book);
    }
    if (strcmp(extension, "json") == 0) {
        return tf_book_json(&visit->body, book);
    }
    return tf_book_html(&visit->body, book, strcmp(extension, "xhtml") == 0);
}

void tf_book_file(struct tf_visit *visit)
{
    const char *extension = strrchr(visit->request->path, '.') + 1;
    if (strcmp(extension, "pdf") == 0 && visit->site->bind_book == NULL) {
        tf_visit_say(visit, 404, tf_tr(visit->lang, "There is no such page."));
        return;
    }
    struct tf_book *book = open_book(visit, tf_visit_base_url(visit));
    if (book == NULL) {
        return;
    }
    enum tf_err err = write_file(visit, extension, book);
    tf_book_close(book);
    if (err != TF_OK) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        visit->reply->retry_after_s = 5;
        return;
    }
    for (size_t i = 0; i < FILE_COUNT; i++) {
        if (strcmp(FILES[i].extension, extension) == 0) {
            tf_visit_end(visit, FILES[i].media_type, true);
        }
    }
}
