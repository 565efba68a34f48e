#include "model/view_search.h"

#include "words/words.h"

#include <stdlib.h>

enum { NOTES_MAX = 60 }; /* shown; who finds more types a word more */

static void fill_chips(struct tf_view_search *view, const struct tf_app_state *state,
                       const struct tf_search_wish *wish, bool has_now)
{
    enum tf_lang lang = state->lang;
    const char *no_now = has_now ? NULL : tf_tr(lang, "Nothing is on at this moment.");
    bool has_languages = tf_search_next_language(state->board, "")[0] != '\0';
    view->chips[0] = (struct tf_view_search_chip){
        TF_SEARCH_DO_ON_NOW, state->here != 0 ? tf_tr(lang, "Near me now") : tf_tr(lang, "On now"),
        wish->on_now, no_now};
    view->chips[1] =
        (struct tf_view_search_chip){TF_SEARCH_DO_FREE_NOW, tf_tr(lang, "Free now"), wish->free_now, no_now};
    view->chips[2] = (struct tf_view_search_chip){
        TF_SEARCH_DO_FORMAT,
        wish->format == TF_FORMAT_UNSAID ? tf_tr(lang, "Any format") : tf_words_format(lang, wish->format),
        wish->format != TF_FORMAT_UNSAID, NULL};
    view->chips[3] = (struct tf_view_search_chip){
        TF_SEARCH_DO_LANGUAGE,
        wish->language[0] == '\0' ? tf_tr(lang, "Any language") : tf_words_language(lang, wish->language),
        wish->language[0] != '\0', has_languages ? NULL : tf_tr(lang, "No session says its language yet.")};
}

/* Which of them come first, and why: a wall that hangs somewhere knows what is near it. */
static const char *order_of(struct tf_arena *arena, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    const struct tf_space *here = tf_board_space(state->board, state->here);
    if (here != NULL) {
        return tf_words_printf(arena, tf_tr(lang, "The nearest first: this wall hangs at %s."),
                               tf_words_isolate(arena, here->name));
    }
    if (state->here_name != NULL) {
        return tf_words_printf(
            arena, tf_tr(lang, "In the order of the spaces: %s, where this wall hangs, is not one of them."),
            tf_words_isolate(arena, state->here_name));
    }
    return tf_tr(lang, "In the order of the spaces: nobody has told this wall where it hangs.");
}

/* Below what is called so: what was written so, each as its session's card that says where. */
static void add_notes(struct tf_view_search *view, struct tf_arena *arena, const struct tf_app_state *state,
                      struct tf_view_card *cards)
{
    const struct tf_note *notes[NOTES_MAX];
    const char *query = tf_editor_text(tf_search_text(state->search));
    size_t count = tf_search_find_notes(state->search, state->board, notes, NOTES_MAX);
    for (size_t i = 0; i < count && view->card_count < TF_SEARCH_FOUND_MAX; i++) {
        const struct tf_session *session = tf_board_session(state->board, notes[i]->record.key.owner);
        char *excerpt = tf_note_find_excerpt(notes[i], query);
        if (session != NULL && excerpt != NULL) {
            struct tf_view_card *card = &cards[view->card_count++];
            tf_view_card_of(card, arena, state, session);
            card->mark = notes[i]->record.key.id;
            /* TRANSLATORS: what a note says, around the word that was looked for */
            card->host =
                tf_words_printf(arena, tf_tr(state->lang, "Note: %s"), tf_words_isolate(arena, excerpt));
            card->label = tf_words_printf(arena, tf_tr(state->lang, "%s: %s"), session->title, card->host);
        }
        free(excerpt);
    }
}

static void fill_found(struct tf_view_search *view, struct tf_arena *arena, const struct tf_app_state *state,
                       int now_slot)
{
    uint64_t *ids = tf_arena_alloc(arena, TF_SEARCH_FOUND_MAX * sizeof *ids);
    struct tf_view_card *cards = tf_arena_alloc(arena, TF_SEARCH_FOUND_MAX * sizeof *cards);
    if (ids == NULL || cards == NULL) {
        return;
    }
    bool is_on = tf_search_wished(state->search)->on_now;
    size_t count =
        tf_search_find(state->search, state->board, now_slot, state->here, ids, TF_SEARCH_FOUND_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct tf_session *session = tf_board_session(state->board, ids[i]);
        const struct tf_placement *placement =
            is_on ? tf_search_on_now(state->board, ids[i], now_slot, state->here)
                  : tf_grid_placement_of(state->board->grid, ids[i], NULL);
        if (session == NULL) {
            continue;
        }
        struct tf_view_card *card = &cards[view->card_count++];
        if (placement == NULL) {
            tf_view_card_of(card, arena, state, session);
            card->place = tf_tr(state->lang, "Looking for a place");
            continue;
        }
        tf_view_card(card, arena, state, placement, true);
        const struct tf_slot *slot = tf_board_slot(state->board, placement->slot);
        const char *clock = tf_words_clock(arena, state->zone, tf_grid_start(state->board->grid, placement));
        bool has_days = state->board->grid->day_count > 1 && slot != NULL;
        /* TRANSLATORS: a day and a time of day: "Wed 25, 11:00" */
        card->time = has_days ? tf_words_printf(arena, tf_tr(state->lang, "%s, %s"),
                                                tf_words_day_short(arena, state->lang, slot->day), clock)
                              : clock;
    }
    add_notes(view, arena, state, cards);
    view->cards = cards;
    int last = view->card_count > 0 ? (int)view->card_count - 1 : 0;
    view->first = state->scroll < 0 ? 0 : state->scroll > last ? last : state->scroll;
    unsigned long n = (unsigned long)view->card_count;
    view->found = tf_words_printf(arena, tf_trn(state->lang, "%lu found", "%lu found", n), n);
    view->order = is_on ? order_of(arena, state) : "";
    view->empty = tf_tr(state->lang, "Nothing on the wall is like that. Perhaps it is yours to propose?");
}

/* How long a cell stays free: until something begins there, or the day's last row ends. */
static int64_t free_until(const struct tf_grid *grid, int space, int slot)
{
    int64_t end = grid->slots[slot]->end;
    for (int s = slot + 1; (size_t)s < grid->slot_count && grid->slots[s]->day == grid->slots[slot]->day;
         s++) {
        if (grid->slots[s]->kind == TF_SLOT_SESSION && tf_grid_cell(grid, space, s) != NULL) {
            break;
        }
        end = grid->slots[s]->end;
    }
    return end;
}

static int compare_places(const void *left, const void *right)
{
    const struct tf_view_search_place *a = left, *b = right;
    if (a->distance != b->distance) {
        return a->distance < b->distance ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

static void fill_free(struct tf_view_search *view, struct tf_arena *arena, const struct tf_app_state *state,
                      int now_slot)
{
    const struct tf_grid *grid = state->board->grid;
    struct tf_view_search_place *places = tf_arena_alloc(arena, (grid->space_count + 1) * sizeof *places);
    view->shows_places = true;
    view->empty = tf_tr(state->lang, "Every place is taken at this moment.");
    bool is_session_row = now_slot >= 0 && grid->slots[now_slot]->kind == TF_SLOT_SESSION;
    for (size_t s = 0; s < grid->space_count && is_session_row && places != NULL; s++) {
        const struct tf_space *space = grid->spaces[s];
        if (space->closed || tf_grid_cell(grid, (int)s, now_slot) != NULL) {
            continue;
        }
        places[view->place_count++] = (struct tf_view_search_place){
            .space = space->record.key.id,
            .slot = grid->slots[now_slot]->record.key.id,
            .symbol = (int)space->symbol,
            .index = (int)s,
            .distance = tf_here_distance(grid, state->here, space->record.key.id),
            /* TRANSLATORS: a space, and the time until which it is free */
            .text = tf_words_printf(arena, tf_tr(state->lang, "%s, free until %s"),
                                    tf_words_isolate(arena, space->name),
                                    tf_words_clock(arena, state->zone, free_until(grid, (int)s, now_slot))),
        };
    }
    if (places != NULL && view->place_count > 1) {
        qsort(places, view->place_count, sizeof *places, compare_places);
    }
    view->places = places;
    int last = view->place_count > 0 ? (int)view->place_count - 1 : 0;
    view->first = state->scroll < 0 ? 0 : state->scroll > last ? last : state->scroll;
    unsigned long n = (unsigned long)view->place_count;
    view->found =
        tf_words_printf(arena, tf_trn(state->lang, "%lu place is free", "%lu places are free", n), n);
    view->order = order_of(arena, state);
}

void tf_view_search(struct tf_view_search *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    *view = (struct tf_view_search){.found = "", .order = "", .empty = ""};
    if (state->search == NULL || state->board == NULL) {
        return;
    }
    const struct tf_search_wish *wish = tf_search_wished(state->search);
    struct tf_view_times times = tf_view_times(state->board, state->zone, state->now_s);
    view->is_there = true;
    view->is_typing = wish->is_typing && state->typing != NULL;
    fill_chips(view, state, wish, times.now_slot >= 0);
    if (wish->free_now) {
        fill_free(view, arena, state, times.now_slot);
    } else {
        fill_found(view, arena, state, times.now_slot);
    }
}
