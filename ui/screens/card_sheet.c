#include "screens/card_sheet.h"

#include "screens/screen.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

enum { PLACES_MAX = 3 };
static const double QR_MM = 46; /* the longest address that we make reads at 30 cm */
static const double MODULE_MM = 0.5;

static void set(struct tf_scene *scene, struct tf_rect *rect, const char *text, struct tf_type_style style,
                int gap)
{
    if (text[0] != '\0' && rect->h > 0) {
        int height = tf_take_least(rect->h, tf_scene_text_height(scene, rect->w, text, style));
        tf_scene_text(scene, tf_take_top(rect, height, gap), text, style);
    }
}

/* As large as keeps its words whole and leaves room for the rest. */
static void draw_title(struct tf_scene *scene, struct tf_rect *page, const char *title)
{
    static const enum tf_type SIZES[] = {TF_TYPE_DISPLAY, TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL};
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    style.lines = 0;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        style.type = SIZES[i];
        if (tf_style_keeps_words(scene, title, style, page->w) &&
            tf_scene_text_height(scene, page->w, title, style) <= page->h * 45 / 100) {
            break;
        }
    }
    set(scene, page, title, style, tf_style_gap(scene, TF_GAP_SMALL));
}

static void draw_host(struct tf_scene *scene, struct tf_rect *page, const char *host)
{
    int side = tf_style_line_height(scene, TF_TYPE_TITLE), gap = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_type_style style = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK);
    style.lines = 2;
    if (host[0] == '\0') {
        return;
    }
    int height = tf_scene_text_height(scene, page->w - side - gap, host, style);
    struct tf_rect row = tf_take_top(page, height, tf_style_gap(scene, TF_GAP_LARGE));
    struct tf_rect icon = tf_take_left(&row, side, gap);
    tf_scene_icon(scene, tf_take_top(&icon, side, 0), TF_ICON_HOST, TF_PAINT_INK_SOFT);
    tf_scene_text(scene, row, host, style);
}

/* Format, language and what else is said in a word; at the end, whose card it is. */
static void draw_kind(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_session *view)
{
    const char *parts[] = {view->format_name, view->language, view->track};
    const struct tf_gathering *gathering = tf_board_gathering(frame->state->board);
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    style.valign = TF_VALIGN_MIDDLE;
    if (gathering != NULL) {
        struct tf_type_style end = style;
        int width = tf_take_least(row.w / 2, tf_scene_text_width(frame->scene, gathering->title, style) + 1);
        end.align = TF_ALIGN_END;
        tf_scene_text(frame->scene, tf_take_right(&row, width, row.h), gathering->title, end);
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i][0] != '\0' && row.w > row.h * 3) {
            int width = tf_take_least(row.w, tf_scene_text_width(frame->scene, parts[i], style) + 1);
            tf_scene_text(frame->scene, tf_take_left(&row, width, tf_style_gap(frame->scene, TF_GAP_LARGE)),
                          parts[i], style);
        }
    }
}

struct place {
    const char *space, *date, *clocks;
    int symbol;
};

/* The first few times it takes place. */
static size_t places_of(const struct tf_frame *frame, struct place places[PLACES_MAX])
{
    const struct tf_app_state *state = frame->state;
    const struct tf_grid *grid = state->board->grid;
    const struct tf_placement *placement = NULL;
    size_t count = 0;
    while (count < PLACES_MAX &&
           (placement = tf_grid_placement_of(grid, state->session, placement)) != NULL) {
        const struct tf_space *space = tf_board_space(state->board, placement->space);
        const struct tf_slot *slot = tf_board_slot(state->board, placement->slot);
        if (space == NULL || slot == NULL) {
            break;
        }
        places[count++] = (struct place){
            .space = space->name,
            .symbol = (int)space->symbol,
            .date = tf_words_date(frame->arena, state->lang, slot->day),
            .clocks = tf_words_clocks(frame->arena, state->lang, state->zone, tf_grid_start(grid, placement),
                                      tf_grid_end(grid, placement)),
        };
    }
    return count;
}

/* Its symbol and its name, at the foot of rect; a long name is smaller and has two lines. */
static void draw_space(struct tf_scene *scene, struct tf_rect *rect, const struct place *place,
                       struct tf_type_style name, int gap)
{
    int side = tf_style_line_height(scene, name.type) * 9 / 10, between = tf_style_gap(scene, TF_GAP_SMALL);
    int width = rect->w - side - between;
    if (tf_scene_text_width(scene, place->space, name) > width) {
        name.type = TF_TYPE_LABEL;
        name.lines = 2;
    }
    name.valign = TF_VALIGN_MIDDLE;
    int height = tf_take_most(side, tf_scene_text_height(scene, width, place->space, name));
    struct tf_rect row = tf_take_bottom(rect, height, gap);
    struct tf_rect symbol = tf_take_left(&row, side, between);
    tf_scene_symbol(scene, tf_take_middle(symbol, side, side), place->symbol);
    tf_scene_text(scene, row, place->space, name);
}

/* One above the other at the foot: where one finds it stands in the same corner of every card. */
static void draw_places(const struct tf_frame *frame, struct tf_rect rect, const char *no_place)
{
    struct tf_scene *scene = frame->scene;
    struct place places[PLACES_MAX];
    size_t count = places_of(frame, places);
    struct tf_type_style name = tf_style_bold(count > 1 ? TF_TYPE_TITLE : TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style clocks = tf_style_bold(count > 2 ? TF_TYPE_LABEL : name.type, TF_PAINT_INK);
    struct tf_type_style date = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    for (size_t i = count; i-- > 0;) {
        struct tf_rect at = tf_take_bottom(&rect, tf_style_line_height(scene, date.type), 0);
        tf_scene_text(scene, at, places[i].date, date);
        at = tf_take_bottom(&rect, tf_style_line_height(scene, clocks.type), 0);
        tf_scene_text(scene, at, places[i].clocks, clocks);
        draw_space(scene, &rect, &places[i], name, gap);
    }
    if (count == 0) {
        name.lines = 2;
        name.valign = TF_VALIGN_BOTTOM;
        tf_scene_text(scene, rect, no_place, name);
    }
}

static struct tf_type_style address_style(void)
{
    struct tf_type_style style = tf_style_bold(TF_TYPE_SMALL, TF_PAINT_QR_DARK);
    style.align = TF_ALIGN_CENTRE;
    style.lines = 0; /* whole: it is there to be typed */
    return style;
}

/* The code, and under it the same in letters. */
static void draw_code(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int text = tf_scene_text_height(scene, rect.w, view->address, address_style());
    tf_scene_text(scene, tf_take_bottom(&rect, text, 0), view->address, address_style());
    struct tf_rect square = tf_take_bottom(&rect, rect.w, 0);
    tf_scene_qr(scene, square, view->qr, tf_theme_mm(tf_scene_theme(scene), MODULE_MM));
}

/* The law is there whole: as many lines as it takes in this language. */
static void draw_foot(const struct tf_frame *frame, struct tf_rect *page, const char *code)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    struct tf_type_style end = tf_style_bold(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    int line = tf_style_line_height(scene, TF_TYPE_SMALL), gap = tf_style_gap(scene, TF_GAP_SMALL);
    int side = line * 3 / 2, code_width = tf_scene_text_width(scene, code, end) + 1;
    const char *law = tf_tr(frame->state->lang,
                            "The law of two feet: where you neither learn nor give, go somewhere you do.");
    style.lines = 0;
    int height = tf_scene_text_height(scene, page->w - code_width - 2 * gap - side - gap, law, style);
    struct tf_rect row =
        tf_take_bottom(page, tf_take_most(2 * line, height), tf_style_gap(scene, TF_GAP_MEDIUM));
    style.valign = end.valign = TF_VALIGN_MIDDLE;
    end.align = TF_ALIGN_END;
    tf_scene_text(scene, tf_take_right(&row, code_width, 2 * gap), code, end);
    tf_scene_icon(scene, tf_take_middle(tf_take_left(&row, side, gap), side, side), TF_ICON_TWO_FEET,
                  TF_PAINT_INK_SOFT);
    tf_scene_text(scene, row, law, style);
}

/* What finds its place below the title: as much of it as there is room for. */
static void draw_about(struct tf_scene *scene, struct tf_rect rect, const char *about)
{
    static const enum tf_type SIZES[] = {TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_BODY};
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    style.lines = 0;
    if (about[0] == '\0' || rect.h < tf_style_line_height(scene, TF_TYPE_BODY)) {
        return;
    }
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        style.type = SIZES[i];
        if (tf_scene_text_height(scene, rect.w, about, style) <= rect.h) {
            break;
        }
    }
    tf_scene_text(scene, rect, about, style);
}

/* Dark, so that it is seen beside the older card. */
static void draw_moved(const struct tf_frame *frame, struct tf_rect *page)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_PAPER);
    int height = tf_style_line_height(scene, TF_TYPE_LABEL) * 4 / 3;
    struct tf_rect box = tf_take_top(page, height, tf_style_gap(scene, TF_GAP_SMALL));
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_box(scene, box, TF_PAINT_INK, TF_PAINT_NONE, 0);
    tf_scene_text(scene, box, tf_trc(frame->state->lang, "card", "Moved"), style);
}

static void draw(const struct tf_frame *frame, bool is_moved)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_app_state *state = frame->state;
    const struct tf_theme *theme = tf_scene_theme(scene);
    const struct tf_session *session = tf_board_session(state->board, state->session);
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), large = tf_style_gap(scene, TF_GAP_LARGE);
    struct tf_rect page = frame->body;
    struct tf_view_session view;
    tf_view_session(&view, frame->arena, state);
    if (session == NULL || view.is_bare) {
        return;
    }
    draw_foot(frame, &page, session->code);
    tf_scene_line(scene, tf_take_bottom(&page, theme->line_px, gap), TF_PAINT_LINE);

    int code = tf_take_least(tf_theme_mm(theme, QR_MM), page.w / 2);
    int address = tf_take_most(tf_style_line_height(scene, TF_TYPE_SMALL) * 2,
                               tf_scene_text_height(scene, code, view.address, address_style()));
    struct tf_rect find = tf_take_bottom(&page, tf_take_least(code + address, page.h / 2), gap);
    if (view.qr[0] != '\0') {
        draw_code(frame, tf_take_right(&find, code, large), &view);
    }
    draw_places(frame, find, view.no_place);
    tf_scene_line(scene, tf_take_bottom(&page, theme->line_px, large), TF_PAINT_LINE);

    if (is_moved) {
        draw_moved(frame, &page);
    }
    draw_kind(frame, tf_take_top(&page, tf_style_line_height(scene, TF_TYPE_BODY), gap), &view);
    draw_title(scene, &page, view.title);
    struct tf_type_style subtitle = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
    subtitle.lines = 2;
    set(scene, &page, view.subtitle, subtitle, gap);
    draw_host(scene, &page, view.host);
    draw_about(scene, page, view.about);
}

enum tf_err tf_card_sheet_draw(const struct tf_app_state *state, struct tf_scene *scene,
                               const struct tf_scene_start *start, bool is_moved)
{
    struct tf_scene_start paper = *start;
    paper.rtl = tf_lang_is_rtl(state->lang);
    paper.is_paper = true;
    tf_scene_begin(scene, &paper);
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_rect all = {0, 0, start->theme->width_px, start->theme->height_px};
    int margin = tf_theme_mm(start->theme, 9); /* what a desktop printer leaves white, and a pin's width */
    struct tf_frame frame = {
        .state = state, .scene = scene, .arena = &arena, .body = tf_rect_inset(all, margin, margin)};
    tf_scene_box(scene, all, TF_PAINT_PAPER, TF_PAINT_NONE, 0);
    draw(&frame, is_moved);
    tf_arena_free(&arena);
    return tf_scene_end(scene);
}
