/* words_ideas.h: how an idea stands, as wall, pages and book say it. */
#ifndef TF_WORDS_WORDS_IDEAS_H
#define TF_WORDS_WORDS_IDEAS_H

#include "base/arena.h"
#include "base/lang.h"
#include "core/ideas.h"

const char *tf_words_idea(enum tf_lang lang, enum tf_idea idea);
/* "Looked at by Mara. Answer by Wednesday, 9 December." Nothing where sessions are no ideas, or this one is
 * gone. */
const char *tf_words_idea_says(struct tf_arena *arena, enum tf_lang lang,
                               const struct tf_gathering *gathering, const struct tf_session *session,
                               const struct tf_zone *zone, int64_t now_s);
/* "2 answers are overdue: Compost · Bees"; without any: what there is to do. */
const char *tf_words_ideas_late(struct tf_arena *arena, enum tf_lang lang, const struct tf_ideas *ideas);

#endif
