#include "sdl/wait.h"

#include "base/clock.h"
#include "sdl/window.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONG_MS = 20000 }; /* nobody waits so long unless something is broken */

static struct tf_wait *quiet_wait(const char *input_dir)
{
    struct tf_wait_options options = {.input_dir = input_dir};
    struct tf_wait *wait;

    assert_int_equal(tf_wait_create(&wait, &options), TF_OK);
    return wait;
}

static void idle_costs_one_wake_up_for_the_whole_time(void **state)
{
    struct tf_wait *wait = quiet_wait("/nonexistent/input");
    int64_t begun_ms = tf_clock_mono_ms();
    struct rusage before, after;

    (void)state;
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_VIDEO), 0); /* the dummy driver, which SDL itself polls */
    getrusage(RUSAGE_THREAD, &before);
    assert_false(tf_wait_for(wait, 1000));
    getrusage(RUSAGE_THREAD, &after);
    assert_true(tf_clock_mono_ms() - begun_ms >= 1000);
    assert_true(tf_wait_wakeups(wait) <= 2);
    assert_true(after.ru_nvcsw - before.ru_nvcsw <= 10); /* SDL_WaitEventTimeout() makes about 900 */
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    tf_wait_destroy(wait);
}

static void *wake_main(void *user)
{
    tf_wait_wake(user);
    return NULL;
}

static void another_thread_ends_the_wait(void **state)
{
    struct tf_wait *wait = quiet_wait("/nonexistent/input");
    pthread_t thread;

    (void)state;
    pthread_create(&thread, NULL, wake_main, wait);
    assert_true(tf_wait_for(wait, LONG_MS));
    pthread_join(thread, NULL);
    tf_wait_destroy(wait);
}

static void a_wake_before_the_wait_is_not_lost_and_counts_once(void **state)
{
    struct tf_wait *wait = quiet_wait("/nonexistent/input");

    (void)state;
    for (int i = 0; i < 1000; i++)
        tf_wait_wake(wait);
    assert_true(tf_wait_for(wait, LONG_MS));
    assert_false(tf_wait_for(wait, 0));
    tf_wait_destroy(wait);
}

static struct tf_wait *of_handler;

static void wake_from_handler(int number)
{
    (void)number;
    tf_wait_wake(of_handler);
}

static void a_signal_handler_may_wake(void **state)
{
    struct tf_wait *wait = quiet_wait("/nonexistent/input");

    (void)state;
    of_handler = wait;
    signal(SIGUSR1, wake_from_handler);
    raise(SIGUSR1);
    assert_true(tf_wait_for(wait, LONG_MS));
    signal(SIGUSR1, SIG_DFL);
    tf_wait_destroy(wait);
}

static void sigterm_and_sigint_end_it_for_good(void **state)
{
    static const int numbers[] = {SIGTERM, SIGINT};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct tf_wait *wait = quiet_wait("/nonexistent/input");
        assert_false(tf_wait_is_ended(wait));
        kill(getpid(), numbers[i]);
        assert_true(tf_wait_for(wait, LONG_MS));
        assert_true(tf_wait_is_ended(wait));
        assert_true(tf_wait_for(wait, LONG_MS)); /* at once */
        tf_wait_destroy(wait);
    }
}

static void an_event_of_sdl_ends_the_wait(void **state)
{
    struct tf_wait *wait = quiet_wait("/nonexistent/input");
    SDL_Event event = {.type = SDL_USEREVENT};

    (void)state;
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_VIDEO), 0);
    while (SDL_PollEvent(&(SDL_Event){0}))
        ;
    assert_false(tf_wait_for(wait, 0));
    SDL_PushEvent(&event);
    assert_true(tf_wait_for(wait, LONG_MS));
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    tf_wait_destroy(wait);
}

/* ---- devices: named pipes stand for them, in a folder of our own
 * ------------------------------------------------ */

struct folder {
    char dir[64], device[96];
};

static void make_folder(struct folder *folder)
{
    snprintf(folder->dir, sizeof folder->dir, "/tmp/tf-wait-XXXXXX");
    assert_non_null(mkdtemp(folder->dir));
    snprintf(folder->device, sizeof folder->device, "%s/event0", folder->dir);
}

static void remove_folder(const struct folder *folder)
{
    unlink(folder->device);
    rmdir(folder->dir);
}

static int plug_in(const struct folder *folder)
{
    int fd;

    assert_int_equal(mkfifo(folder->device, 0600), 0);
    fd = open(folder->device, O_RDWR | O_NONBLOCK);
    assert_true(fd >= 0);
    return fd;
}

static void a_touch_on_a_device_ends_the_wait_and_is_drained(void **state)
{
    struct folder folder;
    struct tf_wait *wait;
    char bytes[9000] = {0};
    int fd;

    (void)state;
    make_folder(&folder);
    fd = plug_in(&folder);
    wait = quiet_wait(folder.dir);
    assert_false(tf_wait_for(wait, 0));
    assert_true(write(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes);
    assert_true(tf_wait_for(wait, LONG_MS));
    assert_false(tf_wait_for(wait, 0));
    tf_wait_destroy(wait);
    close(fd);
    remove_folder(&folder);
}

static void a_device_that_comes_later_is_heard(void **state)
{
    struct folder folder;
    struct tf_wait *wait;
    int fd;

    (void)state;
    make_folder(&folder);
    wait = quiet_wait(folder.dir);
    fd = plug_in(&folder);
    assert_false(tf_wait_for(wait, 0)); /* coming alone is no event, but it is noticed */
    assert_true(write(fd, "x", 1) == 1);
    assert_true(tf_wait_for(wait, LONG_MS));
    tf_wait_destroy(wait);
    close(fd);
    remove_folder(&folder);
}

static void an_unplugged_device_is_forgotten_and_its_return_noticed(void **state)
{
    struct folder folder;
    struct tf_wait *wait;
    uint64_t wakeups;
    int fd;

    (void)state;
    make_folder(&folder);
    fd = plug_in(&folder);
    wait = quiet_wait(folder.dir);
    unlink(folder.device);
    close(fd); /* hangs up */
    tf_wait_for(wait, 0);
    wakeups = tf_wait_wakeups(wait);
    assert_false(tf_wait_for(wait, 300));
    assert_true(tf_wait_wakeups(wait) - wakeups <= 4); /* a descriptor that is dead for ever would spin */
    fd = plug_in(&folder);
    assert_false(tf_wait_for(wait, 0));
    assert_true(write(fd, "x", 1) == 1);
    assert_true(tf_wait_for(wait, LONG_MS));
    tf_wait_destroy(wait);
    close(fd);
    remove_folder(&folder);
}

static void a_folder_of_devices_that_comes_later_is_noticed(void **state)
{
    struct folder parent;
    char dir[80], device[96];
    struct tf_wait *wait;
    int fd;

    (void)state;
    make_folder(&parent);
    snprintf(dir, sizeof dir, "%s/input", parent.dir);
    snprintf(device, sizeof device, "%s/event7", dir);
    wait = quiet_wait(dir);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_false(tf_wait_for(wait, 0));
    assert_int_equal(mkfifo(device, 0600), 0);
    fd = open(device, O_RDWR | O_NONBLOCK);
    assert_false(tf_wait_for(wait, 0));
    assert_true(write(fd, "x", 1) == 1);
    assert_true(tf_wait_for(wait, LONG_MS));
    tf_wait_destroy(wait);
    close(fd);
    unlink(device);
    rmdir(dir);
    remove_folder(&parent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(idle_costs_one_wake_up_for_the_whole_time),
        cmocka_unit_test(another_thread_ends_the_wait),
        cmocka_unit_test(a_wake_before_the_wait_is_not_lost_and_counts_once),
        cmocka_unit_test(a_signal_handler_may_wake),
        cmocka_unit_test(sigterm_and_sigint_end_it_for_good),
        cmocka_unit_test(an_event_of_sdl_ends_the_wait),
        cmocka_unit_test(a_touch_on_a_device_ends_the_wait_and_is_drained),
        cmocka_unit_test(a_device_that_comes_later_is_heard),
        cmocka_unit_test(an_unplugged_device_is_forgotten_and_its_return_noticed),
        cmocka_unit_test(a_folder_of_devices_that_comes_later_is_noticed),
    };
    tf_window_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
