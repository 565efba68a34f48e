#include "model/history.h"

#include "words/words.h"
#include "words/words_log.h"

void tf_history_free(struct tf_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        tf_event_unref(history->events[i]);
    }
    *history = (struct tf_history){.count = 0};
}

void tf_history_take(struct tf_history *history, struct tf_errand_answer *answer)
{
    tf_history_free(history);
    if (answer->err != TF_OK) {
        return;
    }
    for (size_t i = 0; i < answer->event_count; i++) {
        history->events[i] = answer->events[i];
    }
    history->count = answer->event_count;
    history->has_more = answer->has_more;
    answer->event_count = 0;
}

struct tf_history_line tf_history_line(struct tf_arena *arena, enum tf_lang lang, const struct tf_zone *zone,
                                       const struct tf_board *board, const struct tf_event *event,
                                       int64_t now_s)
{
    int64_t day = tf_zone_day_of(zone, event->at);
    const char *clock = tf_words_clock(arena, zone, event->at);
    bool is_today = day == tf_zone_day_of(zone, now_s);
    return (struct tf_history_line){
        .when = is_today ? clock
                         /* TRANSLATORS: a day and a time, "Wed 25, 10:40" */
                         : tf_words_printf(arena, tf_tr(lang, "%s, %s"), tf_words_day_short(arena, lang, day),
                                           clock),
        .what = tf_words_verb(lang, event->verb),
        .about = tf_words_about(arena, lang, zone, board, event),
        .who = tf_words_actor(lang, event->actor),
    };
}
