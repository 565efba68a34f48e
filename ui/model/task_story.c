/* What happened to a session: when, what, and from where; never who. Each step can be taken back here by whom
 * the rules let, also long after the button that offered it at once has gone. */
#include "model/app_in.h"

#include "core/policy.h"
#include "model/task_in.h"
#include "words/words.h"

#include <string.h>

void tf_task_story_open(struct tf_app *app)
{
    tf_task_open(app);
    (void)tf_app_ask(app, TF_ERRAND_HISTORY_OF, app->state.session, 0, "");
}

void tf_task_story_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    struct tf_task *task = &app->task;
    if (answer->err != TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        return;
    }
    if (answer->errand.a != app->state.session) {
        return; /* of one that was looked at before */
    }
    tf_history_take(&task->history, answer);
    task->has_history = true;
}

void tf_task_story_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                            uint64_t sequence)
{
    tf_task_answered(app, err, refusal, sequence);
    app->task.undo = 0; /* taking it back again is a line of the list */
    (void)tf_app_ask(app, TF_ERRAND_HISTORY_OF, app->state.session, 0, "");
}

void tf_task_story_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    struct tf_command *command = what == TF_TASK_DO_TAKE_BACK ? tf_app_command(app, TF_VERB_UNDO) : NULL;
    if (command != NULL) {
        command->sequence = b;
        (void)tf_task_send(app, command, NULL, NULL);
    }
}

/* ---- what is said of a step ---- */

/* Where the session is put by it; NULL: nowhere. */
static const struct tf_placement *put_where(const struct tf_event *event, uint64_t session)
{
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_record *after = event->changes[i].after;
        if (after != NULL && event->changes[i].kind == TF_KIND_PLACEMENT &&
            TF_PLACEMENT(after)->session == session) {
            return TF_PLACEMENT(after);
        }
    }
    return NULL;
}

static const char *what_happened(struct tf_arena *arena, const struct tf_app_state *state,
                                 const struct tf_event *event)
{
    const char *what = tf_words_verb(state->lang, event->verb);
    const struct tf_placement *where = put_where(event, state->session);
    const struct tf_space *space = where != NULL ? tf_board_space(state->board, where->space) : NULL;
    const struct tf_slot *slot = where != NULL ? tf_board_slot(state->board, where->slot) : NULL;
    if (space == NULL || slot == NULL) {
        return what;
    }
    /* TRANSLATORS: what happened; a space; a time: "Session moved: Garden, 11:00" */
    return tf_words_printf(arena, tf_tr(state->lang, "%s: %s, %s"), what,
                           tf_words_isolate(arena, space->name),
                           tf_words_clock(arena, state->zone, slot->start));
}

/* ---- why a step stays ---- */

static bool is_taken_back(const struct tf_task *task, size_t at)
{
    for (size_t i = 0; i < at; i++) { /* later ones come first */
        if (task->history.events[i]->undoes == task->history.events[at]->sequence) {
            return true;
        }
    }
    return false;
}

/* As core/rules_undo.c decides; NULL: it can be taken back. */
static const char *why_not(const struct tf_app_state *state, size_t at)
{
    const struct tf_event *event = state->task->history.events[at];
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    if (is_taken_back(state->task, at)) {
        return tf_tr(state->lang, "This was taken back already.");
    }
    if (event->verb == TF_VERB_PROPOSE) {
        return tf_tr(state->lang, "Withdraw the session instead: that can be taken back.");
    }
    if (state->role >= TF_ROLE_ORGANISER) {
        return NULL;
    }
    if (event->actor.role > state->role) {
        return tf_tr(state->lang, "An organiser did this, and can take it back.");
    }
    if (state->role == TF_ROLE_GUEST && event->actor.device != 0) {
        return tf_tr(state->lang, "This was done from a phone. It can be taken back there.");
    }
    if (state->role == TF_ROLE_GUEST) {
        const char *forbidden = tf_policy_forbids(gathering, event->verb);
        forbidden = forbidden != NULL ? forbidden : tf_policy_forbids(gathering, TF_VERB_UNDO);
        return forbidden != NULL ? tf_tr(state->lang, forbidden) : NULL;
    }
    return NULL;
}

void tf_task_story_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_task *task = state->task;
    const struct tf_session *session = tf_board_session(state->board, state->session);
    sheet->heading = tf_tr(lang, "History");
    if (session == NULL || session->state == TF_SESSION_HIDDEN) {
        sheet->empty = tf_tr(lang, "This session is not shown.");
        return;
    }
    sheet->hint = tf_words_printf(arena, tf_tr(lang, "What happened to %s; the newest first."),
                                  tf_words_isolate(arena, session->title));
    sheet->empty = task->has_history ? tf_tr(lang, "Nothing has happened yet.") : "";
    tf_sheet_room(sheet, arena, TF_ERRAND_EVENTS_MAX);
    for (size_t i = 0; i < task->history.count; i++) {
        const struct tf_event *event = task->history.events[i];
        struct tf_history_line told =
            tf_history_line(arena, lang, state->zone, state->board, event, state->now_s);
        const char *about = tf_words_printf(arena, tf_tr(lang, "%s, %s"), told.when, told.who);
        struct tf_sheet_line *line = tf_sheet_line(sheet, what_happened(arena, state, event), about);
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_UNDO,
                            event->verb == TF_VERB_UNDO ? tf_tr(lang, "Do it again")
                                                        : tf_tr(lang, "Take it back"),
                            TF_TASK_DO_TAKE_BACK, event->sequence)
                ->why_not = why_not(state, i);
        }
    }
}
