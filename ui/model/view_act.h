/* view_act.h: what can be done with a session, as buttons that say why not; what would happen, in sentences;
 * what was just done. See view.h for what views are. */
#ifndef TF_MODEL_VIEW_ACT_H
#define TF_MODEL_VIEW_ACT_H

#include "model/act.h"
#include "model/view.h"

/* ---- the buttons on a session's page ---- */
struct tf_view_act_button {
    enum tf_act_kind kind;
    const char *text;
    const char *why_not; /* NULL: it can be done */
};
struct tf_view_acts {
    struct tf_view_act_button buttons[TF_ACT_KIND_COUNT];
    size_t count; /* 0: the session is gone */
};
void tf_view_acts(struct tf_view_acts *view, struct tf_arena *arena, const struct tf_app_state *state);

/* ---- one that is under way ---- */
enum { TF_VIEW_ACT_SENTENCES_MAX = 6 };
struct tf_view_act_way {
    enum tf_act_way way;
    const char *button;                               /* ""; the hosts' own buttons do it */
    const char *sentences[TF_VIEW_ACT_SENTENCES_MAX]; /* what would happen */
    size_t sentence_count;
    const char *why_not; /* NULL: it can be done */
};
struct tf_view_act_which {
    uint64_t placement;
    const char *text;
    bool is_chosen;
};
struct tf_view_act {
    enum tf_act_kind kind; /* NONE: nothing is under way */
    const char *title;     /* "Move" */
    const char *session;   /* its title */
    const char *hint;      /* what to do next; "" when something would happen */
    const char *refused;   /* why what was chosen cannot be; "" */
    const char *waiting;   /* "Saving…"; "" */
    struct tf_view_act_way ways[2];
    size_t way_count;

    const struct tf_view_act_which *whiches; /* when there are several to choose from */
    size_t which_count;

    const struct tf_view_tab *tabs; /* on the grid */
    size_t tab_count;
    struct tf_view_grid grid;

    const struct tf_view_card *cards; /* MERGE: the others, the most alike first */
    size_t card_count;
    int first;
    bool is_asking_hosts; /* MERGE: the other is chosen, and both hosts have to agree: this one's, the other's
                           */
    const char *host_asks[2];
    bool agreed[2];
    const char *not_now; /* a button that takes the question away; "" nothing was asked */
};
void tf_view_act(struct tf_view_act *view, struct tf_arena *arena, const struct tf_app_state *state);

/* ---- what was just done; "" nothing ---- */
struct tf_view_done {
    const char *text, *undo;
};
void tf_view_done(struct tf_view_done *view, struct tf_arena *arena, const struct tf_app_state *state);

#endif
