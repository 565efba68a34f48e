#include "canvas/type_in.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096 };

enum tf_err tf_type_cache_init(struct tf_type_cache *cache, size_t max_bytes)
{
    *cache = (struct tf_type_cache){.max_bytes = max_bytes};
    cache->buckets = calloc(BUCKETS, sizeof(struct tf_type_entry *));
    return cache->buckets == NULL ? TF_ERR_NOMEM : TF_OK;
}

static uint64_t hash_of(const struct tf_type_key *key)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ key->kind;
    for (size_t i = 0; i < sizeof(key->numbers) / sizeof(key->numbers[0]); i++) {
        hash = (hash ^ key->numbers[i]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 31;
    }
    for (size_t i = 0; i < key->len; i++) {
        hash = (hash ^ (unsigned char)key->text[i]) * UINT64_C(0x100000001B3);
    }
    return hash ^ hash >> 29;
}

static bool is_same(const struct tf_type_key *a, const struct tf_type_key *b)
{
    return a->kind == b->kind && a->len == b->len &&
           memcmp(a->numbers, b->numbers, sizeof(a->numbers)) == 0 && memcmp(a->text, b->text, a->len) == 0;
}

static void unlink_use(struct tf_type_cache *cache, struct tf_type_entry *entry)
{
    *(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct tf_type_cache *cache, struct tf_type_entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

static void drop(struct tf_type_cache *cache, struct tf_type_entry *entry)
{
    struct tf_type_entry **link = &cache->buckets[entry->hash % BUCKETS];
    while (*link != entry) {
        link = &(*link)->chain;
    }
    *link = entry->chain;
    unlink_use(cache, entry);
    cache->bytes -= entry->bytes;
    cache->runs -= entry->key.kind == TF_TYPE_KIND_RUN;
    free(entry->bitmap.pixels);
    tf_type_layout_free(entry->layout);
    free(entry);
}

void tf_type_cache_free(struct tf_type_cache *cache)
{
    while (cache->newest != NULL) {
        drop(cache, cache->newest);
    }
    free(cache->buckets);
    cache->buckets = NULL;
}

struct tf_type_entry *tf_type_cache_find(struct tf_type_cache *cache, const struct tf_type_key *key)
{
    uint64_t hash = hash_of(key);
    struct tf_type_entry *entry = cache->buckets[hash % BUCKETS];
    while (entry != NULL && !(entry->hash == hash && is_same(&entry->key, key))) {
        entry = entry->chain;
    }
    if (entry != NULL) {
        unlink_use(cache, entry);
        link_newest(cache, entry);
    }
    if (key->kind == TF_TYPE_KIND_RUN) {
        cache->hits += entry != NULL;
        cache->misses += entry == NULL;
    }
    return entry;
}

/* The newest stays, however large: it is about to be used. */
static void make_room(struct tf_type_cache *cache)
{
    struct tf_type_entry *entry = cache->oldest;
    while (cache->bytes > cache->max_bytes && entry != NULL && entry != cache->newest) {
        struct tf_type_entry *newer = entry->newer;
        if (!entry->is_pinned) {
            drop(cache, entry);
        }
        entry = newer;
    }
}

struct tf_type_entry *tf_type_cache_add(struct tf_type_cache *cache, const struct tf_type_key *key,
                                        const struct tf_font_bitmap *bitmap, struct tf_type_layout *layout,
                                        size_t bytes)
{
    struct tf_type_entry *entry = calloc(1, sizeof(*entry) + key->len + 1);
    if (entry == NULL) {
        free(bitmap != NULL ? bitmap->pixels : NULL);
        tf_type_layout_free(layout);
        return NULL;
    }
    entry->hash = hash_of(key);
    entry->bytes = sizeof(*entry) + key->len + 1 + bytes;
    entry->key = *key;
    memcpy(entry->text, key->text, key->len);
    entry->key.text = entry->text;
    entry->layout = layout;
    if (bitmap != NULL) {
        entry->bitmap = *bitmap;
    }
    struct tf_type_entry **bucket = &cache->buckets[entry->hash % BUCKETS];
    entry->chain = *bucket;
    *bucket = entry;
    link_newest(cache, entry);
    cache->bytes += entry->bytes;
    cache->runs += key->kind == TF_TYPE_KIND_RUN;
    make_room(cache);
    return entry;
}
