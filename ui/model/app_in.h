/* app_in.h: what the files of app share. */
#ifndef TF_MODEL_APP_IN_H
#define TF_MODEL_APP_IN_H

#include "model/app.h"

enum { TF_APP_TRAIL_MAX = 16, TF_APP_COMMANDS_MAX = 16, TF_APP_NOTICE_BYTES = 512, TF_APP_URL_BYTES = 256 };

/* Where "back" leads. */
struct tf_app_step {
    enum tf_screen_name screen;
    uint64_t session;
    enum tf_list_of list;
    uint64_t list_space, list_slot;
    int scroll;
};

struct tf_app {
    struct tf_app_options options;
    struct tf_app_state state; /* board, zone and texts in it are borrowed from below */
    struct tf_rng rng;

    struct tf_board *board;
    struct tf_zone *zone;
    char base_url[TF_APP_URL_BYTES];
    char notice[TF_APP_NOTICE_BYTES];

    /* Chosen by id, so that it stays what it was when the grid changes; 0 none. */
    int64_t day_date;
    bool has_day;
    uint64_t first_space_id, first_slot_id;

    struct tf_app_step trail[TF_APP_TRAIL_MAX];
    size_t trail_count;

    int64_t mono_ms, touched_ms, notice_until_ms;

    struct tf_command *commands[TF_APP_COMMANDS_MAX]; /* a ring */
    size_t command_first, command_count;
};

/* Indices in state from the ids above, for the board there is now. */
void tf_app_resolve(struct tf_app *app);
/* Home, today, following now, in the language the kiosk was started in: as for the next person. */
void tf_app_rest(struct tf_app *app);
bool tf_app_is_at_rest(const struct tf_app *app);

#endif
