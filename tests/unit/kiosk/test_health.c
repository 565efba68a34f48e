/* What the desk is told of the machine. */
#include "kiosk/health.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct tf_web_health look(const char *thermal_text, const char *file)
{
    char path[] = "/tmp/twofeet-thermal-XXXXXX";
    struct tf_clock clock = {.confirmed_by_hand = true};
    struct tf_web_health out = {.temperature_c = 99, .disk_bytes = 99};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, thermal_text, strlen(thermal_text)), (int)strlen(thermal_text));
    close(fd);
    struct tf_health health = {.file = file, .clock = &clock, .thermal = path};
    tf_health_look(&health, &out);
    unlink(path);
    return out;
}

static void the_temperature_is_whole_degrees_and_nonsense_is_none(void **state)
{
    (void)state;
    assert_true(look("47123\n", NULL).has_temperature);
    assert_int_equal(look("47123\n", NULL).temperature_c, 47);
    assert_int_equal(look("-5000\n", NULL).temperature_c, -5);
    static const char *const NONSENSE[] = {"", "\n", "hot\n", "99999999999999999999\n", "200000\n"};
    for (size_t i = 0; i < sizeof NONSENSE / sizeof NONSENSE[0]; i++) {
        assert_false(look(NONSENSE[i], NULL).has_temperature);
    }
}

static void the_disk_is_the_one_of_the_events_file(void **state)
{
    (void)state;
    assert_true(look("", "/tmp").disk_bytes > 0);
    assert_true(look("", "/tmp").disk_free_bytes <= look("", "/tmp").disk_bytes);
    assert_true(look("", NULL).disk_bytes == 0);
    assert_true(look("", "/nowhere/at/all").disk_bytes == 0);
}

static void the_clock_and_a_printer_that_is_none_are_said(void **state)
{
    (void)state;
    assert_true(look("", NULL).clock_confirmed);
    assert_false(look("", NULL).has_printer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_temperature_is_whole_degrees_and_nonsense_is_none),
        cmocka_unit_test(the_disk_is_the_one_of_the_events_file),
        cmocka_unit_test(the_clock_and_a_printer_that_is_none_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
