/* setup.h: what the tests of the canvas share. cmocka needs its headers in this order. */
#ifndef TF_TESTS_CANVAS_SETUP_H
#define TF_TESTS_CANVAS_SETUP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canvas/scene.h"
#include "sdl/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FONT_LIST TF_SOURCE_DIR "/assets/fonts/fonts.ini"

struct desk { /* everything that a picture needs */
    struct tf_fonts *fonts;
    struct tf_type_setter *setter;
    struct tf_theme theme;
    struct tf_canvas *canvas;
};

static inline void desk_open(struct desk *desk, int width, int height, enum tf_scheme scheme,
                             size_t cache_bytes)
{
    struct tf_problem problem = {0};
    if (tf_fonts_open(&desk->fonts, FONT_LIST, &problem) != TF_OK) {
        fail_msg("%s", problem.what);
    }
    struct tf_font_engine engine = tf_fonts_engine(desk->fonts);
    assert_int_equal(tf_type_create(&desk->setter, &engine, cache_bytes), TF_OK);
    assert_int_equal(tf_canvas_create(&desk->canvas, width, height), TF_OK);
    tf_theme_init(&desk->theme, width, height, 5.56, scheme, false);
}

static inline void desk_close(struct desk *desk)
{
    tf_canvas_destroy(desk->canvas);
    tf_type_destroy(desk->setter);
    tf_fonts_close(desk->fonts);
}

/* Pictures to look at, beside what is asserted about them. */
static inline void desk_write(const struct tf_canvas *canvas, const char *name)
{
    const char *folder = getenv("TF_TEST_OUT");
    char path[512];
    snprintf(path, sizeof(path), "%s/%s.png", folder == NULL ? "/tmp" : folder, name);
    assert_int_equal(tf_canvas_write_png(canvas, path, NULL), TF_OK);
}

static inline uint32_t pixel_at(const struct tf_canvas *canvas, int x, int y)
{
    int stride = 0;
    const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
    uint32_t pixel;
    memcpy(&pixel, pixels + (ptrdiff_t)y * stride + (ptrdiff_t)x * 4, 4);
    return pixel;
}

static inline size_t pixels_unlike(const struct tf_canvas *canvas, struct tf_rect rect, uint32_t colour)
{
    size_t count = 0;
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        for (int x = rect.x; x < rect.x + rect.w; x++) {
            count += pixel_at(canvas, x, y) != colour;
        }
    }
    return count;
}

#endif
