#include "words/notes_url.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct tf_gathering gathering = {.code = "camp"};
static struct tf_session session = {.code = "CARD2"};

static void check(const char *template, const char *wanted)
{
    struct tf_arena arena;
    tf_arena_init(&arena);
    assert_string_equal(tf_notes_url(&arena, template, &gathering, &session), wanted);
    tf_arena_free(&arena);
}

static void codes_are_put_where_the_template_says(void **state)
{
    (void)state;
    check("https://pad.example.org/p/{event}-{code}", "https://pad.example.org/p/camp-CARD2");
    check("http://10.0.0.9:9001/p/{code}?x={event}#{code}", "http://10.0.0.9:9001/p/CARD2?x=camp#CARD2");
    check("HTTPS://pad.example/{code}{code}", "HTTPS://pad.example/CARD2CARD2");
    check(NULL, "");
}

static void what_is_put_in_is_escaped(void **state)
{
    (void)state;
    gathering.code = "../..//evil.example/?a=b&c#d \"<'\xc3\xa9";
    check("https://pad.example/p/{event}-{code}",
          "https://pad.example/p/..%2F..%2F%2Fevil.example%2F%3Fa%3Db%26c%23d%20%22%3C%27%C3%A9-CARD2");
    gathering.code = "{code}"; /* is not put in a second time */
    check("https://pad.example/p/{event}-{code}", "https://pad.example/p/%7Bcode%7D-CARD2");
    gathering.code = "camp";
}

static void only_good_templates_lead_anywhere(void **state)
{
    static const char *const BAD[] = {
        "",
        "pad.example/{code}",
        "ftp://pad.example/{code}",
        "javascript:alert(1)//{code}",
        "data:text/html,{code}",
        "https://",
        "https:///{code}",
        "https://{code}.example/",
        "https://{event}/{code}",
        "https://pad.example/",       /* one pad for all */
        "https://pad.example/{Code}", /* unknown */
        "https://pad.example/{code}{",
        "https://pad.example/{code}}",
        "https://pad.example/{code}/{title}",
        "https://wall.example@evil.example/{code}",
        "https://pad.example/{code} x",
        "https://pad.example/{code}\n",
        "https://pad.example/\"{code}",
        "https://pad.example/<{code}>",
        "https://p\u00e4d.example/{code}",
    };
    char longest[600];
    struct tf_problem problem = {0};
    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        problem = (struct tf_problem){0};
        assert_int_equal(tf_notes_url_check(BAD[i], &problem), TF_ERR_INVALID);
        assert_true(problem.what[0] != '\0' && problem.todo[0] != '\0');
        check(BAD[i], "");
    }
    memset(longest, 'a', sizeof(longest));
    memcpy(longest, "https://pad.example/{code}", 26);
    longest[sizeof(longest) - 1] = '\0';
    assert_int_equal(tf_notes_url_check(longest, &problem), TF_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_put_where_the_template_says),
        cmocka_unit_test(what_is_put_in_is_escaped),
        cmocka_unit_test(only_good_templates_lead_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
