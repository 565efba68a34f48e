/* devices.h: the input devices of the machine, only to be woken by them: what they say is thrown away, SDL
 * reads it through descriptors of its own. Devices may come and go. One thread. */
#ifndef TF_SDL_DEVICES_H
#define TF_SDL_DEVICES_H

#include "base/err.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#define TF_DEVICES_MAX     32
#define TF_DEVICES_FDS_MAX (TF_DEVICES_MAX + 1)

struct tf_devices;
/* dir NULL: /dev/input. A machine without one has no devices yet. TF_ERR_NOMEM. */
enum tf_err tf_devices_create(struct tf_devices **out, const char *dir);
void tf_devices_destroy(struct tf_devices *devices); /* NULL is fine */
/* For poll(2); fds has room for TF_DEVICES_FDS_MAX. Returns how many. */
size_t tf_devices_list(const struct tf_devices *devices, struct pollfd *fds);
/* After poll(2), with the same list. true: something was said. *changed: a device came or went. */
bool tf_devices_drain(struct tf_devices *devices, const struct pollfd *fds, size_t count, bool *changed);

#endif
