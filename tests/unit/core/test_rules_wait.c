/* Proposals that others do not see yet: drafts until the market opens, and what waits for an organiser's
 * look. */
#include "core/policy.h"
#include "rules_kit.h"

static struct kit event(const char *format, bool drafts, bool approves)
{
    struct kit kit = kit_of(support_board("2 spaces, 2 slots"));
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.format = format;
    gathering.drafts = drafts;
    gathering.approves = approves;
    gathering.phase = TF_PHASE_GATHERING;
    support_put(&kit.board, &gathering.record);
    return kit;
}

static void propose(struct kit *kit, const char *title, uint64_t device)
{
    const struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, 900 + device}},
                                       .code = device == 7 ? "CARD7" : "CARD8",
                                       .title = title};
    kit_do(kit, from_device(with(support_command(TF_VERB_PROPOSE), &session.record, 0), device));
}

static void set_up(struct kit *kit, const struct tf_gathering *want, const char *field)
{
    kit_do(kit,
           by(with(support_command(TF_VERB_SET_UP), &want->record, tf_schema_mask(TF_KIND_GATHERING, field)),
              TF_ROLE_ORGANISER));
}

static void phase(struct kit *kit, enum tf_phase phase)
{
    struct tf_gathering want = *tf_board_gathering(kit->board);
    want.phase = phase;
    set_up(kit, &want, "phase");
}

static const struct tf_session *proposed_by(const struct kit *kit, uint64_t device)
{
    const struct tf_session *session = tf_board_session(kit->board, 900 + device);
    assert_non_null(session);
    return session;
}

static void assert_waits(const struct kit *kit, uint64_t device, enum tf_session_state state,
                         enum tf_waits waits)
{
    assert_int_equal(proposed_by(kit, device)->state, state);
    assert_int_equal(proposed_by(kit, device)->waits, waits);
}

static void a_draft_is_hidden_until_the_market_opens_and_then_posted(void **state)
{
    (void)state;
    struct kit kit = event("open-space", true, true);
    propose(&kit, "Bees", 7);
    assert_waits(&kit, 7, TF_SESSION_HIDDEN, TF_WAITS_MARKET);
    phase(&kit, TF_PHASE_MARKETPLACE);
    assert_waits(&kit, 7, TF_SESSION_OPEN, TF_WAITS_NOT);
    propose(&kit, "Moss", 8);
    assert_waits(&kit, 8, TF_SESSION_OPEN, TF_WAITS_NOT);
    kit_free(&kit);
}

static void drafts_are_posted_when_they_are_no_longer_wanted(void **state)
{
    (void)state;
    struct kit kit = event("barcamp", true, true);
    propose(&kit, "Bees", 7);
    struct tf_gathering want = *tf_board_gathering(kit.board);
    want.drafts = false;
    set_up(&kit, &want, "drafts");
    assert_waits(&kit, 7, TF_SESSION_HIDDEN, TF_WAITS_APPROVAL); /* this event looks first */
    kit_free(&kit);
}

static void open_space_holds_nothing_for_approval(void **state)
{
    (void)state;
    struct kit kit = event("open-space", false, true);
    propose(&kit, "Bees", 7);
    assert_waits(&kit, 7, TF_SESSION_OPEN, TF_WAITS_NOT);
    kit_free(&kit);
}

static void only_what_guests_propose_waits(void **state)
{
    (void)state;
    struct kit kit = event("barcamp", true, true);
    const struct tf_gathering *gathering = tf_board_gathering(kit.board);
    assert_int_equal(tf_policy_waits(gathering, TF_ROLE_GUEST), TF_WAITS_MARKET);
    assert_int_equal(tf_policy_waits(gathering, TF_ROLE_HELPER), TF_WAITS_NOT);
    assert_int_equal(tf_policy_waits(gathering, TF_ROLE_ORGANISER), TF_WAITS_NOT);
    assert_int_equal(tf_policy_waits(NULL, TF_ROLE_GUEST), TF_WAITS_NOT);
    kit_free(&kit);
}

static void what_waits_is_accepted_declined_or_withdrawn(void **state)
{
    (void)state;
    struct kit kit = event("barcamp", false, true);
    propose(&kit, "Bees", 7);
    propose(&kit, "Moss", 8);
    assert_waits(&kit, 7, TF_SESSION_HIDDEN, TF_WAITS_APPROVAL);
    kit_do(&kit, by(about(&kit, TF_VERB_UNHIDE, "Bees"), TF_ROLE_HELPER));
    assert_waits(&kit, 7, TF_SESSION_OPEN, TF_WAITS_NOT);
    const struct tf_session why = {.record.kind = TF_KIND_SESSION, .reason = "Advertising"};
    struct tf_command *decline =
        with(about(&kit, TF_VERB_HIDE, "Moss"), &why.record, tf_schema_mask(TF_KIND_SESSION, "reason"));
    kit_do(&kit, by(decline, TF_ROLE_HELPER));
    assert_waits(&kit, 8, TF_SESSION_HIDDEN, TF_WAITS_NOT);
    assert_string_equal(proposed_by(&kit, 8)->reason, "Advertising");
    kit_free(&kit);
    kit = event("barcamp", false, true);
    propose(&kit, "Bees", 7);
    kit_do(&kit, from_device(about(&kit, TF_VERB_WITHDRAW, "Bees"), 7));
    assert_waits(&kit, 7, TF_SESSION_WITHDRAWN, TF_WAITS_NOT);
    kit_free(&kit);
}

static void its_host_may_change_the_words_of_what_waits_but_not_of_what_was_declined(void **state)
{
    (void)state;
    struct kit kit = event("barcamp", false, true);
    const struct tf_session words = {.record.kind = TF_KIND_SESSION, .title = "Wild bees"};
    uint64_t title = tf_schema_mask(TF_KIND_SESSION, "title");
    propose(&kit, "Bees", 7);
    kit_do(&kit, from_device(with(about(&kit, TF_VERB_EDIT, "Bees"), &words.record, title), 7));
    assert_waits(&kit, 7, TF_SESSION_HIDDEN, TF_WAITS_APPROVAL);
    assert_string_equal(proposed_by(&kit, 7)->title, "Wild bees");
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Wild bees"), TF_ROLE_HELPER));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE,
                   from_device(with(about(&kit, TF_VERB_EDIT, "Wild bees"), &words.record, title), 7));
    kit_free(&kit);
}

static void what_waits_gets_no_place_and_no_star(void **state)
{
    (void)state;
    struct kit kit = event("lightning-talks", false, true);
    struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key = {0, 907}}, .code = "CARD7", .title = "Bees"};
    struct tf_command *command = from_device(with(support_command(TF_VERB_PROPOSE), &session.record, 0), 7);
    command->space = kit.board->grid->spaces[0]->record.key.id;
    command->slot = kit.board->grid->slots[0]->record.key.id;
    command->placement = 44;
    kit_do(&kit, command); /* it was chosen before the event began to look first */
    assert_waits(&kit, 7, TF_SESSION_HIDDEN, TF_WAITS_APPROVAL);
    assert_null(tf_grid_placement_of(kit.board->grid, 907, NULL));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE,
                   from_device(about(&kit, TF_VERB_STAR, "Bees"), 9));
    kit_free(&kit);
}

static struct tf_command *undo_of(const struct tf_event *event)
{
    struct tf_command *command = by(support_command(TF_VERB_UNDO), TF_ROLE_ORGANISER);
    command->sequence = event->sequence;
    return command;
}

static void a_market_closed_again_takes_its_drafts_back_but_for_those_taken_up(void **state)
{
    (void)state;
    struct kit kit = event("open-space", true, false);
    propose(&kit, "Bees", 7);
    propose(&kit, "Moss", 8);
    phase(&kit, TF_PHASE_MARKETPLACE);
    struct tf_event *opening = tf_event_ref(kit.last);
    struct tf_command *place = about(&kit, TF_VERB_PLACE, "Bees");
    place->space = kit.board->grid->spaces[0]->record.key.id;
    place->slot = kit.board->grid->slots[0]->record.key.id;
    place->placement = 44;
    kit_do(&kit, place);
    kit_do_with(&kit, undo_of(opening), opening);
    assert_int_equal(tf_board_gathering(kit.board)->phase, TF_PHASE_GATHERING);
    assert_waits(&kit, 7, TF_SESSION_PLACED, TF_WAITS_NOT);
    assert_waits(&kit, 8, TF_SESSION_HIDDEN, TF_WAITS_MARKET);
    tf_event_unref(opening);
    kit_free(&kit);
}

static void a_draft_brought_back_while_the_market_is_open_is_posted(void **state)
{
    (void)state;
    struct kit kit = event("open-space", true, false);
    propose(&kit, "Bees", 7);
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_HELPER));
    struct tf_event *hiding = tf_event_ref(kit.last);
    phase(&kit, TF_PHASE_SESSIONS);
    assert_waits(&kit, 7, TF_SESSION_HIDDEN, TF_WAITS_NOT);
    kit_do_with(&kit, undo_of(hiding), hiding);
    assert_waits(&kit, 7, TF_SESSION_OPEN, TF_WAITS_NOT);
    tf_event_unref(hiding);
    kit_free(&kit);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_draft_is_hidden_until_the_market_opens_and_then_posted),
        TEST(drafts_are_posted_when_they_are_no_longer_wanted),
        TEST(open_space_holds_nothing_for_approval),
        TEST(only_what_guests_propose_waits),
        TEST(what_waits_is_accepted_declined_or_withdrawn),
        TEST(its_host_may_change_the_words_of_what_waits_but_not_of_what_was_declined),
        TEST(what_waits_gets_no_place_and_no_star),
        TEST(a_market_closed_again_takes_its_drafts_back_but_for_those_taken_up),
        TEST(a_draft_brought_back_while_the_market_is_open_is_posted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
