/* intent.h: what a person meant by a touch or a key: a small value, the same on every screen. */
#ifndef TF_MODEL_INTENT_H
#define TF_MODEL_INTENT_H

#include <stdint.h>

enum tf_intent_what {
    TF_INTENT_NONE, /* touched nothing in particular: somebody is there */
    TF_INTENT_HOME,
    TF_INTENT_BACK,
    TF_INTENT_DAY,         /* a: index of the day */
    TF_INTENT_PAGE_SPACES, /* a: first space's index, b: enum tf_turn */
    TF_INTENT_PAGE_SLOTS,  /* a: first row's index in the grid, b: enum tf_turn */
    TF_INTENT_SESSION,     /* a: session */
    TF_INTENT_CELL,        /* a: space, b: slot: a free cell */
    TF_INTENT_CELL_LIST,   /* a: space, b: slot: everything in a shared cell */
    TF_INTENT_LIST,        /* a: enum tf_list_of */
    TF_INTENT_NOW,         /* back to today and the row that holds now */
    TF_INTENT_LANGUAGE,    /* a: enum tf_lang */
    TF_INTENT_LANGUAGES,   /* open or close the list */
    TF_INTENT_SCHEME,      /* a: enum tf_scheme */
    TF_INTENT_LARGER_TEXT, /* toggle */
    TF_INTENT_REASON,      /* a disabled control was tapped: show why */
    TF_INTENT_SCROLL,      /* a: new first line, b: enum tf_turn */
    TF_INTENT_STILL_HERE,  /* answers "Still there?" */
    TF_INTENT_COUNT
};

/* Which way a page turns, so that a swipe finds the button that means the same. */
enum tf_turn { TF_TURN_NONE, TF_TURN_NEXT, TF_TURN_PREVIOUS };

enum tf_list_of { TF_LIST_UNPLACED, TF_LIST_NOW, TF_LIST_NEXT, TF_LIST_CELL, TF_LIST_COUNT };

struct tf_intent {
    enum tf_intent_what what;
    uint64_t a, b;
};

#endif
