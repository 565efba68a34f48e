/* first_event.h: what a kiosk shows when its file is still empty. */
#ifndef TF_KIOSK_FIRST_EVENT_H
#define TF_KIOSK_FIRST_EVENT_H

#include "exchange/exchange.h"
#include "kiosk/context.h"
#include "kiosk/desk.h"

/* A schedule that was read, for an event that has nothing in it yet. */
struct tf_first_event {
    struct tf_command *command; /* NULL: nothing was read, or it was brought */
    struct tf_report report;
};

/* path: any file that import reads; NULL: the sample that comes with the program, moved to today. board: what
 * it is for; NULL: an event that is not made yet, so that what cannot be read makes none. The errors of
 * tf_intake_file(). Free it in any case. */
enum tf_err tf_first_event_read(struct tf_first_event *out, const char *path, const struct tf_board *board,
                                const struct tf_context *context, struct tf_problem *problem);
void tf_first_event_free(struct tf_first_event *first);
/* Brings what was read, or reads path first, or the sample, if wants_sample; else nothing, and the wall asks
 * (model/setup.h). Nothing happens when the desk has an event already. */
enum tf_err tf_first_event(struct tf_first_event *first, struct tf_desk *desk, const char *path,
                           bool wants_sample, const struct tf_context *context, struct tf_problem *problem);

#endif
