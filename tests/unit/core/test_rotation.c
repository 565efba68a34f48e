/* The plan of a World Café, against what is known to be possible, and against chance. */
#include "core/rotation.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

#include <cmocka.h>

static struct tf_rotation plan_of(size_t guests, size_t tables, size_t rounds)
{
    struct tf_rotation plan;
    assert_int_equal(tf_rotation_make(&plan, guests, tables, rounds), TF_OK);
    return plan;
}

/* Everybody sits somewhere that exists, and tables are as full as each other. */
static void assert_fair(const struct tf_rotation *plan)
{
    size_t least = plan->guests / plan->tables, most = (plan->guests + plan->tables - 1) / plan->tables;
    for (size_t round = 0; round < plan->rounds; round++) {
        size_t sitting[TF_ROTATION_TABLES_MAX] = {0};
        for (size_t guest = 1; guest <= plan->guests; guest++) {
            size_t table = tf_rotation_table(plan, guest, round);
            assert_true(table < plan->tables);
            sitting[table]++;
        }
        for (size_t table = 0; table < plan->tables; table++) {
            if (sitting[table] < least || sitting[table] > most) {
                fail_msg("%zu guests, %zu tables: %zu sit at one in round %zu", plan->guests, plan->tables,
                         sitting[table], round + 1);
            }
        }
    }
}

static size_t stays(const struct tf_rotation *plan)
{
    size_t count = 0;
    for (size_t guest = 1; guest <= plan->guests; guest++) {
        for (size_t a = 0; a < plan->rounds; a++) {
            for (size_t b = a + 1; b < plan->rounds; b++) {
                count += tf_rotation_table(plan, guest, a) == tf_rotation_table(plan, guest, b);
            }
        }
    }
    return count;
}

/* Social golfers: where the lines of a plane give a tournament in which no two meet twice, so does the plan.
 * The pairs met are the most there can be: rounds × tables × pairs of a table (36 of 9, 120 of 16, 300 of
 * 25). */
static void known_optima_are_reached(void **state)
{
    (void)state;
    static const struct {
        size_t guests, tables, rounds, meetings;
    } KNOWN[] = {
        {4, 2, 3, 6},     {6, 3, 3, 9},     {9, 3, 4, 36},    {8, 4, 4, 16},    {12, 4, 4, 48},
        {16, 4, 5, 120},  {20, 5, 5, 150},  {25, 5, 6, 300},  {28, 7, 7, 294},  {35, 7, 7, 490},
        {32, 8, 8, 384},  {40, 8, 8, 640},  {49, 7, 8, 1176}, {44, 11, 3, 198}, {64, 8, 9, 2016},
        {40, 10, 3, 180}, {50, 10, 3, 300}, {24, 6, 3, 108},  {36, 9, 3, 162},  {48, 12, 3, 216},
    };
    for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++) {
        struct tf_rotation plan = plan_of(KNOWN[i].guests, KNOWN[i].tables, KNOWN[i].rounds);
        assert_fair(&plan);
        assert_int_equal(tf_rotation_meetings_max(&plan), KNOWN[i].meetings);
        if (tf_rotation_meetings(&plan) != KNOWN[i].meetings) {
            fail_msg("%zu guests at %zu tables in %zu rounds: %zu of %zu pairs meet", plan.guests,
                     plan.tables, plan.rounds, tf_rotation_meetings(&plan), KNOWN[i].meetings);
        }
        tf_rotation_free(&plan);
    }
}

/* Whoever sits down by chance, at tables that are as full as each other. */
static size_t meetings_by_chance(struct tf_rng *rng, const struct tf_rotation *like)
{
    struct tf_rotation chance = plan_of(like->guests, like->tables, like->rounds);
    for (size_t round = 0; round < chance.rounds; round++) {
        uint8_t *at = chance.at + round * chance.guests;
        for (size_t i = chance.guests; i > 1; i--) {
            size_t j = (size_t)tf_rng_below(rng, i);
            uint8_t moved = at[i - 1];
            at[i - 1] = at[j];
            at[j] = moved;
        }
    }
    size_t meetings = tf_rotation_meetings(&chance);
    tf_rotation_free(&chance);
    return meetings;
}

static void any_size_is_fair_and_better_than_chance(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("rotation"));
    for (int i = 0; i < 60; i++) {
        size_t tables = 2 + (size_t)tf_rng_below(&rng, 14), rounds = 2 + (size_t)tf_rng_below(&rng, 4);
        size_t guests = tables * 2 + (size_t)tf_rng_below(&rng, tables * 4);
        struct tf_rotation plan = plan_of(guests, tables, rounds);
        size_t planned = tf_rotation_meetings(&plan), by_chance = 0;
        assert_fair(&plan);
        assert_true(planned <= tf_rotation_meetings_max(&plan));
        for (int n = 0; n < 5; n++) {
            by_chance += meetings_by_chance(&rng, &plan);
        }
        if (planned * 5 < by_chance) {
            fail_msg("%zu guests, %zu tables, %zu rounds: %zu meet, by chance %zu", guests, tables, rounds,
                     planned, by_chance / 5);
        }
        tf_rotation_free(&plan);
    }
}

static void nobody_stays_at_a_table_while_there_are_others(void **state)
{
    (void)state;
    static const size_t SIZES[][3] = {{20, 5, 3}, {36, 9, 3}, {40, 10, 3}, {24, 6, 3}, {33, 8, 4}};
    for (size_t i = 0; i < sizeof(SIZES) / sizeof(SIZES[0]); i++) {
        struct tf_rotation plan = plan_of(SIZES[i][0], SIZES[i][1], SIZES[i][2]);
        if (stays(&plan) != 0) {
            fail_msg("%zu guests, %zu tables: %zu stay", plan.guests, plan.tables, stays(&plan));
        }
        tf_rotation_free(&plan);
    }
}

static size_t most_at_one_table(const struct tf_rotation *plan)
{
    size_t most = 0;
    for (size_t guest = 1; guest <= plan->guests; guest++) {
        for (size_t a = 0; a < plan->rounds; a++) {
            size_t count = 0;
            for (size_t b = 0; b < plan->rounds; b++) {
                count += tf_rotation_table(plan, guest, a) == tf_rotation_table(plan, guest, b);
            }
            most = count > most ? count : most;
        }
    }
    return most;
}

static void where_a_table_seats_more_than_there_are_tables_everybody_moves(void **state)
{
    (void)state;
    static const size_t SIZES[][3] = {{9, 3, 3},  {12, 3, 3}, {16, 4, 3}, {20, 4, 3}, {25, 5, 4},
                                      {40, 5, 3}, {50, 7, 5}, {80, 8, 4}, {100, 8, 5}};
    for (size_t i = 0; i < sizeof(SIZES) / sizeof(SIZES[0]); i++) {
        struct tf_rotation plan = plan_of(SIZES[i][0], SIZES[i][1], SIZES[i][2]);
        if (most_at_one_table(&plan) > 2) {
            fail_msg("%zu guests, %zu tables: somebody sits at one of them in %zu of %zu rounds", plan.guests,
                     plan.tables, most_at_one_table(&plan), plan.rounds);
        }
        tf_rotation_free(&plan);
    }
}

static void the_same_numbers_give_the_same_plan(void **state)
{
    (void)state;
    struct tf_rotation one = plan_of(37, 6, 4), other = plan_of(37, 6, 4);
    assert_memory_equal(one.at, other.at, 37 * 4);
    tf_rotation_free(&one);
    tf_rotation_free(&other);
}

static void more_tables_than_guests_and_numbers_that_make_no_sense(void **state)
{
    (void)state;
    struct tf_rotation plan = plan_of(3, 7, 2);
    assert_fair(&plan);
    tf_rotation_free(&plan);
    plan = plan_of(1, 1, 1);
    assert_int_equal(tf_rotation_meetings(&plan), 0);
    tf_rotation_free(&plan);
    plan = plan_of(TF_ROTATION_GUESTS_MAX, TF_ROTATION_TABLES_MAX, TF_ROTATION_ROUNDS_MAX);
    assert_fair(&plan);
    tf_rotation_free(&plan);
    assert_int_equal(tf_rotation_make(&plan, 0, 1, 1), TF_ERR_INVALID);
    assert_int_equal(tf_rotation_make(&plan, 1, 0, 1), TF_ERR_INVALID);
    assert_int_equal(tf_rotation_make(&plan, 1, 1, 0), TF_ERR_INVALID);
    assert_int_equal(tf_rotation_make(&plan, TF_ROTATION_GUESTS_MAX + 1, 1, 1), TF_ERR_LIMIT);
    assert_int_equal(tf_rotation_make(&plan, 1, TF_ROTATION_TABLES_MAX + 1, 1), TF_ERR_LIMIT);
    assert_int_equal(tf_rotation_make(&plan, 1, 1, TF_ROTATION_ROUNDS_MAX + 1), TF_ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_optima_are_reached),
        cmocka_unit_test(any_size_is_fair_and_better_than_chance),
        cmocka_unit_test(nobody_stays_at_a_table_while_there_are_others),
        cmocka_unit_test(where_a_table_seats_more_than_there_are_tables_everybody_moves),
        cmocka_unit_test(the_same_numbers_give_the_same_plan),
        cmocka_unit_test(more_tables_than_guests_and_numbers_that_make_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
