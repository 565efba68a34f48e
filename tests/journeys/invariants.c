#include "journeys/invariants.h"

#include "golden/sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *wrong(struct invariants *invariants, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static const char *wrong(struct invariants *invariants, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(invariants->why, sizeof invariants->why, format, args);
    va_end(args);
    return invariants->why;
}

void invariants_open(struct invariants *invariants)
{
    picture_open(&invariants->picture);
}

void invariants_close(struct invariants *invariants)
{
    picture_close(&invariants->picture);
}

const char *invariants_state(struct invariants *invariants, const struct machine *machine)
{
    const struct tf_app_state *state = machine_state(machine);
    const struct tf_grid *grid = state->board != NULL ? state->board->grid : NULL;
    int days = grid != NULL ? (int)grid->day_count : 0;
    int spaces = grid != NULL ? (int)grid->space_count : 0;
    int slots = grid != NULL ? (int)grid->slot_count : 0;
    if ((unsigned)state->screen >= TF_SCREEN_COUNT || (unsigned)state->lang >= TF_LANG_COUNT ||
        (unsigned)state->list >= TF_LIST_COUNT) {
        return wrong(invariants, "screen %d, language %d, list %d", state->screen, state->lang, state->list);
    }
    if (state->day < -1 || state->day >= (days > 0 ? days : 1) || state->first_slot < -1 ||
        state->first_slot >= (slots > 0 ? slots : 1) || state->first_space < 0 ||
        state->first_space >= (spaces > 0 ? spaces : 1) || state->scroll < 0) {
        return wrong(invariants, "day %d of %d, space %d of %d, row %d of %d, line %d", state->day, days,
                     state->first_space, spaces, state->first_slot, slots, state->scroll);
    }
    if (state->notice != NULL && state->notice[0] == '\0') {
        return wrong(invariants, "an empty notice");
    }
    if (tf_app_wake_in_ms(machine->app) < -1 || tf_app_wake_in_ms(machine->app) > 3600000) {
        return wrong(invariants, "it wakes in %d ms", tf_app_wake_in_ms(machine->app));
    }
    struct tf_tag pressed = machine->pointer.pressed;
    if (pressed.what != 0 && tf_scene_target_tagged(machine_scene(machine), pressed) == NULL) {
        return wrong(invariants, "something is pressed that is not there");
    }
    return NULL;
}

void invariants_scene(struct invariants *invariants, const struct machine *machine, const char *where)
{
    const struct tf_stage_view *view = &machine->view;
    picture_draw(&invariants->picture, machine_state(machine), view->width_px, view->height_px,
                 view->px_per_mm);
    sound_texts(&invariants->picture, where);
    sound_targets(&invariants->picture, where);
    sound_focus(&invariants->picture, where);
}

/* ---- what is kept, what is painted
 * -------------------------------------------------------------------------- */

const char *invariants_board(struct invariants *invariants, struct machine *machine)
{
    struct tf_problem problem = {0};
    const struct tf_board *shown = machine_state(machine)->board;
    struct tf_board *stored = machine_stored(machine);
    const char *why = NULL;
    if (stored == NULL) {
        return wrong(invariants, "the store cannot be read");
    }
    if (tf_board_check(stored, &problem) != TF_OK) {
        why = wrong(invariants, "the board is broken: %s (%s)", problem.what, problem.where);
    } else if (shown == NULL || !tf_board_equal(shown, stored)) {
        why = wrong(invariants, "what is shown is not what is stored");
    }
    tf_board_unref(stored);
    return why;
}

const char *invariants_canvas(struct invariants *invariants, const struct machine *machine)
{
    const struct tf_canvas *painted = tf_stage_canvas(machine->stage);
    struct tf_canvas *fresh = NULL;
    int w = tf_canvas_width(painted), h = tf_canvas_height(painted);
    const char *why = NULL;
    assert_int_equal(tf_canvas_create(&fresh, w, h), TF_OK);
    tf_scene_paint(machine_scene(machine), fresh, (struct tf_rect){0, 0, 0, 0});
    int a_stride, b_stride;
    const uint8_t *a = tf_canvas_pixels(painted, &a_stride);
    const uint8_t *b = tf_canvas_pixels(fresh, &b_stride);
    for (int y = 0; y < h && why == NULL; y++) {
        for (int x = 0; x < w && why == NULL; x++) {
            const uint8_t *p = a + (size_t)y * (size_t)a_stride + 4 * (size_t)x;
            const uint8_t *q = b + (size_t)y * (size_t)b_stride + 4 * (size_t)x;
            if (memcmp(p, q, 3) != 0) {
                why = wrong(invariants, "pixel %d, %d was left as it was", x, y);
            }
        }
    }
    tf_canvas_destroy(fresh);
    return why;
}
