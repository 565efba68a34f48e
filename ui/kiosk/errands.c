/* DESIGN
 * A thread takes errands from one queue, one after the other, and puts their answers into another. A secret
 * in an errand is wiped as soon as it was used. */
#include "kiosk/errands.h"

#include "base/queue.h"
#include "base/text.h"
#include "kiosk/erasing.h"
#include "kiosk/recover.h"
#include "ledger/history.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING_MAX = 32 };

struct tf_errands {
    struct tf_errands_options options;
    struct tf_queue *in, *out; /* of struct tf_errand, of struct tf_errand_answer */
    pthread_t thread;
    bool is_running;
};

/* ---- the keep's ---- */

static void list_pairings(struct tf_keep *keep, struct tf_errand_answer *answer)
{
    struct tf_keep_pairing pairings[TF_ERRAND_PAIRINGS_MAX];
    answer->pairing_count = tf_keep_pairings(keep, pairings, TF_ERRAND_PAIRINGS_MAX);
    for (size_t i = 0; i < answer->pairing_count; i++) {
        answer->pairings[i] =
            (struct tf_errand_pairing){pairings[i].device, pairings[i].role, pairings[i].at};
    }
}

static enum tf_err ask_keep(struct tf_keep *keep, struct tf_errand_answer *answer)
{
    const struct tf_errand *errand = &answer->errand;
    char text[TF_ERRAND_TEXT_BYTES] = "";
    enum tf_err err = TF_OK;
    if (keep == NULL) {
        return TF_ERR_UNSUPPORTED;
    }
    switch (errand->what) {
    case TF_ERRAND_PIN_TRY:
        err = tf_keep_try_pin(keep, TF_KEEP_TOUCH, errand->text, &answer->wait_s);
        break;
    case TF_ERRAND_PIN_SET:
        err = tf_keep_set_pin(keep, errand->text);
        break;
    case TF_ERRAND_OFFER:
        err = tf_keep_offer(keep, (enum tf_role)errand->a, text);
        break;
    case TF_ERRAND_WITHDRAW:
        tf_keep_withdraw_offer(keep);
        break;
    case TF_ERRAND_FORGET:
        err = tf_keep_forget(keep, errand->a);
        err = err == TF_ERR_NOT_FOUND ? TF_OK : err;
        break;
    case TF_ERRAND_BLOCK:
        err = tf_keep_block(keep, errand->a, errand->b != 0);
        break;
    default:
        break;
    }
    memcpy(answer->errand.text, text, sizeof text);
    explicit_bzero(text, sizeof text);
    answer->has_pin = tf_keep_has_pin(keep);
    list_pairings(keep, answer);
    answer->blocked_count = tf_keep_blocked(keep, answer->blocked, TF_ERRAND_BLOCKED_MAX);
    return err;
}

/* ---- erasing, settings ---- */

static enum tf_err erase(const struct tf_errands_options *options, struct tf_errand_answer *answer)
{
    const char *text = answer->errand.text;
    bool is_name = answer->errand.a == 0;
    const struct tf_erase_what what = {.name = is_name ? text : NULL, .code = is_name ? NULL : text};
    struct tf_erased erased;
    enum tf_err err =
        tf_erasing_now(&erased, options->ledger, options->keep, options->data, options->clock, &what);
    answer->errand.a = erased.events;
    return err;
}

static enum tf_err set(const struct tf_errands_options *options, const struct tf_errand_answer *answer)
{
    const char *value = strchr(answer->errand.text, '=');
    char name[TF_KNOB_NAME_BYTES];
    if (options->knobs == NULL || value == NULL) {
        return TF_OK;
    }
    size_t len = (size_t)(value - answer->errand.text);
    tf_text_copy(name, len + 1 < sizeof name ? len + 1 : sizeof name, answer->errand.text);
    return tf_knobs_turn(options->knobs, name, value + 1, false);
}

struct tf_errand_answer *tf_errands_run(const struct tf_errands_options *options,
                                        const struct tf_errand *errand)
{
    struct tf_errand_answer *answer = tf_errand_answer_create(errand);
    if (answer == NULL) {
        return NULL;
    }
    switch (errand->what) {
    case TF_ERRAND_HISTORY:
        answer->err =
            tf_ledger_history(options->ledger, errand->a, answer->events,
                              errand->b < TF_ERRAND_EVENTS_MAX ? (size_t)errand->b : TF_ERRAND_EVENTS_MAX,
                              &answer->event_count, &answer->has_more);
        break;
    case TF_ERRAND_HISTORY_OF:
        answer->err = tf_ledger_history_of(options->ledger, errand->a, answer->events, TF_ERRAND_EVENTS_MAX,
                                           &answer->event_count, &answer->has_more);
        break;
    case TF_ERRAND_BOARD_AT:
        answer->err = tf_ledger_board_at(options->ledger, errand->a, &answer->board);
        break;
    case TF_ERRAND_SEEN:
        if (options->data != NULL) {
            tf_recover_seen(options->data);
        }
        break;
    case TF_ERRAND_ERASE:
        answer->err = erase(options, answer);
        break;
    case TF_ERRAND_SETTING:
        answer->err = set(options, answer);
        break;
    default:
        answer->err = ask_keep(options->keep, answer);
        break;
    }
    return answer;
}

/* ---- the thread ---- */

static void drop_errand(struct tf_errand *errand)
{
    explicit_bzero(errand, sizeof *errand);
    free(errand);
}

static void *work(void *user)
{
    struct tf_errands *errands = user;
    void *item;
    while (tf_queue_take(errands->in, &item, 1, -1) == 1) {
        struct tf_errand *errand = item;
        struct tf_errand_answer *answer = tf_errands_run(&errands->options, errand);
        drop_errand(errand);
        if (answer != NULL && tf_queue_push(errands->out, answer) != TF_OK) {
            tf_errand_answer_destroy(answer);
        }
        if (errands->options.wake != NULL) {
            errands->options.wake(errands->options.user);
        }
    }
    return NULL;
}

enum tf_err tf_errands_start(struct tf_errands **out, const struct tf_errands_options *options)
{
    struct tf_errands *errands = calloc(1, sizeof *errands);
    sigset_t all, before;
    if (errands == NULL) {
        return TF_ERR_NOMEM;
    }
    errands->options = *options;
    enum tf_err err = tf_queue_create(&errands->in, WAITING_MAX);
    if (err == TF_OK) {
        err = tf_queue_create(&errands->out, WAITING_MAX);
    }
    if (err == TF_OK) { /* signals are the main thread's business */
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        errands->is_running = pthread_create(&errands->thread, NULL, work, errands) == 0;
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        err = errands->is_running ? TF_OK : TF_ERR_NOMEM;
    }
    if (err != TF_OK) {
        tf_errands_stop(errands);
        return err;
    }
    pthread_setname_np(errands->thread, "errands");
    *out = errands;
    return TF_OK;
}

void tf_errands_stop(struct tf_errands *errands)
{
    void *item;
    if (errands == NULL) {
        return;
    }
    if (errands->in != NULL) {
        tf_queue_close(errands->in);
    }
    if (errands->is_running) {
        pthread_join(errands->thread, NULL);
    }
    while (errands->in != NULL && tf_queue_take(errands->in, &item, 1, 0) == 1) {
        drop_errand(item);
    }
    while (errands->out != NULL && tf_queue_take(errands->out, &item, 1, 0) == 1) {
        tf_errand_answer_destroy(item);
    }
    tf_queue_destroy(errands->in);
    tf_queue_destroy(errands->out);
    free(errands);
}

enum tf_err tf_errands_send(struct tf_errands *errands, const struct tf_errand *errand)
{
    struct tf_errand *sent = malloc(sizeof *sent);
    if (sent == NULL) {
        return TF_ERR_NOMEM;
    }
    *sent = *errand;
    enum tf_err err = tf_queue_push(errands->in, sent);
    if (err != TF_OK) {
        drop_errand(sent);
    }
    return err;
}

struct tf_errand_answer *tf_errands_take(struct tf_errands *errands)
{
    void *item;
    return tf_queue_take(errands->out, &item, 1, 0) == 1 ? item : NULL;
}
