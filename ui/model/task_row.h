/* task_row.h: one row of a day, and a day laid out by a rule: what the sheet of times shows beside its list.
 */
#ifndef TF_MODEL_TASK_ROW_H
#define TF_MODEL_TASK_ROW_H

#include "model/app_in.h"
#include "model/task_in.h"

/* ---- task_row.c: the chosen row */
void tf_task_row_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                      int row);
void tf_task_row_act(struct tf_app *app, enum tf_task_do what, uint64_t b);
size_t tf_task_row_sessions(const struct tf_grid *grid, int row);

/* ---- task_layout.c: "six of 45 minutes, 15 between, lunch at 12:30" */
void tf_task_layout_open(struct tf_app *app);
void tf_task_layout_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state);
void tf_task_layout_act(struct tf_app *app, enum tf_task_do what, uint64_t b);

#endif
