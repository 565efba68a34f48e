/* words_log.h: how the log is told, on screens and pages: who (a role, at the wall or on a device; never a
 * person) and what it was about. What happened is tf_words_verb()'s. */
#ifndef TF_WORDS_WORDS_LOG_H
#define TF_WORDS_WORDS_LOG_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/zone.h"
#include "core/board.h"
#include "core/event.h"

const char *tf_words_actor(enum tf_lang lang, struct tf_actor actor);
/* The names of what it was about, isolated, with commas; "" none. board: where titles are found. */
const char *tf_words_about(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                           const struct tf_board *board, const struct tf_event *event);

#endif
