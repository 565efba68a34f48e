/* latest.h: the newest value for many readers, without a lock.
 *
 * One word holds which slot is the newest and how often it was taken; taking is one atomic addition. Each
 * slot counts what was given back; who brings the two together, when the slot is the newest no more, ends the
 * value. */
#ifndef TF_WEB_LATEST_H
#define TF_WEB_LATEST_H

#include "base/err.h"

#include <stdbool.h>

struct tf_latest;

enum tf_err tf_latest_create(struct tf_latest **out, void (*end)(void *value));
void tf_latest_destroy(struct tf_latest *latest); /* nothing may be taken any more; NULL is fine */
/* One thread. TF_ERR_BUSY: readers hold all the older ones; the value stays the caller's. */
enum tf_err tf_latest_publish(struct tf_latest *latest, void *value);
/* NULL: nothing was published yet; then there is nothing to give back. */
void *tf_latest_take(struct tf_latest *latest, int *slot);
void tf_latest_give_back(struct tf_latest *latest, int slot);

#endif
