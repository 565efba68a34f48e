/* linking.h: what `twofeet link` does; each says on stdout what came of it. */
#ifndef TF_KIOSK_LINKING_H
#define TF_KIOSK_LINKING_H

#include "base/err.h"

#include <stdbool.h>

struct tf_linking {
    const char *path;        /* the event's file */
    const char *operand;     /* an address, an invitation, a number */
    const char *name, *host; /* NULL: nothing was said */
    bool force;
};

enum tf_err tf_linking_init(const struct tf_linking *linking, struct tf_problem *problem);
enum tf_err tf_linking_invite(const struct tf_linking *linking, struct tf_problem *problem);
enum tf_err tf_linking_join(const struct tf_linking *linking, struct tf_problem *problem);
enum tf_err tf_linking_status(const struct tf_linking *linking, struct tf_problem *problem);
enum tf_err tf_linking_leave(const struct tf_linking *linking, struct tf_problem *problem);
enum tf_err tf_linking_revoke(const struct tf_linking *linking, struct tf_problem *problem);

#endif
