/* view_history.h: the board as it was, and where on the line of time that is. */
#ifndef TF_MODEL_VIEW_HISTORY_H
#define TF_MODEL_VIEW_HISTORY_H

#include "model/view.h"

enum { TF_VIEW_WAS_STEPS = 4 };

struct tf_view_step {
    const char *text;
    const char *why_not; /* NULL: it can be tapped */
    struct tf_intent intent;
};

struct tf_view_was {
    const char *heading; /* "As it was at 10:40" */
    const char *about;   /* "After 57 of 120 changes"; while it is fetched "One moment…" */
    bool is_there;
    struct tf_view_home home;                     /* of the board as it was */
    int permille;                                 /* of the way from the beginning to now */
    struct tf_view_step steps[TF_VIEW_WAS_STEPS]; /* far back, back, on, far on */
    struct tf_view_step put_back;
};

void tf_view_was(struct tf_view_was *view, struct tf_arena *arena, const struct tf_app_state *state);

#endif
