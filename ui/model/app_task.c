/* What the organisers' sheets share: typing, sending, and taking back what was just done. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

void tf_app_task_rest(struct tf_app *app)
{
    tf_editor_destroy(app->task.editor);
    tf_schedule_destroy(app->task.schedule);
    tf_board_unref(app->task.board);
    tf_history_free(&app->task.history);
    app->task = (struct tf_task){.editor = NULL};
    app->state.task = &app->task;
}

void tf_app_task_board(struct tf_app *app)
{
    tf_task_conflicts_pass(app);
    tf_task_care_pass(app);
}

bool tf_app_task_pass(struct tf_app *app)
{
    tf_app_task_board(app);
    bool changed = tf_task_pitch_pass(app);
    return (app->task.is_looking && tf_task_schedule_pass(app)) || changed;
}

void tf_task_open(struct tf_app *app)
{
    tf_app_task_rest(app);
    app->state.scroll = 0;
}

void tf_task_stop_typing(struct tf_app *app)
{
    app->task.is_typing = false;
    app->task.subject = 0;
    app->state.typing = NULL;
}

void tf_task_close(struct tf_app *app)
{
    tf_task_stop_typing(app);
    tf_app_task_rest(app);
}

void tf_task_type(struct tf_app *app, uint64_t subject, const char *text)
{
    const struct tf_task_kind *kind = tf_task_kind(app->state.screen);
    if (kind == NULL || kind->typed == NULL ||
        (app->task.editor == NULL && tf_editor_create(&app->task.editor, kind->text) != TF_OK)) {
        return;
    }
    (void)tf_editor_set(app->task.editor, text);
    app->task.is_typing = tf_app_type(app, app->task.editor) != NULL;
    app->task.subject = subject;
}

bool tf_task_send(struct tf_app *app, struct tf_command *command, const struct tf_record *record,
                  const char *field)
{
    if (command == NULL) {
        return false;
    }
    if (record != NULL) {
        uint64_t fields = field != NULL ? tf_schema_mask(record->kind, field) : tf_schema_all(record->kind);
        if (tf_command_set_record(command, record, fields) != TF_OK) {
            tf_command_destroy(command);
            return false;
        }
    }
    app->task.undo = 0;
    return tf_app_order(app, command);
}

struct tf_task_chain tf_task_chain(struct tf_app *app)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_CHAIN);
    return (struct tf_task_chain){command, command != NULL};
}

struct tf_command *tf_task_chain_add(struct tf_app *app, struct tf_task_chain *chain, enum tf_verb verb,
                                     const struct tf_record *record, const char *field)
{
    struct tf_command *part = chain->is_whole ? tf_app_command(app, verb) : NULL;
    uint64_t fields = record == NULL  ? 0
                      : field != NULL ? tf_schema_mask(record->kind, field)
                                      : tf_schema_all(record->kind);
    if (part == NULL || (record != NULL && tf_command_set_record(part, record, fields) != TF_OK) ||
        tf_command_add_part(chain->command, part) != TF_OK) {
        tf_command_destroy(part);
        chain->is_whole = false;
        return NULL;
    }
    return part;
}

bool tf_task_chain_send(struct tf_app *app, struct tf_task_chain *chain)
{
    if (!chain->is_whole) {
        tf_command_destroy(chain->command);
        return false;
    }
    return tf_task_send(app, chain->command, NULL, NULL);
}

void tf_task_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                      uint64_t sequence)
{
    if (err == TF_OK) {
        app->task.undo = sequence;
        return;
    }
    const char *why = refusal != NULL ? tf_words_reason(app->state.lang, refusal->reason) : "";
    tf_app_tell(app,
                why[0] != '\0' ? why : tf_tr(app->state.lang, "This did not work. Please try once more."));
}

static void take_back(struct tf_app *app)
{
    uint64_t sequence = app->task.undo;
    struct tf_command *command = sequence != 0 ? tf_app_command(app, TF_VERB_UNDO) : NULL;
    if (command != NULL) {
        command->sequence = sequence;
        (void)tf_task_send(app, command, NULL, NULL);
    }
}

/* Enter: what was typed is meant. */
static void type_done(struct tf_app *app, const struct tf_task_kind *kind)
{
    char *text = NULL;
    const char *raw = tf_editor_text(app->task.editor);
    if (tf_text_clean(&text, raw, strlen(raw), kind->text) != TF_OK || text[0] == '\0') {
        free(text);
        tf_app_tell(app, tf_tr(app->state.lang, "Type something first."));
        return;
    }
    kind->typed(app, text);
    free(text);
}

static bool type(struct tf_app *app, const struct tf_task_kind *kind, struct tf_intent intent)
{
    struct tf_task *task = &app->task;
    if (task->editor == NULL || app->typing == NULL || !task->is_typing) {
        return false;
    }
    if (intent.what == TF_INTENT_FIELD) {
        return true;
    }
    if (intent.what == TF_INTENT_CARET) {
        (void)tf_typing_tap(app->typing, task->editor, (size_t)intent.b);
        return true;
    }
    struct tf_typing_result result = tf_typing_press(app->typing, task->editor, intent);
    if (result.effect == TF_TYPING_DONE) {
        type_done(app, kind);
    } else if (result.effect == TF_TYPING_REFUSED) {
        tf_app_tell(app, result.sentence);
    }
    return true;
}

bool tf_task_act(struct tf_app *app, struct tf_intent intent)
{
    const struct tf_task_kind *kind = tf_task_kind(app->state.screen);
    if (kind == NULL || app->board == NULL) {
        return false;
    }
    if (intent.what != TF_INTENT_ORGANISE) {
        return type(app, kind, intent);
    }
    if (intent.a == TF_TASK_DO_UNDO) {
        take_back(app);
    } else if (intent.a == TF_TASK_DO_TYPE && app->task.is_typing && intent.b == app->task.subject) {
        tf_task_stop_typing(app);
    } else if (intent.a < TF_TASK_DO_COUNT && kind->act != NULL) {
        kind->act(app, (enum tf_task_do)intent.a, intent.b);
    }
    return true;
}
