/* search.h: finding sessions by what one remembers of them: parts of title, host, space and notes, whatever
 * the case and the accents; narrowed by format and language, or to what is on now. Fast enough for each
 * keystroke: folds only what changed since the last board. */
#ifndef TF_MODEL_SEARCH_H
#define TF_MODEL_SEARCH_H

#include "core/board.h"
#include "core/note_find.h"
#include "model/editor.h"
#include "model/here.h"

/* The intent TF_INTENT_SEARCH_DO's a. */
enum tf_search_do {
    TF_SEARCH_DO_FORMAT,   /* the next format, then all of them */
    TF_SEARCH_DO_LANGUAGE, /* the next language there is, then all of them */
    TF_SEARCH_DO_ON_NOW,   /* toggle; the nearest first, where the wall knows where it hangs */
    TF_SEARCH_DO_FREE_NOW, /* toggle: places instead of sessions */
    TF_SEARCH_DO_TYPE,     /* the keyboard comes, or goes */
    TF_SEARCH_DO_CLEAR,
    TF_SEARCH_DO_COUNT
};

#define TF_SEARCH_LANGUAGE_BYTES 36
#define TF_SEARCH_FOUND_MAX      500

struct tf_search;
enum tf_err tf_search_create(struct tf_search **out); /* TF_ERR_NOMEM */
void tf_search_destroy(struct tf_search *search);     /* NULL is fine; what was typed is wiped */

/* As for the next person: what was typed is wiped; what can be found stays known. TF_ERR_NOMEM: as it was. */
enum tf_err tf_search_forget(struct tf_search *search);

/* What a person chose. */
struct tf_search_wish {
    enum tf_session_format format;           /* UNSAID: any */
    char language[TF_SEARCH_LANGUAGE_BYTES]; /* ""; any */
    bool on_now, free_now;
    bool is_typing; /* the keyboard is shown */
};
struct tf_search_wish *tf_search_wish(struct tf_search *search);
const struct tf_search_wish *tf_search_wished(const struct tf_search *search);
struct tf_editor *tf_search_editor(struct tf_search *search);
const struct tf_editor *tf_search_text(const struct tf_search *search);

/* TF_ERR_NOMEM: some sessions are not found. */
enum tf_err tf_search_set_board(struct tf_search *search, const struct tf_board *board);
/* Sessions of the board that was set last: those whose title begins so first, then those in which a word of
 * the title does, then the rest, each in the wall's order; of those that are on, the nearest to the space
 * `here` (0: nobody knows) come first. now_slot: the grid's row that is on; -1 none. How many. */
size_t tf_search_find(const struct tf_search *search, const struct tf_board *board, int now_slot,
                      uint64_t here, uint64_t *out, size_t max);
/* Notes in which it is written, the newest first, of sessions that are wished for; nothing while it is asked
 * what is on now. Borrowed until the next board is set. */
size_t tf_search_find_notes(const struct tf_search *search, const struct tf_board *board,
                            const struct tf_note **out, size_t max);
/* Where a session is on in that row, the nearest to here; NULL: it is not. */
const struct tf_placement *tf_search_on_now(const struct tf_board *board, uint64_t session, int now_slot,
                                            uint64_t here);
/* The next language that a session is in, after that one, in alphabetical order; "" after the last. */
const char *tf_search_next_language(const struct tf_board *board, const char *after);

#endif
