#include "core/policy.h"
#include "model/task_in.h"
#include "model/view.h"
#include "words/words.h"

#include <string.h>

static void fill_tabs(struct tf_view_home *view, struct tf_arena *arena, const struct tf_app_state *state,
                      struct tf_view_times times)
{
    const struct tf_grid *grid = state->board->grid;
    struct tf_view_tab *tabs = tf_arena_alloc(arena, (grid->day_count + 1) * sizeof *tabs);
    if (tabs == NULL) {
        return;
    }
    int shown = tf_view_day(state);
    for (size_t d = 0; d < grid->day_count; d++) {
        bool is_today = (int)d == times.today;
        tabs[d] = (struct tf_view_tab){
            .text = is_today ? tf_tr(state->lang, "Today")
                             : tf_words_day_short(arena, state->lang, grid->days[d]),
            .next = "",
            .is_today = is_today,
            .is_shown = (int)d == shown,
        };
    }
    for (size_t d = 0; d < grid->day_count; d++) {
        /* TRANSLATORS: the day that is shown, and the one that a tap shows */
        tabs[d].next = tf_words_printf(arena, tf_tr(state->lang, "%s is shown; on to %s"), tabs[d].text,
                                       tabs[(d + 1) % grid->day_count].text);
    }
    view->tabs = tabs;
    view->tab_count = grid->day_count;
}

const char *tf_view_why_full(const struct tf_app_state *state, enum tf_kind kind)
{
    bool is_full =
        state->board != NULL && tf_table_count(state->board->tables[kind]) >= tf_schema_of(kind)->max;
    return is_full ? tf_words_reason(state->lang, TF_REASON_FULL) : NULL;
}

static unsigned long unplaced_count(const struct tf_board *board)
{
    unsigned long count = 0;
    for (struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]); it.record != NULL;
         tf_table_next(&it)) {
        if (TF_SESSION(it.record)->state == TF_SESSION_OPEN) {
            count++;
        }
    }
    return count;
}

static void fill_footer(struct tf_view_home *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_board *board = state->board;
    /* TRANSLATORS: revision number, time of the last change */
    view->official = tf_words_printf(arena, tf_tr(state->lang, "Official grid, revision %lu, updated %s"),
                                     (unsigned long)board->revision,
                                     tf_words_clock(arena, state->zone, board->changed_at));
    unsigned long count = unplaced_count(board);
    if (count > 0) {
        view->unplaced = tf_words_printf(
            arena,
            tf_trn(state->lang, "%lu session looks for a place", "%lu sessions look for a place", count),
            count);
    }
}

/* At the convergence nobody proposes any more: what people come to the wall for are the topics; and when it
 * closes, what remains; and afterwards, what came of it. */
static void fill_phase(struct tf_view_home *view, const struct tf_app_state *state,
                       const struct tf_gathering *gathering)
{
    static const struct {
        const char *name;
        enum tf_screen_name screen;
    } MAIN[TF_PHASE_COUNT] = {[TF_PHASE_CONVERGENCE] = {TF_N("Topics"), TF_SCREEN_TOPICS},
                              [TF_PHASE_CLOSING] = {TF_N("What remains"), TF_SCREEN_CLOSING},
                              [TF_PHASE_AFTER] = {TF_N("What came of it"), TF_SCREEN_CAME}};
    if (MAIN[gathering->phase].name != NULL) {
        view->propose = tf_tr(state->lang, MAIN[gathering->phase].name);
        view->main = (struct tf_intent){TF_INTENT_MENU, MAIN[gathering->phase].screen, 0};
        view->why_not = NULL;
    } else if (gathering->rotates && gathering->phase == TF_PHASE_SESSIONS) {
        view->propose = tf_tr(state->lang, "My table");
        view->main = (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_CAFE, 0};
        view->why_not = NULL;
    }
}

void tf_view_phase(struct tf_view_phase *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_gathering *gathering = state->board != NULL ? tf_board_gathering(state->board) : NULL;
    enum tf_lang lang = state->lang;
    *view = (struct tf_view_phase){.text = "", .button = ""};
    if (gathering == NULL || state->screen != TF_SCREEN_HOME) {
        return;
    }
    if (gathering->phase == TF_PHASE_MARKETPLACE) {
        unsigned long free = tf_task_pitch_free(state);
        view->text = tf_words_printf(
            arena, tf_trn(lang, "Marketplace: %lu place is free.", "Marketplace: %lu places are free.", free),
            free);
        view->button = tf_tr(lang, "Who is next");
        view->intent = (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_PITCH, 0};
    } else if (gathering->phase == TF_PHASE_NEWS) {
        const char *news = tf_view_news(state);
        view->text = news[0] != '\0' ? news : tf_tr(lang, "All are together and hear what happened.");
        view->button = tf_tr(lang, "News of the day");
        view->has_news = true;
        view->intent = (struct tf_intent){TF_INTENT_MENU, TF_SCREEN_ROUND, 0};
    }
    if (state->is_display) {
        view->button = "";
    }
}

void tf_view_home(struct tf_view_home *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct tf_view_times times = tf_view_times(state->board, state->zone, state->now_s);
    *view = (struct tf_view_home){.lang = lang,
                                  .stage = times.stage,
                                  .title = "Twofeet",
                                  .subtitle = "",
                                  .empty = "",
                                  .official = "",
                                  .unplaced = "",
                                  .propose = ""};
    view->clock = tf_words_clock(arena, state->zone, state->now_s);
    view->date = tf_words_date(arena, lang, tf_zone_day_of(state->zone, state->now_s));
    view->time_doubt = state->time_confirmed ? "" : tf_tr(lang, "Time not confirmed");
    tf_view_panels(view, arena, state, times);
    tf_view_grid(&view->grid, arena, state, times);
    if (times.stage == TF_STAGE_NO_EVENT) {
        view->empty =
            tf_tr(lang, "No event is set up yet. An organiser can set one up or import a schedule.");
        return;
    }
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    view->title = gathering->title;
    view->subtitle = gathering->subtitle;
    fill_footer(view, arena, state);
    const char *forbidden = tf_policy_binds(gathering, state->role, TF_VERB_PROPOSE);
    view->propose = tf_tr(lang, "Propose a session");
    view->main = (struct tf_intent){TF_INTENT_PROPOSE, 0, 0};
    view->why_not = forbidden != NULL ? tf_tr(lang, forbidden) : tf_view_why_full(state, TF_KIND_SESSION);
    fill_phase(view, state, gathering);
    if (state->is_display) {
        view->propose = view->unplaced = "";
    }
    if (times.stage == TF_STAGE_NO_GRID) {
        view->empty = tf_tr(lang, "The grid has no times yet. An organiser adds the first ones.");
        return;
    }
    if (view->grid.space_count == 0) {
        view->empty = tf_tr(lang, "The grid has no spaces yet. An organiser adds the first ones.");
    }
    fill_tabs(view, arena, state, times);
}
