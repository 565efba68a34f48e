/* Two sessions become one when both hosts say so: one asks, which is a fact on the board, and the other
 * agrees.
 */
#include "core/rules_internal.h"

/* Whether the command is the word of this session's host: from its device, or from the touchscreen, which
 * knows nobody and believes who stands there. An organiser speaks for everybody. */
static bool is_host(const struct tf_decision *d, const struct tf_session *session)
{
    struct tf_actor actor = d->command->actor;
    return actor.device == 0 || actor.device == session->device || actor.role >= TF_ROLE_ORGANISER;
}

/* Stars move over: a device that starred both counts once, and the other's proposer's own never. */
static enum tf_err unite_stars(struct tf_decision *d, const struct tf_session *from,
                               const struct tf_session *to)
{
    uint64_t from_id = from->record.key.id;
    struct tf_table_iter it = tf_table_from(d->board->tables[TF_KIND_STAR], (struct tf_key){from_id, 0});
    for (; it.record != NULL && it.record->key.owner == from_id; tf_table_next(&it)) {
        uint64_t device = it.record->key.id;
        if (device != to->device && !tf_board_has_star(d->board, to->record.key.id, device)) {
            struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {to->record.key.id, device}},
                                   .at = TF_STAR(it.record)->at};
            enum tf_err err = tf_rules_put_copy(d, &star.record);
            if (err != TF_OK) {
                return err;
            }
        }
        enum tf_err err = tf_rules_drop(d, it.record);
        if (err != TF_OK) {
            return err;
        }
    }
    return TF_OK;
}

/* The two of a merge: both live, and are two. */
static enum tf_err find_both(struct tf_decision *d, const struct tf_session **from,
                             const struct tf_session **to)
{
    enum tf_err err = tf_rules_living(d, from, d->command->session);
    if (err == TF_OK) {
        err = tf_rules_living(d, to, d->command->other);
    }
    if (err == TF_OK && *from == *to) {
        err = tf_rules_refuse(d, TF_REASON_SAME_THING, d->command->session);
    }
    return err;
}

/* Both hosts' word: the one's is the question on the board, or both sessions are of one phone; the other's is
 * this command. */
static enum tf_err check_hosts(struct tf_decision *d, const struct tf_session *from,
                               const struct tf_session *to)
{
    struct tf_actor actor = d->command->actor;
    bool is_from_host = actor.device != 0 && from->device == actor.device;
    bool has_asked = from->asks_into == to->record.key.id || is_from_host;
    if (actor.role >= TF_ROLE_ORGANISER || (has_asked && is_host(d, to))) {
        return TF_OK;
    }
    return tf_rules_refuse(d, TF_REASON_NEEDS_HOSTS, to->record.key.id);
}

enum tf_err tf_rules_merge(struct tf_decision *d)
{
    uint64_t from_id = d->command->session, to_id = d->command->other;
    const struct tf_session *from = NULL, *to = NULL;
    enum tf_err err = find_both(d, &from, &to);
    if (err == TF_OK) {
        err = check_hosts(d, from, to);
    }
    if (err != TF_OK) {
        return err;
    }
    struct tf_session merged = {.record.kind = TF_KIND_SESSION,
                                .state = TF_SESSION_MERGED,
                                .reason = from->reason,
                                .merged_into = to_id};
    err = tf_rules_put_away(d, from, &merged);
    /* What had been merged into the one that goes follows it, so that one step always leads to a card. */
    struct tf_table_iter it = tf_table_first(d->board->tables[TF_KIND_SESSION]);
    for (; err == TF_OK && it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->merged_into == from_id) {
            struct tf_session want = {.record.kind = TF_KIND_SESSION, .merged_into = to_id};
            err = tf_rules_change(d, it.record, &want.record, tf_schema_mask(TF_KIND_SESSION, "merged_into"));
        }
    }
    return err == TF_OK ? unite_stars(d, from, to) : err;
}

static enum tf_err set_question(struct tf_decision *d, const struct tf_record *session, uint64_t asks_into)
{
    struct tf_session want = {.record.kind = TF_KIND_SESSION, .asks_into = asks_into};
    return tf_rules_change(d, session, &want.record, tf_schema_mask(TF_KIND_SESSION, "asks_into"));
}

enum tf_err tf_rules_ask_merge(struct tf_decision *d)
{
    const struct tf_session *from = NULL, *to = NULL;
    enum tf_err err = find_both(d, &from, &to);
    if (err != TF_OK) {
        return err;
    }
    if (!is_host(d, from)) {
        return tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, from->record.key.id);
    }
    return set_question(d, &from->record, to->record.key.id); /* the same once more is no change */
}

enum tf_err tf_rules_unask_merge(struct tf_decision *d)
{
    const struct tf_session *from = NULL;
    enum tf_err err = tf_rules_session(d, &from, d->command->session);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_session *to = tf_board_session(d->board, from->asks_into);
    if (!is_host(d, from) && (to == NULL || !is_host(d, to))) {
        return tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, from->record.key.id);
    }
    return set_question(d, &from->record, 0);
}

static bool is_there(const struct tf_decision *d, uint64_t session)
{
    return tf_rules_now(d, TF_KIND_SESSION, (struct tf_key){0, session}) != NULL;
}

/* Whether the event takes a session away, so that what the others ask has to be looked at. */
static bool takes_a_session(const struct tf_event *event)
{
    for (size_t i = 0; i < event->change_count; i++) {
        if (event->changes[i].kind == TF_KIND_SESSION && event->changes[i].after == NULL) {
            return true;
        }
    }
    return false;
}

enum tf_err tf_rules_settle_asks(struct tf_decision *d)
{
    enum tf_err err = TF_OK;
    struct tf_table_iter it = {0};
    if (takes_a_session(d->event)) {
        it = tf_table_first(d->board->tables[TF_KIND_SESSION]);
    }
    for (; err == TF_OK && it.record != NULL; tf_table_next(&it)) {
        const struct tf_record *now = tf_rules_now(d, TF_KIND_SESSION, it.record->key);
        uint64_t asked = now != NULL ? TF_SESSION(now)->asks_into : 0;
        err = asked != 0 && !is_there(d, asked) ? set_question(d, now, 0) : TF_OK;
    }
    for (size_t i = d->event->change_count; err == TF_OK && i-- > 0;) { /* one may fall out, behind us */
        const struct tf_record *after = d->event->changes[i].after;
        uint64_t asked = after != NULL && after->kind == TF_KIND_SESSION ? TF_SESSION(after)->asks_into : 0;
        err = asked != 0 && !is_there(d, asked) ? set_question(d, after, 0) : TF_OK;
    }
    return err;
}
