#include "core/host_names.h"

#include <string.h>

struct tf_host_name tf_host_names_next(const char **rest)
{
    const char *at = *rest + strspn(*rest, ", ");
    size_t len = strcspn(at, ",");
    *rest = at + len;
    while (len > 0 && at[len - 1] == ' ') {
        len--;
    }
    return (struct tf_host_name){at, len};
}

bool tf_host_names_share(const char *folded, const char *other)
{
    for (struct tf_host_name a = tf_host_names_next(&folded); a.len > 0; a = tf_host_names_next(&folded)) {
        const char *rest = other;
        for (struct tf_host_name b = tf_host_names_next(&rest); b.len > 0; b = tf_host_names_next(&rest)) {
            if (a.len == b.len && memcmp(a.text, b.text, a.len) == 0) {
                return true;
            }
        }
    }
    return false;
}
