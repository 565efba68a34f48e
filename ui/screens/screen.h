/* screen.h: what a screen is given, and the table it stands in. */
#ifndef TF_SCREENS_SCREEN_H
#define TF_SCREENS_SCREEN_H

#include "base/arena.h"
#include "canvas/scene.h"
#include "model/view.h"

struct tf_frame {
    const struct tf_app_state *state;
    struct tf_scene *scene;
    struct tf_arena *arena; /* for views and words; lives while the screen is drawn */
    struct tf_rect body;    /* inside the margins, below any trouble strip */
    bool is_portrait;
};

/* One function a screen, one file a function. */
void tf_home_draw(const struct tf_frame *frame);
void tf_session_draw(const struct tf_frame *frame);
void tf_list_draw(const struct tf_frame *frame);

void tf_act_draw(const struct tf_frame *frame);

/* What can be done with the session that is shown, as buttons at the foot of rect; returns their height. */
int tf_act_buttons(const struct tf_frame *frame, struct tf_rect rect);
/* What was just done and the button that takes it back, at the foot of rect; returns its height, 0: nothing. */
int tf_act_done(const struct tf_frame *frame, struct tf_rect rect);

/* What lies over any screen: notice, language list, "Still there?". */
void tf_over_draw(const struct tf_frame *frame);

/* Parts of the home screen. head_px: the least height of the panel's coloured top. */
void tf_home_panel(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_panel *panel,
                   bool is_now, int card_height, int head_px);
int tf_home_panel_head(const struct tf_frame *frame, int width_px, const struct tf_view_panel *panel);
/* The height of a panel with this many cards of that height. */
int tf_home_panel_height(const struct tf_frame *frame, int width_px, const struct tf_view_panel *panel,
                         size_t cards, int card_height);
void tf_home_grid(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_grid *grid);

/* The row on top of every screen but home: back, then the screen's own name. */
void tf_screen_top(const struct tf_frame *frame, struct tf_rect row, const char *title);

#endif
