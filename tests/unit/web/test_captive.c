/* A Wi-Fi of one's own that leads nowhere else: whatever page a phone asks for, it comes to the board. */
#include "unit/web/calling.h"

static void restart(const char *public_url, bool is_captive)
{
    struct tf_web_options options = {.public_url = public_url, .is_captive = is_captive};
    tf_web_stop(s.web);
    start(&options);
}

/* The Location of an answer; "" none. */
static const char *location(const char *answer)
{
    static char text[256];
    const char *at = strstr(answer, "\r\nLocation: ");
    text[0] = '\0';
    if (at != NULL) {
        sscanf(at, "\r\nLocation: %255[^\r]", text);
    }
    return text;
}

static void a_phone_that_looks_for_the_internet_is_led_to_the_board(void **state)
{
    static const char *const PROBES[] = {
        "GET /generate_204 HTTP/1.1\r\nHost: connectivitycheck.gstatic.com\r\n" END,
        "GET /hotspot-detect.html HTTP/1.1\r\nHost: captive.apple.com\r\n" END,
        "HEAD /connecttest.txt HTTP/1.1\r\nHost: www.msftconnecttest.com\r\n" END,
        "GET /a?b=c HTTP/1.1\r\nHost: example.org:80\r\nCookie: device=x\r\n" END,
    };
    char own[64];
    (void)state;
    restart(NULL, true);
    snprintf(own, sizeof(own), "http://127.0.0.1:%d/", tf_web_state(s.web).port);
    for (size_t i = 0; i < sizeof(PROBES) / sizeof(*PROBES); i++) {
        const char *answer = ask(PROBES[i]);
        assert_int_equal(status_of(answer), 302);
        assert_string_equal(location(answer), own);
        assert_non_null(strstr(answer, "Cache-Control: no-store"));
        assert_null(strstr(answer, "Set-Cookie"));
    }
    const char *answer = ask("GET / HTTP/1.1\r\n" HOST END); /* and there it is */
    assert_int_equal(status_of(answer), 200);
    restart("http://wall.example:8080/", true);
    answer = ask(PROBES[0]);
    assert_int_equal(status_of(answer), 302);
    assert_string_equal(location(answer), "http://wall.example:8080/");
}

static void what_would_change_something_is_refused_as_before(void **state)
{
    static const char *const METHODS[] = {"POST", "PUT", "DELETE", "OPTIONS", "BREW"};
    (void)state;
    restart(NULL, true);
    for (size_t i = 0; i < sizeof(METHODS) / sizeof(*METHODS); i++) {
        char request[256];
        snprintf(request, sizeof(request),
                 "%s /propose HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n" END, METHODS[i]);
        const char *answer = ask(request);
        assert_int_equal(status_of(answer), 421);
        assert_string_equal(location(answer), "");
    }
}

static void nothing_of_a_hostile_host_comes_back(void **state)
{
    static const char *const HOSTS[] = {
        "evil.example/",
        "evil.example@127.0.0.1",
        "127.0.0.1.evil.example",
        "evil.example\\",
        "[::1",
        "javascript:alert(1)",
        "<script>",
        "evil.example%0d%0aSet-Cookie:a=b",
        "\xff\xfe",
        "",
        " ",
        ",",
        "a b",
    };
    char own[64], request[8400];
    (void)state;
    restart(NULL, true);
    snprintf(own, sizeof(own), "http://127.0.0.1:%d/", tf_web_state(s.web).port);
    for (size_t i = 0; i < sizeof(HOSTS) / sizeof(*HOSTS); i++) {
        snprintf(request, sizeof(request), "GET / HTTP/1.1\r\nHost: %s\r\n" END, HOSTS[i]);
        const char *answer = ask(request);
        if (status_of(answer) == 302) {
            assert_string_equal(location(answer), own);
        } else {
            assert_true(status_of(answer) >= 400 && status_of(answer) < 500);
        }
        assert_null(strstr(answer, "evil"));
        assert_null(strstr(answer, "script>"));
    }
    char longest[8000];
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    snprintf(request, sizeof(request), "GET / HTTP/1.1\r\nHost: %s\r\n" END, longest);
    const char *answer = ask(request);
    assert_null(strstr(answer, "aaaa"));
}

static void without_being_asked_to_it_leads_nobody(void **state)
{
    (void)state;
    restart(NULL, false);
    const char *answer = ask("GET /generate_204 HTTP/1.1\r\nHost: connectivitycheck.gstatic.com\r\n" END);
    assert_int_equal(status_of(answer), 421);
    assert_string_equal(location(answer), "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_phone_that_looks_for_the_internet_is_led_to_the_board),
        TEST(what_would_change_something_is_refused_as_before),
        TEST(nothing_of_a_hostile_host_comes_back),
        TEST(without_being_asked_to_it_leads_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
