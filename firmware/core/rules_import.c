#include "core/rules_internal.h"

/* Puts of whole records, as the merge made them against `revision`; all of them or none. */
enum tf_err tf_rules_import(struct tf_decision *d)
{
    const struct tf_command *command = d->command;
    for (size_t i = 0; i < command->removal_count; i++) {
        const struct tf_record *gone = command->removals[i];
        const struct tf_record *before = tf_board_get(d->board, gone->kind, gone->key);
        enum tf_err err = before == NULL ? TF_OK : tf_rules_drop(d, before);
        if (err != TF_OK) {
            return err;
        }
    }
    for (size_t i = 0; i < command->record_count; i++) {
        const struct tf_record *record = command->records[i];
        if ((unsigned)record->kind >= TF_KIND_COUNT) {
            return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, record->key.id, "kind");
        }
        const struct tf_record *before = tf_board_get(d->board, record->kind, record->key);
        enum tf_err err = tf_rules_check_form(d, record);
        if (err == TF_OK) {
            err = tf_event_add(d->event, before, record);
        }
        if (err != TF_OK) {
            return err == TF_ERR_LIMIT ? tf_rules_refuse_field(d, TF_REASON_FULL, 0, "changes") : err;
        }
    }
    enum tf_err err = tf_rules_settle(d);
    return err == TF_OK ? tf_rules_verify(d, TF_REASON_BAD_VALUE) : err;
}
