/* The power goes at every place while several moves are one step: all of them are there, or none. */
#include "ledger/ledger.h"

#include "support/folder.h"
#include "support/support.h"
#include "support/vfs_fault.h"

#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define VFS "fault-chain"
enum { MOVES = 3, RUNS_MAX = 500 };

static const char *const TITLES[MOVES] = {"Bees", "Cats", "Ants"};

struct fixture {
    struct folder folder;
    struct vfs_fault *fault;
    struct tf_board *before; /* that first.db holds */
    sem_t news;
    atomic_bool is_answered;
    enum tf_err err;
};

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    struct fixture *f = user;
    const struct tf_store_options options = {.vfs = VFS, .must_exist = true};
    return tf_store_open_sqlite(out, folder_file(&f->folder, "a.db"), &options, problem);
}

static void on_news(void *user)
{
    struct fixture *f = user;
    sem_post(&f->news);
}

static void on_answer(void *user, const struct tf_answer *answer)
{
    struct fixture *f = user;
    f->err = answer->err;
    atomic_store(&f->is_answered, true);
    sem_post(&f->news);
}

/* Each goes where the one before it was: halfway there would be a hole, and one card with no way on. */
static struct tf_command *chain(const struct fixture *f)
{
    static const char *const TIMES[MOVES] = {"11:00", "12:00", "13:00"};
    struct tf_command *command = support_command_by(TF_VERB_CHAIN, TF_ROLE_ORGANISER, 0);
    for (size_t i = 0; i < MOVES; i++) {
        struct tf_command *part = support_command_by(TF_VERB_MOVE, TF_ROLE_ORGANISER, 0);
        part->placement = support_placement(f->before, TITLES[i]);
        part->space = support_space(f->before, "A");
        part->slot = support_slot(f->before, TIMES[i]);
        assert_int_equal(tf_command_add_part(command, part), TF_OK);
    }
    return command;
}

static size_t moved(const struct fixture *f, const struct tf_board *board)
{
    size_t count = 0;
    for (size_t i = 0; i < MOVES; i++) {
        struct tf_key key = {0, support_placement(f->before, TITLES[i])};
        count += TF_PLACEMENT(tf_board_get(board, TF_KIND_PLACEMENT, key))->slot !=
                 TF_PLACEMENT(tf_board_get(f->before, TF_KIND_PLACEMENT, key))->slot;
    }
    return count;
}

static size_t moved_on_disk(const struct fixture *f)
{
    struct tf_store *store = NULL;
    struct tf_board *board = NULL;
    struct tf_problem problem = {0};
    if (tf_store_open_sqlite(&store, folder_file(&f->folder, "a.db"), NULL, &problem) != TF_OK) {
        fail_msg("it does not open any more: %s", problem.what);
    }
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
    assert_int_equal(tf_store_load(store, &board, NULL), TF_OK);
    size_t count = moved(f, board);
    tf_board_unref(board);
    tf_store_close(store);
    return count;
}

/* false: it was over before the power went. */
static bool run_with(struct fixture *f, size_t at, enum fault_survivors survivors)
{
    static const char *const names[] = {"a.db-wal", "a.db-shm", "a.db-journal", "a.db-lock"};
    const struct tf_ledger_options options = {.open = open_store, .user = f, .retry_ms = 1};
    struct tf_subscription *subscription = NULL;
    struct tf_ledger *ledger = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        remove(folder_file(&f->folder, names[i]));
    }
    folder_copy(&f->folder, "first.db", "a.db");
    vfs_fault_forget(f->fault);
    vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);
    atomic_store(&f->is_answered, false);
    assert_int_equal(tf_ledger_start(&ledger, &options, NULL), TF_OK);
    assert_int_equal(tf_ledger_subscribe(ledger, &subscription, on_news, f), TF_OK);
    vfs_fault_arm(f->fault, FAULT_CUT, at, 0);
    assert_int_equal(tf_ledger_send(ledger, chain(f), on_answer, f), TF_OK);
    while (!atomic_load(&f->is_answered) && tf_ledger_state(ledger) == TF_LEDGER_OK) {
        assert_int_equal(sem_wait(&f->news), 0);
    }
    bool was_confirmed = atomic_load(&f->is_answered) && f->err == TF_OK;
    bool has_happened = vfs_fault_has_happened(f->fault);
    vfs_fault_cut(f->fault);
    tf_ledger_unsubscribe(ledger, subscription);
    tf_ledger_stop(ledger);
    vfs_fault_power_on(f->fault, survivors, at);
    vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);
    size_t count = moved_on_disk(f);
    assert_true(count == 0 || count == MOVES);
    assert_true(count == MOVES || !was_confirmed);
    return has_happened;
}

static void all_moves_of_a_chain_survive_or_none(void **state)
{
    static const enum fault_survivors SURVIVORS[] = {FAULT_NOTHING_UNSYNCED, FAULT_EVERYTHING, FAULT_SOME};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof SURVIVORS / sizeof SURVIVORS[0]; i++) {
        size_t at = 1;
        while (run_with(f, at, SURVIVORS[i])) {
            assert_true(++at < RUNS_MAX);
        }
        print_message("%zu places\n", at - 1);
        assert_true(at > 1);
    }
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct tf_store *store = NULL;
    assert_non_null(f);
    folder_make(&f->folder);
    f->fault = vfs_fault_create(VFS);
    sem_init(&f->news, 0, 0);
    f->before =
        support_board("1 spaces, 4 slots, Ants in A at 10:00, Bees in A at 12:00, Cats in A at 13:00");
    assert_int_equal(tf_store_open_sqlite(&store, folder_file(&f->folder, "first.db"), NULL, NULL), TF_OK);
    struct tf_event *first = support_event_making(f->before);
    assert_int_equal(tf_store_append(store, &first, 1), TF_OK);
    tf_event_unref(first);
    tf_store_close(store);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    tf_board_unref(f->before);
    vfs_fault_destroy(f->fault);
    folder_remove(&f->folder);
    sem_destroy(&f->news);
    free(f);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_moves_of_a_chain_survive_or_none, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
