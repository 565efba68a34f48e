#include "setup.h"

#include "base/rng.h"

#include <time.h>

enum { WIDTH = 800, HEIGHT = 480 };

struct bench {
    struct desk desk;
    struct tf_scene *a, *b;
    struct tf_canvas *other;
};

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    desk_open(&bench->desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 0);
    assert_int_equal(tf_scene_create(&bench->a), TF_OK);
    assert_int_equal(tf_scene_create(&bench->b), TF_OK);
    assert_int_equal(tf_canvas_create(&bench->other, WIDTH, HEIGHT), TF_OK);
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    tf_scene_destroy(bench->a);
    tf_scene_destroy(bench->b);
    tf_canvas_destroy(bench->other);
    desk_close(&bench->desk);
    free(bench);
    return 0;
}

static void begin(struct bench *bench, struct tf_scene *scene, bool rtl, struct tf_tag focus)
{
    struct tf_scene_start start = {
        .theme = &bench->desk.theme, .setter = bench->desk.setter, .rtl = rtl, .focus = focus};
    tf_scene_begin(scene, &start);
}

static void target(struct tf_scene *scene, struct tf_rect rect, uint32_t what, const char *label)
{
    tf_scene_target(scene, &(struct tf_target){.rect = rect, .tag = {.what = what}, .label = label});
}

static const struct tf_tag NOTHING = {0};
static const struct tf_type_style BODY = {.type = TF_TYPE_BODY, .paint = TF_PAINT_INK};

static void texts_are_copied(void **state)
{
    struct bench *bench = *state;
    char text[] = "Compost";
    char label[] = "Propose";
    begin(bench, bench->a, false, NOTHING);
    tf_scene_text(bench->a, (struct tf_rect){0, 0, 300, 40}, text, BODY);
    target(bench->a, (struct tf_rect){0, 0, 100, 100}, 1, label);
    memset(text, 'x', sizeof(text) - 1);
    memset(label, 'x', sizeof(label) - 1);
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    assert_string_equal(tf_scene_node(bench->a, 0)->text, "Compost");
    assert_string_equal(tf_scene_target_at_index(bench->a, 0)->label, "Propose");
    assert_non_null(tf_scene_target_labelled(bench->a, "Propose"));
    assert_null(tf_scene_target_labelled(bench->a, "xxxxxxx"));
}

static void right_to_left_mirrors_every_rect(void **state)
{
    struct bench *bench = *state;
    struct tf_rect rect = {10, 20, 100, 40};
    begin(bench, bench->a, true, NOTHING);
    tf_scene_clip(bench->a, (struct tf_rect){0, 0, 60, HEIGHT});
    tf_scene_box(bench->a, rect, TF_PAINT_CARD, TF_PAINT_NONE, 0);
    target(bench->a, rect, 1, "Back");
    tf_scene_unclip(bench->a);
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    assert_int_equal(tf_scene_node(bench->a, 0)->rect.x, WIDTH - 110);
    assert_int_equal(tf_scene_node(bench->a, 0)->bounds.x, WIDTH - 60);
    const struct tf_target *back = tf_scene_target_at_index(bench->a, 0);
    assert_int_equal(back->rect.x, WIDTH - 60);
    assert_int_equal(back->rect.w, 50);
    assert_true(back->is_clipped);
    assert_ptr_equal(tf_scene_target_at(bench->a, WIDTH - 20, 30), back);
    assert_null(tf_scene_target_at(bench->a, 20, 30));
}

static void what_is_clipped_away_cannot_be_touched(void **state)
{
    struct bench *bench = *state;
    begin(bench, bench->a, false, NOTHING);
    tf_scene_clip(bench->a, (struct tf_rect){0, 100, WIDTH, 100});
    target(bench->a, (struct tf_rect){0, 0, 100, 90}, 1, "Above");
    target(bench->a, (struct tf_rect){0, 150, 100, 90}, 2, "Half");
    tf_scene_clip(bench->a, (struct tf_rect){0, 0, 50, HEIGHT});
    target(bench->a, (struct tf_rect){0, 100, 100, 20}, 3, "Nested");
    tf_scene_unclip(bench->a);
    tf_scene_unclip(bench->a);
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    assert_int_equal(tf_scene_target_count(bench->a), 2);
    assert_null(tf_scene_target_at(bench->a, 10, 210));
    assert_int_equal(tf_scene_target_at(bench->a, 10, 199)->tag.what, 2);
    assert_int_equal(tf_scene_target_tagged(bench->a, (struct tf_tag){.what = 3})->rect.w, 50);
}

static void clips_that_do_not_match_are_an_error(void **state)
{
    struct bench *bench = *state;
    begin(bench, bench->a, false, NOTHING);
    tf_scene_clip(bench->a, (struct tf_rect){0, 0, 10, 10});
    assert_int_equal(tf_scene_end(bench->a), TF_ERR_LIMIT);
    begin(bench, bench->a, false, NOTHING);
    tf_scene_unclip(bench->a);
    assert_int_equal(tf_scene_end(bench->a), TF_ERR_LIMIT);
    begin(bench, bench->a, false, NOTHING);
    for (int i = 0; i < TF_SCENE_CLIPS_MAX + 1; i++) {
        tf_scene_clip(bench->a, (struct tf_rect){0, 0, 10, 10});
    }
    for (int i = 0; i < TF_SCENE_CLIPS_MAX + 1; i++) {
        tf_scene_unclip(bench->a);
    }
    assert_int_equal(tf_scene_end(bench->a), TF_ERR_LIMIT);
}

static void too_many_nodes_or_targets_are_told_and_the_rest_stands(void **state)
{
    struct bench *bench = *state;
    begin(bench, bench->a, false, NOTHING);
    for (int i = 0; i < TF_SCENE_NODES_MAX + 5; i++) {
        tf_scene_line(bench->a, (struct tf_rect){i % WIDTH, 0, 1, 1}, TF_PAINT_LINE);
    }
    assert_int_equal(tf_scene_end(bench->a), TF_ERR_LIMIT);
    assert_int_equal(tf_scene_node_count(bench->a), TF_SCENE_NODES_MAX);
    begin(bench, bench->a, false, NOTHING);
    for (int i = 0; i < TF_SCENE_TARGETS_MAX + 5; i++) {
        target(bench->a, (struct tf_rect){i % WIDTH, 0, 1, 1}, 1, "One");
    }
    assert_int_equal(tf_scene_end(bench->a), TF_ERR_LIMIT);
    assert_int_equal(tf_scene_target_count(bench->a), TF_SCENE_TARGETS_MAX);
    begin(bench, bench->a, false, NOTHING);
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
}

static void behind_a_dialog_nothing_can_be_reached(void **state)
{
    struct bench *bench = *state;
    begin(bench, bench->a, false, NOTHING);
    target(bench->a, (struct tf_rect){0, 0, WIDTH, HEIGHT}, 1, "Behind");
    tf_scene_modal(bench->a);
    target(bench->a, (struct tf_rect){300, 200, 100, 50}, 2, "Yes");
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    assert_int_equal(tf_scene_target_count(bench->a), 1);
    assert_null(tf_scene_target_at(bench->a, 10, 10));
    assert_null(tf_scene_target_labelled(bench->a, "Behind"));
    assert_null(tf_scene_target_tagged(bench->a, (struct tf_tag){.what = 1}));
    assert_int_equal(tf_scene_focus_step(bench->a, NOTHING, 1)->tag.what, 2);
    assert_int_equal(tf_scene_focus_step(bench->a, (struct tf_tag){.what = 2}, 1)->tag.what, 2);
}

static void the_topmost_target_is_touched(void **state)
{
    struct bench *bench = *state;
    begin(bench, bench->a, false, NOTHING);
    target(bench->a, (struct tf_rect){0, 0, 200, 200}, 1, "Card");
    target(bench->a, (struct tf_rect){150, 0, 50, 50}, 2, "Star");
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    assert_int_equal(tf_scene_target_at(bench->a, 160, 10)->tag.what, 2);
    assert_int_equal(tf_scene_target_at(bench->a, 10, 10)->tag.what, 1);
    assert_null(tf_scene_target_at(bench->a, 200, 10));
    assert_null(tf_scene_target_at(bench->a, -1, 10));
}

/* Two rows of three, added in no order; the last of the first row stands a little lower. */
static void six_targets(struct bench *bench, bool rtl)
{
    static const struct tf_rect RECTS[] = {{0, 200, 100, 60},   {200, 12, 100, 60}, {0, 0, 100, 60},
                                           {100, 200, 100, 60}, {100, 4, 100, 60},  {200, 200, 100, 60}};
    static const uint32_t TAGS[] = {4, 3, 1, 5, 2, 6};
    begin(bench, bench->a, rtl, NOTHING);
    for (int i = 0; i < 6; i++) {
        target(bench->a, RECTS[i], TAGS[i], "One");
    }
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
}

static void focus_goes_in_reading_order_and_wraps(void **state)
{
    struct bench *bench = *state;
    for (int rtl = 0; rtl < 2; rtl++) {
        six_targets(bench, rtl != 0);
        struct tf_tag tag = NOTHING;
        for (uint32_t i = 1; i <= 7; i++) {
            tag = tf_scene_focus_step(bench->a, tag, 1)->tag;
            assert_int_equal(tag.what, i <= 6 ? i : 1);
        }
        for (uint32_t i = 6; i >= 1; i--) {
            tag = tf_scene_focus_step(bench->a, tag, -1)->tag;
            assert_int_equal(tag.what, i);
        }
        assert_int_equal(tf_scene_focus_step(bench->a, NOTHING, -1)->tag.what, 6);
        assert_int_equal(tf_scene_focus_step(bench->a, (struct tf_tag){.what = 99}, 1)->tag.what, 1);
    }
}

static uint32_t toward(struct bench *bench, uint32_t from, int dx, int dy)
{
    return tf_scene_focus_toward(bench->a, (struct tf_tag){.what = from}, dx, dy)->tag.what;
}

static void focus_goes_to_the_nearest_in_a_direction(void **state)
{
    struct bench *bench = *state;
    six_targets(bench, false);
    assert_int_equal(toward(bench, 1, 1, 0), 2);
    assert_int_equal(toward(bench, 2, 1, 0), 3);
    assert_int_equal(toward(bench, 3, 1, 0), 3); /* nothing further: it stays */
    assert_int_equal(toward(bench, 2, 0, 1), 5);
    assert_int_equal(toward(bench, 5, 0, -1), 2);
    assert_int_equal(toward(bench, 4, 0, 1), 4);
    assert_int_equal(toward(bench, 99, 0, 1), 1);
    six_targets(bench, true);
    assert_int_equal(toward(bench, 1, -1, 0), 2); /* directions are the panel's */
    assert_int_equal(toward(bench, 3, 1, 0), 2);
}

static void no_target_no_focus(void **state)
{
    struct bench *bench = *state;
    begin(bench, bench->a, false, (struct tf_tag){.what = 7});
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    assert_null(tf_scene_focus_step(bench->a, NOTHING, 1));
    assert_null(tf_scene_focus_toward(bench->a, NOTHING, 1, 0));
    assert_int_equal(tf_scene_node_count(bench->a), 0);
}

static void the_focus_ring_is_drawn_after_everything_else(void **state)
{
    struct bench *bench = *state;
    struct tf_tag tag = {.what = 1};
    begin(bench, bench->a, false, tag);
    assert_true(tf_scene_is_focused(bench->a, tag));
    assert_false(tf_scene_is_pressed(bench->a, tag));
    target(bench->a, (struct tf_rect){100, 100, 100, 50}, 1, "One");
    tf_scene_box(bench->a, (struct tf_rect){0, 0, WIDTH, HEIGHT}, TF_PAINT_CARD, TF_PAINT_NONE, 0);
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    const struct tf_node *last = tf_scene_node(bench->a, tf_scene_node_count(bench->a) - 1);
    assert_int_equal(last->border, TF_PAINT_FOCUS);
    assert_true(last->rect.x < 100 && last->rect.x + last->rect.w > 200);
    tf_scene_paint(bench->a, bench->desk.canvas, (struct tf_rect){0});
    assert_int_equal(pixel_at(bench->desk.canvas, 150, last->rect.y + 1),
                     bench->desk.theme.paint[TF_PAINT_FOCUS]);
}

static void text_that_is_cut_says_so(void **state)
{
    struct bench *bench = *state;
    struct tf_type_style one = BODY;
    one.lines = 1;
    begin(bench, bench->a, false, NOTHING);
    tf_scene_text(bench->a, (struct tf_rect){0, 0, 700, 60}, "Short", one);
    tf_scene_text(bench->a, (struct tf_rect){0, 100, 120, 60}, "Much longer than that", one);
    int used = tf_scene_text(bench->a, (struct tf_rect){0, 200, 120, 0}, "Much longer than that", BODY);
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    assert_false(tf_scene_node(bench->a, 0)->is_cut);
    assert_true(tf_scene_node(bench->a, 1)->is_cut);
    assert_false(tf_scene_node(bench->a, 2)->is_cut);
    assert_int_equal(tf_scene_node(bench->a, 2)->rect.h, used);
    assert_int_equal(tf_scene_text_height(bench->a, 120, "Much longer than that", BODY), used);
    assert_true(tf_scene_text_width(bench->a, "Short", BODY) > 20);
    assert_int_equal(tf_scene_text(bench->a, (struct tf_rect){0, 0, 100, 0}, "", BODY), 0);
}

/* ---- diff
 * ---------------------------------------------------------------------------------------------------- */

static void the_same_scene_needs_no_paint(void **state)
{
    struct bench *bench = *state;
    struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
    six_targets(bench, false);
    for (int i = 0; i < 2; i++) {
        struct tf_scene *scene = i == 0 ? bench->a : bench->b;
        begin(bench, scene, false, NOTHING);
        tf_scene_text(scene, (struct tf_rect){0, 0, 300, 40}, "Compost", BODY);
        assert_int_equal(tf_scene_end(scene), TF_OK);
    }
    assert_int_equal(tf_scene_diff(bench->a, bench->b, dirty, TF_SCENE_DIRTY_MAX), 0);
    assert_int_equal(tf_scene_diff(NULL, bench->b, dirty, TF_SCENE_DIRTY_MAX), 1);
    assert_int_equal(dirty[0].w, WIDTH);
    assert_int_equal(tf_scene_diff(NULL, bench->b, dirty, 0), 0);
}

static void another_theme_needs_all_painted(void **state)
{
    struct bench *bench = *state;
    struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
    begin(bench, bench->a, false, NOTHING);
    assert_int_equal(tf_scene_end(bench->a), TF_OK);
    tf_theme_init(&bench->desk.theme, WIDTH, HEIGHT, 5.56, TF_SCHEME_DARK, false);
    begin(bench, bench->b, false, NOTHING);
    assert_int_equal(tf_scene_end(bench->b), TF_OK);
    assert_int_equal(tf_scene_diff(bench->a, bench->b, dirty, TF_SCENE_DIRTY_MAX), 1);
    assert_int_equal(dirty[0].w * dirty[0].h, WIDTH * HEIGHT);
}

static void one_changed_word_dirties_its_place_only(void **state)
{
    struct bench *bench = *state;
    struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
    for (int i = 0; i < 2; i++) {
        struct tf_scene *scene = i == 0 ? bench->a : bench->b;
        begin(bench, scene, false, NOTHING);
        for (int cell = 0; cell < 20; cell++) {
            struct tf_rect rect = {cell % 5 * 160, cell / 5 * 120, 150, 110};
            bool is_new = i == 1 && cell == 7;
            tf_scene_box(scene, rect, TF_PAINT_CARD, TF_PAINT_LINE, 8);
            tf_scene_text(scene, rect, is_new ? "Bees" : "Compost", BODY);
        }
        assert_int_equal(tf_scene_end(scene), TF_OK);
    }
    assert_int_equal(tf_scene_diff(bench->a, bench->b, dirty, TF_SCENE_DIRTY_MAX), 1);
    assert_true(tf_rect_has(dirty[0], 2 * 160 + 10, 120 + 10));
    assert_true(dirty[0].w < 200 && dirty[0].h < 160);
}

static void a_new_node_in_front_leaves_the_others_alone(void **state)
{
    struct bench *bench = *state;
    struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
    for (int i = 0; i < 2; i++) {
        struct tf_scene *scene = i == 0 ? bench->a : bench->b;
        begin(bench, scene, false, NOTHING);
        if (i == 1) {
            tf_scene_line(scene, (struct tf_rect){700, 400, 50, 20}, TF_PAINT_ACCENT);
        }
        for (int cell = 0; cell < 20; cell++) {
            tf_scene_line(scene, (struct tf_rect){cell % 5 * 160, cell / 5 * 100, 100, 50}, TF_PAINT_CARD);
        }
        assert_int_equal(tf_scene_end(scene), TF_OK);
    }
    assert_int_equal(tf_scene_diff(bench->a, bench->b, dirty, TF_SCENE_DIRTY_MAX), 1);
    assert_int_equal(dirty[0].x, 700);
    assert_int_equal(dirty[0].w, 50);
}

static struct tf_rect random_rect(struct tf_rng *rng)
{
    return (struct tf_rect){(int)tf_rng_below(rng, WIDTH) - 40, (int)tf_rng_below(rng, HEIGHT) - 40,
                            (int)tf_rng_below(rng, 200) + 1, (int)tf_rng_below(rng, 120) + 1};
}

/* The same seed gives the same scene; a few nodes are then taken out, added, or swapped. */
static void random_scene(struct bench *bench, struct tf_scene *scene, uint64_t seed, uint64_t changes)
{
    struct tf_rng rng;
    struct tf_rng change;
    tf_rng_seed(&rng, seed);
    tf_rng_seed(&change, changes);
    begin(bench, scene, false, NOTHING);
    for (int i = 0; i < 60; i++) {
        struct tf_rect rect = random_rect(&rng);
        uint64_t kind = tf_rng_below(&rng, 4);
        enum tf_paint paint = (enum tf_paint)(TF_PAINT_SYMBOL_0 + tf_rng_below(&rng, 16));
        bool is_changed = changes != 0 && tf_rng_below(&change, 8) == 0;
        if (is_changed && tf_rng_below(&change, 2) == 0) {
            continue;
        }
        if (is_changed) {
            tf_scene_line(scene, random_rect(&change), TF_PAINT_INK);
        }
        if (kind == 0) {
            tf_scene_box(scene, rect, paint, TF_PAINT_INK, 9);
        } else if (kind == 1) {
            tf_scene_text(scene, rect, "Ångström مرحبا",
                          (struct tf_type_style){.type = TF_TYPE_TITLE, .paint = paint});
        } else if (kind == 2) {
            tf_scene_symbol(scene, rect, (int)tf_rng_below(&rng, 16));
        } else {
            tf_scene_icon(scene, rect, (enum tf_icon)(1 + tf_rng_below(&rng, TF_ICON_COUNT - 1)), paint);
        }
    }
    assert_int_equal(tf_scene_end(scene), TF_OK);
}

/* cairo's soft edges differ by a shade with what they are clipped to; more than that is a mistake. */
static void expect_alike(struct bench *bench)
{
    int stride = 0;
    const uint8_t *one = tf_canvas_pixels(bench->desk.canvas, &stride);
    const uint8_t *other = tf_canvas_pixels(bench->other, &stride);
    for (int i = 0; i < stride * HEIGHT; i++) {
        if (abs(one[i] - other[i]) > 12) {
            fail_msg("at %d,%d: %02x is not %02x", i % stride / 4, i / stride, one[i], other[i]);
        }
    }
}

/* The property that matters: painting only what differs gives the picture that painting everything gives. */
static void painting_the_difference_is_painting_all(void **state)
{
    struct bench *bench = *state;
    const char *given = getenv("TF_TEST_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("seed %llu\n", (unsigned long long)seed);
    for (uint64_t round = 0; round < 40; round++) {
        struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
        size_t max = 1 + round % TF_SCENE_DIRTY_MAX;
        random_scene(bench, bench->a, seed + round, 0);
        random_scene(bench, bench->b, seed + round, round + 1);
        tf_scene_paint(bench->a, bench->desk.canvas, (struct tf_rect){0});
        size_t count = tf_scene_diff(bench->a, bench->b, dirty, max);
        assert_true(count <= max);
        for (size_t i = 0; i < count; i++) {
            tf_scene_paint(bench->b, bench->desk.canvas, dirty[i]);
        }
        tf_scene_paint(bench->b, bench->other, (struct tf_rect){0});
        expect_alike(bench);
    }
}

#define WITH_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BENCH(texts_are_copied),
        WITH_BENCH(right_to_left_mirrors_every_rect),
        WITH_BENCH(what_is_clipped_away_cannot_be_touched),
        WITH_BENCH(clips_that_do_not_match_are_an_error),
        WITH_BENCH(too_many_nodes_or_targets_are_told_and_the_rest_stands),
        WITH_BENCH(behind_a_dialog_nothing_can_be_reached),
        WITH_BENCH(the_topmost_target_is_touched),
        WITH_BENCH(focus_goes_in_reading_order_and_wraps),
        WITH_BENCH(focus_goes_to_the_nearest_in_a_direction),
        WITH_BENCH(no_target_no_focus),
        WITH_BENCH(the_focus_ring_is_drawn_after_everything_else),
        WITH_BENCH(text_that_is_cut_says_so),
        WITH_BENCH(the_same_scene_needs_no_paint),
        WITH_BENCH(another_theme_needs_all_painted),
        WITH_BENCH(one_changed_word_dirties_its_place_only),
        WITH_BENCH(a_new_node_in_front_leaves_the_others_alone),
        WITH_BENCH(painting_the_difference_is_painting_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
