/* Wrong card numbers: five, then a pause. */
#include "model/card_lock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void five_wrong_numbers_make_a_pause_of_a_minute(void **state)
{
    (void)state;
    struct tf_card_lock lock = {.count = 0};
    for (int i = 0; i < 4; i++) {
        tf_card_lock_wrong(&lock, 7, 1000 + i);
        assert_int_equal(tf_card_lock_wait_ms(&lock, 7, 1000 + i), 0);
    }
    tf_card_lock_wrong(&lock, 7, 2000);
    assert_int_equal(tf_card_lock_wait_ms(&lock, 7, 2000), 60000);
    assert_int_equal(tf_card_lock_wait_ms(&lock, 8, 2000), 0); /* of that session alone */
    assert_int_equal(tf_card_lock_wait_ms(&lock, 7, 61999), 1);
    assert_int_equal(tf_card_lock_wait_ms(&lock, 7, 62000), 0);
    for (int i = 0; i < 4; i++) {
        tf_card_lock_wrong(&lock, 7, 62000);
        assert_int_equal(tf_card_lock_wait_ms(&lock, 7, 62000), 0);
    }
    tf_card_lock_wrong(&lock, 7, 63000);
    assert_int_equal(tf_card_lock_wait_ms(&lock, 7, 63000), 60000);
}

static void the_right_number_wipes_the_slate(void **state)
{
    (void)state;
    struct tf_card_lock lock = {.count = 0};
    for (int i = 0; i < 4; i++) {
        tf_card_lock_wrong(&lock, 7, 1000);
    }
    tf_card_lock_right(&lock, 7);
    tf_card_lock_right(&lock, 8); /* never tried */
    tf_card_lock_wrong(&lock, 7, 1000);
    assert_int_equal(tf_card_lock_wait_ms(&lock, 7, 1000), 0);
}

static void many_sessions_push_out_the_one_longest_ago(void **state)
{
    (void)state;
    struct tf_card_lock lock = {.count = 0};
    for (uint64_t session = 1; session <= TF_CARD_LOCK_MAX; session++) {
        for (int i = 0; i < 5; i++) {
            tf_card_lock_wrong(&lock, session, (int64_t)session);
        }
    }
    tf_card_lock_wrong(&lock, 1000, 100);
    assert_int_equal(lock.count, TF_CARD_LOCK_MAX);
    assert_int_equal(tf_card_lock_wait_ms(&lock, 1, 100), 0);
    assert_true(tf_card_lock_wait_ms(&lock, 2, 100) > 0);
    assert_int_equal(tf_card_lock_wait_ms(&lock, 1000, 100), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_wrong_numbers_make_a_pause_of_a_minute),
        cmocka_unit_test(the_right_number_wipes_the_slate),
        cmocka_unit_test(many_sessions_push_out_the_one_longest_ago),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
