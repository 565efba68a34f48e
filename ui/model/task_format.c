/* Choosing the event's format, at any time of the day: each with its words and what it rules. */
#include "model/app_in.h"

#include "core/format.h"
#include "model/task_in.h"
#include "words/format_words.h"
#include "words/words.h"

#include <string.h>

void tf_task_format_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_gathering *gathering = state->board != NULL ? tf_board_gathering(state->board) : NULL;
    size_t count = state->formats != NULL ? state->formats->count : 0;

    sheet->heading = tf_tr(lang, "Format");
    sheet->hint = tf_tr(lang, "What it rules holds from now on; cards and grid stay.");
    sheet->empty =
        gathering == NULL ? tf_tr(lang, "No event is set up yet.") : tf_tr(lang, "No formats were found.");
    tf_sheet_room(sheet, arena, count);
    for (size_t i = 0; gathering != NULL && i < count; i++) {
        const struct tf_format *format = &state->formats->list[i];
        const char *about = *format->about != '\0' ? tf_tr(lang, format->about) : "";
        struct tf_sheet_line *line = tf_sheet_line(
            sheet, tf_tr(lang, format->title),
            tf_words_printf(arena, "%s%s%s", about, *about ? " " : "", tf_format_rules(arena, lang, format)));
        if (line == NULL) {
            return;
        }
        line->is_marked = tf_format_is_chosen(format, gathering) ||
                          (!gathering->ruled && strcmp(gathering->format, format->name) == 0);
        struct tf_sheet_button *button =
            tf_sheet_button(line, line->is_marked ? TF_SHEET_CHECK : TF_SHEET_NEXT,
                            line->is_marked ? tf_tr(lang, "It is now") : tf_tr(lang, "Choose"),
                            TF_TASK_DO_FORMAT, (uint64_t)i);
        if (button != NULL) {
            button->is_on = line->is_marked;
            button->why_not = line->is_marked ? tf_tr(lang, "The event has this format already.") : NULL;
        }
    }
    tf_sheet_foot_undo(sheet, state);
}

void tf_task_format_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    const struct tf_formats *formats = app->state.formats;

    if (what == TF_TASK_DO_FORMAT && formats != NULL && b < formats->count) {
        uint64_t fields = 0;
        struct tf_gathering wanted = tf_format_wanted(&formats->list[b], &fields);

        struct tf_command *command = tf_app_command(app, TF_VERB_SET_UP);

        if (command != NULL && tf_command_set_record(command, &wanted.record, fields) != TF_OK) {
            tf_command_destroy(command);
            command = NULL;
        }
        (void)tf_task_send(app, command, NULL, NULL);
    }
}
