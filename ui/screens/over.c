#include "screens/screen.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

static struct tf_rect whole(const struct tf_frame *frame)
{
    const struct tf_theme *theme = tf_scene_theme(frame->scene);
    return (struct tf_rect){0, 0, theme->width_px, theme->height_px};
}

/* Everything behind is shaded and dead. */
struct tf_rect tf_over_dialog(const struct tf_frame *frame, int width, int height)
{
    struct tf_scene *scene = frame->scene;
    tf_scene_modal(scene);
    tf_scene_box(scene, whole(frame), TF_PAINT_SHADE, TF_PAINT_NONE, 0);
    struct tf_rect box =
        tf_take_middle(frame->state->is_lowered ? frame->body : whole(frame),
                       tf_take_least(width, frame->body.w), tf_take_least(height, frame->body.h));
    tf_scene_box(scene, box, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    return tf_rect_inset(box, tf_style_gap(scene, TF_GAP_HUGE), tf_style_gap(scene, TF_GAP_HUGE));
}

static void languages(const struct tf_frame *frame)
{
    enum { ITEMS = TF_LANG_COUNT + 1 }; /* and a way out */
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    int target = tf_style_target(scene), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    int around = 2 * tf_style_gap(scene, TF_GAP_HUGE) + tf_style_line_height(scene, TF_TYPE_TITLE);
    int columns = around + ITEMS * (target + gap) > frame->body.h ? 2 : 1,
        rows = (ITEMS + columns - 1) / columns;
    struct tf_rect in =
        tf_over_dialog(frame, target * (columns == 1 ? 6 : 9), around + rows * (target + gap));
    struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
    struct tf_rect title = tf_take_top(&in, tf_style_line_height(scene, TF_TYPE_TITLE), gap);
    tf_scene_text(scene, title, tf_tr(lang, "Language"), style);
    int width = (in.w - (columns - 1) * gap) / columns;
    for (int i = 0; i < ITEMS; i++) {
        bool is_close = i == TF_LANG_COUNT, is_chosen = i == (int)lang;
        struct tf_button button = {
            .rect = {in.x + i % columns * (width + gap), in.y + i / columns * (target + gap), width, target},
            .look = is_close ? TF_BUTTON_QUIET : TF_BUTTON_PLAIN,
            .icon = is_close    ? TF_ICON_CLOSE
                    : is_chosen ? TF_ICON_CHECK
                                : TF_ICON_NONE,
            .text = is_close ? tf_tr(lang, "Close") : tf_lang_own_name((enum tf_lang)i),
            .selected = is_chosen,
            .role = is_close ? TF_TARGET_BUTTON : TF_TARGET_ITEM,
            .intent = {is_close ? TF_INTENT_BACK : TF_INTENT_LANGUAGE, is_close ? 0 : (uint64_t)i, 0},
        };
        tf_button(scene, &button);
    }
}

static void still_there(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    int target = tf_style_target(scene), gap = tf_style_gap(scene, TF_GAP_LARGE);
    int pad = tf_style_gap(scene, TF_GAP_HUGE);
    const char *question = tf_tr(lang, "Still there?");
    const char *why = tf_tr(lang, "Otherwise this screen goes back to the start for the next person.");
    struct tf_type_style big = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style small = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    small.lines = 4;
    int width = tf_take_least(target * 8, frame->body.w);
    int why_height = tf_scene_text_height(scene, width - 2 * pad, why, small);
    int title = tf_style_line_height(scene, TF_TYPE_HEADLINE);
    struct tf_rect in = tf_over_dialog(frame, width, 2 * pad + title + why_height + 2 * gap + target);
    tf_scene_text(scene, tf_take_top(&in, title, gap), question, big);
    tf_scene_text(scene, tf_take_top(&in, why_height, gap), why, small);
    struct tf_button yes = {
        .rect = tf_take_bottom(&in, target, 0),
        .look = TF_BUTTON_MAIN,
        .icon = TF_ICON_CHECK,
        .text = tf_tr(lang, "Yes, go on"),
        .intent = {TF_INTENT_STILL_HERE, 0, 0},
    };
    tf_button(scene, &yes);
}

void tf_over_draw(const struct tf_frame *frame)
{
    if (frame->state->notice != NULL && frame->state->notice[0] != '\0') {
        tf_banner_notice(frame->scene, frame->body, TF_ICON_INFO, frame->state->notice);
    }
    if (frame->state->languages_open) {
        languages(frame);
    }
    if (frame->state->speech_open) {
        tf_speech_draw(frame);
    }
    if (frame->state->asks_still_there) {
        still_there(frame);
    }
}
