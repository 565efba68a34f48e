/* What is new, and what the day turns to next. */
#include "model/view.h"
#include "screens/screen.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

static int strip_of(const struct tf_frame *frame, struct tf_rect rect, enum tf_icon icon, const char *text)
{
    struct tf_scene *scene = frame->scene;
    if (text[0] == '\0') {
        return 0;
    }
    int pad = tf_style_gap(scene, TF_GAP_SMALL), side = tf_style_line_height(scene, TF_TYPE_LABEL);
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    style.lines = 2;
    style.valign = TF_VALIGN_MIDDLE;
    int width = rect.w - side - 4 * pad;
    int height = tf_scene_text_height(scene, width, text, style) + 2 * pad;
    struct tf_rect strip = tf_take_bottom(&rect, height, 0);
    tf_scene_box(scene, strip, TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(strip, pad + pad / 2, pad);
    tf_scene_icon(scene, tf_take_middle(tf_take_left(&in, side, pad), side, side), icon, TF_PAINT_ACCENT);
    tf_scene_text(scene, in, text, style);
    return strip.h;
}

/* With what leads to all of it. */
static int strip_of_phase(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_phase *view)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), side = tf_style_line_height(scene, TF_TYPE_LABEL);
    struct tf_rect strip = tf_take_bottom(&rect, tf_style_target(scene), 0), in = strip;
    struct tf_button button = {
        .rect = strip, .icon = TF_ICON_FORWARD, .text = view->button, .intent = view->intent};
    tf_scene_box(scene, strip, TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, tf_style_radius(scene));
    if (view->button[0] != '\0') {
        button.rect = tf_take_right(&in, tf_button_width(scene, &button), pad);
        tf_button(scene, &button);
    }
    tf_take_left(&in, pad, 0);
    tf_scene_icon(scene, tf_take_middle(tf_take_left(&in, side, pad), side, side),
                  view->has_news ? TF_ICON_NEWS : TF_ICON_TALK, TF_PAINT_ACCENT);
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    style.lines = 2;
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, in, view->text, style);
    return strip.h;
}

int tf_news_strip(const struct tf_frame *frame, struct tf_rect rect)
{
    bool is_home = frame->state->screen == TF_SCREEN_HOME;
    struct tf_view_phase phase;
    tf_view_phase(&phase, frame->arena, frame->state);
    int gap = tf_style_gap(frame->scene, TF_GAP_SMALL), height = 0;
    if (phase.text[0] != '\0') {
        height = strip_of_phase(frame, rect, &phase);
        tf_take_bottom(&rect, height, gap);
    }
    if (!is_home || phase.has_news) {
        return height;
    }
    int news = strip_of(frame, rect, TF_ICON_NEWS, tf_view_news(frame->state));
    return height + news + (height > 0 && news > 0 ? gap : 0);
}

int tf_phase_strip(const struct tf_frame *frame, struct tf_rect rect)
{
    const struct tf_app_state *state = frame->state;
    bool is_shown = state->screen == TF_SCREEN_HOME || state->screen == TF_SCREEN_ATTRACT;
    if (!is_shown || state->board == NULL) {
        return 0;
    }
    return strip_of(
        frame, rect, TF_ICON_CLOCK,
        tf_words_phase_soon(frame->arena, state->lang, state->zone, tf_board_gathering(state->board)));
}
