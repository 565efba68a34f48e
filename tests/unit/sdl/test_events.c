#include "sdl/events_sdl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

enum { W = 800, H = 600, DEVICE = 3 };

static struct tf_events *events_with(const struct tf_events_options *options)
{
    struct tf_events *events;

    assert_int_equal(tf_events_create(&events, options), TF_OK);
    events->canvas_w = events->window_w = W;
    events->canvas_h = events->window_h = H;
    return events;
}

static SDL_Event finger(Uint32 type, SDL_FingerID id, float x, float y)
{
    SDL_Event event = {0};

    event.tfinger.type = type;
    event.tfinger.touchId = DEVICE;
    event.tfinger.fingerId = id;
    event.tfinger.x = x;
    event.tfinger.y = y;
    return event;
}

static struct tf_events_item give(struct tf_events *events, SDL_Event event)
{
    return tf_events_translate(events, &event);
}

static void expect_tap_at(struct tf_events *events, float x, float y, int want_x, int want_y)
{
    struct tf_events_item item = give(events, finger(SDL_FINGERDOWN, 1, x, y));

    assert_int_equal(item.what, TF_EVENTS_INPUT);
    assert_int_equal(item.input.kind, TF_INPUT_DOWN);
    assert_int_equal(item.input.x, want_x);
    assert_int_equal(item.input.y, want_y);
    assert_int_equal(give(events, finger(SDL_FINGERUP, 1, x, y)).input.kind, TF_INPUT_UP);
}

static void a_finger_is_where_the_panel_says(void **state)
{
    struct tf_events *events = events_with(NULL);

    (void)state;
    expect_tap_at(events, 0.0f, 0.0f, 0, 0);
    expect_tap_at(events, 0.5f, 0.25f, 400, 150);
    tf_events_destroy(events);
}

static void wild_values_end_at_the_edge(void **state)
{
    struct tf_events *events = events_with(NULL);

    (void)state;
    expect_tap_at(events, 1.0f, 1.0f, W - 1, H - 1);
    expect_tap_at(events, 1.0001f, -0.2f, W - 1, 0);
    expect_tap_at(events, 4000.0f, 3.0e38f, W - 1, H - 1);
    expect_tap_at(events, NAN, -INFINITY, 0, 0);
    expect_tap_at(events, INFINITY, 0.5f, W - 1, 300);
    tf_events_destroy(events);
}

static void a_turned_panel_turns_its_fingers(void **state)
{
    static const struct {
        int rotation, x, y; /* where a finger at 0.2505, 0.1005 of the panel is on the canvas */
    } cases[] = {{0, 200, 60}, {90, 80, 449}, {180, 599, 539}, {270, 719, 150}};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct tf_events *events = events_with(&(struct tf_events_options){.rotation = cases[i].rotation});
        expect_tap_at(events, 0.2505f, 0.1005f, cases[i].x, cases[i].y);
        tf_events_destroy(events);
    }
}

static void a_calibration_comes_before_the_edge(void **state)
{
    /* A panel that reports 0 … 4000, and mirrored across. */
    struct tf_events_options options = {.matrix = {-1.0 / 4000, 0, 1, 0, 1.0 / 4000, 0}};
    struct tf_events *events = events_with(&options);

    (void)state;
    expect_tap_at(events, 1000.0f, 2000.0f, 600, 300);
    expect_tap_at(events, 4100.0f, 4100.0f, 0, H - 1);
    tf_events_destroy(events);
}

static void only_keys_of_a_keypad_count(void **state)
{
    static const struct {
        SDL_Keycode code;
        Uint16 mod;
        int want; /* -1: nothing */
    } cases[] = {
        {SDLK_UP, KMOD_NONE, TF_KEY_UP},
        {SDLK_DOWN, KMOD_NUM, TF_KEY_DOWN},
        {SDLK_LEFT, KMOD_NONE, TF_KEY_LEFT},
        {SDLK_RIGHT, KMOD_NONE, TF_KEY_RIGHT},
        {SDLK_TAB, KMOD_NONE, TF_KEY_NEXT},
        {SDLK_TAB, KMOD_LSHIFT, TF_KEY_PREVIOUS},
        {SDLK_RETURN, KMOD_NONE, TF_KEY_ENTER},
        {SDLK_KP_ENTER, KMOD_NONE, TF_KEY_ENTER},
        {SDLK_ESCAPE, KMOD_NONE, TF_KEY_ESCAPE},
        {SDLK_a, KMOD_NONE, -1},
        {SDLK_SYSREQ, KMOD_NONE, -1},
        {SDLK_F1, KMOD_LCTRL | KMOD_LALT, -1},
        {SDLK_ESCAPE, KMOD_LALT, -1},
        {SDLK_POWER, KMOD_NONE, -1},
    };
    struct tf_events *events = events_with(NULL);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SDL_Event event = {
            .key = {.type = SDL_KEYDOWN, .keysym = {.sym = cases[i].code, .mod = cases[i].mod}}};
        struct tf_events_item item = give(events, event);
        assert_int_equal(item.what, cases[i].want < 0 ? TF_EVENTS_NOTHING : TF_EVENTS_INPUT);
        if (cases[i].want >= 0) {
            assert_int_equal(item.input.kind, TF_INPUT_KEY);
            assert_int_equal((int)item.input.key, cases[i].want);
        }
        event.type = SDL_KEYUP;
        assert_int_equal(give(events, event).what, TF_EVENTS_NOTHING);
    }
    tf_events_destroy(events);
}

static void a_held_enter_fires_once_and_a_held_arrow_goes_on(void **state)
{
    struct tf_events *events = events_with(NULL);
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .repeat = 1, .keysym = {.sym = SDLK_RETURN}}};

    (void)state;
    assert_int_equal(give(events, event).what, TF_EVENTS_NOTHING);
    event.key.keysym.sym = SDLK_DOWN;
    assert_int_equal(give(events, event).what, TF_EVENTS_INPUT);
    tf_events_destroy(events);
}

static SDL_Event mouse_button(Uint32 type, Uint32 which, Uint8 button, int x, int y)
{
    return (SDL_Event){.button = {.type = type, .which = which, .button = button, .x = x, .y = y}};
}

static void a_mouse_is_a_finger_on_a_desktop_only(void **state)
{
    struct tf_events *events = events_with(NULL);
    struct tf_events_item item;

    (void)state;
    assert_int_equal(give(events, mouse_button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 5, 5)).what,
                     TF_EVENTS_NOTHING);
    events->mouse_is_finger = true;
    item = give(events, mouse_button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 17, 599));
    assert_int_equal(item.what, TF_EVENTS_INPUT);
    assert_int_equal(item.input.kind, TF_INPUT_DOWN);
    assert_int_equal(item.input.x, 17);
    assert_int_equal(item.input.y, 599);
    item = give(events, mouse_button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 18, 0));
    assert_int_equal(item.input.kind, TF_INPUT_UP);
    assert_int_equal(item.input.x, 18);
    assert_int_equal(item.input.y, 0);
    tf_events_destroy(events);
}

static void a_mouse_without_a_pressed_button_says_nothing(void **state)
{
    struct tf_events *events = events_with(NULL);
    SDL_Event motion = {.motion = {.type = SDL_MOUSEMOTION, .x = 9, .y = 9}};

    (void)state;
    events->mouse_is_finger = true;
    assert_int_equal(give(events, motion).what, TF_EVENTS_NOTHING);
    assert_int_equal(give(events, mouse_button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_RIGHT, 5, 5)).what,
                     TF_EVENTS_NOTHING);
    give(events, mouse_button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 5, 5));
    assert_int_equal(give(events, motion).input.kind, TF_INPUT_MOVE);
    tf_events_destroy(events);
}

static void a_mouse_that_sdl_made_of_a_finger_is_ignored(void **state)
{
    struct tf_events *events = events_with(NULL);

    (void)state;
    events->mouse_is_finger = true;
    assert_int_equal(
        give(events, mouse_button(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT, 5, 5)).what,
        TF_EVENTS_NOTHING);
    tf_events_destroy(events);
}

static void fingers_keep_their_names_apart(void **state)
{
    struct tf_events *events = events_with(NULL);
    struct tf_events_item a = give(events, finger(SDL_FINGERDOWN, 1, 0.1f, 0.1f));
    struct tf_events_item b = give(events, finger(SDL_FINGERDOWN, 2, 0.2f, 0.2f));
    SDL_Event other = finger(SDL_FINGERDOWN, 1, 0.3f, 0.3f);
    struct tf_events_item c;

    (void)state;
    other.tfinger.touchId = DEVICE + 1; /* another panel counts its fingers from one as well */
    c = give(events, other);
    assert_true(a.input.finger != b.input.finger && b.input.finger != c.input.finger &&
                a.input.finger != c.input.finger);
    assert_true(give(events, finger(SDL_FINGERUP, 1, 0.1f, 0.1f)).input.finger == a.input.finger);
    tf_events_destroy(events);
}

static void a_lift_without_a_press_is_ignored(void **state)
{
    struct tf_events *events = events_with(NULL);

    (void)state;
    assert_int_equal(give(events, finger(SDL_FINGERUP, 1, 0.1f, 0.1f)).what, TF_EVENTS_NOTHING);
    assert_int_equal(give(events, finger(SDL_FINGERMOTION, 1, 0.1f, 0.1f)).what, TF_EVENTS_NOTHING);
    tf_events_destroy(events);
}

static void a_second_press_without_a_lift_cancels_the_first(void **state)
{
    struct tf_events *events = events_with(NULL);

    (void)state;
    give(events, finger(SDL_FINGERDOWN, 1, 0.1f, 0.1f));
    assert_int_equal(give(events, finger(SDL_FINGERDOWN, 1, 0.9f, 0.9f)).input.kind, TF_INPUT_CANCEL);
    assert_int_equal(give(events, finger(SDL_FINGERUP, 1, 0.9f, 0.9f)).what, TF_EVENTS_NOTHING);
    tf_events_destroy(events);
}

static void a_palm_of_many_fingers_is_bounded(void **state)
{
    struct tf_events *events = events_with(NULL);

    (void)state;
    for (int i = 0; i < TF_EVENTS_FINGERS_MAX; i++)
        assert_int_equal(give(events, finger(SDL_FINGERDOWN, i, 0.1f, 0.1f)).what, TF_EVENTS_INPUT);
    assert_int_equal(give(events, finger(SDL_FINGERDOWN, 99, 0.1f, 0.1f)).what, TF_EVENTS_NOTHING);
    assert_int_equal(give(events, finger(SDL_FINGERUP, 7, 0.1f, 0.1f)).what, TF_EVENTS_INPUT);
    assert_int_equal(give(events, finger(SDL_FINGERDOWN, 99, 0.1f, 0.1f)).what, TF_EVENTS_INPUT);
    tf_events_destroy(events);
}

static void fingers_of_an_unplugged_panel_are_cancelled(void **state)
{
    struct tf_events *events = events_with(NULL);
    struct tf_events_item item, lost;

    (void)state;
    item = give(events, finger(SDL_FINGERDOWN, 1, 0.5f, 0.5f)); /* SDL knows of no such device: it is gone */
    lost = tf_events_lost(events);
    assert_int_equal(lost.what, TF_EVENTS_INPUT);
    assert_int_equal(lost.input.kind, TF_INPUT_CANCEL);
    assert_true(lost.input.finger == item.input.finger);
    assert_int_equal(lost.input.x, 400);
    assert_int_equal(tf_events_lost(events).what, TF_EVENTS_NOTHING);
    tf_events_destroy(events);
}

static void the_window_tells_of_its_size_its_loss_and_its_end(void **state)
{
    struct tf_events *events = events_with(NULL);
    SDL_Event event = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_SIZE_CHANGED}};

    (void)state;
    assert_int_equal(give(events, event).what, TF_EVENTS_RESIZED);
    event.window.event = SDL_WINDOWEVENT_EXPOSED;
    assert_int_equal(give(events, event).what, TF_EVENTS_REDRAW);
    event.window.event = SDL_WINDOWEVENT_ENTER;
    assert_int_equal(give(events, event).what, TF_EVENTS_NOTHING);
    assert_int_equal(give(events, (SDL_Event){.type = SDL_RENDER_DEVICE_RESET}).what, TF_EVENTS_REDRAW);
    assert_int_equal(give(events, (SDL_Event){.type = SDL_QUIT}).what, TF_EVENTS_QUIT);
    assert_int_equal(give(events, (SDL_Event){.type = SDL_DROPFILE}).what, TF_EVENTS_NOTHING);
    assert_int_equal(give(events, (SDL_Event){.type = SDL_TEXTINPUT}).what, TF_EVENTS_NOTHING);
    tf_events_destroy(events);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finger_is_where_the_panel_says),
        cmocka_unit_test(wild_values_end_at_the_edge),
        cmocka_unit_test(a_turned_panel_turns_its_fingers),
        cmocka_unit_test(a_calibration_comes_before_the_edge),
        cmocka_unit_test(only_keys_of_a_keypad_count),
        cmocka_unit_test(a_held_enter_fires_once_and_a_held_arrow_goes_on),
        cmocka_unit_test(a_mouse_is_a_finger_on_a_desktop_only),
        cmocka_unit_test(a_mouse_without_a_pressed_button_says_nothing),
        cmocka_unit_test(a_mouse_that_sdl_made_of_a_finger_is_ignored),
        cmocka_unit_test(fingers_keep_their_names_apart),
        cmocka_unit_test(a_lift_without_a_press_is_ignored),
        cmocka_unit_test(a_second_press_without_a_lift_cancels_the_first),
        cmocka_unit_test(a_palm_of_many_fingers_is_bounded),
        cmocka_unit_test(fingers_of_an_unplugged_panel_are_cancelled),
        cmocka_unit_test(the_window_tells_of_its_size_its_loss_and_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
