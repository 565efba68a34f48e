/* stamp.h: coverage of shapes, kept by the canvas: an icon is traced once and then only laid down. That is
 * many times faster than tracing it at each redraw, and the same pixels whatever it is clipped to. */
#ifndef TF_CANVAS_STAMP_H
#define TF_CANVAS_STAMP_H

#include "canvas/canvas.h"

enum tf_stamp_kind { TF_STAMP_COLOUR, TF_STAMP_INK, TF_STAMP_ROUND, TF_STAMP_RING };

struct tf_stamp_key {
    const char *data; /* COLOUR, INK: a path; by its address */
    enum tf_stamp_kind kind;
    int side_px; /* of the square that it fills */
    int radius_px, border_px;
    int stroke_hundredths; /* of a grid unit */
    bool mirrored;
};

struct tf_stamp {
    struct tf_stamp_key key;
    uint8_t *coverage; /* NULL: free, or nothing to lay down */
    int stride;
    uint64_t used;
};

enum { TF_STAMPS_MAX = 160, TF_STAMPS_BYTES_MAX = 768 * 1024, TF_STAMP_SIDE_MAX = 2048 };
struct tf_stamps {
    struct tf_stamp kept[TF_STAMPS_MAX];
    size_t bytes;
    uint64_t clock;
};

/* From what is kept, or traced now; NULL: no memory. Borrowed until the next call. */
const struct tf_stamp *tf_stamp_get(struct tf_stamps *stamps, const struct tf_stamp_key *key);
void tf_stamp_free_all(struct tf_stamps *stamps);

#endif
