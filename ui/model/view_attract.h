/* view_attract.h: what is shown while nobody is there: read from across the room, touched by anybody who
 * comes. See view.h for what views are. */
#ifndef TF_MODEL_VIEW_ATTRACT_H
#define TF_MODEL_VIEW_ATTRACT_H

#include "model/view.h"

enum { TF_VIEW_ATTRACT_PRINCIPLES = 5, TF_VIEW_ATTRACT_STEPS = 3 };

/* Pages take turns, each for TF_VIEW_ATTRACT_PAGE_S: all at once from nearby, then one thing after the other
 * for those across the room. While lightning talks run, their count-down is all there is. */
#define TF_VIEW_ATTRACT_PAGE_S 10
enum tf_view_attract_page {
    TF_ATTRACT_ALL,
    TF_ATTRACT_ONE, /* one session, or the break that is on */
    TF_ATTRACT_NEWS,
    TF_ATTRACT_WIFI,
    TF_ATTRACT_COUNT_DOWN,
};

struct tf_view_attract {
    bool is_night; /* over for the day: a dim clock is all there is */
    bool is_there; /* an event is set up */
    enum tf_view_attract_page page;
    const char *title, *clock, *date;
    struct tf_view_panel now, next;
    /* ONE: what and where; its panel says when. */
    const struct tf_view_panel *panel;
    const char *one, *one_place;
    int one_symbol; /* -1: none */
    /* COUNT_DOWN: what is left, as "4:59", and in the last minute as "59". */
    const char *left;
    bool is_last_minute;
    const char *speaks, *then; /* whose it is, and who is next; "" */
    /* In the event's languages by turns: its own, the kiosk's, those that its sessions are in. */
    const char *principles[TF_VIEW_ATTRACT_PRINCIPLES];
    const char *law, *law_text;
    const char *steps[TF_VIEW_ATTRACT_STEPS]; /* how to propose, a word or two to each picture */
    const char *touch;                        /* "Touch to begin" */
    const char *news;                         /* the newest announcement; "" none */
    const char *wifi;                         /* what the code holds; "" none is configured */
    const char *wifi_hint;
};
void tf_view_attract(struct tf_view_attract *view, struct tf_arena *arena, const struct tf_app_state *state);
/* How often there is something else to see, in seconds. */
int tf_view_attract_turn_s(const struct tf_app_state *state);

#endif
