/* tell.h: the order of the book and its words, for every form that is read by people. Who writes it down is a
 * pen: it is called once for each thing, in the order of the book. Chapters without anything in them are not
 * told. */
#ifndef TF_BOOK_TELL_H
#define TF_BOOK_TELL_H

#include "book/book.h"

struct tf_book_chapter {
    const char *anchor;
    const char *title;
};
#define TF_BOOK_CHAPTERS_MAX 8

struct tf_book_pen {
    /* The cover, and what follows. */
    void (*cover)(void *user, const struct tf_book *book, const struct tf_book_chapter *chapters,
                  size_t count);
    void (*chapter)(void *user, const struct tf_book_chapter *chapter);
    void (*heading)(void *user, const char *text); /* inside a chapter: a day */
    void (*say)(void *user, const char *text);     /* a sentence of ours */
    void (*count)(void *user, size_t number, const char *of_what);
    void (*name)(void *user, const char *name); /* of a person */
    void (*entry)(void *user, const struct tf_book_entry *entry);
    void (*news)(void *user, const struct tf_news *news, const char *when);
    /* A session's report, up to session_end: its theme first. */
    void (*session)(void *user, const struct tf_book_session *session, const char *facts);
    void (*topic)(void *user, const struct tf_session *merged);
    void (*label)(void *user, const char *text); /* over what follows: "Next steps" */
    /* Of a note, in its Markdown; question "": none was asked. */
    void (*answer)(void *user, const char *question, const char *text);
    void (*note_end)(void *user, const char *by); /* "" nobody signed it */
    void (*session_end)(void *user, const struct tf_book_session *session);
    /* from: where it was agreed; NULL inside that session's report. due: in words, "" none. */
    void (*action)(void *user, const struct tf_action *action, const char *due,
                   const struct tf_book_session *from);
    void (*end)(void *user);
};

/* Texts made on the way live in the book's arena. */
void tf_book_tell(struct tf_book *book, const struct tf_book_pen *pen, void *user);

#endif
