#include "model/view_attract.h"

#include "words/words.h"

/* The event's language and the kiosk's, by turns, one a minute: nothing moves, and everybody gets to read it.
 */
static enum tf_lang lang_of(const struct tf_app_state *state, const struct tf_gathering *gathering)
{
    enum tf_lang lang = state->lang;
    if (gathering == NULL || !tf_lang_parse(&lang, gathering->language) || state->now_s / 60 % 2 != 0) {
        return state->lang;
    }
    return lang;
}

/* Pinned ones first, then the newest. */
static const char *newest_news(const struct tf_app_state *state)
{
    const struct tf_news *best = NULL;
    for (struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_NEWS]); it.record != NULL;
         tf_table_next(&it)) {
        const struct tf_news *news = TF_NEWS(it.record);
        bool is_over = news->expires_at != 0 && news->expires_at <= state->now_s;
        if (news->hidden || is_over) {
            continue;
        }
        bool is_better = best == NULL || (news->pinned && !best->pinned) ||
                         (news->pinned == best->pinned && news->at > best->at);
        best = is_better ? news : best;
    }
    return best != NULL ? best->text : "";
}

static void fill_words(struct tf_view_attract *view, enum tf_lang lang)
{
    view->principles[0] = tf_tr(lang, "Whoever comes is the right people.");
    view->principles[1] = tf_tr(lang, "Whatever happens is the only thing that could have.");
    view->principles[2] = tf_tr(lang, "Whenever it starts is the right time.");
    view->principles[3] = tf_tr(lang, "Wherever it is, is the right place.");
    view->principles[4] = tf_tr(lang, "When it’s over, it’s over.");
    view->law = tf_tr(lang, "The Law of Two Feet");
    view->law_text = tf_tr(lang, "If you are neither learning nor contributing, go where you do.");
    view->steps[0] = tf_tr(lang, "Say what it is about");
    view->steps[1] = tf_tr(lang, "Choose time and place");
    view->steps[2] = tf_tr(lang, "Be there");
    view->touch = tf_tr(lang, "Touch to begin");
    view->wifi_hint = tf_tr(lang, "Wi-Fi for your phone");
}

void tf_view_attract(struct tf_view_attract *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    struct tf_view_home home;
    tf_view_home(&home, arena, state);
    const struct tf_gathering *gathering = state->board != NULL ? tf_board_gathering(state->board) : NULL;
    *view = (struct tf_view_attract){
        .is_night = home.stage == TF_STAGE_EVENING || home.stage == TF_STAGE_OVER,
        .is_there = gathering != NULL,
        .title = home.title,
        .clock = home.clock,
        .date = home.date,
        .now = home.now,
        .next = home.next,
        .news = gathering != NULL ? newest_news(state) : "",
        .wifi = state->wifi != NULL ? state->wifi : "",
    };
    fill_words(view, lang_of(state, gathering));
}
