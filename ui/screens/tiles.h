/* tiles.h: things of one size side by side, as many as fit, with a pager when there are more. */
#ifndef TF_SCREENS_TILES_H
#define TF_SCREENS_TILES_H

#include "screens/screen.h"
#include "widgets/pager.h"

struct tf_tiles {
    struct tf_rect rect;
    int first, end; /* the ones that are seen */
    int columns, width, height, gap;
};
/* Draws the pager, if one is needed. */
struct tf_tiles tf_tiles(const struct tf_frame *frame, struct tf_rect rect, int count, int first,
                         int least_width, int height);
struct tf_rect tf_tiles_at(const struct tf_tiles *tiles, int index);

/* "9 – 16 of 23" and the ways up and down. */
struct tf_pager tf_tiles_pager(const struct tf_frame *frame, int first, int fit, int count);

#endif
