/* rotation.h: who sits at which table in which round of a World Café. Guests have numbers; a host stays at
 * each table and has none. Tables are as full as each other, people meet as many others as can be (the social
 * golfer's problem, for any number of them), and as far as that leaves it, nobody comes back to a table.
 *
 * Where the tables are a prime or a power of two, lines of a finite plane give a plan in which no two meet
 * twice, as long as no table has more seats than there are tables and there are no more rounds than tables;
 * elsewhere such lines are the beginning, and swaps that help mend it, so many and no more. The same numbers
 * give the same plan, so it is nowhere kept: who comes late, or leaves in the middle, changes nobody's way.
 */
#ifndef TF_CORE_ROTATION_H
#define TF_CORE_ROTATION_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { TF_ROTATION_GUESTS_MAX = 400, TF_ROTATION_TABLES_MAX = 80, TF_ROTATION_ROUNDS_MAX = 12 };

struct tf_rotation {
    size_t guests, tables, rounds;
    uint8_t *at; /* [round * guests + guest - 1]: a table, from 0 */
};

/* TF_ERR_INVALID: no guests, tables or rounds; TF_ERR_LIMIT: more than it is made for; TF_ERR_NOMEM. More
 * tables than guests: some stay empty. */
enum tf_err tf_rotation_make(struct tf_rotation *out, size_t guests, size_t tables, size_t rounds);
void tf_rotation_free(struct tf_rotation *rotation);
/* guest from 1; round from 0. */
size_t tf_rotation_table(const struct tf_rotation *rotation, size_t guest, size_t round);
/* Pairs of guests that meet at least once; the most that so many seats allow. */
size_t tf_rotation_meetings(const struct tf_rotation *rotation);
size_t tf_rotation_meetings_max(const struct tf_rotation *rotation);

#endif
