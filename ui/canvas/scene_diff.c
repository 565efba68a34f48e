/* What must be painted again so that the panel shows b where it showed a.
 *
 * Nodes that are in both, in the same order, need nothing; all the others dirty their bounds. Painting a
 * dirty rectangle repaints every node that meets it, in order, so this is exact even where nodes overlap. The
 * common nodes are the longest increasing run of matches by hash. */
#include "canvas/scene.h"

#include "canvas/scene_in.h"

#include <stdlib.h>

struct dirty {
    struct tf_rect *rects;
    size_t count, max;
};

static long area(struct tf_rect rect)
{
    return (long)rect.w * rect.h;
}

/* Pixels that a union paints in vain. */
static long waste(struct tf_rect a, struct tf_rect b)
{
    return area(tf_rect_union(a, b)) - area(a) - area(b);
}

static size_t cheapest(const struct dirty *dirty, struct tf_rect rect, long *cost)
{
    size_t best = dirty->count;
    for (size_t i = 0; i < dirty->count; i++) {
        long much = waste(dirty->rects[i], rect);
        if (best == dirty->count || much < *cost) {
            best = i;
            *cost = much;
        }
    }
    return best;
}

static void take_out(struct dirty *dirty, size_t index)
{
    dirty->rects[index] = dirty->rects[--dirty->count];
}

static void add(struct dirty *dirty, struct tf_rect rect)
{
    const long SLACK = 64L * 64; /* one rectangle more costs about as much as painting this in vain */
    if (tf_rect_is_empty(rect)) {
        return;
    }
    long cost = 0;
    size_t near = cheapest(dirty, rect, &cost);
    while (near < dirty->count && (cost <= SLACK || dirty->count >= dirty->max)) {
        rect = tf_rect_union(dirty->rects[near], rect);
        take_out(dirty, near);
        near = cheapest(dirty, rect, &cost);
    }
    dirty->rects[dirty->count++] = rect;
}

struct pair {
    uint64_t hash;
    size_t index;
    bool is_of_b;
};

static int by_hash(const void *a, const void *b)
{
    const struct pair *x = a;
    const struct pair *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    if (x->is_of_b != y->is_of_b) {
        return x->is_of_b ? 1 : -1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

struct work {
    const struct tf_node *a, *b; /* what is between the common start and end */
    size_t na, nb;
    struct pair *pairs; /* na + nb */
    size_t *match;      /* of each in b: the index in a + 1, or 0 */
    size_t *tails;      /* for the longest increasing run */
    size_t *before;
    bool *kept; /* of each in a */
};

/* The k-th node with a hash in a is the k-th with it in b. */
static void match(struct work *work)
{
    for (size_t i = 0; i < work->na; i++) {
        work->pairs[i] = (struct pair){work->a[i].hash, i, false};
    }
    for (size_t i = 0; i < work->nb; i++) {
        work->pairs[work->na + i] = (struct pair){work->b[i].hash, i, true};
    }
    size_t count = work->na + work->nb;
    qsort(work->pairs, count, sizeof(*work->pairs), by_hash);
    for (size_t start = 0; start < count;) {
        size_t a = start;
        size_t b = start;
        while (b < count && work->pairs[b].hash == work->pairs[start].hash && !work->pairs[b].is_of_b) {
            b++;
        }
        size_t first_b = b;
        for (; b < count && work->pairs[b].hash == work->pairs[start].hash; b++) {
            if (a < first_b) {
                work->match[work->pairs[b].index] = work->pairs[a++].index + 1;
            }
        }
        start = b;
    }
}

/* Leaves in match only what is increasing, as long as can be (patience sorting). */
static void keep_longest(struct work *work)
{
    size_t len = 0;
    for (size_t i = 0; i < work->nb; i++) {
        if (work->match[i] == 0) {
            continue;
        }
        size_t low = 0;
        size_t high = len;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (work->match[work->tails[middle]] < work->match[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        work->before[i] = low > 0 ? work->tails[low - 1] : SIZE_MAX;
        work->tails[low] = i;
        len = low == len ? len + 1 : len;
    }
    size_t next = len > 0 ? work->tails[len - 1] : SIZE_MAX;
    for (size_t i = work->nb; i > 0; i--) {
        if (i - 1 == next) {
            work->kept[work->match[i - 1] - 1] = true;
            next = work->before[i - 1];
        } else {
            work->match[i - 1] = 0;
        }
    }
}

static bool work_create(struct work *work)
{
    size_t total = work->na + work->nb;
    work->pairs = calloc(total, sizeof(*work->pairs));
    work->match = calloc(work->nb + 1, sizeof(*work->match));
    work->tails = calloc(work->nb + 1, sizeof(*work->tails));
    work->before = calloc(work->nb + 1, sizeof(*work->before));
    work->kept = calloc(work->na + 1, sizeof(*work->kept));
    return work->pairs != NULL && work->match != NULL && work->tails != NULL && work->before != NULL &&
           work->kept != NULL;
}

static void work_destroy(struct work *work)
{
    free(work->pairs);
    free(work->match);
    free(work->tails);
    free(work->before);
    free(work->kept);
}

static void compare(struct work *work, struct dirty *dirty)
{
    if (work->na + work->nb == 0) {
        return;
    }
    bool has_memory = work_create(work);
    if (has_memory) {
        match(work);
        keep_longest(work);
    }
    for (size_t i = 0; i < work->na; i++) {
        if (!has_memory || !work->kept[i]) {
            add(dirty, work->a[i].bounds);
        }
    }
    for (size_t i = 0; i < work->nb; i++) {
        if (!has_memory || work->match[i] == 0) {
            add(dirty, work->b[i].bounds);
        }
    }
    work_destroy(work);
}

size_t tf_scene_diff(const struct tf_scene *a, const struct tf_scene *b, struct tf_rect *out, size_t max)
{
    if (max == 0) {
        return 0;
    }
    if (a == NULL || a->theme_hash != b->theme_hash) {
        out[0] = (struct tf_rect){0, 0, b->start.theme->width_px, b->start.theme->height_px};
        return 1;
    }
    struct work work = {.a = a->nodes, .b = b->nodes, .na = a->node_count, .nb = b->node_count};
    while (work.na > 0 && work.nb > 0 && work.a[0].hash == work.b[0].hash) {
        work.a++, work.b++, work.na--, work.nb--;
    }
    while (work.na > 0 && work.nb > 0 && work.a[work.na - 1].hash == work.b[work.nb - 1].hash) {
        work.na--, work.nb--;
    }
    struct dirty dirty = {out, 0, max < TF_SCENE_DIRTY_MAX ? max : TF_SCENE_DIRTY_MAX};
    compare(&work, &dirty);
    return dirty.count;
}
