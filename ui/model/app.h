/* app.h: the kiosk's own state (which screen, day, page, language) and what happens to it. Pure: time, boards
 * and intents come in; commands for the ledger go out. Knows nothing of pixels, SDL, files or threads. */
#ifndef TF_MODEL_APP_H
#define TF_MODEL_APP_H

#include "base/lang.h"
#include "base/rng.h"
#include "base/zone.h"
#include "core/bell.h"
#include "core/board.h"
#include "core/command.h"
#include "core/format.h"
#include "core/rules.h"
#include "model/act.h"
#include "model/errand.h"
#include "model/history.h"
#include "model/intent.h"
#include "model/organiser.h"
#include "model/print.h"
#include "model/propose.h"
#include "model/search.h"
#include "model/setup.h"
#include "model/task.h"
#include "model/trouble.h"
#include "model/typing.h"

enum tf_screen_name {
    TF_SCREEN_HOME,
    TF_SCREEN_SESSION,
    TF_SCREEN_LIST,
    TF_SCREEN_PROPOSE, /* the words of a session */
    TF_SCREEN_PLACE,   /* the grid, to choose its cell */
    TF_SCREEN_POSTED,  /* it is on the wall: where, and how to change it */
    TF_SCREEN_CARD,    /* a digit pad for the card's number */
    TF_SCREEN_ACT,     /* what is done with a session: choosing where, seeing what would happen */
    TF_SCREEN_SEARCH,  /* finding a session by a word, what is free, who is on */
    TF_SCREEN_ATTRACT, /* nobody is there */
    TF_SCREEN_SETUP,   /* there is no event yet: setup.h */
    TF_SCREEN_STORY,   /* what happened to a session: a sheet, but everybody's */
    TF_SCREEN_PIN,     /* the way in for organisers; menu.h has what is behind it */
    TF_SCREEN_MENU,
    TF_SCREEN_PAIR,
    TF_SCREEN_DAY, /* sheets: model/sheet.h */
    TF_SCREEN_NEWS,
    TF_SCREEN_BELL,
    TF_SCREEN_TIMES,
    TF_SCREEN_SPACES,
    TF_SCREEN_TEMPLATES,
    TF_SCREEN_FORMAT,
    TF_SCREEN_MOVE,
    TF_SCREEN_BATCH,
    TF_SCREEN_SCHEDULE,
    TF_SCREEN_CONFLICTS,
    TF_SCREEN_PITCH,
    TF_SCREEN_HIDE,
    TF_SCREEN_CARE,
    TF_SCREEN_TOPICS,  /* everybody's too, at the convergence; as the next two when it is their time */
    TF_SCREEN_ROUND,   /* the news of the day */
    TF_SCREEN_CLOSING, /* what remains */
    TF_SCREEN_CAFE,    /* everybody's, where guests change tables */
    TF_SCREEN_CAME,    /* everybody's too, afterwards: what came of it */
    TF_SCREEN_ACTIONS,
    TF_SCREEN_IDEAS, /* where sessions are ideas */
    TF_SCREEN_PRINT,
    TF_SCREEN_STICK,
    TF_SCREEN_SETTINGS,
    TF_SCREEN_ERASE,
    TF_SCREEN_HISTORY,
    TF_SCREEN_WAS, /* the board as it was */
    TF_SCREEN_COUNT
};

/* Idle: after TF_APP_IDLE_MS "Still there?", TF_APP_STILL_MS later everything is as for the next person.
 * A notice (why a control is off, what just happened) stays for TF_APP_NOTICE_MS. */
#define TF_APP_IDLE_MS       75000
#define TF_APP_STILL_MS      20000
#define TF_APP_NOTICE_MS     6000
#define TF_APP_ATTRACT_MS    180000 /* at rest for so long: the attract screen */
#define TF_APP_COUNT_DOWN_MS 20000  /* the same, while lightning talks run */
#define TF_APP_VOLUME_MAX    5      /* of speech */

struct tf_app_options {
    enum tf_lang lang;
    int scheme; /* enum tf_scheme */
    bool larger_text;
    bool lang_is_events; /* nobody set another */
    bool print_slips;    /* a slip for each session posted here, without being asked */
    bool bell_is_off, bell_rings_at_night;
    int bell_volume;       /* 1 … 4; 0: TF_BELL_VOLUME */
    bool stays_home;       /* never the attract screen */
    bool is_display;       /* for looking at: nobody can touch it, so nothing to touch is offered */
    uint64_t seed;         /* ids and codes; 0: from the kernel */
    const char *notes_url; /* words/notes_url.h: notes are kept there; borrowed; NULL: on phones' pages */
    const char *here;      /* the name of the space this wall hangs at; borrowed; NULL: nobody said */
    const char *zone; /* a wall without an event asks for one, and offers this zone first; borrowed; NULL: it
                         does not ask */
    const struct tf_formats *formats;       /* that can be chosen; borrowed; NULL: none */
    const struct tf_flag_words *flag_words; /* core/flags.h; borrowed; NULL: none */
};

/* Nobody is woken. */
enum { TF_BELL_QUIET_FROM_H = 22, TF_BELL_QUIET_TO_H = 8, TF_BELL_VOLUME = 3 };
struct tf_app_bell {
    bool is_off, keeps_quiet_hours;
    int volume;        /* 1 … 4 */
    enum tf_bell last; /* what it rang for */
    bool is_heard;     /* that time, or only seen */
    uint64_t count;    /* how often it rang: one more is one to play */
};

/* Of a kiosk that shares its board with others: what stands over the wall while they are not reached. */
struct tf_app_sharing {
    int64_t apart_since_s; /* 0: they are, or there are none */
    bool is_halted;        /* it will not be better by itself */
    size_t unshared;       /* changes that they do not have yet */
    int64_t unshared_since_s;
};

/* What screens read of it: plain values, so that a view can be built without an app. Indices are the board's
 * own grid's and always valid for it. */
struct tf_app_state {
    const struct tf_board *board; /* NULL: none yet */
    const struct tf_zone *zone;   /* the gathering's, or UTC */
    int64_t now_s;
    bool time_confirmed;
    bool saving_works;
    const struct tf_trouble *troubles; /* what stands over every screen; trouble_count of them */
    size_t trouble_count;
    enum tf_err closed;       /* why the event's file could not be opened: there is no wall; TF_OK: it was */
    const char *closed_where; /* its path */
    int64_t backup_at; /* when the newest good copy of the event was made, UTC seconds; 0: there is none */
    int64_t
        cut_since_s; /* this display follows another kiosk, and cannot reach it since; 0: it can, or leads */
    struct tf_app_sharing sharing;
    const char *base_url;  /* "": no address known */
    const char *notes_url; /* as in the options; NULL: none */
    const struct tf_formats *formats;
    bool stays_home;       /* no attract screen */
    bool is_display;       /* as in the options */
    const char *here_name; /* as in the options; NULL: nobody said where this wall hangs */
    uint64_t here;         /* the space of that name; 0: there is none (yet) */
    bool prints_slips;     /* of what is posted here, without being asked */
    int first_lang;        /* enum tf_lang, that everybody finds here; -1: the event's */
    const char *wifi;      /* what a Wi-Fi code holds: "WIFI:T:WPA;S:…;P:…;;"; NULL: none is configured */
    enum tf_lang lang;
    int scheme, first_scheme; /* the one that everybody finds here */
    bool larger_text;
    bool is_lowered;  /* all controls in the lower half of a tall panel */
    bool can_speak;   /* there is something to speak with */
    bool speaks;      /* somebody asked for it */
    bool speech_open; /* what can be done with speech is shown */
    int volume;       /* 1 … TF_APP_VOLUME_MAX */

    enum tf_screen_name screen;
    size_t steps_back; /* taps on "back" that lead home */
    int day;           /* index of the day shown; -1: today's */
    int first_space;   /* index of the first column */
    int first_slot;    /* index of the first row; -1: follow now */
    uint64_t session;
    enum tf_list_of list;
    uint64_t list_space, list_slot;
    int scroll; /* first line of a list or a long text */
    bool languages_open;
    bool asks_still_there;
    const char *notice; /* a sentence already in lang; NULL: none */

    const struct tf_propose *propose;     /* what is being proposed or changed; NULL: nothing */
    const struct tf_typing_state *typing; /* the on-screen keyboard; NULL: nothing is typed */
    const struct tf_search *search;       /* what is looked for; NULL: nothing yet */
    const struct tf_act *act;             /* what is done with a session; NULL: nothing */
    const struct tf_act_done *done;       /* what was just done and can be taken back; NULL: nothing */
    const struct tf_print *print;         /* NULL: this kiosk has no printer */
    enum tf_role role;                    /* of whoever stands there: a guest until a PIN was typed */
    const struct tf_organiser *organiser; /* what that one does; never NULL in an app's own state */
    struct tf_app_bell bell;
    const struct tf_past *past; /* never NULL, as the next */
    const struct tf_setup *setup;
    const struct tf_task *task; /* what was begun on an organiser's sheet; never NULL either */
    int64_t mono_ms;            /* now, in the time of organiser's offer */
    const char *card_digits;    /* what was typed of the card's number; NULL: nothing */
};

struct tf_app;
enum tf_err tf_app_create(struct tf_app **out, const struct tf_app_options *options);
void tf_app_destroy(struct tf_app *app);

/* What the world tells it. Each returns true when something to see may have changed. */
bool tf_app_set_board(struct tf_app *app, struct tf_board *board); /* takes the reference */
bool tf_app_set_time(struct tf_app *app, int64_t now_s, int64_t mono_ms, bool confirmed);
bool tf_app_set_saving(struct tf_app *app,
                       bool saving_works);                /* false: "not saved, trying" on every screen */
bool tf_app_set_cut(struct tf_app *app, int64_t since_s); /* 0: not, or no longer */
bool tf_app_set_sharing(struct tf_app *app, const struct tf_app_sharing *sharing);
/* Stands over every screen until it is set otherwise, or seen (trouble.h). It is copied; at most
 * TF_TROUBLES_MAX. */
bool tf_app_set_troubles(struct tf_app *app, const struct tf_trouble *troubles, size_t count);
/* From here on nothing is shown but that the file at `where` (copied) cannot be opened. */
bool tf_app_set_closed(struct tf_app *app, enum tf_err err, const char *where);
bool tf_app_set_backup(struct tf_app *app, int64_t at);
bool tf_app_set_wifi(struct tf_app *app, const char *code); /* NULL or "": none */
/* By its name in the file of settings, as it was set elsewhere; what holds from the next start is passed
 * over.
 */
bool tf_app_set_setting(struct tf_app *app, const char *name, const char *value);
bool tf_app_set_voice(struct tf_app *app, bool can_speak);
bool tf_app_set_address(struct tf_app *app, const char *base_url); /* for QR codes: "http://10.0.0.5:8080" */
/* Any intent, TF_INTENT_NONE too, says that somebody is there. */
bool tf_app_do(struct tf_app *app, struct tf_intent intent);
/* A card of the grid (TF_INTENT_SESSION) was dragged onto another cell: asks what two taps would. Onto a
 * button that turns the grid: the next tap, there, says where. */
bool tf_app_drag(struct tf_app *app, struct tf_intent card, struct tf_intent cell);
/* Shows a sentence for a while (it is copied): a disabled control's reason. */
bool tf_app_tell(struct tf_app *app, const char *sentence);
/* A command for the ledger, oldest first; the caller's. NULL: none. Its answer comes back by tf_app_answer().
 */
struct tf_command *tf_app_take_command(struct tf_app *app);
bool tf_app_answer(struct tf_app *app, uint64_t command_id, enum tf_err err, const struct tf_refusal *refusal,
                   const struct tf_warning *warning, uint64_t sequence);
/* The printer: NULL: there is none. words is static. */
bool tf_app_set_printer(struct tf_app *app, const struct tf_print_status *status);
bool tf_app_take_print(struct tf_app *app, struct tf_print_wish *out); /* false: nothing is wanted of it */
/* A wish for a slip was heard, or why not: TF_ERR_CONFLICT, _LIMIT, _BUSY as tf_printer_print() says. */
bool tf_app_print_answer(struct tf_app *app, uint64_t session, enum tf_err err);
/* The same of a wish for pieces: TF_ERR_NOT_FOUND: there is nothing to print; _BUSY: others are under way. */
bool tf_app_print_pieces_answer(struct tf_app *app, enum tf_err err);
/* An errand for the rest of the program, oldest first; false: none. Its answer comes back, on this thread. */
bool tf_app_take_errand(struct tf_app *app, struct tf_errand *out);
bool tf_app_errand_done(struct tf_app *app, struct tf_errand_answer *answer); /* takes it */
bool tf_app_set_pin(struct tf_app *app, bool has_pin); /* whether one was chosen for this kiosk */
/* Milliseconds until something on the screen changes by itself (the minute, the count-down, idle); -1: never.
 */
int tf_app_wake_in_ms(const struct tf_app *app);

/* Borrowed; valid until the next call that is not const. */
const struct tf_app_state *tf_app_state(const struct tf_app *app);

#endif
