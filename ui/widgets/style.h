/* style.h: short names for what every widget asks of the theme, and the few ways text is set. */
#ifndef TF_WIDGETS_STYLE_H
#define TF_WIDGETS_STYLE_H

#include "canvas/scene.h"
#include "model/intent.h"

int tf_style_gap(const struct tf_scene *scene, enum tf_space_step step);
int tf_style_target(const struct tf_scene *scene);       /* least side of a control */
int tf_style_small_target(const struct tf_scene *scene); /* of a cell of the grid: hand-held size */
int tf_style_radius(const struct tf_scene *scene);
int tf_style_line_height(struct tf_scene *scene, enum tf_type type);
/* Quiet surfaces have no border, but where every surface is black. */
enum tf_paint tf_style_quiet_border(const struct tf_scene *scene);

struct tf_type_style tf_style_text(enum tf_type type, enum tf_paint paint);
struct tf_type_style tf_style_bold(enum tf_type type, enum tf_paint paint);
struct tf_tag tf_style_tag(struct tf_intent intent);

/* A box with a border of its own width: a card that is on now. */
void tf_style_frame(struct tf_scene *scene, struct tf_rect rect, int width_px, enum tf_paint border,
                    enum tf_paint fill, int radius_px);
/* A bar filled to permille, in the reading direction. */
void tf_style_bar(struct tf_scene *scene, struct tf_rect rect, int permille, enum tf_paint full,
                  enum tf_paint empty);
/* A space wherever it is named: its symbol and its name on one line. Returns the width used. */
int tf_style_space(struct tf_scene *scene, struct tf_rect rect, int symbol, const char *name,
                   struct tf_type_style style);

/* Whether every word finds room on a line of that width. Chinese and Japanese break anywhere and always do.
 */
bool tf_style_keeps_words(struct tf_scene *scene, const char *text, struct tf_type_style style, int width_px);

#endif
