/* flaky.h: a store that fails when it is told to, in front of one that does not; and ways to wait for the
 * ledger's thread without sleeping. */
#ifndef TF_TESTS_FLAKY_H
#define TF_TESTS_FLAKY_H

#include "store/store.h"

#include <pthread.h>

struct flaky {
    pthread_mutex_t mutex; /* guards all of it */
    pthread_cond_t changed;
    struct tf_store *disk;                                              /* survives being closed */
    struct tf_store *other_disk;                                        /* when set, opening gives this one */
    bool is_shut, is_blocked;                                           /* the gate before append */
    int failing_appends, failing_opens, failing_reads, failing_settles; /* so many more; negative: for ever */
    enum tf_err error;
    bool lands;                       /* a failing append is kept all the same */
    enum tf_verb refused;             /* events of this verb do not fit; TF_VERB_COUNT: none */
    size_t appends, opens, batch_max; /* counted */
};

void flaky_init(struct flaky *flaky);
void flaky_free(struct flaky *flaky);
/* For tf_ledger_options; user is the flaky. */
enum tf_err flaky_open(void *user, struct tf_store **out, struct tf_problem *problem);
void flaky_shut(struct flaky *flaky);          /* the next append waits */
void flaky_await_blocked(struct flaky *flaky); /* until one does */
void flaky_let_through(struct flaky *flaky);
void flaky_fail(struct flaky *flaky, int appends, int opens, enum tf_err error);
void flaky_await_opens(struct flaky *flaky, size_t opens); /* until it was opened so many times */
size_t flaky_appends(struct flaky *flaky);
size_t flaky_batch_max(struct flaky *flaky);

/* Counts what comes from another thread. */
struct counter {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t count;
};
void counter_init(struct counter *counter);
void counter_free(struct counter *counter);
void counter_add(void *counter);
size_t counter_now(struct counter *counter);
void counter_await(struct counter *counter, size_t count); /* at least */

#endif
