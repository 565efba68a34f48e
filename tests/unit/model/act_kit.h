/* act_kit.h: a kiosk and the ledger behind it, for the tests of what is done with a session. */
#ifndef TF_TESTS_ACT_KIT_H
#define TF_TESTS_ACT_KIT_H

#include "model/app.h"

#include "model/view_act.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A kiosk and the ledger behind it. */
struct wall {
    struct tf_app *app;
    struct tf_board *board;
    struct tf_event *last; /* for undo */
    struct tf_arena arena;
    int64_t mono_ms;
};

static inline struct wall wall_with(struct tf_board *board)
{
    struct wall wall = {.board = board, .mono_ms = 1000};
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 7};
    assert_int_equal(tf_app_create(&wall.app, &options), TF_OK);
    tf_app_set_board(wall.app, tf_board_ref(board));
    tf_app_set_time(wall.app, SUPPORT_10H00_S - 3600, wall.mono_ms, true);
    tf_app_set_address(wall.app, "http://10.0.0.5:8080");
    tf_arena_init(&wall.arena);
    return wall;
}

static inline void close_wall(struct wall *wall)
{
    tf_app_destroy(wall->app);
    tf_board_unref(wall->board);
    tf_event_unref(wall->last);
    tf_arena_free(&wall->arena);
}

/* What a sentence says, without the marks that isolate what people wrote in it. */
static inline const char *said(struct wall *wall, const char *sentence)
{
    char *plain = tf_arena_alloc(&wall->arena, strlen(sentence) + 1);
    size_t n = 0;
    assert_non_null(plain);
    for (const char *at = sentence; *at != '\0';) {
        bool is_mark = strncmp(at, "\u2068", 3) == 0 || strncmp(at, "\u2069", 3) == 0;
        if (is_mark) {
            at += 3;
        } else {
            plain[n++] = *at++;
        }
    }
    plain[n] = '\0';
    return plain;
}

static inline const struct tf_app_state *state_of(const struct wall *wall)
{
    return tf_app_state(wall->app);
}

static inline void touch(struct wall *wall, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    tf_app_do(wall->app, (struct tf_intent){what, a, b});
}

/* Decides what waits, as the ledger does; how many commands there were. */
static inline int work(struct wall *wall)
{
    int count = 0;
    struct tf_command *command;
    while ((command = tf_app_take_command(wall->app)) != NULL) {
        struct tf_event *event = NULL;
        struct tf_refusal refusal = {0};
        struct tf_warning warning = {0};
        const struct tf_event *past =
            wall->last != NULL && wall->last->sequence == command->sequence ? wall->last : NULL;
        enum tf_err err = tf_rules_decide(&event, wall->board, command, past, &refusal, &warning);
        if (err == TF_OK) {
            support_apply(&wall->board, event);
            tf_app_set_board(wall->app, tf_board_ref(wall->board));
            tf_event_unref(wall->last);
            wall->last = event;
        }
        tf_app_answer(wall->app, command->id, err, &refusal, &warning, event != NULL ? event->sequence : 0);
        tf_command_destroy(command);
        count++;
    }
    return count;
}

static inline void begin(struct wall *wall, const char *title, enum tf_act_kind kind)
{
    touch(wall, TF_INTENT_SESSION, support_session(wall->board, title), 0);
    touch(wall, TF_INTENT_ACT, TF_ACT_DO_BEGIN, kind);
    assert_int_equal(state_of(wall)->screen, TF_SCREEN_ACT);
}

static inline void tap_cell(struct wall *wall, const char *space, const char *time)
{
    touch(wall, TF_INTENT_CELL, support_space(wall->board, space), support_slot(wall->board, time));
}

static inline void tap_card(struct wall *wall, const char *title)
{
    touch(wall, TF_INTENT_SESSION, support_session(wall->board, title),
          support_placement(wall->board, title));
}

static inline struct tf_view_act view_of(struct wall *wall)
{
    struct tf_view_act view;
    tf_view_act(&view, &wall->arena, state_of(wall));
    return view;
}

/* Where a session's first placement is: "A at 10:00" as ids. */
static inline void expect_at(const struct wall *wall, const char *title, const char *space, const char *time)
{
    const struct tf_placement *placement =
        tf_grid_placement_of(wall->board->grid, support_session(wall->board, title), NULL);
    assert_non_null(placement);
    assert_int_equal(placement->space, support_space(wall->board, space));
    assert_int_equal(placement->slot, support_slot(wall->board, time));
}

static inline void expect_nowhere(const struct wall *wall, const char *title)
{
    assert_null(tf_grid_placement_of(wall->board->grid, support_session(wall->board, title), NULL));
}

static inline void do_it(struct wall *wall, enum tf_act_way way)
{
    touch(wall, TF_INTENT_ACT, TF_ACT_DO_IT, way);
    assert_int_equal(work(wall), 1);
}

static inline void undo(struct wall *wall)
{
    touch(wall, TF_INTENT_ACT, TF_ACT_DO_UNDO, 0);
    assert_int_equal(work(wall), 1);
}

#endif
