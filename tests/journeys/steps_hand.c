#include "canvas/canvas.h"
#include "journeys/steps.h"
#include "journeys/typist.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { PRESSES_MAX = 1000 };

static bool with_control(struct journey *journey, const char *label,
                         bool (*act)(struct hand *hand, const struct tf_target *target))
{
    const struct tf_target *target = hand_find(&journey->hand, label);
    return target != NULL && act(&journey->hand, target);
}

static bool tap(struct journey *journey, const struct step_args *args)
{
    return with_control(journey, args->at[0], hand_tap);
}

static bool tap_twice(struct journey *journey, const struct step_args *args)
{
    return with_control(journey, args->at[0], hand_double_tap);
}

static bool tap_cell(struct journey *journey, const struct step_args *args)
{
    const struct tf_target *target = hand_find_cell(&journey->hand, args->at, args->count);
    return target != NULL && hand_tap(&journey->hand, target);
}

static bool tap_kept(struct journey *journey, const struct step_args *args)
{
    (void)args;
    for (const char *at = journey->digits; *at != '\0'; at++) {
        char digit[2] = {*at, '\0'};
        if (!with_control(journey, digit, hand_tap)) {
            return false;
        }
    }
    return journey->digits[0] != '\0' || step_fail(journey, "no digits were kept");
}

/* Where nothing can be touched, if there is such a place; for waking up a screen. */
static bool tap_nothing(struct journey *journey, const struct step_args *args)
{
    (void)args;
    const struct tf_scene *scene = machine_scene(&journey->machine);
    const struct tf_theme *theme = tf_scene_theme(scene);
    for (int y = 1; y < theme->height_px; y += 7) {
        for (int x = 1; x < theme->width_px; x += 7) {
            if (tf_scene_target_at(scene, x, y) == NULL) {
                struct tf_input input = {.kind = TF_INPUT_DOWN, .finger = 1, .x = x, .y = y};
                machine_input(&journey->machine, &input);
                input.kind = TF_INPUT_UP;
                machine_input(&journey->machine, &input);
                machine_wait(&journey->machine, 600);
                return true;
            }
        }
    }
    return step_fail(journey, "everything on the screen can be touched");
}

static bool hold(struct journey *journey, const struct step_args *args)
{
    return with_control(journey, args->at[0], hand_hold);
}

static bool second_finger(struct journey *journey, const struct step_args *args)
{
    return with_control(journey, args->at[0], hand_second_finger);
}

static bool lift(struct journey *journey, const struct step_args *args)
{
    (void)args;
    hand_lift(&journey->hand, false);
    return true;
}

static bool lose_finger(struct journey *journey, const struct step_args *args)
{
    (void)args;
    hand_lift(&journey->hand, true);
    return true;
}

static bool swipe(struct journey *journey, const struct step_args *args)
{
    static const struct {
        const char *name;
        int dx, dy;
    } WAYS[] = {{"left", -1, 0}, {"right", 1, 0}, {"up", 0, -1}, {"down", 0, 1}};
    for (size_t i = 0; i < sizeof WAYS / sizeof WAYS[0]; i++) {
        if (strcmp(args->at[0], WAYS[i].name) == 0) {
            hand_swipe(&journey->hand, WAYS[i].dx, WAYS[i].dy);
            return true;
        }
    }
    return step_fail(journey, "nobody swipes %s", args->at[0]);
}

static bool drag(struct journey *journey, const struct step_args *args)
{
    const struct tf_target *card = hand_find_cell(&journey->hand, args->at, 1);
    const struct tf_target *to = card != NULL ? hand_find(&journey->hand, args->at[1]) : NULL;
    return to != NULL && hand_drag(&journey->hand, card, to);
}

static bool press_times(struct journey *journey, const struct step_args *args)
{
    static const struct {
        const char *name;
        enum tf_input_key key;
    } KEYS[] = {{"Tab", TF_KEY_NEXT},    {"Shift+Tab", TF_KEY_PREVIOUS},
                {"Enter", TF_KEY_ENTER}, {"Escape", TF_KEY_ESCAPE},
                {"Up", TF_KEY_UP},       {"Down", TF_KEY_DOWN},
                {"Left", TF_KEY_LEFT},   {"Right", TF_KEY_RIGHT}};
    long times = args->count > 1 ? strtol(args->at[1], NULL, 10) : 1;
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        if (strcmp(args->at[0], KEYS[i].name) == 0) {
            for (long n = 0; n < times && n < PRESSES_MAX; n++) {
                hand_press(&journey->hand, KEYS[i].key);
            }
            return true;
        }
    }
    return step_fail(journey, "a keypad has no key “%s”", args->at[0]);
}

static bool type(struct journey *journey, const struct step_args *args)
{
    return typist_type(&journey->hand, args->at[0]);
}

/* "x" forty times: a text that is too long. */
static bool type_times(struct journey *journey, const struct step_args *args)
{
    long times = strtol(args->at[1], NULL, 10);
    bool is_typed = times > 0;
    for (long n = 0; n < times && n < PRESSES_MAX && is_typed; n++) {
        is_typed = typist_type(&journey->hand, args->at[0]);
    }
    return is_typed;
}

static bool focus(struct journey *journey, const struct step_args *args)
{
    return with_control(journey, args->at[0], hand_walk);
}

static bool go_home(struct journey *journey, const struct step_args *args)
{
    size_t most = strtoul(args->at[0], NULL, 10);
    return hand_go_home(&journey->hand, most) <= most;
}

static bool count_taps(struct journey *journey, const struct step_args *args)
{
    (void)args;
    journey->hand.taps = 0;
    return true;
}

/* The only number of four digits that is written on the screen by itself or in a sentence. */
static bool keep_digits(struct journey *journey, const struct step_args *args)
{
    (void)args;
    const struct tf_scene *scene = machine_scene(&journey->machine);
    char found[JOURNEY_DIGITS_MAX] = "";
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        const char *at = node->kind == TF_NODE_TEXT ? node->text : "";
        while (*at != '\0') {
            size_t len = strspn(at, "0123456789");
            bool is_year = strncmp(at, "202", 3) == 0;
            bool is_address = strchr(node->text, '/') != NULL || strchr(node->text, ':') != NULL;
            if (len == 4 && !is_year && !is_address) {
                snprintf(found, sizeof found, "%.4s", at);
            }
            at += len > 0 ? len : 1;
        }
    }
    snprintf(journey->digits, sizeof journey->digits, "%s", found);
    return found[0] != '\0' || step_fail(journey, "there is no number of four digits on the screen");
}

static bool screenshot(struct journey *journey, const struct step_args *args)
{
    const char *out = getenv("TF_TEST_OUT");
    char path[512];
    snprintf(path, sizeof path, "%s/%s%s", out != NULL ? out : ".", journey->by_keypad ? "keypad-" : "",
             args->at[0]);
    return tf_canvas_write_png(tf_stage_canvas(journey->machine.stage), path, NULL) == TF_OK ||
           step_fail(journey, "%s cannot be written", path);
}

static bool show(struct journey *journey, const struct step_args *args)
{
    (void)args;
    hand_print(&journey->hand, stdout);
    return true;
}

const struct step STEPS_HAND[] = {
    {"tap S", tap},
    {"tap cell *", tap_cell},
    {"tap kept digits", tap_kept},
    {"tap nothing", tap_nothing},
    {"double tap S", tap_twice},
    {"hold S", hold},
    {"second finger S", second_finger},
    {"lift", lift},
    {"lose finger", lose_finger},
    {"swipe W", swipe},
    {"drag S to S", drag},
    {"press W", press_times},
    {"press W W times", press_times},
    {"type S", type},
    {"type S W times", type_times},
    {"focus S", focus},
    {"home within W taps", go_home},
    {"count taps", count_taps},
    {"keep digits", keep_digits},
    {"screenshot W", screenshot},
    {"show", show},
    {NULL, NULL},
};
