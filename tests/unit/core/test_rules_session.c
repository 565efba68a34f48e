#include "rules_kit.h"

static struct tf_command *edit(const struct kit *kit, const char *title, const struct tf_session *session,
                               const char *field)
{
    return with(about(kit, TF_VERB_EDIT, title), &session->record, tf_schema_mask(TF_KIND_SESSION, field));
}

static struct tf_command *propose_at(const struct kit *kit, const char *title, const char *space,
                                     const char *time)
{
    struct tf_command *command = support_propose(title, 1777, "NEWCD");
    command->space = support_space(kit->board, space);
    command->slot = support_slot(kit->board, time);
    command->placement = 3777;
    return command;
}

static void a_proposal_is_open_and_belongs_to_its_device(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    kit_do(&kit, from_device(support_propose("Bees", 1777, "NEWCD"), 42));
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    assert_int_equal(session_of(&kit, "Bees")->device, 42);
    assert_int_equal(session_of(&kit, "Bees")->merged_into, 0);
    assert_ptr_equal(tf_board_session_coded(kit.board, "NEWCD"), session_of(&kit, "Bees"));
    kit_undo(&kit);
    assert_null(tf_board_session_coded(kit.board, "NEWCD"));
    kit_free(&kit);
}

static void a_proposal_cannot_bring_a_state_of_its_own(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Compost"));
    struct tf_session session = {
        .record = {.kind = TF_KIND_SESSION, .key.id = 1777},
        .code = "NEWCD",
        .title = "Bees",
        .state = TF_SESSION_MERGED,
        .merged_into = support_session(kit.board, "Compost"),
        .device = 99,
        .reason = "because",
        .guid = "0f3b8a52-11d4-4c0e-8b8e-7d2f5f0e9a01",
    };
    kit_do(&kit, with(support_command(TF_VERB_PROPOSE), &session.record, 0));
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    assert_int_equal(session_of(&kit, "Bees")->device, 0);
    assert_int_equal(session_of(&kit, "Bees")->merged_into, 0);
    assert_string_equal(session_of(&kit, "Bees")->reason, "");
    assert_string_equal(session_of(&kit, "Bees")->guid, "");
    assert_int_equal(session_of(&kit, "Bees")->proposed_at, SUPPORT_10H00_S);
    kit_free(&kit);
}

static void a_proposal_can_be_placed_in_the_same_step(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Compost in A at 10:00"));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, propose_at(&kit, "Bees", "A", "10:00"));
    assert_int_equal(no.reason, TF_REASON_CELL_TAKEN);
    assert_int_equal(no.free_cell_count, 3);
    kit_do(&kit, propose_at(&kit, "Bees", "B", "10:00"));
    assert_cell(&kit, "B", "10:00", "Bees");
    assert_state(&kit, "Bees", TF_SESSION_PLACED);
    kit_undo(&kit);
    assert_cell(&kit, "B", "10:00", "");
    kit_free(&kit);
}

static void a_proposal_is_refused_by_name(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Compost"));
    uint64_t compost = support_session(kit.board, "Compost");
    const char *code = session_of(&kit, "Compost")->code;
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_ID_TAKEN, support_propose("Bees", compost, "NEWCD"));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, support_propose("Bees", 1777, code));
    assert_int_equal(no.reason, TF_REASON_CODE_TAKEN);
    assert_int_equal(no.subject, compost);
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_NEEDS_TITLE, support_propose("", 1777, "NEWCD"));
    no = kit_refused(&kit, TF_ERR_INVALID, support_propose("Bees", 1777, "new"));
    assert_int_equal(no.reason, TF_REASON_BAD_VALUE);
    assert_string_equal(no.field, "code");
    no = kit_refused(&kit, TF_ERR_INVALID, support_propose("Be\nes", 1777, "NEWCD"));
    assert_int_equal(no.reason, TF_REASON_BAD_TEXT);
    assert_string_equal(no.field, "title");
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, support_propose("Bees", 0, "NEWCD"));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, support_propose("Bees", UINT64_MAX, "NEWCD"));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, support_command(TF_VERB_PROPOSE));
    kit_free(&kit);
}

static void an_edit_changes_what_is_meant_and_nothing_else(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees"));
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .title = "Wild bees", .host = "Kim"};
    kit_do(&kit, edit(&kit, "Bees", &session, "title"));
    assert_string_equal(session_of(&kit, "Wild bees")->host, "");
    kit_do(&kit, edit(&kit, "Wild bees", &session, "host"));
    assert_string_equal(session_of(&kit, "Wild bees")->host, "Kim");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, edit(&kit, "Wild bees", &session, "host"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE,
                   with(about(&kit, TF_VERB_EDIT, "Wild bees"), &session.record, 0));
    session.title = "";
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_NEEDS_TITLE, edit(&kit, "Wild bees", &session, "title"));
    kit_free(&kit);
}

static void an_edit_cannot_change_what_the_rules_keep(void **state)
{
    (void)state;
    static const char *const OURS[] = {"code",      "state", "device", "merged_into",
                                       "asks_into", "guid",  "reason"};
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees, Compost"));
    struct tf_session session = {
        .record.kind = TF_KIND_SESSION,
        .code = "NEWCD",
        .state = TF_SESSION_HIDDEN,
        .device = 5,
        .merged_into = support_session(kit.board, "Compost"),
        .asks_into = support_session(kit.board, "Compost"),
        .guid = "0f3b8a52-11d4-4c0e-8b8e-7d2f5f0e9a01",
        .reason = "because",
    };
    for (size_t i = 0; i < sizeof(OURS) / sizeof(OURS[0]); i++) {
        struct tf_refusal no =
            kit_refused(&kit, TF_ERR_INVALID, by(edit(&kit, "Bees", &session, OURS[i]), TF_ROLE_SYSTEM));
        assert_int_equal(no.reason, TF_REASON_BAD_VALUE);
        assert_string_equal(no.field, OURS[i]);
    }
    kit_free(&kit);
}

static struct tf_command *with_reason(struct tf_command *command, const char *reason)
{
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .reason = reason};
    return with(command, &session.record, tf_schema_mask(TF_KIND_SESSION, "reason"));
}

static void hiding_takes_it_off_the_grid_and_unhiding_brings_it_back_open(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("2 spaces, 2 slots, Bees in A at 10:00, Bees in B at 11:00"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, about(&kit, TF_VERB_HIDE, "Bees"));
    kit_do(&kit, by(with_reason(about(&kit, TF_VERB_HIDE, "Bees"), "an advert"), TF_ROLE_HELPER));
    assert_state(&kit, "Bees", TF_SESSION_HIDDEN);
    assert_string_equal(session_of(&kit, "Bees")->reason, "an advert");
    assert_cell(&kit, "A", "10:00", "");
    assert_cell(&kit, "B", "11:00", "");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE,
                   support_place(kit.board, "Bees", "A", "10:00"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE,
                   by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_HELPER));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, about(&kit, TF_VERB_WITHDRAW, "Bees"));
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .title = "Bees!"};
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, edit(&kit, "Bees", &session, "title"));
    kit_do(&kit, by(edit(&kit, "Bees", &session, "title"), TF_ROLE_HELPER)); /* puts the wording right */
    kit_do(&kit, by(about(&kit, TF_VERB_UNHIDE, "Bees!"), TF_ROLE_HELPER));
    assert_state(&kit, "Bees!", TF_SESSION_OPEN);
    assert_string_equal(session_of(&kit, "Bees!")->reason, "");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE,
                   by(about(&kit, TF_VERB_UNHIDE, "Bees!"), TF_ROLE_HELPER));
    kit_free(&kit);
}

static void withdrawing_frees_the_cell(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees in A at 10:00, Compost"));
    kit_do(&kit, about(&kit, TF_VERB_WITHDRAW, "Bees"));
    assert_state(&kit, "Bees", TF_SESSION_WITHDRAWN);
    kit_do(&kit, support_place(kit.board, "Compost", "A", "10:00"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE,
                   from_device(about(&kit, TF_VERB_STAR, "Bees"), 7));
    kit_do(&kit, by(about(&kit, TF_VERB_UNHIDE, "Bees"), TF_ROLE_ORGANISER));
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    kit_free(&kit);
}

static void what_was_withdrawn_can_still_be_hidden(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees"));
    kit_do(&kit, about(&kit, TF_VERB_WITHDRAW, "Bees"));
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_HELPER));
    assert_state(&kit, "Bees", TF_SESSION_HIDDEN);
    kit_undo(&kit);
    assert_state(&kit, "Bees", TF_SESSION_WITHDRAWN);
    kit_free(&kit);
}

static void merging_counts_each_device_once_and_never_the_hosts_own(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    kit_do(&kit, from_device(support_propose("Bees", 1777, "NEWCD"), 42));
    support_star(&kit.board, "Bees", 1);
    support_star(&kit.board, "Bees", 2);
    support_star(&kit.board, "Compost", 2);
    support_star(&kit.board, "Compost", 3);
    support_star(&kit.board, "Compost", 42); /* whose Bees is */
    kit_do(&kit, merge(&kit, "Compost", "Bees"));
    uint64_t bees = support_session(kit.board, "Bees"), compost = support_session(kit.board, "Compost");
    assert_int_equal(tf_board_star_count(kit.board, bees), 3);
    assert_int_equal(tf_board_star_count(kit.board, compost), 0);
    assert_false(tf_board_has_star(kit.board, bees, 42));
    assert_true(tf_board_has_star(kit.board, bees, 3));
    assert_state(&kit, "Compost", TF_SESSION_MERGED);
    assert_int_equal(session_of(&kit, "Compost")->merged_into, bees);
    assert_cell(&kit, "A", "10:00", "");
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, merge(&kit, "Compost", "Bees"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, merge(&kit, "Bees", "Compost"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SAME_THING, merge(&kit, "Bees", "Bees"));
    kit_undo(&kit);
    assert_int_equal(tf_board_star_count(kit.board, bees), 2);
    assert_int_equal(tf_board_star_count(kit.board, compost), 3);
    assert_cell(&kit, "A", "10:00", "Compost");
    kit_free(&kit);
}

static void what_was_merged_before_follows(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Bees, Wasps, Insects"));
    kit_do(&kit, merge(&kit, "Wasps", "Bees"));
    kit_do(&kit, merge(&kit, "Bees", "Insects"));
    uint64_t insects = support_session(kit.board, "Insects");
    assert_int_equal(session_of(&kit, "Wasps")->merged_into, insects);
    assert_int_equal(session_of(&kit, "Bees")->merged_into, insects);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE,
                   by(about(&kit, TF_VERB_UNHIDE, "Bees"), TF_ROLE_SYSTEM));
    kit_undo(&kit);
    assert_int_equal(session_of(&kit, "Wasps")->merged_into, support_session(kit.board, "Bees"));
    kit_free(&kit);
}

static void a_big_merge_is_one_step(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    struct kit kit = kit_of(support_random_board(&rng, 2, 2, 1, 2, 5000, 0));
    const struct tf_record *one = tf_table_first(kit.board->tables[TF_KIND_SESSION]).record;
    struct tf_table_iter it = tf_table_first(kit.board->tables[TF_KIND_SESSION]);
    tf_table_next(&it);
    size_t stars = tf_table_count(kit.board->tables[TF_KIND_STAR]);
    uint64_t to = it.record->key.id;
    struct tf_command *command = by(support_command(TF_VERB_MERGE), TF_ROLE_ORGANISER);
    command->session = one->key.id;
    command->other = to;
    kit_do(&kit, command);
    assert_int_equal(tf_board_star_count(kit.board, to), stars);
    kit_free(&kit);
}

/* ---- before anything is decided */

static void nothing_but_setting_up_comes_before_it(void **state)
{
    (void)state;
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    struct kit kit = kit_of(board);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_EVENT, support_propose("Bees", 1777, "NEWCD"));
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key.id = 101}, .name = "A"};
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_EVENT,
                   by(with(support_command(TF_VERB_ADD_SPACE), &space.record, 0), TF_ROLE_SYSTEM));
    struct tf_gathering camp = {
        .record = {.kind = TF_KIND_GATHERING, .key.id = 1},
        .title = "Camp",
        .code = "camp",
        .zone = "Europe/Berlin",
        .guid = "0f3b8a52-11d4-4c0e-8b8e-7d2f5f0e9a01",
    };
    struct tf_command *set_up = with(support_command(TF_VERB_SET_UP), &camp.record, 0);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(set_up, TF_ROLE_HELPER));
    kit_do(&kit, by(with(support_command(TF_VERB_SET_UP), &camp.record, 0), TF_ROLE_ORGANISER));
    assert_string_equal(tf_board_gathering(kit.board)->title, "Camp");
    /* again it edits, and keeps the guid */
    uint64_t title = tf_schema_mask(TF_KIND_GATHERING, "title");
    uint64_t guid = tf_schema_mask(TF_KIND_GATHERING, "guid");
    camp.title = "Summer camp";
    camp.code = "other";
    camp.guid = "6b1a1ef0-55ac-4f0e-9d3c-0d5a3c6f2e02";
    kit_do(&kit, by(with(support_command(TF_VERB_SET_UP), &camp.record, title), TF_ROLE_ORGANISER));
    assert_string_equal(tf_board_gathering(kit.board)->title, "Summer camp");
    assert_string_equal(tf_board_gathering(kit.board)->code, "camp");
    struct tf_refusal no = kit_refused(
        &kit, TF_ERR_INVALID, by(with(support_command(TF_VERB_SET_UP), &camp.record, guid), TF_ROLE_SYSTEM));
    assert_string_equal(no.field, "guid");
    camp.title = "";
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_NEEDS_TITLE,
                   by(with(support_command(TF_VERB_SET_UP), &camp.record, title), TF_ROLE_SYSTEM));
    kit_free(&kit);
}

static void every_verb_asks_for_its_role(void **state)
{
    (void)state;
    static const enum tf_role LEAST[TF_VERB_COMMAND_COUNT] = {
        [TF_VERB_SET_UP] = TF_ROLE_ORGANISER,
        [TF_VERB_LOCK] = TF_ROLE_HELPER,
        [TF_VERB_HIDE] = TF_ROLE_HELPER,
        [TF_VERB_UNHIDE] = TF_ROLE_HELPER,
        [TF_VERB_ADD_SPACE] = TF_ROLE_ORGANISER,
        [TF_VERB_EDIT_SPACE] = TF_ROLE_ORGANISER,
        [TF_VERB_REMOVE_SPACE] = TF_ROLE_ORGANISER,
        [TF_VERB_ADD_SLOT] = TF_ROLE_ORGANISER,
        [TF_VERB_EDIT_SLOT] = TF_ROLE_ORGANISER,
        [TF_VERB_REMOVE_SLOT] = TF_ROLE_ORGANISER,
        [TF_VERB_SHIFT] = TF_ROLE_ORGANISER,
        [TF_VERB_NEWS] = TF_ROLE_HELPER,
        [TF_VERB_IMPORT] = TF_ROLE_ORGANISER,
        [TF_VERB_SCHEDULE] = TF_ROLE_ORGANISER,
        [TF_VERB_CHAIN] = TF_ROLE_HELPER,
        [TF_VERB_PUT_BACK] = TF_ROLE_ORGANISER,
    };
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    for (int verb = 0; verb < TF_VERB_COMMAND_COUNT; verb++) {
        for (int role = 0; role < TF_ROLE_COUNT; role++) {
            struct tf_event *event = NULL;
            struct tf_refusal no = {0};
            struct tf_command *command =
                support_command_by((enum tf_verb)verb, (enum tf_role)role, 0); /* and nothing in it */
            enum tf_err err = tf_rules_decide(&event, kit.board, command, NULL, &no, NULL);
            assert_int_not_equal(err, TF_OK);
            bool denied = no.reason == TF_REASON_NOT_ALLOWED;
            if (denied != (role < (int)LEAST[verb])) {
                fail_msg("%s by %s: %s", tf_verb_name((enum tf_verb)verb), tf_role_name((enum tf_role)role),
                         tf_reason_name(no.reason));
            }
            tf_command_destroy(command);
        }
    }
    kit_free(&kit);
}

static void a_command_against_an_older_board_is_refused(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    struct tf_command *command = support_propose("Bees", 1777, "NEWCD");
    command->revision = kit.board->revision;
    kit_do(&kit, command);
    command = support_propose("Wasps", 1778, "NEWCE");
    command->revision = kit.board->revision - 1;
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CHANGED_SINCE, command);
    kit_free(&kit);
}

static void commands_out_of_range_are_refused_by_field(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots"));
    struct tf_command *command = support_propose("Bees", 1777, "NEWCD");
    command->at = INT64_MAX;
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, command).field, "at");
    command = support_propose("Bees", 1777, "NEWCD");
    command->at = -1;
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, command).field, "at");
    command = from_device(support_propose("Bees", 1777, "NEWCD"), UINT64_MAX);
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, command).field, "device");
    command = support_propose("Bees", 1777, "NEWCD");
    command->id = UINT64_MAX;
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, command).field, "id");
    command = support_propose("Bees", 1777, "NEWCD");
    command->verb = TF_VERB_COMMAND_COUNT;
    struct tf_event *event = NULL;
    assert_int_equal(tf_rules_decide(&event, kit.board, command, NULL, NULL, NULL), TF_ERR_INVALID);
    tf_command_destroy(command);
    kit_free(&kit);
}

static void reasons_have_names(void **state)
{
    (void)state;
    for (int i = 0; i < TF_REASON_COUNT; i++) {
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(tf_reason_name((enum tf_reason)i), tf_reason_name((enum tf_reason)j));
        }
    }
    assert_string_equal(tf_reason_name(TF_REASON_CELL_TAKEN), "cell-taken");
    assert_string_equal(tf_reason_name(TF_REASON_COUNT), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proposal_is_open_and_belongs_to_its_device),
        cmocka_unit_test(a_proposal_cannot_bring_a_state_of_its_own),
        cmocka_unit_test(a_proposal_can_be_placed_in_the_same_step),
        cmocka_unit_test(a_proposal_is_refused_by_name),
        cmocka_unit_test(an_edit_changes_what_is_meant_and_nothing_else),
        cmocka_unit_test(an_edit_cannot_change_what_the_rules_keep),
        cmocka_unit_test(hiding_takes_it_off_the_grid_and_unhiding_brings_it_back_open),
        cmocka_unit_test(withdrawing_frees_the_cell),
        cmocka_unit_test(what_was_withdrawn_can_still_be_hidden),
        cmocka_unit_test(merging_counts_each_device_once_and_never_the_hosts_own),
        cmocka_unit_test(what_was_merged_before_follows),
        cmocka_unit_test(a_big_merge_is_one_step),
        cmocka_unit_test(nothing_but_setting_up_comes_before_it),
        cmocka_unit_test(every_verb_asks_for_its_role),
        cmocka_unit_test(a_command_against_an_older_board_is_refused),
        cmocka_unit_test(commands_out_of_range_are_refused_by_field),
        cmocka_unit_test(reasons_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
