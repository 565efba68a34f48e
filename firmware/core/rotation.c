#include "core/rotation.h"

#include "base/rng.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Swaps that are tried: a plan for 40 guests is there in a moment, one for 400 in a tenth of a second. */
enum { TRIES_PER_SEAT = 250, TRIES_MAX = 24000, AGAIN_COST = 12, SAME_TABLE_COST = 1, WORSE_ONE_IN = 40 };

struct making {
    struct tf_rotation *plan;
    uint8_t *met;     /* [guest * guests + guest]: how often two sit together */
    uint8_t *visited; /* [guest * tables + table] */
    struct tf_rng rng;
};

static uint8_t *seat(const struct making *m, size_t guest, size_t round)
{
    return &m->plan->at[round * m->plan->guests + guest];
}

/* ---- lines of a finite plane ---- */

/* x times y in the field of 2, 4, 8 … 64 elements; of a prime's, or (no field) of any other number. */
static size_t times(size_t x, size_t y, size_t order)
{
    static const size_t POLYNOMIALS[] = {[2] = 3, [4] = 7, [8] = 11, [16] = 19, [32] = 37, [64] = 67};
    size_t product = 0;
    if ((order & (order - 1)) != 0 || order < 2) {
        return order > 0 ? x * y % order : 0;
    }
    for (; y != 0; y >>= 1) {
        product ^= (y & 1) != 0 ? x : 0;
        x <<= 1;
        x ^= (x & order) != 0 ? POLYNOMIALS[order] : 0;
    }
    return product;
}

static size_t plus(size_t x, size_t y, size_t order)
{
    return (order & (order - 1)) == 0 ? x ^ y : (x + y) % order;
}

/* Guests a * tables + b. In a round's line a guest's table is b + round * (a + 1): two of them are on one
 * line once. Where a table has as many seats as there are tables, one a would stay at its table for ever:
 * then it is b + round * (a + round), which each a comes back to now and then, in two rounds that add up to
 * -a. The round after all lines is the one of those with the same a. */
static void lay_lines(struct making *m)
{
    struct tf_rotation *plan = m->plan;
    size_t seats = (plan->guests + plan->tables - 1) / plan->tables;
    bool is_square = plan->guests == plan->tables * plan->tables;
    for (size_t round = 0; round < plan->rounds; round++) {
        size_t on = round % plan->tables;
        for (size_t guest = 0; guest < plan->guests; guest++) {
            size_t a = guest / plan->tables % plan->tables, b = guest % plan->tables;
            size_t by = seats < plan->tables ? (a + 1) % plan->tables : plus(a, on, plan->tables);
            size_t line = times(on, by, plan->tables);
            *seat(m, guest, round) =
                (uint8_t)(is_square && round == plan->tables ? a : plus(b, line, plan->tables));
        }
    }
}

/* ---- swaps ---- */

static void count_all(struct making *m)
{
    const struct tf_rotation *plan = m->plan;
    for (size_t round = 0; round < plan->rounds; round++) {
        for (size_t x = 0; x < plan->guests; x++) {
            m->visited[x * plan->tables + *seat(m, x, round)]++;
            for (size_t y = 0; y < plan->guests; y++) {
                if (x != y && *seat(m, x, round) == *seat(m, y, round)) {
                    m->met[x * plan->guests + y]++;
                }
            }
        }
    }
}

/* What it costs to meet once more who was met so often: to meet again is bad, and again and again a bit
 * worse. */
static long again(uint8_t met)
{
    return met > 0 ? AGAIN_COST + met : 0;
}

/* What it costs that x sits with those of a table, `but` and x left out: meeting again, and again, costs
 * more. */
static long cost_at(const struct making *m, size_t round, size_t x, size_t table, size_t but)
{
    const struct tf_rotation *plan = m->plan;
    long cost = 0;
    for (size_t y = 0; y < plan->guests; y++) {
        if (y != x && y != but && *seat(m, y, round) == table) {
            cost += again(m->met[x * plan->guests + y]);
        }
    }
    return cost;
}

/* Takes x's meetings at its table off the counts (by -1), or puts them on. */
static void count_one(struct making *m, size_t round, size_t x, int by)
{
    const struct tf_rotation *plan = m->plan;
    size_t table = *seat(m, x, round);
    m->visited[x * plan->tables + table] = (uint8_t)(m->visited[x * plan->tables + table] + by);
    for (size_t y = 0; y < plan->guests; y++) {
        if (y != x && *seat(m, y, round) == table) {
            m->met[x * plan->guests + y] = (uint8_t)(m->met[x * plan->guests + y] + by);
            m->met[y * plan->guests + x] = (uint8_t)(m->met[y * plan->guests + x] + by);
        }
    }
}

static long table_cost(const struct making *m, size_t x, size_t table)
{
    return SAME_TABLE_COST * m->visited[x * m->plan->tables + table];
}

/* Changes places of two in a round, unless that makes it worse by more than `most`; by how much it did. */
static long swap(struct making *m, size_t round, size_t x, size_t y, long most)
{
    uint8_t *at_x = seat(m, x, round), *at_y = seat(m, y, round), table_x = *at_x, table_y = *at_y;
    count_one(m, round, x, -1);
    *at_x = UINT8_MAX; /* at no table, while the other's are taken off */
    count_one(m, round, y, -1);
    *at_x = table_x;
    long before = cost_at(m, round, x, table_x, y) + cost_at(m, round, y, table_y, x) +
                  table_cost(m, x, table_x) + table_cost(m, y, table_y);
    long after = cost_at(m, round, x, table_y, y) + cost_at(m, round, y, table_x, x) +
                 table_cost(m, x, table_y) + table_cost(m, y, table_x);
    bool is_done = after - before <= most;
    *at_x = is_done ? table_y : table_x;
    *at_y = UINT8_MAX;
    count_one(m, round, x, 1);
    *at_y = is_done ? table_x : table_y;
    count_one(m, round, y, 1);
    return is_done ? after - before : 0;
}

/* Does somebody in this round meet again, or sit where they sat? */
static bool is_troubled(const struct making *m, size_t round, size_t x)
{
    const struct tf_rotation *plan = m->plan;
    if (m->visited[x * plan->tables + *seat(m, x, round)] > 1) {
        return true;
    }
    for (size_t y = 0; y < plan->guests; y++) {
        if (y != x && *seat(m, y, round) == *seat(m, x, round) && m->met[x * plan->guests + y] > 1) {
            return true;
        }
    }
    return false;
}

/* Of all pairs that meet again, and of all tables that somebody comes back to: what swaps add up to. */
static long cost_of_all(const struct making *m)
{
    const struct tf_rotation *plan = m->plan;
    long cost = 0;
    for (size_t i = 0; i < plan->guests * plan->guests; i++) {
        for (uint8_t met = 1; met < m->met[i]; met++) {
            cost += again(met);
        }
    }
    cost /= 2; /* each pair was counted from both sides */
    for (size_t i = 0; i < plan->guests * plan->tables; i++) {
        cost += SAME_TABLE_COST * m->visited[i] * (m->visited[i] - 1) / 2;
    }
    return cost;
}

/* Swaps that are no worse, and now and then one that is, or it would soon stand still; the best plan stays.
 */
static enum tf_err mend(struct making *m)
{
    const struct tf_rotation *plan = m->plan;
    size_t size = plan->guests * plan->rounds, tries = size * TRIES_PER_SEAT;
    long cost = cost_of_all(m), best_cost = cost;
    uint8_t *best = calloc(size + 1, 1);
    if (best == NULL) {
        return TF_ERR_NOMEM;
    }
    memcpy(best, plan->at, size);
    for (size_t i = 0; i < (tries < TRIES_MAX ? tries : TRIES_MAX) && plan->rounds > 1 && best_cost > 0;
         i++) {
        size_t round = (size_t)tf_rng_below(&m->rng, plan->rounds);
        size_t x = (size_t)tf_rng_below(&m->rng, plan->guests),
               y = (size_t)tf_rng_below(&m->rng, plan->guests);
        if (*seat(m, x, round) == *seat(m, y, round) || !is_troubled(m, round, x)) {
            continue;
        }
        cost += swap(m, round, x, y, tf_rng_below(&m->rng, WORSE_ONE_IN) == 0 ? AGAIN_COST : 0);
        if (cost < best_cost) {
            best_cost = cost;
            memcpy(best, plan->at, size);
        }
    }
    memcpy(plan->at, best, size);
    free(best);
    return TF_OK;
}

/* ---- */

enum tf_err tf_rotation_make(struct tf_rotation *out, size_t guests, size_t tables, size_t rounds)
{
    if (guests == 0 || tables == 0 || rounds == 0) {
        return TF_ERR_INVALID;
    }
    if (guests > TF_ROTATION_GUESTS_MAX || tables > TF_ROTATION_TABLES_MAX ||
        rounds > TF_ROTATION_ROUNDS_MAX) {
        return TF_ERR_LIMIT;
    }
    *out = (struct tf_rotation){.guests = guests, .tables = tables, .rounds = rounds};
    struct making m = {.plan = out};
    out->at = calloc(guests * rounds, 1);
    m.met = calloc(guests * guests, 1);
    m.visited = calloc(guests * tables, 1);
    enum tf_err err = out->at != NULL && m.met != NULL && m.visited != NULL ? TF_OK : TF_ERR_NOMEM;
    if (err == TF_OK) {
        tf_rng_seed(&m.rng, guests * 1000003 + tables * 1009 + rounds);
        lay_lines(&m);
        count_all(&m);
        err = mend(&m);
    }
    if (err != TF_OK) {
        tf_rotation_free(out);
    }
    free(m.met);
    free(m.visited);
    return err;
}

void tf_rotation_free(struct tf_rotation *rotation)
{
    free(rotation->at);
    *rotation = (struct tf_rotation){0};
}

size_t tf_rotation_table(const struct tf_rotation *rotation, size_t guest, size_t round)
{
    return rotation->at[round * rotation->guests + guest - 1];
}

size_t tf_rotation_meetings(const struct tf_rotation *rotation)
{
    size_t count = 0;
    for (size_t x = 1; x <= rotation->guests; x++) {
        for (size_t y = x + 1; y <= rotation->guests; y++) {
            bool meet = false;
            for (size_t round = 0; round < rotation->rounds && !meet; round++) {
                meet = tf_rotation_table(rotation, x, round) == tf_rotation_table(rotation, y, round);
            }
            count += meet;
        }
    }
    return count;
}

size_t tf_rotation_meetings_max(const struct tf_rotation *rotation)
{
    size_t seats = rotation->guests / rotation->tables, larger = rotation->guests % rotation->tables;
    size_t a_round = (rotation->tables - larger) * (seats * (seats - (seats > 0)) / 2) +
                     larger * ((seats + 1) * seats / 2);
    size_t all = rotation->guests * (rotation->guests - 1) / 2;
    return a_round * rotation->rounds < all ? a_round * rotation->rounds : all;
}
