#include "kiosk/cutsheet.h"

#include "screens/card_sheet.h"
#include "screens/slip.h"

#include <math.h>
#include <stdlib.h>

enum { ACROSS = 2, DOWN = TF_CUTSHEET_CARDS / ACROSS };
/* A card is an A5 one made smaller; so large that a printer of Letter that leaves 10 mm white above and below
 * has room for two. The marks lie outside of the cards. */
static const double CARD_W_MM = 90, CARD_H_MM = 127, LIKE_W_MM = 148;
static const double MARK_X_MM = 5, MARK_Y_MM = 2.5, MARK_THICK_MM = 0.25;
static const double PAGE_W_MM = 210, PAGE_H_MM = 297, PAGE_DOTS_PER_MM = 10;

struct layout {
    int card_w, card_h, mark_x, mark_y, thick; /* dots */
    double like_per_mm;                        /* dots to what would be a millimetre of A5 */
};

static struct layout layout_of(double dots_per_mm)
{
    struct layout layout = {.card_w = (int)(CARD_W_MM * dots_per_mm),
                            .card_h = (int)(CARD_H_MM * dots_per_mm),
                            .mark_x = (int)(MARK_X_MM * dots_per_mm),
                            .mark_y = (int)(MARK_Y_MM * dots_per_mm),
                            .thick = (int)ceil(MARK_THICK_MM * dots_per_mm)};
    layout.like_per_mm = layout.card_w / LIKE_W_MM;
    return layout;
}

static int width_of(const struct layout *layout)
{
    return ACROSS * layout->card_w + 2 * layout->mark_x;
}

static int height_of(const struct layout *layout)
{
    return DOWN * layout->card_h + 2 * layout->mark_y;
}

/* Of the nth card. */
static int left_of(const struct layout *layout, size_t nth)
{
    return layout->mark_x + (int)(nth % ACROSS) * layout->card_w;
}

static int top_of(const struct layout *layout, size_t nth)
{
    return layout->mark_y + (int)(nth / ACROSS) * layout->card_h;
}

/* Each cut's two ends, at the edges of the sheet's picture. */
enum { MARKS = 2 * (ACROSS + 1) + 2 * (DOWN + 1) };
static void find_marks(const struct layout *layout, struct tf_rect marks[MARKS])
{
    int right = width_of(layout), bottom = height_of(layout), half = layout->thick / 2;
    size_t count = 0;
    for (int i = 0; i <= ACROSS; i++) {
        int x = layout->mark_x + i * layout->card_w - half;
        marks[count++] = (struct tf_rect){x, 0, layout->thick, layout->mark_y};
        marks[count++] = (struct tf_rect){x, bottom - layout->mark_y, layout->thick, layout->mark_y};
    }
    for (int i = 0; i <= DOWN; i++) {
        int y = layout->mark_y + i * layout->card_h - half;
        marks[count++] = (struct tf_rect){0, y, layout->mark_x, layout->thick};
        marks[count++] = (struct tf_rect){right - layout->mark_x, y, layout->mark_x, layout->thick};
    }
}

/* What a host does not want to be seen is not laid out. */
static bool is_there(const struct tf_app_state *state, uint64_t id)
{
    const struct tf_session *session = state->board ? tf_board_session(state->board, id) : NULL;
    return session && (session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED);
}

static enum tf_err lay_out(struct tf_scene *scene, struct tf_theme *theme,
                           const struct tf_cutsheet_card *card, const struct tf_app_state *state,
                           struct tf_type_setter *setter)
{
    struct tf_scene_start start = {.theme = theme, .setter = setter};
    struct tf_app_state own = *state;

    own.session = card->session;
    return is_there(state, card->session) ? tf_card_sheet_draw(&own, scene, &start, card->is_moved)
                                          : TF_ERR_NOT_FOUND;
}

/* ---- dots -------------------------------------------------------------------------------------------------
 */

static enum tf_err make_sheet(struct tf_raster *sheet, const struct layout *layout)
{
    struct tf_rect marks[MARKS];
    enum tf_err err = tf_raster_create(sheet, width_of(layout), height_of(layout));

    find_marks(layout, marks);
    for (size_t i = 0; err == TF_OK && i < MARKS; i++) {
        for (int y = 0; y < marks[i].h; y++) {
            for (int x = 0; x < marks[i].w; x++) {
                tf_raster_set(sheet, marks[i].x + x, marks[i].y + y);
            }
        }
    }
    return err;
}

/* By bytes: a card has a million and a half of dots, and the screen waits. There is room for a byte more on
 * its right: the marks. */
static void lay_down(struct tf_raster *sheet, const struct tf_raster *card, int left, int top)
{
    int shift = left % 8;
    for (int y = 0; y < card->height; y++) {
        const uint8_t *from = card->bits + (ptrdiff_t)y * card->stride;
        uint8_t *to = sheet->bits + (ptrdiff_t)(top + y) * sheet->stride + left / 8;
        for (int i = 0; i < card->stride; i++) {
            to[i] = (uint8_t)(to[i] | from[i] >> shift);
            to[i + 1] = (uint8_t)(to[i + 1] | (shift ? from[i] << (8 - shift) : 0));
        }
    }
}

enum tf_err tf_cutsheet_dots(struct tf_raster *sheet, size_t nth, const struct tf_cutsheet_card *card,
                             double dots_per_mm, const struct tf_app_state *state,
                             struct tf_type_setter *setter)
{
    struct layout layout = layout_of(dots_per_mm);
    struct tf_canvas *canvas = NULL;
    struct tf_scene *scene = NULL;
    struct tf_raster dots = {0};
    struct tf_theme theme;
    enum tf_err err = nth == 0 ? make_sheet(sheet, &layout) : TF_OK;

    if (err == TF_OK) {
        err = tf_scene_create(&scene);
    }
    tf_theme_init_paper(&theme, layout.card_w, layout.card_h, layout.like_per_mm, true);
    tf_slip_blacken(&theme);
    if (err == TF_OK) {
        err = lay_out(scene, &theme, card, state, setter);
    }
    if (err == TF_OK) {
        err = tf_canvas_create(&canvas, layout.card_w, layout.card_h);
    }
    if (err == TF_OK) {
        int stride;
        tf_scene_paint(scene, canvas, (struct tf_rect){0, 0, 0, 0});
        const uint8_t *pixels = tf_canvas_pixels(canvas, &stride);
        err = tf_raster_from_argb(&dots, pixels, layout.card_w, layout.card_h, stride);
    }
    if (err == TF_OK) {
        lay_down(sheet, &dots, left_of(&layout, nth), top_of(&layout, nth));
    }
    tf_raster_free(&dots);
    tf_canvas_destroy(canvas);
    tf_scene_destroy(scene);
    return err;
}

/* ---- pages ------------------------------------------------------------------------------------------------
 */

struct tf_cutsheet_pages {
    struct tf_canvas *canvas;
    struct tf_scene *scene;
    struct tf_theme theme;
    struct tf_type_setter *setter;
    const struct tf_app_state *state;
    struct layout layout;
    int left, top; /* of the picture on the page */
    size_t count;  /* on this page */
};

static void close_pages(struct tf_cutsheet_pages *pages)
{
    tf_canvas_destroy(pages->canvas);
    tf_scene_destroy(pages->scene);
    free(pages);
}

enum tf_err tf_cutsheet_begin(struct tf_cutsheet_pages **out, struct tf_buf *pdf,
                              const struct tf_app_state *state, struct tf_type_setter *setter)
{
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    struct tf_cutsheet_pages *pages = calloc(1, sizeof *pages);
    char made_at[26];
    struct tf_canvas_paper paper = {.width_px = (int)(PAGE_W_MM * PAGE_DOTS_PER_MM),
                                    .height_px = (int)(PAGE_H_MM * PAGE_DOTS_PER_MM),
                                    .px_per_mm = PAGE_DOTS_PER_MM,
                                    .title = gathering ? gathering->title : "",
                                    .author = "",
                                    .made_at = made_at};
    if (!pages) {
        return TF_ERR_NOMEM;
    }
    tf_zone_format(made_at, state->zone, state->now_s);
    pages->layout = layout_of(PAGE_DOTS_PER_MM);
    pages->left = (paper.width_px - width_of(&pages->layout)) / 2;
    pages->top = (paper.height_px - height_of(&pages->layout)) / 2;
    pages->state = state;
    pages->setter = setter;
    tf_theme_init_paper(&pages->theme, pages->layout.card_w, pages->layout.card_h, pages->layout.like_per_mm,
                        true);
    enum tf_err err = tf_scene_create(&pages->scene);
    if (err == TF_OK) {
        err = tf_canvas_create_pdf(&pages->canvas, &paper, pdf);
    }
    if (err != TF_OK) {
        close_pages(pages);
        return err;
    }
    *out = pages;
    return TF_OK;
}

static void draw_marks(struct tf_cutsheet_pages *pages)
{
    struct tf_rect marks[MARKS];
    find_marks(&pages->layout, marks);
    tf_canvas_origin(pages->canvas, pages->left, pages->top);
    for (size_t i = 0; i < MARKS; i++) {
        tf_canvas_fill(pages->canvas, marks[i], 0xFF000000);
    }
}

enum tf_err tf_cutsheet_add(struct tf_cutsheet_pages *pages, const struct tf_cutsheet_card *card)
{
    enum tf_err err = lay_out(pages->scene, &pages->theme, card, pages->state, pages->setter);
    if (err != TF_OK) {
        return err;
    }
    if (pages->count == TF_CUTSHEET_CARDS) {
        tf_canvas_page(pages->canvas);
        pages->count = 0;
    }
    tf_canvas_origin(pages->canvas, pages->left + left_of(&pages->layout, pages->count),
                     pages->top + top_of(&pages->layout, pages->count));
    tf_scene_paint(pages->scene, pages->canvas,
                   (struct tf_rect){0, 0, pages->layout.card_w, pages->layout.card_h});
    if (pages->count++ == 0) {
        draw_marks(pages);
    }
    return TF_OK;
}

enum tf_err tf_cutsheet_end(struct tf_cutsheet_pages *pages)
{
    if (!pages) {
        return TF_OK;
    }
    tf_canvas_page(pages->canvas);
    enum tf_err err = tf_canvas_finish(pages->canvas);
    close_pages(pages);
    return err;
}
