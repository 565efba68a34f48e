#include "canvas/scene.h"

#include "canvas/scene_in.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the mark in front of a line that is not part of what was typed. */
static size_t mark_of(const char *line)
{
    bool has_mark = strncmp(line, "\u200E", 3) == 0 || strncmp(line, "\u200F", 3) == 0;
    return has_mark ? strlen("\u200E") : 0;
}

int tf_scene_typed_caret(struct tf_scene *scene, const char *line, struct tf_type_style style, size_t offset)
{
    if (scene->start.setter == NULL) {
        return 0;
    }
    style.rtl = scene->start.rtl;
    return tf_type_caret(scene->start.setter, scene->start.theme, line, style, offset + mark_of(line));
}

size_t tf_scene_typed_ranges(struct tf_scene *scene, const char *line, struct tf_type_style style,
                             size_t begin, size_t end, struct tf_type_range *out, size_t max)
{
    if (scene->start.setter == NULL) {
        return 0;
    }
    size_t mark = mark_of(line);
    style.rtl = scene->start.rtl;
    return tf_type_ranges(scene->start.setter, scene->start.theme, line, style, begin + mark, end + mark, out,
                          max);
}

size_t tf_scene_typed_at(const struct tf_scene *scene, const struct tf_target *target, int x, int y)
{
    const struct tf_node *nearest = NULL;
    int least = INT_MAX;
    for (size_t i = 0; i < scene->node_count; i++) {
        const struct tf_node *node = &scene->nodes[i];
        int middle = node->rect.y + node->rect.h / 2;
        bool is_line =
            node->kind == TF_NODE_TEXT && node->value > 0 && tf_rect_meets(node->bounds, target->rect);
        if (is_line && abs(middle - y) < least) {
            least = abs(middle - y);
            nearest = node;
        }
    }
    if (nearest == NULL || scene->start.setter == NULL) {
        return SIZE_MAX;
    }
    size_t mark = mark_of(nearest->text);
    size_t offset = tf_type_offset_at(scene->start.setter, scene->start.theme, nearest->text, nearest->style,
                                      x - nearest->rect.x);
    return (size_t)nearest->value - 1 + (offset > mark ? offset - mark : 0);
}
