#include "model/view_attract.h"

#include "core/policy.h"
#include "words/format_words.h"
#include "words/words.h"

#include <assert.h>
#include <string.h>

enum { SHORT_TALK_S = 20 * 60 }; /* a longer row is no lightning talk, whatever the event is called */

/* Whose turn it is of the event's languages: its own, the kiosk's, and those that its sessions are in. */
static enum tf_lang lang_of(const struct tf_app_state *state, const struct tf_gathering *gathering,
                            int64_t turn)
{
    bool is_spoken[TF_LANG_COUNT] = {false};
    enum tf_lang lang = state->lang, order[TF_LANG_COUNT];
    int64_t count = 0;
    if (gathering != NULL && tf_lang_parse(&lang, gathering->language)) {
        order[count++] = lang;
        is_spoken[lang] = true;
    }
    if (!is_spoken[state->lang]) {
        order[count++] = state->lang;
        is_spoken[state->lang] = true;
    }
    const struct tf_table *sessions = state->board != NULL ? state->board->tables[TF_KIND_SESSION] : NULL;
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (tf_lang_parse(&lang, TF_SESSION(it.record)->language) && !is_spoken[lang]) {
            order[count++] = lang;
            is_spoken[lang] = true;
        }
    }
    return count > 0 ? order[turn % count] : state->lang;
}

static void fill_words(struct tf_view_attract *view, struct tf_arena *arena, enum tf_lang lang,
                       const struct tf_gathering *gathering)
{
    bool is_own = tf_format_has_principles(gathering);
    size_t count = tf_format_principles(view->principles, arena, lang, gathering);
    for (; count < TF_VIEW_ATTRACT_PRINCIPLES; count++) {
        view->principles[count] = "";
    }
    view->law = is_own ? "" : tf_tr(lang, "The Law of Two Feet");
    view->law_text =
        is_own ? "" : tf_tr(lang, "If you are neither learning nor contributing, go where you do.");
    view->steps[0] = tf_tr(lang, "Say what it is about");
    view->steps[1] = tf_tr(lang, "Choose time and place");
    view->steps[2] = tf_tr(lang, "Be there");
    view->touch = tf_tr(lang, "Touch to begin");
    view->wifi_hint = tf_tr(lang, "Wi-Fi for your phone");
}

/* Of lightning talks: the row that is on; -1: none is. */
static int talk_row(const struct tf_app_state *state)
{
    if (state->board == NULL || tf_policy_warns_s(tf_board_gathering(state->board)) == 0) {
        return -1;
    }
    struct tf_view_times times = tf_view_times(state->board, state->zone, state->now_s);
    const struct tf_slot *slot = times.now_slot >= 0 ? state->board->grid->slots[times.now_slot] : NULL;
    bool is_talk = slot != NULL && slot->kind == TF_SLOT_SESSION && slot->end - slot->start <= SHORT_TALK_S;
    return is_talk ? times.now_slot : -1;
}

int tf_view_attract_turn_s(const struct tf_app_state *state)
{
    return talk_row(state) >= 0 ? 1 : TF_VIEW_ATTRACT_PAGE_S;
}

static void fill_count_down(struct tf_view_attract *view, struct tf_arena *arena,
                            const struct tf_app_state *state, int row)
{
    assert(state->board != NULL); /* it has the row */
    int64_t left = state->board->grid->slots[row]->end - state->now_s;
    view->page = TF_ATTRACT_COUNT_DOWN;
    view->is_last_minute = left <= tf_policy_warns_s(tf_board_gathering(state->board));
    view->left = left < 60 ? tf_words_printf(arena, "%d", (int)left)
                           : tf_words_printf(arena, "%d:%02d", (int)(left / 60), (int)(left % 60));
    const char *question = state->board->grid->slots[row]->title;
    view->speaks = question[0] != '\0' ? question : view->now.card_count > 0 ? view->now.cards[0].title : "";
    view->then = "";
    if (view->next.is_there && view->next.card_count > 0) {
        view->then = tf_words_printf(arena, tf_tr(state->lang, "Next: %s"),
                                     tf_words_isolate(arena, view->next.cards[0].title));
    }
}

/* What can have a page of its own in a panel: each of its sessions, or the break it tells of. */
static size_t ones_of(const struct tf_view_panel *panel)
{
    return !panel->is_there ? 0 : panel->card_count > 0 ? panel->card_count : panel->title[0] != '\0';
}

static void fill_one(struct tf_view_attract *view, const struct tf_view_panel *panel, size_t index)
{
    bool is_session = panel->card_count > 0;
    view->page = TF_ATTRACT_ONE;
    view->panel = panel;
    view->one = is_session ? panel->cards[index].title : panel->title;
    view->one_place = is_session ? panel->cards[index].place : "";
    view->one_symbol = is_session ? panel->cards[index].symbol : -1;
}

/* Everything, then what is on, everything, then what comes, the news, the Wi-Fi. Returns how often everything
 * was shown before. */
static int64_t turn_page(struct tf_view_attract *view, int64_t turn)
{
    size_t now = ones_of(&view->now), next = ones_of(&view->next);
    bool has_news = view->news[0] != '\0', has_wifi = view->wifi[0] != '\0';
    size_t count = 2 + now + next + has_news + has_wifi;
    size_t page = (size_t)(turn % (int64_t)count);
    if (page > 0 && page <= now) {
        fill_one(view, &view->now, page - 1);
    } else if (page > now + 1 && page <= now + 1 + next) {
        fill_one(view, &view->next, page - now - 2);
    } else if (page == count - 1 - has_wifi && has_news) {
        view->page = TF_ATTRACT_NEWS;
    } else if (page == count - 1 && has_wifi) {
        view->page = TF_ATTRACT_WIFI;
    }
    return turn / (int64_t)count * 2 + (page > now);
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
        .news = tf_view_news(state),
        .wifi = state->wifi != NULL ? state->wifi : "",
        .one_symbol = -1,
    };
    int64_t turn = state->now_s > 0 ? state->now_s / TF_VIEW_ATTRACT_PAGE_S : 0;
    int64_t shown = turn_page(view, turn);
    int row = talk_row(state);
    if (row >= 0) {
        fill_count_down(view, arena, state, row);
    }
    /* What is read together is in one language. */
    fill_words(view, arena, view->page == TF_ATTRACT_ALL ? lang_of(state, gathering, shown) : state->lang,
               gathering);
}
