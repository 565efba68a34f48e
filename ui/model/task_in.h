/* task_in.h: the organisers' screens that are sheets: a table (task.c), a file each, and what they share. */
#ifndef TF_MODEL_TASK_IN_H
#define TF_MODEL_TASK_IN_H

#include "model/organiser_in.h"
#include "model/sheet.h"
#include "model/task.h"

struct tf_task_kind {
    enum tf_screen_name screen;
    enum tf_text_kind text; /* of what is typed */
    void (*fill)(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
    void (*act)(struct tf_app *app, enum tf_task_do what, uint64_t b); /* NULL is fine */
    void (*typed)(struct tf_app *app, const char *text);               /* Enter; the text is not empty */
};
extern const struct tf_task_kind TF_TASKS[]; /* ends in TF_SCREEN_COUNT */
const struct tf_task_kind *tf_task_kind(enum tf_screen_name screen);

/* ---- for the table in menu.c (app_task.c) */
void tf_task_open(struct tf_app *app);
bool tf_task_act(struct tf_app *app, struct tf_intent intent);
void tf_task_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                      uint64_t sequence);
void tf_task_close(struct tf_app *app);

/* ---- what each may do */
void tf_task_type(struct tf_app *app, uint64_t subject, const char *text); /* begins with this text */
void tf_task_stop_typing(struct tf_app *app);
/* A command with this record and these fields (NULL: all of them), sent. extra: which of the command's ids
 * means the thing; 0 none. */
bool tf_task_send(struct tf_app *app, struct tf_command *command, const struct tf_record *record,
                  const char *field);

/* Several commands as one step: all of them or none, and taken back at once. A part is the chain's; NULL:
 * there is no memory, and nothing will be sent. */
struct tf_task_chain {
    struct tf_command *command;
    bool is_whole;
};
struct tf_task_chain tf_task_chain(struct tf_app *app);
struct tf_command *tf_task_chain_add(struct tf_app *app, struct tf_task_chain *chain, enum tf_verb verb,
                                     const struct tf_record *record, const char *field);
bool tf_task_chain_send(struct tf_app *app, struct tf_task_chain *chain);

/* ---- filling (sheet.c) */
/* Room for so many lines; what does not fit in memory is left out. */
void tf_sheet_room(struct tf_sheet *sheet, struct tf_arena *arena, size_t lines);
struct tf_sheet_line *tf_sheet_line(struct tf_sheet *sheet, const char *title,
                                    const char *about); /* NULL: no room */
struct tf_sheet_button *tf_sheet_button(struct tf_sheet_line *line, enum tf_sheet_sign sign, const char *text,
                                        enum tf_task_do what, uint64_t b);
struct tf_sheet_button *tf_sheet_foot(struct tf_sheet *sheet, enum tf_sheet_sign sign, const char *text,
                                      enum tf_task_do what, uint64_t b);
/* That page on phones, beside the list; nothing as long as this kiosk has no address. */
void tf_sheet_code(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                   const char *path, const char *says);
/* "Take back", when something was just done here. */
void tf_sheet_foot_undo(struct tf_sheet *sheet, const struct tf_app_state *state);

/* ---- one file each */
void tf_view_history(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_day_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_day_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_format_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_format_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
/* The newest that is up and older than `last` (NULL: of all); NULL: no more. */
const struct tf_news *tf_task_news_before(const struct tf_board *board, const struct tf_news *last,
                                          int64_t now_s);
void tf_task_round_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_closing_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
unsigned long tf_task_pitch_free(const struct tf_app_state *state); /* cells that are still to come */
void tf_task_news_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_news_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_news_typed(struct tf_app *app, const char *text);
void tf_task_bell_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_bell_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_times_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_times_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_row_typed(struct tf_app *app, const char *text);
void tf_task_templates_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_templates_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_spaces_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_spaces_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_spaces_typed(struct tf_app *app, const char *text);
void tf_task_batch_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_batch_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_batch_typed(struct tf_app *app, const char *text);
void tf_task_hide_open(struct tf_app *app); /* from a session's page: asks why that one should go */
void tf_task_hide_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_topics_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_topics_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_topics_typed(struct tf_app *app, const char *text);
void tf_task_cafe_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_cafe_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_cafe_typed(struct tf_app *app, const char *text);
void tf_task_came_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_came_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_came_typed(struct tf_app *app, const char *text);
void tf_task_actions_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_actions_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_why_feet(struct tf_sheet *sheet, enum tf_lang lang); /* why the subject should go */
void tf_task_care_open(struct tf_app *app);
void tf_task_care_pass(struct tf_app *app); /* looks anew when the board is another */
void tf_task_care_done(struct tf_app *app, struct tf_errand_answer *answer);
void tf_task_care_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_care_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_hide_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_move_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_move_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_conflicts_open(struct tf_app *app);
void tf_task_conflicts_pass(struct tf_app *app); /* looks anew when the board is another */
void tf_task_conflicts_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_pitch_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_pitch_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
bool tf_task_pitch_pass(struct tf_app *app); /* true: a second has gone */
void tf_task_story_open(struct tf_app *app);
void tf_task_story_done(struct tf_app *app, struct tf_errand_answer *answer);
void tf_task_story_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                            uint64_t sequence);
void tf_task_story_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_story_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_schedule_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_schedule_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
bool tf_task_schedule_pass(struct tf_app *app); /* looks on; true: there is more to see */
void tf_task_print_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_print_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_stick_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_stick_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_stick_done(struct tf_app *app, struct tf_errand_answer *answer);
void tf_task_ideas_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_ideas_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_ideas_typed(struct tf_app *app, const char *text);
void tf_task_erase_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_erase_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_erase_typed(struct tf_app *app, const char *text);
void tf_task_erase_done(struct tf_app *app, struct tf_errand_answer *answer);
void tf_task_settings_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_settings_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
void tf_task_settings_typed(struct tf_app *app, const char *text);
/* A line of the machine's file of settings; value "": as if nothing were said. */
void tf_app_keep_setting(struct tf_app *app, const char *name, const char *value);
void tf_task_setting_done(struct tf_app *app, struct tf_errand_answer *answer);

#endif
