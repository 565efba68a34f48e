#include "golden/fingerprint.h"

#include <string.h>

/* FNV-1a, 64 bits. */
static uint64_t add_bytes(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static uint64_t add(uint64_t hash, int64_t number)
{
    return add_bytes(hash, &number, sizeof number);
}

static uint64_t add_rect(uint64_t hash, struct tf_rect rect)
{
    return add(add(add(add(hash, rect.x), rect.y), rect.w), rect.h);
}

static uint64_t add_node(uint64_t hash, const struct tf_node *node)
{
    const int numbers[] = {(int)node->kind,   (int)node->fill,        (int)node->border,
                           node->radius_px,   node->border_px,        node->value,
                           node->is_cut,      (int)node->style.type,  (int)node->style.paint,
                           node->style.bold,  (int)node->style.align, (int)node->style.valign,
                           node->style.lines, node->style.rtl};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        hash = add(hash, numbers[i]);
    }
    hash = add_rect(add_rect(hash, node->rect), node->clip);
    return node->text == NULL ? hash : add_bytes(hash, node->text, strlen(node->text) + 1);
}

uint32_t fingerprint(const struct picture *picture)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (int type = 0; type < TF_TYPE_COUNT; type++) {
        hash = add(hash, picture->theme.type_px[type]);
    }
    for (int paint = 0; paint < TF_PAINT_COUNT; paint++) {
        hash = add(hash, picture->theme.paint[paint]);
    }
    hash = add(hash, tf_scene_is_rtl(picture->scene));
    for (size_t i = 0; i < tf_scene_node_count(picture->scene); i++) {
        hash = add_node(hash, tf_scene_node(picture->scene, i));
    }
    return (uint32_t)(hash ^ hash >> 32);
}
