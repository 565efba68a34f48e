/* flow.h: text that runs down a column and on to the next page. Two columns: a narrow one in the margin,
 * where the line begins, for times and codes, and the one that is read. Everything is laid out twice: the
 * first time nothing is drawn, so that by the second it is known on which page everything stands. */
#ifndef TF_BINDING_FLOW_H
#define TF_BINDING_FLOW_H

#include "canvas/type.h"

struct tf_flow {
    struct tf_type_setter *setter;
    struct tf_theme theme;
    struct tf_canvas *canvas; /* NULL: the first time */
    bool rtl;
    const char *running; /* at the foot of every page but the first */
    int page;            /* from 1 */
    int y;               /* where the next thing begins */
};

/* All in pixels of the page, from where lines begin. */
enum { TF_FLOW_PX_PER_MM = 10, TF_FLOW_WIDTH_PX = 2100, TF_FLOW_HEIGHT_PX = 2970 };
enum {
    TF_FLOW_MARGIN_PX = 180, /* the column in the margin */
    TF_FLOW_MARGIN_W_PX = 340,
    TF_FLOW_TEXT_PX = 580,
    TF_FLOW_TEXT_W_PX = 1320,
    TF_FLOW_TOP_PX = 240,
    TF_FLOW_BOTTOM_PX = 2700,
};

void tf_flow_begin(struct tf_flow *flow, struct tf_canvas *canvas); /* page 1, empty */
void tf_flow_page(struct tf_flow *flow);                            /* the next */
/* On this page, or at the top of the next. */
void tf_flow_room(struct tf_flow *flow, int height_px);
void tf_flow_gap(struct tf_flow *flow, enum tf_space_step step); /* none at the top of a page */

/* The rect on the page of what begins at x from where lines begin. */
struct tf_rect tf_flow_rect(const struct tf_flow *flow, int x, int y, int w, int h);
int tf_flow_height(const struct tf_flow *flow, const char *text, struct tf_type_style style, int w);
/* Text from the cursor on, over as many pages as it takes; at the side where the book's lines begin. */
void tf_flow_text(struct tf_flow *flow, int x, int w, const char *text, struct tf_type_style style);
/* The same for what people wrote at length: at the side where its own lines begin. */
void tf_flow_theirs(struct tf_flow *flow, int x, int w, const char *text, struct tf_type_style style);
/* A text that stays where it is told, beside the cursor; returns its height. */
int tf_flow_beside(struct tf_flow *flow, int x, int y, int w, const char *text, struct tf_type_style style);
void tf_flow_line(struct tf_flow *flow, int x, int w); /* across, at the cursor */
void tf_flow_link(struct tf_flow *flow, int x, int y, int w, int h, const char *to);
void tf_flow_place(struct tf_flow *flow, const char *name, int y);

#endif
