/* readers.h: who is shown each new board. */
#ifndef TF_LEDGER_READERS_H
#define TF_LEDGER_READERS_H

#include "ledger/ledger.h"

#include <pthread.h>

struct tf_readers {
    pthread_mutex_t mutex; /* guards what follows; held while waking, so that unsubscribing waits for it */
    struct tf_subscription *list; /* NULL at the end */
    size_t count;
    struct tf_board *newest; /* what a new reader begins with */
};

enum tf_err tf_readers_init(struct tf_readers *readers, struct tf_board *board);
void tf_readers_free(struct tf_readers *readers); /* all must have left */
enum tf_err tf_readers_add(struct tf_readers *readers, struct tf_subscription **out, void (*wake)(void *user),
                           void *user);
void tf_readers_remove(struct tf_readers *readers, struct tf_subscription *subscription);
/* Puts board (references are taken) in every slot, then wakes. NULL: only wakes. */
void tf_readers_publish(struct tf_readers *readers, struct tf_board *board);

#endif
