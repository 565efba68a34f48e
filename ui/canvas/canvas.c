#include "canvas/canvas.h"

#include "canvas/canvas_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool tf_rect_is_empty(struct tf_rect rect)
{
    return rect.w <= 0 || rect.h <= 0;
}

bool tf_rect_has(struct tf_rect rect, int x, int y)
{
    return x >= rect.x && y >= rect.y && x - rect.x < rect.w && y - rect.y < rect.h;
}

bool tf_rect_meets(struct tf_rect a, struct tf_rect b)
{
    return !tf_rect_is_empty(tf_rect_cut(a, b));
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

struct tf_rect tf_rect_union(struct tf_rect a, struct tf_rect b)
{
    if (tf_rect_is_empty(a)) {
        return b;
    }
    if (tf_rect_is_empty(b)) {
        return a;
    }
    int x = least(a.x, b.x);
    int y = least(a.y, b.y);
    return (struct tf_rect){x, y, most(a.x + a.w, b.x + b.w) - x, most(a.y + a.h, b.y + b.h) - y};
}

struct tf_rect tf_rect_cut(struct tf_rect a, struct tf_rect b)
{
    int x = most(a.x, b.x);
    int y = most(a.y, b.y);
    struct tf_rect cut = {x, y, least(a.x + a.w, b.x + b.w) - x, least(a.y + a.h, b.y + b.h) - y};
    if (tf_rect_is_empty(cut)) {
        cut = (struct tf_rect){0};
    }
    return cut;
}

struct tf_rect tf_rect_inset(struct tf_rect rect, int dx, int dy)
{
    struct tf_rect in = {rect.x + dx, rect.y + dy, rect.w - 2 * dx, rect.h - 2 * dy};
    in.w = most(in.w, 0);
    in.h = most(in.h, 0);
    return in;
}

enum tf_err tf_canvas_create(struct tf_canvas **out, int width_px, int height_px)
{
    if (width_px < 1 || height_px < 1 || width_px > TF_CANVAS_SIDE_MAX || height_px > TF_CANVAS_SIDE_MAX) {
        return TF_ERR_LIMIT;
    }
    struct tf_canvas *canvas = calloc(1, sizeof(*canvas));
    if (canvas == NULL) {
        return TF_ERR_NOMEM;
    }
    canvas->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_px, height_px);
    canvas->cairo = cairo_create(canvas->surface);
    if (cairo_status(canvas->cairo) != CAIRO_STATUS_SUCCESS) {
        tf_canvas_destroy(canvas);
        return TF_ERR_NOMEM;
    }
    canvas->pixels = cairo_image_surface_get_data(canvas->surface);
    canvas->stride = cairo_image_surface_get_stride(canvas->surface);
    canvas->width = width_px;
    canvas->height = height_px;
    tf_canvas_clip(canvas, (struct tf_rect){0});
    *out = canvas;
    return TF_OK;
}

void tf_canvas_destroy(struct tf_canvas *canvas)
{
    if (canvas != NULL) {
        tf_stamp_free_all(&canvas->stamps);
        cairo_destroy(canvas->cairo);
        cairo_surface_destroy(canvas->surface);
        free(canvas);
    }
}

int tf_canvas_width(const struct tf_canvas *canvas)
{
    return canvas->width;
}

int tf_canvas_height(const struct tf_canvas *canvas)
{
    return canvas->height;
}

const uint8_t *tf_canvas_pixels(const struct tf_canvas *canvas, int *stride)
{
    if (canvas->pixels != NULL) {
        cairo_surface_flush(canvas->surface);
    }
    if (stride != NULL) {
        *stride = canvas->stride;
    }
    return canvas->pixels;
}

void tf_canvas_clip(struct tf_canvas *canvas, struct tf_rect rect)
{
    struct tf_rect whole = {0, 0, canvas->width, canvas->height};
    canvas->clip = tf_rect_is_empty(rect) ? whole : tf_rect_cut(rect, whole);
    cairo_reset_clip(canvas->cairo);
    cairo_rectangle(canvas->cairo, canvas->clip.x, canvas->clip.y, canvas->clip.w, canvas->clip.h);
    cairo_clip(canvas->cairo);
}

void tf_canvas_source(struct tf_canvas *canvas, uint32_t colour)
{
    cairo_set_source_rgba(canvas->cairo, ((colour >> 16) & 0xff) / 255.0, ((colour >> 8) & 0xff) / 255.0,
                          (colour & 0xff) / 255.0, (colour >> 24) / 255.0);
}

void tf_canvas_touched(struct tf_canvas *canvas, struct tf_rect rect)
{
    cairo_surface_mark_dirty_rectangle(canvas->surface, rect.x, rect.y, rect.w, rect.h);
}

static uint32_t *row_at(struct tf_canvas *canvas, int x, int y)
{
    return (uint32_t *)(void *)(canvas->pixels + (ptrdiff_t)y * canvas->stride) + x;
}

void tf_canvas_fill(struct tf_canvas *canvas, struct tf_rect rect, uint32_t colour)
{
    rect = tf_rect_cut(rect, canvas->clip);
    if (tf_rect_is_empty(rect) || !tf_canvas_shows(colour)) {
        return;
    }
    if (colour >> 24 != 0xff || canvas->pixels == NULL) {
        tf_canvas_source(canvas, colour);
        cairo_rectangle(canvas->cairo, rect.x, rect.y, rect.w, rect.h);
        cairo_fill(canvas->cairo);
        return;
    }
    cairo_surface_flush(canvas->surface);
    uint32_t *first = row_at(canvas, rect.x, rect.y);
    for (int x = 0; x < rect.w; x++) {
        first[x] = colour;
    }
    /* The first row stays in the nearest cache; and sanitizers look once a row. */
    for (int y = 1; y < rect.h; y++) {
        memcpy(row_at(canvas, rect.x, rect.y + y), first, (size_t)rect.w * sizeof *first);
    }
    tf_canvas_touched(canvas, rect);
}

void tf_canvas_fill_all(struct tf_canvas *canvas, const struct tf_rect *rects, size_t count, uint32_t colour)
{
    for (size_t i = 0; i < count && canvas->pixels != NULL; i++) {
        tf_canvas_fill(canvas, rects[i], colour);
    }
    if (canvas->pixels == NULL && tf_canvas_shows(colour)) {
        tf_canvas_source(canvas, colour);
        for (size_t i = 0; i < count; i++) {
            cairo_rectangle(canvas->cairo, rects[i].x, rects[i].y, rects[i].w, rects[i].h);
        }
        cairo_fill(canvas->cairo);
    }
}

/* a × b / 255, rounded, for the two channels in bits 0-7 and 16-23 at once. */
static uint32_t scale_pair(uint32_t pair, uint32_t by)
{
    uint32_t product = (pair & 0xff00ff) * by + 0x800080;
    return ((product + ((product >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
}

static uint32_t scale_pixel(uint32_t pixel, uint32_t by)
{
    return scale_pair(pixel, by) | scale_pair(pixel >> 8, by) << 8;
}

static void mask_row(uint32_t *row, const uint8_t *coverage, int w, uint32_t premultiplied)
{
    bool opaque = premultiplied >> 24 == 0xff;
    for (int x = 0; x < w; x++) {
        uint32_t cover = coverage[x];
        if (cover == 0) {
            uint64_t next = 1;
            if (w - x >= 8) {
                memcpy(&next, coverage + x, sizeof(next));
            }
            x += next == 0 ? 7 : 0; /* most of a line of text is between the letters */
            continue;
        }
        if (cover == 0xff && opaque) {
            row[x] = premultiplied;
            continue;
        }
        uint32_t ink = scale_pixel(premultiplied, cover);
        row[x] = ink + scale_pixel(row[x], 255 - (ink >> 24));
    }
}

void tf_canvas_mask(struct tf_canvas *canvas, int x, int y, int w, int h, int stride, const uint8_t *coverage,
                    uint32_t colour)
{
    struct tf_rect rect = tf_rect_cut((struct tf_rect){x, y, w, h}, canvas->clip);
    if (tf_rect_is_empty(rect) || coverage == NULL || !tf_canvas_shows(colour)) {
        return;
    }
    if (canvas->pixels == NULL) {
        tf_canvas_paper_mask(canvas, (struct tf_rect){x, y, w, h}, stride, coverage, colour);
        return;
    }
    uint32_t premultiplied = scale_pixel(colour | 0xff000000, colour >> 24);
    cairo_surface_flush(canvas->surface);
    for (int line = 0; line < rect.h; line++) {
        const uint8_t *from = coverage + (ptrdiff_t)(rect.y - y + line) * stride + (rect.x - x);
        mask_row(row_at(canvas, rect.x, rect.y + line), from, rect.w, premultiplied);
    }
    tf_canvas_touched(canvas, rect);
}

void tf_canvas_shape(struct tf_canvas *canvas, struct tf_rect rect, const struct tf_shape *shape,
                     uint32_t colour)
{
    int side = least(rect.w, rect.h);
    struct tf_rect at = {rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
    if (!tf_canvas_shows(colour) || !tf_rect_meets(at, canvas->clip)) {
        return;
    }
    if (canvas->pixels == NULL) {
        tf_canvas_paper_shape(canvas, at, shape, colour);
        return;
    }
    struct tf_stamp_key key = {.data = shape->path,
                               .kind = shape->layer,
                               .side_px = side,
                               .stroke_hundredths = (int)lround(shape->stroke * 100),
                               .mirrored = shape->mirrored};
    const struct tf_stamp *stamp = tf_stamp_get(&canvas->stamps, &key);
    if (stamp != NULL) {
        tf_canvas_mask(canvas, at.x, at.y, side, side, stamp->stride, stamp->coverage, colour);
    }
}

/* The bars between the corners. */
static void border_bars(struct tf_canvas *canvas, struct tf_rect rect, int corner, uint32_t border, int px)
{
    int right = rect.x + rect.w - px;
    int bottom = rect.y + rect.h - px;
    tf_canvas_fill(canvas, (struct tf_rect){rect.x + corner, rect.y, rect.w - 2 * corner, px}, border);
    tf_canvas_fill(canvas, (struct tf_rect){rect.x + corner, bottom, rect.w - 2 * corner, px}, border);
    tf_canvas_fill(canvas, (struct tf_rect){rect.x, rect.y + corner, px, rect.h - 2 * corner}, border);
    tf_canvas_fill(canvas, (struct tf_rect){right, rect.y + corner, px, rect.h - 2 * corner}, border);
}

/* The four quarters of a stamp into the four corners of rect. */
static void corners(struct tf_canvas *canvas, struct tf_rect rect, const struct tf_stamp_key *key,
                    uint32_t colour)
{
    const struct tf_stamp *stamp = tf_stamp_get(&canvas->stamps, key);
    int half = key->side_px / 2;
    for (int i = 0; stamp != NULL && i < 4; i++) {
        int dx = i % 2;
        int dy = i / 2;
        tf_canvas_mask(canvas, rect.x + dx * (rect.w - half), rect.y + dy * (rect.h - half), half, half,
                       stamp->stride,
                       stamp->coverage + (ptrdiff_t)dy * half * stamp->stride + (ptrdiff_t)dx * half, colour);
    }
}

static void round_fill(struct tf_canvas *canvas, struct tf_rect rect, int radius, uint32_t fill)
{
    struct tf_stamp_key key = {.kind = TF_STAMP_ROUND, .side_px = 2 * radius, .radius_px = radius};
    tf_canvas_fill(canvas, (struct tf_rect){rect.x + radius, rect.y, rect.w - 2 * radius, radius}, fill);
    tf_canvas_fill(canvas, (struct tf_rect){rect.x, rect.y + radius, rect.w, rect.h - 2 * radius}, fill);
    tf_canvas_fill(canvas,
                   (struct tf_rect){rect.x + radius, rect.y + rect.h - radius, rect.w - 2 * radius, radius},
                   fill);
    corners(canvas, rect, &key, fill);
}

void tf_canvas_round(struct tf_canvas *canvas, struct tf_rect rect, int radius_px, uint32_t fill,
                     uint32_t border, int border_px)
{
    if (!tf_rect_meets(rect, canvas->clip)) {
        return;
    }
    int half = least(rect.w, rect.h) / 2;
    int px = tf_canvas_shows(border) ? least(most(border_px, 0), half) : 0;
    int radius = least(least(most(radius_px, 0), half), TF_STAMP_SIDE_MAX / 2);
    if (canvas->pixels == NULL) {
        tf_canvas_paper_round(canvas, rect, radius, fill, px > 0 ? border : 0, px);
        return;
    }
    if (tf_canvas_shows(fill)) {
        /* Half a border further in, so that the fill does not shine through at the edge's soft pixels. */
        round_fill(canvas, tf_rect_inset(rect, px / 2, px / 2), most(radius - px / 2, 0), fill);
    }
    if (px > 0) {
        int corner = most(radius, px);
        struct tf_stamp_key key = {
            .kind = TF_STAMP_RING, .side_px = 2 * corner, .radius_px = radius, .border_px = px};
        border_bars(canvas, rect, corner, border, px);
        corners(canvas, rect, &key, border);
    }
}

void tf_canvas_image(struct tf_canvas *canvas, struct tf_rect rect, int w, int h, int stride,
                     const uint8_t *argb)
{
    if (!tf_rect_meets(rect, canvas->clip) || argb == NULL || w < 1 || h < 1) {
        return;
    }
    /* cairo only reads it: a source. */
    cairo_surface_t *image = cairo_image_surface_create_for_data((unsigned char *)(uintptr_t)argb,
                                                                 CAIRO_FORMAT_ARGB32, w, h, stride);
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, rect.x, rect.y);
    cairo_scale(canvas->cairo, (double)rect.w / w, (double)rect.h / h);
    cairo_set_source_surface(canvas->cairo, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(canvas->cairo), CAIRO_FILTER_GOOD);
    cairo_paint(canvas->cairo);
    cairo_restore(canvas->cairo);
    cairo_surface_destroy(image);
}

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes, unsigned len)
{
    struct tf_buf *buf = closure;
    tf_buf_add(buf, bytes, len);
    return tf_buf_err(buf) == TF_OK ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

enum tf_err tf_canvas_png(const struct tf_canvas *canvas, struct tf_buf *out)
{
    if (canvas->pixels == NULL) {
        return TF_ERR_UNSUPPORTED;
    }
    cairo_status_t status = cairo_surface_write_to_png_stream(canvas->surface, add_bytes, out);
    enum tf_err err = tf_buf_err(out);
    return err != TF_OK ? err : status == CAIRO_STATUS_SUCCESS ? TF_OK : TF_ERR_NOMEM;
}

enum tf_err tf_canvas_write_png(const struct tf_canvas *canvas, const char *path, struct tf_problem *problem)
{
    cairo_status_t status = cairo_surface_write_to_png(canvas->surface, path);
    if (status == CAIRO_STATUS_NO_MEMORY) {
        return tf_err_tell(problem, TF_ERR_NOMEM, path, NULL,
                           "There is no memory left to write this picture");
    }
    if (status != CAIRO_STATUS_SUCCESS) {
        return tf_err_tell(problem, TF_ERR_IO, path, "Check the folder and the space on the disk",
                           "This picture could not be written: %s", cairo_status_to_string(status));
    }
    return TF_OK;
}
