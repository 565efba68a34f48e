#include "sdl/window.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { W = 320, H = 240 };
#define RED   0xffff0000u
#define GREEN 0xff00ff00u
#define BLUE  0xff0000ffu

static struct tf_window *open_window(int rotation)
{
    struct tf_window_options options = {.width_px = W, .height_px = H, .rotation = rotation, .title = "test"};
    struct tf_window *window;

    assert_int_equal(tf_window_open(&window, &options, NULL), TF_OK);
    return window;
}

static struct tf_canvas *filled(int w, int h, uint32_t colour)
{
    struct tf_canvas *canvas;

    assert_int_equal(tf_canvas_create(&canvas, w, h), TF_OK);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, w, h}, colour);
    return canvas;
}

/* What the glass shows: there is one window, and its surface has the last picture. */
static uint32_t shown(int x, int y)
{
    SDL_Surface *surface = NULL;
    uint32_t pixel;

    for (Uint32 id = 1; id < 64 && !surface; id++)
        if (SDL_GetWindowFromID(id))
            surface = SDL_GetWindowSurface(SDL_GetWindowFromID(id));
    assert_non_null(surface);
    assert_int_equal(surface->format->BytesPerPixel, 4);
    memcpy(&pixel, (const uint8_t *)surface->pixels + y * surface->pitch + x * 4, sizeof pixel);
    return pixel | 0xff000000u;
}

static void the_canvas_is_on_the_glass(void **state)
{
    struct tf_window *window = open_window(0);
    struct tf_canvas *canvas = filled(W, H, RED);

    (void)state;
    assert_int_equal(tf_window_present(window, canvas, NULL, 0), TF_OK);
    assert_int_equal(shown(0, 0), RED);
    assert_int_equal(shown(W - 1, H - 1), RED);
    tf_canvas_destroy(canvas);
    tf_window_close(window);
}

static void only_what_changed_is_sent(void **state)
{
    struct tf_window *window = open_window(0);
    struct tf_canvas *canvas = filled(W, H, RED);
    struct tf_rect rect = {10, 20, 5, 5};

    (void)state;
    tf_window_present(window, canvas, NULL, 0);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, W, H}, GREEN);
    assert_int_equal(tf_window_present(window, canvas, &rect, 1), TF_OK);
    assert_int_equal(shown(10, 20), GREEN);
    assert_int_equal(shown(14, 24), GREEN);
    assert_int_equal(shown(15, 24), RED);
    assert_int_equal(shown(9, 20), RED);
    tf_window_forget(window);
    assert_int_equal(tf_window_present(window, canvas, &rect, 1), TF_OK);
    assert_int_equal(shown(15, 24), GREEN);
    tf_canvas_destroy(canvas);
    tf_window_close(window);
}

static void a_rectangle_beyond_the_canvas_is_cut(void **state)
{
    struct tf_window *window = open_window(0);
    struct tf_canvas *canvas = filled(W, H, RED);
    const struct tf_rect rects[] = {{-50, -50, 100, 100}, {W - 1, H - 1, 1000, 1000}, {W, H, 5, 5}};

    (void)state;
    tf_window_present(window, canvas, NULL, 0);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, W, H}, BLUE);
    assert_int_equal(tf_window_present(window, canvas, rects, 3), TF_OK);
    assert_int_equal(shown(0, 0), BLUE);
    assert_int_equal(shown(W - 1, H - 1), BLUE);
    assert_int_equal(shown(60, 60), RED);
    tf_canvas_destroy(canvas);
    tf_window_close(window);
}

static void a_turned_picture_has_its_corner_elsewhere(void **state)
{
    struct tf_window *window = open_window(90);
    struct tf_canvas *canvas;
    int w, h;

    (void)state;
    tf_window_size(window, &w, &h);
    assert_int_equal(w, H);
    assert_int_equal(h, W);
    canvas = filled(w, h, RED);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, 3, 2}, GREEN); /* top left, as people see it */
    assert_int_equal(tf_window_present(window, canvas, NULL, 0), TF_OK);
    assert_int_equal(shown(W - 1, 0), GREEN);
    assert_int_equal(shown(W - 2, 2), GREEN);
    assert_int_equal(shown(W - 3, 0), RED);
    assert_int_equal(shown(W - 1, 3), RED);
    assert_int_equal(shown(0, 0), RED);
    tf_canvas_destroy(canvas);
    tf_window_close(window);
}

static void another_size_of_canvas_is_shown_whole(void **state)
{
    struct tf_window *window = open_window(0);
    struct tf_canvas *canvas = filled(W, H, RED), *other = filled(W / 2, H / 2, BLUE);
    struct tf_rect rect = {0, 0, 1, 1};

    (void)state;
    tf_window_present(window, canvas, NULL, 0);
    assert_int_equal(tf_window_present(window, other, &rect, 1), TF_OK);
    assert_int_equal(shown(0, 0), BLUE);
    assert_int_equal(shown(W - 1, H - 1), BLUE); /* stretched until the next drawing fits */
    tf_canvas_destroy(canvas);
    tf_canvas_destroy(other);
    tf_window_close(window);
}

static void millimetres_come_from_the_configuration_first(void **state)
{
    struct tf_window_options options = {
        .width_px = W, .height_px = H, .panel_w_mm = 160, .panel_h_mm = 120, .title = "test"};
    struct tf_window *window;

    (void)state;
    assert_int_equal(tf_window_open(&window, &options, NULL), TF_OK);
    assert_true(fabs(tf_window_px_per_mm(window) - 2.0) < 1e-9);
    tf_window_close(window);
}

static void without_a_display_it_works_out_of_sight_and_looks_again(void **state)
{
    char *driver = getenv("SDL_VIDEODRIVER") ? strdup(getenv("SDL_VIDEODRIVER")) : NULL;
    struct tf_window *window;
    struct tf_canvas *canvas = filled(W, H, RED);

    (void)state;
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    window = open_window(0);
    assert_true(tf_window_is_blind(window));
    assert_int_equal(tf_window_present(window, canvas, NULL, 0), TF_OK);
    assert_true(tf_window_px_per_mm(window) <= 0);
    assert_false(tf_window_retry(window));
    assert_int_equal(tf_window_present(window, canvas, NULL, 0), TF_OK);
    setenv("SDL_VIDEODRIVER", "dummy", 1); /* a display appears */
    assert_true(tf_window_retry(window));
    assert_false(tf_window_is_blind(window));
    assert_string_equal(tf_window_driver(window), "dummy");
    assert_int_equal(tf_window_present(window, canvas, NULL, 0), TF_OK);
    assert_int_equal(shown(5, 5), RED);
    tf_canvas_destroy(canvas);
    tf_window_close(window);
    if (driver)
        setenv("SDL_VIDEODRIVER", driver, 1);
    free(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_canvas_is_on_the_glass),
        cmocka_unit_test(only_what_changed_is_sent),
        cmocka_unit_test(a_rectangle_beyond_the_canvas_is_cut),
        cmocka_unit_test(a_turned_picture_has_its_corner_elsewhere),
        cmocka_unit_test(another_size_of_canvas_is_shown_whole),
        cmocka_unit_test(millimetres_come_from_the_configuration_first),
        cmocka_unit_test(without_a_display_it_works_out_of_sight_and_looks_again),
    };
    tf_window_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
