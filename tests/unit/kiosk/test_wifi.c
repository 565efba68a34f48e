#include "kiosk/wifi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char code[TF_WIFI_CODE_BYTES_MAX];

static void what_means_something_to_the_reader_is_escaped(void **state)
{
    (void)state;
    assert_int_equal(tf_wifi_code(code, "Garten; \"Haus\"", "a:b,c\\d;e", NULL), TF_OK);
    assert_string_equal(code, "WIFI:T:WPA;S:Garten\\; \\\"Haus\\\";P:a\\:b\\,c\\\\d\\;e;;");
}

static void an_open_network_has_no_password_in_it(void **state)
{
    (void)state;
    assert_int_equal(tf_wifi_code(code, "Venue", NULL, NULL), TF_OK);
    assert_string_equal(code, "WIFI:T:nopass;S:Venue;;");
    assert_int_equal(tf_wifi_code(code, "Venue", "", NULL), TF_OK);
    assert_string_equal(code, "WIFI:T:nopass;S:Venue;;");
}

static void the_longest_of_both_fit(void **state)
{
    (void)state;
    char name[TF_WIFI_NAME_BYTES_MAX + 2];
    char password[TF_WIFI_PASSWORD_BYTES_MAX + 2];
    memset(name, ';', sizeof(name));
    memset(password, ';', sizeof(password));
    name[TF_WIFI_NAME_BYTES_MAX] = password[TF_WIFI_PASSWORD_BYTES_MAX] = '\0';
    assert_int_equal(tf_wifi_code(code, name, password, NULL), TF_OK);
    assert_string_equal(code + strlen(code) - 3, ";;;");
}

static void what_no_network_has_is_refused_by_option(void **state)
{
    (void)state;
    struct tf_problem problem = {0};
    assert_int_equal(tf_wifi_code(code, "", "12345678", &problem), TF_ERR_INVALID);
    assert_string_equal(problem.where, "--wifi");
    assert_int_equal(tf_wifi_code(code, "123456789012345678901234567890123", NULL, &problem), TF_ERR_INVALID);
    assert_int_equal(tf_wifi_code(code, "a\xff", NULL, &problem), TF_ERR_INVALID);
    assert_int_equal(tf_wifi_code(code, "Venue", "1234567", &problem), TF_ERR_INVALID);
    assert_string_equal(problem.where, "--wifi-password");
    assert_int_equal(tf_wifi_code(code, "Venue", "12345678\n", &problem), TF_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_means_something_to_the_reader_is_escaped),
        cmocka_unit_test(an_open_network_has_no_password_in_it),
        cmocka_unit_test(the_longest_of_both_fit),
        cmocka_unit_test(what_no_network_has_is_refused_by_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
