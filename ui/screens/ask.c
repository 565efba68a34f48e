#include "screens/screen.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

void tf_ask_draw(const struct tf_frame *frame, const struct tf_ask *ask)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_theme *theme = tf_scene_theme(scene);
    struct tf_rect all = {0, 0, theme->width_px, theme->height_px};
    int target = tf_style_target(scene), gap = tf_style_gap(scene, TF_GAP_LARGE);
    int pad = tf_style_gap(scene, TF_GAP_HUGE), side = tf_style_line_height(scene, TF_TYPE_HEADLINE);
    struct tf_type_style big = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style small = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT);
    big.lines = 2;
    small.lines = 4;
    int width = tf_take_least(target * 9, frame->body.w), in_width = width - 2 * pad;
    int question = tf_scene_text_height(scene, in_width - side - gap, ask->question, big);
    int why = ask->why[0] != '\0' ? tf_scene_text_height(scene, in_width, ask->why, small) : 0;
    int head = tf_take_most(side, question), between = why > 0 ? gap : 0;
    int height = 2 * pad + head + between + why + gap + target;

    tf_scene_modal(scene);
    tf_scene_box(scene, all, TF_PAINT_SHADE, TF_PAINT_NONE, 0);
    struct tf_rect box = tf_take_middle(all, width, tf_take_least(height, frame->body.h));
    tf_scene_box(scene, box, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    struct tf_rect in = tf_rect_inset(box, pad, pad);
    struct tf_rect row = tf_take_bottom(&in, target, gap);
    struct tf_rect top = tf_take_top(&in, head, between);
    struct tf_rect icon = tf_take_left(&top, side, gap);
    tf_scene_icon(scene, tf_take_top(&icon, side, 0), ask->icon, TF_PAINT_ACCENT);
    tf_scene_text(scene, top, ask->question, big);
    if (why > 0) {
        tf_scene_text(scene, in, ask->why, small);
    }
    int count = ask->answers[1] != NULL ? 2 : 1;
    int share = (row.w - (count - 1) * gap) / count;
    for (int i = 0; i < count; i++) {
        struct tf_button button = {
            .rect = tf_take_left(&row, share, gap),
            .look = i == 0 ? TF_BUTTON_MAIN : TF_BUTTON_PLAIN,
            .text = ask->answers[i],
            .intent = ask->intents[i],
        };
        tf_button(scene, &button);
    }
}
