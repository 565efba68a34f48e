#include "ledger/batch.h"

#include "base/rng.h"
#include "base/text.h"
#include "core/command_json.h"
#include "core/stamp.h"

#include <stdlib.h>
#include <string.h>

struct tf_message *tf_message_create(struct tf_command *command, tf_ledger_answer_fn answer, void *user)
{
    struct tf_message *message = calloc(1, sizeof(*message));
    if (message) {
        *message = (struct tf_message){.command = command, .answer = answer, .user = user};
    }
    return message;
}

void tf_message_destroy(struct tf_message *message)
{
    tf_command_destroy(message->command);
    free(message);
}

static void forget(struct tf_batch *batch)
{
    for (size_t i = 0; i < batch->event_count; i++) {
        tf_event_unref(batch->events[i]);
        free(batch->commands[i]);
        batch->commands[i] = NULL;
    }
    tf_board_unref(batch->board);
    batch->board = NULL;
    batch->event_count = 0;
    batch->is_decided = false;
}

void tf_batch_reset(struct tf_batch *batch, struct tf_message **messages, size_t count)
{
    forget(batch);
    batch->messages = messages;
    batch->count = count;
}

static enum tf_err find_twin(struct tf_batch *batch, struct tf_store *store, uint64_t id, uint64_t *sequence);

/* The event that an UNDO names: from the store, or from earlier in this batch. *out NULL: there is none. */
static enum tf_err find_past(struct tf_batch *batch, struct tf_store *store, struct tf_command *command,
                             struct tf_event **out)
{
    *out = NULL;
    if (command->verb != TF_VERB_UNDO || command->sequence == 0) {
        return TF_OK;
    }
    if (command->past != 0) {
        enum tf_err found = find_twin(batch, store, command->past, &command->sequence);
        if (found) {
            return found == TF_ERR_NOT_FOUND ? TF_OK : found;
        }
    } else if (command->sequence >= batch->unsure_first && command->sequence <= batch->unsure_last) {
        return TF_OK;
    }
    for (size_t i = 0; i < batch->event_count; i++) {
        if (batch->events[i]->sequence == command->sequence) {
            *out = tf_event_ref(batch->events[i]);
            return TF_OK;
        }
    }
    size_t count = 0;
    struct tf_event *event = NULL;
    enum tf_err err = tf_store_read(store, command->sequence, &event, 1, &count);
    if (err || count == 0) {
        return err;
    }
    if (event->sequence == command->sequence) {
        *out = event;
    } else {
        tf_event_unref(event);
    }
    return TF_OK;
}

/* Was it decided already? The same command comes twice when its sender did not hear the first answer. */
static enum tf_err find_twin(struct tf_batch *batch, struct tf_store *store, uint64_t id, uint64_t *sequence)
{
    for (size_t i = 0; i < batch->event_count; i++) {
        if (batch->events[i]->id == id) {
            *sequence = batch->events[i]->sequence;
            return TF_OK;
        }
    }
    return tf_store_find(store, id, sequence);
}

/* What is needed to decide it anew, should another kiosk's have been first. */
static enum tf_err keep_command(struct tf_batch *batch, struct tf_command *command,
                                const struct tf_event *past)
{
    if (batch->kiosk == 0) {
        return TF_OK;
    }
    command->past = past ? past->id : 0;
    return tf_command_json_write(&batch->commands[batch->event_count], command);
}

/* What the rules make of a new command goes into answer; a disk that cannot be asked is returned. */
static enum tf_err decide_new(struct tf_batch *batch, struct tf_store *store, struct tf_command *command,
                              struct tf_answer *answer)
{
    struct tf_event *past = NULL, *event = NULL;
    struct tf_board *next = NULL;
    answer->err = batch->kiosk ? tf_stamp_command(command, batch->board, batch->kiosk) : TF_OK;
    if (!answer->err) {
        answer->err = find_past(batch, store, command, &past);
    }
    if (answer->err == TF_ERR_IO) { /* a damaged entry of the log is this command's own trouble */
        return answer->err;
    }
    if (!answer->err) {
        answer->err =
            tf_rules_decide(&event, batch->board, command, past, &answer->refusal, &answer->warning);
    }
    if (!answer->err) {
        event->sequence = batch->board->revision + 1;
        answer->err = tf_board_apply(&next, batch->board, event);
    }
    if (!answer->err && (answer->err = keep_command(batch, command, past))) {
        tf_board_unref(next);
    }
    tf_event_unref(past);
    if (answer->err) {
        tf_event_unref(event);
        return TF_OK;
    }
    tf_board_unref(batch->board);
    batch->board = next;
    batch->events[batch->event_count++] = event;
    answer->sequence = event->sequence;
    return TF_OK;
}

static enum tf_err decide(struct tf_batch *batch, struct tf_store *store, struct tf_command *command,
                          struct tf_answer *answer)
{
    *answer = (struct tf_answer){0};
    if (command->id == 0 || command->id > TF_ID_MAX) {
        answer->err = TF_ERR_INVALID;
        answer->refusal.reason = TF_REASON_BAD_VALUE;
        tf_text_copy(answer->refusal.field, sizeof(answer->refusal.field), "id");
        return TF_OK;
    }
    enum tf_err err = find_twin(batch, store, command->id, &answer->sequence);
    if (err == TF_ERR_NOT_FOUND) {
        return decide_new(batch, store, command, answer);
    }
    if (err == TF_ERR_IO || err == TF_ERR_CORRUPT) {
        return err;
    }
    answer->err = err;
    return TF_OK;
}

enum tf_err tf_batch_decide(struct tf_batch *batch, struct tf_store *store, struct tf_board *board)
{
    enum tf_err err = TF_OK;
    forget(batch);
    batch->board = tf_board_ref(board);
    for (size_t i = 0; !err && i < batch->count; i++) {
        err = decide(batch, store, batch->messages[i]->command, &batch->answers[i]);
    }
    if (err) {
        forget(batch);
    }
    batch->is_decided = !err;
    return err;
}

void tf_batch_fail(struct tf_batch *batch, enum tf_err err)
{
    for (size_t i = 0; i < batch->count; i++) {
        batch->answers[i] = (struct tf_answer){.err = err};
    }
}

void tf_batch_answer(struct tf_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct tf_message *message = batch->messages[i];
        if (message->answer) {
            message->answer(message->user, &batch->answers[i]);
        }
        tf_message_destroy(message);
    }
    tf_batch_reset(batch, NULL, 0);
}
