/* stick_desk.h: the wall's wish for a stick (model/errand.h), and what came of it. A stick takes its time: it
 * has a thread of its own (stick_errand.h), so that a PIN does not wait behind it. */
#ifndef TF_KIOSK_STICK_DESK_H
#define TF_KIOSK_STICK_DESK_H

#include "kiosk/stick_errand.h"
#include "model/app.h"

struct tf_stick_desk;
enum tf_err tf_stick_desk_open(struct tf_stick_desk **out, const struct tf_stick_errand_options *options);
void tf_stick_desk_close(struct tf_stick_desk *desk); /* NULL is fine; does not wait for a stick */
/* errand: TF_ERRAND_STICK. TF_ERR_BUSY: one is being written. */
enum tf_err tf_stick_desk_send(struct tf_stick_desk *desk, const struct tf_app *app,
                               const struct tf_errand *errand);
bool tf_stick_desk_round(struct tf_stick_desk *desk, struct tf_app *app); /* true: it ended, and was told */

#endif
