/* Any bytes on the wire: the first says in what pieces the rest is sent (0: all in one packet), then the
 * phone's side of the connection ends. The whole server stands behind it, microhttpd and its threads among
 * it. Whatever is sent: each answer begins as one, nobody waits for ever, and the next visitor gets the
 * grid. */
#include "web/web.h"

#include "store/store.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000, QUIET_MS = 100, HEARD_BYTES = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "wire: %s\n", what);
        abort();
    }
}

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    (void)user;
    (void)problem;
    return tf_store_open_memory(out);
}

static void set_up(struct tf_ledger *ledger)
{
    struct tf_gathering gathering = {.record = {.kind = TF_KIND_GATHERING, .key = {0, 1}},
                                     .title = "Camp",
                                     .code = "camp",
                                     .zone = "UTC",
                                     .guid = "6b1a1ef0-55ac-4f0e-9d3c-0d5a3c6f2e02"};
    struct tf_command *command =
        tf_command_create(TF_VERB_SET_UP, (struct tf_actor){TF_ROLE_ORGANISER, 0}, 1795600800, 7);
    struct tf_answer answer = {0};
    must(command != NULL && tf_command_set_record(command, &gathering.record, 0) == TF_OK, "no memory");
    must(tf_ledger_call(ledger, command, &answer) == TF_OK, "no event");
}

/* Started once, for as long as the program runs. */
static int port(void)
{
    static struct tf_ledger *ledger;
    static struct tf_web *web;
    if (web == NULL) {
        struct tf_ledger_options options = {.open = open_store};
        struct tf_problem problem = {0};
        must(tf_ledger_start(&ledger, &options, &problem) == TF_OK, "no ledger");
        set_up(ledger);
        struct tf_web_options pages = {.ledger = ledger, .listen = "127.0.0.1:0", .read_wait_ms = 100};
        tf_clock_init(&pages.clock);
        must(tf_web_start(&web, &pages, &problem) == TF_OK, problem.what);
    }
    return tf_web_state(web).port;
}

static int dial(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port()),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0,
         "nobody answers the door");
    return fd;
}

/* It may hang up before all is said. */
static void say(int fd, const char *bytes, size_t len, size_t piece)
{
    while (len > 0) {
        size_t now = piece != 0 && piece < len ? piece : len;
        ssize_t sent = send(fd, bytes, now, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return;
        }
        bytes += sent;
        len -= (size_t)sent;
    }
    shutdown(fd, SHUT_WR);
}

/* Until the other side ends, or has answered and is quiet: it may wait for a next request, and microhttpd
 * does not see at once that none will come (the end of our side may have come together with the request). */
static size_t hear(int fd, char *heard)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    size_t len = 0;
    for (;;) {
        heard[len] = '\0';
        int ready = poll(&wait, 1, len > 0 ? QUIET_MS : PATIENCE_MS);
        if (ready < 0 && errno == EINTR) { /* libFuzzer looks at its clock by a signal */
            continue;
        }
        must(ready > 0 || len > 0, "there is neither an answer nor an end");
        ssize_t got = ready > 0 ? recv(fd, heard + len, HEARD_BYTES - 1 - len, 0) : 0;
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return len;
        }
        len += (size_t)got;
        must(len < HEARD_BYTES - 1, "it does not stop talking");
    }
}

static void one(const char *bytes, size_t len, size_t piece, bool must_be_good)
{
    static char heard[HEARD_BYTES];
    int fd = dial(), status = 0;
    say(fd, bytes, len, piece);
    size_t got = hear(fd, heard);
    close(fd);
    must(got == 0 || sscanf(heard, "HTTP/1.%*1d %3d", &status) == 1, "this is no answer");
    must(got == 0 || (status >= 100 && status <= 599), "there is no such status");
    must(!must_be_good || status == 200, "the next visitor gets nothing");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char NEXT[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    if (size > 0) {
        one((const char *)data + 1, size - 1, data[0], false);
        one(NEXT, sizeof(NEXT) - 1, 0, true);
    }
    return 0;
}
