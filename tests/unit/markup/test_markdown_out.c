#include "markup/markdown_out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmark.h>
#include <cmocka.h>

static struct tf_buf out;

static int set_up(void **state)
{
    (void)state;
    tf_buf_init(&out, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tf_buf_free(&out);
    return 0;
}

/* What a reader of our Markdown makes of it, with all its powers on. */
static char *read_back(void)
{
    return cmark_markdown_to_html(out.data, out.len, CMARK_OPT_UNSAFE);
}

static void a_plain_text_reads_back_as_it_was_written(void **state)
{
    static const struct {
        const char *text, *html;
    } CASES[] = {
        {"# not a heading", "<p># not a heading</p>\n"},
        {"1. not a list\n- nor this", "<p>1. not a list<br />\n- nor this</p>\n"},
        {"*a* _b_ [c](http://d) `e` <b>", "<p>*a* _b_ [c](http://d) `e` &lt;b&gt;</p>\n"},
        {"</script>&amp;", "<p>&lt;/script&gt;&amp;amp;</p>\n"},
        {"one\n\n\n> two", "<p>one</p>\n<p>&gt; two</p>\n"},
        {"\n\nüber\n", "<p>über</p>\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        tf_buf_clear(&out);
        tf_markdown_plain(&out, CASES[i].text);
        char *html = read_back();
        assert_string_equal(html, CASES[i].html);
        free(html);
    }
}

static void nothing_becomes_nothing(void **state)
{
    (void)state;
    tf_markdown_plain(&out, "");
    tf_markdown_plain(&out, "\n\n");
    tf_markdown_tame(&out, "");
    assert_int_equal(out.len, 0);
}

static void a_note_keeps_its_markdown_and_nothing_wild(void **state)
{
    static const struct {
        const char *text, *html;
    } CASES[] = {
        {"**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>\n"},
        {"# a *b*", "<p><strong>a <em>b</em></strong></p>\n"},
        {"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
        {"<div>\n# a\n1. b", "<p>&lt;div&gt;<br />\n# a<br />\n1. b</p>\n"},
        {"a <b onclick=x> c", "<p>a &lt;b onclick=x&gt; c</p>\n"},
        {"![pic](http://a.example/b.png)", "<p>pic</p>\n"},
        {"[x](javascript:alert(1)) [y](https://a.example/)",
         "<p>x <a href=\"https://a.example/\">y</a></p>\n"},
        {"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        tf_buf_clear(&out);
        tf_markdown_tame(&out, CASES[i].text);
        char *html = read_back();
        assert_string_equal(html, CASES[i].html);
        free(html);
    }
}

static void tell(void *user, const struct tf_markdown_block *block)
{
    tf_buf_printf(user, "%d %d [%s] %s\n", (int)block->kind, block->depth, block->mark, block->text);
}

static void blocks_come_in_the_order_of_the_note(void **state)
{
    (void)state;
    assert_int_equal(tf_markdown_blocks(
                         "# Plan\n\nWe *met*\nagain.\n\n3. one\n4. two\n   - in [two](https://a.example/)\n\n"
                         "> said\n\n---\n\n<b>raw</b> <https://b.example/>\n",
                         tell, &out),
                     TF_OK);
    assert_string_equal(out.data, "1 0 [] Plan\n"
                                  "0 0 [] We met\nagain.\n"
                                  "2 1 [3.] one\n"
                                  "2 1 [4.] two\n"
                                  "2 2 [•] in two (https://a.example/)\n"
                                  "3 1 [] said\n"
                                  "5 0 [] \n"
                                  "0 0 [] <b>raw</b> https://b.example/\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_plain_text_reads_back_as_it_was_written),
        TEST(nothing_becomes_nothing),
        TEST(a_note_keeps_its_markdown_and_nothing_wild),
        TEST(blocks_come_in_the_order_of_the_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
