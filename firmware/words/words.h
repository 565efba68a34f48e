/* words.h: how things are said: one sentence for each reason, one name for each thing, times and dates as
 * people write them. Everything in the language asked for; texts made on the way live in the arena given and
 * are "" when there is no memory. */
#ifndef TF_WORDS_WORDS_H
#define TF_WORDS_WORDS_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/zone.h"
#include "core/rules.h"
#include "core/schedule.h"

/* Borrowed, for ever valid. */
const char *tf_words_reason(enum tf_lang lang, enum tf_reason reason);         /* "" for TF_REASON_NONE */
const char *tf_words_format(enum tf_lang lang, enum tf_session_format format); /* "" for unsaid */
const char *tf_words_phase(enum tf_lang lang, enum tf_phase phase);
/* What somebody waits for whose proposal others do not see yet; "" for TF_WAITS_NOT. */
const char *tf_words_waits(enum tf_lang lang, enum tf_waits waits);
/* "From 10:00: Sessions" while the next phase is announced; else "". */
const char *tf_words_phase_soon(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                                const struct tf_gathering *gathering);
const char *tf_words_verb(enum tf_lang lang, enum tf_verb verb); /* what happened: "Session moved" */
const char *tf_words_feature(enum tf_lang lang, enum tf_feature feature);
/* A BCP 47 tag's language, "German"; the tag itself when we have no name for it. */
const char *tf_words_language(enum tf_lang lang, const char *tag);
const char *tf_words_weekday(enum tf_lang lang, int weekday); /* 0 Sunday … 6 */
const char *tf_words_month(enum tf_lang lang, int month);     /* 1 … 12 */

/* "10:30": 24 hours. */
const char *tf_words_clock(struct tf_arena *arena, const struct tf_zone *zone, int64_t utc_s);
const char *tf_words_clocks(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                            int64_t start_s, int64_t end_s); /* "10:30 – 11:15" */
const char *tf_words_date(struct tf_arena *arena, enum tf_lang lang,
                          int64_t days); /* "Wednesday, 25 November" */
const char *tf_words_day_short(struct tf_arena *arena, enum tf_lang lang, int64_t days); /* "Wed 25" */
/* "Wednesday, 25 November, 10:30 – 11:15" */
const char *tf_words_when(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone, int64_t day,
                          int64_t start_s, int64_t end_s);

/* Sentences that count: "starts in 12 min", "started 5 min ago", "ends in 1 h 20 min". Minutes still to come
 * are rounded up, minutes gone by down. */
const char *tf_words_starts_in(struct tf_arena *arena, enum tf_lang lang, int64_t seconds);
const char *tf_words_started_ago(struct tf_arena *arena, enum tf_lang lang, int64_t seconds);
const char *tf_words_ends_in(struct tf_arena *arena, enum tf_lang lang, int64_t seconds);
const char *tf_words_ended_ago(struct tf_arena *arena, enum tf_lang lang, int64_t seconds);

/* What speaks for a place that a schedule proposes, or why there is none: up to TF_WORDS_SCHEDULE_MAX
 * sentences, the weightiest first; returns how many. */
enum { TF_WORDS_SCHEDULE_MAX = 7 };
size_t tf_words_schedule(const char *sentences[TF_WORDS_SCHEDULE_MAX], struct tf_arena *arena,
                         enum tf_lang lang, const struct tf_board *board,
                         const struct tf_schedule_entry *entry);

/* An arena's text that is never NULL. */
const char *tf_words_printf(struct tf_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What a person wrote, fit to stand inside a sentence of another direction: between U+2068 and U+2069. */
const char *tf_words_isolate(struct tf_arena *arena, const char *text);

#endif
