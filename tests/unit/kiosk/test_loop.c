/* The loop in a real process: dummy driver, a ledger in memory, and a socket that plays systemd.
 */
#include "kiosk/loop.h"

#include "kiosk/desk.h"
#include "unit/kiosk/systemd_kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>
#include <cmocka.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { ALIVE_WANTED = 3, MESSAGES_MAX = 200 };

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

struct kiosk {
    struct tf_clock clock;
    struct tf_wait *wait;
    struct tf_desk *desk;
    struct tf_loop *loop;
    struct tf_problem problem;
};

static void open_kiosk(struct kiosk *kiosk)
{
    struct tf_loop_options options = {.window = {.width_px = 640, .height_px = 400, .title = "test"}};

    memset(kiosk, 0, sizeof *kiosk);
    tf_clock_init(&kiosk->clock);
    tf_clock_start_at(&kiosk->clock, 1795599000);
    options.clock = &kiosk->clock;
    options.app.seed = 1;
    assert_int_equal(tf_wait_create(&kiosk->wait, NULL), TF_OK);
    assert_int_equal(tf_desk_open(&kiosk->desk, NULL, NULL, &kiosk->problem), TF_OK);
    if (tf_loop_create(&kiosk->loop, &options, kiosk->wait, &kiosk->problem) != TF_OK)
        fail_msg("%s (%s)", kiosk->problem.what, kiosk->problem.where);
}

static void close_kiosk(struct kiosk *kiosk)
{
    tf_desk_close(kiosk->desk);
    tf_loop_destroy(kiosk->loop);
    tf_wait_destroy(kiosk->wait);
}

static void run_until_ended(bool by_signal)
{
    struct systemd systemd;
    struct kiosk kiosk;
    pthread_t thread;

    open_systemd(&systemd);
    systemd.ends_by_signal = by_signal;
    open_kiosk(&kiosk);
    pthread_create(&thread, NULL, systemd_main, &systemd);
    assert_int_equal(tf_loop_run(kiosk.loop, tf_desk_ledger(kiosk.desk), &kiosk.problem), TF_OK);
    pthread_join(thread, NULL);
    close_kiosk(&kiosk);
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

/* ---- a ledger that hangs ---- */

enum { SILENCE_MS = 1000 }; /* ten times what WATCHDOG_USEC gives: systemd would have acted long ago */

struct hang {
    struct systemd systemd;
    struct tf_ledger *ledger;
    pthread_t sender;
    sem_t go_on;
    bool fell_silent, spoke_again;
};

static enum tf_err wait_in_the_ledger(void *user, struct tf_store *store)
{
    struct hang *hang = user;

    (void)store;
    return sem_wait(&hang->go_on) == 0 ? TF_OK : TF_ERR_IO;
}

static void *sender_main(void *user)
{
    struct hang *hang = user;

    (void)tf_ledger_run(hang->ledger, wait_in_the_ledger, hang);
    return NULL;
}

static bool hears_life_within(struct hang *hang, int ms)
{
    struct timeval limit = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000};
    char message[64] = "";

    setsockopt(hang->systemd.fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return recv(hang->systemd.fd, message, sizeof message - 1, 0) > 0;
}

/* Hears the first words, lets the ledger hang, waits for silence, lets it go on, and waits for a word. */
static void *watch_main(void *user)
{
    struct hang *hang = user;

    for (int i = 0; i < ALIVE_WANTED; i++) {
        (void)hears_life_within(hang, 20000);
    }
    pthread_create(&hang->sender, NULL, sender_main, hang);
    for (int i = 0; i < MESSAGES_MAX && !hang->fell_silent; i++) {
        hang->fell_silent = !hears_life_within(hang, SILENCE_MS);
    }
    sem_post(&hang->go_on);
    pthread_join(hang->sender, NULL);
    hang->spoke_again = hears_life_within(hang, 20000);
    kill(getpid(), SIGTERM);
    return NULL;
}

static void a_ledger_that_hangs_is_not_hidden_by_a_living_screen(void **state)
{
    struct hang hang = {.fell_silent = false};
    struct kiosk kiosk;
    pthread_t thread;

    (void)state;
    open_systemd(&hang.systemd);
    open_kiosk(&kiosk);
    hang.ledger = tf_desk_ledger(kiosk.desk);
    sem_init(&hang.go_on, 0, 0);
    pthread_create(&thread, NULL, watch_main, &hang);
    assert_int_equal(tf_loop_run(kiosk.loop, hang.ledger, &kiosk.problem), TF_OK);
    pthread_join(thread, NULL);
    close_kiosk(&kiosk);
    assert_true(hang.fell_silent);
    assert_true(hang.spoke_again);
    sem_destroy(&hang.go_on);
    close_systemd(&hang.systemd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systemd_hears_of_the_first_picture_of_life_and_of_the_end),
        cmocka_unit_test(a_closed_window_ends_it),
        cmocka_unit_test(a_ledger_that_hangs_is_not_hidden_by_a_living_screen),
    };
    tf_window_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
