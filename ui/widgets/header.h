/* header.h: the row on top of every screen: at its end always the same buttons at the same place (search,
 * speech, lower controls, larger text, scheme, language); the rest is the screen's. */
#ifndef TF_WIDGETS_HEADER_H
#define TF_WIDGETS_HEADER_H

#include "canvas/scene.h"
#include "model/app.h"

/* A panel lower than this is within reach of everybody who can reach its upper edge at all (FIELD: 380 …
 * 1,220 mm). */
#define TF_HEADER_TALL_MM 300
bool tf_header_can_lower(const struct tf_scene *scene);

/* Draws the buttons at the end of row; returns what is left of it. */
struct tf_rect tf_header(struct tf_scene *scene, struct tf_rect row, const struct tf_app_state *state);

#endif
