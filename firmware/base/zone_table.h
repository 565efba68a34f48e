/* zone_table.h: how zone.c gets a zone's changes of offset out of libc. Only for zone.c. */
#ifndef TF_BASE_ZONE_TABLE_H
#define TF_BASE_ZONE_TABLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TF_ZONE_NAME_BYTES = 64, TF_ZONE_PATH_BYTES = 128 };

struct tf_zone_period {
    int64_t start_s; /* up to the next one's start; the first has none */
    int offset_s;
};

struct tf_zone_table {
    struct tf_zone_period *periods; /* oldest first, at least one */
    size_t count;
};

/* Where tzdata keeps the zone of this name, if there is one. */
bool tf_zone_table_find(char path[TF_ZONE_PATH_BYTES], const char *name);
/* *out's periods are the caller's. TF_ERR_NOMEM. */
enum tf_err tf_zone_table_read(struct tf_zone_table *out, const char *path);
int tf_zone_table_offset(const char *path, int64_t utc_s); /* at this moment alone */

#endif
