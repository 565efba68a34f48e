#include "widgets/pager.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

static void turn(struct tf_scene *scene, struct tf_rect rect, const struct tf_pager *pager, bool is_next)
{
    struct tf_button button = {
        .rect = rect,
        .icon = pager->is_upright ? (is_next ? TF_ICON_DOWN : TF_ICON_UP)
                                  : (is_next ? TF_ICON_FORWARD : TF_ICON_BACK),
        .text = "",
        .label = is_next ? pager->next_label : pager->previous_label,
        .intent = {pager->what, is_next ? pager->next : pager->previous,
                   is_next ? TF_TURN_NEXT : TF_TURN_PREVIOUS},
    };
    if (is_next ? !pager->has_next : !pager->has_previous) {
        button.disabled = is_next ? pager->last_reason : pager->first_reason;
    }
    tf_button(scene, &button);
}

static struct tf_button jump_button(const struct tf_pager *pager)
{
    return (struct tf_button){
        .look = TF_BUTTON_QUIET,
        .text = pager->text,
        .label = pager->jump_label,
        .intent = pager->jump,
    };
}

static int text_width(struct tf_scene *scene, const struct tf_pager *pager)
{
    if (pager->text[0] == '\0') {
        return 0;
    }
    if (pager->jump.what != TF_INTENT_NONE) {
        struct tf_button button = jump_button(pager);
        return tf_button_width(scene, &button);
    }
    return tf_scene_text_width(scene, pager->text, tf_style_text(TF_TYPE_BODY, TF_PAINT_INK)) + 1;
}

int tf_pager_width(struct tf_scene *scene, const struct tf_pager *pager)
{
    int text = text_width(scene, pager), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    return 2 * tf_style_target(scene) + (text > 0 ? text + 2 * gap : gap);
}

struct tf_rect tf_pager(struct tf_scene *scene, struct tf_rect rect, const struct tf_pager *pager)
{
    int side = tf_take_least(tf_style_target(scene), rect.h), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    int room = tf_take_most(0, rect.w - 2 * (side + gap));
    int text = tf_take_least(text_width(scene, pager), room);
    struct tf_rect line = {rect.x, rect.y, 2 * side + (text > 0 ? text + 2 * gap : gap), rect.h};
    struct tf_rect left = line;
    turn(scene, tf_take_left(&left, side, gap), pager, false);
    turn(scene, tf_take_right(&left, side, gap), pager, true);
    if (text >= tf_style_target(scene) && pager->jump.what != TF_INTENT_NONE) {
        struct tf_button button = jump_button(pager);
        button.rect = left;
        tf_button(scene, &button);
    } else if (text > 0) {
        struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
        style.align = TF_ALIGN_CENTRE;
        style.valign = TF_VALIGN_MIDDLE;
        style.lines = 2;
        tf_scene_text(scene, left, pager->text, style);
    }
    return line;
}
