/* view_organiser.h: what the screens behind the mark say. */
#ifndef TF_MODEL_VIEW_ORGANISER_H
#define TF_MODEL_VIEW_ORGANISER_H

#include "model/menu.h"
#include "model/view.h"

struct tf_view_pin {
    const char *heading, *title, *hint;
    const char *enter;
    const char *why_not;                     /* the PIN cannot be taken yet; NULL: it can */
    bool is_open;                            /* it is being chosen: its digits are shown */
    bool is_busy;                            /* it is being looked at */
    size_t boxes;                            /* as many places are shown */
    char digits[TF_ORGANISER_DIGITS_MAX][4]; /* "7" or "•"; "" not typed yet */
};
void tf_view_pin(struct tf_view_pin *view, const struct tf_app_state *state);

#define TF_VIEW_MENU_MAX 24
struct tf_view_menu {
    const char *heading;
    struct tf_view_menu_item {
        const char *name, *about;
        const char *why_not; /* NULL: it can be opened */
        enum tf_screen_name screen;
    } items[TF_VIEW_MENU_MAX];
    size_t count;
};
void tf_view_menu(struct tf_view_menu *view, struct tf_arena *arena, const struct tf_app_state *state);

struct tf_view_pair {
    const char *heading;
    const char *url;  /* what the code holds; "" none is shown */
    const char *hint; /* beside it: what to do, how long it is good; or what this is for */
    const char *offers[2];
    enum tf_role roles[2];
    const char *devices; /* heading of the list */
    const char *none;    /* when there is none */
    const char *forget;
    struct tf_view_pair_device {
        const char *name;  /* "Organiser's device" */
        const char *since; /* "let in on Wednesday, 25 November, 10:30" */
    } paired[TF_ERRAND_PAIRINGS_MAX];
    size_t paired_count;
    int first; /* of the list */
};
void tf_view_pair(struct tf_view_pair *view, struct tf_arena *arena, const struct tf_app_state *state);

/* Who stands there, on every screen: "You are an organiser here"; "" a guest. */
const char *tf_view_role(const struct tf_app_state *state);

#endif
