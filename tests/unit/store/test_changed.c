/* When things last changed, in a file of before it was kept. */
#include "core/changed.h"
#include "store/ddl.h"
#include "store/store.h"

#include "support/events.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void open_store(struct tf_store **store, struct folder *folder)
{
    struct tf_problem problem = {0};
    if (tf_store_open_sqlite(store, folder_file(folder, "camp.db"), NULL, &problem) != TF_OK)
        fail_msg("not opened: %s", problem.what);
}

static void add(struct tf_store *store, struct tf_board **board, struct tf_event *event)
{
    assert_int_equal(tf_store_append(store, &event, 1), TF_OK);
    support_apply(board, event);
    tf_event_unref(event);
}

/* Takes away what version 3 brought, and lets it bring it again. */
static void pass_from_version_2_to_3(struct folder *folder)
{
    sqlite3 *db;
    const struct tf_migrate_step *step = tf_ddl_plan.steps;
    while (step->to != 3)
        step++;
    assert_int_equal(sqlite3_open(folder_file(folder, "camp.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DROP TABLE changed", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, step->sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Calendars were told the newest event's number for all: what they are told now is never less. */
static void an_older_file_says_of_everything_that_it_changed_last(void **state)
{
    (void)state;
    struct folder folder;
    struct tf_store *store = NULL;
    struct tf_board *board = NULL, *loaded = NULL;
    struct tf_problem problem = {0};
    folder_make(&folder);
    open_store(&store, &folder);
    assert_int_equal(tf_board_create(&board), TF_OK);
    struct tf_board *first = support_board("2 spaces, 3 slots, Compost in A at 10:00");
    add(store, &board, support_event_making(first));
    tf_board_unref(first);
    add(store, &board, event_propose(2, "Frames"));
    add(store, &board, event_propose(3, "Bees"));
    tf_store_close(store);
    pass_from_version_2_to_3(&folder);
    open_store(&store, &folder);
    assert_int_equal(tf_store_load(store, &loaded, &problem), TF_OK);
    uint64_t frames = support_session(board, "Frames");
    assert_int_equal(tf_changed_of(board->changed, TF_KIND_SESSION, frames).revision, 2);
    assert_int_equal(tf_changed_of(loaded->changed, TF_KIND_SESSION, frames).revision, 3);
    assert_int_equal(tf_changed_of(loaded->changed, TF_KIND_GATHERING, 1).revision, 3);
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
    tf_board_unref(loaded);
    add(store, &board, event_propose(4, "Ants")); /* and from here on each has its own */
    assert_int_equal(tf_store_load(store, &loaded, &problem), TF_OK);
    assert_int_equal(tf_changed_of(loaded->changed, TF_KIND_SESSION, frames).revision, 3);
    assert_int_equal(tf_changed_of(loaded->changed, TF_KIND_SESSION, support_session(board, "Ants")).revision,
                     4);
    tf_board_unref(loaded);
    tf_board_unref(board);
    tf_store_close(store);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_file_says_of_everything_that_it_changed_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
