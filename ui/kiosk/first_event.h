/* first_event.h: what a kiosk shows when its file is still empty. */
#ifndef TF_KIOSK_FIRST_EVENT_H
#define TF_KIOSK_FIRST_EVENT_H

#include "kiosk/context.h"
#include "kiosk/desk.h"

/* path: any file that import reads; NULL: the sample that comes with the program, moved to today, if
 * wants_sample; else nothing, and the wall asks (model/setup.h). Nothing happens when the desk has an event
 * already. */
enum tf_err tf_first_event(struct tf_desk *desk, const char *path, bool wants_sample,
                           const struct tf_context *context, struct tf_problem *problem);

#endif
