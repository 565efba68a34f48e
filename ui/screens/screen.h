/* screen.h: what a screen is given, and the table it stands in. */
#ifndef TF_SCREENS_SCREEN_H
#define TF_SCREENS_SCREEN_H

#include "base/arena.h"
#include "canvas/scene.h"
#include "model/intent.h"
#include "model/view.h"

struct tf_frame {
    const struct tf_app_state *state;
    struct tf_scene *scene;
    struct tf_arena *arena; /* for views and words; lives while the screen is drawn */
    struct tf_rect body;    /* inside the margins, below any trouble strip */
    bool is_portrait;
    bool has_done; /* what was just done stands at the foot of the screen already */
};

/* One function a screen, one file a function. */
void tf_home_draw(const struct tf_frame *frame);
void tf_session_draw(const struct tf_frame *frame);
void tf_list_draw(const struct tf_frame *frame);

void tf_act_draw(const struct tf_frame *frame);
void tf_propose_draw(const struct tf_frame *frame);
void tf_place_draw(const struct tf_frame *frame);
void tf_posted_draw(const struct tf_frame *frame);
void tf_digits_draw(const struct tf_frame *frame);

/* Parts of the session's page: one of its places; its code to scan, or why there is none (takes its height
 * off column). */
void tf_session_place(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_place *place);
void tf_session_code(const struct tf_frame *frame, struct tf_rect *column, int height_px,
                     const struct tf_view_session *view);

/* On the row above a session's page, beside "back": the way to change it by its card's number; takes its
 * width off the row. */
void tf_digits_button(const struct tf_frame *frame, struct tf_rect *row);

/* A question over the screen, which is dead meanwhile; the first answer is the one to be expected. */
struct tf_ask {
    enum tf_icon icon;
    const char *question, *why; /* "" nothing more to say */
    const char *answers[2];     /* NULL: no second one */
    struct tf_intent intents[2];
};
void tf_ask_draw(const struct tf_frame *frame, const struct tf_ask *ask);
/* That a command is under way, or that the disk refuses it: then one may leave. */
void tf_propose_saving(const struct tf_frame *frame, const char *saving, bool cannot_save);

/* What can be done with the session that is shown, as buttons at the foot of rect; returns their height. */
int tf_act_buttons(const struct tf_frame *frame, struct tf_rect rect);
/* What was just done and the button that takes it back, at the foot of rect; returns its height, 0: nothing.
 */
int tf_act_done(const struct tf_frame *frame, struct tf_rect rect);

/* How the printer and one's slip are doing, at the foot of rect; returns its height, 0: nothing to say. */
int tf_print_strip(const struct tf_frame *frame, struct tf_rect rect);
/* Prints the slip of the session that is shown; takes its width off the row. Nothing without a printer. */
void tf_print_button(const struct tf_frame *frame, struct tf_rect *row);
/* Behind the mark: see model/menu.h. */
void tf_pin_draw(const struct tf_frame *frame);
void tf_setup_draw(const struct tf_frame *frame);
void tf_menu_draw(const struct tf_frame *frame);
/* News at the foot of rect, on the home screen; returns its height, 0: none. */
int tf_news_strip(const struct tf_frame *frame, struct tf_rect rect);
int tf_phase_strip(const struct tf_frame *frame, struct tf_rect rect); /* the phase that is announced */
void tf_sheet_draw(const struct tf_frame *frame);                      /* any of model/sheet.h */
void tf_came_draw(const struct tf_frame *frame);                       /* what came of it */
void tf_was_draw(const struct tf_frame *frame);                        /* the board as it was */
void tf_pair_draw(const struct tf_frame *frame);
/* Who stands there and the way out, at the foot of rect; returns its height, 0: a guest. */
int tf_menu_strip(const struct tf_frame *frame, struct tf_rect rect);
enum tf_icon tf_screens_icon(enum tf_screen_name screen); /* of an entry of the menu */

void tf_attract_draw(const struct tf_frame *frame);
void tf_search_draw(const struct tf_frame *frame);
/* A card of that size over everything, which is shaded and dead; returns the inside of it. */
struct tf_rect tf_over_dialog(const struct tf_frame *frame, int width, int height);
void tf_speech_draw(const struct tf_frame *frame); /* what can be done with speech, as such a card */

/* Where nothing can be touched while the controls are lowered: the clock and what this is, large. */
void tf_lowered_draw(const struct tf_frame *frame, struct tf_rect rect);

/* What is wrong, on top of every screen; takes its height off all. */
void tf_troubles_draw(const struct tf_frame *frame, struct tf_rect *all);
/* Instead of any screen: why there is no wall. */
void tf_closed_draw(const struct tf_frame *frame, struct tf_rect all);

/* What lies over any screen: notice, language list, "Still there?". */
void tf_over_draw(const struct tf_frame *frame);

/* Parts of the home screen. head_px: the least height of the panel's coloured top. */
void tf_home_panel(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_panel *panel,
                   bool is_now, int card_height, int head_px);
int tf_home_panel_head(const struct tf_frame *frame, int width_px, const struct tf_view_panel *panel);
/* The height of a panel with this many cards of that height. */
int tf_home_panel_height(const struct tf_frame *frame, int width_px, const struct tf_view_panel *panel,
                         size_t cards, int card_height);
/* Returns what is left beside the buttons that turn its pages; without any, nothing. */
struct tf_rect tf_home_grid(const struct tf_frame *frame, struct tf_rect rect,
                            const struct tf_view_grid *grid);

/* The row on top of every screen but home: back, then the screen's own name. Returns what is left beside
 * "back", for a screen that says "" there. */
struct tf_rect tf_screen_top(const struct tf_frame *frame, struct tf_rect row, const char *title);

#endif
