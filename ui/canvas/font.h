/* font.h: what the canvas needs of a text engine. ui/sdl gives one that rasterises (SDL2_ttf), ui/paper one
 * that gives glyphs for paper (HarfBuzz); both read the same list of fonts.
 *
 * A run is a piece of text of one face, one direction and one script, on one line. The engine shapes and
 * rasterises it; everything above (bidi, font fallback, line breaks, ellipsis, caching) is type.h's. */
#ifndef TF_CANVAS_FONT_H
#define TF_CANVAS_FONT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tf_font_run {
    const char *text; /* UTF-8, never empty, at most TF_FONT_RUN_BYTES_MAX */
    size_t len;
    int face;    /* index into the engine's faces */
    int size_px; /* em */
    bool bold;
    bool rtl;
    uint32_t script; /* ISO 15924 tag as four bytes, 'Latn'; 0 unknown */
};
#define TF_FONT_RUN_BYTES_MAX   1024
#define TF_FONT_BITMAP_SIDE_MAX 16384

struct tf_font_metrics {
    int ascent_px, descent_px; /* both positive */
    int line_px;
    int cap_px; /* capital height */
};

struct tf_font_bitmap {
    int width_px, height_px;
    int baseline_px; /* of the text, from the bitmap's top; outside the bitmap when only marks have ink */
    int stride;      /* bytes */
    bool colour;     /* ARGB32 premultiplied (emoji), else 8-bit coverage */
    uint8_t *pixels; /* malloc()ed; the caller's */
};

/* A shaped run, from the left. Units are the canvas's pixels, fractions and all. */
struct tf_font_glyph {
    uint32_t id;
    double x, y; /* from the run's left and its baseline; y down */
};
struct tf_font_cluster { /* so many bytes of the text became so many glyphs */
    int bytes, glyphs;
};
struct tf_font_glyphs {
    void *cairo_face; /* cairo_font_face_t, the engine's */
    double size_px;
    struct tf_font_glyph *glyphs;
    size_t glyph_count;
    const char *text; /* what the clusters count the bytes of: the run's, or means the same (NFKC) */
    size_t text_len;
    struct tf_font_cluster *clusters; /* in the order of the text; with rtl the last glyphs are the first's */
    size_t cluster_count;
};

struct tf_font_ops {
    /* The first face of those that serve the script (0: any) that has the code point, then of those that
     * serve every script; emoji: the colour face first. -1: none has it. Opens as few fonts as it can. */
    int (*face_for)(void *engine, uint32_t code_point, uint32_t script, bool emoji);
    bool (*covers)(void *engine, int face, uint32_t code_point);
    enum tf_err (*metrics)(void *engine, int face, int size_px, bool bold, struct tf_font_metrics *out);
    /* Advance width. A run the engine cannot draw (a lone U+200B) is TF_OK with width 0. */
    enum tf_err (*measure)(void *engine, const struct tf_font_run *run, int *width_px);
    /* TF_ERR_LIMIT: wider than TF_FONT_BITMAP_SIDE_MAX. A run without ink is TF_OK with width 0, no pixels.
     */
    enum tf_err (*render)(void *engine, const struct tf_font_run *run, struct tf_font_bitmap *out);
    /* NULL: the engine only renders. Borrowed until the engine's next call. TF_ERR_UNSUPPORTED: this face has
     * pictures instead (emoji): render it. TF_ERR_NOT_FOUND: cannot be drawn. */
    enum tf_err (*glyphs)(void *engine, const struct tf_font_run *run, struct tf_font_glyphs *out);
};
struct tf_font_engine {
    const struct tf_font_ops *ops;
    void *engine;
};

#endif
