#include "support/fake_printer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { WAIT_S = 60, PAPER_OUT = 0x72 };

/* ---- its thread, under the mutex but for poll -------------------------------------------------------------
 */

static void drop_master(struct fake_printer *fake)
{
    if (fake->master >= 0) {
        close(fake->master);
    }
    fake->master = -1;
    if (!fake->is_tcp) {
        unlink(fake->link);
    }
}

static void put(struct fake_printer *fake, unsigned char byte)
{
    if (fake->len < FAKE_PAPER_MAX) {
        fake->paper[fake->len++] = (char)byte;
    }
    fake->takes_nothing |= fake->blocks_after > 0 && fake->len >= fake->blocks_after;
    if (fake->ends_without_paper && byte == '\f') {
        fake->answers[4] = PAPER_OUT;
    }
}

/* DLE EOT n is a question wherever it stands. */
static void take(struct fake_printer *fake, unsigned char byte)
{
    if (fake->partial_len == 2 && byte >= 1 && byte <= 4) {
        fake->questions++;
        if (!fake->answers_nothing) {
            (void)!write(fake->master, &fake->answers[byte], 1);
        }
        fake->partial_len = 0;
        return;
    }
    if ((fake->partial_len == 0 && byte == 0x10) || (fake->partial_len == 1 && byte == 0x04)) {
        fake->partial[fake->partial_len++] = byte;
        return;
    }
    for (size_t i = 0; i < fake->partial_len; i++) {
        put(fake, fake->partial[i]);
    }
    fake->partial_len = 0;
    if (byte == 0x10) {
        fake->partial[fake->partial_len++] = byte;
        return;
    }
    put(fake, byte);
}

static void receive(struct fake_printer *fake)
{
    unsigned char block[256];
    ssize_t got = read(fake->master, block, sizeof block);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR && (fake->is_tcp || errno != EIO))) {
        if (fake->is_tcp) {
            drop_master(fake);
        }
        return;
    }
    for (ssize_t i = 0; i < got; i++) {
        take(fake, block[i]);
    }
    if (fake->goes_after > 0 && fake->len >= fake->goes_after) {
        fake->goes_after = 0;
        drop_master(fake);
    }
}

static void *run(void *arg)
{
    struct fake_printer *fake = arg;
    pthread_mutex_lock(&fake->mutex);
    while (!fake->is_over) {
        bool reads = fake->master >= 0 && !fake->takes_nothing;
        struct pollfd fds[] = {
            {.fd = fake->wake, .events = POLLIN},
            {.fd = reads ? fake->master : -1, .events = POLLIN},
            {.fd = fake->is_tcp && fake->master < 0 ? fake->listener : -1, .events = POLLIN}};
        pthread_mutex_unlock(&fake->mutex);
        poll(fds, 3, -1);
        pthread_mutex_lock(&fake->mutex);
        uint64_t waste;
        if (fds[0].revents != 0) {
            (void)!read(fake->wake, &waste, sizeof waste);
        }
        if ((fds[2].revents & POLLIN) != 0 && fake->master < 0) {
            fake->master = accept4(fake->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        }
        if (fds[1].revents != 0 && fake->master == fds[1].fd) {
            receive(fake);
        }
        pthread_cond_broadcast(&fake->changed);
    }
    pthread_mutex_unlock(&fake->mutex);
    return NULL;
}

/* ---- for tests --------------------------------------------------------------------------------------------
 */

static void nudge(struct fake_printer *fake)
{
    const uint64_t one = 1;
    (void)!write(fake->wake, &one, sizeof one);
}

static void open_pty(struct fake_printer *fake)
{
    struct termios raw;
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    assert_true(master >= 0);
    assert_int_equal(grantpt(master), 0);
    assert_int_equal(unlockpt(master), 0);
    assert_int_equal(tcgetattr(master, &raw), 0);
    cfmakeraw(&raw);
    assert_int_equal(tcsetattr(master, TCSANOW, &raw), 0);
    unlink(fake->link);
    assert_int_equal(symlink(ptsname(master), fake->link), 0);
    fake->master = master;
}

static void open_tcp(struct fake_printer *fake)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int yes = 1, small = 4096; /* so that a printer that takes nothing is noticed */
    fake->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_true(fake->listener >= 0);
    setsockopt(fake->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(fake->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    assert_int_equal(bind(fake->listener, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fake->listener, 4), 0);
    assert_int_equal(getsockname(fake->listener, (struct sockaddr *)&at, &size), 0);
    snprintf(fake->address, sizeof fake->address, "tcp://127.0.0.1:%d", ntohs(at.sin_port));
}

void fake_open(struct fake_printer *fake, bool is_tcp, const char *folder)
{
    *fake = (struct fake_printer){.is_tcp = is_tcp, .listener = -1, .master = -1};
    memset(fake->answers, 0x12, sizeof fake->answers);
    fake->paper = calloc(1, FAKE_PAPER_MAX + 1);
    assert_non_null(fake->paper);
    fake->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&fake->mutex, NULL);
    pthread_cond_init(&fake->changed, NULL);
    snprintf(fake->link, sizeof fake->link, "%s/lp0", folder);
    if (is_tcp) {
        open_tcp(fake);
    } else {
        snprintf(fake->address, sizeof fake->address, "%s", fake->link);
        open_pty(fake);
    }
    assert_int_equal(pthread_create(&fake->thread, NULL, run, fake), 0);
}

void fake_close(struct fake_printer *fake)
{
    fake_set(fake, &fake->is_over, true);
    pthread_join(fake->thread, NULL);
    drop_master(fake);
    if (fake->listener >= 0) {
        close(fake->listener);
    }
    close(fake->wake);
    pthread_cond_destroy(&fake->changed);
    pthread_mutex_destroy(&fake->mutex);
    free(fake->paper);
}

void fake_unplug(struct fake_printer *fake)
{
    pthread_mutex_lock(&fake->mutex);
    drop_master(fake);
    pthread_mutex_unlock(&fake->mutex);
    nudge(fake);
}

void fake_plug(struct fake_printer *fake)
{
    pthread_mutex_lock(&fake->mutex);
    fake->takes_nothing = false;
    fake->partial_len = 0;
    if (!fake->is_tcp && fake->master < 0) {
        open_pty(fake);
    }
    pthread_mutex_unlock(&fake->mutex);
    nudge(fake);
}

void fake_answers(struct fake_printer *fake, int question, unsigned char byte)
{
    pthread_mutex_lock(&fake->mutex);
    fake->answers[question] = byte;
    pthread_mutex_unlock(&fake->mutex);
}

void fake_set(struct fake_printer *fake, bool *flag, bool value)
{
    pthread_mutex_lock(&fake->mutex);
    *flag = value;
    pthread_mutex_unlock(&fake->mutex);
    nudge(fake);
}

void fake_set_size(struct fake_printer *fake, size_t *size, size_t value)
{
    pthread_mutex_lock(&fake->mutex);
    *size = value;
    pthread_mutex_unlock(&fake->mutex);
    nudge(fake);
}

size_t fake_count(struct fake_printer *fake, const char *job)
{
    size_t count = 0, len = strlen(job);
    pthread_mutex_lock(&fake->mutex);
    for (const char *at = fake->paper;
         (at = memmem(at, fake->len - (size_t)(at - fake->paper), job, len)) != NULL; at += len) {
        count++;
    }
    pthread_mutex_unlock(&fake->mutex);
    return count;
}

static void wait_until(struct fake_printer *fake, const size_t *number, size_t least)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += WAIT_S;
    while (*number < least) {
        if (pthread_cond_timedwait(&fake->changed, &fake->mutex, &end) != 0) {
            pthread_mutex_unlock(&fake->mutex);
            fail_msg("the printer never got that far");
        }
    }
    pthread_mutex_unlock(&fake->mutex);
}

size_t fake_len(struct fake_printer *fake)
{
    pthread_mutex_lock(&fake->mutex);
    size_t len = fake->len;
    pthread_mutex_unlock(&fake->mutex);
    return len;
}

void fake_wait_bytes(struct fake_printer *fake, size_t least)
{
    pthread_mutex_lock(&fake->mutex);
    wait_until(fake, &fake->len, least);
}

void fake_wait_questions(struct fake_printer *fake, size_t more)
{
    pthread_mutex_lock(&fake->mutex);
    wait_until(fake, &fake->questions, fake->questions + more);
}
