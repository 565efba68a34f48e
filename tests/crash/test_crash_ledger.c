/* A ledger on a disk that fails for a while, at every place in turn: it answers every command once, with
 * TF_OK, when the disk is back; and then the plug is pulled, and all of it is there. */
#include "ledger/ledger.h"

#include "support/folder.h"
#include "support/support.h"
#include "support/vfs_fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define VFS "fault-ledger"
enum { COMMANDS = 10, RUNS_MAX = 2000 };

struct fixture {
    struct folder folder;
    struct vfs_fault *fault;
    struct tf_ledger *ledger;
    uint64_t bees;
    size_t answered[COMMANDS];
};

struct ear {
    struct fixture *fixture;
    size_t number;
};

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    struct fixture *f = user;
    const struct tf_store_options options = {.vfs = VFS, .tidy_pages = 3, .must_exist = true};
    return tf_store_open_sqlite(out, folder_file(&f->folder, "a.db"), &options, problem);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct tf_store *store;
    assert_non_null(f);
    folder_make(&f->folder);
    f->fault = vfs_fault_create(VFS);
    assert_int_equal(tf_store_open_sqlite(&store, folder_file(&f->folder, "first.db"), NULL, NULL), TF_OK);
    struct tf_board *board = support_board("2 spaces, 4 slots, Compost in A at 10:00, Bees");
    struct tf_event *first = support_event_making(board);
    assert_int_equal(tf_store_append(store, &first, 1), TF_OK);
    f->bees = support_session(board, "Bees");
    tf_event_unref(first);
    tf_board_unref(board);
    tf_store_close(store);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    vfs_fault_destroy(f->fault);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

static struct tf_command *star(const struct fixture *f, size_t i)
{
    const struct tf_actor guest = {.role = TF_ROLE_GUEST, .device = 100 + i};
    struct tf_command *command = tf_command_create(TF_VERB_STAR, guest, SUPPORT_10H00_S, 70001 + i);
    assert_non_null(command);
    command->session = f->bees;
    return command;
}

static void on_answer(void *user, const struct tf_answer *answer)
{
    struct ear *ear = user;
    if (answer->err == TF_OK)
        ear->fixture->answered[ear->number]++;
    else
        ear->fixture->answered[ear->number] += 1000;
}

static void live(struct fixture *f)
{
    struct ear ears[COMMANDS];
    struct tf_answer answer;
    /* One after the other, and a few that nobody waits for between them. */
    for (size_t i = 0; i < COMMANDS; i++) {
        if (i % 3 == 1) {
            ears[i] = (struct ear){f, i};
            assert_int_equal(tf_ledger_send(f->ledger, star(f, i), on_answer, &ears[i]), TF_OK);
            continue;
        }
        assert_int_equal(tf_ledger_call(f->ledger, star(f, i), &answer), TF_OK);
        assert_int_equal(answer.sequence, i + 2);
        f->answered[i]++;
    }
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_OK);
    for (size_t i = 0; i < COMMANDS; i++)
        assert_int_equal(f->answered[i], 1);
}

static void assert_all_there(const struct fixture *f)
{
    struct tf_store *store;
    struct tf_board *board;
    struct tf_problem problem = {0};
    if (tf_store_open_sqlite(&store, folder_file(&f->folder, "a.db"), NULL, &problem) != TF_OK)
        fail_msg("it does not open any more: %s", problem.what);
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
    assert_int_equal(tf_store_load(store, &board, NULL), TF_OK);
    assert_int_equal(board->revision, COMMANDS + 1);
    for (size_t i = 0; i < COMMANDS; i++)
        assert_true(tf_board_has_star(board, f->bees, 100 + i));
    tf_board_unref(board);
    tf_store_close(store);
}

/* false: the run was over before the fault came. */
static bool run_with(struct fixture *f, enum fault_kind kind, const char *sort, size_t at, size_t more)
{
    static const char *const names[] = {"a.db-wal", "a.db-shm", "a.db-journal", "a.db-lock"};
    const struct tf_ledger_options options = {.open = open_store, .user = f, .retry_ms = 1};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        remove(folder_file(&f->folder, names[i]));
    folder_copy(&f->folder, "first.db", "a.db");
    for (size_t i = 0; i < COMMANDS; i++)
        f->answered[i] = 0;
    vfs_fault_forget(f->fault);
    vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);
    assert_int_equal(tf_ledger_start(&f->ledger, &options, NULL), TF_OK);
    vfs_fault_arm_only(f->fault, kind, sort, at, more);
    live(f);
    bool has_happened = vfs_fault_has_happened(f->fault);
    vfs_fault_cut(f->fault); /* what a sync that failed let go of, must have been written once more */
    tf_ledger_stop(f->ledger);
    vfs_fault_power_on(f->fault, FAULT_NOTHING_UNSYNCED, at);
    assert_all_there(f);
    return has_happened;
}

static void run_all(struct fixture *f, const char *name, enum fault_kind kind, const char *sort, size_t more)
{
    size_t at = 1;
    while (run_with(f, kind, sort, at, more)) {
        assert_true(at < RUNS_MAX);
        at++;
    }
    print_message("%s: %d places\n", name, (int)at - 1);
    assert_true(at > 5);
}

static void a_disk_that_fails_once_loses_nothing(void **state)
{
    run_all(*state, "one error", FAULT_ERROR, NULL, 0);
    run_all(*state, "full once", FAULT_FULL, NULL, 0);
}

static void a_sync_that_fails_loses_nothing(void **state)
{
    run_all(*state, "one sync", FAULT_ERROR, "sync", 0);
    run_all(*state, "two syncs", FAULT_ERROR, "sync", 1);
    run_all(*state, "five syncs", FAULT_ERROR, "sync", 4);
}

static void a_disk_that_fails_for_a_while_loses_nothing(void **state)
{
    run_all(*state, "three errors", FAULT_ERROR, NULL, 2);
    run_all(*state, "ten errors", FAULT_ERROR, NULL, 9);
    run_all(*state, "full for a while", FAULT_FULL, NULL, 20);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_disk_that_fails_once_loses_nothing),
        TEST(a_sync_that_fails_loses_nothing),
        TEST(a_disk_that_fails_for_a_while_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
