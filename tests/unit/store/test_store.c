/* What both stores do alike. */
#include "store/store.h"

#include "support/events.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const description = "3 spaces, 4 slots, 2 days, break 12:00, Compost in A at 10:00, "
                                       "locked Bees in B at 10:00 to 11:00, Bicycles";

struct fixture {
    struct folder folder;
    struct tf_store *store;
    struct tf_board *board; /* what the store should hold */
};

static int set_up(void **state, bool in_memory)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    folder_make(&f->folder);
    if (in_memory)
        assert_int_equal(tf_store_open_memory(&f->store), TF_OK);
    else
        assert_int_equal(tf_store_open_sqlite(&f->store, folder_file(&f->folder, "a.db"), NULL, NULL), TF_OK);
    assert_int_equal(tf_board_create(&f->board), TF_OK);
    *state = f;
    return 0;
}

static int set_up_sqlite(void **state)
{
    return set_up(state, false);
}

static int set_up_memory(void **state)
{
    return set_up(state, true);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    tf_store_close(f->store);
    tf_board_unref(f->board);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

/* Appends to the store and to the board beside it; the event goes. */
static void add(struct fixture *f, struct tf_event *event)
{
    assert_int_equal(tf_store_append(f->store, &event, 1), TF_OK);
    support_apply(&f->board, event);
    tf_event_unref(event);
}

static void fill(struct fixture *f)
{
    struct tf_board *board = support_board(description);
    add(f, support_event_making(board));
    tf_board_unref(board);
}

static void assert_holds(struct tf_store *store, const struct tf_board *wanted)
{
    struct tf_board *board;
    struct tf_problem problem = {0};
    if (tf_store_load(store, &board, &problem) != TF_OK)
        fail_msg("not loaded: %s (%s)", problem.what, problem.where);
    assert_true(tf_board_equal(board, wanted));
    assert_int_equal(board->revision, wanted->revision);
    assert_int_equal(board->changed_at, wanted->changed_at);
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
    tf_board_unref(board);
}

static void a_new_store_is_empty(void **state)
{
    struct fixture *f = *state;
    uint64_t sequence = 7, id = 7;
    size_t count = 7;
    struct tf_event *event;
    assert_holds(f->store, f->board);
    assert_int_equal(tf_store_last(f->store, &sequence, &id), TF_OK);
    assert_int_equal(sequence, 0);
    assert_int_equal(id, 0);
    assert_int_equal(tf_store_read(f->store, 1, &event, 1, &count), TF_OK);
    assert_int_equal(count, 0);
    assert_int_equal(tf_store_find(f->store, 5001, &sequence), TF_ERR_NOT_FOUND);
    assert_int_equal(tf_store_append(f->store, NULL, 0), TF_OK);
}

static void what_was_appended_is_loaded(void **state)
{
    struct fixture *f = *state;
    fill(f);
    assert_holds(f->store, f->board);
    add(f, event_retitle(2, f->board, support_session(f->board, "Compost"), "Compost, hot"));
    add(f, event_star(3, support_session(f->board, "Bees"), 99));
    assert_holds(f->store, f->board);
    assert_int_equal(tf_board_star_count(f->board, support_session(f->board, "Bees")), 1);
}

static void a_record_that_went_is_gone(void **state)
{
    struct fixture *f = *state;
    fill(f);
    uint64_t bees = support_session(f->board, "Bees");
    add(f, event_star(2, bees, 99));
    const struct tf_record *star = tf_board_get(f->board, TF_KIND_STAR, (struct tf_key){bees, 99});
    add(f, event_of(TF_VERB_UNSTAR, 3, star, NULL));
    assert_holds(f->store, f->board);
    assert_int_equal(tf_board_star_count(f->board, bees), 0);
}

static void every_kind_of_record_comes_back(void **state)
{
    struct fixture *f = *state;
    fill(f);
    uint64_t bees = support_session(f->board, "Bees");
    const struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {bees, 11}},
                                 .author = "Ada",
                                 .happened = "We built a hive.\nThen it rained.",
                                 .hidden = true,
                                 .device = 5,
                                 .at = SUPPORT_10H00_S,
                                 .amended_at = SUPPORT_10H00_S + 60};
    const struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {bees, 12}},
                                     .what = "Order frames",
                                     .who = "Bo",
                                     .due = SUPPORT_DAY + 30,
                                     .done = true,
                                     .at = SUPPORT_10H00_S};
    const struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 13}},
                                 .text = "Soup is \"ready\" in C; DROP TABLE news;--",
                                 .pinned = true,
                                 .at = SUPPORT_10H00_S,
                                 .expires_at = SUPPORT_10H00_S + 3600};
    const struct tf_origin origin = {.record = {.kind = TF_KIND_ORIGIN, .key = {0, 14}},
                                     .source = "frab",
                                     .outer = "4711",
                                     .target_kind = TF_KIND_SESSION,
                                     .target = bees,
                                     .brought = "{\"title\":\"Bees\"}"};
    add(f, event_of(TF_VERB_NOTE, 2, NULL, &note.record));
    add(f, event_of(TF_VERB_ACTION, 3, NULL, &action.record));
    add(f, event_of(TF_VERB_NEWS, 4, NULL, &news.record));
    add(f, event_of(TF_VERB_IMPORT, 5, NULL, &origin.record));
    assert_holds(f->store, f->board);
}

static void sequences_follow_on(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct tf_event *gap = event_propose(3, "Too far");
    struct tf_event *again = event_propose(1, "Already");
    assert_int_equal(tf_store_append(f->store, &gap, 1), TF_ERR_INVALID);
    assert_int_equal(tf_store_append(f->store, &again, 1), TF_ERR_INVALID);
    tf_event_unref(gap);
    tf_event_unref(again);
    assert_holds(f->store, f->board);
}

static void a_batch_is_kept_whole_or_not_at_all(void **state)
{
    struct fixture *f = *state;
    fill(f);
    const struct tf_star nobodys = {.record = {.kind = TF_KIND_STAR, .key = {1001, 3}}, .at = 1};
    struct tf_event *batch[] = {event_propose(2, "Good"), event_propose(3, "Good too"),
                                event_of(TF_VERB_UNSTAR, 4, &nobodys.record, NULL)};
    assert_int_equal(tf_store_append(f->store, batch, 3), TF_ERR_INVALID);
    assert_holds(f->store, f->board);
    assert_int_equal(tf_store_append(f->store, batch, 2), TF_OK);
    support_apply(&f->board, batch[0]);
    support_apply(&f->board, batch[1]);
    assert_holds(f->store, f->board);
    for (int i = 0; i < 3; i++)
        tf_event_unref(batch[i]);
}

static void the_same_id_is_not_kept_twice(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct tf_event *batch[] = {event_propose(2, "One"), event_propose(3, "Two")};
    batch[1]->id = batch[0]->id;
    assert_int_equal(tf_store_append(f->store, batch, 2), TF_ERR_INVALID);
    assert_holds(f->store, f->board);
    add(f, batch[0]);
    assert_int_equal(tf_store_append(f->store, &batch[1], 1), TF_ERR_INVALID);
    tf_event_unref(batch[1]);
    assert_holds(f->store, f->board);
}

static void a_record_is_not_made_twice_nor_changed_when_it_is_not_there(void **state)
{
    struct fixture *f = *state;
    fill(f);
    add(f, event_propose(2, "One"));
    const struct tf_record *one = tf_board_get(f->board, TF_KIND_SESSION, (struct tf_key){0, 1502});
    struct tf_session missing = *TF_SESSION(one);
    missing.record.key.id = 77;
    struct tf_event *twice = event_of(TF_VERB_PROPOSE, 3, NULL, one);
    struct tf_session renamed = missing;
    renamed.title = "Another";
    struct tf_event *nothing = event_of(TF_VERB_EDIT, 3, &missing.record, &renamed.record);
    assert_int_equal(tf_store_append(f->store, &twice, 1), TF_ERR_INVALID);
    assert_int_equal(tf_store_append(f->store, &nothing, 1), TF_ERR_INVALID);
    tf_event_unref(twice);
    tf_event_unref(nothing);
    assert_holds(f->store, f->board);
}

static void events_are_read_from_where_one_asks(void **state)
{
    struct fixture *f = *state;
    fill(f);
    for (uint64_t sequence = 2; sequence <= 6; sequence++)
        add(f, event_propose(sequence, "Card"));
    struct tf_event *events[4];
    size_t count = 0;
    assert_int_equal(tf_store_read(f->store, 4, events, 4, &count), TF_OK);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(events[i]->sequence, 4 + i);
        assert_int_equal(events[i]->id, 5004 + i);
        assert_int_equal(events[i]->verb, TF_VERB_PROPOSE);
        assert_int_equal(events[i]->at, SUPPORT_10H00_S);
        assert_int_equal(events[i]->actor.role, TF_ROLE_GUEST);
        assert_int_equal(events[i]->actor.device, 7);
        assert_int_equal(events[i]->undoes, 0);
        assert_int_equal(events[i]->change_count, 1);
        assert_null(events[i]->changes[0].before);
        assert_true(tf_record_equal(events[i]->changes[0].after,
                                    tf_board_get(f->board, TF_KIND_SESSION, (struct tf_key){0, 1504 + i})));
        tf_event_unref(events[i]);
    }
    assert_int_equal(tf_store_read(f->store, 0, events, 2, &count), TF_OK);
    assert_int_equal(count, 2);
    assert_int_equal(events[0]->sequence, 1);
    tf_event_unref(events[0]);
    tf_event_unref(events[1]);
    assert_int_equal(tf_store_read(f->store, UINT64_MAX, events, 4, &count), TF_OK);
    assert_int_equal(count, 0);
}

static void events_are_found_by_id(void **state)
{
    struct fixture *f = *state;
    uint64_t sequence = 0, id = 0;
    fill(f);
    for (sequence = 2; sequence <= 200; sequence++)
        add(f, event_propose(sequence, "Card"));
    assert_int_equal(tf_store_find(f->store, 5003, &sequence), TF_OK);
    assert_int_equal(sequence, 3);
    assert_int_equal(tf_store_find(f->store, 5200, &sequence), TF_OK);
    assert_int_equal(sequence, 200);
    assert_int_equal(tf_store_find(f->store, 5201, &sequence), TF_ERR_NOT_FOUND);
    assert_int_equal(tf_store_last(f->store, &sequence, &id), TF_OK);
    assert_int_equal(sequence, 200);
    assert_int_equal(id, 5200);
}

static void a_backup_is_a_whole_file_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct tf_store *copy;
    struct tf_problem problem = {0};
    const struct tf_store_options look = {.read_only = true, .must_exist = true};
    fill(f);
    for (uint64_t sequence = 2; sequence <= 5; sequence++) {
        add(f, event_propose(sequence, "Card"));
        if (tf_store_backup(f->store, folder_file(&f->folder, "backup.db"), &problem) != TF_OK)
            fail_msg("no backup: %s (%s)", problem.what, problem.where);
        assert_int_equal(tf_store_open_sqlite(&copy, folder_file(&f->folder, "backup.db"), &look, NULL),
                         TF_OK);
        assert_holds(copy, f->board);
        tf_store_close(copy);
    }
    add(f, event_propose(6, "After"));
    assert_holds(f->store, f->board);
}

static void a_backup_to_nowhere_says_so(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    fill(f);
    assert_int_equal(tf_store_backup(f->store, folder_file(&f->folder, "no/such/folder.db"), &problem),
                     TF_ERR_IO);
    assert_true(strlen(problem.what) > 0);
    add(f, event_propose(2, "After"));
    assert_holds(f->store, f->board);
}

#define BOTH(test)                                                                                           \
    {"sqlite: " #test, test, set_up_sqlite, tear_down, NULL},                                                \
    {                                                                                                        \
        "memory: " #test, test, set_up_memory, tear_down, NULL                                               \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(a_new_store_is_empty),
        BOTH(what_was_appended_is_loaded),
        BOTH(a_record_that_went_is_gone),
        BOTH(every_kind_of_record_comes_back),
        BOTH(sequences_follow_on),
        BOTH(a_batch_is_kept_whole_or_not_at_all),
        BOTH(the_same_id_is_not_kept_twice),
        BOTH(a_record_is_not_made_twice_nor_changed_when_it_is_not_there),
        BOTH(events_are_read_from_where_one_asks),
        BOTH(events_are_found_by_id),
        BOTH(a_backup_is_a_whole_file_of_its_own),
        BOTH(a_backup_to_nowhere_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
