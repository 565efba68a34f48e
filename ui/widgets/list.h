/* list.h: sessions one below the other, as many as fit, with a pager when there are more. */
#ifndef TF_WIDGETS_LIST_H
#define TF_WIDGETS_LIST_H

#include "canvas/scene.h"
#include "model/view.h"
#include "widgets/pager.h"

struct tf_list_options {
    int first;
    const struct tf_pager *pager; /* for when not all fit */
    const char *place;            /* a button beside each that chooses its place; NULL: none */
    const char *place_why_not;    /* NULL: it works */
};
void tf_list(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *cards, size_t count,
             const struct tf_list_options *options);
/* How many fit in rect when all are given; for wording the position. */
int tf_list_fit(struct tf_scene *scene, struct tf_rect rect, size_t count);

#endif
