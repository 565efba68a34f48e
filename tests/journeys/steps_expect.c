#include "journeys/steps.h"

#include <stdlib.h>
#include <string.h>

static bool sees(struct journey *journey, const struct step_args *args)
{
    machine_catch_up(&journey->machine);
    for (size_t i = 0; i < args->count; i++) {
        if (!hand_sees(&journey->hand, args->at[i])) {
            return step_fail(journey, "“%s” is not on the screen", args->at[i]);
        }
    }
    return true;
}

static bool sees_not(struct journey *journey, const struct step_args *args)
{
    machine_catch_up(&journey->machine);
    return !hand_sees(&journey->hand, args->at[0]) ||
           step_fail(journey, "“%s” is on the screen", args->at[0]);
}

/* What takes turns is seen together once in a while. */
static bool sees_in_turn(struct journey *journey, const struct step_args *args)
{
    enum { STEP_S = 5, AT_MOST_S = 900 };
    for (int s = 0; s < AT_MOST_S; s += STEP_S) {
        size_t seen = 0;
        while (seen < args->count && hand_sees(&journey->hand, args->at[seen])) {
            seen++;
        }
        if (seen == args->count) {
            return true;
        }
        machine_wait(&journey->machine, STEP_S * 1000);
    }
    return step_fail(journey, "“%s” and the others are never on the screen", args->at[0]);
}

static const struct tf_target *control(struct journey *journey, const char *label)
{
    machine_catch_up(&journey->machine);
    return hand_find(&journey->hand, label);
}

static bool can_tap(struct journey *journey, const struct step_args *args)
{
    const struct tf_target *target = control(journey, args->at[0]);
    return target != NULL &&
           (target->disabled == NULL || step_fail(journey, "“%s” is off: %s", args->at[0], target->disabled));
}

static bool has_no_control(struct journey *journey, const struct step_args *args)
{
    return control(journey, args->at[0]) == NULL ||
           step_fail(journey, "there is a control “%s”", args->at[0]);
}

static bool is_off(struct journey *journey, const struct step_args *args)
{
    const struct tf_target *target = control(journey, args->at[0]);
    return target != NULL &&
           (target->disabled != NULL || step_fail(journey, "“%s” can be tapped", args->at[0]));
}

static bool is_chosen(struct journey *journey, const struct step_args *args)
{
    const struct tf_target *target = control(journey, args->at[0]);
    return target != NULL && (target->selected || step_fail(journey, "“%s” is not chosen", args->at[0]));
}

static bool has_focus(struct journey *journey, const struct step_args *args)
{
    const struct tf_target *target = control(journey, args->at[0]);
    return target != NULL && (tf_tag_equal(journey->machine.pointer.focus, target->tag) ||
                              step_fail(journey, "“%s” does not have the focus", args->at[0]));
}

static bool has_cell(struct journey *journey, const struct step_args *args)
{
    machine_catch_up(&journey->machine);
    return hand_find_cell(&journey->hand, args->at, args->count) != NULL;
}

static bool is_home(struct journey *journey, const struct step_args *args)
{
    (void)args;
    machine_catch_up(&journey->machine);
    return machine_is_home(&journey->machine) || step_fail(journey, "this is not the home screen");
}

static bool few_taps(struct journey *journey, const struct step_args *args)
{
    size_t most = strtoul(args->at[0], NULL, 10);
    return journey->hand.taps <= most || step_fail(journey, "it took %zu taps", journey->hand.taps);
}

static bool is_mirrored(struct journey *journey, const struct step_args *args)
{
    (void)args;
    return tf_scene_is_rtl(machine_scene(&journey->machine)) ||
           step_fail(journey, "the screen runs from left to right");
}

/* ---- what is kept, whatever the screen says
 * ----------------------------------------------------------------- */

/* What the store has, or, while its disk refuses, what is shown; the caller's. */
static struct tf_board *kept(struct journey *journey)
{
    machine_catch_up(&journey->machine);
    struct tf_board *board = machine_stored(&journey->machine);
    if (board == NULL) {
        board = (struct tf_board *)machine_state(&journey->machine)->board;
        return tf_board_ref(board);
    }
    return board;
}

static const struct tf_session *titled(const struct tf_board *board, const char *title, size_t *count)
{
    const struct tf_session *found = NULL;
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (*count = 0; it.record != NULL; tf_table_next(&it)) {
        const struct tf_session *session = (const struct tf_session *)it.record;
        bool is_living = session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
        if (is_living && strcmp(session->title, title) == 0) {
            found = session;
            (*count)++;
        }
    }
    return found;
}

static bool is_kept(struct journey *journey, const struct step_args *args)
{
    struct tf_board *board = kept(journey);
    size_t count;
    titled(board, args->at[1], &count);
    tf_board_unref(board);
    return count == strtoul(args->at[0], NULL, 10) ||
           step_fail(journey, "there are %zu sessions “%s”", count, args->at[1]);
}

static bool stands(struct journey *journey, const char *title, const char *space, const char *clock)
{
    struct tf_board *board = kept(journey);
    size_t count;
    const struct tf_session *session = titled(board, title, &count);
    const struct tf_placement *placement =
        session != NULL ? tf_grid_placement_of(board->grid, session->record.key.id, NULL) : NULL;
    bool is_right = session != NULL && (placement != NULL) == (space != NULL);
    if (is_right && placement != NULL) {
        int64_t utc_s;
        is_right = step_time(journey, clock, 0, &utc_s) && tf_grid_start(board->grid, placement) == utc_s &&
                   strcmp(tf_board_space(board, placement->space)->name, space) == 0;
    }
    char where[64] = "nowhere";
    if (placement != NULL) {
        char time[26];
        tf_zone_format(time, machine_state(&journey->machine)->zone, tf_grid_start(board->grid, placement));
        snprintf(where, sizeof where, "in %.24s at %.5s", tf_board_space(board, placement->space)->name,
                 time + 11);
    }
    tf_board_unref(board);
    return is_right || step_fail(journey, "“%s” %s", title, session == NULL ? "is not on the wall" : where);
}

static bool stands_in(struct journey *journey, const struct step_args *args)
{
    return stands(journey, args->at[0], args->at[1], args->at[2]);
}

static bool stands_nowhere(struct journey *journey, const struct step_args *args)
{
    return stands(journey, args->at[0], NULL, NULL);
}

static bool has_stars(struct journey *journey, const struct step_args *args)
{
    struct tf_board *board = kept(journey);
    size_t count, stars = 0;
    const struct tf_session *session = titled(board, args->at[1], &count);
    if (session != NULL) {
        stars = tf_board_star_count(board, session->record.key.id);
    }
    tf_board_unref(board);
    return stars == strtoul(args->at[0], NULL, 10) || step_fail(journey, "it has %zu stars", stars);
}

const struct step STEPS_EXPECT[] = {
    {"expect S", sees},
    {"expect S S", sees},
    {"expect S S S", sees},
    {"expect in turn S S", sees_in_turn},
    {"expect in turn S S S", sees_in_turn},
    {"expect not S", sees_not},
    {"expect control S", can_tap},
    {"expect no control S", has_no_control},
    {"expect off S", is_off},
    {"expect chosen S", is_chosen},
    {"expect focus S", has_focus},
    {"expect cell *", has_cell},
    {"expect home", is_home},
    {"expect mirrored", is_mirrored},
    {"expect at most W taps", few_taps},
    {"expect W kept S", is_kept},
    {"expect S in S at W", stands_in},
    {"expect S unplaced", stands_nowhere},
    {"expect W stars on S", has_stars},
    {NULL, NULL},
};
