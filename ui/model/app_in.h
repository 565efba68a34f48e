/* app_in.h: what the files of app share. */
#ifndef TF_MODEL_APP_IN_H
#define TF_MODEL_APP_IN_H

#include "model/app.h"
#include "model/card_lock.h"
#include "model/similar.h"

enum { TF_APP_WISHES_MAX = 8 }; /* of the printer, between two rounds of the kiosk */
enum {
    TF_APP_TRAIL_MAX = 16,
    TF_APP_COMMANDS_MAX = 16,
    TF_APP_NOTICE_BYTES = 512,
    TF_APP_URL_BYTES = 256,
    TF_APP_ERRANDS_MAX = 8
};

/* Where "back" leads. */
struct tf_app_step {
    enum tf_screen_name screen;
    uint64_t session;
    enum tf_list_of list;
    uint64_t list_space, list_slot;
    int scroll;
};

struct tf_app_errand {
    struct tf_errand errand;
    enum tf_screen_name screen; /* that sent it */
    bool is_taken, is_orphan;   /* whoever sent it has gone */
};

struct tf_app {
    struct tf_app_options options;
    struct tf_app_state state; /* board, zone and texts in it are borrowed from below */
    struct tf_rng rng;

    struct tf_board *board;
    struct tf_zone *zone;
    char base_url[TF_APP_URL_BYTES];
    char wifi[TF_APP_URL_BYTES];
    char notice[TF_APP_NOTICE_BYTES];
    struct tf_trouble troubles[TF_TROUBLES_MAX];
    char closed_where[TF_APP_NOTICE_BYTES];

    /* Chosen by id, so that it stays what it was when the grid changes; 0 none. */
    int64_t day_date;
    bool has_day;
    uint64_t first_space_id, first_slot_id;

    struct tf_app_step trail[TF_APP_TRAIL_MAX]; /* state.steps_back of them */

    int64_t mono_ms, touched_ms, notice_until_ms;
    bool has_time; /* it was told the time once: mono_ms means something */

    struct tf_command *commands[TF_APP_COMMANDS_MAX]; /* a ring */
    size_t command_first, command_count;

    struct tf_typing *typing; /* made when something is typed for the first time */
    struct tf_propose propose;
    struct tf_similar *similar; /* the same; follows the board while a session is proposed */
    struct tf_card_lock card_lock;
    char card_digits[5];
    struct tf_search *search; /* made when somebody searches, gone with them */
    struct tf_act act;
    int64_t undo_until_ms;
    struct tf_print print;
    int64_t print_until_ms; /* "printed" is said so long; 0: nothing to end */
    struct tf_print_wish wishes[TF_APP_WISHES_MAX];
    size_t wish_count;
    struct tf_organiser organiser;
    struct tf_setup setup;
    struct tf_past past;
    struct tf_task task;
    int64_t bell_s;                                   /* when the bell was last thought of; 0 never */
    struct tf_app_errand errands[TF_APP_ERRANDS_MAX]; /* not answered yet */
    size_t errand_count;
    uint64_t errand_last;
    uint64_t order; /* the command that an organiser's screen waits for; 0 */
    enum tf_screen_name order_screen;
    /* Commands whose senders went before they were answered; 0: free. */
    uint64_t forgotten[TF_APP_COMMANDS_MAX];
    size_t forgotten_next;
};

/* Indices in state from the ids above, for the board there is now. */
void tf_app_resolve(struct tf_app *app);
/* Home, today, following now, in the language the kiosk was started in: as for the next person. */
void tf_app_rest(struct tf_app *app);
bool tf_app_is_at_rest(const struct tf_app *app);

/* To another screen, so that "back" leads here; to home; a step back. */
void tf_app_go(struct tf_app *app, enum tf_screen_name screen);
void tf_app_home(struct tf_app *app);
void tf_app_back(struct tf_app *app);
/* Hands a command on (it is taken); false, and a notice: too many wait. */
bool tf_app_send(struct tf_app *app, struct tf_command *command);
/* Its sender is gone: its answer is nobody's, and the next person hears nothing of it. */
void tf_app_forget(struct tf_app *app, uint64_t command);
/* The on-screen keyboard, about to type into editor; NULL (and a notice): this machine has none. */
struct tf_typing *tf_app_type(struct tf_app *app, const struct tf_editor *editor);
/* The keyboard follows the language of the screen. */
void tf_app_typing_follow(struct tf_app *app);

/* ---- app_reach.c: within everybody's reach: lower controls, speech ---- */

bool tf_app_trouble_do(struct tf_app *app, struct tf_intent intent); /* false: it is not about one */
bool tf_app_reach_do(struct tf_app *app, struct tf_intent intent);
void tf_app_reach_rest(struct tf_app *app);

/* ---- app_attract.c ---- */

int64_t tf_app_attract_due_ms(const struct tf_app *app); /* INT64_MAX: not now */
bool tf_app_attract_pass(struct tf_app *app);            /* time went on: true when it has come */
bool tf_app_attract_turns(const struct tf_app *app, int64_t from_s, int64_t to_s); /* there is another page */
int64_t tf_app_attract_turn_ms(const struct tf_app *app); /* until then; INT64_MAX: never */
bool tf_app_attract_do(struct tf_app *app);               /* anything was touched: true when that woke it */

/* ---- app_print.c ---- */

void tf_app_print_want(struct tf_app *app, struct tf_print_wish wish);
void tf_app_print_slip(struct tf_app *app, uint64_t session);
bool tf_app_print_do(struct tf_app *app, struct tf_intent intent);
bool tf_app_print_pass(struct tf_app *app);
int64_t tf_app_print_due_ms(const struct tf_app *app);
void tf_app_print_rest(struct tf_app *app);

/* ---- app_search.c ---- */

bool tf_app_search_do(struct tf_app *app, struct tf_intent intent);
void tf_app_search_board(struct tf_app *app);
void tf_app_search_rest(struct tf_app *app);

/* ---- app_act.c: what is done with a session that is on the wall ---- */

/* true: it was meant for this, and is done. */
bool tf_app_act_do(struct tf_app *app, struct tf_intent intent);
bool tf_app_act_answer(struct tf_app *app, uint64_t command, enum tf_err err,
                       const struct tf_refusal *refusal, const struct tf_warning *warning, uint64_t sequence);
void tf_app_act_board(struct tf_app *app);           /* there is a new one */
void tf_app_act_rest(struct tf_app *app);            /* nothing of it stays */
bool tf_app_act_pass(struct tf_app *app);            /* time went on: true when something to see changed */
int64_t tf_app_act_due_ms(const struct tf_app *app); /* when it has to; INT64_MAX: never */

/* ---- app_organiser.c: more than a guest (organiser_in.h has the rest) ---- */

struct tf_actor tf_app_actor(const struct tf_app *app); /* whoever stands there */
bool tf_app_organiser_do(struct tf_app *app, struct tf_intent intent);
bool tf_app_organiser_answer(struct tf_app *app, uint64_t command, enum tf_err err,
                             const struct tf_refusal *refusal, uint64_t sequence);
void tf_app_organiser_follow(struct tf_app *app, enum tf_screen_name before); /* after an intent */
void tf_app_become(struct tf_app *app, enum tf_role role); /* everything of who was there is wiped */
int64_t tf_app_organiser_due_ms(const struct tf_app *app);
bool tf_app_organiser_pass(struct tf_app *app);

/* ---- app_setup.c: there is no event yet ---- */

bool tf_app_setup_is_due(const struct tf_app *app);
bool tf_app_setup_is_untouched(const struct tf_app *app);
void tf_app_setup_rest(struct tf_app *app);
bool tf_app_setup_do(struct tf_app *app,
                     struct tf_intent intent); /* true: it leads nowhere yet, or is done */

/* ---- app_history.c ---- */

void tf_app_history_rest(struct tf_app *app); /* nothing of the past is looked at any more */

/* ---- app_bell.c ---- */

bool tf_app_bell_pass(struct tf_app *app); /* true: it rang */
int64_t tf_app_bell_due_ms(const struct tf_app *app);
void tf_app_bell_by_hand(struct tf_app *app);
void tf_app_bell_volume(struct tf_app *app, int step);

/* ---- app_task.c: what was begun on an organiser's sheet ---- */

void tf_app_task_rest(struct tf_app *app);  /* nothing of it stays */
void tf_app_task_board(struct tf_app *app); /* what is listed follows the board */
bool tf_app_task_pass(struct tf_app *app);

/* ---- app_propose.c: proposing a session, changing one by its card's number ---- */

/* true: it was meant for this, and is done. */
bool tf_app_propose_do(struct tf_app *app, struct tf_intent intent);
bool tf_app_propose_answer(struct tf_app *app, uint64_t command, enum tf_err err,
                           const struct tf_refusal *refusal, const struct tf_warning *warning,
                           uint64_t sequence);
void tf_app_propose_board(struct tf_app *app); /* there is a new one */
void tf_app_propose_rest(struct tf_app *app);  /* nothing of it stays in memory */
void tf_app_propose_wipe(struct tf_app *app);  /* the draft alone */
void tf_app_propose_show(struct tf_app *app);  /* its words, in place of the screen there is */
void tf_app_card_do(struct tf_app *app, struct tf_intent intent); /* app_card.c */

#endif
