/* raster.h: a picture of dots, black or white: what a thermal printer burns. */
#ifndef TF_PRINT_RASTER_H
#define TF_PRINT_RASTER_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* Side of a picture: a sheet of US Letter at 300 dots to the inch, and a metre of paper. */
#define TF_RASTER_WIDTH_MAX  2552
#define TF_RASTER_HEIGHT_MAX 8192

struct tf_raster {
    int width, height; /* dots */
    int stride;        /* bytes a row; bits past the width are 0 */
    uint8_t *bits;     /* 1 is black; the first dot is a byte's highest bit */
};

enum tf_err tf_raster_create(struct tf_raster *out, int width, int height); /* TF_ERR_LIMIT, TF_ERR_NOMEM */
void tf_raster_free(struct tf_raster *raster);
/* Of premultiplied ARGB32 on white paper: what is darker than a light grey is black. Thin strokes of letters
 * are lighter than the ink they are made of, hence not the middle. TF_ERR_LIMIT, TF_ERR_NOMEM. */
enum tf_err tf_raster_from_argb(struct tf_raster *out, const uint8_t *pixels, int width, int height,
                                int stride);
bool tf_raster_dot(const struct tf_raster *raster, int x, int y); /* false outside */
void tf_raster_set(struct tf_raster *raster, int x, int y);       /* black; nothing outside */
/* Ink to paper, 0 … 100: what heats the head and eats the power supply. */
int tf_raster_black_percent(const struct tf_raster *raster);

#endif
