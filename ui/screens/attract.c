#include "screens/attract_far.h"
#include "widgets/style.h"
#include "widgets/take.h"

enum { WIFI_SHARE = 26 }; /* of the side column's width, in hundredths */

static struct tf_type_style lines(struct tf_type_style style, int count)
{
    style.lines = count;
    return style;
}

/* Sets a text at the top of rect as long as a line of it fits; takes what it used. */
static void set(struct tf_scene *scene, struct tf_rect *rect, const char *text, struct tf_type_style style,
                int gap)
{
    int line = tf_style_line_height(scene, style.type);
    if (text[0] == '\0' || rect->h < line) {
        return;
    }
    style.lines = tf_take_least(style.lines > 0 ? style.lines : 1, rect->h / line);
    int height = tf_scene_text_height(scene, rect->w, text, style);
    tf_scene_text(scene, tf_take_top(rect, height, gap), text, style);
}

/* ---- now and next, to be read from across the room ---- */

/* One session: its symbol, its title, and at the end its space. */
static void draw_session(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_card *card,
                         enum tf_type type)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), side = tf_style_line_height(scene, type) * 3 / 4;
    if (card->symbol >= 0) {
        struct tf_rect at = tf_take_left(&row, side, gap);
        tf_scene_symbol(scene, tf_take_middle(at, side, side), card->symbol);
    }
    struct tf_type_style place = tf_style_text(type, TF_PAINT_INK_SOFT);
    place.align = TF_ALIGN_END;
    place.valign = TF_VALIGN_MIDDLE;
    int width = tf_take_least(row.w * 2 / 5, tf_scene_text_width(scene, card->place, place) + 1);
    if (card->place[0] != '\0') {
        tf_scene_text(scene, tf_take_right(&row, width, gap), card->place, place);
    }
    struct tf_type_style title = tf_style_bold(type, TF_PAINT_INK);
    title.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, row, card->title, title);
}

/* Whether every title can be read to its end at that size. */
static bool shows_titles(struct tf_scene *scene, const struct tf_view_panel *panel, enum tf_type type,
                         int width_px)
{
    for (size_t i = 0; i < panel->card_count; i++) {
        const char *title = panel->cards[i].title;
        if (tf_scene_text_width(scene, title, tf_style_bold(type, TF_PAINT_INK)) > width_px) {
            return false;
        }
    }
    return true;
}

/* The largest size in which all of them fit, one a line. Where not even the smallest that reads from afar
 * does, they take turns, a page at a time. */
static void draw_sessions(const struct tf_frame *frame, struct tf_rect rect,
                          const struct tf_view_panel *panel)
{
    static const enum tf_type SIZES[] = {TF_TYPE_FAR, TF_TYPE_HUGE, TF_TYPE_DISPLAY, TF_TYPE_HEADLINE,
                                         TF_TYPE_TITLE};
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = 1, count = (int)panel->card_count;
    enum tf_type type = TF_TYPE_TITLE;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        type = SIZES[i];
        line = tf_style_line_height(scene, type) + gap;
        if (count * line - gap <= rect.h && shows_titles(scene, panel, type, rect.w * 3 / 5)) {
            break;
        }
    }
    int fit = tf_take_most(1, (rect.h + gap) / line), first = 0;
    if (rect.h < line - gap || count == 0) {
        return;
    }
    if (count > fit) {
        int pages = (count + fit - 1) / fit;
        first = (int)(frame->state->now_s / TF_VIEW_ATTRACT_PAGE_S % pages) * fit;
    }
    for (int i = first; i < count && i < first + fit; i++) {
        draw_session(frame, tf_take_top(&rect, line - gap, gap), &panel->cards[i], type);
    }
}

static void draw_panel(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_panel *panel,
                       bool is_now)
{
    struct tf_scene *scene = frame->scene;
    if (!panel->is_there || rect.h < tf_style_line_height(scene, TF_TYPE_HEADLINE) * 2) {
        return;
    }
    int pad = tf_style_gap(scene, TF_GAP_LARGE), gap = tf_style_gap(scene, TF_GAP_SMALL);
    tf_scene_box(scene, rect, is_now ? TF_PAINT_CARD : TF_PAINT_CARD_SOFT,
                 is_now ? TF_PAINT_ACCENT : tf_style_quiet_border(scene), tf_style_radius(scene) * 2);
    struct tf_rect in = tf_rect_inset(rect, pad, pad * 2 / 3);
    enum tf_type type = is_now ? TF_TYPE_DISPLAY : TF_TYPE_HEADLINE;
    struct tf_rect head = tf_take_top(&in, tf_style_line_height(scene, type), gap);
    struct tf_type_style count = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
    count.valign = TF_VALIGN_MIDDLE;
    count.align = TF_ALIGN_END;
    struct tf_type_style bold = tf_style_bold(type, is_now ? TF_PAINT_ACCENT : TF_PAINT_INK);
    int name = tf_scene_text_width(scene, panel->heading, bold) + 1;
    int left = tf_scene_text_width(scene, panel->countdown, count) + 1;
    if (panel->countdown[0] != '\0' && name + left + pad <= head.w) {
        tf_scene_text(scene, tf_take_right(&head, left, pad), panel->countdown, count);
    }
    tf_scene_text(scene, head, panel->heading, bold);
    if (panel->title[0] != '\0') {
        set(scene, &in, panel->title, lines(tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK), 2), gap);
    }
    draw_sessions(frame, in, panel);
}

/* ---- what this is ---- */

static void draw_principles(const struct tf_frame *frame, struct tf_rect rect,
                            const struct tf_view_attract *view)
{
    static const enum tf_type SIZES[] = {TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_BODY};
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_type_style style = lines(tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 2);
    for (size_t s = 0; s < sizeof SIZES / sizeof SIZES[0]; s++) {
        style.type = SIZES[s];
        int height = 0;
        for (size_t i = 0; i < TF_VIEW_ATTRACT_PRINCIPLES; i++) {
            height += *view->principles[i] != '\0'
                          ? tf_scene_text_height(scene, rect.w, view->principles[i], style) + gap
                          : 0;
        }
        struct tf_type_style law = style;
        law.bold = true;
        height += *view->law != '\0' ? tf_scene_text_height(scene, rect.w, view->law, law) + gap +
                                           tf_scene_text_height(scene, rect.w, view->law_text, style)
                                     : 0;
        if (height <= rect.h) {
            break;
        }
    }
    for (size_t i = 0; i < TF_VIEW_ATTRACT_PRINCIPLES; i++) {
        if (*view->principles[i] != '\0') {
            set(scene, &rect, view->principles[i], style, gap);
        }
    }
    if (*view->law == '\0') {
        return;
    }
    struct tf_type_style law = style;
    law.bold = true;
    law.paint = TF_PAINT_ACCENT;
    set(scene, &rect, view->law, law, gap);
    set(scene, &rect, view->law_text, style, 0);
}

/* How to propose, in three pictures. */
static void draw_steps(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_attract *view)
{
    static const enum tf_icon ICONS[TF_VIEW_ATTRACT_STEPS] = {TF_ICON_EDIT, TF_ICON_GRID, TF_ICON_DISCUSSION};
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), side = row.h * 3 / 5;
    struct tf_type_style touch = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_ON_ACCENT);
    touch.align = TF_ALIGN_CENTRE;
    touch.valign = TF_VALIGN_MIDDLE;
    touch.lines = 2;
    struct tf_rect begin = tf_take_right(&row, row.w / 4, gap);
    tf_scene_box(scene, begin, TF_PAINT_ACCENT, TF_PAINT_NONE, tf_style_radius(scene) * 2);
    tf_scene_text(scene, tf_rect_inset(begin, gap, 0), view->touch, touch);
    int width = (row.w - (TF_VIEW_ATTRACT_STEPS - 1) * gap) / TF_VIEW_ATTRACT_STEPS;
    for (int i = 0; i < TF_VIEW_ATTRACT_STEPS; i++) {
        struct tf_rect step = tf_take_left(&row, width, gap);
        tf_scene_box(scene, step, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
        struct tf_rect in = tf_rect_inset(step, gap, 0);
        side = tf_take_least(side, in.w / 3);
        struct tf_rect at = tf_take_left(&in, side, gap);
        tf_scene_icon(scene, tf_take_middle(at, side, side), ICONS[i], TF_PAINT_ACCENT);
        struct tf_type_style style = lines(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), 3);
        style.valign = TF_VALIGN_MIDDLE;
        if (!tf_style_keeps_words(scene, view->steps[i], style, in.w) ||
            tf_scene_text_height(scene, in.w, view->steps[i], style) > in.h) {
            style.type = TF_TYPE_BODY;
            style.lines = tf_take_least(3, tf_take_most(1, in.h / tf_style_line_height(scene, TF_TYPE_BODY)));
        }
        tf_scene_text(scene, in, view->steps[i], style);
    }
}

static void draw_news(const struct tf_frame *frame, struct tf_rect *body, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    if (view->news[0] == '\0') {
        return;
    }
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), side = tf_style_line_height(scene, TF_TYPE_TITLE);
    struct tf_type_style style = lines(tf_style_bold(TF_TYPE_TITLE, TF_PAINT_ON_WARN), 2);
    style.valign = TF_VALIGN_MIDDLE;
    int width = body->w - 3 * pad - side;
    int height = tf_take_most(side, tf_scene_text_height(scene, width, view->news, style)) + 2 * pad;
    struct tf_rect band = tf_take_bottom(body, height, pad);
    tf_scene_box(scene, band, TF_PAINT_WARN, TF_PAINT_NONE, tf_style_radius(scene) * 2);
    struct tf_rect in = tf_rect_inset(band, pad, pad);
    struct tf_rect at = tf_take_left(&in, side, pad);
    tf_scene_icon(scene, tf_take_middle(at, side, side), TF_ICON_NEWS, TF_PAINT_ON_WARN);
    tf_scene_text(scene, in, view->news, style);
}

/* Takes the code off the end of rect, when there is one. */
static void draw_wifi(const struct tf_frame *frame, struct tf_rect *rect, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    if (view->wifi[0] == '\0') {
        return;
    }
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_style_line_height(scene, TF_TYPE_BODY);
    int least = TF_ATTRACT_MODULE_PX * TF_ATTRACT_QR_MODULES + gap;
    int side = tf_take_most(rect->w * WIFI_SHARE / 100, tf_take_most(tf_style_target(scene) * 2, least));
    if (side > rect->w / 2 || side > rect->h / 2) {
        side = least;
    }
    if (side > rect->w * 3 / 4 || side > rect->h / 2) { /* it has a page of its own */
        return;
    }
    struct tf_rect row = tf_take_bottom(rect, side, gap);
    struct tf_rect box = tf_take_left(&row, side, tf_style_gap(scene, TF_GAP_LARGE));
    tf_scene_box(scene, box, TF_PAINT_QR_LIGHT, TF_PAINT_LINE, tf_style_radius(scene));
    tf_scene_qr(scene, tf_rect_inset(box, gap / 2, gap / 2), view->wifi, TF_ATTRACT_MODULE_PX);
    struct tf_type_style style = lines(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), 3);
    struct tf_rect icon = tf_take_top(&row, line * 3 / 2, gap);
    icon.w = icon.h;
    tf_scene_icon(scene, icon, TF_ICON_WIFI, TF_PAINT_ACCENT);
    set(scene, &row, view->wifi_hint, style, 0);
}

static void draw_title(const struct tf_frame *frame, struct tf_rect *body, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    int big = tf_style_line_height(scene, TF_TYPE_DISPLAY), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_rect row = tf_take_top(body, big, gap);
    struct tf_type_style clock = tf_style_bold(TF_TYPE_DISPLAY, TF_PAINT_INK);
    clock.valign = TF_VALIGN_MIDDLE;
    int width = tf_scene_text_width(scene, view->clock, clock) + 1;
    tf_scene_text(scene, tf_take_right(&row, width, gap * 2), view->clock, clock);
    struct tf_rect mark = tf_take_left(&row, big * 3 / 4, gap);
    tf_scene_icon(scene, tf_take_middle(mark, mark.w, mark.w), TF_ICON_TWO_FEET, TF_PAINT_ACCENT);
    struct tf_type_style title = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK);
    if (tf_scene_text_width(scene, view->title, title) > row.w) {
        title = lines(tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK), 2);
    }
    if (tf_scene_text_height(scene, row.w, view->title, title) > row.h) {
        title = lines(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), 2);
    }
    title.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, row, view->title, title);
}

static void draw_day(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    draw_title(frame, &body, view);
    draw_news(frame, &body, view);
    draw_steps(frame, tf_take_bottom(&body, target * 5 / 4, gap), view);
    struct tf_rect side = frame->is_portrait ? tf_take_bottom(&body, body.h * 36 / 100, gap)
                                             : tf_take_right(&body, body.w * 36 / 100, gap);
    draw_wifi(frame, &side, view);
    draw_principles(frame, side, view);
    bool has_both = view->now.is_there && view->next.is_there;
    struct tf_rect now =
        has_both ? tf_take_top(&body, body.h * 58 / 100, tf_style_gap(scene, TF_GAP_MEDIUM)) : body;
    draw_panel(frame, view->now.is_there ? now : (struct tf_rect){0}, &view->now, true);
    draw_panel(frame, body, &view->next, false);
}

/* All is dark but the time. */
static void draw_night(const struct tf_frame *frame, struct tf_rect whole, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    tf_scene_box(scene, whole, TF_PAINT_QR_DARK, TF_PAINT_NONE, 0);
    int big = tf_style_line_height(scene, TF_TYPE_HUGE), small = tf_style_line_height(scene, TF_TYPE_TITLE);
    int gap = tf_style_gap(scene, TF_GAP_LARGE);
    struct tf_rect block = tf_take_middle(whole, whole.w, big + gap + small);
    bool is_light = tf_scene_theme(scene)->scheme == TF_SCHEME_LIGHT;
    enum tf_paint dim = is_light ? TF_PAINT_INK_SOFT : TF_PAINT_LINE;
    struct tf_type_style clock = tf_style_bold(TF_TYPE_HUGE, dim);
    struct tf_type_style date = tf_style_text(TF_TYPE_TITLE, dim);
    clock.align = date.align = TF_ALIGN_CENTRE;
    tf_scene_text(scene, tf_take_top(&block, big, gap), view->clock, clock);
    tf_scene_text(scene, block, view->date, date);
}

static void draw_page(const struct tf_frame *frame, const struct tf_view_attract *view)
{
    switch (view->page) {
    case TF_ATTRACT_ALL:
        draw_day(frame, frame->body, view);
        break;
    case TF_ATTRACT_ONE:
        tf_attract_one(frame, view);
        break;
    case TF_ATTRACT_NEWS:
        tf_attract_news(frame, view);
        break;
    case TF_ATTRACT_WIFI:
        tf_attract_wifi(frame, view);
        break;
    case TF_ATTRACT_COUNT_DOWN:
        tf_attract_count_down(frame, view);
        break;
    }
}

void tf_attract_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_theme *theme = tf_scene_theme(scene);
    struct tf_rect whole = {0, 0, theme->width_px, theme->height_px};
    struct tf_view_attract view;
    tf_view_attract(&view, frame->arena, frame->state);
    if (view.is_night) {
        draw_night(frame, whole, &view);
    } else {
        draw_page(frame, &view);
    }
    /* Whatever is touched: it wakes. */
    struct tf_target anywhere = {
        .rect = whole,
        .tag = tf_style_tag((struct tf_intent){TF_INTENT_STILL_HERE, 0, 0}),
        .label = view.touch,
    };
    tf_scene_target(scene, &anywhere);
}
