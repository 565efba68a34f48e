#include "base/text.h"
#include "model/view_propose.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- whose session ---- */

/* One of the folded names (", " between) is also in the other list. */
static bool share_a_name(const char *names, const char *others)
{
    while (*names != '\0') {
        size_t len = strcspn(names, ",");
        for (const char *other = others; len > 0 && *other != '\0';) {
            size_t other_len = strcspn(other, ",");
            if (len == other_len && memcmp(names, other, len) == 0) {
                return true;
            }
            other += other_len + strspn(other + other_len, ", ");
        }
        names += len + strspn(names + len, ", ");
    }
    return false;
}

static bool is_by(const char *folded_host, const char *host)
{
    char *folded = NULL;
    bool yes = host[0] != '\0' && tf_text_fold(&folded, host) == TF_OK && share_a_name(folded_host, folded);
    free(folded);
    return yes;
}

/* ---- the grid, as a person sees it who looks for a place ---- */

static bool is_own(const struct tf_view_block *block, uint64_t self, const char *folded_host)
{
    const struct tf_view_card *cards = block->kind == TF_BLOCK_SEVERAL ? block->cards : &block->card;
    size_t count = block->kind == TF_BLOCK_SEVERAL ? block->card_count : block->kind == TF_BLOCK_SESSION;
    for (size_t i = 0; i < count; i++) {
        if ((self != 0 && cards[i].session == self) ||
            (folded_host[0] != '\0' && is_by(folded_host, cards[i].host))) {
            return true;
        }
    }
    return false;
}

/* A shared space takes one more where others are. */
static bool takes_more(const struct tf_view_block *block, const struct tf_app_state *state,
                       const struct tf_view_grid *grid)
{
    const struct tf_space *space = tf_board_space(state->board, grid->spaces[block->space].id);
    bool is_taken = block->kind == TF_BLOCK_SESSION || block->kind == TF_BLOCK_SEVERAL;
    return is_taken && space != NULL && space->shared && !space->closed && !block->is_past &&
           !grid->rows[block->first].is_frozen;
}

/* Free cells lit, what the host has already marked. Whether anything is. */
static bool light(struct tf_view_grid *grid, struct tf_arena *arena, const struct tf_app_state *state,
                  const char *host)
{
    struct tf_view_block *blocks = tf_arena_alloc(arena, (grid->block_count + 1) * sizeof *blocks);
    char *folded = NULL;
    bool is_marked = false;
    if (blocks == NULL || tf_text_fold(&folded, host) != TF_OK) {
        return false;
    }
    bool is_new = state->propose == NULL || state->propose->aim == TF_PROPOSE_NEW;
    uint64_t self = is_new ? 0 : state->propose->session;
    for (size_t b = 0; b < grid->block_count; b++) {
        struct tf_view_block *block = &blocks[b];
        *block = grid->blocks[b];
        block->takes_more = takes_more(block, state, grid);
        block->mark = block->why_not != NULL         ? TF_MARK_NONE
                      : block->kind == TF_BLOCK_FREE ? TF_MARK_LIT
                      : is_own(block, self, folded)  ? TF_MARK_OWN
                      : block->takes_more            ? TF_MARK_LIT
                                                     : TF_MARK_NONE;
        is_marked |= block->mark == TF_MARK_OWN;
    }
    grid->blocks = blocks;
    free(folded);
    return is_marked;
}

/* ---- around it ---- */

static void fill_session(struct tf_view_choose *view, const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    if (propose == NULL || !propose->is_open) {
        return;
    }
    view->title = tf_editor_text(propose->fields[TF_PROPOSE_TITLE]);
    view->host = tf_editor_text(propose->fields[TF_PROPOSE_HOST]);
}

static void fill_offers(struct tf_view_choose *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_refusal *refusal = &state->propose->refusal;
    int64_t day = -1;
    const struct tf_slot *wish = tf_board_slot(state->board, state->propose->wish.slot);
    if (wish != NULL) {
        day = wish->day;
    }
    for (size_t i = 0; i < refusal->free_cell_count; i++) {
        const struct tf_space *space = tf_board_space(state->board, refusal->free_cells[i].space);
        const struct tf_slot *slot = tf_board_slot(state->board, refusal->free_cells[i].slot);
        if (space == NULL || slot == NULL || (state->time_confirmed && slot->end <= state->now_s)) {
            continue;
        }
        view->offers[view->offer_count++] = (struct tf_view_offer){
            .index = i,
            .text = space->name,
            .when = slot->day == day
                        ? tf_words_clocks(arena, state->lang, state->zone, slot->start, slot->end)
                        : tf_words_when(arena, state->lang, state->zone, slot->day, slot->start, slot->end),
            .label = tf_words_printf(arena, tf_tr(state->lang, "Take %s at %s"),
                                     tf_words_isolate(arena, space->name),
                                     tf_words_clock(arena, state->zone, slot->start)),
            .symbol = (int)space->symbol,
        };
    }
}

static const char *why_refused(struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    enum tf_lang lang = state->lang;
    const struct tf_space *space = tf_board_space(state->board, propose->wish.space);
    const struct tf_slot *slot = tf_board_slot(state->board, propose->wish.slot);
    if (propose->refusal.reason != TF_REASON_CELL_TAKEN || space == NULL || slot == NULL) {
        return tf_words_reason(lang, propose->refusal.reason);
    }
    /* TRANSLATORS: space, time of day */
    return tf_words_printf(
        arena, tf_tr(lang, "Somebody was faster: %s at %s is taken. Your session is kept."),
        tf_words_isolate(arena, space->name), tf_words_clock(arena, state->zone, slot->start));
}

static bool is_placed(const struct tf_app_state *state)
{
    return state->board != NULL &&
           tf_grid_placement_of(state->board->grid, state->propose->session, NULL) != NULL;
}

/* Nothing is free any more, on any day. */
static bool is_full(const struct tf_app_state *state)
{
    const struct tf_grid *grid = state->board->grid;
    for (size_t row = 0; row < grid->slot_count; row++) {
        const struct tf_slot *slot = grid->slots[row];
        bool is_over = state->time_confirmed && slot->end <= state->now_s;
        for (size_t space = 0; !is_over && slot->kind == TF_SLOT_SESSION && space < grid->space_count;
             space++) {
            bool is_open = !grid->spaces[space]->closed;
            if (is_open &&
                (grid->spaces[space]->shared || tf_grid_cell(grid, (int)space, (int)row) == NULL)) {
                return false;
            }
        }
    }
    return true;
}

/* A full grid grows. */
static void offer_space(struct tf_view_choose *view, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    if (state->role < TF_ROLE_ORGANISER) {
        view->hint = tf_tr(
            lang, "Every place is taken. Leave it unplaced and ask an organiser: they can add a space.");
        return;
    }
    view->hint = tf_tr(lang, "Every place is taken. One more space makes room.");
    view->more_space = tf_tr(lang, "Add a space");
}

void tf_view_choose(struct tf_view_choose *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_propose *propose = state->propose;
    enum tf_lang lang = state->lang;
    bool moves = propose != NULL && propose->aim == TF_PROPOSE_MOVE;
    *view = (struct tf_view_choose){
        .heading = tf_tr(lang, "Where and when?"),
        .title = "",
        .host = "",
        .hint = tf_tr(lang, "Tap a free place."),
        .own = "",
        .near = "",
        .saving = "",
        .more_space = "",
        .unplaced = moves && is_placed(state) ? tf_tr(lang, "Take it off the grid")
                    : moves                   ? ""
                                              : tf_tr(lang, "Leave it unplaced"),
    };
    tf_view_home(&view->home, arena, state);
    fill_session(view, state);
    bool is_marked = state->board != NULL && light(&view->home.grid, arena, state, view->host);
    if (is_marked) {
        view->own = tf_tr(lang, "A dark frame marks what you host already.");
    }
    if (propose == NULL || state->board == NULL) {
        return;
    }
    if (propose->command != 0) {
        view->cannot_save = !state->saving_works;
        view->saving = view->cannot_save
                           ? tf_tr(lang, "Not saved yet, trying. You can wait here or leave: it "
                                         "will be posted when saving works again.")
                           : tf_tr(lang, "Saving…");
    } else if (propose->refusal.reason != TF_REASON_NONE) {
        view->is_refused = true;
        view->hint = why_refused(arena, state);
        fill_offers(view, arena, state);
        view->near = view->offer_count > 0 ? tf_tr(lang, "Free near it:") : "";
    } else if (is_full(state)) {
        offer_space(view, state);
    }
}
