#include "core/codec.h"
#include "core/grid.h"
#include "support/nomem.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Every function of the data half, with each of its allocations failing once. Nothing may leak (the sanitizer
 * looks), and what was handed in is as it was. */

static const struct tf_record *news(uint64_t id, const char *text)
{
    struct tf_news from = {.record = {.kind = TF_KIND_NEWS, .key.id = id}, .text = text};
    const struct tf_record *record;
    assert_int_equal(tf_record_copy(&record, &from.record), TF_OK);
    return record;
}

static enum tf_err copy_and_merge(void *user)
{
    const struct tf_record *from = user, *copy = NULL, *merged = NULL;
    enum tf_err err = tf_record_copy(&copy, from);
    if (!err) {
        err = tf_record_merge(&merged, copy, from, 1);
    }
    if (err) {
        assert_null(merged);
    }
    tf_record_unref(copy);
    tf_record_unref(merged);
    return err;
}

static void records_survive(void **state)
{
    (void)state;
    const struct tf_record *record = news(1, "Lunch");
    assert_int_equal(nomem_each(copy_and_merge, (void *)record), 2);
    tf_record_unref(record);
}

static enum tf_err check_form(void *user)
{
    return tf_record_check(user, NULL);
}

static void the_check_of_a_form_survives(void **state)
{
    (void)state;
    const struct tf_record *record = news(1, "Stra\u00dfe \u65e5\u672c\u8a9e");
    assert_true(nomem_each(check_form, (void *)record) > 0);
    tf_record_unref(record);
}

/* Enough changes for chunks to be split, copied and emptied, in a table alone and in one that is shared. */
static enum tf_err fill_table(void *user)
{
    const struct tf_record *const *records = user;
    enum tf_err err = TF_ERR_NOMEM;
    struct tf_table *table = tf_table_create(), *old = NULL;
    for (size_t i = 0; table && i < 900; i++) {
        const struct tf_record *record = records[(i * 7) % 300];
        bool goes = i >= 600;
        size_t count = tf_table_count(table);
        const struct tf_record *there = tf_table_get(table, record->key);
        err = tf_table_set(&table, record->key, goes ? NULL : record);
        if (err) {
            assert_int_equal(tf_table_count(table), count);
            assert_ptr_equal(tf_table_get(table, record->key), there);
            break;
        }
        if (i % 50 == 0) {
            tf_table_unref(old);
            old = tf_table_ref(table);
        }
    }
    tf_table_unref(old);
    tf_table_unref(table);
    return err;
}

static void tables_survive(void **state)
{
    (void)state;
    const struct tf_record *records[300];
    for (size_t i = 0; i < 300; i++) {
        records[i] = news(i + 1, "x");
    }
    assert_true(nomem_each(fill_table, records) > 20);
    for (size_t i = 0; i < 300; i++) {
        tf_record_unref(records[i]);
    }
}

static enum tf_err fill_event(void *user)
{
    const struct tf_record *const *records = user;
    struct tf_event *event;
    enum tf_err err = tf_event_create(&event, TF_VERB_IMPORT, (struct tf_actor){.device = 0}, 1, 2);
    if (err) {
        return err;
    }
    for (size_t i = 0; !err && i < 100; i++) {
        size_t count = event->change_count;
        err = tf_event_add(event, NULL, records[i]);
        assert_int_equal(event->change_count, count + (err ? 0 : 1));
    }
    if (!err) { /* one that came to nothing takes the index with it; the next one makes it again */
        err = tf_event_add(event, records[3], NULL);
    }
    if (!err) {
        err = tf_event_add(event, NULL, records[3]);
    }
    tf_event_unref(event);
    return err;
}

static void events_survive(void **state)
{
    (void)state;
    const struct tf_record *records[100];
    for (size_t i = 0; i < 100; i++) {
        records[i] = news(i + 1, "x");
    }
    assert_true(nomem_each(fill_event, records) > 5);
    for (size_t i = 0; i < 100; i++) {
        tf_record_unref(records[i]);
    }
}

static enum tf_err fill_command(void *user)
{
    const struct tf_record *record = user;
    struct tf_command *command = tf_command_create(TF_VERB_IMPORT, (struct tf_actor){.device = 0}, 1, 2);
    if (!command) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = tf_command_set_record(command, record, 1);
    if (!err) {
        err = tf_command_set_record(command, record, 2);
    }
    if (err && command->record) {
        assert_int_equal(command->fields, 1);
    }
    for (size_t i = 0; !err && i < 40; i++) {
        err = tf_command_add_record(command, record);
    }
    for (size_t i = 0; !err && i < 40; i++) {
        err = tf_command_add_removal(command, record);
    }
    tf_command_destroy(command);
    return err;
}

static void commands_survive(void **state)
{
    (void)state;
    const struct tf_record *record = news(1, "x");
    assert_true(nomem_each(fill_command, (void *)record) > 40);
    tf_record_unref(record);
}

/* ---- boards ---- */

struct applying {
    struct tf_board *board;
    struct tf_event *event;
};

static enum tf_err apply(void *user)
{
    struct applying *applying = user;
    struct tf_board *next = NULL;
    uint64_t hash = tf_board_hash(applying->board);
    enum tf_err err = tf_board_apply(&next, applying->board, applying->event);
    assert_int_equal(next != NULL, err == TF_OK);
    tf_board_unref(next);
    assert_int_equal(tf_board_hash(applying->board), hash);
    assert_int_equal(applying->board->revision, applying->event->sequence - 1);
    return err;
}

static enum tf_err create_and_load(void *user)
{
    const struct tf_board *from = user;
    struct tf_board *board = NULL;
    enum tf_err err = tf_board_create(&board);
    if (err) {
        assert_null(board);
        return err;
    }
    for (int i = 0; !err && i < TF_KIND_COUNT; i++) {
        struct tf_table_iter it = tf_table_first(from->tables[i]);
        for (; !err && it.record; tf_table_next(&it)) {
            err = tf_board_load(board, it.record);
        }
    }
    if (!err) {
        err = tf_board_finish(board, 9, 8);
    }
    assert_int_equal(board->revision, err ? 0 : 9);
    if (!err) {
        assert_true(tf_board_equal(board, from));
    }
    tf_board_unref(board);
    return err;
}

static enum tf_err check(void *user)
{
    return tf_board_check(user, NULL);
}

static void boards_survive(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("3 spaces, 3 slots, break 11:00, Compost in A at 10:00, Bees, Rain");
    support_note(&board, "Bees", 5, "Bring a hat");
    assert_true(nomem_each(create_and_load, board) > TF_KIND_COUNT);
    assert_true(nomem_each(check, board) > 1);
    tf_board_unref(board);

    struct applying making;
    board = support_board("3 spaces, 3 slots, Compost in A at 10:00, Bees");
    making.event = support_event_making(board);
    assert_int_equal(tf_board_create(&making.board), TF_OK);
    assert_true(nomem_each(apply, &making) > 5);
    tf_event_unref(making.event);
    tf_board_unref(making.board);
    tf_board_unref(board);
}

/* ---- JSON ---- */

struct written {
    struct tf_event *event;
    json_t *changes;
};

static enum tf_err write_changes(void *user)
{
    const struct written *written = user;
    json_t *json = tf_codec_from_changes(written->event);
    json_decref(json);
    return json ? TF_OK : TF_ERR_NOMEM;
}

static enum tf_err read_changes(void *user)
{
    const struct written *written = user;
    struct tf_event *event;
    enum tf_err err = tf_event_create(&event, TF_VERB_IMPORT, (struct tf_actor){.device = 0}, 1, 2);
    if (err) {
        return err;
    }
    err = tf_codec_to_changes(event, written->changes);
    tf_event_unref(event);
    return err;
}

static enum tf_err read_records(void *user)
{
    const struct written *written = user;
    enum tf_err err = TF_OK;
    for (size_t i = 0; !err && i < written->event->change_count; i++) {
        const struct tf_record *record = NULL;
        const json_t *after = json_object_get(json_array_get(written->changes, i), "after");
        err = tf_codec_to_record(&record, written->event->changes[i].kind, after, i % 2, NULL, NULL);
        assert_int_equal(record != NULL, err == TF_OK);
        tf_record_unref(record);
    }
    return err;
}

static void json_survives(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("json without memory"));
    struct written written;
    assert_int_equal(tf_event_create(&written.event, TF_VERB_IMPORT, (struct tf_actor){.device = 0}, 1, 2),
                     TF_OK);
    for (int i = 0; i < TF_KIND_COUNT; i++) {
        const struct tf_record *record = support_random_record(&rng, (enum tf_kind)i);
        assert_int_equal(tf_event_add(written.event, NULL, record), TF_OK);
        tf_record_unref(record);
    }
    written.changes = tf_codec_from_changes(written.event);
    assert_true(nomem_each(write_changes, &written) > 100);
    assert_true(nomem_each(read_changes, &written) > TF_KIND_COUNT);
    assert_true(nomem_each(read_records, &written) > TF_KIND_COUNT);
    json_decref(written.changes);
    tf_event_unref(written.event);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_survive),  cmocka_unit_test(the_check_of_a_form_survives),
        cmocka_unit_test(tables_survive),   cmocka_unit_test(events_survive),
        cmocka_unit_test(commands_survive), cmocka_unit_test(boards_survive),
        cmocka_unit_test(json_survives),
    };
    nomem_jansson();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
