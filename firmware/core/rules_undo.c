/* Undo takes an event back field by field: what it changed goes back to what it was, where it is still as the
 * event left it; what came later beside it stays. Undoing an undo is redoing. */
#include "core/rules_internal.h"

/* Guests take back what a guest did from the same device (the touchscreen is one), helpers what guests and
 * helpers did, organisers everything. */
static bool may_undo(const struct tf_decision *d)
{
    struct tf_actor actor = d->command->actor, past = d->past->actor;
    if (actor.role == TF_ROLE_GUEST) {
        return past.role == TF_ROLE_GUEST && past.device == actor.device;
    }
    return actor.role >= TF_ROLE_ORGANISER || past.role <= actor.role;
}

/* The order of spaces and a question that was asked give way: that somebody changed them meanwhile is no
 * reason to refuse. */
static uint64_t yielding(enum tf_kind kind)
{
    switch (kind) {
    case TF_KIND_SPACE:
        return tf_schema_mask(TF_KIND_SPACE, "position");
    case TF_KIND_SESSION:
        return tf_schema_mask(TF_KIND_SESSION, "asks_into");
    default:
        return 0;
    }
}

static enum tf_err check_lock(struct tf_decision *d, const struct tf_record *now)
{
    return now != NULL && now->kind == TF_KIND_PLACEMENT ? tf_rules_check_lock(d, TF_PLACEMENT(now)) : TF_OK;
}

/* What the log kept may be from a stranger's file, or from before a limit: on the board it would make a file
 * that cannot be loaded again. So it is looked at as a file's records are. */
static enum tf_err bring_back(struct tf_decision *d, const struct tf_record *before)
{
    enum tf_err err = tf_rules_check_kept(d, before);
    return err == TF_OK ? tf_rules_put(d, before) : err;
}

static enum tf_err bring_back_fields(struct tf_decision *d, const struct tf_record *now,
                                     const struct tf_record *before, uint64_t mask)
{
    const struct tf_record *merged = NULL;
    enum tf_err err = tf_record_merge(&merged, now, before, mask);
    if (err == TF_OK) {
        err = bring_back(d, merged);
    }
    tf_record_unref(merged);
    return err;
}

static enum tf_err reverse(struct tf_decision *d, const struct tf_change *change)
{
    const struct tf_record *now = tf_board_get(d->board, change->kind, change->key);
    uint64_t soft = yielding(change->kind);
    uint64_t mask = tf_record_diff(change->before, change->after);
    bool came_or_went = change->before == NULL || change->after == NULL;
    if (now == NULL && !came_or_went) { /* gone altogether */
        return (mask & ~soft) == 0 ? TF_OK : tf_rules_refuse(d, TF_REASON_CHANGED_SINCE, change->key.id);
    }
    uint64_t later = tf_record_diff(now, change->after) & mask;
    if ((later & ~soft) != 0) {
        /* Not as the event left it. It may be back already; else somebody has been here since. A draft that
         * the market's opening posted and somebody took up is no reason for the market to stay open. */
        bool is_back = (tf_record_diff(now, change->before) & mask & ~soft) == 0;
        bool was_posted = d->past->verb == TF_VERB_SET_UP && change->kind == TF_KIND_SESSION;
        return is_back || was_posted ? TF_OK : tf_rules_refuse(d, TF_REASON_CHANGED_SINCE, change->key.id);
    }
    enum tf_err err = check_lock(d, now);
    if (err != TF_OK) {
        return err;
    }
    if (came_or_went) {
        return change->before == NULL ? tf_rules_drop(d, now) : bring_back(d, change->before);
    }
    return bring_back_fields(d, now, change->before, mask & ~later);
}

/* What the clock did, taken back by a person: it would do it again at once. So the clock stands still until
 * somebody turns it on again. */
static enum tf_err stop_clock(struct tf_decision *d)
{
    const struct tf_gathering *was = tf_board_gathering(d->board);
    bool is_clocks = d->past->actor.role == TF_ROLE_SYSTEM && d->past->verb == TF_VERB_SET_UP;
    const struct tf_record *now =
        was != NULL && is_clocks ? tf_rules_now(d, TF_KIND_GATHERING, was->record.key) : NULL;
    if (now == NULL) {
        return TF_OK;
    }
    struct tf_gathering want = *TF_GATHERING(now);
    want.by_clock = false;
    want.next_phase_at = 0;
    uint64_t fields =
        tf_schema_mask(TF_KIND_GATHERING, "by_clock") | tf_schema_mask(TF_KIND_GATHERING, "next_phase_at");
    return tf_rules_change(d, now, &want.record, fields);
}

enum tf_err tf_rules_undo(struct tf_decision *d)
{
    const struct tf_event *past = d->past;
    if (past == NULL || past->sequence == 0 || past->sequence != d->command->sequence) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_EVENT, d->command->sequence);
    }
    if (!may_undo(d)) {
        return tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, past->sequence);
    }
    for (size_t i = past->change_count; i-- > 0;) {
        enum tf_err err = reverse(d, &past->changes[i]);
        if (err != TF_OK) {
            return err;
        }
    }
    enum tf_err err = stop_clock(d);
    if (err == TF_OK) {
        err = tf_rules_post_drafts(d);
    }
    if (err == TF_OK) {
        err = tf_rules_settle_positions(d);
    }
    if (err == TF_OK) {
        err = tf_rules_settle(d);
    }
    if (err == TF_OK) {
        err = tf_rules_verify(d, TF_REASON_CHANGED_SINCE);
    }
    if (err == TF_OK) {
        d->event->undoes = past->sequence;
    }
    return err;
}
