/* view_attract.h: what is shown while nobody is there: read from across the room, touched by anybody who
 * comes. See view.h for what views are. */
#ifndef TF_MODEL_VIEW_ATTRACT_H
#define TF_MODEL_VIEW_ATTRACT_H

#include "model/view.h"

enum { TF_VIEW_ATTRACT_PRINCIPLES = 5, TF_VIEW_ATTRACT_STEPS = 3 };

struct tf_view_attract {
    bool is_night; /* over for the day: a dim clock is all there is */
    bool is_there; /* an event is set up */
    const char *title, *clock, *date;
    struct tf_view_panel now, next;
    /* In the event's own language; where the kiosk speaks another, they take turns by the minute. */
    const char *principles[TF_VIEW_ATTRACT_PRINCIPLES];
    const char *law, *law_text;
    const char *steps[TF_VIEW_ATTRACT_STEPS]; /* how to propose, a word or two to each picture */
    const char *touch;                        /* "Touch to begin" */
    const char *news;                         /* the newest announcement; "" none */
    const char *wifi;                         /* what the code holds; "" none is configured */
    const char *wifi_hint;
};
void tf_view_attract(struct tf_view_attract *view, struct tf_arena *arena, const struct tf_app_state *state);

#endif
