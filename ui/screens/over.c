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
static struct tf_rect dialog(const struct tf_frame *frame, int width, int height)
{
    struct tf_scene *scene = frame->scene;
    tf_scene_modal(scene);
    tf_scene_box(scene, whole(frame), TF_PAINT_SHADE, TF_PAINT_NONE, 0);
    struct tf_rect box = tf_take_middle(whole(frame), tf_take_least(width, frame->body.w),
                                        tf_take_least(height, frame->body.h));
    tf_scene_box(scene, box, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    return tf_rect_inset(box, tf_style_gap(scene, TF_GAP_HUGE), tf_style_gap(scene, TF_GAP_HUGE));
}

static void languages(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    int target = tf_style_target(scene), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    int pad = tf_style_gap(scene, TF_GAP_HUGE);
    int title = tf_style_line_height(scene, TF_TYPE_TITLE);
    int height = 2 * pad + title + (TF_LANG_COUNT + 1) * (target + gap) - pad / 2;
    struct tf_rect in = dialog(frame, target * 6, height);
    struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
    tf_scene_text(scene, tf_take_top(&in, title, gap), tf_tr(lang, "Language"), style);
    for (int l = 0; l < TF_LANG_COUNT; l++) {
        struct tf_button button = {
            .rect = tf_take_top(&in, target, gap),
            .icon = l == (int)lang ? TF_ICON_CHECK : TF_ICON_NONE,
            .text = tf_lang_own_name((enum tf_lang)l),
            .selected = l == (int)lang,
            .role = TF_TARGET_ITEM,
            .intent = {TF_INTENT_LANGUAGE, (uint64_t)l, 0},
        };
        tf_button(scene, &button);
    }
    struct tf_button close = {
        .rect = in,
        .look = TF_BUTTON_QUIET,
        .icon = TF_ICON_CLOSE,
        .text = tf_tr(lang, "Close"),
        .intent = {TF_INTENT_BACK, 0, 0},
    };
    close.rect = tf_take_top(&in, target, 0);
    tf_button(scene, &close);
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
    struct tf_rect in = dialog(frame, width, 2 * pad + title + why_height + 2 * gap + target);
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
    if (frame->state->asks_still_there) {
        still_there(frame);
    }
}
