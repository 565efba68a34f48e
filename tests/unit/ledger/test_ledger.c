#include "ledger/ledger.h"

#include "support/flaky.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HEARD_MAX = 2048 };

/* Answers, in the order they came. */
struct heard {
    struct counter counter;
    struct tf_answer answers[HEARD_MAX];
    size_t times[HEARD_MAX]; /* how often each command was answered */
};

struct ear {
    struct heard *heard;
    size_t number;
};

struct fixture {
    struct flaky flaky;
    struct heard heard;
    struct ear ears[HEARD_MAX];
    size_t sent;
    struct counter wakes;
    struct tf_ledger *ledger;
    struct tf_subscription *subscription;
    struct tf_board *board; /* the first one; for looking up ids */
    uint64_t next_id;
};

static void hear(void *user, const struct tf_answer *answer)
{
    struct ear *ear = user;
    ear->heard->answers[ear->number] = *answer;
    ear->heard->times[ear->number]++;
    counter_add(&ear->heard->counter);
}

static void start(struct fixture *f, int retry_ms)
{
    const struct tf_ledger_options options = {.open = flaky_open, .user = &f->flaky, .retry_ms = retry_ms};
    assert_int_equal(tf_ledger_start(&f->ledger, &options, NULL), TF_OK);
    assert_int_equal(tf_ledger_subscribe(f->ledger, &f->subscription, counter_add, &f->wakes), TF_OK);
}

static void stop(struct fixture *f)
{
    if (f->subscription)
        tf_ledger_unsubscribe(f->ledger, f->subscription);
    tf_ledger_stop(f->ledger);
    f->subscription = NULL;
    f->ledger = NULL;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    flaky_init(&f->flaky);
    counter_init(&f->heard.counter);
    counter_init(&f->wakes);
    f->next_id = 60001;
    f->board = support_board("2 spaces, 4 slots, Compost in A at 10:00, Bees, Ants");
    struct tf_event *first = support_event_making(f->board);
    assert_int_equal(tf_store_append(f->flaky.disk, &first, 1), TF_OK);
    tf_event_unref(first);
    start(f, 1);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    stop(f);
    for (size_t i = 0; i < f->sent; i++)
        assert_int_equal(f->heard.times[i], 1);
    assert_int_equal(counter_now(&f->heard.counter), f->sent);
    assert_int_equal(tf_store_check(f->flaky.disk, NULL, NULL), TF_OK);
    tf_board_unref(f->board);
    flaky_free(&f->flaky);
    counter_free(&f->heard.counter);
    counter_free(&f->wakes);
    free(f);
    return 0;
}

/* The number of the answer to come. */
static size_t send(struct fixture *f, struct tf_command *command)
{
    size_t number = f->sent++;
    f->ears[number] = (struct ear){&f->heard, number};
    assert_int_equal(tf_ledger_send(f->ledger, command, hear, &f->ears[number]), TF_OK);
    return number;
}

static const struct tf_answer *answer(struct fixture *f, size_t number)
{
    counter_await(&f->heard.counter, number + 1); /* they come in order */
    return &f->heard.answers[number];
}

static struct tf_command *star(struct fixture *f, const char *title, uint64_t device)
{
    struct tf_command *command = support_command_by(TF_VERB_STAR, TF_ROLE_GUEST, device);
    command->id = f->next_id++;
    command->session = support_session(f->board, title);
    return command;
}

static struct tf_command *place(struct fixture *f, const char *title, const char *space, const char *time,
                                uint64_t placement)
{
    struct tf_command *command = support_place(f->board, title, space, time);
    command->id = f->next_id++;
    command->placement = placement;
    return command;
}

static struct tf_command *undo(struct fixture *f, uint64_t sequence)
{
    struct tf_command *command = support_command_by(TF_VERB_UNDO, TF_ROLE_ORGANISER, 0);
    command->id = f->next_id++;
    command->sequence = sequence;
    return command;
}

static struct tf_command *again(const struct tf_command *command)
{
    struct tf_command *twin = tf_command_create(command->verb, command->actor, command->at, command->id);
    assert_non_null(twin);
    twin->session = command->session;
    return twin;
}

static struct tf_board *newest(struct fixture *f)
{
    struct tf_board *board;
    assert_int_equal(tf_store_load(f->flaky.disk, &board, NULL), TF_OK);
    return board;
}

static size_t stars_on_disk(struct fixture *f, const char *title)
{
    struct tf_board *board = newest(f);
    size_t count = tf_board_star_count(board, support_session(board, title));
    tf_board_unref(board);
    return count;
}

static void a_command_becomes_an_event(void **state)
{
    struct fixture *f = *state;
    const struct tf_answer *said = answer(f, send(f, star(f, "Bees", 7)));
    assert_int_equal(said->err, TF_OK);
    assert_int_equal(said->sequence, 2);
    assert_int_equal(stars_on_disk(f, "Bees"), 1);
    struct tf_board *board = tf_subscription_take(f->subscription);
    assert_non_null(board);
    assert_int_equal(board->revision, 2);
    assert_int_equal(tf_board_star_count(board, support_session(board, "Bees")), 1);
    tf_board_unref(board);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_OK);
}

static void a_refusal_says_why_and_saves_nothing(void **state)
{
    struct fixture *f = *state;
    const struct tf_answer *said = answer(f, send(f, place(f, "Bees", "A", "10:00", 3001)));
    assert_int_equal(said->err, TF_ERR_CONFLICT);
    assert_int_equal(said->refusal.reason, TF_REASON_CELL_TAKEN);
    assert_true(said->refusal.free_cell_count > 0);
    assert_int_equal(said->sequence, 0);
    struct tf_board *board = newest(f);
    assert_int_equal(board->revision, 1);
    tf_board_unref(board);
}

static void what_comes_during_a_commit_is_committed_together(void **state)
{
    struct fixture *f = *state;
    flaky_shut(&f->flaky);
    send(f, star(f, "Bees", 100));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 1; i <= 40; i++)
        send(f, star(f, "Bees", 100 + i));
    flaky_let_through(&f->flaky);
    for (size_t i = 0; i <= 40; i++)
        assert_int_equal(answer(f, i)->sequence, 2 + i);
    assert_int_equal(flaky_appends(&f->flaky), 2);
    assert_int_equal(flaky_batch_max(&f->flaky), 40);
}

static void a_batch_is_no_longer_than_its_limit(void **state)
{
    struct fixture *f = *state;
    flaky_shut(&f->flaky);
    send(f, star(f, "Bees", 100));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 1; i <= 600; i++)
        send(f, star(f, "Bees", 100 + i));
    flaky_let_through(&f->flaky);
    for (size_t i = 0; i <= 600; i++)
        assert_int_equal(answer(f, i)->err, TF_OK);
    assert_int_equal(flaky_batch_max(&f->flaky), TF_LEDGER_BATCH_MAX);
    assert_int_equal(flaky_appends(&f->flaky), 4);
}

static void nothing_is_answered_before_what_it_rests_on_is_saved(void **state)
{
    struct fixture *f = *state;
    flaky_shut(&f->flaky);
    send(f, star(f, "Ants", 1)); /* keeps the thread busy */
    flaky_await_blocked(&f->flaky);
    size_t first = send(f, place(f, "Bees", "B", "10:00", 3001));
    size_t second =
        send(f, place(f, "Ants", "B", "10:00", 3002)); /* taken by the first, which is not saved yet */
    flaky_let_through(&f->flaky);
    answer(f, 0);
    assert_int_equal(answer(f, first)->err, TF_OK);
    assert_int_equal(answer(f, second)->err, TF_ERR_CONFLICT);
    assert_int_equal(answer(f, second)->refusal.reason, TF_REASON_CELL_TAKEN);

    flaky_shut(&f->flaky);
    size_t third = send(f, place(f, "Ants", "B", "11:00", 3003));
    size_t fourth = send(f, place(f, "Bees", "B", "11:00", 3004));
    flaky_await_blocked(&f->flaky);
    assert_int_equal(counter_now(&f->heard.counter), third);
    struct tf_board *board = tf_subscription_take(f->subscription);
    assert_non_null(board);
    assert_int_equal(board->revision, 3); /* without the one that is being saved */
    tf_board_unref(board);
    flaky_let_through(&f->flaky);
    assert_int_equal(answer(f, third)->err, TF_OK);
    assert_int_equal(answer(f, fourth)->err, TF_ERR_CONFLICT);
}

static void refusals_alone_need_no_commit(void **state)
{
    struct fixture *f = *state;
    struct tf_answer said;
    assert_int_equal(tf_ledger_call(f->ledger, place(f, "Bees", "A", "10:00", 3001), &said), TF_ERR_CONFLICT);
    assert_int_equal(said.refusal.reason, TF_REASON_CELL_TAKEN);
    struct tf_board *first = tf_subscription_take(f->subscription);
    assert_int_equal(first->revision, 1);
    tf_board_unref(first);
    assert_null(tf_subscription_take(f->subscription));
    assert_int_equal(counter_now(&f->wakes), 0);
}

static void a_command_sent_twice_is_decided_once(void **state)
{
    struct fixture *f = *state;
    struct tf_command *command = star(f, "Bees", 7);
    struct tf_command *second = again(command), *third = again(command), *fourth = again(command);
    flaky_shut(&f->flaky);
    send(f, star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    size_t a = send(f, command), b = send(f, second); /* in one batch */
    flaky_let_through(&f->flaky);
    assert_int_equal(answer(f, a)->sequence, 3);
    assert_int_equal(answer(f, b)->err, TF_OK);
    assert_int_equal(answer(f, b)->sequence, 3);
    assert_int_equal(answer(f, send(f, third))->sequence, 3); /* later */
    stop(f);
    start(f, 1);
    assert_int_equal(answer(f, send(f, fourth))->sequence, 3); /* after a restart */
    assert_int_equal(stars_on_disk(f, "Bees"), 1);
}

static void a_command_without_an_id_is_refused(void **state)
{
    struct fixture *f = *state;
    struct tf_command *command = star(f, "Bees", 7);
    command->id = 0;
    const struct tf_answer *said = answer(f, send(f, command));
    assert_int_equal(said->err, TF_ERR_INVALID);
    assert_string_equal(said->refusal.field, "id");
    assert_int_equal(stars_on_disk(f, "Bees"), 0);
}

static void an_undo_finds_its_event(void **state)
{
    struct fixture *f = *state;
    answer(f, send(f, place(f, "Bees", "B", "10:00", 3001)));
    assert_int_equal(answer(f, send(f, undo(f, 2)))->err, TF_OK);
    struct tf_board *board = newest(f);
    assert_int_equal(tf_board_session(board, support_session(board, "Bees"))->state, TF_SESSION_OPEN);
    tf_board_unref(board);
    assert_int_equal(answer(f, send(f, undo(f, 77)))->refusal.reason, TF_REASON_UNKNOWN_EVENT);
}

static void an_undo_finds_an_event_of_its_own_batch(void **state)
{
    struct fixture *f = *state;
    flaky_shut(&f->flaky);
    send(f, star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    size_t placed_at = send(f, place(f, "Bees", "B", "10:00", 3001));
    size_t undone = send(f, undo(f, 3));
    flaky_let_through(&f->flaky);
    assert_int_equal(answer(f, placed_at)->sequence, 3);
    assert_int_equal(answer(f, undone)->err, TF_OK);
    assert_int_equal(answer(f, undone)->sequence, 4);
    assert_int_equal(flaky_appends(&f->flaky), 2);
    struct tf_board *board = newest(f);
    assert_int_equal(tf_board_session(board, support_session(board, "Bees"))->state, TF_SESSION_OPEN);
    tf_board_unref(board);
}

static void a_full_queue_says_busy(void **state)
{
    struct fixture *f = *state;
    flaky_shut(&f->flaky);
    send(f, star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 0; i < TF_LEDGER_QUEUE_MAX; i++)
        send(f, star(f, "Bees", 100 + i));
    struct tf_command *one_more = star(f, "Bees", 9999);
    assert_int_equal(tf_ledger_send(f->ledger, one_more, NULL, NULL), TF_ERR_BUSY);
    tf_command_destroy(one_more); /* still ours */
    flaky_let_through(&f->flaky);
    counter_await(&f->heard.counter, f->sent);
    assert_int_equal(stars_on_disk(f, "Bees"), TF_LEDGER_QUEUE_MAX);
}

static void a_stop_finishes_what_was_sent(void **state)
{
    struct fixture *f = *state;
    flaky_shut(&f->flaky);
    send(f, star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 0; i < 500; i++)
        send(f, star(f, "Bees", 100 + i));
    assert_int_equal(tf_ledger_send(f->ledger, star(f, "Bees", 99), NULL, NULL), TF_OK); /* nobody asks */
    flaky_let_through(&f->flaky);
    stop(f);
    assert_int_equal(stars_on_disk(f, "Bees"), 501);
    for (size_t i = 0; i < f->sent; i++)
        assert_int_equal(f->heard.answers[i].err, TF_OK);
}

static void a_reader_gets_the_newest_board_once(void **state)
{
    struct fixture *f = *state;
    struct tf_subscription *late;
    for (uint64_t i = 0; i < 5; i++)
        answer(f, send(f, star(f, "Bees", 100 + i)));
    struct tf_board *board = tf_subscription_take(f->subscription);
    assert_int_equal(board->revision, 6);
    tf_board_unref(board);
    assert_null(tf_subscription_take(f->subscription));
    assert_int_equal(counter_now(&f->wakes), 5);
    assert_int_equal(tf_ledger_subscribe(f->ledger, &late, NULL, NULL), TF_OK);
    board = tf_subscription_take(late);
    assert_int_equal(board->revision, 6);
    tf_board_unref(board);
    tf_ledger_unsubscribe(f->ledger, late);
    answer(f, send(f, star(f, "Bees", 200)));
    board = tf_subscription_take(f->subscription);
    assert_int_equal(board->revision, 7);
    tf_board_unref(board);
}

static void readers_have_a_limit(void **state)
{
    struct fixture *f = *state;
    struct tf_subscription *many[TF_SUBSCRIBERS_MAX], *one_more = NULL;
    for (size_t i = 1; i < TF_SUBSCRIBERS_MAX; i++)
        assert_int_equal(tf_ledger_subscribe(f->ledger, &many[i], NULL, NULL), TF_OK);
    assert_int_equal(tf_ledger_subscribe(f->ledger, &one_more, NULL, NULL), TF_ERR_LIMIT);
    assert_null(one_more);
    for (size_t i = 1; i < TF_SUBSCRIBERS_MAX; i++)
        tf_ledger_unsubscribe(f->ledger, many[i]);
    assert_int_equal(tf_ledger_subscribe(f->ledger, &one_more, NULL, NULL), TF_OK);
    tf_ledger_unsubscribe(f->ledger, one_more);
}

static enum tf_err count_events(void *user, struct tf_store *store)
{
    uint64_t sequence = 0, id = 0;
    enum tf_err err = tf_store_last(store, &sequence, &id);
    *(uint64_t *)user = sequence;
    return err;
}

static enum tf_err deny(void *user, struct tf_store *store)
{
    (void)user;
    (void)store;
    return TF_ERR_DENIED;
}

static void a_job_runs_with_the_store(void **state)
{
    struct fixture *f = *state;
    uint64_t sequence = 0;
    answer(f, send(f, star(f, "Bees", 7)));
    assert_int_equal(tf_ledger_run(f->ledger, count_events, &sequence), TF_OK);
    assert_int_equal(sequence, 2);
    assert_int_equal(tf_ledger_run(f->ledger, deny, NULL), TF_ERR_DENIED);
}

static void a_busy_thread_can_be_seen(void **state)
{
    struct fixture *f = *state;
    flaky_shut(&f->flaky);
    send(f, star(f, "Bees", 7));
    flaky_await_blocked(&f->flaky);
    while (tf_ledger_busy_ms(f->ledger) < 2) /* the test's time limit is the end of this */
        ;
    flaky_let_through(&f->flaky);
    answer(f, 0);
    while (tf_ledger_busy_ms(f->ledger) != 0)
        ;
}

static void a_store_that_does_not_open_starts_nothing(void **state)
{
    struct fixture *f = *state;
    struct tf_ledger *other = NULL;
    struct tf_problem problem = {0};
    const struct tf_ledger_options options = {.open = flaky_open, .user = &f->flaky};
    flaky_fail(&f->flaky, 0, 1, TF_ERR_UNSUPPORTED);
    assert_int_equal(tf_ledger_start(&other, &options, &problem), TF_ERR_UNSUPPORTED);
    assert_null(other);
    assert_true(strlen(problem.what) > 0);
    tf_ledger_stop(NULL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_command_becomes_an_event),
        TEST(a_refusal_says_why_and_saves_nothing),
        TEST(what_comes_during_a_commit_is_committed_together),
        TEST(a_batch_is_no_longer_than_its_limit),
        TEST(nothing_is_answered_before_what_it_rests_on_is_saved),
        TEST(refusals_alone_need_no_commit),
        TEST(a_command_sent_twice_is_decided_once),
        TEST(a_command_without_an_id_is_refused),
        TEST(an_undo_finds_its_event),
        TEST(an_undo_finds_an_event_of_its_own_batch),
        TEST(a_full_queue_says_busy),
        TEST(a_stop_finishes_what_was_sent),
        TEST(a_reader_gets_the_newest_board_once),
        TEST(readers_have_a_limit),
        TEST(a_job_runs_with_the_store),
        TEST(a_busy_thread_can_be_seen),
        TEST(a_store_that_does_not_open_starts_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
