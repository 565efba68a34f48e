/* From a tap on "Print" to the slip's last byte at a printer that is fast, and what touches cost while one
 * that is slow prints. The printer is a thread at the other end of a TCP connection. */
#include "bench/bench.h"

#include "base/clock.h"
#include "kiosk/printing.h"
#include "support/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    WIDTH = 1920,
    HEIGHT = 1080,
    SLIPS = 12,
    TOUCHES = 600,
    SLOW_BYTES = 64,
    SLOW_MS = 20,
    WAIT_MS = 30000
};

struct tray {
    pthread_t thread;
    int listener;
    bool is_slow;
    atomic_bool ends;
    _Atomic double last_byte_ms;
    atomic_size_t bytes;
};

/* "All is well", to each DLE EOT wherever it stands, also torn in two by the network. Returns whether the
 * block held anything else. */
static bool answer(int fd, const char *block, size_t len, int *matched)
{
    size_t questions = 0;
    for (size_t i = 0; i < len; i++) {
        if (*matched == 2 && block[i] >= 1 && block[i] <= 4) {
            (void)!write(fd, "\x12", 1);
            questions++;
        }
        *matched = *matched == 1 && block[i] == 0x04 ? 2 : block[i] == 0x10 ? 1 : 0;
    }
    return len > 3 * questions;
}

static void serve(struct tray *tray, int fd)
{
    char block[65536];
    int matched = 0;
    while (!atomic_load(&tray->ends)) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        if (poll(&one, 1, 50) <= 0) {
            continue;
        }
        ssize_t got = read(fd, block, tray->is_slow ? SLOW_BYTES : sizeof block);
        if (got <= 0) {
            return;
        }
        if (!answer(fd, block, (size_t)got, &matched)) {
            continue;
        }
        atomic_store(&tray->last_byte_ms, bench_now_ms());
        atomic_fetch_add(&tray->bytes, (size_t)got);
        if (tray->is_slow) {
            (void)nanosleep(&(struct timespec){.tv_nsec = SLOW_MS * 1000000L}, NULL);
        }
    }
}

static void *tray_main(void *user)
{
    struct tray *tray = user;
    while (!atomic_load(&tray->ends)) {
        struct pollfd one = {.fd = tray->listener, .events = POLLIN};
        int fd = poll(&one, 1, 50) > 0 ? accept(tray->listener, NULL, NULL) : -1;
        if (fd >= 0) {
            serve(tray, fd);
            (void)close(fd);
        }
    }
    return NULL;
}

static void open_tray(struct tray *tray, bool is_slow, char *address, size_t size)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int small = 4096;
    *tray = (struct tray){.is_slow = is_slow};
    tray->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)setsockopt(tray->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    if (bind(tray->listener, (struct sockaddr *)&at, sizeof at) != 0 || listen(tray->listener, 1) != 0 ||
        getsockname(tray->listener, (struct sockaddr *)&at, &len) != 0 ||
        pthread_create(&tray->thread, NULL, tray_main, tray) != 0) {
        bench_fail("a printer", &(struct tf_problem){.what = "no port"});
    }
    (void)snprintf(address, size, "tcp://127.0.0.1:%d", ntohs(at.sin_port));
}

static void close_tray(struct tray *tray)
{
    atomic_store(&tray->ends, true);
    pthread_join(tray->thread, NULL);
    (void)close(tray->listener);
}

/* ---- the kiosk ---- */

struct kiosk {
    struct tf_desk *desk;
    struct tf_app *app;
    struct tf_stage *stage;
    struct tf_printing *printing; /* NULL: none */
    sem_t changed;
    const struct tf_grid *grid;
};

static void on_change(void *who)
{
    (void)sem_post(who);
}

static void draw(struct kiosk *kiosk)
{
    struct tf_stage_view view = {.width_px = WIDTH, .height_px = HEIGHT};
    struct tf_stage_change change;
    if (tf_stage_draw(kiosk->stage, kiosk->app, &view, &change) != TF_OK) {
        bench_fail("drawing", &(struct tf_problem){.what = "a picture is not whole"});
    }
}

/* A touch as the loop carries it out; returns what it took. */
static double touch(struct kiosk *kiosk, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    double start = bench_now_ms();
    tf_app_do(kiosk->app, (struct tf_intent){what, a, b});
    if (kiosk->printing) {
        (void)tf_printing_round(kiosk->printing, kiosk->app, kiosk->stage);
    }
    draw(kiosk);
    return bench_now_ms() - start;
}

static uint64_t session_at(const struct kiosk *kiosk, size_t i)
{
    return kiosk->grid->placements[i % kiosk->grid->placement_count]->session;
}

static void open_kiosk(struct kiosk *kiosk, const char *event)
{
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 1};
    struct tf_problem problem = {0};
    *kiosk = (struct kiosk){.desk = bench_desk(NULL, event)};
    if (tf_app_create(&kiosk->app, &options) != TF_OK || tf_stage_create(&kiosk->stage, &problem) != TF_OK) {
        bench_fail("the kiosk", &problem);
    }
    tf_app_set_board(kiosk->app, tf_board_ref(tf_desk_board(kiosk->desk)));
    tf_app_set_time(kiosk->app, SUPPORT_10H00_S, 1000, true);
    tf_app_set_address(kiosk->app, "http://10.0.0.5:8080");
    kiosk->grid = tf_desk_board(kiosk->desk)->grid;
    sem_init(&kiosk->changed, 0, 0);
}

static void plug(struct kiosk *kiosk, const char *address)
{
    struct tf_printing_options options = {
        .address = address, .profile = "80mm", .changed = on_change, .who = &kiosk->changed};
    struct tf_problem problem = {0};
    if (tf_printing_start(&kiosk->printing, &options, &problem) != TF_OK) {
        bench_fail(address, &problem);
    }
}

static void close_kiosk(struct kiosk *kiosk)
{
    tf_printing_stop(kiosk->printing);
    tf_app_destroy(kiosk->app);
    tf_stage_destroy(kiosk->stage);
    tf_desk_close(kiosk->desk);
    sem_destroy(&kiosk->changed);
}

/* Until the slip's fate is that one. */
static void await(struct kiosk *kiosk, enum tf_print_fate fate)
{
    const double end_ms = bench_now_ms() + WAIT_MS;
    const struct tf_print *print = tf_app_state(kiosk->app)->print;
    while (print->status.fate != fate) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += WAIT_MS / 1000;
        if (print->session == 0) {
            bench_fail("a slip", &(struct tf_problem){.what = "it was refused"});
        }
        if (bench_now_ms() > end_ms || sem_timedwait(&kiosk->changed, &until) != 0) {
            struct tf_problem problem = {.what = "it is not what was waited for:"};
            (void)snprintf(problem.where, sizeof problem.where, "fate %d, “%s”", (int)print->status.fate,
                           print->status.words);
            bench_fail("a slip", &problem);
        }
        (void)tf_printing_round(kiosk->printing, kiosk->app, kiosk->stage);
    }
}

static void await_first_byte(struct tray *tray)
{
    const double end_ms = bench_now_ms() + WAIT_MS;
    while (atomic_load(&tray->bytes) == 0) {
        if (bench_now_ms() > end_ms) {
            bench_fail("a slip", &(struct tf_problem){.what = "not a byte of it came"});
        }
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000L}, NULL);
    }
}

/* ---- what is measured ---- */

static void measure_slips(const char *event)
{
    double taps[SLIPS], drawn[SLIPS];
    char address[64], measured[120], other[120];
    struct tray tray;
    struct kiosk kiosk;
    open_tray(&tray, false, address, sizeof address);
    open_kiosk(&kiosk, event);
    plug(&kiosk, address);
    for (size_t i = 0; i < SLIPS; i++) {
        uint64_t session = session_at(&kiosk, i);
        (void)touch(&kiosk, TF_INTENT_SESSION, session, 0);
        double start = bench_now_ms();
        drawn[i] = touch(&kiosk, TF_INTENT_PRINT, TF_PRINT_SLIP, session);
        await(&kiosk, TF_PRINT_PRINTED);
        taps[i] = atomic_load(&tray.last_byte_ms) - start;
    }
    double median = bench_at_permille(taps, SLIPS, 500), worst = bench_at_permille(taps, SLIPS, 999);
    (void)snprintf(measured, sizeof measured, "%.1f ms, worst %.1f", median, worst);
    (void)snprintf(other, sizeof other, "%.1f ms of it the touch itself: slip drawn, screen drawn",
                   bench_at_permille(drawn, SLIPS, 500));
    bench_row("tap → last byte at a fast printer", measured, other, "≤ 150 ms");
    close_kiosk(&kiosk);
    close_tray(&tray);
}

static double measure_touches(struct kiosk *kiosk)
{
    static double touches[TOUCHES];
    for (size_t i = 0; i < TOUCHES; i++) {
        touches[i] = i % 2 == 0 ? touch(kiosk, TF_INTENT_SESSION, session_at(kiosk, i / 2), 0)
                                : touch(kiosk, TF_INTENT_HOME, 0, 0);
    }
    return bench_at_permille(touches, TOUCHES, 990);
}

static void measure_slow(const char *event)
{
    char address[64], measured[120], other[120];
    struct tray tray;
    struct kiosk kiosk;
    open_kiosk(&kiosk, event);
    (void)measure_touches(&kiosk); /* letters are made once */
    double alone = measure_touches(&kiosk);
    open_tray(&tray, true, address, sizeof address);
    plug(&kiosk, address);
    (void)touch(&kiosk, TF_INTENT_SESSION, session_at(&kiosk, 0), 0);
    (void)touch(&kiosk, TF_INTENT_PRINT, TF_PRINT_SLIP, session_at(&kiosk, 0));
    await_first_byte(&tray);
    double beside = measure_touches(&kiosk);
    bool was_printing = tf_app_state(kiosk.app)->print->status.fate == TF_PRINT_WAITING;
    (void)snprintf(measured, sizeof measured, "p99 %.1f ms", beside);
    (void)snprintf(other, sizeof other, "%.1f ms without a printer: × %.2f%s", alone, beside / alone,
                   was_printing ? "" : " (it was DONE before the touches were)");
    bench_row("touches while a slow printer prints", measured, other, "p99 ≤ 16.7 ms");
    close_kiosk(&kiosk);
    close_tray(&tray);
}

int bench_print(char **argv)
{
    measure_slips(argv[0]);
    measure_slow(argv[0]);
    return 0;
}
