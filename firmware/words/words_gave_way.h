/* words_gave_way.h: what a session says that two kiosks gave one place to, and that came second. */
#ifndef TF_WORDS_WORDS_GAVE_WAY_H
#define TF_WORDS_WORDS_GAVE_WAY_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/zone.h"
#include "core/board.h"

/* To whom, where it is now, and which cells near that place are free for whoever reads it (their role) and
 * not over at now_s: a sentence or two; "" when it gave way to nobody. */
const char *tf_words_gave_way(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                              const struct tf_board *board, const struct tf_session *session,
                              enum tf_role role, int64_t now_s);

#endif
