/* The board as it was: its grid, a line of time to step along, and the way back to it. */
#include "model/view_history.h"
#include "screens/screen.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/tabs.h"
#include "widgets/take.h"

enum { LEAST_TARGETS = 7 };

static void draw_step(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_step *step,
                      enum tf_button_look look)
{
    struct tf_button button = {
        .rect = rect, .text = step->text, .disabled = step->why_not, .look = look, .intent = step->intent};
    tf_button(scene, &button);
}

/* Without room for the grid: the way back stands beside the steps, and days are passed by them alone. */
static bool is_low(const struct tf_frame *frame)
{
    return frame->body.h < tf_style_target(frame->scene) * LEAST_TARGETS;
}

static void draw_line(const struct tf_frame *frame, struct tf_rect *body, const struct tf_view_was *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    bool low = is_low(frame);
    struct tf_rect row = tf_take_bottom(body, target, gap);
    struct tf_rect foot = low ? tf_take_right(&row, row.w / 3, gap) : row;
    draw_step(scene, foot, &view->put_back, TF_BUTTON_MAIN);
    row = low ? row : tf_take_bottom(body, target, gap);
    int width = (row.w - (TF_VIEW_WAS_STEPS - 1) * gap) / TF_VIEW_WAS_STEPS;
    for (int i = 0; i < TF_VIEW_WAS_STEPS; i++) {
        draw_step(scene, tf_take_left(&row, width, gap), &view->steps[i], TF_BUTTON_PLAIN);
    }
    struct tf_rect bar = tf_take_bottom(body, gap, gap);
    tf_style_bar(scene, bar, view->permille, TF_PAINT_ACCENT, TF_PAINT_ACCENT_SOFT);
}

void tf_was_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_was view;
    tf_view_was(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    tf_screen_top(frame, tf_take_top(&body, target, gap), view.heading);
    struct tf_type_style about = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    int height = tf_style_line_height(scene, TF_TYPE_BODY);
    tf_scene_text(scene, tf_take_top(&body, height, gap), view.about, about);
    if (!view.is_there) {
        return;
    }
    draw_line(frame, &body, &view);
    if (!is_low(frame)) {
        tf_tabs(scene, tf_take_top(&body, target, gap), view.home.tabs, view.home.tab_count);
    }
    if (view.home.grid.row_count > 0 && view.home.grid.space_count > 0) {
        tf_home_grid(frame, body, &view.home.grid);
    }
}
