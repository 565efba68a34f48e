/* Proposals that others do not see yet: drafts, posted when the market opens. */
#include "core/policy.h"
#include "core/rules_internal.h"

static enum tf_err post(struct tf_decision *d, enum tf_waits next, struct tf_key key)
{
    static const char *const FIELDS[] = {"state", "waits", NULL};
    const struct tf_record *now = tf_rules_now(d, TF_KIND_SESSION, key);
    if (now == NULL || TF_SESSION(now)->waits != TF_WAITS_MARKET) {
        return TF_OK;
    }
    struct tf_session want = {.record.kind = TF_KIND_SESSION,
                              .state = next == TF_WAITS_NOT ? TF_SESSION_OPEN : TF_SESSION_HIDDEN,
                              .waits = next};
    return tf_rules_change(d, now, &want.record, tf_rules_mask(TF_KIND_SESSION, FIELDS));
}

enum tf_err tf_rules_post_drafts(struct tf_decision *d)
{
    const struct tf_record *now = tf_rules_now(d, TF_KIND_GATHERING, (struct tf_key){0, 1});
    enum tf_waits next = now != NULL ? tf_policy_waits(TF_GATHERING(now), TF_ROLE_GUEST) : TF_WAITS_MARKET;
    if (next == TF_WAITS_MARKET) {
        return TF_OK;
    }
    enum tf_err err = TF_OK;
    struct tf_table_iter it = tf_table_first(d->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && err == TF_OK; tf_table_next(&it)) {
        err = post(d, next, it.record->key);
    }
    size_t count = d->event->change_count; /* and what this event brings back */
    for (size_t i = 0; i < count && err == TF_OK; i++) {
        if (d->event->changes[i].kind == TF_KIND_SESSION) {
            err = post(d, next, d->event->changes[i].key);
        }
    }
    return err;
}
