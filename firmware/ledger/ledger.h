/* ledger.h: the one writer.
 *
 *   command ──(queue)──▶ decide ─▶ persist ─▶ apply ─▶ publish ──▶ newest board, answers
 *
 * A thread owns the store and the newest board. What arrived while the last commit was syncing goes into the
 * next one together. A command's answer is given after its commit is on the disk, never before. When the disk
 * refuses, the batch waits and is tried again (the store is reopened first; a commit that had landed after
 * all is found by its event's id); meanwhile tf_ledger_state() says so and nothing is acknowledged. */
#ifndef TF_LEDGER_LEDGER_H
#define TF_LEDGER_LEDGER_H

#include "base/clock.h"
#include "core/rules.h"
#include "store/store.h"

struct tf_ledger;
struct tf_subscription;

/* Opens (again) the store: at the start, and after an I/O error. The second time the file is to be there
 * already (must_exist): a new one in its place would lack what was acknowledged, and is not written to. */
typedef enum tf_err (*tf_ledger_open_fn)(void *user, struct tf_store **out, struct tf_problem *problem);

struct tf_ledger_options {
    tf_ledger_open_fn open;
    void *user;
    int retry_ms; /* wait after a refused commit, twice as long each time up to 8 times; 0: 500 */
    /* By which the phase of the day moves (core/phases.h); borrowed until tf_ledger_stop(). NULL: by nothing.
     */
    const struct tf_clock *clock;
};

struct tf_answer {
    enum tf_err err;
    uint64_t sequence; /* of the event, when TF_OK */
    struct tf_refusal refusal;
    struct tf_warning warning;
};
/* Called once on the ledger's thread; must not block. */
typedef void (*tf_ledger_answer_fn)(void *user, const struct tf_answer *answer);

enum tf_ledger_state {
    TF_LEDGER_OK,
    TF_LEDGER_NOT_SAVING, /* the disk refuses; trying */
    TF_LEDGER_STOPPED,
};

/* Opens the store, loads the board, starts the thread. *out: tf_ledger_stop(). The errors of
 * tf_store_open/load. */
enum tf_err tf_ledger_start(struct tf_ledger **out, const struct tf_ledger_options *options,
                            struct tf_problem *problem);
/* Finishes what is in the queue (what cannot be saved is answered TF_ERR_CLOSED), ends the thread, closes the
 * store. Subscriptions are ended first by their owners. NULL is fine. */
void tf_ledger_stop(struct tf_ledger *ledger);

/* The command belongs to the ledger when it returns TF_OK, and is answered exactly once. TF_ERR_BUSY,
 * TF_ERR_CLOSED, TF_ERR_NOMEM. answer may be NULL. Any thread.
 *
 * A command whose id is an event's already (sent twice, after a connection broke) is answered with that
 * event's sequence. Besides what tf_rules_decide() gives, an answer may be TF_ERR_INVALID (no id, or an event
 * that the store does not take), TF_ERR_CORRUPT (the event to undo cannot be read), TF_ERR_NOMEM: nothing was
 * kept; or TF_ERR_CLOSED: stopped while the disk refused; should it be there after all, its id tells. */
enum tf_err tf_ledger_send(struct tf_ledger *ledger, struct tf_command *command, tf_ledger_answer_fn answer,
                           void *user);
/* Sends and waits, for command lines and tests; never from the UI's or the ledger's thread. Takes the
 * command. Returns answer->err. */
enum tf_err tf_ledger_call(struct tf_ledger *ledger, struct tf_command *command, struct tf_answer *answer);
enum tf_ledger_state tf_ledger_state(const struct tf_ledger *ledger);
/* How long the thread has been at what it does now; 0 when it waits for work or for a disk to come back. For
 * a watchdog. */
int64_t tf_ledger_busy_ms(const struct tf_ledger *ledger);

/* Runs job on the ledger's thread between two batches (backup, history): job must not keep the store. Waits.
 * Returns what job returned; TF_ERR_IO while the disk refuses, TF_ERR_CLOSED: job was not run. */
enum tf_err tf_ledger_run(struct tf_ledger *ledger, enum tf_err (*job)(void *user, struct tf_store *store),
                          void *user);

/* Takes what is one person's out of the store (tf_store_erase()), notes in the log that it was done, and
 * shows the board without it. erase is the caller's, and counts. id: of the event. Waits; TF_ERR_IO while the
 * disk refuses, TF_ERR_CLOSED, TF_ERR_CONFLICT (other kiosks have it too: sharing.h), and what
 * tf_store_erase() says. */
enum tf_err tf_ledger_erase(struct tf_ledger *ledger, struct tf_erase *erase, struct tf_actor actor,
                            int64_t at, uint64_t id, struct tf_problem *problem);

/* A reader's slot. It holds the newest board from the beginning. wake (may be NULL) is called on the ledger's
 * thread after each publish or change of state, and must only poke (eventfd, SDL_PushEvent). TF_ERR_LIMIT,
 * TF_ERR_NOMEM. */
enum tf_err tf_ledger_subscribe(struct tf_ledger *ledger, struct tf_subscription **out,
                                void (*wake)(void *user), void *user);
/* wake is not called any more once this returns. NULL is fine. */
void tf_ledger_unsubscribe(struct tf_ledger *ledger, struct tf_subscription *subscription);
/* The newest board since the last call, a reference of the caller's; NULL: nothing new. Lock-free: one
 * reader. */
struct tf_board *tf_subscription_take(struct tf_subscription *subscription);

#endif
