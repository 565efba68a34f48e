/* Lets phones and laptops in: a code for one of them, and those that are in. */
#include "model/view_organiser.h"
#include "screens/screen.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

enum { CODE_MODULE_PX = 6, LEAST_TARGETS = 5 }; /* a lower screen has no room for a code above buttons */

static void draw_code(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_pair *view)
{
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), side = tf_take_least(rect.w, rect.h);
    struct tf_rect box = tf_take_middle(rect, side, side);
    tf_scene_box(scene, box, TF_PAINT_QR_LIGHT, TF_PAINT_LINE, tf_style_radius(scene));
    tf_scene_qr(scene, tf_rect_inset(box, gap / 2, gap / 2), view->url, CODE_MODULE_PX);
}

/* What the code is or would be for, and the two ways to make one; returns what is left above them. */
static struct tf_rect draw_offer(const struct tf_frame *frame, struct tf_rect column,
                                 const struct tf_view_pair *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    for (int i = 1; i >= 0; i--) {
        struct tf_button button = {
            .rect = tf_take_bottom(&column, target, gap),
            .look = i == 0 ? TF_BUTTON_MAIN : TF_BUTTON_PLAIN,
            .icon = i == 0 ? TF_ICON_PHONE : TF_ICON_HELP,
            .text = view->offers[i],
            .disabled = frame->state->base_url[0] == '\0' ? view->hint : NULL,
            .intent = {TF_INTENT_ORGANISE, TF_PAIR_DO_OFFER, (uint64_t)view->roles[i]},
        };
        tf_button(scene, &button);
    }
    struct tf_type_style hint = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    hint.lines = 5;
    int hint_height = tf_scene_text_height(scene, column.w, view->hint, hint);
    tf_scene_text(scene, tf_take_bottom(&column, hint_height, gap), view->hint, hint);
    return column;
}

static void draw_device(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_pair *view,
                        size_t i)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_style_line_height(scene, TF_TYPE_LABEL);
    struct tf_button forget = {
        .icon = TF_ICON_CLOSE,
        .text = view->forget,
        .intent = {TF_INTENT_ORGANISE, TF_PAIR_DO_FORGET, i},
    };
    forget.rect = row;
    forget.rect = tf_take_right(&row, tf_button_width(scene, &forget), gap);
    tf_button(scene, &forget);
    int small = tf_style_line_height(scene, TF_TYPE_SMALL);
    struct tf_rect block = tf_take_middle(row, row.w, line + small);
    tf_scene_text(scene, tf_take_top(&block, line, 0), view->paired[i].name,
                  tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK));
    tf_scene_text(scene, block, view->paired[i].since, tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT));
}

static void draw_devices(const struct tf_frame *frame, struct tf_rect column, const struct tf_view_pair *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    int title = tf_style_line_height(scene, TF_TYPE_TITLE);
    tf_scene_text(scene, tf_take_top(&column, title, gap), view->devices,
                  tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK));
    if (view->paired_count == 0) {
        tf_scene_text(scene, column, view->none, tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT));
        return;
    }
    for (size_t i = 0; i < view->paired_count && column.h >= target; i++) { /* the newest, as many as fit */
        draw_device(frame, tf_take_top(&column, target, gap), view, i);
    }
}

void tf_pair_draw(const struct tf_frame *frame)
{
    struct tf_view_pair view;
    tf_view_pair(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(frame->scene, TF_GAP_HUGE), target = tf_style_target(frame->scene);
    tf_screen_top(frame, tf_take_top(&body, target, tf_style_gap(frame->scene, TF_GAP_LARGE)), view.heading);
    bool has_code = view.url[0] != '\0';
    if (has_code && !frame->is_portrait && body.h < target * LEAST_TARGETS) {
        draw_code(frame->scene, tf_take_left(&body, body.h, gap), &view); /* those that are in wait for it */
        draw_offer(frame, body, &view);
        return;
    }
    struct tf_rect offer = frame->is_portrait ? tf_take_top(&body, body.h * 6 / 10, gap)
                                              : tf_take_left(&body, (body.w - gap) * 45 / 100, gap);
    struct tf_rect above = draw_offer(frame, offer, &view);
    if (has_code) {
        draw_code(frame->scene, above, &view);
    }
    draw_devices(frame, body, &view);
}
