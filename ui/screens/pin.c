/* The organisers' PIN, typed on a pad of digits. */
#include "model/view_organiser.h"
#include "screens/screen.h"
#include "widgets/pad.h"
#include "widgets/style.h"
#include "widgets/take.h"

static const char *typed(const void *user, int i)
{
    const struct tf_view_pin *view = user;
    return view->digits[i];
}

static void draw_pad(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_pin *view)
{
    struct tf_pad pad = {
        .rect = rect,
        .lang = frame->state->lang,
        .digit = {TF_INTENT_ORGANISE, TF_PIN_DO_DIGIT, 0},
        .back = {TF_INTENT_ORGANISE, TF_PIN_DO_BACK, 0},
        .enter = {TF_INTENT_ORGANISE, TF_PIN_DO_ENTER, 0},
        .enter_text = view->enter,
        .enter_why_not = view->why_not,
    };
    tf_pad(frame->scene, &pad);
}

static void draw_words(const struct tf_frame *frame, struct tf_rect column, const struct tf_view_pin *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), boxes = tf_style_target(scene) * 6 / 5;
    struct tf_type_style title = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style hint = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    title.lines = 2;
    hint.lines = 4;
    int title_height = tf_scene_text_height(scene, column.w, view->title, title);
    int hint_height = tf_scene_text_height(scene, column.w, view->hint, hint);
    int used = title_height + gap + hint_height + gap + boxes;
    column = tf_take_middle(column, column.w, tf_take_least(column.h, used));
    tf_scene_text(scene, tf_take_top(&column, title_height, gap), view->title, title);
    tf_scene_text(scene, tf_take_top(&column, hint_height, gap), view->hint, hint);
    struct tf_rect row = tf_take_top(&column, boxes, 0);
    row.w = tf_take_least(row.w, tf_style_target(scene) * (int)view->boxes);
    tf_pad_places(scene, row, (int)view->boxes, typed, view);
}

void tf_pin_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_pin view;
    tf_view_pin(&view, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_HUGE), target = tf_style_target(scene);
    int small = tf_style_gap(scene, TF_GAP_SMALL);
    tf_screen_top(frame, tf_take_top(&body, target, tf_style_gap(scene, TF_GAP_LARGE)), view.heading);
    if (frame->is_portrait) {
        struct tf_rect pad = tf_take_bottom(&body, body.h * 6 / 10, gap);
        draw_pad(frame, tf_take_middle(pad, pad.w, tf_take_least(pad.h, 8 * target)), &view);
    } else {
        int width = tf_take_most(3 * target + 2 * small, body.w * 38 / 100);
        struct tf_rect pad = tf_take_right(&body, width, gap);
        draw_pad(frame, tf_take_middle(pad, pad.w, tf_take_least(body.h, 6 * target)), &view);
    }
    draw_words(frame, body, &view);
    if (view.is_busy) {
        tf_propose_saving(frame, tf_tr(frame->state->lang, "One moment…"), false);
    }
}
