#include "web/access.h"

#include "base/rng.h"
#include "web/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void only_our_own_names_are_answered(void **state)
{
    struct tf_access *access = NULL;
    (void)state;
    assert_int_equal(tf_access_create(&access, "https://Wall.example:8443/x", "kiosk, board.lan:80"), TF_OK);
    static const char *const GOOD[] = {"10.0.0.5:8080", "10.0.0.5",    "[::1]:8080",   "[2001:db8::1]",
                                       "localhost",     "LOCALHOST:1", "wall.example", "WALL.EXAMPLE:8443",
                                       "kiosk:8080",    "board.lan"};
    static const char *const BAD[] = {"evil.example",
                                      "",
                                      "wall.example.evil.example",
                                      "evil.example:8080",
                                      "10.0.0.5.evil",
                                      "[::1",
                                      "[::1]x",
                                      "wall.example,kiosk",
                                      "a wall.example",
                                      "10.0.0.5:80x",
                                      ",",
                                      "localhost,",
                                      "10.0.0.5/x",
                                      "wall.exampl"};
    for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
        assert_true(tf_access_host(access, GOOD[i]));
    }
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_false(tf_access_host(access, BAD[i]));
    }
    assert_false(tf_access_host(access, NULL));
    tf_access_destroy(access);
}

static void a_write_comes_from_our_own_page(void **state)
{
    (void)state;
    assert_true(tf_access_origin("http://10.0.0.5:8080", NULL, "10.0.0.5:8080"));
    assert_true(tf_access_origin("https://wall.example", "same-origin", "wall.example"));
    assert_true(tf_access_origin(NULL, NULL, "10.0.0.5:8080"));
    assert_false(tf_access_origin("http://evil.example", NULL, "10.0.0.5:8080"));
    assert_false(tf_access_origin("null", NULL, "10.0.0.5:8080"));
    assert_false(tf_access_origin("http://10.0.0.5:8081", NULL, "10.0.0.5:8080"));
    assert_false(tf_access_origin("http://10.0.0.5:8080", "cross-site", "10.0.0.5:8080"));
    assert_false(tf_access_origin(NULL, "same-site", "10.0.0.5:8080"));
    assert_false(tf_access_origin("ftp://10.0.0.5:8080", NULL, "10.0.0.5:8080"));
}

static void a_device_is_a_number_from_which_the_token_cannot_be_told(void **state)
{
    char token[TF_ACCESS_TOKEN_BYTES], other[TF_ACCESS_TOKEN_BYTES];
    (void)state;
    tf_access_new_device(token);
    tf_access_new_device(other);
    assert_true(tf_access_token_is_valid(token));
    assert_string_not_equal(token, other);
    assert_in_range(tf_access_device(token), 1, TF_ID_MAX);
    assert_int_equal(tf_access_device(token), tf_access_device(token));
    assert_true(tf_access_device(token) != tf_access_device(other));
    assert_int_equal(tf_access_device("0123"), 0);
    assert_int_equal(tf_access_device("0123456789ABCDEF0123456789ABCDEF"), 0); /* capitals are nobody's */
    /* The same on every machine: boards move, and phones keep their cookie. */
    assert_int_equal(tf_access_device("000102030405060708090a0b0c0d0e0f"),
                     UINT64_C(620787048604786)); /* BLAKE2b-128 */
}

static void a_forms_token_belongs_to_one_device_and_one_run(void **state)
{
    struct tf_access *access = NULL, *next = NULL;
    char device[TF_ACCESS_TOKEN_BYTES], other[TF_ACCESS_TOKEN_BYTES], token[TF_ACCESS_TOKEN_BYTES];
    (void)state;
    assert_int_equal(tf_access_create(&access, NULL, NULL), TF_OK);
    assert_int_equal(tf_access_create(&next, NULL, NULL), TF_OK);
    tf_access_new_device(device);
    tf_access_new_device(other);
    tf_access_form_token(access, token, device);
    assert_true(tf_access_form_token_is(access, device, token));
    assert_false(tf_access_form_token_is(access, other, token));
    assert_false(tf_access_form_token_is(next, device, token));
    assert_false(tf_access_form_token_is(access, device, ""));
    assert_false(tf_access_form_token_is(access, "", token));
    tf_access_destroy(access);
    tf_access_destroy(next);
}

static void a_device_has_a_budget_that_fills_again(void **state)
{
    struct tf_access *access = NULL;
    int retry_s = 0, taken = 0;
    (void)state;
    assert_int_equal(tf_access_create(&access, NULL, NULL), TF_OK);
    while (tf_access_take(access, 7, 1000, &retry_s)) {
        assert_in_range(++taken, 1, 1000);
    }
    assert_in_range(taken, 10, 100);
    assert_in_range(retry_s, 1, 60);
    assert_true(tf_access_take(access, 8, 1000, &retry_s)); /* others go on */
    assert_true(tf_access_take(access, 7, 1000 + retry_s * 1000 + 2000, &retry_s));
    tf_access_destroy(access);
}

static void newcomers_take_no_budget_from_those_who_wrote_before(void **state)
{
    struct tf_access *access = NULL;
    int retry_s = 0, newcomers = 0;
    (void)state;
    assert_int_equal(tf_access_create(&access, NULL, NULL), TF_OK);
    assert_true(tf_access_take(access, 7, 1000, &retry_s));
    while (
        tf_access_take(access, 1000 + (uint64_t)newcomers, 1000, &retry_s)) { /* a new token for each write */
        assert_in_range(++newcomers, 1, 5000);
    }
    assert_int_equal(retry_s, 1);
    assert_false(tf_access_take(access, 999999, 1000, &retry_s));
    assert_true(tf_access_take(access, 7, 1000, &retry_s));
    assert_true(tf_access_take(access, 999999, 2000, &retry_s));
    tf_access_destroy(access);
}

static void all_devices_together_have_a_budget_too(void **state)
{
    struct tf_access *access = NULL;
    int retry_s = 0, writes = 0;
    (void)state;
    assert_int_equal(tf_access_create(&access, NULL, NULL), TF_OK);
    while (tf_access_take(access, 1 + (uint64_t)(writes % 150), 1000, &retry_s)) {
        assert_in_range(++writes, 1, 5000);
    }
    assert_in_range(writes, 200, 150 * 30 - 1); /* before every device has used up its own */
    assert_int_equal(retry_s, 1);
    assert_true(tf_access_take(access, 1, 2000, &retry_s));
    tf_access_destroy(access);
}

static void the_language_is_the_best_of_those_asked_for(void **state)
{
    (void)state;
    assert_int_equal(tf_request_language("de-AT,de;q=0.9,en;q=0.8", TF_LANG_EN), TF_LANG_DE);
    assert_int_equal(tf_request_language("fr, en;q=0.3, ar;q=0.7", TF_LANG_EN), TF_LANG_AR);
    assert_int_equal(tf_request_language("fr", TF_LANG_DE), TF_LANG_DE);
    assert_int_equal(tf_request_language(NULL, TF_LANG_JA), TF_LANG_JA);
    assert_int_equal(tf_request_language("en;q=0,de;q=0.1", TF_LANG_AR), TF_LANG_DE);
    assert_int_equal(tf_request_language(",,;q=,de;q", TF_LANG_EN), TF_LANG_DE);
}

static void a_cookie_is_found_among_others(void **state)
{
    char value[16];
    (void)state;
    assert_true(tf_request_cookie("a=1; lang=de;b=2", "lang", value, sizeof(value)));
    assert_string_equal(value, "de");
    assert_false(tf_request_cookie("xlang=de", "lang", value, sizeof(value)));
    assert_false(tf_request_cookie("lang=0123456789012345", "lang", value, sizeof(value)));
    assert_false(tf_request_cookie(NULL, "lang", value, sizeof(value)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_our_own_names_are_answered),
        cmocka_unit_test(a_write_comes_from_our_own_page),
        cmocka_unit_test(a_device_is_a_number_from_which_the_token_cannot_be_told),
        cmocka_unit_test(a_forms_token_belongs_to_one_device_and_one_run),
        cmocka_unit_test(a_device_has_a_budget_that_fills_again),
        cmocka_unit_test(newcomers_take_no_budget_from_those_who_wrote_before),
        cmocka_unit_test(all_devices_together_have_a_budget_too),
        cmocka_unit_test(the_language_is_the_best_of_those_asked_for),
        cmocka_unit_test(a_cookie_is_found_among_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
