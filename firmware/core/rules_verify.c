/* Is the board sound after this event? For the verbs whose effect is not known beforehand. What the event
 * changed is looked at record by record, the grid as a whole; the records' own form was checked when they
 * were put. tf_board_check() has the list that this keeps to. */
#include "core/rules_internal.h"

#include <stdlib.h>
#include <string.h>

struct verifying {
    struct tf_decision *d;
    const struct tf_board *next;
    enum tf_reason otherwise;
};

static bool is_changed(const struct verifying *v, const struct tf_record *record)
{
    return tf_board_get(v->d->board, record->kind, record->key) != record;
}

/* What this event itself brings is named; what it breaks of others is what `otherwise` says. */
static enum tf_err broken(struct verifying *v, const struct tf_record *record, enum tf_reason reason,
                          uint64_t subject)
{
    return tf_rules_refuse(v->d, is_changed(v, record) ? reason : v->otherwise, subject);
}

/* ---- the grid ---- */

static enum tf_err verify_spaces(struct verifying *v)
{
    const struct tf_grid *grid = v->next->grid;
    for (size_t i = 1; i < grid->space_count; i++) {
        if (grid->spaces[i]->position == grid->spaces[i - 1]->position) {
            return tf_rules_refuse_field(v->d, TF_REASON_BAD_VALUE, grid->spaces[i]->record.key.id,
                                         "position");
        }
    }
    return TF_OK;
}

static enum tf_err verify_slots(struct verifying *v)
{
    const struct tf_grid *grid = v->next->grid;
    for (size_t i = 1; i < grid->slot_count; i++) {
        const struct tf_slot *before = grid->slots[i - 1], *slot = grid->slots[i];
        if (before->end > slot->start) {
            bool slot_is_new = is_changed(v, &slot->record);
            return tf_rules_refuse(v->d, TF_REASON_SLOT_OVERLAPS,
                                   slot_is_new ? before->record.key.id : slot->record.key.id);
        }
    }
    if (grid->day_count > TF_DAYS_MAX) {
        return tf_rules_refuse_field(v->d, TF_REASON_FULL, 0, "day");
    }
    return TF_OK;
}

static enum tf_err verify_placement(struct verifying *v, const struct tf_placement *placement)
{
    const struct tf_board *next = v->next;
    const struct tf_record *record = &placement->record;
    const struct tf_session *session = tf_board_session(next, placement->session);
    const struct tf_space *space = tf_board_space(next, placement->space);
    const struct tf_slot *first = tf_board_slot(next, placement->slot);
    const struct tf_slot *last = tf_board_slot(next, placement->last_slot);
    if (session == NULL) {
        return broken(v, record, TF_REASON_UNKNOWN_SESSION, placement->session);
    }
    if (tf_session_is_gone(session)) {
        return broken(v, record, TF_REASON_SESSION_GONE, placement->session);
    }
    if (space == NULL) {
        return broken(v, record, TF_REASON_UNKNOWN_SPACE, placement->space);
    }
    if (space->closed) {
        return broken(v, record, TF_REASON_SPACE_CLOSED, placement->space);
    }
    if (first == NULL || last == NULL) {
        return broken(v, record, TF_REASON_UNKNOWN_SLOT,
                      first == NULL ? placement->slot : placement->last_slot);
    }
    if (first->kind != TF_SLOT_SESSION || last->kind != TF_SLOT_SESSION) {
        return broken(v, record, TF_REASON_NOT_A_SESSION_SLOT, placement->session);
    }
    if (first->day != last->day || last->start < first->start) {
        return broken(v, record, TF_REASON_NOTHING_AFTER, placement->session);
    }
    return TF_OK;
}

static void offer(struct verifying *v, const struct tf_placement *placement)
{
    struct tf_cell wish = {placement->space, placement->slot};
    tf_rules_offer(v->d, wish, tf_rules_rows(v->next->grid, placement), NULL);
}

static enum tf_err verify_placements(struct verifying *v)
{
    struct tf_table_iter it = tf_table_first(v->next->tables[TF_KIND_PLACEMENT]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_placement *placement = TF_PLACEMENT(it.record);
        enum tf_err err = verify_placement(v, placement);
        if (err != TF_OK) {
            if (is_changed(v, it.record)) {
                offer(v, placement);
            }
            return err;
        }
    }
    return TF_OK;
}

/* Says who is in the cell, and where else the one that this event brings could go. */
static enum tf_err refuse_double(struct verifying *v, const struct tf_placement *a,
                                 const struct tf_placement *b)
{
    bool a_is_new = is_changed(v, &a->record);
    const struct tf_placement *newer = a_is_new ? a : b, *older = a_is_new ? b : a;
    enum tf_err err = broken(v, &newer->record, TF_REASON_CELL_TAKEN, older->session);
    if (v->d->refusal.reason == TF_REASON_CELL_TAKEN) {
        tf_rules_offer(v->d, (struct tf_cell){newer->space, newer->slot}, tf_rules_rows(v->next->grid, newer),
                       NULL);
    }
    return err;
}

static enum tf_err verify_cells(struct verifying *v)
{
    const struct tf_grid *grid = v->next->grid;
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct tf_placement *placement = grid->placements[i];
        int space = tf_grid_space_index(grid, placement->space);
        int last = tf_grid_slot_index(grid, placement->last_slot);
        if (grid->spaces[space]->shared) {
            continue;
        }
        for (int row = tf_grid_slot_index(grid, placement->slot); row >= 0 && row <= last;
             row = tf_rules_row_after(grid, row)) {
            const struct tf_placement *there = tf_grid_cell(grid, space, row);
            if (there != NULL && there != placement) {
                return refuse_double(v, placement, there);
            }
        }
    }
    return TF_OK;
}

/* ---- sessions and what belongs to them ---- */

static int by_code(const void *left, const void *right)
{
    const struct tf_session *a = *(const struct tf_session *const *)left;
    const struct tf_session *b = *(const struct tf_session *const *)right;
    return strcmp(a->code, b->code);
}

static enum tf_err verify_codes(struct verifying *v)
{
    const struct tf_table *table = v->next->tables[TF_KIND_SESSION];
    const struct tf_session **sessions = calloc(tf_table_count(table) + 1, sizeof(*sessions));
    size_t count = 0;
    enum tf_err err = TF_OK;
    if (sessions == NULL) {
        return TF_ERR_NOMEM;
    }
    for (struct tf_table_iter it = tf_table_first(table); it.record != NULL; tf_table_next(&it)) {
        sessions[count++] = TF_SESSION(it.record);
    }
    qsort(sessions, count, sizeof(*sessions), by_code);
    for (size_t i = 1; i < count && err == TF_OK; i++) {
        if (strcmp(sessions[i - 1]->code, sessions[i]->code) == 0) {
            bool second_is_new = is_changed(v, &sessions[i]->record);
            err = tf_rules_refuse(v->d, TF_REASON_CODE_TAKEN,
                                  sessions[second_is_new ? i - 1 : i]->record.key.id);
        }
    }
    free(sessions);
    return err;
}

static enum tf_err verify_merged(struct verifying *v)
{
    const struct tf_table *table = v->next->tables[TF_KIND_SESSION];
    for (struct tf_table_iter it = tf_table_first(table); it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        for (size_t steps = 0; session != NULL && session->state == TF_SESSION_MERGED; steps++) {
            bool in_a_circle = steps > tf_table_count(table);
            session = in_a_circle ? NULL : tf_board_session(v->next, session->merged_into);
        }
        if (session == NULL) {
            return broken(v, it.record, TF_REASON_UNKNOWN_SESSION, TF_SESSION(it.record)->merged_into);
        }
    }
    return TF_OK;
}

static bool owns_anything(const struct tf_board *board, uint64_t session)
{
    static const enum tf_kind OWNED[] = {TF_KIND_STAR, TF_KIND_NOTE, TF_KIND_ACTION};
    for (size_t i = 0; i < sizeof(OWNED) / sizeof(OWNED[0]); i++) {
        struct tf_table_iter it = tf_table_from(board->tables[OWNED[i]], (struct tf_key){session, 0});
        if (it.record != NULL && it.record->key.owner == session) {
            return true;
        }
    }
    return false;
}

static enum tf_err verify_session(struct verifying *v, const struct tf_change *change)
{
    uint64_t id = change->key.id;
    if (change->after == NULL) {
        return owns_anything(v->next, id) ? tf_rules_refuse(v->d, v->otherwise, id) : TF_OK;
    }
    const struct tf_session *after = TF_SESSION(change->after);
    if (after->device != 0 && tf_board_has_star(v->next, id, after->device)) {
        return tf_rules_refuse(v->d, TF_REASON_OWN_SESSION, id);
    }
    return TF_OK;
}

static enum tf_err verify_owned(struct verifying *v, const struct tf_change *change)
{
    const struct tf_session *session = tf_board_session(v->next, change->key.owner);
    if (change->after == NULL) {
        return TF_OK;
    }
    if (session == NULL) {
        return tf_rules_refuse(v->d, TF_REASON_UNKNOWN_SESSION, change->key.owner);
    }
    if (change->kind == TF_KIND_STAR && session->device == change->key.id) {
        return tf_rules_refuse(v->d, TF_REASON_OWN_SESSION, change->key.owner);
    }
    return TF_OK;
}

/* As board_check.c has it: topics are few, so all of them are looked at when one of them changed. */
static enum tf_err verify_topics(struct verifying *v)
{
    const struct tf_table *topics = v->next->tables[TF_KIND_TOPIC];
    struct tf_table_iter it = tf_table_first(topics);
    for (; it.record != NULL; tf_table_next(&it)) {
        uint64_t into = TF_TOPIC(it.record)->into;
        const struct tf_record *head = into != 0 ? tf_table_get(topics, (struct tf_key){0, into}) : NULL;
        if (into != 0 && (head == NULL || TF_TOPIC(head)->into != 0)) {
            return tf_rules_refuse(v->d, v->otherwise, it.record->key.id);
        }
    }
    it = tf_table_first(v->next->tables[TF_KIND_DOT]);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (tf_table_get(topics, (struct tf_key){0, TF_DOT(it.record)->topic}) == NULL) {
            return tf_rules_refuse(v->d, v->otherwise, it.record->key.id);
        }
    }
    return TF_OK;
}

static enum tf_err verify_changes(struct verifying *v)
{
    const struct tf_event *event = v->d->event;
    bool has_sessions = false, has_topics = false;
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < event->change_count && err == TF_OK; i++) {
        const struct tf_change *change = &event->changes[i];
        has_topics = has_topics || change->kind == TF_KIND_TOPIC || change->kind == TF_KIND_DOT;
        if (change->kind == TF_KIND_SESSION) {
            has_sessions = true;
            err = verify_session(v, change);
        } else if (tf_schema_of(change->kind)->owner_name != NULL) {
            err = verify_owned(v, change);
        }
    }
    if (err == TF_OK && has_topics) {
        err = verify_topics(v);
    }
    if (err == TF_OK && has_sessions) {
        err = verify_codes(v);
    }
    return err == TF_OK && has_sessions ? verify_merged(v) : err;
}

static enum tf_err verify_gathering(struct verifying *v)
{
    if (tf_board_gathering(v->next) != NULL) {
        return TF_OK;
    }
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        if (tf_table_count(v->next->tables[kind]) > 0) {
            bool had_one = tf_board_gathering(v->d->board) != NULL;
            return tf_rules_refuse(v->d, had_one ? v->otherwise : TF_REASON_NO_EVENT, 0);
        }
    }
    return TF_OK;
}

enum tf_err tf_rules_verify(struct tf_decision *d, enum tf_reason otherwise)
{
    static enum tf_err (*const CHECKS[])(struct verifying *) = {
        verify_gathering, verify_changes, verify_spaces, verify_slots, verify_placements, verify_cells,
    };
    struct tf_board *next = NULL;
    /* The board is only looked at and its reference counts go up and down; sequence is the ledger's to give
     * and is lent for the try. */
    d->event->sequence = d->board->revision + 1;
    enum tf_err err = tf_board_apply(&next, (struct tf_board *)d->board, d->event);
    d->event->sequence = 0;
    if (err == TF_ERR_LIMIT) {
        return tf_rules_refuse(d, TF_REASON_FULL, 0);
    }
    if (err != TF_OK) {
        return err;
    }
    struct verifying v = {.d = d, .next = next, .otherwise = otherwise};
    for (size_t i = 0; err == TF_OK && i < sizeof(CHECKS) / sizeof(CHECKS[0]); i++) {
        err = CHECKS[i](&v);
    }
    tf_board_unref(next);
    return err;
}

enum tf_err tf_rules_replace(struct tf_decision *d, tf_rules_one *take_away, tf_rules_one *put)
{
    const struct tf_command *command = d->command;
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < command->removal_count && err == TF_OK; i++) {
        err = take_away(d, command->removals[i]);
    }
    for (size_t i = 0; i < command->record_count && err == TF_OK; i++) {
        err = put(d, command->records[i]);
    }
    if (err == TF_OK) {
        err = tf_rules_post_drafts(d);
    }
    if (err == TF_OK) {
        err = tf_rules_settle(d);
    }
    return err == TF_OK ? tf_rules_verify(d, TF_REASON_BAD_VALUE) : err;
}
