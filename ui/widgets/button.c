#include "widgets/button.h"

#include "widgets/style.h"
#include "widgets/take.h"

#include <string.h>

struct paints {
    enum tf_paint fill, border, ink;
};

static struct paints paints_of(struct tf_scene *scene, const struct tf_button *button)
{
    bool is_pressed = tf_scene_is_pressed(scene, tf_style_tag(button->intent));
    struct paints paints = {TF_PAINT_CARD, TF_PAINT_LINE, TF_PAINT_INK};
    if (button->look == TF_BUTTON_QUIET) {
        paints = (struct paints){TF_PAINT_NONE, tf_style_quiet_border(scene), TF_PAINT_INK};
    }
    if (button->look == TF_BUTTON_MAIN) {
        paints = (struct paints){TF_PAINT_ACCENT, TF_PAINT_ACCENT, TF_PAINT_ON_ACCENT};
    }
    if (button->disabled != NULL) {
        return (struct paints){TF_PAINT_CARD_SOFT, TF_PAINT_NONE, TF_PAINT_INK_SOFT};
    }
    if (button->selected) {
        paints = (struct paints){TF_PAINT_ACCENT, TF_PAINT_ACCENT, TF_PAINT_ON_ACCENT};
    }
    if (is_pressed && paints.fill == TF_PAINT_ACCENT) {
        paints = (struct paints){TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, TF_PAINT_INK};
    } else if (is_pressed) {
        paints.fill = TF_PAINT_ACCENT_SOFT;
    }
    return paints;
}

static enum tf_type type_of(const struct tf_button *button)
{
    return button->is_stacked ? TF_TYPE_SMALL : TF_TYPE_LABEL;
}

static int icon_side(struct tf_scene *scene, const struct tf_button *button)
{
    if (button->icon == TF_ICON_NONE) {
        return 0;
    }
    int side = tf_style_target(scene) * 2 / 5;
    return tf_take_least(side, button->rect.h > 0 ? button->rect.h * 3 / 5 : side);
}

static bool has_text(const struct tf_button *button)
{
    return button->text != NULL && button->text[0] != '\0';
}

int tf_button_width(struct tf_scene *scene, const struct tf_button *button)
{
    int pad = tf_style_gap(scene, button->is_stacked ? TF_GAP_SMALL : TF_GAP_LARGE);
    int icon = icon_side(scene, button), text = 0;
    if (has_text(button)) {
        text = tf_scene_text_width(scene, button->text, tf_style_bold(type_of(button), TF_PAINT_INK)) + 1;
    }
    int width = button->is_stacked ? tf_take_most(icon, text) : icon + text;
    if (!button->is_stacked && icon > 0 && text > 0) {
        width += tf_style_gap(scene, TF_GAP_SMALL);
    }
    return tf_take_most(tf_style_target(scene), width + 2 * pad);
}

static void draw_stacked(struct tf_scene *scene, const struct tf_button *button, enum tf_paint ink)
{
    int side = icon_side(scene, button), line = tf_style_line_height(scene, TF_TYPE_SMALL);
    int gap = tf_style_gap(scene, TF_GAP_TINY);
    struct tf_rect stack = tf_take_middle(button->rect, button->rect.w, side + gap + line);
    struct tf_rect icon = tf_take_top(&stack, side, gap);
    tf_scene_icon(scene, tf_take_middle(icon, side, side), button->icon, ink);
    struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, ink);
    style.align = TF_ALIGN_CENTRE;
    tf_scene_text(scene, tf_rect_inset(stack, tf_style_gap(scene, TF_GAP_TINY), 0), button->text, style);
}

static void draw_beside(struct tf_scene *scene, const struct tf_button *button, enum tf_paint ink)
{
    int side = icon_side(scene, button),
        gap = side > 0 && has_text(button) ? tf_style_gap(scene, TF_GAP_SMALL) : 0;
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, ink);
    style.valign = TF_VALIGN_MIDDLE;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    int room = tf_take_most(0, button->rect.w - 2 * pad - side - gap);
    if (has_text(button) && tf_scene_text_width(scene, button->text, style) > room) {
        style.type = TF_TYPE_BODY;
    }
    int text =
        has_text(button) ? tf_take_least(room, tf_scene_text_width(scene, button->text, style) + 1) : 0;
    struct tf_rect line = tf_take_middle(button->rect, side + gap + text, button->rect.h);
    if (side > 0) {
        struct tf_rect icon =
            button->icon_after ? tf_take_right(&line, side, gap) : tf_take_left(&line, side, gap);
        tf_scene_icon(scene, tf_take_middle(icon, side, side), button->icon, ink);
    }
    if (has_text(button)) {
        if (text == room) { /* what does not fit in one line may have two */
            style.type = TF_TYPE_LABEL;
            style.lines = 2;
            style.align = TF_ALIGN_CENTRE;
        }
        tf_scene_text(scene, line, button->text, style);
    }
}

void tf_button(struct tf_scene *scene, const struct tf_button *button)
{
    struct paints paints = paints_of(scene, button);
    tf_scene_box(scene, button->rect, paints.fill, paints.border, tf_style_radius(scene));
    if (button->is_stacked) {
        draw_stacked(scene, button, paints.ink);
    } else {
        draw_beside(scene, button, paints.ink);
    }
    struct tf_target target = {
        .rect = button->rect,
        .tag = tf_style_tag(button->intent),
        .role = button->role,
        .label = button->label != NULL ? button->label : button->text,
        .disabled = button->disabled,
        .selected = button->selected,
    };
    tf_scene_target(scene, &target);
}
