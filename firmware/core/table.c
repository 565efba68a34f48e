#include "core/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_MAX 128

/* Shared by every table that has these very records; changed only when one table, itself with one owner,
 * holds it. Never empty. */
struct chunk {
    struct tf_ref ref;
    size_t count;
    const struct tf_record *records[CHUNK_MAX];
};

struct tf_table {
    struct tf_ref ref;
    size_t count;
    size_t chunk_count, chunk_room;
    struct chunk **chunks;
};

/* Where a key is, or would go. */
struct place {
    size_t chunk, index;
    bool found;
};

static void chunk_unref(struct chunk *chunk)
{
    if (!tf_ref_put(&chunk->ref)) {
        return;
    }
    for (size_t i = 0; i < chunk->count; i++) {
        tf_record_unref(chunk->records[i]);
    }
    free(chunk);
}

static struct chunk *chunk_of(const struct tf_record *const *records, size_t count)
{
    struct chunk *chunk = malloc(sizeof(*chunk));
    if (!chunk) {
        return NULL;
    }
    tf_ref_init(&chunk->ref);
    chunk->count = count;
    for (size_t i = 0; i < count; i++) {
        chunk->records[i] = tf_record_ref(records[i]);
    }
    return chunk;
}

struct tf_table *tf_table_create(void)
{
    struct tf_table *table = calloc(1, sizeof(*table));
    if (table) {
        tf_ref_init(&table->ref);
    }
    return table;
}

struct tf_table *tf_table_ref(struct tf_table *table)
{
    tf_ref_get(&table->ref);
    return table;
}

void tf_table_unref(struct tf_table *table)
{
    if (!table || !tf_ref_put(&table->ref)) {
        return;
    }
    for (size_t i = 0; i < table->chunk_count; i++) {
        chunk_unref(table->chunks[i]);
    }
    free(table->chunks);
    free(table);
}

/* The first position whose key is not less. In the last chunk that starts at or before key, so that what goes
 * behind a chunk's last record joins that chunk; only a table without chunks has no such chunk. */
static struct place find(const struct tf_table *table, struct tf_key key)
{
    size_t low = 0, high = table->chunk_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tf_key_compare(table->chunks[middle]->records[0]->key, key) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    struct place place = {.chunk = low > 0 ? low - 1 : 0};
    if (table->chunk_count == 0) {
        return place;
    }
    const struct chunk *chunk = table->chunks[place.chunk];
    high = chunk->count;
    while (place.index < high) {
        size_t middle = place.index + (high - place.index) / 2;
        if (tf_key_compare(chunk->records[middle]->key, key) < 0) {
            place.index = middle + 1;
        } else {
            high = middle;
        }
    }
    place.found = place.index < chunk->count && tf_key_compare(chunk->records[place.index]->key, key) == 0;
    return place;
}

/* A table with one owner and room for one chunk more: *table itself or a copy of it. NULL: no memory. */
static struct tf_table *writable(struct tf_table *table)
{
    if (tf_ref_is_sole(&table->ref)) {
        if (table->chunk_count < table->chunk_room) {
            return table;
        }
        size_t room = table->chunk_room ? table->chunk_room * 2 : 4;
        struct chunk **chunks = realloc(table->chunks, room * sizeof(struct chunk *));
        if (!chunks) {
            return NULL;
        }
        table->chunks = chunks;
        table->chunk_room = room;
        return table;
    }
    struct tf_table *copy = tf_table_create();
    if (!copy) {
        return NULL;
    }
    copy->chunk_room = table->chunk_count + 4;
    copy->chunks = malloc(copy->chunk_room * sizeof(struct chunk *));
    if (!copy->chunks) {
        free(copy);
        return NULL;
    }
    copy->count = table->count;
    copy->chunk_count = table->chunk_count;
    for (size_t i = 0; i < table->chunk_count; i++) {
        copy->chunks[i] = table->chunks[i];
        tf_ref_get(&copy->chunks[i]->ref);
    }
    return copy;
}

/* Nothing else holds the chunk: the change is made where it is, and cannot fail. */
static void change_in_place(struct chunk *chunk, struct place place, const struct tf_record *record)
{
    const struct tf_record **here = &chunk->records[place.index];
    size_t behind = chunk->count - place.index;
    tf_record_ref(record); /* first: it may be the very one that goes */
    if (place.found) {
        tf_record_unref(*here);
        if (!record) {
            memmove(here, here + 1, (behind - 1) * sizeof(const struct tf_record *));
            chunk->count--;
            return;
        }
    } else {
        memmove(here + 1, here, behind * sizeof(const struct tf_record *));
        chunk->count++;
    }
    *here = record;
}

/* The chunk at place with the change made, as 0, 1 or (when it was full) 2 new chunks. */
static enum tf_err changed_chunks(struct chunk *fresh[2], size_t *fresh_count, const struct tf_table *table,
                                  struct place place, const struct tf_record *record)
{
    const struct tf_record *records[CHUNK_MAX + 1];
    size_t count = 0;
    const struct chunk *old = table->chunk_count > 0 ? table->chunks[place.chunk] : NULL;
    for (size_t i = 0; old && i < place.index; i++) {
        records[count++] = old->records[i];
    }
    if (record) {
        records[count++] = record;
    }
    for (size_t i = place.index + (place.found ? 1 : 0); old && i < old->count; i++) {
        records[count++] = old->records[i];
    }

    size_t first = count;
    if (count > CHUNK_MAX) {
        /* Ids that only grow would leave half-full chunks behind them. */
        bool at_end = place.chunk + 1 == table->chunk_count && place.index == CHUNK_MAX;
        first = at_end ? CHUNK_MAX : count / 2;
    }
    *fresh_count = 0;
    if (count == 0) {
        return TF_OK;
    }
    fresh[0] = chunk_of(records, first);
    if (!fresh[0]) {
        return TF_ERR_NOMEM;
    }
    *fresh_count = 1;
    if (first == count) {
        return TF_OK;
    }
    fresh[1] = chunk_of(records + first, count - first);
    if (!fresh[1]) {
        chunk_unref(fresh[0]);
        return TF_ERR_NOMEM;
    }
    *fresh_count = 2;
    return TF_OK;
}

/* Puts the fresh chunks where one was (or none, in an empty table). table has one owner, and room. */
static void replace_chunk(struct tf_table *table, size_t at, struct chunk *const *fresh, size_t fresh_count)
{
    size_t gone = table->chunk_count > 0 ? 1 : 0;
    if (gone) {
        chunk_unref(table->chunks[at]);
    }
    memmove(table->chunks + at + fresh_count, table->chunks + at + gone,
            (table->chunk_count - at - gone) * sizeof(struct chunk *));
    for (size_t i = 0; i < fresh_count; i++) {
        table->chunks[at + i] = fresh[i];
    }
    table->chunk_count = table->chunk_count - gone + fresh_count;
}

enum tf_err tf_table_set(struct tf_table **table, struct tf_key key, const struct tf_record *record)
{
    assert(!record || tf_key_compare(record->key, key) == 0);
    struct place place = find(*table, key);
    if (!record && !place.found) {
        return TF_OK;
    }
    size_t count = (*table)->count + (record && !place.found ? 1 : 0) - (record ? 0 : 1);

    struct chunk *old = (*table)->chunk_count > 0 ? (*table)->chunks[place.chunk] : NULL;
    bool sole = old && tf_ref_is_sole(&(*table)->ref) && tf_ref_is_sole(&old->ref);
    bool overflows = old && record && !place.found && old->count == CHUNK_MAX;
    bool empties = old && !record && old->count == 1;
    if (sole && !overflows && !empties) {
        change_in_place(old, place, record);
        (*table)->count = count;
        return TF_OK;
    }

    struct chunk *fresh[2] = {NULL, NULL};
    size_t fresh_count;
    enum tf_err err = changed_chunks(fresh, &fresh_count, *table, place, record);
    if (err) {
        return err;
    }
    struct tf_table *changed = writable(*table);
    if (!changed) {
        for (size_t i = 0; i < fresh_count; i++) {
            chunk_unref(fresh[i]);
        }
        return TF_ERR_NOMEM;
    }
    replace_chunk(changed, place.chunk, fresh, fresh_count);
    changed->count = count;
    if (changed != *table) {
        tf_table_unref(*table);
        *table = changed;
    }
    return TF_OK;
}

const struct tf_record *tf_table_get(const struct tf_table *table, struct tf_key key)
{
    struct place place = find(table, key);
    return place.found ? table->chunks[place.chunk]->records[place.index] : NULL;
}

size_t tf_table_count(const struct tf_table *table)
{
    return table->count;
}

/* Moves an iterator that ran past a chunk's end on to the next, and shows what is there. */
static void settle(struct tf_table_iter *it)
{
    if (it->chunk < it->table->chunk_count && it->index >= it->table->chunks[it->chunk]->count) {
        it->chunk++;
        it->index = 0;
    }
    it->record = it->chunk < it->table->chunk_count ? it->table->chunks[it->chunk]->records[it->index] : NULL;
}

struct tf_table_iter tf_table_first(const struct tf_table *table)
{
    struct tf_table_iter it = {.table = table};
    settle(&it);
    return it;
}

struct tf_table_iter tf_table_from(const struct tf_table *table, struct tf_key key)
{
    struct place place = find(table, key);
    struct tf_table_iter it = {.table = table, .chunk = place.chunk, .index = place.index};
    settle(&it);
    return it;
}

void tf_table_next(struct tf_table_iter *it)
{
    if (!it->record) {
        return;
    }
    it->index++;
    settle(it);
}

size_t tf_table_count_of(const struct tf_table *table, uint64_t owner)
{
    struct place from = find(table, (struct tf_key){.owner = owner});
    struct place to = find(table, (struct tf_key){.owner = owner + 1});
    size_t count = 0;
    for (size_t i = from.chunk; i < to.chunk; i++) {
        count += table->chunks[i]->count;
    }
    return count + to.index - from.index;
}
