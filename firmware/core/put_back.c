#include "core/put_back.h"

/* What is to be another: named as it is, and as it shall be; NULL: it goes, or comes. */
static enum tf_err change(struct tf_command *command, const struct tf_record *now,
                          const struct tf_record *then)
{
    enum tf_err err = now != NULL ? tf_command_add_removal(command, now) : TF_OK;
    return err == TF_OK && then != NULL ? tf_command_add_record(command, then) : err;
}

static bool can_stand(const struct tf_board *now, const struct tf_record *record)
{
    if (record->kind != TF_KIND_PLACEMENT) {
        return true;
    }
    const struct tf_session *session = tf_board_session(now, TF_PLACEMENT(record)->session);
    return session != NULL && session->state != TF_SESSION_HIDDEN;
}

/* Both tables are sorted by key. */
static enum tf_err change_kind(struct tf_command *command, const struct tf_board *now,
                               const struct tf_board *then, enum tf_kind kind)
{
    struct tf_table_iter a = tf_table_first(now->tables[kind]), b = tf_table_first(then->tables[kind]);
    enum tf_err err = TF_OK;
    while (err == TF_OK && (a.record != NULL || b.record != NULL)) {
        int order = a.record == NULL   ? 1
                    : b.record == NULL ? -1
                                       : tf_key_compare(a.record->key, b.record->key);
        const struct tf_record *is = order <= 0 ? a.record : NULL;
        const struct tf_record *was = order >= 0 && can_stand(now, b.record) ? b.record : NULL;
        if (is != was && !(is != NULL && was != NULL && tf_record_equal(is, was))) {
            err = change(command, is, was);
        }
        if (order <= 0) {
            tf_table_next(&a);
        }
        if (order >= 0) {
            tf_table_next(&b);
        }
    }
    return err;
}

/* A session is there again as it was, unless it was hidden since; its words are its host's, and stay. */
static enum tf_err change_sessions(struct tf_command *command, const struct tf_board *now,
                                   const struct tf_board *then)
{
    static const char *const FIELDS[] = {"state", "reason", "merged_into", "waits"};
    uint64_t mask = 0;
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        mask |= tf_schema_mask(TF_KIND_SESSION, FIELDS[i]);
    }
    struct tf_table_iter it = tf_table_first(now->tables[TF_KIND_SESSION]);
    for (; err == TF_OK && it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *was = tf_board_session(then, it.record->key.id);
        if (was == NULL || TF_SESSION(it.record)->state == TF_SESSION_HIDDEN ||
            (tf_record_diff(it.record, &was->record) & mask) == 0) {
            continue;
        }
        const struct tf_record *merged = NULL;
        err = tf_record_merge(&merged, it.record, &was->record, mask);
        if (err == TF_OK) {
            err = change(command, it.record, merged);
        }
        tf_record_unref(merged);
    }
    return err;
}

enum tf_err tf_put_back_command(struct tf_command **out, const struct tf_board *now,
                                const struct tf_board *then, struct tf_actor actor, int64_t at, uint64_t id)
{
    static const enum tf_kind KINDS[] = {TF_KIND_SPACE, TF_KIND_SLOT, TF_KIND_PLACEMENT};
    struct tf_command *command = tf_command_create(TF_VERB_PUT_BACK, actor, at, id);
    if (command == NULL) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = change_sessions(command, now, then);
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]) && err == TF_OK; i++) {
        err = change_kind(command, now, then, KINDS[i]);
    }
    if (err != TF_OK) {
        tf_command_destroy(command);
        return err;
    }
    *out = command;
    return TF_OK;
}
