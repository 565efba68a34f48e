/* compare.h: golden images: every screen as it looked when somebody last looked at it and was content.
 *
 * References are in tests/golden/ref. A missing one fails; a difference leaves the picture and what differs
 * (in red, on the picture) in TF_TEST_OUT. tests/golden/update makes them anew, to be looked at before they
 * are committed. They have few colours, to be small: that, and what rounding differs from machine to machine,
 * is what the tolerance is for. */
#ifndef TF_TESTS_COMPARE_H
#define TF_TESTS_COMPARE_H

#include "golden/picture.h"

#include <cairo.h>

/* 0 when the state's screen looks on a panel of that size as its reference. */
int golden_check(struct picture *picture, const struct tf_app_state *state, int width_px, int height_px,
                 const char *name);
/* Into TF_TEST_OUT: what it looks like now, and, unless reference is NULL, what differs. */
void golden_leave(const struct tf_canvas *canvas, cairo_surface_t *reference, const char *name);
/* Whether it is the same picture. What differs is made red in `marked` (of the same size), NULL is fine. */
bool golden_is_same(const struct tf_canvas *canvas, cairo_surface_t *reference, cairo_surface_t *marked);

#endif
