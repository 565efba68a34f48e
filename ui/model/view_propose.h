/* view_propose.h: what the screens say on which a session is proposed, placed and changed; as view.h does. */
#ifndef TF_MODEL_VIEW_PROPOSE_H
#define TF_MODEL_VIEW_PROPOSE_H

#include "model/view.h"

#define TF_VIEW_LANGUAGES_MAX 6

struct tf_view_language {
    const char *tag, *name;
    bool is_chosen;
};
struct tf_view_choice { /* a chip */
    uint64_t value;
    const char *name;
    bool is_chosen;
};

/* ---- the words ---- */
struct tf_view_propose {
    const char *heading;
    const char *next;    /* what the main button does */
    const char *why_not; /* it cannot yet; NULL: it can */
    const char *saving;  /* "" */
    bool cannot_save;    /* the disk refuses: it goes on trying, and one may leave */
    const char *labels[TF_PROPOSE_FIELD_COUNT], *placeholders[TF_PROPOSE_FIELD_COUNT];
    const char *left[TF_PROPOSE_FIELD_COUNT]; /* "12 characters left"; "" */
    const char *more;                         /* what else was said: "Workshop, German"; or what could be */
    struct tf_view_choice formats[TF_SESSION_FORMAT_COUNT];
    size_t format_count;
    struct tf_view_choice needs[4];
    size_t need_count;
    bool read_for_me;
    const char *from, *until; /* "From Wed 25, 10:00"; "": no schedule is made for people here */
    bool has_from, has_until;
    struct tf_view_language languages[TF_VIEW_LANGUAGES_MAX];
    size_t language_count;
    const char *similar; /* "Someone has a session like this"; "" */
    struct tf_view_card cards[TF_PROPOSE_SIMILAR_MAX];
    size_t card_count;
    const char *phone_url; /* where a phone can type; "" */
    bool asks_to_leave;
    const char *question, *loses; /* "Throw this away?", what would be lost */
};
void tf_view_propose(struct tf_view_propose *view, struct tf_arena *arena, const struct tf_app_state *state);

/* ---- its place ---- */
struct tf_view_offer {
    uint64_t index; /* of the refusal's free cells */
    const char *text, *when;
    const char *label; /* for speech: "Garden, 11:00, open" */
    int symbol;
};
struct tf_view_choose {
    const char *heading;
    const char *title, *host;
    const char *hint;   /* what to do; after a refusal: why not there, and that these are free */
    bool is_refused;    /* the hint says so */
    const char *near;   /* "Free near it:"; "" */
    const char *own;    /* "Marked: what Mara hosts elsewhere"; "" */
    const char *saving; /* "" */
    bool cannot_save;
    struct tf_view_offer offers[TF_REFUSAL_CELLS_MAX];
    size_t offer_count;
    const char *unplaced;     /* the button that leaves it without a place */
    const char *more_space;   /* the button that leads to one more space, where all are taken; "" */
    struct tf_view_home home; /* tabs and grid: free cells lit, own sessions marked */
};
void tf_view_choose(struct tf_view_choose *view, struct tf_arena *arena, const struct tf_app_state *state);

/* ---- the confirmation ---- */
struct tf_view_posted {
    const char *heading; /* "Posted" */
    struct tf_view_session session;
    const char *card, *card_hint; /* "4711"; "" and why there is none */
    const char *why_no_place;     /* places are given later, by others; NULL: here, now */
    const char *also_there;       /* "You also host Bees at that time."; "" */
    const char *no_printer;       /* NULL: a slip can be printed */
    const char *saving;
    bool cannot_save;
};
void tf_view_posted(struct tf_view_posted *view, struct tf_arena *arena, const struct tf_app_state *state);

/* ---- the card's number ---- */
/* Why a session cannot be changed here by its number; NULL: it can. */
const char *tf_view_why_not_change(const struct tf_app_state *state, const struct tf_session *session);
struct tf_view_digits {
    const char *heading, *title, *hint;
    char digits[4][2]; /* "" not typed yet */
};
void tf_view_digits(struct tf_view_digits *view, const struct tf_app_state *state);

#endif
