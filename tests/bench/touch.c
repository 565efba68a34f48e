/* From a touch to the picture that answers it, presented: with a thousand sessions on a durable board, while
 * phones post twenty more a second. A finger comes down on something and goes up again, at random, as fast as
 * two people would; a touch that comes while the news of others are being drawn waits for that, and the wait
 * counts. Beside it the same process serves phones: 300 of them listen to every change, and 500 more hold
 * half a request each and let a byte trickle in now and then (bench_web crowd). */
#include "bench/bench.h"

#include "base/clock.h"
#include "kiosk/stage.h"
#include "sdl/window.h"
#include "support/support.h"
#include "web/web.h"
#include "widgets/pointer.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WIDTH = 1920,
    HEIGHT = 1080,
    TOUCHES = 1200,
    TOUCH_EVERY_MS = 45,
    POSTS_A_SECOND = 20,
    STREAMS = 300,
    SLOW = 500,
    SEED = 20261125,
};

struct phones {
    pthread_t thread;
    struct tf_ledger *ledger;
    struct tf_board *board; /* as it was; for the ids of spaces and rows */
    atomic_bool ends;
    atomic_size_t posted;
    size_t sent;
};

struct kiosk {
    struct tf_app *app;
    struct tf_stage *stage;
    struct tf_window *window;
    struct tf_pointer pointer;
    struct tf_subscription *subscription;
    sem_t news;
    struct tf_rng rng;
    double begun_ms;
    int64_t first_s; /* what time it was then */
    bool dirty;
    bool is_down;
    int x, y;
    size_t boards;
};

/* ---- phones
 * ------------------------------------------------------------------------------------------------- */

static void on_posted(void *user, const struct tf_answer *answer)
{
    struct phones *phones = user;
    if (answer->err == TF_OK) {
        atomic_fetch_add(&phones->posted, 1);
    }
}

/* A title that nobody has, in a cell that may be free. */
static struct tf_command *post_of(struct phones *phones, struct tf_rng *rng)
{
    const struct tf_grid *grid = phones->board->grid;
    struct tf_actor actor = {.role = TF_ROLE_GUEST, .device = tf_rng_id(rng)};
    struct tf_command *post = tf_command_create(TF_VERB_PROPOSE, actor, SUPPORT_10H00_S, tf_rng_id(rng));
    char title[40];
    char code[9];
    tf_command_code(code, tf_rng_u64(rng));
    (void)snprintf(title, sizeof title, "Posted from a phone, %zu", phones->sent++);
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, tf_rng_id(rng)}},
                                 .code = code,
                                 .title = title,
                                 .proposed_at = SUPPORT_10H00_S};
    if (!post ||
        tf_command_set_record(post, &session.record, tf_schema_mask(TF_KIND_SESSION, "title")) != TF_OK) {
        bench_fail("post", &(struct tf_problem){.what = "no memory"});
    }
    if (phones->sent % 2 == 0) { /* the other half looks for a place */
        post->space = grid->spaces[tf_rng_below(rng, grid->space_count)]->record.key.id;
        post->slot = grid->slots[tf_rng_below(rng, grid->slot_count)]->record.key.id;
        post->placement = tf_rng_id(rng);
    }
    return post;
}

static void *phones_main(void *user)
{
    struct phones *phones = user;
    struct tf_rng rng;
    struct timespec next;
    tf_rng_seed(&rng, SEED);
    clock_gettime(CLOCK_MONOTONIC, &next);
    while (!atomic_load(&phones->ends)) {
        struct tf_command *post = post_of(phones, &rng);
        if (tf_ledger_send(phones->ledger, post, on_posted, phones) != TF_OK) {
            tf_command_destroy(post);
        }
        next.tv_nsec += 1000000000L / POSTS_A_SECOND;
        next.tv_sec += next.tv_nsec / 1000000000L;
        next.tv_nsec %= 1000000000L;
        (void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
    return NULL;
}

/* ---- a crowd at the server
 * ------------------------------------------------------------------------------ */

struct crowd {
    struct tf_web *web;
    pid_t pid;
    int input; /* it ends with this */
};

static void open_crowd(struct crowd *crowd, struct tf_desk *desk, const char *program)
{
    struct tf_problem problem = {0};
    struct tf_web_options options = {.ledger = tf_desk_ledger(desk), .listen = "127.0.0.1:0"};
    posix_spawn_file_actions_t files;
    int in[2];
    int out[2];
    char port[16];
    char slow[16];
    char streams[16];
    char ready[8] = "";
    char *words[] = {(char *)(uintptr_t)program, (char *)(uintptr_t) "crowd", port, slow, streams, NULL};
    tf_clock_start_at(&options.clock, SUPPORT_10H00_S);
    if (tf_web_start(&crowd->web, &options, &problem) != TF_OK || pipe(in) != 0 || pipe(out) != 0) {
        bench_fail("crowd", &problem);
    }
    (void)snprintf(port, sizeof port, "%d", tf_web_state(crowd->web).port);
    (void)snprintf(slow, sizeof slow, "%d", SLOW);
    (void)snprintf(streams, sizeof streams, "%d", STREAMS);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&files, in[1]);
    posix_spawn_file_actions_addclose(&files, out[0]);
    if (posix_spawn(&crowd->pid, program, &files, NULL, words, NULL) != 0) {
        bench_fail(program, &(struct tf_problem){.what = "does not start"});
    }
    posix_spawn_file_actions_destroy(&files);
    (void)close(in[0]);
    (void)close(out[1]);
    crowd->input = in[1];
    if (read(out[0], ready, sizeof ready) <= 0) {
        bench_fail(program, &(struct tf_problem){.what = "did not get its connections"});
    }
    (void)close(out[0]);
}

static void close_crowd(struct crowd *crowd)
{
    (void)close(crowd->input);
    (void)waitpid(crowd->pid, NULL, 0);
    tf_web_stop(crowd->web);
}

/* ---- the kiosk, as kiosk/loop.c goes round
 * ----------------------------------------------------------------------- */

static void on_news(void *user)
{
    struct kiosk *kiosk = user;
    (void)sem_post(&kiosk->news);
}

static void show(struct kiosk *kiosk)
{
    struct tf_stage_view view = {.width_px = WIDTH,
                                 .height_px = HEIGHT,
                                 .pressed = kiosk->pointer.pressed,
                                 .focus = kiosk->pointer.focus};
    struct tf_stage_change change = {0};
    if (!kiosk->dirty) {
        return;
    }
    if (tf_stage_draw(kiosk->stage, kiosk->app, &view, &change) != TF_OK) {
        bench_fail("draw", &(struct tf_problem){.what = "the picture is not whole"});
    }
    tf_pointer_scene(&kiosk->pointer, tf_stage_scene(kiosk->stage));
    kiosk->dirty = false;
    if (change.everything || change.count > 0) {
        (void)tf_window_present(kiosk->window, tf_stage_canvas(kiosk->stage), change.rects,
                                change.everything ? 0 : change.count);
    }
}

static void take_news(struct kiosk *kiosk)
{
    struct tf_board *board = tf_subscription_take(kiosk->subscription);
    double passed_ms = bench_now_ms() - kiosk->begun_ms;
    if (board) {
        kiosk->dirty |= tf_app_set_board(kiosk->app, board);
        kiosk->boards++;
    }
    kiosk->dirty |= tf_app_set_time(kiosk->app, kiosk->first_s + (int64_t)(passed_ms / 1000),
                                    (int64_t)bench_now_ms(), true);
}

static const struct tf_target *anything(struct kiosk *kiosk)
{
    const struct tf_scene *scene = tf_stage_scene(kiosk->stage);
    size_t count = tf_scene_target_count(scene);
    return tf_scene_target_at_index(scene, tf_rng_below(&kiosk->rng, count));
}

static void touch(struct kiosk *kiosk)
{
    struct tf_input input = {.finger = 1, .at_ms = (int64_t)bench_now_ms()};
    if (!kiosk->is_down) {
        const struct tf_target *target = anything(kiosk);
        kiosk->x = target->rect.x + target->rect.w / 2;
        kiosk->y = target->rect.y + target->rect.h / 2;
    }
    input.kind = kiosk->is_down ? TF_INPUT_UP : TF_INPUT_DOWN;
    input.x = kiosk->x;
    input.y = kiosk->y;
    kiosk->is_down = !kiosk->is_down;
    struct tf_pointer_result result = tf_pointer_input(&kiosk->pointer, tf_stage_scene(kiosk->stage), &input);
    kiosk->dirty |= result.reason && tf_app_tell(kiosk->app, result.reason);
    kiosk->dirty |= tf_app_do(kiosk->app, result.intent);
    kiosk->dirty |= result.redraw;
    for (struct tf_command *command; (command = tf_app_take_command(kiosk->app));) {
        tf_command_destroy(command); /* it is the phones that post here */
    }
}

/* Draws the news of others until it is time for the next touch. */
static void idle_until(struct kiosk *kiosk, double due_ms)
{
    for (;;) {
        take_news(kiosk);
        show(kiosk);
        double left_ms = due_ms - bench_now_ms();
        struct timespec until;
        if (left_ms <= 0) {
            return;
        }
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += (long)(left_ms * 1e6);
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        while (sem_timedwait(&kiosk->news, &until) != 0 && errno == EINTR) {
            ;
        }
    }
}

static void open_kiosk(struct kiosk *kiosk, struct tf_desk *desk)
{
    struct tf_problem problem = {0};
    struct tf_window_options options = {.width_px = WIDTH, .height_px = HEIGHT, .title = "bench"};
    *kiosk = (struct kiosk){.dirty = true, .begun_ms = bench_now_ms()};
    tf_rng_seed(&kiosk->rng, SEED);
    tf_pointer_init(&kiosk->pointer);
    (void)sem_init(&kiosk->news, 0, 0);
    if (tf_stage_create(&kiosk->stage, &problem) != TF_OK ||
        tf_window_open(&kiosk->window, &options, &problem) != TF_OK ||
        tf_app_create(&kiosk->app, &(struct tf_app_options){.seed = SEED}) != TF_OK ||
        tf_ledger_subscribe(tf_desk_ledger(desk), &kiosk->subscription, on_news, kiosk) != TF_OK) {
        bench_fail("kiosk", &problem);
    }
    kiosk->first_s = tf_desk_board(desk)->grid->slots[0]->start + 60;
}

/* What this thread worked: the same on a machine that is busy with something else. */
static double worked_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void report(double *ms, double *work_ms, const struct kiosk *kiosk, size_t posted, double seconds,
                   const struct tf_web_state *served)
{
    char measured[120];
    char other[240];
    (void)snprintf(measured, sizeof measured, "%.1f ms median, %.1f ms p99, %.1f ms most",
                   bench_at_permille(ms, TOUCHES, 500), bench_at_permille(ms, TOUCHES, 990),
                   bench_at_permille(ms, TOUCHES, 1000));
    (void)snprintf(other, sizeof other,
                   "its own work: %.1f ms p99; %.0f posts a second saved, %zu boards shown, %d touches; %d "
                   "phones listen, "
                   "%d connections",
                   bench_at_permille(work_ms, TOUCHES, 990), (double)posted / seconds, kiosk->boards, TOUCHES,
                   served->streams, served->connections);
    bench_row("touch to picture 1920×1080, 1,000 sessions", measured, other, "p99 ≤ 16.7 ms");
}

int bench_touch(char **argv)
{
    static double ms[TOUCHES];
    static double work_ms[TOUCHES];
    char path[600];
    struct kiosk kiosk;
    struct crowd crowd;
    (void)setenv("SDL_VIDEODRIVER", "dummy", 0);
    tf_window_prepare();
    (void)snprintf(path, sizeof path, "%s/touch.twofeet", argv[1]);
    (void)unlink(path);
    struct tf_desk *desk = bench_desk(path, argv[0]);
    open_kiosk(&kiosk, desk);
    open_crowd(&crowd, desk, argv[2]);
    struct phones phones = {.ledger = tf_desk_ledger(desk), .board = tf_board_ref(tf_desk_board(desk))};
    idle_until(&kiosk, bench_now_ms() + 1000); /* the first pictures fill the caches */
    if (pthread_create(&phones.thread, NULL, phones_main, &phones) != 0) {
        bench_fail("phones", &(struct tf_problem){.what = "no thread"});
    }
    double begun_ms = bench_now_ms();
    for (int i = 0; i < TOUCHES; i++) {
        double due_ms = begun_ms + (double)(i + 1) * TOUCH_EVERY_MS;
        idle_until(&kiosk, due_ms);
        double begun_work_ms = worked_ms();
        take_news(&kiosk);
        touch(&kiosk);
        show(&kiosk);
        work_ms[i] = worked_ms() - begun_work_ms;
        ms[i] = bench_now_ms() - due_ms;
    }
    double seconds = (bench_now_ms() - begun_ms) / 1e3;
    atomic_store(&phones.ends, true);
    (void)pthread_join(phones.thread, NULL);
    struct tf_web_state served = tf_web_state(crowd.web);
    close_crowd(&crowd);
    tf_ledger_unsubscribe(tf_desk_ledger(desk), kiosk.subscription);
    tf_desk_close(desk); /* answers what is under way */
    report(ms, work_ms, &kiosk, atomic_load(&phones.posted), seconds, &served);
    tf_app_destroy(kiosk.app);
    tf_window_close(kiosk.window);
    tf_stage_destroy(kiosk.stage);
    tf_board_unref(phones.board);
    (void)sem_destroy(&kiosk.news);
    return 0;
}
