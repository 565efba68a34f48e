#include "paper/emoji.h"

#include "canvas/canvas.h"

#include <stdlib.h>
#include <string.h>

/* The pictures of one run side by side, as large as the font has them. */
struct strip {
    uint8_t *pixels;
    int width_px, height_px, stride;
};

static void copy_picture(const struct strip *strip, const FT_Bitmap *picture, int x, int y)
{
    for (int row = 0; row < (int)picture->rows && y + row < strip->height_px; row++) {
        int width = (int)picture->width < strip->width_px - x ? (int)picture->width : strip->width_px - x;
        if (y + row >= 0 && width > 0) {
            memcpy(strip->pixels + (ptrdiff_t)(y + row) * strip->stride + (ptrdiff_t)x * 4,
                   picture->buffer + (ptrdiff_t)row * picture->pitch, (size_t)width * 4);
        }
    }
}

static enum tf_err make_strip(struct strip *strip, FT_Face face, const uint32_t *ids, size_t count)
{
    const FT_Bitmap_Size *strike = &face->available_sizes[0];
    if (face->num_fixed_sizes < 1 || FT_Select_Size(face, 0) != 0) {
        return TF_OK;
    }
    int step = (int)((face->size->metrics.max_advance + 32) / 64);
    step = step > strike->width ? step : strike->width;
    if (step < 1 || (size_t)step * count > TF_FONT_BITMAP_SIDE_MAX) {
        return TF_ERR_LIMIT;
    }
    strip->width_px = step * (int)count;
    strip->height_px = (int)((face->size->metrics.ascender - face->size->metrics.descender + 63) / 64);
    strip->stride = strip->width_px * 4;
    strip->pixels = calloc((size_t)strip->stride, (size_t)strip->height_px);
    if (strip->pixels == NULL) {
        return TF_ERR_NOMEM;
    }
    int ascent = (int)(face->size->metrics.ascender / 64);
    for (size_t i = 0; i < count; i++) {
        if (FT_Load_Glyph(face, ids[i], FT_LOAD_COLOR) == 0 &&
            face->glyph->bitmap.pixel_mode == FT_PIXEL_MODE_BGRA) {
            copy_picture(strip, &face->glyph->bitmap, (int)i * step, ascent - face->glyph->bitmap_top);
        }
    }
    return TF_OK;
}

enum tf_err tf_emoji_render(FT_Face face, const uint32_t *ids, size_t count, int size_px,
                            struct tf_font_bitmap *out)
{
    struct strip strip = {0};
    enum tf_err err = make_strip(&strip, face, ids, count);
    if (err != TF_OK || strip.pixels == NULL) {
        return err;
    }
    double scale = TF_EMOJI_EMS * size_px / strip.height_px;
    int w = (int)(strip.width_px * scale + 0.5);
    int h = (int)(strip.height_px * scale + 0.5);
    struct tf_canvas *canvas = NULL;
    err = w < 1 || h < 1 ? TF_ERR_LIMIT : tf_canvas_create(&canvas, w, h);
    if (err == TF_OK) {
        int stride = 0;
        tf_canvas_image(canvas, (struct tf_rect){0, 0, w, h}, strip.width_px, strip.height_px, strip.stride,
                        strip.pixels);
        const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
        out->pixels = malloc((size_t)stride * (size_t)h);
        err = out->pixels == NULL ? TF_ERR_NOMEM : TF_OK;
        if (err == TF_OK) {
            memcpy(out->pixels, pixels, (size_t)stride * (size_t)h);
            out->colour = true;
            out->width_px = w;
            out->height_px = h;
            out->stride = stride;
            out->baseline_px = (h + 1) / 2 + size_px * 365 / 1000; /* its middle on that of the capitals */
        }
    }
    tf_canvas_destroy(canvas);
    free(strip.pixels);
    return err;
}
