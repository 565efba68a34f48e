/* Ideas: each has how it stands, who answers, and a day by which. What is overdue comes first. */
#include "model/app_in.h"

#include "base/text.h"
#include "core/ideas.h"
#include "model/task_in.h"
#include "words/words.h"
#include "words/words_ideas.h"

#include <stdlib.h>
#include <string.h>

enum { IDEAS_SHOWN_MAX = 300, DAYS_MORE = 7 };
enum { SUBJECT_OWNER = 1, SUBJECT_WHY = 2 }; /* what is typed about the chosen one */

static int64_t today(const struct tf_app_state *state)
{
    return tf_zone_day_of(state->zone, state->now_s);
}

static const struct tf_session *chosen(const struct tf_app_state *state)
{
    const struct tf_session *session =
        state->board != NULL ? tf_board_session(state->board, state->task->chosen) : NULL;
    return session != NULL && !tf_session_is_gone(session) ? session : NULL;
}

static void add_line(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_session *session)
{
    enum tf_lang lang = state->lang;
    uint64_t id = session->record.key.id;
    struct tf_sheet_line *line =
        tf_sheet_line(sheet, session->title,
                      tf_words_idea_says(arena, lang, tf_board_gathering(state->board), session, state->zone,
                                         state->now_s));
    if (line == NULL) {
        return;
    }
    line->is_marked = state->task->chosen == id;
    if (line->is_marked) {
        tf_sheet_button(line, TF_SHEET_EDIT, tf_tr(lang, "Who answers"), TF_TASK_DO_TYPE, SUBJECT_OWNER);
        if (!tf_ideas_is_answered(session)) {
            tf_sheet_button(line, TF_SHEET_CLOCK, tf_tr(lang, "A week more"), TF_TASK_DO_LATER, id);
        }
    }
    tf_sheet_button(line, TF_SHEET_NEXT, tf_tr(lang, "How it stands"), TF_TASK_DO_CHOOSE, id)->is_on =
        line->is_marked;
}

static void add_feet(struct tf_sheet *sheet, const struct tf_app_state *state)
{
    static const enum tf_sheet_sign SIGNS[TF_IDEA_COUNT] = {[TF_IDEA_LOOKED_AT] = TF_SHEET_NEXT,
                                                            [TF_IDEA_TAKEN_UP] = TF_SHEET_PLUS,
                                                            [TF_IDEA_DONE] = TF_SHEET_CHECK,
                                                            [TF_IDEA_NOT_NOW] = TF_SHEET_CLOSE};
    const struct tf_session *session = chosen(state);
    if (sheet->is_typing) {
        tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(state->lang, "Never mind"), TF_TASK_DO_TYPE, 0);
    } else if (session != NULL) {
        for (int idea = TF_IDEA_LOOKED_AT; idea < TF_IDEA_COUNT; idea++) {
            tf_sheet_foot(sheet, SIGNS[idea], tf_words_idea(state->lang, (enum tf_idea)idea), TF_TASK_DO_IDEA,
                          (uint64_t)idea)
                ->is_on = session->idea == (enum tf_idea)idea;
        }
    } else {
        tf_sheet_foot_undo(sheet, state);
    }
}

void tf_task_ideas_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct tf_ideas ideas;
    bool is_why = state->task->subject == SUBJECT_WHY;
    sheet->heading = tf_tr(lang, "Ideas");
    sheet->empty = tf_tr(lang, "There are no ideas yet.");
    sheet->field = is_why ? tf_tr(lang, "Why not now, in a sentence") : tf_tr(lang, "Who answers");
    sheet->placeholder = is_why ? tf_tr(lang, "The roof is being repaired until spring.") : "Mara";
    sheet->enter = tf_tr(lang, "Save");
    if (state->board == NULL || tf_ideas_list(&ideas, state->board, state->zone, today(state)) != TF_OK) {
        return;
    }
    tf_sheet_room(sheet, arena, IDEAS_SHOWN_MAX);
    for (size_t i = 0; i < ideas.count && i < IDEAS_SHOWN_MAX; i++) {
        add_line(sheet, arena, state, ideas.list[i]);
    }
    unsigned long late = (unsigned long)ideas.late_count;
    sheet->hint =
        late > 0 ? tf_words_printf(
                       arena, tf_trn(lang, "%lu answer is overdue.", "%lu answers are overdue.", late), late)
                 : tf_tr(lang, "No idea stays without an answer.");
    add_feet(sheet, state);
    tf_ideas_free(&ideas);
}

/* These fields of it and nothing else: its host may be changing it at the same time. */
static bool send(struct tf_app *app, const struct tf_session *want, uint64_t fields)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_EDIT);
    if (command == NULL) {
        return false;
    }
    command->session = want->record.key.id;
    if (tf_command_set_record(command, &want->record, fields) != TF_OK) {
        tf_command_destroy(command);
        return false;
    }
    app->task.undo = 0;
    return tf_app_order(app, command);
}

static uint64_t stands_mask(void)
{
    return tf_schema_mask(TF_KIND_SESSION, "idea") | tf_schema_mask(TF_KIND_SESSION, "idea_why");
}

static void stand(struct tf_app *app, enum tf_idea idea)
{
    const struct tf_session *session = chosen(&app->state);
    if (session == NULL) {
        return;
    }
    if (idea == TF_IDEA_NOT_NOW) { /* not without a reason */
        tf_task_type(app, SUBJECT_WHY, session->idea == idea ? session->idea_why : "");
        return;
    }
    struct tf_session want = *session;
    want.idea = idea;
    want.idea_why = "";
    (void)send(app, &want, stands_mask());
    app->task.chosen = 0;
}

static void a_week_more(struct tf_app *app, uint64_t id)
{
    const struct tf_session *session = tf_board_session(app->state.board, id);
    if (session == NULL) {
        return;
    }
    struct tf_session want = *session;
    int64_t by = tf_ideas_reply_by(tf_board_gathering(app->state.board), session, app->state.zone);
    want.reply_by = (by > today(&app->state) ? by : today(&app->state)) + DAYS_MORE;
    (void)send(app, &want, tf_schema_mask(TF_KIND_SESSION, "reply_by"));
}

void tf_task_ideas_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    const struct tf_session *session = chosen(&app->state);
    if (app->state.role < TF_ROLE_HELPER || app->state.board == NULL) {
        return;
    }
    if (what == TF_TASK_DO_CHOOSE) {
        app->task.chosen = app->task.chosen == b ? 0 : b;
    } else if (what == TF_TASK_DO_TYPE) {
        bool has_name = b == SUBJECT_OWNER && session != NULL;
        tf_task_type(app, b, has_name ? session->idea_owner : "");
    } else if (what == TF_TASK_DO_IDEA && b > TF_IDEA_NEW && b < TF_IDEA_COUNT) {
        stand(app, (enum tf_idea)b);
    } else if (what == TF_TASK_DO_LATER) {
        a_week_more(app, b);
    }
}

void tf_task_ideas_typed(struct tf_app *app, const char *text)
{
    const struct tf_session *session = chosen(&app->state);
    bool is_why = app->task.subject == SUBJECT_WHY;
    char *fit = NULL;
    if (session == NULL || app->state.role < TF_ROLE_HELPER ||
        tf_text_fit(&fit, text, strlen(text), is_why ? TF_TEXT_TITLE : TF_TEXT_NAME, NULL) != TF_OK) {
        return;
    }
    struct tf_session want = *session;
    if (is_why) {
        want.idea = TF_IDEA_NOT_NOW;
        want.idea_why = fit;
    } else {
        want.idea_owner = fit;
    }
    if (send(app, &want, is_why ? stands_mask() : tf_schema_mask(TF_KIND_SESSION, "idea_owner"))) {
        tf_task_stop_typing(app);
        app->task.chosen = is_why ? 0 : app->task.chosen;
    }
    free(fit);
}
