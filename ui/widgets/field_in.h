/* field_in.h: how a field's text is broken into lines. */
#ifndef TF_WIDGETS_FIELD_IN_H
#define TF_WIDGETS_FIELD_IN_H

#include "base/limits.h"
#include "canvas/scene.h"

/* A line has a grapheme at least, or ends a paragraph. */
#define TF_FIELD_LINES_MAX  (TF_ABOUT_GRAPHEMES_MAX + 2)
#define TF_FIELD_LINE_BYTES (TF_ABOUT_BYTES_MAX + 8) /* with a direction mark and a NUL */

struct tf_field_line {
    size_t begin, end; /* bytes, without the line's own \n */
};
/* Lines at most width_px wide; at least one. text: what an editor holds. */
size_t tf_field_wrap(struct tf_scene *scene, const char *text, struct tf_type_style style, int width_px,
                     struct tf_field_line out[TF_FIELD_LINES_MAX]);

#endif
