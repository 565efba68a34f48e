/* take.h: layout by taking strips off a rectangle: a screen reads as its own sketch. */
#ifndef TF_WIDGETS_TAKE_H
#define TF_WIDGETS_TAKE_H

#include "canvas/canvas.h"

static inline int tf_take_least(int a, int b)
{
    return a < b ? a : b;
}

static inline int tf_take_most(int a, int b)
{
    return a > b ? a : b;
}

/* Each takes a strip off one side of *from and leaves `gap` between; never more than there is. */
static inline struct tf_rect tf_take_top(struct tf_rect *from, int height, int gap)
{
    height = tf_take_most(0, tf_take_least(height, from->h));
    struct tf_rect taken = {from->x, from->y, from->w, height};
    int gone = tf_take_least(height + gap, from->h);
    from->y += gone;
    from->h -= gone;
    return taken;
}

static inline struct tf_rect tf_take_bottom(struct tf_rect *from, int height, int gap)
{
    height = tf_take_most(0, tf_take_least(height, from->h));
    struct tf_rect taken = {from->x, from->y + from->h - height, from->w, height};
    from->h -= tf_take_least(height + gap, from->h);
    return taken;
}

static inline struct tf_rect tf_take_left(struct tf_rect *from, int width, int gap)
{
    width = tf_take_most(0, tf_take_least(width, from->w));
    struct tf_rect taken = {from->x, from->y, width, from->h};
    int gone = tf_take_least(width + gap, from->w);
    from->x += gone;
    from->w -= gone;
    return taken;
}

static inline struct tf_rect tf_take_right(struct tf_rect *from, int width, int gap)
{
    width = tf_take_most(0, tf_take_least(width, from->w));
    struct tf_rect taken = {from->x + from->w - width, from->y, width, from->h};
    from->w -= tf_take_least(width + gap, from->w);
    return taken;
}

static inline struct tf_rect tf_take_middle(struct tf_rect in, int width, int height)
{
    return (struct tf_rect){in.x + (in.w - width) / 2, in.y + (in.h - height) / 2, width, height};
}

#endif
