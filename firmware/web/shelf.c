#include "web/shelf.h"

#include <stdlib.h>
#include <string.h>

enum { PROBES = 8 };

struct tf_shelf_entry {
    struct tf_page *page;
    char key[];
};

enum tf_err tf_shelf_create(struct tf_shelf **out, struct tf_board *board, const struct tf_zone *zone,
                            struct tf_find *find, int64_t now_s)
{
    struct tf_shelf *shelf = calloc(1, sizeof(*shelf));
    if (shelf == NULL) {
        return TF_ERR_NOMEM;
    }
    shelf->board = tf_board_ref(board);
    shelf->zone = zone;
    shelf->find = tf_find_ref(find);
    shelf->now_s = now_s;
    *out = shelf;
    return TF_OK;
}

void tf_shelf_destroy(struct tf_shelf *shelf)
{
    if (shelf == NULL) {
        return;
    }
    for (size_t i = 0; i < TF_SHELF_PAGES_MAX; i++) {
        struct tf_shelf_entry *entry = atomic_load(&shelf->entries[i]);
        if (entry != NULL) {
            tf_page_unref(entry->page);
            free(entry);
        }
    }
    tf_find_unref(shelf->find);
    tf_board_unref(shelf->board);
    free(shelf);
}

static size_t home_of(const char *key)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (; *key != '\0'; key++) {
        hash = (hash ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
    }
    return (size_t)(hash >> 20);
}

struct tf_page *tf_shelf_get(struct tf_shelf *shelf, const char *key)
{
    size_t home = home_of(key);
    for (size_t i = 0; i < PROBES; i++) {
        struct tf_shelf_entry *entry =
            atomic_load_explicit(&shelf->entries[(home + i) % TF_SHELF_PAGES_MAX], memory_order_acquire);
        if (entry == NULL) {
            return NULL;
        }
        if (strcmp(entry->key, key) == 0) {
            return tf_page_ref(entry->page);
        }
    }
    return NULL;
}

void tf_shelf_put(struct tf_shelf *shelf, const char *key, struct tf_page *page)
{
    size_t key_size = strlen(key) + 1;
    size_t size = page->plain->len + (page->gzip != NULL ? page->gzip->len : 0);
    if (atomic_fetch_add(&shelf->bytes, size) + size > TF_SHELF_BYTES_MAX) {
        return;
    }
    struct tf_shelf_entry *entry = malloc(sizeof(*entry) + key_size);
    if (entry == NULL) {
        return;
    }
    memcpy(entry->key, key, key_size);
    entry->page = tf_page_ref(page);
    size_t home = home_of(key);
    for (size_t i = 0; i < PROBES; i++) {
        struct tf_shelf_entry *there = NULL;
        if (atomic_compare_exchange_strong(&shelf->entries[(home + i) % TF_SHELF_PAGES_MAX], &there, entry)) {
            return;
        }
        if (strcmp(there->key, key) == 0) {
            break;
        }
    }
    tf_page_unref(entry->page);
    free(entry);
}
