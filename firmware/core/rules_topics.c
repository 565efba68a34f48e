/* The convergence: what it is about, what belongs together, who takes it on, and each device's dots. */
#include "core/rules_internal.h"
#include "core/topics.h"

/* Guests do it while it is on; whoever helps may prepare it before and mend it after. */
static enum tf_err check_phase(struct tf_decision *d)
{
    bool is_on = tf_board_gathering(d->board)->phase == TF_PHASE_CONVERGENCE;
    return is_on || d->command->actor.role != TF_ROLE_GUEST ? TF_OK
                                                            : tf_rules_refuse(d, TF_REASON_NOT_NOW, 0);
}

static enum tf_err add_topic(struct tf_decision *d)
{
    const struct tf_record *record = d->command->record;
    const struct tf_topic *asked = TF_TOPIC(record);
    static const char *const OURS[] = {"into", "device", "hidden", "at", NULL};
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_check_new(d, TF_KIND_TOPIC, record->key);
    if (err == TF_OK && asked->title[0] == '\0') {
        return tf_rules_refuse_field(d, TF_REASON_NEEDS_TITLE, record->key.id, "title");
    }
    if (err == TF_OK && asked->session != 0) {
        err = tf_rules_living(d, &session, asked->session);
    }
    if (err != TF_OK) {
        return err;
    }
    struct tf_topic ours = {
        .record.kind = TF_KIND_TOPIC, .device = d->command->actor.device, .at = d->command->at};
    return tf_rules_change(d, record, &ours.record, tf_rules_mask(TF_KIND_TOPIC, OURS));
}

/* Who may change what of a topic: the device it came from its words; anybody takes on what nobody has; topics
 * are brought together at the touchscreen, where all see it, and by those who help. The touchscreen counts as
 * one device. */
static uint64_t may_change(const struct tf_decision *d, const struct tf_topic *topic)
{
    static const char *const ALL[] = {"title", "initiator", "into", "hidden", NULL};
    static const char *const OWN[] = {"title", "initiator", NULL};
    uint64_t fields = 0;
    if (d->command->actor.role != TF_ROLE_GUEST) {
        return tf_rules_mask(TF_KIND_TOPIC, ALL);
    }
    if (topic->device == d->command->actor.device) {
        fields |= tf_rules_mask(TF_KIND_TOPIC, OWN);
    }
    if (topic->initiator[0] == '\0') {
        fields |= tf_schema_mask(TF_KIND_TOPIC, "initiator");
    }
    if (d->command->actor.device == 0) {
        fields |= tf_schema_mask(TF_KIND_TOPIC, "into");
    }
    return fields;
}

/* What belonged to a topic that goes into another, or away, goes along, or stands for itself again. */
static enum tf_err move_members(struct tf_decision *d, uint64_t head, uint64_t to)
{
    enum tf_err err = TF_OK;
    struct tf_table_iter it = tf_table_first(d->board->tables[TF_KIND_TOPIC]);
    for (; it.record != NULL && err == TF_OK; tf_table_next(&it)) {
        if (TF_TOPIC(it.record)->into == head) {
            struct tf_topic want = {.record.kind = TF_KIND_TOPIC, .into = to};
            err = tf_rules_change(d, it.record, &want.record, tf_schema_mask(TF_KIND_TOPIC, "into"));
        }
    }
    return err;
}

static enum tf_err check_into(struct tf_decision *d, uint64_t topic, uint64_t into)
{
    const struct tf_topic *head = into != 0 ? tf_topics_get(d->board, into) : NULL;
    if (into == topic) {
        return tf_rules_refuse(d, TF_REASON_SAME_THING, topic);
    }
    if (into != 0 && head == NULL) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_TOPIC, into);
    }
    /* Into one of its own, or into one that is in another already: said, not guessed. */
    return head != NULL && head->into != 0 ? tf_rules_refuse(d, TF_REASON_SAME_THING, into) : TF_OK;
}

static enum tf_err amend_topic(struct tf_decision *d, const struct tf_topic *topic)
{
    const struct tf_topic *asked = TF_TOPIC(d->command->record);
    uint64_t id = topic->record.key.id, may = may_change(d, topic);
    uint64_t mask = d->command->fields & tf_record_diff(&topic->record, &asked->record);
    uint64_t into = tf_schema_mask(TF_KIND_TOPIC, "into"), hidden = tf_schema_mask(TF_KIND_TOPIC, "hidden");
    if ((mask & ~may) != 0) {
        return tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, id);
    }
    enum tf_err err = (mask & into) != 0 ? check_into(d, id, asked->into) : TF_OK;
    if (err == TF_OK && (mask & into) != 0) {
        err = move_members(d, id, asked->into);
    }
    if (err == TF_OK && (mask & hidden) != 0 && asked->hidden) {
        err = move_members(d, id, 0);
    }
    return err == TF_OK ? tf_rules_change(d, &topic->record, &asked->record, mask) : err;
}

enum tf_err tf_rules_topic(struct tf_decision *d)
{
    enum tf_err err = tf_rules_want_record(d, TF_KIND_TOPIC);
    if (err == TF_OK) {
        err = check_phase(d);
    }
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *before = tf_board_get(d->board, TF_KIND_TOPIC, d->command->record->key);
    if (before == NULL) {
        return add_topic(d);
    }
    bool is_reached =
        d->command->actor.role != TF_ROLE_GUEST || tf_topics_is_shown(d->board, TF_TOPIC(before));
    return is_reached ? amend_topic(d, TF_TOPIC(before))
                      : tf_rules_refuse(d, TF_REASON_UNKNOWN_TOPIC, before->key.id);
}

static enum tf_err check_dot(struct tf_decision *d, uint64_t topic)
{
    enum tf_err err = check_phase(d);
    if (err != TF_OK) {
        return err;
    }
    if (d->command->actor.device == 0) {
        return tf_rules_refuse(d, TF_REASON_DOTS_BY_DEVICE, topic);
    }
    return tf_topics_get(d->board, topic) != NULL ? TF_OK
                                                  : tf_rules_refuse(d, TF_REASON_UNKNOWN_TOPIC, topic);
}

enum tf_err tf_rules_dot(struct tf_decision *d)
{
    uint64_t topic = d->command->other, device = d->command->actor.device;
    enum tf_err err = check_dot(d, topic);
    if (err != TF_OK) {
        return err;
    }
    if (tf_topics_has_dot(d->board, topic, device)) {
        return tf_rules_refuse(d, TF_REASON_NO_CHANGE, topic);
    }
    if (tf_topics_given(d->board, device) >= tf_topics_budget(tf_board_gathering(d->board))) {
        return tf_rules_refuse(d, TF_REASON_NO_DOTS_LEFT, topic);
    }
    struct tf_dot dot = {.record = {.kind = TF_KIND_DOT, .key = {0, tf_topics_dot(topic, device)}},
                         .topic = topic,
                         .device = device,
                         .at = d->command->at};
    err = tf_rules_check_new(d, TF_KIND_DOT, dot.record.key);
    return err == TF_OK ? tf_rules_put_copy(d, &dot.record) : err;
}

enum tf_err tf_rules_undot(struct tf_decision *d)
{
    uint64_t topic = d->command->other;
    enum tf_err err = check_dot(d, topic);
    if (err != TF_OK) {
        return err;
    }
    struct tf_key key = {0, tf_topics_dot(topic, d->command->actor.device)};
    const struct tf_record *dot = tf_board_get(d->board, TF_KIND_DOT, key);
    return dot != NULL ? tf_rules_drop(d, dot) : tf_rules_refuse(d, TF_REASON_NO_CHANGE, topic);
}
