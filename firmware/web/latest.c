#include "web/latest.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum { SLOTS = 32, SLOT_SHIFT = 56 };

struct slot {
    void *value;
    atomic_bool is_used;
    atomic_int_least64_t balance; /* while newest: minus what was given back; after: what is still taken */
};

struct tf_latest {
    void (*end)(void *value);
    atomic_uint_least64_t word; /* slot << 56 | how often taken */
    struct slot slots[SLOTS];   /* slot 0 is "nothing yet" */
};

enum tf_err tf_latest_create(struct tf_latest **out, void (*end)(void *value))
{
    struct tf_latest *latest = calloc(1, sizeof(*latest));
    if (latest == NULL) {
        return TF_ERR_NOMEM;
    }
    latest->end = end;
    atomic_store(&latest->slots[0].is_used, true);
    *out = latest;
    return TF_OK;
}

static void end_slot(struct tf_latest *latest, int index)
{
    struct slot *slot = &latest->slots[index];
    void *value = slot->value;
    slot->value = NULL;
    if (value != NULL) {
        latest->end(value);
    }
    atomic_store_explicit(&slot->is_used, false, memory_order_release);
}

/* The word is another one now: what was taken through it is settled with what came back. */
static void settle(struct tf_latest *latest, uint_least64_t word)
{
    int index = (int)(word >> SLOT_SHIFT);
    int_least64_t taken = (int_least64_t)(word & ((UINT64_C(1) << SLOT_SHIFT) - 1));
    int_least64_t before =
        atomic_fetch_add_explicit(&latest->slots[index].balance, taken, memory_order_acq_rel);
    if (before + taken == 0) {
        end_slot(latest, index);
    }
}

void tf_latest_destroy(struct tf_latest *latest)
{
    if (latest == NULL) {
        return;
    }
    settle(latest, atomic_load(&latest->word));
    free(latest);
}

enum tf_err tf_latest_publish(struct tf_latest *latest, void *value)
{
    for (int i = 1; i < SLOTS; i++) {
        struct slot *slot = &latest->slots[i];
        if (!atomic_load_explicit(&slot->is_used, memory_order_acquire)) {
            slot->value = value;
            atomic_store(&slot->balance, 0);
            atomic_store(&slot->is_used, true);
            settle(latest, atomic_exchange(&latest->word, (uint_least64_t)i << SLOT_SHIFT));
            return TF_OK;
        }
    }
    return TF_ERR_BUSY;
}

void *tf_latest_take(struct tf_latest *latest, int *slot)
{
    uint_least64_t word = atomic_fetch_add_explicit(&latest->word, 1, memory_order_acq_rel);
    int index = (int)(word >> SLOT_SHIFT);
    void *value = latest->slots[index].value;
    if (value == NULL) {
        tf_latest_give_back(latest, index);
        return NULL;
    }
    *slot = index;
    return value;
}

void tf_latest_give_back(struct tf_latest *latest, int slot)
{
    int_least64_t before = atomic_fetch_sub_explicit(&latest->slots[slot].balance, 1, memory_order_acq_rel);
    if (before == 1) {
        end_slot(latest, slot);
    }
}
