/* ref.h: a reference count for values that never change once shared. Thread-safe; embed as the first member.
 */
#ifndef TF_BASE_REF_H
#define TF_BASE_REF_H

#include <stdatomic.h>
#include <stdbool.h>

struct tf_ref {
    atomic_uint count;
};

static inline void tf_ref_init(struct tf_ref *ref)
{
    atomic_init(&ref->count, 1u);
}

static inline void tf_ref_get(struct tf_ref *ref)
{
    atomic_fetch_add_explicit(&ref->count, 1u, memory_order_relaxed);
}

/* true when the last reference went: the caller frees. */
static inline bool tf_ref_put(struct tf_ref *ref)
{
    return atomic_fetch_sub_explicit(&ref->count, 1u, memory_order_acq_rel) == 1u;
}

/* true when nobody else holds it, so that its owner may still change it in place. */
static inline bool tf_ref_is_sole(struct tf_ref *ref)
{
    return atomic_load_explicit(&ref->count, memory_order_acquire) == 1u;
}

#endif
