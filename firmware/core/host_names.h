/* host_names.h: hosts of a session are one text with ", " between. Two names are the same when they are
 * folded alike (base/text.h); these functions read a text that is folded already. */
#ifndef TF_CORE_HOST_NAMES_H
#define TF_CORE_HOST_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct tf_host_name {
    const char *text; /* inside the list; not terminated */
    size_t len;
};

/* The next name of a folded list, *rest moved past it; len 0: no more. */
struct tf_host_name tf_host_names_next(const char **rest);
bool tf_host_names_share(const char *folded, const char *other);

#endif
