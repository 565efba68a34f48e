/* monkey: taps, swipes, keys, second fingers and broken panels at random, while other people change the event
 * and time passes; what must hold is checked all the way. The same seed does the same again.
 *   monkey [STEPS]      TF_SEED=… for another day */
#include "journeys/hand.h"
#include "journeys/invariants.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum {
    STEPS_USUAL = 5000,
    SCENE_EVERY = 5,
    HOME_EVERY = 50,
    HOME_TAPS = 3,
    BOARD_EVERY = 100,
    CANVAS_EVERY = 250,
    REMEMBERED = 24, /* of what it did last */
    NOTE_BYTES = 200,
};

struct monkey {
    size_t steps;
    uint64_t seed;
    struct tf_rng rng;
    struct machine machine;
    struct hand hand;
    struct invariants invariants;
    char notes[REMEMBERED][NOTE_BYTES];
    size_t note_count;
    size_t events, taps_home;
    bool is_done;
};

static uint64_t dice(struct monkey *monkey, uint64_t sides)
{
    return tf_rng_below(&monkey->rng, sides);
}

static void note(struct monkey *monkey, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void note(struct monkey *monkey, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(monkey->notes[monkey->note_count++ % REMEMBERED], NOTE_BYTES, format, args);
    va_end(args);
}

/* What it looked like, in TF_TEST_OUT. */
static void leave_picture(const struct monkey *monkey)
{
    const char *out = getenv("TF_TEST_OUT");
    char path[512];
    snprintf(path, sizeof path, "%s/monkey.png", out != NULL ? out : ".");
    if (out != NULL && tf_canvas_write_png(tf_stage_canvas(monkey->machine.stage), path, NULL) == TF_OK) {
        fprintf(stderr, "see %s\n", path);
    }
}

/* What it did last, what is on the screen, and a picture of it. */
static void tell(const struct monkey *monkey)
{
    size_t first = monkey->note_count > REMEMBERED ? monkey->note_count - REMEMBERED : 0;
    for (size_t i = first; i < monkey->note_count; i++) {
        fprintf(stderr, "  %zu: %s\n", i, monkey->notes[i % REMEMBERED]);
    }
    hand_print(&monkey->hand, stderr);
    leave_picture(monkey);
}

/* ---- what a monkey does
 * ------------------------------------------------------------------------------------- */

static void finger(struct monkey *monkey, enum tf_input_kind kind, int64_t id, int x, int y)
{
    machine_input(&monkey->machine, &(struct tf_input){.kind = kind, .finger = id, .x = x, .y = y});
}

static void pause_a_little(struct monkey *monkey)
{
    machine_wait(&monkey->machine, (int64_t)dice(monkey, 700));
}

static void somewhere(struct monkey *monkey, int *x, int *y)
{
    const struct tf_theme *theme = tf_scene_theme(machine_scene(&monkey->machine));
    *x = (int)dice(monkey, (uint64_t)theme->width_px);
    *y = (int)dice(monkey, (uint64_t)theme->height_px);
}

static const struct tf_target *any_target(struct monkey *monkey, int *x, int *y)
{
    const struct tf_scene *scene = machine_scene(&monkey->machine);
    size_t count = tf_scene_target_count(scene);
    if (count == 0) {
        somewhere(monkey, x, y);
        return NULL;
    }
    const struct tf_target *target = tf_scene_target_at_index(scene, dice(monkey, count));
    *x = target->rect.x + (int)dice(monkey, (uint64_t)target->rect.w);
    *y = target->rect.y + (int)dice(monkey, (uint64_t)target->rect.h);
    return target;
}

static void tap_control(struct monkey *monkey)
{
    int x, y;
    const struct tf_target *target = any_target(monkey, &x, &y);
    note(monkey, "tap “%.100s” at %d, %d", target != NULL ? target->label : "", x, y);
    finger(monkey, TF_INPUT_DOWN, 1, x, y);
    pause_a_little(monkey);
    finger(monkey, TF_INPUT_UP, 1, x, y);
    pause_a_little(monkey);
}

static void tap_anywhere(struct monkey *monkey)
{
    int x, y;
    somewhere(monkey, &x, &y);
    note(monkey, "tap %d, %d", x, y);
    finger(monkey, TF_INPUT_DOWN, 1, x, y);
    finger(monkey, TF_INPUT_UP, 1, x, y);
}

static void tap_twice(struct monkey *monkey)
{
    int x, y;
    const struct tf_target *target = any_target(monkey, &x, &y);
    note(monkey, "tap twice “%.100s”", target != NULL ? target->label : "");
    for (int i = 0; i < 2; i++) {
        finger(monkey, TF_INPUT_DOWN, 1, x, y);
        machine_wait(&monkey->machine, (int64_t)dice(monkey, 120));
        finger(monkey, TF_INPUT_UP, 1, x, y);
        machine_wait(&monkey->machine, (int64_t)dice(monkey, 120));
    }
}

static void drag(struct monkey *monkey)
{
    int x, y, to_x, to_y;
    any_target(monkey, &x, &y);
    somewhere(monkey, &to_x, &to_y);
    int steps = (int)dice(monkey, 5) + 1;
    note(monkey, "drag from %d, %d to %d, %d", x, y, to_x, to_y);
    finger(monkey, TF_INPUT_DOWN, 1, x, y);
    for (int i = 1; i <= steps; i++) {
        finger(monkey, TF_INPUT_MOVE, 1, x + (to_x - x) * i / steps, y + (to_y - y) * i / steps);
    }
    finger(monkey, dice(monkey, 8) == 0 ? TF_INPUT_CANCEL : TF_INPUT_UP, 1, to_x, to_y);
    pause_a_little(monkey);
}

static void two_fingers(struct monkey *monkey)
{
    int x, y, x2, y2;
    any_target(monkey, &x, &y);
    any_target(monkey, &x2, &y2);
    note(monkey, "two fingers, %d, %d and %d, %d", x, y, x2, y2);
    finger(monkey, TF_INPUT_DOWN, 1, x, y);
    finger(monkey, TF_INPUT_DOWN, 2, x2, y2);
    pause_a_little(monkey);
    finger(monkey, TF_INPUT_UP, dice(monkey, 2) == 0 ? 1 : 2, x2, y2);
    finger(monkey, TF_INPUT_UP, 1, x, y);
    finger(monkey, TF_INPUT_UP, 2, x2, y2);
}

/* What no sound panel reports: places that are none, fingers that never came down, or never go up. */
static void break_panel(struct monkey *monkey)
{
    static const int PLACES[] = {-1, 0, -30000, 30000, 4000};
    int x = PLACES[dice(monkey, 5)], y = PLACES[dice(monkey, 5)];
    enum tf_input_kind kind = (enum tf_input_kind)dice(monkey, TF_INPUT_KEY);
    note(monkey, "a broken panel: kind %d at %d, %d", (int)kind, x, y);
    finger(monkey, kind, (int64_t)dice(monkey, 3), x, y);
}

static void press_key(struct monkey *monkey)
{
    enum tf_input_key key =
        dice(monkey, 3) == 0 ? TF_KEY_ENTER : (enum tf_input_key)dice(monkey, TF_KEY_ESCAPE + 1);
    note(monkey, "key %d", (int)key);
    hand_press(&monkey->hand, key);
}

static void let_time_pass(struct monkey *monkey)
{
    static const int64_t MS[] = {1000, 30000, 76000, 96000, 600000, 7 * 3600000};
    int64_t ms = MS[dice(monkey, 6)];
    note(monkey, "%lld ms pass", (long long)ms);
    machine_wait(&monkey->machine, ms);
}

static void disturb_clock(struct monkey *monkey)
{
    int64_t days = (int64_t)dice(monkey, 9) - 4;
    note(monkey, "the clock jumps, %lld days from the beginning", (long long)days);
    monkey->machine.time_confirmed = dice(monkey, 2) == 0;
    machine_set_clock(&monkey->machine, SUPPORT_10H00_S + days * 86400 + (int64_t)dice(monkey, 86400));
}

static void somebody_else(struct monkey *monkey)
{
    const struct tf_board *board = machine_state(&monkey->machine)->board;
    struct tf_command *command =
        support_random_command(&monkey->rng, board, monkey->machine.now_ms / 1000, board->revision);
    note(monkey, "somebody else: %s", tf_verb_name(command->verb));
    monkey->machine.is_late = dice(monkey, 2) == 0;
    (void)machine_elsewhere(&monkey->machine, command); /* it may well be refused */
    machine_round(&monkey->machine);
}

/* From a tablet's glass to a wall's, upright and lying; 0: as the kiosk guesses. */
static const struct {
    int width_px, height_px;
    double px_per_mm;
} PANELS[] = {{1280, 800, 0},   {1280, 800, 5.9}, {1366, 768, 0},    {1920, 1080, 0}, {1920, 1080, 2.1},
              {800, 1280, 0},   {800, 1280, 5.9}, {1080, 1920, 4.0}, {3840, 2160, 0}, {3840, 2160, 3.1},
              {1024, 600, 4.6}, {1024, 600, 0},   {800, 480, 0}};
enum { PANEL_COUNT = sizeof PANELS / sizeof PANELS[0] };

static void other_panel(struct monkey *monkey)
{
    size_t which = dice(monkey, PANEL_COUNT);
    struct tf_stage_view *view = &monkey->machine.view;
    view->width_px = PANELS[which].width_px;
    view->height_px = PANELS[which].height_px;
    view->px_per_mm = PANELS[which].px_per_mm;
    note(monkey, "panel %d × %d", view->width_px, view->height_px);
    monkey->machine.dirty = true;
    machine_round(&monkey->machine);
}

static struct tf_board *any_board(struct monkey *monkey)
{
    size_t days = 1 + dice(monkey, 4), slots = dice(monkey, 13), spaces = dice(monkey, 24);
    return support_random_board(&monkey->rng, spaces, slots, days, dice(monkey, 80), dice(monkey, 60),
                                dice(monkey, 10));
}

static void other_event(struct monkey *monkey)
{
    struct tf_board *board = any_board(monkey);
    note(monkey, "another event");
    machine_exchange(&monkey->machine, board);
    tf_board_unref(board);
    monkey->events++;
}

static void act(struct monkey *monkey)
{
    static const struct {
        unsigned weight; /* of 1000 */
        void (*run)(struct monkey *monkey);
    } ACTS[] = {{560, tap_control},  {60, tap_anywhere},  {40, tap_twice},  {70, drag},
                {40, two_fingers},   {20, break_panel},   {130, press_key}, {36, let_time_pass},
                {10, disturb_clock}, {24, somebody_else}, {5, other_panel}, {5, other_event}};
    uint64_t roll = dice(monkey, 1000);
    size_t i = 0;
    for (; roll >= ACTS[i].weight; i++) {
        roll -= ACTS[i].weight;
    }
    monkey->machine.answers_first = dice(monkey, 2) == 0;
    ACTS[i].run(monkey);
}

/* ---- what must hold
 * ----------------------------------------------------------------------------------------- */

static const char *check(struct monkey *monkey, size_t step)
{
    struct machine *machine = &monkey->machine;
    struct invariants *invariants = &monkey->invariants;
    if (machine->draw_err != TF_OK) {
        return "a picture is not whole";
    }
    const char *why = invariants_state(invariants, machine);
    if (why == NULL && step % SCENE_EVERY == 0) {
        char where[80];
        snprintf(where, sizeof where, "TF_SEED=%llu, step %zu", (unsigned long long)monkey->seed, step);
        invariants_scene(invariants, machine, where);
    }
    if (why == NULL && step % CANVAS_EVERY == 0) {
        why = invariants_canvas(invariants, machine);
    }
    if (why == NULL && step % BOARD_EVERY == 0) {
        machine_catch_up(machine);
        why = invariants_board(invariants, machine);
    }
    if (why == NULL && step % HOME_EVERY == 0) {
        finger(monkey, TF_INPUT_CANCEL, 1, 0, 0); /* whatever still lay on the glass */
        finger(monkey, TF_INPUT_CANCEL, 2, 0, 0);
        finger(monkey, TF_INPUT_CANCEL, 0, 0, 0);
        machine_wait(machine, 1000);
        size_t taps = hand_go_home(&monkey->hand, HOME_TAPS);
        why = taps > HOME_TAPS ? monkey->hand.why : NULL;
        monkey->taps_home += taps;
    }
    return why;
}

static void nothing_breaks_whatever_is_touched(void **state)
{
    struct monkey *monkey = *state;
    for (size_t step = 1; step <= monkey->steps; step++) {
        act(monkey);
        const char *why = check(monkey, step);
        if (why != NULL) {
            fail_msg("TF_SEED=%llu, step %zu: %s", (unsigned long long)monkey->seed, step, why);
        }
    }
    monkey->is_done = true;
    printf("%zu steps, %zu events, %zu commands, %zu pictures, %zu taps home\n", monkey->steps,
           monkey->events, monkey->machine.commands, monkey->machine.pictures, monkey->taps_home);
}

static int begin(void **state)
{
    struct monkey *monkey = *state;
    monkey->seed = support_seed("monkey");
    tf_rng_seed(&monkey->rng, monkey->seed);
    size_t panel = dice(monkey, PANEL_COUNT);
    struct machine_options options = {.lang = (enum tf_lang)dice(monkey, TF_LANG_COUNT),
                                      .scheme = (int)dice(monkey, TF_SCHEME_COUNT),
                                      .larger_text = dice(monkey, 3) == 0,
                                      .width_px = PANELS[panel].width_px,
                                      .height_px = PANELS[panel].height_px,
                                      .px_per_mm = PANELS[panel].px_per_mm,
                                      .now_s = SUPPORT_10H00_S,
                                      .seed = monkey->seed | 1,
                                      .address = MACHINE_ADDRESS,
                                      .zone = dice(monkey, 2) == 0 ? "Europe/Berlin" : NULL};
    struct tf_board *board = any_board(monkey);
    machine_open(&monkey->machine, &options, board);
    tf_board_unref(board);
    if (dice(monkey, 4) == 0) {
        tf_app_do(monkey->machine.app, (struct tf_intent){TF_INTENT_LOWER, 0, 0});
    }
    invariants_open(&monkey->invariants);
    monkey->hand = (struct hand){.machine = &monkey->machine};
    return 0;
}

static int end(void **state)
{
    struct monkey *monkey = *state;
    if (!monkey->is_done) {
        tell(monkey);
    }
    invariants_close(&monkey->invariants);
    machine_close(&monkey->machine);
    return 0;
}

int main(int argc, char **argv)
{
    struct monkey monkey = {.steps = argc > 1 ? strtoul(argv[1], NULL, 10) : STEPS_USUAL};
    const struct CMUnitTest tests[] = {{.name = "nothing_breaks_whatever_is_touched",
                                        .test_func = nothing_breaks_whatever_is_touched,
                                        .setup_func = begin,
                                        .teardown_func = end,
                                        .initial_state = &monkey}};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
