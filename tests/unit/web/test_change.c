#include "web/change.h"

#include "core/rules.h"
#include "support/support.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_board *before, *after;
static struct tf_zone *zone;

static int set_up(void **state)
{
    (void)state;
    before = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees");
    after = tf_board_ref(before);
    return tf_zone_open(&zone, "Europe/Berlin") == TF_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tf_board_unref(before);
    tf_board_unref(after);
    tf_zone_close(zone);
    return 0;
}

static json_t *changes(bool *is_any)
{
    struct tf_buf text;
    tf_buf_init(&text, 0);
    assert_int_equal(tf_change_write(&text, before, after, zone, is_any), TF_OK);
    json_t *json = json_loads(text.data, 0, NULL);
    assert_non_null(json);
    assert_null(strchr(text.data, '\n')); /* a line of the stream */
    tf_buf_free(&text);
    return json;
}

static void decide(struct tf_command *command)
{
    struct tf_event *event = NULL;
    assert_int_equal(tf_rules_decide(&event, after, command, NULL, NULL, NULL), TF_OK);
    support_apply(&after, event);
    tf_event_unref(event);
    tf_command_destroy(command);
}

static void nothing_is_different_between_a_board_and_itself(void **state)
{
    bool is_any = true;
    (void)state;
    json_decref(changes(&is_any));
    assert_false(is_any);
}

static void a_placement_says_where_and_when_in_local_time(void **state)
{
    bool is_any = false;
    const char *code = NULL, *where = NULL, *when = NULL;
    int is_grid = 0, is_all = 0;
    (void)state;
    decide(support_place(after, "Bees", "B", "11:00"));
    json_t *json = changes(&is_any);
    assert_true(is_any);
    assert_int_equal(json_unpack(json, "{s:b, s:b, s:[{s:s, s:s, s:s}]}", "grid", &is_grid, "all", &is_all,
                                 "moved", "code", &code, "where", &where, "when", &when),
                     0);
    assert_true(is_grid);
    assert_false(is_all);
    assert_string_equal(code, "CARD3");
    assert_string_equal(where, "B");
    assert_string_equal(when, "12:00");
    json_decref(json);
}

static void a_star_changes_its_session_and_no_grid(void **state)
{
    bool is_any = false;
    int is_grid = 1;
    const char *code = NULL;
    (void)state;
    support_star(&after, "Compost", 7);
    json_t *json = changes(&is_any);
    assert_int_equal(json_unpack(json, "{s:b, s:[s]}", "grid", &is_grid, "codes", &code), 0);
    assert_false(is_grid);
    assert_string_equal(code, "CARD2");
    json_decref(json);
}

static void who_is_taken_off_has_no_place(void **state)
{
    bool is_any = false;
    json_t *one = NULL;
    (void)state;
    struct tf_command *command = support_command_by(TF_VERB_HIDE, TF_ROLE_ORGANISER, 0);
    command->session = support_session(after, "Compost");
    decide(command);
    json_t *json = changes(&is_any);
    assert_int_equal(json_unpack(json, "{s:[o]}", "moved", &one), 0);
    assert_null(json_object_get(one, "where"));
    char *text = json_dumps(json, 0);
    assert_null(strstr(text, "Compost")); /* no words of anybody's */
    free(text);
    json_decref(json);
}

static void very_many_sessions_are_all(void **state)
{
    bool is_any = false;
    int is_all = 0;
    (void)state;
    for (uint64_t i = 0; i < TF_CHANGE_CODES_MAX + 5; i++) {
        char code[9];
        tf_command_code(code, i * UINT64_C(7919) + 1);
        decide(support_propose("Another", 5000 + i, code));
    }
    json_t *json = changes(&is_any);
    assert_int_equal(json_unpack(json, "{s:b}", "all", &is_all), 0);
    assert_true(is_all);
    assert_int_equal(json_array_size(json_object_get(json, "codes")), TF_CHANGE_CODES_MAX);
    json_decref(json);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_different_between_a_board_and_itself),
        TEST(a_placement_says_where_and_when_in_local_time),
        TEST(a_star_changes_its_session_and_no_grid),
        TEST(who_is_taken_off_has_no_place),
        TEST(very_many_sessions_are_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
