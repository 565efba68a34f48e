#include "screens/home_layout.h"
#include "screens/poster.h"
#include "screens/screen.h"

#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/pager.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

enum { END_SAID_S = 15 * 60 }; /* the end of a shorter row is the seam to the next */

/* The grid while it is drawn: times at the start, spaces on top, cells, and the line that is now. */
struct drawing {
    const struct tf_frame *frame;
    struct tf_scene *scene;
    const struct tf_view_grid *grid;
    struct tf_home_layout layout;
    struct tf_rect heads, times, cells;
    bool is_paper;
};

static int row_top(const struct drawing *d, int row)
{
    return d->cells.y + d->layout.row_y[row - d->layout.first_row];
}

static int row_end(const struct drawing *d, int row) /* without the gap below */
{
    return row_top(d, row + 1) - d->layout.gap_px;
}

static int column_x(const struct drawing *d, int column)
{
    return d->cells.x + tf_home_column_x(&d->layout, column - d->layout.first_column);
}

static int column_width(const struct drawing *d, int column)
{
    return tf_home_column_width(&d->layout, column - d->layout.first_column);
}

/* One size for all names on the page: the largest in which each fits on a line, or else two small lines. */
static struct tf_type_style head_style(const struct drawing *d, int symbol_px)
{
    static const enum tf_type SIZES[] = {TF_TYPE_LABEL, TF_TYPE_BODY, TF_TYPE_CARD};
    const struct tf_home_layout *layout = &d->layout;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        struct tf_type_style style = tf_style_bold(SIZES[i], TF_PAINT_INK);
        int widest = 0;
        for (int c = 0; c < layout->column_count; c++) {
            const char *name = d->grid->spaces[layout->first_column + c].name;
            widest = tf_take_most(widest, tf_scene_text_width(d->scene, name, style));
        }
        if (widest + symbol_px + 2 * layout->gap_px <= tf_home_column_width(layout, 0)) {
            return style;
        }
    }
    struct tf_type_style style = tf_style_bold(TF_TYPE_SMALL, TF_PAINT_INK);
    style.lines = 2;
    return style;
}

static void draw_heads(const struct drawing *d)
{
    int side = tf_style_line_height(d->scene, TF_TYPE_LABEL), gap = tf_style_gap(d->scene, TF_GAP_SMALL);
    struct tf_type_style style = head_style(d, side);
    style.valign = TF_VALIGN_MIDDLE;
    for (int c = d->layout.first_column; c < d->layout.first_column + d->layout.column_count; c++) {
        const struct tf_view_space *space = &d->grid->spaces[c];
        struct tf_rect head = {column_x(d, c), d->heads.y, column_width(d, c), d->heads.h};
        struct tf_rect box = tf_take_left(&head, side, gap);
        tf_scene_symbol(d->scene, tf_take_middle(box, side, side), space->symbol);
        tf_scene_text(d->scene, head, space->name, style);
    }
}

static void draw_time(const struct drawing *d, int row)
{
    const struct tf_view_row *view = &d->grid->rows[row];
    struct tf_rect rect = {d->times.x, row_top(d, row), d->times.w, row_end(d, row) - row_top(d, row)};
    enum tf_paint ink = view->is_now ? TF_PAINT_ACCENT : view->is_past ? TF_PAINT_INK_SOFT : TF_PAINT_INK;
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, ink);
    int line = tf_style_line_height(d->scene, TF_TYPE_LABEL),
        small = tf_style_line_height(d->scene, TF_TYPE_SMALL);
    if (rect.h < line) {
        rect.h = line;
    } else if (rect.h < line + small || view->kind != TF_SLOT_SESSION ||
               view->end - view->start < END_SAID_S) {
        style.valign = view->kind != TF_SLOT_SESSION ? TF_VALIGN_MIDDLE : TF_VALIGN_TOP;
    } else {
        struct tf_rect end = {rect.x, rect.y + line, rect.w, small};
        tf_scene_text(d->scene, end, view->end_text, tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT));
    }
    tf_scene_text(d->scene, rect, view->start_text, style);
}

/* A break or a plenary: everybody, so the whole width. */
static void draw_band(const struct drawing *d, int row)
{
    const struct tf_view_row *view = &d->grid->rows[row];
    struct tf_rect rect = {d->cells.x, row_top(d, row), d->cells.w, row_end(d, row) - row_top(d, row)};
    if (view->is_now) {
        tf_style_frame(d->scene, rect, 2 * tf_scene_theme(d->scene)->line_px, TF_PAINT_ACCENT, TF_PAINT_BAND,
                       tf_style_radius(d->scene));
    } else {
        tf_scene_box(d->scene, rect, TF_PAINT_BAND, tf_style_quiet_border(d->scene),
                     tf_style_radius(d->scene));
    }
    enum tf_paint ink = view->is_past ? TF_PAINT_INK_SOFT : TF_PAINT_INK;
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, ink);
    style.valign = TF_VALIGN_MIDDLE;
    int side = tf_style_line_height(d->scene, TF_TYPE_LABEL), gap = tf_style_gap(d->scene, TF_GAP_SMALL);
    int room = rect.w - 4 * gap - side;
    int text = tf_take_least(room, tf_scene_text_width(d->scene, view->title, style) + 1);
    struct tf_rect line = tf_take_middle(rect, side + gap + text, rect.h);
    tf_scene_icon(d->scene, tf_take_middle(tf_take_left(&line, side, gap), side, side),
                  view->kind == TF_SLOT_BREAK ? TF_ICON_BREAK : TF_ICON_PLENARY, ink);
    tf_scene_text(d->scene, line, view->title, style);
}

/* Behind the cards: seen in the gaps, beside the times, and by the frames of the cards that are on. */
static void draw_now_line(const struct drawing *d)
{
    const struct tf_home_layout *layout = &d->layout;
    const struct tf_view_grid *grid = d->grid;
    int y = 0;
    if (grid->now_row >= 0) {
        if (grid->now_row < layout->first_row) {
            y = d->cells.y;
        } else if (grid->now_row > layout->last_row) {
            y = row_top(d, layout->last_row + 1);
        } else {
            y = row_top(d, grid->now_row) + (row_end(d, grid->now_row) - row_top(d, grid->now_row)) *
                                                grid->rows[grid->now_row].gone_permille / 1000;
        }
    } else if (grid->gap_row >= layout->first_row && grid->gap_row <= layout->last_row) {
        y = row_top(d, grid->gap_row) - layout->gap_px / 2;
    } else {
        return;
    }
    int thick = tf_take_most(2, 3 * tf_scene_theme(d->scene)->line_px),
        dot = tf_style_gap(d->scene, TF_GAP_MEDIUM);
    int from = d->cells.x - layout->gap_px;
    tf_scene_line(d->scene, (struct tf_rect){from, y - thick / 2, d->cells.x + d->cells.w - from, thick},
                  TF_PAINT_ACCENT);
    tf_scene_box(d->scene, (struct tf_rect){from - dot / 2, y - dot / 2, dot, dot}, TF_PAINT_ACCENT,
                 TF_PAINT_NONE, dot / 2);
}

/* A free cell has nothing in it: room to write. One too small for a letter only shows that it is taken. */
static void draw_paper_block(const struct drawing *d, struct tf_rect rect, const struct tf_view_block *block,
                             uint64_t space)
{
    int line = tf_style_line_height(d->scene, TF_TYPE_CARD);
    bool is_legible = rect.h >= line && rect.w >= 2 * line;
    if (block->kind == TF_BLOCK_FREE || block->kind == TF_BLOCK_QUIET || is_legible) {
        struct tf_view_block still = *block;
        still.why_not = NULL; /* on paper nothing is locked for some minutes */
        tf_scene_clip(d->scene, rect);
        tf_card_block(d->scene, rect, &still, space, d->layout.title, "");
        tf_scene_unclip(d->scene);
    } else {
        tf_scene_box(d->scene, rect, TF_PAINT_ACCENT_SOFT, TF_PAINT_NONE, 0);
    }
}

static void draw_cells(const struct drawing *d)
{
    const struct tf_home_layout *layout = &d->layout;
    const struct tf_view_grid *grid = d->grid;
    const char *open = tf_tr(d->frame->state->lang, "open");
    for (int c = layout->first_column; c < layout->first_column + layout->column_count; c++) {
        for (size_t b = grid->first_block[c]; b < grid->first_block[c + 1]; b++) {
            const struct tf_view_block *block = &grid->blocks[b];
            int first = tf_take_most(block->first, layout->first_row);
            int last = tf_take_least(block->last, layout->last_row);
            if (first > last) {
                continue;
            }
            struct tf_rect rect = {column_x(d, c), row_top(d, first), column_width(d, c),
                                   row_end(d, last) - row_top(d, first)};
            if (d->is_paper) {
                draw_paper_block(d, rect, block, grid->spaces[c].id);
            } else {
                tf_card_block(d->scene, rect, block, grid->spaces[c].id, layout->title, open);
            }
        }
    }
}

static struct tf_pager column_pager(const struct drawing *d)
{
    const struct tf_home_layout *layout = &d->layout;
    enum tf_lang lang = d->frame->state->lang;
    int first = layout->first_column, count = layout->column_count, all = (int)d->grid->space_count;
    struct tf_pager pager = {
        .what = TF_INTENT_PAGE_SPACES,
        .has_previous = first > 0,
        .has_next = first + count < all,
        .previous = (uint64_t)d->grid->spaces[tf_take_most(0, first - count)].index,
        .next = (uint64_t)d->grid->spaces[tf_take_least(first + count, all - 1)].index,
        /* TRANSLATORS: which of the spaces (rooms) are shown */
        .text = tf_words_printf(d->frame->arena, tf_tr(lang, "Spaces %d – %d of %d"), first + 1,
                                first + count, all),
        .previous_label = tf_tr(lang, "Previous spaces"),
        .next_label = tf_tr(lang, "More spaces"),
        .first_reason = tf_tr(lang, "These are the first spaces."),
        .last_reason = tf_tr(lang, "These are the last spaces."),
    };
    if (all > 2 * count) { /* further than the next page: by name */
        pager.jump = (struct tf_intent){TF_INTENT_LIST, TF_LIST_SPACES, 0};
        pager.jump_label = tf_tr(lang, "Go to a space");
    }
    return pager;
}

static struct tf_pager row_pager(const struct drawing *d)
{
    const struct tf_home_layout *layout = &d->layout;
    const struct tf_view_grid *grid = d->grid;
    enum tf_lang lang = d->frame->state->lang;
    int last = (int)grid->row_count - 1, next = tf_take_least(layout->last_row + 1, last);
    return (struct tf_pager){
        .what = TF_INTENT_PAGE_SLOTS,
        .is_upright = true,
        .has_previous = layout->first_row > 0,
        .has_next = layout->last_row < last,
        .previous = (uint64_t)grid->rows[layout->previous_row].index,
        .next = (uint64_t)grid->rows[next].index,
        .text =
            tf_words_printf(d->frame->arena, tf_tr(lang, "%s – %s"), grid->rows[layout->first_row].start_text,
                            grid->rows[layout->last_row].end_text),
        .previous_label = tf_tr(lang, "Earlier"),
        .next_label = tf_tr(lang, "Later"),
        .first_reason = tf_tr(lang, "This is the beginning of the day."),
        .last_reason = tf_tr(lang, "This is the end of the day."),
    };
}

/* What stands under the grid, and how much of it can be said in the width there is. */
struct bar {
    struct tf_pager columns, rows;
    struct tf_button now; /* the way back, when the person has gone elsewhere */
    bool has_columns, has_rows, has_now;
    int gap;
};

static int bar_width(struct tf_scene *scene, const struct bar *bar)
{
    int columns = bar->has_columns ? tf_pager_width(scene, &bar->columns) + bar->gap : 0;
    int rows = bar->has_rows ? tf_pager_width(scene, &bar->rows) + bar->gap : 0;
    return columns + rows + (bar->has_now ? tf_button_width(scene, &bar->now) + bar->gap : 0) - bar->gap;
}

/* Where not all words fit, those go first that the grid says itself. */
static void fit_bar(struct tf_scene *scene, struct bar *bar, int width_px)
{
    if (bar_width(scene, bar) > width_px) {
        bar->gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    }
    if (bar_width(scene, bar) > width_px && bar->has_rows) {
        bar->rows.text = "";
    }
    if (bar_width(scene, bar) > width_px && bar->has_now) {
        bar->now.text = "";
    }
    if (bar_width(scene, bar) > width_px) {
        bar->columns.text = "";
    }
}

/* Returns what is left beside it. */
static struct tf_rect draw_bar(const struct drawing *d, struct tf_rect rect)
{
    bool is_elsewhere = !d->grid->follows_now || (d->frame->state->day >= 0 && d->grid->now_row < 0);
    const char *now = tf_tr(d->frame->state->lang, "Now");
    struct bar bar = {
        .columns = column_pager(d),
        .rows = row_pager(d),
        .now = {.icon = TF_ICON_CLOCK, .text = now, .label = now, .intent = {TF_INTENT_NOW, 0, 0}},
        .has_columns = d->layout.pages_columns,
        .has_rows = d->layout.pages_rows,
        .has_now = is_elsewhere,
        .gap = tf_style_gap(d->scene, TF_GAP_HUGE),
    };
    bar.now.rect.h = rect.h;
    fit_bar(d->scene, &bar, rect.w);
    if (bar.has_columns) {
        struct tf_rect used = tf_pager(d->scene, rect, &bar.columns);
        tf_take_left(&rect, used.w, bar.gap);
    }
    if (bar.has_now) {
        bar.now.rect = tf_take_right(&rect, tf_button_width(d->scene, &bar.now), bar.gap);
        tf_button(d->scene, &bar.now);
    }
    if (bar.has_rows) {
        struct tf_rect used = tf_pager(d->scene, rect, &bar.rows);
        tf_take_left(&rect, used.w, bar.gap);
    }
    return rect;
}

/* Where times, names and cells stand. */
static struct drawing begin(const struct tf_frame *frame, struct tf_rect rect,
                            const struct tf_view_grid *grid)
{
    struct tf_scene *scene = frame->scene;
    struct drawing d = {.frame = frame, .scene = scene, .grid = grid};
    int gap = tf_style_gap(scene, TF_GAP_SMALL), head = tf_style_line_height(scene, TF_TYPE_LABEL);
    head = tf_take_most(head, 2 * tf_style_line_height(scene, TF_TYPE_SMALL)) + gap;
    struct tf_rect left = rect;
    int time = tf_scene_text_width(scene, "00:00", tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK));
    d.times = tf_take_left(&left, time, tf_style_gap(scene, TF_GAP_LARGE));
    d.heads = tf_take_top(&left, head, gap);
    d.cells = left;
    return d;
}

static void draw_rows(const struct drawing *d)
{
    int free_from = d->cells.y; /* squeezed rows leave no room for every time */
    for (int r = d->layout.first_row; r <= d->layout.last_row; r++) {
        bool has_label = d->layout.has_label[r - d->layout.first_row] || r == d->layout.first_row;
        if (has_label && row_top(d, r) >= free_from) {
            draw_time(d, r);
            free_from =
                d->is_paper ? row_top(d, r) + tf_style_line_height(d->scene, TF_TYPE_LABEL) : free_from;
        }
        if (d->grid->rows[r].kind != TF_SLOT_SESSION) {
            draw_band(d, r);
        }
    }
}

struct tf_rect tf_home_grid(const struct tf_frame *frame, struct tf_rect rect,
                            const struct tf_view_grid *grid)
{
    struct tf_scene *scene = frame->scene;
    struct drawing d = begin(frame, rect, grid);
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    int bar = tf_style_target(scene) + tf_style_gap(scene, TF_GAP_MEDIUM);
    tf_home_columns(&d.layout, scene, grid, d.cells.w);
    if (!tf_home_rows(&d.layout, scene, frame->arena, grid, d.cells.h + gap, bar)) {
        return (struct tf_rect){0, 0, 0, 0};
    }
    draw_heads(&d);
    draw_now_line(&d);
    draw_rows(&d);
    draw_cells(&d);
    if (d.layout.pages_columns || d.layout.pages_rows) {
        return draw_bar(&d, tf_take_bottom(&rect, tf_style_target(scene), 0));
    }
    return (struct tf_rect){0, 0, 0, 0};
}

bool tf_home_grid_paper(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_grid *grid,
                        struct tf_poster_page *page, struct tf_poster_range *range)
{
    struct drawing d = begin(frame, rect, grid);
    struct tf_home_layout *layout = &d.layout;
    int gap = tf_style_gap(frame->scene, TF_GAP_SMALL), all = (int)grid->space_count;
    d.is_paper = true;
    tf_home_columns(layout, frame->scene, grid, d.cells.w);
    page->is_narrow = page->is_whole && layout->pages_columns;
    layout->per_page = page->is_whole ? all : layout->per_page;
    layout->first_column = 0;
    layout->column_count = all; /* rows as high as the fullest page needs them: the same on all */
    if (!tf_home_paper_rows(layout, frame->scene, frame->arena, grid, d.cells.h + gap, page->row,
                            page->is_whole, &page->is_cramped)) {
        return false;
    }
    layout->first_column = tf_take_least(page->column, all - 1);
    layout->column_count = tf_take_least(layout->per_page, all - layout->first_column);
    *range = (struct tf_poster_range){
        .first_column = layout->first_column,
        .last_column = layout->first_column + layout->column_count - 1,
        .first_row = layout->first_row,
        .last_row = layout->last_row,
        .splits_columns = layout->column_count < all,
        .splits_rows = layout->pages_rows && !page->is_whole,
    };
    page->next_row = page->row;
    page->next_column = range->last_column + 1;
    if (page->next_column == all) {
        page->next_column = 0;
        page->next_row = layout->last_row + 1;
    }
    page->has_next = page->next_row < (int)grid->row_count;
    draw_heads(&d);
    draw_rows(&d);
    draw_cells(&d);
    return true;
}
