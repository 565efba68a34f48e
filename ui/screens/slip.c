#include "screens/slip.h"

#include "screens/slip_in.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

#include <string.h>

/* A code is read from about ten times its side. */
static const double SLIP_CODE_MM = 30, CARD_CODE_MM = 48;
static const double MARGIN_MM = 1; /* heads are seldom exactly over the paper */
enum { TITLE_LINES = 5, CARD_TITLE_LINES = 7, ABOUT_LINES = 8, PLACES_MAX = 4, LEAST_MODULE_PX = 3 };

/* ---- what the pieces have in common -----------------------------------------------------------------------
 */

void tf_slip_text(struct tf_slip_page *page, const char *text, struct tf_type_style style, int lines,
                  enum tf_space_step gap)
{
    if (text[0] == '\0' || page->left.h <= 0) {
        return;
    }
    style.lines = lines;
    struct tf_rect rect = page->left;
    rect.h = 0;
    int height = tf_scene_text(page->frame->scene, rect, text, style);
    tf_take_top(&page->left, height, tf_style_gap(page->frame->scene, gap));
}

void tf_slip_fitted(struct tf_slip_page *page, const char *text, const enum tf_type *sizes, int lines,
                    enum tf_align align)
{
    struct tf_scene *scene = page->frame->scene;
    struct tf_type_style style = tf_style_bold(sizes[0], TF_PAINT_INK);
    style.align = align;
    style.lines = 0;
    for (size_t i = 0; sizes[i] != TF_TYPE_COUNT; i++) {
        style.type = sizes[i];
        if (tf_style_keeps_words(scene, text, style, page->left.w) &&
            tf_scene_text_height(scene, page->left.w, text, style) <=
                lines * tf_style_line_height(scene, style.type)) {
            break;
        }
    }
    tf_slip_text(page, text, style, 0, TF_GAP_SMALL);
}

void tf_slip_rule(struct tf_slip_page *page)
{
    struct tf_scene *scene = page->frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    tf_take_top(&page->left, gap / 2, 0);
    tf_scene_line(scene, tf_take_top(&page->left, 2, gap), TF_PAINT_INK);
}

void tf_slip_code(struct tf_slip_page *page, const char *text, const char *address, double side_mm)
{
    struct tf_scene *scene = page->frame->scene;
    struct tf_slip *slip = page->slip;
    if (text[0] == '\0') {
        return;
    }
    int side = tf_take_least(page->left.w, tf_theme_mm(tf_scene_theme(scene), side_mm));
    struct tf_rect row = tf_take_top(&page->left, side, tf_style_gap(scene, TF_GAP_TINY));
    struct tf_rect square = tf_take_middle(row, side, side);
    tf_scene_qr(scene, square, text, LEAST_MODULE_PX);
    slip->has_code = strlen(text) < sizeof slip->code_text;
    slip->code = row;
    slip->code_module_px = tf_take_most(LEAST_MODULE_PX, side / 37); /* as a code of such an address has */
    strncpy(slip->code_text, text, sizeof slip->code_text - 1);
    struct tf_type_style style = tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK);
    style.align = TF_ALIGN_CENTRE;
    tf_slip_text(page, address, style, 0, TF_GAP_SMALL);
}

void tf_slip_foot(struct tf_slip_page *page, const char *code)
{
    const struct tf_app_state *state = page->frame->state;
    struct tf_scene *scene = page->frame->scene;
    struct tf_arena *arena = page->frame->arena;
    struct tf_type_style style = tf_style_text(TF_TYPE_CARD, TF_PAINT_INK);
    int gap = tf_style_gap(scene, TF_GAP_SMALL), side = 2 * tf_style_line_height(scene, TF_TYPE_CARD);
    const char *law =
        tf_tr(state->lang, "The law of two feet: where you neither learn nor give, go somewhere you do.");

    tf_slip_rule(page);
    style.lines = 0;
    int height = tf_take_most(side, tf_scene_text_height(scene, page->left.w - side - gap, law, style));
    struct tf_rect row = tf_take_top(&page->left, height, gap);
    tf_scene_icon(scene, tf_take_middle(tf_take_left(&row, side, gap), side, side), TF_ICON_TWO_FEET,
                  TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, row, law, style);

    int64_t day = tf_zone_day_of(state->zone, state->now_s);
    /* TRANSLATORS: on paper: when it was printed, "As of Wed 25, 10:30" */
    const char *as_of = tf_words_printf(arena, tf_tr(state->lang, "As of %s, %s"),
                                        tf_words_day_short(arena, state->lang, day),
                                        tf_words_clock(arena, state->zone, state->now_s));
    struct tf_type_style small = tf_style_text(TF_TYPE_CARD, TF_PAINT_INK);
    struct tf_rect last = tf_take_top(&page->left, tf_style_line_height(scene, TF_TYPE_CARD), gap);
    struct tf_type_style end = tf_style_bold(TF_TYPE_CARD, TF_PAINT_INK);
    end.align = TF_ALIGN_END;
    int width = code[0] != '\0' ? tf_scene_text_width(scene, code, end) + 1 : 0;
    tf_scene_text(scene, tf_take_right(&last, width, gap), code, end);
    tf_scene_text(scene, last, state->time_confirmed ? as_of : "", small);
}

/* ---- a session --------------------------------------------------------------------------------------------
 */

static void draw_host(struct tf_slip_page *page, const char *host, enum tf_type type)
{
    struct tf_scene *scene = page->frame->scene;
    struct tf_type_style style = tf_style_text(type, TF_PAINT_INK);
    int side = tf_style_line_height(scene, type), gap = tf_style_gap(scene, TF_GAP_SMALL);
    if (host[0] == '\0') {
        return;
    }
    style.lines = 3;
    int height = tf_scene_text_height(scene, page->left.w - side - gap, host, style);
    struct tf_rect row = tf_take_top(&page->left, height, tf_style_gap(scene, TF_GAP_MEDIUM));
    struct tf_rect icon = tf_take_left(&row, side, gap);
    tf_scene_icon(scene, tf_take_top(&icon, side, 0), TF_ICON_HOST, TF_PAINT_INK);
    tf_scene_text(scene, row, host, style);
}

/* Symbol and name; the name on as many lines as it needs, because one looks for it. */
static void draw_place(struct tf_slip_page *page, const struct tf_view_place *place, enum tf_type type)
{
    struct tf_scene *scene = page->frame->scene;
    struct tf_type_style name = tf_style_bold(type, TF_PAINT_INK);
    int line = tf_style_line_height(scene, type), gap = tf_style_gap(scene, TF_GAP_SMALL);
    int side = line * 9 / 10;
    name.lines = 3;
    int height = tf_scene_text_height(scene, page->left.w - side - gap, place->space, name);
    struct tf_rect row = tf_take_top(&page->left, height, tf_style_gap(scene, TF_GAP_TINY));
    struct tf_rect box = tf_take_left(&row, side, gap);
    tf_scene_symbol(scene, tf_take_middle(tf_take_top(&box, line, 0), side, side), place->symbol);
    tf_scene_text(scene, row, place->space, name);
    tf_slip_text(page, place->when, tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK), 3, TF_GAP_MEDIUM);
}

static void draw_places(struct tf_slip_page *page, const struct tf_view_session *view, enum tf_type type)
{
    size_t first = 0; /* what is over gives way to what comes */
    while (first + 1 < view->place_count && view->places[first].is_past) {
        first++;
    }
    for (size_t i = first; i < view->place_count && i < first + PLACES_MAX; i++) {
        draw_place(page, &view->places[i], type);
    }
    tf_slip_text(page, view->no_place, tf_style_bold(type, TF_PAINT_INK), 0, TF_GAP_MEDIUM);
    tf_slip_text(page, view->state_text, tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), 0, TF_GAP_MEDIUM);
}

static void draw_kind(struct tf_slip_page *page, const struct tf_view_session *view)
{
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    tf_slip_text(page, view->format_name, style, 1, TF_GAP_HAIR);
    tf_slip_text(page, view->language, style, 1, TF_GAP_SMALL);
}

/* White on black, so that it is seen beside the older card. */
static void draw_moved(struct tf_slip_page *page)
{
    struct tf_scene *scene = page->frame->scene;
    struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_PAPER);
    int pad = tf_style_gap(scene, TF_GAP_SMALL);
    /* TRANSLATORS: on a card that hung elsewhere before: the session was moved */
    const char *words = tf_trc(page->frame->state->lang, "card", "Moved");
    int height = tf_style_line_height(scene, TF_TYPE_TITLE) + pad;
    struct tf_rect box = tf_take_top(&page->left, height, tf_style_gap(scene, TF_GAP_SMALL));
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_box(scene, box, TF_PAINT_INK, TF_PAINT_NONE, 0);
    tf_scene_text(scene, box, words, style);
}

static const char *gathering_title(const struct tf_app_state *state)
{
    const struct tf_gathering *gathering = tf_board_gathering(state->board);
    return gathering != NULL ? gathering->title : "";
}

static bool draw_session(struct tf_slip_page *page)
{
    static const enum tf_type SLIP[] = {TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_COUNT};
    static const enum tf_type CARD[] = {TF_TYPE_DISPLAY, TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_COUNT};
    const struct tf_app_state *state = page->frame->state;
    bool is_card = page->slip->what == TF_SLIP_CARD;
    const struct tf_session *session = tf_board_session(state->board, state->session);
    struct tf_type_style body = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    struct tf_type_style hint = body;
    struct tf_view_session view;
    tf_view_session(&view, page->frame->arena, state);
    if (session == NULL || view.is_bare) {
        return false;
    }
    tf_slip_text(page, gathering_title(state), body, 2, TF_GAP_HAIR);
    tf_slip_rule(page);
    tf_slip_fitted(page, view.title, is_card ? CARD : SLIP, is_card ? CARD_TITLE_LINES : TITLE_LINES,
                   TF_ALIGN_START);
    tf_slip_text(page, view.subtitle, tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK), 3, TF_GAP_SMALL);
    draw_host(page, view.host, is_card ? TF_TYPE_TITLE : TF_TYPE_LABEL);
    if (is_card) {
        draw_kind(page, &view);
        tf_slip_text(page, view.about, body, ABOUT_LINES, TF_GAP_SMALL);
    }
    tf_slip_rule(page);
    if (page->slip->is_moved) {
        draw_moved(page);
    }
    draw_places(page, &view, is_card ? TF_TYPE_HEADLINE : TF_TYPE_TITLE);
    if (view.qr[0] != '\0') {
        tf_slip_code(page, view.qr, view.address, is_card ? CARD_CODE_MM : SLIP_CODE_MM);
        hint.align = TF_ALIGN_CENTRE;
        tf_slip_text(page, view.qr_hint, hint, 0, TF_GAP_HAIR);
    }
    tf_slip_foot(page, session->code);
    return true;
}

static bool draw_page(struct tf_slip_page *page)
{
    switch (page->slip->what) {
    case TF_SLIP_SIGN:
        return tf_slip_sign(page);
    case TF_SLIP_BULLETIN:
        return tf_slip_bulletin(page);
    case TF_SLIP_BOOK:
        return tf_slip_book(page);
    case TF_SLIP_HOST:
    case TF_SLIP_CARD:
    case TF_SLIP_COUNT:
        break;
    }
    return draw_session(page);
}

/* ---- the whole --------------------------------------------------------------------------------------------
 */

void tf_slip_blacken(struct tf_theme *theme)
{
    for (int i = TF_PAINT_PAPER; i < TF_PAINT_COUNT; i++) {
        theme->paint[i] = 0xFF000000;
    }
    theme->paint[TF_PAINT_PAPER] = theme->paint[TF_PAINT_CARD] = theme->paint[TF_PAINT_CARD_SOFT] =
        theme->paint[TF_PAINT_BAND] = theme->paint[TF_PAINT_QR_LIGHT] = 0xFFFFFFFF;
}

void tf_slip_theme(struct tf_theme *theme, int width_px, double px_per_mm)
{
    tf_theme_init(theme, width_px, TF_CANVAS_SIDE_MAX, px_per_mm, TF_SCHEME_LIGHT, false);
    tf_slip_blacken(theme);
}

enum tf_err tf_slip_draw(const struct tf_app_state *state, struct tf_scene *scene,
                         const struct tf_scene_start *start, struct tf_slip *slip)
{
    struct tf_scene_start paper = *start;
    paper.rtl = tf_lang_is_rtl(state->lang);
    paper.is_paper = true;
    tf_scene_begin(scene, &paper);
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_rect all = {0, 0, start->theme->width_px, start->theme->height_px};
    int margin = tf_theme_mm(start->theme, MARGIN_MM);
    struct tf_frame frame = {
        .state = state, .scene = scene, .arena = &arena, .body = tf_rect_inset(all, margin, margin)};
    struct tf_slip_page page = {.frame = &frame, .slip = slip, .left = frame.body};
    slip->has_code = false;
    memset(slip->code_text, 0, sizeof slip->code_text);

    tf_scene_box(scene, all, TF_PAINT_PAPER, TF_PAINT_NONE, 0);
    bool is_there = state->board != NULL && draw_page(&page);
    slip->height_px = page.left.y;
    tf_arena_free(&arena);
    enum tf_err err = tf_scene_end(scene);
    return is_there ? err : TF_ERR_NOT_FOUND;
}
