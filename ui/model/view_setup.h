/* view_setup.h: the first start in words. */
#ifndef TF_MODEL_VIEW_SETUP_H
#define TF_MODEL_VIEW_SETUP_H

#include "model/setup.h"
#include "model/view.h"

struct tf_view_setup_zone {
    const char *name;  /* "America / New York" */
    const char *about; /* "10:05 there now" */
};

struct tf_view_setup {
    enum tf_setup_step step;
    const char *heading, *progress; /* "Set up this wall", "2 of 4" */
    const char *title, *hint;       /* what is asked */
    const char *languages[TF_LANG_COUNT];
    const char *field, *placeholder;
    const struct tf_editor *editor; /* NULL: nothing is typed in this step */
    struct tf_view_setup_zone zones[TF_SETUP_ZONES_MAX];
    size_t zone_count;
    const char *none;                            /* where no zone goes with what was typed; "" */
    char digits[TF_ORGANISER_DIGITS_MAX + 1][8]; /* shown: it is being chosen, not guessed */
    size_t boxes;                                /* 0: no digits are asked for */
    const char *next, *next_why_not;             /* the button that leads on; NULL: it can be pressed */
    const char *skip;                            /* "Without a PIN"; "" where "next" is enough */
    bool is_busy;
};
void tf_view_setup(struct tf_view_setup *view, struct tf_arena *arena, const struct tf_app_state *state);

/* What an event is called whose name nobody said. */
const char *tf_view_setup_title(enum tf_lang lang);

#endif
