#include "book/forms.h"

#include "book/tell.h"
#include "markup/markdown_out.h"
#include "words/words.h"

#include <string.h>

struct pen {
    struct tf_buf *out;
    struct tf_book *book;
    bool is_listing; /* the line before is an item: no empty line between */
};

static void end_list(struct pen *pen)
{
    if (pen->is_listing) {
        tf_buf_putc(pen->out, '\n');
        pen->is_listing = false;
    }
}

/* One line of a person's, as it stands inside a line of ours. */
static void inline_text(struct pen *pen, const char *text)
{
    tf_markdown_plain(pen->out, text);
    while (pen->out->len > 0 && pen->out->data[pen->out->len - 1] == '\n') {
        pen->out->data[--pen->out->len] = '\0';
    }
}

static void title_line(struct pen *pen, const char *marks, const char *text)
{
    end_list(pen);
    tf_buf_printf(pen->out, "%s ", marks);
    inline_text(pen, text);
    tf_buf_puts(pen->out, "\n\n");
}

static void paragraph(struct pen *pen, const char *text)
{
    if (*text != '\0') {
        end_list(pen);
        tf_markdown_plain(pen->out, text);
        tf_buf_putc(pen->out, '\n');
    }
}

static void strong(struct pen *pen, const char *text)
{
    if (*text != '\0') {
        end_list(pen);
        tf_buf_puts(pen->out, "**");
        inline_text(pen, text);
        tf_buf_puts(pen->out, "**\n\n");
    }
}

static void address(struct pen *pen, const char *url)
{
    if (*url != '\0') {
        end_list(pen);
        tf_buf_printf(pen->out, "<%s>\n\n", url);
    }
}

static void cover(void *user, const struct tf_book *book, const struct tf_book_chapter *chapters,
                  size_t count)
{
    struct pen *pen = user;

    (void)chapters;
    (void)count;
    title_line(pen, "#", book->title);
    paragraph(pen, book->gathering->subtitle);
    paragraph(pen, book->invitation);
    paragraph(pen, book->when);
    paragraph(pen, book->gathering->place);
    address(pen, book->gathering->url);
}

static void chapter(void *user, const struct tf_book_chapter *is)
{
    title_line(user, "##", is->title);
}

static void heading(void *user, const char *text)
{
    title_line(user, "###", text);
}

static void say(void *user, const char *text)
{
    paragraph(user, text);
}

static void item(struct pen *pen)
{
    tf_buf_puts(pen->out, "- ");
    pen->is_listing = true;
}

static void count_of(void *user, size_t number, const char *of_what)
{
    struct pen *pen = user;

    item(pen);
    tf_buf_printf(pen->out, "%zu %s\n", number, of_what);
}

static void name(void *user, const char *text)
{
    struct pen *pen = user;

    item(pen);
    inline_text(pen, text);
    tf_buf_putc(pen->out, '\n');
}

static void more(struct pen *pen, const char *text)
{
    if (*text != '\0') {
        tf_buf_puts(pen->out, " · ");
        inline_text(pen, text);
    }
}

static void entry(void *user, const struct tf_book_entry *is)
{
    struct pen *pen = user;

    item(pen);
    tf_buf_printf(pen->out, "%s ", is->clock);
    if (is->slot != NULL) {
        inline_text(pen, *is->slot->title ? is->slot->title : tf_tr(pen->book->lang, "Break"));
    } else {
        inline_text(pen, is->session->session->title);
        more(pen, is->session->session->host);
    }
    more(pen, is->space != NULL ? is->space->name : "");
    tf_buf_putc(pen->out, '\n');
}

static void news(void *user, const struct tf_news *is, const char *when)
{
    struct pen *pen = user;

    strong(pen, when);
    paragraph(pen, is->text);
}

static void session(void *user, const struct tf_book_session *is, const char *facts)
{
    struct pen *pen = user;

    title_line(pen, "###", is->session->title);
    paragraph(pen, is->session->subtitle);
    strong(pen, is->session->host);
    for (size_t i = 0; i < is->run_count; i++) {
        item(pen);
        tf_buf_puts(pen->out, is->runs[i].when);
        more(pen, is->runs[i].space != NULL ? is->runs[i].space->name : "");
        tf_buf_putc(pen->out, '\n');
    }
    paragraph(pen, facts);
    paragraph(pen, is->session->about);
    address(pen, is->session->url);
    address(pen, is->url);
}

static void topic(void *user, const struct tf_session *merged)
{
    struct pen *pen = user;

    strong(pen, merged->title);
    paragraph(pen, merged->host);
    paragraph(pen, merged->about);
}

static void label(void *user, const char *text)
{
    title_line(user, "####", text);
}

static void answer(void *user, const char *question, const char *text)
{
    struct pen *pen = user;

    end_list(pen);
    if (*question != '\0') {
        tf_buf_printf(pen->out, "#### %s\n\n", question);
    }
    tf_markdown_tame(pen->out, text);
    tf_buf_putc(pen->out, '\n');
}

static void note_end(void *user, const char *by)
{
    struct pen *pen = user;

    if (*by != '\0') {
        tf_buf_puts(pen->out, "— ");
        inline_text(pen, by);
        tf_buf_puts(pen->out, "\n\n");
    }
}

static void session_end(void *user, const struct tf_book_session *is)
{
    (void)is;
    end_list(user);
}

static void action(void *user, const struct tf_action *is, const char *due,
                   const struct tf_book_session *from)
{
    struct pen *pen = user;

    item(pen);
    tf_buf_puts(pen->out, is->done ? "[x] " : "[ ] ");
    inline_text(pen, is->what);
    more(pen, is->who);
    more(pen, due);
    more(pen, from != NULL ? from->session->title : "");
    tf_buf_putc(pen->out, '\n');
}

static void end(void *user)
{
    (void)user;
}

enum tf_err tf_book_markdown(struct tf_buf *out, struct tf_book *book)
{
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
    struct pen pen = {.out = out, .book = book};

    tf_book_tell(book, &PEN, &pen);
    return tf_buf_err(out);
}
