/* Everything on a USB stick: asked for once, and said when it is safe to take out. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

void tf_task_stick_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_task *task = state->task;
    enum tf_lang lang = state->lang;
    sheet->heading = tf_tr(lang, "Export to a stick");
    sheet->hint = tf_tr(lang, "Everything of this event, in every format, in a new folder on a USB stick.");
    sheet->empty = tf_tr(lang, "Plug in one USB stick. What is on it stays on it.");
    tf_sheet_room(sheet, arena, 1);
    const char *how =
        task->is_writing ? tf_tr(lang, "It is being written. Please leave the stick in.") : task->stick_says;
    struct tf_sheet_line *line = how != NULL ? tf_sheet_line(sheet, how, "") : NULL;
    if (line != NULL) {
        line->is_marked = task->is_safe;
    }
    tf_sheet_foot(sheet, task->is_safe ? TF_SHEET_AGAIN : TF_SHEET_CHECK,
                  task->stick_says != NULL ? tf_tr(lang, "Write once more")
                                           : tf_tr(lang, "Write to the stick"),
                  TF_TASK_DO_STICK, 0)
        ->why_not = task->is_writing ? tf_tr(lang, "It is being written. Please leave the stick in.") : NULL;
}

void tf_task_stick_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    (void)b;
    if (what == TF_TASK_DO_STICK && !app->task.is_writing && tf_app_ask(app, TF_ERRAND_STICK, 0, 0, "")) {
        app->task.is_writing = true;
        app->task.is_safe = false;
        app->task.stick_says = NULL;
    }
}

void tf_task_stick_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    enum tf_lang lang = app->state.lang;
    if (answer->errand.what != TF_ERRAND_STICK) {
        return;
    }
    app->task.is_writing = false;
    app->task.is_safe = answer->err == TF_OK && answer->errand.a == 1;
    app->task.stick_says =
        answer->err == TF_ERR_BUSY
            ? tf_tr(lang, "A stick is still being written. Please leave it in, and ask again.")
        : answer->says != NULL ? answer->says
                               : tf_tr(lang, "This did not work. Please try once more.");
}
