/* DESIGN. One thread: rounds (rounds.h), then a wait that ends by itself, by a hint of the engine or by a new
 * board of the ledger. What was tried in vain is tried again after a while that doubles; a board that changes
 * meanwhile does not hurry it. Threads meet at `mutex` (the state that others read) and in the engine's poke
 * and stop. */
#include "link/link.h"

#include "base/clock.h"
#include "base/log.h"
#include "link/rounds.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
    LOOK_MS = 15000, /* a hint may be missed: it is asked this often anyway */
    RETRY_MS = 1000,
    BACK_OFF_MAX = 16,
};

struct tf_link {
    struct tf_link_options options;
    struct tf_subscription *subscription;
    pthread_t thread;
    atomic_bool is_stopping;
    pthread_mutex_t mutex; /* guards what follows */
    enum tf_link_state state;
    struct tf_problem problem;
};

static enum tf_link_state state_of(enum tf_err err)
{
    return err == TF_OK                              ? TF_LINK_ALIKE
           : err == TF_ERR_IO || err == TF_ERR_NOMEM ? TF_LINK_CUT_OFF
                                                     : TF_LINK_HALTED;
}

static void set_state(struct tf_link *link, enum tf_err err, const struct tf_problem *problem)
{
    enum tf_link_state state = state_of(err);
    pthread_mutex_lock(&link->mutex);
    bool is_news = state != link->state;
    link->state = state;
    link->problem = *problem;
    pthread_mutex_unlock(&link->mutex);
    if (is_news && state == TF_LINK_ALIKE) {
        tf_log(TF_LOG_INFO, "link: this kiosk and the others have the same");
    } else if (is_news) {
        tf_log(TF_LOG_WARNING, "link: %s: %s", tf_err_name(err), problem->what);
    }
    if (is_news && link->options.wake) {
        link->options.wake(link->options.user);
    }
}

/* Sees to it that a board that was shown is not held for long. */
static void forget_board(struct tf_link *link)
{
    tf_board_unref(tf_subscription_take(link->subscription));
}

static void wait_ms(struct tf_link *link, int64_t ms, bool can_be_hurried)
{
    int64_t until_ms = tf_clock_mono_ms() + ms, left_ms = ms;
    do {
        tf_engine_wait(link->options.engine, (int)left_ms);
        left_ms = until_ms - tf_clock_mono_ms();
        forget_board(link);
    } while (!can_be_hurried && left_ms > 0 && !atomic_load(&link->is_stopping));
}

static void *work(void *user)
{
    struct tf_link *link = user;
    int retry_ms = link->options.retry_ms > 0 ? link->options.retry_ms : RETRY_MS, factor = 1;
    while (!atomic_load(&link->is_stopping)) {
        struct tf_problem problem = {0};
        enum tf_err err = tf_rounds_run(link->options.ledger, link->options.engine, &problem);
        if (err == TF_ERR_CLOSED) {
            break;
        }
        set_state(link, err, &problem);
        bool is_fine = err == TF_OK;
        wait_ms(link, is_fine ? LOOK_MS : (int64_t)retry_ms * factor, is_fine);
        factor = is_fine ? 1 : factor < BACK_OFF_MAX ? factor * 2 : factor;
    }
    return NULL;
}

static void on_board(void *user)
{
    struct tf_link *link = user;
    tf_engine_poke(link->options.engine);
}

static enum tf_err start_thread(struct tf_link *link)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) {
        return TF_ERR_NOMEM;
    }
    int failed = pthread_create(&link->thread, NULL, work, link);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!failed) {
        pthread_setname_np(link->thread, "link");
    }
    return failed ? TF_ERR_NOMEM : TF_OK;
}

enum tf_err tf_link_start(struct tf_link **out, const struct tf_link_options *options)
{
    struct tf_link *link = calloc(1, sizeof(*link));
    if (!link) {
        tf_engine_close(options->engine);
        return TF_ERR_NOMEM;
    }
    link->options = *options;
    enum tf_err err = pthread_mutex_init(&link->mutex, NULL) == 0 ? TF_OK : TF_ERR_NOMEM;
    if (err) {
        tf_engine_close(options->engine);
        free(link);
        return err;
    }
    err = tf_ledger_subscribe(options->ledger, &link->subscription, on_board, link);
    err = err ? err : start_thread(link);
    if (err) {
        tf_ledger_unsubscribe(options->ledger, link->subscription);
        tf_engine_close(options->engine);
        pthread_mutex_destroy(&link->mutex);
        free(link);
        return err;
    }
    *out = link;
    return TF_OK;
}

void tf_link_stop(struct tf_link *link)
{
    if (!link) {
        return;
    }
    atomic_store(&link->is_stopping, true);
    tf_engine_stop(link->options.engine);
    pthread_join(link->thread, NULL);
    tf_ledger_unsubscribe(link->options.ledger, link->subscription);
    tf_engine_close(link->options.engine);
    pthread_mutex_destroy(&link->mutex);
    free(link);
}

enum tf_link_state tf_link_state(struct tf_link *link, struct tf_problem *problem)
{
    pthread_mutex_lock(&link->mutex);
    enum tf_link_state state = link->state;
    if (problem) {
        *problem = link->problem;
    }
    pthread_mutex_unlock(&link->mutex);
    return state;
}
