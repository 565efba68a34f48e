#include "canvas/scene.h"

#include "canvas/scene_in.h"

static void paint_node(const struct tf_scene *scene, const struct tf_node *node, struct tf_canvas *canvas)
{
    const struct tf_theme *theme = scene->start.theme;
    uint32_t fill = theme->paint[node->fill];
    switch (node->kind) {
    case TF_NODE_BOX:
        tf_canvas_round(canvas, node->rect, node->radius_px, fill, theme->paint[node->border],
                        node->border_px);
        break;
    case TF_NODE_LINE:
        tf_canvas_fill(canvas, node->rect, fill);
        break;
    case TF_NODE_TEXT:
        tf_type_draw(scene->start.setter, canvas, theme, node->rect, node->text, node->style,
                     node->style.rtl);
        break;
    case TF_NODE_ICON: {
        enum tf_icon icon = (enum tf_icon)node->value;
        bool mirrored = scene->start.rtl && tf_icon_is_directional(icon);
        tf_canvas_icon(canvas, node->rect, icon, fill, mirrored);
        break;
    }
    case TF_NODE_SYMBOL:
        tf_canvas_symbol(canvas, node->rect, node->value, fill, theme->paint[TF_PAINT_CARD]);
        break;
    case TF_NODE_QR:
        /* Too small a place: left blank; the screen shows the address beside it anyway. */
        (void)tf_canvas_qr(canvas, node->rect, node->text, node->value, fill, theme->paint[node->border]);
        break;
    }
}

/* A wall that the screen paints itself. */
static bool is_covered(const struct tf_scene *scene, struct tf_rect area)
{
    const struct tf_node *first = scene->node_count > 0 ? &scene->nodes[0] : NULL;
    if (first == NULL || first->kind != TF_NODE_BOX || first->radius_px > 0 ||
        scene->start.theme->paint[first->fill] >> 24 != 0xff) {
        return false;
    }
    struct tf_rect cut = tf_rect_cut(first->bounds, area);
    return cut.w == area.w && cut.h == area.h;
}

void tf_scene_paint(const struct tf_scene *scene, struct tf_canvas *canvas, struct tf_rect rect)
{
    struct tf_rect whole = {0, 0, tf_canvas_width(canvas), tf_canvas_height(canvas)};
    struct tf_rect area = tf_rect_is_empty(rect) ? whole : tf_rect_cut(rect, whole);
    if (tf_rect_is_empty(area)) {
        return;
    }
    tf_canvas_clip(canvas, area);
    if (!is_covered(scene, area)) {
        tf_canvas_fill(canvas, area, scene->start.theme->paint[TF_PAINT_PAPER]);
    }
    for (size_t i = 0; i < scene->node_count; i++) {
        struct tf_rect clip = tf_rect_cut(scene->nodes[i].bounds, area);
        if (!tf_rect_is_empty(clip)) {
            tf_canvas_clip(canvas, clip);
            paint_node(scene, &scene->nodes[i], canvas);
        }
    }
    tf_canvas_clip(canvas, (struct tf_rect){0});
}
