#include "sdl/fonts.h"

#include "base/log.h"
#include "canvas/canvas.h"
#include "canvas/fonts_list.h"
#include "canvas/theme.h"

#include <SDL.h>
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPEN_MAX = 14,         /* fonts at a time, least recently used go */
    SIZES_OF_FIRST = 8,    /* of these, sizes and weights of the first face, which is on every screen */
    COVERAGE_SIZE_PX = 24, /* a size to open a font at when only its letters are asked for */
    SIZE_PX_MAX = TF_TYPE_PX_MAX,
};

struct slot {
    TTF_Font *font; /* NULL: free */
    int face, size_px;
    bool bold;
    uint64_t used;
};

struct tf_fonts {
    struct tf_fonts_list list;
    bool is_broken[TF_FONTS_FACES_MAX]; /* could not be opened: not tried again */
    struct slot slots[OPEN_MAX];
    uint64_t clock;
    bool has_ttf;
};

/* ---- open fonts
 * --------------------------------------------------------------------------------------------- */

static void close_slot(struct slot *slot)
{
    if (slot->font != NULL) {
        TTF_CloseFont(slot->font);
    }
    *slot = (struct slot){0};
}

static bool open_slot(struct tf_fonts *fonts, struct slot *slot, int face, int size_px, bool bold)
{
    const struct tf_fonts_face *of = &fonts->list.faces[face];
    const char *path = bold && of->bold != NULL ? of->bold : of->regular;
    close_slot(slot);
    slot->font = TTF_OpenFontIndex(path, of->is_colour ? 0 : size_px, of->index);
    if (slot->font == NULL) {
        tf_log(TF_LOG_WARNING, "fonts: %s cannot be opened: %s", path, TTF_GetError());
        fonts->is_broken[face] = true;
        return false;
    }
    TTF_SetFontHinting(slot->font, TTF_HINTING_LIGHT_SUBPIXEL);
    if (bold && of->bold == NULL && !of->is_colour) {
        TTF_SetFontStyle(slot->font, TTF_STYLE_BOLD);
    }
    slot->face = face;
    slot->size_px = size_px;
    slot->bold = bold;
    return true;
}

/* Where a font goes that is not open: a free slot or the least recently used. A face that has its share of
 * slots already gives up one of its own, so that one script in many sizes does not drive out the others. */
static struct slot *slot_for(struct tf_fonts *fonts, int face, bool bold)
{
    struct slot *own = NULL;
    struct slot *oldest = &fonts->slots[0];
    int count = 0;
    for (int i = 0; i < OPEN_MAX; i++) {
        struct slot *slot = &fonts->slots[i];
        if (slot->font != NULL && slot->face == face) {
            bool is_like = slot->bold == bold || face == 0;
            count += is_like;
            own = is_like && (own == NULL || slot->used < own->used) ? slot : own;
        }
        oldest = slot->used < oldest->used ? slot : oldest;
    }
    return own != NULL && count >= (face == 0 ? SIZES_OF_FIRST : 1) ? own : oldest;
}

/* The open font; size_px 0: any. NULL: cannot be opened. */
static TTF_Font *font_for(struct tf_fonts *fonts, int face, int size_px, bool bold)
{
    if (face < 0 || (size_t)face >= fonts->list.count || fonts->is_broken[face]) {
        return NULL;
    }
    fonts->clock++;
    for (int i = 0; i < OPEN_MAX; i++) {
        struct slot *slot = &fonts->slots[i];
        bool is_it = slot->font != NULL && slot->face == face &&
                     (size_px == 0 || (slot->size_px == size_px && slot->bold == bold));
        if (is_it) {
            slot->used = fonts->clock;
            return slot->font;
        }
    }
    int wanted_px = size_px == 0 ? COVERAGE_SIZE_PX : size_px;
    struct slot *slot = slot_for(fonts, face, bold);
    if (slot->font != NULL && slot->face == face && slot->bold == bold) {
        if (!fonts->list.faces[face].is_colour && TTF_SetFontSize(slot->font, wanted_px) != 0) {
            return NULL;
        }
        slot->size_px = wanted_px;
    } else if (!open_slot(fonts, slot, face, wanted_px, bold)) {
        return NULL;
    }
    slot->used = fonts->clock;
    return slot->font;
}

/* ---- which face
 * ---------------------------------------------------------------------------------------------- */

static bool covers(void *engine, int face, uint32_t code_point)
{
    TTF_Font *font = font_for(engine, face, 0, false);
    return font != NULL && TTF_GlyphIsProvided32(font, code_point) != 0;
}

static int face_for(void *engine, uint32_t code_point, uint32_t script, bool emoji)
{
    struct tf_fonts *fonts = engine;
    return tf_fonts_list_face_for(&fonts->list, code_point, script, emoji, covers, fonts);
}

/* ---- runs
 * ---------------------------------------------------------------------------------------------------- */

struct text {
    char bytes[TF_FONT_RUN_BYTES_MAX + 1];
};

/* The font, ready for the run; NULL: there is nothing that can draw it. */
static TTF_Font *prepare(struct tf_fonts *fonts, const struct tf_font_run *run, struct text *text)
{
    if (run->len == 0 || run->len > TF_FONT_RUN_BYTES_MAX || run->size_px < 1 || run->size_px > SIZE_PX_MAX) {
        return NULL;
    }
    TTF_Font *font = font_for(fonts, run->face, run->size_px, run->bold);
    if (font == NULL) {
        return NULL;
    }
    memcpy(text->bytes, run->text, run->len);
    text->bytes[run->len] = '\0';
    uint32_t tag = run->script == 0 ? 0x5A797979 : run->script; /* Zyyy */
    const char script[5] = {(char)(tag >> 24), (char)(tag >> 16), (char)(tag >> 8), (char)tag, '\0'};
    TTF_SetFontScriptName(font, script);
    TTF_SetFontDirection(font, run->rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    return font;
}

/* The only strike of a colour font has its own size. */
static double scale_of(const struct tf_fonts *fonts, int face, TTF_Font *font, int size_px)
{
    int height = TTF_FontHeight(font);
    return !fonts->list.faces[face].is_colour || height <= 0 ? 1.0 : 1.17 * size_px / height;
}

static enum tf_err metrics(void *engine, int face, int size_px, bool bold, struct tf_font_metrics *out)
{
    struct tf_fonts *fonts = engine;
    TTF_Font *font = size_px < 1 || size_px > SIZE_PX_MAX ? NULL : font_for(fonts, face, size_px, bold);
    if (font == NULL) {
        return TF_ERR_NOT_FOUND;
    }
    double scale = scale_of(fonts, face, font, size_px);
    int top = 0;
    if (TTF_GlyphMetrics32(font, 'H', NULL, NULL, NULL, &top, NULL) != 0) {
        top = TTF_FontAscent(font) * 3 / 4;
    }
    *out = (struct tf_font_metrics){.ascent_px = (int)(TTF_FontAscent(font) * scale),
                                    .descent_px = (int)(-TTF_FontDescent(font) * scale),
                                    .line_px = (int)(TTF_FontLineSkip(font) * scale),
                                    .cap_px = (int)(top * scale)};
    return TF_OK;
}

static enum tf_err measure(void *engine, const struct tf_font_run *run, int *width_px)
{
    struct tf_fonts *fonts = engine;
    struct text text;
    TTF_Font *font = prepare(fonts, run, &text);
    int width = 0;
    if (font != NULL && TTF_SizeUTF8(font, text.bytes, &width, NULL) == 0) {
        double scaled = width * scale_of(fonts, run->face, font, run->size_px);
        width = (int)(scaled + 0.5);
    }
    *width_px = width < 0 ? 0 : width;
    return TF_OK;
}

/* The rows that have ink; false: none has. */
static bool ink_rows(const SDL_Surface *surface, int *first, int *end)
{
    *first = surface->h;
    *end = 0;
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)surface->pixels +
                                                               (ptrdiff_t)y * surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            if (row[x] >> 24 != 0) {
                *first = y < *first ? y : *first;
                *end = y + 1;
                break;
            }
        }
    }
    return *end > *first;
}

/* SDL_ttf makes a surface higher than the font when marks reach over it, and does not tell on which side: a
 * surface is as high as its ink needs, so the side without a line of its own has ink in its last row. */
static int baseline_of(TTF_Font *font, const SDL_Surface *surface, int first, int end)
{
    int excess = surface->h - TTF_FontHeight(font);
    if (excess <= 0) {
        return TTF_FontAscent(font);
    }
    bool above = first == 0;
    bool below = end == surface->h;
    int lowered = above && below ? excess / 2 : above ? excess : 0;
    return TTF_FontAscent(font) + lowered;
}

static enum tf_err take_coverage(const SDL_Surface *surface, int first, int end, struct tf_font_bitmap *out)
{
    out->stride = surface->w;
    out->pixels = malloc((size_t)surface->w * (size_t)(end - first));
    if (out->pixels == NULL) {
        return TF_ERR_NOMEM;
    }
    for (int y = first; y < end; y++) {
        const uint32_t *from = (const uint32_t *)(const void *)((const uint8_t *)surface->pixels +
                                                                (ptrdiff_t)y * surface->pitch);
        uint8_t *to = out->pixels + (ptrdiff_t)(y - first) * out->stride;
        for (int x = 0; x < surface->w; x++) {
            to[x] = (uint8_t)(from[x] >> 24);
        }
    }
    out->width_px = surface->w;
    out->height_px = end - first;
    out->baseline_px -= first;
    return TF_OK;
}

/* An emoji as large as a capital and its surroundings, its middle on the middle of the capitals. */
static enum tf_err take_colour(const SDL_Surface *surface, double scale, int size_px,
                               struct tf_font_bitmap *out)
{
    int w = (int)(surface->w * scale + 0.5);
    int h = (int)(surface->h * scale + 0.5);
    struct tf_canvas *canvas = NULL;
    int stride = 0;
    if (w < 1 || h < 1) {
        return TF_OK;
    }
    enum tf_err err = tf_canvas_create(&canvas, w, h);
    if (err != TF_OK) {
        return err;
    }
    tf_canvas_image(canvas, (struct tf_rect){0, 0, w, h}, surface->w, surface->h, surface->pitch,
                    surface->pixels);
    const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
    out->pixels = malloc((size_t)stride * (size_t)h);
    if (out->pixels != NULL) {
        memcpy(out->pixels, pixels, (size_t)stride * (size_t)h);
        out->colour = true;
        out->width_px = w;
        out->height_px = h;
        out->stride = stride;
        out->baseline_px = (h + 1) / 2 + size_px * 365 / 1000;
    }
    tf_canvas_destroy(canvas);
    return out->pixels == NULL ? TF_ERR_NOMEM : TF_OK;
}

static enum tf_err render(void *engine, const struct tf_font_run *run, struct tf_font_bitmap *out)
{
    struct tf_fonts *fonts = engine;
    struct tf_font_bitmap bitmap = {0};
    struct text text;
    TTF_Font *font = prepare(fonts, run, &text);
    int width = 0;
    int height = 0;
    if (font != NULL && TTF_SizeUTF8(font, text.bytes, &width, &height) == 0 &&
        (width > TF_FONT_BITMAP_SIDE_MAX || height > TF_FONT_BITMAP_SIDE_MAX)) {
        return TF_ERR_LIMIT;
    }
    /* The surface starts as this colour without alpha: black is what premultiplied colour needs. */
    const SDL_Color ink = {0, 0, 0, 255};
    SDL_Surface *surface = width > 0 ? TTF_RenderUTF8_Blended(font, text.bytes, ink) : NULL;
    int first = 0;
    int end = 0;
    enum tf_err err = TF_OK;
    if (surface != NULL && ink_rows(surface, &first, &end)) {
        bitmap.baseline_px = baseline_of(font, surface, first, end);
        if (fonts->list.faces[run->face].is_colour) {
            err = take_colour(surface, scale_of(fonts, run->face, font, run->size_px), run->size_px, &bitmap);
        } else {
            err = take_coverage(surface, first, end, &bitmap);
        }
    }
    SDL_FreeSurface(surface);
    if (err == TF_OK) {
        *out = bitmap;
    }
    return err;
}

/* ---- the door
 * ------------------------------------------------------------------------------------------------ */

void tf_fonts_close(struct tf_fonts *fonts)
{
    if (fonts == NULL) {
        return;
    }
    for (int i = 0; i < OPEN_MAX; i++) {
        close_slot(&fonts->slots[i]);
    }
    if (fonts->has_ttf) {
        TTF_Quit();
    }
    tf_fonts_list_free(&fonts->list);
    free(fonts);
}

enum tf_err tf_fonts_open(struct tf_fonts **out, const char *font_list_path, struct tf_problem *problem)
{
    struct tf_fonts *fonts = calloc(1, sizeof(*fonts));
    if (fonts == NULL) {
        return tf_err_tell(problem, TF_ERR_NOMEM, NULL, NULL, "There is no memory left for fonts");
    }
    enum tf_err err = tf_fonts_list_read(&fonts->list, font_list_path, problem);
    if (err == TF_OK) {
        fonts->has_ttf = TTF_Init() == 0;
        if (!fonts->has_ttf) {
            err = tf_err_tell(problem, TF_ERR_UNSUPPORTED, NULL, NULL, "SDL_ttf did not start: %s",
                              TTF_GetError());
        }
    }
    if (err != TF_OK) {
        tf_fonts_close(fonts);
        return err;
    }
    *out = fonts;
    return TF_OK;
}

struct tf_font_engine tf_fonts_engine(struct tf_fonts *fonts)
{
    static const struct tf_font_ops OPS = {
        .face_for = face_for, .covers = covers, .metrics = metrics, .measure = measure, .render = render};
    return (struct tf_font_engine){&OPS, fonts};
}
