/* type.h: setting text: bidi runs (FriBidi), font fallback, line breaks (libunistring), ellipsis, and a cache
 * of rasterised runs bounded in bytes. Nothing that a person can type makes it fail: what cannot be drawn is
 * left out. */
#ifndef TF_CANVAS_TYPE_H
#define TF_CANVAS_TYPE_H

#include "canvas/canvas.h"
#include "canvas/font.h"
#include "canvas/theme.h"

enum tf_align { TF_ALIGN_START, TF_ALIGN_CENTRE, TF_ALIGN_END };
enum tf_valign { TF_VALIGN_TOP, TF_VALIGN_MIDDLE, TF_VALIGN_BOTTOM };

struct tf_type_style {
    enum tf_type type;
    enum tf_paint paint;
    bool bold;
    enum tf_align align; /* start is right in a right-to-left scene */
    enum tf_valign valign;
    int lines; /* at most; 0: as many as fit */
    bool rtl;  /* set by the scene: direction of text that has none of its own ("10:30 – 11:00") */
};
/* Longer text is cut there before anything else is done with it. */
#define TF_TYPE_TEXT_BYTES_MAX 32768
#define TF_TYPE_LINES_MAX      1000

struct tf_type_setter;
/* engine is borrowed. cache_bytes 0: 12 MiB. */
enum tf_err tf_type_create(struct tf_type_setter **out, const struct tf_font_engine *engine,
                           size_t cache_bytes);
void tf_type_destroy(struct tf_type_setter *setter);

struct tf_type_size {
    int width_px, height_px, lines;
    bool is_cut;
};
/* How text would be set in width_px (≤ 0: one line of any width) and height_px (≤ 0: any height, else at
 * least one line is set); the last line that does not fit ends in "…". */
struct tf_type_size tf_type_measure(struct tf_type_setter *setter, const struct tf_theme *theme,
                                    const char *text, struct tf_type_style style, int width_px,
                                    int height_px);
/* rtl: the scene's direction, which decides what "start" is; each paragraph's own direction comes from its
 * first strong letter. */
void tf_type_draw(struct tf_type_setter *setter, struct tf_canvas *canvas, const struct tf_theme *theme,
                  struct tf_rect rect, const char *text, struct tf_type_style style, bool rtl);
/* Of the same text in rect.w only the lines from `first` on, count of them, from the top of rect: what goes
 * on on another page. rect.h and style.valign mean nothing. */
void tf_type_draw_lines(struct tf_type_setter *setter, struct tf_canvas *canvas, const struct tf_theme *theme,
                        struct tf_rect rect, const char *text, struct tf_type_style style, bool rtl,
                        int first, int count);
/* The direction of a text by its first strong letter; otherwise: it has none. */
bool tf_type_is_rtl(const char *text, bool otherwise);
/* The x of the caret before byte `offset` of a single line, from the line's left; for text fields. */
int tf_type_caret(struct tf_type_setter *setter, const struct tf_theme *theme, const char *text,
                  struct tf_type_style style, size_t offset);
size_t tf_type_offset_at(struct tf_type_setter *setter, const struct tf_theme *theme, const char *text,
                         struct tf_type_style style, int x_px); /* the grapheme boundary nearest to x */
struct tf_type_range {
    int x_px, width_px;
};
/* Where [begin, end) of a single line stands, from the line's left: a piece for each change of direction.
 * Returns how many, at most max. */
size_t tf_type_ranges(struct tf_type_setter *setter, const struct tf_theme *theme, const char *text,
                      struct tf_type_style style, size_t begin, size_t end, struct tf_type_range *out,
                      size_t max);

struct tf_type_stats {
    size_t cached_bytes, cached_runs, hits, misses;
};
struct tf_type_stats tf_type_stats(const struct tf_type_setter *setter);

#endif
