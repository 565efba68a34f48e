#include "widgets/pad.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* The largest size whose line is no higher than that. */
static struct tf_type_style fitting(struct tf_scene *scene, int height_px)
{
    static const enum tf_type SIZES[] = {TF_TYPE_DISPLAY, TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL};
    struct tf_type_style style = tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK);
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        if (tf_style_line_height(scene, SIZES[i]) <= height_px) {
            style.type = SIZES[i];
            break;
        }
    }
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    return style;
}

void tf_pad_places(struct tf_scene *scene, struct tf_rect row, int count,
                   const char *(*typed)(const void *user, int i), const void *user)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), width = (row.w - (count - 1) * gap) / count;
    struct tf_type_style style = fitting(scene, row.h);
    bool is_next = true;
    for (int i = 0; i < count; i++) {
        int step = tf_scene_is_rtl(scene) ? count - 1 - i : i;
        struct tf_rect place = {row.x + step * (width + gap), row.y, width, row.h};
        const char *text = typed(user, i);
        bool is_typed = text[0] != '\0';
        tf_scene_box(scene, place, TF_PAINT_CARD, !is_typed && is_next ? TF_PAINT_ACCENT : TF_PAINT_LINE,
                     tf_style_radius(scene));
        is_next = is_typed;
        if (is_typed) {
            tf_scene_text(scene, place, text, style);
        }
    }
}

static void draw_key(struct tf_scene *scene, struct tf_rect rect, struct tf_intent intent, int digit)
{
    static const char *const NAMES[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    struct tf_tag tag = {(uint32_t)intent.what, intent.a, (uint64_t)digit};
    tf_scene_box(scene, rect, tf_scene_is_pressed(scene, tag) ? TF_PAINT_ACCENT_SOFT : TF_PAINT_CARD,
                 TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_type_style style = fitting(scene, rect.h * 3 / 4);
    tf_scene_text(scene, rect, NAMES[digit], style);
    struct tf_target target = {.rect = rect, .tag = tag, .role = TF_TARGET_KEY, .label = NAMES[digit]};
    tf_scene_target(scene, &target);
}

static void draw_last_row(struct tf_scene *scene, const struct tf_pad *pad, const struct tf_rect keys[3])
{
    draw_key(scene, keys[1], pad->digit, 0);
    struct tf_button back = {
        .rect = keys[2],
        .icon = TF_ICON_BACKSPACE,
        .text = "",
        .label = tf_tr(pad->lang, "Delete the last digit"),
        .intent = pad->back,
    };
    tf_button(scene, &back);
    if (pad->enter.what != TF_INTENT_NONE) {
        struct tf_button enter = {
            .rect = keys[0],
            .look = TF_BUTTON_MAIN,
            .text = pad->enter_text,
            .disabled = pad->enter_why_not,
            .intent = pad->enter,
        };
        tf_button(scene, &enter);
    }
}

void tf_pad(struct tf_scene *scene, const struct tf_pad *pad)
{
    struct tf_rect rect = pad->rect;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    int height = (rect.h - 3 * gap) / 4, width = (rect.w - 2 * gap) / 3;
    for (int line = 0; line < 4; line++) {
        struct tf_rect row = tf_take_top(&rect, height, gap);
        struct tf_rect keys[3];
        for (int i = 0; i < 3; i++) {
            keys[tf_scene_is_rtl(scene) ? 2 - i : i] = tf_take_left(&row, width, gap);
        }
        for (int i = 0; i < 3 && line < 3; i++) {
            draw_key(scene, keys[i], pad->digit, line * 3 + i + 1);
        }
        if (line == 3) {
            draw_last_row(scene, pad, keys);
        }
    }
}
