/* seat.h: whether a Wayland session has a seat, which is what its pointers, keyboards and touch panels belong
 * to. SDL 2.26 writes through a null pointer where there is none (in Wayland_InitMouse), before it draws
 * anything. */
#ifndef TF_SDL_SEAT_H
#define TF_SDL_SEAT_H

#include <stdbool.h>

/* Asks the session that WAYLAND_DISPLAY names. true also when there is none to ask: SDL then says so itself.
 */
bool tf_seat_is_there(void);

#endif
