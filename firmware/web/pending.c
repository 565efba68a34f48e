#include "web/web_in.h"

#include <stdlib.h>

enum { WRITE_WAIT_MS = 10000 };

enum tf_err tf_gate_create(struct tf_gate **out, struct tf_web *web)
{
    struct tf_gate *gate = calloc(1, sizeof(*gate));
    if (gate == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&gate->ref);
    pthread_mutex_init(&gate->mutex, NULL);
    gate->web = web;
    *out = gate;
    return TF_OK;
}

static void gate_unref(struct tf_gate *gate)
{
    if (tf_ref_put(&gate->ref)) {
        pthread_mutex_destroy(&gate->mutex);
        free(gate);
    }
}

void tf_gate_close(struct tf_gate *gate)
{
    if (gate == NULL) {
        return;
    }
    pthread_mutex_lock(&gate->mutex);
    gate->web = NULL;
    pthread_mutex_unlock(&gate->mutex);
    gate_unref(gate);
}

void tf_pending_unref(struct tf_pending *pending)
{
    if (pending != NULL && tf_ref_put(&pending->ref)) {
        gate_unref(pending->gate);
        free(pending);
    }
}

/* On the ledger's thread. */
static void on_answer(void *user, const struct tf_answer *answer)
{
    struct tf_pending *pending = user;
    struct tf_gate *gate = pending->gate;
    pthread_mutex_lock(&gate->mutex);
    if (!pending->is_ready) { /* else it was given up: then the phone was told that it is not saved */
        pending->answer = *answer;
        pending->is_answered = true;
    }
    if (gate->web != NULL) {
        tf_web_poke(gate->web);
    }
    pthread_mutex_unlock(&gate->mutex);
    tf_pending_unref(pending);
}

bool tf_pending_send(struct tf_web *web, struct MHD_Connection *connection, struct tf_reply *reply,
                     struct tf_pending **out)
{
    struct tf_gate *gate = web->gate;
    struct tf_pending *pending = calloc(1, sizeof(*pending));
    if (pending == NULL) {
        return false;
    }
    tf_ref_init(&pending->ref);
    tf_ref_get(&gate->ref);
    pending->gate = gate;
    pending->connection = connection;
    int wait_ms = web->options.write_wait_ms > 0 ? web->options.write_wait_ms : WRITE_WAIT_MS;
    pending->deadline_ms = tf_clock_mono_ms() + wait_ms;

    pthread_mutex_lock(&gate->mutex);
    if (gate->is_refusing) {
        pthread_mutex_unlock(&gate->mutex);
        tf_pending_unref(pending);
        return false;
    }
    pending->after = gate->list;
    gate->list = pending;
    MHD_suspend_connection(connection);
    pthread_mutex_unlock(&gate->mutex);

    *out = pending;
    tf_ref_get(&pending->ref);
    enum tf_err err = tf_ledger_send(web->options.ledger, reply->command, on_answer, pending);
    if (err != TF_OK) {
        const struct tf_answer answer = {.err = err};
        on_answer(pending, &answer);
        return true; /* the command is still the reply's */
    }
    reply->command = NULL;
    return true;
}

static bool is_settled(struct tf_gate *gate, struct tf_pending *pending, uint64_t revision, int64_t now_ms)
{
    if (pending->is_answered) {
        return pending->answer.err != TF_OK || pending->answer.sequence <= revision || gate->is_refusing;
    }
    if (now_ms >= pending->deadline_ms || gate->is_refusing) {
        pending->answer = (struct tf_answer){.err = TF_ERR_IO};
        return true;
    }
    return false;
}

void tf_pending_settle(struct tf_gate *gate, uint64_t revision, int64_t now_ms)
{
    pthread_mutex_lock(&gate->mutex);
    struct tf_pending **at = &gate->list;
    while (*at != NULL) {
        struct tf_pending *pending = *at;
        if (is_settled(gate, pending, revision, now_ms)) {
            *at = pending->after;
            pending->is_ready = true;
            MHD_resume_connection(pending->connection);
        } else {
            at = &pending->after;
        }
    }
    pthread_mutex_unlock(&gate->mutex);
}

void tf_pending_stop(struct tf_gate *gate)
{
    pthread_mutex_lock(&gate->mutex);
    gate->is_refusing = true;
    pthread_mutex_unlock(&gate->mutex);
    tf_pending_settle(gate, UINT64_MAX, 0);
}

bool tf_pending_is_any(struct tf_gate *gate)
{
    pthread_mutex_lock(&gate->mutex);
    bool is_any = gate->list != NULL;
    pthread_mutex_unlock(&gate->mutex);
    return is_any;
}

bool tf_pending_is_ready(struct tf_pending *pending)
{
    pthread_mutex_lock(&pending->gate->mutex);
    bool is_ready = pending->is_ready;
    pthread_mutex_unlock(&pending->gate->mutex);
    return is_ready;
}
