/* book.h: the book of proceedings: what an event leaves behind. One tree, made once from a board; what is
 * told in which order and in which words is decided once (tell.h); each form is a pen that writes it down.
 *
 * Nothing hidden is in it. What was merged stays, with its notes, under what it became. A session that was
 * withdrawn is in it only if somebody wrote about it, and never as held. People are named where they asked to
 * be: hosts on their cards, authors who signed a note. Votes are counts beside a session, in the order of the
 * grid. */
#ifndef TF_BOOK_BOOK_H
#define TF_BOOK_BOOK_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/zone.h"
#include "core/board.h"

struct tf_book_options {
    enum tf_lang lang;
    const char *base_url; /* "http://10.0.0.5:8080", of the pages; "" none */
};

struct tf_book_note {
    const struct tf_note *note;
    const struct tf_session *topic; /* the merged one that it was written to; NULL: the session itself */
};

struct tf_book_run { /* once on the grid */
    const struct tf_placement *placement;
    const struct tf_space *space;
    int64_t day, start, end;
    const char *when; /* "Wednesday, 25 November, 10:30 – 11:15" */
};

struct tf_book_session {
    const struct tf_session *session;
    const char *anchor; /* "s-" and its code: a name for links inside the book */
    const char *url;    /* its page; "" none */
    size_t stars;
    const struct tf_book_run *runs;
    size_t run_count;                 /* 0: it was not held */
    const struct tf_session **topics; /* what was merged into it */
    size_t topic_count;
    const struct tf_book_note *notes;
    size_t note_count;
    const struct tf_action **actions;
    size_t action_count;
    const char **people; /* who signed a note, each once */
    size_t person_count;
};

struct tf_book_entry { /* a line of the list of sessions */
    int64_t day;
    const char *clock;                     /* "10:30" */
    const struct tf_slot *slot;            /* a break or plenary; NULL */
    const struct tf_book_session *session; /* or this one, held … */
    const struct tf_space *space;          /* … here */
};

struct tf_book {
    struct tf_arena arena;
    struct tf_board *board; /* a reference: the texts are its */
    struct tf_zone *zone;
    enum tf_lang lang;
    const struct tf_gathering *gathering;
    const char *title;
    const char *invitation;           /* of its format; "" none */
    const char *when;                 /* "Wednesday, 25 November – Friday, 27 November 2026"; "" no days */
    const char *base_url;             /* "" none */
    struct tf_book_session *sessions; /* held in the order of the grid, open ones, withdrawn ones */
    size_t session_count, held_count, open_count;
    struct tf_book_entry *entries;
    size_t entry_count;
    const struct tf_news **news; /* the oldest first */
    size_t news_count;
    const char **people; /* who signed a note, each once, in the order of the alphabet */
    size_t person_count;
    size_t note_count, action_count, topic_count, star_count;
};

/* TF_ERR_NOT_FOUND: there is no event yet. TF_ERR_NOMEM. */
enum tf_err tf_book_open(struct tf_book **out, struct tf_board *board, const struct tf_book_options *options);
void tf_book_close(struct tf_book *book); /* NULL is fine */

#endif
