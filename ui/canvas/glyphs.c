#include "canvas/canvas_in.h"

#include <stdlib.h>

/* cairo's own arrays, from those that font.h could say without knowing cairo. */
struct run {
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
};

static bool take(struct run *run, const struct tf_font_glyphs *from, int x, int y)
{
    run->glyphs = calloc(from->glyph_count, sizeof(*run->glyphs));
    run->clusters = calloc(from->cluster_count, sizeof(*run->clusters));
    if (run->glyphs == NULL || run->clusters == NULL) {
        return false;
    }
    for (size_t i = 0; i < from->glyph_count; i++) {
        const struct tf_font_glyph *glyph = &from->glyphs[i];
        run->glyphs[i] = (cairo_glyph_t){glyph->id, x + glyph->x, y + glyph->y};
    }
    for (size_t i = 0; i < from->cluster_count; i++) {
        run->clusters[i] = (cairo_text_cluster_t){from->clusters[i].bytes, from->clusters[i].glyphs};
    }
    return true;
}

/* Letters as they were designed: at a page's or a poster's fineness there is nothing to fit them to. */
static void set_font(cairo_t *cairo, const struct tf_font_glyphs *glyphs)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_face(cairo, glyphs->cairo_face);
    cairo_set_font_size(cairo, glyphs->size_px);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
}

void tf_canvas_glyphs(struct tf_canvas *canvas, int x, int y, const struct tf_font_run *run,
                      const struct tf_font_glyphs *glyphs, uint32_t colour)
{
    struct run own = {NULL, NULL};
    if (glyphs->glyph_count > 0 && tf_canvas_shows(colour) && take(&own, glyphs, x, y)) {
        cairo_text_cluster_flags_t flags = run->rtl ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0;
        set_font(canvas->cairo, glyphs);
        tf_canvas_source(canvas, colour);
        /* With the text beside it: what is on the page can be searched, copied and read aloud. */
        cairo_show_text_glyphs(canvas->cairo, glyphs->text, (int)glyphs->text_len, own.glyphs,
                               (int)glyphs->glyph_count, own.clusters, (int)glyphs->cluster_count, flags);
    }
    free(own.glyphs);
    free(own.clusters);
}
