/* header.h: the row on top of every screen: at its end always the same three buttons at the same place
 * (larger text, scheme, language); the rest is the screen's. */
#ifndef TF_WIDGETS_HEADER_H
#define TF_WIDGETS_HEADER_H

#include "canvas/scene.h"
#include "model/app.h"

/* Draws the buttons at the end of row; returns what is left of it. */
struct tf_rect tf_header(struct tf_scene *scene, struct tf_rect row, const struct tf_app_state *state);

#endif
