/* flags.h: what organisers are asked to look at: proposals that wait for them, words of a list that they
 * gave, and hosts' names that look like another's. A flag forbids and hides nothing, and is kept nowhere: it
 * follows from the board. That somebody has looked at it, and it is fine, is kept with the session. */
#ifndef TF_CORE_FLAGS_H
#define TF_CORE_FLAGS_H

#include "core/board.h"

enum tf_flag_kind {
    TF_FLAG_WAITS,   /* session: for approval, or for the market */
    TF_FLAG_WORD,    /* session (on its card, or in its notes): word */
    TF_FLAG_CHANGED, /* session: by its host, since it was accepted; where proposals wait for a look */
    TF_FLAG_ALIKE,   /* session, other: their hosts' names look alike and are not the same */
    TF_FLAG_KIND_COUNT
};

struct tf_flag {
    enum tf_flag_kind kind;
    uint64_t session, other;
    const char *word; /* as the list has it; the list's; "" */
    bool in_notes;
    uint64_t hash; /* of what was found and in which words: other words are another flag; 0: it waits */
};

/* A list of words and phrases, one a line; what begins with # says something to people. They are found as
 * whole words whatever their case, accents and look-alike letters; with * at its end, as the beginning of
 * one. In writings without blanks a word is found anywhere. */
struct tf_flag_words;
/* TF_ERR_INVALID (not UTF-8; a line too long; nothing but signs in it), TF_ERR_LIMIT, TF_ERR_NOMEM: the
 * problem says which line. */
enum tf_err tf_flag_words_read(struct tf_flag_words **out, const char *text, size_t len,
                               struct tf_problem *problem);
/* The same from a file. TF_ERR_NOT_FOUND, TF_ERR_IO; TF_ERR_LIMIT (longer than TF_FLAG_WORDS_FILE_MAX). */
enum tf_err tf_flag_words_load(struct tf_flag_words **out, const char *path, struct tf_problem *problem);
void tf_flag_words_free(struct tf_flag_words *words); /* NULL is fine */
size_t tf_flag_words_count(const struct tf_flag_words *words);
/* The first of the list in a text; NULL: none. Borrowed from the list. */
const char *tf_flag_words_in(const struct tf_flag_words *words, const char *text);

/* What session->fine becomes when somebody has looked at the flag; the oldest are forgotten. */
enum { TF_FLAGS_FINE_MAX = 6, TF_FLAGS_FINE_BYTES = TF_FLAGS_FINE_MAX * 17 + 1 };
void tf_flags_fine(char out[TF_FLAGS_FINE_BYTES], const struct tf_session *session,
                   const struct tf_flag *flag);
/* The flag that an accepted card would have, did its words change: kept as fine when it is accepted. */
struct tf_flag tf_flags_accepted(const struct tf_session *session);
/* Up to max of them, those that wait first; returns how many. words NULL: none are looked for. TF_ERR_NOMEM.
 */
enum tf_err tf_flags_find(struct tf_flag *out, size_t max, size_t *count, const struct tf_board *board,
                          const struct tf_flag_words *words);

#endif
