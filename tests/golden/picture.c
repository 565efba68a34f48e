#include "golden/picture.h"

#include "screens/screens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

void picture_open(struct picture *picture)
{
    struct tf_problem problem = {"", "", ""};
    picture->pressed = picture->focus = (struct tf_tag){0, 0, 0};
    const char *dir = getenv("TF_LOCALE_DIR");
    tf_lang_init(dir != NULL ? dir : TF_BUILD_DIR "/locale");
    if (tf_fonts_open(&picture->fonts, TF_SOURCE_DIR "/assets/fonts/fonts.ini", &problem) != TF_OK) {
        fail_msg("no fonts: %s %s", problem.what, problem.where);
    }
    struct tf_font_engine engine = tf_fonts_engine(picture->fonts);
    assert_int_equal(tf_type_create(&picture->setter, &engine, 0), TF_OK);
    assert_int_equal(tf_scene_create(&picture->scene), TF_OK);
}

void picture_close(struct picture *picture)
{
    tf_scene_destroy(picture->scene);
    tf_type_destroy(picture->setter);
    tf_fonts_close(picture->fonts);
}

void picture_draw(struct picture *picture, const struct tf_app_state *state, int width_px, int height_px,
                  double px_per_mm)
{
    tf_theme_init(&picture->theme, width_px, height_px, px_per_mm, (enum tf_scheme)state->scheme,
                  state->larger_text);
    struct tf_scene_start start = {.theme = &picture->theme,
                                   .setter = picture->setter,
                                   .pressed = picture->pressed,
                                   .focus = picture->focus};
    assert_int_equal(tf_screens_draw_state(state, picture->scene, &start), TF_OK);
}

struct tf_canvas *picture_paint(struct picture *picture)
{
    struct tf_canvas *canvas = NULL;
    assert_int_equal(tf_canvas_create(&canvas, picture->theme.width_px, picture->theme.height_px), TF_OK);
    tf_scene_paint(picture->scene, canvas, (struct tf_rect){0, 0, 0, 0});
    return canvas;
}
