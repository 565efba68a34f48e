#include "core/table.h"

#include "support/support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define OWNERS    6
#define IDS       700
#define SNAPSHOTS 4

/* The naive table: a place for every key there can be. */
struct model {
    const struct tf_record *records[OWNERS][IDS];
    size_t count;
};

static const struct tf_record *star(uint64_t owner, uint64_t id, int64_t at)
{
    struct tf_star from = {.record = {.kind = TF_KIND_STAR, .key = {owner, id}}, .at = at};
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, &from.record), TF_OK);
    return record;
}

static void model_set(struct model *model, struct tf_key key, const struct tf_record *record)
{
    const struct tf_record **place = &model->records[key.owner][key.id];
    if (record && !*place) {
        model->count++;
    }
    if (!record && *place) {
        model->count--;
    }
    tf_record_ref(record);
    tf_record_unref(*place);
    *place = record;
}

static void model_copy(struct model *to, const struct model *from)
{
    for (size_t i = 0; i < OWNERS; i++) {
        for (size_t k = 0; k < IDS; k++) {
            tf_record_ref(from->records[i][k]);
            tf_record_unref(to->records[i][k]);
        }
    }
    *to = *from;
}

static void model_free(struct model *model)
{
    for (size_t i = 0; i < OWNERS; i++) {
        for (size_t k = 0; k < IDS; k++) {
            tf_record_unref(model->records[i][k]);
        }
    }
    free(model);
}

static struct model *model_create(void)
{
    struct model *model = calloc(1, sizeof(*model));
    assert_non_null(model);
    return model;
}

/* Everything a table can be asked. */
static void assert_same(const struct tf_table *table, const struct model *model, struct tf_rng *rng)
{
    struct tf_table_iter it = tf_table_first(table);
    uint64_t from_owner = tf_rng_below(rng, OWNERS), from_id = tf_rng_below(rng, IDS);
    const struct tf_record *from = tf_table_from(table, (struct tf_key){from_owner, from_id}).record;
    const struct tf_record *expected_from = NULL;
    assert_int_equal(tf_table_count(table), model->count);
    for (uint64_t owner = 0; owner < OWNERS; owner++) {
        size_t count = 0;
        for (uint64_t id = 0; id < IDS; id++) {
            const struct tf_record *expected = model->records[owner][id];
            assert_ptr_equal(tf_table_get(table, (struct tf_key){owner, id}), expected);
            if (!expected) {
                continue;
            }
            count++;
            assert_ptr_equal(it.record, expected);
            tf_table_next(&it);
            if (!expected_from && (owner > from_owner || (owner == from_owner && id >= from_id))) {
                expected_from = expected;
            }
        }
        assert_int_equal(tf_table_count_of(table, owner), count);
    }
    assert_null(it.record);
    tf_table_next(&it);
    assert_null(it.record);
    assert_ptr_equal(from, expected_from);
}

/* A change: mostly puts in the first half of a run of changes, mostly removals in the second. */
static void change(struct tf_table **table, struct model *model, struct tf_rng *rng, bool grows,
                   uint64_t step)
{
    struct tf_key key = {tf_rng_below(rng, OWNERS), tf_rng_below(rng, IDS)};
    if (tf_rng_below(rng, 4) == 0) { /* ids that only grow, as in a load */
        key = (struct tf_key){OWNERS - 1, step % IDS};
    }
    bool puts = tf_rng_below(rng, 10) < (grows ? 8u : 2u);
    const struct tf_record *record = puts ? star(key.owner, key.id, (int64_t)step) : NULL;
    assert_int_equal(tf_table_set(table, key, record), TF_OK);
    model_set(model, key, record);
    tf_record_unref(record);
}

static void a_table_is_what_a_naive_one_is_and_old_ones_never_change(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("table against a model"));
    struct tf_table *table = tf_table_create(), *old[SNAPSHOTS] = {NULL};
    struct model *model = model_create(), *old_model[SNAPSHOTS];
    for (size_t i = 0; i < SNAPSHOTS; i++) {
        old_model[i] = model_create();
    }
    assert_non_null(table);

    for (uint64_t step = 0; step < 40000; step++) {
        change(&table, model, &rng, step % 10000 < 5000, step);
        if (tf_rng_below(&rng, 400) == 0) {
            size_t i = (size_t)tf_rng_below(&rng, SNAPSHOTS);
            if (old[i]) {
                assert_same(old[i], old_model[i], &rng);
            }
            tf_table_unref(old[i]);
            old[i] = tf_table_ref(table);
            model_copy(old_model[i], model);
        }
        if (step % 1000 == 0) {
            assert_same(table, model, &rng);
        }
    }
    assert_same(table, model, &rng);
    for (uint64_t i = 0; model->count > 0; i++) { /* until nothing is left; 13 steps through all of 4200 */
        struct tf_key key = {i * 13 % (OWNERS * IDS) / IDS, i * 13 % IDS};
        assert_int_equal(tf_table_set(&table, key, NULL), TF_OK);
        model_set(model, key, NULL);
        if (i % 500 == 0) {
            assert_same(table, model, &rng);
        }
    }
    assert_same(table, model, &rng);
    for (size_t i = 0; i < SNAPSHOTS; i++) {
        if (old[i]) {
            assert_same(old[i], old_model[i], &rng);
        }
        tf_table_unref(old[i]);
        model_free(old_model[i]);
    }
    tf_table_unref(table);
    model_free(model);
}

static void an_empty_table_answers_and_takes_a_removal(void **state)
{
    (void)state;
    struct tf_table *table = tf_table_create(), *before = table;
    struct tf_key key = {3, 4};
    assert_int_equal(tf_table_set(&table, key, NULL), TF_OK);
    assert_ptr_equal(table, before);
    assert_null(tf_table_get(table, key));
    assert_null(tf_table_first(table).record);
    assert_null(tf_table_from(table, key).record);
    assert_int_equal(tf_table_count_of(table, 3), 0);
    tf_table_unref(table);
}

static void the_last_removal_empties_it_and_it_can_be_filled_again(void **state)
{
    (void)state;
    struct tf_table *table = tf_table_create();
    const struct tf_record *record = star(1, 1, 5);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tf_table_set(&table, record->key, record), TF_OK);
        assert_int_equal(tf_table_count(table), 1);
        assert_int_equal(tf_table_set(&table, record->key, NULL), TF_OK);
        assert_int_equal(tf_table_count(table), 0);
        assert_null(tf_table_first(table).record);
    }
    tf_record_unref(record);
    tf_table_unref(table);
}

static void a_sole_owner_changes_its_table_in_place_and_others_get_a_copy(void **state)
{
    (void)state;
    struct tf_table *table = tf_table_create(), *first = table;
    const struct tf_record *one = star(1, 1, 1), *two = star(1, 2, 2);
    assert_int_equal(tf_table_set(&table, one->key, one), TF_OK);
    assert_ptr_equal(table, first);

    struct tf_table *shared = tf_table_ref(table);
    assert_int_equal(tf_table_set(&table, two->key, two), TF_OK);
    assert_ptr_not_equal(table, shared);
    assert_int_equal(tf_table_count(shared), 1);
    assert_int_equal(tf_table_count(table), 2);

    /* The copy is its owner's alone, but one chunk of it may still be the other's. */
    const struct tf_record *other = star(1, 1, 99);
    assert_int_equal(tf_table_set(&table, other->key, other), TF_OK);
    assert_ptr_equal(tf_table_get(shared, one->key), one);
    assert_ptr_equal(tf_table_get(table, one->key), other);
    tf_record_unref(one);
    tf_record_unref(two);
    tf_record_unref(other);
    tf_table_unref(shared);
    tf_table_unref(table);
}

static void putting_the_same_record_again_keeps_its_references_right(void **state)
{
    (void)state;
    struct tf_table *table = tf_table_create();
    const struct tf_record *record = star(1, 1, 1);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tf_table_set(&table, record->key, record), TF_OK);
    }
    tf_record_unref(record);
    assert_int_equal(TF_STAR(tf_table_get(table, (struct tf_key){1, 1}))->at, 1);
    const struct tf_record *only = tf_table_get(table, (struct tf_key){1, 1});
    assert_int_equal(tf_table_set(&table, only->key, only), TF_OK); /* held by the table alone */
    assert_int_equal(TF_STAR(tf_table_get(table, (struct tf_key){1, 1}))->at, 1);
    tf_table_unref(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_what_a_naive_one_is_and_old_ones_never_change),
        cmocka_unit_test(an_empty_table_answers_and_takes_a_removal),
        cmocka_unit_test(the_last_removal_empties_it_and_it_can_be_filled_again),
        cmocka_unit_test(a_sole_owner_changes_its_table_in_place_and_others_get_a_copy),
        cmocka_unit_test(putting_the_same_record_again_keeps_its_references_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
