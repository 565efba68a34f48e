/* face.h: one font file, open for HarfBuzz and, when it is drawn, for cairo. For faces.c and emoji.c. */
#ifndef TF_PAPER_FACE_H
#define TF_PAPER_FACE_H

#include "base/err.h"

#include <cairo.h>
#include <hb.h>
#include <stdbool.h>

#include <ft2build.h>
#include FT_FREETYPE_H

/* FreeType, for as long as anybody has a face of it: cairo keeps the fonts that it drew with a while longer
 * than we do. */
struct tf_face_library {
    FT_Library ft;
    int users;
};
enum tf_err tf_face_library_open(struct tf_face_library **out);
void tf_face_library_leave(struct tf_face_library *library);

struct tf_face {
    hb_font_t *shaper; /* NULL: not opened yet */
    cairo_font_face_t *outlines;
    FT_Face ft; /* outlines' */
    bool is_broken;
};
struct tf_face_file {
    const char *path;
    long index;
    bool embolden; /* it stands in for a bold face that is missing */
};
/* TF_ERR_NOT_FOUND: the file is no font; then it is broken and stays so. */
enum tf_err tf_face_open(struct tf_face *face, const struct tf_face_file *file);
/* Also for drawing. TF_ERR_NOT_FOUND, TF_ERR_NOMEM. */
enum tf_err tf_face_outlines(struct tf_face *face, const struct tf_face_file *file,
                             struct tf_face_library *library);
void tf_face_close(struct tf_face *face);

#endif
