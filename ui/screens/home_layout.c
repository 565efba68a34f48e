#include "screens/home_layout.h"

#include "widgets/card.h"
#include "widgets/style.h"
#include "widgets/take.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMN_EMS = 9,         /* a column's least width, in sizes of a card's title: two words side by side */
    FREE_WANTS_S = 30 * 60, /* a shorter free stretch takes the height that there is */
    ROW_WANTS_S = 15 * 60,  /* a shorter row has a label only when something begins in it */
    MINUTES_LEAST = 5,      /* how unlike rows may become when a page is filled */
    MINUTES_MOST = 90,
    ALL_LINES = 12, /* of a title: as long as one may be, in the narrowest column */
};

/* A block's wish for height, over rows of the page. */
struct wish {
    int first, last, height;
};

struct page {
    const struct tf_home_layout *layout;
    struct tf_scene *scene;
    const struct tf_view_grid *grid;
    struct wish *wishes; /* of every block of the visible columns, over the whole day */
    size_t wish_count;
    int *heights;    /* [row_count] */
    bool *has_label; /* [row_count] */
    int *crossings;  /* [row_count]: sessions of the visible columns that go on over the row's start */
    int label_px, thin_px, band_px, thin_band_px;
};

void tf_home_columns(struct tf_home_layout *layout, struct tf_scene *scene, const struct tf_view_grid *grid,
                     int width_px)
{
    int count = (int)grid->space_count, gap = tf_style_gap(scene, TF_GAP_SMALL);
    int least = tf_scene_theme(scene)->type_px[TF_TYPE_CARD] * COLUMN_EMS;
    int fit = tf_take_most(1, (width_px + gap) / (least + gap));
    int pages = count <= fit ? 1 : (count + fit - 1) / fit;
    int per_page = tf_take_most(1, (count + pages - 1) / pages);
    layout->pages_columns = pages > 1;
    layout->column_count = tf_take_least(per_page, count);
    layout->first_column = tf_take_least(grid->first_space, count - layout->column_count);
    layout->gap_px = gap;
    layout->per_page = per_page;
    layout->width_px = width_px;
}

int tf_home_column_x(const struct tf_home_layout *layout, int n)
{
    return n * (layout->width_px + layout->gap_px) / layout->per_page;
}

int tf_home_column_width(const struct tf_home_layout *layout, int n)
{
    return tf_home_column_x(layout, n + 1) - tf_home_column_x(layout, n) - layout->gap_px;
}

static int minutes_of(const struct tf_view_row *row)
{
    int64_t minutes = (row->end - row->start) / 60;
    return minutes < MINUTES_LEAST ? MINUTES_LEAST : minutes > MINUTES_MOST ? MINUTES_MOST : (int)minutes;
}

/* A seam is where about half of what is seen goes on over the start of a row: the row is there for the sake
 * of spaces on other pages, and is no time of its own on this one. */
static bool is_seam(const struct page *page, int row)
{
    return 2 * page->crossings[row] >= page->layout->column_count;
}

static bool is_session(const struct tf_view_block *block)
{
    return block->kind == TF_BLOCK_SESSION || block->kind == TF_BLOCK_SEVERAL;
}

static bool wants_height(const struct page *page, const struct tf_view_block *block)
{
    if (is_session(block)) {
        return true;
    }
    int64_t length_s = page->grid->rows[block->last].end - page->grid->rows[block->first].start;
    int64_t least_s = block->first == block->last ? ROW_WANTS_S : FREE_WANTS_S;
    return length_s >= least_s && !is_seam(page, block->first);
}

static int by_length(const void *left, const void *right)
{
    const struct wish *a = left, *b = right;
    int length = (a->last - a->first) - (b->last - b->first);
    return length != 0 ? length : a->first - b->first;
}

/* Wishes with titles of this size in at most so many lines (0 lines: the least that can be touched). */
static void collect_wishes(struct page *page, enum tf_type title, int lines)
{
    const struct tf_home_layout *layout = page->layout;
    const struct tf_view_grid *grid = page->grid;
    size_t from = grid->first_block[layout->first_column];
    size_t to = grid->first_block[layout->first_column + layout->column_count];
    page->wish_count = 0;
    for (size_t b = from; b < to; b++) {
        const struct tf_view_block *block = &grid->blocks[b];
        if (!wants_height(page, block)) {
            continue;
        }
        int height = lines > 0
                         ? tf_card_height(page->scene, tf_home_column_width(layout, 0), block, title, lines)
                         : tf_card_least_height(page->scene);
        page->wishes[page->wish_count++] = (struct wish){block->first, block->last, height + layout->gap_px};
    }
    qsort(page->wishes, page->wish_count, sizeof page->wishes[0], by_length);
}

/* Which rows are seams, and in which something begins. */
static void collect_labels(struct page *page)
{
    const struct tf_view_grid *grid = page->grid;
    const struct tf_home_layout *layout = page->layout;
    size_t to = grid->first_block[layout->first_column + layout->column_count];
    for (size_t b = grid->first_block[layout->first_column]; b < to; b++) {
        const struct tf_view_block *block = &grid->blocks[b];
        for (int r = block->first + 1; is_session(block) && r <= block->last; r++) {
            page->crossings[r]++;
        }
        page->has_label[block->first] |= is_session(block);
    }
    for (int r = 0; r < (int)grid->row_count; r++) {
        const struct tf_view_row *row = &grid->rows[r];
        bool is_own = row->end - row->start >= ROW_WANTS_S && !is_seam(page, r);
        page->has_label[r] |= is_own || row->kind != TF_SLOT_SESSION;
    }
}

static int least_of(const struct page *page, int row)
{
    if (page->grid->rows[row].kind != TF_SLOT_SESSION) {
        return page->band_px;
    }
    return page->has_label[row] ? page->label_px : page->thin_px;
}

/* Raises rows first … last, by their minutes, to `height` together. */
static void raise_rows(struct page *page, int first, int last, int height)
{
    int have = 0, minutes = 0;
    for (int r = first; r <= last; r++) {
        have += page->heights[r];
        minutes += minutes_of(&page->grid->rows[r]);
    }
    int lack = height - have;
    for (int r = first; r <= last && lack > 0 && minutes > 0; r++) {
        int share = (int)((int64_t)lack * minutes_of(&page->grid->rows[r]) / minutes);
        page->heights[r] += share;
        minutes -= minutes_of(&page->grid->rows[r]);
        lack -= share;
    }
}

/* The least heights with which rows first … last hold everything in them; their sum. */
static int solve(struct page *page, int first, int last)
{
    for (int r = first; r <= last; r++) {
        page->heights[r] = least_of(page, r);
    }
    for (size_t w = 0; w < page->wish_count; w++) {
        struct wish wish = page->wishes[w];
        wish.first = tf_take_most(wish.first, first);
        wish.last = tf_take_least(wish.last, last);
        if (wish.first <= wish.last) {
            raise_rows(page, wish.first, wish.last, wish.height);
        }
    }
    int sum = 0;
    for (int r = first; r <= last; r++) {
        sum += page->heights[r];
    }
    return sum;
}

/* Gives what is left of the page to its rows: all of it to session rows, unless there are none. */
static void fill_page(struct page *page, int first, int last, int height)
{
    int sum = 0, minutes = 0;
    for (int r = first; r <= last; r++) {
        sum += page->heights[r];
        if (page->grid->rows[r].kind == TF_SLOT_SESSION) {
            minutes += minutes_of(&page->grid->rows[r]);
        }
    }
    int rest = height - sum;
    for (int r = first; r <= last && rest > 0 && minutes > 0; r++) {
        if (page->grid->rows[r].kind != TF_SLOT_SESSION) {
            continue;
        }
        int own = minutes_of(&page->grid->rows[r]), share = (int)((int64_t)rest * own / minutes);
        page->heights[r] += share;
        rest -= share;
        minutes -= own;
    }
}

/* The last row of a page that begins at first; at least one row. */
static int last_that_fits(struct page *page, int first, int height)
{
    int low = first, high = (int)page->grid->row_count - 1;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (solve(page, first, middle) <= height) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/* The first row of a page that ends at last. */
static int first_that_fits(struct page *page, int last, int height)
{
    int low = 0, high = last;
    while (low < high) {
        int middle = (low + high) / 2;
        if (solve(page, middle, last) <= height) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* Whether a title of this size would break inside a word that a smaller one leaves whole. */
static bool breaks_words(const struct page *page, enum tf_type title)
{
    const struct tf_home_layout *layout = page->layout;
    const struct tf_view_grid *grid = page->grid;
    size_t to = grid->first_block[layout->first_column + layout->column_count];
    for (size_t b = grid->first_block[layout->first_column]; b < to; b++) {
        const struct tf_view_block *block = &grid->blocks[b];
        if (block->kind == TF_BLOCK_SESSION &&
            tf_card_breaks_word(page->scene, tf_home_column_width(layout, 0), block, title)) {
            return true;
        }
    }
    return false;
}

/* A size of titles, and in how many lines. */
struct title_size {
    enum tf_type type;
    int lines;
    bool thin_bands;
};
static const struct title_size ON_SCREEN[] = {{TF_TYPE_TITLE, 4, false}, {TF_TYPE_LABEL, 3, false},
                                              {TF_TYPE_CARD, 3, false},  {TF_TYPE_CARD, 2, false},
                                              {TF_TYPE_CARD, 2, true},   {TF_TYPE_CARD, 0, false}};
/* What is cut on a screen is touched to be read; paper says it all, and a day that does not fit has more
 * pages. */
static const struct title_size ON_PAGES[] = {{TF_TYPE_TITLE, ALL_LINES, false},
                                             {TF_TYPE_LABEL, ALL_LINES, false},
                                             {TF_TYPE_CARD, ALL_LINES, false},
                                             {TF_TYPE_CARD, ALL_LINES, true},
                                             {TF_TYPE_CARD, 0, false}};
/* A picture has no second page. */
static const struct title_size ON_POSTER[] = {
    {TF_TYPE_TITLE, ALL_LINES, false}, {TF_TYPE_LABEL, ALL_LINES, false}, {TF_TYPE_CARD, ALL_LINES, false},
    {TF_TYPE_CARD, 3, false},          {TF_TYPE_CARD, 2, true},           {TF_TYPE_CARD, 0, false}};

/* The largest titles with which the whole day fits; false: it does not, even with the smallest. sizes end
 * with no lines. */
static bool fits_whole(struct page *page, struct tf_home_layout *layout, int height,
                       const struct title_size *sizes)
{
    int last = (int)page->grid->row_count - 1, band = page->band_px;
    page->band_px = page->thin_band_px;
    collect_wishes(page, TF_TYPE_CARD, 0);
    if (solve(page, 0, last) > height) {
        return false;
    }
    for (const struct title_size *size = sizes; size->lines > 0; size++) {
        layout->title = size->type;
        page->band_px = size->thin_bands ? page->thin_band_px : band;
        if (size->type != TF_TYPE_CARD && breaks_words(page, size->type)) {
            continue;
        }
        collect_wishes(page, layout->title, size->lines);
        if (solve(page, 0, last) <= height) {
            return true;
        }
    }
    return false;
}

static void choose_rows(struct page *page, struct tf_home_layout *layout, int height)
{
    int end = (int)page->grid->row_count - 1;
    layout->title = TF_TYPE_CARD;
    collect_wishes(page, TF_TYPE_CARD, 2);
    layout->first_row = page->grid->first_row;
    layout->last_row = last_that_fits(page, layout->first_row, height);
    if (layout->last_row == end) {
        layout->first_row = tf_take_least(layout->first_row, first_that_fits(page, end, height));
    }
    layout->previous_row = layout->first_row > 0 ? first_that_fits(page, layout->first_row - 1, height) : 0;
    int sum = solve(page, layout->first_row, layout->last_row);
    if (sum > height && layout->first_row == layout->last_row) { /* one row higher than the page */
        page->heights[layout->first_row] = height;
    }
}

/* Everything that a page's rows are found with; false: no memory. */
static bool open_page(struct page *page, struct tf_home_layout *layout, struct tf_scene *scene,
                      struct tf_arena *arena, const struct tf_view_grid *grid)
{
    size_t rows = grid->row_count;
    *page = (struct page){
        .layout = layout,
        .scene = scene,
        .grid = grid,
        .wishes = tf_arena_alloc(arena, (grid->block_count + 1) * sizeof page->wishes[0]),
        .heights = tf_arena_alloc(arena, (rows + 1) * sizeof page->heights[0]),
        .has_label = tf_arena_alloc(arena, rows + 1),
        .crossings = tf_arena_alloc(arena, (rows + 1) * sizeof page->crossings[0]),
        .label_px = tf_style_line_height(scene, TF_TYPE_LABEL) + tf_style_gap(scene, TF_GAP_TINY),
        .thin_px = tf_style_gap(scene, TF_GAP_HAIR),
        .band_px = tf_take_most(tf_style_line_height(scene, TF_TYPE_LABEL) * 3 / 2,
                                tf_theme_mm(tf_scene_theme(scene), 7)),
    };
    layout->row_y = tf_arena_alloc(arena, (rows + 1) * sizeof layout->row_y[0]);
    if (page->wishes == NULL || page->heights == NULL || page->has_label == NULL || page->crossings == NULL ||
        layout->row_y == NULL) {
        return false;
    }
    page->band_px += layout->gap_px;
    page->thin_band_px = tf_style_line_height(scene, TF_TYPE_LABEL) + layout->gap_px;
    collect_labels(page);
    layout->first_row = 0;
    layout->last_row = (int)rows - 1;
    return true;
}

static void close_page(struct page *page, struct tf_home_layout *layout, int height)
{
    fill_page(page, layout->first_row, layout->last_row, height);
    layout->has_label = page->has_label + layout->first_row;
    int y = 0;
    for (int r = layout->first_row; r <= layout->last_row; r++) {
        layout->row_y[r - layout->first_row] = y;
        y += page->heights[r];
    }
    layout->row_y[layout->last_row - layout->first_row + 1] = y;
}

bool tf_home_rows(struct tf_home_layout *layout, struct tf_scene *scene, struct tf_arena *arena,
                  const struct tf_view_grid *grid, int height_px, int pager_px)
{
    struct page page;
    if (!open_page(&page, layout, scene, arena, grid)) {
        return false;
    }
    int height = height_px;
    if (layout->pages_columns) {
        height -= pager_px;
    }
    layout->pages_rows = !fits_whole(&page, layout, height, ON_SCREEN);
    if (layout->pages_rows) {
        height = height_px - pager_px;
        choose_rows(&page, layout, height);
    }
    close_page(&page, layout, height);
    return true;
}

/* Rows first … last in height, each as much smaller as all of them are. */
static void squeeze(struct page *page, int first, int last, int height)
{
    int sum = solve(page, first, last);
    for (int r = first; r <= last && sum > height; r++) {
        int own = page->heights[r];
        page->heights[r] = (int)((int64_t)own * height / sum);
        sum -= own;
        height -= page->heights[r];
    }
}

bool tf_home_paper_rows(struct tf_home_layout *layout, struct tf_scene *scene, struct tf_arena *arena,
                        const struct tf_view_grid *grid, int height_px, int first_row, bool is_whole,
                        bool *is_cramped)
{
    struct page page;
    if (!open_page(&page, layout, scene, arena, grid)) {
        return false;
    }
    *is_cramped = false;
    layout->pages_rows = !fits_whole(&page, layout, height_px, is_whole ? ON_POSTER : ON_PAGES);
    if (layout->pages_rows) {
        layout->title = TF_TYPE_CARD;
        collect_wishes(&page, TF_TYPE_CARD, is_whole ? 0 : ALL_LINES);
        layout->first_row = is_whole ? 0 : tf_take_least(first_row, layout->last_row);
        if (!is_whole) {
            layout->last_row = last_that_fits(&page, layout->first_row, height_px);
        }
        squeeze(&page, layout->first_row, layout->last_row, height_px);
        *is_cramped = is_whole;
    }
    close_page(&page, layout, height_px);
    return true;
}
