/* The real server on loopback, with raw sockets: what a library's client would never send. */
#include "unit/web/calling.h"

/* ---- reading ---- */

static void pages_carry_their_armour(void **state)
{
    (void)state;
    const char *answer = ask("GET / HTTP/1.1\r\n" HOST END);
    assert_int_equal(status_of(answer), 200);
    assert_non_null(strstr(answer, "Content-Security-Policy: default-src 'none';"));
    assert_non_null(strstr(answer, "X-Content-Type-Options: nosniff"));
    assert_non_null(strstr(answer, "Referrer-Policy: same-origin"));
    assert_non_null(strstr(answer, "Compost"));
    assert_null(strstr(answer, "Access-Control-Allow-Origin"));
}

static void a_known_tag_is_answered_with_304(void **state)
{
    char etag[64], request[256];
    (void)state;
    const char *answer = ask("GET / HTTP/1.1\r\n" HOST END);
    const char *at = strstr(answer, "ETag: ");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "ETag: %63[^\r]", etag), 1);
    snprintf(request, sizeof(request), "GET / HTTP/1.1\r\n" HOST "If-None-Match: %s\r\n" END, etag);
    answer = ask(request);
    assert_int_equal(status_of(answer), 304);
    assert_null(strstr(answer, "<html"));
}

static void gzip_is_for_those_who_take_it(void **state)
{
    (void)state;
    ask("GET / HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n" END);
    assert_non_null(strstr(s.answer, "Content-Encoding: gzip"));
    const char *body = strstr(s.answer, "\r\n\r\n");
    assert_non_null(body);
    assert_memory_equal(body + 4, "\x1f\x8b", 2);
    ask("HEAD / HTTP/1.1\r\n" HOST END);
    assert_int_equal(status_of(s.answer), 200);
    assert_null(strstr(s.answer, "<html"));
}

static void assets_and_cookies_are_as_they_should_be(void **state)
{
    (void)state;
    assert_non_null(strstr(ask("GET /style.css HTTP/1.1\r\n" HOST END), "Content-Type: text/css"));
    const char *answer = ask("GET /propose HTTP/1.1\r\n" HOST END);
    assert_non_null(strstr(answer, "Set-Cookie: device="));
    assert_non_null(strstr(answer, "HttpOnly; SameSite=Strict"));
}

/* ---- malformed ---- */

static const struct {
    const char *text;
    int least, most; /* -1: the connection may end without an answer */
} BAD[] = {
    {"GET / HTTP/1.1\r\n" END, 400, 421}, /* no Host */
    {"GET / HTTP/1.1\r\nHost: evil.example\r\n" END, 421, 421},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded\r\n" END, 411, 411},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Length: -1\r\n" END, -1, 499},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999999\r\n" END, -1, 499},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Length: 100000\r\n" END, 413, 413},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Length: x\r\n" END, -1, 499},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Length: 5\r\nContent-Length: 6\r\n" END "abcdef", 400, 400},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Length: 5\r\nContent-Length: 5\r\n" END "abcde", 400, 400},
    {"GET / HTTP/1.1\r\n" HOST "Host: evil.example\r\n" END, 400, 400},
    {"POST /propose HTTP/1.1\r\n" HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" END "0\r\n\r\n",
     400, 400},
    {"DELETE / HTTP/1.1\r\n" HOST END, 405, 405},
    {"BREW / HTTP/1.1\r\n" HOST END, 405, 405},
    {"GET /%00 HTTP/1.1\r\n" HOST END, 400, 400},
    {"GET /../../etc/passwd HTTP/1.1\r\n" HOST END, 404, 404},
    {"GET  HTTP/1.1\r\n" HOST END, -1, 499},
    {"\r\n\r\n\r\n", -1, 499},
    {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", -1, 499}, /* TLS at the wrong door */
    {"GET / HTTP/9.9\r\n" HOST END, -1, 599},
};

/* Those that may be cut, or those that have an answer. */
static void send_malformed(bool may_be_cut)
{
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        if ((BAD[i].least < 0) != may_be_cut) {
            continue;
        }
        int fd = call_server();
        s.len = 0;
        say(fd, BAD[i].text, strlen(BAD[i].text));
        shutdown(fd, SHUT_WR);
        assert_true(hear(fd, NULL));
        close(fd);
        int status = status_of(s.answer);
        if (status < BAD[i].least || status > BAD[i].most) {
            print_error("%s: %d\n%s\n", BAD[i].text, status, s.answer);
        }
        assert_true(status >= BAD[i].least && status <= BAD[i].most);
        assert_null(strstr(s.answer, "<script>"));
    }
}

static void malformed_requests_are_answered_shortly_or_cut(void **state)
{
    (void)state;
    send_malformed(false);
    tf_web_stop(s.web);
    start(&(struct tf_web_options){.read_wait_ms = 1000}); /* so that what is cut is cut soon */
    send_malformed(true);
    tf_web_stop(s.web);
    start(NULL);
    assert_int_equal(status_of(ask("GET / HTTP/1.1\r\n" HOST END)), 200); /* and it is still there */
}

static void a_multipart_form_with_a_nul_in_its_boundary_is_not_parsed(void **state)
{
    static const char REQUEST[] =
        "POST /propose HTTP/1.1\r\n" HOST
        "Content-Type: multipart/form-data; boundary=\"a\0b\"\r\nContent-Length: 12\r\n" END
        "--a\0b\r\n\r\nxx";
    (void)state;
    const char *answer = ask_raw(REQUEST, sizeof(REQUEST) - 1);
    assert_true(status_of(answer) == 415 || status_of(answer) == 400 || status_of(answer) == -1);
    static const char PLAIN[] =
        "POST /propose HTTP/1.1\r\n" HOST
        "Content-Type: multipart/form-data; boundary=a\r\nContent-Length: 12\r\n" END "--a\r\n\r\n\r\n\r\n\r";
    answer = ask_raw(PLAIN, sizeof(PLAIN) - 1);
    assert_int_equal(status_of(answer), 415);
}

static void a_header_or_body_too_long_is_refused(void **state)
{
    char *text = malloc(64 * 1024);
    (void)state;
    assert_non_null(text);
    int len = snprintf(text, 1024, "GET / HTTP/1.1\r\n" HOST "X-Long: ");
    memset(text + len, 'a', 20000);
    snprintf(text + len + 20000, 64, "\r\n" END);
    int status = status_of(ask(text));
    assert_true(status == -1 || (status >= 400 && status < 500));
    len = snprintf(text, 1024, "GET /");
    memset(text + len, 'a', 20000);
    snprintf(text + len + 20000, 64, " HTTP/1.1\r\n" HOST END);
    status = status_of(ask(text));
    assert_true(status == -1 || (status >= 400 && status < 500));
    /* A body in pieces that says nothing of its length beforehand. */
    len = snprintf(text, 1024,
                   "POST /propose HTTP/1.1\r\n" HOST
                   "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n" END
                   "8000\r\n");
    memset(text + len, 'a', 0x8000);
    snprintf(text + len + 0x8000, 64, "\r\n0\r\n\r\n");
    assert_int_equal(status_of(ask(text)), 413);
    free(text);
}

static void a_header_of_4_kib_is_read_and_one_of_8_is_not(void **state)
{
    static const struct {
        const char *name;
        int len, status;
    } HEADERS[] = {
        {"X-Other: ", 1000, 200},      {"X-Other: ", 4000, 200},      {"X-Other: ", 8000, 431},
        {"Cookie: other=", 1000, 200}, {"Cookie: other=", 2000, 200}, /* of another server at this address */
        {"Cookie: other=", 4000, 431},
    };
    char text[9000];
    (void)state;
    for (size_t i = 0; i < sizeof(HEADERS) / sizeof(HEADERS[0]); i++) {
        int len = snprintf(text, 512, "GET / HTTP/1.1\r\n" HOST "%s", HEADERS[i].name);
        memset(text + len, 'a', (size_t)HEADERS[i].len);
        snprintf(text + len + HEADERS[i].len, 64, "\r\n" END);
        assert_int_equal(status_of(ask(text)), HEADERS[i].status);
    }
}

static void two_requests_in_one_packet_get_two_answers(void **state)
{
    (void)state;
    ask("GET /about HTTP/1.1\r\n" HOST "\r\nGET /news HTTP/1.1\r\n" HOST END);
    const char *second = strstr(s.answer + 10, "HTTP/1.1 200");
    assert_int_equal(status_of(s.answer), 200);
    assert_non_null(second);
    assert_non_null(strstr(second, "No news."));
}

/* ---- writing ---- */

static void a_proposal_is_saved_before_it_is_answered_and_found_at_once(void **state)
{
    struct form form;
    char code[16], request[128];
    (void)state;
    look_up_token(&form);
    const char *answer = post(&form, "/propose", "title=Zebra&key=k1");
    assert_int_equal(status_of(answer), 303);
    assert_int_equal(sscanf(strstr(answer, "Location: /s/") + 13, "%15[A-Z0-9]", code), 1);
    snprintf(request, sizeof(request), "GET /s/%s HTTP/1.1\r\n" HOST END, code);
    assert_non_null(strstr(ask(request), "Zebra"));
    /* Sent again after a lost answer: the same page, and no second session. */
    answer = post(&form, "/propose", "title=Zebra&key=k1");
    assert_int_equal(status_of(answer), 303);
    assert_non_null(strstr(answer, code));
}

static void a_disk_that_refuses_says_so_and_the_phone_keeps_its_text(void **state)
{
    struct form form;
    (void)state;
    tf_web_stop(s.web);
    start(&(struct tf_web_options){.write_wait_ms = 2000});
    look_up_token(&form);
    flaky_shut(&s.listening->flaky);
    const char *answer = post(&form, "/s/CARD2/note", "happened=We+sang&key=k2");
    assert_int_equal(status_of(answer), 503);
    assert_non_null(strstr(answer, "Retry-After: "));
    assert_non_null(strstr(answer, "Not saved"));
    assert_non_null(strstr(answer, "We sang"));
    flaky_let_through(&s.listening->flaky);
    int64_t until_ms = tf_clock_mono_ms() + PATIENCE_MS;
    do { /* the same key: one note; a busy machine may be late again */
        answer = post(&form, "/s/CARD2/note", "happened=We+sang&key=k2");
    } while (status_of(answer) == 503 && tf_clock_mono_ms() < until_ms);
    assert_int_equal(status_of(answer), 303);
    assert_non_null(strstr(ask("GET /s/CARD2 HTTP/1.1\r\n" HOST END), "We sang"));
    struct tf_board *board = listening_on_disk(s.listening);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_NOTE]), 1);
    tf_board_unref(board);
}

static void stopping_answers_those_who_wait(void **state)
{
    struct form form;
    char text[1024], body[128];
    (void)state;
    look_up_token(&form);
    flaky_shut(&s.listening->flaky);
    int fd = call_server();
    s.len = 0;
    snprintf(body, sizeof(body), "token=%s&on=1", form.token);
    snprintf(text, sizeof(text),
             "POST /s/CARD2/star HTTP/1.1\r\n" HOST "Cookie: device=%s\r\n"
             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n" END "%s",
             form.device, strlen(body), body);
    say(fd, text, strlen(text));
    flaky_await_blocked(&s.listening->flaky);
    tf_web_stop(s.web);
    s.web = NULL;
    assert_true(hear(fd, NULL));
    close(fd);
    flaky_let_through(&s.listening->flaky); /* its answer finds nobody, and breaks nothing */
}

/* ---- live ---- */

static int listen_live(const char *last)
{
    char text[256];
    int fd = call_server();
    s.len = 0;
    snprintf(text, sizeof(text), "GET /live HTTP/1.1\r\n" HOST "%s%s%s\r\n",
             last[0] != '\0' ? "Last-Event-ID: " : "", last, last[0] != '\0' ? "\r\n" : "");
    say(fd, text, strlen(text));
    assert_true(hear(fd, "retry: "));
    return fd;
}

static void a_change_is_told_to_those_who_listen(void **state)
{
    (void)state;
    int fd = listen_live("");
    struct tf_command *command = listening_place(s.listening, "Bees", "B", "11:00", 3001);
    const struct tf_answer *answer = listening_answer(s.listening, listening_send(s.listening, command));
    assert_int_equal(answer->err, TF_OK);
    assert_true(hear(fd, "event: change"));
    assert_true(hear(fd, "\"when\":\"11:00\""));
    assert_true(hear(fd, "\"where\":\"B\""));
    assert_non_null(strstr(s.answer, "id: 2\n"));
    assert_null(strstr(s.answer, "Bees")); /* no words of anybody's */
    close(fd);
}

static void who_slept_gets_what_came_since(void **state)
{
    (void)state;
    int fd = listen_live("");
    for (uint64_t i = 0; i < 3; i++) {
        listening_answer(s.listening,
                         listening_send(s.listening, listening_star(s.listening, "Compost", 70 + i)));
    }
    assert_true(hear(fd, "id: 4\n"));
    close(fd);
    fd = listen_live("2");
    assert_true(hear(fd, "id: 4\n"));
    assert_null(strstr(s.answer, "id: 2\n"));
    close(fd);
    fd = listen_live("999999"); /* of another board */
    assert_true(hear(fd, "event: reload"));
    close(fd);
}

static void who_slept_too_long_loads_the_page_again(void **state)
{
    (void)state;
    int fd = listen_live("");
    for (uint64_t i = 0; i < 300; i++) { /* one message each: more than are kept */
        char id[32];
        listening_answer(s.listening,
                         listening_send(s.listening, listening_star(s.listening, "Compost", 70 + i)));
        snprintf(id, sizeof(id), "id: %llu\n", (unsigned long long)(i + 2));
        assert_true(hear(fd, id));
    }
    close(fd);
    fd = listen_live("5");
    assert_true(hear(fd, "event: reload"));
    assert_non_null(strstr(s.answer, "id: 301\n"));
    close(fd);
    fd = listen_live("290"); /* not so long ago */
    assert_true(hear(fd, "id: 301\n"));
    assert_null(strstr(s.answer, "event: reload"));
    close(fd);
}

static void too_many_streams_are_sent_to_ask_instead(void **state)
{
    int fds[3];
    (void)state;
    tf_web_stop(s.web);
    start(&(struct tf_web_options){.streams_max = 2});
    fds[0] = listen_live("");
    fds[1] = listen_live("");
    fds[2] = call_server();
    s.len = 0;
    say(fds[2], "GET /live HTTP/1.1\r\n" HOST "\r\n", strlen("GET /live HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(hear(fds[2], "\r\n\r\n"));
    assert_int_equal(status_of(s.answer), 503);
    assert_non_null(strstr(s.answer, "Retry-After: "));
    assert_int_equal(tf_web_state(s.web).streams, 2);
    assert_int_equal(status_of(ask("GET / HTTP/1.1\r\n" HOST END)), 200); /* pages go on */
    for (int i = 0; i < 3; i++) {
        close(fds[i]);
    }
}

static void a_phone_that_leaves_makes_room_for_another(void **state)
{
    (void)state;
    tf_web_stop(s.web);
    start(&(struct tf_web_options){.streams_max = 1});
    int first = listen_live("");
    close(first);
    int64_t until_ms = tf_clock_mono_ms() + PATIENCE_MS;
    while (tf_web_state(s.web).streams > 0 && tf_clock_mono_ms() < until_ms) {
        ask("GET /about HTTP/1.1\r\n" HOST END); /* passes the time */
    }
    assert_int_equal(tf_web_state(s.web).streams, 0);
    close(listen_live(""));
}

static void a_taken_port_is_told_in_words(void **state)
{
    char listen[32];
    struct tf_web *second = NULL;
    struct tf_problem problem = {0};
    (void)state;
    snprintf(listen, sizeof(listen), "127.0.0.1:%d", tf_web_state(s.web).port);
    struct tf_web_options options = {.ledger = s.listening->ledger, .listen = listen};
    tf_clock_init(&options.clock);
    assert_int_equal(tf_web_start(&second, &options, &problem), TF_ERR_BUSY);
    assert_true(problem.what[0] != '\0' && problem.todo[0] != '\0');
    options.listen = "nonsense";
    assert_int_equal(tf_web_start(&second, &options, &problem), TF_ERR_INVALID);
    assert_null(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pages_carry_their_armour),
        TEST(a_known_tag_is_answered_with_304),
        TEST(gzip_is_for_those_who_take_it),
        TEST(assets_and_cookies_are_as_they_should_be),
        TEST(malformed_requests_are_answered_shortly_or_cut),
        TEST(a_multipart_form_with_a_nul_in_its_boundary_is_not_parsed),
        TEST(a_header_or_body_too_long_is_refused),
        TEST(a_header_of_4_kib_is_read_and_one_of_8_is_not),
        TEST(two_requests_in_one_packet_get_two_answers),
        TEST(a_proposal_is_saved_before_it_is_answered_and_found_at_once),
        TEST(a_disk_that_refuses_says_so_and_the_phone_keeps_its_text),
        TEST(stopping_answers_those_who_wait),
        TEST(a_change_is_told_to_those_who_listen),
        TEST(who_slept_gets_what_came_since),
        TEST(who_slept_too_long_loads_the_page_again),
        TEST(too_many_streams_are_sent_to_ask_instead),
        TEST(a_phone_that_leaves_makes_room_for_another),
        TEST(a_taken_port_is_told_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
