/* Where and when: the grid as on home, its free cells lit. */
#include "screens/screen.h"

#include "model/view_propose.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/tabs.h"
#include "widgets/take.h"

static struct tf_intent do_intent(enum tf_propose_do what, uint64_t b)
{
    return (struct tf_intent){TF_INTENT_PROPOSE_DO, what, b};
}

void tf_propose_saving(const struct tf_frame *frame, const char *saving, bool cannot_save)
{
    if (saving[0] == '\0') {
        return;
    }
    if (!cannot_save) {
        tf_banner_notice(frame->scene, frame->body, TF_ICON_CLOCK, saving);
        return;
    }
    struct tf_ask ask = {
        .icon = TF_ICON_WARNING,
        .question = tf_tr(frame->state->lang, "Not saved yet, trying"),
        .why = saving,
        .answers = {tf_tr(frame->state->lang, "Leave")},
        .intents = {do_intent(TF_PROPOSE_DO_DONE, 0)},
    };
    tf_ask_draw(frame, &ask);
}

/* What is being placed, as the card it will be. */
static void draw_card(const struct tf_frame *frame, struct tf_rect *column, const struct tf_view_choose *view)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), tiny = tf_style_gap(scene, TF_GAP_TINY);
    struct tf_type_style title = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    struct tf_type_style host = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    title.lines = frame->is_portrait ? 2 : 4;
    if (view->title[0] == '\0') {
        return;
    }
    int width = column->w - 2 * pad;
    int title_height = tf_scene_text_height(scene, width, view->title, title);
    int host_height = view->host[0] != '\0' ? tf_style_line_height(scene, TF_TYPE_BODY) + tiny : 0;
    struct tf_rect box = tf_take_top(column, title_height + host_height + 2 * pad, pad);
    tf_scene_box(scene, box, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(box, pad, pad);
    tf_scene_text(scene, tf_take_top(&in, title_height, tiny), view->title, title);
    if (host_height > 0) {
        tf_scene_text(scene, in, view->host, host);
    }
}

static void draw_words(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_choose *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    if (view->is_refused) {
        tf_take_top(column, tf_banner_inline(scene, *column, TF_ICON_INFO, view->hint), gap);
        int line = tf_style_line_height(scene, TF_TYPE_LABEL);
        if (view->near[0] != '\0' && column->h >= line) { /* the free cells say it, too */
            tf_scene_text(scene, tf_take_top(column, line, tf_style_gap(scene, TF_GAP_SMALL)), view->near,
                          tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK));
        }
    } else {
        struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
        style.lines = 3;
        int height = tf_take_least(column->h, tf_scene_text_height(scene, column->w, view->hint, style));
        tf_scene_text(scene, tf_take_top(column, height, gap), view->hint, style);
    }
    if (view->own[0] != '\0' && !view->is_refused) {
        struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
        style.lines = 3;
        int height = tf_take_least(column->h, tf_scene_text_height(scene, column->w, view->own, style));
        tf_scene_text(scene, tf_take_top(column, height, gap), view->own, style);
    }
}

/* A free cell near the one that was lost. */
static void draw_offer(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_offer *offer)
{
    struct tf_scene *scene = frame->scene;
    struct tf_tag tag = tf_style_tag(do_intent(TF_PROPOSE_DO_CELL, offer->index));
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), tiny = tf_style_gap(scene, TF_GAP_TINY);
    tf_scene_box(scene, rect, tf_scene_is_pressed(scene, tag) ? TF_PAINT_CARD : TF_PAINT_ACCENT_SOFT,
                 TF_PAINT_ACCENT, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(rect, pad, 0);
    int side = tf_style_target(scene) * 2 / 5;
    struct tf_rect symbol = tf_take_left(&in, side, pad);
    tf_scene_symbol(scene, tf_take_middle(symbol, side, side), offer->symbol);
    struct tf_type_style name = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    struct tf_type_style when = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    int first = tf_style_line_height(scene, TF_TYPE_LABEL),
        second = tf_style_line_height(scene, TF_TYPE_BODY);
    struct tf_rect block = tf_take_middle(in, in.w, first + tiny + second);
    tf_scene_text(scene, tf_take_top(&block, first, tiny), offer->text, name);
    tf_scene_text(scene, block, offer->when, when);
    struct tf_target target = {.rect = rect, .tag = tag, .role = TF_TARGET_ITEM, .label = offer->label};
    tf_scene_target(scene, &target);
}

static void draw_offers(const struct tf_frame *frame, struct tf_rect area, const struct tf_view_choose *view,
                        int columns)
{
    int gap = tf_style_gap(frame->scene, TF_GAP_SMALL), target = tf_style_target(frame->scene);
    int width = (area.w - (columns - 1) * gap) / columns;
    struct tf_rect row = {0, 0, 0, 0};
    for (size_t i = 0; i < view->offer_count; i++) {
        if (i % (size_t)columns == 0) {
            row = tf_take_top(&area, target, gap);
        }
        if (row.h < target) {
            return;
        }
        draw_offer(frame, tf_take_left(&row, width, gap), &view->offers[i]);
    }
}

static void draw_unplaced(const struct tf_frame *frame, struct tf_rect rect,
                          const struct tf_view_choose *view)
{
    struct tf_button button = {
        .rect = rect,
        .icon = TF_ICON_LIST,
        .text = view->unplaced,
        .disabled =
            view->saving[0] != '\0' ? tf_tr(frame->state->lang, "It is being saved. One moment.") : NULL,
        .intent = do_intent(TF_PROPOSE_DO_UNPLACED, 0),
    };
    tf_button(frame->scene, &button);
}

/* One more, where every place is taken. */
static void draw_more_space(const struct tf_frame *frame, struct tf_rect *column,
                            const struct tf_view_choose *view)
{
    struct tf_button button = {
        .look = TF_BUTTON_MAIN,
        .icon = TF_ICON_PLUS,
        .text = view->more_space,
        .intent = {TF_INTENT_MENU, TF_SCREEN_SPACES, 0},
    };
    int target = tf_style_target(frame->scene);
    if (view->more_space[0] != '\0' && column->h >= target) {
        button.rect = tf_take_top(column, target, tf_style_gap(frame->scene, TF_GAP_MEDIUM));
        tf_button(frame->scene, &button);
    }
}

static void draw_grid(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_choose *view)
{
    const struct tf_view_home *home = &view->home;
    if (home->empty[0] == '\0' && home->grid.row_count > 0 && home->grid.space_count > 0) {
        tf_home_grid(frame, rect, &home->grid);
        return;
    }
    struct tf_type_style style = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 4;
    tf_scene_text(frame->scene, tf_rect_inset(rect, rect.w / 10, 0), home->empty, style);
}

void tf_place_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_choose view;
    tf_view_choose(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    tf_screen_top(frame, tf_take_top(&body, target, gap), view.heading);
    if (frame->is_portrait) {
        struct tf_rect foot = tf_take_bottom(&body, view.unplaced[0] != '\0' ? target : 0, gap);
        draw_card(frame, &body, &view);
        draw_words(frame, &body, &view);
        draw_more_space(frame, &body, &view);
        int rows = view.offer_count > 0 ? tf_take_least(2, ((int)view.offer_count + 1) / 2) : 0;
        int small = tf_style_gap(scene, TF_GAP_SMALL);
        draw_offers(frame, tf_take_top(&body, rows * (target + small), rows > 0 ? gap : 0), &view, 2);
        tf_tabs(scene, tf_take_top(&body, target, gap), view.home.tabs, view.home.tab_count);
        draw_grid(frame, body, &view);
        if (view.unplaced[0] != '\0') {
            draw_unplaced(frame, foot, &view);
        }
    } else {
        struct tf_rect column = tf_take_left(&body, body.w * 25 / 100, tf_style_gap(scene, TF_GAP_LARGE));
        if (view.unplaced[0] != '\0') {
            draw_unplaced(frame, tf_take_bottom(&column, target, gap), &view);
        }
        draw_card(frame, &column, &view);
        draw_words(frame, &column, &view);
        draw_more_space(frame, &column, &view);
        draw_offers(frame, column, &view, 1);
        tf_tabs(scene, tf_take_top(&body, target, gap), view.home.tabs, view.home.tab_count);
        draw_grid(frame, body, &view);
    }
    tf_propose_saving(frame, view.saving, view.cannot_save);
}
