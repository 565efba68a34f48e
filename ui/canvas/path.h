/* path.h: the small language in which icons and symbols are written, on a 24 × 24 grid.
 *
 *   M x y   L x y …   C x1 y1 x2 y2 x y   Z      as in SVG, absolute
 *   A cx cy r from to   arc, clockwise in degrees from three o'clock, joined to what is before
 *   a cx cy r from to   arc that starts a line of its own        n cx cy r from to   joined, anticlockwise
 *   O cx cy r   circle      B x y w h r   box with round corners
 *   P cx cy R r n   star of n points upwards, r its inner radius; 0: a polygon
 *   W width   of strokes from here      K   draw in ink from here
 *   S stroke what was drawn so far      F fill it      G fill it and round its corners
 *
 * What is left at the end is stroked. */
#ifndef TF_CANVAS_PATH_H
#define TF_CANVAS_PATH_H

#include <cairo.h>
#include <stdbool.h>

struct tf_path_pen {
    int side_px;   /* of the grid's square, which starts at the origin */
    double stroke; /* width in grid units */
    bool mirrored;
    bool wants_ink; /* draws only what comes after K, else only what comes before */
};
/* With the source that cairo has. */
void tf_path_draw(cairo_t *cairo, const struct tf_path_pen *pen, const char *data);

#endif
