#include "sdl/rotate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const int TURNS[] = {0, 90, 180, 270};
enum { TURN_COUNT = 4, W = 7, H = 4 };

static void only_quarter_turns_are_valid(void **state)
{
    (void)state;
    for (int i = 0; i < TURN_COUNT; i++)
        assert_true(tf_rotate_is_valid(TURNS[i]));
    assert_false(tf_rotate_is_valid(45));
    assert_false(tf_rotate_is_valid(-90));
    assert_false(tf_rotate_is_valid(360));
}

static void a_quarter_turn_clockwise_takes_the_top_left_to_the_top_right(void **state)
{
    struct tf_rect to = tf_rotate_rect(90, (struct tf_rect){0, 0, 2, 1}, W, H);

    (void)state;
    assert_int_equal(to.x, H - 1);
    assert_int_equal(to.y, 0);
    assert_int_equal(to.w, 1);
    assert_int_equal(to.h, 2);
}

/* The picture goes one way, fingers the other: touching a pixel has to hit the pixel that is shown there. */
static void a_finger_on_a_shown_pixel_hits_that_pixel(void **state)
{
    (void)state;
    for (int t = 0; t < TURN_COUNT; t++)
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++) {
                bool on_side = TURNS[t] % 180 != 0;
                int window_w = on_side ? H : W, window_h = on_side ? W : H;
                struct tf_rect shown = tf_rotate_rect(TURNS[t], (struct tf_rect){x, y, 1, 1}, W, H);
                double u = (shown.x + 0.5) / window_w, v = (shown.y + 0.5) / window_h;
                assert_in_range(shown.x, 0, window_w - 1);
                assert_in_range(shown.y, 0, window_h - 1);
                tf_rotate_point_back(TURNS[t], &u, &v);
                assert_int_equal((int)(u * W), x);
                assert_int_equal((int)(v * H), y);
            }
}

static void copied_pixels_land_where_the_rectangle_says(void **state)
{
    uint8_t canvas[W * H * 4];
    const struct tf_rect rects[] = {{0, 0, W, H}, {2, 1, 4, 2}, {6, 3, 1, 1}, {0, 2, 7, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof canvas; i++)
        canvas[i] = (uint8_t)(i / 4);
    for (int t = 0; t < TURN_COUNT; t++)
        for (size_t r = 0; r < sizeof rects / sizeof *rects; r++) {
            struct tf_rect to = tf_rotate_rect(TURNS[t], rects[r], W, H);
            /* Exactly as large as it may be: AddressSanitizer sees a byte too many. */
            uint8_t *out = calloc((size_t)(to.w * to.h), 4);
            tf_rotate_copy(TURNS[t], rects[r], canvas, W * 4, out, (size_t)to.w * 4);
            for (int y = rects[r].y; y < rects[r].y + rects[r].h; y++)
                for (int x = rects[r].x; x < rects[r].x + rects[r].w; x++) {
                    struct tf_rect at = tf_rotate_rect(TURNS[t], (struct tf_rect){x, y, 1, 1}, W, H);
                    assert_memory_equal(out + ((at.y - to.y) * to.w + at.x - to.x) * 4,
                                        canvas + (y * W + x) * 4, 4);
                }
            free(out);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_quarter_turns_are_valid),
        cmocka_unit_test(a_quarter_turn_clockwise_takes_the_top_left_to_the_top_right),
        cmocka_unit_test(a_finger_on_a_shown_pixel_hits_that_pixel),
        cmocka_unit_test(copied_pixels_land_where_the_rectangle_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
