/* DESIGN. A batch that the disk refuses is not given back: people saw "saving", and a card that comes back
 * minutes later helps nobody. The batch waits here, on the ledger's thread, and with it everything behind it
 * in the queue until that is full and senders are told "busy". Readers go on with the newest board, which is
 * always one that is on the disk.
 *
 * Each try begins with a store opened anew: after a failed fsync a file descriptor cannot be trusted (the
 * kernel may drop what it could not write and report success next time). What we find then is one of three:
 *
 * - The board we had: nothing had landed, and it is appended again.
 * - The board after the batch: it had landed after all. It is settled (written once more, because what we
 *   found may be in the kernel's memory only) and answered as if nothing had happened.
 * - Anything else: somebody replaced or changed the file, and acknowledged events are missing. We do not
 *   write on top of that: we say so, and keep asking for the right file until it is back or we are stopped.
 *   Readers keep what they were promised. */
#include "ledger/ledger_in.h"

#include "base/clock.h"
#include "base/log.h"

enum { RETRY_MS = 500, BACK_OFF_MAX = 8 };

static void set_state(struct tf_ledger *ledger, enum tf_ledger_state state)
{
    atomic_store(&ledger->state, (int)state);
    tf_readers_publish(&ledger->readers, NULL);
}

/* Meanwhile jobs are told that the disk refuses. true: we are to stop. */
static bool wait_ms(struct tf_ledger *ledger, int ms)
{
    struct timespec until = tf_clock_after_ms(ms);
    int late = 0;
    atomic_store(&ledger->busy_since_ms, 0);
    pthread_mutex_lock(&ledger->mutex);
    while (!ledger->is_stopping && late == 0) {
        if (ledger->jobs) {
            pthread_mutex_unlock(&ledger->mutex);
            tf_ledger_serve_jobs(ledger, TF_ERR_IO);
            pthread_mutex_lock(&ledger->mutex);
            continue;
        }
        late = pthread_cond_timedwait(&ledger->changed, &ledger->mutex, &until);
    }
    bool is_stopping = ledger->is_stopping;
    pthread_mutex_unlock(&ledger->mutex);
    atomic_store(&ledger->busy_since_ms, tf_clock_mono_ms()); /* the next attempt has its own time */
    return is_stopping;
}

/* It may be a rebase that had landed, too: then that is the board. */
static bool is_landing(struct tf_ledger *ledger, struct tf_board *found, uint64_t id)
{
    struct tf_sharing *sharing = &ledger->sharing;
    struct tf_board *landing = sharing->landing;
    if (!landing || landing->revision != found->revision || sharing->landing_id != id ||
        !tf_board_equal(found, landing)) {
        return false;
    }
    sharing->landing = NULL;
    tf_sharing_show(ledger, landing, id);
    return true;
}

/* Which of the three. TF_ERR_CORRUPT: anything else. */
static enum tf_err compare(struct tf_ledger *ledger, bool *has_landed, struct tf_problem *problem)
{
    const struct tf_batch *batch = &ledger->batch;
    struct tf_board *found = NULL;
    uint64_t sequence = 0, id = 0;
    enum tf_err err = tf_store_last(ledger->store, &sequence, &id);
    if (!err) {
        err = tf_store_load(ledger->store, &found, problem);
    }
    if (err) {
        return err;
    }
    const struct tf_event *newest = batch->event_count > 0 ? batch->events[batch->event_count - 1] : NULL;
    *has_landed = newest && sequence == newest->sequence && id == newest->id;
    if (is_landing(ledger, found, id)) {
        tf_board_unref(found);
        return TF_OK;
    }
    if (*has_landed ? !tf_board_equal(found, batch->board)
                    : sequence != ledger->board->revision || id != ledger->last_id ||
                          !tf_board_equal(found, ledger->board)) {
        err = tf_err_tell(problem, TF_ERR_CORRUPT, NULL,
                          "Put the right file back, or start again with this one",
                          "The file was replaced or changed; events that were saved are missing in it");
    }
    tf_board_unref(found);
    return err;
}

static enum tf_err reopen(struct tf_ledger *ledger, bool *has_landed, struct tf_problem *problem)
{
    *has_landed = false;
    tf_store_close(ledger->store);
    ledger->store = NULL;
    enum tf_err err = ledger->options.open(ledger->options.user, &ledger->store, problem);
    if (err) {
        ledger->store = NULL;
        return err;
    }
    err = compare(ledger, has_landed, problem);
    if (!err && (err = tf_store_settle(ledger->store))) {
        tf_err_tell(problem, err, NULL, NULL, "the disk still refuses");
    }
    if (!err && !*has_landed) {
        err = tf_sharing_load(ledger);
    }
    if (err) { /* whatever is in that file, we cannot rely on it */
        tf_store_close(ledger->store);
        ledger->store = NULL;
    }
    return err;
}

static enum tf_err decide_and_append(struct tf_ledger *ledger)
{
    struct tf_batch *batch = &ledger->batch;
    batch->kiosk = tf_sharing_kiosk(ledger);
    tf_sharing_unsure(ledger, batch);
    enum tf_err err = batch->is_decided ? TF_OK : tf_batch_decide(batch, ledger->store, ledger->board);
    if (err) {
        return err;
    }
    return batch->kiosk ? tf_store_append_own(ledger->store, batch->events,
                                              (const char *const *)batch->commands, batch->event_count)
                        : tf_store_append(ledger->store, batch->events, batch->event_count);
}

void tf_saving_reopen(struct tf_ledger *ledger)
{
    bool has_landed;
    struct tf_problem problem = {.what = "the store cannot be opened again"};
    if (ledger->store || !atomic_load(&ledger->sharing.kiosk)) {
        return;
    }
    if (reopen(ledger, &has_landed, &problem)) {
        tf_log(TF_LOG_ERROR, "ledger: %s", problem.what);
        set_state(ledger, TF_LEDGER_NOT_SAVING);
        return;
    }
    tf_log(TF_LOG_WARNING, "ledger: the disk is back");
    set_state(ledger, TF_LEDGER_OK);
}

static bool is_the_disk(enum tf_err err)
{
    return err == TF_ERR_IO || err == TF_ERR_CORRUPT;
}

/* One more try; the first cause of each kind is logged. */
static enum tf_err try_again(struct tf_ledger *ledger, enum tf_err *logged)
{
    bool has_landed;
    struct tf_problem problem = {.what = "the store cannot be opened again"};
    enum tf_err err = reopen(ledger, &has_landed, &problem);
    if (err) {
        if (err != *logged) {
            tf_log(TF_LOG_ERROR, "ledger: %s", problem.what);
        }
        *logged = err;
        return TF_ERR_IO;
    }
    return has_landed ? TF_OK : decide_and_append(ledger);
}

enum tf_err tf_saving_settle(struct tf_ledger *ledger)
{
    if (!ledger->is_unsettled) {
        return TF_OK;
    }
    enum tf_err err = tf_store_settle(ledger->store);
    if (!err) {
        tf_log(TF_LOG_WARNING, "ledger: the disk is back");
        ledger->is_unsettled = false;
        set_state(ledger, TF_LEDGER_OK);
    }
    return err;
}

enum tf_err tf_saving_batch(struct tf_ledger *ledger)
{
    int retry_ms = ledger->options.retry_ms > 0 ? ledger->options.retry_ms : RETRY_MS;
    enum tf_err err = ledger->store ? tf_saving_settle(ledger) : TF_ERR_IO;
    if (!err) {
        err = decide_and_append(ledger);
    }
    if (!is_the_disk(err)) {
        return err;
    }
    enum tf_err logged = TF_OK;
    bool is_last_try = false;
    tf_log(TF_LOG_ERROR, "ledger: the disk refuses; %zu commands wait", ledger->batch.count);
    set_state(ledger, TF_LEDGER_NOT_SAVING);
    for (int factor = 1; is_the_disk(err) && !is_last_try;
         factor = factor < BACK_OFF_MAX ? factor * 2 : factor) {
        is_last_try = wait_ms(ledger, retry_ms * factor);
        err = try_again(ledger, &logged);
    }
    if (is_the_disk(err)) {
        tf_log(TF_LOG_ERROR, "ledger: stopped while the disk refuses");
        return TF_ERR_CLOSED;
    }
    tf_log(TF_LOG_WARNING, "ledger: the disk is back");
    ledger->is_unsettled = false; /* opening it again began with that */
    set_state(ledger, TF_LEDGER_OK);
    return err;
}
