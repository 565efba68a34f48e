#include "core/rules_internal.h"

#include <stdlib.h>

/* ---- order: positions are unique; whoever changes the order numbers all from 0 ---- */

static enum tf_err set_position(struct tf_decision *d, const struct tf_record *space, int64_t position)
{
    struct tf_space want = {.record.kind = TF_KIND_SPACE, .position = position};
    return tf_rules_change(d, space, &want.record, tf_schema_mask(TF_KIND_SPACE, "position"));
}

/* Numbers the board's spaces in their order, without `without` (0: all), leaving `gap` (-1: none) free. */
static enum tf_err make_room_at(struct tf_decision *d, uint64_t without, int64_t gap)
{
    const struct tf_grid *grid = d->board->grid;
    int64_t position = 0;
    for (size_t i = 0; i < grid->space_count; i++) {
        const struct tf_record *space = &grid->spaces[i]->record;
        if (space->key.id == without) {
            continue;
        }
        if (position == gap) {
            position++;
        }
        enum tf_err err = set_position(d, space, position++);
        if (err != TF_OK) {
            return err;
        }
    }
    return TF_OK;
}

static int64_t clamp(int64_t number, int64_t low, int64_t high)
{
    return number < low ? low : number > high ? high : number;
}

struct listed {
    const struct tf_record *record;
    bool is_changed; /* by this event: it goes before others of its position */
};

static int by_position(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;
    int64_t a_at = TF_SPACE(a->record)->position, b_at = TF_SPACE(b->record)->position;
    if (a_at != b_at) {
        return a_at < b_at ? -1 : 1;
    }
    if (a->is_changed != b->is_changed) {
        return a->is_changed ? -1 : 1;
    }
    return tf_key_compare(a->record->key, b->record->key);
}

/* The spaces as this event leaves them. */
static size_t list_spaces(const struct tf_decision *d, struct listed *list)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(d->board->tables[TF_KIND_SPACE]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_record *now = tf_rules_now(d, TF_KIND_SPACE, it.record->key);
        if (now != NULL) {
            list[count++] = (struct listed){now, now != it.record};
        }
    }
    for (size_t i = 0; i < d->event->change_count; i++) {
        const struct tf_change *change = &d->event->changes[i];
        if (change->kind == TF_KIND_SPACE && change->before == NULL) {
            list[count++] = (struct listed){change->after, true};
        }
    }
    return count;
}

enum tf_err tf_rules_settle_positions(struct tf_decision *d)
{
    size_t most = tf_table_count(d->board->tables[TF_KIND_SPACE]), added = 0;
    for (size_t i = 0; i < d->event->change_count; i++) {
        added += d->event->changes[i].kind == TF_KIND_SPACE ? 1 : 0;
    }
    if (added == 0) {
        return TF_OK;
    }
    struct listed *list = calloc(most + added, sizeof(*list));
    if (list == NULL) {
        return TF_ERR_NOMEM;
    }
    size_t count = list_spaces(d, list);
    qsort(list, count, sizeof(*list), by_position);
    bool twice = false;
    for (size_t i = 1; i < count; i++) {
        twice |= TF_SPACE(list[i].record)->position == TF_SPACE(list[i - 1].record)->position;
    }
    enum tf_err err = TF_OK;
    for (size_t i = 0; twice && i < count && err == TF_OK; i++) {
        err = set_position(d, list[i].record, (int64_t)i);
    }
    free(list);
    return err;
}

/* ---- verbs ---- */

enum tf_err tf_rules_add_space(struct tf_decision *d)
{
    const struct tf_record *record = d->command->record;
    enum tf_err err = tf_rules_want_record(d, TF_KIND_SPACE);
    if (err == TF_OK) {
        err = tf_rules_check_new(d, TF_KIND_SPACE, record->key);
    }
    if (err != TF_OK) {
        return err;
    }
    int64_t at = clamp(TF_SPACE(record)->position, 0, (int64_t)d->board->grid->space_count);
    err = make_room_at(d, 0, at);
    return err == TF_OK ? set_position(d, record, at) : err;
}

/* Whatever is in the space goes back to the unplaced. */
static enum tf_err empty_space(struct tf_decision *d, uint64_t space)
{
    const struct tf_grid *grid = d->board->grid;
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct tf_placement *placement = grid->placements[i];
        if (placement->space != space) {
            continue;
        }
        enum tf_err err = tf_rules_unplace(d, placement);
        if (err != TF_OK) {
            return err;
        }
        if (d->warning.displaced == 0) {
            d->warning.displaced = placement->session;
        }
    }
    return tf_rules_settle(d);
}

/* A space that holds two in one cell stays shared. */
static enum tf_err check_not_shared(struct tf_decision *d, int space)
{
    const struct tf_grid *grid = d->board->grid;
    for (int row = 0; (size_t)row < grid->slot_count; row++) {
        const struct tf_placement *first = tf_grid_cell(grid, space, row);
        const struct tf_placement *second = first == NULL ? NULL : tf_grid_cell_next(grid, space, row, first);
        if (second != NULL) {
            enum tf_err err = tf_rules_refuse(d, TF_REASON_CELL_TAKEN, second->session);
            tf_rules_offer(d, (struct tf_cell){second->space, second->slot}, tf_rules_rows(grid, second),
                           second);
            return err;
        }
    }
    return TF_OK;
}

enum tf_err tf_rules_edit_space(struct tf_decision *d)
{
    const struct tf_command *command = d->command;
    const struct tf_grid *grid = d->board->grid;
    int index = tf_grid_space_index(grid, command->space);
    if (index < 0) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_SPACE, command->space);
    }
    enum tf_err err = tf_rules_want_record(d, TF_KIND_SPACE);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_space *space = grid->spaces[index], *wanted = TF_SPACE(command->record);
    uint64_t position = tf_schema_mask(TF_KIND_SPACE, "position");
    err = tf_rules_change(d, &space->record, command->record,
                          command->fields & tf_schema_all(TF_KIND_SPACE) & ~position);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *now = tf_rules_now(d, TF_KIND_SPACE, space->record.key);
    if (TF_SPACE(now)->closed && !space->closed) {
        err = empty_space(d, command->space);
    } else if (space->shared && !TF_SPACE(now)->shared) {
        err = check_not_shared(d, index);
    }
    if (err != TF_OK || (command->fields & position) == 0) {
        return err;
    }
    int64_t to = clamp(wanted->position, 0, (int64_t)grid->space_count - 1);
    if (to == index) {
        return TF_OK;
    }
    err = make_room_at(d, command->space, to);
    now = tf_rules_now(d, TF_KIND_SPACE, space->record.key);
    return err == TF_OK ? set_position(d, now, to) : err;
}

enum tf_err tf_rules_remove_space(struct tf_decision *d)
{
    const struct tf_space *space = tf_board_space(d->board, d->command->space);
    if (space == NULL) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_SPACE, d->command->space);
    }
    enum tf_err err = empty_space(d, d->command->space);
    if (err == TF_OK) {
        err = tf_rules_drop(d, &space->record);
    }
    return err == TF_OK ? make_room_at(d, d->command->space, -1) : err;
}
