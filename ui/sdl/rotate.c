#include "sdl/rotate.h"

#include <string.h>

bool tf_rotate_is_valid(int degrees)
{
    return degrees == 0 || degrees == 90 || degrees == 180 || degrees == 270;
}

struct tf_rect tf_rotate_rect(int degrees, struct tf_rect r, int canvas_w, int canvas_h)
{
    switch (degrees) {
    case 90:
        return (struct tf_rect){canvas_h - r.y - r.h, r.x, r.h, r.w};
    case 180:
        return (struct tf_rect){canvas_w - r.x - r.w, canvas_h - r.y - r.h, r.w, r.h};
    case 270:
        return (struct tf_rect){r.y, canvas_w - r.x - r.w, r.h, r.w};
    default:
        return r;
    }
}

void tf_rotate_point_back(int degrees, double *x, double *y)
{
    double px = *x, py = *y;

    switch (degrees) {
    case 90:
        *x = py;
        *y = 1.0 - px;
        break;
    case 180:
        *x = 1.0 - px;
        *y = 1.0 - py;
        break;
    case 270:
        *x = 1.0 - py;
        *y = px;
        break;
    default:
        break;
    }
}

/* Memory, not pointers to uint32_t: neither side promises to be aligned. */
static void copy_pixel(uint8_t *dst, const uint8_t *src)
{
    memcpy(dst, src, 4);
}

void tf_rotate_copy(int degrees, struct tf_rect rect, const uint8_t *canvas, size_t canvas_stride,
                    uint8_t *dst, size_t dst_stride)
{
    size_t w = (size_t)rect.w, h = (size_t)rect.h;

    for (size_t y = 0; y < h; y++) {
        const uint8_t *row = canvas + ((size_t)rect.y + y) * canvas_stride + (size_t)rect.x * 4;
        if (degrees == 0) {
            memcpy(dst + y * dst_stride, row, w * 4);
        }
        for (size_t x = 0; x < w && degrees != 0; x++) {
            size_t to_x = degrees == 90 ? h - 1 - y : degrees == 180 ? w - 1 - x : y;
            size_t to_y = degrees == 90 ? x : degrees == 180 ? h - 1 - y : w - 1 - x;
            copy_pixel(dst + to_y * dst_stride + to_x * 4, row + x * 4);
        }
    }
}
