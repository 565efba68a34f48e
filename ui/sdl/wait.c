/* DESIGN
 * An eventfd is the one thing that another thread or a signal handler touches. signalfd brings SIGTERM and
 * SIGINT as readable bytes.
 *
 * Native driver: SDL sleeps on the display's socket and cannot be told of our descriptors, so a relay thread
 * sleeps on them and pushes an SDL event when one is readable. The relay shares `ended` (atomic) and the
 * descriptors (never changed while it runs) with the waiting thread, nothing else.
 * Other drivers: no thread; poll(2) on all of them. */
#include "sdl/wait.h"

#include "base/clock.h"
#include "base/log.h"
#include "sdl/devices.h"

#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* After a device appeared, SDL opens it when udev has finished with it: it is asked again for so long. */
enum { SETTLE_MS = 2000, SETTLE_STEP_MS = 200 };

struct tf_wait {
    int wake_fd, signal_fd;
    atomic_bool ended;
    uint64_t wakeups; /* the waiting thread's */
    struct tf_devices *devices;
    int64_t settle_until_ms;
    sigset_t old_mask;

    bool native;
    pthread_t relay;
    int relay_end_fd; /* readable: the relay thread returns */
    Uint32 relay_event;
};

/* ---- both ways --------------------------------------------------------------------------------------------
 */

static bool drain(int fd)
{
    uint64_t count;
    return read(fd, &count, sizeof count) == (ssize_t)sizeof count;
}

static bool drain_signals(struct tf_wait *wait)
{
    struct signalfd_siginfo info;
    bool came = false;

    while (read(wait->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
        came = true;
    }
    if (came) {
        atomic_store(&wait->ended, true);
    }
    return came;
}

void tf_wait_wake(struct tf_wait *wait)
{
    const uint64_t one = 1;
    int saved = errno;

    /* Full (EAGAIN) means that a wake is pending already. */
    if (write(wait->wake_fd, &one, sizeof one) < 0 && errno != EAGAIN) {
        atomic_store(&wait->ended, true); /* the descriptor is gone: nothing will ever wake us again */
    }
    errno = saved;
}

bool tf_wait_is_ended(const struct tf_wait *wait)
{
    return atomic_load(&wait->ended);
}

uint64_t tf_wait_wakeups(const struct tf_wait *wait)
{
    return wait->wakeups;
}

/* ---- drivers that sleep by themselves
 * ------------------------------------------------------------------------ */

static void *relay_main(void *user)
{
    struct tf_wait *wait = user;

    for (;;) {
        struct pollfd fds[] = {
            {wait->wake_fd, POLLIN, 0}, {wait->signal_fd, POLLIN, 0}, {wait->relay_end_fd, POLLIN, 0}};
        SDL_Event event = {.type = wait->relay_event};
        bool came;

        if (poll(fds, 3, -1) < 0 && errno != EINTR) {
            return NULL;
        }
        if (fds[2].revents) {
            return NULL;
        }
        came = drain(wait->wake_fd);
        came = drain_signals(wait) || came;
        if (came && SDL_PushEvent(&event) < 0) {
            tf_log(TF_LOG_WARNING, "SDL's queue of events is full");
        }
    }
}

static enum tf_err start_relay(struct tf_wait *wait)
{
    Uint32 event = SDL_RegisterEvents(1);

    if (event == (Uint32)-1) {
        return TF_ERR_IO;
    }
    wait->relay_event = event;
    wait->relay_end_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wait->relay_end_fd < 0) {
        return TF_ERR_IO;
    }
    if (pthread_create(&wait->relay, NULL, relay_main, wait) == 0) {
        return TF_OK;
    }
    close(wait->relay_end_fd);
    wait->relay_end_fd = -1;
    return TF_ERR_NOMEM;
}

static void stop_relay(struct tf_wait *wait)
{
    const uint64_t one = 1;

    while (write(wait->relay_end_fd, &one, sizeof one) < 0 && errno == EINTR) {
        ;
    }
    pthread_join(wait->relay, NULL);
    close(wait->relay_end_fd);
    wait->relay_end_fd = -1;
}

static bool wait_natively(struct tf_wait *wait, int timeout_ms)
{
    bool came = SDL_WaitEventTimeout(NULL, timeout_ms) == 1;

    wait->wakeups++;
    came = came || SDL_HasEvent(wait->relay_event) == SDL_TRUE;
    SDL_FlushEvent(wait->relay_event);
    return came;
}

/* ---- drivers that would look every millisecond
 * ---------------------------------------------------------------- */

/* What is left of a deadline; -1: there is none. */
static int left_ms(int64_t deadline_ms, int64_t now_ms)
{
    if (deadline_ms < 0) {
        return -1;
    }
    return deadline_ms > now_ms ? (int)(deadline_ms - now_ms) : 0;
}

static bool wait_on_devices(struct tf_wait *wait, int timeout_ms)
{
    int64_t now_ms = tf_clock_mono_ms(), deadline_ms = timeout_ms < 0 ? -1 : now_ms + timeout_ms;

    for (;;) {
        struct pollfd fds[2 + TF_DEVICES_FDS_MAX] = {{wait->wake_fd, POLLIN, 0},
                                                     {wait->signal_fd, POLLIN, 0}};
        size_t count = 2 + tf_devices_list(wait->devices, fds + 2);
        int step_ms = left_ms(deadline_ms, now_ms);
        bool came, changed = false;

        if (SDL_WasInit(SDL_INIT_EVENTS)) {
            SDL_PumpEvents();
            if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT)) {
                return true;
            }
        }
        if (now_ms < wait->settle_until_ms && (step_ms < 0 || step_ms > SETTLE_STEP_MS)) {
            step_ms = SETTLE_STEP_MS;
        }
        if (poll(fds, (nfds_t)count, step_ms) < 0 && errno != EINTR) {
            return false;
        }
        wait->wakeups++;
        came = drain(wait->wake_fd);
        came = drain_signals(wait) || came;
        came = tf_devices_drain(wait->devices, fds + 2, count - 2, &changed) || came;
        now_ms = tf_clock_mono_ms();
        if (changed) {
            wait->settle_until_ms = now_ms + SETTLE_MS;
        }
        if (came) {
            return true;
        }
        if (deadline_ms >= 0 && now_ms >= deadline_ms) {
            return false;
        }
    }
}

/* ---- life -------------------------------------------------------------------------------------------------
 */

static enum tf_err start_way(struct tf_wait *wait, bool native)
{
    enum tf_err err = native ? start_relay(wait) : TF_OK;

    if (err == TF_OK) {
        wait->native = native;
    }
    return err;
}

enum tf_err tf_wait_create(struct tf_wait **out, const struct tf_wait_options *options)
{
    struct tf_wait *wait = calloc(1, sizeof *wait);
    enum tf_err err = TF_ERR_NOMEM;
    sigset_t mask;

    if (!wait) {
        return err;
    }
    atomic_init(&wait->ended, false);
    wait->wake_fd = wait->signal_fd = wait->relay_end_fd = -1;
    sigemptyset(&mask);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGINT);
    pthread_sigmask(SIG_BLOCK, &mask, &wait->old_mask);
    err = tf_devices_create(&wait->devices, options ? options->input_dir : NULL);
    if (err != TF_OK) {
        goto out;
    }
    err = TF_ERR_IO;
    wait->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    wait->signal_fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    if (wait->wake_fd < 0 || wait->signal_fd < 0) {
        goto out;
    }
    err = start_way(wait, options && options->native);
    if (err == TF_OK) {
        *out = wait;
    }
out:
    if (err != TF_OK) {
        tf_wait_destroy(wait);
    }
    return err;
}

void tf_wait_destroy(struct tf_wait *wait)
{
    if (!wait) {
        return;
    }
    if (wait->native) {
        stop_relay(wait);
    }
    if (wait->wake_fd >= 0) {
        close(wait->wake_fd);
    }
    if (wait->signal_fd >= 0) {
        close(wait->signal_fd);
    }
    tf_devices_destroy(wait->devices);
    pthread_sigmask(SIG_SETMASK, &wait->old_mask, NULL);
    free(wait);
}

enum tf_err tf_wait_set_native(struct tf_wait *wait, bool native)
{
    enum tf_err err = TF_OK;

    if (native == wait->native) {
        return TF_OK;
    }
    if (wait->native) {
        stop_relay(wait);
        wait->native = false;
    }
    err = start_way(wait, native);
    tf_wait_wake(wait); /* what came meanwhile is not lost */
    return err;
}

bool tf_wait_for(struct tf_wait *wait, int timeout_ms)
{
    if (tf_wait_is_ended(wait)) {
        return true;
    }
    return wait->native ? wait_natively(wait, timeout_ms) : wait_on_devices(wait, timeout_ms);
}
