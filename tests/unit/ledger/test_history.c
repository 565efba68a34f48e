/* What happened, in pages, and the board as it was: any beginning of the log rebuilds its moment. */
#include "ledger/history.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { STEPS = 60, PAGE = 7 };

static enum tf_err open_memory(void *user, struct tf_store **out, struct tf_problem *problem)
{
    (void)user;
    (void)problem;
    return tf_store_open_memory(out);
}

struct fixture {
    struct tf_ledger *ledger;
    struct tf_board *boards[STEPS * 4 + 2]; /* [i] after event i */
    uint64_t last;
};

static void take(struct fixture *f, struct tf_subscription *subscription)
{
    struct tf_board *board = tf_subscription_take(subscription);
    if (board == NULL) {
        return;
    }
    f->last = board->revision;
    tf_board_unref(f->boards[f->last]);
    f->boards[f->last] = board;
}

/* A day that begins with an import. */
static void begin(struct fixture *f, struct tf_subscription **subscription)
{
    struct tf_ledger_options options = {.open = open_memory};
    struct tf_problem problem = {0};
    struct tf_answer answer;
    assert_int_equal(tf_ledger_start(&f->ledger, &options, &problem), TF_OK);
    assert_int_equal(tf_ledger_subscribe(f->ledger, subscription, NULL, NULL), TF_OK);
    take(f, *subscription);
    struct tf_board *start = support_board("3 spaces, 4 slots, Compost in A at 10:00, Ants");
    struct tf_command *command = support_command_by(TF_VERB_IMPORT, TF_ROLE_ORGANISER, 0);
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        for (struct tf_table_iter it = tf_table_first(start->tables[kind]); it.record; tf_table_next(&it)) {
            assert_int_equal(tf_command_add_record(command, it.record), TF_OK);
        }
    }
    assert_int_equal(tf_ledger_call(f->ledger, command, &answer), TF_OK);
    take(f, *subscription);
    tf_board_unref(start);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct tf_subscription *subscription = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("history"));
    begin(f, &subscription);
    for (int i = 0; i < STEPS * 4 && f->last < STEPS; i++) {
        struct tf_answer answer;
        struct tf_command *command =
            support_random_command(&rng, f->boards[f->last], SUPPORT_10H00_S + i, f->last);
        (void)tf_ledger_call(f->ledger, command, &answer);
        take(f, subscription);
    }
    tf_ledger_unsubscribe(f->ledger, subscription);
    assert_true(f->last > 10);
    *state = f;
    return 0;
}

/* A day on which all that was brought is taken back and brought back. */
static int set_up_returning(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct tf_subscription *subscription = NULL;
    begin(f, &subscription);
    for (uint64_t past = 1; past <= 2; past++) {
        struct tf_answer answer;
        struct tf_command *command = support_command_by(TF_VERB_UNDO, TF_ROLE_ORGANISER, 0);
        command->sequence = past;
        assert_int_equal(tf_ledger_call(f->ledger, command, &answer), TF_OK);
        take(f, subscription);
        assert_int_equal(tf_table_count(f->boards[f->last]->tables[TF_KIND_SESSION]), past == 1 ? 0 : 2);
    }
    tf_ledger_unsubscribe(f->ledger, subscription);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof f->boards / sizeof f->boards[0]; i++) {
        tf_board_unref(f->boards[i]);
    }
    tf_ledger_stop(f->ledger);
    free(f);
    return 0;
}

static void any_beginning_of_the_log_rebuilds_its_moment(void **state)
{
    struct fixture *f = *state;
    for (uint64_t i = 0; i <= f->last; i++) {
        struct tf_board *board = NULL;
        assert_int_equal(tf_ledger_board_at(f->ledger, i, &board), TF_OK);
        assert_int_equal(board->revision, i);
        assert_true(tf_board_equal(board, f->boards[i]));
        tf_board_unref(board);
    }
    struct tf_board *none = NULL;
    assert_int_equal(tf_ledger_board_at(f->ledger, f->last + 1, &none), TF_ERR_NOT_FOUND);
    assert_int_equal(tf_ledger_board_at(f->ledger, UINT64_MAX, &none), TF_ERR_NOT_FOUND);
}

static void pages_hold_every_event_once_newest_first(void **state)
{
    struct fixture *f = *state;
    uint64_t before = 0, wanted = f->last;
    bool has_more = true;
    while (has_more) {
        struct tf_event *events[PAGE];
        size_t count = 0;
        assert_int_equal(tf_ledger_history(f->ledger, before, events, PAGE, &count, &has_more), TF_OK);
        assert_true(count > 0 && count <= PAGE);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(events[i]->sequence, wanted--);
            before = events[i]->sequence;
            tf_event_unref(events[i]);
        }
    }
    assert_int_equal(wanted, 0);
    struct tf_event *none[PAGE];
    size_t count = 9;
    assert_int_equal(tf_ledger_history(f->ledger, 1, none, PAGE, &count, &has_more), TF_OK);
    assert_int_equal(count, 0);
    assert_false(has_more);
}

static bool is_about(const struct tf_event *event, uint64_t session)
{
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        const struct tf_record *either = change->after != NULL ? change->after : change->before;
        if ((change->kind == TF_KIND_SESSION && change->key.id == session) ||
            (change->kind == TF_KIND_PLACEMENT && TF_PLACEMENT(either)->session == session)) {
            return true;
        }
    }
    return false;
}

/* Every event of the log is either told of this session, in order, or is not about it. */
static void the_history_of_one_session_is_all_that_is_about_it(void **state)
{
    struct fixture *f = *state;
    uint64_t session = support_session(f->boards[1], "Compost");
    struct tf_event *all[STEPS * 4 + 2], *its[STEPS * 4 + 2];
    size_t count = 0, its_count = 0, at = 0;
    bool has_more = false;
    assert_int_equal(tf_ledger_history(f->ledger, 0, all, STEPS * 4 + 2, &count, &has_more), TF_OK);
    assert_int_equal(tf_ledger_history_of(f->ledger, session, its, STEPS * 4 + 2, &its_count, &has_more),
                     TF_OK);
    assert_false(has_more);
    assert_true(its_count >= 1); /* it was made by the first */
    assert_int_equal(its[its_count - 1]->sequence, 1);
    for (size_t i = 0; i < count; i++) {
        if (is_about(all[i], session)) {
            assert_int_equal(its[at++]->sequence, all[i]->sequence);
        }
        tf_event_unref(all[i]);
    }
    assert_int_equal(at, its_count);
    for (size_t i = 0; i < its_count; i++) {
        tf_event_unref(its[i]);
    }
    if (its_count > 1) { /* more than there is room for */
        size_t one = 0;
        assert_int_equal(tf_ledger_history_of(f->ledger, session, its, 1, &one, &has_more), TF_OK);
        assert_int_equal(one, 1);
        assert_true(has_more);
        tf_event_unref(its[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_history_of_one_session_is_all_that_is_about_it),
        cmocka_unit_test(any_beginning_of_the_log_rebuilds_its_moment),
        cmocka_unit_test(pages_hold_every_event_once_newest_first),
    };
    const struct CMUnitTest returning[] = {
        cmocka_unit_test(the_history_of_one_session_is_all_that_is_about_it),
    };
    int failed = cmocka_run_group_tests(tests, set_up, tear_down);
    return failed + cmocka_run_group_tests(returning, set_up_returning, tear_down);
}
