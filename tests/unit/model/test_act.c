/* What is done with a session on the wall, through the kiosk's own state and the rules as they are: what is
 * said before the tap, what the tap does, what takes it back, and what is said when it cannot be. */
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

static struct wall wall_with(struct tf_board *board)
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

static void close_wall(struct wall *wall)
{
    tf_app_destroy(wall->app);
    tf_board_unref(wall->board);
    tf_event_unref(wall->last);
    tf_arena_free(&wall->arena);
}

/* What a sentence says, without the marks that isolate what people wrote in it. */
static const char *said(struct wall *wall, const char *sentence)
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

static const struct tf_app_state *state_of(const struct wall *wall)
{
    return tf_app_state(wall->app);
}

static void touch(struct wall *wall, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    tf_app_do(wall->app, (struct tf_intent){what, a, b});
}

/* Decides what waits, as the ledger does; how many commands there were. */
static int work(struct wall *wall)
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

static void begin(struct wall *wall, const char *title, enum tf_act_kind kind)
{
    touch(wall, TF_INTENT_SESSION, support_session(wall->board, title), 0);
    touch(wall, TF_INTENT_ACT, TF_ACT_DO_BEGIN, kind);
    assert_int_equal(state_of(wall)->screen, TF_SCREEN_ACT);
}

static void tap_cell(struct wall *wall, const char *space, const char *time)
{
    touch(wall, TF_INTENT_CELL, support_space(wall->board, space), support_slot(wall->board, time));
}

static void tap_card(struct wall *wall, const char *title)
{
    touch(wall, TF_INTENT_SESSION, support_session(wall->board, title),
          support_placement(wall->board, title));
}

static struct tf_view_act view_of(struct wall *wall)
{
    struct tf_view_act view;
    tf_view_act(&view, &wall->arena, state_of(wall));
    return view;
}

/* Where a session's first placement is: "A at 10:00" as ids. */
static void expect_at(const struct wall *wall, const char *title, const char *space, const char *time)
{
    const struct tf_placement *placement =
        tf_grid_placement_of(wall->board->grid, support_session(wall->board, title), NULL);
    assert_non_null(placement);
    assert_int_equal(placement->space, support_space(wall->board, space));
    assert_int_equal(placement->slot, support_slot(wall->board, time));
}

static void expect_nowhere(const struct wall *wall, const char *title)
{
    assert_null(tf_grid_placement_of(wall->board->grid, support_session(wall->board, title), NULL));
}

static void do_it(struct wall *wall, enum tf_act_way way)
{
    touch(wall, TF_INTENT_ACT, TF_ACT_DO_IT, way);
    assert_int_equal(work(wall), 1);
}

static void undo(struct wall *wall)
{
    touch(wall, TF_INTENT_ACT, TF_ACT_DO_UNDO, 0);
    assert_int_equal(work(wall), 1);
}

/* ---- moving ---- */

static void a_move_says_first_what_it_does_and_one_tap_takes_it_back(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    assert_string_equal(view_of(&wall).hint, "Tap where it should go. Another session may be there already.");
    tap_cell(&wall, "B", "11:00");
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 1);
    assert_int_equal(view.ways[0].sentence_count, 1);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]), "“Compost” moves to B, 11:00.");
    expect_at(&wall, "Compost", "A", "10:00"); /* nothing has happened yet */
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "B", "11:00");
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    struct tf_view_done done;
    tf_view_done(&done, &wall.arena, state_of(&wall));
    assert_string_equal(said(&wall, done.text), "Moved.");
    undo(&wall);
    expect_at(&wall, "Compost", "A", "10:00");
    assert_null(state_of(&wall)->done);
    assert_string_equal(state_of(&wall)->notice, "Taken back: all is as it was.");
    close_wall(&wall);
}

static void a_taken_cell_offers_to_change_places_or_to_take_the_place(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_card(&wall, "Bees");
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 2);
    assert_int_equal(view.ways[0].way, TF_ACT_SWAP);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]), "“Compost” moves to B, 11:00.");
    assert_string_equal(said(&wall, view.ways[0].sentences[1]), "“Bees” moves to A, 10:00.");
    assert_int_equal(view.ways[1].way, TF_ACT_REPLACE);
    assert_string_equal(said(&wall, view.ways[1].sentences[0]), "“Compost” moves to B, 11:00.");
    assert_string_equal(said(&wall, view.ways[1].sentences[1]), "“Bees” goes back to those without a place.");
    do_it(&wall, TF_ACT_REPLACE);
    expect_at(&wall, "Compost", "B", "11:00");
    expect_nowhere(&wall, "Bees");
    struct tf_view_done done;
    tf_view_done(&done, &wall.arena, state_of(&wall));
    assert_string_equal(said(&wall, done.text), "Done. “Bees” is back with those without a place.");
    undo(&wall);
    expect_at(&wall, "Bees", "B", "11:00");
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_card(&wall, "Bees");
    do_it(&wall, TF_ACT_SWAP);
    expect_at(&wall, "Compost", "B", "11:00");
    expect_at(&wall, "Bees", "A", "10:00");
    close_wall(&wall);
}

static void what_somebody_else_did_meanwhile_is_said_and_the_choice_is_kept(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    struct tf_command *other = support_place(wall.board, "Bees", "B", "11:00"); /* a phone was quicker */
    struct tf_event *event = NULL;
    struct tf_refusal refusal;
    assert_int_equal(tf_rules_decide(&event, wall.board, other, NULL, &refusal, NULL), TF_OK);
    support_apply(&wall.board, event);
    tf_event_unref(event);
    tf_command_destroy(other);
    assert_int_equal(work(&wall), 1); /* the kiosk's own comes second */
    assert_string_equal(state_of(&wall)->notice, "Another session is already there.");
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_ACT);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 2); /* as the board is now */
    assert_int_equal(view.ways[0].way, TF_ACT_SWAP);
    expect_at(&wall, "Compost", "A", "10:00");
    close_wall(&wall);
}

static void what_a_later_change_made_impossible_to_undo_says_so(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("3 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    do_it(&wall, TF_ACT_PLAIN);
    struct tf_placement moved =
        *tf_grid_placement_of(wall.board->grid, support_session(wall.board, "Compost"), NULL);
    moved.space = support_space(wall.board, "C");
    support_put(&wall.board, &moved.record);
    undo(&wall);
    assert_string_equal(state_of(&wall)->notice,
                        tf_tr(TF_LANG_EN, "Somebody changed this in the meantime, so it "
                                          "cannot be taken back."));
    expect_at(&wall, "Compost", "C", "11:00");
    close_wall(&wall);
}

static void a_long_session_that_does_not_fit_says_why(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00 to 11:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "12:00");
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.way_count, 0);
    assert_string_equal(said(&wall, view.refused), "There is no free time directly after it.");
    close_wall(&wall);
}

static void a_locked_session_explains_itself_before_it_is_tried(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, locked Compost in A at 10:00"));
    touch(&wall, TF_INTENT_SESSION, support_session(wall.board, "Compost"), 0);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    int locked = 0;
    for (size_t i = 0; i < acts.count; i++) {
        enum tf_act_kind kind = acts.buttons[i].kind;
        bool is_bound =
            kind == TF_ACT_MOVE || kind == TF_ACT_EXTEND || kind == TF_ACT_UNPLACE || kind == TF_ACT_WITHDRAW;
        if (is_bound) {
            assert_string_equal(acts.buttons[i].why_not, "An organiser has fixed this session where it is.");
            locked++;
        }
    }
    assert_int_equal(locked, 4);
    close_wall(&wall);
}

static void a_dragged_card_asks_what_two_taps_would(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    struct tf_intent card = {TF_INTENT_SESSION, support_session(wall.board, "Compost"),
                             support_placement(wall.board, "Compost")};
    struct tf_intent cell = {TF_INTENT_CELL, support_space(wall.board, "B"),
                             support_slot(wall.board, "12:00")};
    assert_true(tf_app_drag(wall.app, card, cell));
    assert_int_equal(work(&wall), 0); /* asks first */
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]), "“Compost” moves to B, 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "B", "12:00");
    undo(&wall);
    touch(&wall, TF_INTENT_HOME, 0, 0);
    struct tf_intent other = {TF_INTENT_SESSION, support_session(wall.board, "Bees"),
                              support_placement(wall.board, "Bees")};
    assert_true(tf_app_drag(wall.app, card, other));
    assert_int_equal(view_of(&wall).way_count, 2);
    close_wall(&wall);
}

/* ---- the others ---- */

static void an_unplaced_session_gets_its_place(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost"));
    begin(&wall, "Compost", TF_ACT_PLACE);
    tap_cell(&wall, "B", "12:00");
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]),
                        "“Compost” takes place in B, 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "B", "12:00");
    undo(&wall);
    expect_nowhere(&wall, "Compost");
    close_wall(&wall);
}

static void a_session_runs_again_and_either_of_its_times_can_be_moved(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 4 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_AGAIN);
    tap_cell(&wall, "B", "12:00");
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]),
                        "“Compost” takes place once more: B, 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    begin(&wall, "Compost", TF_ACT_MOVE);
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.which_count, 2);
    assert_true(view.whiches[0].is_chosen);
    assert_string_equal(said(&wall, view.whiches[1].text), "B, 12:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_WHICH, view.whiches[1].placement);
    tap_cell(&wall, "B", "13:00");
    do_it(&wall, TF_ACT_PLAIN);
    expect_at(&wall, "Compost", "A", "10:00");
    const struct tf_placement *second =
        tf_grid_placement_of(wall.board->grid, 1001, tf_grid_placement_of(wall.board->grid, 1001, NULL));
    assert_int_equal(second->slot, support_slot(wall.board, "13:00"));
    close_wall(&wall);
}

static void a_session_grows_and_shrinks_by_a_row(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_EXTEND);
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]), "“Compost” goes on until 12:00.");
    do_it(&wall, TF_ACT_PLAIN);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_int_equal(acts.buttons[2].kind, TF_ACT_EXTEND);
    assert_string_equal(acts.buttons[2].why_not, "There is no free time directly after it.");
    begin(&wall, "Compost", TF_ACT_GIVE_BACK);
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]), "“Compost” goes on until 11:00.");
    do_it(&wall, TF_ACT_PLAIN);
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_string_equal(acts.buttons[3].why_not, "It cannot get any shorter.");
    close_wall(&wall);
}

static void withdrawing_asks_once_and_can_be_declined(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_WITHDRAW);
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.ways[0].sentence_count, 1);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]),
                        "“Compost” is withdrawn and leaves the wall.");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_CANCEL, 0);
    assert_int_equal(work(&wall), 0);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    begin(&wall, "Compost", TF_ACT_WITHDRAW);
    do_it(&wall, TF_ACT_PLAIN);
    assert_int_equal(tf_board_session(wall.board, 1001)->state, TF_SESSION_WITHDRAWN);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_int_equal(acts.count, 0);
    undo(&wall);
    expect_at(&wall, "Compost", "A", "10:00");
    close_wall(&wall);
}

static void a_session_is_taken_off_the_grid(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_UNPLACE);
    assert_string_equal(said(&wall, view_of(&wall).ways[0].sentences[0]),
                        "“Compost” goes back to those without a place.");
    do_it(&wall, TF_ACT_PLAIN);
    expect_nowhere(&wall, "Compost");
    undo(&wall);
    expect_at(&wall, "Compost", "A", "10:00");
    close_wall(&wall);
}

static void two_sessions_merge_only_when_both_hosts_have_agreed(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board(
        "2 spaces, 3 slots, Urban compost in A at 10:00, Bees in B at 11:00, Knots, Radio, Songs, Urban "
        "composting"));
    support_star(&wall.board, "Urban compost", 77);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    begin(&wall, "Urban compost", TF_ACT_MERGE);
    struct tf_view_act view = view_of(&wall);
    assert_int_equal(view.card_count, 5);
    assert_string_equal(view.cards[0].title, "Urban composting"); /* the one most like it */
    touch(&wall, TF_INTENT_SESSION, view.cards[0].session, 0);
    view = view_of(&wall);
    assert_true(view.is_asking_hosts);
    assert_string_equal(said(&wall, view.ways[0].sentences[0]),
                        "“Urban compost” becomes part of “Urban composting” and brings its stars along.");
    assert_string_equal(view.ways[0].sentences[1],
                        "Both hosts have to agree: one tap each, here or on their phones.");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    assert_int_equal(work(&wall), 0); /* nobody has said yes */
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 0);
    assert_int_equal(work(&wall), 1);
    assert_int_equal(tf_board_session(wall.board, 1001)->asks_into,
                     support_session(wall.board, "Urban composting"));
    view = view_of(&wall); /* the other host may stand here, too */
    assert_true(view.agreed[0]);
    assert_false(view.agreed[1]);
    assert_string_equal(view.not_now, "Not now");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    assert_int_equal(work(&wall), 1);
    assert_int_equal(tf_board_session(wall.board, 1001)->state, TF_SESSION_MERGED);
    assert_int_equal(tf_board_star_count(wall.board, support_session(wall.board, "Urban composting")), 1);
    undo(&wall);
    expect_at(&wall, "Urban compost", "A", "10:00");
    close_wall(&wall);
}

static void whichever_host_taps_first_one_tap_each_is_enough(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    begin(&wall, "Compost", TF_ACT_MERGE);
    touch(&wall, TF_INTENT_SESSION, support_session(wall.board, "Bees"), 0);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1); /* changed their mind, and again */
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    assert_int_equal(work(&wall), 0);
    assert_true(view_of(&wall).agreed[1]);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 0);
    assert_int_equal(work(&wall), 2); /* the question, and its answer */
    assert_int_equal(tf_board_session(wall.board, 1001)->state, TF_SESSION_MERGED);
    close_wall(&wall);
}

static void a_question_stands_on_both_pages_and_goes_with_not_now(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    uint64_t bees = support_session(wall.board, "Bees");
    struct tf_view_session page;
    begin(&wall, "Compost", TF_ACT_MERGE);
    touch(&wall, TF_INTENT_SESSION, bees, 0);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 0);
    assert_int_equal(work(&wall), 1);
    touch(&wall, TF_INTENT_HOME, 0, 0);
    for (int i = 0; i < 2; i++) {
        touch(&wall, TF_INTENT_SESSION, i == 0 ? 1001 : bees, 0);
        tf_view_session(&page, &wall.arena, state_of(&wall));
        assert_string_equal(said(&wall, page.question), "“Compost” would like to become part of “Bees”.");
        assert_int_equal(page.asking, 1001);
    }
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_ANSWER, page.asking);
    assert_true(view_of(&wall).agreed[0]);
    do_it(&wall, TF_ACT_UNASK);
    assert_int_equal(tf_board_session(wall.board, 1001)->asks_into, 0);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    tf_view_session(&page, &wall.arena, state_of(&wall));
    assert_string_equal(page.question, "");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_ANSWER, 1001); /* nothing to answer any more */
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    close_wall(&wall);
}

static void an_organiser_merges_without_asking(void **state)
{
    (void)state;
    struct tf_act act = {.role = TF_ROLE_ORGANISER};
    struct tf_board *board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00");
    struct tf_command *command = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    tf_act_begin(&act, board, 1001, TF_ACT_MERGE, 5);
    tf_act_merge_with(&act, support_session(board, "Bees"));
    assert_int_equal(tf_act_command(&command, &act, board, TF_ACT_PLAIN, &rng, SUPPORT_10H00_S), TF_OK);
    assert_int_equal(command->verb, TF_VERB_MERGE);
    tf_command_destroy(command);
    tf_board_unref(board);
}

static void a_partner_that_goes_meanwhile_is_not_meant_any_more(void **state)
{
    (void)state;
    struct wall wall =
        wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00"));
    begin(&wall, "Compost", TF_ACT_MERGE);
    touch(&wall, TF_INTENT_SESSION, support_session(wall.board, "Bees"), 0);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
    struct tf_session gone = *tf_board_session(wall.board, support_session(wall.board, "Bees"));
    support_remove(&wall.board, TF_KIND_PLACEMENT, (struct tf_key){0, support_placement(wall.board, "Bees")});
    gone.state = TF_SESSION_WITHDRAWN;
    support_put(&wall.board, &gone.record);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    struct tf_view_act view = view_of(&wall);
    assert_false(view.is_asking_hosts);
    assert_int_equal(view.card_count, 0);
    assert_false(state_of(&wall)->act->other_agreed);
    close_wall(&wall);
}

static const struct tf_view_act_button *star_button(struct wall *wall, struct tf_view_acts *acts)
{
    tf_view_acts(acts, &wall->arena, state_of(wall));
    assert_int_equal(acts->buttons[acts->count - 1].kind, TF_ACT_STAR);
    return &acts->buttons[acts->count - 1];
}

static void a_star_is_one_tap_taken_back_by_one_and_too_many_say_so(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("1 spaces, 1 slots, Compost in A at 10:00"));
    struct tf_view_acts acts;
    touch(&wall, TF_INTENT_SESSION, 1001, 0);
    assert_null(star_button(&wall, &acts)->why_not);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_BEGIN, TF_ACT_STAR);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_BEGIN, TF_ACT_STAR); /* a second tap while it is saved */
    assert_int_equal(work(&wall), 1);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_SESSION);
    assert_int_equal(tf_board_star_count(wall.board, 1001), 1);
    assert_string_equal(star_button(&wall, &acts)->why_not, "Your star is counted already.");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_UNDO, 0);
    assert_int_equal(work(&wall), 1);
    assert_int_equal(tf_board_star_count(wall.board, 1001), 0);
    assert_null(star_button(&wall, &acts)->why_not);
    for (int i = 0; i < TF_WALL_STARS_PER_MINUTE_MAX; i++) { /* from another kiosk of the same wall, say */
        struct tf_star star = {
            .record = {.kind = TF_KIND_STAR, .key = {1001, TF_DEVICE_MAX + 1 + (uint64_t)i}},
            .at = SUPPORT_10H00_S - 3600};
        support_put(&wall.board, &star.record);
    }
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    assert_non_null(strstr(star_button(&wall, &acts)->why_not, "Wait a minute"));
    tf_app_set_time(wall.app, SUPPORT_10H00_S - 3540, wall.mono_ms + 60000, true);
    assert_null(star_button(&wall, &acts)->why_not);
    close_wall(&wall);
}

/* ---- the machine ---- */

static void a_disk_that_refuses_never_says_done(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    assert_string_equal(view_of(&wall).waiting, "Saving…");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN); /* impatient: still one command */
    struct tf_command *command = tf_app_take_command(wall.app);
    assert_non_null(command);
    assert_null(tf_app_take_command(wall.app));
    struct tf_refusal refusal = {0};
    tf_app_answer(wall.app, command->id, TF_ERR_IO, &refusal, NULL, 0);
    tf_command_destroy(command);
    assert_null(state_of(&wall)->done);
    assert_string_equal(state_of(&wall)->notice, "It could not be saved, so nothing has changed.");
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_ACT);
    assert_int_equal(view_of(&wall).way_count, 1); /* to be tried again */
    close_wall(&wall);
}

static void the_way_back_is_offered_for_ten_seconds_and_not_to_the_next_person(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    do_it(&wall, TF_ACT_PLAIN);
    touch(&wall, TF_INTENT_HOME, 0, 0);
    assert_non_null(state_of(&wall)->done); /* also from there */
    assert_int_equal(tf_app_wake_in_ms(wall.app), TF_ACT_UNDO_MS);
    tf_app_set_time(wall.app, SUPPORT_10H00_S - 3600, wall.mono_ms + TF_ACT_UNDO_MS - 1, true);
    assert_non_null(state_of(&wall)->done);
    assert_true(tf_app_set_time(wall.app, SUPPORT_10H00_S - 3600, wall.mono_ms + TF_ACT_UNDO_MS, true));
    assert_null(state_of(&wall)->done);
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_UNDO, 0);
    assert_int_equal(work(&wall), 0);
    close_wall(&wall);
}

static void an_answer_that_comes_after_the_person_has_gone_is_nobodys(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    begin(&wall, "Compost", TF_ACT_MOVE);
    tap_cell(&wall, "B", "11:00");
    touch(&wall, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    tf_app_set_time(wall.app, SUPPORT_10H00_S, wall.mono_ms + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_int_equal(state_of(&wall)->screen, TF_SCREEN_HOME);
    assert_int_equal(work(&wall), 1);
    assert_null(state_of(&wall)->done);
    assert_null(state_of(&wall)->notice);
    close_wall(&wall);
}

static void a_format_that_gives_the_places_itself_says_so(void **state)
{
    (void)state;
    struct wall wall = wall_with(support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    struct tf_gathering gathering = *tf_board_gathering(wall.board);
    gathering.format = "barcamp";
    gathering.phase = TF_PHASE_MARKETPLACE;
    support_put(&wall.board, &gathering.record);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    touch(&wall, TF_INTENT_SESSION, 1001, 0);
    struct tf_view_acts acts;
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_string_equal(acts.buttons[0].why_not, "The places are given after the vote.");
    gathering = *tf_board_gathering(wall.board);
    gathering.phase = TF_PHASE_SESSIONS;
    support_put(&wall.board, &gathering.record);
    tf_app_set_board(wall.app, tf_board_ref(wall.board));
    tf_view_acts(&acts, &wall.arena, state_of(&wall));
    assert_null(acts.buttons[0].why_not);
    close_wall(&wall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_move_says_first_what_it_does_and_one_tap_takes_it_back),
        cmocka_unit_test(a_taken_cell_offers_to_change_places_or_to_take_the_place),
        cmocka_unit_test(what_somebody_else_did_meanwhile_is_said_and_the_choice_is_kept),
        cmocka_unit_test(what_a_later_change_made_impossible_to_undo_says_so),
        cmocka_unit_test(a_long_session_that_does_not_fit_says_why),
        cmocka_unit_test(a_locked_session_explains_itself_before_it_is_tried),
        cmocka_unit_test(a_dragged_card_asks_what_two_taps_would),
        cmocka_unit_test(an_unplaced_session_gets_its_place),
        cmocka_unit_test(a_session_runs_again_and_either_of_its_times_can_be_moved),
        cmocka_unit_test(a_session_grows_and_shrinks_by_a_row),
        cmocka_unit_test(withdrawing_asks_once_and_can_be_declined),
        cmocka_unit_test(a_session_is_taken_off_the_grid),
        cmocka_unit_test(two_sessions_merge_only_when_both_hosts_have_agreed),
        cmocka_unit_test(whichever_host_taps_first_one_tap_each_is_enough),
        cmocka_unit_test(a_question_stands_on_both_pages_and_goes_with_not_now),
        cmocka_unit_test(an_organiser_merges_without_asking),
        cmocka_unit_test(a_partner_that_goes_meanwhile_is_not_meant_any_more),
        cmocka_unit_test(a_star_is_one_tap_taken_back_by_one_and_too_many_say_so),
        cmocka_unit_test(a_disk_that_refuses_never_says_done),
        cmocka_unit_test(the_way_back_is_offered_for_ten_seconds_and_not_to_the_next_person),
        cmocka_unit_test(an_answer_that_comes_after_the_person_has_gone_is_nobodys),
        cmocka_unit_test(a_format_that_gives_the_places_itself_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
