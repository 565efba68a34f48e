/* organiser_in.h: the screens behind the mark, for the table in menu.c, and what they share. */
#ifndef TF_MODEL_ORGANISER_IN_H
#define TF_MODEL_ORGANISER_IN_H

#include "model/app_in.h"
#include "model/menu.h"

/* ---- app_organiser.c ---- */

/* Sends an errand; its answer comes to the entry of the screen that is shown now. false, and a notice: too
 * many are under way. */
bool tf_app_ask(struct tf_app *app, enum tf_errand_what what, uint64_t a, uint64_t b, const char *text);
/* A command by whoever stands there; NULL (and a notice): no memory. tf_app_order() hands it on, and its
 * answer comes to the entry of the screen that is shown now. */
struct tf_command *tf_app_command(struct tf_app *app, enum tf_verb verb);
bool tf_app_order(struct tf_app *app, struct tf_command *command);

/* ---- app_pin.c ---- */
bool tf_app_pin_act(struct tf_app *app, struct tf_intent intent);
void tf_app_pin_done(struct tf_app *app, struct tf_errand_answer *answer);

/* ---- app_setup.c ---- */
bool tf_app_setup_act(struct tf_app *app, struct tf_intent intent);
void tf_app_setup_done(struct tf_app *app, struct tf_errand_answer *answer);
void tf_app_setup_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                           uint64_t sequence);
void tf_task_templates_open(struct tf_app *app);

/* ---- app_pair.c ---- */
void tf_app_pair_open(struct tf_app *app);
bool tf_app_pair_act(struct tf_app *app, struct tf_intent intent);
void tf_app_pair_done(struct tf_app *app, struct tf_errand_answer *answer);
void tf_app_pair_close(struct tf_app *app);

/* ---- app_history.c ---- */
void tf_app_history_open(struct tf_app *app);
bool tf_app_history_act(struct tf_app *app, struct tf_intent intent);
void tf_app_history_done(struct tf_app *app, struct tf_errand_answer *answer);
void tf_app_history_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                             uint64_t sequence);

#endif
