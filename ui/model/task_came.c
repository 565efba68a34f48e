/* What came of it: what can be done there. Anybody looks; helpers remind of notes that are missing,
 * organisers say how many came, and how an action stands when somebody tells them. */
#include "model/app_in.h"

#include "base/limits.h"
#include "core/came.h"
#include "model/task_in.h"
#include "model/view_came.h"
#include "words/words.h"
#include "words/words_came.h"

#include <stdlib.h>
#include <string.h>

enum { ACTIONS_SHOWN_MAX = 300, REMINDS_FOR_S = 3600 };

static int64_t today(const struct tf_app_state *state)
{
    return tf_zone_day_of(state->zone, state->now_s);
}

static bool count(struct tf_came *came, const struct tf_app_state *state)
{
    return state->board != NULL && tf_came_count(came, state->board, state->now_s, today(state)) == TF_OK;
}

/* While a number is typed; else the screen has a look of its own. */
void tf_task_came_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    (void)arena;
    sheet->heading = tf_tr(state->lang, "What came of it");
    sheet->field = tf_tr(state->lang, "How many people came");
    sheet->placeholder = "120";
    sheet->enter = tf_tr(state->lang, "Save");
    tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(state->lang, "Never mind"), TF_TASK_DO_TYPE,
                  state->task->subject);
}

static void remind(struct tf_app *app)
{
    struct tf_came came;
    struct tf_arena arena;
    if (app->state.role < TF_ROLE_HELPER || !count(&came, &app->state)) {
        return;
    }
    tf_arena_init(&arena);
    const char *text = tf_words_came_reminder(&arena, tf_view_came_lang(&app->state), &came);
    char *fit = NULL;
    if (came.counts[TF_CAME_WITHOUT_NOTES] > 0 &&
        tf_text_fit(&fit, text, strlen(text), TF_TEXT_ABOUT, NULL) == TF_OK) {
        struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, tf_rng_id(&app->rng)}},
                               .text = fit,
                               .at = app->state.now_s,
                               .expires_at = app->state.now_s + REMINDS_FOR_S};
        (void)tf_task_send(app, tf_app_command(app, TF_VERB_NEWS), &news.record, NULL);
    }
    free(fit);
    tf_arena_free(&arena);
    tf_came_free(&came);
}

void tf_task_came_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (what == TF_TASK_DO_REMIND) {
        remind(app);
    } else if (what == TF_TASK_DO_TYPE && app->state.role >= TF_ROLE_ORGANISER) {
        tf_task_type(app, b, "");
    }
}

void tf_task_came_typed(struct tf_app *app, const char *text)
{
    size_t len = strlen(text);
    int64_t people = len < 10 && strspn(text, "0123456789") == len ? strtol(text, NULL, 10) : -1;
    if (people < 0 || people > TF_PEOPLE_MAX) {
        tf_app_tell(app, tf_tr(app->state.lang, "A number of people, in digits."));
        return;
    }
    struct tf_gathering gathering = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}}, .people = people};
    if (tf_task_send(app, tf_app_command(app, TF_VERB_SET_UP), &gathering.record, "people")) {
        tf_task_stop_typing(app);
    }
}

/* ---- actions ---- */

static const struct tf_action *chosen(const struct tf_came *came, uint64_t id)
{
    for (size_t i = 0; i < came->action_count; i++) {
        if (came->actions[i]->record.key.id == id) {
            return came->actions[i];
        }
    }
    return NULL;
}

static void fill_lines(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                       const struct tf_came *came)
{
    for (size_t i = 0; i < came->action_count && i < ACTIONS_SHOWN_MAX; i++) {
        const struct tf_action *action = came->actions[i];
        uint64_t id = action->record.key.id;
        struct tf_sheet_line *line =
            tf_sheet_line(sheet, action->what, tf_words_action(arena, state->lang, action, today(state)));
        if (line == NULL) {
            return;
        }
        line->is_marked = state->task->chosen == id;
        if (state->role >= TF_ROLE_ORGANISER) {
            tf_sheet_button(line, TF_SHEET_EDIT, tf_tr(state->lang, "How it stands"), TF_TASK_DO_CHOOSE, id)
                ->is_on = line->is_marked;
        }
    }
}

void tf_task_actions_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    static const enum tf_sheet_sign SIGNS[TF_STANDING_COUNT] = {[TF_STANDING_GOING] = TF_SHEET_NEXT,
                                                                [TF_STANDING_STUCK] = TF_SHEET_LOCK,
                                                                [TF_STANDING_DONE] = TF_SHEET_CHECK,
                                                                [TF_STANDING_DROPPED] = TF_SHEET_CLOSE};
    struct tf_came came;
    sheet->heading = tf_tr(state->lang, "Actions");
    sheet->empty = tf_tr(state->lang, "No actions were written down.");
    if (!count(&came, state)) {
        return;
    }
    tf_sheet_room(sheet, arena, ACTIONS_SHOWN_MAX);
    fill_lines(sheet, arena, state, &came);
    unsigned long late = (unsigned long)came.late_count;
    sheet->hint =
        late > 0 ? tf_words_printf(arena, tf_trn(state->lang, "%lu is late.", "%lu are late.", late), late)
                 : "";
    if (chosen(&came, state->task->chosen) != NULL) {
        for (int standing = TF_STANDING_GOING; standing < TF_STANDING_COUNT; standing++) {
            tf_sheet_foot(sheet, SIGNS[standing], tf_words_standing(state->lang, (enum tf_standing)standing),
                          TF_TASK_DO_STANDING, (uint64_t)standing);
        }
    } else {
        tf_sheet_foot_undo(sheet, state);
    }
    tf_came_free(&came);
}

static void stand(struct tf_app *app, enum tf_standing standing)
{
    struct tf_came came;
    if (!count(&came, &app->state)) {
        return;
    }
    const struct tf_action *action = chosen(&came, app->task.chosen);
    struct tf_command *command = action != NULL ? tf_app_command(app, TF_VERB_ACTION) : NULL;
    if (command != NULL) {
        struct tf_action want = *action;
        (void)tf_came_stand(&want, standing,
                            today(&app->state) - tf_zone_day_of(app->state.zone, action->at));
        (void)tf_task_send(app, command, &want.record, NULL);
    }
    app->task.chosen = 0;
    tf_came_free(&came);
}

void tf_task_actions_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (app->state.role < TF_ROLE_ORGANISER) {
        return;
    }
    if (what == TF_TASK_DO_CHOOSE) {
        app->task.chosen = app->task.chosen == b ? 0 : b;
    } else if (what == TF_TASK_DO_STANDING && b > TF_STANDING_UNSAID && b < TF_STANDING_COUNT) {
        stand(app, (enum tf_standing)b);
    }
}
