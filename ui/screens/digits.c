/* The number on a session's card, typed on a pad of digits. */
#include "screens/screen.h"

#include "model/view_propose.h"
#include "widgets/button.h"
#include "widgets/pad.h"
#include "widgets/style.h"
#include "widgets/take.h"

enum { DIGITS = 4 };

static const char *typed(const void *user, int i)
{
    const struct tf_view_digits *view = user;
    return view->digits[i];
}

static void draw_pad(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_pad pad = {
        .rect = rect,
        .lang = frame->state->lang,
        .digit = {TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_DIGIT, 0},
        .back = {TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_DIGIT_BACK, 0},
    };
    tf_pad(frame->scene, &pad);
}

static void draw_words(const struct tf_frame *frame, struct tf_rect column, const struct tf_view_digits *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), boxes = tf_style_target(scene) * 6 / 5;
    struct tf_type_style title = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style hint = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    if (!tf_style_keeps_words(scene, view->title, title, column.w)) {
        title.type = TF_TYPE_LABEL;
    }
    title.lines = 4;
    hint.lines = 4;
    int hint_height = tf_scene_text_height(scene, column.w, view->hint, hint);
    int room = column.h - hint_height - boxes - 2 * gap;
    int height =
        tf_take_least(tf_take_most(0, room), tf_scene_text_height(scene, column.w, view->title, title));
    int used = height + gap + hint_height + gap + boxes;
    column = tf_take_middle(column, column.w, tf_take_least(column.h, used));
    if (view->title[0] != '\0' && height > 0) {
        tf_scene_text(scene, tf_take_top(&column, height, gap), view->title, title);
    }
    tf_scene_text(scene, tf_take_top(&column, hint_height, gap), view->hint, hint);
    struct tf_rect row = tf_take_top(&column, boxes, 0);
    row.w = tf_take_least(row.w, tf_style_target(scene) * 5);
    tf_pad_places(scene, row, DIGITS, typed, view);
}

void tf_digits_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_digits view;
    tf_view_digits(&view, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_HUGE), target = tf_style_target(scene);
    int small = tf_style_gap(scene, TF_GAP_SMALL);
    tf_screen_top(frame, tf_take_top(&body, target, tf_style_gap(scene, TF_GAP_LARGE)), view.heading);
    int pad_height = tf_take_least(body.h, 6 * target);
    if (frame->is_portrait) {
        struct tf_rect pad = tf_take_bottom(&body, body.h * 6 / 10, gap);
        draw_pad(frame, tf_take_middle(pad, pad.w, tf_take_least(pad.h, 8 * target)));
        draw_words(frame, body, &view);
    } else {
        int pad_width = tf_take_most(3 * target + 2 * small, body.w * 38 / 100);
        struct tf_rect pad = tf_take_right(&body, pad_width, gap);
        draw_pad(frame, tf_take_middle(pad, pad.w, pad_height));
        draw_words(frame, body, &view);
    }
}

void tf_digits_button(const struct tf_frame *frame, struct tf_rect *row)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_app_state *state = frame->state;
    const struct tf_session *session =
        state->board != NULL ? tf_board_session(state->board, state->session) : NULL;
    bool is_living =
        session != NULL && (session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED);
    if (!is_living || state->propose != NULL) {
        return;
    }
    struct tf_button change = {
        .icon = TF_ICON_EDIT,
        .text = tf_trc(state->lang, "button", "Change"),
        .disabled = tf_view_why_not_change(state, session),
        .is_stacked = true,
        .intent = {TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_CHANGE, state->session},
    };
    change.rect = tf_take_left(row, tf_button_width(scene, &change), tf_style_gap(scene, TF_GAP_SMALL));
    tf_button(scene, &change);
}
