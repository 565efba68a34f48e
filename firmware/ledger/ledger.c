/* DESIGN. One thread, one loop: take what is in the queue (up to a batch), decide each command against the
 * board that those before it make, append the events in one commit, show the new board, answer. Nothing else
 * touches the store or the board. A batch of refusals only changes nothing and is answered at once, because
 * what it was decided on is on the disk already.
 *
 * Threads meet at: the queue (its own lock); the slots of readers (atomic pointers); `mutex` for stopping and
 * jobs. An answer and a wake are called on the ledger's thread with no lock held but the readers'. */
#include "ledger/ledger.h"

#include "base/clock.h"
#include "base/log.h"
#include "ledger/ledger_in.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>

enum { TIDY_AFTER_MS = 1000 }; /* nobody wrote for so long: a good moment to tidy */

/* ---- the thread ---- */

static void show(struct tf_ledger *ledger)
{
    struct tf_batch *batch = &ledger->batch;
    if (batch->event_count == 0) {
        return;
    }
    ledger->last_id = batch->events[batch->event_count - 1]->id;
    tf_board_unref(ledger->board);
    ledger->board = tf_board_ref(batch->board);
    tf_sharing_count(ledger, batch);
    tf_readers_publish(&ledger->readers, ledger->board);
}

static void save_and_answer(struct tf_ledger *ledger, struct tf_message **messages, size_t count)
{
    tf_batch_reset(&ledger->batch, messages, count);
    enum tf_err err = ledger->has_given_up ? TF_ERR_CLOSED : tf_saving_batch(ledger);
    if (err == TF_ERR_CLOSED) {
        ledger->has_given_up = true;
    }
    if (err && err != TF_ERR_CLOSED && count > 1) {
        /* One of them is not to be saved. Alone, each gets its own answer, and nobody else's. */
        for (size_t i = 0; i < count; i++) {
            save_and_answer(ledger, &messages[i], 1);
        }
        return;
    }
    if (err) {
        tf_batch_fail(&ledger->batch, err);
    } else {
        show(ledger);
    }
    tf_batch_answer(&ledger->batch);
}

void tf_ledger_serve_jobs(struct tf_ledger *ledger, enum tf_err err)
{
    pthread_mutex_lock(&ledger->mutex);
    while (ledger->jobs) {
        struct tf_ledger_job *job = ledger->jobs;
        ledger->jobs = job->next;
        pthread_mutex_unlock(&ledger->mutex);
        err = err || ledger->store ? err : TF_ERR_IO; /* the job before lost it */
        enum tf_err result = err ? err : job->run(job->user, ledger->store);
        if (!err && job->changes_the_past) {
            tf_erasing_reload(ledger);
            err = ledger->store ? TF_OK : TF_ERR_IO;
        }
        pthread_mutex_lock(&ledger->mutex);
        job->err = result;
        job->is_done = true;
        pthread_cond_broadcast(&ledger->changed);
    }
    pthread_mutex_unlock(&ledger->mutex);
}

/* Takes the pokes out; how many messages are left. */
static size_t without_pokes(const struct tf_ledger *ledger, struct tf_message **messages, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (messages[i] != &ledger->poke) {
            messages[kept++] = messages[i];
        }
    }
    return kept;
}

static int patience_ms(const struct tf_ledger *ledger, bool is_tidy)
{
    int turning_ms = tf_turning_wait_ms(ledger);
    if (!ledger->store && tf_sharing_kiosk(ledger) != 0) { /* it is to be opened again */
        return ledger->options.retry_ms > 0 ? ledger->options.retry_ms : TIDY_AFTER_MS;
    }
    if (is_tidy) {
        return turning_ms;
    }
    return turning_ms >= 0 && turning_ms < TIDY_AFTER_MS ? turning_ms : TIDY_AFTER_MS;
}

/* Whether the clock had something to do with the phase. */
static bool turn(struct tf_ledger *ledger)
{
    struct tf_message *turning = tf_turning_take(ledger);
    if (turning != NULL) {
        save_and_answer(ledger, &turning, 1);
    }
    return turning != NULL;
}

static void *work(void *user)
{
    struct tf_ledger *ledger = user;
    void *items[TF_LEDGER_BATCH_MAX];
    struct tf_message *messages[TF_LEDGER_BATCH_MAX];
    bool is_tidy = false;
    for (;;) {
        bool is_closing = tf_queue_is_closed(ledger->queue);
        if (!is_closing && turn(ledger)) {
            is_tidy = false;
        }
        atomic_store(&ledger->busy_since_ms, 0);
        size_t count = tf_queue_take(ledger->queue, items, TF_LEDGER_BATCH_MAX, patience_ms(ledger, is_tidy));
        atomic_store(&ledger->busy_since_ms, tf_clock_mono_ms());
        if (count == 0 && is_closing) {
            break;
        }
        if (count == 0) {
            tf_saving_reopen(ledger);
            is_tidy = tf_saving_settle(ledger) == TF_OK;
            if (is_tidy && ledger->store) {
                tf_store_tidy(ledger->store);
            }
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            messages[i] = items[i];
        }
        count = without_pokes(ledger, messages, count);
        if (count > 0) {
            save_and_answer(ledger, messages, count);
            is_tidy = false;
        }
        tf_ledger_serve_jobs(ledger, ledger->store ? TF_OK : TF_ERR_IO);
    }
    pthread_mutex_lock(&ledger->mutex);
    ledger->takes_jobs = false;
    pthread_mutex_unlock(&ledger->mutex);
    tf_ledger_serve_jobs(ledger, TF_ERR_CLOSED);
    atomic_store(&ledger->busy_since_ms, 0);
    atomic_store(&ledger->state, TF_LEDGER_STOPPED);
    tf_readers_publish(&ledger->readers, NULL);
    return NULL;
}

/* ---- starting and stopping ---- */

/* Tables that somebody changed by hand so that they do not fit together are no reason for a dark wall, as
 * long as the log tells the event. */
static enum tf_err load_board(struct tf_ledger *ledger, struct tf_problem *problem)
{
    struct tf_problem damage = {0}, mending = {0};
    enum tf_err err = tf_store_load(ledger->store, &ledger->board, &damage);
    if (!err) {
        return err;
    }
    if (err != TF_ERR_CORRUPT) {
        return tf_err_tell(problem, err, damage.where, damage.todo, "%s", damage.what);
    }
    enum tf_err mended = tf_store_mend(ledger->store, &mending);
    if (mended) {
        bool is_hopeless = mended == TF_ERR_CORRUPT; /* else the log may be good: no reason to give it up */
        const struct tf_problem *why = is_hopeless ? &damage : &mending;
        tf_log(TF_LOG_ERROR, "ledger: it cannot be mended: %s", mending.what);
        return tf_err_tell(problem, mended, why->where, why->todo, "%s", why->what);
    }
    tf_log(TF_LOG_WARNING, "ledger: %s. %s; what was there is kept: %s", damage.what, mending.what,
           mending.where);
    return tf_store_load(ledger->store, &ledger->board, problem);
}

static enum tf_err load(struct tf_ledger *ledger, struct tf_problem *problem)
{
    uint64_t sequence = 0;
    enum tf_err err = ledger->options.open(ledger->options.user, &ledger->store, problem);
    if (err) {
        ledger->store = NULL;
        return err;
    }
    /* A disk that is full by now is no reason not to show what is on it; but it is said. */
    ledger->is_unsettled = tf_store_settle(ledger->store) != TF_OK;
    if (ledger->is_unsettled) {
        tf_log(TF_LOG_WARNING, "ledger: the disk refuses already");
        atomic_store(&ledger->state, TF_LEDGER_NOT_SAVING);
    }
    err = load_board(ledger, problem);
    if (!err) {
        err = tf_store_last(ledger->store, &sequence, &ledger->last_id);
    }
    if (!err && (err = tf_sharing_load(ledger))) {
        tf_err_tell(problem, err, NULL, "Put a backup in its place: `twofeet restore FILE`",
                    "What this kiosk did and the others do not have yet cannot be read");
    }
    return err;
}

static enum tf_err init_locks(struct tf_ledger *ledger)
{
    pthread_condattr_t attr;
    enum tf_err err = TF_ERR_NOMEM;
    if (pthread_condattr_init(&attr) != 0) {
        return err;
    }
    /* A jump of the wall clock must not stretch a wait. */
    if (pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0 &&
        pthread_cond_init(&ledger->changed, &attr) == 0) {
        if (pthread_mutex_init(&ledger->mutex, NULL) == 0) {
            err = TF_OK;
        } else {
            pthread_cond_destroy(&ledger->changed);
        }
    }
    pthread_condattr_destroy(&attr);
    return err;
}

/* Signals are the main thread's business. */
static enum tf_err start_thread(struct tf_ledger *ledger)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) {
        return TF_ERR_NOMEM;
    }
    int failed = pthread_create(&ledger->thread, NULL, work, ledger);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed) {
        return TF_ERR_NOMEM;
    }
    pthread_setname_np(ledger->thread, "ledger");
    return TF_OK;
}

enum tf_err tf_ledger_start(struct tf_ledger **out, const struct tf_ledger_options *options,
                            struct tf_problem *problem)
{
    struct tf_ledger *ledger = calloc(1, sizeof(*ledger));
    if (!ledger) {
        return TF_ERR_NOMEM;
    }
    ledger->options = *options;
    ledger->takes_jobs = true;
    atomic_init(&ledger->state, TF_LEDGER_OK);
    atomic_init(&ledger->busy_since_ms, 0);
    enum tf_err err = load(ledger, problem);
    if (err) {
        goto no_store;
    }
    err = tf_queue_create(&ledger->queue, TF_LEDGER_QUEUE_MAX);
    if (err) {
        goto no_store;
    }
    err = tf_readers_init(&ledger->readers, ledger->board);
    if (err) {
        goto no_readers;
    }
    err = init_locks(ledger);
    if (err) {
        goto no_locks;
    }
    err = start_thread(ledger);
    if (err) {
        goto no_thread;
    }
    *out = ledger;
    return TF_OK;

no_thread:
    pthread_cond_destroy(&ledger->changed);
    pthread_mutex_destroy(&ledger->mutex);
no_locks:
    tf_readers_free(&ledger->readers);
no_readers:
    tf_queue_destroy(ledger->queue);
no_store:
    tf_sharing_free(ledger);
    tf_board_unref(ledger->board);
    tf_store_close(ledger->store);
    free(ledger);
    return err;
}

void tf_ledger_stop(struct tf_ledger *ledger)
{
    if (!ledger) {
        return;
    }
    tf_queue_close(ledger->queue);
    pthread_mutex_lock(&ledger->mutex);
    ledger->is_stopping = true;
    pthread_cond_broadcast(&ledger->changed);
    pthread_mutex_unlock(&ledger->mutex);
    pthread_join(ledger->thread, NULL);
    pthread_mutex_lock(&ledger->mutex);
    while (ledger->callers > 0) { /* answered by the thread, but not yet out of here */
        pthread_cond_wait(&ledger->changed, &ledger->mutex);
    }
    pthread_mutex_unlock(&ledger->mutex);
    tf_store_close(ledger->store);
    tf_sharing_free(ledger);
    tf_board_unref(ledger->board);
    tf_queue_destroy(ledger->queue);
    tf_readers_free(&ledger->readers);
    pthread_cond_destroy(&ledger->changed);
    pthread_mutex_destroy(&ledger->mutex);
    free(ledger);
}

/* ---- any thread ---- */

enum tf_err tf_ledger_send(struct tf_ledger *ledger, struct tf_command *command, tf_ledger_answer_fn answer,
                           void *user)
{
    struct tf_message *message = tf_message_create(command, answer, user);
    if (!message) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = tf_queue_push(ledger->queue, message);
    if (err) {
        free(message); /* the command stays the caller's */
    }
    return err;
}

struct call {
    pthread_mutex_t mutex;
    pthread_cond_t answered;
    bool is_answered;
    struct tf_answer *answer;
};

static void on_answer(void *user, const struct tf_answer *answer)
{
    struct call *call = user;
    pthread_mutex_lock(&call->mutex);
    *call->answer = *answer;
    call->is_answered = true;
    pthread_cond_signal(&call->answered);
    pthread_mutex_unlock(&call->mutex);
}

enum tf_err tf_ledger_call(struct tf_ledger *ledger, struct tf_command *command, struct tf_answer *answer)
{
    struct call call = {
        .mutex = PTHREAD_MUTEX_INITIALIZER, .answered = PTHREAD_COND_INITIALIZER, .answer = answer};
    assert(!pthread_equal(pthread_self(), ledger->thread));
    enum tf_err err = tf_ledger_send(ledger, command, on_answer, &call);
    if (err) {
        tf_command_destroy(command);
        *answer = (struct tf_answer){.err = err};
    } else {
        pthread_mutex_lock(&call.mutex);
        while (!call.is_answered) {
            pthread_cond_wait(&call.answered, &call.mutex);
        }
        pthread_mutex_unlock(&call.mutex);
    }
    pthread_cond_destroy(&call.answered);
    pthread_mutex_destroy(&call.mutex);
    return answer->err;
}

enum tf_err tf_ledger_run(struct tf_ledger *ledger, enum tf_err (*job)(void *user, struct tf_store *store),
                          void *user)
{
    struct tf_ledger_job waiting = {.run = job, .user = user};
    return tf_ledger_run_job(ledger, &waiting);
}

enum tf_err tf_ledger_run_job(struct tf_ledger *ledger, struct tf_ledger_job *job)
{
    assert(!pthread_equal(pthread_self(), ledger->thread));
    pthread_mutex_lock(&ledger->mutex);
    if (!ledger->takes_jobs) {
        pthread_mutex_unlock(&ledger->mutex);
        return TF_ERR_CLOSED;
    }
    struct tf_ledger_job **end = &ledger->jobs;
    while (*end) {
        end = &(*end)->next;
    }
    *end = job;
    ledger->callers++;
    pthread_cond_broadcast(&ledger->changed);
    /* A full queue or a closing one: the thread is at work and looks for jobs anyway. */
    (void)tf_queue_push(ledger->queue, &ledger->poke);
    while (!job->is_done) {
        pthread_cond_wait(&ledger->changed, &ledger->mutex);
    }
    ledger->callers--;
    pthread_cond_broadcast(&ledger->changed);
    pthread_mutex_unlock(&ledger->mutex);
    return job->err;
}

enum tf_ledger_state tf_ledger_state(const struct tf_ledger *ledger)
{
    return (enum tf_ledger_state)atomic_load(&ledger->state);
}

int64_t tf_ledger_busy_ms(const struct tf_ledger *ledger)
{
    int64_t since = atomic_load(&ledger->busy_since_ms);
    return since ? tf_clock_mono_ms() - since : 0;
}

enum tf_err tf_ledger_subscribe(struct tf_ledger *ledger, struct tf_subscription **out,
                                void (*wake)(void *user), void *user)
{
    return tf_readers_add(&ledger->readers, out, wake, user);
}

void tf_ledger_unsubscribe(struct tf_ledger *ledger, struct tf_subscription *subscription)
{
    if (subscription) {
        tf_readers_remove(&ledger->readers, subscription);
    }
}
