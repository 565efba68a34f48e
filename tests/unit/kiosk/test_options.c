#include "kiosk/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct values {
    bool flag;
    const char *text;
    int64_t number, time;
    int choice;
    struct tf_option_list words;
    struct tf_option_size size;
    double matrix[6];
};

static const char *const colours[] = {"red", "green", NULL};
static const struct tf_option table[] = {
    {.name = "flag", .kind = TF_OPTION_FLAG, .offset = offsetof(struct values, flag), .help = "A flag."},
    {.name = "text",
     .kind = TF_OPTION_TEXT,
     .offset = offsetof(struct values, text),
     .argument = "TEXT",
     .help = "A text."},
    {.name = "word",
     .kind = TF_OPTION_LIST,
     .offset = offsetof(struct values, words),
     .argument = "TEXT",
     .help = "A word of several."},
    {.name = "number",
     .kind = TF_OPTION_NUMBER,
     .offset = offsetof(struct values, number),
     .argument = "N",
     .help = "A number.",
     .least = -3,
     .most = 9000000000},
    {.name = "time",
     .kind = TF_OPTION_TIME,
     .offset = offsetof(struct values, time),
     .argument = "TIME",
     .help = "A time."},
    {.name = "colour",
     .kind = TF_OPTION_CHOICE,
     .offset = offsetof(struct values, choice),
     .argument = "NAME",
     .help = "A “colour”\nthat one likes.",
     .choices = colours},
    {.name = "size",
     .kind = TF_OPTION_SIZE,
     .offset = offsetof(struct values, size),
     .argument = "WxH",
     .help = "A size, which is explained at some length, so that the line has to be broken somewhere.",
     .least = 1,
     .most = 100},
    {.name = "a-long-name-matrix",
     .kind = TF_OPTION_MATRIX,
     .offset = offsetof(struct values, matrix),
     .argument = "MATRIX",
     .help = "Numbers."},
    {.name = NULL},
};

/* words: "--flag --text x": blanks part them. Returns what the parser returned. */
static enum tf_err parse(struct values *values, const char *words, bool stop, char **left,
                         struct tf_problem *problem)
{
    static char copy[256];
    char *argv[20] = {(char[]){"test"}, NULL};
    struct tf_options options = {.usage = "test", .about = "", .groups = {{"Options", table, values}}};
    struct tf_options_result result;
    char *state = NULL;
    int argc = 1;
    enum tf_err err;

    snprintf(copy, sizeof copy, "%s", words);
    for (char *word = strtok_r(copy, " ", &state); word && argc < 19; word = strtok_r(NULL, " ", &state))
        argv[argc++] = word;
    err = tf_options_parse(&result, &options, argc, argv, stop, problem);
    if (err == TF_OK && left)
        *left = result.first < argc ? argv[result.first] : NULL;
    return err;
}

static void every_kind_of_value_is_read(void **state)
{
    struct values values = {0};

    (void)state;
    assert_int_equal(
        parse(&values,
              "--flag --text hello --number=8000000000 --time 2026-11-25T10:30:00+01:00 --colour "
              "green --size 10.5x20 --a-long-name-matrix 1,0,-0.5,0,1e1,2",
              false, NULL, NULL),
        TF_OK);
    assert_true(values.flag);
    assert_string_equal(values.text, "hello");
    assert_true(values.number == 8000000000);
    assert_true(values.time == 1795599000);
    assert_int_equal(values.choice, 1);
    assert_true(fabs(values.size.w - 10.5) < 1e-12 && fabs(values.size.h - 20) < 1e-12);
    assert_true(fabs(values.matrix[2] + 0.5) < 1e-12 && fabs(values.matrix[4] - 10) < 1e-12);
}

static void an_option_of_a_list_may_be_given_again(void **state)
{
    struct values values = {0};
    char words[256];
    size_t len = 0;

    (void)state;
    assert_int_equal(parse(&values, "--word a --word=b", false, NULL, NULL), TF_OK);
    assert_int_equal(values.words.count, 2);
    assert_string_equal(values.words.items[0], "a");
    assert_string_equal(values.words.items[1], "b");
    values = (struct values){0};
    for (int i = 0; i < TF_OPTION_LIST_MAX + 2; i++) {
        len += (size_t)snprintf(words + len, sizeof words - len, "--word=x ");
    }
    assert_int_equal(parse(&values, words, false, NULL, NULL), TF_OK);
    assert_int_equal(values.words.count, TF_OPTION_LIST_MAX);
}

static void values_that_are_none_are_refused_and_named(void **state)
{
    static const char *const wrong[] = {
        "--number 1x",
        "--number 9000000001",
        "--number -4",
        "--number 99999999999999999999",
        "--number=",
        "--time 10:30",
        "--time 2026-11-25",
        "--time 2026-11-25T10:30:00",
        "--colour blue",
        "--colour gree",
        "--size 10",
        "--size 10x",
        "--size x10",
        "--size 0x10",
        "--size 10x101",
        "--size nanxnan",
        "--size infxinf",
        "--size 10x10x10",
        "--a-long 1,2,3,4,5",
        "--a-long 1,2,3,4,5,6,7",
        "--a-long ,",
        "--a-long nan,0,0,0,0,0",
        "--text=",
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct values values = {0};
        struct tf_problem problem = {0};
        if (parse(&values, wrong[i], false, NULL, &problem) != TF_ERR_INVALID)
            fail_msg("“%s” was taken", wrong[i]);
        assert_int_equal(strncmp(problem.what, "--", 2), 0);
        assert_non_null(strstr(problem.what, " takes "));
    }
}

static void unknown_options_and_missing_values_are_told_apart(void **state)
{
    static const char *const cases[][2] = {
        {"--nope", "There is no option “--nope”"}, {"--nope=3", "There is no option “--nope=3”"},
        {"-z", "There is no option “-z”"},         {"--number", "--number needs its N"},
        {"--flag=1", "“--flag=1” takes no value"}, {"--help=1", "“--help=1” takes no value"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct values values = {0};
        struct tf_problem problem = {0};
        assert_int_equal(parse(&values, cases[i][0], false, NULL, &problem), TF_ERR_INVALID);
        assert_string_equal(problem.what, cases[i][1]);
    }
}

static void options_may_stand_behind_operands_unless_told_to_stop(void **state)
{
    struct values values = {0};
    char *left = NULL;

    (void)state;
    assert_int_equal(parse(&values, "operand --flag", false, &left, NULL), TF_OK);
    assert_true(values.flag);
    assert_string_equal(left, "operand");
    values.flag = false;
    assert_int_equal(parse(&values, "operand --flag", true, &left, NULL), TF_OK);
    assert_false(values.flag);
    assert_string_equal(left, "operand");
    assert_int_equal(parse(&values, "-- --flag", false, &left, NULL), TF_OK);
    assert_false(values.flag);
    assert_string_equal(left, "--flag");
}

static void help_has_every_option_and_no_long_line(void **state)
{
    struct tf_options options = {
        .usage = "test", .about = "One.\nTwo.", .groups = {{"Options", table, NULL}}};
    char *text = NULL, *save = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);

    (void)state;
    tf_options_help(&options, to);
    fclose(to);
    assert_non_null(strstr(text, "Usage: test\n\nOne.\nTwo.\n\nOptions:\n"));
    for (const struct tf_option *o = table; o->name; o++)
        assert_non_null(strstr(text, o->name));
    assert_non_null(strstr(text, "--help"));
    assert_non_null(
        strstr(text, "--colour NAME           A “colour”\n                          that one likes.\n"));
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        assert_true(strlen(line) <= 84); /* bytes: quotation marks are three each */
        assert_true(line[strlen(line) - 1] != ' ');
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_value_is_read),
        cmocka_unit_test(an_option_of_a_list_may_be_given_again),
        cmocka_unit_test(values_that_are_none_are_refused_and_named),
        cmocka_unit_test(unknown_options_and_missing_values_are_told_apart),
        cmocka_unit_test(options_may_stand_behind_operands_unless_told_to_stop),
        cmocka_unit_test(help_has_every_option_and_no_long_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
