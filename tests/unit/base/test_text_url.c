/* Links: http and https to a host, nothing that acts, hides or pretends. */
#include "base/text.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unit/base/text_rules.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void links_are_kept(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } CASES[] = {
        {"http://a.b", "http://a.b"},
        {"https://example.org/", "https://example.org/"},
        {"HTTPS://Example.ORG/Path", "https://example.org/Path"},
        {"  https://example.org/a \r\n", "https://example.org/a"},
        {"http://example.org:8080/a?b=c&d=%20#e", "http://example.org:8080/a?b=c&d=%20#e"},
        {"http://example.org?x", "http://example.org?x"},
        {"http://example.org#x", "http://example.org#x"},
        {"http://192.0.2.7/", "http://192.0.2.7/"},
        {"http://[2001:DB8::1]:80/x", "http://[2001:db8::1]:80/x"},
        {"http://pad_1.local/~me/(x);y,z'!*$", "http://pad_1.local/~me/(x);y,z'!*$"},
        {"https://xn--mnchen-3ya.de/", "https://xn--mnchen-3ya.de/"},
        {"https://de.wikipedia.org/wiki/Köln", "https://de.wikipedia.org/wiki/K%C3%B6ln"},
        {"https://a.b/?q={x|y}^`", "https://a.b/?q=%7Bx%7Cy%7D%5E%60"},
        {"https://a.b/me@c.d", "https://a.b/me@c.d"},
        {"https://a.b/\u202e", "https://a.b/%E2%80%AE"}, /* what would hide is spelt out */
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        char *out = NULL;
        unsigned fixes = ~0u;
        assert_int_equal(tf_text_clean(&out, CASES[i].in, strlen(CASES[i].in), TF_TEXT_URL), TF_OK);
        assert_string_equal(out, CASES[i].out);
        assert_null(text_breaks(out, TF_TEXT_URL));
        free(out);
        assert_int_equal(tf_text_fit(&out, CASES[i].in, strlen(CASES[i].in), TF_TEXT_URL, &fixes), TF_OK);
        assert_string_equal(out, CASES[i].out);
        assert_int_equal(fixes, 0);
        free(out);
    }
}

static void what_is_no_link_is_refused_and_empty_in_files(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "javascript:alert(1)",
        "JaVaScRiPt://a.b/%0aalert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://a.b/",
        "mailto:a@b.c",
        "//a.b/",
        "a.b",
        "www.example.org",
        "http",
        "http:",
        "http:/a.b",
        "http:a.b",
        "http://",
        "http:///path",
        "http://?x",
        "http://:80/",
        "https:\\\\a.b",
        "http://a.b\\c",
        "http://user@a.b/",
        "http://user:secret@a.b/",
        "http://good.example@evil.example/",
        "http://good.example:80@evil.example/",
        "http://good.example%40evil.example/",
        "http://a b.c/",
        "http://a.b/c d",
        "http://a.b/\tc",
        "http://a.b/\nSet-Cookie:x",
        "http://a.b/\"onclick=\"x",
        "http://a.b/<x>",
        "http://münchen.de/",
        "http://аррӏе.com/", /* Cyrillic */
        "http://a\u200bb.c/",
        "http://a。b/",
        "http://a..b/",
        "http://.a/",
        "http://a./",
        "http://-a.b/",
        "http://a-.b/",
        "http://a.b:/",
        "http://a.b:0/",
        "http://a.b:65536/",
        "http://a.b:99999999999999999999/",
        "http://a.b:80:80/",
        "http://a.b:8o/",
        "http://[::1/",
        "http://[]/",
        "http://[::g]/",
        "http://[::1]x/",
        "http://a.b/\x7f",
        "http://a.b/\xff",
        "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b/",
    };
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        char *out = NULL;
        unsigned fixes = 0;
        if (tf_text_clean(&out, BAD[i], strlen(BAD[i]), TF_TEXT_URL) != TF_ERR_INVALID) {
            fail_msg("\"%s\" is taken for a link", BAD[i]);
        }
        assert_null(out);
        assert_int_equal(tf_text_fit(&out, BAD[i], strlen(BAD[i]), TF_TEXT_URL, &fixes), TF_OK);
        assert_string_equal(out, "");
        assert_int_equal(fixes, TF_TEXT_FIX_REMOVED);
        free(out);
    }
}

static void a_link_too_long_is_never_cut(void **state)
{
    (void)state;
    char in[TF_URL_BYTES_MAX + 2] = "http://a.b/";
    memset(in + strlen(in), 'x', TF_URL_BYTES_MAX - strlen(in));
    in[TF_URL_BYTES_MAX] = '\0';
    char *out = NULL;
    unsigned fixes = 0;
    assert_int_equal(tf_text_clean(&out, in, strlen(in), TF_TEXT_URL), TF_OK);
    assert_string_equal(out, in);
    free(out);
    in[TF_URL_BYTES_MAX] = 'x';
    in[TF_URL_BYTES_MAX + 1] = '\0';
    assert_int_equal(tf_text_clean(&out, in, strlen(in), TF_TEXT_URL), TF_ERR_LIMIT);
    assert_int_equal(tf_text_fit(&out, in, strlen(in), TF_TEXT_URL, &fixes), TF_OK);
    assert_string_equal(out, "");
    assert_int_equal(fixes, TF_TEXT_FIX_CUT);
    free(out);
    /* Encoding counts too: 200 umlauts are 1,200 bytes. */
    in[strlen("http://a.b/")] = '\0';
    for (int i = 0; i < 200; i++) {
        strncat(in, "ö", sizeof(in) - strlen(in) - 1);
    }
    assert_int_equal(tf_text_clean(&out, in, strlen(in), TF_TEXT_URL), TF_ERR_LIMIT);
}

static void a_host_has_its_own_limit(void **state)
{
    (void)state;
    char in[TF_URL_BYTES_MAX] = "http://";
    for (int i = 0; i < 130; i++) {
        strncat(in, "a.", sizeof(in) - strlen(in) - 1);
    }
    strncat(in, "b/", sizeof(in) - strlen(in) - 1);
    char *out = NULL;
    assert_int_equal(tf_text_clean(&out, in, strlen(in), TF_TEXT_URL), TF_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_kept),
        cmocka_unit_test(what_is_no_link_is_refused_and_empty_in_files),
        cmocka_unit_test(a_link_too_long_is_never_cut),
        cmocka_unit_test(a_host_has_its_own_limit),
    };
    return cmocka_run_group_tests_name("text: links", tests, NULL, NULL);
}
