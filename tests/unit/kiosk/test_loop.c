/* The loop in a real process: dummy driver, a ledger in memory, and a socket that plays systemd.
 */
#include "kiosk/loop.h"

#include "kiosk/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>
#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { ALIVE_WANTED = 3, MESSAGES_MAX = 200 };

struct systemd {
    int fd;
    char path[64];
    int ready, alive, stopping;
    bool ends_by_signal;
};

static void open_systemd(struct systemd *systemd)
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

static void close_systemd(struct systemd *systemd)
{
    char name[80];

    close(systemd->fd);
    snprintf(name, sizeof name, "%s/notify", systemd->path);
    unlink(name);
    rmdir(systemd->path);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
}

/* Listens until the kiosk was heard often enough, ends it, and listens to its last word. */
static void *systemd_main(void *user)
{
    struct systemd *systemd = user;

    for (int i = 0; i < MESSAGES_MAX && !systemd->stopping; i++) {
        char message[64] = "";
        if (recv(systemd->fd, message, sizeof message - 1, 0) <= 0)
            break;
        systemd->ready += strcmp(message, "READY=1") == 0;
        systemd->stopping += strcmp(message, "STOPPING=1") == 0;
        if (strcmp(message, "WATCHDOG=1") != 0 || ++systemd->alive != ALIVE_WANTED)
            continue;
        if (systemd->ends_by_signal)
            kill(getpid(), SIGTERM);
        else
            SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    }
    return NULL;
}

static void run_until_ended(bool by_signal)
{
    struct systemd systemd;
    struct tf_loop_options options = {.window = {.width_px = 640, .height_px = 400, .title = "test"}};
    struct tf_problem problem = {0};
    struct tf_clock clock;
    struct tf_wait *wait;
    struct tf_desk *desk;
    struct tf_loop *loop;
    pthread_t thread;

    open_systemd(&systemd);
    systemd.ends_by_signal = by_signal;
    tf_clock_init(&clock);
    tf_clock_start_at(&clock, 1795599000);
    options.clock = &clock;
    options.app.seed = 1;
    assert_int_equal(tf_wait_create(&wait, NULL), TF_OK);
    assert_int_equal(tf_desk_open(&desk, NULL, &problem), TF_OK);
    if (tf_loop_create(&loop, &options, wait, &problem) != TF_OK)
        fail_msg("%s (%s)", problem.what, problem.where);
    pthread_create(&thread, NULL, systemd_main, &systemd);
    assert_int_equal(tf_loop_run(loop, tf_desk_ledger(desk), &problem), TF_OK);
    pthread_join(thread, NULL);
    tf_desk_close(desk);
    tf_loop_destroy(loop);
    tf_wait_destroy(wait);
    assert_int_equal(systemd.ready, 1);
    assert_true(systemd.alive >= ALIVE_WANTED);
    assert_int_equal(systemd.stopping, 1);
    close_systemd(&systemd);
}

static void systemd_hears_of_the_first_picture_of_life_and_of_the_end(void **state)
{
    (void)state;
    run_until_ended(true);
}

static void a_closed_window_ends_it(void **state)
{
    (void)state;
    run_until_ended(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systemd_hears_of_the_first_picture_of_life_and_of_the_end),
        cmocka_unit_test(a_closed_window_ends_it),
    };
    tf_window_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
