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

    /* The on-screen keyboard and its fields: typing.h takes these. */
    TF_INTENT_FIELD,        /* a: field: type here */
    TF_INTENT_CARET,        /* a: field, b: byte offset in its text: made of a touch inside a field's text */
    TF_INTENT_KEY,          /* a: keysym, b: where the key stands (no two have the same tag) */
    TF_INTENT_KEY_TEXT,     /* a: index, b: enum tf_key_text: the list that it is an index of */
    TF_INTENT_KEY_FUNCTION, /* a: enum tf_key_function, b: its argument */

    TF_INTENT_PROPOSE,    /* a new session; a: space, b: slot, for that cell; 0: anywhere */
    TF_INTENT_PROPOSE_DO, /* a: enum tf_propose_do, b: its argument */
    TF_INTENT_LOWER,      /* all controls to the lower half, or back: toggle */
    TF_INTENT_SPEECH,     /* a: enum tf_speech_do */
    TF_INTENT_SEARCH,     /* opens the search */
    TF_INTENT_SEARCH_DO,  /* a: enum tf_search_do (search.h), b: its argument */
    TF_INTENT_PRINT,      /* a: enum tf_print_what (print.h), b: session */
    TF_INTENT_ACT,        /* a: enum tf_act_do (act.h), b: its argument */
    TF_INTENT_MARK,       /* the program's mark: the way in for organisers */
    TF_INTENT_MENU,       /* a: enum tf_screen_name of an entry of the menu */
    TF_INTENT_ORGANISE,   /* a: what, b: its argument; means what the entry that is shown says */
    TF_INTENT_LEAVE,      /* a guest again */
    TF_INTENT_SEEN,       /* a: index of a trouble: somebody has read it */
    TF_INTENT_COUNT
};

/* Which way a page turns, so that a swipe finds the button that means the same. */
enum tf_turn { TF_TURN_NONE, TF_TURN_NEXT, TF_TURN_PREVIOUS };

enum tf_list_of {
    TF_LIST_UNPLACED,
    TF_LIST_NOW,
    TF_LIST_NEXT,
    TF_LIST_CELL,
    TF_LIST_SPACES,
    TF_LIST_HELD,
    TF_LIST_WITH_NOTES,
    TF_LIST_WITHOUT_NOTES,
    TF_LIST_COUNT
};

/* What a key can stand for that is no letter of the layout. */
enum tf_key_text {
    TF_KEY_TEXT_ACCENT, /* a form of the grapheme before the caret */
    TF_KEY_TEXT_SIGN,
    TF_KEY_TEXT_EMOJI, /* of the group that is shown */
};

enum tf_key_function {
    TF_KEY_SHIFT,
    TF_KEY_ALTGR,
    TF_KEY_BACKSPACE,
    TF_KEY_NEW_LINE,
    TF_KEY_SPACE,
    TF_KEY_CARET_LEFT, /* as seen, whatever the script */
    TF_KEY_CARET_RIGHT,
    TF_KEY_UNDO,
    TF_KEY_REDO,
    TF_KEY_SELECT_WORD,
    TF_KEY_SELECT_ALL,
    TF_KEY_ACCENTS,     /* offers them, or takes the offer away */
    TF_KEY_PAGE,        /* b: enum tf_typing_page */
    TF_KEY_SCROLL,      /* b: first line of the page that is shown */
    TF_KEY_EMOJI_GROUP, /* b: index */
    TF_KEY_QUICK,       /* b: index of a layout at hand */
    TF_KEY_FAMILY,      /* b: index of a family of layouts: "French" */
    TF_KEY_LAYOUT,      /* b: index of a layout in the list of all */
    TF_KEY_FUNCTION_COUNT
};

/* What can be done while a session is proposed or changed. */
enum tf_propose_do {
    TF_PROPOSE_DO_FORMAT,      /* b: enum tf_session_format: chosen, or taken back */
    TF_PROPOSE_DO_LANGUAGE,    /* b: index of those offered */
    TF_PROPOSE_DO_NEED,        /* b: enum tf_feature */
    TF_PROPOSE_DO_READ_FOR_ME, /* toggle */
    TF_PROPOSE_DO_FROM,        /* its host can be there from the next time on */
    TF_PROPOSE_DO_UNTIL,       /* and until the next one */
    TF_PROPOSE_DO_MORE,        /* shows the rest, or the title alone again */
    TF_PROPOSE_DO_GO_ON,       /* similar ones were seen */
    TF_PROPOSE_DO_NEXT,        /* the words are said: post it, or choose its place */
    TF_PROPOSE_DO_PLACE,       /* choose another place than the one it was begun for */
    TF_PROPOSE_DO_CELL,        /* b: index of the free cells that a refusal offered */
    TF_PROPOSE_DO_UNPLACED,    /* leave it without a place */
    TF_PROPOSE_DO_KEEP,        /* "Keep writing" */
    TF_PROPOSE_DO_THROW_AWAY,
    TF_PROPOSE_DO_CHANGE_WORDS, /* from the confirmation */
    TF_PROPOSE_DO_CHANGE_PLACE,
    TF_PROPOSE_DO_TAKE_BACK,
    TF_PROPOSE_DO_DONE,
    TF_PROPOSE_DO_CHANGE, /* from a session's page, by its card's number */
    TF_PROPOSE_DO_DIGIT,  /* b: 0 … 9 */
    TF_PROPOSE_DO_DIGIT_BACK,
    TF_PROPOSE_DO_COUNT
};

enum tf_speech_do {
    TF_SPEECH_DO_BUTTON, /* in the header: on; when it is on, what can be done with it */
    TF_SPEECH_DO_OFF,
    TF_SPEECH_DO_REPEAT,
    TF_SPEECH_DO_STOP, /* what is being said now */
    TF_SPEECH_DO_LOUDER,
    TF_SPEECH_DO_QUIETER,
    TF_SPEECH_DO_CLOSE,
    TF_SPEECH_DO_COUNT
};

struct tf_intent {
    enum tf_intent_what what;
    uint64_t a, b;
};

#endif
