/* health.h: how the machine is, for the desk: the disk that holds the event's file, the clock, the
 * processor's temperature, the printer. Any thread; asked when somebody looks. */
#ifndef TF_KIOSK_HEALTH_H
#define TF_KIOSK_HEALTH_H

#include "base/clock.h"
#include "kiosk/backups.h"
#include "kiosk/printing.h"
#include "web/web.h"

struct tf_health {
    const char *file; /* of the event; NULL: it is in memory */
    const struct tf_clock *clock;
    struct tf_printing *printing;     /* NULL: there is none */
    const struct tf_backups *backups; /* NULL: none are made */
    const char *thermal;              /* a file with thousandths of a degree; NULL: the kernel's first zone */
};
void tf_health_look(void *health, struct tf_web_health *out); /* fits tf_web_options */

#endif
