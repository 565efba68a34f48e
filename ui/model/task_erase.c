/* What is one person's, erased for ever: a name, or a session with all that is on it. Asked twice, because
 * nothing brings it back. */
#include "model/app_in.h"

#include "base/text.h"
#include "core/people.h"
#include "model/task_in.h"
#include "words/words.h"
#include "words/words_erase.h"

#include <string.h>

enum { NAMES_MAX = 120, SESSIONS_MAX = 80 };

static uint64_t hash_of(struct tf_host_name name)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < name.len; i++) {
        hash = (hash ^ (unsigned char)name.text[i]) * 0x100000001b3;
    }
    return hash | 1;
}

/* ---- the list ---- */

static void add_names(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    struct tf_host_name names[NAMES_MAX];
    size_t count = tf_people_names(names, NAMES_MAX, state->board);
    for (size_t i = 0; i < count; i++) {
        struct tf_sheet_line *line =
            tf_sheet_line(sheet, tf_words_printf(arena, "%.*s", (int)names[i].len, names[i].text), "");
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(state->lang, "Erase the name"), TF_TASK_DO_ERASE_NAME,
                            hash_of(names[i]));
        }
    }
}

static void add_sessions(struct tf_sheet *sheet, const struct tf_app_state *state)
{
    struct tf_table_iter it = tf_table_first(state->board->tables[TF_KIND_SESSION]);
    for (size_t i = 0; it.record != NULL && i < SESSIONS_MAX; tf_table_next(&it), i++) {
        const struct tf_session *session = TF_SESSION(it.record);
        struct tf_sheet_line *line = tf_sheet_line(sheet, session->title, session->host);
        if (line != NULL) {
            tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(state->lang, "Erase the card"),
                            TF_TASK_DO_ERASE_SESSION, it.record->key.id);
        }
    }
}

/* What would be erased, as a question; NULL: nothing was chosen. */
static const char *question(struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_session *session = tf_board_session(state->board, state->task->chosen);
    if (state->task->erase_name[0] != '\0') {
        return tf_words_erase_name(arena, state->lang, state->task->erase_name);
    }
    return session != NULL ? tf_words_erase_session(arena, state->lang, state->board, session) : NULL;
}

void tf_task_erase_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    const char *asks = question(arena, state);
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "Erase for ever");
    sheet->hint = tf_tr(
        lang, "What is erased is gone from the history and from all copies on this machine. What is only "
              "to be seen no more is better hidden.");
    sheet->empty = tf_tr(lang, "There are no sessions yet.");
    sheet->field = tf_tr(lang, "The name to erase");
    sheet->placeholder = tf_tr(lang, "As it was written");
    sheet->enter = tf_tr(lang, "Done");
    tf_sheet_room(sheet, arena, NAMES_MAX + SESSIONS_MAX);
    if (asks == NULL) {
        add_names(sheet, arena, state);
        add_sessions(sheet, state);
        tf_sheet_foot(sheet, sheet->is_typing ? TF_SHEET_CLOSE : TF_SHEET_EDIT,
                      sheet->is_typing ? tf_tr(lang, "Never mind") : tf_tr(lang, "Type a name"),
                      TF_TASK_DO_TYPE, 0);
        return;
    }
    (void)tf_sheet_line(sheet, asks,
                        state->task->is_erasing ? tf_tr(lang, "It is being erased…")
                                                : tf_tr(lang, "Nothing brings it back."));
    if (!state->task->is_erasing) {
        tf_sheet_foot(sheet, TF_SHEET_UNDO, tf_tr(lang, "Keep it"), TF_TASK_DO_CHOOSE, 0);
        tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Erase for ever"), TF_TASK_DO_ERASE, 0);
    }
}

/* ---- what is done ---- */

static void choose_name(struct tf_app *app, uint64_t hash)
{
    struct tf_host_name names[NAMES_MAX];
    size_t count = tf_people_names(names, NAMES_MAX, app->board);
    for (size_t i = 0; i < count; i++) {
        if (hash_of(names[i]) == hash && names[i].len < sizeof app->task.erase_name) {
            memcpy(app->task.erase_name, names[i].text, names[i].len);
            app->task.erase_name[names[i].len] = '\0';
            return;
        }
    }
}

static void erase(struct tf_app *app)
{
    struct tf_task *task = &app->task;
    const struct tf_session *session = tf_board_session(app->board, task->chosen);
    bool is_name = task->erase_name[0] != '\0';
    if (!task->is_erasing && (is_name || session != NULL)) {
        task->is_erasing =
            tf_app_ask(app, TF_ERRAND_ERASE, is_name ? 0 : 1, 0, is_name ? task->erase_name : session->code);
    }
}

void tf_task_erase_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    struct tf_task *task = &app->task;
    if (task->is_erasing) {
        return;
    }
    if (what == TF_TASK_DO_ERASE) {
        erase(app);
        return;
    }
    if (what == TF_TASK_DO_TYPE) {
        tf_task_type(app, 0, "");
        return;
    }
    if (what == TF_TASK_DO_CHOOSE || what == TF_TASK_DO_ERASE_NAME || what == TF_TASK_DO_ERASE_SESSION) {
        task->erase_name[0] = '\0';
        task->chosen = what == TF_TASK_DO_ERASE_SESSION ? b : 0;
        app->state.scroll = 0;
        tf_task_stop_typing(app);
    }
    if (what == TF_TASK_DO_ERASE_NAME) {
        choose_name(app, b);
    }
}

void tf_task_erase_typed(struct tf_app *app, const char *text)
{
    tf_text_copy(app->task.erase_name, sizeof app->task.erase_name, text);
    tf_task_stop_typing(app);
}

void tf_task_erase_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    enum tf_lang lang = app->state.lang;
    if (answer->errand.what != TF_ERRAND_ERASE) {
        return;
    }
    app->task.is_erasing = false;
    app->task.erase_name[0] = '\0';
    app->task.chosen = 0;
    if (answer->err == TF_ERR_CONFLICT) {
        tf_app_tell(app, tf_tr(lang,
                               "Several kiosks share this board: nothing was erased. When the event is over, "
                               "each of them leaves it, and erases."));
    } else if (answer->err != TF_OK) {
        tf_app_tell(
            app, tf_tr(lang, "Not all of it is gone: a file could not be changed. The log of this kiosk says "
                             "which. Please do it once more."));
    } else if (answer->errand.a == 0) {
        tf_app_tell(app, tf_tr(lang, "Nothing of it was there."));
    } else {
        tf_app_tell(app, tf_tr(lang, "It is erased, here and in every copy."));
    }
}
