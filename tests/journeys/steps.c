#include "journeys/steps.h"

#include <stdarg.h>
#include <string.h>

bool step_fail(struct journey *journey, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(journey->hand.why, sizeof journey->hand.why, format, args);
    va_end(args);
    return false;
}

static bool fits(const char *pattern, const struct script_line *line, struct step_args *args)
{
    const char *at = pattern;
    args->count = 0;
    for (size_t i = 0; i < line->count; i++) {
        const struct script_word *word = &line->words[i];
        size_t len = strcspn(at, " ");
        if (len == 1 && *at == '*') {
            args->at[args->count++] = word->text;
            continue;
        }
        bool is_blank = len == 1 && (*at == 'S' || *at == 'W');
        if (is_blank && word->is_quoted == (*at == 'S')) {
            args->at[args->count++] = word->text;
        } else if (is_blank || word->is_quoted || strlen(word->text) != len ||
                   strncmp(word->text, at, len) != 0) {
            return false;
        }
        at += len + (at[len] == ' ');
    }
    return *at == '\0' || *at == '*';
}

static const struct step *find(const struct step *steps, const struct script_line *line,
                               struct step_args *args)
{
    for (; steps->pattern != NULL; steps++) {
        if (fits(steps->pattern, line, args)) {
            return steps;
        }
    }
    return NULL;
}

static void open_machine(struct journey *journey);

bool step_do(struct journey *journey, const struct script_line *line)
{
    static const struct step *const LISTS[] = {STEPS_HAND, STEPS_WORLD, STEPS_EXPECT};
    struct step_args args;
    const struct step *step = journey->is_open ? NULL : find(STEPS_SET_UP, line, &args);
    if (step == NULL && !journey->is_open) {
        open_machine(journey);
    }
    for (size_t i = 0; step == NULL && i < sizeof LISTS / sizeof LISTS[0]; i++) {
        step = find(LISTS[i], line, &args);
    }
    if (step == NULL) {
        return step_fail(journey, "no step is written like this");
    }
    if (!step->run(journey, &args)) {
        return false;
    }
    if (journey->is_open && journey->machine.draw_err != TF_OK) {
        return step_fail(journey, "a picture is not whole: %s", tf_err_name(journey->machine.draw_err));
    }
    return true;
}

bool step_time(struct journey *journey, const char *clock, int day, int64_t *utc_s)
{
    const struct tf_app_state *state = machine_state(&journey->machine);
    const struct tf_grid *grid = state->board != NULL ? state->board->grid : NULL;
    int hour, minute;
    if (sscanf(clock, "%d:%d", &hour, &minute) != 2) {
        return step_fail(journey, "“%s” is no time of day", clock);
    }
    if (grid == NULL || day < 0 || (size_t)day >= grid->day_count) {
        return step_fail(journey, "the event has no day %d", day + 1);
    }
    struct tf_civil civil = {.hour = hour, .minute = minute};
    tf_zone_date(grid->days[day], &civil.year, &civil.month, &civil.day);
    return tf_zone_utc(state->zone, &civil, utc_s) == TF_OK;
}

/* ---- life
 * --------------------------------------------------------------------------------------------------- */

static void open_machine(struct journey *journey)
{
    int64_t now_s;
    machine_open(&journey->machine, &journey->options, journey->board);
    journey->is_open = true;
    journey->hand = (struct hand){.machine = &journey->machine, .by_keypad = journey->by_keypad};
    journey->machine.time_confirmed = !journey->starts_unconfirmed;
    char clock[16];
    snprintf(clock, sizeof clock, "%02d:%02d", journey->first_minute / 60, journey->first_minute % 60);
    if (step_time(journey, clock, journey->first_day, &now_s)) {
        machine_set_clock(&journey->machine, now_s);
    }
    journey->hand.why[0] = '\0';
}

void journey_close(struct journey *journey)
{
    if (journey->is_open) {
        machine_close(&journey->machine);
    }
    tf_board_unref(journey->board);
}
