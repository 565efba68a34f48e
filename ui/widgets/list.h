/* list.h: sessions one below the other, as many as fit, with a pager when there are more. */
#ifndef TF_WIDGETS_LIST_H
#define TF_WIDGETS_LIST_H

#include "canvas/scene.h"
#include "model/view.h"

struct tf_list_words {
    const char *previous, *next;    /* the pager's buttons */
    const char *at_first, *at_last; /* why one of them is off */
};
void tf_list(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *cards, size_t count,
             int first, const char *position, const struct tf_list_words *words);
/* How many fit in rect when all are given; for wording the position. */
int tf_list_fit(struct tf_scene *scene, struct tf_rect rect, size_t count);

#endif
