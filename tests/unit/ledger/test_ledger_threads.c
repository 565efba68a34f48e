/* Many senders, many readers, at once; the ThreadSanitizer build runs this, too. */
#include "ledger/ledger.h"

#include "support/folder.h"
#include "support/support.h"

#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SENDERS = 6, READERS = 4, COMMANDS = 150 };

struct fixture {
    struct folder folder;
    struct tf_ledger *ledger;
    uint64_t bees;
    atomic_bool is_over;
    atomic_size_t acknowledged, refused, busy;
};

struct worker {
    struct fixture *fixture;
    pthread_t thread;
    uint64_t number;
    size_t boards; /* a reader's: how many it was shown */
    uint64_t revision;
    atomic_bool is_poked;
};

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    struct fixture *f = user;
    return tf_store_open_sqlite(out, folder_file(&f->folder, "a.db"), NULL, problem);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct tf_store *store;
    assert_non_null(f);
    folder_make(&f->folder);
    assert_int_equal(open_store(f, &store, NULL), TF_OK);
    struct tf_board *board = support_board("2 spaces, 4 slots, Compost in A at 10:00, Bees, Ants");
    struct tf_event *first = support_event_making(board);
    assert_int_equal(tf_store_append(store, &first, 1), TF_OK);
    f->bees = support_session(board, "Bees");
    tf_event_unref(first);
    tf_board_unref(board);
    tf_store_close(store);
    const struct tf_ledger_options options = {.open = open_store, .user = f};
    assert_int_equal(tf_ledger_start(&f->ledger, &options, NULL), TF_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    folder_remove(&f->folder);
    free(f);
    return 0;
}

/* Half of them star for one device twice: the second is refused. */
static void *send_many(void *user)
{
    struct worker *worker = user;
    struct fixture *f = worker->fixture;
    for (uint64_t i = 0; i < COMMANDS; i++) {
        struct tf_answer answer;
        const struct tf_actor guest = {.role = TF_ROLE_GUEST, .device = 1000 * worker->number + i / 2 + 1};
        struct tf_command *command =
            tf_command_create(TF_VERB_STAR, guest, SUPPORT_10H00_S, 100000 * worker->number + i + 1);
        command->session = f->bees;
        enum tf_err err = tf_ledger_call(f->ledger, command, &answer);
        if (err == TF_OK)
            atomic_fetch_add(&f->acknowledged, 1);
        else if (err == TF_ERR_CONFLICT)
            atomic_fetch_add(&f->refused, 1);
        else
            atomic_fetch_add(&f->busy, 1);
    }
    return NULL;
}

static void poke(void *user)
{
    atomic_store(&((struct worker *)user)->is_poked, true);
}

static void *read_many(void *user)
{
    struct worker *worker = user;
    struct fixture *f = worker->fixture;
    struct tf_subscription *subscription;
    if (tf_ledger_subscribe(f->ledger, &subscription, poke, worker) != TF_OK)
        return NULL;
    bool is_over = false;
    while (!is_over) {
        is_over = atomic_load(&f->is_over); /* and one more look after it */
        struct tf_board *board = tf_subscription_take(subscription);
        if (!board)
            continue;
        worker->boards++;
        if (board->revision < worker->revision || tf_board_star_count(board, f->bees) != board->revision - 1)
            worker->boards = SIZE_MAX / 2; /* older than the last, or half of something */
        worker->revision = board->revision;
        tf_board_unref(board);
    }
    tf_ledger_unsubscribe(f->ledger, subscription);
    return NULL;
}

static enum tf_err last(void *user, struct tf_store *store)
{
    uint64_t id;
    return tf_store_last(store, user, &id);
}

static void *ask_many(void *user)
{
    struct worker *worker = user;
    uint64_t before = 0;
    while (!atomic_load(&worker->fixture->is_over)) {
        uint64_t sequence = 0;
        if (tf_ledger_run(worker->fixture->ledger, last, &sequence) != TF_OK || sequence < before)
            worker->boards = SIZE_MAX / 2;
        before = sequence;
    }
    return NULL;
}

static void begin(struct fixture *f, struct worker *worker, uint64_t number, void *(*work)(void *))
{
    *worker = (struct worker){.fixture = f, .number = number};
    assert_int_equal(pthread_create(&worker->thread, NULL, work, worker), 0);
}

static void many_threads_see_one_order(void **state)
{
    struct fixture *f = *state;
    struct worker senders[SENDERS], readers[READERS], asker;
    for (uint64_t i = 0; i < READERS; i++)
        begin(f, &readers[i], i, read_many);
    begin(f, &asker, 0, ask_many);
    for (uint64_t i = 0; i < SENDERS; i++)
        begin(f, &senders[i], i + 1, send_many);
    for (size_t i = 0; i < SENDERS; i++)
        pthread_join(senders[i].thread, NULL);
    atomic_store(&f->is_over, true);
    for (size_t i = 0; i < READERS; i++)
        pthread_join(readers[i].thread, NULL);
    pthread_join(asker.thread, NULL);
    tf_ledger_stop(f->ledger);

    assert_int_equal(atomic_load(&f->busy), 0);
    assert_int_equal(atomic_load(&f->acknowledged), SENDERS * COMMANDS / 2);
    assert_int_equal(atomic_load(&f->refused), SENDERS * COMMANDS / 2);
    assert_true(asker.boards < SIZE_MAX / 2);
    for (size_t i = 0; i < READERS; i++) {
        assert_true(readers[i].boards > 0 && readers[i].boards < SIZE_MAX / 2);
        assert_int_equal(readers[i].revision, 1 + SENDERS * COMMANDS / 2);
        assert_true(atomic_load(&readers[i].is_poked));
    }
    struct tf_store *store;
    struct tf_board *board;
    assert_int_equal(open_store(f, &store, NULL), TF_OK);
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
    assert_int_equal(tf_store_load(store, &board, NULL), TF_OK);
    assert_int_equal(tf_board_star_count(board, f->bees), SENDERS * COMMANDS / 2);
    tf_board_unref(board);
    tf_store_close(store);
}

/* ---- a job at the end ---- */

enum { ENDS = 40 };

struct last_job {
    struct tf_ledger *ledger;
    sem_t has_begun;
    enum tf_err err;
};

static enum tf_err say_begun(void *user, struct tf_store *store)
{
    (void)store;
    sem_post(&((struct last_job *)user)->has_begun);
    return TF_OK;
}

static void *run_last_job(void *user)
{
    struct last_job *job = user;
    job->err = tf_ledger_run(job->ledger, say_begun, job);
    return NULL;
}

/* The ledger's thread has answered it, but it has not returned yet: what it looks at has to be there still.
 */
static void stopping_waits_for_whoever_is_inside_a_job(void **state)
{
    struct fixture *f = *state;
    tf_ledger_stop(f->ledger);
    for (int i = 0; i < ENDS; i++) {
        struct tf_ledger_options options = {.open = open_store, .user = f};
        struct last_job job = {.err = TF_ERR_IO};
        pthread_t thread;
        assert_int_equal(tf_ledger_start(&job.ledger, &options, NULL), TF_OK);
        assert_int_equal(sem_init(&job.has_begun, 0, 0), 0);
        assert_int_equal(pthread_create(&thread, NULL, run_last_job, &job), 0);
        while (sem_wait(&job.has_begun) != 0)
            ;
        tf_ledger_stop(job.ledger);
        pthread_join(thread, NULL);
        sem_destroy(&job.has_begun);
        assert_int_equal(job.err, TF_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_threads_see_one_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stopping_waits_for_whoever_is_inside_a_job, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
