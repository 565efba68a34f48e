/* calling.h: the real server on loopback, called with raw sockets: what a library's client would never send.
 */
#ifndef TF_TESTS_CALLING_H
#define TF_TESTS_CALLING_H

#include "web/web.h"

#include "support/listening.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { ANSWER_BYTES = 256 * 1024, PATIENCE_MS = 60000 };

struct serving {
    struct listening *listening;
    void *state; /* of listening */
    struct tf_web *web;
    char *answer; /* of the last request, terminated */
    size_t len;
};

static struct serving s;

static inline void start(const struct tf_web_options *more)
{
    struct tf_web_options options = more != NULL ? *more : (struct tf_web_options){0};
    struct tf_problem problem = {0};
    options.ledger = s.listening->ledger;
    options.listen = "127.0.0.1:0";
    tf_clock_start_at(&options.clock, SUPPORT_10H00_S + 60);
    assert_int_equal(tf_web_start(&s.web, &options, &problem), TF_OK);
}

static inline int set_up(void **state)
{
    (void)state;
    s = (struct serving){0};
    s.answer = malloc(ANSWER_BYTES);
    listening_begin(&s.state);
    s.listening = s.state;
    start(NULL);
    return s.answer != NULL ? 0 : -1;
}

static inline int tear_down(void **state)
{
    (void)state;
    tf_web_stop(s.web);
    free(s.answer);
    return listening_end(&s.state);
}

/* ---- sockets ---- */

static inline int call_server(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)tf_web_state(s.web).port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

static inline void say(int fd, const char *text, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(fd, text, len, MSG_NOSIGNAL);
        if (sent <= 0) {
            return; /* it hung up already: what it said can still be read */
        }
        text += sent;
        len -= (size_t)sent;
    }
}

/* Reads until what was read has `part`, or the other side ends (part NULL). false: neither came in time. */
static inline bool hear(int fd, const char *part)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    for (;;) {
        s.answer[s.len] = '\0';
        if (part != NULL && strstr(s.answer, part) != NULL) {
            return true;
        }
        if (poll(&wait, 1, PATIENCE_MS) <= 0) {
            return false;
        }
        ssize_t got = recv(fd, s.answer + s.len, ANSWER_BYTES - 1 - s.len, 0);
        if (got <= 0) {
            return part == NULL;
        }
        s.len += (size_t)got;
    }
}

/* One request on a connection of its own, which the server is asked to end. */
static inline const char *ask_raw(const char *text, size_t len)
{
    int fd = call_server();
    s.len = 0;
    say(fd, text, len);
    assert_true(hear(fd, NULL));
    close(fd);
    return s.answer;
}

static inline const char *ask(const char *text)
{
    return ask_raw(text, strlen(text));
}

static inline int status_of(const char *answer)
{
    int status = 0;
    return sscanf(answer, "HTTP/1.%*d %d", &status) == 1 ? status : -1;
}

#define HOST "Host: 127.0.0.1\r\n"
#define END  "Connection: close\r\n\r\n"

/* ---- writing ---- */

struct form {
    char device[40], token[40];
};

static inline void look_up_token(struct form *form)
{
    const char *answer = ask("GET /token HTTP/1.1\r\n" HOST END);
    assert_int_equal(sscanf(strstr(answer, "device=") + 7, "%32[0-9a-f]", form->device), 1);
    assert_int_equal(sscanf(strstr(answer, "\r\n\r\n") + 4, "%32[0-9a-f]", form->token), 1);
}

static inline const char *post(const struct form *form, const char *path, const char *fields)
{
    static char text[4096];
    char body[2048];
    snprintf(body, sizeof(body), "token=%s&%s", form->token, fields);
    snprintf(text, sizeof(text),
             "POST %s HTTP/1.1\r\n" HOST "Origin: http://127.0.0.1\r\nCookie: device=%s\r\n"
             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n" END "%s",
             path, form->device, strlen(body), body);
    return ask(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
