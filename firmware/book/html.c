#include "book/forms.h"

#include "book/style.h"
#include "book/tell.h"
#include "markup/markdown.h"
#include "words/words.h"

#include <string.h>

enum list { LIST_NONE, LIST_COUNTS, LIST_NAMES, LIST_ENTRIES, LIST_NEWS, LIST_TOPICS, LIST_ACTIONS };

struct pen {
    struct tf_html *html;
    struct tf_book *book;
    bool is_page;               /* one of ours: links lead to the pages beside it */
    size_t base, article, note; /* the writer's depth where they begin; 0: not open */
    enum list list;
};

static const char *const LISTS[] = {
    [LIST_COUNTS] = "counts", [LIST_NAMES] = "names",   [LIST_ENTRIES] = "entries",
    [LIST_NEWS] = "told",     [LIST_TOPICS] = "topics", [LIST_ACTIONS] = "todo"};

static void close_list(struct pen *pen)
{
    if (pen->list != LIST_NONE) {
        tf_html_close(pen->html);
        pen->list = LIST_NONE;
    }
}

static void want_list(struct pen *pen, enum list list)
{
    if (pen->list != list) {
        close_list(pen);
        tf_html_open(pen->html, "ul");
        tf_html_attr(pen->html, "class", LISTS[list]);
        pen->list = list;
    }
}

/* A line of a person's: where the book's lines begin, in its own direction. */
static void line(struct pen *pen, const char *class_name, const char *text)
{
    if (*text != '\0') {
        tf_html_open(pen->html, "p");
        tf_html_attr(pen->html, "class", class_name);
        tf_html_person(pen->html, text);
        tf_html_close(pen->html);
    }
}

/* A longer text of a person's: its lines begin where its direction has it. */
static void theirs(struct pen *pen, const char *class_name, const char *text)
{
    if (*text != '\0') {
        tf_html_open(pen->html, "p");
        tf_html_attr(pen->html, "class", class_name);
        tf_html_attr(pen->html, "dir", "auto");
        tf_html_text(pen->html, text);
        tf_html_close(pen->html);
    }
}

static const char *fragment(const struct pen *pen, const char *anchor)
{
    return tf_words_printf(&pen->book->arena, "#%s", anchor);
}

static void link_to(struct pen *pen, const char *url, const char *text)
{
    tf_html_open(pen->html, "a");
    tf_html_url(pen->html, "href", url);
    tf_html_person(pen->html, text);
    tf_html_close(pen->html);
}

static void outer_link(struct pen *pen, const char *url)
{
    if (tf_html_url_is_safe(url) && *url != '\0') {
        tf_html_open(pen->html, "p");
        tf_html_attr(pen->html, "class", "url");
        link_to(pen, url, url);
        tf_html_close(pen->html);
    }
}

/* ---- what the pen is told ---------------------------------------------------------------------------------
 */

static void cover(void *user, const struct tf_book *book, const struct tf_book_chapter *chapters,
                  size_t count)
{
    struct pen *pen = user;
    struct tf_html *html = pen->html;
    const struct tf_gathering *event = book->gathering;

    tf_html_open(html, "div");
    tf_html_attr(html, "class", "cover");
    tf_html_leaf(html, "p", "kind", tf_tr(book->lang, "Book of proceedings"));
    tf_html_open(html, "h1");
    tf_html_person(html, book->title);
    tf_html_close(html);
    line(pen, "sub", event->subtitle);
    theirs(pen, "about", book->invitation);
    line(pen, "when", book->when);
    line(pen, "place", event->place);
    outer_link(pen, event->url);
    tf_html_close(html);
    tf_html_open(html, "nav");
    tf_html_attr(html, "class", "contents");
    tf_html_attr(html, "aria-label", tf_tr(book->lang, "Contents"));
    tf_html_open(html, "ol");
    for (size_t i = 0; i < count; i++) {
        tf_html_open(html, "li");
        link_to(pen, fragment(pen, chapters[i].anchor), chapters[i].title);
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_close(html);
}

static void chapter(void *user, const struct tf_book_chapter *is)
{
    struct pen *pen = user;

    close_list(pen);
    tf_html_close_to(pen->html, pen->base);
    tf_html_open(pen->html, "section");
    tf_html_attr(pen->html, "id", is->anchor);
    tf_html_leaf(pen->html, "h2", "", is->title);
}

static void heading(void *user, const char *text)
{
    struct pen *pen = user;

    close_list(pen);
    tf_html_leaf(pen->html, "h3", "", text);
}

static void say(void *user, const char *text)
{
    struct pen *pen = user;

    close_list(pen);
    tf_html_leaf(pen->html, "p", "ours", text);
}

static void count_of(void *user, size_t number, const char *of_what)
{
    struct pen *pen = user;

    want_list(pen, LIST_COUNTS);
    tf_html_open(pen->html, "li");
    tf_html_leaf(pen->html, "b", "", tf_words_printf(&pen->book->arena, "%zu", number));
    tf_html_text(pen->html, " ");
    tf_html_leaf(pen->html, "span", "", of_what);
    tf_html_close(pen->html);
}

static void name(void *user, const char *text)
{
    struct pen *pen = user;

    want_list(pen, LIST_NAMES);
    tf_html_open(pen->html, "li");
    tf_html_person(pen->html, text);
    tf_html_close(pen->html);
}

static void entry(void *user, const struct tf_book_entry *is)
{
    struct pen *pen = user;
    struct tf_html *html = pen->html;

    want_list(pen, LIST_ENTRIES);
    tf_html_open(html, "li");
    if (is->slot != NULL) {
        tf_html_attr(html, "class", "all");
    }
    tf_html_leaf(html, "span", "at", is->clock);
    tf_html_text(html, " ");
    tf_html_open(html, "span");
    tf_html_attr(html, "class", "what");
    if (is->slot != NULL) {
        tf_html_person(html, *is->slot->title ? is->slot->title : tf_tr(pen->book->lang, "Break"));
    } else {
        link_to(pen, fragment(pen, is->session->anchor), is->session->session->title);
        if (*is->session->session->host) {
            tf_html_text(html, " ");
            tf_html_open(html, "small");
            tf_html_person(html, is->session->session->host);
            tf_html_close(html);
        }
    }
    tf_html_close(html);
    if (is->space != NULL) {
        tf_html_text(html, " ");
        tf_html_open(html, "span");
        tf_html_attr(html, "class", "where");
        tf_html_person(html, is->space->name);
        tf_html_close(html);
    }
    tf_html_close(html);
}

static void news(void *user, const struct tf_news *is, const char *when)
{
    struct pen *pen = user;

    want_list(pen, LIST_NEWS);
    tf_html_open(pen->html, "li");
    tf_html_leaf(pen->html, "small", "", when);
    theirs(pen, "text", is->text);
    tf_html_close(pen->html);
}

static void page_link(struct pen *pen, const struct tf_book_session *is)
{
    const char *url = pen->is_page ? tf_words_printf(&pen->book->arena, "/s/%s", is->session->code) : is->url;

    if (*url != '\0') {
        tf_html_open(pen->html, "p");
        tf_html_attr(pen->html, "class", "url");
        link_to(pen, url, pen->is_page ? tf_tr(pen->book->lang, "Its page, to read on and to write") : url);
        tf_html_close(pen->html);
    }
}

static void session(void *user, const struct tf_book_session *is, const char *facts)
{
    struct pen *pen = user;
    struct tf_html *html = pen->html;

    close_list(pen);
    pen->article = html->depth;
    pen->note = 0;
    tf_html_open(html, "article");
    tf_html_attr(html, "id", is->anchor);
    tf_html_open(html, "h3");
    tf_html_person(html, is->session->title);
    tf_html_close(html);
    line(pen, "sub", is->session->subtitle);
    line(pen, "host", is->session->host);
    for (size_t i = 0; i < is->run_count; i++) {
        tf_html_open(html, "p");
        tf_html_attr(html, "class", "when");
        tf_html_text(html, is->runs[i].when);
        if (is->runs[i].space != NULL) {
            tf_html_text(html, " · ");
            tf_html_person(html, is->runs[i].space->name);
        }
        tf_html_close(html);
    }
    if (*facts != '\0') {
        tf_html_leaf(html, "p", "facts", facts);
    }
    theirs(pen, "about", is->session->about);
    outer_link(pen, is->session->url);
}

static void topic(void *user, const struct tf_session *merged)
{
    struct pen *pen = user;
    struct tf_html *html = pen->html;

    want_list(pen, LIST_TOPICS);
    tf_html_open(html, "li");
    tf_html_open(html, "b");
    tf_html_person(html, merged->title);
    tf_html_close(html);
    if (*merged->host) {
        tf_html_text(html, " ");
        tf_html_open(html, "small");
        tf_html_person(html, merged->host);
        tf_html_close(html);
    }
    theirs(pen, "about", merged->about);
    tf_html_close(html);
}

/* All of a note stands in one frame. */
static void want_note(struct pen *pen)
{
    close_list(pen);
    if (pen->note == 0) {
        pen->note = pen->html->depth;
        tf_html_open(pen->html, "div");
        tf_html_attr(pen->html, "class", "note");
    }
}

static void label(void *user, const char *text)
{
    struct pen *pen = user;

    close_list(pen);
    tf_html_leaf(pen->html, "h4", "", text);
}

static void answer(void *user, const char *question, const char *text)
{
    struct pen *pen = user;

    want_note(pen);
    if (*question != '\0') {
        tf_html_leaf(pen->html, "h4", "", question);
    }
    tf_html_open(pen->html, "div");
    tf_html_attr(pen->html, "class", "md");
    tf_markdown(pen->html, text);
    tf_html_close(pen->html);
}

static void note_end(void *user, const char *by)
{
    struct pen *pen = user;

    if (*by != '\0') {
        tf_html_open(pen->html, "p");
        tf_html_attr(pen->html, "class", "by");
        tf_html_text(pen->html, "— ");
        tf_html_person(pen->html, by);
        tf_html_close(pen->html);
    }
    tf_html_close_to(pen->html, pen->note);
    pen->note = 0;
}

static void session_end(void *user, const struct tf_book_session *is)
{
    struct pen *pen = user;

    close_list(pen);
    page_link(pen, is);
    tf_html_close_to(pen->html, pen->article);
}

static void action(void *user, const struct tf_action *is, const char *due,
                   const struct tf_book_session *from)
{
    struct pen *pen = user;
    struct tf_html *html = pen->html;

    want_list(pen, LIST_ACTIONS);
    tf_html_open(html, "li");
    tf_html_text(html, is->done ? "☑ " : "☐ ");
    tf_html_person(html, is->what);
    if (*is->who) {
        tf_html_text(html, " · ");
        tf_html_open(html, "b");
        tf_html_person(html, is->who);
        tf_html_close(html);
    }
    if (*due) {
        tf_html_text(html, " · ");
        tf_html_text(html, due);
    }
    if (from != NULL) {
        tf_html_text(html, " ");
        tf_html_open(html, "small");
        link_to(pen, fragment(pen, from->anchor), from->session->title);
        tf_html_close(html);
    }
    tf_html_close(html);
}

static void end(void *user)
{
    struct pen *pen = user;

    close_list(pen);
    tf_html_close_to(pen->html, pen->base);
}

static const struct tf_book_pen PEN = {
    .cover = cover,
    .chapter = chapter,
    .heading = heading,
    .say = say,
    .count = count_of,
    .name = name,
    .entry = entry,
    .news = news,
    .session = session,
    .topic = topic,
    .label = label,
    .answer = answer,
    .note_end = note_end,
    .session_end = session_end,
    .action = action,
    .end = end,
};

static void write_main(struct tf_html *html, struct tf_book *book, bool is_page)
{
    struct pen pen = {.html = html, .book = book, .is_page = is_page};

    tf_html_open(html, "div");
    tf_html_attr(html, "class", "book");
    pen.base = html->depth;
    tf_book_tell(book, &PEN, &pen);
    tf_html_close(html);
}

void tf_book_html_main(struct tf_html *html, struct tf_book *book)
{
    write_main(html, book, true);
}

static void head(struct tf_html *html, const struct tf_book *book)
{
    tf_html_open(html, "head");
    tf_html_open(html, "meta");
    tf_html_attr(html, "charset", "utf-8");
    tf_html_open(html, "meta");
    tf_html_attr(html, "name", "viewport");
    tf_html_attr(html, "content", "width=device-width,initial-scale=1");
    tf_html_leaf(html, "title", "", book->title);
    tf_html_leaf(html, "style", "", tf_book_style);
    tf_html_close(html);
}

enum tf_err tf_book_html(struct tf_buf *out, struct tf_book *book, bool is_xml)
{
    struct tf_html html;

    if (is_xml) {
        tf_html_begin_xml(&html, out);
    } else {
        tf_html_begin(&html, out);
    }
    tf_html_doctype(&html);
    tf_html_open(&html, "html");
    if (is_xml) {
        tf_html_attr(&html, "xmlns", "http://www.w3.org/1999/xhtml");
    }
    tf_html_attr(&html, "lang", tf_lang_code(book->lang));
    tf_html_attr(&html, "dir", tf_lang_is_rtl(book->lang) ? "rtl" : "ltr");
    head(&html, book);
    tf_html_open(&html, "body");
    tf_html_open(&html, "main");
    write_main(&html, book, false);
    tf_html_close_to(&html, 0);
    tf_buf_putc(out, '\n');
    return tf_buf_err(out);
}
