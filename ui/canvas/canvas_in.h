/* canvas_in.h: the inside of a canvas, for the files that draw on one. */
#ifndef TF_CANVAS_CANVAS_IN_H
#define TF_CANVAS_CANVAS_IN_H

#include "canvas/canvas.h"
#include "canvas/font.h"
#include "canvas/stamp.h"

#include <cairo.h>

struct tf_canvas {
    cairo_surface_t *surface;
    cairo_t *cairo;
    uint8_t *pixels; /* NULL: the pages of a PDF */
    double scale;    /* of those: points a pixel */
    int width, height, stride;
    struct tf_rect clip;    /* never beyond the canvas */
    int origin_x, origin_y; /* 0, 0 where there are pixels */
    struct tf_stamps stamps;
};

/* For cairo: sets colour as the source, 0xAARRGGBB. */
void tf_canvas_source(struct tf_canvas *canvas, uint32_t colour);
/* Lays a path down, as large as rect has room for, in its middle. stroke: width in units of the path's grid.
 */
struct tf_shape {
    const char *path;
    enum tf_stamp_kind layer; /* COLOUR or INK */
    double stroke;
    bool mirrored;
};
void tf_canvas_shape(struct tf_canvas *canvas, struct tf_rect rect, const struct tf_shape *shape,
                     uint32_t colour);
/* All of them at once: no seams where they touch, however a page is magnified. */
void tf_canvas_fill_all(struct tf_canvas *canvas, const struct tf_rect *rects, size_t count, uint32_t colour);

/* ---- paper.c: the same as lines and curves, for a canvas without pixels ---- */
void tf_canvas_paper_mask(struct tf_canvas *canvas, struct tf_rect at, int stride, const uint8_t *coverage,
                          uint32_t colour);
void tf_canvas_paper_shape(struct tf_canvas *canvas, struct tf_rect square, const struct tf_shape *shape,
                           uint32_t colour);
void tf_canvas_paper_round(struct tf_canvas *canvas, struct tf_rect rect, double radius, uint32_t fill,
                           uint32_t border, double border_px);

/* A shaped run, its left and baseline at x, y. */
void tf_canvas_glyphs(struct tf_canvas *canvas, int x, int y, const struct tf_font_run *run,
                      const struct tf_font_glyphs *glyphs, uint32_t colour);
/* For what writes into pixels itself. */
void tf_canvas_touched(struct tf_canvas *canvas, struct tf_rect rect);
/* Whether a colour shows at all. */
static inline bool tf_canvas_shows(uint32_t colour)
{
    return (colour >> 24) != 0;
}

#endif
