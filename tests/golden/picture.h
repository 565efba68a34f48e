/* picture.h: a screen drawn into memory, as the kiosk draws it, without a display. */
#ifndef TF_TESTS_PICTURE_H
#define TF_TESTS_PICTURE_H

#include "canvas/scene.h"
#include "model/app.h"
#include "sdl/fonts.h"

struct picture {
    struct tf_fonts *fonts;
    struct tf_type_setter *setter;
    struct tf_scene *scene;
    struct tf_theme theme;
    struct tf_tag pressed, focus; /* none, unless a test says so */
};
/* Fonts and catalogues; the test ends when they are missing. */
void picture_open(struct picture *picture);
void picture_close(struct picture *picture);
/* Draws the state's screen into picture->scene for a panel of that size; px_per_mm 0 as the kiosk guesses. */
void picture_draw(struct picture *picture, const struct tf_app_state *state, int width_px, int height_px,
                  double px_per_mm);
/* Paints the scene; the caller's canvas. */
struct tf_canvas *picture_paint(struct picture *picture);

#endif
