#include "widgets/list.h"
#include "screens/tiles.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* Every space as a button; touching one shows it on the grid. */
static void draw_spaces(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_list *view)
{
    struct tf_scene *scene = frame->scene;
    int target = tf_style_target(scene), pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_tiles tiles = tf_tiles(frame, rect, (int)view->space_count, view->first, target * 3, target);
    for (int i = tiles.first; i < tiles.end; i++) {
        const struct tf_view_space *space = &view->spaces[i];
        struct tf_button button = {
            .rect = tf_tiles_at(&tiles, i),
            .text = "",
            .label = space->name,
            .role = TF_TARGET_ITEM,
            .intent = {TF_INTENT_PAGE_SPACES, (uint64_t)space->index, 0},
        };
        tf_button(scene, &button);
        struct tf_rect in = tf_rect_inset(button.rect, pad, 0);
        struct tf_rect at = tf_take_left(&in, target * 2 / 5, pad);
        tf_scene_symbol(scene, tf_take_middle(at, at.w, at.w), space->symbol);
        struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
        style.valign = TF_VALIGN_MIDDLE;
        style.lines = 2;
        if (!tf_style_keeps_words(scene, space->name, style, in.w)) {
            style.type = TF_TYPE_CARD;
        }
        tf_scene_text(scene, in, space->name, style);
    }
}

void tf_list_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_list view;
    tf_view_list(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_LARGE);
    tf_screen_top(frame, tf_take_top(&body, tf_style_target(scene), gap), view.title);
    if (view.subtitle[0] != '\0') {
        struct tf_type_style style = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT);
        int line = tf_style_line_height(scene, TF_TYPE_LABEL);
        tf_scene_text(scene, tf_take_top(&body, line, gap), view.subtitle, style);
    }
    if (view.space_count > 0) {
        draw_spaces(frame, body, &view);
        return;
    }
    if (view.card_count == 0) {
        struct tf_type_style style = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
        style.align = TF_ALIGN_CENTRE;
        style.valign = TF_VALIGN_MIDDLE;
        style.lines = 3;
        tf_scene_text(scene, body, view.empty, style);
        return;
    }
    struct tf_pager pager =
        tf_tiles_pager(frame, view.first, tf_list_fit(scene, body, view.card_count), (int)view.card_count);
    struct tf_list_options options = {
        .first = view.first,
        .pager = &pager,
        .place = view.place,
        .place_why_not = view.place_why_not,
    };
    tf_list(scene, body, view.cards, view.card_count, &options);
}
