/* type_in.h: the inside of type setting, for the type_*.c files.
 *
 *   text ──runs──▶ code points with level, script and face ──lines──▶ layout (cached)
 *        ──type.c──▶ coverage of each run (cached) ──▶ canvas
 */
#ifndef TF_CANVAS_TYPE_IN_H
#define TF_CANVAS_TYPE_IN_H

#include "base/arena.h"
#include "canvas/type.h"

/* ---- type_cache.c: layouts and rasterised runs, the least recently used go first -------------------------
 */

struct tf_type_key {
    uint32_t kind;       /* of what is kept */
    uint32_t numbers[6]; /* sizes, directions … what it depends on beside the text */
    const char *text;
    size_t len;
};
enum { TF_TYPE_KIND_RUN, TF_TYPE_KIND_LAYOUT };

struct tf_type_entry {
    struct tf_type_entry *newer, *older; /* all entries, by last use */
    struct tf_type_entry *chain;         /* the same bucket */
    uint64_t hash;
    size_t bytes;
    bool is_pinned; /* in use: must not go */
    struct tf_font_bitmap bitmap;
    struct tf_type_layout *layout;
    struct tf_type_key key; /* text points behind the struct */
    char text[];
};

struct tf_type_cache {
    struct tf_type_entry **buckets;
    struct tf_type_entry *newest, *oldest;
    size_t bytes, max_bytes, runs, hits, misses;
};

enum tf_err tf_type_cache_init(struct tf_type_cache *cache, size_t max_bytes);
void tf_type_cache_free(struct tf_type_cache *cache);
/* NULL: not there. Borrowed until the next add. */
struct tf_type_entry *tf_type_cache_find(struct tf_type_cache *cache, const struct tf_type_key *key);
/* Takes over the bitmap's pixels or the layout, also when it returns NULL (no memory). */
struct tf_type_entry *tf_type_cache_add(struct tf_type_cache *cache, const struct tf_type_key *key,
                                        const struct tf_font_bitmap *bitmap, struct tf_type_layout *layout,
                                        size_t bytes);

struct tf_type_setter {
    struct tf_font_engine fonts;
    struct tf_type_cache cache;
    struct tf_arena scratch;   /* empty between calls */
    uint32_t script_tags[256]; /* by libunistring's number of a script; 0: not looked up yet */
};

/* ---- type_runs.c: what each letter needs
 * ------------------------------------------------------------------- */

#define TF_TYPE_TAG(a, b, c, d)                                                                              \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

/* A paragraph. Arrays have one item a code point, offsets one more; all of it lies in the scratch arena. */
struct tf_type_text {
    size_t count;
    uint32_t *points;
    uint32_t *source; /* where it begins in the caller's text */
    uint32_t *at;     /* where it begins in bytes; what must not be drawn has no bytes */
    char *bytes;      /* UTF-8 */
    char *is_start;   /* a grapheme starts here */
    char *breaks;     /* UC_BREAK_* before it */
    signed char *levels;
    int16_t *faces;
    uint32_t *scripts; /* ISO 15924 */
    bool rtl;          /* the paragraph's direction */
};

struct tf_type_font {
    int size_px;
    bool bold;
    bool rtl; /* direction of a text that has none */
};

/* A paragraph ends before \n, \r\n, U+2028, U+2029 (taken as a space when joined); at most max points are
 * read. *used: bytes with the paragraph's end. TF_ERR_NOMEM. */
enum tf_err tf_type_itemise(struct tf_type_setter *setter, struct tf_type_text *out, const char *text,
                            size_t len, bool is_joined, bool rtl, size_t max_points, size_t *used);

/* What can be drawn in one go. */
struct tf_type_piece {
    size_t from, to; /* code points */
    int level, face;
    uint32_t script;
    int width_px;
};
/* The pieces of [from, to), measured, in visual order from the left; *out lies in the scratch arena. */
enum tf_err tf_type_pieces(struct tf_type_setter *setter, const struct tf_type_text *text,
                           struct tf_type_font font, size_t from, size_t to, struct tf_type_piece **out,
                           size_t *count);
int tf_type_width(struct tf_type_setter *setter, const struct tf_type_text *text, struct tf_type_font font,
                  size_t from, size_t to);
int tf_type_measure_bytes(struct tf_type_setter *setter, struct tf_type_font font, const char *bytes,
                          size_t len, int face, int level, uint32_t script);
/* The ISO 15924 tag of a code point's script; Zyyy and Zinh for what has none of its own. */
uint32_t tf_type_script(struct tf_type_setter *setter, uint32_t point);

/* ---- type_lines.c
 * ------------------------------------------------------------------------------------------ */

struct tf_type_run {
    uint32_t start, len; /* in bytes */
    int x_px, width_px;
    int face;
    uint32_t script;
    bool rtl;
};
struct tf_type_line {
    uint32_t first_run, run_count;
    int width_px;
};
struct tf_type_layout {
    struct tf_type_line *lines;
    struct tf_type_run *runs;
    char *bytes;
    size_t line_count, run_count, byte_count;
    int width_px;
    bool is_cut;
};
/* width_px ≤ 0: one line of any width. TF_ERR_NOMEM. */
enum tf_err tf_type_lay_out(struct tf_type_setter *setter, struct tf_type_layout **out, const char *text,
                            size_t len, struct tf_type_font font, int width_px, int max_lines);
void tf_type_layout_free(struct tf_type_layout *layout);
size_t tf_type_layout_bytes(const struct tf_type_layout *layout);

#endif
