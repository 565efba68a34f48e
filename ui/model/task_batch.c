/* Many titles in a row, from the paper wall: type, Enter, type. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

enum { LINES_MAX = 30 };

/* Of those without a place, the one proposed last, before `last`. */
static const struct tf_session *newest_before(const struct tf_board *board, const struct tf_session *last)
{
    const struct tf_session *best = NULL;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        bool is_after_last =
            last == NULL || session->proposed_at < last->proposed_at ||
            (session->proposed_at == last->proposed_at && session->record.key.id > last->record.key.id);
        if (session->state == TF_SESSION_OPEN && is_after_last &&
            (best == NULL || session->proposed_at > best->proposed_at)) {
            best = session;
        }
    }
    return best;
}

static size_t open_count(const struct tf_board *board)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        count += TF_SESSION(it.record)->state == TF_SESSION_OPEN;
    }
    return count;
}

void tf_task_batch_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "Many sessions at once");
    sheet->hint = tf_tr(lang, "Each title becomes a session that looks for a place.");
    sheet->empty = tf_tr(lang, "Nothing looks for a place.");
    unsigned long waiting = open_count(state->board);
    sheet->field = tf_words_printf(arena,
                                   tf_trn(lang, "%lu session looks for a place. The next title:",
                                          "%lu sessions look for a place. The next title:", waiting),
                                   waiting);
    sheet->placeholder = tf_tr(lang, "What the card on the paper wall says");
    sheet->enter = tf_tr(lang, "Next");
    tf_sheet_room(sheet, arena, LINES_MAX);
    const struct tf_session *session = NULL;
    for (int i = 0; i < LINES_MAX && (session = newest_before(state->board, session)) != NULL; i++) {
        struct tf_sheet_line *line = tf_sheet_line(sheet, session->title, session->host);
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(lang, "Withdraw"), TF_TASK_DO_WITHDRAW,
                            session->record.key.id);
        }
    }
    tf_sheet_foot(sheet, sheet->is_typing ? TF_SHEET_CHECK : TF_SHEET_EDIT,
                  sheet->is_typing ? tf_tr(lang, "That is all") : tf_tr(lang, "Type titles"), TF_TASK_DO_TYPE,
                  0);
    tf_sheet_foot_undo(sheet, state);
}

void tf_task_batch_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (what == TF_TASK_DO_TYPE) {
        tf_task_type(app, 0, "");
    } else if (what == TF_TASK_DO_WITHDRAW) {
        struct tf_command *command = tf_app_command(app, TF_VERB_WITHDRAW);
        if (command != NULL) {
            command->session = b;
            (void)tf_task_send(app, command, NULL, NULL);
        }
    }
}

void tf_task_batch_typed(struct tf_app *app, const char *text)
{
    char code[9];
    tf_command_code(code, tf_rng_u64(&app->rng));
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, tf_rng_id(&app->rng)}},
                                 .code = code,
                                 .title = text,
                                 .proposed_at = app->state.now_s};
    if (tf_task_send(app, tf_app_command(app, TF_VERB_PROPOSE), &session.record, NULL)) {
        tf_task_type(app, 0, ""); /* the next one */
    }
}
