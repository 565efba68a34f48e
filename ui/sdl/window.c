#include "sdl/window.h"

#include "base/log.h"
#include "sdl/rotate.h"
#include "sdl/seat.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

enum { BLIND_W_PX = 1280, BLIND_H_PX = 800, DRIVERS_MAX = 3 };

struct tf_window {
    struct tf_window_options options;
    char driver[32];
    bool is_blind;
    int presents; /* of each change: KMSDRM's first one stays black, and nothing else is coming */
    SDL_Window *window;
    /* Either the window's own surface is written to, with no frame in between; or, where a window has none
     * that is laid out as our canvas is, a renderer brings a texture to it. */
    SDL_Renderer *renderer;
    SDL_Texture *texture;
    const SDL_Surface *surface; /* SDL's: only compared, to see that there is another one */
    int shown_w, shown_h;       /* of the picture there; turned already */
    bool is_stale;              /* it holds nothing yet */
};

void tf_window_prepare(void)
{
    static const char *const settings[][2] = {
        /* A finger is a finger and a mouse is a mouse: no copies of one as the other. */
        {SDL_HINT_TOUCH_MOUSE_EVENTS, "0"},
        {SDL_HINT_MOUSE_TOUCH_EVENTS, "0"},
        {SDL_HINT_NO_SIGNAL_HANDLERS, "1"}, /* wait.c has its own */
        {SDL_HINT_RENDER_VSYNC, "0"},       /* we draw when something changed, not sixty times a second */
        {SDL_HINT_RENDER_SCALE_QUALITY, "0"},
        {SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0"},
        {SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0"},
        {SDL_HINT_APP_NAME, "Twofeet"},
    };

    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        SDL_SetHint(settings[i][0], settings[i][1]);
    }
}

/* ---- drivers ----------------------------------------------------------------------------------------------
 */

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

static size_t list_drivers(const char *out[DRIVERS_MAX])
{
    size_t count = 0;

    if (is_set("SDL_VIDEODRIVER")) {
        out[count++] = getenv("SDL_VIDEODRIVER");
        return count;
    }
    if (is_set("WAYLAND_DISPLAY")) {
        out[count++] = "wayland";
    }
    if (is_set("DISPLAY")) {
        out[count++] = "x11";
    }
    out[count++] = "KMSDRM";
    return count;
}

static bool is_kmsdrm(const char *driver)
{
    return SDL_strcasecmp(driver, "KMSDRM") == 0;
}

/* SDL 2.26 has no other way to these than OpenGL ES (Mesa draws it where there is no GPU). */
static bool draws_by_gl(const char *driver)
{
    return is_kmsdrm(driver) || SDL_strcasecmp(driver, "wayland") == 0;
}

static void end_driver(struct tf_window *w)
{
    if (w->texture) {
        SDL_DestroyTexture(w->texture);
    }
    if (w->renderer) {
        SDL_DestroyRenderer(w->renderer);
    }
    if (w->window) {
        SDL_DestroyWindow(w->window);
    }
    w->texture = NULL;
    w->surface = NULL;
    w->renderer = NULL;
    w->window = NULL;
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

/* Pixels as the canvas has them; NULL: the window has none such. */
static SDL_Surface *surface_of(const struct tf_window *w)
{
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    bool is_like_canvas = surface && surface->format->BytesPerPixel == 4 &&
                          surface->format->Rmask == 0xff0000 && surface->format->Gmask == 0xff00 &&
                          surface->format->Bmask == 0xff && !SDL_MUSTLOCK(surface);
    return is_like_canvas ? surface : NULL;
}

static bool make_renderer(struct tf_window *w)
{
    if (!draws_by_gl(w->driver) && surface_of(w)) {
        return true;
    }
    w->renderer = SDL_CreateRenderer(w->window, -1, draws_by_gl(w->driver) ? 0 : SDL_RENDERER_SOFTWARE);
    return w->renderer != NULL;
}

static bool make_window(struct tf_window *w)
{
    bool is_whole_screen = w->options.width_px <= 0 || w->options.height_px <= 0;
    int width = is_whole_screen ? BLIND_W_PX : w->options.width_px;
    int height = is_whole_screen ? BLIND_H_PX : w->options.height_px;
    Uint32 flags = SDL_WINDOW_ALLOW_HIGHDPI;

    if (is_whole_screen && !w->is_blind) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS;
    } else {
        flags |= SDL_WINDOW_RESIZABLE;
    }
    w->window = SDL_CreateWindow(w->options.title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                                 height, flags);
    if (!w->window) {
        return false;
    }
    if (!make_renderer(w)) {
        return false;
    }
    SDL_ShowCursor(is_whole_screen ? SDL_DISABLE : SDL_ENABLE);
    SDL_StopTextInput(); /* SDL starts it by itself; typing is the on-screen keyboard's */
    return true;
}

static void set_hint(const char *name, const char *value)
{
    SDL_SetHintWithPriority(name, value, SDL_HINT_OVERRIDE);
}

static bool start_driver(struct tf_window *w, const char *driver, bool is_blind)
{
    if (SDL_strcasecmp(driver, "wayland") == 0 && !tf_seat_is_there()) {
        SDL_SetError("this Wayland session has no seat, and SDL draws on none without one");
        return false;
    }
    set_hint(SDL_HINT_VIDEODRIVER, driver);
    /* Elsewhere SDL's software renderer would still load Mesa, to bring its one surface to the window:
     * megabytes and threads for a copy. */
    set_hint(SDL_HINT_RENDER_DRIVER, draws_by_gl(driver) ? "opengles2" : "software");
    set_hint(SDL_HINT_FRAMEBUFFER_ACCELERATION, draws_by_gl(driver) ? "1" : "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return false;
    }
    snprintf(w->driver, sizeof w->driver, "%s", driver);
    w->is_blind = is_blind;
    w->is_stale = true;
    w->presents = is_kmsdrm(driver) ? 2 : 1;
    if (make_window(w)) {
        SDL_DisableScreenSaver();
        return true;
    }
    end_driver(w);
    return false;
}

static bool start_seen(struct tf_window *w)
{
    const char *drivers[DRIVERS_MAX];
    size_t count = list_drivers(drivers);

    for (size_t i = 0; i < count; i++) {
        if (start_driver(w, drivers[i], false)) {
            return true;
        }
    }
    return false;
}

static bool start_blind(struct tf_window *w)
{
    return start_driver(w, "offscreen", true) || start_driver(w, "dummy", true);
}

enum tf_err tf_window_open(struct tf_window **out, const struct tf_window_options *options,
                           struct tf_problem *problem)
{
    struct tf_window *w = calloc(1, sizeof *w);

    if (!w) {
        return tf_err_tell(problem, TF_ERR_NOMEM, "the window", NULL, "There is no memory left");
    }
    w->options = *options;
    if (!tf_rotate_is_valid(w->options.rotation)) {
        w->options.rotation = 0;
    }
    if (!start_seen(w)) {
        char why[128];
        snprintf(why, sizeof why, "%s", SDL_GetError());
        if (!start_blind(w)) {
            free(w);
            return tf_err_tell(problem, TF_ERR_IO, "SDL", "Check that libSDL2 is installed whole",
                               "No picture can be drawn: %s", SDL_GetError());
        }
        tf_log(TF_LOG_WARNING, "no display was found (%s): drawing out of sight and looking again every %d s",
               *why ? why : "no driver fits", TF_WINDOW_RETRY_MS / 1000);
    }
    *out = w;
    return TF_OK;
}

void tf_window_close(struct tf_window *window)
{
    if (!window) {
        return;
    }
    end_driver(window);
    free(window);
}

bool tf_window_retry(struct tf_window *window)
{
    end_driver(window);
    if (start_seen(window)) {
        tf_log(TF_LOG_INFO, "a display is there: %s", window->driver);
        return true;
    }
    if (!start_blind(window)) {
        tf_log(TF_LOG_ERROR, "SDL's own drivers failed: %s", SDL_GetError());
    }
    return false;
}

/* ---- what it is -------------------------------------------------------------------------------------------
 */

const char *tf_window_driver(const struct tf_window *window)
{
    return window->driver;
}

bool tf_window_is_blind(const struct tf_window *window)
{
    return window->is_blind;
}

bool tf_window_waits_natively(const struct tf_window *window)
{
    return strcmp(window->driver, "x11") == 0 || strcmp(window->driver, "wayland") == 0;
}

static void physical_size(const struct tf_window *w, int *width, int *height)
{
    *width = *height = 0;
    if (w->renderer) {
        (void)SDL_GetRendererOutputSize(w->renderer, width, height);
    } else if (w->window) {
        SDL_GetWindowSizeInPixels(w->window, width, height);
    }
    if (*width < 1 || *height < 1) {
        *width = BLIND_W_PX;
        *height = BLIND_H_PX;
    }
    if (*width > TF_CANVAS_SIDE_MAX) {
        *width = TF_CANVAS_SIDE_MAX;
    }
    if (*height > TF_CANVAS_SIDE_MAX) {
        *height = TF_CANVAS_SIDE_MAX;
    }
}

static bool is_on_its_side(const struct tf_window *w)
{
    return w->options.rotation == 90 || w->options.rotation == 270;
}

void tf_window_size(const struct tf_window *window, int *width_px, int *height_px)
{
    int w, h;

    physical_size(window, &w, &h);
    *width_px = is_on_its_side(window) ? h : w;
    *height_px = is_on_its_side(window) ? w : h;
}

void tf_window_mouse_size(const struct tf_window *window, int *width, int *height)
{
    *width = *height = 0;
    if (window->window) {
        SDL_GetWindowSize(window->window, width, height);
    }
    *width = *width > 0 ? *width : 1;
    *height = *height > 0 ? *height : 1;
}

/* Displays that do not know their size say 0, or invent one. */
static bool is_plausible(float dpi_h, float dpi_v)
{
    return dpi_h >= 20.0f && dpi_h <= 600.0f && dpi_v > 0.0f && dpi_h / dpi_v > 0.8f && dpi_h / dpi_v < 1.25f;
}

double tf_window_ratio(int width_px, int height_px, double width_mm, double height_mm)
{
    return (width_px / width_mm + height_px / height_mm) / 2;
}

double tf_window_px_per_mm(const struct tf_window *window)
{
    const struct tf_window_options *o = &window->options;
    float dpi = 0, dpi_h = 0, dpi_v = 0;
    int w, h, display;

    physical_size(window, &w, &h);
    if (o->panel_w_mm > 0 && o->panel_h_mm > 0) {
        return tf_window_ratio(w, h, o->panel_w_mm, o->panel_h_mm);
    }
    if (window->is_blind || !window->window) {
        return 0;
    }
    display = SDL_GetWindowDisplayIndex(window->window);
    if (display < 0 || SDL_GetDisplayDPI(display, &dpi, &dpi_h, &dpi_v) != 0 || !is_plausible(dpi_h, dpi_v)) {
        return 0;
    }
    return (double)dpi_h / 25.4;
}

/* ---- showing ----------------------------------------------------------------------------------------------
 */

void tf_window_forget(struct tf_window *window)
{
    window->is_stale = true;
}

static void now_shows(struct tf_window *w, int width, int height)
{
    w->shown_w = width;
    w->shown_h = height;
    w->is_stale = true;
}

static bool fit_texture(struct tf_window *w, int width, int height)
{
    if (w->texture && w->shown_w == width && w->shown_h == height) {
        return true;
    }
    if (w->texture) {
        SDL_DestroyTexture(w->texture);
    }
    w->texture =
        SDL_CreateTexture(w->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, width, height);
    if (!w->texture) {
        return false;
    }
    SDL_SetTextureBlendMode(w->texture, SDL_BLENDMODE_NONE);
    now_shows(w, width, height);
    return true;
}

static bool upload(struct tf_window *w, const struct tf_canvas *canvas, struct tf_rect rect)
{
    int cw = tf_canvas_width(canvas), ch = tf_canvas_height(canvas), stride, pitch;
    const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
    struct tf_rect to = tf_rotate_rect(w->options.rotation, rect, cw, ch);
    SDL_Rect area = {to.x, to.y, to.w, to.h};
    void *dst;

    if (SDL_LockTexture(w->texture, &area, &dst, &pitch) != 0) {
        return false;
    }
    tf_rotate_copy(w->options.rotation, rect, pixels, (size_t)stride, dst, (size_t)pitch);
    SDL_UnlockTexture(w->texture);
    return true;
}

static bool present_texture(struct tf_window *w, const struct tf_canvas *canvas, const struct tf_rect *rects,
                            size_t count)
{
    bool ok = true;

    for (size_t i = 0; i < count && ok; i++) {
        ok = upload(w, canvas, rects[i]);
    }
    for (int i = 0; i < w->presents && ok; i++) {
        ok = SDL_RenderCopy(w->renderer, w->texture, NULL, NULL) == 0;
        SDL_RenderPresent(w->renderer);
    }
    return ok;
}

/* false: the window has no surface any more. */
static bool fit_surface(struct tf_window *w, int width, int height)
{
    const SDL_Surface *surface = surface_of(w);

    if (surface != w->surface || w->shown_w != width || w->shown_h != height) {
        now_shows(w, width, height);
    }
    w->surface = surface;
    return surface != NULL;
}

/* The window has another size by now, and the picture for that is on its way. */
static bool present_stretched(struct tf_window *w, SDL_Surface *surface, const struct tf_canvas *canvas)
{
    int stride;
    const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
    SDL_Surface *source = SDL_CreateRGBSurfaceWithFormatFrom(
        (void *)(uintptr_t)pixels, tf_canvas_width(canvas), tf_canvas_height(canvas), 32, stride,
        SDL_PIXELFORMAT_RGB888); /* only read */
    bool ok = source && SDL_BlitScaled(source, NULL, surface, NULL) == 0;

    SDL_FreeSurface(source);
    return ok && SDL_UpdateWindowSurface(w->window) == 0;
}

static bool present_surface(struct tf_window *w, const struct tf_canvas *canvas, const struct tf_rect *rects,
                            size_t count)
{
    SDL_Surface *surface = surface_of(w);
    int cw = tf_canvas_width(canvas), ch = tf_canvas_height(canvas), stride;
    const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
    SDL_Rect areas[TF_WINDOW_RECTS_MAX];

    if (surface->w != w->shown_w || surface->h != w->shown_h) {
        return present_stretched(w, surface, canvas);
    }
    for (size_t i = 0; i < count; i++) {
        struct tf_rect to = tf_rotate_rect(w->options.rotation, rects[i], cw, ch);
        uint8_t *dst = (uint8_t *)surface->pixels + (size_t)to.y * (size_t)surface->pitch + (size_t)to.x * 4;
        tf_rotate_copy(w->options.rotation, rects[i], pixels, (size_t)stride, dst, (size_t)surface->pitch);
        areas[i] = (SDL_Rect){to.x, to.y, to.w, to.h};
    }
    return count == 0 || SDL_UpdateWindowSurfaceRects(w->window, areas, (int)count) == 0;
}

static bool fit(struct tf_window *w, int width, int height)
{
    if (!w->window) {
        return false;
    }
    return w->renderer ? fit_texture(w, width, height) : fit_surface(w, width, height);
}

enum tf_err tf_window_present(struct tf_window *window, const struct tf_canvas *canvas,
                              const struct tf_rect *changed, size_t count)
{
    int cw = tf_canvas_width(canvas), ch = tf_canvas_height(canvas);
    struct tf_rect all = {0, 0, cw, ch}, rects[TF_WINDOW_RECTS_MAX];
    bool ok = fit(window, is_on_its_side(window) ? ch : cw, is_on_its_side(window) ? cw : ch);
    size_t kept = 0;

    if (window->is_stale || count == 0 || count > TF_WINDOW_RECTS_MAX) {
        rects[kept++] = all;
    } else {
        for (size_t i = 0; i < count; i++) {
            rects[kept] = tf_rect_cut(changed[i], all);
            kept += !tf_rect_is_empty(rects[kept]);
        }
    }
    if (ok) {
        ok = window->renderer ? present_texture(window, canvas, rects, kept)
                              : present_surface(window, canvas, rects, kept);
    }
    window->is_stale = !ok;
    if (!ok) {
        tf_log(TF_LOG_WARNING, "the display took no picture: %s", SDL_GetError());
    }
    return ok ? TF_OK : TF_ERR_IO;
}
