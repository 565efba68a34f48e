/* What came of it: counted once each, nothing of what is hidden, and the same whoever looks. */
#include "core/came.h"
#include "rules_kit.h"

enum { MARA = 7, TOM = 8, UNA = 9 };
#define NOON_S (SUPPORT_DAY_S + 12 * 3600)

static struct tf_came count(const struct tf_board *board, int64_t now_s)
{
    struct tf_came came;
    assert_int_equal(tf_came_count(&came, board, now_s, SUPPORT_DAY), TF_OK);
    return came;
}

static void change_session(struct tf_board **board, const char *title, const char *host, uint64_t device,
                           int64_t proposed_at)
{
    struct tf_session session = *tf_board_session(*board, support_session(*board, title));
    session.host = host;
    session.device = device;
    session.proposed_at = proposed_at;
    support_put(board, &session.record);
}

static void assert_list(const struct tf_came *came, enum tf_came_list list, const char *wanted)
{
    char found[200] = "";
    size_t used = 0;
    for (size_t i = 0; i < came->counts[list]; i++) {
        used += (size_t)snprintf(found + used, sizeof(found) - used, "%s%s", i > 0 ? " " : "",
                                 came->lists[list][i]->title);
    }
    assert_string_equal(found, wanted);
}

static void sessions_are_held_from_their_beginning_and_miss_notes_after_their_end(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("2 spaces, 3 slots, Ants in A at 10:00, Bees in B at 10:00, Cats in A at 11:00, Dogs");
    struct tf_came came = count(board, SUPPORT_10H00_S - 1);
    assert_int_equal(came.proposed, 4);
    assert_list(&came, TF_CAME_HELD, "");
    assert_list(&came, TF_CAME_NOT_HELD, "Dogs");
    tf_came_free(&came);
    support_note(&board, "Ants", 5001, "They carried.");
    came = count(board, SUPPORT_10H00_S + 3600);
    assert_list(&came, TF_CAME_HELD, "Ants Bees Cats");
    assert_list(&came, TF_CAME_WITH_NOTES, "Ants");
    assert_list(&came, TF_CAME_WITHOUT_NOTES, "Bees"); /* Cats are still at it */
    assert_int_equal(came.row_bars, 2);
    assert_int_equal(came.rows[0].count, 2);
    assert_int_equal(came.rows[0].with_notes, 1);
    tf_came_free(&came);
    tf_board_unref(board);
}

static void notes_of_what_was_merged_count_and_hidden_ones_do_not(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Ants in A at 10:00, Bees in A at 11:00, Cats"));
    support_note(&kit.board, "Cats", 5001, "They purred.");
    kit_do(&kit, merge(&kit, "Cats", "Ants"));
    struct tf_came came = count(kit.board, NOON_S);
    assert_list(&came, TF_CAME_WITH_NOTES, "Ants");
    assert_list(&came, TF_CAME_NOT_HELD, "");
    assert_int_equal(came.proposed, 3);
    tf_came_free(&came);
    struct tf_note hidden = {
        .record = {.kind = TF_KIND_NOTE, .key = {support_session(kit.board, "Bees"), 5002}},
        .author = "",
        .happened = "Buy honey",
        .mattered = "",
        .next = "",
        .text = "",
        .hidden = true};
    support_put(&kit.board, &hidden.record);
    came = count(kit.board, NOON_S);
    assert_list(&came, TF_CAME_WITHOUT_NOTES, "Bees");
    tf_came_free(&came);
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_HELPER));
    came = count(kit.board, NOON_S);
    assert_list(&came, TF_CAME_HELD, "Ants");
    assert_int_equal(came.proposed, 2);
    tf_came_free(&came);
    kit_free(&kit);
}

static void put_action(struct tf_board **board, uint64_t id, const char *who, int64_t due, bool done,
                       uint64_t device)
{
    struct tf_action action = {
        .record = {.kind = TF_KIND_ACTION, .key = {support_session(*board, "Ants"), id}},
        .what = "Write",
        .who = who,
        .due = due,
        .done = done,
        .device = device};
    support_put(board, &action.record);
}

static void actions_come_by_owner_and_due_date_and_nobodys_last(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Ants in A at 10:00");
    put_action(&board, 6001, "", SUPPORT_DAY + 1, false, 0);
    put_action(&board, 6002, "Tom", 0, false, 0);
    put_action(&board, 6003, "Tom", SUPPORT_DAY - 1, false, 0);
    put_action(&board, 6004, "Mara", SUPPORT_DAY - 1, true, 0);
    struct tf_came came = count(board, NOON_S);
    static const uint64_t WANTED[] = {6004, 6003, 6002, 6001};
    assert_int_equal(came.action_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(came.actions[i]->record.key.id, WANTED[i]);
    }
    assert_int_equal(came.done_count, 1);
    assert_int_equal(came.late_count, 1); /* what is done is not late */
    tf_came_free(&came);
    tf_board_unref(board);
}

static void what_was_given_up_is_no_more_to_be_done_and_not_late(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Ants in A at 10:00");
    put_action(&board, 6001, "Tom", SUPPORT_DAY - 1, false, 0);
    struct tf_action action = *TF_ACTION(
        tf_board_get(board, TF_KIND_ACTION, (struct tf_key){support_session(board, "Ants"), 6001}));
    assert_true(tf_came_is_left(&action));
    (void)tf_came_stand(&action, TF_STANDING_DROPPED, 30);
    assert_false(tf_came_is_left(&action));
    support_put(&board, &action.record);
    struct tf_came came = count(board, NOON_S);
    assert_int_equal(came.late_count, 0);
    tf_came_free(&came);
    (void)tf_came_stand(&action, TF_STANDING_GOING, 90); /* somebody took it up again */
    assert_true(tf_came_is_left(&action));
    tf_board_unref(board);
}

static void everybody_is_counted_once_by_what_they_did_most(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 2 slots, Ants in A at 10:00, Bees, Cats, Dogs");
    struct tf_gathering gathering = *tf_board_gathering(board);
    gathering.people = 40;
    support_put(&board, &gathering.record);
    change_session(&board, "Ants", "Mara, Tom", MARA, 0);
    change_session(&board, "Bees", "MARA", 0, 0); /* the same name */
    change_session(&board, "Cats", "", UNA, 0);   /* a device without a name */
    put_action(&board, 6001, "", 0, false, MARA); /* who proposed is counted already */
    put_action(&board, 6002, "", 0, false, 21);
    put_action(&board, 6003, "", 0, false, 21); /* twice */
    support_note(&board, "Ants", 5001, "They carried.");
    struct tf_came came = count(board, NOON_S);
    assert_int_equal(came.people, 40);
    assert_int_equal(came.host_count, 2);
    assert_int_equal(came.proposers, 3);
    assert_int_equal(came.contributors, 1); /* nobody signed the note */
    tf_came_free(&came);
    tf_board_unref(board);
}

static void proposals_are_plotted_in_few_bars_however_long_it_took(void **state)
{
    (void)state;
    static const int64_t AFTER_S[] = {0, 60, 7200, 86400, 30 * 86400, INT64_C(4000) * 86400};
    for (size_t i = 0; i < sizeof(AFTER_S) / sizeof(AFTER_S[0]); i++) {
        struct tf_board *board = support_board("1 spaces, 1 slots, Ants, Bees, Cats");
        change_session(&board, "Ants", "", 0, SUPPORT_10H00_S - 1);
        change_session(&board, "Bees", "", 0, SUPPORT_10H00_S - 1 + AFTER_S[i]);
        change_session(&board, "Cats", "", 0, 0); /* nobody knows when */
        struct tf_came came = count(board, NOON_S);
        size_t sum = 0;
        assert_in_range(came.proposal_bars, 1, TF_CAME_BARS_MAX);
        for (size_t b = 0; b < came.proposal_bars; b++) {
            sum += came.proposals[b].count;
            assert_int_equal(came.proposals[b].start,
                             came.proposals[0].start + (int64_t)b * came.proposal_span_s);
        }
        assert_int_equal(sum, 2);
        assert_true(came.proposals[0].count >= 1);
        assert_true(came.proposals[came.proposal_bars - 1].count >= 1);
        tf_came_free(&came);
        tf_board_unref(board);
    }
}

static void how_an_action_stands_is_said_at_thirty_days_and_at_ninety(void **state)
{
    (void)state;
    struct tf_action want = {.record = {.kind = TF_KIND_ACTION, .key = {1, 1}}};
    assert_true((tf_came_stand(&want, TF_STANDING_STUCK, 3) & tf_schema_mask(TF_KIND_ACTION, "after_30")) !=
                0);
    assert_int_equal(want.after_30, TF_STANDING_STUCK);
    assert_false(want.done);
    assert_true((tf_came_stand(&want, TF_STANDING_DONE, 60) & tf_schema_mask(TF_KIND_ACTION, "after_90")) !=
                0);
    assert_int_equal(want.after_30, TF_STANDING_STUCK);
    assert_int_equal(want.after_90, TF_STANDING_DONE);
    assert_true(want.done);
}

static void an_empty_board_has_nothing_to_count(void **state)
{
    (void)state;
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    struct tf_came came = count(board, NOON_S);
    assert_int_equal(came.proposed + came.action_count + came.proposal_bars + came.row_bars, 0);
    tf_came_free(&came);
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_are_held_from_their_beginning_and_miss_notes_after_their_end),
        cmocka_unit_test(notes_of_what_was_merged_count_and_hidden_ones_do_not),
        cmocka_unit_test(actions_come_by_owner_and_due_date_and_nobodys_last),
        cmocka_unit_test(what_was_given_up_is_no_more_to_be_done_and_not_late),
        cmocka_unit_test(everybody_is_counted_once_by_what_they_did_most),
        cmocka_unit_test(proposals_are_plotted_in_few_bars_however_long_it_took),
        cmocka_unit_test(how_an_action_stands_is_said_at_thirty_days_and_at_ninety),
        cmocka_unit_test(an_empty_board_has_nothing_to_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
