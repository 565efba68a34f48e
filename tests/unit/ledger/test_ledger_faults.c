/* A disk that refuses: nothing is acknowledged that is not on it, nothing is lost, everybody is answered
 * once. */
#include "ledger/ledger.h"

#include "support/listening.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void await_state(struct listening *f, enum tf_ledger_state state)
{
    size_t wakes = counter_now(&f->wakes);
    while (tf_ledger_state(f->ledger) != state)
        counter_await(&f->wakes, ++wakes);
}

static void nothing_is_acknowledged_while_the_disk_refuses(void **state)
{
    struct listening *f = *state;
    flaky_fail(&f->flaky, -1, 0, TF_ERR_IO);
    size_t first = listening_send(f, listening_star(f, "Bees", 7));
    await_state(f, TF_LEDGER_NOT_SAVING);
    size_t second = listening_send(f, listening_star(f, "Bees", 8));
    flaky_await_opens(&f->flaky, 5); /* several tries later */
    assert_int_equal(counter_now(&f->heard), 0);
    struct tf_board *board = tf_subscription_take(f->subscription);
    assert_int_equal(board->revision, 1);
    tf_board_unref(board);
    assert_null(tf_subscription_take(f->subscription));
    flaky_fail(&f->flaky, 0, 0, TF_OK);
    assert_int_equal(listening_answer(f, first)->sequence, 2);
    assert_int_equal(listening_answer(f, second)->sequence, 3);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_OK);
    assert_int_equal(listening_stars(f, "Bees"), 2);
}

static void
a_disk_that_refuses_from_the_start_is_said_and_nothing_is_acknowledged_before_it_is_back(void **state)
{
    struct listening *f = *state;
    listening_stop(f);
    f->flaky.failing_settles = -1;
    listening_start(f, 1);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_NOT_SAVING);
    struct tf_board *board = tf_subscription_take(f->subscription); /* it is shown all the same */
    assert_int_equal(board->revision, 1);
    tf_board_unref(board);
    size_t opens = 2;
    size_t number = listening_send(f, listening_star(f, "Bees", 7));
    flaky_await_opens(&f->flaky, opens + 3);
    assert_int_equal(counter_now(&f->heard), 0);
    pthread_mutex_lock(&f->flaky.mutex);
    f->flaky.failing_settles = 0;
    pthread_mutex_unlock(&f->flaky.mutex);
    assert_int_equal(listening_answer(f, number)->sequence, 2);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_OK);
}

static void a_disk_that_was_full_at_the_start_comes_back_by_itself(void **state)
{
    struct listening *f = *state;
    listening_stop(f);
    f->flaky.failing_settles = 1;
    listening_start(f, 1);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_NOT_SAVING);
    await_state(f, TF_LEDGER_OK); /* nobody sends anything */
}

static void a_store_that_does_not_open_again_is_asked_until_it_does(void **state)
{
    struct listening *f = *state;
    flaky_fail(&f->flaky, 2, 3, TF_ERR_IO);
    assert_int_equal(listening_answer(f, listening_send(f, listening_star(f, "Bees", 7)))->err, TF_OK);
    assert_int_equal(listening_stars(f, "Bees"), 1);
    flaky_await_opens(&f->flaky, 6); /* the start, three refusals, one before each of two appends */
}

static void a_damaged_file_is_waited_out_like_a_disk(void **state)
{
    struct listening *f = *state;
    flaky_fail(&f->flaky, 3, 0, TF_ERR_CORRUPT);
    assert_int_equal(listening_answer(f, listening_send(f, listening_star(f, "Bees", 7)))->err, TF_OK);
    assert_int_equal(flaky_appends(&f->flaky), 4);
    assert_int_equal(listening_stars(f, "Bees"), 1);
}

static void a_commit_that_had_landed_after_all_is_not_repeated(void **state)
{
    struct listening *f = *state;
    flaky_shut(&f->flaky);
    listening_send(f, listening_star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    size_t first = listening_send(f, listening_star(f, "Bees", 7));
    size_t second = listening_send(f, listening_star(f, "Bees", 8));
    pthread_mutex_lock(&f->flaky.mutex);
    f->flaky.lands = true;
    f->flaky.error = TF_ERR_IO;
    f->flaky.failing_appends = 2;
    pthread_mutex_unlock(&f->flaky.mutex);
    flaky_let_through(&f->flaky);
    assert_int_equal(listening_answer(f, 0)->sequence, 2);
    assert_int_equal(listening_answer(f, first)->sequence, 3);
    assert_int_equal(listening_answer(f, second)->sequence, 4);
    assert_int_equal(flaky_appends(&f->flaky), 2);
    assert_int_equal(listening_stars(f, "Bees"), 2);
    struct tf_board *board = tf_subscription_take(f->subscription);
    assert_int_equal(board->revision, 4);
    tf_board_unref(board);
}

static void a_file_that_lacks_what_was_acknowledged_is_not_written_to(void **state)
{
    struct listening *f = *state;
    listening_answer(f, listening_send(f, listening_star(f, "Ants", 1)));
    struct tf_store *old;
    struct tf_event *first = support_event_making(f->board);
    assert_int_equal(tf_store_open_memory(&old), TF_OK);
    assert_int_equal(tf_store_append(old, &first, 1), TF_OK);
    tf_event_unref(first);
    pthread_mutex_lock(&f->flaky.mutex);
    f->flaky.other_disk = old; /* somebody put yesterday's file there */
    f->flaky.error = TF_ERR_IO;
    f->flaky.failing_appends = 1;
    size_t opens = f->flaky.opens;
    pthread_mutex_unlock(&f->flaky.mutex);
    size_t number = listening_send(f, listening_star(f, "Bees", 7));
    flaky_await_opens(&f->flaky, opens + 4);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_NOT_SAVING);
    assert_int_equal(counter_now(&f->heard), 1);
    uint64_t sequence = 0, id = 0;
    pthread_mutex_lock(&f->flaky.mutex);
    f->flaky.other_disk = NULL; /* and brings the right one back */
    pthread_mutex_unlock(&f->flaky.mutex);
    assert_int_equal(listening_answer(f, number)->sequence, 3);
    assert_int_equal(tf_store_last(old, &sequence, &id), TF_OK);
    assert_int_equal(sequence, 1);
    tf_store_close(old);
    assert_int_equal(listening_stars(f, "Ants"), 1);
    assert_int_equal(listening_stars(f, "Bees"), 1);
}

static void a_stop_while_the_disk_refuses_answers_everybody(void **state)
{
    struct listening *f = *state;
    listening_stop(f);
    listening_start(f, 60 * 60 * 1000); /* nobody waits for that long: stopping interrupts it */
    flaky_fail(&f->flaky, -1, 0, TF_ERR_IO);
    listening_send(f, listening_star(f, "Bees", 100));
    await_state(f, TF_LEDGER_NOT_SAVING);
    for (uint64_t i = 1; i < 600; i++)
        listening_send(f, listening_star(f, "Bees", 100 + i));
    listening_send(f, listening_place(f, "Bees", "A", "10:00", 3001)); /* would have been refused */
    listening_stop(f);
    assert_int_equal(counter_now(&f->heard), 601);
    for (size_t i = 0; i < f->sent; i++)
        assert_int_equal(f->answers[i].err, TF_ERR_CLOSED);
    assert_int_equal(flaky_appends(&f->flaky), 2); /* the first, and a last try */
    assert_int_equal(listening_stars(f, "Bees"), 0);
}

static void a_stop_gives_the_disk_a_last_chance(void **state)
{
    struct listening *f = *state;
    listening_stop(f);
    listening_start(f, 60 * 60 * 1000);
    flaky_fail(&f->flaky, 1, 0, TF_ERR_IO);
    listening_send(f, listening_star(f, "Bees", 7));
    await_state(f, TF_LEDGER_NOT_SAVING);
    listening_send(f, listening_star(f, "Bees", 8));
    listening_stop(f);
    assert_int_equal(f->answers[0].err, TF_OK);
    assert_int_equal(f->answers[1].err, TF_OK);
    assert_int_equal(listening_stars(f, "Bees"), 2);
}

static void one_event_that_cannot_be_saved_does_not_hold_up_the_others(void **state)
{
    struct listening *f = *state;
    pthread_mutex_lock(&f->flaky.mutex);
    f->flaky.refused = TF_VERB_PLACE;
    f->flaky.is_shut = true;
    pthread_mutex_unlock(&f->flaky.mutex);
    listening_send(f, listening_star(f, "Ants", 1));
    flaky_await_blocked(&f->flaky);
    size_t before = listening_send(f, listening_star(f, "Bees", 7));
    size_t bad = listening_send(f, listening_place(f, "Bees", "B", "10:00", 3001));
    size_t after = listening_send(f, listening_star(f, "Bees", 8));
    flaky_let_through(&f->flaky);
    assert_int_equal(listening_answer(f, before)->sequence, 3);
    assert_int_equal(listening_answer(f, bad)->err, TF_ERR_INVALID);
    assert_int_equal(listening_answer(f, after)->sequence, 4);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_OK);
    assert_int_equal(listening_stars(f, "Bees"), 2);
}

static void an_undo_waits_for_a_disk_that_cannot_be_read(void **state)
{
    struct listening *f = *state;
    listening_answer(f, listening_send(f, listening_place(f, "Bees", "B", "10:00", 3001)));
    pthread_mutex_lock(&f->flaky.mutex);
    f->flaky.error = TF_ERR_IO;
    f->flaky.failing_reads = 3;
    pthread_mutex_unlock(&f->flaky.mutex);
    assert_int_equal(listening_answer(f, listening_send(f, listening_undo(f, 2)))->sequence, 3);
    assert_int_equal(tf_ledger_state(f->ledger), TF_LEDGER_OK);
}

static void an_undo_of_a_damaged_entry_is_that_commands_own_trouble(void **state)
{
    struct listening *f = *state;
    listening_answer(f, listening_send(f, listening_place(f, "Bees", "B", "10:00", 3001)));
    pthread_mutex_lock(&f->flaky.mutex);
    f->flaky.error = TF_ERR_CORRUPT;
    f->flaky.failing_reads = 1;
    pthread_mutex_unlock(&f->flaky.mutex);
    assert_int_equal(listening_answer(f, listening_send(f, listening_undo(f, 2)))->err, TF_ERR_CORRUPT);
    assert_int_equal(listening_answer(f, listening_send(f, listening_star(f, "Ants", 7)))->err, TF_OK);
}

static enum tf_err nothing(void *user, struct tf_store *store)
{
    (void)user;
    assert_non_null(store);
    return TF_OK;
}

static void jobs_are_not_kept_waiting_by_a_disk_that_refuses(void **state)
{
    struct listening *f = *state;
    listening_stop(f);
    listening_start(f, 60 * 60 * 1000);
    flaky_fail(&f->flaky, 1, 0, TF_ERR_IO);
    listening_send(f, listening_star(f, "Bees", 7));
    await_state(f, TF_LEDGER_NOT_SAVING);
    assert_int_equal(tf_ledger_run(f->ledger, nothing, NULL), TF_ERR_IO);
    assert_int_equal(tf_ledger_busy_ms(f->ledger), 0); /* waiting for a disk is no reason for a watchdog */
    listening_stop(f);
    listening_start(f, 1);
    assert_int_equal(tf_ledger_run(f->ledger, nothing, NULL), TF_OK);
    assert_int_equal(listening_stars(f, "Bees"), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, listening_begin, listening_end)
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_acknowledged_while_the_disk_refuses),
        TEST(a_disk_that_refuses_from_the_start_is_said_and_nothing_is_acknowledged_before_it_is_back),
        TEST(a_disk_that_was_full_at_the_start_comes_back_by_itself),
        TEST(a_store_that_does_not_open_again_is_asked_until_it_does),
        TEST(a_damaged_file_is_waited_out_like_a_disk),
        TEST(a_commit_that_had_landed_after_all_is_not_repeated),
        TEST(a_file_that_lacks_what_was_acknowledged_is_not_written_to),
        TEST(a_stop_while_the_disk_refuses_answers_everybody),
        TEST(a_stop_gives_the_disk_a_last_chance),
        TEST(one_event_that_cannot_be_saved_does_not_hold_up_the_others),
        TEST(an_undo_waits_for_a_disk_that_cannot_be_read),
        TEST(an_undo_of_a_damaged_entry_is_that_commands_own_trouble),
        TEST(jobs_are_not_kept_waiting_by_a_disk_that_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
