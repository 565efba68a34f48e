/* view_came.h: what came of it: counts that lead to their lists, and two pictures of them. */
#ifndef TF_MODEL_VIEW_CAME_H
#define TF_MODEL_VIEW_CAME_H

#include "core/came.h"
#include "model/view.h"

struct tf_view_came_count {
    const char *number, *name;
    const char *label;       /* said aloud: "12 held" */
    struct tf_intent intent; /* TF_INTENT_NONE: it counts, and leads nowhere */
};
struct tf_view_came_bar {
    int permille;      /* of the tallest */
    int part_permille; /* of itself: how many of them have notes; 1000 where that is not the question */
};
struct tf_view_came_plot {
    const char *heading;
    const char *first, *last; /* when the first and the last bar began */
    const char *most;         /* how many the tallest stands for */
    struct tf_view_came_bar bars[TF_CAME_BARS_MAX];
    size_t bar_count; /* 0: there is nothing to look at */
};
enum { TF_VIEW_CAME_COUNTS_MAX = 8, TF_VIEW_CAME_PLOTS = 2 };
struct tf_view_came {
    struct tf_view_came_count counts[TF_VIEW_CAME_COUNTS_MAX];
    size_t count_count;
    struct tf_view_came_plot plots[TF_VIEW_CAME_PLOTS]; /* when it was proposed; which rows have notes */
    const char *share;                                  /* of people who proposed, wrote, read; "" */
    const char *remind,
        *remind_why_not; /* remind NULL: whoever stands there cannot; why_not NULL: it works */
    const char *people;  /* a button: how many came; NULL: whoever stands there does not say it */
    const char *undo;    /* NULL: nothing was just done here */
};
/* Of the reminder: the event's, whatever whoever stands there reads; all will read it. */
enum tf_lang tf_view_came_lang(const struct tf_app_state *state);
void tf_view_came(struct tf_view_came *view, struct tf_arena *arena, const struct tf_app_state *state);

#endif
