/* The loop with a person at it: taps go in through SDL, commands out to the ledger's thread, answers back. */
#include "kiosk/loop.h"

#include "base/queue.h"
#include "journeys/hand.h"
#include "kiosk/desk.h"
#include "support/support.h"
#include "unit/kiosk/systemd_kit.h"

#include <SDL.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

enum { WIDTH = 1280, HEIGHT = 800, TAPS = 4, ROUNDS_TO_SEE = 2, MESSAGES_MAX = 1000 };

/* "Take off" on the session's page, once more below what it will mean, and "Undo", which only a kiosk offers
 * that had the answer. */
static const char *const LABELS[TAPS] = {"A, 10:00, Compost", "Take off", "Take off", "Undo"};
enum { TAPS_THAT_TAKE_OFF = 3 };

/* ---- a board that is published between the loop's look at it and its look at the answers: the linker puts
 * these before the program's own ---- */

static _Thread_local bool is_watched_loop; /* this thread is the loop that is looked into */

static struct {                /* the loop's thread alone touches it */
    bool is_sent, has_answers; /* a command is under way; its answer was taken */
    int answers, early;        /* told to the app; before it had the board that they speak of */
} between;

enum tf_err __real_tf_ledger_send(struct tf_ledger *ledger, struct tf_command *command,
                                  tf_ledger_answer_fn answer, void *user);
enum tf_err __wrap_tf_ledger_send(struct tf_ledger *ledger, struct tf_command *command,
                                  tf_ledger_answer_fn answer, void *user);
enum tf_err __wrap_tf_ledger_send(struct tf_ledger *ledger, struct tf_command *command,
                                  tf_ledger_answer_fn answer, void *user)
{
    if (is_watched_loop) {
        between.is_sent = true;
    }
    return __real_tf_ledger_send(ledger, command, answer, user);
}

struct tf_board *__real_tf_subscription_take(struct tf_subscription *subscription);
struct tf_board *__wrap_tf_subscription_take(struct tf_subscription *subscription);
struct tf_board *__wrap_tf_subscription_take(struct tf_subscription *subscription)
{
    if (is_watched_loop && between.is_sent && !between.has_answers) {
        return NULL; /* not there yet */
    }
    if (is_watched_loop) {
        between.is_sent = between.has_answers = false;
    }
    return __real_tf_subscription_take(subscription);
}

size_t __real_tf_queue_take(struct tf_queue *queue, void **items, size_t max, int timeout_ms);
size_t __wrap_tf_queue_take(struct tf_queue *queue, void **items, size_t max, int timeout_ms);
size_t __wrap_tf_queue_take(struct tf_queue *queue, void **items, size_t max, int timeout_ms)
{
    size_t count = __real_tf_queue_take(queue, items, max, timeout_ms);
    if (is_watched_loop && count > 0) {
        between.has_answers = true;
    }
    return count;
}

bool __real_tf_app_answer(struct tf_app *app, uint64_t command_id, enum tf_err err,
                          const struct tf_refusal *refusal, const struct tf_warning *warning,
                          uint64_t sequence);
bool __wrap_tf_app_answer(struct tf_app *app, uint64_t command_id, enum tf_err err,
                          const struct tf_refusal *refusal, const struct tf_warning *warning,
                          uint64_t sequence);
bool __wrap_tf_app_answer(struct tf_app *app, uint64_t command_id, enum tf_err err,
                          const struct tf_refusal *refusal, const struct tf_warning *warning,
                          uint64_t sequence)
{
    const struct tf_board *board = tf_app_state(app)->board;
    between.answers += is_watched_loop;
    between.early += is_watched_loop && (board == NULL || board->revision < sequence);
    return __real_tf_app_answer(app, command_id, err, refusal, warning, sequence);
}

struct visitor {
    struct systemd systemd;
    struct tf_subscription *subscription;
    uint64_t session;
    SDL_Point taps[TAPS];
    int tapped;
    bool is_off, is_back; /* it was taken off; and put back */
    bool is_watched;      /* the loop is looked into while it is there */
    bool leaves;          /* with the tap that takes it off: the window is closed in the same round */
    sem_t news;           /* of the ledger */
};

/* Where to tap is looked up on a twin of the kiosk, by name. */
static void rehearse(struct visitor *visitor, const struct tf_board *board)
{
    struct machine twin;
    struct machine_options options = {
        .width_px = WIDTH, .height_px = HEIGHT, .now_s = SUPPORT_10H00_S, .seed = 1, .address = ""};
    machine_open(&twin, &options, board);
    struct hand hand = {.machine = &twin};
    for (int i = 0; i < TAPS; i++) {
        const struct tf_target *target = hand_find(&hand, LABELS[i]);
        if (target == NULL) {
            hand_print(&hand, stderr);
            fail_msg("%s", hand.why);
        }
        visitor->taps[i] =
            (SDL_Point){target->rect.x + target->rect.w / 2, target->rect.y + target->rect.h / 2};
        assert_true(hand_tap(&hand, target));
    }
    machine_close(&twin);
}

/* Down and up in one piece: no finger stays on a device that the dummy driver does not have. So is what comes
 * with it: the loop takes all of it in one round. */
static void tap(const SDL_Point *at, bool and_leave)
{
    SDL_Event events[3] = {{.type = SDL_FINGERDOWN}, {.type = SDL_FINGERUP}, {.type = SDL_QUIT}};
    for (int i = 0; i < 2; i++) {
        events[i].tfinger.touchId = 3;
        events[i].tfinger.fingerId = 1;
        events[i].tfinger.x = ((float)at->x + 0.5F) / WIDTH;
        events[i].tfinger.y = ((float)at->y + 0.5F) / HEIGHT;
    }
    (void)SDL_PeepEvents(events, and_leave ? 3 : 2, SDL_ADDEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT);
}

static void look_at_board(struct visitor *visitor)
{
    struct tf_board *board = tf_subscription_take(visitor->subscription);
    if (board != NULL) {
        bool is_placed = tf_grid_placement_of(board->grid, visitor->session, NULL) != NULL;
        visitor->is_back |= visitor->is_off && is_placed;
        visitor->is_off |= !is_placed;
        tf_board_unref(board);
    }
}

/* Taps when the round after the last tap, or after what it did, has been drawn. */
static void *visitor_main(void *user)
{
    struct visitor *visitor = user;
    int due = ROUNDS_TO_SEE;
    for (int alive = 0; alive < MESSAGES_MAX && !visitor->is_back;) {
        char message[64] = "";
        if (recv(visitor->systemd.fd, message, sizeof message - 1, 0) <= 0) {
            break;
        }
        if (strcmp(message, "WATCHDOG=1") != 0) {
            continue;
        }
        bool was_off = visitor->is_off;
        alive++;
        look_at_board(visitor);
        if (visitor->is_off != was_off) {
            due = alive + ROUNDS_TO_SEE;
        }
        bool waits = visitor->tapped == TAPS_THAT_TAKE_OFF && !visitor->is_off;
        if (alive >= due && !waits && visitor->tapped < TAPS) {
            bool is_last = visitor->leaves && visitor->tapped + 1 == TAPS_THAT_TAKE_OFF;
            tap(&visitor->taps[visitor->tapped++], is_last);
            if (is_last) {
                return NULL;
            }
            due = alive + ROUNDS_TO_SEE;
        }
    }
    kill(getpid(), SIGTERM);
    return NULL;
}

static void put_on(struct tf_desk *desk, const struct tf_board *board)
{
    struct tf_problem problem = {0};
    struct tf_answer answer;
    struct tf_event *event = support_event_making(board);
    struct tf_command *import = support_command_by(TF_VERB_IMPORT, TF_ROLE_SYSTEM, 0);
    for (size_t i = 0; i < event->change_count; i++) {
        assert_int_equal(tf_command_add_record(import, event->changes[i].after), TF_OK);
    }
    assert_int_equal(tf_desk_do(desk, import, &answer, &problem), TF_OK);
    tf_event_unref(event);
}

static void on_news(void *user)
{
    sem_post(user);
}

/* The command is done, and its answer lies where nobody reads any more. */
static void await_what_the_last_tap_did(struct visitor *visitor)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 60;
    look_at_board(visitor);
    while (visitor->leaves && !visitor->is_off) {
        assert_int_equal(sem_timedwait(&visitor->news, &until), 0);
        look_at_board(visitor);
    }
}

static void run(struct visitor *visitor, const struct tf_board *board)
{
    struct tf_loop_options options = {.window = {.width_px = WIDTH, .height_px = HEIGHT, .title = "test"},
                                      .app = {.seed = 1}};
    struct tf_problem problem = {0};
    struct tf_clock clock;
    struct tf_wait *wait;
    struct tf_desk *desk;
    struct tf_loop *loop;
    pthread_t thread;
    tf_clock_init(&clock);
    tf_clock_start_at(&clock, SUPPORT_10H00_S);
    options.clock = &clock;
    assert_int_equal(tf_wait_create(&wait, NULL), TF_OK);
    assert_int_equal(tf_desk_open(&desk, NULL, NULL, &problem), TF_OK);
    put_on(desk, board);
    assert_int_equal(tf_loop_create(&loop, &options, wait, &problem), TF_OK);
    assert_int_equal(sem_init(&visitor->news, 0, 0), 0);
    assert_int_equal(
        tf_ledger_subscribe(tf_desk_ledger(desk), &visitor->subscription, on_news, &visitor->news), TF_OK);
    pthread_create(&thread, NULL, visitor_main, visitor);
    is_watched_loop = visitor->is_watched;
    enum tf_err err = tf_loop_run(loop, tf_desk_ledger(desk), &problem);
    is_watched_loop = false;
    assert_int_equal(err, TF_OK);
    pthread_join(thread, NULL);
    await_what_the_last_tap_did(visitor);
    tf_ledger_unsubscribe(tf_desk_ledger(desk), visitor->subscription);
    tf_desk_close(desk);
    tf_loop_destroy(loop);
    tf_wait_destroy(wait);
    sem_destroy(&visitor->news);
}

static void an_answer_that_comes_when_the_loop_has_ended_harms_nobody(void **state)
{
    (void)state;
    struct visitor visitor = {.leaves = true};
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00");
    rehearse(&visitor, board);
    visitor.session = support_session(board, "Compost");
    open_systemd(&visitor.systemd);
    run(&visitor, board);
    close_systemd(&visitor.systemd);
    tf_board_unref(board);
    assert_true(visitor.is_off);
    assert_int_equal(visitor.tapped, TAPS_THAT_TAKE_OFF);
}

static void take_off_and_undo(bool is_watched)
{
    struct visitor visitor = {.is_watched = is_watched};
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00");
    rehearse(&visitor, board);
    visitor.session = support_session(board, "Compost");
    open_systemd(&visitor.systemd);
    run(&visitor, board);
    close_systemd(&visitor.systemd);
    tf_board_unref(board);
    assert_true(visitor.is_off);
    assert_true(visitor.is_back);
}

static void a_tap_becomes_a_command_and_its_answer_comes_back(void **state)
{
    (void)state;
    take_off_and_undo(false);
}

/* "Posted" is never shown without the session, whenever the ledger is done. */
static void an_answer_is_told_after_the_board_that_it_speaks_of(void **state)
{
    (void)state;
    take_off_and_undo(true);
    assert_true(between.answers > 0);
    assert_int_equal(between.early, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tap_becomes_a_command_and_its_answer_comes_back),
        cmocka_unit_test(an_answer_is_told_after_the_board_that_it_speaks_of),
        cmocka_unit_test(an_answer_that_comes_when_the_loop_has_ended_harms_nobody),
    };
    tf_window_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
