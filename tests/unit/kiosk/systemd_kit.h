/* systemd_kit.h: a socket that plays systemd: a kiosk says READY=1 with its first picture, WATCHDOG=1 at the
 * end of each round, STOPPING=1 at last. */
#ifndef TF_TESTS_SYSTEMD_KIT_H
#define TF_TESTS_SYSTEMD_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

struct systemd {
    int fd;
    char path[64];
    int ready, alive, stopping;
    bool ends_by_signal;
};

static inline void open_systemd(struct systemd *systemd)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval limit = {.tv_sec = 20};

    memset(systemd, 0, sizeof *systemd);
    snprintf(systemd->path, sizeof systemd->path, "/tmp/tf-loop-XXXXXX");
    assert_non_null(mkdtemp(systemd->path));
    snprintf(address.sun_path, sizeof address.sun_path, "%s/notify", systemd->path);
    systemd->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    setsockopt(systemd->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    assert_int_equal(bind(systemd->fd, (struct sockaddr *)&address, sizeof address), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "100000", 1);
    unsetenv("WATCHDOG_PID");
}

static inline void close_systemd(struct systemd *systemd)
{
    char name[80];

    close(systemd->fd);
    snprintf(name, sizeof name, "%s/notify", systemd->path);
    unlink(name);
    rmdir(systemd->path);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
}

#endif
