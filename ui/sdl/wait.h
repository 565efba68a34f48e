/* wait.h: sleeping until something happens: an event of SDL, a wake from another thread, SIGTERM or SIGINT.
 *
 * SDL itself sleeps truly on X11 and Wayland only; on its other drivers it looks every millisecond, which a
 * board on batteries or without a fan feels. There we sleep in poll(2) on a wake-up, on the input devices
 * (each is opened a second time and its bytes thrown away) and on /dev/input for those that come later. */
#ifndef TF_SDL_WAIT_H
#define TF_SDL_WAIT_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct tf_wait;

struct tf_wait_options {
    bool native;           /* tf_window_waits_natively() */
    const char *input_dir; /* NULL: /dev/input */
};

/* SIGTERM and SIGINT are blocked for this thread and those it starts from now on, so call it before any other
 * thread starts. Needs no SDL yet. TF_ERR_IO, TF_ERR_NOMEM. */
enum tf_err tf_wait_create(struct tf_wait **out, const struct tf_wait_options *options);
void tf_wait_destroy(struct tf_wait *wait); /* NULL is fine; the signals end the program again */
/* Another driver: the window was opened, or found a display. TF_ERR_IO, TF_ERR_NOMEM: as it was. */
enum tf_err tf_wait_set_native(struct tf_wait *wait, bool native);

/* Returns when SDL may have events, when woken, at the end of timeout_ms (negative: never) or when the
 * program shall end. false: none of that but the time. */
bool tf_wait_for(struct tf_wait *wait, int timeout_ms);
/* From any thread, and from a signal handler. Wakes that nobody waited for are not lost, and count once. */
void tf_wait_wake(struct tf_wait *wait);
bool tf_wait_is_ended(const struct tf_wait *wait); /* SIGTERM or SIGINT came */
/* How often tf_wait_for() really woke up inside: what idle costs. */
uint64_t tf_wait_wakeups(const struct tf_wait *wait);

#endif
