/* Crowds, slow talkers and long talkers: whoever they are, the others are served. */
#include "unit/web/calling.h"
#include "unit/web/pairing.h"

#include "web/access.h"

enum { CROWD = 300 };

static const char ABOUT[] = "GET /about HTTP/1.1\r\n" HOST "\r\n";

/* Says one letter after the other until the other side hangs up. false: it never did. */
static bool trickle(int fd, const char *beginning)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    int64_t until_ms = tf_clock_mono_ms() + PATIENCE_MS;
    say(fd, beginning, strlen(beginning));
    while (tf_clock_mono_ms() < until_ms) {
        if (poll(&wait, 1, 100) > 0) {
            char byte;
            ssize_t got = recv(fd, &byte, 1, 0);
            if (got <= 0) {
                return true;
            }
            s.answer[s.len++] = byte;
            s.answer[s.len] = '\0';
        } else {
            say(fd, "a", 1);
        }
    }
    return false;
}

static void a_header_that_trickles_is_cut(void **state)
{
    (void)state;
    tf_web_stop(s.web);
    start(&(struct tf_web_options){.read_wait_ms = 1000});
    int fd = call_server();
    s.len = 0;
    assert_true(trickle(fd, "GET / HTTP/1.1\r\nX-Slow: "));
    assert_int_equal(s.len, 0);
    close(fd);
}

static void a_body_that_trickles_is_cut(void **state)
{
    (void)state;
    tf_web_stop(s.web);
    start(&(struct tf_web_options){.read_wait_ms = 1000});
    int fd = call_server();
    s.len = 0;
    assert_true(trickle(fd,
                        "POST /propose HTTP/1.1\r\n" HOST
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n"));
    assert_null(strstr(s.answer, "HTTP/1.1 2"));
    close(fd);
}

/* A header of so many bytes; its answer's status. */
static int ask_with_header_of(size_t bytes)
{
    static char text[16 * 1024];
    size_t len = (size_t)snprintf(text, sizeof(text), "GET /about HTTP/1.1\r\n" HOST "X-Long: ");
    size_t end = bytes - strlen("\r\n" END);
    memset(text + len, 'a', end - len);
    snprintf(text + end, sizeof(text) - end, "\r\n" END);
    assert_int_equal(strlen(text), bytes);
    return status_of(ask(text));
}

static void a_header_may_have_4_kib_and_not_8(void **state)
{
    (void)state;
    assert_int_equal(ask_with_header_of(1024), 200);
    assert_int_equal(ask_with_header_of(4 * 1024), 200);
    int status = ask_with_header_of(8 * 1024);
    assert_true(status == -1 || (status >= 400 && status < 500));
    assert_int_equal(ask_with_header_of(4 * 1024), 200);
}

/* The device's token is its cookie. */
static const char *organiser_asks(int fd)
{
    static const char REQUEST[] =
        "GET /mine HTTP/1.1\r\n" HOST "Cookie: device=000102030405060708090a0b0c0d0e0f\r\n\r\n";
    s.len = 0;
    say(fd, REQUEST, strlen(REQUEST));
    assert_true(hear(fd, "</html>"));
    return s.answer;
}

static void a_silent_crowd_locks_no_organiser_out(void **state)
{
    int fds[CROWD];
    (void)state;
    tf_web_stop(s.web);
    struct pairing pairing = {0};
    pairing_let_in(&pairing, tf_access_device("000102030405060708090a0b0c0d0e0f"), TF_ROLE_ORGANISER);
    start(&(struct tf_web_options){
        .connections_max = 64, .streams_max = 8, .read_wait_ms = 60000, .keep = pairing.keep});
    int early = call_server();
    assert_int_equal(status_of(organiser_asks(early)), 200);
    for (int i = 0; i < CROWD; i++) {
        fds[i] = call_server();
        say(fds[i], "GET / HTT", 9);
    }
    assert_int_equal(status_of(organiser_asks(early)), 200); /* who was there is still there */
    int late = call_server();
    assert_int_equal(status_of(organiser_asks(late)), 200);
    int guest = call_server(); /* a guest who does say what he wants is served as well */
    s.len = 0;
    say(guest, ABOUT, strlen(ABOUT));
    assert_true(hear(guest, "</html>"));
    s.len = 0;
    assert_true(hear(fds[0], NULL)); /* the first of the silent ones had to go */
    assert_true(tf_web_state(s.web).connections <= 64);
    for (int i = 0; i < CROWD; i++) {
        close(fds[i]);
    }
    close(early);
    close(late);
    close(guest);
    tf_web_stop(s.web);
    s.web = NULL;
    pairing_end(&pairing);
}

static void phones_come_back_at_different_times(void **state)
{
    unsigned least = UINT32_MAX, most = 0;
    (void)state;
    for (int i = 0; i < 12; i++) {
        static const char LIVE[] = "GET /live HTTP/1.1\r\n" HOST "\r\n";
        unsigned retry_ms = 0;
        int fd = call_server();
        s.len = 0;
        say(fd, LIVE, strlen(LIVE));
        assert_true(hear(fd, ": hello\n"));
        const char *retry = strstr(s.answer, "retry: ");
        assert_non_null(retry);
        assert_int_equal(sscanf(retry, "retry: %u\n", &retry_ms), 1);
        least = retry_ms < least ? retry_ms : least;
        most = retry_ms > most ? retry_ms : most;
        close(fd);
    }
    assert_in_range(least, 1000, 10000);
    assert_in_range(most, least + 1, 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_header_that_trickles_is_cut),       TEST(a_body_that_trickles_is_cut),
        TEST(a_header_may_have_4_kib_and_not_8),   TEST(a_silent_crowd_locks_no_organiser_out),
        TEST(phones_come_back_at_different_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
