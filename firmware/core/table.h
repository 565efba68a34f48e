/* table.h: all records of one kind, sorted by key; copy-on-write, reference-counted.
 *
 * Chunks of up to 128 record pointers: a change copies one chunk and the list of chunks, and shares the rest.
 */
#ifndef TF_CORE_TABLE_H
#define TF_CORE_TABLE_H

#include "core/record.h"

struct tf_table;

/* An empty table. NULL: no memory. */
struct tf_table *tf_table_create(void);
struct tf_table *tf_table_ref(struct tf_table *table);
void tf_table_unref(struct tf_table *table); /* NULL is fine */

/* Puts record (a reference is taken) or removes key (record NULL). *table is changed in place when the caller
 * holds the only reference, else replaced by a changed copy and the old reference given up. TF_ERR_NOMEM:
 * *table is as it was. Removing what is not there is TF_OK. */
enum tf_err tf_table_set(struct tf_table **table, struct tf_key key, const struct tf_record *record);

const struct tf_record *tf_table_get(const struct tf_table *table,
                                     struct tf_key key); /* NULL: none; borrowed */
size_t tf_table_count(const struct tf_table *table);

/* In key order: for (it = tf_table_first(t); it.record; tf_table_next(&it)) */
struct tf_table_iter {
    const struct tf_table *table;
    size_t chunk, index;
    const struct tf_record *record; /* NULL at the end */
};
struct tf_table_iter tf_table_first(const struct tf_table *table);
struct tf_table_iter tf_table_from(const struct tf_table *table, struct tf_key key); /* first with key >= */
void tf_table_next(struct tf_table_iter *it);
/* Records with this owner: stars of a session, notes of a session. */
size_t tf_table_count_of(const struct tf_table *table, uint64_t owner);

#endif
