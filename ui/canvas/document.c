#include "canvas/canvas_in.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

enum {
    WORDS_BYTES = 2400
}; /* an address of TF_URL_BYTES_MAX, every letter escaped, and what stands around it */

static bool is_name(const char *name)
{
    return name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0' &&
           name[0] != '\0' && strlen(name) < 100;
}

/* cairo's attributes are words in quotes: "'" and "\" are escaped. false: too long. */
static bool quote(char *out, size_t size, const char *text)
{
    size_t len = 0;
    for (; *text != '\0'; text++) {
        if (len + 3 > size) {
            return false;
        }
        if (*text == '\'' || *text == '\\') {
            out[len++] = '\\';
        }
        out[len++] = *text;
    }
    out[len] = '\0';
    return true;
}

void tf_canvas_place(struct tf_canvas *canvas, const char *name, int x, int y)
{
    char words[200];
    if (canvas->pixels != NULL || !is_name(name)) {
        return;
    }
    (void)snprintf(words, sizeof(words), "name='%s' x=%d y=%d", name, (int)(x * canvas->scale),
                   (int)(y * canvas->scale));
    cairo_tag_begin(canvas->cairo, CAIRO_TAG_DEST, words);
    cairo_tag_end(canvas->cairo, CAIRO_TAG_DEST);
}

void tf_canvas_link(struct tf_canvas *canvas, struct tf_rect rect, const char *to)
{
    char words[WORDS_BYTES];
    char quoted[WORDS_BYTES - 200];
    bool is_place = to[0] == '#';
    if (canvas->pixels != NULL || tf_rect_is_empty(rect) || (is_place && !is_name(to + 1)) ||
        !quote(quoted, sizeof(quoted), is_place ? to + 1 : to)) {
        return;
    }
    (void)snprintf(words, sizeof(words), "rect=[%.2f %.2f %.2f %.2f] %s='%s'", rect.x * canvas->scale,
                   rect.y * canvas->scale, rect.w * canvas->scale, rect.h * canvas->scale,
                   is_place ? "dest" : "uri", quoted);
    cairo_tag_begin(canvas->cairo, CAIRO_TAG_LINK, words);
    cairo_tag_end(canvas->cairo, CAIRO_TAG_LINK);
}

int tf_canvas_outline(struct tf_canvas *canvas, int parent, const char *text, const char *place)
{
    char words[200];
    if (canvas->pixels != NULL || !is_name(place)) {
        return 0;
    }
    (void)snprintf(words, sizeof(words), "dest='%s'", place);
    return cairo_pdf_surface_add_outline(canvas->surface, parent == 0 ? CAIRO_PDF_OUTLINE_ROOT : parent, text,
                                         words, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}
