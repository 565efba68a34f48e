/* The grid put back as it was. */
#include "core/put_back.h"
#include "core/rules.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct tf_event *decide(const struct tf_board *board, const struct tf_command *command,
                               const struct tf_event *past, struct tf_refusal *no)
{
    struct tf_event *event = NULL;
    return tf_rules_decide(&event, board, command, past, no, NULL) == TF_OK ? event : NULL;
}

static bool play(struct tf_board **board, struct tf_command *command)
{
    struct tf_event *event = decide(*board, command, NULL, NULL);
    tf_command_destroy(command);
    if (event == NULL) {
        return false;
    }
    support_apply(board, event);
    tf_event_unref(event);
    return true;
}

static struct tf_command *put_back(const struct tf_board *now, const struct tf_board *then, enum tf_role role)
{
    struct tf_command *command = NULL;
    assert_int_equal(
        tf_put_back_command(&command, now, then, (struct tf_actor){role, 0}, SUPPORT_10H00_S, 8001), TF_OK);
    return command;
}

static bool is_hidden(const struct tf_board *board, const struct tf_record *record)
{
    return record != NULL && record->kind == TF_KIND_PLACEMENT &&
           tf_board_session(board, TF_PLACEMENT(record)->session)->state == TF_SESSION_HIDDEN;
}

/* The grid of a is that of b, without what is hidden in a. */
static bool same_grid(const struct tf_board *a, const struct tf_board *b)
{
    static const enum tf_kind KINDS[] = {TF_KIND_SPACE, TF_KIND_SLOT, TF_KIND_PLACEMENT};
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        struct tf_table_iter x = tf_table_first(a->tables[KINDS[i]]), y = tf_table_first(b->tables[KINDS[i]]);
        for (bool skips = false; (skips = is_hidden(a, y.record)) || (x.record != NULL && y.record != NULL &&
                                                                      tf_record_equal(x.record, y.record));) {
            if (!skips) {
                tf_table_next(&x);
            }
            tf_table_next(&y);
        }
        if (x.record != NULL || y.record != NULL) {
            return false;
        }
    }
    return true;
}

static void what_was_moved_withdrawn_and_added_is_as_it_was_and_words_stay(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Ants in A at 10:00, Bees in B at 10:00");
    struct tf_board *then = tf_board_ref(board);
    struct tf_command *command = support_command_by(TF_VERB_WITHDRAW, TF_ROLE_ORGANISER, 0);
    command->session = 1001;
    assert_true(play(&board, command));
    assert_true(play(&board, support_propose("Crows", 1777, "NEWCD")));
    assert_true(play(&board, support_place(board, "Crows", "A", "10:00")));
    support_star(&board, "Bees", 55);
    assert_true(play(&board, put_back(board, then, TF_ROLE_ORGANISER)));
    assert_true(same_grid(board, then));
    assert_int_equal(tf_board_session(board, 1001)->state, TF_SESSION_PLACED);
    assert_int_equal(tf_board_session(board, 1777)->state, TF_SESSION_OPEN);
    assert_true(tf_board_has_star(board, 1002, 55));
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    tf_board_unref(then);
    tf_board_unref(board);
}

static void what_was_hidden_since_stays_hidden_and_its_place_is_free(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Ants in A at 10:00, Bees in B at 10:00");
    struct tf_board *then = tf_board_ref(board);
    struct tf_command *command = support_command_by(TF_VERB_HIDE, TF_ROLE_ORGANISER, 0);
    command->session = 1001;
    assert_true(play(&board, command));
    command = support_command_by(TF_VERB_WITHDRAW, TF_ROLE_ORGANISER, 0);
    command->session = 1002;
    assert_true(play(&board, command));
    assert_true(play(&board, put_back(board, then, TF_ROLE_ORGANISER)));
    assert_int_equal(tf_board_session(board, 1001)->state, TF_SESSION_HIDDEN);
    assert_int_equal(tf_board_session(board, 1002)->state, TF_SESSION_PLACED);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_PLACEMENT]), 1);
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    tf_board_unref(then);
    tf_board_unref(board);
}

static void only_an_organiser_may_and_only_what_was_seen(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Ants in A at 10:00");
    struct tf_board *then = tf_board_ref(board);
    struct tf_refusal no = {0};
    struct tf_command *move = support_command_by(TF_VERB_MOVE, TF_ROLE_ORGANISER, 0);
    move->placement = 2001;
    move->space = 102;
    move->slot = 202;
    assert_true(play(&board, move));
    struct tf_command *command = put_back(board, then, TF_ROLE_HELPER);
    assert_null(decide(board, command, NULL, &no));
    assert_int_equal(no.reason, TF_REASON_NOT_ALLOWED);
    tf_command_destroy(command);
    command = put_back(board, then, TF_ROLE_ORGANISER);
    move = support_command_by(TF_VERB_MOVE, TF_ROLE_ORGANISER, 0);
    move->placement = 2001;
    move->space = 102;
    move->slot = 201;
    assert_true(play(&board, move)); /* somebody else, meanwhile */
    assert_null(decide(board, command, NULL, &no));
    assert_int_equal(no.reason, TF_REASON_CHANGED_SINCE);
    tf_command_destroy(command);
    tf_board_unref(then);
    tf_board_unref(board);
}

/* Whatever happened: the grid is as it was, and taken back it is as if nothing had been. */
static void after_anything_it_is_as_it_was_and_undone_it_is_identity(void **state)
{
    (void)state;
    struct tf_rng rng;
    uint64_t seed = support_seed("put_back");
    tf_rng_seed(&rng, seed);
    for (int round = 0; round < 40; round++) {
        struct tf_board *board = support_random_board(&rng, 4, 5, 2, 14, 10, 4);
        struct tf_board *then = tf_board_ref(board);
        for (int i = 0; i < 30; i++) {
            struct tf_command *command = support_random_command(&rng, board, SUPPORT_10H00_S, 0);
            if (command->verb == TF_VERB_IMPORT || command->verb == TF_VERB_UNDO) {
                tf_command_destroy(command); /* a file may take sessions away for good */
            } else {
                play(&board, command);
            }
        }
        struct tf_board *before = tf_board_ref(board);
        struct tf_command *command = put_back(board, then, TF_ROLE_ORGANISER);
        struct tf_refusal no = {0};
        struct tf_event *event = decide(board, command, NULL, &no);
        assert_true(event != NULL || no.reason == TF_REASON_NO_CHANGE);
        if (event != NULL) {
            support_apply(&board, event);
            assert_true(same_grid(board, then));
            assert_int_equal(tf_board_check(board, NULL), TF_OK);
            struct tf_command *undo = support_command_by(TF_VERB_UNDO, TF_ROLE_ORGANISER, 0);
            undo->sequence = event->sequence;
            struct tf_event *undone = decide(board, undo, event, &no);
            assert_non_null(undone);
            support_apply(&board, undone);
            assert_true(tf_board_equal(board, before));
            tf_event_unref(undone);
            tf_command_destroy(undo);
        }
        tf_event_unref(event);
        tf_command_destroy(command);
        tf_board_unref(before);
        tf_board_unref(then);
        tf_board_unref(board);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_moved_withdrawn_and_added_is_as_it_was_and_words_stay),
        cmocka_unit_test(what_was_hidden_since_stays_hidden_and_its_place_is_free),
        cmocka_unit_test(only_an_organiser_may_and_only_what_was_seen),
        cmocka_unit_test(after_anything_it_is_as_it_was_and_undone_it_is_identity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
