#include "sdl/events.h"

#include "base/clock.h"
#include "base/rng.h"
#include "sdl/events_sdl.h"
#include "sdl/rotate.h"

#include <math.h>
#include <stdlib.h>

/* Of no touch device: SDL gives those small numbers. */
static const SDL_TouchID MOUSE_DEVICE = (SDL_TouchID)-2;

enum tf_err tf_events_create(struct tf_events **out, const struct tf_events_options *options)
{
    struct tf_events *events = calloc(1, sizeof *events);

    if (!events) {
        return TF_ERR_NOMEM;
    }
    if (options) {
        events->options = *options;
    }
    if (!tf_rotate_is_valid(events->options.rotation)) {
        events->options.rotation = 0;
    }
    for (size_t i = 0; i < 6; i++) {
        events->has_matrix = events->has_matrix || fpclassify(events->options.matrix[i]) != FP_ZERO;
    }
    events->canvas_w = events->canvas_h = events->window_w = events->window_h = 1;
    *out = events;
    return TF_OK;
}

void tf_events_destroy(struct tf_events *events)
{
    free(events);
}

void tf_events_fit(struct tf_events *events, const struct tf_window *window)
{
    tf_window_size(window, &events->canvas_w, &events->canvas_h);
    tf_window_mouse_size(window, &events->window_w, &events->window_h);
    events->mouse_is_finger = tf_window_waits_natively(window);
}

/* ---- places -----------------------------------------------------------------------------------------------
 */

/* Panels report what they like: -0.1 at the bezel, 1.0 in the corner, 0 … 4000, or not a number. */
static int to_pixel(double part, int size)
{
    double px = part * size;

    if (!(px > 0)) {
        return 0;
    }
    if (px >= size) {
        return size - 1;
    }
    return (int)px;
}

static void place(const struct tf_events *events, double x, double y, struct tf_input *out)
{
    const double *m = events->options.matrix;

    if (events->has_matrix) {
        double raw_x = x, raw_y = y;
        x = m[0] * raw_x + m[1] * raw_y + m[2];
        y = m[3] * raw_x + m[4] * raw_y + m[5];
    }
    tf_rotate_point_back(events->options.rotation, &x, &y);
    out->x = to_pixel(x, events->canvas_w);
    out->y = to_pixel(y, events->canvas_h);
}

/* ---- fingers ----------------------------------------------------------------------------------------------
 */

static struct tf_events_finger *find(struct tf_events *events, SDL_TouchID device, SDL_FingerID id)
{
    for (size_t i = 0; i < events->finger_count; i++) {
        if (events->fingers[i].device == device && events->fingers[i].id == id) {
            return &events->fingers[i];
        }
    }
    return NULL;
}

static struct tf_events_finger *begin(struct tf_events *events, SDL_TouchID device, SDL_FingerID id)
{
    struct tf_events_finger *finger;

    if (events->finger_count == TF_EVENTS_FINGERS_MAX) {
        return NULL;
    }
    finger = &events->fingers[events->finger_count++];
    *finger = (struct tf_events_finger){.device = device, .id = id};
    return finger;
}

static void end(struct tf_events *events, struct tf_events_finger *finger)
{
    *finger = events->fingers[--events->finger_count];
}

static int64_t name_of(const struct tf_events_finger *finger)
{
    return (int64_t)(tf_rng_mix((uint64_t)finger->device, (uint64_t)finger->id) >> 1);
}

static struct tf_events_item touch(struct tf_events *events, enum tf_input_kind kind, SDL_TouchID device,
                                   SDL_FingerID id, double x, double y)
{
    struct tf_events_item item = {.what = TF_EVENTS_INPUT};
    struct tf_events_finger *finger = find(events, device, id);

    if (kind == TF_INPUT_DOWN) {
        /* Down twice: the panel was unplugged in between. The old press must not count as the new one. */
        if (finger) {
            kind = TF_INPUT_CANCEL;
        } else {
            finger = begin(events, device, id);
        }
    }
    if (!finger) {
        return (struct tf_events_item){.what = TF_EVENTS_NOTHING};
    }
    item.input = (struct tf_input){.kind = kind, .finger = name_of(finger), .at_ms = tf_clock_mono_ms()};
    place(events, x, y, &item.input);
    finger->x = item.input.x;
    finger->y = item.input.y;
    if (kind == TF_INPUT_UP || kind == TF_INPUT_CANCEL) {
        end(events, finger);
    }
    return item;
}

static bool is_plugged_in(SDL_TouchID device)
{
    int count = SDL_GetNumTouchDevices();

    for (int i = 0; i < count; i++) {
        if (SDL_GetTouchDevice(i) == device) {
            return true;
        }
    }
    return device == MOUSE_DEVICE;
}

struct tf_events_item tf_events_lost(struct tf_events *events)
{
    for (size_t i = 0; i < events->finger_count; i++) {
        struct tf_events_finger *finger = &events->fingers[i];
        struct tf_events_item item = {.what = TF_EVENTS_INPUT};
        if (is_plugged_in(finger->device)) {
            continue;
        }
        item.input = (struct tf_input){.kind = TF_INPUT_CANCEL,
                                       .finger = name_of(finger),
                                       .x = finger->x,
                                       .y = finger->y,
                                       .at_ms = tf_clock_mono_ms()};
        end(events, finger);
        return item;
    }
    return (struct tf_events_item){.what = TF_EVENTS_NOTHING};
}

/* ---- the mouse, the keypad, the window
 * ----------------------------------------------------------------------- */

static struct tf_events_item mouse(struct tf_events *events, enum tf_input_kind kind, Uint32 which, int x,
                                   int y)
{
    if (which == SDL_TOUCH_MOUSEID) {
        return (struct tf_events_item){.what = TF_EVENTS_NOTHING};
    }
    /* A press that began before a touch device was plugged in may still end. */
    if (kind == TF_INPUT_DOWN && (!events->mouse_is_finger || SDL_GetNumTouchDevices() > 0)) {
        return (struct tf_events_item){.what = TF_EVENTS_NOTHING};
    }
    return touch(events, kind, MOUSE_DEVICE, 0, (x + 0.5) / events->window_w, (y + 0.5) / events->window_h);
}

static struct tf_events_item key(const SDL_KeyboardEvent *event)
{
    static const struct {
        SDL_Keycode code;
        enum tf_input_key key;
        bool repeats;
    } keypad[] = {
        {SDLK_UP, TF_KEY_UP, true},           {SDLK_DOWN, TF_KEY_DOWN, true},
        {SDLK_LEFT, TF_KEY_LEFT, true},       {SDLK_RIGHT, TF_KEY_RIGHT, true},
        {SDLK_TAB, TF_KEY_NEXT, true},        {SDLK_RETURN, TF_KEY_ENTER, false},
        {SDLK_KP_ENTER, TF_KEY_ENTER, false}, {SDLK_ESCAPE, TF_KEY_ESCAPE, false},
    };
    struct tf_events_item item = {.what = TF_EVENTS_NOTHING};

    /* Ctrl, Alt and the like make it a command to some desktop, not to us. */
    if (event->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) {
        return item;
    }
    for (size_t i = 0; i < sizeof keypad / sizeof *keypad; i++) {
        if (keypad[i].code != event->keysym.sym || (event->repeat && !keypad[i].repeats)) {
            continue;
        }
        item.what = TF_EVENTS_INPUT;
        item.input =
            (struct tf_input){.kind = TF_INPUT_KEY, .key = keypad[i].key, .at_ms = tf_clock_mono_ms()};
        if (keypad[i].key == TF_KEY_NEXT && (event->keysym.mod & KMOD_SHIFT)) {
            item.input.key = TF_KEY_PREVIOUS;
        }
    }
    return item;
}

static struct tf_events_item window_event(const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        return (struct tf_events_item){.what = TF_EVENTS_RESIZED};
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
        return (struct tf_events_item){.what = TF_EVENTS_REDRAW};
    default:
        return (struct tf_events_item){.what = TF_EVENTS_NOTHING};
    }
}

struct tf_events_item tf_events_translate(struct tf_events *events, const SDL_Event *e)
{
    const SDL_TouchFingerEvent *f = &e->tfinger;

    switch (e->type) {
    case SDL_FINGERDOWN:
        return touch(events, TF_INPUT_DOWN, f->touchId, f->fingerId, (double)f->x, (double)f->y);
    case SDL_FINGERMOTION:
        return touch(events, TF_INPUT_MOVE, f->touchId, f->fingerId, (double)f->x, (double)f->y);
    case SDL_FINGERUP:
        return touch(events, TF_INPUT_UP, f->touchId, f->fingerId, (double)f->x, (double)f->y);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (e->button.button != SDL_BUTTON_LEFT) {
            break;
        }
        return mouse(events, e->type == SDL_MOUSEBUTTONDOWN ? TF_INPUT_DOWN : TF_INPUT_UP, e->button.which,
                     e->button.x, e->button.y);
    case SDL_MOUSEMOTION:
        return mouse(events, TF_INPUT_MOVE, e->motion.which, e->motion.x, e->motion.y);
    case SDL_KEYDOWN:
        return key(&e->key);
    case SDL_WINDOWEVENT:
        return window_event(&e->window);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        return (struct tf_events_item){.what = TF_EVENTS_REDRAW};
    case SDL_DISPLAYEVENT:
        return (struct tf_events_item){.what = TF_EVENTS_RESIZED};
    case SDL_QUIT:
        return (struct tf_events_item){.what = TF_EVENTS_QUIT};
    default:
        break;
    }
    return (struct tf_events_item){.what = TF_EVENTS_NOTHING};
}

struct tf_events_item tf_events_next(struct tf_events *events)
{
    struct tf_events_item item;
    SDL_Event event;

    while (SDL_PollEvent(&event)) {
        item = tf_events_translate(events, &event);
        if (item.what != TF_EVENTS_NOTHING) {
            return item;
        }
    }
    return tf_events_lost(events);
}
