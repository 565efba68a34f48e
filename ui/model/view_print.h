/* view_print.h: the strip that says how the printer and one's slip are doing, and asks whether what is held
 * shall come out. */
#ifndef TF_MODEL_VIEW_PRINT_H
#define TF_MODEL_VIEW_PRINT_H

#include "base/arena.h"
#include "model/app.h"

struct tf_view_print {
    const char *text, *more; /* "" nothing is to be said; "" no second sentence */
    bool is_done;            /* it is on paper */
    const char *yes, *no;    /* what is held: print it, or give it up; NULL: not asked */
};
void tf_view_print(struct tf_view_print *view, struct tf_arena *arena, const struct tf_app_state *state);
/* Why no slip can be asked for; NULL: it can. */
const char *tf_view_why_not_print(const struct tf_app_state *state);

#endif
