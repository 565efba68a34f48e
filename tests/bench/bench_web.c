/* What the phone pages bear: bench_web streams PORT PID COUNT, bench_web crowd PORT SLOW STREAMS
 *
 * streams: against a server that runs already (its process is PID, for its memory): opens COUNT live streams,
 * gives one star, and tells when the last of them had heard, and what a stream costs the server in memory.
 * Rows as of bench.h.
 * crowd: SLOW phones that send a byte now and then and begin again when they are cut, and STREAMS that
 * listen, until its input ends. */
#include <arpa/inet.h>
#include <poll.h>
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

enum { READ_BYTES = 256 * 1024 };

struct line {
    int fd;
    bool has_heard;
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
    double ms = (now_s() - began) * 1000;
    printf(
        "%d streams: the last has heard of a star\t%.0f ms after it was sent\t%.1f KB of the server's memory "
        "for a stream (≤ 8)\t%s\n",
        count, ms, (double)(after_kb - before_kb) / count, count <= 2000 ? "≤ 300 ms" : "");
    for (int i = 0; i < count; i++) {
        close(lines[i].fd);
    }
    close(poll);
    free(lines);
}

/* A stream, or half a request to which a byte comes now and then. */
static int begin(bool is_stream)
{
    int fd = dial();
    say(fd, is_stream ? "GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" : "GET / HTTP/1.1\r\nX-Slow: ");
    return fd;
}

static void crowd(int slow, int streams_count)
{
    enum { ROUND_MS = 200 };
    struct pollfd *fds = calloc((size_t)(slow + streams_count) + 1, sizeof(*fds));
    if (fds == NULL) {
        exit(1);
    }
    fds[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    for (int i = 1; i <= slow + streams_count; i++) {
        fds[i] = (struct pollfd){.fd = begin(i > slow), .events = POLLIN};
    }
    puts("ready");
    fflush(stdout);
    for (unsigned round = 0; fds[0].revents == 0; round++) {
        (void)poll(fds, (nfds_t)(slow + streams_count + 1), ROUND_MS);
        for (int i = 1; i <= slow + streams_count; i++) {
            bool has_ended = fds[i].revents != 0 && read(fds[i].fd, reading, sizeof(reading)) <= 0;
            if (!has_ended && i <= slow && (round + (unsigned)i) % 5 == 0) {
                has_ended = send(fds[i].fd, "a", 1, MSG_NOSIGNAL) < 0;
            }
            if (has_ended) {
                close(fds[i].fd);
                fds[i].fd = begin(i > slow);
            }
        }
    }
    free(fds);
}

static void find_code(char code[16])
{
    const char *link =
        strstr(ask("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), "href=\"/s/");
    if (link == NULL || sscanf(link + 9, "%15[A-Z0-9]", code) != 1) {
        fprintf(stderr, "bench_web: there is no session\n");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    char code[16] = "";
    struct rlimit files;
    if (argc != 5) {
        fprintf(stderr, "bench_web streams PORT PID COUNT | crowd PORT SLOW STREAMS\n");
        return 2;
    }
    port = (int)strtol(argv[2], NULL, 10);
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    if (strcmp(argv[1], "crowd") == 0) {
        crowd((int)strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10));
    } else {
        find_code(code);
        streams((int)strtol(argv[4], NULL, 10), argv[3], code);
    }
    return 0;
}
