#include "kiosk/stage.h"

#include "kiosk/paths.h"
#include "screens/screens.h"
#include "sdl/fonts.h"

#include <stdlib.h>

struct tf_stage {
    struct tf_fonts *fonts;
    struct tf_font_engine engine;
    struct tf_type_setter *setter;
    struct tf_scene *shown, *next;             /* shown is what the canvas has; they change places */
    struct tf_theme *shown_theme, *next_theme; /* a scene borrows its theme */
    struct tf_theme themes[2];
    struct tf_canvas *canvas;
};

static enum tf_err open_fonts(struct tf_stage *stage, struct tf_problem *problem)
{
    char *list = NULL;
    enum tf_err err = tf_paths_asset(&list, "fonts/fonts.ini", problem);

    if (err == TF_OK) {
        err = tf_fonts_open(&stage->fonts, list, problem);
    }
    free(list);
    if (err == TF_OK) {
        stage->engine = tf_fonts_engine(stage->fonts);
        err = tf_type_create(&stage->setter, &stage->engine, 0);
    }
    return err;
}

enum tf_err tf_stage_create(struct tf_stage **out, struct tf_problem *problem)
{
    struct tf_stage *stage = calloc(1, sizeof *stage);
    enum tf_err err = stage ? open_fonts(stage, problem) : TF_ERR_NOMEM;

    if (err == TF_OK) {
        err = tf_scene_create(&stage->shown);
    }
    if (err == TF_OK) {
        err = tf_scene_create(&stage->next);
    }
    if (err != TF_OK) {
        tf_stage_destroy(stage);
        return err;
    }
    stage->shown_theme = &stage->themes[0];
    stage->next_theme = &stage->themes[1];
    *out = stage;
    return TF_OK;
}

void tf_stage_destroy(struct tf_stage *stage)
{
    if (!stage) {
        return;
    }
    tf_canvas_destroy(stage->canvas);
    tf_scene_destroy(stage->next);
    tf_scene_destroy(stage->shown);
    tf_type_destroy(stage->setter);
    tf_fonts_close(stage->fonts);
    free(stage);
}

/* *is_new: there is another canvas now, and nothing on it. */
static enum tf_err fit_canvas(struct tf_stage *stage, int width_px, int height_px, bool *is_new)
{
    struct tf_canvas *canvas;
    enum tf_err err;

    *is_new = !stage->canvas || tf_canvas_width(stage->canvas) != width_px ||
              tf_canvas_height(stage->canvas) != height_px;
    if (!*is_new) {
        return TF_OK;
    }
    err = tf_canvas_create(&canvas, width_px, height_px);
    if (err != TF_OK) {
        return err;
    }
    tf_canvas_destroy(stage->canvas);
    stage->canvas = canvas;
    return TF_OK;
}

enum tf_err tf_stage_draw(struct tf_stage *stage, const struct tf_app *app, const struct tf_stage_view *view,
                          struct tf_stage_change *change)
{
    struct tf_theme *theme = stage->next_theme;
    struct tf_scene_start start = {
        .theme = theme, .setter = stage->setter, .pressed = view->pressed, .focus = view->focus};
    struct tf_scene *drawn = stage->next;
    enum tf_err err = fit_canvas(stage, view->width_px, view->height_px, &change->everything);

    change->count = 0;
    if (err != TF_OK) {
        return err;
    }
    tf_screens_theme(theme, app, view->width_px, view->height_px, view->px_per_mm);
    err = tf_screens_draw(app, drawn, &start);
    if (change->everything) {
        tf_scene_paint(drawn, stage->canvas, (struct tf_rect){0, 0, 0, 0});
    } else {
        change->count = tf_scene_diff(stage->shown, drawn, change->rects, TF_SCENE_DIRTY_MAX);
    }
    for (size_t i = 0; i < change->count; i++) {
        tf_scene_paint(drawn, stage->canvas, change->rects[i]);
    }
    stage->next = stage->shown;
    stage->shown = drawn;
    stage->next_theme = stage->shown_theme;
    stage->shown_theme = theme;
    return err;
}

struct tf_type_setter *tf_stage_setter(struct tf_stage *stage)
{
    return stage->setter;
}

const struct tf_canvas *tf_stage_canvas(const struct tf_stage *stage)
{
    return stage->canvas;
}

const struct tf_scene *tf_stage_scene(const struct tf_stage *stage)
{
    return stage->canvas ? stage->shown : NULL;
}
