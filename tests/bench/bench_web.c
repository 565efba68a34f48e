/* The phone pages under load: bench_web PORT PID [SECONDS] [STREAMS]
 *
 * Against a server that runs already (its process is PID, for its memory). Prints requests a second for the
 * grid, the style sheet and a session's page over 32 connections; then opens STREAMS live streams, gives one
 * star, and tells when the last of them had heard, and what a stream costs the server in memory. Lines: what,
 * a tab, measured. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 32, READ_BYTES = 256 * 1024 };

struct line {
    int fd;
    size_t expected; /* bytes still to come of this answer; 0: a new one */
    bool has_heard;
    char head[4096];
    size_t head_len;
};

static int port;
static char reading[READ_BYTES];

static double now_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int dial(void)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        perror("bench_web");
        exit(1);
    }
    return fd;
}

static void say(int fd, const char *text)
{
    if (write(fd, text, strlen(text)) < 0) {
        perror("bench_web");
        exit(1);
    }
}

/* Takes what came; true: an answer is complete. */
static bool take(struct line *line, const char *bytes, size_t len)
{
    if (line->expected == 0) {
        size_t room = sizeof(line->head) - 1 - line->head_len, used = len < room ? len : room;
        memcpy(line->head + line->head_len, bytes, used);
        line->head_len += used;
        line->head[line->head_len] = '\0';
        const char *end = strstr(line->head, "\r\n\r\n"), *length = strstr(line->head, "Content-Length: ");
        if (end == NULL || length == NULL) {
            return false;
        }
        if (strncmp(line->head, "HTTP/1.1 200 ", 13) != 0) {
            fprintf(stderr, "bench_web: %.40s\n", line->head);
            exit(1);
        }
        size_t whole = (size_t)(end + 4 - line->head) + strtoul(length + 16, NULL, 10);
        size_t had = line->head_len - used + len;
        line->head_len = 0;
        line->expected = whole > had ? whole - had : 0;
        return line->expected == 0;
    }
    line->expected -= len < line->expected ? len : line->expected;
    return line->expected == 0;
}

static void requests(const char *what, const char *path, double seconds)
{
    struct line lines[CONNECTIONS] = {0};
    struct epoll_event events[CONNECTIONS];
    char request[256];
    unsigned long done = 0;
    int poll = epoll_create1(0);
    snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n",
             path);
    for (int i = 0; i < CONNECTIONS; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &lines[i]};
        lines[i].fd = dial();
        epoll_ctl(poll, EPOLL_CTL_ADD, lines[i].fd, &event);
        say(lines[i].fd, request);
    }
    double began = now_s();
    while (now_s() - began < seconds) {
        int count = epoll_wait(poll, events, CONNECTIONS, 1000);
        for (int i = 0; i < count; i++) {
            struct line *line = events[i].data.ptr;
            ssize_t got = read(line->fd, reading, sizeof(reading));
            if (got <= 0) {
                fprintf(stderr, "bench_web: %s: the connection ended\n", path);
                exit(1);
            }
            if (take(line, reading, (size_t)got)) {
                done++;
                say(line->fd, request);
            }
        }
    }
    printf("%s\t%.0f requests/s\n", what, (double)done / (now_s() - began));
    for (int i = 0; i < CONNECTIONS; i++) {
        close(lines[i].fd);
    }
    close(poll);
}

static long memory_kb(const char *pid)
{
    char path[64];
    long pages = 0, resident = 0;
    snprintf(path, sizeof(path), "/proc/%s/statm", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL || fscanf(file, "%ld %ld", &pages, &resident) != 2) {
        resident = 0;
    }
    if (file != NULL) {
        fclose(file);
    }
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static const char *ask(const char *request)
{
    size_t len = 0;
    ssize_t got = 0;
    int fd = dial();
    say(fd, request);
    while ((got = read(fd, reading + len, sizeof(reading) - 1 - len)) > 0) {
        len += (size_t)got;
    }
    reading[len] = '\0';
    close(fd);
    return reading;
}

/* A star on the first session there is: a change that everybody is told. */
static void change_something(const char *code)
{
    char device[40] = "", token[40] = "", request[1024], body[128];
    const char *answer = ask("GET /token HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    const char *cookie = strstr(answer, "device="), *end = strstr(answer, "\r\n\r\n");
    if (cookie == NULL || end == NULL || sscanf(cookie + 7, "%32[0-9a-f]", device) != 1 ||
        sscanf(end + 4, "%32[0-9a-f]", token) != 1) {
        fprintf(stderr, "bench_web: no token\n");
        exit(1);
    }
    snprintf(body, sizeof(body), "token=%s&on=1", token);
    snprintf(request, sizeof(request),
             "POST /s/%s/star HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: device=%s\r\nConnection: close\r\n"
             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
             code, device, strlen(body), body);
    ask(request);
}

/* Until `part` came on every line. */
static void await(int poll, int count, const char *part)
{
    struct epoll_event events[64];
    int heard = 0;
    while (heard < count) {
        int ready = epoll_wait(poll, events, 64, 10000);
        if (ready <= 0) {
            fprintf(stderr, "bench_web: %d of %d streams heard nothing\n", count - heard, count);
            exit(1);
        }
        for (int i = 0; i < ready; i++) {
            struct line *line = events[i].data.ptr;
            ssize_t got = read(line->fd, reading, sizeof(reading) - 1);
            reading[got > 0 ? got : 0] = '\0';
            if (got > 0 && strstr(reading, part) != NULL && !line->has_heard) {
                line->has_heard = true;
                heard++;
            }
        }
    }
}

static void streams(int count, const char *pid, const char *code)
{
    struct line *lines = calloc((size_t)count, sizeof(*lines));
    int poll = epoll_create1(0);
    if (lines == NULL) {
        exit(1);
    }
    long before_kb = memory_kb(pid);
    for (int i = 0; i < count; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &lines[i]};
        lines[i].fd = dial();
        epoll_ctl(poll, EPOLL_CTL_ADD, lines[i].fd, &event);
        say(lines[i].fd, "GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: a phone\r\nAccept: "
                         "text/event-stream\r\n\r\n");
    }
    await(poll, count, "retry: ");
    long after_kb = memory_kb(pid);
    for (int i = 0; i < count; i++) {
        lines[i].has_heard = false;
    }
    pid_t child = fork();
    if (child == 0) {
        change_something(code);
        _exit(0);
    }
    double began = now_s();
    await(poll, count, "event: change");
    printf("%d streams, the last told after a star was posted\t%.0f ms\n", count, (now_s() - began) * 1000);
    printf("memory of the server for a stream\t%.1f KB\n", (double)(after_kb - before_kb) / count);
    for (int i = 0; i < count; i++) {
        close(lines[i].fd);
    }
    close(poll);
    free(lines);
}

int main(int argc, char **argv)
{
    char code[16] = "", path[32];
    struct rlimit files;
    if (argc < 3) {
        fprintf(stderr, "bench_web PORT PID [SECONDS] [STREAMS]\n");
        return 2;
    }
    port = (int)strtol(argv[1], NULL, 10);
    double seconds = argc > 3 ? strtod(argv[3], NULL) : 3;
    int count = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 2000;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    const char *link =
        strstr(ask("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), "href=\"/s/");
    if (link == NULL || sscanf(link + 9, "%15[A-Z0-9]", code) != 1) {
        fprintf(stderr, "bench_web: there is no session\n");
        return 1;
    }
    snprintf(path, sizeof(path), "/s/%s", code);
    requests("the grid", "/", seconds);
    requests("the style sheet", "/style.css", seconds);
    requests("a session's page, first visits", path, seconds);
    streams(count, argv[2], code);
    return 0;
}
