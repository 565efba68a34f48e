#include "golden/sound.h"

#include "model/intent.h"
#include "widgets/pointer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void sound_texts(const struct picture *picture, const char *where)
{
    const struct tf_scene *scene = picture->scene;
    const struct tf_theme *theme = &picture->theme;
    struct tf_rect all = {0, 0, theme->width_px, theme->height_px};
    bool can_scroll = false;
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) {
        can_scroll |= tf_scene_target_at_index(scene, i)->tag.what == TF_INTENT_SCROLL;
    }
    size_t shade = 0; /* behind a question the keys are no targets any more */
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        shade = tf_scene_node(scene, i)->fill == TF_PAINT_SHADE ? i : shade;
    }
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        if (node->kind != TF_NODE_TEXT || node->value > 0) { /* what is being typed scrolls */
            continue;
        }
        struct tf_rect seen = tf_rect_is_empty(node->clip) ? node->rect : tf_rect_cut(node->rect, node->clip);
        if (!can_scroll && memcmp(&seen, &node->rect, sizeof seen) != 0) {
            fail_msg("%s: '%s' is cut without a sign", where, node->text);
        }
        struct tf_rect inside = tf_rect_cut(seen, all);
        if (memcmp(&inside, &seen, sizeof seen) != 0) {
            fail_msg("%s: '%s' leaves the screen", where, node->text);
        }
        struct tf_type_style style = node->style;
        style.rtl = tf_scene_is_rtl(scene);
        struct tf_type_size size =
            tf_type_measure(picture->setter, theme, node->text, style, node->rect.w, 0);
        if (node->is_cut && !size.is_cut && size.height_px <= node->rect.h) {
            fail_msg("%s: '%s' ends in an ellipsis but fits", where, node->text);
        }
        const struct tf_target *on =
            tf_scene_target_at(scene, node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2);
        bool is_key = on != NULL && on->role == TF_TARGET_KEY; /* sized by its ink: test_keyboard */
        if (!is_key && i >= shade && !node->is_cut && size.height_px > node->rect.h + 1) {
            fail_msg("%s: '%s' needs %d pixels of height and has %d", where, node->text, size.height_px,
                     node->rect.h);
        }
    }
}

/* What a finger that taps its middle is told; "" nothing. */
static const char *says_when_tapped(const struct tf_scene *scene, const struct tf_target *target)
{
    struct tf_pointer pointer;
    struct tf_input finger = {.kind = TF_INPUT_DOWN,
                              .finger = 1,
                              .x = target->rect.x + target->rect.w / 2,
                              .y = target->rect.y + target->rect.h / 2};
    tf_pointer_init(&pointer);
    (void)tf_pointer_input(&pointer, scene, &finger);
    finger.kind = TF_INPUT_UP;
    struct tf_pointer_result result = tf_pointer_input(&pointer, scene, &finger);
    return result.reason != NULL && result.intent.what == TF_INTENT_REASON ? result.reason : "";
}

void sound_targets(const struct picture *picture, const char *where)
{
    const struct tf_scene *scene = picture->scene;
    const struct tf_theme *theme = &picture->theme;
    struct tf_rect all = {0, 0, theme->width_px, theme->height_px};
    int small = tf_theme_mm(theme, 9.6);
    size_t count = tf_scene_target_count(scene);
    if (count == 0) {
        fail_msg("%s: nothing can be touched", where);
    }
    for (size_t i = 0; i < count; i++) {
        const struct tf_target *a = tf_scene_target_at_index(scene, i);
        int least = a->small_on_purpose && small < theme->target_px ? small : theme->target_px;
        if (a->rect.w < least || a->rect.h < least) {
            fail_msg("%s: '%s' is %d × %d, less than %d", where, a->label, a->rect.w, a->rect.h, least);
        }
        struct tf_rect inside = tf_rect_cut(a->rect, all);
        if (memcmp(&inside, &a->rect, sizeof inside) != 0) {
            fail_msg("%s: '%s' leaves the screen", where, a->label);
        }
        if (a->label == NULL || a->label[0] == '\0') {
            fail_msg("%s: target %zu has no label", where, i);
        }
        if (a->disabled != NULL && says_when_tapped(scene, a)[0] == '\0') {
            fail_msg("%s: '%s' is off and does not say why", where, a->label);
        }
        for (size_t j = i + 1; j < count; j++) {
            const struct tf_target *b = tf_scene_target_at_index(scene, j);
            if (tf_rect_meets(a->rect, b->rect)) {
                fail_msg("%s: '%s' and '%s' overlap", where, a->label, b->label);
            }
            if (tf_tag_equal(a->tag, b->tag)) {
                fail_msg("%s: '%s' and '%s' have one tag", where, a->label, b->label);
            }
        }
    }
}

void sound_focus(const struct picture *picture, const char *where)
{
    const struct tf_scene *scene = picture->scene;
    size_t count = tf_scene_target_count(scene);
    bool *seen = calloc(count, sizeof *seen);
    assert_non_null(seen);
    struct tf_tag at = {0, 0, 0};
    for (size_t step = 0; step < count; step++) {
        const struct tf_target *target = tf_scene_focus_step(scene, at, 1);
        assert_non_null(target);
        size_t index = (size_t)(target - tf_scene_target_at_index(scene, 0));
        if (seen[index]) {
            fail_msg("%s: '%s' is reached twice before all are", where, target->label);
        }
        seen[index] = true;
        at = target->tag;
    }
    free(seen);
}

void sound_screen(const struct picture *picture, const struct tf_app_state *state, const char *where)
{
    sound_texts(picture, where);
    if (state->closed != TF_OK) {
        assert_int_equal(tf_scene_target_count(picture->scene), 0);
        return;
    }
    sound_targets(picture, where);
    sound_focus(picture, where);
}
