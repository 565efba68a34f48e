/* The number on a session's card, typed on a pad of digits. */
#include "screens/screen.h"

#include "model/view_propose.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

enum { DIGITS = 4 };

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

static void draw_typed(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_digits *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), width = (row.w - (DIGITS - 1) * gap) / DIGITS;
    struct tf_type_style style = fitting(scene, row.h);
    struct tf_rect places[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
        places[i] = tf_take_left(&row, width, gap);
    }
    bool is_next = true;
    for (int i = 0; i < DIGITS; i++) { /* a number runs from left to right in every script */
        struct tf_rect place = places[tf_scene_is_rtl(scene) ? DIGITS - 1 - i : i];
        bool is_typed = view->digits[i][0] != '\0';
        tf_scene_box(scene, place, TF_PAINT_CARD, !is_typed && is_next ? TF_PAINT_ACCENT : TF_PAINT_LINE,
                     tf_style_radius(scene));
        is_next = is_typed;
        if (is_typed) {
            tf_scene_text(scene, place, view->digits[i], style);
        }
    }
}

static void draw_key(const struct tf_frame *frame, struct tf_rect rect, int digit)
{
    static const char *const NAMES[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    struct tf_scene *scene = frame->scene;
    struct tf_tag tag = {TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_DIGIT, (uint64_t)digit};
    tf_scene_box(scene, rect, tf_scene_is_pressed(scene, tag) ? TF_PAINT_ACCENT_SOFT : TF_PAINT_CARD,
                 TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_type_style style = fitting(scene, rect.h * 3 / 4);
    tf_scene_text(scene, rect, NAMES[digit], style);
    struct tf_target target = {.rect = rect, .tag = tag, .role = TF_TARGET_KEY, .label = NAMES[digit]};
    tf_scene_target(scene, &target);
}

/* As on every telephone. */
static void draw_pad(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    int height = (rect.h - 3 * gap) / 4, width = (rect.w - 2 * gap) / 3;
    for (int line = 0; line < 4; line++) {
        struct tf_rect row = tf_take_top(&rect, height, gap);
        struct tf_rect keys[3];
        for (int i = 0; i < 3; i++) {
            keys[tf_scene_is_rtl(scene) ? 2 - i : i] = tf_take_left(&row, width, gap);
        }
        for (int i = 0; i < 3 && line < 3; i++) {
            draw_key(frame, keys[i], line * 3 + i + 1);
        }
        if (line == 3) {
            draw_key(frame, keys[1], 0);
            struct tf_button back = {
                .rect = keys[2],
                .icon = TF_ICON_BACKSPACE,
                .text = "",
                .label = tf_tr(frame->state->lang, "Delete the last digit"),
                .intent = {TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_DIGIT_BACK, 0},
            };
            tf_button(scene, &back);
        }
    }
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
    draw_typed(frame, row, view);
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
