/* ledger_in.h: the ledger's inside, shared by its two files. */
#ifndef TF_LEDGER_LEDGER_IN_H
#define TF_LEDGER_LEDGER_IN_H

#include "base/queue.h"
#include "ledger/batch.h"
#include "ledger/ledger.h"
#include "ledger/readers.h"
#include "ledger/sharing.h"

#include <pthread.h>
#include <stdatomic.h>

/* Lives on the stack of the thread that waits for it. */
struct tf_ledger_job {
    enum tf_err (*run)(void *user, struct tf_store *store);
    void *user;
    bool changes_the_past; /* the board is another afterwards */
    enum tf_err err;
    bool is_done;
    struct tf_ledger_job *next;
};

/* What one of several kiosks knows of the others. The thread's own, but for what is atomic. */
struct tf_sharing {
    atomic_uint_least64_t kiosk;      /* its number; 0: alone, and nothing else here counts */
    struct tf_board *base;            /* what everybody has */
    struct tf_board *landing;         /* what the disk may show after it refused a rebase; NULL */
    uint64_t landing_id;              /* of the newest event in it */
    uint64_t moved_first, moved_last; /* sequences that own events had before the others' came; 0, 0: none */
    int64_t moved_ms;                 /* when that was last */
    atomic_size_t unsent;
    atomic_int_least64_t since; /* when the oldest of them was */
};

struct tf_ledger {
    struct tf_ledger_options options;
    struct tf_queue *queue; /* of tf_message; `poke` among them only wakes */
    struct tf_message poke;
    struct tf_readers readers;
    pthread_t thread;
    atomic_int state;                   /* enum tf_ledger_state; written by the thread */
    atomic_int_least64_t busy_since_ms; /* 0: waiting; written by the thread */

    /* The thread's own. */
    struct tf_store *store; /* NULL: could not be opened again yet */
    struct tf_board *board; /* what is on the disk; the same as readers.newest */
    uint64_t last_id;       /* of the event that made it */
    struct tf_batch batch;
    struct tf_sharing sharing;
    bool is_unsettled; /* what the start found may not be on the disk: nothing is added before it is */
    bool has_given_up; /* stopping, and the disk refused to the end */
    int64_t turned_ms; /* when it last tried to move the phase; 0: never */

    pthread_mutex_t mutex;  /* guards what follows */
    pthread_cond_t changed; /* is_stopping, jobs, a job's is_done or callers */
    bool is_stopping;
    bool takes_jobs;
    struct tf_ledger_job *jobs; /* oldest first */
    size_t callers;             /* inside tf_ledger_run(): their jobs and this mutex are in use */
};

/* saving.c: persist the batch, whatever it takes. TF_OK: it is on the disk. TF_ERR_INVALID, TF_ERR_NOMEM: the
 * store does not take it, and is as it was. TF_ERR_CLOSED: stopped while the disk refused. */
enum tf_err tf_saving_batch(struct tf_ledger *ledger);
/* Settles what the start could not; TF_OK: there is nothing (more) to settle. */
enum tf_err tf_saving_settle(struct tf_ledger *ledger);

/* The store opened again, when it is closed and nobody writes: one try. */
void tf_saving_reopen(struct tf_ledger *ledger);

/* sharing.c: whether it is one of several, as its file says, and then what everybody has: after the store was
 * opened and the board is known. */
enum tf_err tf_sharing_load(struct tf_ledger *ledger);
void tf_sharing_free(struct tf_ledger *ledger);
void tf_sharing_count(struct tf_ledger *ledger, const struct tf_batch *batch); /* what was just saved */
/* Whose numbers may still be on a screen for another event than the one that has it now. */
void tf_sharing_unsure(const struct tf_ledger *ledger, struct tf_batch *batch);
/* The board is this one now: shows it. Takes the reference. */
void tf_sharing_show(struct tf_ledger *ledger, struct tf_board *board, uint64_t id);

/* turning.c: how long until the clock may have something to do with the phase; negative: for ever. And what
 * it has to do now: a message of the ledger's own; NULL: nothing. */
int tf_turning_wait_ms(const struct tf_ledger *ledger);
struct tf_message *tf_turning_take(struct tf_ledger *ledger);

/* ledger.c: runs it on the thread, between two batches; waits. As tf_ledger_run(). */
enum tf_err tf_ledger_run_job(struct tf_ledger *ledger, struct tf_ledger_job *job);
/* erasing.c: takes the board from the store, whose past is another now, and shows it. */
void tf_erasing_reload(struct tf_ledger *ledger);

/* ledger.c: answers the waiting jobs: runs them, or (err not TF_OK) tells them err. */
void tf_ledger_serve_jobs(struct tf_ledger *ledger, enum tf_err err);

#endif
