/* tabs.h: the days, side by side; as many as fit around the one that is shown. */
#ifndef TF_WIDGETS_TABS_H
#define TF_WIDGETS_TABS_H

#include "canvas/scene.h"
#include "model/view.h"

void tf_tabs(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_tab *tabs, size_t count);

#endif
