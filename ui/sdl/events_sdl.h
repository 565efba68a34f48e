/* events_sdl.h: the inside of events.c, for its tests: one SDL event in, one item out. */
#ifndef TF_SDL_EVENTS_SDL_H
#define TF_SDL_EVENTS_SDL_H

#include "sdl/events.h"

#include <SDL.h>

struct tf_events_finger {
    SDL_TouchID device;
    SDL_FingerID id;
    int x, y;
};

struct tf_events {
    struct tf_events_options options;
    bool has_matrix;
    bool mouse_is_finger; /* the driver is a desktop's; whether there is a touch device is asked each time */
    int canvas_w, canvas_h;
    int window_w, window_h;                                 /* in the units of SDL's mouse events */
    struct tf_events_finger fingers[TF_EVENTS_FINGERS_MAX]; /* on the glass */
    size_t finger_count;
};

struct tf_events_item tf_events_translate(struct tf_events *events, const SDL_Event *event);
/* A finger whose touch device is gone, as a TF_INPUT_CANCEL; TF_EVENTS_NOTHING: none. */
struct tf_events_item tf_events_lost(struct tf_events *events);

#endif
