#include "screens/screen.h"

#include "widgets/style.h"
#include "widgets/take.h"

void tf_lowered_draw(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_home view;
    tf_view_home(&view, frame->arena, frame->state);
    int gap = tf_style_gap(scene, TF_GAP_LARGE), big = tf_style_line_height(scene, TF_TYPE_HUGE);
    struct tf_rect in = tf_rect_inset(rect, gap, gap);
    struct tf_type_style title = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK_SOFT);
    title.align = TF_ALIGN_CENTRE;
    title.lines = 2;
    int height = tf_scene_text_height(scene, in.w, view.title, title);
    struct tf_rect block = tf_take_middle(in, in.w, tf_take_least(in.h, big + gap + height));
    struct tf_type_style clock = tf_style_bold(TF_TYPE_HUGE, TF_PAINT_INK);
    clock.align = TF_ALIGN_CENTRE;
    tf_scene_text(scene, tf_take_top(&block, big, gap), view.clock, clock);
    if (block.h >= height) {
        tf_scene_text(scene, block, view.title, title);
    }
    int line = tf_scene_theme(scene)->line_px;
    tf_scene_line(scene, (struct tf_rect){rect.x, rect.y + rect.h - line, rect.w, line}, TF_PAINT_LINE);
}
