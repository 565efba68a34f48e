#include "widgets/banner.h"

#include "widgets/style.h"
#include "widgets/take.h"

int tf_banner_trouble(struct tf_scene *scene, struct tf_rect rect, const char *text,
                      const struct tf_button *button)
{
    struct tf_type_style style = tf_style_bold(TF_TYPE_BODY, TF_PAINT_ON_WARN);
    int line = tf_style_line_height(scene, TF_TYPE_BODY), pad = tf_style_gap(scene, TF_GAP_SMALL);
    int margin = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    int button_width = button != NULL ? tf_button_width(scene, button) : 0;
    int taken = 2 * margin + line + pad + (button != NULL ? button_width + margin : 0);
    style.lines = 4;
    int height = tf_take_most(tf_scene_text_height(scene, rect.w - taken, text, style),
                              button != NULL ? target : line);
    struct tf_rect strip = tf_take_top(&rect, height + 2 * pad, 0);
    tf_scene_box(scene, strip, TF_PAINT_WARN, TF_PAINT_NONE, 0);
    struct tf_rect in = tf_rect_inset(strip, margin, pad);
    struct tf_rect icon = tf_take_left(&in, line, pad);
    tf_scene_icon(scene, tf_take_middle(icon, line, line), TF_ICON_WARNING, TF_PAINT_ON_WARN);
    if (button != NULL) {
        struct tf_button at = *button;
        at.rect = tf_take_middle(tf_take_right(&in, button_width, margin), button_width, target);
        tf_button(scene, &at);
    }
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, in, text, style);
    return strip.h;
}

void tf_banner_notice(struct tf_scene *scene, struct tf_rect rect, enum tf_icon icon, const char *text)
{
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_PAPER);
    int pad = tf_style_gap(scene, TF_GAP_LARGE), side = tf_style_line_height(scene, TF_TYPE_LABEL);
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), most = rect.w - 2 * pad - side - gap;
    int width = tf_take_least(most, tf_scene_text_width(scene, text, style) + 1);
    style.lines = 3;
    int height = tf_scene_text_height(scene, width, text, style);
    int box_height = tf_take_most(tf_style_target(scene), height + 2 * gap);
    struct tf_rect foot = tf_take_bottom(&rect, box_height, 0);
    struct tf_rect box = tf_take_middle(foot, width + side + gap + 2 * pad, box_height);
    tf_scene_box(scene, box, TF_PAINT_INK, TF_PAINT_NONE, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(box, pad, 0);
    tf_scene_icon(scene, tf_take_middle(tf_take_left(&in, side, gap), side, side), icon, TF_PAINT_PAPER);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, in, text, style);
}

int tf_banner_inline(struct tf_scene *scene, struct tf_rect rect, enum tf_icon icon, const char *text)
{
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_ON_WARN);
    style.lines = 4;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), side = tf_style_line_height(scene, TF_TYPE_LABEL) * 5 / 4;
    int text_width = rect.w - 3 * pad - side;
    int height = tf_take_most(side, tf_scene_text_height(scene, text_width, text, style)) + 2 * pad;
    struct tf_rect box = tf_take_top(&rect, height, 0);
    tf_scene_box(scene, box, TF_PAINT_WARN, TF_PAINT_NONE, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(box, pad, pad);
    struct tf_rect at = tf_take_left(&in, side, pad);
    tf_scene_icon(scene, tf_take_top(&at, side, 0), icon, TF_PAINT_ON_WARN);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, in, text, style);
    return height;
}
