#include "model/view_came.h"

#include "core/topics.h"
#include "words/words.h"
#include "words/words_came.h"

#include <string.h>

static void add(struct tf_view_came *view, struct tf_arena *arena, const struct tf_app_state *state,
                const char *name, size_t number, struct tf_intent intent)
{
    struct tf_view_came_count *count = &view->counts[view->count_count++];
    *count = (struct tf_view_came_count){.name = name};
    count->number = tf_words_printf(arena, "%lu", (unsigned long)number);
    /* TRANSLATORS: a count and what it counts: "12 held" */
    count->label = tf_words_printf(arena, tf_tr(state->lang, "%s %s"), count->number, name);
    if (number > 0) {
        count->intent = intent;
    }
}

static size_t topic_count(const struct tf_board *board)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_TOPIC]);
    for (; it.record != NULL; tf_table_next(&it)) {
        count += tf_topics_is_shown(board, TF_TOPIC(it.record));
    }
    return count;
}

static struct tf_intent list(enum tf_list_of of)
{
    return (struct tf_intent){TF_INTENT_LIST, of, 0};
}

static void fill_counts(struct tf_view_came *view, struct tf_arena *arena, const struct tf_app_state *state,
                        const struct tf_came *came)
{
    enum tf_lang lang = state->lang;
    const struct tf_intent none = {TF_INTENT_NONE, 0, 0};
    add(view, arena, state, tf_tr(lang, "proposed"), came->proposed, none);
    add(view, arena, state, tf_tr(lang, "held"), came->counts[TF_CAME_HELD], list(TF_LIST_HELD));
    if (state->notes_url == NULL) { /* else they are on a pad, and nobody knows */
        add(view, arena, state, tf_tr(lang, "with notes"), came->counts[TF_CAME_WITH_NOTES],
            list(TF_LIST_WITH_NOTES));
        add(view, arena, state, tf_tr(lang, "notes still missing"), came->counts[TF_CAME_WITHOUT_NOTES],
            list(TF_LIST_WITHOUT_NOTES));
    }
    add(view, arena, state, tf_tr(lang, "asked for and not held"), came->counts[TF_CAME_NOT_HELD],
        list(TF_LIST_UNPLACED));
    add(view, arena, state, tf_tr(lang, "actions"), came->action_count,
        (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_ACTIONS, 0});
    add(view, arena, state, tf_tr(lang, "topics"), topic_count(state->board),
        (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_TOPICS, 0});
    add(view, arena, state, tf_tr(lang, "hosts"), came->host_count, none);
}

static const char *when(struct tf_arena *arena, const struct tf_app_state *state, int64_t at)
{
    return tf_words_printf(arena, "%s %s",
                           tf_words_day_short(arena, state->lang, tf_zone_day_of(state->zone, at)),
                           tf_words_clock(arena, state->zone, at));
}

static void fill_plot(struct tf_view_came_plot *plot, struct tf_arena *arena,
                      const struct tf_app_state *state, const struct tf_came_bar *bars, size_t count,
                      bool has_parts)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        most = bars[i].count > most ? bars[i].count : most;
    }
    plot->first = plot->last = plot->most = "";
    if (most == 0) {
        return;
    }
    plot->bar_count = count;
    plot->first = when(arena, state, bars[0].start);
    plot->last = count > 1 ? when(arena, state, bars[count - 1].start) : "";
    plot->most = tf_words_printf(arena, "%lu", (unsigned long)most);
    for (size_t i = 0; i < count; i++) {
        size_t whole = bars[i].count > 0 ? bars[i].count : 1;
        plot->bars[i] = (struct tf_view_came_bar){
            .permille = (int)(bars[i].count * 1000 / most),
            .part_permille = has_parts ? (int)(bars[i].with_notes * 1000 / whole) : 1000};
    }
}

static bool is_up_already(const struct tf_app_state *state, const char *text)
{
    struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_NEWS]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_news *news = TF_NEWS(it.record);
        bool is_up = !news->hidden && (news->expires_at == 0 || news->expires_at > state->now_s);
        if (is_up && strcmp(news->text, text) == 0) {
            return true;
        }
    }
    return false;
}

enum tf_lang tf_view_came_lang(const struct tf_app_state *state)
{
    const struct tf_gathering *gathering = state->board != NULL ? tf_board_gathering(state->board) : NULL;
    enum tf_lang lang = state->lang;
    if (gathering != NULL) {
        (void)tf_lang_parse(&lang, gathering->language); /* one of ours, or the one that is read here */
    }
    return lang;
}

static void fill_helping(struct tf_view_came *view, struct tf_arena *arena, const struct tf_app_state *state,
                         const struct tf_came *came)
{
    enum tf_lang lang = state->lang;
    if (state->role >= TF_ROLE_HELPER && state->notes_url == NULL) {
        const char *reminder = tf_words_came_reminder(arena, tf_view_came_lang(state), came);
        view->remind = tf_tr(lang, "Remind of the notes");
        view->remind_why_not = came->counts[TF_CAME_WITHOUT_NOTES] == 0 ? tf_tr(lang, "No notes are missing.")
                               : is_up_already(state, reminder)
                                   ? tf_tr(lang, "This reminder is on every screen and phone already.")
                                   : NULL;
    }
    if (state->role >= TF_ROLE_ORGANISER) {
        view->people = tf_tr(lang, "How many came");
    }
    if (state->role >= TF_ROLE_HELPER && state->task != NULL && state->task->undo != 0) {
        view->undo = tf_tr(lang, "Take it back");
    }
}

void tf_view_came(struct tf_view_came *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    struct tf_came came;
    *view = (struct tf_view_came){.share = ""};
    if (state->board == NULL || tf_came_count(&came, state->board, state->now_s,
                                              tf_zone_day_of(state->zone, state->now_s)) != TF_OK) {
        return;
    }
    fill_counts(view, arena, state, &came);
    view->plots[0].heading = tf_tr(state->lang, "When it was proposed");
    fill_plot(&view->plots[0], arena, state, came.proposals, came.proposal_bars, false);
    view->plots[1].heading = tf_tr(state->lang, "Sessions with notes, by when they began");
    fill_plot(&view->plots[1], arena, state, came.rows, state->notes_url == NULL ? came.row_bars : 0, true);
    view->share = tf_words_came_share(arena, state->lang, &came);
    fill_helping(view, arena, state, &came);
    tf_came_free(&came);
}
