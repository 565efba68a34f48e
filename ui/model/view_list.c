#include "core/came.h"
#include "core/policy.h"
#include "model/view.h"
#include "words/words.h"

static void unplaced(struct tf_view_list *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    view->title = tf_tr(state->lang, "Looking for a place");
    view->empty = tf_tr(state->lang, "Every session has its place.");
    const struct tf_table *sessions = state->board->tables[TF_KIND_SESSION];
    struct tf_view_card *cards = tf_arena_alloc(arena, (tf_table_count(sessions) + 1) * sizeof *cards);
    if (cards == NULL) {
        return;
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->state == TF_SESSION_OPEN) {
            tf_view_card_of(&cards[view->card_count++], arena, state, TF_SESSION(it.record));
        }
    }
    view->cards = cards;
    const char *forbidden = tf_policy_binds(tf_board_gathering(state->board), state->role, TF_VERB_PLACE);
    view->place = tf_tr(state->lang, "Place");
    view->place_why_not = forbidden != NULL ? tf_tr(state->lang, forbidden) : NULL;
}

/* What came of it: the sessions that one of its counts counts. */
static void came(struct tf_view_list *view, struct tf_arena *arena, const struct tf_app_state *state,
                 enum tf_came_list list)
{
    struct tf_came came;
    view->title = list == TF_CAME_HELD         ? tf_tr(state->lang, "Held")
                  : list == TF_CAME_WITH_NOTES ? tf_tr(state->lang, "With notes")
                                               : tf_tr(state->lang, "Notes still missing");
    if (tf_came_count(&came, state->board, state->now_s, tf_zone_day_of(state->zone, state->now_s)) !=
        TF_OK) {
        return;
    }
    struct tf_view_card *cards = tf_arena_alloc(arena, (came.counts[list] + 1) * sizeof *cards);
    for (size_t i = 0; cards != NULL && i < came.counts[list]; i++) {
        const struct tf_session *session = came.lists[list][i];
        tf_view_card(&cards[view->card_count++], arena, state,
                     tf_grid_placement_of(state->board->grid, session->record.key.id, NULL), true);
    }
    view->cards = cards;
    tf_came_free(&came);
}

static void spaces(struct tf_view_list *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    struct tf_view_space *all = tf_arena_alloc(arena, (grid->space_count + 1) * sizeof *all);
    view->title = tf_tr(state->lang, "Go to a space");
    if (all == NULL) {
        return;
    }
    for (size_t i = 0; i < grid->space_count; i++) {
        const struct tf_space *space = grid->spaces[i];
        all[i] = (struct tf_view_space){.id = space->record.key.id,
                                        .index = (int)i,
                                        .name = space->name,
                                        .symbol = (int)space->symbol,
                                        .capacity = space->capacity};
    }
    view->spaces = all;
    view->space_count = grid->space_count;
}

static void from_panel(struct tf_view_list *view, const struct tf_view_panel *panel)
{
    view->title = panel->heading;
    view->subtitle = panel->times[0] != '\0' ? panel->times : panel->title;
    view->cards = panel->cards;
    view->card_count = panel->card_count;
}

/* Everything that shares rows of the space with the cell's first one: what its card on the grid counts. */
static void cell(struct tf_view_list *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    int space = tf_grid_space_index(grid, state->list_space),
        slot = tf_grid_slot_index(grid, state->list_slot);
    if (space < 0 || slot < 0) {
        return;
    }
    view->title = grid->spaces[space]->name;
    struct tf_view_home home;
    struct tf_app_state day = *state;
    day.day = tf_grid_day_index(grid, grid->slots[slot]->day);
    home = (struct tf_view_home){.stage = TF_STAGE_RUNNING};
    tf_view_grid(&home.grid, arena, &day, tf_view_times(state->board, state->zone, state->now_s));
    for (size_t b = 0; b < home.grid.block_count; b++) {
        const struct tf_view_block *block = &home.grid.blocks[b];
        if (block->slot != state->list_slot || home.grid.spaces[block->space].id != state->list_space) {
            continue;
        }
        view->subtitle = tf_words_when(arena, state->lang, state->zone, grid->slots[slot]->day,
                                       home.grid.rows[block->first].start, home.grid.rows[block->last].end);
        view->cards = block->kind == TF_BLOCK_SEVERAL ? block->cards : &block->card;
        view->card_count = block->kind == TF_BLOCK_SEVERAL   ? block->card_count
                           : block->kind == TF_BLOCK_SESSION ? 1
                                                             : 0;
    }
}

void tf_view_list(struct tf_view_list *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    *view =
        (struct tf_view_list){.title = "", .subtitle = "", .empty = tf_tr(state->lang, "Nothing is here.")};
    struct tf_view_times times = tf_view_times(state->board, state->zone, state->now_s);
    if (times.stage == TF_STAGE_NO_EVENT) {
        return;
    }
    struct tf_view_home home;
    switch (state->list) {
    case TF_LIST_UNPLACED:
        unplaced(view, arena, state);
        break;
    case TF_LIST_NOW:
    case TF_LIST_NEXT:
        tf_view_panels(&home, arena, state, times);
        from_panel(view, state->list == TF_LIST_NOW ? &home.now : &home.next);
        break;
    case TF_LIST_CELL:
        cell(view, arena, state);
        break;
    case TF_LIST_SPACES:
        spaces(view, arena, state);
        break;
    case TF_LIST_HELD:
        came(view, arena, state, TF_CAME_HELD);
        break;
    case TF_LIST_WITH_NOTES:
        came(view, arena, state, TF_CAME_WITH_NOTES);
        break;
    case TF_LIST_WITHOUT_NOTES:
        came(view, arena, state, TF_CAME_WITHOUT_NOTES);
        break;
    case TF_LIST_COUNT:
        break;
    }
    size_t count = view->card_count + view->space_count;
    int last = count > 0 ? (int)count - 1 : 0;
    view->first = state->scroll < 0 ? 0 : state->scroll > last ? last : state->scroll;
}
