#include "canvas/scene.h"

#include "canvas/scene_in.h"

#include <stdlib.h>
#include <string.h>

/* Nothing on a panel is further away than this; keeps sums of coordinates far from overflow. */
enum { FAR_PX = 1 << 20 };

bool tf_tag_equal(struct tf_tag x, struct tf_tag y)
{
    return x.what == y.what && x.a == y.a && x.b == y.b;
}

enum tf_err tf_scene_create(struct tf_scene **out)
{
    struct tf_scene *scene = calloc(1, sizeof(*scene));
    if (scene == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_arena_init(&scene->arena);
    *out = scene;
    return TF_OK;
}

void tf_scene_destroy(struct tf_scene *scene)
{
    if (scene != NULL) {
        tf_arena_free(&scene->arena);
        free(scene->nodes);
        free(scene->targets);
        free(scene);
    }
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (; len >= 8; len -= 8, at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    for (; len > 0; len--, at++) {
        hash = (hash ^ *at) * UINT64_C(0x100000001B3);
    }
    return hash ^ hash >> 32;
}

void tf_scene_begin(struct tf_scene *scene, const struct tf_scene_start *start)
{
    tf_arena_reset(&scene->arena);
    scene->node_count = 0;
    scene->target_count = 0;
    scene->first_live = 0;
    scene->clip_count = 0;
    scene->start = *start;
    scene->err = TF_OK;
    scene->theme_hash = hash_bytes(start->rtl, start->theme, sizeof(*start->theme));
}

const struct tf_theme *tf_scene_theme(const struct tf_scene *scene)
{
    return scene->start.theme;
}

bool tf_scene_is_rtl(const struct tf_scene *scene)
{
    return scene->start.rtl;
}

bool tf_scene_is_pressed(const struct tf_scene *scene, struct tf_tag tag)
{
    return tag.what != 0 && tf_tag_equal(scene->start.pressed, tag);
}

bool tf_scene_is_focused(const struct tf_scene *scene, struct tf_tag tag)
{
    return tag.what != 0 && tf_tag_equal(scene->start.focus, tag);
}

/* Makes room for one more; NULL and an error that sticks when that fails. */
static void *grow(struct tf_scene *scene, void *items, size_t count, size_t *room, size_t size, size_t max)
{
    if (count < *room) {
        return items;
    }
    if (count >= max) {
        scene->err = scene->err != TF_OK ? scene->err : TF_ERR_LIMIT;
        return NULL;
    }
    size_t more = *room == 0 ? 256 : *room * 2;
    more = more > max ? max : more;
    void *larger = realloc(items, more * size);
    if (larger == NULL) {
        scene->err = TF_ERR_NOMEM;
        return NULL;
    }
    *room = more;
    return larger;
}

static int near(int px)
{
    return px < -FAR_PX ? -FAR_PX : px > FAR_PX ? FAR_PX : px;
}

/* From the screen's left-to-right coordinates to the panel's. */
static struct tf_rect placed(const struct tf_scene *scene, struct tf_rect rect)
{
    struct tf_rect at = {near(rect.x), near(rect.y), near(rect.w), near(rect.h)};
    if (scene->start.rtl) {
        at.x = scene->start.theme->width_px - at.x - at.w;
    }
    return at;
}

static struct tf_rect clip_now(const struct tf_scene *scene)
{
    int top = scene->clip_count < TF_SCENE_CLIPS_MAX ? scene->clip_count : TF_SCENE_CLIPS_MAX;
    struct tf_rect panel = {0, 0, scene->start.theme->width_px, scene->start.theme->height_px};
    return top == 0 ? panel : scene->clips[top - 1];
}

void tf_scene_clip(struct tf_scene *scene, struct tf_rect rect)
{
    if (scene->clip_count < TF_SCENE_CLIPS_MAX) {
        scene->clips[scene->clip_count] = tf_rect_cut(placed(scene, rect), clip_now(scene));
    } else if (scene->err == TF_OK) {
        scene->err = TF_ERR_LIMIT;
    }
    scene->clip_count++;
}

void tf_scene_unclip(struct tf_scene *scene)
{
    if (scene->clip_count > 0) {
        scene->clip_count--;
    } else if (scene->err == TF_OK) {
        scene->err = TF_ERR_LIMIT;
    }
}

static uint64_t hash_node(const struct tf_scene *scene, const struct tf_node *node)
{
    const struct tf_rect rects[2] = {node->rect, node->bounds};
    const struct tf_type_style *style = &node->style;
    const int numbers[] = {(int)node->kind, (int)node->fill, (int)node->border,  node->radius_px,
                           node->border_px, node->value,     (int)style->type,   (int)style->paint,
                           style->bold,     style->rtl,      (int)style->align,  (int)style->valign,
                           style->lines,    node->is_cut,    node->text != NULL, 0};
    uint64_t hash = hash_bytes(scene->theme_hash, rects, sizeof(rects));
    hash = hash_bytes(hash, numbers, sizeof(numbers));
    return node->text == NULL ? hash : hash_bytes(hash, node->text, strlen(node->text));
}

/* Adds what shows. overhang: how far it paints beyond its rect. */
static void add_node(struct tf_scene *scene, struct tf_node node, int overhang_x, int overhang_y)
{
    struct tf_rect clip = clip_now(scene);
    node.bounds = tf_rect_cut(tf_rect_inset(node.rect, -overhang_x, -overhang_y), clip);
    if (tf_rect_is_empty(node.rect) || tf_rect_is_empty(node.bounds)) {
        return;
    }
    struct tf_node *nodes = grow(scene, scene->nodes, scene->node_count, &scene->node_room,
                                 sizeof(*scene->nodes), TF_SCENE_NODES_MAX);
    if (nodes == NULL) {
        return;
    }
    scene->nodes = nodes;
    if (node.text != NULL) {
        node.text = tf_arena_strndup(&scene->arena, node.text, TF_TYPE_TEXT_BYTES_MAX);
        if (node.text == NULL) {
            scene->err = TF_ERR_NOMEM;
            return;
        }
    }
    node.clip = scene->clip_count > 0 ? clip : (struct tf_rect){0};
    node.hash = hash_node(scene, &node);
    scene->nodes[scene->node_count++] = node;
}

void tf_scene_box(struct tf_scene *scene, struct tf_rect rect, enum tf_paint fill, enum tf_paint border,
                  int radius_px)
{
    struct tf_node node = {.kind = TF_NODE_BOX,
                           .rect = placed(scene, rect),
                           .fill = fill,
                           .border = border,
                           .radius_px = radius_px,
                           .border_px = border == TF_PAINT_NONE ? 0 : scene->start.theme->line_px};
    add_node(scene, node, 0, 0);
}

void tf_scene_line(struct tf_scene *scene, struct tf_rect rect, enum tf_paint paint)
{
    add_node(scene, (struct tf_node){.kind = TF_NODE_LINE, .rect = placed(scene, rect), .fill = paint}, 0, 0);
}

int tf_scene_text(struct tf_scene *scene, struct tf_rect rect, const char *text, struct tf_type_style style)
{
    if (text == NULL || text[0] == '\0' || scene->start.setter == NULL || rect.w <= 0) {
        return 0;
    }
    style.rtl = scene->start.rtl;
    struct tf_type_size size =
        tf_type_measure(scene->start.setter, scene->start.theme, text, style, rect.w, rect.h);
    if (rect.h <= 0) {
        rect.h = size.height_px;
    }
    struct tf_node node = {.kind = TF_NODE_TEXT,
                           .rect = placed(scene, rect),
                           .fill = style.paint,
                           .text = text,
                           .style = style,
                           .is_cut = size.is_cut};
    int em = scene->start.theme->type_px[style.type];
    /* Marks above and below, slanting letters, a rect lower than its one line. */
    int over = size.height_px > rect.h ? size.height_px - rect.h : 0;
    add_node(scene, node, em / 4, em / 2 + over);
    return size.height_px;
}

int tf_scene_text_height(struct tf_scene *scene, int width_px, const char *text, struct tf_type_style style)
{
    if (text == NULL || text[0] == '\0' || scene->start.setter == NULL || width_px <= 0) {
        return 0;
    }
    style.rtl = scene->start.rtl;
    return tf_type_measure(scene->start.setter, scene->start.theme, text, style, width_px, 0).height_px;
}

int tf_scene_text_width(struct tf_scene *scene, const char *text, struct tf_type_style style)
{
    if (text == NULL || text[0] == '\0' || scene->start.setter == NULL) {
        return 0;
    }
    style.rtl = scene->start.rtl;
    return tf_type_measure(scene->start.setter, scene->start.theme, text, style, 0, 0).width_px;
}

void tf_scene_typed(struct tf_scene *scene, struct tf_rect rect, const char *line, size_t first,
                    struct tf_type_style style)
{
    if (line == NULL || line[0] == '\0' || scene->start.setter == NULL || first >= TF_TYPE_TEXT_BYTES_MAX) {
        return;
    }
    int em = scene->start.theme->type_px[style.type];
    style.rtl = scene->start.rtl;
    style.align = TF_ALIGN_START;
    style.lines = 1;
    struct tf_type_size size = tf_type_measure(scene->start.setter, scene->start.theme, line, style, 0, 0);
    rect.w = size.width_px;
    struct tf_node node = {.kind = TF_NODE_TEXT,
                           .rect = placed(scene, rect),
                           .fill = style.paint,
                           .text = line,
                           .style = style,
                           .value = (int)first + 1};
    add_node(scene, node, em / 4, em / 2);
}

void tf_scene_icon(struct tf_scene *scene, struct tf_rect rect, enum tf_icon icon, enum tf_paint paint)
{
    struct tf_node node = {
        .kind = TF_NODE_ICON, .rect = placed(scene, rect), .fill = paint, .value = (int)icon};
    add_node(scene, node, 0, 0);
}

void tf_scene_symbol(struct tf_scene *scene, struct tf_rect rect, int symbol)
{
    unsigned which = (unsigned)symbol % TF_THEME_SYMBOLS;
    struct tf_node node = {.kind = TF_NODE_SYMBOL,
                           .rect = placed(scene, rect),
                           .fill = (enum tf_paint)(TF_PAINT_SYMBOL_0 + which),
                           .value = (int)which};
    add_node(scene, node, 0, 0);
}

void tf_scene_qr(struct tf_scene *scene, struct tf_rect rect, const char *text, int min_module_px)
{
    struct tf_node node = {.kind = TF_NODE_QR,
                           .rect = placed(scene, rect),
                           .fill = TF_PAINT_QR_DARK,
                           .border = TF_PAINT_QR_LIGHT,
                           .text = text,
                           .value = min_module_px};
    if (text != NULL && text[0] != '\0') {
        add_node(scene, node, 0, 0);
    }
}

static const char *keep(struct tf_scene *scene, const char *text)
{
    const char *copy = tf_arena_strndup(&scene->arena, text, TF_TYPE_TEXT_BYTES_MAX);
    if (copy == NULL) {
        scene->err = TF_ERR_NOMEM;
    }
    return copy;
}

void tf_scene_target(struct tf_scene *scene, const struct tf_target *target)
{
    struct tf_target kept = *target;
    if (scene->start.is_paper) {
        return;
    }
    struct tf_rect whole = placed(scene, target->rect);
    kept.rect = tf_rect_cut(whole, clip_now(scene));
    kept.is_clipped = kept.rect.w != whole.w || kept.rect.h != whole.h;
    if (tf_rect_is_empty(kept.rect)) {
        return; /* scrolled away: cannot be touched */
    }
    struct tf_target *targets = grow(scene, scene->targets, scene->target_count, &scene->target_room,
                                     sizeof(*scene->targets), TF_SCENE_TARGETS_MAX);
    if (targets == NULL) {
        return;
    }
    scene->targets = targets;
    kept.label = keep(scene, target->label == NULL ? "" : target->label);
    kept.disabled = target->disabled == NULL ? NULL : keep(scene, target->disabled);
    if (kept.label != NULL && (kept.disabled != NULL || target->disabled == NULL)) {
        scene->targets[scene->target_count++] = kept;
    }
}

void tf_scene_modal(struct tf_scene *scene)
{
    scene->first_live = scene->target_count;
}

/* Two rings, so that one of them stands out from whatever is under them. */
static void add_focus(struct tf_scene *scene, const struct tf_target *target)
{
    int px = tf_theme_mm(scene->start.theme, 0.8);
    struct tf_node ring = {.kind = TF_NODE_BOX,
                           .rect = tf_rect_inset(target->rect, -px, -px),
                           .border = TF_PAINT_FOCUS,
                           .radius_px = scene->start.theme->radius_px + px,
                           .border_px = px};
    struct tf_node gap = {.kind = TF_NODE_BOX,
                          .rect = target->rect,
                          .border = TF_PAINT_PAPER,
                          .radius_px = scene->start.theme->radius_px,
                          .border_px = (px + 1) / 2};
    add_node(scene, gap, 0, 0);
    add_node(scene, ring, 0, 0);
}

enum tf_err tf_scene_end(struct tf_scene *scene)
{
    if (scene->clip_count != 0) { /* a clip that was never taken back would cut the next screen's work too */
        scene->err = scene->err != TF_OK ? scene->err : TF_ERR_LIMIT;
        scene->clip_count = 0;
    }
    if (scene->start.focus.what != 0) {
        const struct tf_target *target = tf_scene_target_tagged(scene, scene->start.focus);
        if (target != NULL) {
            add_focus(scene, target);
        }
    }
    return scene->err;
}

size_t tf_scene_node_count(const struct tf_scene *scene)
{
    return scene->node_count;
}

const struct tf_node *tf_scene_node(const struct tf_scene *scene, size_t index)
{
    return index < scene->node_count ? &scene->nodes[index] : NULL;
}
