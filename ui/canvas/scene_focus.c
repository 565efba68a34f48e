#include "canvas/scene.h"

#include "canvas/scene_in.h"

#include <stdlib.h>
#include <string.h>

size_t tf_scene_target_count(const struct tf_scene *scene)
{
    return scene->target_count - scene->first_live;
}

const struct tf_target *tf_scene_target_at_index(const struct tf_scene *scene, size_t index)
{
    return index < tf_scene_target_count(scene) ? &scene->targets[scene->first_live + index] : NULL;
}

const struct tf_target *tf_scene_target_at(const struct tf_scene *scene, int x, int y)
{
    for (size_t i = scene->target_count; i > scene->first_live; i--) {
        if (tf_rect_has(scene->targets[i - 1].rect, x, y)) {
            return &scene->targets[i - 1];
        }
    }
    return NULL;
}

const struct tf_target *tf_scene_target_tagged(const struct tf_scene *scene, struct tf_tag tag)
{
    for (size_t i = scene->target_count; tag.what != 0 && i > scene->first_live; i--) {
        if (tf_tag_equal(scene->targets[i - 1].tag, tag)) {
            return &scene->targets[i - 1];
        }
    }
    return NULL;
}

const struct tf_target *tf_scene_target_labelled(const struct tf_scene *scene, const char *label)
{
    for (size_t i = scene->first_live; i < scene->target_count; i++) {
        if (strcmp(scene->targets[i].label, label) == 0) {
            return &scene->targets[i];
        }
    }
    return NULL;
}

struct spot {
    const struct tf_target *target;
    int row;   /* the top of the row that it stands in */
    int start; /* distance from where a line starts */
    size_t order;
};

static int compare(int a, int b)
{
    return (a > b) - (a < b);
}

static int by_top(const void *a, const void *b)
{
    const struct spot *x = a;
    const struct spot *y = b;
    int order = compare(x->target->rect.y, y->target->rect.y);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_reading(const void *a, const void *b)
{
    const struct spot *x = a;
    const struct spot *y = b;
    int order = compare(x->row, y->row);
    order = order != 0 ? order : compare(x->start, y->start);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* Top to bottom, in a row from start to end. What begins above the middle of a row's first target is in its
 * row. *out: the caller's; NULL when there is no memory. */
static struct spot *in_reading_order(const struct tf_scene *scene, size_t count)
{
    struct spot *spots = calloc(count, sizeof(*spots));
    if (spots == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const struct tf_target *target = &scene->targets[scene->first_live + i];
        int start = scene->start.rtl ? -(target->rect.x + target->rect.w) : target->rect.x;
        spots[i] = (struct spot){target, 0, start, i};
    }
    qsort(spots, count, sizeof(*spots), by_top);
    const struct tf_target *first = spots[0].target;
    for (size_t i = 0; i < count; i++) {
        if (spots[i].target->rect.y >= first->rect.y + (first->rect.h + 1) / 2) {
            first = spots[i].target;
        }
        spots[i].row = first->rect.y;
    }
    qsort(spots, count, sizeof(*spots), by_reading);
    return spots;
}

const struct tf_target *tf_scene_focus_step(const struct tf_scene *scene, struct tf_tag from, int step)
{
    size_t count = tf_scene_target_count(scene);
    struct spot *spots = count == 0 ? NULL : in_reading_order(scene, count);
    if (spots == NULL) {
        return NULL;
    }
    size_t next = step < 0 ? count - 1 : 0;
    for (size_t i = 0; from.what != 0 && i < count; i++) {
        if (tf_tag_equal(spots[i].target->tag, from)) {
            next = step < 0 ? (i + count - 1) % count : (i + 1) % count;
            break;
        }
    }
    const struct tf_target *target = spots[next].target;
    free(spots);
    return target;
}

/* How far apart two stretches are; 0 when they overlap. */
static int gap_between(int a, int a_len, int b, int b_len)
{
    if (b >= a + a_len) {
        return b - (a + a_len);
    }
    return a >= b + b_len ? a - (b + b_len) : 0;
}

/* Least is best; negative: not in that direction. */
static long distance(struct tf_rect from, struct tf_rect to, int dx, int dy)
{
    long ahead_x = ((long)to.x * 2 + to.w) - ((long)from.x * 2 + from.w);
    long ahead_y = ((long)to.y * 2 + to.h) - ((long)from.y * 2 + from.h);
    long ahead = dx != 0 ? ahead_x * (dx > 0 ? 1 : -1) : ahead_y * (dy > 0 ? 1 : -1);
    if (ahead <= 0) {
        return -1;
    }
    long beside = dx != 0 ? labs(ahead_y) : labs(ahead_x);
    long along = dx != 0 ? gap_between(from.x, from.w, to.x, to.w) : gap_between(from.y, from.h, to.y, to.h);
    long aside = dx != 0 ? gap_between(from.y, from.h, to.y, to.h) : gap_between(from.x, from.w, to.x, to.w);
    bool is_past = dx != 0 ? (dx > 0 ? to.x >= from.x + from.w : from.x >= to.x + to.w)
                           : (dy > 0 ? to.y >= from.y + from.h : from.y >= to.y + to.h);
    if (!is_past && ahead < beside) {
        return -1; /* more to the side than ahead: another direction's */
    }
    return along * 8 + aside * 32 + beside + ahead;
}

const struct tf_target *tf_scene_focus_toward(const struct tf_scene *scene, struct tf_tag from, int dx,
                                              int dy)
{
    const struct tf_target *here = tf_scene_target_tagged(scene, from);
    if (here == NULL) {
        return tf_scene_focus_step(scene, from, dx + dy < 0 ? -1 : 1);
    }
    const struct tf_target *best = here;
    long least = -1;
    for (size_t i = scene->first_live; (dx != 0 || dy != 0) && i < scene->target_count; i++) {
        long far = distance(here->rect, scene->targets[i].rect, dx, dy);
        if (&scene->targets[i] != here && far >= 0 && (least < 0 || far < least)) {
            least = far;
            best = &scene->targets[i];
        }
    }
    return best;
}
