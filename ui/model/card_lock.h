/* card_lock.h: wrong numbers typed for a session's card, counted over everybody who stands before the kiosk.
 * Pure: monotonic time comes in. */
#ifndef TF_MODEL_CARD_LOCK_H
#define TF_MODEL_CARD_LOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ten minutes hold ten pauses: 55 tries of 9,000 numbers at most. */
#define TF_CARD_LOCK_TRIES    5
#define TF_CARD_LOCK_PAUSE_MS 60000
#define TF_CARD_LOCK_MAX      64 /* sessions; then the one whose last wrong number is longest ago is forgotten */

struct tf_card_lock {
    struct {
        uint64_t session;
        int wrong;
        int64_t last_ms; /* of the last wrong one */
    } tried[TF_CARD_LOCK_MAX];
    size_t count;
};

/* How long nothing can be tried yet; 0: it can. */
int64_t tf_card_lock_wait_ms(const struct tf_card_lock *lock, uint64_t session, int64_t mono_ms);
void tf_card_lock_wrong(struct tf_card_lock *lock, uint64_t session, int64_t mono_ms);
void tf_card_lock_right(struct tf_card_lock *lock, uint64_t session);

#endif
