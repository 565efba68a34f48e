#include "model/sheet.h"

#include "model/task_in.h"
#include "words/words.h"

#include <string.h>

void tf_sheet_room(struct tf_sheet *sheet, struct tf_arena *arena, size_t lines)
{
    sheet->lines = tf_arena_alloc(arena, (lines + 1) * sizeof *sheet->lines);
    sheet->line_room = sheet->lines != NULL ? lines : 0;
}

struct tf_sheet_line *tf_sheet_line(struct tf_sheet *sheet, const char *title, const char *about)
{
    if (sheet->line_count == sheet->line_room) {
        return NULL;
    }
    struct tf_sheet_line *line = &sheet->lines[sheet->line_count++];
    *line = (struct tf_sheet_line){.title = title, .about = about};
    return line;
}

static struct tf_sheet_button button_of(enum tf_sheet_sign sign, const char *text, enum tf_task_do what,
                                        uint64_t b)
{
    return (struct tf_sheet_button){.text = text, .sign = sign, .intent = {TF_INTENT_ORGANISE, what, b}};
}

struct tf_sheet_button *tf_sheet_button(struct tf_sheet_line *line, enum tf_sheet_sign sign, const char *text,
                                        enum tf_task_do what, uint64_t b)
{
    line->buttons[line->button_count] = button_of(sign, text, what, b);
    return &line->buttons[line->button_count++];
}

struct tf_sheet_button *tf_sheet_foot(struct tf_sheet *sheet, enum tf_sheet_sign sign, const char *text,
                                      enum tf_task_do what, uint64_t b)
{
    sheet->feet[sheet->foot_count] = button_of(sign, text, what, b);
    return &sheet->feet[sheet->foot_count++];
}

void tf_sheet_foot_undo(struct tf_sheet *sheet, const struct tf_app_state *state)
{
    if (state->task != NULL && state->task->undo != 0 && sheet->foot_count < TF_SHEET_FEET_MAX) {
        tf_sheet_foot(sheet, TF_SHEET_UNDO, tf_tr(state->lang, "Take it back"), TF_TASK_DO_UNDO, 0);
    }
}

void tf_sheet_code(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                   const char *path, const char *says)
{
    const char *scheme_end = strstr(state->base_url, "://");
    if (scheme_end != NULL) {
        sheet->code = tf_words_printf(arena, "%s%s", state->base_url, path);
        sheet->address = tf_words_printf(arena, "%s%s", scheme_end + 3, strcmp(path, "/") == 0 ? "" : path);
        sheet->beside = says;
    }
}

void tf_sheet_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_task_kind *kind = tf_task_kind(state->screen);
    *sheet = (struct tf_sheet){.heading = "",
                               .hint = "",
                               .empty = "",
                               .field = "",
                               .placeholder = "",
                               .code = "",
                               .address = "",
                               .figure = "",
                               .beside = "",
                               .first = state->scroll,
                               .permille = -1};
    if (kind == NULL || state->board == NULL || state->task == NULL) {
        return;
    }
    sheet->is_typing = state->task->is_typing;
    kind->fill(sheet, arena, state);
    if (sheet->first < 0 || (size_t)sheet->first >= sheet->line_count) {
        sheet->first = 0;
    }
}
