/* words_came.h: what came of it, as wall, pages and book say it. */
#ifndef TF_WORDS_WORDS_CAME_H
#define TF_WORDS_WORDS_CAME_H

#include "base/arena.h"
#include "base/lang.h"
#include "core/came.h"

const char *tf_words_standing(enum tf_lang lang, enum tf_standing standing); /* "" for unsaid */
/* Who it is, by when, and how it stands: "Mara. By Thursday, 24 December. After 30 days: under way." */
const char *tf_words_action(struct tf_arena *arena, enum tf_lang lang, const struct tf_action *action,
                            int64_t today);
/* How many of those who came proposed, wrote, read; "" where nobody counted them. */
const char *tf_words_came_share(struct tf_arena *arena, enum tf_lang lang, const struct tf_came *came);
/* The reminder as news: whose notes are missing, so many by name. */
const char *tf_words_came_reminder(struct tf_arena *arena, enum tf_lang lang, const struct tf_came *came);

#endif
