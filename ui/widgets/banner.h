/* banner.h: one sentence that must be seen: trouble on top of every screen, a notice over its foot. */
#ifndef TF_WIDGETS_BANNER_H
#define TF_WIDGETS_BANNER_H

#include "canvas/scene.h"
#include "widgets/button.h"

/* A strip over the whole width, with a button at its end (NULL: none); returns its height. */
int tf_banner_trouble(struct tf_scene *scene, struct tf_rect rect, const char *text,
                      const struct tf_button *button);
/* Floats at the foot of rect, as wide as its text. */
void tf_banner_notice(struct tf_scene *scene, struct tf_rect rect, enum tf_icon icon, const char *text);
/* A quiet box with an icon inside a page: what is the matter with a session. Returns its height. */
int tf_banner_inline(struct tf_scene *scene, struct tf_rect rect, enum tf_icon icon, const char *text);

#endif
