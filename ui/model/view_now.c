#include "model/view.h"
#include "words/words.h"

#include <stdlib.h>

enum { ROW_MATTERS_S = 15 * 60 }; /* a shorter row is a seam of an imported schedule, not a time of its own */

static const struct tf_slot *slot_at(const struct tf_app_state *state, int index)
{
    return state->board->grid->slots[index];
}

static bool begins_in(const struct tf_grid *grid, int row)
{
    for (size_t i = 0; i < grid->placement_count; i++) {
        if (grid->extents[i].first_slot == row) {
            return true;
        }
        if (grid->extents[i].first_slot > row) {
            break;
        }
    }
    return false;
}

struct by_space {
    int space;
    const struct tf_placement *placement;
};

static int compare_space(const void *left, const void *right)
{
    const struct by_space *a = left, *b = right;
    if (a->space != b->space) {
        return a->space < b->space ? -1 : 1;
    }
    return tf_key_compare(a->placement->record.key, b->placement->record.key);
}

/* Placements that begin in the row, or (covering) that hold it; by space. */
static size_t placements_in(struct tf_arena *arena, const struct tf_grid *grid, int row, bool covering,
                            struct by_space **out)
{
    size_t room = grid->placement_count, count = 0;
    struct by_space *found = tf_arena_alloc(arena, (room + 1) * sizeof *found);
    if (found == NULL) {
        return 0;
    }
    for (size_t i = 0; i < room && grid->extents[i].first_slot <= row; i++) {
        bool is_in = covering ? row <= grid->extents[i].last_slot : grid->extents[i].first_slot == row;
        if (is_in) {
            found[count++] = (struct by_space){grid->extents[i].space, grid->placements[i]};
        }
    }
    qsort(found, count, sizeof *found, compare_space);
    *out = found;
    return count;
}

static bool is_time_of_its_own(const struct tf_slot *slot)
{
    return slot->end - slot->start >= ROW_MATTERS_S;
}

/* Fills the cards and sets *start and *end to the time that the panel says: the row's, when it is a time of
 * its own, else the one that all cards have; 0 and 0 when there is none. Cards of other times say theirs. */
static void fill_cards(struct tf_view_panel *panel, struct tf_arena *arena, const struct tf_app_state *state,
                       int row, bool covering, int64_t *start, int64_t *end)
{
    const struct tf_grid *grid = state->board->grid;
    const struct tf_slot *slot = slot_at(state, row);
    struct by_space *found = NULL;
    size_t count = placements_in(arena, grid, row, covering, &found);
    struct tf_view_card *cards = tf_arena_alloc(arena, (count + 1) * sizeof *cards);
    if (cards == NULL || count == 0) {
        return;
    }
    bool is_one_time = true;
    int64_t from = tf_grid_start(grid, found[0].placement), to = tf_grid_end(grid, found[0].placement);
    for (size_t i = 0; i < count; i++) {
        is_one_time = is_one_time && tf_grid_start(grid, found[i].placement) == from &&
                      tf_grid_end(grid, found[i].placement) == to;
    }
    if (!is_one_time) {
        from = is_time_of_its_own(slot) ? slot->start : 0;
        to = is_time_of_its_own(slot) ? slot->end : 0;
    }
    for (size_t i = 0; i < count; i++) {
        tf_view_card(&cards[i], arena, state, found[i].placement, true);
        int64_t its = tf_grid_start(grid, found[i].placement),
                its_end = tf_grid_end(grid, found[i].placement);
        if (its != from || its_end != to) {
            cards[i].time = tf_words_clocks(arena, state->lang, state->zone, its, its_end);
        }
    }
    *start = from;
    *end = to;
    panel->cards = cards;
    panel->card_count = count;
    panel->all =
        tf_words_printf(arena, tf_trn(state->lang, "%lu session", "%lu sessions", (unsigned long)count),
                        (unsigned long)count);
}

static struct tf_view_panel empty_panel(const char *heading)
{
    return (struct tf_view_panel){
        .heading = heading,
        .times = "",
        .countdown = "",
        .title = "",
        .before = "",
        .open = "",
        .all = "",
        .gone_permille = -1,
        .is_there = true,
    };
}

static void running(struct tf_view_panel *panel, struct tf_arena *arena, const struct tf_app_state *state,
                    int row)
{
    const struct tf_slot *slot = slot_at(state, row);
    int64_t start = slot->start, end = slot->end;
    panel->kind = slot->kind;
    if (slot->kind == TF_SLOT_SESSION) {
        fill_cards(panel, arena, state, row, true, &start, &end);
        if (panel->card_count == 0) {
            panel->title = tf_tr(state->lang, "Nothing is on right now");
        }
        if (panel->card_count == 0 && !is_time_of_its_own(slot)) {
            return;
        }
    } else {
        panel->title = slot->title;
    }
    if (end <= start) {
        return; /* sessions of different times: each says its own */
    }
    panel->times = tf_words_clocks(arena, state->lang, state->zone, start, end);
    panel->countdown = tf_words_ends_in(arena, state->lang, end - state->now_s);
    panel->gone_permille = (int)((state->now_s - start) * 1000 / (end - start));
}

static const char *begins_at(struct tf_arena *arena, const struct tf_app_state *state, int day)
{
    const struct tf_grid *grid = state->board->grid;
    const struct tf_slot *first = grid->slots[grid->day_first_slot[day]];
    return tf_words_printf(arena, tf_tr(state->lang, "It begins on %s at %s"),
                           tf_words_date(arena, state->lang, grid->days[day]),
                           tf_words_clock(arena, state->zone, first->start));
}

static void fill_now(struct tf_view_panel *panel, struct tf_arena *arena, const struct tf_app_state *state,
                     struct tf_view_times times)
{
    enum tf_lang lang = state->lang;
    *panel = empty_panel(tf_tr(lang, "Now"));
    if (times.stage == TF_STAGE_NO_EVENT || times.stage == TF_STAGE_NO_GRID) {
        panel->is_there = false;
        return;
    }
    const struct tf_grid *grid = state->board->grid;
    switch (times.stage) {
    case TF_STAGE_RUNNING:
        running(panel, arena, state, times.now_slot);
        break;
    case TF_STAGE_GAP:
        panel->title = tf_tr(lang, "Between sessions: it is over when it is over");
        break;
    case TF_STAGE_MORNING: {
        const struct tf_slot *first = grid->slots[grid->day_first_slot[times.today]];
        panel->heading = tf_tr(lang, "Welcome");
        panel->title = tf_words_printf(arena, tf_tr(lang, "The day begins at %s"),
                                       tf_words_clock(arena, state->zone, first->start));
        panel->countdown = tf_words_starts_in(arena, lang, first->start - state->now_s);
        break;
    }
    case TF_STAGE_BEFORE:
        panel->heading = tf_tr(lang, "Welcome");
        panel->title = begins_at(arena, state, times.next_day);
        panel->countdown = tf_words_starts_in(
            arena, lang, grid->slots[grid->day_first_slot[times.next_day]]->start - state->now_s);
        break;
    case TF_STAGE_EVENING: {
        const struct tf_slot *first = grid->slots[grid->day_first_slot[times.next_day]];
        panel->heading = tf_tr(lang, "Good evening");
        panel->title = tf_words_printf(arena, tf_tr(lang, "That was today. It goes on on %s at %s"),
                                       tf_words_date(arena, lang, grid->days[times.next_day]),
                                       tf_words_clock(arena, state->zone, first->start));
        break;
    }
    case TF_STAGE_OVER:
        panel->heading = tf_tr(lang, "Afterwards");
        panel->title = tf_tr(lang, "When it is over, it is over. Thank you for coming!");
        break;
    case TF_STAGE_NO_EVENT:
    case TF_STAGE_NO_GRID:
        break;
    }
}

/* The first row after `row` on its day that is a time of its own; -1: none. */
static int row_after(const struct tf_grid *grid, int row, int64_t day, bool sessions_only)
{
    for (int i = row + 1; (size_t)i < grid->slot_count && grid->slots[i]->day == day; i++) {
        const struct tf_slot *slot = grid->slots[i];
        if (slot->kind != TF_SLOT_SESSION) {
            if (!sessions_only) {
                return i;
            }
        } else if (is_time_of_its_own(slot) || begins_in(grid, i)) {
            return i;
        }
    }
    return -1;
}

/* The row to look onward from: the one that holds now, or the last that has begun; -1: before the first. */
static int row_before_next(const struct tf_grid *grid, int64_t now_s, int day)
{
    int row = (int)grid->day_first_slot[day] - 1;
    for (size_t i = grid->day_first_slot[day]; i < grid->day_first_slot[day + 1]; i++) {
        if (grid->slots[i]->start <= now_s) {
            row = (int)i;
        }
    }
    return row;
}

static const char *open_places(struct tf_arena *arena, const struct tf_app_state *state, int row)
{
    const struct tf_grid *grid = state->board->grid;
    unsigned long open = 0;
    for (size_t s = 0; s < grid->space_count; s++) {
        if (!grid->spaces[s]->closed && tf_grid_cell(grid, (int)s, row) == NULL) {
            open++;
        }
    }
    if (open == 0) {
        return "";
    }
    return tf_words_printf(arena, tf_trn(state->lang, "%lu place is open", "%lu places are open", open),
                           open);
}

static void fill_next(struct tf_view_panel *panel, struct tf_arena *arena, const struct tf_app_state *state,
                      struct tf_view_times times)
{
    *panel = empty_panel(tf_tr(state->lang, "Next"));
    panel->is_there = false;
    bool has_today =
        times.stage == TF_STAGE_RUNNING || times.stage == TF_STAGE_GAP || times.stage == TF_STAGE_MORNING;
    if (!has_today || times.today < 0) {
        return;
    }
    const struct tf_grid *grid = state->board->grid;
    int64_t day = grid->days[times.today];
    int from = row_before_next(grid, state->now_s, times.today);
    int any = row_after(grid, from, day, false), row = row_after(grid, from, day, true);
    if (row < 0) {
        row = any;
    }
    if (row < 0) {
        return;
    }
    const struct tf_slot *slot = slot_at(state, row);
    panel->is_there = true;
    panel->kind = slot->kind;
    int64_t start = slot->start, end = slot->end;
    if (slot->kind == TF_SLOT_SESSION) {
        fill_cards(panel, arena, state, row, false, &start, &end);
        panel->open = open_places(arena, state, row);
    } else {
        panel->title = slot->title;
    }
    if (any >= 0 && any < row) {
        const struct tf_slot *first = slot_at(state, any);
        const char *kind = first->kind == TF_SLOT_BREAK ? TF_N("A break") : TF_N("All together");
        const char *title =
            first->title[0] != '\0' ? tf_words_isolate(arena, first->title) : tf_tr(state->lang, kind);
        panel->before = tf_words_printf(arena, tf_tr(state->lang, "Before that: %s, %s"), title,
                                        tf_words_clock(arena, state->zone, first->start));
    }
    panel->times = end > start ? tf_words_clocks(arena, state->lang, state->zone, start, end)
                               : tf_words_clock(arena, state->zone, slot->start);
    panel->countdown = tf_words_starts_in(arena, state->lang, slot->start - state->now_s);
}

void tf_view_panels(struct tf_view_home *view, struct tf_arena *arena, const struct tf_app_state *state,
                    struct tf_view_times times)
{
    fill_now(&view->now, arena, state, times);
    fill_next(&view->next, arena, state, times);
}
