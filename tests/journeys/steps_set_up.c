#include "golden/walls.h"
#include "journeys/steps.h"
#include "kiosk/intake.h"
#include "kiosk/paths.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

enum { TEN_O_CLOCK = 10 * 60, WIDTH = 1280, HEIGHT = 800, SEED = 20261125 };

void journey_init(struct journey *journey, bool by_keypad)
{
    *journey = (struct journey){
        .by_keypad = by_keypad,
        .first_minute = TEN_O_CLOCK,
        .options = {.lang = TF_LANG_EN,
                    .width_px = WIDTH,
                    .height_px = HEIGHT,
                    .now_s = SUPPORT_10H00_S,
                    .seed = SEED,
                    .address = MACHINE_ADDRESS},
    };
}

static void begin_with(struct journey *journey, struct tf_board *board)
{
    tf_board_unref(journey->board);
    journey->board = board;
}

static bool event_described(struct journey *journey, const struct step_args *args)
{
    begin_with(journey, support_board(args->at[0]));
    return true;
}

static bool wall_named(struct journey *journey, const struct step_args *args)
{
    static const char *const NAMES[] = {"nothing", "empty", "small", "full", "longest", "congress"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (strcmp(args->at[0], NAMES[i]) == 0) {
            begin_with(journey, walls_board((enum walls_which)i));
            return true;
        }
    }
    return step_fail(journey, "there is no wall “%s”", args->at[0]);
}

/* The event that the program begins with, as its own reader reads it. */
static bool sample(struct journey *journey, const struct step_args *args)
{
    (void)args;
    struct tf_problem problem = {0};
    struct tf_command *command = NULL;
    struct tf_report report;
    struct tf_rng rng;
    struct tf_board *empty = NULL;
    char *path = NULL;
    tf_rng_seed(&rng, SEED);
    tf_report_init(&report);
    struct tf_intake intake = {
        .now = SUPPORT_10H00_S, .actor = {.role = TF_ROLE_SYSTEM}, .rng = &rng, .to_today = true};
    enum tf_err err = tf_board_create(&empty);
    if (err == TF_OK) {
        err = tf_paths_asset(&path, "sample/sample.json", &problem);
    }
    if (err == TF_OK) {
        err = tf_intake_file(&command, path, &intake, empty, &report, &problem);
    }
    for (size_t i = 0; err == TF_OK && i < command->record_count; i++) {
        err = tf_board_load(empty, command->records[i]);
    }
    if (err == TF_OK) {
        err = tf_board_finish(empty, 1, SUPPORT_10H00_S);
    }
    begin_with(journey, empty);
    tf_command_destroy(command);
    tf_report_free(&report);
    free(path);
    return err == TF_OK || step_fail(journey, "the sample: %s", problem.what);
}

static bool on_disk(struct journey *journey, const struct step_args *args)
{
    (void)args;
    journey->options.is_on_disk = true;
    return true;
}

static bool language(struct journey *journey, const struct step_args *args)
{
    return tf_lang_parse(&journey->options.lang, args->at[0]) ||
           step_fail(journey, "there is no language “%s”", args->at[0]);
}

static bool size(struct journey *journey, const struct step_args *args)
{
    return sscanf(args->at[0], "%dx%d", &journey->options.width_px, &journey->options.height_px) == 2 ||
           step_fail(journey, "“%s” is no size", args->at[0]);
}

static bool dense(struct journey *journey, const struct step_args *args)
{
    journey->options.px_per_mm = strtod(args->at[1], NULL);
    return size(journey, args);
}

static bool begin_at(struct journey *journey, const struct step_args *args)
{
    int hour, minute;
    if (sscanf(args->at[args->count - 1], "%d:%d", &hour, &minute) != 2) {
        return step_fail(journey, "“%s” is no time of day", args->at[args->count - 1]);
    }
    journey->first_day = args->count > 1 ? (int)strtol(args->at[0], NULL, 10) - 1 : 0;
    journey->first_minute = hour * 60 + minute;
    return true;
}

static bool unconfirmed(struct journey *journey, const struct step_args *args)
{
    (void)args;
    journey->starts_unconfirmed = true;
    return true;
}

static bool no_address(struct journey *journey, const struct step_args *args)
{
    (void)args;
    journey->options.address = "";
    return true;
}

/* What steps are made of lives as long as the journey. */
static bool hangs_at(struct journey *journey, const struct step_args *args)
{
    journey->options.here = args->at[0];
    return true;
}

static bool pin(struct journey *journey, const struct step_args *args)
{
    (void)args;
    journey->options.pin = "246810";
    return true;
}

static bool sound_card(struct journey *journey, const struct step_args *args)
{
    (void)args;
    journey->options.can_speak = true;
    return true;
}

static bool wifi(struct journey *journey, const struct step_args *args)
{
    journey->options.wifi = args->at[0];
    return true;
}

static bool new_wall(struct journey *journey, const struct step_args *args)
{
    (void)args;
    journey->options.zone = "Europe/Berlin";
    return true;
}

/* The other formats than Open Space. */
static bool format(struct journey *journey, const struct step_args *args)
{
    if (journey->board == NULL || tf_board_gathering(journey->board) == NULL) {
        return step_fail(journey, "there is no event yet");
    }
    struct tf_gathering gathering = *tf_board_gathering(journey->board);
    gathering.format = args->at[0];
    support_put(&journey->board, &gathering.record);
    return true;
}

const struct step STEPS_SET_UP[] = {
    {"PIN 246810", pin},          {"format W", format},     {"event sample", sample},
    {"event S", event_described}, {"wall W", wall_named},   {"keep on disk", on_disk},
    {"language W", language},     {"size W", size},         {"size W W", dense},
    {"at W", begin_at},           {"at day W W", begin_at}, {"clock unconfirmed", unconfirmed},
    {"no address", no_address},   {"hangs at S", hangs_at}, {"new wall", new_wall},
    {"sound card", sound_card},   {"Wi-Fi S", wifi},        {NULL, NULL},
};
