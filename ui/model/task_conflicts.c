/* What will trouble people, as a list that leads to each. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

void tf_task_conflicts_pass(struct tf_app *app)
{
    struct tf_task *task = &app->task;
    if (app->state.screen == TF_SCREEN_CONFLICTS && app->board != NULL &&
        (!task->has_conflicts || task->conflicts_of != app->board->revision)) {
        task->has_conflicts = tf_conflicts_find(task->conflicts, TF_TASK_CONFLICTS_MAX, &task->conflict_count,
                                                app->board, app->state.now_s) == TF_OK;
        task->conflicts_of = app->board->revision;
    }
}

void tf_task_conflicts_open(struct tf_app *app)
{
    tf_task_open(app);
    tf_task_conflicts_pass(app);
}

static const char *title_of(struct tf_arena *arena, const struct tf_app_state *state, uint64_t id)
{
    const struct tf_session *session = tf_board_session(state->board, id);
    return session != NULL ? tf_words_isolate(arena, session->title) : "";
}

static const char *sentence(struct tf_arena *arena, const struct tf_app_state *state,
                            const struct tf_conflict *conflict)
{
    enum tf_lang lang = state->lang;
    unsigned long count = conflict->count;
    switch (conflict->kind) {
    case TF_CONFLICT_HOST:
        return tf_tr(lang, "One host is in both at the same time.");
    case TF_CONFLICT_ROOM:
        return tf_words_printf(arena,
                               tf_trn(lang, "%lu person more wants it than the space holds.",
                                      "%lu people more want it than the space holds.", count),
                               count);
    default:
        return tf_words_printf(arena,
                               tf_trn(lang, "%lu person wants both, and they are at the same time.",
                                      "%lu people want both, and they are at the same time.", count),
                               count);
    }
}

/* mark: tells apart two ways to one session. */
static void lead_to(struct tf_sheet_line *line, const char *text, uint64_t session, size_t mark)
{
    struct tf_sheet_button *button = tf_sheet_button(line, TF_SHEET_NEXT, text, TF_TASK_DO_COUNT, 0);
    button->intent = (struct tf_intent){TF_INTENT_SESSION, session, mark};
}

void tf_task_conflicts_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_task *task = state->task;
    sheet->heading = tf_tr(lang, "Conflicts");
    sheet->hint =
        tf_tr(lang, "Worth a look: hosts in two places, full rooms, sessions that many want at once.");
    sheet->empty = tf_tr(lang, "Nothing stands in anybody’s way.");
    tf_sheet_room(sheet, arena, task->conflict_count);
    for (size_t i = 0; i < task->conflict_count; i++) {
        const struct tf_conflict *conflict = &task->conflicts[i];
        const char *title = title_of(arena, state, conflict->session);
        if (conflict->other != 0) {
            /* TRANSLATORS: two sessions that are at the same time */
            title = tf_words_printf(arena, tf_tr(lang, "%s / %s"), title,
                                    title_of(arena, state, conflict->other));
        }
        struct tf_sheet_line *line = tf_sheet_line(sheet, title, sentence(arena, state, conflict));
        if (line == NULL) {
            return;
        }
        line->is_marked = conflict->kind == TF_CONFLICT_HOST;
        lead_to(line, conflict->other != 0 ? tf_tr(lang, "The first") : tf_tr(lang, "Show it"),
                conflict->session, 2 * i);
        if (conflict->other != 0) {
            lead_to(line, tf_tr(lang, "The second"), conflict->other, 2 * i + 1);
        }
    }
}
