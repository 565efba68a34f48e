/* DESIGN. A slot is one atomic pointer. The ledger exchanges the newest board in and drops what it finds
 * there (a board nobody took); the reader exchanges NULL in and owns what it finds. Neither ever waits for
 * the other. */
#include "ledger/readers.h"

#include "base/limits.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>

struct tf_subscription {
    _Atomic(struct tf_board *) slot; /* holds a reference, or NULL */
    void (*wake)(void *user);
    void *user;
    struct tf_subscription *next; /* guarded by the readers' mutex */
};

enum tf_err tf_readers_init(struct tf_readers *readers, struct tf_board *board)
{
    *readers = (struct tf_readers){0};
    if (pthread_mutex_init(&readers->mutex, NULL) != 0) {
        return TF_ERR_NOMEM;
    }
    readers->newest = tf_board_ref(board);
    return TF_OK;
}

void tf_readers_free(struct tf_readers *readers)
{
    assert(readers->list == NULL);
    tf_board_unref(readers->newest);
    pthread_mutex_destroy(&readers->mutex);
}

static void put(struct tf_subscription *subscription, struct tf_board *board)
{
    struct tf_board *unread =
        atomic_exchange_explicit(&subscription->slot, tf_board_ref(board), memory_order_acq_rel);
    tf_board_unref(unread);
}

enum tf_err tf_readers_add(struct tf_readers *readers, struct tf_subscription **out, void (*wake)(void *user),
                           void *user)
{
    struct tf_subscription *subscription = calloc(1, sizeof(*subscription));
    if (!subscription) {
        return TF_ERR_NOMEM;
    }
    atomic_init(&subscription->slot, NULL);
    subscription->wake = wake;
    subscription->user = user;
    pthread_mutex_lock(&readers->mutex);
    bool has_room = readers->count < TF_SUBSCRIBERS_MAX;
    if (has_room) {
        put(subscription, readers->newest);
        subscription->next = readers->list;
        readers->list = subscription;
        readers->count++;
    }
    pthread_mutex_unlock(&readers->mutex);
    if (!has_room) {
        free(subscription);
        return TF_ERR_LIMIT;
    }
    *out = subscription;
    return TF_OK;
}

void tf_readers_remove(struct tf_readers *readers, struct tf_subscription *subscription)
{
    pthread_mutex_lock(&readers->mutex);
    struct tf_subscription **at = &readers->list;
    while (*at && *at != subscription) {
        at = &(*at)->next;
    }
    assert(*at == subscription);
    *at = subscription->next;
    readers->count--;
    pthread_mutex_unlock(&readers->mutex);
    tf_board_unref(tf_subscription_take(subscription));
    free(subscription);
}

void tf_readers_publish(struct tf_readers *readers, struct tf_board *board)
{
    struct tf_board *before = NULL;
    pthread_mutex_lock(&readers->mutex);
    if (board) {
        before = readers->newest;
        readers->newest = tf_board_ref(board);
        for (struct tf_subscription *s = readers->list; s; s = s->next) {
            put(s, board);
        }
    }
    for (struct tf_subscription *s = readers->list; s; s = s->next) {
        if (s->wake) {
            s->wake(s->user);
        }
    }
    pthread_mutex_unlock(&readers->mutex);
    tf_board_unref(before);
}

struct tf_board *tf_subscription_take(struct tf_subscription *subscription)
{
    return atomic_exchange_explicit(&subscription->slot, NULL, memory_order_acq_rel);
}
