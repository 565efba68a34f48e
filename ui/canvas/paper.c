#include "canvas/canvas_in.h"

#include "canvas/path.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>

static const double PT_PER_MM = 72 / 25.4;

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes, unsigned len)
{
    struct tf_buf *pdf = closure;
    tf_buf_add(pdf, bytes, len);
    return tf_buf_err(pdf) == TF_OK ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void describe(cairo_surface_t *surface, const struct tf_canvas_paper *paper)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Twofeet " TF_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, paper->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, paper->author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, paper->made_at);
}

enum tf_err tf_canvas_create_pdf(struct tf_canvas **out, const struct tf_canvas_paper *paper,
                                 struct tf_buf *pdf)
{
    double scale = PT_PER_MM / paper->px_per_mm;
    if (paper->width_px < 1 || paper->height_px < 1 || paper->width_px > TF_CANVAS_SIDE_MAX ||
        paper->height_px > TF_CANVAS_SIDE_MAX || !(paper->px_per_mm > 0)) {
        return TF_ERR_LIMIT;
    }
    struct tf_canvas *canvas = calloc(1, sizeof(*canvas));
    if (canvas == NULL) {
        return TF_ERR_NOMEM;
    }
    canvas->surface = cairo_pdf_surface_create_for_stream(add_bytes, pdf, paper->width_px * scale,
                                                          paper->height_px * scale);
    cairo_pdf_surface_restrict_to_version(canvas->surface, CAIRO_PDF_VERSION_1_5);
    describe(canvas->surface, paper);
    canvas->cairo = cairo_create(canvas->surface);
    cairo_scale(canvas->cairo, scale, scale);
    if (cairo_status(canvas->cairo) != CAIRO_STATUS_SUCCESS) {
        tf_canvas_destroy(canvas);
        return TF_ERR_NOMEM;
    }
    canvas->scale = scale;
    canvas->width = paper->width_px;
    canvas->height = paper->height_px;
    tf_canvas_clip(canvas, (struct tf_rect){0});
    *out = canvas;
    return TF_OK;
}

void tf_canvas_origin(struct tf_canvas *canvas, int x, int y)
{
    assert(canvas->pixels == NULL);
    cairo_translate(canvas->cairo, x - canvas->origin_x, y - canvas->origin_y);
    canvas->origin_x = x;
    canvas->origin_y = y;
    tf_canvas_clip(canvas, (struct tf_rect){0});
}

void tf_canvas_page(struct tf_canvas *canvas)
{
    cairo_show_page(canvas->cairo);
}

enum tf_err tf_canvas_finish(struct tf_canvas *canvas)
{
    cairo_surface_finish(canvas->surface);
    cairo_status_t drawing = cairo_status(canvas->cairo);
    cairo_status_t status = drawing != CAIRO_STATUS_SUCCESS ? drawing : cairo_surface_status(canvas->surface);
    return status == CAIRO_STATUS_SUCCESS                                           ? TF_OK
           : status == CAIRO_STATUS_NO_MEMORY || status == CAIRO_STATUS_WRITE_ERROR ? TF_ERR_NOMEM
                                                                                    : TF_ERR_UNSUPPORTED;
}

void tf_canvas_paper_mask(struct tf_canvas *canvas, struct tf_rect at, int stride, const uint8_t *coverage,
                          uint32_t colour)
{
    int own_stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, at.w);
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, at.w, at.h);
    unsigned char *data = cairo_image_surface_get_data(mask);
    for (int y = 0; data != NULL && y < at.h; y++) {
        for (int x = 0; x < at.w; x++) {
            data[(ptrdiff_t)y * own_stride + x] = coverage[(ptrdiff_t)y * stride + x];
        }
    }
    cairo_surface_mark_dirty(mask);
    tf_canvas_source(canvas, colour);
    cairo_mask_surface(canvas->cairo, mask, at.x, at.y);
    cairo_surface_destroy(mask);
}

void tf_canvas_paper_shape(struct tf_canvas *canvas, struct tf_rect square, const struct tf_shape *shape,
                           uint32_t colour)
{
    struct tf_path_pen pen = {square.w, shape->stroke, shape->mirrored, shape->layer == TF_STAMP_INK};
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, square.x, square.y);
    tf_canvas_source(canvas, colour);
    tf_path_draw(canvas->cairo, &pen, shape->path);
    cairo_restore(canvas->cairo);
}

static void trace_round(cairo_t *cairo, double x, double y, double w, double h, double radius)
{
    double r = fmax(fmin(radius, fmin(w, h) / 2), 0);
    cairo_new_path(cairo);
    if (r <= 0) {
        cairo_rectangle(cairo, x, y, w, h);
        return;
    }
    cairo_arc(cairo, x + w - r, y + r, r, -M_PI / 2, 0);
    cairo_arc(cairo, x + w - r, y + h - r, r, 0, M_PI / 2);
    cairo_arc(cairo, x + r, y + h - r, r, M_PI / 2, M_PI);
    cairo_arc(cairo, x + r, y + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
}

void tf_canvas_paper_round(struct tf_canvas *canvas, struct tf_rect rect, double radius, uint32_t fill,
                           uint32_t border, double border_px)
{
    double in = border_px / 2;
    bool has_border = tf_canvas_shows(border) && border_px > 0;
    in = has_border ? in : 0;
    trace_round(canvas->cairo, rect.x + in, rect.y + in, rect.w - 2 * in, rect.h - 2 * in, radius - in);
    if (tf_canvas_shows(fill)) {
        tf_canvas_source(canvas, fill);
        cairo_fill_preserve(canvas->cairo);
    }
    if (has_border) {
        tf_canvas_source(canvas, border);
        cairo_set_line_width(canvas->cairo, border_px);
        cairo_stroke_preserve(canvas->cairo);
    }
    cairo_new_path(canvas->cairo);
}
