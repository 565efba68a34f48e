/* words_erase.h: what is asked before something is erased for ever. */
#ifndef TF_WORDS_WORDS_ERASE_H
#define TF_WORDS_WORDS_ERASE_H

#include "base/arena.h"
#include "base/lang.h"
#include "core/board.h"

/* Of a session with all that is on it; the topics taken from it go, too, and the question says how many. */
const char *tf_words_erase_session(struct tf_arena *arena, enum tf_lang lang, const struct tf_board *board,
                                   const struct tf_session *session);
const char *tf_words_erase_name(struct tf_arena *arena, enum tf_lang lang, const char *name);

#endif
