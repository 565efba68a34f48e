#include "model/card_lock.h"

static size_t find(const struct tf_card_lock *lock, uint64_t session)
{
    size_t i = 0;
    while (i < lock->count && lock->tried[i].session != session) {
        i++;
    }
    return i;
}

int64_t tf_card_lock_wait_ms(const struct tf_card_lock *lock, uint64_t session, int64_t mono_ms)
{
    size_t i = find(lock, session);
    if (i == lock->count || lock->tried[i].wrong < TF_CARD_LOCK_TRIES) {
        return 0;
    }
    int64_t left_ms = lock->tried[i].last_ms + TF_CARD_LOCK_PAUSE_MS - mono_ms;
    return left_ms > 0 ? left_ms : 0;
}

static size_t make_room(struct tf_card_lock *lock)
{
    if (lock->count < TF_CARD_LOCK_MAX) {
        return lock->count++;
    }
    size_t oldest = 0;
    for (size_t i = 1; i < lock->count; i++) {
        if (lock->tried[i].last_ms < lock->tried[oldest].last_ms) {
            oldest = i;
        }
    }
    return oldest;
}

void tf_card_lock_wrong(struct tf_card_lock *lock, uint64_t session, int64_t mono_ms)
{
    size_t i = find(lock, session);
    if (i == lock->count) {
        i = make_room(lock);
        lock->tried[i].session = session;
        lock->tried[i].wrong = 0;
    }
    if (lock->tried[i].wrong >= TF_CARD_LOCK_TRIES) { /* the pause is over: five more */
        lock->tried[i].wrong = 0;
    }
    lock->tried[i].wrong++;
    lock->tried[i].last_ms = mono_ms;
}

void tf_card_lock_right(struct tf_card_lock *lock, uint64_t session)
{
    size_t i = find(lock, session);
    if (i < lock->count) {
        lock->tried[i] = lock->tried[--lock->count];
    }
}
