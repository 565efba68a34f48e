/* A session is PLACED exactly when it has a placement. Whatever an event did to placements, this makes it so
 * again. */
#include "core/rules_internal.h"

#include <stdlib.h>

struct ids {
    uint64_t *list;
    size_t count;
};

static int by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static bool has_id(const struct ids *ids, uint64_t id)
{
    return bsearch(&id, ids->list, ids->count, sizeof(*ids->list), by_number) != NULL;
}

static void sort_ids(struct ids *ids)
{
    qsort(ids->list, ids->count, sizeof(*ids->list), by_number);
}

/* touched: sessions that this event might leave with the wrong state; put: those it places. */
static void collect(const struct tf_event *event, struct ids *touched, struct ids *put)
{
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        if (change->kind == TF_KIND_SESSION) {
            touched->list[touched->count++] = change->key.id;
        }
        if (change->kind != TF_KIND_PLACEMENT) {
            continue;
        }
        if (change->before != NULL) {
            touched->list[touched->count++] = TF_PLACEMENT(change->before)->session;
        }
        if (change->after != NULL) {
            touched->list[touched->count++] = TF_PLACEMENT(change->after)->session;
            put->list[put->count++] = TF_PLACEMENT(change->after)->session;
        }
    }
}

/* On the board, and not touched by the event. */
static bool stays_placed(const struct tf_decision *d, uint64_t session)
{
    const struct tf_placement *placement = NULL;
    while ((placement = tf_grid_placement_of(d->board->grid, session, placement)) != NULL) {
        if (tf_event_change_of(d->event, TF_KIND_PLACEMENT, placement->record.key) == NULL) {
            return true;
        }
    }
    return false;
}

/* Taken away by somebody who meant the space, the row or another session. A guest who takes a session off
 * the grid is its host; undo and what is like it (the past, an import) put things where they were. */
static bool is_taken_away(const struct tf_decision *d)
{
    switch (d->event->verb) {
    case TF_VERB_UNPLACE:
        return d->command->actor.role != TF_ROLE_GUEST;
    case TF_VERB_UNDO:
    case TF_VERB_PUT_BACK:
    case TF_VERB_IMPORT:
        return false;
    default:
        return true;
    }
}

/* What the host is told: the first place that it lost. */
static void note_loss(struct tf_session *want, const struct tf_decision *d, uint64_t session)
{
    for (size_t i = 0; is_taken_away(d) && i < d->event->change_count; i++) {
        const struct tf_change *change = &d->event->changes[i];
        if (change->kind != TF_KIND_PLACEMENT || change->before == NULL) {
            continue;
        }
        const struct tf_placement *placement = TF_PLACEMENT(change->before);
        int64_t start = tf_grid_start(d->board->grid, placement);
        if (placement->session == session && (want->lost_space == 0 || start < want->lost_at)) {
            want->lost_space = placement->space;
            want->lost_at = start;
        }
    }
}

static enum tf_err settle_session(struct tf_decision *d, uint64_t id, const struct ids *put)
{
    const struct tf_record *now = tf_rules_now(d, TF_KIND_SESSION, (struct tf_key){0, id});
    if (now == NULL || tf_session_is_gone(TF_SESSION(now))) {
        return TF_OK;
    }
    bool is_placed = has_id(put, id) || stays_placed(d, id);
    struct tf_session want = {.record.kind = TF_KIND_SESSION,
                              .state = is_placed ? TF_SESSION_PLACED : TF_SESSION_OPEN};
    static const char *const FIELDS[] = {"state", "lost_space", "lost_at", NULL};
    bool is_turned = TF_SESSION(now)->state != want.state;
    uint64_t mask = is_turned ? tf_rules_mask(TF_KIND_SESSION, FIELDS) : 0;
    if (has_id(put, id)) {
        mask |= tf_schema_mask(TF_KIND_SESSION, "gave_way");
    }
    if (!is_placed) {
        note_loss(&want, d, id);
    }
    return mask != 0 ? tf_rules_change(d, now, &want.record, mask) : TF_OK;
}

enum tf_err tf_rules_settle(struct tf_decision *d)
{
    enum tf_err err = tf_rules_settle_asks(d);
    size_t most = d->event->change_count;
    if (err != TF_OK || most == 0) {
        return err;
    }
    uint64_t *room = calloc(3 * most, sizeof(*room));
    if (room == NULL) {
        return TF_ERR_NOMEM;
    }
    struct ids put = {room, 0}, touched = {room + most, 0};
    collect(d->event, &touched, &put);
    sort_ids(&put);
    sort_ids(&touched); /* so that each is settled once, and not once for each of its placements */
    for (size_t i = 0; i < touched.count && err == TF_OK; i++) {
        if (i == 0 || touched.list[i] != touched.list[i - 1]) {
            err = settle_session(d, touched.list[i], &put);
        }
    }
    free(room);
    return err;
}
