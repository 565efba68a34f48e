/* screens.h: every screen, one file each, in one table; a screen is a pure function app state → scene. */
#ifndef TF_SCREENS_SCREENS_H
#define TF_SCREENS_SCREENS_H

#include "canvas/scene.h"
#include "model/app.h"

/* Draws the app's screen with everything that lies over it (notices, language list), from begin to end.
 * start->theme should come from tf_screens_theme(); start->rtl is ignored: the app's language decides.
 * TF_ERR_NOMEM, TF_ERR_LIMIT: something was left out. */
enum tf_err tf_screens_draw(const struct tf_app *app, struct tf_scene *scene,
                            const struct tf_scene_start *start);
/* The same from a bare state, for pictures and tests. */
enum tf_err tf_screens_draw_state(const struct tf_app_state *state, struct tf_scene *scene,
                                  const struct tf_scene_start *start);
/* The theme that app's choices (scheme, larger text) mean on a panel. */
void tf_screens_theme(struct tf_theme *theme, const struct tf_app *app, int width_px, int height_px,
                      double px_per_mm);

#endif
