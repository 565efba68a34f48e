/* A session from the first letter to "Posted", on the kiosk's own state, without a pixel. */
#include "unit/model/propose_kit.h"

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
    struct desk desk = desk_with("1 spaces, 2 slots");
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
    tap(&desk, TF_PROPOSE_DO_FROM, 0);
    tap(&desk, TF_PROPOSE_DO_UNTIL, 0);
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
    assert_true(session->can_from > SUPPORT_10H00_S);
    assert_true(session->can_until > session->can_from);
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

/* In a BarCamp the places are given after the vote: what is proposed goes up at once, and says so. */
static void a_format_that_places_later_posts_the_words_alone(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 3 slots, Compost in A at 10:00");
    struct tf_gathering gathering = *tf_board_gathering(desk.board);
    gathering.format = "barcamp";
    gathering.phase = TF_PHASE_MARKETPLACE;
    support_put(&desk.board, &gathering.record);
    publish(&desk);
    uint64_t space = desk.board->grid->spaces[1]->record.key.id,
             slot = desk.board->grid->slots[1]->record.key.id;
    go(&desk, TF_INTENT_PROPOSE, space, slot); /* a free cell of the wall: nobody's yet */
    type(&desk, "salt");
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_view_propose view;
    tf_view_propose(&view, &arena, desk.s);
    assert_string_equal(view.heading, "Propose a session");
    assert_string_equal(view.next, "Post");
    tap(&desk, TF_PROPOSE_DO_NEXT, 0);
    assert_true(decide(&desk, NULL));
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    struct tf_view_posted posted;
    tf_view_posted(&posted, &arena, desk.s);
    assert_int_equal(posted.session.place_count, 0);
    assert_string_equal(posted.why_no_place, "The places are given after the vote.");
    tap(&desk, TF_PROPOSE_DO_CHANGE_PLACE, 0);
    assert_int_equal(desk.s->screen, TF_SCREEN_POSTED);
    tf_arena_free(&arena);
    leave(&desk);
}

/* Whoever goes while several commands are under way leaves nothing behind: their answers are nobody's. */
static void the_next_person_hears_nothing_of_what_was_under_way(void **state)
{
    (void)state;
    struct desk desk = desk_with("2 spaces, 3 slots, Compost in A at 10:00");
    uint64_t ids[3];
    for (size_t i = 0; i < 3; i++) {
        go(&desk, TF_INTENT_PROPOSE, 0, 0);
        type(&desk, "salt");
        tap(&desk, TF_PROPOSE_DO_NEXT, 0);
        tap(&desk, TF_PROPOSE_DO_UNPLACED, 0);
        struct tf_command *command = tf_app_take_command(desk.app);
        assert_non_null(command);
        ids[i] = command->id;
        tf_command_destroy(command);
        desk.mono_ms += TF_APP_IDLE_MS + TF_APP_STILL_MS + 1;
        tf_app_set_time(desk.app, SUPPORT_10H00_S, desk.mono_ms, true);
        assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    }
    for (size_t i = 0; i < 3; i++) {
        struct tf_refusal refusal = {.reason = TF_REASON_FULL};
        tf_app_answer(desk.app, ids[i], TF_ERR_LIMIT, &refusal, NULL, 0);
        assert_null(desk.s->notice);
        assert_int_equal(desk.s->screen, TF_SCREEN_HOME);
    }
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
        cmocka_unit_test(a_format_that_places_later_posts_the_words_alone),
        cmocka_unit_test(the_next_person_hears_nothing_of_what_was_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
