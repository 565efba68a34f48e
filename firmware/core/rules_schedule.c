/* A whole grid at once. What the schedule wants moved is named as it was seen, so that nothing anybody did
 * meanwhile is overrun; the grid that comes out is checked as a whole. */
#include "core/policy.h"
#include "core/rules_internal.h"

static const struct tf_placement *placement_of(const struct tf_decision *d, const struct tf_record *record)
{
    const struct tf_record *now = tf_board_get(d->board, TF_KIND_PLACEMENT, record->key);
    return now != NULL ? TF_PLACEMENT(now) : NULL;
}

static enum tf_err check(struct tf_decision *d, const struct tf_record *record)
{
    if (record->kind != TF_KIND_PLACEMENT) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, record->key.id, "kind");
    }
    const struct tf_placement *now = placement_of(d, record);
    if (now != NULL && now->locked) {
        return tf_rules_refuse(d, TF_REASON_LOCKED, now->session);
    }
    return TF_OK;
}

static enum tf_err take_away(struct tf_decision *d, const struct tf_record *gone)
{
    enum tf_err err = check(d, gone);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_placement *now = placement_of(d, gone);
    if (now == NULL || !tf_record_equal(&now->record, gone)) {
        return tf_rules_refuse(d, TF_REASON_CHANGED_SINCE, gone->key.id);
    }
    return tf_rules_drop(d, &now->record);
}

static enum tf_err put(struct tf_decision *d, const struct tf_record *record)
{
    enum tf_err err = check(d, record);
    if (err == TF_OK && tf_rules_now(d, TF_KIND_PLACEMENT, record->key) != NULL) {
        err = tf_rules_refuse(d, TF_REASON_ID_TAKEN, record->key.id);
    }
    if (err == TF_OK) {
        err = tf_rules_check_form(d, record);
    }
    return err == TF_OK ? tf_rules_put(d, record) : err;
}

enum tf_err tf_rules_schedule(struct tf_decision *d)
{
    if (!tf_policy_schedules(tf_board_gathering(d->board))) {
        return tf_rules_refuse(d, TF_REASON_NO_SCHEDULE, 0);
    }
    return tf_rules_replace(d, take_away, put);
}
