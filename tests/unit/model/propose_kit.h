/* propose_kit.h: a kiosk whose ledger is the rules on a board, for the tests of proposing and of changing. */
#ifndef TF_TESTS_PROPOSE_KIT_H
#define TF_TESTS_PROPOSE_KIT_H

#include "model/app.h"

#include "model/card_lock.h"
#include "model/view_propose.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct desk {
    struct tf_app *app;
    const struct tf_app_state *s;
    struct tf_board *board;
    struct tf_event *events[32]; /* by sequence */
    int64_t mono_ms;
    size_t sent;       /* commands */
    enum tf_verb verb; /* of the last one */
};

static inline struct desk desk_with(const char *description)
{
    struct desk desk = {.board = support_board(description), .mono_ms = 1000};
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 7};
    assert_int_equal(tf_app_create(&desk.app, &options), TF_OK);
    tf_app_set_time(desk.app, SUPPORT_10H00_S, desk.mono_ms, true);
    tf_app_set_address(desk.app, "http://10.0.0.5:8080");
    assert_true(tf_app_set_board(desk.app, tf_board_ref(desk.board)));
    desk.s = tf_app_state(desk.app);
    return desk;
}

static inline void leave(struct desk *desk)
{
    tf_app_destroy(desk->app);
    tf_board_unref(desk->board);
    for (size_t i = 0; i < sizeof desk->events / sizeof desk->events[0]; i++) {
        tf_event_unref(desk->events[i]);
    }
}

static inline void go(struct desk *desk, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    tf_app_do(desk->app, (struct tf_intent){what, a, b});
}

static inline void tap(struct desk *desk, enum tf_propose_do what, uint64_t b)
{
    go(desk, TF_INTENT_PROPOSE_DO, what, b);
}

static inline void type(struct desk *desk, const char *ascii)
{
    for (; *ascii != '\0'; ascii++) {
        if (*ascii == ' ') {
            go(desk, TF_INTENT_KEY_FUNCTION, TF_KEY_SPACE, 0);
        } else {
            go(desk, TF_INTENT_KEY, (uint64_t)(unsigned char)*ascii, 1);
        }
    }
}

/* The screens show the newest board. */
static inline void publish(struct desk *desk)
{
    tf_app_set_board(desk->app, tf_board_ref(desk->board));
}

/* Decides the oldest command; false: there is none. */
static inline bool decide(struct desk *desk, struct tf_refusal *refusal)
{
    struct tf_command *command = tf_app_take_command(desk->app);
    struct tf_warning warning = {0};
    struct tf_event *event = NULL;
    if (command == NULL) {
        return false;
    }
    desk->sent++;
    desk->verb = command->verb;
    struct tf_event *past = command->sequence < 32 ? desk->events[command->sequence] : NULL;
    enum tf_err err = tf_rules_decide(&event, desk->board, command, past, refusal, &warning);
    uint64_t sequence = 0;
    if (err == TF_OK) {
        support_apply(&desk->board, event);
        sequence = event->sequence;
        assert_true(sequence < 32);
        desk->events[sequence] = event;
        publish(desk);
    }
    tf_app_answer(desk->app, command->id, err, refusal, &warning, sequence);
    tf_command_destroy(command);
    return true;
}

static inline void run_ledger(struct desk *desk)
{
    struct tf_refusal refusal = {0};
    for (int i = 0; decide(desk, &refusal); i++) {
        assert_true(i < 20);
    }
}

static inline const struct tf_session *newest(const struct desk *desk)
{
    return tf_board_session(desk->board, desk->s->session);
}

static inline uint64_t cell(const struct desk *desk, const char *time)
{
    return support_slot(desk->board, time);
}

static inline void post(struct desk *desk, const char *title, const char *space, const char *time)
{
    go(desk, TF_INTENT_PROPOSE, 0, 0);
    type(desk, title);
    tap(desk, TF_PROPOSE_DO_NEXT, 0);
    assert_int_equal(desk->s->screen, TF_SCREEN_PLACE);
    if (space != NULL) {
        go(desk, TF_INTENT_CELL, support_space(desk->board, space), cell(desk, time));
    } else {
        tap(desk, TF_PROPOSE_DO_UNPLACED, 0);
    }
    run_ledger(desk);
    assert_int_equal(desk->s->screen, TF_SCREEN_POSTED);
}

#endif
