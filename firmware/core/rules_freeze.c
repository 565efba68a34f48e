/* The last minutes before a row: people are on their way to where the wall said. */
#include "core/policy.h"
#include "core/rules_internal.h"

bool tf_rules_is_frozen(const struct tf_decision *d, int row)
{
    return tf_policy_freezes(tf_board_gathering(d->board), d->command->actor.role, d->board->grid->slots[row],
                             d->command->at);
}

/* Where a placement is in that row: its space; 0: not in that row. */
static uint64_t space_in(const struct tf_grid *grid, const struct tf_record *record, int row)
{
    if (record == NULL) {
        return 0;
    }
    const struct tf_placement *placement = TF_PLACEMENT(record);
    bool covers = tf_grid_slot_index(grid, placement->slot) <= row &&
                  row <= tf_grid_slot_index(grid, placement->last_slot);
    return covers ? placement->space : 0;
}

static const struct tf_change *touching(const struct tf_decision *d, int row)
{
    const struct tf_grid *grid = d->board->grid;
    for (size_t i = 0; i < d->event->change_count; i++) {
        const struct tf_change *change = &d->event->changes[i];
        if (change->kind == TF_KIND_PLACEMENT &&
            space_in(grid, change->before, row) != space_in(grid, change->after, row)) {
            return change;
        }
    }
    return NULL;
}

/* Other cells help who wished for one of this row; what stands in it stays. */
static enum tf_err refuse(struct tf_decision *d, const struct tf_change *change, int row)
{
    uint64_t slot = d->board->grid->slots[row]->record.key.id;
    enum tf_err err = tf_rules_refuse(d, TF_REASON_FROZEN, slot);
    if (d->command->slot == slot) {
        const struct tf_placement *mover = change->before != NULL ? TF_PLACEMENT(change->before) : NULL;
        tf_rules_offer(d, (struct tf_cell){d->command->space, slot},
                       mover != NULL ? tf_rules_rows(d->board->grid, mover) : 1, mover);
    }
    return err;
}

enum tf_err tf_rules_check_frozen(struct tf_decision *d)
{
    enum tf_verb verb = d->command->verb;
    if (d->command->actor.role != TF_ROLE_GUEST || verb == TF_VERB_WITHDRAW || verb == TF_VERB_MERGE) {
        return TF_OK;
    }
    for (size_t row = 0; row < d->board->grid->slot_count; row++) {
        const struct tf_change *change = tf_rules_is_frozen(d, (int)row) ? touching(d, (int)row) : NULL;
        if (change != NULL) {
            return refuse(d, change, (int)row);
        }
    }
    return TF_OK;
}
