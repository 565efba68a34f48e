/* pager.h: two buttons that turn a page, and between them where one is. */
#ifndef TF_WIDGETS_PAGER_H
#define TF_WIDGETS_PAGER_H

#include "canvas/scene.h"
#include "model/intent.h"

struct tf_pager {
    enum tf_intent_what what; /* TF_INTENT_PAGE_SPACES, …: b is filled in */
    uint64_t previous, next;  /* the intents' a */
    bool has_previous, has_next;
    bool is_upright;  /* up and down instead of back and forward */
    const char *text; /* between the buttons; "" */
    const char *previous_label, *next_label;
    const char *first_reason, *last_reason; /* why a button is off */
    struct tf_intent jump;                  /* what touching the text does; NONE: it is no button */
    const char *jump_label;
};
int tf_pager_width(struct tf_scene *scene, const struct tf_pager *pager); /* with its text on one line */
/* Draws it from the left of rect; returns what it used. */
struct tf_rect tf_pager(struct tf_scene *scene, struct tf_rect rect, const struct tf_pager *pager);

#endif
