/* Fingers and keys on a scene: what they mean, and above all what they do not. */
#include "widgets/pointer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* 10 pixels a millimetre, so that thresholds are easy to read. */
struct glass {
    struct tf_theme theme;
    struct tf_scene *scene;
    struct tf_pointer pointer;
    int64_t now_ms;
};

static const struct tf_rect HERE = {100, 100, 200, 200}, THERE = {400, 100, 200, 200},
                            OFF = {700, 100, 200, 200}, NEXT = {1000, 100, 200, 200},
                            PREVIOUS = {1300, 100, 200, 200}, DOWN = {100, 400, 200, 200};

static void add(struct glass *glass, struct tf_rect rect, enum tf_intent_what what, uint64_t a, uint64_t b,
                const char *disabled)
{
    struct tf_target target = {
        .rect = rect, .tag = {(uint32_t)what, a, b}, .label = "x", .disabled = disabled};
    tf_scene_target(glass->scene, &target);
}

static void draw(struct glass *glass, bool rtl)
{
    struct tf_scene_start start = {.theme = &glass->theme, .rtl = rtl};
    tf_scene_begin(glass->scene, &start);
    add(glass, HERE, TF_INTENT_SESSION, 1, 0, NULL);
    add(glass, THERE, TF_INTENT_SESSION, 2, 0, NULL);
    add(glass, OFF, TF_INTENT_SESSION, 3, 0, "Because.");
    add(glass, NEXT, TF_INTENT_PAGE_SPACES, 5, TF_TURN_NEXT, NULL);
    add(glass, PREVIOUS, TF_INTENT_PAGE_SPACES, 0, TF_TURN_PREVIOUS, "These are the first spaces.");
    add(glass, DOWN, TF_INTENT_PAGE_SLOTS, 8, TF_TURN_NEXT, NULL);
    assert_int_equal(tf_scene_end(glass->scene), TF_OK);
}

static int setup(void **state)
{
    struct glass *glass = calloc(1, sizeof *glass);
    assert_non_null(glass);
    tf_theme_init(&glass->theme, 1920, 1080, 10.0, TF_SCHEME_LIGHT, false);
    assert_int_equal(tf_scene_create(&glass->scene), TF_OK);
    tf_pointer_init(&glass->pointer);
    glass->now_ms = 10000;
    draw(glass, false);
    *state = glass;
    return 0;
}

static int teardown(void **state)
{
    struct glass *glass = *state;
    tf_scene_destroy(glass->scene);
    free(glass);
    return 0;
}

static struct tf_pointer_result touch(struct glass *glass, enum tf_input_kind kind, int64_t finger, int x,
                                      int y)
{
    glass->now_ms += 20;
    struct tf_input input = {.kind = kind, .finger = finger, .x = x, .y = y, .at_ms = glass->now_ms};
    return tf_pointer_input(&glass->pointer, glass->scene, &input);
}

static struct tf_pointer_result tap(struct glass *glass, int x, int y)
{
    touch(glass, TF_INPUT_DOWN, 1, x, y);
    return touch(glass, TF_INPUT_UP, 1, x, y);
}

static struct tf_pointer_result swipe(struct glass *glass, int x, int y, int dx, int dy)
{
    touch(glass, TF_INPUT_DOWN, 1, x, y);
    for (int i = 1; i <= 4; i++) {
        touch(glass, TF_INPUT_MOVE, 1, x + dx * i / 4, y + dy * i / 4);
    }
    return touch(glass, TF_INPUT_UP, 1, x + dx, y + dy);
}

static struct tf_pointer_result key(struct glass *glass, enum tf_input_key which)
{
    struct tf_input input = {.kind = TF_INPUT_KEY, .key = which, .at_ms = glass->now_ms += 20};
    return tf_pointer_input(&glass->pointer, glass->scene, &input);
}

static void a_tap_shows_the_press_and_fires_when_lifted(void **state)
{
    struct glass *glass = *state;
    struct tf_pointer_result down = touch(glass, TF_INPUT_DOWN, 1, 150, 150);
    assert_true(down.redraw);
    assert_int_equal(down.intent.what, TF_INTENT_NONE);
    assert_int_equal(glass->pointer.pressed.a, 1);
    struct tf_pointer_result up = touch(glass, TF_INPUT_UP, 1, 155, 150);
    assert_int_equal(up.intent.what, TF_INTENT_SESSION);
    assert_int_equal(up.intent.a, 1);
    assert_true(up.redraw);
    assert_int_equal(glass->pointer.pressed.what, 0);
}

/* Puts a finger down, holds it there for hold_ms, then draws it on and lifts it. */
static struct tf_pointer_result drag(struct glass *glass, int x, int y, int dx, int dy, int hold_ms)
{
    touch(glass, TF_INPUT_DOWN, 1, x, y);
    glass->now_ms += hold_ms;
    for (int i = 1; i <= 4; i++) {
        touch(glass, TF_INPUT_MOVE, 1, x + dx * i / 4, y + dy * i / 4);
    }
    return touch(glass, TF_INPUT_UP, 1, x + dx, y + dy);
}

static void draw_cells(struct glass *glass)
{
    struct tf_scene_start start = {.theme = &glass->theme};
    tf_scene_begin(glass->scene, &start);
    struct tf_target card = {
        .rect = HERE, .tag = {TF_INTENT_SESSION, 1, 9}, .role = TF_TARGET_CELL, .label = "card"};
    struct tf_target cell = {
        .rect = THERE, .tag = {TF_INTENT_CELL, 2, 3}, .role = TF_TARGET_CELL, .label = "cell"};
    tf_scene_target(glass->scene, &card);
    tf_scene_target(glass->scene, &cell);
    add(glass, OFF, TF_INTENT_HOME, 0, 0, NULL);
    assert_int_equal(tf_scene_end(glass->scene), TF_OK);
}

static void a_held_card_is_dragged_onto_a_cell(void **state)
{
    struct glass *glass = *state;
    draw_cells(glass);
    struct tf_pointer_result up = drag(glass, 200, 200, 300, 0, TF_POINTER_HOLD_MS);
    assert_int_equal(up.intent.what, TF_INTENT_SESSION);
    assert_int_equal(up.intent.b, 9);
    assert_int_equal(up.drop.what, TF_INTENT_CELL);
    assert_int_equal(up.drop.b, 3);
    assert_int_equal(glass->pointer.pressed.what, 0);
}

static void a_quick_stroke_or_one_that_ends_elsewhere_drags_nothing(void **state)
{
    struct glass *glass = *state;
    draw_cells(glass);
    assert_int_equal(drag(glass, 200, 200, 300, 0, 0).drop.what, TF_INTENT_NONE);
    assert_int_equal(drag(glass, 200, 200, 600, 0, 500).drop.what, TF_INTENT_NONE);  /* no cell */
    assert_int_equal(drag(glass, 200, 200, 60, 0, 500).drop.what, TF_INTENT_NONE);   /* its own place */
    assert_int_equal(drag(glass, 299, 200, 110, 0, 500).drop.what, TF_INTENT_NONE);  /* 11 mm */
    assert_int_equal(drag(glass, 500, 200, -300, 0, 500).drop.what, TF_INTENT_NONE); /* nothing to drag */
}

static void where_a_dragged_card_would_fall_is_shown(void **state)
{
    struct glass *glass = *state;
    draw_cells(glass);
    touch(glass, TF_INPUT_DOWN, 1, 200, 200);
    glass->now_ms += 500;
    touch(glass, TF_INPUT_MOVE, 1, 260, 200);
    assert_int_equal(glass->pointer.pressed.what, 0);
    touch(glass, TF_INPUT_MOVE, 1, 500, 200);
    assert_int_equal(glass->pointer.pressed.what, TF_INTENT_CELL);
    draw(glass, false); /* the wall was drawn anew without that card */
    tf_pointer_scene(&glass->pointer, glass->scene);
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 500, 200).drop.what, TF_INTENT_NONE);
}

static void a_tap_on_nothing_means_nothing(void **state)
{
    struct glass *glass = *state;
    assert_int_equal(tap(glass, 10, 10).intent.what, TF_INTENT_NONE);
}

static void a_finger_may_tremble_but_not_wander(void **state)
{
    struct glass *glass = *state;
    touch(glass, TF_INPUT_DOWN, 1, 150, 150);
    touch(glass, TF_INPUT_MOVE, 1, 150 + 39, 150); /* 3.9 mm */
    assert_int_equal(glass->pointer.pressed.a, 1);
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 150 + 39, 150).intent.what, TF_INTENT_SESSION);
    glass->now_ms += 1000;
    touch(glass, TF_INPUT_DOWN, 1, 150, 150);
    assert_true(touch(glass, TF_INPUT_MOVE, 1, 150 + 41, 150).redraw);
    assert_int_equal(glass->pointer.pressed.what, 0);
    touch(glass, TF_INPUT_MOVE, 1, 150, 150); /* back again does not make it a tap */
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 150, 150).intent.what, TF_INTENT_NONE);
}

static void lifting_outside_cancels(void **state)
{
    struct glass *glass = *state;
    touch(glass, TF_INPUT_DOWN, 1, 290, 150);
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 310, 150).intent.what, TF_INTENT_NONE);
}

static void lifting_on_another_control_fires_neither(void **state)
{
    struct glass *glass = *state;
    touch(glass, TF_INPUT_DOWN, 1, 290, 290);
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 410, 290).intent.what, TF_INTENT_NONE);
}

static void a_second_finger_never_fires(void **state)
{
    struct glass *glass = *state;
    touch(glass, TF_INPUT_DOWN, 1, 150, 150);
    touch(glass, TF_INPUT_DOWN, 2, 450, 150);
    assert_int_equal(glass->pointer.pressed.a, 1);
    assert_int_equal(touch(glass, TF_INPUT_UP, 2, 450, 150).intent.what, TF_INTENT_NONE);
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 150, 150).intent.a, 1);
}

static void a_second_finger_left_behind_never_fires(void **state)
{
    struct glass *glass = *state;
    touch(glass, TF_INPUT_DOWN, 1, 150, 150);
    touch(glass, TF_INPUT_DOWN, 2, 450, 150);
    touch(glass, TF_INPUT_UP, 1, 150, 150);
    assert_int_equal(touch(glass, TF_INPUT_UP, 2, 450, 150).intent.what, TF_INTENT_NONE);
}

static void a_lost_finger_fires_nothing(void **state)
{
    struct glass *glass = *state;
    touch(glass, TF_INPUT_DOWN, 1, 150, 150);
    assert_true(touch(glass, TF_INPUT_CANCEL, 1, 0, 0).redraw);
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 150, 150).intent.what, TF_INTENT_NONE);
    assert_int_equal(tap(glass, 450, 150).intent.a, 2);
}

static void a_double_tap_is_one(void **state)
{
    struct glass *glass = *state;
    assert_int_equal(tap(glass, 150, 150).intent.a, 1);
    assert_int_equal(tap(glass, 150, 150).intent.what, TF_INTENT_NONE);
    glass->now_ms += TF_POINTER_DOUBLE_MS;
    assert_int_equal(tap(glass, 150, 150).intent.a, 1);
    assert_int_equal(tap(glass, 450, 150).intent.a, 2); /* elsewhere it is no double tap */
}

static void pages_turn_as_fast_as_one_taps(void **state)
{
    struct glass *glass = *state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tap(glass, 1100, 150).intent.what, TF_INTENT_PAGE_SPACES);
    }
}

static void a_disabled_control_says_why(void **state)
{
    struct glass *glass = *state;
    struct tf_pointer_result result = tap(glass, 750, 150);
    assert_int_equal(result.intent.what, TF_INTENT_REASON);
    assert_string_equal(result.reason, "Because.");
}

static void a_swipe_is_the_page_button_that_looks_the_same_way(void **state)
{
    struct glass *glass = *state;
    struct tf_pointer_result result = swipe(glass, 600, 700, -300, 20);
    assert_int_equal(result.intent.what, TF_INTENT_PAGE_SPACES);
    assert_int_equal(result.intent.a, 5);
    assert_int_equal(swipe(glass, 600, 700, 300, 20).intent.what, TF_INTENT_NONE); /* that way is disabled */
    result = swipe(glass, 600, 900, 10, -300);
    assert_int_equal(result.intent.what, TF_INTENT_PAGE_SLOTS);
    assert_int_equal(swipe(glass, 600, 500, 10, 300).intent.what, TF_INTENT_NONE);
    assert_int_equal(swipe(glass, 600, 700, -300, 290).intent.what, TF_INTENT_NONE); /* askew */
    assert_int_equal(swipe(glass, 600, 700, -100, 0).intent.what, TF_INTENT_NONE);   /* too short */
}

static void a_swipe_that_begins_on_a_control_does_not_fire_it(void **state)
{
    struct glass *glass = *state;
    assert_int_equal(swipe(glass, 290, 150, -250, 0).intent.what, TF_INTENT_PAGE_SPACES);
}

static void right_to_left_pages_turn_the_other_way(void **state)
{
    struct glass *glass = *state;
    draw(glass, true);
    assert_int_equal(swipe(glass, 600, 700, 300, 20).intent.a, 5);
    assert_int_equal(swipe(glass, 600, 700, -300, 20).intent.what, TF_INTENT_NONE);
}

static void a_control_that_vanishes_under_the_finger_does_not_fire(void **state)
{
    struct glass *glass = *state;
    touch(glass, TF_INPUT_DOWN, 1, 150, 150);
    struct tf_scene_start start = {.theme = &glass->theme};
    tf_scene_begin(glass->scene, &start);
    add(glass, HERE, TF_INTENT_SESSION, 9, 0, NULL);
    assert_int_equal(tf_scene_end(glass->scene), TF_OK);
    tf_pointer_scene(&glass->pointer, glass->scene);
    assert_int_equal(glass->pointer.pressed.what, 0);
    assert_int_equal(touch(glass, TF_INPUT_UP, 1, 150, 150).intent.what, TF_INTENT_NONE);
}

static void keys_reach_every_control_and_fire_it(void **state)
{
    struct glass *glass = *state;
    assert_int_equal(key(glass, TF_KEY_ENTER).intent.what, TF_INTENT_NONE); /* nothing has the focus yet */
    assert_true(key(glass, TF_KEY_NEXT).redraw);
    assert_int_equal(glass->pointer.focus.a, 1);
    key(glass, TF_KEY_RIGHT);
    assert_int_equal(glass->pointer.focus.a, 2);
    struct tf_pointer_result result = key(glass, TF_KEY_ENTER);
    assert_int_equal(result.intent.what, TF_INTENT_SESSION);
    assert_int_equal(result.intent.a, 2);
    key(glass, TF_KEY_PREVIOUS);
    assert_int_equal(glass->pointer.focus.a, 1);
    key(glass, TF_KEY_DOWN);
    assert_int_equal(glass->pointer.focus.a, 8);
    assert_int_equal(key(glass, TF_KEY_ESCAPE).intent.what, TF_INTENT_BACK);
    touch(glass, TF_INPUT_DOWN, 1, 10, 10); /* a touch puts the ring away */
    assert_int_equal(glass->pointer.focus.what, 0);
}

static void enter_on_a_disabled_control_says_why(void **state)
{
    struct glass *glass = *state;
    for (int i = 0; i < 3; i++) {
        key(glass, TF_KEY_NEXT);
    }
    struct tf_pointer_result result = key(glass, TF_KEY_ENTER);
    assert_int_equal(result.intent.what, TF_INTENT_REASON);
    assert_string_equal(result.reason, "Because.");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_tap_shows_the_press_and_fires_when_lifted),
        TEST(a_tap_on_nothing_means_nothing),
        TEST(a_held_card_is_dragged_onto_a_cell),
        TEST(a_quick_stroke_or_one_that_ends_elsewhere_drags_nothing),
        TEST(where_a_dragged_card_would_fall_is_shown),
        TEST(a_finger_may_tremble_but_not_wander),
        TEST(lifting_outside_cancels),
        TEST(lifting_on_another_control_fires_neither),
        TEST(a_second_finger_never_fires),
        TEST(a_second_finger_left_behind_never_fires),
        TEST(a_lost_finger_fires_nothing),
        TEST(a_double_tap_is_one),
        TEST(pages_turn_as_fast_as_one_taps),
        TEST(a_disabled_control_says_why),
        TEST(a_swipe_is_the_page_button_that_looks_the_same_way),
        TEST(a_swipe_that_begins_on_a_control_does_not_fire_it),
        TEST(right_to_left_pages_turn_the_other_way),
        TEST(a_control_that_vanishes_under_the_finger_does_not_fire),
        TEST(keys_reach_every_control_and_fire_it),
        TEST(enter_on_a_disabled_control_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
