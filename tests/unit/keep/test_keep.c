/* The keep over a real file and its restarts, in a time that the test lets pass. */
#include "keep/keep.h"

#include "support/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct folder folder;
    struct tf_ledger *ledger;
    struct tf_keep *keep;
    int64_t mono_ms;
};

static enum tf_err open_file(void *user, struct tf_store **out, struct tf_problem *problem)
{
    struct fixture *f = user;
    return tf_store_open_sqlite(out, folder_file(&f->folder, "event.twofeet"), NULL, problem);
}

static int64_t mono_ms(void *user)
{
    return ((struct fixture *)user)->mono_ms;
}

static void start(struct fixture *f)
{
    struct tf_ledger_options options = {.open = open_file, .user = f};
    struct tf_problem problem = {0};
    assert_int_equal(tf_ledger_start(&f->ledger, &options, &problem), TF_OK);
    struct tf_keep_options keep = {.ledger = f->ledger, .mono_ms = mono_ms, .user = f, .is_hasty = true};
    assert_int_equal(tf_keep_open(&f->keep, &keep), TF_OK);
}

static void stop(struct fixture *f)
{
    tf_keep_close(f->keep);
    tf_ledger_stop(f->ledger);
}

/* Another process, on a machine that has been up for no time at all: its clocks begin anew. */
static void restart(struct fixture *f)
{
    stop(f);
    f->mono_ms = 5;
    start(f);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    folder_make(&f->folder);
    f->mono_ms = 1000;
    start(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    stop(f);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

static enum tf_err try_pin(struct fixture *f, enum tf_keep_channel channel, const char *digits)
{
    int wait_s = 0;
    enum tf_err err = tf_keep_try_pin(f->keep, channel, digits, &wait_s);
    assert_int_equal(err == TF_ERR_LIMIT, wait_s > 0);
    assert_true(wait_s <= 3600);
    return err;
}

static void the_right_pin_is_taken_and_no_other(void **state)
{
    struct fixture *f = *state;
    assert_false(tf_keep_has_pin(f->keep));
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "123456"), TF_ERR_NOT_FOUND);
    assert_int_equal(tf_keep_set_pin(f->keep, "482913"), TF_OK);
    assert_true(tf_keep_has_pin(f->keep));
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_OK);
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482914"), TF_ERR_DENIED);
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, ""), TF_ERR_DENIED);
    restart(f);
    assert_true(tf_keep_has_pin(f->keep));
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_OK);
    assert_int_equal(tf_keep_set_pin(f->keep, NULL), TF_OK);
    restart(f);
    assert_false(tf_keep_has_pin(f->keep));
}

static void only_six_to_twelve_digits_are_a_pin(void **state)
{
    struct fixture *f = *state;
    static const char *const BAD[] = {"",        "12345",  "1234567890123", "12345a",
                                      " 123456", "١٢٣٤٥٦", "-12345",        "12 3456"};
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        assert_int_equal(tf_keep_set_pin(f->keep, BAD[i]), TF_ERR_INVALID);
        assert_false(tf_keep_has_pin(f->keep));
    }
    assert_int_equal(tf_keep_set_pin(f->keep, "000000"), TF_OK);
    assert_int_equal(tf_keep_set_pin(f->keep, "123456789012"), TF_OK);
}

/* Somebody guesses as fast as they can, pulls the plug after each seventh, and waits now and then. */
static void a_thousand_guesses_with_restarts_stay_inside_the_limit(void **state)
{
    struct fixture *f = *state;
    static const int LIMITS[TF_KEEP_CHANNEL_COUNT] = {TF_KEEP_TOUCH_TRIES_MAX, TF_KEEP_PHONE_TRIES_MAX};
    assert_int_equal(tf_keep_set_pin(f->keep, "482913"), TF_OK);
    for (int channel = 0; channel < TF_KEEP_CHANNEL_COUNT; channel++) {
        int64_t ran_ms = 0, looked_at[1000];
        int count = 0;
        for (int guess = 0; guess < 500; guess++) {
            char digits[16];
            snprintf(digits, sizeof digits, "%06d", guess);
            if (try_pin(f, (enum tf_keep_channel)channel, digits) == TF_ERR_DENIED) {
                looked_at[count++] = ran_ms;
            }
            int64_t passed_ms = guess % 50 == 49 ? 700000 : 1000;
            if (guess % 7 == 6) {
                restart(f); /* and what it waited since the last try is lost to it */
            }
            f->mono_ms += passed_ms;
            ran_ms += passed_ms;
        }
        assert_true(count >= LIMITS[channel]);
        for (int i = LIMITS[channel]; i < count; i++) {
            assert_true(looked_at[i] - looked_at[i - LIMITS[channel]] >= TF_KEEP_HOUR_MS);
        }
    }
}

static void the_time_a_machine_is_off_is_no_time_to_wait(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(tf_keep_set_pin(f->keep, "482913"), TF_OK);
    for (int i = 0; i < TF_KEEP_TOUCH_TRIES_MAX; i++) {
        assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "111111"), TF_ERR_DENIED);
    }
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_ERR_LIMIT);
    for (int i = 0; i < 5; i++) {
        restart(f);
        assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_ERR_LIMIT);
    }
    f->mono_ms += TF_KEEP_HOUR_MS;
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_OK);
}

static void a_right_pin_gives_nobody_more_guesses(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(tf_keep_set_pin(f->keep, "482913"), TF_OK);
    for (int i = 0; i < TF_KEEP_TOUCH_TRIES_MAX; i++) {
        assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_OK);
        assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "111111"), TF_ERR_DENIED);
    }
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "111111"), TF_ERR_LIMIT);
}

static void phones_cannot_lock_out_the_touchscreen(void **state)
{
    struct fixture *f = *state;
    int wait_s = 0;
    assert_int_equal(tf_keep_set_pin(f->keep, "482913"), TF_OK);
    for (int i = 0; i < 100; i++) {
        (void)tf_keep_pair(f->keep, "0123456789abcdef0123456789abcdef", 7, 0, &wait_s);
        (void)try_pin(f, TF_KEEP_PHONE, "111111");
    }
    assert_true(wait_s > 0);
    assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_OK);
    /* Nor an organiser's phone that has the right code. */
    char secret[TF_KEEP_SECRET_BYTES];
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_ORGANISER, secret), TF_OK);
    assert_int_equal(tf_keep_pair(f->keep, secret, 8, 0, &wait_s), TF_OK);
}

static void a_code_lets_one_device_in_once_within_two_minutes(void **state)
{
    struct fixture *f = *state;
    char secret[TF_KEEP_SECRET_BYTES], other[TF_KEEP_SECRET_BYTES];
    struct tf_keep_pairing pairings[4];
    int wait_s;
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_GUEST, secret), TF_ERR_INVALID);
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_SYSTEM, secret), TF_ERR_INVALID);
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_HELPER, secret), TF_OK);
    assert_int_equal(strlen(secret), 32);
    assert_int_equal(tf_keep_offered(f->keep, secret), TF_ROLE_HELPER);
    assert_int_equal(tf_keep_offered(f->keep, ""), TF_ROLE_GUEST);
    assert_int_equal(tf_keep_pair(f->keep, secret, 0, 5, &wait_s), TF_ERR_INVALID);
    assert_int_equal(tf_keep_pair(f->keep, secret, 7, 5, &wait_s), TF_OK);
    assert_int_equal(tf_keep_pair(f->keep, secret, 8, 5, &wait_s), TF_ERR_DENIED);
    assert_int_equal(tf_keep_role(f->keep, 7), TF_ROLE_HELPER);
    assert_int_equal(tf_keep_role(f->keep, 8), TF_ROLE_GUEST);
    assert_int_equal(tf_keep_role(f->keep, 0), TF_ROLE_GUEST);

    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_ORGANISER, secret), TF_OK);
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_ORGANISER, other), TF_OK); /* in place of the first */
    assert_int_equal(tf_keep_pair(f->keep, secret, 8, 6, &wait_s), TF_ERR_DENIED);
    f->mono_ms += TF_KEEP_OFFER_MS;
    assert_int_equal(tf_keep_pair(f->keep, other, 8, 6, &wait_s), TF_ERR_DENIED);
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_ORGANISER, other), TF_OK);
    assert_int_equal(tf_keep_pair(f->keep, other, 8, 6, &wait_s), TF_OK);
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_ORGANISER, other), TF_OK);
    tf_keep_withdraw_offer(f->keep);
    assert_int_equal(tf_keep_pair(f->keep, other, 9, 6, &wait_s), TF_ERR_DENIED);

    restart(f);
    assert_int_equal(tf_keep_pairings(f->keep, pairings, 4), 2);
    assert_int_equal(pairings[0].device, 8);
    assert_int_equal(pairings[0].role, TF_ROLE_ORGANISER);
    assert_int_equal(pairings[1].at, 5);
    assert_int_equal(tf_keep_forget(f->keep, 8), TF_OK);
    assert_int_equal(tf_keep_forget(f->keep, 8), TF_ERR_NOT_FOUND);
    restart(f);
    assert_int_equal(tf_keep_pairings(f->keep, pairings, 4), 1);
    assert_int_equal(tf_keep_role(f->keep, 8), TF_ROLE_GUEST);
}

static void as_many_devices_as_can_be_and_no_more(void **state)
{
    struct fixture *f = *state;
    char secret[TF_KEEP_SECRET_BYTES];
    int wait_s;
    for (uint64_t device = 1; device <= TF_KEEP_PAIRINGS_MAX + 1; device++) {
        assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_HELPER, secret), TF_OK);
        assert_int_equal(tf_keep_pair(f->keep, secret, device, 0, &wait_s),
                         device <= TF_KEEP_PAIRINGS_MAX ? TF_OK : TF_ERR_LIMIT);
    }
    assert_int_equal(tf_keep_pair(f->keep, secret, 1, 0, &wait_s), TF_OK); /* one that is in stays in */
}

static void a_blocked_device_stays_blocked_and_is_paired_no_more(void **state)
{
    struct fixture *f = *state;
    char secret[TF_KEEP_SECRET_BYTES];
    int wait_s;
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_HELPER, secret), TF_OK);
    assert_int_equal(tf_keep_pair(f->keep, secret, 7, 0, &wait_s), TF_OK);
    assert_int_equal(tf_keep_block(f->keep, 0, true), TF_ERR_INVALID);
    assert_int_equal(tf_keep_block(f->keep, 7, true), TF_OK);
    assert_true(tf_keep_is_blocked(f->keep, 7));
    assert_int_equal(tf_keep_role(f->keep, 7), TF_ROLE_GUEST);
    restart(f);
    assert_true(tf_keep_is_blocked(f->keep, 7));
    assert_false(tf_keep_is_blocked(f->keep, 8));
    assert_int_equal(tf_keep_block(f->keep, 7, false), TF_OK);
    restart(f);
    assert_false(tf_keep_is_blocked(f->keep, 7));
}

/* ---- the rows themselves ---- */

static enum tf_err damage(void *user, struct tf_store *store)
{
    const struct tf_store_private rows[] = {{"tries/touch", user},
                                            {"pairing/7", "god 5"},
                                            {"pairing/x", "helper 5"},
                                            {"blocked/-1", "1"},
                                            {"nobody knows", ""}};
    return tf_store_private_put(store, rows, sizeof rows / sizeof rows[0]);
}

static void damaged_rows_give_nobody_anything(void **state)
{
    struct fixture *f = *state;
    static const char *const BAD[] = {
        "", "x", "5 9", "9 5 3", "-5", "99999999999999999999", "9 1 1 1 1 1 1 1 1 1 1 1"};
    assert_int_equal(tf_keep_set_pin(f->keep, "482913"), TF_OK);
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        assert_int_equal(tf_ledger_run(f->ledger, damage, (void *)(uintptr_t)BAD[i]), TF_OK);
        restart(f);
        assert_int_equal(try_pin(f, TF_KEEP_TOUCH, "482913"), TF_ERR_LIMIT);
        assert_int_equal(tf_keep_pairings(f->keep, (struct tf_keep_pairing[4]){{0}}, 4), 0);
        assert_int_equal(tf_keep_blocked(f->keep, (uint64_t[4]){0}, 4), 0);
    }
}

static enum tf_err back_up(void *user, struct tf_store *store)
{
    struct tf_problem problem = {0};
    return tf_store_backup(store, user, &problem);
}

static bool file_has(const char *path, const char *needle)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char bytes[1 << 20];
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return memmem(bytes, len, needle, strlen(needle)) != NULL;
}

static void backups_hold_nothing_private(void **state)
{
    struct fixture *f = *state;
    char secret[TF_KEEP_SECRET_BYTES], path[512];
    int wait_s;
    assert_int_equal(tf_keep_set_pin(f->keep, "482913"), TF_OK);
    assert_int_equal(tf_keep_offer(f->keep, TF_ROLE_HELPER, secret), TF_OK);
    assert_int_equal(tf_keep_pair(f->keep, secret, 7, 0, &wait_s), TF_OK);
    snprintf(path, sizeof path, "%s", folder_file(&f->folder, "copy.twofeet"));
    assert_int_equal(tf_ledger_run(f->ledger, back_up, path), TF_OK);
    assert_false(file_has(path, "$argon2id$"));
    assert_false(file_has(path, "pairing/7"));
    stop(f); /* moves the WAL into the file: what is looked for can be found */
    snprintf(path, sizeof path, "%s", folder_file(&f->folder, "event.twofeet"));
    assert_true(file_has(path, "$argon2id$"));
    assert_true(file_has(path, "pairing/7"));
    assert_false(file_has(path, "482913"));
    start(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_right_pin_is_taken_and_no_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_six_to_twelve_digits_are_a_pin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_thousand_guesses_with_restarts_stay_inside_the_limit, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_time_a_machine_is_off_is_no_time_to_wait, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_right_pin_gives_nobody_more_guesses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(phones_cannot_lock_out_the_touchscreen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_code_lets_one_device_in_once_within_two_minutes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(as_many_devices_as_can_be_and_no_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_blocked_device_stays_blocked_and_is_paired_no_more, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(damaged_rows_give_nobody_anything, set_up, tear_down),
        cmocka_unit_test_setup_teardown(backups_hold_nothing_private, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
