#include "screens/screen.h"

#include "words/words.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/header.h"
#include "widgets/pager.h"
#include "widgets/style.h"
#include "widgets/take.h"

enum { QR_MODULE_PX = 6, QR_MODULES = 37 /* version 3 and its quiet zone: an address of this kind */ };

static struct tf_type_style lines(struct tf_type_style style, int count)
{
    style.lines = count;
    return style;
}

/* Sets a text and takes its height off the top of rect. */
static void set(struct tf_scene *scene, struct tf_rect *rect, const char *text, struct tf_type_style style,
                int gap)
{
    if (text[0] == '\0' || rect->h <= 0)
        return;
    int height = tf_take_least(rect->h, tf_scene_text_height(scene, rect->w, text, style));
    tf_scene_text(scene, tf_take_top(rect, height, gap), text, style);
}

static void set_with_icon(struct tf_scene *scene, struct tf_rect *rect, enum tf_icon icon, const char *text,
                          enum tf_type type, int gap)
{
    if (text[0] == '\0')
        return;
    int side = tf_style_line_height(scene, type), between = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_type_style style = lines(tf_style_text(type, TF_PAINT_INK), 2);
    int width = rect->w - side - between;
    int height = tf_take_least(rect->h, tf_scene_text_height(scene, width, text, style));
    struct tf_rect row = tf_take_top(rect, height, gap);
    struct tf_rect at = tf_take_left(&row, side, between);
    tf_scene_icon(scene, tf_take_top(&at, side, 0), icon, TF_PAINT_INK_SOFT);
    tf_scene_text(scene, row, text, style);
}

static void draw_state(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    if (view->state_text[0] == '\0')
        return;
    enum tf_icon icon = view->state == TF_SESSION_MERGED      ? TF_ICON_MERGE
                        : view->state == TF_SESSION_WITHDRAWN ? TF_ICON_WITHDRAW
                                                              : TF_ICON_INFO;
    int height = tf_banner_inline(scene, *column, icon, view->state_text);
    tf_take_top(column, height, gap);
    if (view->merged_into != 0) {
        struct tf_button other = {
            .look = TF_BUTTON_MAIN,
            .icon = TF_ICON_FORWARD,
            .icon_after = true,
            .text = view->merged_title,
            .intent = {TF_INTENT_SESSION, view->merged_into, 0},
            .rect = *column,
        };
        int width = tf_take_least(column->w, tf_button_width(scene, &other));
        other.rect = tf_take_top(column, tf_style_target(scene), gap);
        other.rect.w = width;
        tf_button(scene, &other);
    }
}

static void draw_title(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int small = tf_style_gap(scene, TF_GAP_SMALL), medium = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_type_style title = lines(tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK), 0);
    if (tf_scene_text_height(scene, column->w, view->title, title) > column->h * 2 / 5)
        title.type = TF_TYPE_TITLE;
    title.lines = 5;
    set(scene, column, view->title, title, small);
    set(scene, column, view->subtitle, lines(tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT), 2), medium);
    set_with_icon(scene, column, TF_ICON_HOST, view->host, TF_TYPE_LABEL, medium);
}

/* Where and when, each time it takes place: what one came to this page for. */
static void draw_place(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_place *place)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), gap = tf_style_gap(scene, TF_GAP_TINY);
    if (place->is_now)
        tf_style_frame(scene, rect, 2 * tf_scene_theme(scene)->line_px, TF_PAINT_ACCENT, TF_PAINT_CARD,
                       tf_style_radius(scene));
    else
        tf_scene_box(scene, rect, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(rect, pad, pad);
    int side = tf_take_least(in.h, tf_style_target(scene) * 3 / 5);
    struct tf_rect symbol = tf_take_left(&in, side, pad);
    tf_scene_symbol(scene, tf_take_middle(symbol, side, side), place->symbol);

    struct tf_type_style relation =
        tf_style_bold(TF_TYPE_LABEL, place->is_past ? TF_PAINT_INK_SOFT : TF_PAINT_ACCENT);
    relation.align = TF_ALIGN_END;
    relation.valign = TF_VALIGN_MIDDLE;
    int width = tf_take_least(in.w / 2, tf_scene_text_width(scene, place->relation, relation) + 1);
    tf_scene_text(scene, tf_take_right(&in, width, pad), place->relation, lines(relation, 2));

    int name = tf_style_line_height(scene, TF_TYPE_TITLE), when = tf_style_line_height(scene, TF_TYPE_BODY);
    struct tf_rect block = tf_take_middle(in, in.w, name + gap + when);
    enum tf_paint ink = place->is_past ? TF_PAINT_INK_SOFT : TF_PAINT_INK;
    tf_scene_text(scene, tf_take_top(&block, name, gap), place->space, tf_style_bold(TF_TYPE_TITLE, ink));
    tf_scene_text(scene, block, place->when, tf_style_text(TF_TYPE_BODY, ink));
}

static void draw_places(const struct tf_frame *frame, struct tf_rect *column,
                        const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    int height = 2 * pad + tf_style_line_height(scene, TF_TYPE_TITLE) +
                 tf_style_line_height(scene, TF_TYPE_BODY) + tf_style_gap(scene, TF_GAP_TINY);
    size_t most = (size_t)tf_take_most(1, column->h * 2 / 3 / (height + gap));
    size_t first = 0; /* what is over gives way to what comes */
    while (view->place_count - first > most && view->places[first].is_past)
        first++;
    for (size_t i = first; i < view->place_count && i < first + most; i++)
        draw_place(frame, tf_take_top(column, height, gap), &view->places[i]);
    if (view->no_place[0] != '\0') {
        struct tf_rect box = tf_take_top(column, tf_style_target(scene), gap);
        tf_scene_box(scene, box, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
        struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
        style.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, tf_rect_inset(box, pad, 0), view->no_place, style);
    }
    tf_take_top(column, gap, 0);
}

/* As much as fits; the rest by turning pages of whole lines. */
static void draw_about(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    struct tf_type_style style = lines(tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 0);
    int line = tf_style_line_height(scene, TF_TYPE_BODY);
    if (view->about[0] == '\0' || rect.h < line)
        return;
    int all = tf_scene_text_height(scene, rect.w, view->about, style);
    if (all <= rect.h) {
        tf_scene_text(scene, (struct tf_rect){rect.x, rect.y, rect.w, all}, view->about, style);
        return;
    }
    struct tf_rect bar = tf_take_bottom(&rect, tf_style_target(scene), tf_style_gap(scene, TF_GAP_SMALL));
    int total = (all + line - 1) / line, page = tf_take_most(1, rect.h / line);
    int first = tf_take_most(0, tf_take_least(view->first_line, total - 1));
    rect.h = page * line;
    tf_scene_clip(scene, rect);
    tf_scene_text(scene, (struct tf_rect){rect.x, rect.y - first * line, rect.w, all}, view->about, style);
    tf_scene_unclip(scene);
    struct tf_pager pager = {
        .what = TF_INTENT_SCROLL,
        .is_upright = true,
        .has_previous = first > 0,
        .has_next = first + page < total,
        .previous = (uint64_t)tf_take_most(0, first - page),
        .next = (uint64_t)(first + page),
        .text = "",
        .previous_label = tf_tr(lang, "Further up"),
        .next_label = tf_tr(lang, "Further down"),
        .first_reason = tf_tr(lang, "This is the beginning."),
        .last_reason = tf_tr(lang, "This is the end."),
    };
    tf_pager(scene, bar, &pager);
}

static enum tf_icon need_icon(enum tf_feature feature)
{
    switch (feature) {
    case TF_FEATURE_PROJECTOR:
        return TF_ICON_PROJECTOR;
    case TF_FEATURE_QUIET:
        return TF_ICON_QUIET;
    case TF_FEATURE_FLOOR:
        return TF_ICON_FLOOR;
    case TF_FEATURE_STEP_FREE:
        return TF_ICON_STEP_FREE;
    }
    return TF_ICON_INFO;
}

static enum tf_icon session_icon(enum tf_session_format format)
{
    static const enum tf_icon ICONS[TF_SESSION_FORMAT_COUNT] = {
        [TF_FORMAT_UNSAID] = TF_ICON_INFO,
        [TF_FORMAT_TALK] = TF_ICON_TALK,
        [TF_FORMAT_DISCUSSION] = TF_ICON_DISCUSSION,
        [TF_FORMAT_WORKSHOP] = TF_ICON_WORKSHOP,
        [TF_FORMAT_HELP] = TF_ICON_HELP,
        [TF_FORMAT_OTHER] = TF_ICON_INFO,
    };
    return ICONS[format];
}

static void draw_facts(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    set_with_icon(scene, column, TF_ICON_STAR_FULL, view->stars, TF_TYPE_BODY, gap);
    set_with_icon(scene, column, session_icon(view->format), view->format_name, TF_TYPE_BODY, gap);
    set_with_icon(scene, column, TF_ICON_LANGUAGE, view->language, TF_TYPE_BODY, gap);
    for (size_t i = 0; i < view->need_count; i++)
        set_with_icon(scene, column, need_icon(view->needs[i].feature), view->needs[i].name, TF_TYPE_BODY,
                      gap);
    set_with_icon(scene, column, TF_ICON_NOTES, view->track, TF_TYPE_BODY, gap);
}

/* The code, what it holds in letters, and what it is for; or why there is none. Returns the height used. */
static void draw_code(const struct tf_frame *frame, struct tf_rect *column,
                      const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), gap = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_type_style hint = lines(tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 4);
    struct tf_type_style address = lines(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), 2);
    hint.align = address.align = TF_ALIGN_CENTRE;
    int width = column->w - 2 * pad;
    int hint_height = tf_scene_text_height(scene, width, view->qr_hint, hint);
    if (view->qr[0] == '\0') {
        int side = tf_style_target(scene) * 3 / 5;
        struct tf_rect box = tf_take_top(column, side + hint_height + 3 * pad, pad);
        tf_scene_box(scene, box, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
        struct tf_rect in = tf_rect_inset(box, pad, pad);
        tf_scene_icon(scene, tf_take_middle(tf_take_top(&in, side, pad), side, side), TF_ICON_PHONE,
                      TF_PAINT_INK_SOFT);
        tf_scene_text(scene, in, view->qr_hint, hint);
        return;
    }
    int address_height = tf_scene_text_height(scene, width, view->address, address);
    int side = tf_take_least(width, tf_take_most(QR_MODULE_PX * QR_MODULES, column->h * 9 / 20));
    struct tf_rect box = tf_take_top(column, side + address_height + hint_height + 2 * pad + 2 * gap, pad);
    tf_scene_box(scene, box, TF_PAINT_QR_LIGHT, TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(box, pad, pad);
    hint.paint = address.paint = TF_PAINT_QR_DARK;
    tf_scene_qr(scene, tf_take_middle(tf_take_top(&in, side, gap), side, side), view->qr, QR_MODULE_PX);
    tf_scene_text(scene, tf_take_top(&in, address_height, gap), view->address, address);
    tf_scene_text(scene, in, view->qr_hint, hint);
}

void tf_session_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_session view;
    tf_view_session(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), wide = tf_style_gap(scene, TF_GAP_HUGE);
    tf_screen_top(frame, tf_take_top(&body, tf_style_target(scene), gap), "");
    if (view.is_bare) {
        draw_state(frame, &body, &view);
        return;
    }
    if (!frame->is_portrait) {
        struct tf_rect side = tf_take_right(&body, body.w * 30 / 100, wide);
        draw_code(frame, &side, &view);
        draw_facts(frame, &side, &view);
    }
    draw_state(frame, &body, &view);
    draw_title(frame, &body, &view);
    draw_places(frame, &body, &view);
    if (frame->is_portrait) {
        struct tf_rect foot = tf_take_bottom(&body, body.h / 2, gap), facts = foot;
        struct tf_rect code = tf_take_left(&facts, foot.w * 55 / 100, wide);
        draw_code(frame, &code, &view);
        draw_facts(frame, &facts, &view);
    }
    draw_about(frame, body, &view);
}
