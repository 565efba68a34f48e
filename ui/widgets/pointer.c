#include "widgets/pointer.h"

#include <stdlib.h>
#include <string.h>

static const struct tf_tag NOTHING = {0, 0, 0};

void tf_pointer_init(struct tf_pointer *pointer)
{
    *pointer = (struct tf_pointer){.is_down = false};
}

static struct tf_intent intent_of(struct tf_tag tag)
{
    if (tag.what == 0 || tag.what >= TF_INTENT_COUNT) {
        return (struct tf_intent){TF_INTENT_NONE, 0, 0};
    }
    return (struct tf_intent){(enum tf_intent_what)tag.what, tag.a, tag.b};
}

static void set_pressed(struct tf_pointer *pointer, struct tf_tag tag, struct tf_pointer_result *result)
{
    if (!tf_tag_equal(pointer->pressed, tag)) {
        pointer->pressed = tag;
        result->redraw = true;
    }
}

static void set_focus(struct tf_pointer *pointer, const struct tf_target *target,
                      struct tf_pointer_result *result)
{
    struct tf_tag tag = target != NULL ? target->tag : NOTHING;
    if (!tf_tag_equal(pointer->focus, tag)) {
        pointer->focus = tag;
        result->redraw = true;
    }
}

static void fire(const struct tf_target *target, struct tf_pointer_result *result)
{
    if (target->disabled != NULL) {
        result->intent.what = TF_INTENT_REASON;
        result->reason = target->disabled;
    } else {
        result->intent = intent_of(target->tag);
    }
}

/* A touch in the text of a field means that place in it. */
static void fire_at(const struct tf_scene *scene, const struct tf_target *target, int x, int y,
                    struct tf_pointer_result *result)
{
    fire(target, result);
    if (result->intent.what == TF_INTENT_FIELD) {
        size_t offset = tf_scene_typed_at(scene, target, x, y);
        if (offset != SIZE_MAX) {
            result->intent.what = TF_INTENT_CARET;
            result->intent.b = offset;
        }
    }
}

/* What a hand does twice on purpose: turning pages, typing the same letter, selecting a word. */
static bool may_repeat(const struct tf_target *target)
{
    return target->role == TF_TARGET_KEY || target->tag.what == TF_INTENT_FIELD ||
           target->tag.what == TF_INTENT_PAGE_SPACES || target->tag.what == TF_INTENT_PAGE_SLOTS ||
           target->tag.what == TF_INTENT_SCROLL;
}

static bool is_far(const struct tf_scene *scene, int dx, int dy, double mm)
{
    double far_px = mm * tf_scene_theme(scene)->px_per_mm;
    return (double)dx * dx + (double)dy * dy > far_px * far_px;
}

static bool is_second_of_double(const struct tf_pointer *pointer, const struct tf_scene *scene,
                                const struct tf_input *input, const struct tf_target *target)
{
    if (!pointer->has_fired || input->at_ms - pointer->fired_at_ms > TF_POINTER_DOUBLE_MS) {
        return false;
    }
    if (target != NULL && may_repeat(target)) {
        return false;
    }
    return !is_far(scene, input->x - pointer->fired_x, input->y - pointer->fired_y, 10.0);
}

static void finger_down(struct tf_pointer *pointer, const struct tf_scene *scene,
                        const struct tf_input *input, struct tf_pointer_result *result)
{
    if (pointer->is_down) {
        return; /* a second finger */
    }
    const struct tf_target *target = tf_scene_target_at(scene, input->x, input->y);
    pointer->is_down = true;
    pointer->wandered = pointer->drags = false;
    pointer->down_at_ms = input->at_ms;
    pointer->finger = input->finger;
    pointer->down_x = input->x;
    pointer->down_y = input->y;
    pointer->down = NOTHING;
    if (target != NULL && !is_second_of_double(pointer, scene, input, target)) {
        pointer->down = target->tag;
        set_pressed(pointer, target->tag, result);
    }
    set_focus(pointer, NULL, result); /* the ring is for keys */
}

/* Let go there, a card is on its way to a cell of that page. */
static bool turns_the_grid(const struct tf_target *target)
{
    return target->tag.what == TF_INTENT_DAY || target->tag.what == TF_INTENT_PAGE_SPACES ||
           target->tag.what == TF_INTENT_PAGE_SLOTS;
}

/* The cell, or the page, that a dragged card would be let go on; NULL: none, or its own. */
static const struct tf_target *cell_under(const struct tf_pointer *pointer, const struct tf_scene *scene,
                                          const struct tf_input *input)
{
    const struct tf_target *under = tf_scene_target_at(scene, input->x, input->y);
    bool is_place = under != NULL && under->disabled == NULL && !tf_tag_equal(under->tag, pointer->down) &&
                    (under->role == TF_TARGET_CELL || turns_the_grid(under));
    return is_place ? under : NULL;
}

static void drop(const struct tf_pointer *pointer, const struct tf_scene *scene, const struct tf_input *input,
                 struct tf_tag held, struct tf_pointer_result *result)
{
    const struct tf_target *under = cell_under(pointer, scene, input);
    int dx = input->x - pointer->down_x, dy = input->y - pointer->down_y;
    if (held.what != 0 && under != NULL && !tf_tag_equal(under->tag, held) &&
        is_far(scene, dx, dy, TF_POINTER_DRAG_MM)) {
        result->intent = intent_of(held);
        result->drop = intent_of(under->tag);
    }
}

static void finger_move(struct tf_pointer *pointer, const struct tf_scene *scene,
                        const struct tf_input *input, struct tf_pointer_result *result)
{
    if (!pointer->is_down || input->finger != pointer->finger) {
        return;
    }
    if (pointer->drags) {
        const struct tf_target *under = cell_under(pointer, scene, input);
        set_pressed(pointer, under != NULL ? under->tag : NOTHING, result);
        return;
    }
    if (pointer->wandered) {
        return;
    }
    if (is_far(scene, input->x - pointer->down_x, input->y - pointer->down_y, TF_POINTER_WANDER_MM)) {
        const struct tf_target *held = tf_scene_target_tagged(scene, pointer->down);
        pointer->wandered = true;
        pointer->drags = held != NULL && held->role == TF_TARGET_CELL &&
                         held->tag.what == TF_INTENT_SESSION &&
                         input->at_ms - pointer->down_at_ms >= TF_POINTER_HOLD_MS;
        set_pressed(pointer, NOTHING, result);
    }
}

/* A swipe means what the page button means that looks the same way; without one it means nothing. */
static void swipe(const struct tf_scene *scene, int dx, int dy, struct tf_pointer_result *result)
{
    if (!is_far(scene, dx, dy, TF_POINTER_SWIPE_MM)) {
        return;
    }
    bool is_sideways = abs(dx) > abs(dy) * 3 / 2, is_upright = abs(dy) > abs(dx) * 3 / 2;
    if (!is_sideways && !is_upright) {
        return;
    }
    bool is_next = is_sideways ? (tf_scene_is_rtl(scene) ? dx > 0 : dx < 0) : dy < 0;
    uint64_t turn = is_next ? TF_TURN_NEXT : TF_TURN_PREVIOUS;
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(scene, i);
        bool is_page = is_sideways
                           ? target->tag.what == TF_INTENT_PAGE_SPACES
                           : target->tag.what == TF_INTENT_PAGE_SLOTS || target->tag.what == TF_INTENT_SCROLL;
        if (is_page && target->tag.b == turn && target->disabled == NULL) {
            result->intent = intent_of(target->tag);
            return;
        }
    }
}

static void finger_up(struct tf_pointer *pointer, const struct tf_scene *scene, const struct tf_input *input,
                      struct tf_pointer_result *result)
{
    if (!pointer->is_down || input->finger != pointer->finger) {
        return;
    }
    struct tf_tag down = pointer->down;
    pointer->is_down = false;
    pointer->down = NOTHING;
    set_pressed(pointer, NOTHING, result);
    int dx = input->x - pointer->down_x, dy = input->y - pointer->down_y;
    if (pointer->drags) {
        pointer->drags = false;
        drop(pointer, scene, input, down, result);
        return;
    }
    if (pointer->wandered || is_far(scene, dx, dy, TF_POINTER_WANDER_MM)) {
        swipe(scene, dx, dy, result);
        return;
    }
    const struct tf_target *target = tf_scene_target_at(scene, input->x, input->y);
    if (target == NULL || down.what == 0 || !tf_tag_equal(target->tag, down)) {
        return;
    }
    fire_at(scene, target, input->x, input->y, result);
    pointer->has_fired = true;
    pointer->fired_at_ms = input->at_ms;
    pointer->fired_x = input->x;
    pointer->fired_y = input->y;
}

static void finger_lost(struct tf_pointer *pointer, const struct tf_input *input,
                        struct tf_pointer_result *result)
{
    if (!pointer->is_down || input->finger != pointer->finger) {
        return;
    }
    pointer->is_down = false;
    pointer->down = NOTHING;
    set_pressed(pointer, NOTHING, result);
}

static void key(struct tf_pointer *pointer, const struct tf_scene *scene, enum tf_input_key which,
                struct tf_pointer_result *result)
{
    const struct tf_target *at =
        pointer->focus.what != 0 ? tf_scene_target_tagged(scene, pointer->focus) : NULL;
    if (which == TF_KEY_ESCAPE) {
        result->intent.what = TF_INTENT_BACK;
        return;
    }
    if (which == TF_KEY_ENTER) {
        if (at != NULL) {
            fire(at, result);
        }
        return;
    }
    if (which == TF_KEY_NEXT || which == TF_KEY_PREVIOUS || at == NULL) {
        set_focus(pointer, tf_scene_focus_step(scene, pointer->focus, which == TF_KEY_PREVIOUS ? -1 : 1),
                  result);
        return;
    }
    int dx = which == TF_KEY_LEFT ? -1 : which == TF_KEY_RIGHT ? 1 : 0;
    int dy = which == TF_KEY_UP ? -1 : which == TF_KEY_DOWN ? 1 : 0;
    const struct tf_target *next = tf_scene_focus_toward(scene, pointer->focus, dx, dy);
    if (next != NULL) {
        set_focus(pointer, next, result);
    }
}

struct tf_pointer_result tf_pointer_input(struct tf_pointer *pointer, const struct tf_scene *scene,
                                          const struct tf_input *input)
{
    struct tf_pointer_result result = {.intent = {TF_INTENT_NONE, 0, 0}};
    switch (input->kind) {
    case TF_INPUT_DOWN:
        finger_down(pointer, scene, input, &result);
        break;
    case TF_INPUT_MOVE:
        finger_move(pointer, scene, input, &result);
        break;
    case TF_INPUT_UP:
        finger_up(pointer, scene, input, &result);
        break;
    case TF_INPUT_CANCEL:
        finger_lost(pointer, input, &result);
        break;
    case TF_INPUT_KEY:
        key(pointer, scene, input->key, &result);
        break;
    }
    return result;
}

void tf_pointer_scene(struct tf_pointer *pointer, const struct tf_scene *scene)
{
    if (pointer->pressed.what != 0 && tf_scene_target_tagged(scene, pointer->pressed) == NULL) {
        pointer->pressed = NOTHING;
    }
    if (pointer->down.what != 0 && tf_scene_target_tagged(scene, pointer->down) == NULL) {
        pointer->down = NOTHING; /* what was aimed at is gone: lifting does nothing */
    }
}
