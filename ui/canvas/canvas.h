/* canvas.h: a picture in memory that we own, or the pages of a PDF, and the few things that can be drawn on
 * either (through cairo). Colours are 0xAARRGGBB, not premultiplied; coordinates are whole pixels from the
 * top left. One thread. */
#ifndef TF_CANVAS_CANVAS_H
#define TF_CANVAS_CANVAS_H

#include "base/buf.h"
#include "base/err.h"
#include "canvas/icon.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tf_rect {
    int x, y, w, h;
};
bool tf_rect_is_empty(struct tf_rect rect);
bool tf_rect_has(struct tf_rect rect, int x, int y);
bool tf_rect_meets(struct tf_rect a, struct tf_rect b);
struct tf_rect tf_rect_union(struct tf_rect a, struct tf_rect b); /* an empty one does not count */
struct tf_rect tf_rect_cut(struct tf_rect a, struct tf_rect b);
struct tf_rect tf_rect_inset(struct tf_rect rect, int dx, int dy);

#define TF_CANVAS_SIDE_MAX 8192

struct tf_canvas;
enum tf_err tf_canvas_create(struct tf_canvas **out, int width_px,
                             int height_px); /* TF_ERR_LIMIT, TF_ERR_NOMEM */
/* Pages of paper: shapes and letters stay what they are, fonts are embedded. A pixel is 1 / px_per_mm
 * millimetres and decides nothing but how fine the layout's numbers are. The file is in pdf (borrowed) after
 * finish. */
struct tf_canvas_paper {
    int width_px, height_px; /* of every page */
    double px_per_mm;
    const char *title, *author; /* of the document; "" none */
    const char *made_at;        /* ISO 8601 */
};
enum tf_err tf_canvas_create_pdf(struct tf_canvas **out, const struct tf_canvas_paper *paper,
                                 struct tf_buf *pdf); /* TF_ERR_LIMIT, TF_ERR_NOMEM */
void tf_canvas_page(struct tf_canvas *canvas);        /* this page is done; the next one is white */
/* What makes pages a document; a picture has none of it. A place is a name that links and the outline lead
 * to: letters, digits and "-", given once. A link leads to a place ("#people") or to an address (http,
 * https); one to a place that is given nowhere spoils the file. */
void tf_canvas_place(struct tf_canvas *canvas, const char *name, int x, int y);
void tf_canvas_link(struct tf_canvas *canvas, struct tf_rect rect, const char *to);
/* An entry of the outline; returns its number, for what belongs under it. parent 0: none. */
int tf_canvas_outline(struct tf_canvas *canvas, int parent, const char *text, const char *place);
/* Of a PDF: all that is drawn from here on lies so far from the page's top left. */
void tf_canvas_origin(struct tf_canvas *canvas, int x, int y);
/* Nothing can be drawn after it. TF_ERR_NOMEM, TF_ERR_LIMIT (pdf's), TF_ERR_UNSUPPORTED: not whole. */
enum tf_err tf_canvas_finish(struct tf_canvas *canvas);
void tf_canvas_destroy(struct tf_canvas *canvas);
int tf_canvas_width(const struct tf_canvas *canvas);
int tf_canvas_height(const struct tf_canvas *canvas);
/* ARGB32 premultiplied, native endian (SDL_PIXELFORMAT_ARGB8888); borrowed. NULL: a PDF has none. */
const uint8_t *tf_canvas_pixels(const struct tf_canvas *canvas, int *stride);
/* All drawing until the next call stays inside; a rect without size: the whole canvas. */
void tf_canvas_clip(struct tf_canvas *canvas, struct tf_rect rect);

void tf_canvas_fill(struct tf_canvas *canvas, struct tf_rect rect, uint32_t colour);
void tf_canvas_round(struct tf_canvas *canvas, struct tf_rect rect, int radius_px, uint32_t fill,
                     uint32_t border, int border_px);
void tf_canvas_icon(struct tf_canvas *canvas, struct tf_rect rect, enum tf_icon icon, uint32_t colour,
                    bool mirrored);
/* A space's symbol: shape number `symbol` (0 … 15, others wrap), filled; ink for the figure cut into it. */
void tf_canvas_symbol(struct tf_canvas *canvas, struct tf_rect rect, int symbol, uint32_t fill, uint32_t ink);
/* A QR code, whole pixels a module, four-module quiet zone, centred; TF_ERR_LIMIT: does not fit at
 * min_module_px, or text is "" or too long. */
enum tf_err tf_canvas_qr(struct tf_canvas *canvas, struct tf_rect rect, const char *text, int min_module_px,
                         uint32_t dark, uint32_t light);
void tf_canvas_mask(struct tf_canvas *canvas, int x, int y, int w, int h, int stride, const uint8_t *coverage,
                    uint32_t colour);
void tf_canvas_image(struct tf_canvas *canvas, struct tf_rect rect, int w, int h, int stride,
                     const uint8_t *argb);
enum tf_err tf_canvas_png(const struct tf_canvas *canvas,
                          struct tf_buf *out); /* TF_ERR_NOMEM, TF_ERR_LIMIT */
enum tf_err tf_canvas_write_png(const struct tf_canvas *canvas, const char *path, struct tf_problem *problem);

#endif
