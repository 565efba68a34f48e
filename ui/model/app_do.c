#include "model/app_in.h"

#include "model/view.h"
#include "words/words.h"

#include <string.h>

void tf_app_go(struct tf_app *app, enum tf_screen_name screen)
{
    struct tf_app_state *state = &app->state;
    if (app->state.steps_back ==
        TF_APP_TRAIL_MAX) { /* the oldest step is forgotten; "home" is always there */
        memmove(app->trail, app->trail + 1, (TF_APP_TRAIL_MAX - 1) * sizeof app->trail[0]);
        app->state.steps_back--;
    }
    app->trail[app->state.steps_back++] = (struct tf_app_step){
        .screen = state->screen,
        .session = state->session,
        .list = state->list,
        .list_space = state->list_space,
        .list_slot = state->list_slot,
        .scroll = state->scroll,
    };
    state->screen = screen;
    state->scroll = 0;
}

void tf_app_home(struct tf_app *app)
{
    tf_app_propose_wipe(app); /* a draft has no home there */
    app->state.steps_back = 0;
    app->state.screen = tf_app_setup_is_due(app) ? TF_SCREEN_SETUP : TF_SCREEN_HOME;
    app->state.scroll = 0;
}

void tf_app_back(struct tf_app *app)
{
    struct tf_app_state *state = &app->state;
    if (state->speech_open) {
        state->speech_open = false;
    } else if (state->languages_open) {
        state->languages_open = false;
    } else if (app->state.steps_back > 0) {
        struct tf_app_step step = app->trail[--app->state.steps_back];
        state->screen = step.screen;
        state->session = step.session;
        state->list = step.list;
        state->list_space = step.list_space;
        state->list_slot = step.list_slot;
        state->scroll = step.scroll;
    } else {
        tf_app_home(app);
    }
    if (state->screen == TF_SCREEN_HOME) {
        tf_app_propose_wipe(app);
    }
}

static void show_day(struct tf_app *app, uint64_t day)
{
    const struct tf_grid *grid = app->board != NULL ? app->board->grid : NULL;
    if (grid == NULL || day >= grid->day_count) {
        return;
    }
    struct tf_view_times times = tf_view_times(app->board, app->zone, app->state.now_s);
    app->has_day = (int)day != times.today; /* today goes on to tomorrow by itself */
    app->day_date = grid->days[day];
    app->first_slot_id = 0;
    if (!app->has_day) {
        struct tf_app_state plain = app->state;
        plain.day = -1;
        app->has_day = tf_view_day(&plain) != (int)day;
    }
}

static void show_rows(struct tf_app *app, uint64_t slot)
{
    const struct tf_grid *grid = app->board != NULL ? app->board->grid : NULL;
    if (grid != NULL && slot < grid->slot_count) {
        app->first_slot_id = grid->slots[slot]->record.key.id;
    }
}

static void show_columns(struct tf_app *app, uint64_t space)
{
    const struct tf_grid *grid = app->board != NULL ? app->board->grid : NULL;
    if (grid != NULL && space < grid->space_count) {
        app->first_space_id = space == 0 ? 0 : grid->spaces[space]->record.key.id;
    }
    if (app->state.screen == TF_SCREEN_LIST) { /* chosen by name: back to the grid */
        tf_app_back(app);
    }
}

static void show_list(struct tf_app *app, enum tf_list_of list, uint64_t space, uint64_t slot)
{
    tf_app_go(app, TF_SCREEN_LIST);
    app->state.list = list;
    app->state.list_space = space;
    app->state.list_slot = slot;
}

static void choose_language(struct tf_app *app, uint64_t lang)
{
    if (lang < TF_LANG_COUNT) {
        app->state.lang = (enum tf_lang)lang;
    }
    app->state.languages_open = false;
    app->state.notice = NULL; /* it was in the other language */
    tf_app_typing_follow(app);
}

static void carry_out(struct tf_app *app, struct tf_intent intent)
{
    struct tf_app_state *state = &app->state;
    switch (intent.what) {
    case TF_INTENT_HOME:
        tf_app_home(app);
        break;
    case TF_INTENT_BACK:
        tf_app_back(app);
        break;
    case TF_INTENT_DAY:
        show_day(app, intent.a);
        break;
    case TF_INTENT_PAGE_SPACES:
        show_columns(app, intent.a);
        break;
    case TF_INTENT_PAGE_SLOTS:
        show_rows(app, intent.a);
        break;
    case TF_INTENT_SESSION:
        tf_app_go(app, TF_SCREEN_SESSION);
        state->session = intent.a;
        break;
    case TF_INTENT_CELL_LIST:
        show_list(app, TF_LIST_CELL, intent.a, intent.b);
        break;
    case TF_INTENT_LIST:
        if (intent.a < TF_LIST_COUNT) {
            show_list(app, (enum tf_list_of)intent.a, 0, 0);
        }
        break;
    case TF_INTENT_NOW:
        tf_app_home(app);
        app->has_day = false;
        app->first_slot_id = 0;
        break;
    case TF_INTENT_LANGUAGE:
        choose_language(app, intent.a);
        break;
    case TF_INTENT_LANGUAGES:
        state->languages_open = !state->languages_open;
        break;
    case TF_INTENT_SCHEME:
        state->scheme = (int)intent.a;
        break;
    case TF_INTENT_LARGER_TEXT:
        state->larger_text = !state->larger_text;
        break;
    case TF_INTENT_SCROLL:
        state->scroll = intent.a <= INT32_MAX ? (int)intent.a : 0;
        break;
    default: /* it was meant for one of the others */
        break;
    }
}

bool tf_app_do(struct tf_app *app, struct tf_intent intent)
{
    bool was_asking = app->state.asks_still_there;
    app->touched_ms = app->mono_ms;
    app->state.asks_still_there = false;
    if (tf_app_attract_do(app)) {
        return true;
    }
    if (intent.what == TF_INTENT_NONE) {
        return was_asking;
    }
    if (intent.what != TF_INTENT_REASON) {
        app->state.notice = NULL;
    }
    enum tf_screen_name before = app->state.screen;
    if (!tf_app_trouble_do(app, intent) && !tf_app_reach_do(app, intent) && !tf_app_setup_do(app, intent) &&
        !tf_app_organiser_do(app, intent) && !tf_app_print_do(app, intent) &&
        !tf_app_search_do(app, intent) && !tf_app_act_do(app, intent) && !tf_app_propose_do(app, intent)) {
        carry_out(app, intent);
    }
    tf_app_organiser_follow(app, before);
    tf_app_resolve(app);
    return true;
}
