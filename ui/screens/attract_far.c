#include "screens/attract_far.h"

#include "widgets/style.h"
#include "widgets/take.h"

static const enum tf_type LARGE_FIRST[] = {TF_TYPE_FAR,   TF_TYPE_HUGE,  TF_TYPE_DISPLAY, TF_TYPE_HEADLINE,
                                           TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_COUNT};

/* The largest of the sizes from `types` on in which text is whole in rect, its words too. */
static struct tf_type_style whole_in(struct tf_scene *scene, struct tf_rect rect, const char *text,
                                     struct tf_type_style style, const enum tf_type *types)
{
    style.lines = 0;
    for (; *types != TF_TYPE_COUNT; types++) {
        style.type = *types;
        if (tf_style_keeps_words(scene, text, style, rect.w) &&
            tf_scene_text_height(scene, rect.w, text, style) <= rect.h) {
            return style;
        }
    }
    return style;
}

/* What this is, and that it can be touched: small, for those who come. */
static void draw_foot(const struct tf_frame *frame, struct tf_rect *body, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    int line = tf_style_line_height(scene, TF_TYPE_TITLE), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_rect foot = tf_take_bottom(body, line, gap);
    struct tf_type_style touch = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_ACCENT);
    struct tf_type_style title = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
    touch.align = TF_ALIGN_END;
    int width = tf_take_least(foot.w / 2, tf_scene_text_width(scene, view->touch, touch) + 1);
    tf_scene_text(scene, tf_take_right(&foot, width, gap), view->touch, touch);
    struct tf_rect mark = tf_take_left(&foot, line, gap);
    tf_scene_icon(scene, mark, TF_ICON_TWO_FEET, TF_PAINT_ACCENT);
    tf_scene_text(scene, foot, view->title, title);
}

static void draw_when(const struct tf_frame *frame, struct tf_rect head, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_view_panel *panel = view->panel;
    bool is_now = panel == &view->now;
    struct tf_type_style name = tf_style_bold(TF_TYPE_DISPLAY, is_now ? TF_PAINT_ACCENT : TF_PAINT_INK);
    struct tf_type_style when = tf_style_bold(TF_TYPE_DISPLAY, TF_PAINT_INK_SOFT);
    const char *times = panel->times[0] != '\0' ? panel->times : view->clock;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), width = tf_scene_text_width(scene, panel->heading, name) + 1;
    tf_scene_text(scene, tf_take_left(&head, tf_take_least(width, head.w), gap), panel->heading, name);
    when.align = TF_ALIGN_END;
    when.valign = TF_VALIGN_MIDDLE;
    while (when.type > TF_TYPE_TITLE && tf_scene_text_width(scene, times, when) > head.w) {
        when.type = (enum tf_type)(when.type - 1);
    }
    if (tf_scene_text_width(scene, times, when) <= head.w) {
        tf_scene_text(scene, head, times, when);
    }
}

/* Where it is, at the foot of body; takes what it used. */
static void draw_where(const struct tf_frame *frame, struct tf_rect *body, const struct tf_view_attract *view,
                       enum tf_type type)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_LARGE);
    struct tf_type_style style = tf_style_text(type, TF_PAINT_INK);
    int line = tf_style_line_height(scene, type);
    struct tf_rect row = tf_take_bottom(body, line, gap);
    struct tf_rect at = tf_take_left(&row, line * 3 / 4, gap);
    tf_scene_symbol(scene, tf_take_middle(at, at.w, at.w), view->one_symbol);
    style.valign = TF_VALIGN_MIDDLE;
    while (style.type > TF_TYPE_TITLE && tf_scene_text_width(scene, view->one_place, style) > row.w) {
        style.type = (enum tf_type)(style.type - 1);
    }
    tf_scene_text(scene, row, view->one_place, style);
}

void tf_attract_one(const struct tf_frame *frame, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_type_style title = tf_style_bold(TF_TYPE_FAR, TF_PAINT_INK);
    draw_foot(frame, &body, view);
    draw_when(frame, tf_take_top(&body, tf_style_line_height(scene, TF_TYPE_DISPLAY), gap), view);
    if (view->one_symbol >= 0) {
        /* The title first: its place is as large as it leaves room for. */
        enum tf_type place = TF_TYPE_HUGE;
        struct tf_rect room = body;
        tf_take_bottom(&room, tf_style_line_height(scene, TF_TYPE_DISPLAY), 0);
        struct tf_type_style best = whole_in(scene, room, view->one, title, LARGE_FIRST);
        int left = body.h - tf_scene_text_height(scene, body.w, view->one, best);
        if (tf_style_line_height(scene, place) + tf_style_gap(scene, TF_GAP_LARGE) > left) {
            place = TF_TYPE_DISPLAY;
        }
        draw_where(frame, &body, view, place);
    }
    title = whole_in(scene, body, view->one, title, LARGE_FIRST);
    title.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, body, view->one, title);
}

void tf_attract_news(const struct tf_frame *frame, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_rect body = frame->body;
    int pad = tf_style_gap(scene, TF_GAP_HUGE), side = tf_style_line_height(scene, TF_TYPE_DISPLAY);
    draw_foot(frame, &body, view);
    tf_scene_box(scene, body, TF_PAINT_WARN, TF_PAINT_NONE, tf_style_radius(scene) * 2);
    struct tf_rect in = tf_rect_inset(body, pad, pad);
    struct tf_rect icon = tf_take_top(&in, side, tf_style_gap(scene, TF_GAP_MEDIUM));
    icon.w = side;
    tf_scene_icon(scene, icon, TF_ICON_NEWS, TF_PAINT_ON_WARN);
    struct tf_type_style style =
        whole_in(scene, in, view->news, tf_style_bold(TF_TYPE_FAR, TF_PAINT_ON_WARN), LARGE_FIRST);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, in, view->news, style);
}

void tf_attract_wifi(const struct tf_frame *frame, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_HUGE), line = tf_style_line_height(scene, TF_TYPE_DISPLAY);
    draw_foot(frame, &body, view);
    struct tf_rect words = body;
    int side = frame->is_portrait ? tf_take_least(body.w, body.h * 3 / 4) : tf_take_least(body.h, body.w / 2);
    struct tf_rect code =
        frame->is_portrait ? tf_take_bottom(&words, side, gap) : tf_take_left(&words, side, gap);
    code = tf_take_middle(code, side, side);
    tf_scene_box(scene, code, TF_PAINT_QR_LIGHT, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    tf_scene_qr(scene, tf_rect_inset(code, gap / 3, gap / 3), view->wifi, TF_ATTRACT_MODULE_PX);
    struct tf_rect block = frame->is_portrait ? words : tf_take_middle(words, words.w, words.h * 4 / 5);
    struct tf_rect icon = tf_take_top(&block, line, tf_style_gap(scene, TF_GAP_LARGE));
    icon.w = line;
    tf_scene_icon(scene, icon, TF_ICON_WIFI, TF_PAINT_ACCENT);
    struct tf_type_style style =
        whole_in(scene, block, view->wifi_hint, tf_style_bold(TF_TYPE_HUGE, TF_PAINT_INK), LARGE_FIRST + 1);
    tf_scene_text(scene, block, view->wifi_hint, style);
}

/* Digits for those in the last row and on the stage. In the last minute the whole panel says so. */
void tf_attract_count_down(const struct tf_frame *frame, const struct tf_view_attract *view)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_theme *theme = tf_scene_theme(scene);
    struct tf_rect all = {0, 0, theme->width_px, theme->height_px}, room = frame->body;
    enum tf_paint ink = view->is_last_minute ? TF_PAINT_ON_WARN : TF_PAINT_INK;
    if (view->is_last_minute) {
        tf_scene_box(scene, all, TF_PAINT_WARN, TF_PAINT_NONE, 0);
    }
    struct tf_type_style digits = tf_style_bold(TF_TYPE_COUNT_DOWN, ink);
    int height = tf_style_line_height(scene, TF_TYPE_COUNT_DOWN);
    digits.align = TF_ALIGN_CENTRE;
    digits.valign = TF_VALIGN_MIDDLE;
    struct tf_type_style words = tf_style_bold(TF_TYPE_DISPLAY, ink);
    words.align = TF_ALIGN_CENTRE;
    words.valign = TF_VALIGN_MIDDLE;
    const char *lines[2] = {view->speaks, view->then};
    for (int i = 0; i < 2; i++) { /* who speaks above, who is next below, as far as there is room */
        int rest = room.h - height, share = i == 0 && view->then[0] != '\0' ? rest / 2 : rest;
        enum tf_type type = i == 0 ? TF_TYPE_DISPLAY : TF_TYPE_HEADLINE;
        while (type > TF_TYPE_BODY && tf_style_line_height(scene, type) > share) {
            type = (enum tf_type)(type - 1);
        }
        words.type = type;
        int line = tf_style_line_height(scene, type);
        if (lines[i][0] == '\0' || line > share) {
            continue;
        }
        struct tf_rect row = i == 0 ? tf_take_top(&room, line, 0) : tf_take_bottom(&room, line, 0);
        tf_scene_text(scene, row, lines[i], words);
    }
    tf_scene_text(scene, tf_take_middle(room, all.w, tf_take_least(room.h, height)), view->left, digits);
}
