/* The power goes at every place of a wall's set-up in turn: it asks again, or it is up with the PIN that was
 * chosen; what was said to be done is. */
#include "kiosk/errands.h"
#include "model/app.h"
#include "support/folder.h"
#include "support/vfs_fault.h"

#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define VFS "fault-set-up"
#define PIN "246810"
enum { RUNS_MAX = 500, NOW_S = 1764061200 };

struct fixture {
    struct folder folder;
    struct vfs_fault *fault;
    struct tf_ledger *ledger;
    struct tf_subscription *subscription;
    struct tf_keep *keep;
    struct tf_app *app;
    sem_t news;
    atomic_bool is_answered;
    struct tf_answer answer;
};

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    struct fixture *f = user;
    const struct tf_store_options options = {.vfs = VFS};
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
    f->answer = *answer;
    atomic_store(&f->is_answered, true);
    sem_post(&f->news);
}

/* A kiosk, as it comes up. */
static void start(struct fixture *f)
{
    const struct tf_ledger_options ledger = {.open = open_store, .user = f, .retry_ms = 1};
    const struct tf_app_options app = {.seed = 7, .zone = "Europe/Berlin"};
    assert_int_equal(tf_ledger_start(&f->ledger, &ledger, NULL), TF_OK);
    assert_int_equal(tf_ledger_subscribe(f->ledger, &f->subscription, on_news, f), TF_OK);
    const struct tf_keep_options keep = {.ledger = f->ledger, .is_hasty = true};
    assert_int_equal(tf_keep_open(&f->keep, &keep), TF_OK);
    assert_int_equal(tf_app_create(&f->app, &app), TF_OK);
    tf_app_set_board(f->app, tf_subscription_take(f->subscription));
    tf_app_set_time(f->app, NOW_S, 1000, true);
    tf_app_set_pin(f->app, tf_keep_has_pin(f->keep));
    atomic_store(&f->is_answered, false);
}

static void stop(struct fixture *f)
{
    tf_app_destroy(f->app);
    tf_keep_close(f->keep);
    tf_ledger_unsubscribe(f->ledger, f->subscription);
    tf_ledger_stop(f->ledger);
}

static void press(struct fixture *f, enum tf_setup_do what, uint64_t b)
{
    tf_app_do(f->app, (struct tf_intent){TF_INTENT_ORGANISE, what, b});
}

static void type_pin(struct fixture *f)
{
    for (const char *digit = PIN; *digit != '\0'; digit++) {
        press(f, TF_SETUP_DO_DIGIT, (uint64_t)(*digit - '0'));
    }
    press(f, TF_SETUP_DO_NEXT, 0);
}

static bool do_errands(struct fixture *f)
{
    const struct tf_errands_options options = {.ledger = f->ledger, .keep = f->keep};
    struct tf_errand errand;
    bool worked = true;
    while (tf_app_take_errand(f->app, &errand)) {
        struct tf_errand_answer *answer = tf_errands_run(&options, &errand);
        assert_non_null(answer);
        worked = worked && answer->err == TF_OK;
        tf_app_errand_done(f->app, answer);
    }
    return worked;
}

/* true: the wall says that it is set up. */
static bool set_up_wall(struct fixture *f)
{
    assert_int_equal(tf_app_state(f->app)->screen, TF_SCREEN_SETUP);
    press(f, TF_SETUP_DO_LANGUAGE, TF_LANG_DE);
    press(f, TF_SETUP_DO_NEXT, 0);
    press(f, TF_SETUP_DO_ZONE, 0);
    type_pin(f);
    type_pin(f);
    if (!do_errands(f)) {
        return false;
    }
    struct tf_command *command = tf_app_take_command(f->app);
    assert_non_null(command);
    uint64_t id = command->id;
    assert_int_equal(tf_ledger_send(f->ledger, command, on_answer, f), TF_OK);
    while (!atomic_load(&f->is_answered) && tf_ledger_state(f->ledger) == TF_LEDGER_OK) {
        assert_int_equal(sem_wait(&f->news), 0);
    }
    if (!atomic_load(&f->is_answered)) {
        return false;
    }
    tf_app_answer(f->app, id, f->answer.err, &f->answer.refusal, &f->answer.warning, f->answer.sequence);
    return tf_app_state(f->app)->screen == TF_SCREEN_TEMPLATES;
}

static bool is_up(struct fixture *f)
{
    int wait_s = 0;
    bool has_event = tf_board_gathering(tf_app_state(f->app)->board) != NULL;
    assert_int_equal(tf_app_state(f->app)->screen, has_event ? TF_SCREEN_HOME : TF_SCREEN_SETUP);
    if (has_event) {
        assert_int_equal(tf_keep_try_pin(f->keep, TF_KEEP_TOUCH, PIN, &wait_s), TF_OK);
        assert_string_equal(tf_board_gathering(tf_app_state(f->app)->board)->language, "de");
    }
    return has_event;
}

/* false: it was over before the power went. */
static bool run_with(struct fixture *f, size_t at, enum fault_survivors survivors)
{
    static const char *const names[] = {"a.db", "a.db-wal", "a.db-shm", "a.db-journal", "a.db-lock"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        remove(folder_file(&f->folder, names[i]));
    }
    vfs_fault_forget(f->fault);
    vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);
    start(f);
    vfs_fault_arm(f->fault, FAULT_CUT, at, 0);
    bool was_said = set_up_wall(f);
    bool has_happened = vfs_fault_has_happened(f->fault);
    vfs_fault_cut(f->fault);
    stop(f);
    vfs_fault_power_on(f->fault, survivors, at);
    vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);
    start(f);
    bool is_there = is_up(f);
    assert_true(is_there || !was_said);
    if (!is_there) { /* all of it can be had, as if nothing had been */
        assert_true(set_up_wall(f));
    }
    stop(f);
    start(f);
    assert_true(is_up(f));
    stop(f);
    return has_happened;
}

static void a_power_cut_leaves_a_wall_that_asks_again_or_is_up(void **state)
{
    static const enum fault_survivors SURVIVORS[] = {FAULT_NOTHING_UNSYNCED, FAULT_SOME};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof SURVIVORS / sizeof SURVIVORS[0]; i++) {
        size_t at = 1;
        while (run_with(f, at, SURVIVORS[i])) {
            assert_true(++at < RUNS_MAX);
        }
        print_message("%zu places\n", at - 1);
        assert_true(at > 4);
    }
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_make(&f->folder);
    f->fault = vfs_fault_create(VFS);
    sem_init(&f->news, 0, 0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    vfs_fault_destroy(f->fault);
    folder_remove(&f->folder);
    sem_destroy(&f->news);
    free(f);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_power_cut_leaves_a_wall_that_asks_again_or_is_up, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
