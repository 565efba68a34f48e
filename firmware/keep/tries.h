/* tries.h: how often something may be wrong: at most `max` in TF_TRIES_SPAN_MS of time that has run. Pure. */
#ifndef TF_KEEP_TRIES_H
#define TF_KEEP_TRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TF_TRIES_MAX        20
#define TF_TRIES_TEXT_BYTES 512

struct tf_tries {
    size_t max; /* ≤ TF_TRIES_MAX */
    int64_t span_ms;
    int64_t at_ms[TF_TRIES_MAX]; /* oldest first */
    size_t count;
};

/* How long nobody may try; 0: now. */
int64_t tf_tries_wait_ms(const struct tf_tries *tries, int64_t now_ms);
void tf_tries_add(struct tf_tries *tries, int64_t now_ms); /* when the wait is 0 */
void tf_tries_take_back(struct tf_tries *tries);           /* the newest */
/* "now t1 t2 …" and back; false: it is no such text, and tries is as if the most had just been made: who
 * damages the file gains nothing. *now_ms: when it was written. */
void tf_tries_write(const struct tf_tries *tries, int64_t now_ms, char out[TF_TRIES_TEXT_BYTES]);
bool tf_tries_read(struct tf_tries *tries, const char *text, int64_t *now_ms);

#endif
