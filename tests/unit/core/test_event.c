#include "core/event.h"

#include "base/limits.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_event *event_create(void)
{
    struct tf_event *event;
    struct tf_actor actor = {.role = TF_ROLE_HELPER, .device = 7};
    assert_int_equal(tf_event_create(&event, TF_VERB_EDIT, actor, SUPPORT_10H00_S, 42), TF_OK);
    return event;
}

static const struct tf_record *news(uint64_t id, const char *text)
{
    struct tf_news from = {.record = {.kind = TF_KIND_NEWS, .key.id = id}, .text = text};
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, &from.record), TF_OK);
    return record;
}

static void every_verb_and_role_has_a_name_that_reads_back(void **state)
{
    (void)state;
    for (int i = 0; i < TF_VERB_COUNT; i++) {
        enum tf_verb verb = TF_VERB_COUNT;
        assert_non_null(tf_verb_name((enum tf_verb)i));
        assert_int_equal(tf_verb_parse(&verb, tf_verb_name((enum tf_verb)i)), TF_OK);
        assert_int_equal(verb, i);
    }
    for (int i = 0; i < TF_ROLE_COUNT; i++) {
        enum tf_role role = TF_ROLE_COUNT;
        assert_int_equal(tf_role_parse(&role, tf_role_name((enum tf_role)i)), TF_OK);
        assert_int_equal(role, i);
    }
    enum tf_verb verb = TF_VERB_STAR;
    enum tf_role role = TF_ROLE_HELPER;
    assert_int_equal(tf_verb_parse(&verb, "dance"), TF_ERR_INVALID);
    assert_int_equal(verb, TF_VERB_STAR);
    assert_int_equal(tf_role_parse(&role, ""), TF_ERR_INVALID);
    assert_int_equal(role, TF_ROLE_HELPER);
}

static void an_event_says_who_when_and_what(void **state)
{
    (void)state;
    struct tf_event *event = event_create();
    assert_int_equal(event->verb, TF_VERB_EDIT);
    assert_int_equal(event->actor.role, TF_ROLE_HELPER);
    assert_int_equal(event->actor.device, 7);
    assert_int_equal(event->at, SUPPORT_10H00_S);
    assert_int_equal(event->id, 42);
    assert_int_equal(event->sequence, 0);
    assert_int_equal(event->change_count, 0);
    tf_event_unref(tf_event_ref(event));
    tf_event_unref(event);
}

static void a_second_change_of_a_thing_is_folded_into_the_first(void **state)
{
    (void)state;
    struct tf_event *event = event_create();
    const struct tf_record *old = news(1, "old"), *middle = news(1, "middle"), *new = news(1, "new");
    assert_int_equal(tf_event_add(event, old, middle), TF_OK);
    assert_int_equal(tf_event_add(event, middle, new), TF_OK);
    assert_int_equal(event->change_count, 1);
    assert_ptr_equal(event->changes[0].before, old);
    assert_ptr_equal(event->changes[0].after, new);

    assert_int_equal(tf_event_add(event, new, NULL), TF_OK);
    assert_int_equal(event->change_count, 1);
    assert_null(event->changes[0].after);
    assert_int_equal(event->changes[0].key.id, 1);
    tf_record_unref(old);
    tf_record_unref(middle);
    tf_record_unref(new);
    tf_event_unref(event);
}

static void a_change_back_to_what_was_leaves_none(void **state)
{
    (void)state;
    struct tf_event *event = event_create();
    const struct tf_record *old = news(1, "old"), *new = news(1, "new"), *same = news(1, "old");
    const struct tf_record *other = news(2, "other");
    assert_int_equal(tf_event_add(event, old, same), TF_OK); /* no change at all */
    assert_int_equal(event->change_count, 0);
    assert_int_equal(tf_event_add(event, old, new), TF_OK);
    assert_int_equal(tf_event_add(event, NULL, other), TF_OK);
    assert_int_equal(tf_event_add(event, new, same), TF_OK);
    assert_int_equal(event->change_count, 1);
    assert_ptr_equal(event->changes[0].after, other);
    assert_int_equal(tf_event_add(event, other, NULL), TF_OK); /* made and unmade */
    assert_int_equal(event->change_count, 0);
    tf_record_unref(old);
    tf_record_unref(new);
    tf_record_unref(same);
    tf_record_unref(other);
    tf_event_unref(event);
}

static void the_same_id_of_another_kind_or_owner_is_another_thing(void **state)
{
    (void)state;
    struct tf_event *event = event_create();
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    union tf_record_any any;
    for (int i = 0; i < TF_KIND_COUNT; i++) {
        const struct tf_record *random = support_random_record(&rng, (enum tf_kind)i);
        memcpy(&any, random, tf_schema_of((enum tf_kind)i)->size);
        any.record.key = (struct tf_key){0, 1};
        const struct tf_record *record;
        for (uint64_t owner = 0; owner < 3; owner++) {
            any.record.key.owner = owner;
            assert_int_equal(tf_record_copy(&record, &any.record), TF_OK);
            assert_int_equal(tf_event_add(event, NULL, record), TF_OK);
            tf_record_unref(record);
        }
        tf_record_unref(random);
    }
    assert_int_equal(event->change_count, 3 * TF_KIND_COUNT);
    tf_event_unref(event);
}

/* With thousands of changes a change is found by the index: it must find what a look at each would find. */
static void many_changes_fold_as_few_do(void **state)
{
    (void)state;
    enum { KEYS = 300 };
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("many changes"));
    struct tf_event *event = event_create();
    int now[KEYS] = {0}; /* what the thing with this id says; 0: it is not there, as at first */
    const struct tf_record *current[KEYS] = {NULL};
    for (int step = 0; step < 20000; step++) {
        size_t i = (size_t)tf_rng_below(&rng, KEYS);
        char text[16];
        now[i] = (int)tf_rng_below(&rng, 4);
        snprintf(text, sizeof(text), "%d", now[i]);
        const struct tf_record *next = now[i] ? news(i + 1, text) : NULL;
        if (next || current[i]) {
            assert_int_equal(tf_event_add(event, current[i], next), TF_OK);
        }
        tf_record_unref(current[i]);
        current[i] = next;
    }
    size_t expected = 0;
    for (size_t i = 0; i < KEYS; i++) {
        expected += now[i] ? 1 : 0;
    }
    assert_int_equal(event->change_count, expected);
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        assert_null(change->before);
        assert_int_equal(TF_NEWS(change->after)->text[0] - '0', now[change->key.id - 1]);
    }
    for (size_t i = 0; i < KEYS; i++) {
        tf_record_unref(current[i]);
    }
    tf_event_unref(event);
}

static void an_event_has_a_limit_and_keeps_the_order_of_its_changes(void **state)
{
    (void)state;
    struct tf_event *event = event_create();
    for (uint64_t id = TF_CHANGES_MAX; id > 0; id--) {
        const struct tf_record *record = news(id, "x");
        assert_int_equal(tf_event_add(event, NULL, record), TF_OK);
        tf_record_unref(record);
    }
    const struct tf_record *more = news(TF_CHANGES_MAX + 1, "x"), *known = news(5, "y");
    assert_int_equal(tf_event_add(event, NULL, more), TF_ERR_LIMIT);
    assert_int_equal(tf_event_add(event, NULL, known), TF_OK); /* folded: no new one */
    assert_int_equal(event->change_count, TF_CHANGES_MAX);
    for (size_t i = 0; i < event->change_count; i++) {
        assert_int_equal(event->changes[i].key.id, TF_CHANGES_MAX - i);
    }
    tf_record_unref(more);
    tf_record_unref(known);
    tf_event_unref(event);
}

/* Beside a table of what is in it: any order of changing and changing back. */
static void changing_and_changing_back_many_things_keeps_the_rest_findable(void **state)
{
    enum { THINGS = 300, STEPS = 6000 };
    bool is_in[THINGS] = {false};
    size_t count = 0;
    struct tf_rng rng;
    (void)state;
    uint64_t seed = support_seed("changes");
    tf_rng_seed(&rng, seed);
    struct tf_event *event = event_create();
    for (int step = 0; step < STEPS; step++) {
        size_t i = (size_t)(tf_rng_u64(&rng) % THINGS);
        /* Ids far apart and close together, so that places in the index are shared. */
        const struct tf_record *record = news(i % 2 ? i + 1 : i * UINT64_C(1000003) + 1, "x");
        enum tf_err err = is_in[i] ? tf_event_add(event, record, NULL) : tf_event_add(event, NULL, record);
        assert_int_equal(err, TF_OK);
        tf_record_unref(record);
        is_in[i] = !is_in[i];
        count += is_in[i] ? 1 : (size_t)-1;
        assert_int_equal(event->change_count, count);
        size_t j = (size_t)(tf_rng_u64(&rng) % THINGS);
        struct tf_key key = {.id = j % 2 ? j + 1 : j * UINT64_C(1000003) + 1};
        const struct tf_change *found = tf_event_change_of(event, TF_KIND_NEWS, key);
        assert_int_equal(found != NULL, is_in[j]);
        assert_true(found == NULL || found->key.id == key.id);
    }
    tf_event_unref(event);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_and_role_has_a_name_that_reads_back),
        cmocka_unit_test(an_event_says_who_when_and_what),
        cmocka_unit_test(a_second_change_of_a_thing_is_folded_into_the_first),
        cmocka_unit_test(a_change_back_to_what_was_leaves_none),
        cmocka_unit_test(the_same_id_of_another_kind_or_owner_is_another_thing),
        cmocka_unit_test(many_changes_fold_as_few_do),
        cmocka_unit_test(changing_and_changing_back_many_things_keeps_the_rest_findable),
        cmocka_unit_test(an_event_has_a_limit_and_keeps_the_order_of_its_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
