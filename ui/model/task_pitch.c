/* The marketplace's queue: who says in half a minute what they want to talk about, who is next, how many
 * places are free. It counts down and cuts nobody off. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

enum { PITCH_MS = 30000, LINES_MAX = 60 };

/* Of those that look for a place, the one proposed first after `last`; NULL: no more. */
static const struct tf_session *next_after(const struct tf_board *board, const struct tf_session *last)
{
    const struct tf_session *best = NULL;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        bool is_after =
            last == NULL || session->proposed_at > last->proposed_at ||
            (session->proposed_at == last->proposed_at && session->record.key.id > last->record.key.id);
        if (session->state == TF_SESSION_OPEN && is_after &&
            (best == NULL || session->proposed_at < best->proposed_at)) {
            best = session;
        }
    }
    return best;
}

unsigned long tf_task_pitch_free(const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    unsigned long count = 0;
    for (size_t slot = 0; slot < grid->slot_count; slot++) {
        bool is_to_come =
            grid->slots[slot]->kind == TF_SLOT_SESSION && grid->slots[slot]->start >= state->now_s;
        for (size_t space = 0; is_to_come && space < grid->space_count; space++) {
            count += !grid->spaces[space]->closed && tf_grid_cell(grid, (int)space, (int)slot) == NULL;
        }
    }
    return count;
}

/* Who gets ready; "" when nobody is left. */
static const char *who_is_next(struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_session *now = tf_board_session(state->board, state->task->subject);
    const struct tf_session *next = next_after(state->board, now);
    if (next == NULL) {
        return "";
    }
    const char *title = tf_words_isolate(arena, next->title);
    /* TRANSLATORS: in the queue of pitches: host, title */
    return next->host[0] != '\0' ? tf_words_printf(arena, tf_tr(state->lang, "Next: %s, %s."),
                                                   tf_words_isolate(arena, next->host), title)
                                 : tf_words_printf(arena, tf_tr(state->lang, "Next: %s."), title);
}

/* In digits for the whole circle: the seconds that are left, or how many places are free. */
static void fill_figure(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    unsigned long free = tf_task_pitch_free(state);
    const struct tf_session *now = tf_board_session(state->board, state->task->subject);
    int64_t left_ms = state->task->pitch_until_ms - state->mono_ms;
    const char *next = who_is_next(arena, state);
    const char *places =
        tf_words_printf(arena, tf_trn(state->lang, "%lu place is free.", "%lu places are free.", free), free);
    sheet->hint =
        next[0] != '\0' ? tf_words_printf(arena, tf_tr(state->lang, "%s %s"), places, next) : places;
    if (now != NULL && left_ms > 0) {
        unsigned long left = (unsigned long)((left_ms + 999) / 1000);
        sheet->figure = tf_words_printf(arena, "%lu", left);
        sheet->beside =
            tf_words_printf(arena, tf_trn(state->lang, "%lu second left.", "%lu seconds left.", left), left);
        return;
    }
    sheet->figure = tf_words_printf(arena, "%lu", free);
    sheet->beside = places;
}

void tf_task_pitch_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "Pitch queue");
    bool may_call = state->role != TF_ROLE_GUEST;
    fill_figure(sheet, arena, state);
    sheet->empty = tf_tr(lang, "Nothing looks for a place.");
    tf_sheet_room(sheet, arena, LINES_MAX);
    const struct tf_session *session = NULL;
    for (int i = 0; i < LINES_MAX && (session = next_after(state->board, session)) != NULL; i++) {
        uint64_t id = session->record.key.id;
        struct tf_sheet_line *line = tf_sheet_line(sheet, session->title, session->host);
        if (line != NULL) {
            line->is_marked = id == state->task->subject;
        }
        if (line != NULL && may_call) {
            tf_sheet_button(line, TF_SHEET_NEXT, tf_tr(lang, "Now"), TF_TASK_DO_PITCH, id)->is_on =
                line->is_marked;
        }
    }
    if (may_call) {
        tf_sheet_foot(sheet, TF_SHEET_CLOCK, tf_tr(lang, "Next, 30 seconds"), TF_TASK_DO_PITCH, 0)->why_not =
            sheet->line_count > 0 ? NULL : sheet->empty;
    }
}

void tf_task_pitch_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    const struct tf_session *last = tf_board_session(app->board, app->task.subject);
    const struct tf_session *next = b != 0 ? tf_board_session(app->board, b) : next_after(app->board, last);
    if (what != TF_TASK_DO_PITCH || app->state.role == TF_ROLE_GUEST) {
        return;
    }
    if (next == NULL) { /* round again: somebody may have come to it late */
        next = next_after(app->board, NULL);
    }
    app->task.subject = next != NULL ? next->record.key.id : 0;
    app->task.pitch_until_ms = next != NULL ? app->mono_ms + PITCH_MS : 0;
}

bool tf_task_pitch_pass(struct tf_app *app)
{
    struct tf_task *task = &app->task;
    if (task->pitch_until_ms == 0) {
        return false;
    }
    if (app->mono_ms >= task->pitch_until_ms) {
        task->pitch_until_ms = 0;
        tf_app_tell(app, tf_tr(app->state.lang, "Half a minute is over. Who is next?"));
    }
    app->touched_ms = app->mono_ms; /* somebody stands there and listens */
    return true;
}
