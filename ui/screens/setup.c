/* A wall without an event: one question after the other. */
#include "model/view_setup.h"
#include "screens/screen.h"
#include "screens/tiles.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/header.h"
#include "widgets/keyboard.h"
#include "widgets/pad.h"
#include "widgets/style.h"
#include "widgets/take.h"

static struct tf_intent ask(enum tf_setup_do what, uint64_t b)
{
    return (struct tf_intent){TF_INTENT_ORGANISE, what, b};
}

/* Back (but from the first), where one is, and what everybody can set for themselves. */
static void draw_top(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_setup *view)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    int gap = tf_style_gap(scene, TF_GAP_LARGE);
    struct tf_rect left = tf_header(scene, row, frame->state);
    struct tf_button back = {
        .icon = TF_ICON_BACK,
        .text = tf_tr(lang, "Back"),
        .label = tf_tr(lang, "Back"),
        .intent = {TF_INTENT_BACK, 0, 0},
    };
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 2;
    int words = tf_scene_text_width(scene, view->progress, style) + gap;
    if (left.w - tf_button_width(scene, &back) - words < tf_style_target(scene) * 2) {
        back.text = "";
    }
    if (view->step != TF_SETUP_LANGUAGE) {
        back.rect = tf_take_left(&left, tf_button_width(scene, &back), gap);
        tf_button(scene, &back);
    }
    struct tf_type_style quiet = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    quiet.valign = TF_VALIGN_MIDDLE;
    quiet.align = TF_ALIGN_END;
    (void)tf_take_right(&left, gap, 0); /* what is one tap away stands beside it */
    tf_scene_text(scene, tf_take_right(&left, words, gap), view->progress, quiet);
    tf_scene_text(scene, left, view->heading, style);
}

static int field_height(struct tf_scene *scene)
{
    return tf_take_most(tf_style_target(scene), tf_field_height(scene, false, 1));
}

/* below: what has to stand under it; 0: nothing. Where a panel is too low for both, the field's own label
 * asks. */
static void draw_question(const struct tf_frame *frame, struct tf_rect *body,
                          const struct tf_view_setup *view, bool is_small, int below)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_type_style title = tf_style_bold(is_small ? TF_TYPE_TITLE : TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style hint = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    title.lines = 2;
    hint.lines = 4;
    int height = tf_scene_text_height(scene, body->w, view->title, title);
    if (below > 0 && height + gap + below > body->h) {
        return;
    }
    tf_scene_text(scene, tf_take_top(body, height, gap), view->title, title);
    if (view->hint[0] != '\0') {
        height = tf_scene_text_height(scene, body->w, view->hint, hint);
        tf_scene_text(scene, tf_take_top(body, height, gap), view->hint, hint);
    }
}

/* ---- the answers ---- */

static void draw_languages(const struct tf_frame *frame, struct tf_rect body,
                           const struct tf_view_setup *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    int columns = frame->is_portrait ? 1 : 2, rows = (TF_LANG_COUNT + columns - 1) / columns;
    int width = (body.w - (columns - 1) * gap) / columns;
    int height = tf_take_least(target * 3, (body.h - (rows - 1) * gap) / rows);
    for (int i = 0; i < TF_LANG_COUNT; i++) {
        struct tf_button button = {
            .rect = {body.x + i % columns * (width + gap), body.y + i / columns * (height + gap), width,
                     height},
            .look = (enum tf_lang)i == frame->state->lang ? TF_BUTTON_MAIN : TF_BUTTON_PLAIN,
            .text = view->languages[i],
            .intent = ask(TF_SETUP_DO_LANGUAGE, (uint64_t)i),
        };
        tf_button(scene, &button);
    }
}

static void draw_zone(const struct tf_frame *frame, struct tf_rect rect,
                      const struct tf_view_setup_zone *zone, uint64_t index)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_tag tag = tf_style_tag(ask(TF_SETUP_DO_ZONE, index));
    bool is_first = index == 0, is_pressed = tf_scene_is_pressed(scene, tag);
    tf_scene_box(scene, rect, is_first || is_pressed ? TF_PAINT_ACCENT_SOFT : TF_PAINT_CARD,
                 is_first ? TF_PAINT_ACCENT : TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_target target = {.rect = rect, .tag = tag, .role = TF_TARGET_BUTTON, .label = zone->name};
    tf_scene_target(scene, &target);
    struct tf_rect in = tf_rect_inset(rect, pad, 0);
    struct tf_type_style name = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    struct tf_type_style about = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    name.lines = 1;
    int name_height = tf_style_line_height(scene, TF_TYPE_LABEL);
    int about_height = tf_style_line_height(scene, TF_TYPE_SMALL);
    if (name_height + about_height > in.h) {
        about_height = 0;
    }
    in = tf_take_middle(in, in.w, tf_take_least(in.h, name_height + about_height));
    tf_scene_text(scene, tf_take_top(&in, name_height, 0), zone->name, name);
    if (about_height > 0) {
        tf_scene_text(scene, in, zone->about, about);
    }
}

static void draw_zones(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_setup *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), height = tf_style_target(scene);
    int columns = frame->is_portrait || body.w < frame->body.w / 2 ? 1 : 3,
        width = (body.w - (columns - 1) * gap) / columns;
    int fit = columns * ((body.h + gap) / (height + gap));
    if (view->zone_count == 0) {
        struct tf_type_style style = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT);
        style.lines = tf_take_most(1, body.h / tf_style_line_height(scene, TF_TYPE_LABEL));
        style.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, body, view->none, style);
    }
    for (int i = 0; i < fit && i < (int)view->zone_count; i++) {
        struct tf_rect rect = {body.x + i % columns * (width + gap), body.y + i / columns * (height + gap),
                               width, height};
        draw_zone(frame, rect, &view->zones[i], (uint64_t)i);
    }
}

static void draw_typed(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_setup *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    struct tf_keyboard keyboard = {
        .rect = tf_take_bottom(&body,
                               tf_take_least(tf_keyboard_height(scene, frame->state->typing, body.w),
                                             body.h - gap - field_height(scene)),
                               gap),
        .state = frame->state->typing,
        .editor = view->editor,
        .enter = tf_trc(frame->state->lang, "key", "Next"),
        .phone_url = "",
    };
    tf_keyboard(scene, &keyboard);
    struct tf_button next = {
        .look = TF_BUTTON_MAIN,
        .text = view->next,
        .intent = ask(TF_SETUP_DO_NEXT, 0),
    };
    struct tf_rect row = tf_take_top(&body, field_height(scene), gap);
    if (view->step == TF_SETUP_TITLE) {
        int width = tf_take_least(tf_button_width(scene, &next), row.w / 2);
        struct tf_rect beside = tf_take_right(&row, width, gap);
        next.rect =
            tf_take_bottom(&beside, tf_take_most(target, tf_field_height(scene, false, 1) * 6 / 10), 0);
        tf_button(scene, &next);
    }
    if (view->step == TF_SETUP_ZONE && body.h < target) { /* no room for it below */
        body = tf_take_right(&row, row.w / 3, gap);
        body = tf_take_bottom(&body, target, 0);
    }
    struct tf_field_view field = {
        .rect = row,
        .editor = view->editor,
        .label = view->field,
        .placeholder = view->placeholder,
        .left = tf_typing_left(frame->arena, frame->state->lang, view->editor),
        .is_active = true,
    };
    tf_field(scene, &field);
    if (view->step == TF_SETUP_ZONE) {
        draw_zones(frame, body, view);
    }
}

static const char *typed(const void *user, int i)
{
    const struct tf_view_setup *view = user;
    return view->digits[i];
}

static void draw_pad(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_setup *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_HUGE), target = tf_style_target(scene);
    struct tf_rect rect = frame->is_portrait
                              ? tf_take_bottom(&body, body.h * 6 / 10, gap)
                              : tf_take_right(&body, tf_take_most(4 * target, body.w * 38 / 100), gap);
    struct tf_pad pad = {
        .rect = tf_take_middle(rect, rect.w, tf_take_least(rect.h, 6 * target)),
        .lang = frame->state->lang,
        .digit = ask(TF_SETUP_DO_DIGIT, 0),
        .back = ask(TF_SETUP_DO_DIGIT_BACK, 0),
        .enter = ask(TF_SETUP_DO_NEXT, 0),
        .enter_text = view->next,
        .enter_why_not = view->next_why_not,
    };
    tf_pad(scene, &pad);
    struct tf_button skip = {.text = view->skip, .intent = ask(TF_SETUP_DO_NO_PIN, 0)};
    skip.rect = tf_take_bottom(&body, target, tf_style_gap(scene, TF_GAP_LARGE));
    skip.rect.w = tf_take_least(skip.rect.w, tf_button_width(scene, &skip));
    tf_button(scene, &skip);
    draw_question(frame, &body, view, frame->is_portrait, 0);
    struct tf_rect row = tf_take_top(&body, tf_take_least(body.h, target * 6 / 5), 0);
    row.w = tf_take_least(row.w, target * (int)view->boxes);
    tf_pad_places(scene, row, (int)view->boxes, typed, view);
}

void tf_setup_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_setup view;
    tf_view_setup(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    bool types = view.editor != NULL && frame->state->typing != NULL;
    draw_top(frame, tf_take_top(&body, target, types ? tf_style_gap(scene, TF_GAP_SMALL) : gap), &view);
    if (view.boxes > 0) {
        draw_pad(frame, body, &view);
    } else {
        int keys = types ? tf_keyboard_height(scene, frame->state->typing, body.w) : 0;
        int zones = view.step == TF_SETUP_ZONE ? target + tf_style_gap(scene, TF_GAP_MEDIUM) : 0;
        int below = types ? field_height(scene) + tf_style_gap(scene, TF_GAP_MEDIUM) + zones + keys : 0;
        draw_question(frame, &body, &view, types, below);
        if (types) {
            draw_typed(frame, body, &view);
        } else if (view.step == TF_SETUP_LANGUAGE) {
            draw_languages(frame, body, &view);
        }
    }
    if (view.is_busy) {
        tf_propose_saving(frame, tf_tr(frame->state->lang, "One moment…"), false);
    }
}
