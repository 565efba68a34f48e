/* machine.h: what the desk may do with this machine (web/web.h): its knobs, its formats, erasing. */
#ifndef TF_KIOSK_MACHINE_H
#define TF_KIOSK_MACHINE_H

#include "base/clock.h"
#include "keep/keep.h"
#include "kiosk/knobs.h"
#include "kiosk/run_options.h"
#include "web/web.h"

struct tf_machine {
    struct tf_ledger *ledger; /* borrowed, all of them */
    struct tf_keep *keep;
    const char *data; /* the event's file; NULL: in memory */
    const struct tf_clock *clock;
    struct tf_knobs *knobs;
    const struct tf_formats *formats;
};
struct tf_web_machine tf_machine_for_web(struct tf_machine *machine);

/* The knobs that the wall and the desk have, as the program was started. TF_ERR_NOMEM. */
enum tf_err tf_machine_knobs(struct tf_knobs **out, const struct tf_run_arguments *arguments,
                             const char *file, void (*wake)(void *user), void *user);

#endif
