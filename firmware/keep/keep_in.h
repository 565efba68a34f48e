/* keep_in.h: the keep's inside, shared by its files. */
#ifndef TF_KEEP_KEEP_IN_H
#define TF_KEEP_KEEP_IN_H

#include "keep/keep.h"
#include "keep/tries.h"

#include <pthread.h>

enum { TF_KEEP_HASH_BYTES = 160, TF_KEEP_NAME_BYTES = 48 };

struct tf_keep {
    struct tf_keep_options options;
    pthread_mutex_t writing; /* held while something is decided and written: one change at a time */

    pthread_mutex_t mutex;         /* guards what follows; never held while the disk is waited for */
    char hash[TF_KEEP_HASH_BYTES]; /* "" no PIN */
    int64_t before_ms;  /* how long the program had run at the last start, as far as it was written down */
    int64_t started_ms; /* mono_ms then */
    struct tf_tries tries[TF_KEEP_CHANNEL_COUNT];
    struct tf_keep_pairing pairings[TF_KEEP_PAIRINGS_MAX];
    size_t pairing_count;
    uint64_t blocked[TF_KEEP_BLOCKED_MAX];
    size_t blocked_count;

    char secret[TF_KEEP_SECRET_BYTES]; /* "" nothing is offered; never on the disk */
    enum tf_role offered;
    int64_t offer_until_ms;
};

int64_t tf_keep_run_ms(const struct tf_keep *keep); /* all the time that the program has run */
/* Writes rows through the ledger's thread. */
enum tf_err tf_keep_put(struct tf_keep *keep, const struct tf_store_private *rows, size_t count);
/* keep_pin.c: writes that there was a try before it is made, or that it was right. *wait_s as in keep.h. */
enum tf_err tf_keep_count_try(struct tf_keep *keep, enum tf_keep_channel channel, int *wait_s);
enum tf_err tf_keep_forgive_try(struct tf_keep *keep, enum tf_keep_channel channel);
extern const char *const TF_KEEP_TRIES_NAMES[TF_KEEP_CHANNEL_COUNT];

#endif
