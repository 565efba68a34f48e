/* A World Café at the wall: each table in each round with the numbers that sit there; or, for whoever types
 * theirs, their own way. Everybody's. */
#include "model/app_in.h"

#include "core/cafe.h"
#include "model/task_in.h"
#include "words/words.h"
#include "words/words_cafe.h"

static enum tf_err plan(struct tf_cafe *cafe, const struct tf_app_state *state)
{
    return tf_cafe_plan(cafe, state->board,
                        tf_cafe_day(state->board, tf_zone_day_of(state->zone, state->now_s)));
}

static const char *when(struct tf_arena *arena, const struct tf_app_state *state, const struct tf_slot *round)
{
    const char *clocks = tf_words_clocks(arena, state->lang, state->zone, round->start, round->end);
    /* TRANSLATORS: from when to when, what is asked in this round */
    return round->title[0] != '\0' ? tf_words_printf(arena, tf_tr(state->lang, "%s: %s"), clocks,
                                                     tf_words_isolate(arena, round->title))
                                   : clocks;
}

static struct tf_sheet_line *table_line(struct tf_sheet *sheet, const struct tf_space *table,
                                        const char *about)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, table->name, about);
    if (line != NULL) {
        line->has_symbol = true;
        line->symbol = (int)table->symbol;
    }
    return line;
}

static void fill_way(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_cafe *cafe, size_t guest)
{
    for (size_t round = 0; round < cafe->plan.rounds; round++) {
        const struct tf_slot *slot = cafe->rounds[round];
        struct tf_sheet_line *line = table_line(
            sheet, cafe->tables[tf_rotation_table(&cafe->plan, guest, round)], when(arena, state, slot));
        if (line != NULL) {
            line->is_marked = slot->start <= state->now_s && state->now_s < slot->end;
        }
    }
}

static void fill_all(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_cafe *cafe)
{
    for (size_t round = 0; round < cafe->plan.rounds; round++) {
        const char *clock = tf_words_clock(arena, state->zone, cafe->rounds[round]->start);
        for (size_t table = 0; table < cafe->plan.tables; table++) {
            const char *numbers = tf_words_cafe_numbers(arena, state->lang, cafe, round, table);
            /* TRANSLATORS: a time, and the numbers of those who sit at a table then */
            (void)table_line(sheet, cafe->tables[table],
                             tf_words_printf(arena, tf_tr(state->lang, "%s: %s"), clock, numbers));
        }
    }
}

void tf_task_cafe_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct tf_cafe cafe;
    enum tf_err err = plan(&cafe, state);
    size_t guest = (size_t)state->task->chosen;
    sheet->heading = tf_tr(lang, "Tables and rounds");
    sheet->empty = tf_words_cafe_why(lang, err);
    sheet->field = tf_tr(lang, "My number");
    sheet->placeholder = "7";
    sheet->enter = tf_tr(lang, "Show my tables");
    if (err != TF_OK) {
        return;
    }
    tf_sheet_room(sheet, arena, cafe.plan.rounds * cafe.plan.tables);
    if (guest >= 1 && guest <= cafe.plan.guests) {
        sheet->hint = tf_words_printf(arena, tf_tr(lang, "The tables of number %lu."), (unsigned long)guest);
        fill_way(sheet, arena, state, &cafe, guest);
    } else {
        sheet->hint = tf_words_cafe_summary(arena, lang, &cafe);
        fill_all(sheet, arena, state, &cafe);
    }
    if (sheet->is_typing) {
        tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Never mind"), TF_TASK_DO_TYPE,
                      state->task->subject);
    } else {
        tf_sheet_foot(sheet, TF_SHEET_EDIT, tf_tr(lang, "My number"), TF_TASK_DO_TYPE, 0);
        if (guest != 0) {
            tf_sheet_foot(sheet, TF_SHEET_NEXT, tf_tr(lang, "All tables"), TF_TASK_DO_CHOOSE, 0);
        }
    }
    tf_cafe_free(&cafe);
}

void tf_task_cafe_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    if (what == TF_TASK_DO_TYPE) {
        tf_task_type(app, b, "");
    } else if (what == TF_TASK_DO_CHOOSE) {
        app->task.chosen = b;
        app->state.scroll = 0;
    }
}

void tf_task_cafe_typed(struct tf_app *app, const char *text)
{
    struct tf_cafe cafe;
    size_t guest = 0;
    if (plan(&cafe, &app->state) == TF_OK) {
        guest = tf_words_cafe_guest(&cafe, text);
        tf_cafe_free(&cafe);
    }
    if (guest == 0) {
        tf_app_tell(app, tf_tr(app->state.lang, "No guest has this number."));
        return;
    }
    tf_task_stop_typing(app);
    app->task.chosen = guest;
    app->state.scroll = 0;
}
