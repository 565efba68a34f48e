/* One row of a day: one more after it, two made of it, one made of it and the next, what it is for. Rows that
 * follow make room by themselves. */
#include "model/task_row.h"

#include "words/words.h"

enum { SHORTEST_S = 10 * 60, USUAL_S = 45 * 60, ROUND_S = 5 * 60 };

/* The row after it on the same day; NULL: it is the last. */
static const struct tf_slot *next_of(const struct tf_grid *grid, int row)
{
    return (size_t)row + 1 < grid->slot_count && grid->slots[row + 1]->day == grid->slots[row]->day
               ? grid->slots[row + 1]
               : NULL;
}

/* ---- one more after it: as long as it is, with the pause that is after it, and what follows makes room ----
 */

struct insertion {
    int64_t start, end;
    int64_t by_min; /* what follows moves; 0: there is room */
};

static struct insertion insertion_after(const struct tf_grid *grid, int row)
{
    const struct tf_slot *slot = grid->slots[row], *next = next_of(grid, row);
    int64_t length = slot->kind == TF_SLOT_SESSION ? slot->end - slot->start : USUAL_S;
    int64_t gap = next != NULL ? next->start - slot->end : 0;
    if (next == NULL || gap >= length) {
        return (struct insertion){slot->end, slot->end + length, 0};
    }
    return (struct insertion){slot->end + gap, slot->end + gap + length, (gap + length + 59) / 60};
}

static void insert(struct tf_app *app, int row)
{
    const struct tf_grid *grid = app->board->grid;
    const struct tf_slot *next = next_of(grid, row);
    struct insertion where = insertion_after(grid, row);
    struct tf_task_chain chain = tf_task_chain(app);
    if (where.by_min > 0) {
        struct tf_command *shift = tf_task_chain_add(app, &chain, TF_VERB_SHIFT, NULL, NULL);
        if (shift != NULL) {
            shift->slot = next->record.key.id;
            shift->minutes = where.by_min;
        }
    }
    struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = {0, tf_rng_id(&app->rng)}},
                           .day = grid->slots[row]->day,
                           .start = where.start,
                           .end = where.end};
    (void)tf_task_chain_add(app, &chain, TF_VERB_ADD_SLOT, &slot.record, NULL);
    tf_task_chain_send(app, &chain);
}

/* ---- two of it ---- */

static int64_t middle_of(const struct tf_slot *slot)
{
    return slot->start + ((slot->end - slot->start) / 2 + ROUND_S / 2) / ROUND_S * ROUND_S;
}

static void end_at(struct tf_app *app, struct tf_task_chain *chain, uint64_t id, int64_t end)
{
    struct tf_slot want = {.record = {.kind = TF_KIND_SLOT, .key = {0, id}}, .end = end};
    struct tf_command *edit = tf_task_chain_add(app, chain, TF_VERB_EDIT_SLOT, &want.record, "end");
    if (edit != NULL) {
        edit->slot = id;
    }
}

static void split(struct tf_app *app, int row)
{
    const struct tf_slot *slot = app->board->grid->slots[row];
    struct tf_task_chain chain = tf_task_chain(app);
    struct tf_slot second = *slot;
    second.record = (struct tf_record){.kind = TF_KIND_SLOT, .key = {0, tf_rng_id(&app->rng)}};
    second.start = middle_of(slot);
    second.begins = TF_BEGINS_NOTHING;
    end_at(app, &chain, slot->record.key.id, second.start);
    (void)tf_task_chain_add(app, &chain, TF_VERB_ADD_SLOT, &second.record, NULL);
    tf_task_chain_send(app, &chain);
}

/* ---- one of it and the next: who was in the next moves up where there is room ---- */

static bool moves_up(const struct tf_grid *grid, int row, size_t index)
{
    const struct tf_extent *at = &grid->extents[index];
    if (at->first_slot != row + 1) {
        return false;
    }
    return grid->spaces[at->space]->shared || tf_grid_cell(grid, at->space, row) == NULL;
}

/* Who has the next row alone, and cannot move up. */
static size_t left_over(const struct tf_grid *grid, int row)
{
    size_t count = 0;
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct tf_extent *at = &grid->extents[i];
        count += at->first_slot == row + 1 && at->last_slot == row + 1 && !moves_up(grid, row, i);
    }
    return count;
}

static void move_up(struct tf_app *app, struct tf_task_chain *chain, const struct tf_placement *placement,
                    uint64_t slot)
{
    struct tf_command *move = tf_task_chain_add(app, chain, TF_VERB_MOVE, NULL, NULL);
    if (move != NULL) {
        move->placement = placement->record.key.id;
        move->space = placement->space;
        move->slot = slot;
    }
}

static void join(struct tf_app *app, int row)
{
    const struct tf_grid *grid = app->board->grid;
    const struct tf_slot *slot = grid->slots[row], *next = next_of(grid, row);
    struct tf_task_chain chain = tf_task_chain(app);
    for (size_t i = 0; i < grid->placement_count; i++) {
        if (moves_up(grid, row, i)) {
            move_up(app, &chain, grid->placements[i], slot->record.key.id);
        }
    }
    struct tf_command *remove = tf_task_chain_add(app, &chain, TF_VERB_REMOVE_SLOT, NULL, NULL);
    if (remove != NULL) {
        remove->slot = next->record.key.id;
    }
    end_at(app, &chain, slot->record.key.id, next->end);
    for (size_t i = 0; i < grid->placement_count; i++) { /* who had more rows than the next keeps them */
        bool has_more = moves_up(grid, row, i) && grid->extents[i].last_slot > row + 1;
        struct tf_command *extend =
            has_more ? tf_task_chain_add(app, &chain, TF_VERB_EXTEND, NULL, NULL) : NULL;
        if (extend != NULL) {
            extend->placement = grid->placements[i]->record.key.id;
            extend->count = 1;
        }
    }
    tf_task_chain_send(app, &chain);
}

/* ---- what it is for ---- */

static void change_kind(struct tf_app *app, uint64_t id, uint64_t kind)
{
    struct tf_command *command = kind < TF_SLOT_KIND_COUNT ? tf_app_command(app, TF_VERB_EDIT_SLOT) : NULL;
    if (command != NULL) {
        struct tf_slot want = {.record = {.kind = TF_KIND_SLOT, .key = {0, id}},
                               .kind = (enum tf_slot_kind)kind};
        command->slot = id;
        (void)tf_task_send(app, command, &want.record, "kind");
    }
}

void tf_task_row_typed(struct tf_app *app, const char *text)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_EDIT_SLOT);
    if (command != NULL) {
        struct tf_slot want = {.record = {.kind = TF_KIND_SLOT, .key = {0, app->task.chosen}}, .title = text};
        command->slot = app->task.chosen;
        (void)tf_task_send(app, command, &want.record, "title");
    }
    tf_task_stop_typing(app);
}

/* ---- what the sheet says ---- */

/* asks: it is a round of a café, whose name is what is asked in it. */
static void say_kind(struct tf_sheet *sheet, enum tf_lang lang, const struct tf_slot *slot, bool is_used,
                     bool asks)
{
    const char *const kinds[TF_SLOT_KIND_COUNT] = {
        [TF_SLOT_SESSION] = tf_tr(lang, "Sessions"),
        [TF_SLOT_BREAK] = tf_tr(lang, "A break"),
        [TF_SLOT_PLENARY] = tf_tr(lang, "All together"),
    };
    struct tf_sheet_line *line = tf_sheet_line(sheet, tf_tr(lang, "What it is for"), "");
    for (int i = 0; line != NULL && i < TF_SLOT_KIND_COUNT; i++) {
        struct tf_sheet_button *button =
            tf_sheet_button(line, TF_SHEET_NO_SIGN, kinds[i], TF_TASK_DO_KIND, (uint64_t)i);
        button->is_on = (int)slot->kind == i;
        button->why_not =
            is_used && i != TF_SLOT_SESSION ? tf_words_reason(lang, TF_REASON_SLOT_IN_USE) : NULL;
    }
    const char *none = slot->kind != TF_SLOT_SESSION ? tf_tr(lang, "It has no name yet.")
                       : asks                        ? tf_tr(lang, "Nothing is asked in this round yet.")
                                                     : "";
    const char *name = slot->title[0] != '\0' ? slot->title : none;
    line = name[0] != '\0' ? tf_sheet_line(sheet, name, "") : NULL;
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_EDIT,
                        slot->kind == TF_SLOT_SESSION ? tf_tr(lang, "Ask") : tf_tr(lang, "Rename"),
                        TF_TASK_DO_TYPE, slot->record.key.id);
    }
}

static void say_insert(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                       int row)
{
    enum tf_lang lang = state->lang;
    struct insertion where = insertion_after(state->board->grid, row);
    const char *clocks = tf_words_clocks(arena, lang, state->zone, where.start, where.end);
    unsigned long minutes = (unsigned long)where.by_min;
    const char *about = minutes == 0
                            ? clocks
                            : tf_words_printf(arena,
                                              tf_trn(lang, "%s; what follows begins %lu minute later",
                                                     "%s; what follows begins %lu minutes later", minutes),
                                              clocks, minutes);
    struct tf_sheet_line *line = tf_sheet_line(sheet, tf_tr(lang, "One more after it"), about);
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_PLUS, tf_tr(lang, "Insert"), TF_TASK_DO_INSERT, 0);
    }
}

static void say_split(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                      int row, bool is_used)
{
    enum tf_lang lang = state->lang;
    const struct tf_slot *slot = state->board->grid->slots[row];
    int64_t middle = middle_of(slot);
    const char *first = tf_words_clocks(arena, lang, state->zone, slot->start, middle);
    const char *second = tf_words_clocks(arena, lang, state->zone, middle, slot->end);
    const char *about =
        is_used
            ? tf_words_printf(arena, tf_tr(lang, "%s and %s; its sessions stay in the first"), first, second)
            : tf_words_printf(arena, tf_tr(lang, "%s and %s"), first, second);
    struct tf_sheet_line *line = tf_sheet_line(sheet, tf_tr(lang, "Two of it"), about);
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "Split"), TF_TASK_DO_SPLIT, 0)->why_not =
            slot->end - slot->start < 2 * SHORTEST_S ? tf_tr(lang, "It is too short for two.") : NULL;
    }
}

static void say_join(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                     int row)
{
    enum tf_lang lang = state->lang;
    const struct tf_grid *grid = state->board->grid;
    const struct tf_slot *slot = grid->slots[row], *next = next_of(grid, row);
    if (next == NULL || next->kind != slot->kind) {
        return;
    }
    const char *clocks = tf_words_clocks(arena, lang, state->zone, slot->start, next->end);
    unsigned long count = left_over(grid, row);
    const char *about = count == 0 ? clocks
                                   : tf_words_printf(arena,
                                                     tf_trn(lang, "%s; %lu session looks for a place again",
                                                            "%s; %lu sessions look for a place again", count),
                                                     clocks, count);
    struct tf_sheet_line *line = tf_sheet_line(sheet, tf_tr(lang, "One of it and the next"), about);
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_NO_SIGN, tf_tr(lang, "Join"), TF_TASK_DO_JOIN, 0);
    }
}

void tf_task_row_fill(struct tf_sheet *sheet, struct tf_arena *arena, const struct tf_app_state *state,
                      int row)
{
    enum tf_lang lang = state->lang;
    enum { LINES = 6 };
    const struct tf_slot *slot = state->board->grid->slots[row];
    bool is_used = tf_task_row_sessions(state->board->grid, row) > 0;
    sheet->heading = tf_words_clocks(arena, lang, state->zone, slot->start, slot->end);
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    bool asks = slot->kind == TF_SLOT_SESSION && gathering != NULL && gathering->rotates;
    sheet->field = asks ? tf_tr(lang, "The question of this round") : tf_tr(lang, "Its new name");
    sheet->placeholder = asks ? tf_tr(lang, "What matters to us here?") : tf_tr(lang, "Opening circle");
    sheet->enter = tf_tr(lang, "Done");
    tf_sheet_room(sheet, arena, LINES);
    say_insert(sheet, arena, state, row);
    say_split(sheet, arena, state, row, is_used);
    say_join(sheet, arena, state, row);
    say_kind(sheet, lang, slot, is_used, asks);
    struct tf_sheet_line *line = tf_sheet_line(sheet, tf_tr(lang, "Without it"), "");
    if (line != NULL) {
        tf_sheet_button(line, TF_SHEET_CLOSE, tf_tr(lang, "Remove"), TF_TASK_DO_REMOVE_SLOT,
                        slot->record.key.id)
            ->why_not = is_used ? tf_words_reason(lang, TF_REASON_SLOT_IN_USE) : NULL;
    }
    tf_sheet_foot(sheet, TF_SHEET_CHECK, tf_tr(lang, "All times"), TF_TASK_DO_CHOOSE, 0);
    tf_sheet_foot_undo(sheet, state);
}

size_t tf_task_row_sessions(const struct tf_grid *grid, int row)
{
    size_t count = 0;
    for (size_t i = 0; i < grid->placement_count; i++) {
        count += grid->extents[i].first_slot <= row && row <= grid->extents[i].last_slot;
    }
    return count;
}

void tf_task_row_act(struct tf_app *app, enum tf_task_do what, uint64_t b)
{
    const struct tf_grid *grid = app->board->grid;
    int row = tf_grid_slot_index(grid, app->task.chosen);
    if (row < 0) {
        return;
    }
    const struct tf_slot *slot = grid->slots[row], *next = next_of(grid, row);
    switch (what) {
    case TF_TASK_DO_INSERT:
        insert(app, row);
        break;
    case TF_TASK_DO_SPLIT:
        if (slot->end - slot->start >= 2 * SHORTEST_S) {
            split(app, row);
        }
        break;
    case TF_TASK_DO_JOIN:
        if (next != NULL && next->kind == slot->kind) {
            join(app, row);
        }
        break;
    case TF_TASK_DO_KIND:
        change_kind(app, app->task.chosen, b);
        break;
    case TF_TASK_DO_TYPE:
        tf_task_type(app, app->task.chosen, slot->title);
        break;
    default:
        break;
    }
}
