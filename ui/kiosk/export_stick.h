/* export_stick.h: `twofeet export` of every format at once, to a stick or a folder. */
#ifndef TF_KIOSK_EXPORT_STICK_H
#define TF_KIOSK_EXPORT_STICK_H

#include "kiosk/context.h"

struct tf_export_stick {
    bool to_stick;         /* find it, mount it, unmount it */
    const char *to_folder; /* or this one, which is there already; NULL */
    const char *errand;    /* or as asked for in this folder (stick_errand.h); NULL */
    const char *public_url, *lang;
};
/* An exit code. */
int tf_export_stick(const struct tf_context *context, const struct tf_export_stick *options);

#endif
