#include "core/rules_internal.h"

#include "base/zone.h"

#define SHIFT_MINUTES_MAX (24 * 60)

/* ---- the gathering ---- */

/* What follows from a change of phase. Who moves it by hand, or takes an announcement back, has decided for
 * the row that was announced too: the clock does not ask again. */
static enum tf_err follow_phase(struct tf_decision *d)
{
    const struct tf_gathering *was = tf_board_gathering(d->board);
    const struct tf_record *now = tf_rules_now(d, TF_KIND_GATHERING, was->record.key);
    struct tf_gathering want = *TF_GATHERING(now);
    bool moved = want.phase != was->phase;
    bool is_stale = moved || (was->by_clock && !want.by_clock);
    if (is_stale && want.next_phase_at == was->next_phase_at && want.next_phase == was->next_phase) {
        want.next_phase_at = 0;
    }
    bool by_hand = d->command->actor.role != TF_ROLE_SYSTEM;
    bool is_new = want.next_phase_at != was->next_phase_at && want.next_phase_at != 0;
    if (by_hand && want.by_clock && is_new) { /* two would announce, one against the other */
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, was->record.key.id, "next_phase_at");
    }
    bool dropped = by_hand && was->next_phase_at != 0 && want.next_phase_at == 0;
    if (moved) {
        want.phase_since = d->command->at;
    }
    if (dropped && was->next_phase_at > want.phase_since) {
        want.phase_since = was->next_phase_at;
    }
    uint64_t fields =
        tf_schema_mask(TF_KIND_GATHERING, "phase_since") | tf_schema_mask(TF_KIND_GATHERING, "next_phase_at");
    return tf_rules_change(d, now, &want.record, fields);
}

enum tf_err tf_rules_set_up(struct tf_decision *d)
{
    const struct tf_gathering *gathering = tf_board_gathering(d->board);
    const struct tf_record *record = d->command->record;
    enum tf_err err = tf_rules_want_record(d, TF_KIND_GATHERING);
    if (err != TF_OK) {
        return err;
    }
    uint64_t fields = gathering == NULL ? tf_schema_all(TF_KIND_GATHERING) : d->command->fields;
    if ((fields & tf_schema_mask(TF_KIND_GATHERING, "title")) != 0 &&
        TF_GATHERING(record)->title[0] == '\0') {
        return tf_rules_refuse_field(d, TF_REASON_NEEDS_TITLE, record->key.id, "title");
    }
    if (gathering == NULL) {
        return tf_rules_put_copy(d, record);
    }
    /* Every guid that was ever given out hangs on this one. */
    uint64_t editable = tf_schema_all(TF_KIND_GATHERING) & ~tf_schema_mask(TF_KIND_GATHERING, "guid");
    err = tf_rules_check_fields(d, &gathering->record, editable);
    if (err == TF_OK) {
        err = tf_rules_change(d, &gathering->record, record, fields & editable);
    }
    if (err == TF_OK) {
        err = follow_phase(d);
    }
    return err == TF_OK ? tf_rules_post_drafts(d) : err;
}

/* ---- rows ---- */

static bool do_overlap(const struct tf_slot *a, const struct tf_slot *b)
{
    return a->start < b->end && b->start < a->end;
}

/* A row as it is to be, against all others: no overlap, and the days in order of time. */
static enum tf_err check_row(struct tf_decision *d, const struct tf_slot *slot)
{
    const struct tf_grid *grid = d->board->grid;
    uint64_t id = slot->record.key.id;
    if (!tf_rules_is_time(slot->start)) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, id, "start");
    }
    if (!tf_rules_is_time(slot->end)) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, id, "end");
    }
    size_t days = 1; /* its own and those of the others */
    int64_t last_day = slot->day;
    for (size_t i = 0; i < grid->slot_count; i++) {
        const struct tf_slot *other = grid->slots[i];
        if (other->record.key.id == id) {
            continue;
        }
        if (do_overlap(slot, other)) {
            return tf_rules_refuse(d, TF_REASON_SLOT_OVERLAPS, other->record.key.id);
        }
        if (other->start < slot->start ? other->day > slot->day : other->day < slot->day) {
            return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, id, "day");
        }
        if (other->day != slot->day && other->day != last_day) {
            days++;
            last_day = other->day;
        }
    }
    return days > TF_DAYS_MAX ? tf_rules_refuse_field(d, TF_REASON_FULL, id, "day") : TF_OK;
}

enum tf_err tf_rules_add_slot(struct tf_decision *d)
{
    const struct tf_record *record = d->command->record;
    enum tf_err err = tf_rules_want_record(d, TF_KIND_SLOT);
    if (err == TF_OK) {
        err = tf_rules_check_new(d, TF_KIND_SLOT, record->key);
    }
    if (err == TF_OK) {
        err = tf_rules_put_copy(d, record);
    }
    return err == TF_OK ? check_row(d, TF_SLOT(record)) : err;
}

static const struct tf_placement *first_in_row(const struct tf_grid *grid, int row)
{
    for (int space = 0; (size_t)space < grid->space_count; space++) {
        const struct tf_placement *there = tf_grid_cell(grid, space, row);
        if (there != NULL) {
            return there;
        }
    }
    return NULL;
}

enum tf_err tf_rules_edit_slot(struct tf_decision *d)
{
    const struct tf_grid *grid = d->board->grid;
    int row = tf_grid_slot_index(grid, d->command->slot);
    if (row < 0) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_SLOT, d->command->slot);
    }
    const struct tf_slot *before = grid->slots[row];
    enum tf_err err = tf_rules_want_record(d, TF_KIND_SLOT);
    if (err == TF_OK) {
        err = tf_rules_change(d, &before->record, d->command->record,
                              d->command->fields & tf_schema_all(TF_KIND_SLOT));
    }
    if (err != TF_OK) {
        return err;
    }
    const struct tf_slot *after = TF_SLOT(tf_rules_now(d, TF_KIND_SLOT, before->record.key));
    const struct tf_placement *there = first_in_row(grid, row);
    if (after->kind != TF_SLOT_SESSION && there != NULL) {
        return tf_rules_refuse(d, TF_REASON_SLOT_IN_USE, there->session);
    }
    err = check_row(d, after);
    /* A row that jumps over others may tear a session over several rows apart, or push one into another. */
    return err == TF_OK ? tf_rules_verify(d, TF_REASON_SLOT_IN_USE) : err;
}

/* Without this row: who had only this one is unplaced, who had more keeps the rest. */
static enum tf_err leave_row(struct tf_decision *d, const struct tf_placement *placement, int row)
{
    static const char *const FIELDS[] = {"slot", "last_slot", NULL};
    const struct tf_grid *grid = d->board->grid;
    uint64_t id = grid->slots[row]->record.key.id;
    if (placement->slot == id && placement->last_slot == id) {
        if (d->warning.displaced == 0) {
            d->warning.displaced = placement->session;
        }
        return tf_rules_unplace(d, placement);
    }
    struct tf_placement want = {
        .record.kind = TF_KIND_PLACEMENT, .slot = placement->slot, .last_slot = placement->last_slot};
    if (placement->slot == id) {
        want.slot = grid->slots[tf_rules_row_after(grid, row)]->record.key.id;
    } else if (placement->last_slot == id) {
        want.last_slot = grid->slots[tf_rules_row_before(grid, row)]->record.key.id;
    } else {
        return TF_OK; /* a row in its middle */
    }
    return tf_rules_change(d, &placement->record, &want.record, tf_rules_mask(TF_KIND_PLACEMENT, FIELDS));
}

enum tf_err tf_rules_remove_slot(struct tf_decision *d)
{
    const struct tf_grid *grid = d->board->grid;
    int row = tf_grid_slot_index(grid, d->command->slot);
    if (row < 0) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_SLOT, d->command->slot);
    }
    for (int space = 0; (size_t)space < grid->space_count; space++) {
        const struct tf_placement *there = tf_grid_cell(grid, space, row);
        for (; there != NULL; there = tf_grid_cell_next(grid, space, row, there)) {
            enum tf_err err = leave_row(d, there, row);
            if (err != TF_OK) {
                return err;
            }
        }
    }
    enum tf_err err = tf_rules_settle(d);
    return err == TF_OK ? tf_rules_drop(d, &grid->slots[row]->record) : err;
}

static enum tf_err move_row(struct tf_decision *d, const struct tf_slot *slot, int64_t by_s)
{
    static const char *const FIELDS[] = {"start", "end", NULL};
    struct tf_slot want = {.record.kind = TF_KIND_SLOT, .start = slot->start + by_s, .end = slot->end + by_s};
    if (!tf_rules_is_time(want.start) || !tf_rules_is_time(want.end)) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, slot->record.key.id, "minutes");
    }
    return tf_rules_change(d, &slot->record, &want.record, tf_rules_mask(TF_KIND_SLOT, FIELDS));
}

/* The rows that move keep their order, so only the row before the first and the one after the last matter. */
enum tf_err tf_rules_shift(struct tf_decision *d)
{
    const struct tf_grid *grid = d->board->grid;
    int64_t minutes = d->command->minutes;
    int first = tf_grid_slot_index(grid, d->command->slot);
    if (first < 0) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_SLOT, d->command->slot);
    }
    if (minutes > SHIFT_MINUTES_MAX || minutes < -SHIFT_MINUTES_MAX) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, d->command->slot, "minutes");
    }
    size_t row = (size_t)first, last = row;
    int64_t by_s = minutes * 60, day = grid->slots[row]->day;
    for (; row < grid->slot_count && grid->slots[row]->day == day; row++) {
        enum tf_err err = move_row(d, grid->slots[row], by_s);
        if (err != TF_OK) {
            return err;
        }
        last = row;
    }
    if (first > 0 && grid->slots[first]->start + by_s < grid->slots[first - 1]->end) {
        return tf_rules_refuse(d, TF_REASON_SLOT_OVERLAPS, grid->slots[first - 1]->record.key.id);
    }
    if (row < grid->slot_count && grid->slots[last]->end + by_s > grid->slots[row]->start) {
        return tf_rules_refuse(d, TF_REASON_SLOT_OVERLAPS, grid->slots[row]->record.key.id);
    }
    return TF_OK;
}
