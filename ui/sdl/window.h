/* window.h: the panel, through SDL: which driver, how large, how many pixels a millimetre, and our canvas on
 * it.
 *
 * Drivers are tried in this order: the one that SDL_VIDEODRIVER names; Wayland and X11 where the session has
 * one; the bare console (KMSDRM). When there is none the window is out of sight: everything works, nobody
 * sees it, and tf_window_retry() looks again. One thread. */
#ifndef TF_SDL_WINDOW_H
#define TF_SDL_WINDOW_H

#include "canvas/canvas.h"

struct tf_window;

struct tf_window_options {
    int width_px, height_px;       /* 0, 0: the whole screen */
    double panel_w_mm, panel_h_mm; /* 0, 0: as the display says */
    int rotation;                  /* degrees clockwise, see rotate.h */
    const char *title;             /* borrowed */
};

/* Changed rectangles at a time; more are sent as one. */
#define TF_WINDOW_RECTS_MAX 32
/* How long to leave it between two looks for a display. */
#define TF_WINDOW_RETRY_MS 5000

/* Settings of SDL that must stand before any thread is started. */
void tf_window_prepare(void);

/* TF_ERR_IO: not even SDL's own drivers work. TF_ERR_NOMEM. */
enum tf_err tf_window_open(struct tf_window **out, const struct tf_window_options *options,
                           struct tf_problem *problem);
void tf_window_close(struct tf_window *window); /* NULL is fine; ends SDL's video */

const char *tf_window_driver(const struct tf_window *window); /* "x11" */
bool tf_window_is_blind(const struct tf_window *window);      /* no display was found */
/* Sleeping is SDL's business on this driver (see wait.h). */
bool tf_window_waits_natively(const struct tf_window *window);
/* What the canvas has to be: the window's pixels, turned. Asks anew after a resize. */
void tf_window_size(const struct tf_window *window, int *width_px, int *height_px);
void tf_window_mouse_size(const struct tf_window *window, int *width, int *height); /* in its own units */
/* Pixels a millimetre of a panel of that size. */
double tf_window_ratio(int width_px, int height_px, double width_mm, double height_mm);
double tf_window_px_per_mm(const struct tf_window *window); /* 0: nobody knows */

/* Shows the canvas; only the rectangles given (count 0: everything) have changed since the last time. After a
 * resize, a lost device or another canvas size, everything is sent anyway. TF_ERR_IO: the display is gone;
 * call tf_window_retry(). */
enum tf_err tf_window_present(struct tf_window *window, const struct tf_canvas *canvas,
                              const struct tf_rect *changed, size_t count);
void tf_window_forget(struct tf_window *window); /* the device lost its pictures: send everything next time */
/* Looks for a display again. true: there is one now, everything has to be drawn for its size. */
bool tf_window_retry(struct tf_window *window);

#endif
