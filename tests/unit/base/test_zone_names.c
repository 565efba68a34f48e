/* The list of zones to choose from, and this machine's own. */
#include "base/zone_names.h"

#include "base/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 6 };

static int open_names(void **state)
{
    struct tf_zone_names *names = NULL;
    assert_int_equal(tf_zone_names_open(&names), TF_OK);
    *state = names;
    return 0;
}

static int close_names(void **state)
{
    tf_zone_names_close(*state);
    return 0;
}

static void assert_first(const struct tf_zone_names *names, const char *typed, const char *wanted)
{
    const char *found[MOST];
    assert_true(tf_zone_names_find(names, typed, found, MOST) > 0);
    assert_string_equal(found[0], wanted);
}

static void a_city_is_found_as_people_write_it(void **state)
{
    assert_first(*state, "berlin", "Europe/Berlin");
    assert_first(*state, "New York", "America/New_York");
    assert_first(*state, "são paulo", "America/Sao_Paulo");
    assert_first(*state, "buenos", "America/Argentina/Buenos_Aires");
    assert_first(*state, "asia to", "Asia/Tokyo");
    assert_first(*state, "utc", "UTC");
}

static void what_is_nowhere_finds_nothing(void **state)
{
    const char *found[MOST];
    assert_int_equal(tf_zone_names_find(*state, "", found, MOST), 0);
    assert_int_equal(tf_zone_names_find(*state, "zzz", found, MOST), 0);
    assert_int_equal(tf_zone_names_find(*state, "\xff", found, MOST), 0);
    assert_int_equal(tf_zone_names_find(*state, "../../etc/passwd", found, MOST), 0);
    assert_int_equal(tf_zone_names_find(*state, "a", found, MOST),
                     MOST); /* and no more than there is room for */
}

static void every_zone_of_the_list_can_be_had(void **state)
{
    const char *found[700];
    size_t count = tf_zone_names_find(*state, "a", found, 700);
    assert_true(count > 200);
    assert_true(tf_zone_names_count(*state) > 400);
    for (size_t i = 0; i < count; i += 25) {
        struct tf_zone *zone = NULL;
        struct tf_civil civil;
        int offset_s = -1;
        if (tf_zone_open(&zone, found[i]) != TF_OK) {
            fail_msg("%s cannot be had", found[i]);
        }
        tf_zone_civil(zone, 1764061200, &civil);
        assert_true(tf_zone_offset(&offset_s, found[i], 1764061200));
        assert_int_equal(offset_s, civil.offset_s);
        tf_zone_close(zone);
    }
    int offset_s = 0;
    assert_false(tf_zone_offset(&offset_s, "Europe/Nowhere", 0));
}

static void this_machines_zone_is_one_that_can_be_had(void **state)
{
    char name[TF_ZONE_NAME_SIZE];
    (void)state;
    setenv("TZ", "Asia/Tokyo", 1);
    tf_zone_names_system(name);
    assert_string_equal(name, "Asia/Tokyo");
    setenv("TZ", ":Europe/Vienna", 1);
    tf_zone_names_system(name);
    assert_string_equal(name, "Europe/Vienna");
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1); /* a rule, no name: where /etc/localtime leads, or UTC */
    tf_zone_names_system(name);
    struct tf_zone *zone = NULL;
    assert_int_equal(tf_zone_open(&zone, name), TF_OK);
    tf_zone_close(zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(this_machines_zone_is_one_that_can_be_had),
        cmocka_unit_test(a_city_is_found_as_people_write_it),
        cmocka_unit_test(what_is_nowhere_finds_nothing),
        cmocka_unit_test(every_zone_of_the_list_can_be_had),
    };
    return cmocka_run_group_tests(tests, open_names, close_names);
}
