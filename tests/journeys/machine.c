#include "journeys/machine.h"

#include "kiosk/errands.h"
#include "kiosk/paths.h"
#include "support/support.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum {
    RETRY_MS = 1,
    PATIENCE_S = 60,   /* real time; a ledger that says nothing for so long is stuck */
    ROUNDS_MAX = 1000, /* of answers that make further commands */
};

struct machine_ticket {
    struct machine *machine;
    uint64_t command;
    struct tf_answer answer;
    struct machine_ticket *next;
};

/* ---- the ledger
 * --------------------------------------------------------------------------------------------- */

/* A store that is still empty begins with the event. */
static enum tf_err begin_store(const struct machine *machine, struct tf_store *store)
{
    uint64_t sequence, id;
    enum tf_err err = tf_store_last(store, &sequence, &id);
    if (err != TF_OK || sequence != 0 || machine->event == NULL) {
        return err;
    }
    return tf_store_append(store, (struct tf_event *[]){machine->event}, 1);
}

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    const struct machine *machine = user;
    struct tf_store_options options = {.vfs = "journey"};
    enum tf_err err =
        machine->disk == NULL
            ? tf_store_open_memory(out)
            : tf_store_open_sqlite(out, folder_file(&machine->folder, "event.twofeet"), &options, problem);
    if (err == TF_OK) {
        err = begin_store(machine, *out);
        if (err != TF_OK) {
            tf_store_close(*out);
        }
    }
    return err;
}

static void on_news(void *user)
{
    struct machine *machine = user;
    sem_post(&machine->news);
}

static void on_answer(void *user, const struct tf_answer *answer)
{
    struct machine_ticket *ticket = user;
    struct machine *machine = ticket->machine;
    ticket->answer = *answer;
    pthread_mutex_lock(&machine->mutex);
    struct machine_ticket **end = &machine->answered;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = ticket;
    pthread_mutex_unlock(&machine->mutex);
    sem_post(&machine->news);
}

static void take_board(struct machine *machine)
{
    if (machine->is_late) {
        return;
    }
    struct tf_board *board = tf_subscription_take(machine->subscription);
    if (board != NULL) {
        machine->dirty |= tf_app_set_board(machine->app, board);
    }
    bool works = tf_ledger_state(machine->ledger) != TF_LEDGER_NOT_SAVING;
    machine->dirty |= tf_app_set_saving(machine->app, works);
}

static struct machine_ticket *take_answer(struct machine *machine)
{
    pthread_mutex_lock(&machine->mutex);
    struct machine_ticket *ticket = machine->answered;
    if (ticket != NULL) {
        machine->answered = ticket->next;
    }
    pthread_mutex_unlock(&machine->mutex);
    return ticket;
}

static void take_answers(struct machine *machine)
{
    struct machine_ticket *ticket;
    while ((ticket = take_answer(machine)) != NULL) {
        const struct tf_answer *answer = &ticket->answer;
        machine->dirty |= tf_app_answer(machine->app, ticket->command, answer->err, &answer->refusal,
                                        &answer->warning, answer->sequence);
        machine->tickets--;
        free(ticket);
    }
}

static void await_news(struct machine *machine)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    while (sem_timedwait(&machine->news, &until) != 0) {
        if (errno != EINTR) {
            fail_msg("the ledger is stuck: nothing came in %d seconds", PATIENCE_S);
        }
    }
}

static void take_news(struct machine *machine)
{
    if (machine->answers_first) {
        take_answers(machine);
    }
    take_board(machine);
    take_answers(machine);
}

/* Until everything is answered, or the disk refuses. */
static void settle(struct machine *machine)
{
    take_news(machine);
    while (machine->tickets > 0 && tf_ledger_state(machine->ledger) == TF_LEDGER_OK) {
        await_news(machine);
        take_news(machine);
    }
    take_board(machine);
}

static bool send_commands(struct machine *machine)
{
    struct tf_command *command;
    bool has_sent = false;
    while ((command = tf_app_take_command(machine->app)) != NULL) {
        struct machine_ticket *ticket = calloc(1, sizeof *ticket);
        assert_non_null(ticket);
        *ticket = (struct machine_ticket){.machine = machine, .command = command->id};
        assert_int_equal(tf_ledger_send(machine->ledger, command, on_answer, ticket), TF_OK);
        machine->tickets++;
        machine->commands++;
        machine->is_late = false;
        has_sent = true;
    }
    return has_sent;
}

static int64_t mono_ms(void *user)
{
    const struct machine *machine = user;
    return machine->mono_ms;
}

static void open_keep(struct machine *machine)
{
    const struct tf_keep_options options = {
        .ledger = machine->ledger, .mono_ms = mono_ms, .user = machine, .is_hasty = true};
    assert_int_equal(tf_keep_open(&machine->keep, &options), TF_OK);
    if (machine->options.pin != NULL) {
        assert_int_equal(tf_keep_set_pin(machine->keep, machine->options.pin), TF_OK);
    }
    tf_app_set_pin(machine->app, tf_keep_has_pin(machine->keep));
}

static void start_ledger(struct machine *machine, const struct tf_board *board)
{
    struct tf_problem problem = {0};
    struct tf_ledger_options options = {.open = open_store, .user = machine, .retry_ms = RETRY_MS};
    tf_event_unref(machine->event);
    machine->event = board != NULL ? support_event_making(board) : NULL;
    if (tf_ledger_start(&machine->ledger, &options, &problem) != TF_OK) {
        fail_msg("no ledger: %s %s", problem.what, problem.where);
    }
    assert_int_equal(tf_ledger_subscribe(machine->ledger, &machine->subscription, on_news, machine), TF_OK);
    open_keep(machine);
}

static void stop_ledger(struct machine *machine)
{
    tf_keep_close(machine->keep);
    tf_ledger_unsubscribe(machine->ledger, machine->subscription);
    tf_ledger_stop(machine->ledger);
}

enum tf_err machine_elsewhere(struct machine *machine, struct tf_command *command)
{
    struct tf_answer answer;
    return tf_ledger_call(machine->ledger, command, &answer);
}

/* ---- rounds
 * ------------------------------------------------------------------------------------------------- */

static void draw(struct machine *machine)
{
    struct tf_stage_change change;
    machine->view.pressed = machine->pointer.pressed;
    machine->view.focus = machine->pointer.focus;
    enum tf_err err = tf_stage_draw(machine->stage, machine->app, &machine->view, &change);
    if (machine->draw_err == TF_OK) {
        machine->draw_err = err;
    }
    machine->dirty = false;
    machine->pictures++;
    tf_pointer_scene(&machine->pointer, tf_stage_scene(machine->stage));
}

/* What the errands' thread does beside the screen is done here, at once. */
static bool run_errands(struct machine *machine)
{
    struct tf_clock clock;
    tf_clock_init(&clock);
    tf_clock_start_at(&clock, machine->now_ms / 1000);
    const struct tf_errands_options options = {
        .ledger = machine->ledger, .keep = machine->keep, .clock = &clock};
    struct tf_errand errand;
    bool has_run = false;
    while (tf_app_take_errand(machine->app, &errand)) {
        bool is_for_the_stick = errand.what == TF_ERRAND_STICK && machine->stick != NULL;
        enum tf_err err =
            is_for_the_stick ? tf_stick_desk_send(machine->stick, machine->app, &errand) : TF_OK;
        if (is_for_the_stick && err == TF_OK) {
            continue; /* its answer comes from tf_stick_desk_round() */
        }
        struct tf_errand_answer *answer =
            is_for_the_stick ? tf_errand_answer_create(&errand) : tf_errands_run(&options, &errand);
        assert_non_null(answer);
        answer->err = is_for_the_stick ? err : answer->err;
        machine->dirty |= tf_app_errand_done(machine->app, answer);
        has_run = true;
    }
    return has_run;
}

void machine_round(struct machine *machine)
{
    machine->dirty |=
        tf_app_set_time(machine->app, machine->now_ms / 1000, machine->mono_ms, machine->time_confirmed);
    settle(machine);
    for (int i = 0; i < ROUNDS_MAX && (send_commands(machine) || run_errands(machine)); i++) {
        settle(machine);
    }
    if (machine->dirty) {
        draw(machine);
    }
}

void machine_input(struct machine *machine, const struct tf_input *input)
{
    struct tf_input now = *input;
    now.at_ms = machine->mono_ms;
    struct tf_pointer_result result = tf_pointer_input(&machine->pointer, machine_scene(machine), &now);
    if (result.reason != NULL) {
        machine->dirty |= tf_app_tell(machine->app, result.reason);
    }
    machine->dirty |= result.drop.what != TF_INTENT_NONE
                          ? tf_app_drag(machine->app, result.intent, result.drop)
                          : tf_app_do(machine->app, result.intent);
    machine->dirty |= result.redraw;
    machine_round(machine);
}

void machine_wait(struct machine *machine, int64_t ms)
{
    int64_t until = machine->mono_ms + ms;
    while (machine->mono_ms < until) {
        int64_t step = tf_app_wake_in_ms(machine->app);
        if (step < 0 || step > until - machine->mono_ms) {
            step = until - machine->mono_ms;
        }
        step = step < 1 ? 1 : step;
        machine->mono_ms += step;
        machine->now_ms += step;
        machine_round(machine);
    }
}

void machine_catch_up(struct machine *machine)
{
    machine->is_late = false;
    machine_round(machine);
}

void machine_set_clock(struct machine *machine, int64_t now_s)
{
    machine->now_ms = now_s * 1000;
    machine_round(machine);
}

void machine_disk(struct machine *machine, bool works)
{
    assert_non_null(machine->disk);
    if (works) {
        vfs_fault_arm(machine->disk, FAULT_NONE, 0, 0);
        while (tf_ledger_state(machine->ledger) == TF_LEDGER_NOT_SAVING) {
            await_news(machine);
        }
    } else {
        vfs_fault_arm(machine->disk, FAULT_FULL, 1, SIZE_MAX - 1);
    }
    machine_round(machine);
}

/* ---- life
 * --------------------------------------------------------------------------------------------------- */

static void open_app(struct machine *machine)
{
    struct tf_problem problem = {0};
    char *locale = NULL;
    if (tf_paths_locale(&locale) != TF_OK || tf_lang_init(locale) != TF_OK) {
        fail_msg("no catalogues");
    }
    free(locale);
    if (tf_stage_create(&machine->stage, &problem) != TF_OK) {
        fail_msg("no stage: %s %s", problem.what, problem.where);
    }
    if (tf_format_shelf_load(&machine->formats, NULL, NULL, NULL, &problem) != TF_OK) {
        fail_msg("no formats: %s %s", problem.what, problem.where);
    }
    struct tf_app_options options = {.lang = machine->options.lang,
                                     .formats = &machine->formats.formats,
                                     .scheme = machine->options.scheme,
                                     .larger_text = machine->options.larger_text,
                                     .seed = machine->options.seed,
                                     .here = machine->options.here,
                                     .zone = machine->options.zone};
    assert_int_equal(tf_app_create(&machine->app, &options), TF_OK);
    tf_app_set_address(machine->app, machine->options.address);
    (void)tf_app_set_voice(machine->app, machine->options.can_speak);
    (void)tf_app_set_wifi(machine->app, machine->options.wifi);
}

void machine_open(struct machine *machine, const struct machine_options *options,
                  const struct tf_board *board)
{
    *machine = (struct machine){
        .options = *options,
        .view = {options->width_px, options->height_px, options->px_per_mm, {0}, {0}},
        .now_ms = options->now_s * 1000,
        .mono_ms = 1000,
        .time_confirmed = true,
        .dirty = true,
    };
    sem_init(&machine->news, 0, 0);
    pthread_mutex_init(&machine->mutex, NULL);
    if (options->is_on_disk) {
        folder_make(&machine->folder);
        machine->disk = vfs_fault_create("journey");
    }
    open_app(machine);
    start_ledger(machine, board);
    tf_pointer_init(&machine->pointer);
    machine_round(machine);
}

void machine_close(struct machine *machine)
{
    if (machine->disk != NULL) {
        vfs_fault_arm(machine->disk, FAULT_NONE, 0, 0);
    }
    stop_ledger(machine);
    take_answers(machine);
    assert_int_equal(machine->tickets, 0);
    tf_event_unref(machine->event);
    tf_app_destroy(machine->app);
    tf_format_shelf_free(&machine->formats);
    tf_stage_destroy(machine->stage);
    if (machine->disk != NULL) {
        vfs_fault_destroy(machine->disk);
        folder_remove(&machine->folder);
    }
    pthread_mutex_destroy(&machine->mutex);
    sem_destroy(&machine->news);
}

void machine_exchange(struct machine *machine, const struct tf_board *board)
{
    assert_null(machine->disk);
    stop_ledger(machine);
    take_answers(machine);
    start_ledger(machine, board);
    machine_round(machine);
}

/* ---- what can be seen
 * --------------------------------------------------------------------------------------- */

const struct tf_scene *machine_scene(const struct machine *machine)
{
    return tf_stage_scene(machine->stage);
}

const struct tf_app_state *machine_state(const struct machine *machine)
{
    return tf_app_state(machine->app);
}

bool machine_is_home(const struct machine *machine)
{
    const struct tf_app_state *state = machine_state(machine);
    /* Before there is an event, its questions are what everybody finds. */
    bool is_first = state->screen == TF_SCREEN_HOME || state->screen == TF_SCREEN_SETUP;
    return is_first && !state->languages_open && !state->asks_still_there;
}

static enum tf_err load(void *user, struct tf_store *store)
{
    return tf_store_load(store, user, NULL);
}

struct tf_board *machine_stored(struct machine *machine)
{
    struct tf_board *board = NULL;
    return tf_ledger_run(machine->ledger, load, &board) == TF_OK ? board : NULL;
}
