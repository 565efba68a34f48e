#include "screens/screen.h"

#include "model/view_act.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/header.h"
#include "widgets/style.h"
#include "widgets/tabs.h"
#include "widgets/take.h"

#include <string.h>

/* A column lower than so many controls has no room to spare. */
enum { LEAST_TARGETS = 7 };

static void draw_event(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_target way_in = {
        .rect = {rect.x, rect.y, tf_take_least(rect.w, tf_style_target(scene)), rect.h},
        .tag = {TF_INTENT_MARK, 0, 0},
        .role = TF_TARGET_BUTTON,
        .label = tf_tr(frame->state->lang, "For organisers"),
    };
    tf_scene_target(scene, &way_in);
    int side = tf_take_least(rect.h, tf_style_target(scene) * 3 / 5), gap = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_rect mark = tf_take_left(&rect, side, gap);
    tf_scene_icon(scene, tf_take_middle(mark, side, side), TF_ICON_TWO_FEET, TF_PAINT_ACCENT);
    struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
    if (tf_scene_text_width(scene, view->title, style) > rect.w) {
        style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
        style.lines = 2;
        if (!tf_style_keeps_words(scene, view->title, style, rect.w)) {
            style.type = TF_TYPE_BODY;
        }
    }
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, rect, view->title, style);
}

/* The date, and that the time is doubtful; in the middle of rect. Returns the height of both. */
static int draw_date(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    int line = tf_style_line_height(scene, TF_TYPE_BODY), pad = tf_style_gap(scene, TF_GAP_SMALL);
    bool is_doubtful = view->time_doubt[0] != '\0';
    int height = line + (is_doubtful ? line + 2 * pad : 0);
    struct tf_rect block = rect.h > height ? tf_take_middle(rect, rect.w, height)
                                           : (struct tf_rect){rect.x, rect.y, rect.w, height};
    struct tf_type_style date = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    if (tf_scene_text_width(scene, view->date, date) > rect.w) {
        date.type = TF_TYPE_SMALL;
    }
    tf_scene_text(scene, tf_take_top(&block, line, pad), view->date, date);
    if (is_doubtful) {
        struct tf_type_style style = tf_style_bold(TF_TYPE_BODY, TF_PAINT_ON_WARN);
        style.valign = TF_VALIGN_MIDDLE;
        struct tf_rect chip = tf_take_top(&block, line + pad, 0);
        chip.w = tf_take_least(rect.w, tf_scene_text_width(scene, view->time_doubt, style) + 1 + 2 * pad);
        tf_scene_box(scene, chip, TF_PAINT_WARN, TF_PAINT_NONE, tf_style_radius(scene));
        tf_scene_text(scene, tf_rect_inset(chip, pad, 0), view->time_doubt, style);
    }
    return height;
}

/* Whether the date stands beside the clock, in two lines at most: a doubt about the time needs its own. */
static bool has_room_beside(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_home *view)
{
    struct tf_type_style date = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    date.lines = 0;
    return view->time_doubt[0] == '\0' && tf_style_keeps_words(scene, view->date, date, rect.w) &&
           tf_scene_text_height(scene, rect.w, view->date, date) <= rect.h;
}

/* The clock and the date; takes them off the column. */
static void draw_clock(const struct tf_frame *frame, struct tf_rect *column, const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_type_style big = tf_style_bold(TF_TYPE_DISPLAY, TF_PAINT_INK);
    struct tf_rect row = tf_take_top(column, tf_style_line_height(scene, TF_TYPE_DISPLAY), 0);
    struct tf_rect beside = row;
    struct tf_rect clock = tf_take_left(&beside, tf_scene_text_width(scene, view->clock, big) + 1, gap);
    beside = tf_take_middle(beside, beside.w, 2 * tf_style_line_height(scene, TF_TYPE_BODY));
    if (has_room_beside(scene, beside, view)) {
        struct tf_type_style date = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
        date.lines = 2;
        date.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, clock, view->clock, big);
        tf_scene_text(scene, beside, view->date, date);
        tf_take_top(column, 0, tf_style_gap(scene, TF_GAP_SMALL));
        return;
    }
    tf_scene_text(scene, row, view->clock, big);
    int date = draw_date(frame, (struct tf_rect){column->x, column->y, column->w, 0}, view);
    tf_take_top(column, date, gap);
}

/* What one came for, after what is on. */
static void draw_propose(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_home *view)
{
    struct tf_button button = {
        .rect = rect,
        .look = TF_BUTTON_MAIN,
        .icon = view->main.what == TF_INTENT_PROPOSE ? TF_ICON_PLUS : TF_ICON_MERGE,
        .text = view->propose,
        .disabled = view->why_not,
        .intent = view->main,
    };
    tf_button(frame->scene, &button);
}

/* On a low screen, for as long as it can be taken back, that stands in the place of proposing. */
static bool draw_done(const struct tf_frame *frame, struct tf_rect *column)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_done view;
    tf_view_done(&view, frame->arena, frame->state);
    if (view.text[0] == '\0' || frame->has_done) {
        return false;
    }
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_button undo = {
        .rect = tf_take_bottom(column, tf_style_target(scene) * 5 / 4, gap),
        .look = TF_BUTTON_MAIN,
        .icon = TF_ICON_UNDO,
        .text = view.undo,
        .disabled = frame->state->done->undo != 0 ? tf_tr(frame->state->lang, "Saving…") : NULL,
        .intent = {TF_INTENT_ACT, TF_ACT_DO_UNDO, 0},
    };
    tf_button(scene, &undo);
    struct tf_type_style style = tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK);
    style.lines = 3;
    int height = tf_scene_text_height(scene, column->w, view.text, style);
    tf_scene_text(scene, tf_take_bottom(column, height, tf_style_gap(scene, TF_GAP_MEDIUM)), view.text,
                  style);
    return true;
}

static struct tf_type_style official_style(void)
{
    struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    style.lines = 3;
    style.valign = TF_VALIGN_BOTTOM;
    return style;
}

/* What looks for a place, as a button; proposing, and whose word this grid is where that is not said yet. */
static void draw_foot(const struct tf_frame *frame, struct tf_rect *column, const struct tf_view_home *view,
                      bool is_said)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    int big = column->h < target * LEAST_TARGETS ? target : target * 5 / 4;
    if (draw_done(frame, column)) {
        return;
    }
    if (view->unplaced[0] != '\0') {
        struct tf_button button = {
            .rect = tf_take_bottom(column, target, gap),
            .icon = TF_ICON_LIST,
            .text = view->unplaced,
            .intent = {TF_INTENT_LIST, TF_LIST_UNPLACED, 0},
        };
        tf_button(scene, &button);
    }
    if (view->propose[0] != '\0') {
        draw_propose(frame, tf_take_bottom(column, big, tf_style_gap(scene, TF_GAP_MEDIUM)), view);
    }
    if (!is_said && view->official[0] != '\0') {
        struct tf_type_style style = official_style();
        int height = tf_scene_text_height(scene, column->w, view->official, style);
        if (column->h >= height) { /* what is to be done comes first */
            tf_scene_text(scene, tf_take_bottom(column, height, tf_style_gap(scene, TF_GAP_SMALL)),
                          view->official, style);
        }
    }
}

struct share {
    size_t now, next; /* cards of each panel */
    int card_px;
    int now_px, next_px;
};

/* How the column is shared out: every card whole, now first, then next, the cards as roomy as there is room.
 * Without room for both, now alone. */
static struct share share_out(const struct tf_frame *frame, struct tf_rect column,
                              const struct tf_view_home *view, int gap)
{
    int least = tf_card_line_least(frame->scene), most = tf_style_target(frame->scene) * 3 / 2;
    bool has_now = view->now.is_there, has_next = view->next.is_there;
    struct share best = {.now = has_now ? view->now.card_count : 0,
                         .next = has_next ? view->next.card_count : 0,
                         .card_px = least};
    int now_px = has_now ? tf_home_panel_height(frame, column.w, &view->now, 0, least) : 0;
    int next_px = has_next ? tf_home_panel_height(frame, column.w, &view->next, 0, least) : 0;
    if (has_now && has_next && now_px + gap + next_px > column.h) {
        best.next = 0;
        next_px = 0;
    }
    int rest = column.h - now_px - next_px - (now_px > 0 && next_px > 0 ? gap : 0);
    while ((int)(best.now + best.next) * least > tf_take_most(0, rest)) {
        if (best.next >= best.now && best.next > 0) { /* give up the later ones first, evenly */
            best.next--;
        } else {
            best.now--;
        }
    }
    int cards = (int)(best.now + best.next);
    if (cards > 0) {
        best.card_px = tf_take_least(most, rest / cards);
    }
    best.now_px = now_px + (int)best.now * best.card_px;
    best.next_px = next_px > 0 ? next_px + (int)best.next * best.card_px : 0;
    return best;
}

static void draw_panels_below(const struct tf_frame *frame, struct tf_rect column,
                              const struct tf_view_home *view)
{
    int gap = tf_style_gap(frame->scene, TF_GAP_MEDIUM);
    struct share share = share_out(frame, column, view, gap);
    if (view->now.is_there && column.h >= share.now_px) {
        tf_home_panel(frame, tf_take_top(&column, share.now_px, gap), &view->now, true, share.card_px, 0);
    }
    if (share.next_px > 0 && column.h >= share.next_px) { /* half of its heading would help nobody */
        tf_home_panel(frame, tf_take_top(&column, share.next_px, 0), &view->next, false, share.card_px, 0);
    }
}

/* Two panels of one height, their cards level with each other; at most a quarter of body, less when there is
 * less to show. Takes them off body. */
static void draw_panels_beside(const struct tf_frame *frame, struct tf_rect *body,
                               const struct tf_view_home *view)
{
    int gap = tf_style_gap(frame->scene, TF_GAP_MEDIUM);
    int width = view->next.is_there ? (body->w - gap) / 2 : body->w;
    int head = view->now.is_there ? tf_home_panel_head(frame, width, &view->now) : 0;
    size_t most = view->now.is_there ? view->now.card_count : 0;
    if (view->next.is_there) {
        head = tf_take_most(head, tf_home_panel_head(frame, width, &view->next));
        most = view->next.card_count > most ? view->next.card_count : most;
    }
    if (head == 0) {
        return;
    }
    bool says_open = view->next.is_there && view->next.open[0] != '\0';
    int foot = says_open ? tf_style_line_height(frame->scene, TF_TYPE_SMALL) + gap : 0;
    int least = tf_card_line_least(frame->scene);
    int room = tf_take_most(least, body->h * 24 / 100 - head - foot);
    int fit = tf_take_most(1, room / least), card = tf_take_most(least, room / fit);
    int shown = most < (size_t)fit ? (int)most : fit;
    struct tf_rect next = tf_take_top(body, head + foot + shown * card, gap);
    struct tf_rect now = tf_take_left(&next, width, gap);
    if (view->now.is_there) {
        tf_home_panel(frame, now, &view->now, true, card, head);
    }
    if (view->next.is_there) {
        tf_home_panel(frame, next, &view->next, false, card, head);
    }
}

/* Returns what is left at its foot. */
static struct tf_rect draw_grid_or_why_not(const struct tf_frame *frame, struct tf_rect rect,
                                           const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    if (view->empty[0] == '\0' && view->grid.row_count > 0 && view->grid.space_count > 0) {
        return tf_home_grid(frame, rect, &view->grid);
    }
    struct tf_type_style style = tf_style_text(TF_TYPE_HEADLINE, TF_PAINT_INK_SOFT);
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 5;
    int side = tf_style_target(scene) * 2;
    struct tf_rect in = tf_rect_inset(rect, rect.w / 10, 0);
    int height = tf_scene_text_height(scene, in.w, view->empty, style);
    struct tf_rect block = tf_take_middle(in, in.w, height + side);
    tf_scene_icon(scene, tf_take_middle(tf_take_top(&block, side, 0), side * 3 / 4, side * 3 / 4),
                  TF_ICON_TWO_FEET, TF_PAINT_ACCENT);
    tf_scene_text(scene, block, view->empty, style);
    return (struct tf_rect){0, 0, 0, 0};
}

/* Whose word the grid is, at its foot, where all of it finds room there. */
static bool draw_official(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style style = official_style();
    style.lines = 0;
    if (view->official[0] == '\0' || rect.w < 1 ||
        !tf_style_keeps_words(scene, view->official, style, rect.w) ||
        tf_scene_text_height(scene, rect.w, view->official, style) >
            2 * tf_style_line_height(scene, style.type)) {
        return false;
    }
    style.align = TF_ALIGN_END;
    tf_scene_text(scene, rect, view->official, style);
    return true;
}

static void draw_landscape(const struct tf_frame *frame, const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    int share = tf_scene_theme(scene)->larger_text ? 28 : 24; /* of the width, in hundredths */
    int side = body.w * share / 100;
    struct tf_rect column = tf_take_left(&body, side, gap);
    struct tf_rect top = tf_take_top(&body, target, tf_style_gap(scene, TF_GAP_SMALL));
    tf_tabs(scene, tf_header(scene, top, frame->state), view->tabs, view->tab_count);
    bool is_said = draw_official(frame, draw_grid_or_why_not(frame, body, view), view);

    draw_event(frame, tf_take_top(&column, target, tf_style_gap(scene, TF_GAP_SMALL)), view);
    draw_clock(frame, &column, view);
    draw_foot(frame, &column, view, is_said);
    draw_panels_below(frame, column, view);
}

/* Proposing and what looks for a place side by side; above them whose word this grid is. */
static void draw_foot_beside(const struct tf_frame *frame, struct tf_rect *body,
                             const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    if (view->propose[0] == '\0') {
        return;
    }
    struct tf_rect foot = tf_take_bottom(body, tf_style_target(scene), tf_style_gap(scene, TF_GAP_SMALL));
    if (view->unplaced[0] != '\0') {
        struct tf_button button = {
            .rect = tf_take_right(&foot, (foot.w - gap) / 2, gap),
            .icon = TF_ICON_LIST,
            .text = view->unplaced,
            .intent = {TF_INTENT_LIST, TF_LIST_UNPLACED, 0},
        };
        tf_button(scene, &button);
    }
    draw_propose(frame, foot, view);
    if (view->official[0] != '\0') {
        struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
        int line = tf_style_line_height(scene, TF_TYPE_SMALL);
        tf_scene_text(scene, tf_take_bottom(body, line, gap), view->official, style);
    }
}

static void draw_portrait(const struct tf_frame *frame, const struct tf_view_home *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    struct tf_rect top = tf_take_top(&body, target, gap);
    draw_event(frame, tf_header(scene, top, frame->state), view);

    draw_foot_beside(frame, &body, view);

    struct tf_rect clock = tf_take_top(&body, tf_style_line_height(scene, TF_TYPE_DISPLAY), gap);
    struct tf_type_style big = tf_style_bold(TF_TYPE_DISPLAY, TF_PAINT_INK);
    int width = tf_scene_text_width(scene, view->clock, big) + 1;
    tf_scene_text(scene, tf_take_left(&clock, width, tf_style_gap(scene, TF_GAP_LARGE)), view->clock, big);
    draw_date(frame, clock, view);
    draw_panels_beside(frame, &body, view);
    tf_tabs(scene, tf_take_top(&body, target, gap), view->tabs, view->tab_count);
    draw_grid_or_why_not(frame, body, view);
}

void tf_home_draw(const struct tf_frame *frame)
{
    struct tf_view_home view;
    tf_view_home(&view, frame->arena, frame->state);
    if (frame->is_portrait) {
        draw_portrait(frame, &view);
    } else {
        draw_landscape(frame, &view);
    }
}
