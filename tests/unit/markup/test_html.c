#include "markup/html.h"

#include "markup/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct tf_buf buf;
static struct tf_html html;

static int set_up(void **state)
{
    (void)state;
    tf_buf_init(&buf, 0);
    tf_html_begin(&html, &buf);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tf_buf_free(&buf);
    return 0;
}

static void text_is_escaped(void **state)
{
    (void)state;
    tf_html_leaf(&html, "p", "", "<b>\"'&amp;\x01\x7f\n");
    assert_string_equal(buf.data, "<p>&lt;b&gt;&quot;&#39;&amp;amp;\n</p>");
}

static void attributes_are_escaped(void **state)
{
    (void)state;
    tf_html_open(&html, "input");
    tf_html_attr(&html, "value", "\" onfocus=\"alert(1)");
    tf_html_flag(&html, "required");
    tf_html_int(&html, "maxlength", 7);
    tf_html_close(&html);
    assert_string_equal(buf.data, "<input value=\"&quot; onfocus=&quot;alert(1)\" required maxlength=\"7\">");
    assert_int_equal(html.depth, 0);
}

static void only_safe_addresses_are_written(void **state)
{
    static const char *const BAD[] = {"javascript:alert(1)", "JAVASCRIPT:alert(1)", "//evil.example",
                                      "/\\evil.example",     "data:text/html,x",    " http://x",
                                      "http://x y",          "ht\ntp://x",          "",
                                      "mailto:a@b",          "vbscript:x",          "http:/\t/x"};
    static const char *const GOOD[] = {"/",        "/s/CARD2#notes",           "#main",
                                       "?lang=de", "http://x.example/a?b=c&d", "HTTPS://x.example"};
    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_false(tf_html_url_is_safe(BAD[i]));
        tf_html_open(&html, "a");
        tf_html_url(&html, "href", BAD[i]);
        tf_html_close(&html);
    }
    assert_null(strstr(buf.data, "href"));
    for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
        assert_true(tf_html_url_is_safe(GOOD[i]));
    }
    tf_html_open(&html, "a");
    tf_html_url(&html, "href", "http://x/?a=1&b=\"");
    tf_html_close(&html);
    assert_non_null(strstr(buf.data, "href=\"http://x/?a=1&amp;b=&quot;\""));
}

static void what_is_opened_is_closed_in_order(void **state)
{
    (void)state;
    tf_html_open(&html, "ul");
    tf_html_open(&html, "li");
    tf_html_open(&html, "br");
    tf_html_text(&html, "x");
    tf_html_close_to(&html, 0);
    assert_string_equal(buf.data, "<ul><li><br>x</li></ul>");
}

static const char *marked(const char *text)
{
    tf_buf_clear(&buf);
    tf_html_begin(&html, &buf);
    tf_markdown(&html, text);
    assert_int_equal(html.depth, 0);
    return buf.data != NULL ? buf.data : "";
}

static void notes_have_a_little_markdown(void **state)
{
    (void)state;
    assert_string_equal(
        marked("*a* **b**\n\n- c\n"),
        "<p dir=\"auto\"><em>a</em> <strong>b</strong></p><ul><li><p dir=\"auto\">c</p></li></ul>");
    assert_non_null(strstr(marked("[x](https://a.example/)"), "href=\"https://a.example/\""));
    assert_string_equal(marked("`<i>`"), "<p dir=\"auto\"><code>&lt;i&gt;</code></p>");
}

static void markdown_brings_no_markup_of_its_own(void **state)
{
    static const char *const BAD[] = {"<script>alert(1)</script>",     "<img src=x onerror=alert(1)>",
                                      "[x](javascript:alert(1))",      "[x](JaVaScRiPt:alert(1))",
                                      "![x](http://a/b.png)",          "<a href=\"javascript:1\">x</a>",
                                      "[x](data:text/html;base64,AA)", "<http://a\" onclick=x>",
                                      "<svg/onload=alert(1)>",         "[x]( java\nscript:1)"};
    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        const char *out = marked(BAD[i]);
        assert_null(strstr(out, "<script"));
        assert_null(strstr(out, "<img"));
        assert_null(strstr(out, "<svg"));
        assert_null(strstr(out, "href=\"java"));
        assert_null(strstr(out, "href=\"data"));
    }
}

static void deep_markdown_stays_within_the_writer(void **state)
{
    char deep[2000];
    (void)state;
    memset(deep, '>', sizeof(deep) - 2);
    deep[sizeof(deep) - 2] = 'x';
    deep[sizeof(deep) - 1] = '\0';
    assert_non_null(strstr(marked(deep), "x"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(text_is_escaped),
        TEST(attributes_are_escaped),
        TEST(only_safe_addresses_are_written),
        TEST(what_is_opened_is_closed_in_order),
        TEST(notes_have_a_little_markdown),
        TEST(markdown_brings_no_markup_of_its_own),
        TEST(deep_markdown_stays_within_the_writer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
