/* queue.h: a bounded queue of pointers from many threads to one. A mutex and a condition inside. */
#ifndef TF_BASE_QUEUE_H
#define TF_BASE_QUEUE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct tf_queue;

enum tf_err tf_queue_create(struct tf_queue **out, size_t max);
void tf_queue_destroy(struct tf_queue *queue); /* NULL is fine; must be empty */
/* The item belongs to the queue when it returns TF_OK. TF_ERR_BUSY (full), TF_ERR_CLOSED. */
enum tf_err tf_queue_push(struct tf_queue *queue, void *item);
/* Waits up to timeout_ms (negative: for ever) for the first, then takes what is there, up to max, oldest
 * first. 0: nothing came in time, or the queue is closed and empty. */
size_t tf_queue_take(struct tf_queue *queue, void **items, size_t max, int timeout_ms);
void tf_queue_close(struct tf_queue *queue); /* no more pushes; what is in can still be taken */
bool tf_queue_is_closed(struct tf_queue *queue);

#endif
