/* A session from the first letter to "Posted", on the kiosk's own state, without a pixel. The ledger is the
 * rules on a board. */
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

static struct desk desk_with(const char *description)
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

static void leave(struct desk *desk)
{
    tf_app_destroy(desk->app);
    tf_board_unref(desk->board);
    for (size_t i = 0; i < sizeof desk->events / sizeof desk->events[0]; i++) {
        tf_event_unref(desk->events[i]);
    }
}

static void go(struct desk *desk, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    tf_app_do(desk->app, (struct tf_intent){what, a, b});
}

static void tap(struct desk *desk, enum tf_propose_do what, uint64_t b)
{
    go(desk, TF_INTENT_PROPOSE_DO, what, b);
}

static void type(struct desk *desk, const char *ascii)
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
static void publish(struct desk *desk)
{
    tf_app_set_board(desk->app, tf_board_ref(desk->board));
}

/* Decides the oldest command; false: there is none. */
static bool decide(struct desk *desk, struct tf_refusal *refusal)
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

static void run_ledger(struct desk *desk)
{
    struct tf_refusal refusal = {0};
    for (int i = 0; decide(desk, &refusal); i++) {
        assert_true(i < 20);
    }
}

static const struct tf_session *newest(const struct desk *desk)
{
    return tf_board_session(desk->board, desk->s->session);
}

static uint64_t cell(const struct desk *desk, const char *time)
{
    return support_slot(desk->board, time);
}

static void post(struct desk *desk, const char *title, const char *space, const char *time)
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

static void a_title_and_a_cell_are_all_it_takes(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_int_equal(desk.s->propose->field, TF_PROPOSE_TITLE);
    assert_non_null(desk.s->typing);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_HOST]), ""); /* never filled in */
    type(&desk, "Compost for all");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PLACE);
    assert_null(tf_app_take_command(desk.app)); /* nothing is posted before the place is chosen */
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "B"), cell(&desk, "11:00"));
    assert_int_equal(desk.s->screen, TF_SCREEN_PLACE); /* not posted before the ledger said so */
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    const struct tf_session *session = newest(&desk);
    assert_non_null(session);
    assert_string_equal(session->title, "Compost for all");
    assert_int_equal(session->state, TF_SESSION_PLACED);
    assert_int_equal(session->proposed_at, SUPPORT_10H00_S);
    assert_true(session->card >= 1000 && session->card <= 9999);
    const struct tf_placement *placement = tf_grid_placement_of(desk.board->grid, desk.s->session, NULL);
    assert_int_equal(placement->space, support_space(desk.board, "B"));
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    assert_null(desk.s->propose);
    leave(&desk);
}

static void a_free_cell_on_the_grid_begins_one_for_it(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "10:00"));
    type(&desk, "Bees");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(tf_grid_placement_of(desk.board->grid, desk.s->session, NULL)->slot,
                     cell(&desk, "10:00"));
    leave(&desk);
}

static void two_taps_post_once(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Bees");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    for (int i = 0; i < 3; i++) {
        go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "10:00"));
        tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
    }
    run_ledger(&desk);
    assert_int_equal(desk.sent, 1);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_non_null(
        tf_grid_placement_of(desk.board->grid, desk.s->session, NULL)); /* as the first tap said */
    leave(&desk);
}

static void without_a_title_it_says_why_it_cannot_go_on(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    struct tf_arena arena;
    struct tf_view_propose view;
    tf_arena_init(&arena);
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    tf_view_propose(&view, &arena, desk.s);
    assert_non_null(view.why_not);
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_string_equal(desk.s->notice, view.why_not);
    type(&desk, "   ");
    tf_view_propose(&view, &arena, desk.s);
    assert_non_null(view.why_not);
    type(&desk, "x");
    tf_view_propose(&view, &arena, desk.s);
    assert_null(view.why_not);
    tf_arena_free(&arena);
    leave(&desk);
}

static void how_much_is_left_is_said_before_it_is_full(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots");
    struct tf_arena arena;
    struct tf_view_propose view;
    tf_arena_init(&arena);
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    tf_view_propose(&view, &arena, desk.s);
    assert_string_equal(view.left[TF_PROPOSE_TITLE], "");
    for (int i = 0; i < 9; i++) {
        type(&desk, "abcdefghijkl");
    }
    tf_view_propose(&view, &arena, desk.s);
    assert_string_equal(view.left[TF_PROPOSE_TITLE], "12 characters left");
    type(&desk, "abcdefghijkl");
    assert_null(desk.s->notice);
    type(&desk, "m");
    assert_non_null(desk.s->notice); /* one too many: a sentence, and nothing lost */
    assert_int_equal(strlen(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE])), 120);
    tf_arena_free(&arena);
    leave(&desk);
}

static void everything_that_was_said_is_on_the_card(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Bees");
    go(&desk, TF_INTENT_KEY_FUNCTION, TF_KEY_NEW_LINE, 0); /* on to the host */
    assert_int_equal(desk.s->propose->field, TF_PROPOSE_HOST);
    type(&desk, "mara");
    go(&desk, TF_INTENT_FIELD, TF_PROPOSE_ABOUT, 0);
    type(&desk, "bring a veil");
    tap(&desk, TF_PROPOSE_DO_MORE, 0);
    assert_int_equal(desk.s->propose->field, TF_PROPOSE_NO_FIELD);
    tap(&desk, TF_PROPOSE_DO_FORMAT, TF_FORMAT_TALK);
    tap(&desk, TF_PROPOSE_DO_FORMAT, TF_FORMAT_WORKSHOP);
    struct tf_arena arena;
    struct tf_view_propose view;
    tf_arena_init(&arena);
    tf_view_propose(&view, &arena, desk.s);
    for (size_t i = 0; i < view.language_count; i++) {
        if (strcmp(view.languages[i].tag, "ar") == 0) {
            tap(&desk, TF_PROPOSE_DO_LANGUAGE, i);
        }
    }
    tap(&desk, TF_PROPOSE_DO_NEED, TF_FEATURE_QUIET);
    tap(&desk, TF_PROPOSE_DO_NEED, TF_FEATURE_PROJECTOR);
    tap(&desk, TF_PROPOSE_DO_NEED, TF_FEATURE_PROJECTOR); /* and back */
    tap(&desk, TF_PROPOSE_DO_READ_FOR_ME, 0);
    tf_view_propose(&view, &arena, desk.s);
    assert_string_equal(view.more, "Workshop, Arabic, Quiet place, read it for me");
    tf_arena_free(&arena);
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
    run_ledger(&desk);
    const struct tf_session *session = newest(&desk);
    assert_string_equal(session->host, "mara");
    assert_string_equal(session->about, "bring a veil");
    assert_int_equal(session->format, TF_FORMAT_WORKSHOP);
    assert_string_equal(session->language, "ar");
    assert_int_equal(session->needs, TF_FEATURE_QUIET);
    assert_true(session->read_for_me);
    assert_int_equal(session->state, TF_SESSION_OPEN);
    leave(&desk);
}

static void somebody_faster_leaves_the_draft_and_offers_what_is_near(void **state)
{
    (void)state;
    struct desk desk = desk_with("3 spaces, 2 slots, Bees");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Compost");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "10:00"));
    struct tf_command *faster = support_place(desk.board, "Bees", "A", "10:00");
    struct tf_event *event = NULL;
    assert_int_equal(tf_rules_decide(&event, desk.board, faster, NULL, NULL, NULL), TF_OK);
    support_apply(&desk.board, event);
    tf_event_unref(event);
    tf_command_destroy(faster);
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_PLACE);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "Compost");
    publish(&desk);
    struct tf_arena arena;
    struct tf_view_choose view;
    tf_arena_init(&arena);
    tf_view_choose(&view, &arena, desk.s);
    assert_true(view.is_refused);
    assert_non_null(strstr(view.hint, "10:00"));
    assert_non_null(strstr(view.hint, "kept"));
    assert_true(view.offer_count >= 3);
    assert_string_equal(view.offers[0].text, "B");
    tf_arena_free(&arena);
    tap(&desk, TF_PROPOSE_DO_CELL, 0);
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(tf_grid_placement_of(desk.board->grid, desk.s->session, NULL)->space,
                     support_space(desk.board, "B"));
    leave(&desk);
}

static void a_cell_begun_for_and_lost_leads_to_the_grid(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 1 slots, Bees in A at 10:00");
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "10:00"));
    type(&desk, "Compost");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_PLACE);
    go(&desk, TF_INTENT_BACK, 0, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "Compost");
    leave(&desk);
}

static void a_code_or_id_taken_by_chance_is_drawn_anew_in_silence(void **state)
{
    (void)state;
    static const enum tf_reason CHANCE[] = {TF_REASON_CODE_TAKEN, TF_REASON_ID_TAKEN};
    for (size_t i = 0; i < 2; i++) {
        struct desk desk = desk_with("1 spaces, 1 slots");
        go(&desk, TF_INTENT_PROPOSE, 0, 0);
        type(&desk, "Bees");
        tap(&desk, TF_PROPOSE_DO_NEXT, 0);
        tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
        struct tf_command *first = tf_app_take_command(desk.app);
        struct tf_refusal refusal = {.reason = CHANCE[i]};
        tf_app_answer(desk.app, first->id, TF_ERR_CONFLICT, &refusal, NULL, 0);
        assert_null(desk.s->notice);
        struct tf_command *second = tf_app_take_command(desk.app);
        assert_non_null(second);
        assert_int_not_equal(second->id, first->id);
        assert_int_not_equal(second->record->key.id, first->record->key.id);
        assert_string_not_equal(TF_SESSION(second->record)->code, TF_SESSION(first->record)->code);
        tf_command_destroy(first);
        /* For ever it does not try. */
        for (int tries = 0; second != NULL; tries++) {
            assert_true(tries < 20);
            tf_app_answer(desk.app, second->id, TF_ERR_CONFLICT, &refusal, NULL, 0);
            tf_command_destroy(second);
            second = tf_app_take_command(desk.app);
        }
        assert_non_null(desk.s->notice);
        assert_int_equal(desk.s->screen, TF_SCREEN_PLACE);
        leave(&desk);
    }
}

static void while_the_disk_refuses_it_never_says_posted(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots");
    struct tf_arena arena;
    struct tf_view_choose view;
    tf_arena_init(&arena);
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Bees");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
    tf_view_choose(&view, &arena, desk.s);
    assert_string_equal(view.saving, "Saving…");
    assert_false(view.cannot_save);
    tf_app_set_saving(desk.app, false);
    tf_view_choose(&view, &arena, desk.s);
    assert_non_null(strstr(view.saving, "Not saved yet, trying"));
    assert_true(view.cannot_save);
    go(&desk, TF_INTENT_BACK, 0, 0); /* not away by chance */
    assert_int_equal(desk.s->screen, TF_SCREEN_PLACE);
    tap(&desk, TF_PROPOSE_DO_DONE, 0); /* but one may leave */
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    assert_null(desk.s->propose);
    tf_app_set_saving(desk.app, true);
    tf_app_do(desk.app, (struct tf_intent){TF_INTENT_NOW, 0, 0}); /* the next person */
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME); /* to whom nothing is said of it */
    assert_null(desk.s->notice);
    tf_arena_free(&arena);
    leave(&desk);
}

static void busy_keeps_the_draft(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Bees");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
    struct tf_command *command = tf_app_take_command(desk.app);
    struct tf_refusal refusal = {0};
    tf_app_answer(desk.app, command->id, TF_ERR_BUSY, &refusal, NULL, 0);
    tf_command_destroy(command);
    assert_non_null(desk.s->notice);
    assert_int_equal(desk.s->screen, TF_SCREEN_PLACE);
    tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    leave(&desk);
}

static void a_host_twice_is_told_and_not_refused(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 1 slots");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Bees");
    go(&desk, TF_INTENT_FIELD, TF_PROPOSE_HOST, 0);
    type(&desk, "mara");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "10:00"));
    run_ledger(&desk);
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Compost");
    go(&desk, TF_INTENT_FIELD, TF_PROPOSE_HOST, 0);
    type(&desk, "MARA");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    struct tf_arena arena;
    struct tf_view_choose choose;
    struct tf_view_posted posted;
    tf_arena_init(&arena);
    tf_view_choose(&choose, &arena, desk.s);
    size_t marked = 0, lit = 0;
    for (size_t b = 0; b < choose.home.grid.block_count; b++) {
        marked += choose.home.grid.blocks[b].mark == TF_MARK_OWN;
        lit += choose.home.grid.blocks[b].mark == TF_MARK_LIT;
    }
    assert_int_equal(marked, 1);
    assert_int_equal(lit, 1);
    assert_string_not_equal(choose.own, "");
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "B"), cell(&desk, "10:00"));
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    tf_view_posted(&posted, &arena, desk.s);
    assert_non_null(strstr(posted.also_there, "Bees"));
    tf_arena_free(&arena);
    leave(&desk);
}

static void a_taken_cell_of_a_shared_space_can_be_chosen_too(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 1 slots, shared B, Bees in B at 10:00, Mending in A at 10:00");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Tea");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    struct tf_arena arena;
    struct tf_view_choose view;
    tf_arena_init(&arena);
    tf_view_choose(&view, &arena, desk.s);
    for (size_t b = 0; b < view.home.grid.block_count; b++) {
        const struct tf_view_block *block = &view.home.grid.blocks[b];
        assert_int_equal(block->takes_more,
                         view.home.grid.spaces[block->space].id == support_space(desk.board, "B"));
    }
    tf_arena_free(&arena);
    go(&desk, TF_INTENT_SESSION, support_session(desk.board, "Mending"), 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PLACE); /* a tap beside does not lead away */
    assert_non_null(strstr(desk.s->notice, "Mending"));
    leave(&desk);
}

static void similar_ones_show_and_keep_the_draft_when_looked_at(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots, Compost for beginners in A at 10:00, Bees");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "compost");
    assert_int_equal(desk.s->propose->similar_count, 1);
    struct tf_arena arena;
    struct tf_view_propose view;
    tf_arena_init(&arena);
    tf_view_propose(&view, &arena, desk.s);
    assert_string_equal(view.cards[0].title, "Compost for beginners");
    assert_string_equal(view.cards[0].place, "A");
    go(&desk, TF_INTENT_SESSION, view.cards[0].session, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_SESSION);
    go(&desk, TF_INTENT_BACK, 0, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "compost");
    tap(&desk, TF_PROPOSE_DO_GO_ON, 0);
    assert_int_equal(desk.s->propose->similar_count, 0);
    type(&desk, " for");
    assert_int_equal(desk.s->propose->similar_count, 0); /* it was seen */
    tf_arena_free(&arena);
    leave(&desk);
}

static void leaving_asks_when_there_are_words(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots, Bees");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    go(&desk, TF_INTENT_BACK, 0, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME); /* nothing to lose */
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Tea");
    go(&desk, TF_INTENT_BACK, 0, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_true(desk.s->propose->asks_to_leave);
    tap(&desk, TF_PROPOSE_DO_KEEP, 0);
    assert_false(desk.s->propose->asks_to_leave);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "Tea");
    go(&desk, TF_INTENT_SESSION, support_session(desk.board, "Bees"), 0);
    go(&desk, TF_INTENT_HOME, 0, 0); /* from further away too */
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_true(desk.s->propose->asks_to_leave);
    tap(&desk, TF_PROPOSE_DO_THROW_AWAY, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    assert_null(desk.s->propose);
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "");
    leave(&desk);
}

static void the_next_person_finds_nothing_of_it(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots");
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    type(&desk, "Secret");
    tf_app_set_time(desk.app, SUPPORT_10H00_S + 80, desk.mono_ms + TF_APP_IDLE_MS, true);
    assert_true(desk.s->asks_still_there);
    assert_non_null(desk.s->propose);
    tf_app_set_time(desk.app, SUPPORT_10H00_S + 100, desk.mono_ms + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_null(desk.s->propose);
    assert_null(desk.s->typing);
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    go(&desk, TF_INTENT_PROPOSE, 0, 0);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "");
    leave(&desk);
}

static void all_can_be_changed_from_the_confirmation(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    tap(&desk, TF_PROPOSE_DO_CHANGE_WORDS, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    assert_string_equal(tf_editor_text(desk.s->propose->fields[TF_PROPOSE_TITLE]), "Bees");
    type(&desk, " again");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_EDIT);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(desk.s->session, id);
    assert_string_equal(newest(&desk)->title, "Bees again");
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "B"), cell(&desk, "11:00"));
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_MOVE);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(tf_grid_placement_of(desk.board->grid, id, NULL)->space, support_space(desk.board, "B"));
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
    run_ledger(&desk);
    assert_int_equal(newest(&desk)->state, TF_SESSION_OPEN);
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "11:00"));
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_PLACE);
    assert_int_equal(newest(&desk)->state, TF_SESSION_PLACED);
    tap(&desk, TF_PROPOSE_DO_TAKE_BACK, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_WITHDRAW); /* it was changed, so undoing is no longer what is meant */
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    assert_int_equal(tf_board_session(desk.board, id)->state, TF_SESSION_WITHDRAWN);
    leave(&desk);
}

static void taking_it_back_leaves_no_trace_on_the_wall(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    tap(&desk, TF_PROPOSE_DO_TAKE_BACK, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_UNDO);
    assert_null(tf_board_session(desk.board, id));
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    assert_non_null(desk.s->notice);
    leave(&desk);
}

static void what_somebody_else_changed_is_withdrawn_instead(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    struct tf_session changed = *newest(&desk);
    changed.about = "by an organiser";
    support_put(&desk.board, &changed.record);
    publish(&desk);
    tap(&desk, TF_PROPOSE_DO_TAKE_BACK, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_WITHDRAW);
    assert_int_equal(tf_board_session(desk.board, id)->state, TF_SESSION_WITHDRAWN);
    leave(&desk);
}

static void saving_without_a_change_sends_nothing(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    size_t sent = desk.sent;
    tap(&desk, TF_PROPOSE_DO_CHANGE_WORDS, 0);
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    go(&desk, TF_INTENT_CELL, support_space(desk.board, "A"), cell(&desk, "10:00"));
    run_ledger(&desk);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    assert_int_equal(desk.sent, sent);
    leave(&desk);
}

static void card_number(struct desk *desk, int64_t card)
{
    char digits[8];
    snprintf(digits, sizeof digits, "%04d", (int)card);
    for (int i = 0; i < 4; i++) {
        tap(desk, TF_PROPOSE_DO_DIGIT, (uint64_t)(digits[i] - '0'));
    }
}

static void the_number_on_its_card_opens_it_for_ten_minutes(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    int64_t card = newest(&desk)->card;
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    go(&desk, TF_INTENT_SESSION, id, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    assert_int_equal(desk.s->screen, TF_SCREEN_CARD);
    tap(&desk, TF_PROPOSE_DO_DIGIT, 9);
    assert_string_equal(desk.s->card_digits, "9");
    tap(&desk, TF_PROPOSE_DO_DIGIT_BACK, 0);
    assert_string_equal(desk.s->card_digits, "");
    card_number(&desk, card == 1234 ? 4321 : 1234);
    assert_int_equal(desk.s->screen, TF_SCREEN_CARD);
    assert_non_null(desk.s->notice);
    card_number(&desk, card);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    type(&desk, " on the roof");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    run_ledger(&desk);
    assert_int_equal(desk.verb, TF_VERB_EDIT);
    assert_string_equal(tf_board_session(desk.board, id)->title, "Bees on the roof");
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    go(&desk, TF_INTENT_SESSION, id, 0);
    tf_app_set_time(desk.app, SUPPORT_10H00_S + TF_PROPOSE_CARD_S + 1, desk.mono_ms, true);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    assert_int_equal(desk.s->screen, TF_SCREEN_SESSION); /* and says who can */
    assert_non_null(strstr(desk.s->notice, "organiser"));
    leave(&desk);
}

static void guessing_is_slowed_down_and_survives_the_next_person(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 2 slots");
    post(&desk, "Bees", "A", "10:00");
    uint64_t id = desk.s->session;
    int64_t card = newest(&desk)->card;
    tap(&desk, TF_PROPOSE_DO_DONE, 0);
    for (int i = 0; i < TF_CARD_LOCK_TRIES; i++) {
        go(&desk, TF_INTENT_SESSION, id, 0);
        tap(&desk, TF_PROPOSE_DO_CHANGE, id);
        card_number(&desk, card == 9999 ? 1000 : card + 1);
        go(&desk, TF_INTENT_HOME, 0, 0);
    }
    go(&desk, TF_INTENT_SESSION, id, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    card_number(&desk, card);
    assert_int_equal(desk.s->screen, TF_SCREEN_CARD); /* the right one does not help now */
    assert_non_null(strstr(desk.s->notice, "minute"));
    tf_app_set_time(desk.app, SUPPORT_10H00_S + 60, desk.mono_ms + 60000, true);
    card_number(&desk, card);
    assert_int_equal(desk.s->screen, TF_SCREEN_PROPOSE);
    leave(&desk);
}

static void a_session_without_a_card_says_who_can_change_it(void **state)
{
    (void)state;
    struct desk desk = desk_with("1 spaces, 1 slots, Bees");
    uint64_t id = support_session(desk.board, "Bees");
    go(&desk, TF_INTENT_SESSION, id, 0);
    tap(&desk, TF_PROPOSE_DO_CHANGE, id);
    assert_int_equal(desk.s->screen, TF_SCREEN_SESSION);
    assert_non_null(strstr(desk.s->notice, "phone"));
    leave(&desk);
}

static void no_two_living_sessions_have_one_card(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, 3);
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    for (int64_t card = TF_PROPOSE_CARD_FIRST; card < TF_PROPOSE_CARD_FIRST + 3000; card++) {
        char code[9];
        tf_command_code(code, (uint64_t)card);
        struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, (uint64_t)card}},
                                     .code = code,
                                     .title = "x",
                                     .card = card,
                                     .state = card % 1000 == 0 ? TF_SESSION_WITHDRAWN : TF_SESSION_OPEN};
        const struct tf_record *copy = NULL;
        assert_int_equal(tf_record_copy(&copy, &session.record), TF_OK);
        assert_int_equal(tf_board_load(board, copy), TF_OK);
        tf_record_unref(copy);
    }
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    for (int i = 0; i < 200; i++) {
        int64_t card = tf_propose_draw_card(board, &rng);
        assert_true(card <= TF_PROPOSE_CARD_LAST);
        assert_true(card >= TF_PROPOSE_CARD_FIRST + 3000 || card % 1000 == 0);
    }
    tf_board_unref(board);
}

static void any_order_of_touches_is_survived(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("any_order_of_touches_is_survived"));
    struct desk desk = desk_with("2 spaces, 2 slots, shared B, Compost for beginners in A at 10:00, Bees");
    struct tf_arena arena;
    tf_arena_init(&arena);
    for (int i = 0; i < 4000; i++) {
        uint64_t a = tf_rng_below(&rng, 30), b = tf_rng_below(&rng, 12);
        enum tf_intent_what what = (enum tf_intent_what)tf_rng_below(&rng, TF_INTENT_COUNT);
        if (what == TF_INTENT_CELL) {
            a = 101 + tf_rng_below(&rng, 2);
            b = 201 + tf_rng_below(&rng, 2);
        } else if (what == TF_INTENT_SESSION) {
            a = 1001 + tf_rng_below(&rng, 3);
        } else if (what == TF_INTENT_KEY) {
            a = 'a' + tf_rng_below(&rng, 26);
        }
        go(&desk, what, a, b);
        tf_arena_reset(&arena);
        struct tf_view_propose words;
        struct tf_view_choose choose;
        struct tf_view_posted posted;
        struct tf_view_digits digits;
        tf_view_propose(&words, &arena, desk.s);
        tf_view_choose(&choose, &arena, desk.s);
        tf_view_posted(&posted, &arena, desk.s);
        tf_view_digits(&digits, desk.s);
        bool has_draft = desk.s->propose != NULL;
        bool needs_draft = desk.s->screen >= TF_SCREEN_PROPOSE && desk.s->screen <= TF_SCREEN_POSTED;
        assert_true(has_draft || !needs_draft);
        assert_false(has_draft && desk.s->screen == TF_SCREEN_HOME);
        struct tf_command *command = tf_rng_below(&rng, 3) == 0 ? tf_app_take_command(desk.app) : NULL;
        if (command != NULL) {
            bool works = tf_rng_below(&rng, 2) == 0;
            struct tf_refusal refusal = {.reason = works ? TF_REASON_NONE : TF_REASON_CELL_TAKEN};
            tf_app_answer(desk.app, command->id, works ? TF_OK : TF_ERR_CONFLICT, &refusal, NULL, 5);
            tf_command_destroy(command);
        }
    }
    /* However far in, three taps lead home (nothing is under way). */
    struct tf_command *command = NULL;
    while ((command = tf_app_take_command(desk.app)) != NULL) {
        tf_app_answer(desk.app, command->id, TF_ERR_BUSY, NULL, NULL, 0);
        tf_command_destroy(command);
    }
    go(&desk, TF_INTENT_LANGUAGE, TF_LANG_EN, 0);
    go(&desk, TF_INTENT_HOME, 0, 0);
    if (desk.s->screen != TF_SCREEN_HOME) {
        tap(&desk, TF_PROPOSE_DO_THROW_AWAY, 0);
        go(&desk, TF_INTENT_HOME, 0, 0);
    }
    assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    tf_arena_free(&arena);
    leave(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_and_a_cell_are_all_it_takes),
        cmocka_unit_test(a_free_cell_on_the_grid_begins_one_for_it),
        cmocka_unit_test(two_taps_post_once),
        cmocka_unit_test(without_a_title_it_says_why_it_cannot_go_on),
        cmocka_unit_test(how_much_is_left_is_said_before_it_is_full),
        cmocka_unit_test(everything_that_was_said_is_on_the_card),
        cmocka_unit_test(somebody_faster_leaves_the_draft_and_offers_what_is_near),
        cmocka_unit_test(a_cell_begun_for_and_lost_leads_to_the_grid),
        cmocka_unit_test(a_code_or_id_taken_by_chance_is_drawn_anew_in_silence),
        cmocka_unit_test(while_the_disk_refuses_it_never_says_posted),
        cmocka_unit_test(busy_keeps_the_draft),
        cmocka_unit_test(a_host_twice_is_told_and_not_refused),
        cmocka_unit_test(a_taken_cell_of_a_shared_space_can_be_chosen_too),
        cmocka_unit_test(similar_ones_show_and_keep_the_draft_when_looked_at),
        cmocka_unit_test(leaving_asks_when_there_are_words),
        cmocka_unit_test(the_next_person_finds_nothing_of_it),
        cmocka_unit_test(all_can_be_changed_from_the_confirmation),
        cmocka_unit_test(taking_it_back_leaves_no_trace_on_the_wall),
        cmocka_unit_test(what_somebody_else_changed_is_withdrawn_instead),
        cmocka_unit_test(saving_without_a_change_sends_nothing),
        cmocka_unit_test(the_number_on_its_card_opens_it_for_ten_minutes),
        cmocka_unit_test(guessing_is_slowed_down_and_survives_the_next_person),
        cmocka_unit_test(a_session_without_a_card_says_who_can_change_it),
        cmocka_unit_test(no_two_living_sessions_have_one_card),
        cmocka_unit_test(any_order_of_touches_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
