#include "base/queue.h"

#include "base/clock.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct tf_queue {
    pthread_mutex_t mutex;
    pthread_cond_t not_empty;
    size_t max;
    size_t first; /* of the ring */
    size_t count;
    bool closed;
    void *items[];
};

enum tf_err tf_queue_create(struct tf_queue **out, size_t max)
{
    struct tf_queue *queue = NULL;
    if (max == 0) {
        return TF_ERR_INVALID;
    }
    if (max > ((size_t)-1 - sizeof(*queue)) / sizeof(void *)) {
        return TF_ERR_NOMEM;
    }
    queue = calloc(1, sizeof(*queue) + max * sizeof(void *));
    if (queue == NULL) {
        return TF_ERR_NOMEM;
    }
    queue->max = max;
    pthread_condattr_t attr;
    if (pthread_condattr_init(&attr) != 0) {
        goto no_attr;
    }
    /* A jump of the wall clock must not stretch a wait. */
    if (pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) != 0 ||
        pthread_cond_init(&queue->not_empty, &attr) != 0) {
        goto no_cond;
    }
    if (pthread_mutex_init(&queue->mutex, NULL) != 0) {
        goto no_mutex;
    }
    pthread_condattr_destroy(&attr);
    *out = queue;
    return TF_OK;

no_mutex:
    pthread_cond_destroy(&queue->not_empty);
no_cond:
    pthread_condattr_destroy(&attr);
no_attr:
    free(queue);
    return TF_ERR_NOMEM;
}

void tf_queue_destroy(struct tf_queue *queue)
{
    if (queue == NULL) {
        return;
    }
    assert(queue->count == 0);
    pthread_mutex_destroy(&queue->mutex);
    pthread_cond_destroy(&queue->not_empty);
    free(queue);
}

enum tf_err tf_queue_push(struct tf_queue *queue, void *item)
{
    enum tf_err err = TF_OK;
    pthread_mutex_lock(&queue->mutex);
    if (queue->closed) {
        err = TF_ERR_CLOSED;
    } else if (queue->count == queue->max) {
        err = TF_ERR_BUSY;
    } else {
        queue->items[(queue->first + queue->count) % queue->max] = item;
        queue->count++;
    }
    pthread_mutex_unlock(&queue->mutex);
    if (err == TF_OK) { /* not under the lock: whoever is woken would run into it, and sleep again */
        pthread_cond_signal(&queue->not_empty);
    }
    return err;
}

size_t tf_queue_take(struct tf_queue *queue, void **items, size_t max, int timeout_ms)
{
    struct timespec deadline = tf_clock_after_ms(timeout_ms > 0 ? timeout_ms : 0);
    pthread_mutex_lock(&queue->mutex);
    int waited = 0;
    while (queue->count == 0 && !queue->closed && waited == 0 && timeout_ms != 0) {
        waited = timeout_ms < 0 ? pthread_cond_wait(&queue->not_empty, &queue->mutex)
                                : pthread_cond_timedwait(&queue->not_empty, &queue->mutex, &deadline);
    }
    size_t taken = 0;
    while (taken < max && queue->count > 0) {
        items[taken++] = queue->items[queue->first];
        queue->first = (queue->first + 1) % queue->max;
        queue->count--;
    }
    pthread_mutex_unlock(&queue->mutex);
    return taken;
}

void tf_queue_close(struct tf_queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    queue->closed = true;
    pthread_cond_broadcast(&queue->not_empty);
    pthread_mutex_unlock(&queue->mutex);
}

bool tf_queue_is_closed(struct tf_queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    bool closed = queue->closed;
    pthread_mutex_unlock(&queue->mutex);
    return closed;
}
