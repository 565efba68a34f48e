#include "link/rounds.h"

#include "link/wire.h"

#include <stdlib.h>

/* So many times somebody else may be first before another wait gives them time to finish. */
enum { ROUNDS_MAX = 1000 };

static void free_texts(struct tf_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(entries[i].text);
    }
}

static enum tf_err take_in(struct tf_ledger *ledger, const struct tf_entry *entries, size_t count,
                           struct tf_problem *problem)
{
    struct tf_event *events[TF_SHARING_SEND_MAX];
    size_t read = 0;
    enum tf_err err = TF_OK;
    while (err == TF_OK && read < count) {
        err = tf_wire_read(&events[read], &entries[read], problem);
        read += err == TF_OK ? 1 : 0;
    }
    /* What can be read is taken in: the last of it may be where a newer program begins. */
    enum tf_err taken = err == TF_ERR_NOMEM ? err : tf_sharing_take_in(ledger, events, read, problem);
    for (size_t i = 0; i < read; i++) {
        tf_event_unref(events[i]);
    }
    return taken != TF_OK ? taken : err;
}

/* *more: there may be something behind it. */
static enum tf_err pull(struct tf_ledger *ledger, struct tf_engine *engine, uint64_t base, bool *more,
                        struct tf_problem *problem)
{
    struct tf_entry entries[TF_SHARING_SEND_MAX];
    size_t count = 0;
    enum tf_err err = tf_engine_pull(engine, base, entries, TF_SHARING_SEND_MAX, &count, problem);
    if (err != TF_OK) {
        return err;
    }
    err = take_in(ledger, entries, count, problem);
    free_texts(entries, count);
    *more = count > 0;
    return err;
}

static enum tf_err push(struct tf_ledger *ledger, struct tf_engine *engine,
                        const struct tf_sharing_unsent *unsent, struct tf_problem *problem)
{
    struct tf_entry entries[TF_SHARING_SEND_MAX];
    size_t written = 0;
    enum tf_err err = TF_OK;
    while (err == TF_OK && written < unsent->count) {
        err = tf_wire_write(&entries[written], unsent->events[written], tf_sharing_kiosk(ledger));
        written += err == TF_OK ? 1 : 0;
    }
    if (err == TF_OK) {
        err = tf_engine_push(engine, unsent->base, entries, written, problem);
    }
    free_texts(entries, written);
    return err == TF_OK ? tf_sharing_sent(ledger, unsent->base + written) : err;
}

/* What is there to send goes first: most of the time nobody else did anything. */
static enum tf_err round_once(struct tf_ledger *ledger, struct tf_engine *engine, bool *more,
                              struct tf_problem *problem)
{
    struct tf_sharing_unsent unsent = {.count = 0};
    enum tf_err err = tf_sharing_unsent(ledger, &unsent);
    if (err != TF_OK) {
        return err;
    }
    *more = true;
    err = unsent.count > 0 ? push(ledger, engine, &unsent, problem) : TF_ERR_CONFLICT;
    for (size_t i = 0; i < unsent.count; i++) {
        tf_event_unref(unsent.events[i]);
    }
    return err == TF_ERR_CONFLICT ? pull(ledger, engine, unsent.base, more, problem) : err;
}

enum tf_err tf_rounds_run(struct tf_ledger *ledger, struct tf_engine *engine, struct tf_problem *problem)
{
    bool more = true;
    enum tf_err err = TF_OK;
    for (int i = 0; err == TF_OK && more && i < ROUNDS_MAX; i++) {
        err = round_once(ledger, engine, &more, problem);
    }
    return err;
}
