/* events.h: what SDL reports, made into what the canvas understands (canvas/input.h).
 *
 * Fingers, and the keys of a keypad; nothing else of a keyboard, a joystick or a stick that somebody plugs
 * in. A real mouse counts as a finger only on a desktop without a touch device. One thread. */
#ifndef TF_SDL_EVENTS_H
#define TF_SDL_EVENTS_H

#include "canvas/input.h"
#include "sdl/window.h"

/* At once, on all panels; more are ignored until one is lifted. */
#define TF_EVENTS_FINGERS_MAX 16

struct tf_events_options {
    int rotation; /* degrees clockwise, as the window's */
    /* Calibration, as libinput writes it: of positions 0 … 1 on the panel, before rotation:
     * x' = m[0] x + m[1] y + m[2], y' = m[3] x + m[4] y + m[5]. All zero: none. Panels that report 0 … 4000
     * are put right here as well. */
    double matrix[6];
};

enum tf_events_what {
    TF_EVENTS_NOTHING, /* nothing is waiting */
    TF_EVENTS_INPUT,
    TF_EVENTS_RESIZED, /* the window has another size (or another screen) */
    TF_EVENTS_REDRAW,  /* what was on the glass is lost */
    TF_EVENTS_QUIT,    /* somebody closed the window */
};
struct tf_events_item {
    enum tf_events_what what;
    struct tf_input input;
};

struct tf_events;
enum tf_err tf_events_create(struct tf_events **out, const struct tf_events_options *options);
void tf_events_destroy(struct tf_events *events); /* NULL is fine */
/* After opening and after each TF_EVENTS_RESIZED: asks the window for its size. */
void tf_events_fit(struct tf_events *events, const struct tf_window *window);
/* The next thing that matters, oldest first. Fingers on a device that was unplugged are cancelled. */
struct tf_events_item tf_events_next(struct tf_events *events);

#endif
