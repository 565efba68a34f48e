/* Tables that somebody changed by hand: what does not fit together is not loaded, and is written anew from
 * the log. */
#include "store/store.h"

#include "base/buf.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#define NAME "camp.db"
#define KEPT NAME ".before-mending-1"

struct fixture {
    struct folder folder;
    struct tf_board *board;
};

static struct tf_store *opened(const struct fixture *f, const char *name)
{
    struct tf_store *store = NULL;
    struct tf_problem problem = {0};
    if (tf_store_open_sqlite(&store, folder_file(&f->folder, name), NULL, &problem) != TF_OK)
        fail_msg("not opened: %s", problem.what);
    return store;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    folder_make(&f->folder);
    f->board = support_board("2 spaces, 3 slots, Compost in A at 10:00 to 11:00, Bees in B at 10:00, Ants");
    struct tf_event *event = support_event_making(f->board);
    struct tf_store *store = opened(f, NAME);
    assert_int_equal(tf_store_append(store, &event, 1), TF_OK);
    tf_event_unref(event);
    tf_store_close(store);
    folder_copy(&f->folder, NAME, "good.db");
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    tf_board_unref(f->board);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

/* As the sqlite3 shell does it: foreign keys are off there. */
static void edit(const struct fixture *f, const char *sql)
{
    sqlite3 *db;
    char *message = NULL;
    folder_copy(&f->folder, "good.db", NAME);
    assert_int_equal(sqlite3_open(folder_file(&f->folder, NAME), &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

static void assert_holds(const struct fixture *f, struct tf_store *store)
{
    struct tf_board *board = NULL;
    struct tf_problem problem = {0};
    if (tf_store_load(store, &board, &problem) != TF_OK)
        fail_msg("%s", problem.what);
    assert_true(tf_board_equal(board, f->board));
    tf_board_unref(board);
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
}

static const char *const edits[] = {
    "UPDATE placement SET space = 999 WHERE id = 2001",
    "UPDATE placement SET slot = 999 WHERE id = 2001",
    "UPDATE placement SET last_slot = 999 WHERE id = 2001",
    "UPDATE placement SET session = 999 WHERE id = 2001",
    "UPDATE placement SET space = 101 WHERE id = 2002",
    "UPDATE placement SET slot = 203, last_slot = 201 WHERE id = 2001",
    "DELETE FROM space WHERE id = 101",
    "DELETE FROM slot WHERE id = 201",
    "DELETE FROM session WHERE id = 1001",
    "DELETE FROM placement WHERE id = 2001",
    "DELETE FROM event",
    "UPDATE slot SET kind = 'break' WHERE id = 201",
    "UPDATE slot SET start = start - 1800 WHERE id = 202",
    "UPDATE space SET closed = 1 WHERE id = 101",
    "UPDATE space SET position = 0",
    "UPDATE session SET state = 'placed' WHERE id = 1003",
    "UPDATE session SET state = 'merged', merged_into = 999 WHERE id = 1003",
    "UPDATE session SET title = '' WHERE id = 1001",
    "UPDATE session SET title = 'a' || char(10) || 'b' WHERE id = 1001",
    "UPDATE session SET code = '../..' WHERE id = 1001",
    "INSERT INTO star (device, session, at) VALUES (5, 999, 1795599000)",
};

static void what_does_not_fit_is_refused_in_words_and_mended_from_the_log(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        struct tf_board *board = NULL;
        struct tf_problem problem = {0};
        edit(f, edits[i]);
        struct tf_store *store = opened(f, NAME);
        if (tf_store_load(store, &board, &problem) != TF_ERR_CORRUPT)
            fail_msg("loaded: %s", edits[i]);
        assert_true(*problem.what && *problem.where && *problem.todo);
        if (tf_store_mend(store, &problem) != TF_OK)
            fail_msg("%s: %s", edits[i], problem.what);
        assert_string_equal(problem.where + strlen(problem.where) - strlen(KEPT), KEPT);
        assert_holds(f, store);
        tf_store_close(store);
        store = opened(f, NAME); /* and it is on the disk */
        assert_holds(f, store);
        tf_store_close(store);
        assert_int_equal(remove(folder_file(&f->folder, KEPT)), 0);
    }
}

static void what_was_there_is_kept_and_never_written_over(void **state)
{
    struct fixture *f = *state;
    struct tf_board *board = NULL;
    struct tf_problem problem = {0};
    for (int i = 1; i <= 2; i++) {
        edit(f, "UPDATE session SET title = 'Typed by hand', state = 'placed' WHERE id = 1003");
        struct tf_store *store = opened(f, NAME);
        assert_int_equal(tf_store_mend(store, &problem), TF_OK);
        tf_store_close(store);
    }
    assert_true(folder_has(&f->folder, KEPT));
    assert_true(folder_has(&f->folder, NAME ".before-mending-2"));
    struct tf_store *kept = opened(f, KEPT);
    assert_int_equal(tf_store_load(kept, &board, &problem), TF_ERR_CORRUPT);
    assert_non_null(strstr(problem.what, "session 1003"));
    tf_store_close(kept);
}

static void a_log_that_is_no_better_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    edit(f, "DELETE FROM space WHERE id = 101; UPDATE log SET changes = replace(changes, 'Compost', '')");
    struct tf_store *store = opened(f, NAME);
    assert_int_equal(tf_store_mend(store, &problem), TF_ERR_CORRUPT); /* a session without a title */
    tf_store_close(store);
    edit(f, "DELETE FROM space WHERE id = 101; UPDATE log SET changes = '[{]'");
    store = opened(f, NAME);
    assert_int_equal(tf_store_mend(store, &problem), TF_ERR_CORRUPT);
    assert_true(*problem.what);
    tf_store_close(store);
    assert_false(folder_has(&f->folder, KEPT));
}

static void text_of_an_older_unicode_is_loaded_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct tf_board *board = NULL;
    /* Not composed, as a library without this composition would have left it; and a format character. */
    edit(f, "UPDATE session SET title = 'Cafe' || char(0x301, 0x200e) WHERE id = 1003");
    struct tf_store *store = opened(f, NAME);
    assert_int_equal(tf_store_load(store, &board, NULL), TF_OK);
    assert_string_equal(tf_board_session(board, 1003)->title, "Cafe\u0301\u200e");
    tf_board_unref(board);
    tf_store_close(store);
}

static void a_file_that_is_only_read_is_not_mended(void **state)
{
    struct fixture *f = *state;
    const struct tf_store_options look = {.read_only = true};
    struct tf_store *store = NULL;
    struct tf_problem problem = {0};
    edit(f, "DELETE FROM space WHERE id = 101");
    assert_int_equal(tf_store_open_sqlite(&store, folder_file(&f->folder, NAME), &look, &problem), TF_OK);
    assert_int_equal(tf_store_mend(store, &problem), TF_ERR_DENIED);
    tf_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_does_not_fit_is_refused_in_words_and_mended_from_the_log, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_was_there_is_kept_and_never_written_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_log_that_is_no_better_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_of_an_older_unicode_is_loaded_as_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_only_read_is_not_mended, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
