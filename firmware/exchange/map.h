/* map.h: texts to pointers: a hash table that only grows, in somebody's arena. Keys are borrowed. */
#ifndef TF_EXCHANGE_MAP_H
#define TF_EXCHANGE_MAP_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

struct tf_map_entry {
    const char *key; /* NULL: free */
    const void *value;
};
struct tf_map {
    struct tf_map_entry *entries;
    size_t room; /* a power of two, at least twice the entries that will come */
};

/* For at most `most` keys. TF_ERR_NOMEM. */
enum tf_err tf_map_init(struct tf_map *map, struct tf_arena *arena, size_t most);
void tf_map_put(struct tf_map *map, const char *key, const void *value); /* the first value of a key stays */
const void *tf_map_get(const struct tf_map *map, const char *key);       /* NULL: none */

#endif
