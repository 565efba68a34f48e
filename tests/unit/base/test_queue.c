/* The queue: full, closed, in order, and under many threads. */
#include "base/queue.h"

#include "base/clock.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SENDERS = 6, ITEMS_EACH = 20000, ROOM = 64 };

static int numbers[16];

static void a_full_queue_says_busy(void **state)
{
    (void)state;
    struct tf_queue *queue = NULL;
    void *items[4];
    assert_int_equal(tf_queue_create(&queue, 2), TF_OK);
    assert_int_equal(tf_queue_push(queue, &numbers[0]), TF_OK);
    assert_int_equal(tf_queue_push(queue, &numbers[1]), TF_OK);
    assert_int_equal(tf_queue_push(queue, &numbers[2]), TF_ERR_BUSY);
    assert_int_equal(tf_queue_take(queue, items, 1, 0), 1);
    assert_ptr_equal(items[0], &numbers[0]);
    assert_int_equal(tf_queue_push(queue, &numbers[2]), TF_OK);
    assert_int_equal(tf_queue_take(queue, items, 4, 0), 2);
    assert_ptr_equal(items[0], &numbers[1]);
    assert_ptr_equal(items[1], &numbers[2]);
    tf_queue_destroy(queue);
}

static void items_come_oldest_first_around_the_ring(void **state)
{
    (void)state;
    struct tf_queue *queue = NULL;
    void *items[3];
    assert_int_equal(tf_queue_create(&queue, 3), TF_OK);
    int next_in = 0;
    int next_out = 0;
    for (int round = 0; round < 50; round++) {
        while (tf_queue_push(queue, &numbers[next_in % 16]) == TF_OK) {
            next_in++;
        }
        size_t count = tf_queue_take(queue, items, 1 + (size_t)(round % 3), 0);
        assert_int_equal(count, 1 + round % 3);
        for (size_t i = 0; i < count; i++) {
            assert_ptr_equal(items[i], &numbers[next_out++ % 16]);
        }
    }
    tf_queue_close(queue);
    next_out += (int)tf_queue_take(queue, items, 3, -1);
    assert_int_equal(next_in, next_out);
    tf_queue_destroy(queue);
}

static void a_closed_queue_gives_what_is_in_it_and_takes_no_more(void **state)
{
    (void)state;
    struct tf_queue *queue = NULL;
    void *items[4];
    assert_int_equal(tf_queue_create(&queue, 4), TF_OK);
    assert_int_equal(tf_queue_push(queue, &numbers[0]), TF_OK);
    assert_false(tf_queue_is_closed(queue));
    tf_queue_close(queue);
    tf_queue_close(queue);
    assert_true(tf_queue_is_closed(queue));
    assert_int_equal(tf_queue_push(queue, &numbers[1]), TF_ERR_CLOSED);
    assert_int_equal(tf_queue_take(queue, items, 4, -1), 1);
    assert_int_equal(tf_queue_take(queue, items, 4, -1), 0); /* does not wait for ever */
    tf_queue_destroy(queue);
}

static void an_empty_queue_waits_as_long_as_asked(void **state)
{
    (void)state;
    struct tf_queue *queue = NULL;
    void *items[1];
    assert_int_equal(tf_queue_create(&queue, 4), TF_OK);
    int64_t start_ms = tf_clock_mono_ms();
    assert_int_equal(tf_queue_take(queue, items, 1, 0), 0);
    assert_int_equal(tf_queue_take(queue, items, 1, 30), 0);
    assert_true(tf_clock_mono_ms() - start_ms >= 29);
    tf_queue_destroy(queue);
}

static void a_queue_needs_room_and_memory(void **state)
{
    (void)state;
    struct tf_queue *queue = NULL;
    assert_int_equal(tf_queue_create(&queue, 0), TF_ERR_INVALID);
    assert_int_equal(tf_queue_create(&queue, SIZE_MAX), TF_ERR_NOMEM);
    assert_int_equal(tf_queue_create(&queue, SIZE_MAX / sizeof(void *)), TF_ERR_NOMEM);
    assert_null(queue);
    tf_queue_destroy(NULL);
}

struct sender {
    struct tf_queue *queue;
    size_t number;
    size_t busy;
    pthread_t thread;
};

/* An item is the sender's number and how many it sent before. */
static void *send_all(void *arg)
{
    struct sender *sender = arg;
    for (size_t i = 0; i < ITEMS_EACH; i++) {
        void *item = (void *)(uintptr_t)(sender->number * ITEMS_EACH + i + 1);
        enum tf_err err;
        while ((err = tf_queue_push(sender->queue, item)) == TF_ERR_BUSY) {
            sender->busy++;
            sched_yield();
        }
        if (err != TF_OK) {
            return arg;
        }
    }
    return NULL;
}

static void many_senders_lose_nothing_and_keep_their_order(void **state)
{
    (void)state;
    struct tf_queue *queue = NULL;
    struct sender senders[SENDERS] = {0};
    size_t next[SENDERS] = {0};
    assert_int_equal(tf_queue_create(&queue, ROOM), TF_OK);
    for (size_t i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){.queue = queue, .number = i};
        assert_int_equal(pthread_create(&senders[i].thread, NULL, send_all, &senders[i]), 0);
    }
    size_t total = 0;
    while (total < (size_t)SENDERS * ITEMS_EACH) {
        void *items[ROOM / 2];
        size_t count = tf_queue_take(queue, items, ROOM / 2, -1);
        assert_in_range(count, 1, ROOM / 2);
        for (size_t i = 0; i < count; i++) {
            size_t value = (size_t)(uintptr_t)items[i] - 1;
            assert_in_range(value / ITEMS_EACH, 0, SENDERS - 1);
            assert_int_equal(value % ITEMS_EACH, next[value / ITEMS_EACH]++);
        }
        total += count;
    }
    for (size_t i = 0; i < SENDERS; i++) {
        void *wrong = &senders;
        assert_int_equal(pthread_join(senders[i].thread, &wrong), 0);
        assert_null(wrong);
        assert_int_equal(next[i], ITEMS_EACH);
    }
    tf_queue_destroy(queue);
}

static void *take_for_ever(void *arg)
{
    void *items[1];
    return tf_queue_take(arg, items, 1, -1) == 0 ? NULL : arg;
}

static void closing_wakes_who_waits(void **state)
{
    (void)state;
    struct tf_queue *queue = NULL;
    pthread_t thread;
    void *wrong = &thread;
    assert_int_equal(tf_queue_create(&queue, 1), TF_OK);
    assert_int_equal(pthread_create(&thread, NULL, take_for_ever, queue), 0);
    tf_queue_close(queue);
    assert_int_equal(pthread_join(thread, &wrong), 0);
    assert_null(wrong);
    tf_queue_destroy(queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_queue_says_busy),
        cmocka_unit_test(items_come_oldest_first_around_the_ring),
        cmocka_unit_test(a_closed_queue_gives_what_is_in_it_and_takes_no_more),
        cmocka_unit_test(an_empty_queue_waits_as_long_as_asked),
        cmocka_unit_test(a_queue_needs_room_and_memory),
        cmocka_unit_test(many_senders_lose_nothing_and_keep_their_order),
        cmocka_unit_test(closing_wakes_who_waits),
    };
    return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
