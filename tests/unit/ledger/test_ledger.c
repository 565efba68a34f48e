#include "ledger/ledger.h"

#include "support/listening.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void a_command_becomes_an_event(void **state)
{
    struct listening *f = *state;
    const struct tf_answer *said = listening_answer(f, listening_send(f, listening_star(f, "Bees", 7)));
    assert_int_equal(said->err, TF_OK);
    assert_int_equal(said->sequence, 2);
    assert_int_equal(listening_stars(f, "Bees"), 1);
    struct tf_board *board = tf_subscription_take(f->subscription);
    assert_non_null(board);
    assert_int_equal(board->revision, 2);
    assert_int_equal(tf_board_star_count(board, support_session(board, "Bees")), 1);
    tf_board_unref(board);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_OK);
}

static void a_refusal_says_why_and_saves_nothing(void **state)
{
    struct listening *f = *state;
    const struct tf_answer *said =
        listening_answer(f, listening_send(f, listening_place(f, "Bees", "A", "10:00", 3001)));
    assert_int_equal(said->err, TF_ERR_CONFLICT);
    assert_int_equal(said->refusal.reason, TF_REASON_CELL_TAKEN);
    assert_true(said->refusal.free_cell_count > 0);
    assert_int_equal(said->sequence, 0);
    struct tf_board *board = listening_on_disk(f);
    assert_int_equal(board->revision, 1);
    tf_board_unref(board);
}

static void what_comes_during_a_commit_is_committed_together(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Bees", 100));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 1; i <= 40; i++)
        listening_send(f, listening_star(f, "Bees", 100 + i));
    flaky_let_through(&f->flaky);
    for (size_t i = 0; i <= 40; i++)
        assert_int_equal(listening_answer(f, i)->sequence, 2 + i);
    assert_int_equal(flaky_appends(&f->flaky), 2);
    assert_int_equal(flaky_batch_max(&f->flaky), 40);
}

static void a_batch_is_no_longer_than_its_limit(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Bees", 100));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 1; i <= 600; i++)
        listening_send(f, listening_star(f, "Bees", 100 + i));
    flaky_let_through(&f->flaky);
    for (size_t i = 0; i <= 600; i++)
        assert_int_equal(listening_answer(f, i)->err, TF_OK);
    assert_int_equal(flaky_batch_max(&f->flaky), TF_LEDGER_BATCH_MAX);
    assert_int_equal(flaky_appends(&f->flaky), 4);
}

static void nothing_is_answered_before_what_it_rests_on_is_saved(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Ants", 1)); /* keeps the thread busy */
    flaky_await_blocked(&f->flaky);
    size_t first = listening_send(f, listening_place(f, "Bees", "B", "10:00", 3001));
    size_t second = listening_send(
        f, listening_place(f, "Ants", "B", "10:00", 3002)); /* taken by the first, which is not saved yet */
    flaky_let_through(&f->flaky);
    listening_answer(f, 0);
    assert_int_equal(listening_answer(f, first)->err, TF_OK);
    assert_int_equal(listening_answer(f, second)->err, TF_ERR_CONFLICT);
    assert_int_equal(listening_answer(f, second)->refusal.reason, TF_REASON_CELL_TAKEN);

    flaky_shut(&f->flaky);
    size_t third = listening_send(f, listening_place(f, "Ants", "B", "11:00", 3003));
    size_t fourth = listening_send(f, listening_place(f, "Bees", "B", "11:00", 3004));
    flaky_await_blocked(&f->flaky);
    assert_int_equal(counter_now(&f->heard), third);
    struct tf_board *board = tf_subscription_take(f->subscription);
    assert_non_null(board);
    assert_int_equal(board->revision, 3); /* without the one that is being saved */
    tf_board_unref(board);
    flaky_let_through(&f->flaky);
    assert_int_equal(listening_answer(f, third)->err, TF_OK);
    assert_int_equal(listening_answer(f, fourth)->err, TF_ERR_CONFLICT);
}

static void refusals_alone_need_no_commit(void **state)
{
    struct listening *f = *state;
    struct tf_answer said;
    assert_int_equal(tf_ledger_call(f->ledger, listening_place(f, "Bees", "A", "10:00", 3001), &said),
                     TF_ERR_CONFLICT);
    assert_int_equal(said.refusal.reason, TF_REASON_CELL_TAKEN);
    struct tf_board *first = tf_subscription_take(f->subscription);
    assert_int_equal(first->revision, 1);
    tf_board_unref(first);
    assert_null(tf_subscription_take(f->subscription));
    assert_int_equal(counter_now(&f->wakes), 0);
}

static void a_command_sent_twice_is_decided_once(void **state)
{
    struct listening *f = *state;
    struct tf_command *command = listening_star(f, "Bees", 7);
    struct tf_command *second = listening_again(command), *third = listening_again(command),
                      *fourth = listening_again(command);
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    size_t a = listening_send(f, command), b = listening_send(f, second); /* in one batch */
    flaky_let_through(&f->flaky);
    assert_int_equal(listening_answer(f, a)->sequence, 3);
    assert_int_equal(listening_answer(f, b)->err, TF_OK);
    assert_int_equal(listening_answer(f, b)->sequence, 3);
    assert_int_equal(listening_answer(f, listening_send(f, third))->sequence, 3); /* later */
    listening_stop(f);
    listening_start(f, 1);
    assert_int_equal(listening_answer(f, listening_send(f, fourth))->sequence, 3); /* after a restart */
    assert_int_equal(listening_stars(f, "Bees"), 1);
}

static void a_command_without_an_id_is_refused(void **state)
{
    struct listening *f = *state;
    struct tf_command *command = listening_star(f, "Bees", 7);
    command->id = 0;
    const struct tf_answer *said = listening_answer(f, listening_send(f, command));
    assert_int_equal(said->err, TF_ERR_INVALID);
    assert_string_equal(said->refusal.field, "id");
    assert_int_equal(listening_stars(f, "Bees"), 0);
}

static void an_undo_finds_its_event(void **state)
{
    struct listening *f = *state;
    listening_answer(f, listening_send(f, listening_place(f, "Bees", "B", "10:00", 3001)));
    assert_int_equal(listening_answer(f, listening_send(f, listening_undo(f, 2)))->err, TF_OK);
    struct tf_board *board = listening_on_disk(f);
    assert_int_equal(tf_board_session(board, support_session(board, "Bees"))->state, TF_SESSION_OPEN);
    tf_board_unref(board);
    assert_int_equal(listening_answer(f, listening_send(f, listening_undo(f, 77)))->refusal.reason,
                     TF_REASON_UNKNOWN_EVENT);
}

static void an_undo_finds_an_event_of_its_own_batch(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    size_t placed_at = listening_send(f, listening_place(f, "Bees", "B", "10:00", 3001));
    size_t undone = listening_send(f, listening_undo(f, 3));
    flaky_let_through(&f->flaky);
    assert_int_equal(listening_answer(f, placed_at)->sequence, 3);
    assert_int_equal(listening_answer(f, undone)->err, TF_OK);
    assert_int_equal(listening_answer(f, undone)->sequence, 4);
    assert_int_equal(flaky_appends(&f->flaky), 2);
    struct tf_board *board = listening_on_disk(f);
    assert_int_equal(tf_board_session(board, support_session(board, "Bees"))->state, TF_SESSION_OPEN);
    tf_board_unref(board);
}

static void a_full_queue_says_busy(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 0; i < TF_LEDGER_QUEUE_MAX; i++)
        listening_send(f, listening_star(f, "Bees", 100 + i));
    struct tf_command *one_more = listening_star(f, "Bees", 9999);
    assert_int_equal(tf_ledger_send(f->ledger, one_more, NULL, NULL), TF_ERR_BUSY);
    tf_command_destroy(one_more); /* still ours */
    flaky_let_through(&f->flaky);
    counter_await(&f->heard, f->sent);
    assert_int_equal(listening_stars(f, "Bees"), TF_LEDGER_QUEUE_MAX);
}

static void a_stop_finishes_what_was_sent(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    for (uint64_t i = 0; i < 500; i++)
        listening_send(f, listening_star(f, "Bees", 100 + i));
    assert_int_equal(tf_ledger_send(f->ledger, listening_star(f, "Bees", 99), NULL, NULL),
                     TF_OK); /* nobody asks */
    flaky_let_through(&f->flaky);
    listening_stop(f);
    assert_int_equal(listening_stars(f, "Bees"), 501);
    for (size_t i = 0; i < f->sent; i++)
        assert_int_equal(f->answers[i].err, TF_OK);
}

static void a_reader_gets_the_newest_board_once(void **state)
{
    struct listening *f = *state;
    struct tf_subscription *late;
    for (uint64_t i = 0; i < 5; i++)
        listening_answer(f, listening_send(f, listening_star(f, "Bees", 100 + i)));
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
    listening_answer(f, listening_send(f, listening_star(f, "Bees", 200)));
    board = tf_subscription_take(f->subscription);
    assert_int_equal(board->revision, 7);
    tf_board_unref(board);
}

static void readers_have_a_limit(void **state)
{
    struct listening *f = *state;
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
    struct listening *f = *state;
    uint64_t sequence = 0;
    listening_answer(f, listening_send(f, listening_star(f, "Bees", 7)));
    assert_int_equal(tf_ledger_run(f->ledger, count_events, &sequence), TF_OK);
    assert_int_equal(sequence, 2);
    assert_int_equal(tf_ledger_run(f->ledger, deny, NULL), TF_ERR_DENIED);
}

static void a_busy_thread_can_be_seen(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Bees", 7));
    flaky_await_blocked(&f->flaky);
    while (tf_ledger_busy_ms(f->ledger) < 2) /* the test's time limit is the end of this */
        ;
    flaky_let_through(&f->flaky);
    listening_answer(f, 0);
    while (tf_ledger_busy_ms(f->ledger) != 0)
        ;
}

static void a_store_that_does_not_open_starts_nothing(void **state)
{
    struct listening *f = *state;
    struct tf_ledger *other = NULL;
    struct tf_problem problem = {0};
    const struct tf_ledger_options options = {.open = flaky_open, .user = &f->flaky};
    flaky_fail(&f->flaky, 0, 1, TF_ERR_UNSUPPORTED);
    assert_int_equal(tf_ledger_start(&other, &options, &problem), TF_ERR_UNSUPPORTED);
    assert_null(other);
    assert_true(strlen(problem.what) > 0);
    tf_ledger_stop(NULL);
}

/* The board once the ledger by itself has come as far as this revision. */
static struct tf_board *turned(struct listening *f, uint64_t revision)
{
    struct tf_board *board = NULL;
    while (board == NULL || board->revision < revision) { /* the test's time limit is the end of this */
        struct tf_board *newer = tf_subscription_take(f->subscription);
        if (newer != NULL) {
            tf_board_unref(board);
            board = newer;
        }
    }
    return board;
}

static void announce(struct listening *f, int64_t at)
{
    struct tf_gathering want = *tf_board_gathering(f->board);
    struct tf_command *command = support_command(TF_VERB_SET_UP);
    command->id = f->next_id++;
    command->actor.role = TF_ROLE_ORGANISER;
    want.next_phase = TF_PHASE_CLOSING;
    want.next_phase_at = at;
    uint64_t fields =
        tf_schema_mask(TF_KIND_GATHERING, "next_phase") | tf_schema_mask(TF_KIND_GATHERING, "next_phase_at");
    assert_int_equal(tf_command_set_record(command, &want.record, fields), TF_OK);
    assert_int_equal(listening_answer(f, listening_send(f, command))->err, TF_OK);
}

static void what_is_announced_begins_by_the_clock_and_once_also_after_a_restart(void **state)
{
    struct listening *f = *state;
    struct tf_clock clock;
    tf_clock_init(&clock);
    tf_clock_start_at(&clock, SUPPORT_10H00_S);
    listening_stop(f); /* this one has no clock: nothing begins in it */
    listening_start(f, 1);
    announce(f, SUPPORT_10H00_S);
    listening_answer(f, listening_send(f, listening_star(f, "Bees", 7)));
    listening_stop(f);
    struct tf_board *board = listening_on_disk(f);
    assert_int_equal(board->revision, 3);
    tf_board_unref(board);
    f->clock = &clock; /* it was off when the time came */
    for (int start = 0; start < 2; start++) {
        listening_start(f, 1);
        board = turned(f, 4);
        assert_int_equal(tf_board_gathering(board)->phase, TF_PHASE_CLOSING);
        assert_int_equal(tf_board_gathering(board)->next_phase_at, 0);
        tf_board_unref(board);
        listening_answer(f, listening_send(f, listening_star(f, "Ants", 8 + (uint64_t)start)));
        listening_stop(f);
    }
    board = listening_on_disk(f);
    assert_int_equal(board->revision, 6); /* begun once, and the two stars */
    tf_board_unref(board);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, listening_begin, listening_end)
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
        TEST(what_is_announced_begins_by_the_clock_and_once_also_after_a_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
