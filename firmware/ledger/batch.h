/* batch.h: commands that are decided, saved and answered together. Knows no thread. */
#ifndef TF_LEDGER_BATCH_H
#define TF_LEDGER_BATCH_H

#include "base/limits.h"
#include "ledger/ledger.h"

/* A command on its way; made by tf_ledger_send(). */
struct tf_message {
    struct tf_command *command;
    tf_ledger_answer_fn answer; /* may be NULL */
    void *user;
};

struct tf_batch {
    struct tf_message **messages; /* borrowed until tf_batch_answer() */
    size_t count;
    bool is_decided;
    struct tf_answer answers[TF_LEDGER_BATCH_MAX];
    struct tf_event
        *events[TF_LEDGER_BATCH_MAX]; /* what the commands became; fewer than count where refused */
    size_t event_count;
    struct tf_board *board; /* after the events; not to be shown before they are saved */
    uint64_t kiosk; /* one of several (sharing.h): then each event has its command beside it; 0: alone */
    char *commands[TF_LEDGER_BATCH_MAX];
    /* These numbers were another event's a while ago: an UNDO has to say by its id which one it means. */
    uint64_t unsure_first, unsure_last; /* 0, 0: none */
};

struct tf_message *tf_message_create(struct tf_command *command, tf_ledger_answer_fn answer, void *user);
void tf_message_destroy(struct tf_message *message); /* with its command */

/* Each command against board and the events of those before it. TF_ERR_IO, TF_ERR_CORRUPT: the store could
 * not be asked, and nothing is decided. What else is wrong is in the answers. */
enum tf_err tf_batch_decide(struct tf_batch *batch, struct tf_store *store, struct tf_board *board);
/* Every answer says err instead: refusals, too, may rest on an event that was not saved. */
void tf_batch_fail(struct tf_batch *batch, enum tf_err err);
/* Gives all answers and lets go of everything; the batch can be filled again. */
void tf_batch_answer(struct tf_batch *batch);
void tf_batch_reset(struct tf_batch *batch, struct tf_message **messages, size_t count);

#endif
