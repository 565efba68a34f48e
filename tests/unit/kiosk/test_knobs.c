/* What the kiosk is set to, by the wall and by the desk. */
#include "kiosk/machine.h"

#include "kiosk/settings.h"

#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static int woken;
static void wake(void *user)
{
    (void)user;
    woken++;
}

static void assert_is(struct tf_knobs *knobs, const char *name, const char *want)
{
    char value[TF_KNOB_VALUE_BYTES] = "";
    assert_true(tf_knobs_get(knobs, name, value));
    assert_string_equal(value, want);
}

static void what_the_desk_sets_is_told_to_the_wall_once_and_written_down(void **state)
{
    char name[TF_KNOB_NAME_BYTES], value[TF_KNOB_VALUE_BYTES];
    struct tf_run_arguments arguments;
    struct tf_options options;
    struct tf_settings *settings = NULL;
    struct tf_knobs *knobs = NULL;
    struct folder folder;
    (void)state;
    folder_make(&folder);
    const char *file = folder_file(&folder, "twofeet.ini");
    tf_run_arguments_init(&arguments);
    assert_int_equal(tf_machine_knobs(&knobs, &arguments, file, wake, NULL), TF_OK);
    assert_is(knobs, "bell", "3");
    assert_is(knobs, "attract", "yes");
    assert_is(knobs, "lang", "");
    assert_false(tf_knobs_take(knobs, name, value));
    woken = 0;
    assert_int_equal(tf_knobs_turn(knobs, "attract", "no", true), TF_OK);
    assert_int_equal(tf_knobs_turn(knobs, "bell", "1", false), TF_OK); /* the wall's own doing */
    assert_int_equal(woken, 1);
    assert_true(tf_knobs_take(knobs, name, value));
    assert_string_equal(name, "attract");
    assert_string_equal(value, "no");
    assert_false(tf_knobs_take(knobs, name, value));
    assert_is(knobs, "bell", "1");
    tf_run_options(&options, &arguments);
    assert_int_equal(tf_settings_read(&settings, file, false, &options), TF_OK);
    assert_int_equal(arguments.attract, 0);
    assert_int_equal(arguments.bell, 1);
    tf_settings_free(settings);
    tf_knobs_destroy(knobs);
    folder_remove(&folder);
}

static void what_cannot_be_written_down_holds_and_says_so(void **state)
{
    struct tf_knobs *knobs = NULL;
    char value[TF_KNOB_VALUE_BYTES];
    (void)state;
    assert_int_equal(tf_knobs_create(&knobs, "/nowhere/twofeet.ini", NULL, NULL), TF_OK);
    assert_int_equal(tf_knobs_add(knobs, "bell", "3"), TF_OK);
    assert_int_equal(tf_knobs_turn(knobs, "bell", "0", true), TF_ERR_IO);
    assert_is(knobs, "bell", "0");
    assert_int_equal(tf_knobs_turn(knobs, "bell", "1\nlisten = 80", true), TF_ERR_INVALID);
    assert_is(knobs, "bell", "0");
    assert_false(tf_knobs_get(knobs, "printer", value));
    tf_knobs_destroy(knobs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_desk_sets_is_told_to_the_wall_once_and_written_down),
        cmocka_unit_test(what_cannot_be_written_down_holds_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
