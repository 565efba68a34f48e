/* Several cards moved as one step: chosen, then where, then looked at in words, then done. All of them, or
 * none. */
#include "model/app_in.h"

#include "model/task_in.h"
#include "words/words.h"

struct move {
    const struct tf_session *session;
    const struct tf_placement *from; /* NULL: it looks for a place */
    int space, row;                  /* where it would be; -1: no room, or off the grid */
    int rows;                        /* how many it takes */
};
struct plan {
    struct move moves[TF_TASK_PICKED_MAX];
    size_t count, missing; /* so many have no room */
};

/* ---- the plan ---- */

static const struct tf_placement *placement_of(const struct tf_board *board, uint64_t id)
{
    return (const struct tf_placement *)(const void *)tf_board_get(board, TF_KIND_PLACEMENT,
                                                                   (struct tf_key){0, id});
}

static const struct tf_extent *extent_of(const struct tf_grid *grid, const struct tf_placement *placement)
{
    for (size_t i = 0; placement != NULL && i < grid->placement_count; i++) {
        if (grid->placements[i] == placement) {
            return &grid->extents[i];
        }
    }
    return NULL;
}

static bool is_picked(const struct tf_task *task, uint64_t id)
{
    for (size_t i = 0; i < task->picked_count; i++) {
        if (task->picked[i] == id) {
            return true;
        }
    }
    return false;
}

/* Whoever is there now goes along, and nobody of these has it already. */
static bool is_free(const struct tf_app_state *state, const struct plan *plan, int space, int row)
{
    const struct tf_grid *grid = state->board->grid;
    if (grid->spaces[space]->shared) {
        return true;
    }
    const struct tf_placement *there = tf_grid_cell(grid, space, row);
    if (there != NULL && !is_picked(state->task, there->record.key.id)) {
        return false;
    }
    for (size_t i = 0; i < plan->count; i++) {
        const struct move *move = &plan->moves[i];
        int left = move->rows;
        for (int at = move->row; move->space == space && move->row >= 0 && left > 0; at++) {
            if (at == row) {
                return false;
            }
            left -= grid->slots[at]->kind == TF_SLOT_SESSION;
        }
    }
    return true;
}

/* So many rows for sessions from there on, breaks between them left out, all of one day. */
static bool fits(const struct tf_app_state *state, const struct plan *plan, int space, int row, int rows)
{
    const struct tf_grid *grid = state->board->grid;
    if (grid->spaces[space]->closed || grid->slots[row]->kind != TF_SLOT_SESSION) {
        return false;
    }
    int64_t day = grid->slots[row]->day;
    for (size_t at = (size_t)row; rows > 0; at++) {
        if (at == grid->slot_count || grid->slots[at]->day != day) {
            return false;
        }
        if (grid->slots[at]->kind == TF_SLOT_SESSION) {
            if (!is_free(state, plan, space, (int)at)) {
                return false;
            }
            rows--;
        }
    }
    return true;
}

static bool take(const struct tf_app_state *state, const struct plan *plan, struct move *move, int space,
                 int row)
{
    if (space < 0 || row < 0 || !fits(state, plan, space, row, move->rows)) {
        return false;
    }
    move->space = space;
    move->row = row;
    return true;
}

static void in_row(const struct tf_app_state *state, const struct plan *plan, struct move *move,
                   const struct tf_extent *own)
{
    int row = tf_grid_slot_index(state->board->grid, state->task->where_id);
    bool has = own != NULL && take(state, plan, move, own->space, row);
    for (int space = 0; !has && (size_t)space < state->board->grid->space_count; space++) {
        has = take(state, plan, move, space, row);
    }
}

/* At its own time, else at the first of its day that has not begun. */
static void in_space(const struct tf_app_state *state, const struct plan *plan, struct move *move,
                     const struct tf_extent *own)
{
    const struct tf_grid *grid = state->board->grid;
    int space = tf_grid_space_index(grid, state->task->where_id), shown = tf_view_day(state);
    if (shown < 0) {
        return;
    }
    int64_t day = own != NULL ? grid->slots[own->first_slot]->day : grid->days[shown];
    bool has = own != NULL && take(state, plan, move, space, own->first_slot);
    for (int row = 0; !has && (size_t)row < grid->slot_count; row++) {
        has = grid->slots[row]->day == day && grid->slots[row]->start >= state->now_s &&
              take(state, plan, move, space, row);
    }
}

static void one_later(const struct tf_app_state *state, const struct plan *plan, struct move *move,
                      const struct tf_extent *own)
{
    const struct tf_grid *grid = state->board->grid;
    for (size_t row = own != NULL ? (size_t)own->first_slot + 1 : grid->slot_count; row < grid->slot_count;
         row++) {
        if (grid->slots[row]->kind == TF_SLOT_SESSION) {
            (void)take(state, plan, move, own->space, (int)row);
            return;
        }
    }
}

static int rows_of(const struct tf_grid *grid, const struct tf_extent *own)
{
    int rows = own == NULL ? 1 : 0;
    for (int row = own != NULL ? own->first_slot : 0; own != NULL && row <= own->last_slot; row++) {
        rows += grid->slots[row]->kind == TF_SLOT_SESSION;
    }
    return rows;
}

static void make_plan(struct plan *plan, const struct tf_app_state *state)
{
    const struct tf_board *board = state->board;
    *plan = (struct plan){.count = 0};
    for (size_t i = 0; i < state->task->picked_count; i++) {
        uint64_t id = state->task->picked[i];
        struct move move = {.space = -1, .row = -1, .from = placement_of(board, id)};
        move.session = tf_board_session(board, move.from != NULL ? move.from->session : id);
        if (move.session == NULL) {
            continue; /* it went meanwhile */
        }
        const struct tf_extent *own = extent_of(board->grid, move.from);
        move.rows = rows_of(board->grid, own);
        if (state->task->where == TF_TASK_WHERE_ROW) {
            in_row(state, plan, &move, own);
        } else if (state->task->where == TF_TASK_WHERE_SPACE) {
            in_space(state, plan, &move, own);
        } else if (state->task->where == TF_TASK_WHERE_LATER) {
            one_later(state, plan, &move, own);
        }
        plan->missing += move.row < 0 && state->task->where != TF_TASK_WHERE_OFF;
        plan->moves[plan->count++] = move;
    }
}

/* ---- doing it: all leave their places, then all take their new ones, so that they can trade them ---- */

static void put(struct tf_app *app, struct tf_task_chain *chain, const struct move *move)
{
    const struct tf_grid *grid = app->board->grid;
    struct tf_command *place = tf_task_chain_add(app, chain, TF_VERB_PLACE, NULL, NULL);
    if (place == NULL) {
        return;
    }
    place->session = move->session->record.key.id;
    place->space = grid->spaces[move->space]->record.key.id;
    place->slot = grid->slots[move->row]->record.key.id;
    place->placement = move->from != NULL ? move->from->record.key.id : tf_rng_id(&app->rng);
    struct tf_command *extend =
        move->rows > 1 ? tf_task_chain_add(app, chain, TF_VERB_EXTEND, NULL, NULL) : NULL;
    if (extend != NULL) {
        extend->placement = place->placement;
        extend->count = move->rows - 1;
    }
}

static void move_all(struct tf_app *app)
{
    struct plan plan;
    make_plan(&plan, &app->state);
    if (plan.count == 0 || plan.missing > 0) {
        return;
    }
    struct tf_task_chain chain = tf_task_chain(app);
    for (size_t i = 0; i < plan.count; i++) {
        struct tf_command *leave =
            plan.moves[i].from != NULL ? tf_task_chain_add(app, &chain, TF_VERB_UNPLACE, NULL, NULL) : NULL;
        if (leave != NULL) {
            leave->placement = plan.moves[i].from->record.key.id;
        }
    }
    for (size_t i = 0; i < plan.count; i++) {
        if (plan.moves[i].row >= 0) {
            put(app, &chain, &plan.moves[i]);
        }
    }
    if (tf_task_chain_send(app, &chain)) {
        app->task.picked_count = 0;
        app->task.where = TF_TASK_WHERE_UNASKED;
        app->state.scroll = 0;
    }
}

static void pick(struct tf_app *app, uint64_t id)
{
    struct tf_task *task = &app->task;
    const struct tf_placement *placement = placement_of(app->board, id);
    if (placement == NULL ? tf_board_session(app->board, id) == NULL : placement->locked) {
        return;
    }
    for (size_t i = 0; i < task->picked_count; i++) {
        if (task->picked[i] == id) {
            task->picked[i] = task->picked[--task->picked_count];
            return;
        }
    }
    if (task->picked_count == TF_TASK_PICKED_MAX) {
        tf_app_tell(app, tf_tr(app->state.lang, "These are as many as can be moved at once."));
        return;
    }
    task->picked[task->picked_count++] = id;
}

void tf_task_move_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    struct tf_task *task = &app->task;
    if (what == TF_TASK_DO_PICK) {
        pick(app, b);
    } else if (what == TF_TASK_DO_WHERE && b < TF_TASK_WHERE_COUNT) {
        task->where = (enum tf_task_where)b;
        app->state.scroll = 0;
    } else if (what == TF_TASK_DO_TO_ROW || what == TF_TASK_DO_TO_SPACE) {
        task->where = what == TF_TASK_DO_TO_ROW ? TF_TASK_WHERE_ROW : TF_TASK_WHERE_SPACE;
        task->where_id = b;
        app->state.scroll = 0;
    } else if (what == TF_TASK_DO_MOVE) {
        move_all(app);
    }
}

/* ---- what the sheet says ---- */

static const char *place_text(struct tf_arena *arena, const struct tf_app_state *state, int space, int row)
{
    const struct tf_grid *grid = state->board->grid;
    return tf_words_printf(arena, tf_tr(state->lang, "%s, %s, %s"),
                           tf_words_day_short(arena, state->lang, grid->slots[row]->day),
                           tf_words_clock(arena, state->zone, grid->slots[row]->start),
                           tf_words_isolate(arena, grid->spaces[space]->name));
}

static void say_card(struct tf_sheet *sheet, const struct tf_app_state *state, uint64_t id, const char *title,
                     const char *about, bool is_fixed)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, about);
    if (line != NULL) {
        bool is_on = is_picked(state->task, id);
        line->is_marked = is_on;
        struct tf_sheet_button *button = tf_sheet_button(
            line, is_on ? TF_SHEET_CHECK : TF_SHEET_NO_SIGN,
            is_on ? tf_tr(state->lang, "Chosen") : tf_tr(state->lang, "Choose"), TF_TASK_DO_PICK, id);
        button->is_on = is_on;
        button->why_not = is_fixed ? tf_words_reason(state->lang, TF_REASON_LOCKED) : NULL;
    }
}

static void say_cards(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_board *board = state->board;
    const struct tf_grid *grid = board->grid;
    unsigned long count = state->task->picked_count;
    sheet->hint =
        count == 0 ? tf_tr(lang, "Choose the cards, then where they go.")
                   : tf_words_printf(
                         arena, tf_trn(lang, "%lu card is chosen.", "%lu cards are chosen.", count), count);
    sheet->empty = tf_tr(lang, "There are no sessions yet.");
    tf_sheet_room(sheet, arena, grid->placement_count + tf_table_count(board->tables[TF_KIND_SESSION]));
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct tf_placement *placement = grid->placements[i];
        const struct tf_session *session = tf_board_session(board, placement->session);
        say_card(sheet, state, placement->record.key.id, session != NULL ? session->title : "",
                 place_text(arena, state, grid->extents[i].space, grid->extents[i].first_slot),
                 placement->locked);
    }
    for (; it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->state == TF_SESSION_OPEN) {
            say_card(sheet, state, it.record->key.id, TF_SESSION(it.record)->title,
                     tf_tr(lang, "looks for a place"), false);
        }
    }
    tf_sheet_foot(sheet, TF_SHEET_NEXT, tf_tr(lang, "Where to?"), TF_TASK_DO_WHERE, TF_TASK_WHERE_ASKED)
        ->why_not = count == 0 ? tf_tr(lang, "Choose the cards first.") : NULL;
    tf_sheet_foot_undo(sheet, state);
}

static void say_target(struct tf_sheet *sheet, const char *go, const char *title, const char *about,
                       enum tf_task_do what, uint64_t b)
{
    struct tf_sheet_line *line = tf_sheet_line(sheet, title, about);
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_NEXT, go, what, b);
    }
}

static void say_targets(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_grid *grid = state->board->grid;
    int shown = tf_view_day(state);
    sheet->hint = tf_tr(lang, "Nothing moves until you have seen where each would go.");
    tf_sheet_room(sheet, arena, grid->slot_count + grid->space_count + 2);
    say_target(sheet, tf_tr(lang, "Later"), tf_tr(lang, "One time later"),
               tf_tr(lang, "each in its own space"), TF_TASK_DO_WHERE, TF_TASK_WHERE_LATER);
    for (size_t i = 0; shown >= 0 && i < grid->slot_count; i++) {
        const struct tf_slot *slot = grid->slots[i];
        if (slot->kind == TF_SLOT_SESSION && slot->day == grid->days[shown]) {
            say_target(sheet, tf_tr(lang, "There"),
                       tf_words_clocks(arena, lang, state->zone, slot->start, slot->end),
                       tf_tr(lang, "each in its own space where it is free"), TF_TASK_DO_TO_ROW,
                       slot->record.key.id);
        }
    }
    for (size_t i = 0; i < grid->space_count; i++) {
        if (!grid->spaces[i]->closed) {
            say_target(sheet, tf_tr(lang, "There"), grid->spaces[i]->name,
                       tf_tr(lang, "each at its own time where it is free"), TF_TASK_DO_TO_SPACE,
                       grid->spaces[i]->record.key.id);
        }
    }
    say_target(sheet, tf_tr(lang, "Off the grid"), tf_tr(lang, "Off the grid"),
               tf_tr(lang, "they look for a place again"), TF_TASK_DO_WHERE, TF_TASK_WHERE_OFF);
    tf_sheet_foot(sheet, TF_SHEET_EDIT, tf_tr(lang, "Other cards"), TF_TASK_DO_WHERE, TF_TASK_WHERE_UNASKED);
}

static const char *way_of(struct tf_arena *arena, const struct tf_app_state *state, const struct move *move)
{
    enum tf_lang lang = state->lang;
    const struct tf_extent *own = extent_of(state->board->grid, move->from);
    const char *from = own != NULL ? place_text(arena, state, own->space, own->first_slot) : "";
    if (move->row < 0) {
        return state->task->where == TF_TASK_WHERE_OFF ? tf_tr(lang, "looks for a place")
                                                       : tf_tr(lang, "There is no room for it.");
    }
    const char *to = place_text(arena, state, move->space, move->row);
    return own != NULL ? tf_words_printf(arena, tf_tr(lang, "from %s to %s"), from, to)
                       : tf_words_printf(arena, tf_tr(lang, "to %s"), to);
}

static void say_plan(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    struct plan plan;
    make_plan(&plan, state);
    unsigned long missing = plan.missing;
    sheet->hint =
        missing == 0 ? tf_tr(lang, "They move together, as one step.")
                     : tf_words_printf(
                           arena,
                           tf_trn(lang, "%lu card has no room there: choose elsewhere, or fewer cards.",
                                  "%lu cards have no room there: choose elsewhere, or fewer cards.", missing),
                           missing);
    tf_sheet_room(sheet, arena, plan.count);
    for (size_t i = 0; i < plan.count; i++) {
        (void)tf_sheet_line(sheet, plan.moves[i].session->title, way_of(arena, state, &plan.moves[i]));
    }
    tf_sheet_foot(sheet, TF_SHEET_CHECK, tf_tr(lang, "Move them"), TF_TASK_DO_MOVE, 0)->why_not =
        missing > 0 || plan.count == 0 ? tf_tr(lang, "Not all of them have room there.") : NULL;
    tf_sheet_foot(sheet, TF_SHEET_CLOSE, tf_tr(lang, "Elsewhere"), TF_TASK_DO_WHERE, TF_TASK_WHERE_ASKED);
}

void tf_task_move_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state)
{
    sheet->heading = tf_tr(state->lang, "Move several");
    if (state->task->where == TF_TASK_WHERE_UNASKED) {
        say_cards(sheet, arena, state);
    } else if (state->task->where == TF_TASK_WHERE_ASKED) {
        say_targets(sheet, arena, state);
    } else {
        say_plan(sheet, arena, state);
    }
}
