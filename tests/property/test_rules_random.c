/* Thousands of random commands, sensible and hostile. Whatever they are: deciding is pure, what is decided
 * keeps every invariant, and it can be taken back and done again exactly. */
#include "core/rules.h"
#include "support/support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COMMANDS    6000
#define HISTORY_MAX 20000

struct world {
    struct tf_rng rng;
    struct tf_board *board;
    struct tf_event *history[HISTORY_MAX + 1]; /* by sequence, from 2 on; owned */
    size_t decided[TF_VERB_COMMAND_COUNT], refused[TF_REASON_COUNT];
};

static bool one_in(struct world *w, uint64_t n)
{
    return tf_rng_below(&w->rng, n) == 0;
}

static void assert_sound(const struct tf_board *board, const struct tf_event *event)
{
    struct tf_problem problem = {0};
    if (tf_board_check(board, &problem) != TF_OK) {
        fail_msg("after %s (event %" PRIu64 "): %s: %s", tf_verb_name(event->verb), event->sequence,
                 problem.where, problem.what);
    }
}

static void assert_same_event(const struct tf_event *a, const struct tf_event *b)
{
    assert_int_equal(a->verb, b->verb);
    assert_int_equal(a->at, b->at);
    assert_true(a->id == b->id && a->undoes == b->undoes && a->sequence == 0 && b->sequence == 0);
    assert_int_equal(a->change_count, b->change_count);
    for (size_t i = 0; i < a->change_count; i++) {
        assert_true(tf_record_equal(a->changes[i].before, b->changes[i].before));
        assert_true(tf_record_equal(a->changes[i].after, b->changes[i].after));
    }
}

static void assert_same_refusal(const struct tf_refusal *a, const struct tf_refusal *b)
{
    assert_int_equal(a->reason, b->reason);
    assert_true(a->subject == b->subject && a->free_cell_count == b->free_cell_count);
    assert_string_equal(a->field, b->field);
    assert_memory_equal(a->free_cells, b->free_cells, sizeof(a->free_cells));
}

static struct tf_board *applied(struct tf_board *board, struct tf_event *event)
{
    struct tf_board *next = NULL;
    event->sequence = board->revision + 1;
    assert_int_equal(tf_board_apply(&next, board, event), TF_OK);
    return next;
}

/* A free cell that is offered is one: empty, shared, or the mover's own. */
static void assert_offers_are_free(const struct tf_board *board, const struct tf_command *command,
                                   const struct tf_refusal *refusal)
{
    assert_true(refusal->free_cell_count <= TF_REFUSAL_CELLS_MAX);
    for (size_t i = 0; i < refusal->free_cell_count; i++) {
        const struct tf_space *space = tf_board_space(board, refusal->free_cells[i].space);
        const struct tf_slot *slot = tf_board_slot(board, refusal->free_cells[i].slot);
        assert_non_null(space);
        assert_non_null(slot);
        assert_false(space->closed);
        assert_int_equal(slot->kind, TF_SLOT_SESSION);
        const struct tf_placement *there =
            tf_grid_cell(board->grid, tf_grid_space_index(board->grid, refusal->free_cells[i].space),
                         tf_grid_slot_index(board->grid, refusal->free_cells[i].slot));
        int64_t left_s = slot->start - command->at;
        assert_false(command->actor.role == TF_ROLE_GUEST && left_s > 0 &&
                     left_s <= tf_board_gathering(board)->freeze_min * 60);
        assert_true(there == NULL || space->shared || there->record.key.id == command->placement ||
                    there->record.key.id == command->other);
    }
}

static enum tf_err decide_twice(struct world *w, struct tf_event **out, const struct tf_command *command,
                                const struct tf_event *past)
{
    struct tf_event *one = NULL, *two = NULL;
    struct tf_refusal no = {0}, no_again = {0};
    struct tf_warning warning = {0}, warning_again = {0};
    uint64_t hash = tf_board_hash(w->board);
    enum tf_err err = tf_rules_decide(&one, w->board, command, past, &no, &warning);
    assert_int_equal(tf_rules_decide(&two, w->board, command, past, &no_again, &warning_again), err);
    assert_true(tf_board_hash(w->board) == hash);
    assert_same_refusal(&no, &no_again);
    assert_true(warning.host_also_in == warning_again.host_also_in);
    assert_true(warning.displaced == warning_again.displaced);
    if (err != TF_OK) {
        assert_null(one);
        assert_null(two);
        assert_int_not_equal(no.reason, TF_REASON_NONE);
        assert_true(err == TF_ERR_CONFLICT || err == TF_ERR_NOT_FOUND || err == TF_ERR_INVALID ||
                    err == TF_ERR_LIMIT || err == TF_ERR_DENIED);
        assert_offers_are_free(w->board, command, &no);
        w->refused[no.reason]++;
        return err;
    }
    assert_int_equal(no.reason, TF_REASON_NONE);
    assert_true(one->change_count > 0);
    assert_same_event(one, two);
    tf_event_unref(two);
    *out = one;
    return TF_OK;
}

static struct tf_command *undo_of(struct world *w, uint64_t sequence, enum tf_role role, uint64_t device)
{
    struct tf_actor actor = {role, device};
    struct tf_command *command =
        tf_command_create(TF_VERB_UNDO, actor, w->board->changed_at, tf_rng_id(&w->rng));
    assert_non_null(command);
    command->sequence = sequence;
    return command;
}

/* The event that takes `event` back, applied: it must be possible, for nothing came between. */
static struct tf_board *taken_back(struct world *w, struct tf_board *board, const struct tf_event *event,
                                   struct tf_event **undo)
{
    struct tf_refusal no = {0};
    struct tf_command *command = undo_of(w, event->sequence, TF_ROLE_SYSTEM, 0);
    *undo = NULL;
    enum tf_err err = tf_rules_decide(undo, board, command, event, &no, NULL);
    if (err != TF_OK) {
        fail_msg("%s cannot be undone at once: %s, field %s, subject %" PRIu64, tf_verb_name(event->verb),
                 tf_reason_name(no.reason), no.field, no.subject);
    }
    assert_true((*undo)->undoes == event->sequence);
    tf_command_destroy(command);
    struct tf_board *next = applied(board, *undo);
    assert_sound(next, *undo);
    return next;
}

static void assert_undo_and_redo(struct world *w, struct tf_board *after, const struct tf_event *event)
{
    struct tf_event *undo = NULL, *redo = NULL, *again = NULL;
    struct tf_board *back = taken_back(w, after, event, &undo);
    if (!tf_board_equal(back, w->board)) {
        fail_msg("undoing %s does not give what was before", tf_verb_name(event->verb));
    }
    struct tf_board *forth = taken_back(w, back, undo, &redo);
    assert_true(tf_board_equal(forth, after));
    struct tf_board *back_again = taken_back(w, forth, redo, &again);
    assert_true(tf_board_equal(back_again, w->board));
    tf_board_unref(back);
    tf_board_unref(forth);
    tf_board_unref(back_again);
    tf_event_unref(undo);
    tf_event_unref(redo);
    tf_event_unref(again);
}

/* In the last minutes before a row no guest changes what is in it, but by withdrawing or merging. */
static void assert_frozen_rows_stay(const struct tf_board *before, const struct tf_board *after,
                                    const struct tf_event *event)
{
    const struct tf_gathering *gathering = tf_board_gathering(before);
    const struct tf_grid *grid = before->grid;
    if (gathering == NULL || event->actor.role != TF_ROLE_GUEST || event->verb == TF_VERB_WITHDRAW ||
        event->verb == TF_VERB_MERGE) {
        return;
    }
    for (size_t row = 0; row < grid->slot_count; row++) {
        int64_t left_s = grid->slots[row]->start - event->at;
        if (left_s <= 0 || left_s > gathering->freeze_min * 60) {
            continue;
        }
        for (size_t space = 0; space < grid->space_count; space++) {
            const struct tf_placement *was = tf_grid_cell(grid, (int)space, (int)row);
            const struct tf_placement *is = tf_grid_cell(after->grid, (int)space, (int)row);
            assert_true((was == NULL) == (is == NULL));
            assert_true(was == NULL || was->record.key.id == is->record.key.id);
        }
    }
}

static const struct tf_event *past_of(const struct world *w, const struct tf_command *command)
{
    uint64_t sequence = command->sequence;
    return command->verb == TF_VERB_UNDO && sequence <= w->board->revision && sequence <= HISTORY_MAX
               ? w->history[sequence]
               : NULL;
}

static void step(struct world *w, struct tf_command *command)
{
    struct tf_event *event = NULL;
    if (command->verb == TF_VERB_SET_UP && command->actor.role == TF_ROLE_SYSTEM) {
        command->actor.role =
            TF_ROLE_ORGANISER; /* the clock's: undoing it stops the clock, see test_phases */
    }
    if (decide_twice(w, &event, command, past_of(w, command)) == TF_OK) {
        struct tf_board *next = applied(w->board, event);
        assert_sound(next, event);
        assert_frozen_rows_stay(w->board, next, event);
        if (one_in(w, 2)) {
            assert_undo_and_redo(w, next, event);
        }
        tf_board_unref(w->board);
        w->board = next;
        w->decided[event->verb]++;
        assert_true(event->sequence <= HISTORY_MAX);
        w->history[event->sequence] = event;
    }
    tf_command_destroy(command);
}

static struct tf_command *some_command(struct world *w)
{
    uint64_t newest = w->board->revision;
    if (newest > 1 && one_in(w, 10)) {
        uint64_t sequence = 2 + tf_rng_below(&w->rng, newest - 1);
        return undo_of(w, sequence, (enum tf_role)tf_rng_below(&w->rng, TF_ROLE_COUNT),
                       tf_rng_below(&w->rng, 3));
    }
    if (tf_rng_below(&w->rng, 10) < 4) {
        return support_near_command(&w->rng, w->board);
    }
    struct tf_command *command = support_random_command(&w->rng, w->board, SUPPORT_10H00_S, newest);
    if (one_in(w, 6)) {
        support_spoil(&w->rng, command);
    }
    if (one_in(w, 3)) {
        command->actor.role = TF_ROLE_SYSTEM;
    }
    return command;
}

static void play(struct world *w, struct tf_board *board, uint64_t seed, size_t commands)
{
    memset(w, 0, sizeof(*w));
    tf_rng_seed(&w->rng, seed);
    w->board = board;
    for (size_t i = 0; i < commands; i++) {
        step(w, some_command(w));
    }
}

static void world_free(struct world *w)
{
    tf_board_unref(w->board);
    for (size_t i = 0; i <= HISTORY_MAX; i++) {
        tf_event_unref(w->history[i]);
    }
    free(w);
}

static void random_commands_keep_every_invariant_and_can_be_undone(void **state)
{
    (void)state;
    uint64_t seed = support_seed("random commands");
    size_t decided[TF_VERB_COMMAND_COUNT] = {0}, refused[TF_REASON_COUNT] = {0};
    for (uint64_t round = 0; round < 3; round++) {
        struct world *w = calloc(1, sizeof(*w));
        assert_non_null(w);
        struct tf_rng rng;
        tf_rng_seed(&rng, seed + round);
        struct tf_board *board = support_random_board(&rng, 4, 5, 2, 30, 40, 10);
        play(w, board, seed + round, COMMANDS / 3);
        for (size_t i = 0; i < TF_VERB_COMMAND_COUNT; i++) {
            decided[i] += w->decided[i];
        }
        for (size_t i = 0; i < TF_REASON_COUNT; i++) {
            refused[i] += w->refused[i];
        }
        world_free(w);
    }
    /* A random test that never gets anywhere proves nothing. */
    for (size_t i = 0; i < TF_VERB_COMMAND_COUNT; i++) {
        if (decided[i] == 0) {
            fail_msg("%s was never decided", tf_verb_name((enum tf_verb)i));
        }
    }
    assert_true(refused[TF_REASON_FROZEN] > 0);
    for (size_t i = 0; i < TF_REASON_COUNT; i++) {
        print_message("%s %zu  ", tf_reason_name((enum tf_reason)i), refused[i]);
    }
    print_message("\n");
    for (size_t i = 0; i < TF_VERB_COMMAND_COUNT; i++) {
        print_message("%s %zu  ", tf_verb_name((enum tf_verb)i), decided[i]);
    }
    print_message("\n");
}

static void random_commands_on_an_empty_board_do_no_harm(void **state)
{
    (void)state;
    uint64_t seed = support_seed("empty board");
    struct world *w = calloc(1, sizeof(*w));
    assert_non_null(w);
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    play(w, board, seed, 0);
    step(w, support_propose("Bees", 1777, "NEWCD")); /* one that must wait for the set-up */
    for (size_t i = 0; i < 1500; i++) {
        step(w, some_command(w));
    }
    assert_true(w->decided[TF_VERB_SET_UP] > 0);
    assert_true(w->refused[TF_REASON_NO_EVENT] > 0);
    world_free(w);
}

/* Everything that happened, taken back in reverse order, is the board of the beginning. */
static void a_whole_day_can_be_rolled_back(void **state)
{
    (void)state;
    uint64_t seed = support_seed("roll back");
    struct world *w = calloc(1, sizeof(*w));
    assert_non_null(w);
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    struct tf_board *first = support_random_board(&rng, 4, 5, 2, 30, 40, 10);
    play(w, tf_board_ref(first), seed, 600);
    assert_true(w->board->revision > 100);
    for (uint64_t sequence = w->board->revision; sequence > 1; sequence--) {
        struct tf_event *undo = NULL;
        struct tf_board *next = taken_back(w, w->board, w->history[sequence], &undo);
        tf_event_unref(undo);
        tf_board_unref(w->board);
        w->board = next;
    }
    assert_true(tf_board_equal(w->board, first));
    tf_board_unref(first);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_commands_keep_every_invariant_and_can_be_undone),
        cmocka_unit_test(random_commands_on_an_empty_board_do_no_harm),
        cmocka_unit_test(a_whole_day_can_be_rolled_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
