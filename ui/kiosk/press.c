#include "kiosk/press.h"

#include "print/sheet.h"

#include <stdlib.h>

/* *out: a scene that borrows theme. */
static enum tf_err lay_out(struct tf_scene **out, struct tf_theme *theme, struct tf_press_job *job,
                           const struct tf_app_state *state, struct tf_type_setter *setter)
{
    struct tf_scene_start start = {.theme = theme, .setter = setter};
    enum tf_err err = tf_scene_create(out);

    tf_slip_theme(theme, job->profile->width_dots, job->profile->dots_per_mm);
    return err == TF_OK ? tf_slip_draw(state, *out, &start, &job->slip) : err;
}

enum tf_err tf_press_dots(struct tf_raster *out, struct tf_press_job *job, const struct tf_app_state *state,
                          struct tf_type_setter *setter)
{
    struct tf_canvas *canvas = NULL;
    struct tf_scene *scene = NULL;
    struct tf_theme theme;
    int stride;
    enum tf_err err = lay_out(&scene, &theme, job, state, setter);

    *out = (struct tf_raster){0};
    if (err == TF_OK) {
        err = tf_canvas_create(&canvas, job->profile->width_dots, job->slip.height_px);
    }
    if (err == TF_OK) {
        tf_scene_paint(scene, canvas, (struct tf_rect){0, 0, 0, 0});
        const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
        err = tf_raster_from_argb(out, pixels, tf_canvas_width(canvas), tf_canvas_height(canvas), stride);
    }
    tf_canvas_destroy(canvas);
    tf_scene_destroy(scene);
    return err;
}

enum tf_err tf_press_bytes(struct tf_buf *out, struct tf_press_job *job, const struct tf_app_state *state,
                           struct tf_type_setter *setter)
{
    struct tf_raster raster;
    enum tf_err err = tf_press_dots(&raster, job, state, setter);
    struct tf_escpos_code code = {.text = job->slip.has_code ? job->slip.code_text : NULL,
                                  .top = job->slip.code.y,
                                  .height = job->slip.code.h,
                                  .module_dots = job->slip.code_module_px};

    if (err == TF_OK) {
        err = tf_escpos_write(out, &raster, job->profile, &code);
    }
    tf_raster_free(&raster);
    return err;
}

enum tf_err tf_press_picture(struct tf_buf *out, struct tf_press_job *job, const struct tf_app_state *state,
                             struct tf_type_setter *setter)
{
    struct tf_raster raster;
    enum tf_err err = tf_press_dots(&raster, job, state, setter);

    if (err == TF_OK) {
        err = tf_sheet_keep(out, &raster);
    }
    tf_raster_free(&raster);
    return err;
}

enum tf_err tf_press_png(struct tf_buf *out, const struct tf_raster *raster)
{
    struct tf_canvas *canvas = NULL;
    enum tf_err err = tf_canvas_create(&canvas, raster->width, raster->height);

    if (err != TF_OK) {
        return err;
    }
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, raster->width, raster->height}, 0xFFFFFFFF);
    for (int y = 0; y < raster->height; y++) {
        for (int x = 0, from = -1; x <= raster->width; x++) {
            bool black = tf_raster_dot(raster, x, y);
            if (black && from < 0) {
                from = x;
            } else if (!black && from >= 0) {
                tf_canvas_fill(canvas, (struct tf_rect){from, y, x - from, 1}, 0xFF000000);
                from = -1;
            }
        }
    }
    err = tf_canvas_png(canvas, out);
    tf_canvas_destroy(canvas);
    return err;
}

static const char *title_of(const struct tf_press_job *job, const struct tf_app_state *state)
{
    if (job->slip.what == TF_SLIP_BULLETIN) {
        const struct tf_gathering *gathering = tf_board_gathering(state->board);
        return gathering ? gathering->title : "";
    }
    if (job->slip.what == TF_SLIP_SIGN) {
        const struct tf_space *space = tf_board_space(state->board, job->slip.space);
        return space ? space->name : "";
    }
    const struct tf_session *session = tf_board_session(state->board, state->session);
    return session ? session->title : "";
}

enum tf_err tf_press_pdf(struct tf_buf *out, struct tf_press_job *job, const struct tf_app_state *state,
                         struct tf_type_setter *setter)
{
    struct tf_canvas *canvas = NULL;
    struct tf_scene *scene = NULL;
    struct tf_theme theme;
    char made_at[26];
    enum tf_err err = lay_out(&scene, &theme, job, state, setter);

    if (err == TF_OK) {
        tf_zone_format(made_at, state->zone, state->now_s);
        const struct tf_canvas_paper paper = {.width_px = job->profile->width_dots,
                                              .height_px = job->slip.height_px,
                                              .px_per_mm = job->profile->dots_per_mm,
                                              .title = title_of(job, state),
                                              .author = "",
                                              .made_at = made_at};
        err = tf_canvas_create_pdf(&canvas, &paper, out);
    }
    if (err == TF_OK) {
        tf_scene_paint(scene, canvas, (struct tf_rect){0, 0, 0, 0});
        tf_canvas_page(canvas);
        err = tf_canvas_finish(canvas);
    }
    tf_canvas_destroy(canvas);
    tf_scene_destroy(scene);
    return err;
}
