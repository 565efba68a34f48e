/* app.h: the kiosk's own state (which screen, day, page, language) and what happens to it. Pure: time, boards
 * and intents come in; commands for the ledger go out. Knows nothing of pixels, SDL, files or threads. */
#ifndef TF_MODEL_APP_H
#define TF_MODEL_APP_H

#include "base/lang.h"
#include "base/rng.h"
#include "base/zone.h"
#include "core/board.h"
#include "core/command.h"
#include "core/rules.h"
#include "model/intent.h"

enum tf_screen_name { TF_SCREEN_HOME, TF_SCREEN_SESSION, TF_SCREEN_COUNT };

struct tf_app_options {
    enum tf_lang lang;
    int scheme; /* enum tf_scheme */
    bool larger_text;
    uint64_t seed; /* ids and codes; 0: from the kernel */
};

struct tf_app;
enum tf_err tf_app_create(struct tf_app **out, const struct tf_app_options *options);
void tf_app_destroy(struct tf_app *app);

/* What the world tells it. Each returns true when something to see may have changed. */
bool tf_app_set_board(struct tf_app *app, struct tf_board *board); /* takes the reference */
bool tf_app_set_time(struct tf_app *app, int64_t now_s, int64_t mono_ms, bool confirmed);
bool tf_app_set_saving(struct tf_app *app,
                       bool saving_works); /* false: "not saved, trying" on every screen */
bool tf_app_set_address(struct tf_app *app, const char *base_url); /* for QR codes: "http://10.0.0.5:8080" */
bool tf_app_do(struct tf_app *app, struct tf_intent intent);
/* A command for the ledger, oldest first; the caller's. NULL: none. Its answer comes back by tf_app_answer().
 */
struct tf_command *tf_app_take_command(struct tf_app *app);
bool tf_app_answer(struct tf_app *app, uint64_t command_id, enum tf_err err, const struct tf_refusal *refusal,
                   const struct tf_warning *warning, uint64_t sequence);
/* Milliseconds until something on the screen changes by itself (the minute, the count-down, idle); -1: never.
 */
int tf_app_wake_in_ms(const struct tf_app *app);

#endif
