#include "canvas/stamp.h"

#include "canvas/path.h"

#include <math.h>
#include <stdlib.h>

static bool is_same(const struct tf_stamp_key *a, const struct tf_stamp_key *b)
{
    return a->data == b->data && a->kind == b->kind && a->side_px == b->side_px &&
           a->radius_px == b->radius_px && a->border_px == b->border_px &&
           a->stroke_hundredths == b->stroke_hundredths && a->mirrored == b->mirrored;
}

static size_t bytes_of(const struct tf_stamp *stamp)
{
    return (size_t)stamp->stride * (size_t)stamp->key.side_px;
}

static void drop(struct tf_stamps *stamps, struct tf_stamp *stamp)
{
    if (stamp->coverage != NULL) {
        stamps->bytes -= bytes_of(stamp);
        free(stamp->coverage);
    }
    *stamp = (struct tf_stamp){0};
}

void tf_stamp_free_all(struct tf_stamps *stamps)
{
    for (size_t i = 0; i < TF_STAMPS_MAX; i++) {
        drop(stamps, &stamps->kept[i]);
    }
}

/* A square with round corners, or only its border. */
static void trace_round(cairo_t *cairo, const struct tf_stamp_key *key)
{
    double in = key->kind == TF_STAMP_RING ? key->border_px / 2.0 : 0;
    double side = key->side_px - in;
    double radius = fmax(key->radius_px - in, 0.5);
    cairo_arc(cairo, side - radius, in + radius, radius, -M_PI / 2, 0);
    cairo_arc(cairo, side - radius, side - radius, radius, 0, M_PI / 2);
    cairo_arc(cairo, in + radius, side - radius, radius, M_PI / 2, M_PI);
    cairo_arc(cairo, in + radius, in + radius, radius, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
    if (key->kind == TF_STAMP_RING) {
        cairo_set_line_width(cairo, key->border_px);
        cairo_stroke(cairo);
    } else {
        cairo_fill(cairo);
    }
}

static bool trace(struct tf_stamp *stamp, const struct tf_stamp_key *key)
{
    int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, key->side_px);
    uint8_t *coverage = stride < 1 ? NULL : calloc((size_t)stride, (size_t)key->side_px);
    if (coverage == NULL) {
        return false;
    }
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data(coverage, CAIRO_FORMAT_A8, key->side_px, key->side_px, stride);
    cairo_t *cairo = cairo_create(surface);
    if (key->kind == TF_STAMP_COLOUR || key->kind == TF_STAMP_INK) {
        struct tf_path_pen pen = {key->side_px, key->stroke_hundredths / 100.0, key->mirrored,
                                  key->kind == TF_STAMP_INK};
        tf_path_draw(cairo, &pen, key->data);
    } else {
        trace_round(cairo, key);
    }
    bool is_done = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    if (!is_done) {
        free(coverage);
        return false;
    }
    *stamp = (struct tf_stamp){.key = *key, .coverage = coverage, .stride = stride};
    return true;
}

static struct tf_stamp *least_recent(struct tf_stamps *stamps)
{
    struct tf_stamp *oldest = NULL;
    for (size_t i = 0; i < TF_STAMPS_MAX; i++) {
        struct tf_stamp *stamp = &stamps->kept[i];
        if (stamp->coverage != NULL && (oldest == NULL || stamp->used < oldest->used)) {
            oldest = stamp;
        }
    }
    return oldest;
}

static struct tf_stamp *free_place(struct tf_stamps *stamps)
{
    for (size_t i = 0; i < TF_STAMPS_MAX; i++) {
        if (stamps->kept[i].coverage == NULL) {
            return &stamps->kept[i];
        }
    }
    struct tf_stamp *oldest = least_recent(stamps);
    drop(stamps, oldest);
    return oldest;
}

const struct tf_stamp *tf_stamp_get(struct tf_stamps *stamps, const struct tf_stamp_key *key)
{
    stamps->clock++;
    for (size_t i = 0; i < TF_STAMPS_MAX; i++) {
        struct tf_stamp *stamp = &stamps->kept[i];
        if (stamp->coverage != NULL && is_same(&stamp->key, key)) {
            stamp->used = stamps->clock;
            return stamp;
        }
    }
    struct tf_stamp made = {0};
    if (key->side_px < 1 || key->side_px > TF_STAMP_SIDE_MAX || !trace(&made, key)) {
        return NULL;
    }
    made.used = stamps->clock;
    /* One that alone is too large goes at the next call: everything else has gone before it then. */
    stamps->bytes += bytes_of(&made);
    struct tf_stamp *oldest = least_recent(stamps);
    while (stamps->bytes > TF_STAMPS_BYTES_MAX && oldest != NULL) {
        drop(stamps, oldest);
        oldest = least_recent(stamps);
    }
    struct tf_stamp *place = free_place(stamps);
    *place = made;
    return place;
}
