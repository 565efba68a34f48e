/* The spaces: one more when the grid is full, one closed when the tap drips, how many people they hold. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

enum { STEP = 5, FIRST_CAPACITY = 20 };

static size_t sessions_in(const struct tf_grid *grid, int space)
{
    size_t count = 0;
    for (size_t i = 0; i < grid->placement_count; i++) {
        count += grid->extents[i].space == space;
    }
    return count;
}

static const char *about(struct tf_arena *arena, const struct tf_app_state *state, int index)
{
    enum tf_lang lang = state->lang;
    const struct tf_space *space = state->board->grid->spaces[index];
    unsigned long people = (unsigned long)space->capacity, count = sessions_in(state->board->grid, index);
    const char *sessions = tf_words_printf(arena, tf_trn(lang, "%lu session", "%lu sessions", count), count);
    if (space->closed) {
        return tf_tr(lang, "closed: nothing can be placed here");
    }
    if (people == 0) {
        return sessions;
    }
    const char *holds =
        tf_words_printf(arena, tf_trn(lang, "for %lu person", "for %lu people", people), people);
    return tf_words_printf(arena, tf_tr(lang, "%s, %s"), holds, sessions);
}

static void add_line(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     int index)
{
    enum tf_lang lang = state->lang;
    const struct tf_space *space = state->board->grid->spaces[index];
    uint64_t id = space->record.key.id;
    struct tf_sheet_line *line = tf_sheet_line(sheet, space->name, about(arena, state, index));
    if (line == NULL) {
        return;
    }
    line->has_symbol = true;
    line->symbol = (int)space->symbol;
    tf_sheet_button(line, TF_SHEET_EDIT, tf_tr(lang, "Rename"), TF_TASK_DO_TYPE, id);
    tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "Change it"), TF_TASK_DO_CHOOSE, id);
    struct tf_sheet_button *close = tf_sheet_button(
        line, space->closed ? TF_SHEET_CHECK : TF_SHEET_CLOSE,
        space->closed ? tf_tr(lang, "Open it") : tf_tr(lang, "Close it"), TF_TASK_DO_CLOSE, id);
    close->is_on = space->closed;
}

/* ---- one of them ---- */

static const enum tf_feature FEATURES[] = {TF_FEATURE_PROJECTOR, TF_FEATURE_QUIET, TF_FEATURE_FLOOR,
                                           TF_FEATURE_STEP_FREE};
enum { FEATURE_COUNT = sizeof FEATURES / sizeof FEATURES[0] };

static void add_choice(struct tf_sheet *sheet, enum tf_lang lang, const char *title, bool is_on,
                       enum tf_task_do what, uint64_t b)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, "");
    if (line != NULL) {
        line->is_marked = is_on;
        tf_sheet_button(line, is_on ? TF_SHEET_CHECK : TF_SHEET_NO_SIGN,
                        is_on ? tf_tr(lang, "Yes") : tf_tr(lang, "No"), what, b)
            ->is_on = is_on;
    }
}

static void fill_one(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     const struct tf_space *space)
{
    enum tf_lang lang = state->lang;
    unsigned long people = (unsigned long)space->capacity;
    uint64_t id = space->record.key.id;
    sheet->heading = space->name;
    sheet->hint = "";
    tf_sheet_room(sheet, arena, FEATURE_COUNT + 3);
    struct tf_sheet_line *line = tf_sheet_line(
        sheet,
        people == 0
            ? tf_tr(lang, "How many people it holds is not said.")
            : tf_words_printf(arena, tf_trn(lang, "for %lu person", "for %lu people", people), people),
        "");
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "5 fewer"), TF_TASK_DO_SMALLER, id)->why_not =
            space->capacity < STEP ? tf_tr(lang, "How many people it holds is not said.") : NULL;
        tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "5 more"), TF_TASK_DO_LARGER, id);
    }
    line = tf_sheet_line(sheet, tf_tr(lang, "Its symbol and colour"), "");
    if (line != NULL) {
        line->has_symbol = true;
        line->symbol = (int)space->symbol;
        tf_sheet_button(line, TF_SHEET_AGAIN, tf_tr(lang, "Another one"), TF_TASK_DO_SYMBOL, id);
    }
    for (int i = 0; i < FEATURE_COUNT; i++) {
        add_choice(sheet, lang, tf_words_feature(lang, FEATURES[i]), (space->features & FEATURES[i]) != 0,
                   TF_TASK_DO_FEATURE, FEATURES[i]);
    }
    add_choice(sheet, lang, tf_tr(lang, "Several sessions at once"), space->shared, TF_TASK_DO_SHARED, id);
    tf_sheet_foot(sheet, TF_SHEET_CHECK, tf_tr(lang, "All spaces"), TF_TASK_DO_CHOOSE, 0);
    tf_sheet_foot_undo(sheet, state);
}

void tf_task_spaces_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_grid *grid = state->board->grid;
    bool renames = state->task->subject != 0;
    sheet->heading = tf_tr(lang, "Spaces");
    sheet->hint = tf_tr(lang, "When one is closed, its sessions look for a place again.");
    sheet->empty = tf_tr(lang, "There are no spaces yet.");
    sheet->field = renames ? tf_tr(lang, "Its new name") : tf_tr(lang, "The new space’s name");
    sheet->placeholder = tf_tr(lang, "Under the linden tree");
    sheet->enter = tf_tr(lang, "Done");
    const struct tf_space *chosen = tf_board_space(state->board, state->task->chosen);
    if (chosen != NULL) {
        fill_one(sheet, arena, state, chosen);
        return;
    }
    tf_sheet_room(sheet, arena, grid->space_count);
    for (size_t i = 0; i < grid->space_count; i++) {
        add_line(sheet, arena, state, (int)i);
    }
    if (sheet->is_typing) {
        tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Never mind"), TF_TASK_DO_TYPE,
                      state->task->subject);
        return;
    }
    tf_sheet_foot(sheet, TF_SHEET_PLUS, tf_tr(lang, "Add a space"), TF_TASK_DO_TYPE, 0)->why_not =
        tf_view_why_full(state, TF_KIND_SPACE);
    tf_sheet_foot_undo(sheet, state);
}

static void edit(struct tf_app *app, uint64_t id, const struct tf_space *want, const char *field)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_EDIT_SPACE);
    if (command != NULL) {
        command->space = id;
        (void)tf_task_send(app, command, &want->record, field);
    }
}

/* The next that no other has, so that each can be told by its symbol as long as there are enough. */
static int64_t next_symbol(const struct tf_grid *grid, int64_t symbol)
{
    for (int64_t step = 1; step <= TF_SYMBOL_COUNT; step++) {
        int64_t next = (symbol + step) % TF_SYMBOL_COUNT;
        bool is_taken = false;
        for (size_t i = 0; i < grid->space_count; i++) {
            is_taken |= grid->spaces[i]->symbol == next;
        }
        if (!is_taken) {
            return next;
        }
    }
    return (symbol + 1) % TF_SYMBOL_COUNT;
}

static void change_chosen(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    const struct tf_space *space = tf_board_space(app->board, app->task.chosen);
    if (space == NULL) {
        return;
    }
    struct tf_space want = *space;
    if (what == TF_TASK_DO_SYMBOL) {
        want.symbol = next_symbol(app->board->grid, space->symbol);
        edit(app, app->task.chosen, &want, "symbol");
    } else if (what == TF_TASK_DO_FEATURE) {
        want.features ^= (uint32_t)b;
        edit(app, app->task.chosen, &want, "features");
    } else if (what == TF_TASK_DO_SHARED) {
        want.shared = !space->shared;
        edit(app, app->task.chosen, &want, "shared");
    }
}

void tf_task_spaces_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    const struct tf_space *space = b != 0 ? tf_board_space(app->board, b) : NULL;
    if (what == TF_TASK_DO_TYPE) {
        tf_task_type(app, space != NULL ? b : 0, space != NULL ? space->name : "");
    } else if (what == TF_TASK_DO_CHOOSE) {
        app->task.chosen = b;
        app->state.scroll = 0;
    } else if (what == TF_TASK_DO_CLOSE && space != NULL) {
        struct tf_space want = {.record = space->record, .closed = !space->closed};
        edit(app, b, &want, "closed");
    } else if ((what == TF_TASK_DO_LARGER || what == TF_TASK_DO_SMALLER) && space != NULL) {
        struct tf_space want = {.record = space->record, .capacity = space->capacity};
        want.capacity += what == TF_TASK_DO_LARGER ? STEP : -STEP;
        edit(app, b, &want, "capacity");
    } else {
        change_chosen(app, what, b);
    }
}

void tf_task_spaces_typed(struct tf_app *app, const char *text)
{
    const struct tf_grid *grid = app->board->grid;
    if (app->task.subject != 0) {
        struct tf_space want = {.record = {.kind = TF_KIND_SPACE, .key = {0, app->task.subject}},
                                .name = text};
        edit(app, app->task.subject, &want, "name");
        tf_task_stop_typing(app);
        return;
    }
    size_t count = grid->space_count;
    struct tf_space space = {
        .record = {.kind = TF_KIND_SPACE, .key = {0, tf_rng_id(&app->rng)}},
        .name = text,
        .position = count > 0 ? grid->spaces[count - 1]->position + 1 : 0,
        .capacity = count > 0 ? grid->spaces[count - 1]->capacity : FIRST_CAPACITY,
        .symbol = (int64_t)(count % TF_SYMBOL_COUNT),
    };
    if (tf_task_send(app, tf_app_command(app, TF_VERB_ADD_SPACE), &space.record, NULL)) {
        tf_task_stop_typing(app);
    }
}
