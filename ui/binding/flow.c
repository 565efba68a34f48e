#include "binding/flow.h"

#include <stdio.h>

enum { FOOT_Y_PX = 2790, FOOT_H_PX = 60, LINES_TOGETHER = 2 };

static struct tf_type_style small(enum tf_align align)
{
    return (struct tf_type_style){
        .type = TF_TYPE_SMALL, .paint = TF_PAINT_INK_SOFT, .align = align, .lines = 1};
}

/* Whose book it is, and which page. The first is the cover. */
static void draw_foot(struct tf_flow *flow)
{
    const int number_w = 200, w = TF_FLOW_TEXT_PX + TF_FLOW_TEXT_W_PX - TF_FLOW_MARGIN_PX;
    char number[16];
    struct tf_rect rect;

    if (flow->canvas == NULL || flow->page == 1) {
        return;
    }
    (void)snprintf(number, sizeof(number), "%d", flow->page);
    rect = tf_flow_rect(flow, TF_FLOW_MARGIN_PX, FOOT_Y_PX, w - number_w, FOOT_H_PX);
    tf_type_draw(flow->setter, flow->canvas, &flow->theme, rect, flow->running, small(TF_ALIGN_START),
                 flow->rtl);
    rect = tf_flow_rect(flow, TF_FLOW_MARGIN_PX + w - number_w, FOOT_Y_PX, number_w, FOOT_H_PX);
    tf_type_draw(flow->setter, flow->canvas, &flow->theme, rect, number, small(TF_ALIGN_END), flow->rtl);
}

void tf_flow_begin(struct tf_flow *flow, struct tf_canvas *canvas)
{
    flow->canvas = canvas;
    flow->page = 1;
    flow->y = TF_FLOW_TOP_PX;
}

void tf_flow_page(struct tf_flow *flow)
{
    draw_foot(flow);
    if (flow->canvas != NULL) {
        tf_canvas_page(flow->canvas);
    }
    flow->page++;
    flow->y = TF_FLOW_TOP_PX;
}

void tf_flow_room(struct tf_flow *flow, int height_px)
{
    if (flow->y + height_px > TF_FLOW_BOTTOM_PX && flow->y > TF_FLOW_TOP_PX) {
        tf_flow_page(flow);
    }
}

void tf_flow_gap(struct tf_flow *flow, enum tf_space_step step)
{
    if (flow->y > TF_FLOW_TOP_PX) {
        flow->y += flow->theme.gap_px[step];
    }
}

struct tf_rect tf_flow_rect(const struct tf_flow *flow, int x, int y, int w, int h)
{
    return (struct tf_rect){flow->rtl ? TF_FLOW_WIDTH_PX - x - w : x, y, w, h};
}

int tf_flow_height(const struct tf_flow *flow, const char *text, struct tf_type_style style, int w)
{
    style.rtl = flow->rtl;
    return tf_type_measure(flow->setter, &flow->theme, text, style, w, 0).height_px;
}

/* So many of the lines that are left stand on this page: not one alone at its foot, nor one alone on the
 * next. */
static int lines_here(const struct tf_flow *flow, int left, int line_px)
{
    int fit = (TF_FLOW_BOTTOM_PX - flow->y) / line_px;

    if (fit >= left) {
        return left;
    }
    if (left - fit < LINES_TOGETHER && fit > LINES_TOGETHER) {
        fit--;
    }
    return fit < LINES_TOGETHER && flow->y > TF_FLOW_TOP_PX ? 0 : fit;
}

static void lay_down(struct tf_flow *flow, int x, int w, const char *text, struct tf_type_style style,
                     bool rtl)
{
    style.rtl = rtl;
    struct tf_type_size size = tf_type_measure(flow->setter, &flow->theme, text, style, w, 0);
    int line_px = size.lines > 0 ? size.height_px / size.lines : 1;

    for (int done = 0; done < size.lines;) {
        int count = lines_here(flow, size.lines - done, line_px);

        if (count > 0 && flow->canvas != NULL) {
            tf_type_draw_lines(flow->setter, flow->canvas, &flow->theme,
                               tf_flow_rect(flow, x, flow->y, w, count * line_px), text, style, rtl, done,
                               count);
        }
        done += count;
        flow->y += count * line_px;
        if (done < size.lines) {
            tf_flow_page(flow);
        }
    }
}

void tf_flow_text(struct tf_flow *flow, int x, int w, const char *text, struct tf_type_style style)
{
    lay_down(flow, x, w, text, style, flow->rtl);
}

void tf_flow_theirs(struct tf_flow *flow, int x, int w, const char *text, struct tf_type_style style)
{
    lay_down(flow, x, w, text, style, tf_type_is_rtl(text, flow->rtl));
}

int tf_flow_beside(struct tf_flow *flow, int x, int y, int w, const char *text, struct tf_type_style style)
{
    style.rtl = flow->rtl;
    struct tf_type_size size = tf_type_measure(flow->setter, &flow->theme, text, style, w, 0);

    if (flow->canvas != NULL) {
        tf_type_draw_lines(flow->setter, flow->canvas, &flow->theme,
                           tf_flow_rect(flow, x, y, w, size.height_px), text, style, flow->rtl, 0,
                           size.lines);
    }
    return size.height_px;
}

void tf_flow_line(struct tf_flow *flow, int x, int w)
{
    if (flow->canvas != NULL) {
        tf_canvas_fill(flow->canvas, tf_flow_rect(flow, x, flow->y, w, flow->theme.line_px),
                       flow->theme.paint[TF_PAINT_LINE]);
    }
    flow->y += flow->theme.line_px;
}

void tf_flow_link(struct tf_flow *flow, int x, int y, int w, int h, const char *to)
{
    if (flow->canvas != NULL) {
        tf_canvas_link(flow->canvas, tf_flow_rect(flow, x, y, w, h), to);
    }
}

void tf_flow_place(struct tf_flow *flow, const char *name, int y)
{
    if (flow->canvas != NULL) {
        tf_canvas_place(flow->canvas, name, 0, y);
    }
}
