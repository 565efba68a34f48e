/* A network printer gets every byte, whatever it says itself that nobody reads. */
#include "print/device.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { JOB_BYTES = 3000, PATIENCE_MS = 20000 };

struct peer {
    int listener, fd;
    size_t got;
    bool was_cut; /* the connection was ended beneath what was not read yet */
    bool stays;   /* never ends it itself */
    pthread_t thread;
};

/* Chatters, waits until the other side has ended, and only then reads: what was sent has to be there still.
 */
static void *be_a_printer(void *user)
{
    struct peer *peer = user;
    char bytes[512];
    ssize_t got;
    peer->fd = accept(peer->listener, NULL, NULL);
    (void)!send(peer->fd, "\x12\x12\x12", 3, MSG_NOSIGNAL);
    struct pollfd end = {.fd = peer->fd, .events = POLLRDHUP};
    if (poll(&end, 1, PATIENCE_MS) != 1) {
        return NULL;
    }
    while ((got = recv(peer->fd, bytes, sizeof bytes, 0)) > 0) {
        peer->got += (size_t)got;
    }
    peer->was_cut = got < 0;
    if (!peer->stays) {
        close(peer->fd);
    }
    return NULL;
}

static int connect_to(struct peer *peer)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof at;
    struct tf_device_address address = {.is_tcp = true, .path = "127.0.0.1"};
    int fd = -1;
    peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(peer->listener, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(peer->listener, 1), 0);
    assert_int_equal(getsockname(peer->listener, (struct sockaddr *)&at, &size), 0);
    snprintf(address.port, sizeof address.port, "%d", ntohs(at.sin_port));
    assert_int_equal(pthread_create(&peer->thread, NULL, be_a_printer, peer), 0);
    assert_int_equal(tf_device_open(&fd, &address, PATIENCE_MS, -1), TF_OK);
    return fd;
}

static void send_job(struct peer *peer)
{
    char job[JOB_BYTES];
    size_t wrote;
    int fd = connect_to(peer);
    memset(job, 'x', sizeof job);
    struct pollfd chatter = {.fd = fd, .events = POLLIN};
    assert_int_equal(poll(&chatter, 1, PATIENCE_MS), 1); /* and nobody reads it */
    assert_int_equal(tf_device_write(fd, job, sizeof job, PATIENCE_MS, -1, &wrote), TF_OK);
    tf_device_close(fd);
    pthread_join(peer->thread, NULL);
    close(peer->listener);
    assert_false(peer->was_cut);
    assert_int_equal(peer->got, JOB_BYTES);
}

static void every_byte_arrives_although_its_chatter_was_not_read(void **state)
{
    (void)state;
    struct peer peer = {.fd = -1};
    send_job(&peer);
}

static void a_printer_that_never_hangs_up_is_left_after_a_moment(void **state)
{
    (void)state;
    struct peer peer = {.fd = -1, .stays = true};
    send_job(&peer);
    close(peer.fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_arrives_although_its_chatter_was_not_read),
        cmocka_unit_test(a_printer_that_never_hangs_up_is_left_after_a_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
