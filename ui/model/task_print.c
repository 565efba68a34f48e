/* Paper for organisers: what the printer does, and everything that can be had from it. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "model/view_print.h"
#include "words/words.h"

enum { LINES_MAX = 200 };

static const char *why_not(const struct tf_app_state *state)
{
    return state->print->status.pieces > 0
               ? tf_tr(state->lang, "Something is being printed. Please wait until it is done.")
               : NULL;
}

static void add_button(struct tf_sheet_line *line, const struct tf_app_state *state, const char *text,
                       enum tf_print_what what)
{
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_NO_SIGN, text, TF_TASK_DO_PRINT, what)->why_not = why_not(state);
    }
}

static const char *queue(struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_print_status *status = &state->print->status;
    enum tf_lang lang = state->lang;
    unsigned long waiting = (unsigned long)(status->waiting + status->held);
    if (status->pieces > 0) {
        return tf_words_printf(arena, tf_tr(lang, "%lu of %lu are printed."), (unsigned long)status->printed,
                               (unsigned long)status->pieces);
    }
    return waiting == 0
               ? tf_tr(lang, "Nothing waits.")
               : tf_words_printf(arena, tf_trn(lang, "%lu slip waits.", "%lu slips wait.", waiting), waiting);
}

static void add_printer(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_print_status *status = &state->print->status;
    enum tf_lang lang = state->lang;
    const char *how = status->words[0] != '\0' ? tf_tr(lang, status->words)
                      : status->waiting > 0    ? tf_tr(lang, "The printer is printing.")
                                               : tf_tr(lang, "The printer is ready.");
    struct tf_sheet_line *line = tf_sheet_line(sheet, how, queue(arena, state));
    if (line == NULL) {
        return;
    }
    line->is_marked = !status->can_print;
    if (status->asks) {
        tf_sheet_button(line, TF_SHEET_CHECK, tf_trc(lang, "button", "Print"), TF_TASK_DO_PRINT,
                        TF_PRINT_GO_ON);
    }
    if (status->held > 0 || status->pieces > 0) {
        tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(lang, "Throw away"), TF_TASK_DO_PRINT, TF_PRINT_DROP_ALL);
    }
}

static void add_sessions(struct tf_sheet *sheet, const struct tf_app_state *state)
{
    struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        bool is_there = session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
        struct tf_sheet_line *line = is_there ? tf_sheet_line(sheet, session->title, session->host) : NULL;
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(state->lang, "Print its card"), TF_TASK_DO_CARD,
                            session->record.key.id)
                ->why_not = why_not(state);
        }
    }
}

void tf_task_print_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct tf_sheet_line *line;
    sheet->heading = tf_tr(lang, "Print");
    if (state->print == NULL) {
        sheet->empty = tf_view_why_not_print(state);
        return;
    }
    sheet->hint = tf_tr(lang, "One after the other. When the printer has trouble, the rest waits for you.");
    tf_sheet_room(sheet, arena, LINES_MAX);
    add_printer(sheet, arena, state);
    line = tf_sheet_line(sheet, tf_tr(lang, "Cards for the wall"),
                         tf_tr(lang, "What moved since its card was printed says so."));
    add_button(line, state, tf_tr(lang, "All cards"), TF_PRINT_ALL_CARDS);
    add_button(line, state, tf_tr(lang, "Those that changed"), TF_PRINT_CHANGED_CARDS);
    line = tf_sheet_line(sheet, tf_tr(lang, "Signs for doors"), tf_tr(lang, "The day of each space."));
    add_button(line, state, tf_tr(lang, "All signs"), TF_PRINT_ALL_SIGNS);
    line = tf_sheet_line(sheet, tf_tr(lang, "Bulletin"),
                         tf_tr(lang, "The news, what is on and what comes next."));
    add_button(line, state, tf_tr(lang, "Print the bulletin"), TF_PRINT_BULLETIN);
    add_sessions(sheet, state);
    struct tf_sheet_button *again = tf_sheet_foot(sheet, TF_SHEET_AGAIN, tf_tr(lang, "The last one again"),
                                                  TF_TASK_DO_PRINT, TF_PRINT_AGAIN);
    again->why_not = state->print->status.has_last ? NULL : tf_tr(lang, "Nothing was printed yet.");
}

void tf_task_print_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (app->state.print == NULL) {
        return;
    }
    if (what == TF_TASK_DO_CARD) {
        tf_app_print_want(app, (struct tf_print_wish){TF_PRINT_CARD, b});
    } else if (what == TF_TASK_DO_PRINT && b >= TF_PRINT_GO_ON && b < TF_PRINT_WHAT_COUNT &&
               b != TF_PRINT_CARD) {
        tf_app_print_want(app, (struct tf_print_wish){(enum tf_print_what)b, 0});
    }
}
