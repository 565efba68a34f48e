/* What should not be on the wall: hidden in two taps, with a reason, and shown again in one. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

enum { REASONS = 4 };

static const char *reason(enum tf_lang lang, size_t index)
{
    switch (index) {
    case 0:
        return tf_tr(lang, "It hurts people");
    case 1:
        return tf_tr(lang, "It is advertising");
    case 2:
        return tf_tr(lang, "It is not meant");
    default:
        return tf_tr(lang, "Another reason");
    }
}

static bool is_gone(const struct tf_session *session)
{
    return session->state == TF_SESSION_HIDDEN;
}

/* Hidden ones first, then the newest. */
static bool is_before(const struct tf_session *a, const struct tf_session *b)
{
    if (is_gone(a) != is_gone(b)) {
        return is_gone(a);
    }
    return a->proposed_at != b->proposed_at ? a->proposed_at > b->proposed_at
                                            : a->record.key.id < b->record.key.id;
}

/* In all of its places. */
static bool is_fixed(const struct tf_grid *grid, uint64_t session)
{
    const struct tf_placement *placement = tf_grid_placement_of(grid, session, NULL);
    bool is_fixed = placement != NULL;
    for (; placement != NULL; placement = tf_grid_placement_of(grid, session, placement)) {
        is_fixed = is_fixed && placement->locked;
    }
    return is_fixed;
}

static void add_line(struct tf_sheet *sheet, const struct tf_app_state *state,
                     const struct tf_session *session)
{
    enum tf_lang lang = state->lang;
    uint64_t id = session->record.key.id;
    const char *why = session->waits != TF_WAITS_NOT ? tf_words_waits(lang, session->waits)
                      : session->reason[0] != '\0'   ? session->reason
                                                     : tf_tr(lang, "hidden");
    struct tf_sheet_line *line = tf_sheet_line(sheet, session->title, is_gone(session) ? why : session->host);
    if (line == NULL) {
        return;
    }
    line->is_marked = is_gone(session);
    if (is_gone(session)) {
        tf_sheet_button(line, TF_SHEET_UNDO, tf_tr(lang, "Show it again"), TF_TASK_DO_SHOW_AGAIN, id);
        return;
    }
    if (tf_grid_placement_of(state->board->grid, id, NULL) != NULL) {
        bool is_on = is_fixed(state->board->grid, id);
        tf_sheet_button(line, TF_SHEET_LOCK, is_on ? tf_tr(lang, "Free it") : tf_tr(lang, "Fix it there"),
                        TF_TASK_DO_LOCK, id)
            ->is_on = is_on;
    }
    tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(lang, "Hide"), TF_TASK_DO_HIDE, id)->is_on =
        state->task->subject == id;
}

/* By insertion: moderators look at hundreds, not thousands, and at the first of them. */
static size_t sorted(const struct tf_session **out, size_t most, const struct tf_board *board)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        if (session->state == TF_SESSION_WITHDRAWN || session->state == TF_SESSION_MERGED) {
            continue;
        }
        size_t at = count < most ? count : most;
        for (; at > 0 && is_before(session, out[at - 1]); at--) {
            if (at < most) {
                out[at] = out[at - 1];
            }
        }
        if (at < most) {
            out[at] = session;
            count += count < most;
        }
    }
    return count;
}

void tf_task_why_feet(struct tf_sheet *sheet, enum tf_lang lang)
{
    for (size_t i = 0; i < REASONS; i++) {
        tf_sheet_foot(sheet, TF_SHEET_NO_SIGN, reason(lang, i), TF_TASK_DO_WHY, i);
    }
}

void tf_task_hide_open(struct tf_app *app)
{
    size_t steps = app->state.steps_back;
    const struct tf_app_step *from = steps > 0 ? &app->trail[steps - 1] : NULL;
    tf_task_open(app);
    if (from != NULL && from->screen == TF_SCREEN_SESSION) {
        const struct tf_session *session = tf_board_session(app->board, from->session);
        app->task.subject = session != NULL && !is_gone(session) ? from->session : 0;
    }
}

void tf_task_hide_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    enum { LINES_MAX = 200 };
    const struct tf_session **sessions = tf_arena_alloc(arena, LINES_MAX * sizeof *sessions);
    const struct tf_session *subject =
        state->task->subject != 0 ? tf_board_session(state->board, state->task->subject) : NULL;
    sheet->heading = tf_tr(lang, "Hide and fix");
    sheet->hint =
        subject != NULL
            ? tf_words_printf(arena, tf_tr(lang, "Why should %s go?"),
                              tf_words_isolate(arena, subject->title))
            : tf_tr(lang, "The newest first. What is hidden can come back; what is fixed stays where it is.");
    sheet->empty = tf_tr(lang, "There are no sessions yet.");
    tf_sheet_room(sheet, arena, LINES_MAX);
    size_t count = sessions != NULL ? sorted(sessions, LINES_MAX, state->board) : 0;
    for (size_t i = 0; i < count; i++) {
        add_line(sheet, state, sessions[i]);
    }
    if (subject != NULL) {
        tf_task_why_feet(sheet, lang);
    }
    tf_sheet_foot_undo(sheet, state);
}

/* Wherever it is: a session that runs again is fixed in all of its places, or in none. */
static void lock(struct tf_app *app, uint64_t session)
{
    const struct tf_grid *grid = app->board->grid;
    struct tf_task_chain chain = tf_task_chain(app);
    bool on = !is_fixed(grid, session);
    const struct tf_placement *placement = tf_grid_placement_of(grid, session, NULL);
    for (; placement != NULL; placement = tf_grid_placement_of(grid, session, placement)) {
        struct tf_command *part = tf_task_chain_add(app, &chain, TF_VERB_LOCK, NULL, NULL);
        if (part != NULL) {
            part->placement = placement->record.key.id;
            part->on = on;
        }
    }
    (void)tf_task_chain_send(app, &chain);
}

void tf_task_hide_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (what == TF_TASK_DO_HIDE) {
        app->task.subject = app->task.subject == b ? 0 : b;
    } else if (what == TF_TASK_DO_WHY && app->task.subject != 0) {
        struct tf_command *command = tf_app_command(app, TF_VERB_HIDE);
        struct tf_session why = {.record = {.kind = TF_KIND_SESSION, .key = {0, app->task.subject}},
                                 .reason = reason(app->state.lang, (size_t)b)};
        if (command != NULL) {
            command->session = app->task.subject;
            (void)tf_task_send(app, command, &why.record, "reason");
        }
        app->task.subject = 0;
    } else if (what == TF_TASK_DO_LOCK) {
        lock(app, b);
    } else if (what == TF_TASK_DO_SHOW_AGAIN) {
        struct tf_command *command = tf_app_command(app, TF_VERB_UNHIDE);
        if (command != NULL) {
            command->session = b;
            (void)tf_task_send(app, command, NULL, NULL);
        }
    }
}
