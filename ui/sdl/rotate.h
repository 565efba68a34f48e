/* rotate.h: a panel that hangs on its side. The canvas is logical (as people see it), the window is physical;
 * the picture is turned clockwise by 0, 90, 180 or 270 degrees on its way out, fingers the other way on
 * theirs in. Pure. */
#ifndef TF_SDL_ROTATE_H
#define TF_SDL_ROTATE_H

#include "canvas/canvas.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool tf_rotate_is_valid(int degrees);
/* Where a logical rectangle of a canvas of that size lands in the window. */
struct tf_rect tf_rotate_rect(int degrees, struct tf_rect rect, int canvas_w, int canvas_h);
/* A place in the window, each 0 … 1, as a place on the canvas. */
void tf_rotate_point_back(int degrees, double *x, double *y);
/* Copies the pixels of rect (it lies inside the canvas) to dst, which is where tf_rotate_rect() says. */
void tf_rotate_copy(int degrees, struct tf_rect rect, const uint8_t *canvas, size_t canvas_stride,
                    uint8_t *dst, size_t dst_stride);

#endif
