#include "model/app.h"

#include "base/text.h"
#include "model/app_in.h"
#include "model/view.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

enum tf_err tf_app_create(struct tf_app **out, const struct tf_app_options *options)
{
    struct tf_app *app = calloc(1, sizeof *app);
    if (app == NULL) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = tf_zone_open(&app->zone, "UTC");
    if (err != TF_OK) {
        free(app);
        return err;
    }
    app->options = *options;
    if (options->seed != 0) {
        tf_rng_seed(&app->rng, options->seed);
    } else {
        tf_rng_from_kernel(&app->rng);
    }
    app->state.zone = app->zone;
    app->state.base_url = app->base_url;
    app->state.notes_url = options->notes_url;
    app->state.here_name = options->here;
    app->state.formats = options->formats;
    app->state.saving_works = true;
    app->state.stays_home = options->stays_home;
    app->state.prints_slips = options->print_slips;
    app->state.is_display = options->is_display;
    app->state.first_lang = options->lang_is_events ? -1 : (int)options->lang;
    app->state.bell =
        (struct tf_app_bell){.is_off = options->bell_is_off,
                             .keeps_quiet_hours = !options->bell_rings_at_night,
                             .volume = options->bell_volume > 0 ? options->bell_volume : TF_BELL_VOLUME};
    app->state.act = &app->act;
    tf_app_rest(app);
    *out = app;
    return TF_OK;
}

void tf_app_destroy(struct tf_app *app)
{
    if (app == NULL) {
        return;
    }
    struct tf_command *command;
    while ((command = tf_app_take_command(app)) != NULL) {
        tf_command_destroy(command);
    }
    tf_app_propose_rest(app);
    tf_app_task_rest(app);
    tf_app_history_rest(app);
    tf_app_setup_rest(app);
    tf_search_destroy(app->search);
    tf_similar_destroy(app->similar);
    tf_typing_destroy(app->typing);
    tf_board_unref(app->board);
    tf_zone_close(app->zone);
    free(app);
}

const struct tf_app_state *tf_app_state(const struct tf_app *app)
{
    return &app->state;
}

/* A zone that tzdata does not know leaves the one there is: wrong by hours is better than no screen. */
static void follow_zone(struct tf_app *app)
{
    const struct tf_gathering *gathering = tf_board_gathering(app->board);
    if (gathering == NULL || strcmp(gathering->zone, tf_zone_name(app->zone)) == 0) {
        return;
    }
    struct tf_zone *zone;
    if (tf_zone_open(&zone, gathering->zone) != TF_OK) {
        return;
    }
    tf_zone_close(app->zone);
    app->zone = zone;
    app->state.zone = zone;
}

/* An event that came some other way needs no set-up; a wall whose event is gone does. */
static void follow_setup(struct tf_app *app)
{
    bool is_due = tf_app_setup_is_due(app);
    bool asks = app->state.screen == TF_SCREEN_SETUP && !app->setup.is_busy;
    if (is_due ? app->state.screen == TF_SCREEN_HOME : asks) {
        tf_app_rest(app);
    }
}

bool tf_app_set_board(struct tf_app *app, struct tf_board *board)
{
    if (board == NULL) {
        return false;
    }
    tf_board_unref(app->board);
    app->board = board;
    app->state.board = board;
    app->state.here = tf_here_find(board, app->options.here);
    follow_zone(app);
    tf_app_resolve(app);
    tf_app_propose_board(app);
    tf_app_act_board(app);
    tf_app_search_board(app);
    follow_setup(app);
    tf_app_task_board(app);
    return true;
}

void tf_app_resolve(struct tf_app *app)
{
    struct tf_app_state *state = &app->state;
    state->day = -1;
    state->first_space = 0;
    state->first_slot = -1;
    const struct tf_grid *grid = app->board != NULL ? app->board->grid : NULL;
    if (grid == NULL) {
        return;
    }
    if (app->has_day) {
        state->day = tf_grid_day_index(grid, app->day_date);
    }
    if (app->first_space_id != 0) {
        int space = tf_grid_space_index(grid, app->first_space_id);
        state->first_space = space >= 0 ? space : 0;
    }
    if (app->first_slot_id != 0) {
        state->first_slot = tf_grid_slot_index(grid, app->first_slot_id);
    }
}

void tf_app_rest(struct tf_app *app)
{
    struct tf_app_state *state = &app->state;
    state->lang = app->options.lang;
    state->scheme = state->first_scheme = app->options.scheme;
    state->larger_text = app->options.larger_text;
    tf_app_reach_rest(app);
    tf_app_become(app, TF_ROLE_GUEST);
    state->screen = tf_app_setup_is_due(app) ? TF_SCREEN_SETUP : TF_SCREEN_HOME;
    state->session = state->list_space = state->list_slot = 0;
    state->scroll = 0;
    state->languages_open = false;
    state->asks_still_there = false;
    state->notice = NULL;
    app->has_day = false;
    app->first_space_id = app->first_slot_id = 0;
    app->state.steps_back = 0;
    tf_app_propose_rest(app);
    tf_app_act_rest(app);
    tf_app_search_rest(app);
    tf_app_print_rest(app);
    tf_app_setup_rest(app);
    tf_app_resolve(app);
}

/* What all look at together stays as long as it is on: nobody touches a wall while they listen. */
static bool is_where_all_look(const struct tf_app *app)
{
    const struct tf_gathering *gathering = app->board != NULL ? tf_board_gathering(app->board) : NULL;
    switch (app->state.screen) {
    case TF_SCREEN_PITCH:
        return gathering != NULL && gathering->phase == TF_PHASE_MARKETPLACE;
    case TF_SCREEN_ROUND:
        return gathering != NULL && gathering->phase == TF_PHASE_NEWS;
    case TF_SCREEN_CLOSING:
        return gathering != NULL && gathering->phase == TF_PHASE_CLOSING;
    default:
        return false;
    }
}

bool tf_app_is_at_rest(const struct tf_app *app)
{
    const struct tf_app_state *state = &app->state;
    if (state->screen == TF_SCREEN_ATTRACT) {
        return true;
    }
    bool is_where_all_begins = state->screen == TF_SCREEN_HOME || is_where_all_look(app) ||
                               (state->screen == TF_SCREEN_SETUP && tf_app_setup_is_untouched(app));
    return is_where_all_begins && state->role == TF_ROLE_GUEST && state->lang == app->options.lang &&
           state->scheme == app->options.scheme && state->larger_text == app->options.larger_text &&
           !state->is_lowered && !state->speaks && !state->languages_open && !app->has_day &&
           app->first_space_id == 0 && app->first_slot_id == 0;
}

/* The next idle deadline in monotonic time; INT64_MAX: nobody has left anything to tidy up. */
static int64_t idle_due_ms(const struct tf_app *app)
{
    if (tf_app_is_at_rest(app)) {
        return INT64_MAX;
    }
    return app->touched_ms + TF_APP_IDLE_MS + (app->state.asks_still_there ? TF_APP_STILL_MS : 0);
}

static bool let_time_pass(struct tf_app *app)
{
    bool changed = tf_app_act_pass(app);
    changed |= tf_app_print_pass(app);
    if (app->state.notice != NULL && app->mono_ms >= app->notice_until_ms) {
        app->state.notice = NULL;
        changed = true;
    }
    changed |= tf_app_organiser_pass(app);
    changed |= tf_app_task_pass(app);
    changed |= tf_app_bell_pass(app);
    changed |= tf_app_attract_pass(app);
    if (app->mono_ms >= idle_due_ms(app)) {
        if (app->mono_ms >= app->touched_ms + TF_APP_IDLE_MS + TF_APP_STILL_MS) {
            tf_app_rest(app);
        } else {
            app->state.asks_still_there = true;
        }
        changed = true;
    }
    return changed;
}

static int now_row(const struct tf_app *app, int64_t now_s)
{
    return tf_view_times(app->board, app->zone, now_s).now_slot;
}

bool tf_app_set_time(struct tf_app *app, int64_t now_s, int64_t mono_ms, bool confirmed)
{
    struct tf_app_state *state = &app->state;
    bool changed = state->now_s / 60 != now_s / 60 || state->time_confirmed != confirmed ||
                   now_row(app, state->now_s) != now_row(app, now_s) ||
                   tf_app_attract_turns(app, state->now_s, now_s);
    state->now_s = now_s;
    state->time_confirmed = confirmed;
    app->mono_ms = state->mono_ms = mono_ms;
    if (!app->has_time) { /* that clock counts from the machine's start, not from ours */
        app->has_time = true;
        app->touched_ms = mono_ms;
    }
    return let_time_pass(app) || changed;
}

bool tf_app_set_saving(struct tf_app *app, bool saving_works)
{
    bool changed = app->state.saving_works != saving_works;
    app->state.saving_works = saving_works;
    return changed;
}

bool tf_app_set_cut(struct tf_app *app, int64_t since_s)
{
    bool changed = app->state.cut_since_s != since_s;
    app->state.cut_since_s = since_s;
    return changed;
}

bool tf_app_set_sharing(struct tf_app *app, const struct tf_app_sharing *sharing)
{
    struct tf_app_sharing was = app->state.sharing;
    app->state.sharing = *sharing;
    return was.apart_since_s != sharing->apart_since_s || was.is_halted != sharing->is_halted ||
           was.unshared != sharing->unshared || was.unshared_since_s != sharing->unshared_since_s;
}

bool tf_app_set_address(struct tf_app *app, const char *base_url)
{
    char text[TF_APP_URL_BYTES];
    tf_text_copy(text, sizeof text, base_url != NULL ? base_url : "");
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == '/') {
        text[--len] = '\0';
    }
    if (strcmp(text, app->base_url) == 0) {
        return false;
    }
    memcpy(app->base_url, text, sizeof text);
    return true;
}

bool tf_app_tell(struct tf_app *app, const char *sentence)
{
    if (sentence == NULL || sentence[0] == '\0') {
        return false;
    }
    tf_text_copy(app->notice, sizeof app->notice, sentence);
    app->state.notice = app->notice;
    app->notice_until_ms = app->mono_ms + TF_APP_NOTICE_MS;
    return true;
}

struct tf_command *tf_app_take_command(struct tf_app *app)
{
    if (app->command_count == 0) {
        return NULL;
    }
    struct tf_command *command = app->commands[app->command_first];
    app->command_first = (app->command_first + 1) % TF_APP_COMMANDS_MAX;
    app->command_count--;
    return command;
}

bool tf_app_send(struct tf_app *app, struct tf_command *command)
{
    if (app->command_count == TF_APP_COMMANDS_MAX) {
        tf_command_destroy(command);
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        return false;
    }
    app->commands[(app->command_first + app->command_count) % TF_APP_COMMANDS_MAX] = command;
    app->command_count++;
    return true;
}

void tf_app_forget(struct tf_app *app, uint64_t command)
{
    app->forgotten[app->forgotten_next] = command;
    app->forgotten_next = (app->forgotten_next + 1) % TF_APP_COMMANDS_MAX;
}

static bool was_forgotten(struct tf_app *app, uint64_t command)
{
    for (size_t i = 0; command != 0 && i < TF_APP_COMMANDS_MAX; i++) {
        if (app->forgotten[i] == command) {
            app->forgotten[i] = 0;
            return true;
        }
    }
    return false;
}

bool tf_app_answer(struct tf_app *app, uint64_t command_id, enum tf_err err, const struct tf_refusal *refusal,
                   const struct tf_warning *warning, uint64_t sequence)
{
    if (was_forgotten(app, command_id) || tf_app_organiser_answer(app, command_id, err, refusal, sequence) ||
        tf_app_act_answer(app, command_id, err, refusal, warning, sequence) ||
        tf_app_propose_answer(app, command_id, err, refusal, warning, sequence)) {
        return true;
    }
    if (err == TF_OK) {
        return false;
    }
    enum tf_reason reason = refusal != NULL ? refusal->reason : TF_REASON_NONE;
    if (reason != TF_REASON_NONE) {
        return tf_app_tell(app, tf_words_reason(app->state.lang, reason));
    }
    return tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
}

int tf_app_wake_in_ms(const struct tf_app *app)
{
    int64_t second = app->state.now_s % 60;
    int64_t wait_ms = (60 - (second < 0 ? second + 60 : second)) * 1000;
    int64_t idle_ms = idle_due_ms(app);
    if (idle_ms != INT64_MAX && idle_ms - app->mono_ms < wait_ms) {
        wait_ms = idle_ms - app->mono_ms;
    }
    if (app->state.notice != NULL && app->notice_until_ms - app->mono_ms < wait_ms) {
        wait_ms = app->notice_until_ms - app->mono_ms;
    }
    int64_t attract_ms = tf_app_attract_due_ms(app);
    if (attract_ms != INT64_MAX && attract_ms - app->mono_ms < wait_ms) {
        wait_ms = attract_ms - app->mono_ms;
    }
    int64_t turn_ms = tf_app_attract_turn_ms(app);
    wait_ms = turn_ms < wait_ms ? turn_ms : wait_ms;
    int64_t offer_ms = tf_app_organiser_due_ms(app);
    if (offer_ms != INT64_MAX && offer_ms - app->mono_ms < wait_ms) {
        wait_ms = offer_ms - app->mono_ms;
    }
    int64_t undo_ms = tf_app_act_due_ms(app);
    if (undo_ms != INT64_MAX && undo_ms - app->mono_ms < wait_ms) {
        wait_ms = undo_ms - app->mono_ms;
    }
    int64_t print_ms = tf_app_print_due_ms(app);
    if (print_ms != INT64_MAX && print_ms - app->mono_ms < wait_ms) {
        wait_ms = print_ms - app->mono_ms;
    }
    int64_t bell_ms = tf_app_bell_due_ms(app);
    if (bell_ms != INT64_MAX && bell_ms - app->mono_ms < wait_ms) {
        wait_ms = bell_ms - app->mono_ms;
    }
    if (app->task.pitch_until_ms != 0 && wait_ms > 1000) {
        wait_ms = 1000;
    }
    if (app->task.is_looking) {
        return 0; /* there is something to go on with */
    }
    return wait_ms < 0 ? 0 : (int)wait_ms;
}
