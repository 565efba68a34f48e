/* DESIGN
 * One thread does everything here. Two things of it are touched from the ledger's thread: `answers`, a queue,
 * and `wait`, which may be woken by anybody. A ticket (one command under way) belongs to the ledger's thread
 * from tf_ledger_send() until it lies in `answers`. */
#include "kiosk/loop.h"

#include "base/log.h"
#include "base/queue.h"
#include "kiosk/address.h"
#include "kiosk/backups.h"
#include "kiosk/errands.h"
#include "kiosk/follow.h"
#include "kiosk/linked.h"
#include "kiosk/stage.h"
#include "kiosk/stick_desk.h"
#include "kiosk/voice.h"
#include "widgets/pointer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>

enum {
    TICKETS_MAX = 256,      /* commands under way; the queue of answers is as long, so a push never fails */
    EVENTS_PER_ROUND = 256, /* then a picture is due, however fast a broken panel talks */
    ANSWERS_PER_ROUND = 64,
    CONFIRM_MS = 5000,
    CLOSED_MS = 3000, /* whoever ended the other program waits in front of the wall */
    TURN_MS = 12000,  /* how long a page of the grid stands on a display that nobody touches */
};

struct ticket {
    struct tf_loop *loop;
    uint64_t command;
    struct tf_answer answer;
};

struct tf_loop {
    struct tf_loop_options options;
    struct tf_wait *wait;
    struct tf_window *window;
    struct tf_events *events;
    struct tf_stage *stage;
    struct tf_app *app;
    struct tf_pointer pointer;
    struct tf_voice *voice; /* NULL: this machine is mute */
    struct tf_ledger *ledger;
    struct tf_subscription *subscription;
    struct tf_queue *answers;
    struct tf_errands *errands;
    struct tf_stick_desk *stick;
    size_t tickets; /* under way */
    char address[TF_ADDRESS_BYTES_MAX];
    int64_t address_at_ms; /* when to look again */
    int64_t apart_since_s; /* the other kiosks are not reached; 0: they are, or there are none */
    int64_t turn_at_ms;    /* of a display that follows: when to turn the page */
    int64_t confirm_at_ms; /* when to ask again whether the clock is right */
    bool is_confirmed;
    int64_t open_at_ms;  /* of a loop that is closed: when to try again */
    int64_t retry_at_ms; /* when to look for a display again; 0: there is one */
    int64_t watchdog_ms; /* how often it wants to hear of us; 0: nobody watches */
    bool dirty;          /* the scene has to be made anew */
    bool repaint;        /* the glass has to be filled anew */
    bool ends;
};

/* ---- the ledger
 * --------------------------------------------------------------------------------------------- */

static void on_news(void *user)
{
    struct tf_loop *loop = user;
    tf_wait_wake(loop->wait);
}

static void on_answer(void *user, const struct tf_answer *answer)
{
    struct ticket *ticket = user;
    struct tf_loop *loop = ticket->loop;
    enum tf_err err;

    ticket->answer = *answer;
    err = tf_queue_push(loop->answers, ticket);
    assert(err == TF_OK); /* as many places as tickets */
    (void)err;
    tf_wait_wake(loop->wait);
}

static void pass_on(struct tf_loop *loop, struct tf_command *command)
{
    uint64_t id = command->id;
    struct ticket *ticket = loop->tickets < TICKETS_MAX ? calloc(1, sizeof *ticket) : NULL;
    enum tf_err err = ticket ? TF_OK : TF_ERR_BUSY;

    if (ticket) {
        *ticket = (struct ticket){.loop = loop, .command = id};
        err = tf_ledger_send(loop->ledger, command, on_answer, ticket);
    }
    if (err == TF_OK) {
        loop->tickets++;
        return;
    }
    free(ticket);
    tf_command_destroy(command);
    loop->dirty |= tf_app_answer(loop->app, id, err, &(struct tf_refusal){0}, &(struct tf_warning){0}, 0);
}

/* One that cannot go comes back at once, and says so. */
static void send_errands(struct tf_loop *loop)
{
    struct tf_errand errand;

    while (tf_app_take_errand(loop->app, &errand)) {
        enum tf_err err = errand.what == TF_ERRAND_STICK ? tf_stick_desk_send(loop->stick, loop->app, &errand)
                                                         : tf_errands_send(loop->errands, &errand);
        struct tf_errand_answer *answer = err != TF_OK ? tf_errand_answer_create(&errand) : NULL;
        if (answer) {
            answer->err = err;
            loop->dirty |= tf_app_errand_done(loop->app, answer);
        }
        explicit_bzero(&errand, sizeof errand);
    }
}

static void take_errands(struct tf_loop *loop)
{
    struct tf_errand_answer *answer;

    while ((answer = tf_errands_take(loop->errands))) {
        loop->dirty |= tf_app_errand_done(loop->app, answer);
    }
    loop->dirty |= tf_stick_desk_round(loop->stick, loop->app);
}

static void send_commands(struct tf_loop *loop)
{
    struct tf_command *command;

    while ((command = tf_app_take_command(loop->app))) {
        pass_on(loop, command);
    }
}

/* Since when the other kiosks are not reached, and what they do not have. */
static void take_sharing(struct tf_loop *loop)
{
    enum tf_link_state is = loop->options.link ? tf_link_state(loop->options.link, NULL) : TF_LINK_ALIKE;
    struct tf_sharing_waiting waiting = tf_sharing_waiting(loop->ledger);
    bool is_apart = is == TF_LINK_CUT_OFF || is == TF_LINK_HALTED;
    if (!is_apart) {
        loop->apart_since_s = 0;
    } else if (loop->apart_since_s == 0) {
        loop->apart_since_s = tf_clock_now_s(loop->options.clock);
    }
    const struct tf_app_sharing sharing = {.apart_since_s = loop->apart_since_s,
                                           .is_halted = is == TF_LINK_HALTED,
                                           .unshared = is_apart ? waiting.count : 0,
                                           .unshared_since_s = is_apart ? waiting.since : 0};
    loop->dirty |= tf_app_set_sharing(loop->app, &sharing);
}

static void take_board(struct tf_loop *loop)
{
    struct tf_follow *follow = loop->options.follow;
    struct tf_board *board = follow ? tf_follow_take(follow) : tf_subscription_take(loop->subscription);

    if (board) {
        loop->dirty |= tf_app_set_board(loop->app, board);
    }
    loop->dirty |= tf_app_set_cut(loop->app, follow ? tf_follow_cut_since_s(follow) : 0);
    take_sharing(loop);
    if (loop->options.backups) {
        loop->dirty |= tf_app_set_backup(loop->app, tf_backups_newest_s(loop->options.backups));
    }
    loop->dirty |= tf_app_set_saving(loop->app, tf_ledger_state(loop->ledger) != TF_LEDGER_NOT_SAVING);
}

static void take_answers(struct tf_loop *loop)
{
    void *items[ANSWERS_PER_ROUND];
    size_t count;

    while ((count = tf_queue_take(loop->answers, items, ANSWERS_PER_ROUND, 0)) > 0) {
        take_board(loop); /* published before it was answered: "posted" is never shown without the session */
        for (size_t i = 0; i < count; i++) {
            struct ticket *ticket = items[i];
            const struct tf_answer *answer = &ticket->answer;
            loop->dirty |= tf_app_answer(loop->app, ticket->command, answer->err, &answer->refusal,
                                         &answer->warning, answer->sequence);
            loop->tickets--;
            free(ticket);
        }
    }
}

/* ---- time, address, people
 * ------------------------------------------------------------------------------------ */

static void take_time(struct tf_loop *loop)
{
    const struct tf_clock *clock = loop->options.clock;

    int64_t mono_ms = tf_clock_mono_ms();

    if (mono_ms >= loop->confirm_at_ms) { /* it asks the kernel, and may read a file */
        loop->is_confirmed = tf_clock_is_confirmed(clock);
        loop->confirm_at_ms = mono_ms + CONFIRM_MS;
    }
    loop->dirty |= tf_app_set_time(loop->app, tf_clock_now_s(clock), mono_ms, loop->is_confirmed);
}

static bool address_is_own(const struct tf_loop *loop)
{
    return loop->options.address && strcmp(loop->options.address, TF_ADDRESS_AUTO) == 0;
}

static void take_address(struct tf_loop *loop)
{
    int64_t now_ms = tf_clock_mono_ms();

    if (!address_is_own(loop) || now_ms < loop->address_at_ms) {
        return;
    }
    loop->address_at_ms = now_ms + TF_ADDRESS_LOOK_MS;
    tf_address_find(loop->address, loop->options.is_https ? "https" : "http", loop->options.port);
    loop->dirty |= tf_app_set_address(loop->app, loop->address);
}

static void take_printer(struct tf_loop *loop)
{
    if (loop->options.printing) {
        loop->dirty |= tf_printing_round(loop->options.printing, loop->app, loop->stage);
    }
}

/* Nobody touches it: it turns its pages by itself, and begins again behind the last. */
static void turn_page(struct tf_loop *loop)
{
    const struct tf_scene *scene = tf_stage_scene(loop->stage);
    int64_t now_ms = tf_clock_mono_ms();
    struct tf_intent next = {.what = TF_INTENT_HOME};

    if (!loop->options.follow || !scene || now_ms < loop->turn_at_ms) {
        return;
    }
    loop->turn_at_ms = now_ms + TURN_MS;
    for (size_t i = 0; i < tf_scene_target_count(scene); i++) { /* rows follow the clock by themselves */
        const struct tf_target *target = tf_scene_target_at_index(scene, i);
        if (target->tag.what == TF_INTENT_PAGE_SPACES && target->tag.b == TF_TURN_NEXT && !target->disabled) {
            next = (struct tf_intent){TF_INTENT_PAGE_SPACES, target->tag.a, target->tag.b};
            break;
        }
    }
    loop->dirty |= tf_app_do(loop->app, next);
}

static void take_input(struct tf_loop *loop, const struct tf_input *input)
{
    struct tf_pointer_result result;

    if (!tf_stage_scene(loop->stage) || loop->options.follow) {
        return; /* nothing on the glass to touch yet, or ever */
    }
    result = tf_pointer_input(&loop->pointer, tf_stage_scene(loop->stage), input);
    if (result.reason) {
        loop->dirty |= tf_app_tell(loop->app, result.reason);
    }
    loop->dirty |= result.drop.what != TF_INTENT_NONE ? tf_app_drag(loop->app, result.intent, result.drop)
                                                      : tf_app_do(loop->app, result.intent);
    loop->dirty |= result.redraw;
    if (loop->voice) {
        tf_voice_do(loop->voice, result.intent);
    }
}

static void take_events(struct tf_loop *loop)
{
    for (int i = 0; i < EVENTS_PER_ROUND && !loop->ends; i++) {
        struct tf_events_item item = tf_events_next(loop->events);
        switch (item.what) {
        case TF_EVENTS_NOTHING:
            return;
        case TF_EVENTS_INPUT:
            take_input(loop, &item.input);
            break;
        case TF_EVENTS_RESIZED:
            tf_events_fit(loop->events, loop->window);
            loop->dirty = loop->repaint = true;
            break;
        case TF_EVENTS_REDRAW:
            loop->repaint = true;
            break;
        case TF_EVENTS_QUIT:
            loop->ends = true;
            break;
        }
    }
    tf_wait_wake(loop->wait); /* more is waiting */
}

/* ---- pictures
 * ------------------------------------------------------------------------------------------------- */

static void lose_display(struct tf_loop *loop)
{
    loop->retry_at_ms = tf_clock_mono_ms() + TF_WINDOW_RETRY_MS;
}

static void find_display(struct tf_loop *loop)
{
    if (loop->retry_at_ms == 0 || tf_clock_mono_ms() < loop->retry_at_ms) {
        return;
    }
    /* The relay that pushes into SDL's queue must rest while SDL's events are taken down and set up. */
    if (tf_wait_set_native(loop->wait, false) != TF_OK) {
        return;
    }
    loop->retry_at_ms = 0;
    if (!tf_window_retry(loop->window)) {
        lose_display(loop);
        return;
    }
    if (tf_wait_set_native(loop->wait, tf_window_waits_natively(loop->window)) != TF_OK) {
        tf_log(TF_LOG_WARNING, "no thread could be started: waiting without the driver's help");
    }
    tf_events_fit(loop->events, loop->window);
    loop->dirty = loop->repaint = true;
}

static void show(struct tf_loop *loop)
{
    struct tf_stage_view view = {.pressed = loop->pointer.pressed, .focus = loop->pointer.focus};
    struct tf_stage_change change = {0};

    if (loop->dirty) {
        tf_window_size(loop->window, &view.width_px, &view.height_px);
        view.px_per_mm = tf_window_px_per_mm(loop->window);
        if (tf_stage_draw(loop->stage, loop->app, &view, &change) != TF_OK) {
            tf_log(TF_LOG_WARNING, "a picture is not whole");
        }
        loop->dirty = false;
        tf_pointer_scene(&loop->pointer, tf_stage_scene(loop->stage));
        if (loop->voice) {
            bool is_pressed = loop->pointer.pressed.what != 0;
            tf_voice_follow(loop->voice, tf_app_state(loop->app), tf_stage_scene(loop->stage),
                            is_pressed ? loop->pointer.pressed : loop->pointer.focus);
        }
    }
    if (change.everything || loop->repaint) {
        tf_window_forget(loop->window);
        change.count = 0;
    } else if (change.count == 0) {
        return;
    }
    loop->repaint = false;
    if (tf_stage_canvas(loop->stage) &&
        tf_window_present(loop->window, tf_stage_canvas(loop->stage), change.rects, change.count) != TF_OK &&
        loop->retry_at_ms == 0) {
        lose_display(loop);
    }
}

/* ---- the round
 * ------------------------------------------------------------------------------------------------ */

/* The sooner of two times to wait; negative is never. */
static int sooner(int a_ms, int64_t b_ms)
{
    if (b_ms < 0) {
        b_ms = 0;
    }
    if (b_ms > INT32_MAX) {
        b_ms = INT32_MAX;
    }
    return a_ms < 0 || b_ms < a_ms ? (int)b_ms : a_ms;
}

static int sleep_ms(const struct tf_loop *loop)
{
    int64_t now_ms = tf_clock_mono_ms();
    int ms = tf_app_wake_in_ms(loop->app);

    if (address_is_own(loop)) {
        ms = sooner(ms, loop->address_at_ms - now_ms);
    }
    if (loop->options.follow) {
        ms = sooner(ms, loop->turn_at_ms - now_ms);
    }
    if (loop->options.closed != TF_OK) {
        ms = sooner(ms, loop->open_at_ms - now_ms);
    }
    if (loop->retry_at_ms > 0) {
        ms = sooner(ms, loop->retry_at_ms - now_ms);
    }
    if (loop->watchdog_ms > 0) {
        ms = sooner(ms, loop->watchdog_ms);
    }
    return ms;
}

/* The watchdog hears of both threads or of none. A ledger that has been at one thing for the watchdog's whole
 * time (twice watchdog_ms) hangs: posts would wait for ever behind a screen that looks well. One that waits
 * for its disk is not busy, and goes on. */
static void tell_alive(const struct tf_loop *loop)
{
    if (loop->watchdog_ms > 0 && tf_ledger_busy_ms(loop->ledger) < 2 * loop->watchdog_ms) {
        sd_notify(0, "WATCHDOG=1");
    }
}

/* After a picture, so that what is wrong is on the glass before a disk takes its time. */
static void try_to_open(struct tf_loop *loop)
{
    int64_t now_ms = tf_clock_mono_ms();

    if (loop->options.closed != TF_OK && now_ms >= loop->open_at_ms) {
        loop->ends |= loop->open_at_ms > 0 && loop->options.is_over(loop->options.user);
        loop->open_at_ms = now_ms + CLOSED_MS;
    }
}

/* What was set at the desk. */
static void take_knobs(struct tf_loop *loop)
{
    char name[TF_KNOB_NAME_BYTES], value[TF_KNOB_VALUE_BYTES];

    while (loop->options.knobs && tf_knobs_take(loop->options.knobs, name, value)) {
        loop->dirty |= tf_app_set_setting(loop->app, name, value);
    }
}

static void go_round(struct tf_loop *loop)
{
    bool was_ready = tf_stage_canvas(loop->stage) != NULL;

    find_display(loop);
    take_board(loop);
    take_answers(loop);
    take_errands(loop);
    take_knobs(loop);
    take_time(loop);
    take_address(loop);
    take_events(loop);
    turn_page(loop);
    send_commands(loop);
    take_printer(loop);
    send_errands(loop);
    show(loop);
    if (!was_ready) {
        sd_notify(0, "READY=1");
    }
    tell_alive(loop);
    try_to_open(loop);
}

enum tf_err tf_loop_run(struct tf_loop *loop, struct tf_ledger *ledger, struct tf_problem *problem)
{
    struct tf_errands_options errands = {.ledger = ledger,
                                         .keep = loop->options.keep,
                                         .data = loop->options.data,
                                         .clock = loop->options.clock,
                                         .knobs = loop->options.knobs,
                                         .wake = on_news,
                                         .user = loop};
    struct tf_stick_errand_options stick = {
        .folder = loop->options.stick_folder, .wake = on_news, .user = loop};
    enum tf_err err = tf_ledger_subscribe(ledger, &loop->subscription, on_news, loop);

    if (err == TF_OK) {
        err = tf_errands_start(&loop->errands, &errands);
    }
    if (err == TF_OK) {
        err = tf_stick_desk_open(&loop->stick, &stick);
    }
    if (err != TF_OK) {
        tf_errands_stop(loop->errands);
        loop->errands = NULL;
        tf_ledger_unsubscribe(ledger, loop->subscription);
        loop->subscription = NULL;
        return tf_err_tell(problem, err, "the ledger", NULL, "The screen could not be joined to the event");
    }
    loop->ledger = ledger;
    (void)tf_app_set_pin(loop->app, loop->options.keep && tf_keep_has_pin(loop->options.keep));
    loop->dirty = loop->repaint = true;
    while (!loop->ends && !tf_wait_is_ended(loop->wait)) {
        go_round(loop);
        if (!loop->ends && !loop->dirty) {
            tf_wait_for(loop->wait, sleep_ms(loop));
        }
    }
    sd_notify(0, "STOPPING=1");
    tf_stick_desk_close(loop->stick);
    loop->stick = NULL;
    tf_errands_stop(loop->errands);
    loop->errands = NULL;
    tf_ledger_unsubscribe(ledger, loop->subscription);
    loop->subscription = NULL;
    return TF_OK;
}

/* ---- life -------------------------------------------------------------------------------------------------
 */

static int64_t read_watchdog_ms(void)
{
    uint64_t limit_us = 0;

    /* Twice in the time it gives us, as sd_watchdog_enabled(3) advises. */
    return sd_watchdog_enabled(0, &limit_us) > 0 ? (int64_t)(limit_us / 2000) : 0;
}

enum tf_err tf_loop_create(struct tf_loop **out, const struct tf_loop_options *options, struct tf_wait *wait,
                           struct tf_problem *problem)
{
    struct tf_loop *loop = calloc(1, sizeof *loop);
    enum tf_err err = TF_ERR_NOMEM;

    if (!loop) {
        return tf_err_tell(problem, err, NULL, NULL, "There is no memory left");
    }
    loop->options = *options;
    loop->wait = wait;
    loop->watchdog_ms = read_watchdog_ms();
    tf_pointer_init(&loop->pointer);
    err = tf_window_open(&loop->window, &options->window, problem);
    if (err == TF_OK) {
        err = tf_wait_set_native(wait, tf_window_waits_natively(loop->window));
    }
    if (err == TF_OK) {
        err = tf_events_create(&loop->events, &options->events);
    }
    if (err == TF_OK) {
        err = tf_stage_create(&loop->stage, problem);
    }
    if (err == TF_OK) {
        err = tf_app_create(&loop->app, &options->app);
    }
    if (err == TF_OK) {
        err = tf_queue_create(&loop->answers, TICKETS_MAX);
    }
    if (err != TF_OK) {
        tf_loop_destroy(loop);
        return err;
    }
    tf_events_fit(loop->events, loop->window);
    if (tf_voice_create(&loop->voice) == TF_OK) { /* else the button says why it is off */
        tf_app_set_voice(loop->app, true);
    }
    (void)tf_app_set_wifi(loop->app, options->wifi);
    (void)tf_app_set_troubles(loop->app, options->troubles.items, options->troubles.count);
    if (options->closed != TF_OK) {
        (void)tf_app_set_closed(loop->app, options->closed, options->data ? options->data : "");
    }
    if (options->address && !address_is_own(loop)) {
        tf_app_set_address(loop->app, options->address);
    }
    if (tf_window_is_blind(loop->window)) {
        lose_display(loop);
    }
    *out = loop;
    return TF_OK;
}

void tf_loop_destroy(struct tf_loop *loop)
{
    void *items[ANSWERS_PER_ROUND];
    size_t count;

    if (!loop) {
        return;
    }
    while (loop->answers && (count = tf_queue_take(loop->answers, items, ANSWERS_PER_ROUND, 0)) > 0) {
        for (size_t i = 0; i < count; i++) {
            free(items[i]);
        }
    }
    tf_queue_destroy(loop->answers);
    tf_voice_destroy(loop->voice);
    tf_app_destroy(loop->app);
    tf_stage_destroy(loop->stage);
    tf_events_destroy(loop->events);
    if (loop->window) { /* the relay pushes into SDL's queue */
        (void)tf_wait_set_native(loop->wait, false);
    }
    tf_window_close(loop->window);
    free(loop);
}
