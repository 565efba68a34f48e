#include "model/view.h"

#include "core/policy.h"
#include "words/words.h"

#include <string.h>

/* Free rows shorter than this are one open stretch together: an imported schedule has many thin ones. */
enum { FREE_ROW_S = 15 * 60 };

/* What filling the columns of one day needs at hand. */
struct filling {
    struct tf_view_grid *view;
    struct tf_arena *arena;
    const struct tf_app_state *state;
    const struct tf_grid *grid;
    int day_first;     /* grid index of the day's first row */
    size_t *bucket_of; /* [space_count + 1]: where each space's indices begin in order */
    int32_t *order;    /* indices into grid->placements, by space, then time */
    struct tf_view_block *blocks;
    size_t block_count, block_room;
};

static void fill_rows(struct tf_view_grid *view, struct tf_arena *arena, const struct tf_app_state *state,
                      int day)
{
    const struct tf_grid *grid = state->board->grid;
    size_t first = grid->day_first_slot[day], count = grid->day_first_slot[day + 1] - first;
    struct tf_view_row *rows = tf_arena_alloc(arena, (count + 1) * sizeof *rows);
    if (rows == NULL) {
        return;
    }
    for (size_t r = 0; r < count; r++) {
        const struct tf_slot *slot = grid->slots[first + r];
        int64_t gone_s = state->now_s - slot->start, length_s = slot->end - slot->start;
        rows[r] = (struct tf_view_row){
            .id = slot->record.key.id,
            .index = (int)(first + r),
            .start = slot->start,
            .end = slot->end,
            .start_text = tf_words_clock(arena, state->zone, slot->start),
            .end_text = tf_words_clock(arena, state->zone, slot->end),
            .kind = slot->kind,
            .title = slot->title,
            .is_now = gone_s >= 0 && state->now_s < slot->end,
            .is_past = state->time_confirmed && state->now_s >= slot->end,
            .is_frozen = tf_policy_freezes(tf_board_gathering(state->board), state->role, slot, state->now_s),
            .gone_permille = gone_s <= 0 || length_s <= 0 ? 0
                             : gone_s >= length_s         ? 1000
                                                          : (int)(gone_s * 1000 / length_s),
        };
        if (rows[r].is_now) {
            view->now_row = (int)r;
        }
        bool is_after_gap = r > 0 && rows[r - 1].end <= state->now_s && state->now_s < slot->start;
        if (is_after_gap) {
            view->gap_row = (int)r;
        }
    }
    view->rows = rows;
    view->row_count = count;
}

/* Counting sort of the day's placements by space. */
static bool sort_by_space(struct filling *f)
{
    const struct tf_grid *grid = f->grid;
    int day_end = f->day_first + (int)f->view->row_count;
    f->bucket_of = tf_arena_alloc(f->arena, (grid->space_count + 2) * sizeof *f->bucket_of);
    f->order = tf_arena_alloc(f->arena, (grid->placement_count + 1) * sizeof *f->order);
    size_t *next = tf_arena_alloc(f->arena, (grid->space_count + 1) * sizeof *next);
    if (f->bucket_of == NULL || f->order == NULL || next == NULL) {
        return false;
    }
    for (size_t i = 0; i < grid->placement_count; i++) {
        int first = grid->extents[i].first_slot;
        if (first >= f->day_first && first < day_end) {
            f->bucket_of[grid->extents[i].space + 1]++;
        }
    }
    for (size_t s = 0; s < grid->space_count; s++) {
        f->bucket_of[s + 1] += f->bucket_of[s];
        next[s] = f->bucket_of[s];
    }
    for (size_t i = 0; i < grid->placement_count; i++) {
        int first = grid->extents[i].first_slot;
        if (first >= f->day_first && first < day_end) {
            f->order[next[grid->extents[i].space]++] = (int32_t)i;
        }
    }
    return true;
}

static struct tf_view_block *new_block(struct filling *f)
{
    if (f->block_count == f->block_room) { /* the arena keeps the smaller one until the view is thrown away */
        size_t room = f->block_room == 0 ? 256 : f->block_room * 2;
        struct tf_view_block *blocks = tf_arena_alloc(f->arena, room * sizeof *blocks);
        if (blocks == NULL) {
            return NULL;
        }
        if (f->block_count > 0) {
            memcpy(blocks, f->blocks, f->block_count * sizeof *blocks);
        }
        f->blocks = blocks;
        f->block_room = room;
    }
    return &f->blocks[f->block_count++];
}

static void mark_times(struct tf_view_block *block, const struct filling *f)
{
    const struct tf_view_row *rows = f->view->rows;
    block->slot = rows[block->first].id;
    block->is_past = rows[block->last].is_past;
    block->is_now = f->view->now_row >= block->first && f->view->now_row <= block->last;
}

/* One stretch of a cluster (sessions of one space that share rows) between full-width rows. */
static void add_taken(struct filling *f, int column, size_t from, size_t to, int first, int last)
{
    struct tf_view_block *block = new_block(f);
    struct tf_view_card *cards = tf_arena_alloc(f->arena, (to - from) * sizeof *cards);
    if (block == NULL || cards == NULL) {
        return;
    }
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        struct tf_extent extent = f->grid->extents[f->order[i]];
        if (extent.first_slot - f->day_first > last || extent.last_slot - f->day_first < first) {
            continue;
        }
        const struct tf_placement *placement = f->grid->placements[f->order[i]];
        tf_view_card(&cards[count], f->arena, f->state, placement, false);
        cards[count].time = tf_words_clock(f->arena, f->state->zone, tf_grid_start(f->grid, placement));
        cards[count].mark |= (uint64_t)((unsigned)first & 0x3ff) << 54; /* ids end below that */
        count++;
    }
    if (count == 0) {
        f->block_count--;
        return;
    }
    *block = (struct tf_view_block){.kind = TF_BLOCK_SESSION,
                                    .space = column,
                                    .first = first,
                                    .last = last,
                                    .card = cards[0],
                                    .more = "",
                                    .label = cards[0].label};
    mark_times(block, f);
    block->card.time = "";
    if (count > 1) {
        block->kind = TF_BLOCK_SEVERAL;
        block->cards = cards;
        block->card_count = count;
        block->more = tf_words_printf(
            f->arena, tf_trn(f->state->lang, "%lu session here", "%lu sessions here", (unsigned long)count),
            (unsigned long)count);
        const struct tf_view_row *row = &f->view->rows[first];
        block->label = tf_words_printf(f->arena, tf_tr(f->state->lang, "%s, %s, %s"),
                                       f->view->spaces[column].name, row->start_text, block->more);
    }
}

/* A cluster's rows, cut where everybody is together. */
static void add_cluster(struct filling *f, int column, size_t from, size_t to, int first, int last)
{
    const struct tf_view_row *rows = f->view->rows;
    for (int row = first; row <= last; row++) {
        if (rows[row].kind != TF_SLOT_SESSION) {
            continue;
        }
        int end = row;
        while (end < last && rows[end + 1].kind == TF_SLOT_SESSION) {
            end++;
        }
        add_taken(f, column, from, to, row, end);
        row = end;
    }
}

static void add_free(struct filling *f, int column, int first, int last, bool is_closed)
{
    struct tf_view_block *block = new_block(f);
    if (block == NULL) {
        return;
    }
    *block = (struct tf_view_block){
        .kind = TF_BLOCK_FREE, .space = column, .first = first, .last = last, .more = "", .label = ""};
    mark_times(block, f);
    if (is_closed || block->is_past) {
        block->kind = TF_BLOCK_QUIET;
        return;
    }
    bool is_frozen = f->view->rows[first].is_frozen;
    block->why_not = is_frozen ? tf_words_reason(f->state->lang, TF_REASON_FROZEN) : NULL;
    block->label = tf_words_printf(f->arena, tf_tr(f->state->lang, "%s, %s, %s"),
                                   f->view->spaces[column].name, f->view->rows[first].start_text,
                                   is_frozen ? tf_trc(f->state->lang, "a place", "closed now")
                                             : tf_tr(f->state->lang, "open"));
}

/* The free rows from `row` that are one stretch, not past `limit`. */
static int free_stretch(const struct tf_view_grid *view, int row, int limit)
{
    const struct tf_view_row *rows = view->rows;
    int last = row;
    if (rows[row].end - rows[row].start >= FREE_ROW_S) {
        return last;
    }
    while (last + 1 < limit && rows[last + 1].kind == TF_SLOT_SESSION &&
           rows[last + 1].is_past == rows[row].is_past && rows[last + 1].is_frozen == rows[row].is_frozen &&
           rows[last + 1].end - rows[last + 1].start < FREE_ROW_S) {
        last++;
    }
    return last;
}

static void fill_column(struct filling *f, int column, int space)
{
    const struct tf_view_grid *view = f->view;
    size_t at = f->bucket_of[space], end = f->bucket_of[space + 1];
    int count = (int)view->row_count;
    for (int row = 0; row < count;) {
        int taken_from = at < end ? f->grid->extents[f->order[at]].first_slot - f->day_first : count;
        if (taken_from <= row) {
            size_t from = at;
            int last = row;
            while (at < end && f->grid->extents[f->order[at]].first_slot - f->day_first <= last) {
                int its_last = f->grid->extents[f->order[at]].last_slot - f->day_first;
                last = its_last > last ? its_last : last;
                at++;
            }
            last = last < count ? last : count - 1;
            add_cluster(f, column, from, at, row, last);
            row = last + 1;
        } else if (view->rows[row].kind != TF_SLOT_SESSION) {
            row++;
        } else {
            int last = free_stretch(view, row, taken_from);
            add_free(f, column, row, last, f->grid->spaces[space]->closed);
            row = last + 1;
        }
    }
}

static bool is_shown(const struct filling *f, size_t space)
{
    return !f->grid->spaces[space]->closed || f->bucket_of[space + 1] > f->bucket_of[space];
}

static bool fill_columns(struct filling *f)
{
    const struct tf_grid *grid = f->grid;
    struct tf_view_space *spaces = tf_arena_alloc(f->arena, (grid->space_count + 1) * sizeof *spaces);
    size_t *first_block = tf_arena_alloc(f->arena, (grid->space_count + 1) * sizeof *first_block);
    if (spaces == NULL || first_block == NULL) {
        return false;
    }
    f->view->spaces = spaces;
    f->view->first_block = first_block;
    for (size_t s = 0; s < grid->space_count; s++) {
        if (!is_shown(f, s)) {
            continue;
        }
        const struct tf_space *space = grid->spaces[s];
        size_t column = f->view->space_count++;
        spaces[column] = (struct tf_view_space){space->record.key.id, (int)s, space->name, (int)space->symbol,
                                                space->capacity};
        if ((int)s <= f->state->first_space) {
            f->view->first_space = (int)column;
        }
        first_block[column] = f->block_count;
        fill_column(f, (int)column, (int)s);
    }
    first_block[f->view->space_count] = f->block_count;
    f->view->blocks = f->blocks;
    f->view->block_count = f->block_count;
    return true;
}

void tf_view_grid(struct tf_view_grid *view, struct tf_arena *arena, const struct tf_app_state *state,
                  struct tf_view_times times)
{
    *view = (struct tf_view_grid){.now_row = -1, .gap_row = -1, .now_clock = ""};
    int day = tf_view_day(state);
    if (day < 0) {
        return;
    }
    fill_rows(view, arena, state, day);
    struct filling f = {.view = view,
                        .arena = arena,
                        .state = state,
                        .grid = state->board->grid,
                        .day_first = (int)state->board->grid->day_first_slot[day]};
    if (view->rows == NULL || !sort_by_space(&f) || !fill_columns(&f)) {
        *view = (struct tf_view_grid){.now_row = -1, .gap_row = -1, .now_clock = ""};
        return;
    }
    view->now_clock = tf_words_clock(arena, state->zone, state->now_s);
    int chosen = state->first_slot - f.day_first;
    view->follows_now = state->first_slot < 0 || chosen < 0 || (size_t)chosen >= view->row_count;
    if (!view->follows_now) {
        view->first_row = chosen;
    } else if (day == times.today && view->now_row >= 0) {
        view->first_row = view->now_row;
    } else if (day == times.today && view->gap_row >= 0) {
        view->first_row = view->gap_row;
    } else {
        view->first_row = 0;
    }
}
