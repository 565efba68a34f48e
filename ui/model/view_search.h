/* view_search.h: what was found, or which places are free now. See view.h for what views are. */
#ifndef TF_MODEL_VIEW_SEARCH_H
#define TF_MODEL_VIEW_SEARCH_H

#include "model/search.h"
#include "model/view.h"

struct tf_view_search_chip {
    enum tf_search_do what;
    const char *text;
    bool is_on;
    const char *why_not; /* NULL: it can be used */
};
struct tf_view_search_place {
    uint64_t space, slot;
    const char *text; /* "Garden, until 11:00" */
    int symbol;
    int index, distance; /* in the grid; in columns from where this wall hangs */
};
enum { TF_VIEW_SEARCH_CHIPS = 4 };
struct tf_view_search {
    bool is_there; /* false: nobody searches */
    bool is_typing;
    struct tf_view_search_chip chips[TF_VIEW_SEARCH_CHIPS];
    const char *found; /* "12 found" */
    const char *order; /* what is on now, or free: which come first, or why not the nearest; "" */
    const char *empty; /* said when there is nothing */
    const struct tf_view_card *cards;
    size_t card_count;
    int first;
    const struct tf_view_search_place *places; /* in place of cards */
    size_t place_count;
    bool shows_places;
};
void tf_view_search(struct tf_view_search *view, struct tf_arena *arena, const struct tf_app_state *state);

#endif
