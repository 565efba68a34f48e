#include "golden/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FAR_OFF = 56, A_LITTLE_OFF = 8, FEW_PER_THOUSAND = 3 };

static uint32_t pixel(const uint8_t *row, int x)
{
    uint32_t value;
    memcpy(&value, row + 4 * (size_t)x, sizeof value);
    return value;
}

static int difference(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int d = abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff));
        most = d > most ? d : most;
    }
    return most;
}

bool golden_is_same(const struct tf_canvas *canvas, cairo_surface_t *reference, cairo_surface_t *marked)
{
    int stride, w = tf_canvas_width(canvas), h = tf_canvas_height(canvas);
    const uint8_t *ours = tf_canvas_pixels(canvas, &stride);
    const uint8_t *theirs = cairo_image_surface_get_data(reference);
    int their_stride = cairo_image_surface_get_stride(reference);
    long far = 0, little = 0;
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            uint32_t a = pixel(ours + (size_t)y * (size_t)stride, x);
            int d = difference(a, pixel(theirs + (size_t)y * (size_t)their_stride, x));
            far += d > FAR_OFF;
            little += d > A_LITTLE_OFF;
            if (marked != NULL) {
                uint32_t shown = d > A_LITTLE_OFF ? 0xffff0000u : a;
                uint8_t *row = cairo_image_surface_get_data(marked) +
                               (size_t)y * (size_t)cairo_image_surface_get_stride(marked);
                memcpy(row + 4 * (size_t)x, &shown, sizeof shown);
            }
        }
    }
    return far == 0 && little <= (long)w * h * FEW_PER_THOUSAND / 1000;
}

void golden_leave(const struct tf_canvas *canvas, cairo_surface_t *reference, const char *name)
{
    const char *out = getenv("TF_TEST_OUT");
    char path[512];
    if (out == NULL) {
        return;
    }
    snprintf(path, sizeof path, "%s/%s.actual.png", out, name);
    tf_canvas_write_png(canvas, path, NULL);
    if (reference == NULL) {
        return;
    }
    cairo_surface_t *marked =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, tf_canvas_width(canvas), tf_canvas_height(canvas));
    golden_is_same(canvas, reference, marked);
    cairo_surface_mark_dirty(marked);
    snprintf(path, sizeof path, "%s/%s.diff.png", out, name);
    cairo_surface_write_to_png(marked, path);
    cairo_surface_destroy(marked);
}

/* NULL: there is none of this size. */
static cairo_surface_t *reference_at(const char *path, int width_px, int height_px)
{
    cairo_surface_t *file = cairo_image_surface_create_from_png(path), *reference = NULL;
    if (cairo_surface_status(file) == CAIRO_STATUS_SUCCESS &&
        cairo_image_surface_get_width(file) == width_px &&
        cairo_image_surface_get_height(file) == height_px) {
        reference = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_px, height_px);
        cairo_t *cr = cairo_create(reference);
        cairo_set_source_surface(cr, file, 0, 0);
        cairo_paint(cr);
        cairo_destroy(cr);
        cairo_surface_flush(reference);
    }
    cairo_surface_destroy(file);
    return reference;
}

int golden_check(struct picture *picture, const struct tf_app_state *state, int width_px, int height_px,
                 const char *name)
{
    char path[512];
    const char *update = getenv("TF_GOLDEN_UPDATE");
    picture_draw(picture, state, width_px, height_px, 0);
    struct tf_canvas *canvas = picture_paint(picture);
    (void)snprintf(path, sizeof path, "%s/tests/golden/ref/%s.png", TF_SOURCE_DIR, name);
    cairo_surface_t *reference = reference_at(path, width_px, height_px);
    bool is_same = reference != NULL && golden_is_same(canvas, reference, NULL);
    int failed = 0;
    if (!is_same && update != NULL && update[0] == '1') {
        assert_int_equal(tf_canvas_write_png(canvas, path, NULL), TF_OK);
    } else if (!is_same) {
        print_error("%s: %s\n", name, reference != NULL ? "looks different" : "no reference of this size");
        golden_leave(canvas, reference, name);
        failed = 1;
    }
    if (reference != NULL) {
        cairo_surface_destroy(reference);
    }
    tf_canvas_destroy(canvas);
    return failed;
}
