#include "print/device.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* ---- addresses --------------------------------------------------------------------------------------------
 */

static bool take(char *out, size_t size, const char *from, size_t len)
{
    if (len == 0 || len >= size) {
        return false;
    }
    memcpy(out, from, len);
    out[len] = '\0';
    return true;
}

/* Host and port; *rest: what comes after. */
static bool read_host(struct tf_device_address *out, const char *text, const char *port, const char **after)
{
    const char *end = text[0] == '[' ? strchr(text, ']') : NULL;
    const char *host = text, *rest;
    size_t len = strcspn(text, ":/");
    if (end != NULL) {
        host = text + 1;
        len = (size_t)(end - host);
    }
    rest = end != NULL ? end + 1 : text + len;
    size_t digits = rest[0] == ':' ? strspn(rest + 1, "0123456789") : 0;
    *after = rest[0] == ':' ? rest + 1 + digits : rest;
    snprintf(out->port, sizeof out->port, "%s", port);
    return take(out->path, sizeof out->path, host, len) &&
           (rest[0] != ':' || (digits <= 5 && take(out->port, sizeof out->port, rest + 1, digits)));
}

static bool read_tcp(struct tf_device_address *out, const char *text)
{
    const char *after = "";
    out->is_tcp = true;
    return read_host(out, text, TF_DEVICE_PORT, &after) && after[0] == '\0';
}

static bool read_ipp(struct tf_device_address *out, const char *text)
{
    const char *after = "";
    out->is_ipp = true;
    return read_host(out, text, TF_DEVICE_IPP_PORT, &after) && after[0] == '/' &&
           take(out->resource, sizeof out->resource, after, strlen(after));
}

enum tf_err tf_device_parse(struct tf_device_address *out, const char *text, struct tf_problem *problem)
{
    static const char TCP[] = "tcp://", IPP[] = "ipp://", IPPS[] = "ipps://";
    *out = (struct tf_device_address){0};
    bool ok;
    if (strncmp(text, TCP, strlen(TCP)) == 0) {
        ok = read_tcp(out, text + strlen(TCP));
    } else if (strncmp(text, IPP, strlen(IPP)) == 0) {
        ok = read_ipp(out, text + strlen(IPP));
    } else if (strncmp(text, IPPS, strlen(IPPS)) == 0) {
        out->is_secret = true;
        ok = read_ipp(out, text + strlen(IPPS));
    } else {
        ok = text[0] == '/' && take(out->path, sizeof out->path, text, strlen(text));
    }
    return ok ? TF_OK
              : tf_err_tell(problem, TF_ERR_INVALID, text,
                            "Write /dev/usb/lp0, tcp://10.0.0.7:9100 or ipp://10.0.0.7/ipp/print",
                            "This is no printer's address");
}

/* ---- waiting ----------------------------------------------------------------------------------------------
 */

/* TF_OK: fd is ready for events. TF_ERR_BUSY: it was not, until deadline_ms (monotonic). */
static enum tf_err wait_for(int fd, short events, int64_t deadline_ms, int stop)
{
    for (;;) {
        struct pollfd fds[] = {{.fd = stop, .events = POLLIN}, {.fd = fd, .events = events}};
        int64_t left = deadline_ms - tf_clock_mono_ms();
        int ready = poll(fds, 2, left > 0 ? (int)left : 0);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        if (ready < 0) {
            return TF_ERR_IO;
        }
        if (fds[0].revents != 0) {
            return TF_ERR_CLOSED;
        }
        if ((fds[1].revents & events) != 0) {
            return TF_OK;
        }
        if (fds[1].revents != 0) {
            return TF_ERR_NOT_FOUND; /* hung up */
        }
        if (left <= 0) {
            return TF_ERR_BUSY;
        }
    }
}

/* ---- opening ----------------------------------------------------------------------------------------------
 */

/* Left alone the kernel takes a whole job at once, and nobody can say how much of it is at the printer. */
enum { SEND_BUFFER_BYTES = 8192 };

static enum tf_err open_tcp(int *out, const struct tf_device_address *address, int64_t deadline_ms, int stop)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_family = AF_UNSPEC, .ai_flags = AI_NUMERICSERV};
    struct addrinfo *list = NULL;
    enum tf_err err = TF_ERR_NOT_FOUND;
    if (getaddrinfo(address->path, address->port, &hints, &list) != 0) {
        return TF_ERR_NOT_FOUND;
    }
    for (struct addrinfo *a = list; a != NULL && err != TF_OK && err != TF_ERR_CLOSED; a = a->ai_next) {
        int fd = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol),
            failed = 0;
        int buffer = SEND_BUFFER_BYTES;
        socklen_t size = sizeof failed;
        err = TF_ERR_NOT_FOUND;
        if (fd >= 0) {
            (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
        }
        if (fd >= 0 && (connect(fd, a->ai_addr, a->ai_addrlen) == 0 || errno == EINPROGRESS)) {
            err = wait_for(fd, POLLOUT, deadline_ms, stop);
            if (err == TF_OK && (getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &size) != 0 || failed != 0)) {
                err = TF_ERR_NOT_FOUND;
            }
        }
        if (err == TF_OK) {
            *out = fd;
        } else if (fd >= 0) {
            close(fd);
        }
    }
    freeaddrinfo(list);
    return err == TF_ERR_BUSY ? TF_ERR_NOT_FOUND : err;
}

static void make_raw(int fd)
{
    struct termios settings;
    if (isatty(fd) && tcgetattr(fd, &settings) == 0) {
        cfmakeraw(&settings); /* the speed stays as it is set */
        settings.c_cflag |= CLOCAL;
        (void)tcsetattr(fd, TCSANOW, &settings);
    }
}

static enum tf_err open_path(int *out, const char *path)
{
    struct stat about;
    int fd = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return errno == EACCES || errno == EPERM || errno == EBUSY ? TF_ERR_DENIED
               : errno == EISDIR                                   ? TF_ERR_UNSUPPORTED
                                                                   : TF_ERR_NOT_FOUND;
    }
    if (fstat(fd, &about) != 0 || !S_ISCHR(about.st_mode)) {
        close(fd);
        return TF_ERR_UNSUPPORTED;
    }
    make_raw(fd);
    *out = fd;
    return TF_OK;
}

enum tf_err tf_device_open(int *fd, const struct tf_device_address *address, int timeout_ms, int stop)
{
    return address->is_tcp ? open_tcp(fd, address, tf_clock_mono_ms() + timeout_ms, stop)
                           : open_path(fd, address->path);
}

/* ---- bytes ------------------------------------------------------------------------------------------------
 */

/* A peer that is gone is an error, not a signal that ends the program. */
static ssize_t put(int fd, const void *bytes, size_t len)
{
    ssize_t taken = send(fd, bytes, len, MSG_NOSIGNAL);
    return taken < 0 && errno == ENOTSOCK ? write(fd, bytes, len) : taken;
}

enum tf_err tf_device_write(int fd, const void *bytes, size_t len, int stall_ms, int stop, size_t *wrote)
{
    enum { STEP = 4096 }; /* a printer's buffer: so that one that stops is seen early */
    const char *at = bytes;
    enum tf_err err = TF_OK;
    *wrote = 0;
    while (err == TF_OK && *wrote < len) {
        err = wait_for(fd, POLLOUT, tf_clock_mono_ms() + stall_ms, stop);
        if (err != TF_OK) {
            break;
        }
        size_t step = len - *wrote < STEP ? len - *wrote : STEP;
        ssize_t taken = put(fd, at + *wrote, step);
        if (taken > 0) {
            *wrote += (size_t)taken;
        } else if (taken < 0 && errno != EAGAIN && errno != EINTR) {
            err = TF_ERR_NOT_FOUND;
        }
    }
    return err;
}

enum tf_err tf_device_read(int fd, unsigned char *byte, int timeout_ms, int stop)
{
    int64_t deadline_ms = tf_clock_mono_ms() + timeout_ms;
    for (;;) {
        enum tf_err err = wait_for(fd, POLLIN, deadline_ms, stop);
        if (err != TF_OK) {
            return err;
        }
        ssize_t got = read(fd, byte, 1);
        if (got == 1) {
            return TF_OK;
        }
        if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            return TF_ERR_NOT_FOUND;
        }
    }
}

enum tf_err tf_device_flush(int fd)
{
    enum { ROUNDS_MAX = 64 };
    char waste[256];
    for (int i = 0; i < ROUNDS_MAX; i++) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        if (poll(&one, 1, 0) <= 0) {
            return TF_OK;
        }
        ssize_t got = read(fd, waste, sizeof waste);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
            return TF_ERR_NOT_FOUND;
        }
    }
    return TF_OK;
}

/* Closing a connection in which something was not read ends it at once, and takes from the printer what it
 * has not read itself. So we say that we are done, and listen until it is. */
void tf_device_close(int fd)
{
    enum { LINGER_MS = 500 };
    int64_t until_ms = tf_clock_mono_ms() + LINGER_MS;
    bool is_open = shutdown(fd, SHUT_WR) == 0; /* a device file has nothing of that */
    char waste[256];
    while (is_open) {
        int64_t left_ms = until_ms - tf_clock_mono_ms();
        struct pollfd one = {.fd = fd, .events = POLLIN};
        int ready = left_ms > 0 ? poll(&one, 1, (int)left_ms) : 0;
        ssize_t got = ready > 0 ? read(fd, waste, sizeof waste) : 0;
        is_open = got > 0 || ((ready < 0 || got < 0) && (errno == EINTR || errno == EAGAIN));
    }
    close(fd);
}
