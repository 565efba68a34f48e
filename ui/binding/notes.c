#include "binding/notes.h"

#include "markup/markdown_out.h"

enum { STEP_PX = 60, DEPTH_MAX = 6 }; /* what is deeper stands no further in */

static void lay_down(void *user, const struct tf_markdown_block *block)
{
    struct tf_flow *flow = user;
    int depth = block->depth < DEPTH_MAX ? block->depth : DEPTH_MAX;
    int w = TF_FLOW_TEXT_W_PX - depth * STEP_PX;
    bool is_ours = tf_type_is_rtl(block->text, flow->rtl) == flow->rtl; /* its direction */
    int x = TF_FLOW_TEXT_PX + (is_ours ? depth * STEP_PX : 0), mark_x = is_ours ? x - STEP_PX : x + w;
    struct tf_type_style style = {.type = TF_TYPE_BODY, .paint = TF_PAINT_INK};

    if (block->kind == TF_MARKDOWN_RULE) {
        tf_flow_line(flow, x, w);
    } else {
        style.bold = block->kind == TF_MARKDOWN_STRONG;
        style.paint = block->kind == TF_MARKDOWN_QUOTE ? TF_PAINT_INK_SOFT : TF_PAINT_INK;
        tf_flow_room(flow, 2 * flow->theme.type_px[TF_TYPE_BODY]);
        if (*block->mark != '\0') {
            struct tf_type_style mark = style;
            mark.align = is_ours ? TF_ALIGN_START : TF_ALIGN_END;
            tf_flow_beside(flow, mark_x, flow->y, STEP_PX, block->mark, mark);
        }
        tf_flow_theirs(flow, x, w, block->text, style);
    }
    tf_flow_gap(flow, TF_GAP_TINY);
}

enum tf_err tf_binding_note(struct tf_flow *flow, const char *markdown)
{
    return tf_markdown_blocks(markdown, lay_down, flow);
}
