#include "canvas/type.h"

#include "canvas/canvas_in.h"
#include "canvas/type_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_BYTES = 12 * 1024 * 1024 };

enum tf_err tf_type_create(struct tf_type_setter **out, const struct tf_font_engine *engine,
                           size_t cache_bytes)
{
    struct tf_type_setter *setter = calloc(1, sizeof(*setter));
    if (setter == NULL) {
        return TF_ERR_NOMEM;
    }
    setter->fonts = *engine;
    tf_arena_init(&setter->scratch);
    enum tf_err err = tf_type_cache_init(&setter->cache, cache_bytes == 0 ? CACHE_BYTES : cache_bytes);
    if (err != TF_OK) {
        free(setter);
        return err;
    }
    *out = setter;
    return TF_OK;
}

void tf_type_destroy(struct tf_type_setter *setter)
{
    if (setter != NULL) {
        tf_type_cache_free(&setter->cache);
        tf_arena_free(&setter->scratch);
        free(setter);
    }
}

struct tf_type_stats tf_type_stats(const struct tf_type_setter *setter)
{
    const struct tf_type_cache *cache = &setter->cache;
    return (struct tf_type_stats){cache->bytes, cache->runs, cache->hits, cache->misses};
}

/* Large letters need less air between lines; digits go neither below the line nor far above. */
static int line_height(const struct tf_theme *theme, enum tf_type type)
{
    double factor = type == TF_TYPE_COUNT_DOWN ? 1.0
                    : type >= TF_TYPE_DISPLAY  ? 1.16
                    : type >= TF_TYPE_TITLE    ? 1.22
                                               : 1.3;
    return (int)lround(theme->type_px[type] * factor);
}

static int lines_in(const struct tf_theme *theme, struct tf_type_style style, int height_px)
{
    int fit = height_px <= 0 ? TF_TYPE_LINES_MAX : height_px / line_height(theme, style.type);
    int lines = style.lines > 0 && style.lines < fit ? style.lines : fit;
    return lines < 1 ? 1 : lines;
}

/* The layout, from the cache or made; NULL: no memory, or nothing to show. */
static struct tf_type_entry *layout_of(struct tf_type_setter *setter, const struct tf_theme *theme,
                                       const char *text, struct tf_type_style style, int width_px,
                                       int height_px)
{
    if (text == NULL || text[0] == '\0') {
        return NULL;
    }
    struct tf_type_font font = {theme->type_px[style.type], style.bold, style.rtl};
    int lines = lines_in(theme, style, height_px);
    struct tf_type_key key = {.kind = TF_TYPE_KIND_LAYOUT,
                              .numbers = {(uint32_t)font.size_px, font.bold, font.rtl,
                                          (uint32_t)(width_px > 0 ? width_px : 0), (uint32_t)lines, 0},
                              .text = text,
                              .len = strnlen(text, TF_TYPE_TEXT_BYTES_MAX + 1)};
    struct tf_type_entry *entry = tf_type_cache_find(&setter->cache, &key);
    struct tf_type_layout *layout = NULL;
    if (entry != NULL) {
        return entry;
    }
    if (tf_type_lay_out(setter, &layout, text, key.len, font, width_px, lines) != TF_OK) {
        return NULL;
    }
    return tf_type_cache_add(&setter->cache, &key, NULL, layout, tf_type_layout_bytes(layout));
}

struct tf_type_size tf_type_measure(struct tf_type_setter *setter, const struct tf_theme *theme,
                                    const char *text, struct tf_type_style style, int width_px, int height_px)
{
    struct tf_type_entry *entry = layout_of(setter, theme, text, style, width_px, height_px);
    if (entry == NULL) {
        return (struct tf_type_size){0};
    }
    int lines = (int)entry->layout->line_count;
    return (struct tf_type_size){entry->layout->width_px, lines * line_height(theme, style.type), lines,
                                 entry->layout->is_cut};
}

static struct tf_type_entry *coverage_of(struct tf_type_setter *setter, const struct tf_type_layout *layout,
                                         const struct tf_type_run *run, int size_px, bool bold)
{
    struct tf_type_key key = {
        .kind = TF_TYPE_KIND_RUN,
        .numbers = {(uint32_t)run->face, (uint32_t)size_px, bold, run->rtl, run->script, 0},
        .text = layout->bytes + run->start,
        .len = run->len};
    struct tf_type_entry *entry = tf_type_cache_find(&setter->cache, &key);
    struct tf_font_run wanted = {key.text, key.len, run->face, size_px, bold, run->rtl, run->script};
    struct tf_font_bitmap bitmap = {0};
    if (entry != NULL) {
        return entry;
    }
    if (setter->fonts.ops->render(setter->fonts.engine, &wanted, &bitmap) != TF_OK) {
        bitmap = (struct tf_font_bitmap){0}; /* kept as nothing, so that it is not tried at every redraw */
    }
    size_t bytes = bitmap.pixels == NULL ? 0 : (size_t)bitmap.stride * (size_t)bitmap.height_px;
    return tf_type_cache_add(&setter->cache, &key, &bitmap, NULL, bytes);
}

static void draw_run(struct tf_canvas *canvas, const struct tf_font_bitmap *bitmap, int x, int baseline,
                     uint32_t colour)
{
    int y = baseline - bitmap->baseline_px;
    if (bitmap->pixels == NULL) {
        return;
    }
    if (bitmap->colour) {
        struct tf_rect rect = {x, y, bitmap->width_px, bitmap->height_px};
        tf_canvas_image(canvas, rect, bitmap->width_px, bitmap->height_px, bitmap->stride, bitmap->pixels);
    } else {
        tf_canvas_mask(canvas, x, y, bitmap->width_px, bitmap->height_px, bitmap->stride, bitmap->pixels,
                       colour);
    }
}

static void draw_rendered(struct tf_type_setter *setter, struct tf_canvas *canvas,
                          const struct tf_type_layout *layout, const struct tf_type_run *run,
                          struct tf_type_font font, int x, int baseline, uint32_t colour)
{
    struct tf_type_entry *ink = coverage_of(setter, layout, run, font.size_px, font.bold);
    if (ink != NULL) {
        draw_run(canvas, &ink->bitmap, x, baseline, colour);
    }
}

/* As glyphs where the engine has them, else rasterised. */
static void set_run(struct tf_type_setter *setter, struct tf_canvas *canvas,
                    const struct tf_type_layout *layout, const struct tf_type_run *run,
                    struct tf_type_font font, int x, int baseline, uint32_t colour)
{
    const struct tf_font_ops *ops = setter->fonts.ops;
    struct tf_font_run wanted = {
        layout->bytes + run->start, run->len, run->face, font.size_px, font.bold, run->rtl, run->script};
    struct tf_font_glyphs glyphs;
    enum tf_err err =
        ops->glyphs == NULL ? TF_ERR_UNSUPPORTED : ops->glyphs(setter->fonts.engine, &wanted, &glyphs);
    if (err == TF_OK) {
        tf_canvas_glyphs(canvas, x, baseline, &wanted, &glyphs, colour);
    } else if (err == TF_ERR_UNSUPPORTED) {
        draw_rendered(setter, canvas, layout, run, font, x, baseline, colour);
    }
}

static int start_of(int room, int width, enum tf_align align, bool rtl)
{
    if (align == TF_ALIGN_CENTRE) {
        return (room - width) / 2;
    }
    bool is_left = (align == TF_ALIGN_START) != rtl;
    return is_left ? 0 : room - width;
}

static int top_of(int room, int height, enum tf_valign valign)
{
    return valign == TF_VALIGN_TOP ? 0 : valign == TF_VALIGN_MIDDLE ? (room - height) / 2 : room - height;
}

/* Lines of a layout: `first` stands at the top of rect. */
struct part {
    int first, count;
    int top; /* of the first */
};

static void draw_part(struct tf_type_setter *setter, struct tf_canvas *canvas, const struct tf_theme *theme,
                      struct tf_rect rect, struct tf_type_entry *entry, struct tf_type_style style,
                      struct part part)
{
    struct tf_font_metrics metrics;
    int size_px = theme->type_px[style.type];
    if (setter->fonts.ops->metrics(setter->fonts.engine, 0, size_px, style.bold, &metrics) != TF_OK) {
        return;
    }
    const struct tf_type_layout *layout = entry->layout;
    int line_px = line_height(theme, style.type);
    int above = (line_px - metrics.ascent_px - metrics.descent_px) / 2 + metrics.ascent_px;
    entry->is_pinned = true;
    for (int i = 0; i < part.count && (size_t)part.first + (size_t)i < layout->line_count; i++) {
        const struct tf_type_line *line = &layout->lines[part.first + i];
        int y = part.top + i * line_px;
        if (y + 2 * line_px < canvas->clip.y || y - line_px > canvas->clip.y + canvas->clip.h) {
            continue; /* scrolled away: not worth rasterising */
        }
        int x = rect.x + start_of(rect.w, line->width_px, style.align, style.rtl);
        for (uint32_t r = 0; r < line->run_count; r++) {
            const struct tf_type_run *run = &layout->runs[line->first_run + r];
            struct tf_type_font font = {size_px, style.bold, style.rtl};
            set_run(setter, canvas, layout, run, font, x + run->x_px, y + above, theme->paint[style.paint]);
        }
    }
    entry->is_pinned = false;
}

void tf_type_draw(struct tf_type_setter *setter, struct tf_canvas *canvas, const struct tf_theme *theme,
                  struct tf_rect rect, const char *text, struct tf_type_style style, bool rtl)
{
    style.rtl = rtl;
    struct tf_type_entry *entry = layout_of(setter, theme, text, style, rect.w, rect.h);
    if (entry != NULL && rect.w > 0) {
        int lines = (int)entry->layout->line_count;
        int top = rect.y + top_of(rect.h, line_height(theme, style.type) * lines, style.valign);
        draw_part(setter, canvas, theme, rect, entry, style, (struct part){0, lines, top});
    }
}

void tf_type_draw_lines(struct tf_type_setter *setter, struct tf_canvas *canvas, const struct tf_theme *theme,
                        struct tf_rect rect, const char *text, struct tf_type_style style, bool rtl,
                        int first, int count)
{
    style.rtl = rtl;
    struct tf_type_entry *entry = layout_of(setter, theme, text, style, rect.w, 0);
    if (entry != NULL && rect.w > 0 && first >= 0) {
        draw_part(setter, canvas, theme, rect, entry, style, (struct part){first, count, rect.y});
    }
}
