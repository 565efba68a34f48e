/* Several commands that are one step: a chain of moves, fifty titles typed in a row, a day that is copied.
 * Each is decided on what those before it leave; one that is refused takes all of them along. */
#include "core/rules_internal.h"

static enum tf_err check_part(struct tf_decision *d, const struct tf_command *part)
{
    bool is_fit = part->verb != TF_VERB_CHAIN && part->verb != TF_VERB_UNDO && part->verb != TF_VERB_IMPORT &&
                  part->verb != TF_VERB_SCHEDULE && part->verb != TF_VERB_PUT_BACK;
    if (!is_fit || part->actor.role != d->command->actor.role ||
        part->actor.device != d->command->actor.device || part->revision != 0) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, 0, "part");
    }
    return TF_OK;
}

/* The part's event, played onto the scratch board and folded into ours. */
static enum tf_err take_in(struct tf_decision *d, struct tf_board **scratch, struct tf_event *event)
{
    struct tf_board *next = NULL;
    event->sequence = (*scratch)->revision + 1;
    enum tf_err err = tf_board_apply(&next, *scratch, event);
    if (err != TF_OK) {
        return err;
    }
    tf_board_unref(*scratch);
    *scratch = next;
    for (size_t i = 0; i < event->change_count && err == TF_OK; i++) {
        err = tf_event_add(d->event, event->changes[i].before, event->changes[i].after);
    }
    return err == TF_ERR_LIMIT ? tf_rules_refuse_field(d, TF_REASON_FULL, 0, "changes") : err;
}

static enum tf_err do_part(struct tf_decision *d, struct tf_board **scratch, const struct tf_command *part)
{
    struct tf_event *event = NULL;
    struct tf_warning warning = {0};
    enum tf_err err = check_part(d, part);
    if (err == TF_OK) {
        err = tf_rules_decide(&event, *scratch, part, NULL, &d->refusal, &warning);
    }
    if (err == TF_ERR_CONFLICT && d->refusal.reason == TF_REASON_NO_CHANGE) { /* it is so already */
        d->refusal = (struct tf_refusal){0};
        return TF_OK;
    }
    if (err == TF_OK) {
        err = take_in(d, scratch, event);
    }
    if (d->warning.host_also_in == 0) {
        d->warning.host_also_in = warning.host_also_in;
    }
    if (d->warning.displaced == 0) {
        d->warning.displaced = warning.displaced;
    }
    tf_event_unref(event);
    return err;
}

enum tf_err tf_rules_chain(struct tf_decision *d)
{
    struct tf_board *scratch = tf_board_ref((struct tf_board *)(uintptr_t)d->board);
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < d->command->part_count && err == TF_OK; i++) {
        err = do_part(d, &scratch, d->command->parts[i]);
        d->refusal.part = err != TF_OK ? i : 0;
        d->refusal.free_cell_count = 0; /* what is free once those before it are done, is not free now */
    }
    tf_board_unref(scratch);
    return err;
}
