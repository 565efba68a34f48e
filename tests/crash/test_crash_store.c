/* The disk fails, fills up or loses power at its first write, at its second, … until a run meets no fault.
 * After each, the file must hold the board from before or after the step that was under way, and nothing may
 * be lost that was acknowledged. */
#include "store/store.h"

#include "support/events.h"
#include "support/folder.h"
#include "support/support.h"
#include "support/vfs_fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define VFS "fault-store"
enum { EVENTS = 17, RUNS_MAX = 5000 };

struct fixture {
    struct folder folder;
    struct vfs_fault *fault;
    struct tf_event *events[EVENTS];     /* [i] has sequence i + 1 */
    struct tf_board *boards[EVENTS + 1]; /* [i] after i events */
};

/* What happened before the fault. */
struct outcome {
    size_t acknowledged; /* events that tf_store_append() answered TF_OK for */
    size_t attempted;    /* and those of the step that failed */
};

static struct tf_event *some_event(uint64_t sequence, const struct tf_board *board, uint64_t bees)
{
    char text[3000];
    switch (sequence % 4) {
    case 0:
        return event_star(sequence, bees, 100 + sequence);
    case 1:
        return event_propose(sequence, "A card");
    case 2:
        snprintf(text, sizeof(text), "Title %d", (int)sequence);
        return event_retitle(sequence, board, bees, text);
    default: {
        memset(text, 'x', sizeof(text)); /* over more than one page */
        text[sizeof(text) - 1] = '\0';
        for (size_t i = 60; i < sizeof(text) - 1; i += 60)
            text[i] = ' ';
        text[1990] = '\0';
        const struct tf_note note = {
            .record = {.kind = TF_KIND_NOTE, .key = {bees, sequence}}, .text = text, .at = SUPPORT_10H00_S};
        return event_of(TF_VERB_NOTE, sequence, NULL, &note.record);
    }
    }
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    folder_make(&f->folder);
    f->fault = vfs_fault_create(VFS);
    assert_int_equal(tf_board_create(&f->boards[0]), TF_OK);
    struct tf_board *wanted = support_board("3 spaces, 4 slots, Compost in A at 10:00, Bees");
    uint64_t bees = support_session(wanted, "Bees");
    for (size_t i = 0; i < EVENTS; i++) {
        f->events[i] = i == 0 ? support_event_making(wanted) : some_event(i + 1, f->boards[i], bees);
        f->boards[i + 1] = tf_board_ref(f->boards[i]);
        support_apply(&f->boards[i + 1], f->events[i]);
    }
    tf_board_unref(wanted);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < EVENTS; i++)
        tf_event_unref(f->events[i]);
    for (size_t i = 0; i <= EVENTS; i++)
        tf_board_unref(f->boards[i]);
    vfs_fault_destroy(f->fault);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

static bool append(struct fixture *f, struct tf_store *store, struct outcome *outcome, size_t count)
{
    outcome->attempted = outcome->acknowledged + count;
    if (tf_store_append(store, f->events + outcome->acknowledged, count) != TF_OK)
        return false;
    outcome->acknowledged = outcome->attempted;
    return true;
}

static bool reopen(struct fixture *f, struct tf_store **store)
{
    /* Every tidy has something to do, and a flood is reached soon. */
    const struct tf_store_options options = {.vfs = VFS, .tidy_pages = 3};
    tf_store_close(*store);
    *store = NULL;
    return tf_store_open_sqlite(store, folder_file(&f->folder, "a.db"), &options, NULL) == TF_OK &&
           tf_store_settle(*store) == TF_OK;
}

/* Whatever a kiosk does with a store in its day. Stops at the first failure, as the ledger does. */
static struct outcome live(struct fixture *f)
{
    struct outcome outcome = {0};
    struct tf_store *store = NULL;
    bool ok = reopen(f, &store) && append(f, store, &outcome, 1) && append(f, store, &outcome, 3);
    if (ok)
        tf_store_tidy(store);
    ok = ok && append(f, store, &outcome, 1) && append(f, store, &outcome, 1);
    ok = ok && tf_store_backup(store, folder_file(&f->folder, "backup.db"), NULL) == TF_OK;
    ok = ok && append(f, store, &outcome, 2) && append(f, store, &outcome, 1);
    if (ok)
        tf_store_tidy(store);
    ok = ok && append(f, store, &outcome, 4);
    ok = ok && reopen(f, &store);
    if (ok)
        tf_store_tidy(store); /* lengthens the new WAL */
    ok = ok && append(f, store, &outcome, 2);
    ok = ok && tf_store_backup(store, folder_file(&f->folder, "backup.db"), NULL) == TF_OK;
    while (ok && outcome.acknowledged < EVENTS)
        ok = append(f, store, &outcome, 1);
    tf_store_close(store);
    return outcome;
}

static void say(void *user, const char *finding)
{
    print_message("%s: %s\n", (const char *)user, finding);
}

/* Which of the boards the file holds. */
static uint64_t revision_in(struct fixture *f, const char *name, const struct tf_store_options *options)
{
    struct tf_store *store = NULL;
    struct tf_board *board = NULL;
    struct tf_problem problem = {0};
    if (tf_store_open_sqlite(&store, folder_file(&f->folder, name), options, &problem) != TF_OK)
        fail_msg("%s does not open any more: %s", name, problem.what);
    if (tf_store_load(store, &board, &problem) != TF_OK)
        fail_msg("%s does not load: %s", name, problem.what);
    if (tf_store_check(store, say, (void *)(uintptr_t)name) != TF_OK)
        fail_msg("%s is not in order", name);
    uint64_t revision = board->revision;
    assert_true(revision <= EVENTS);
    if (!tf_board_equal(board, f->boards[revision]))
        fail_msg("%s is at revision %d, but with another board", name, (int)revision);
    tf_board_unref(board);
    tf_store_close(store);
    return revision;
}

static void clear(struct fixture *f)
{
    static const char *const names[] = {"a.db",         "a.db-wal",  "a.db-shm",
                                        "a.db-journal", "a.db-lock", "backup.db"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        remove(folder_file(&f->folder, names[i]));
}

/* One run with one fault. false: the run was over before it came. */
static bool run_with(struct fixture *f, enum fault_kind kind, size_t at, size_t more,
                     enum fault_survivors survivors)
{
    const struct tf_store_options look = {.read_only = true};
    clear(f);
    vfs_fault_forget(f->fault);
    vfs_fault_arm(f->fault, kind, at, more);
    struct outcome outcome = live(f);
    bool has_happened = vfs_fault_has_happened(f->fault);
    if (kind == FAULT_CUT)
        vfs_fault_power_on(f->fault, survivors, at);
    vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);

    uint64_t revision = revision_in(f, "a.db", NULL);
    if (revision != outcome.acknowledged && revision != outcome.attempted)
        fail_msg("fault %d at %zu: %zu acknowledged, %zu attempted, but the file is at %d", (int)kind, at,
                 outcome.acknowledged, outcome.attempted, (int)revision);
    if (folder_has(&f->folder, "backup.db"))
        assert_true(revision_in(f, "backup.db", &look) <= revision);
    if (!has_happened)
        assert_int_equal(revision, EVENTS);
    return has_happened;
}

static void run_all(struct fixture *f, const char *name, enum fault_kind kind, size_t more,
                    enum fault_survivors survivors)
{
    size_t at = 1;
    while (run_with(f, kind, at, more, survivors)) {
        assert_true(at < RUNS_MAX);
        at++;
    }
    print_message("%s: %zu places\n", name, at - 1);
    assert_true(at > 100);
}

static void an_error_anywhere_loses_nothing(void **state)
{
    run_all(*state, "one error", FAULT_ERROR, 0, FAULT_EVERYTHING);
    run_all(*state, "errors from there on", FAULT_ERROR, SIZE_MAX / 2, FAULT_EVERYTHING);
}

static void a_full_disk_anywhere_loses_nothing(void **state)
{
    run_all(*state, "full once", FAULT_FULL, 0, FAULT_EVERYTHING);
    run_all(*state, "full from there on", FAULT_FULL, SIZE_MAX / 2, FAULT_EVERYTHING);
}

static void a_power_cut_anywhere_loses_nothing(void **state)
{
    run_all(*state, "cut, nothing unsynced survives", FAULT_CUT, 0, FAULT_NOTHING_UNSYNCED);
    run_all(*state, "cut, everything survives", FAULT_CUT, 0, FAULT_EVERYTHING);
    run_all(*state, "cut, torn", FAULT_CUT, 0, FAULT_SOME);
}

/* The shim itself: a test that cannot fail would prove nothing. */
static void the_shim_drops_what_was_not_synced(void **state)
{
    struct fixture *f = *state;
    struct tf_store *store = NULL;
    struct outcome outcome = {0};
    vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);
    assert_true(reopen(f, &store));
    assert_true(append(f, store, &outcome, 1));
    vfs_fault_arm_only(f->fault, FAULT_CUT, "sync", 1, 0);
    assert_false(append(f, store, &outcome, 3));
    assert_true(vfs_fault_has_happened(f->fault));
    tf_store_close(store);
    folder_copy(&f->folder, "a.db", "b.db");
    folder_copy(&f->folder, "a.db-wal", "b.db-wal");
    assert_int_equal(revision_in(f, "b.db", NULL), 4); /* it was all in the kernel's memory … */
    vfs_fault_power_on(f->fault, FAULT_NOTHING_UNSYNCED, 0);
    assert_int_equal(revision_in(f, "a.db", NULL), 1); /* … and the sync before it on the disk */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_shim_drops_what_was_not_synced),
        TEST(an_error_anywhere_loses_nothing),
        TEST(a_full_disk_anywhere_loses_nothing),
        TEST(a_power_cut_anywhere_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
