/* The program is killed at any moment while it prints: each slip that was taken is on paper once, or still
 * listed and asked about; and nothing comes out by itself afterwards. The kiosk is a process of its own (this
 * program again), the printer is ours and outlives it. */
#include "unit/print/printer_kit.h"

#include "base/rng.h"
#include "support/support.h"

#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 16, JOBS = 6, JOB_BYTES = 3000 };

static void name_of(char *out, size_t size, int job)
{
    snprintf(out, size, "<slip %d>", job);
}

/* ---- the kiosk that is killed ---- */

static int print_until_killed(const char *address, const char *folder)
{
    struct kit kit;
    kit_options(&kit);
    snprintf(kit.fake.address, sizeof kit.fake.address, "%s", address);
    snprintf(kit.spool.path, sizeof kit.spool.path, "%s", folder);
    kit_start(&kit);
    for (int i = 0; i < JOBS; i++) {
        char name[24];
        name_of(name, sizeof name, i);
        kit_print_sized(&kit, name, JOB_BYTES, 0);
        for (struct tf_printer_view view = {0}; view.waiting + view.held + view.printed <= (size_t)i;) {
            sched_yield();
            view = tf_printer_view(kit.printer); /* until it is on the disk */
        }
        if (write(STDOUT_FILENO, "x", 1) != 1) { /* taken: nothing may be lost from here on */
            return 1;
        }
    }
    for (;;) {
        pause();
    }
}

/* ---- the world around it ---- */

struct world {
    struct kit kit; /* its fake printer and its spool; its own printer is the kiosk after the restart */
    pid_t child;
    int acknowledged; /* pipe */
};

static void start_kiosk(struct world *world)
{
    char self[] = "/proc/self/exe", *argv[] = {self, world->kit.fake.address, world->kit.spool.path, NULL};
    extern char **environ;
    int ends[2];
    posix_spawn_file_actions_t actions;
    assert_int_equal(pipe(ends), 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    assert_int_equal(posix_spawn(&world->child, self, &actions, NULL, argv, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    world->acknowledged = ends[0];
}

/* Returns how many slips it had taken. */
static int kill_kiosk(struct world *world)
{
    char bytes[JOBS + 1];
    int count = 0;
    kill(world->child, SIGKILL);
    assert_int_equal(waitpid(world->child, NULL, 0), world->child);
    for (ssize_t got = 1; got > 0; count += got > 0 ? (int)got : 0) {
        got = read(world->acknowledged, bytes, sizeof bytes);
    }
    close(world->acknowledged);
    return count;
}

static void check_papers(struct world *world, int taken, size_t held)
{
    int twice = 0, once_more = 0;
    size_t before[JOBS];
    char name[24];
    for (int i = 0; i < JOBS; i++) {
        name_of(name, sizeof name, i);
        before[i] = fake_count(&world->kit.fake, name);
        assert_in_range(before[i], 0, 1);
    }
    tf_printer_go_on(world->kit.printer, true);
    kit_until(&world->kit, (struct kit_want){TF_PRINTER_READY, 0, 0, (int)held});
    for (int i = 0; i < JOBS; i++) {
        name_of(name, sizeof name, i);
        size_t after = fake_count(&world->kit.fake, name);
        assert_in_range(after, i < taken ? 1 : 0, 2);
        once_more += after > before[i];
        twice += after == 2; /* it was at the printer when the power went: a person was asked, and said yes */
    }
    assert_int_equal(once_more, held);
    assert_in_range(twice, 0, 1);
}

static void killed_at_any_moment_a_slip_is_on_paper_or_listed(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("power_cut"));
    for (int round = 0; round < ROUNDS; round++) {
        struct world world;
        kit_open(&world.kit, round % 2 == 0);
        start_kiosk(&world);
        fake_wait_bytes(&world.kit.fake, 1 + (size_t)tf_rng_below(&rng, (JOBS - 1) * JOB_BYTES));
        int taken = kill_kiosk(&world);
        kit_start(&world.kit);
        for (struct tf_printer_view view = {.state = TF_PRINTER_ABSENT}; view.state != TF_PRINTER_READY;) {
            sched_yield();
            view = tf_printer_view(world.kit.printer);
        }
        size_t held = tf_printer_view(world.kit.printer).held, printed = fake_len(&world.kit.fake);
        fake_wait_questions(&world.kit.fake, 8); /* it looks again and again, and nothing comes by itself */
        assert_int_equal(fake_len(&world.kit.fake), printed);
        check_papers(&world, taken, held);
        kit_close(&world.kit);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(killed_at_any_moment_a_slip_is_on_paper_or_listed)};
    return argc == 3 ? print_until_killed(argv[1], argv[2]) : cmocka_run_group_tests(tests, NULL, NULL);
}
