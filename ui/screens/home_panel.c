#include "screens/screen.h"
#include "widgets/card.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* The coloured top of a panel: what it is, when, how long still. */
struct head {
    int pad, gap, label, times, bar, title, note;
    int count; /* a line for the count-down alone, when it does not fit beside the heading */
    int least; /* it is a button when there are sessions */
};

static struct tf_type_style title_style(enum tf_paint paint)
{
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, paint);
    style.lines = 4;
    return style;
}

static struct head head_of(const struct tf_frame *frame, int width_px, const struct tf_view_panel *panel)
{
    struct tf_scene *scene = frame->scene;
    bool has_more = panel->times[0] != '\0' || panel->title[0] != '\0';
    struct head head = {
        .pad = tf_style_gap(scene, TF_GAP_MEDIUM),
        .gap = tf_style_gap(scene, TF_GAP_TINY),
        .label = tf_style_line_height(scene, has_more ? TF_TYPE_LABEL : TF_TYPE_TITLE),
        .times = panel->times[0] != '\0' ? tf_style_line_height(scene, TF_TYPE_TITLE) : 0,
        .bar = panel->gone_permille >= 0 ? tf_style_gap(scene, TF_GAP_SMALL) : 0,
        .least = panel->card_count > 0 ? tf_style_target(scene) : 0,
    };
    int heading = tf_scene_text_width(scene, panel->heading, tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK));
    int count = tf_scene_text_width(scene, panel->countdown, tf_style_text(TF_TYPE_BODY, TF_PAINT_INK));
    if (count > 0 && heading + count + 3 * head.pad > width_px) {
        head.count = tf_style_line_height(scene, TF_TYPE_BODY);
    }
    if (panel->title[0] != '\0') {
        head.title =
            tf_scene_text_height(scene, width_px - 2 * head.pad, panel->title, title_style(TF_PAINT_INK));
    }
    if (panel->before[0] != '\0') {
        struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK);
        style.lines = 2;
        head.note = tf_scene_text_height(scene, width_px - 2 * head.pad, panel->before, style);
    }
    return head;
}

static int head_height(const struct head *head)
{
    int height = head->label + 2 * head->pad;
    height += head->times > 0 ? head->times + head->gap : 0;
    height += head->count > 0 ? head->count + head->gap : 0;
    height += head->title > 0 ? head->title + head->gap : 0;
    height += head->note > 0 ? head->note + head->gap : 0;
    height += head->bar > 0 ? head->bar + head->gap * 2 : 0;
    return tf_take_most(height, head->least);
}

int tf_home_panel_height(const struct tf_frame *frame, int width_px, const struct tf_view_panel *panel,
                         size_t cards, int card_height)
{
    struct head head = head_of(frame, width_px, panel);
    int height = head_height(&head) + (int)cards * card_height;
    if (panel->open[0] != '\0') {
        height +=
            tf_style_line_height(frame->scene, TF_TYPE_SMALL) + tf_style_gap(frame->scene, TF_GAP_MEDIUM);
    }
    return height;
}

/* A line with something at its start and something at its end, which is smaller where that makes it fit. */
static void draw_ends(struct tf_scene *scene, struct tf_rect line, const char *start,
                      struct tf_type_style start_style, const char *end, struct tf_type_style end_style)
{
    start_style.valign = end_style.valign = TF_VALIGN_MIDDLE;
    end_style.align = TF_ALIGN_END;
    while (start_style.type > TF_TYPE_SMALL && tf_scene_text_width(scene, start, start_style) > line.w) {
        start_style.type = (enum tf_type)(start_style.type - 1);
    }
    int width = tf_take_least(line.w, tf_scene_text_width(scene, start, start_style) + 1);
    if (start[0] != '\0') {
        tf_scene_text(scene, tf_take_left(&line, width, tf_style_gap(scene, TF_GAP_MEDIUM)), start,
                      start_style);
    }
    if (tf_scene_text_width(scene, end, end_style) > line.w) {
        end_style.type = TF_TYPE_SMALL;
    }
    if (end[0] != '\0' &&
        tf_scene_text_width(scene, end, end_style) <= line.w) { /* else the start is enough */
        tf_scene_text(scene, line, end, end_style);
    }
}

static void draw_head(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_panel *panel,
                      const struct head *head, bool is_now)
{
    struct tf_scene *scene = frame->scene;
    struct tf_tag tag =
        tf_style_tag((struct tf_intent){TF_INTENT_LIST, is_now ? TF_LIST_NOW : TF_LIST_NEXT, 0});
    enum tf_paint ink = is_now ? TF_PAINT_ON_ACCENT : TF_PAINT_INK;
    struct tf_rect in = tf_rect_inset(rect, head->pad, head->pad);
    struct tf_type_style name = tf_style_bold(TF_TYPE_LABEL, ink), plain = tf_style_text(TF_TYPE_BODY, ink);
    struct tf_rect line = in;
    if (head->times > 0 || head->title > 0) {
        draw_ends(scene, tf_take_top(&in, head->label, head->gap), panel->heading, name, panel->countdown,
                  plain);
        line = head->times > 0 ? tf_take_top(&in, head->times, head->gap) : (struct tf_rect){0, 0, 0, 0};
    } else { /* nothing but the heading: in the middle */
        line = in;
    }
    if (panel->card_count > 0) { /* the whole head leads to the list of all of them */
        struct tf_rect arrow = tf_take_right(&line, head->label, head->gap);
        tf_scene_icon(scene, tf_take_middle(arrow, head->label, head->label), TF_ICON_FORWARD, ink);
        struct tf_target target = {.rect = rect, .tag = tag, .label = panel->all};
        tf_scene_target(scene, &target);
    }
    const char *first = head->times > 0 ? panel->times : panel->heading;
    if (line.h > 0) {
        draw_ends(scene, line, first, tf_style_bold(TF_TYPE_TITLE, ink), panel->all, plain);
    }
    if (head->count > 0) {
        tf_scene_text(scene, tf_take_top(&in, head->count, head->gap), panel->countdown, plain);
    }
    if (head->title > 0) {
        tf_scene_text(scene, tf_take_top(&in, head->title, head->gap), panel->title, title_style(ink));
    }
    if (head->note > 0) {
        struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, ink);
        style.lines = 2;
        tf_scene_text(scene, tf_take_top(&in, head->note, head->gap), panel->before, style);
    }
    if (head->bar > 0) {
        tf_take_top(&in, head->gap, 0);
        tf_style_bar(scene, tf_take_top(&in, head->bar, 0), panel->gone_permille,
                     is_now ? TF_PAINT_ON_ACCENT : TF_PAINT_ACCENT, is_now ? TF_PAINT_INK : TF_PAINT_LINE);
    }
}

void tf_home_panel(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_panel *panel,
                   bool is_now, int card_height, int head_px)
{
    struct tf_scene *scene = frame->scene;
    struct head head = head_of(frame, rect.w, panel);
    int top = tf_take_most(head_height(&head), head_px), radius = tf_style_radius(scene);
    tf_scene_box(scene, rect, TF_PAINT_CARD, is_now ? TF_PAINT_ACCENT : TF_PAINT_LINE, radius);
    struct tf_rect body = rect;
    struct tf_rect strip = tf_take_top(&body, top, 0);
    enum tf_paint fill = is_now ? TF_PAINT_ACCENT : TF_PAINT_BAND;
    struct tf_tag tag =
        tf_style_tag((struct tf_intent){TF_INTENT_LIST, is_now ? TF_LIST_NOW : TF_LIST_NEXT, 0});
    if (tf_scene_is_pressed(scene, tag)) {
        fill = is_now ? TF_PAINT_INK : TF_PAINT_ACCENT_SOFT;
    }
    tf_scene_box(scene, strip, fill, is_now ? TF_PAINT_ACCENT : TF_PAINT_LINE, radius);
    if (body.h > radius) { /* only the panel's own corners are round */
        struct tf_rect seam = {strip.x, strip.y + strip.h - radius, strip.w, radius};
        int line = is_now ? 0 : tf_scene_theme(scene)->line_px;
        tf_scene_box(scene, tf_rect_inset(seam, line, 0), fill, TF_PAINT_NONE, 0);
    }
    draw_head(frame, strip, panel, &head, is_now);

    int least = tf_style_line_height(scene, TF_TYPE_SMALL) + tf_style_gap(scene, TF_GAP_MEDIUM);
    if (panel->open[0] != '\0' && body.h >= least) {
        int line = tf_style_line_height(scene, TF_TYPE_SMALL), pad = tf_style_gap(scene, TF_GAP_MEDIUM);
        struct tf_rect foot = tf_rect_inset(tf_take_bottom(&body, line + pad, 0), pad, 0);
        struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
        style.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, foot, panel->open, style);
    }
    size_t fit = (size_t)tf_take_most(0, body.h / tf_take_most(1, card_height));
    size_t shown = panel->card_count < fit ? panel->card_count : fit;
    for (size_t i = 0; i < shown; i++) {
        struct tf_rect card = tf_take_top(&body, card_height, 0);
        if (i > 0) {
            int line = tf_scene_theme(scene)->line_px, pad = tf_style_gap(scene, TF_GAP_MEDIUM);
            tf_scene_line(scene, (struct tf_rect){card.x + pad, card.y, card.w - 2 * pad, line},
                          TF_PAINT_LINE);
        }
        tf_card_line(scene, card, &panel->cards[i], is_now ? TF_CARD_NOW : TF_CARD_NEXT);
    }
}

int tf_home_panel_head(const struct tf_frame *frame, int width_px, const struct tf_view_panel *panel)
{
    struct head head = head_of(frame, width_px, panel);
    return head_height(&head);
}
