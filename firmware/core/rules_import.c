#include "core/rules_internal.h"

static enum tf_err check_kind(struct tf_decision *d, const struct tf_record *record)
{
    bool is_known = (unsigned)record->kind < TF_KIND_COUNT;
    return is_known ? TF_OK : tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, record->key.id, "kind");
}

/* What goes is named as it was seen: what somebody changed meanwhile stays, and so does everything else. */
static enum tf_err take_away(struct tf_decision *d, const struct tf_record *gone)
{
    enum tf_err err = check_kind(d, gone);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *before = tf_board_get(d->board, gone->kind, gone->key);
    if (before == NULL) {
        return TF_OK;
    }
    if (!tf_record_equal(before, gone)) {
        return tf_rules_refuse(d, TF_REASON_CHANGED_SINCE, gone->key.id);
    }
    return tf_rules_drop(d, before);
}

static enum tf_err put(struct tf_decision *d, const struct tf_record *record)
{
    enum tf_err err = check_kind(d, record);
    if (err == TF_OK) {
        err = tf_rules_check_form(d, record);
    }
    return err == TF_OK ? tf_rules_put(d, record) : err;
}

/* Whole records, as the merge made them against `revision`; all of it or none. */
enum tf_err tf_rules_import(struct tf_decision *d)
{
    return tf_rules_replace(d, take_away, put);
}

/* What is to be another is named as it was seen, and then put: nothing that changed meanwhile is overrun. */
enum tf_err tf_rules_put_back(struct tf_decision *d)
{
    const struct tf_command *command = d->command;
    for (size_t i = 0; i < command->record_count; i++) {
        enum tf_kind kind = command->records[i]->kind;
        if (kind != TF_KIND_SPACE && kind != TF_KIND_SLOT && kind != TF_KIND_PLACEMENT &&
            kind != TF_KIND_SESSION) {
            return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, command->records[i]->key.id, "kind");
        }
    }
    return tf_rules_replace(d, take_away, put);
}
