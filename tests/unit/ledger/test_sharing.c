/* One of several kiosks, seen from its ledger: what others did first gets the numbers that its own had. */
#include "ledger/sharing.h"

#include "core/rules.h"
#include "support/flaky.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { OWN_ID = 8101, THEIR_ID = 8201, SEEN = 2 /* its own event's number, on a screen */ };

struct fixture {
    struct flaky flaky;
    struct tf_ledger *ledger;
    struct tf_board *board;  /* what everybody has */
    struct tf_event *theirs; /* what was first */
};

/* Ours has placed Ants, and elsewhere somebody was first to place Bees. */
static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    const struct tf_store_private row = {TF_SHARING_ROW, "1"};
    const struct tf_ledger_options options = {.open = flaky_open, .user = &f->flaky, .retry_ms = 1};
    struct tf_answer answer;
    assert_non_null(f);
    flaky_init(&f->flaky);
    f->board = support_board("2 spaces, 2 slots, Ants, Bees");
    struct tf_event *first = support_event_making(f->board);
    assert_int_equal(tf_store_append(f->flaky.disk, &first, 1), TF_OK);
    assert_int_equal(tf_store_private_put(f->flaky.disk, &row, 1), TF_OK);
    tf_event_unref(first);
    assert_int_equal(tf_ledger_start(&f->ledger, &options, NULL), TF_OK);

    struct tf_command *command = support_place(f->board, "Bees", "B", "10:00");
    command->id = THEIR_ID;
    command->placement = 3002;
    assert_int_equal(tf_rules_decide(&f->theirs, f->board, command, NULL, NULL, NULL), TF_OK);
    f->theirs->sequence = SEEN;
    tf_command_destroy(command);

    command = support_place(f->board, "Ants", "A", "10:00");
    command->id = OWN_ID;
    assert_int_equal(tf_ledger_call(f->ledger, command, &answer), TF_OK);
    assert_int_equal(answer.sequence, SEEN);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    tf_ledger_stop(f->ledger);
    tf_event_unref(f->theirs);
    tf_board_unref(f->board);
    flaky_free(&f->flaky);
    free(f);
    return 0;
}

static struct tf_answer undo(struct fixture *f, uint64_t past)
{
    struct tf_command *command = support_command(TF_VERB_UNDO);
    struct tf_answer answer;
    command->sequence = SEEN;
    command->past = past;
    tf_ledger_call(f->ledger, command, &answer);
    return answer;
}

static void assert_own_is_what_is_taken_back(struct fixture *f)
{
    struct tf_board *board = NULL;
    assert_int_equal(undo(f, 0).refusal.reason, TF_REASON_UNKNOWN_EVENT); /* whose, nobody knows */
    assert_int_equal(undo(f, OWN_ID).err, TF_OK);
    assert_int_equal(tf_store_load(f->flaky.disk, &board, NULL), TF_OK);
    assert_int_equal(tf_board_session(board, support_session(board, "Ants"))->state, TF_SESSION_OPEN);
    assert_int_equal(tf_board_session(board, support_session(board, "Bees"))->state, TF_SESSION_PLACED);
    tf_board_unref(board);
}

static void a_number_that_is_another_events_by_now_takes_nothing_back(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(tf_sharing_take_in(f->ledger, &f->theirs, 1, NULL), TF_OK);
    assert_own_is_what_is_taken_back(f);
}

static void nor_does_it_when_the_disk_had_to_be_asked_what_it_has(void **state)
{
    struct fixture *f = *state;
    f->flaky.lands = true; /* it is there, and the disk said that it is not */
    flaky_fail(&f->flaky, 1, 0, TF_ERR_IO);
    assert_int_equal(tf_sharing_take_in(f->ledger, &f->theirs, 1, NULL), TF_ERR_IO);
    assert_own_is_what_is_taken_back(f);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_number_that_is_another_events_by_now_takes_nothing_back),
        TEST(nor_does_it_when_the_disk_had_to_be_asked_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
