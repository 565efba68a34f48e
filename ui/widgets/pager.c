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

struct tf_rect tf_pager(struct tf_scene *scene, struct tf_rect rect, const struct tf_pager *pager)
{
    int side = tf_take_least(tf_style_target(scene), rect.h), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    int text = pager->text[0] != '\0' ? tf_scene_text_width(scene, pager->text, style) + 1 : 0;
    int room = tf_take_most(0, rect.w - 2 * (side + gap));
    text = tf_take_least(text, room);
    struct tf_rect line = {rect.x, rect.y, 2 * side + (text > 0 ? text + 2 * gap : gap), rect.h};
    struct tf_rect left = line;
    turn(scene, tf_take_left(&left, side, gap), pager, false);
    turn(scene, tf_take_right(&left, side, gap), pager, true);
    if (text > 0) {
        style.lines = 2;
        tf_scene_text(scene, left, pager->text, style);
    }
    return line;
}
