/* What happens around a journey: time, the disk, other people. */
#include "journeys/steps.h"

#include <stdlib.h>
#include <string.h>

static bool wait_for(struct journey *journey, const struct step_args *args)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } UNITS[] = {{"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}};
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
        if (strcmp(args->at[1], UNITS[i].unit) == 0) {
            machine_catch_up(&journey->machine);
            machine_wait(&journey->machine, strtol(args->at[0], NULL, 10) * UNITS[i].ms);
            return true;
        }
    }
    return step_fail(journey, "“%s” is no unit of time", args->at[1]);
}

static bool clock_jumps(struct journey *journey, const struct step_args *args)
{
    int day = args->count > 1 ? (int)strtol(args->at[0], NULL, 10) - 1 : 0;
    int64_t now_s;
    if (!step_time(journey, args->at[args->count - 1], day, &now_s)) {
        return false;
    }
    machine_set_clock(&journey->machine, now_s);
    return true;
}

static bool clock_is(struct journey *journey, const struct step_args *args)
{
    journey->machine.time_confirmed = strcmp(args->at[0], "confirmed") == 0;
    machine_round(&journey->machine);
    return true;
}

static bool disk(struct journey *journey, const struct step_args *args)
{
    if (journey->machine.disk == NULL) {
        return step_fail(journey, "begin with “keep on disk”: this event is in memory");
    }
    machine_disk(&journey->machine, strcmp(args->at[0], "works") == 0);
    return true;
}

static bool resize(struct journey *journey, const struct step_args *args)
{
    struct tf_stage_view *view = &journey->machine.view;
    if (sscanf(args->at[0], "%dx%d", &view->width_px, &view->height_px) != 2) {
        return step_fail(journey, "“%s” is no size", args->at[0]);
    }
    journey->machine.dirty = true;
    machine_round(&journey->machine);
    return true;
}

/* ---- other people, by phone
 * --------------------------------------------------------------------------------- */

enum { PHONE = 77 };

static const struct tf_board *wall(const struct journey *journey)
{
    return machine_state(&journey->machine)->board;
}

static uint64_t session_of(struct journey *journey, const char *title)
{
    struct tf_table_iter it = tf_table_first(wall(journey)->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = (const struct tf_session *)it.record;
        if (strcmp(session->title, title) == 0) {
            return it.record->key.id;
        }
    }
    step_fail(journey, "there is no session “%s”", title);
    return 0;
}

static uint64_t space_of(struct journey *journey, const char *name)
{
    const struct tf_grid *grid = wall(journey)->grid;
    for (size_t i = 0; i < grid->space_count; i++) {
        if (strcmp(grid->spaces[i]->name, name) == 0) {
            return grid->spaces[i]->record.key.id;
        }
    }
    step_fail(journey, "there is no space “%s”", name);
    return 0;
}

static uint64_t slot_of(struct journey *journey, const char *clock)
{
    int64_t utc_s;
    int slot = -1;
    if (step_time(journey, clock, 0, &utc_s)) {
        slot = tf_grid_slot_at(wall(journey)->grid, utc_s);
    }
    if (slot < 0) {
        step_fail(journey, "there is no row at %s", clock);
        return 0;
    }
    return wall(journey)->grid->slots[slot]->record.key.id;
}

static struct tf_command *command_of(struct journey *journey, enum tf_verb verb, enum tf_role role)
{
    const struct machine *machine = &journey->machine;
    uint64_t id = tf_rng_mix(machine->options.seed, ++journey->others) % TF_ID_MAX + 1;
    return tf_command_create(verb, (struct tf_actor){role, PHONE}, machine->now_ms / 1000, id);
}

static bool send(struct journey *journey, struct tf_command *command)
{
    journey->machine.is_late = true;
    enum tf_err err = machine_elsewhere(&journey->machine, command);
    return err == TF_OK || step_fail(journey, "refused: %s", tf_err_name(err));
}

static bool others_place(struct journey *journey, const struct step_args *args)
{
    uint64_t session = session_of(journey, args->at[0]);
    uint64_t space = session != 0 ? space_of(journey, args->at[1]) : 0;
    uint64_t slot = space != 0 ? slot_of(journey, args->at[2]) : 0;
    if (slot == 0) {
        return false;
    }
    struct tf_command *command = command_of(journey, TF_VERB_PLACE, TF_ROLE_GUEST);
    command->session = session;
    command->space = space;
    command->slot = slot;
    command->placement = command->id;
    return send(journey, command);
}

static bool others_propose(struct journey *journey, const struct step_args *args)
{
    struct tf_command *command = command_of(journey, TF_VERB_PROPOSE, TF_ROLE_GUEST);
    char code[9];
    tf_command_code(code, command->id);
    struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key = {0, command->id}},
        .code = code,
        .title = args->at[0],
        .proposed_at = command->at,
    };
    tf_command_set_record(command, &session.record, tf_schema_mask(TF_KIND_SESSION, "title"));
    return send(journey, command);
}

static bool others_do(struct journey *journey, enum tf_verb verb, enum tf_role role, const char *title)
{
    uint64_t session = session_of(journey, title);
    if (session == 0) {
        return false;
    }
    struct tf_command *command = command_of(journey, verb, role);
    command->session = session;
    struct tf_session reason = {.record = {.kind = TF_KIND_SESSION}};
    tf_command_set_record(command, &reason.record, 0);
    return send(journey, command);
}

static bool others_withdraw(struct journey *journey, const struct step_args *args)
{
    return others_do(journey, TF_VERB_WITHDRAW, TF_ROLE_ORGANISER, args->at[0]);
}

static bool others_hide(struct journey *journey, const struct step_args *args)
{
    return others_do(journey, TF_VERB_HIDE, TF_ROLE_ORGANISER, args->at[0]);
}

static bool others_rename(struct journey *journey, const struct step_args *args)
{
    uint64_t id = session_of(journey, args->at[0]);
    if (id == 0) {
        return false;
    }
    struct tf_command *command = command_of(journey, TF_VERB_EDIT, TF_ROLE_ORGANISER);
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION}, .title = args->at[1]};
    command->session = id;
    tf_command_set_record(command, &session.record, tf_schema_mask(TF_KIND_SESSION, "title"));
    return send(journey, command);
}

static bool others_close(struct journey *journey, const struct step_args *args)
{
    uint64_t id = space_of(journey, args->at[0]);
    if (id == 0) {
        return false;
    }
    struct tf_command *command = command_of(journey, TF_VERB_EDIT_SPACE, TF_ROLE_ORGANISER);
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE}, .closed = true};
    command->space = id;
    tf_command_set_record(command, &space.record, tf_schema_mask(TF_KIND_SPACE, "closed"));
    return send(journey, command);
}

const struct step STEPS_WORLD[] = {
    {"wait W W", wait_for},
    {"at W", clock_jumps},
    {"at day W W", clock_jumps},
    {"clock W", clock_is},
    {"disk W", disk},
    {"size W", resize},
    {"meanwhile place S in S at W", others_place},
    {"meanwhile propose S", others_propose},
    {"meanwhile withdraw S", others_withdraw},
    {"meanwhile hide S", others_hide},
    {"meanwhile rename S to S", others_rename},
    {"meanwhile close S", others_close},
    {NULL, NULL},
};
