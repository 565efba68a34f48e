#include "exchange/map.h"

#include "exchange/guid.h"

#include <assert.h>
#include <string.h>

enum tf_err tf_map_init(struct tf_map *map, struct tf_arena *arena, size_t most)
{
    size_t room = 16;
    while (room < most * 2 + 2) {
        room *= 2;
    }
    map->entries = tf_arena_alloc(arena, room * sizeof *map->entries);
    map->room = map->entries ? room : 0;
    return map->entries ? TF_OK : TF_ERR_NOMEM;
}

static struct tf_map_entry *find(const struct tf_map *map, const char *key)
{
    assert(map->room > 0);
    size_t at = (size_t)tf_guid_hash(5, key) & (map->room - 1);
    while (map->entries[at].key && strcmp(map->entries[at].key, key) != 0) {
        at = (at + 1) & (map->room - 1);
    }
    return &map->entries[at];
}

void tf_map_put(struct tf_map *map, const char *key, const void *value)
{
    struct tf_map_entry *entry = find(map, key);
    if (!entry->key) {
        *entry = (struct tf_map_entry){key, value};
    }
}

const void *tf_map_get(const struct tf_map *map, const char *key)
{
    return find(map, key)->value;
}
