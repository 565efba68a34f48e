#include "exchange/format_file.h"

#include "core/policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_arena arena;
static struct tf_format format;
static struct tf_problem problem;

static int set_up(void **state)
{
    (void)state;
    tf_arena_init(&arena);
    memset(&problem, 0, sizeof(problem));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tf_arena_free(&arena);
    return 0;
}

static enum tf_err parse(const char *text)
{
    return tf_format_file_parse(&format, &arena, "our-evening", text, strlen(text), "our-evening.ini",
                                &problem);
}

static void everything_that_can_be_said_is_read(void **state)
{
    (void)state;
    assert_int_equal(
        parse("# a comment\n[format]\ntitle = Our évening\nabout = One sentence.\n"
              "[words]\ninvitation = Come.\ninvitation = Bring bread.\n"
              "principle = One = two.\nprinciple = Two.\n"
              "[guests]\nno_placing = gathering, marketplace closing\nwhy = Not yet.\nvotes = 7\n"
              "[grid]\nschedule = yes\n[talks]\nwarn_min = 2\n[ideas]\nreply_days = 14\n"),
        TF_OK);
    assert_string_equal(format.name, "our-evening");
    assert_string_equal(format.title, "Our évening");
    assert_string_equal(format.about, "One sentence.");
    assert_string_equal(format.invitation, "Come.\nBring bread.");
    assert_string_equal(format.principles, "One = two.\nTwo.");
    assert_int_equal(format.no_placing, TF_POLICY_PHASE(TF_PHASE_GATHERING) |
                                            TF_POLICY_PHASE(TF_PHASE_MARKETPLACE) |
                                            TF_POLICY_PHASE(TF_PHASE_CLOSING));
    assert_string_equal(format.no_placing_why, "Not yet.");
    assert_int_equal(format.votes, 7);
    assert_true(format.schedules);
    assert_int_equal(format.warn_min, 2);
    assert_int_equal(format.reply_days, 14);
}

static void a_title_is_enough(void **state)
{
    (void)state;
    assert_int_equal(parse("[format]\r\ntitle = Quiet\r\n"), TF_OK);
    assert_int_equal(format.no_placing, 0);
    assert_string_equal(format.no_placing_why, "");
    assert_false(format.schedules);
    assert_int_equal(parse("[format]\ntitle = Q\n[guests]\nno_placing = always\n"), TF_OK);
    assert_int_equal(format.no_placing, TF_POLICY_ALL_PHASES);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *where, *what;
    } ROWS[] = {
        {"[format]\ntitle = A\ncolour = red\n", "our-evening.ini:3", "[format] colour"},
        {"[formats]\ntitle = A\n", "our-evening.ini:2", "[formats] title"},
        {"[format]\ntitle = A\ntitle = B\n", "our-evening.ini:3", "said twice"},
        {"[format]\ntitle =\n", "our-evening.ini:2", "no text"},
        {"[format]\ntitle = \xe2\x80\x8b\n", "our-evening.ini:2", "no text"},
        {"[format]\ntitle = A\n[guests]\nvotes = many\n", "our-evening.ini:4", "no number from 0 to 1000"},
        {"[format]\ntitle = A\n[guests]\nvotes = 1001\n", "our-evening.ini:4", "no number"},
        {"[format]\ntitle = A\n[guests]\nvotes = -1\n", "our-evening.ini:4", "no number"},
        {"[format]\ntitle = A\n[guests]\nno_placing = lunch\n", "our-evening.ini:4", "no phase"},
        {"[format]\ntitle = A\n[grid]\nschedule = maybe\n", "our-evening.ini:4", "neither yes nor no"},
        {"[format]\ntitle = A\n[talks]\nwarn_min = 21\n", "our-evening.ini:4", "no number from 0 to 20"},
        {"[format]\ntitle = A\n[ideas]\nreply_days = 91\n", "our-evening.ini:4", "no number from 0 to 90"},
        {"[format]\ntitle = A\n[ideas]\nreply_days = soon\n", "our-evening.ini:4", "no number"},
        {"[format]\ntitle = A\nhello\n", "our-evening.ini:3", "no key"},
        {"[format]\ntitle = A\n  and more\n", "our-evening.ini:3", "indented"},
        {"[format]\ntitle = \xff\n", "our-evening.ini:2", "not UTF-8"},
        {"[words]\nprinciple = a\nprinciple = b\nprinciple = c\nprinciple = d\nprinciple = e\nprinciple = "
         "f\n",
         "our-evening.ini:7", "five principles"},
        {"[words]\ninvitation = a\n", "our-evening.ini", "has a title"},
        {"", "our-evening.ini", "has a title"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        assert_int_equal(parse(ROWS[i].text), TF_ERR_INVALID);
        assert_string_equal(problem.where, ROWS[i].where);
        if (strstr(problem.what, ROWS[i].what) == NULL) {
            fail_msg("“%s” does not say: %s", problem.what, ROWS[i].what);
        }
    }
}

static void long_lines_and_strange_bytes_are_refused(void **state)
{
    char *text = calloc(1, 40000);
    (void)state;
    assert_non_null(text);
    (void)snprintf(text, 40000, "[format]\ntitle = ");
    memset(text + strlen(text), 'a', 300);
    assert_int_equal(parse(text), TF_ERR_INVALID);
    assert_string_equal(problem.where, "our-evening.ini:2");
    memset(text, '\n', 20000);
    assert_int_equal(tf_format_file_parse(&format, &arena, "a", text, 20000, "a.ini", &problem),
                     TF_ERR_LIMIT);
    assert_int_equal(tf_format_file_parse(&format, &arena, "a", "[format]\0title", 14, "a.ini", &problem),
                     TF_ERR_INVALID);
    assert_int_equal(tf_format_file_parse(&format, &arena, "Our Evening", "", 0, "Our Evening.ini", &problem),
                     TF_ERR_INVALID);
    free(text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(everything_that_can_be_said_is_read),
        TEST(a_title_is_enough),
        TEST(what_is_wrong_is_told_with_its_line),
        TEST(long_lines_and_strange_bytes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
