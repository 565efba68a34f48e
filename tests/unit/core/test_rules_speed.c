/* The ledger decides for everybody: on the largest board we promise, one decision stays far below a
 * millisecond where people wait for many at once. The bounds here are loose, for machines that do other
 * things and for sanitizers; the printed numbers are what to look at. */
#include "base/clock.h"
#include "rules_kit.h"

#include <time.h>

#define BOUND_US 20000

static int64_t decide_us(const struct kit *kit, struct tf_command *command, const struct tf_event *past,
                         enum tf_err want)
{
    enum { TIMES = 20 };
    struct tf_refusal no = {0};
    int64_t from = tf_clock_mono_us();
    for (int i = 0; i < TIMES; i++) {
        struct tf_event *event = NULL;
        enum tf_err err = tf_rules_decide(&event, kit->board, command, past, &no, NULL);
        tf_event_unref(event);
        if (err != want) {
            fail_msg("%s: %s", tf_verb_name(command->verb), tf_reason_name(no.reason));
        }
    }
    int64_t us = (tf_clock_mono_us() - from) / TIMES;
    print_message("%-10s %5ld us\n", tf_verb_name(command->verb), (long)us);
    tf_command_destroy(command);
    return us;
}

/* 80 spaces, 12 rows, 4 days, 1,000 sessions, 50,000 stars, 10,000 notes: the field notes' size. */
static struct kit large(void)
{
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("large board"));
    return kit_of(support_random_board(&rng, 80, 12, 4, 1000, 50000, 10000));
}

static const struct tf_placement *unlocked(const struct kit *kit, size_t skip)
{
    const struct tf_grid *grid = kit->board->grid;
    for (size_t i = 0; i < grid->placement_count; i++) {
        if (!grid->placements[i]->locked && skip-- == 0) {
            return grid->placements[i];
        }
    }
    return NULL;
}

static void deciding_on_a_large_board_is_quick(void **state)
{
    (void)state;
    struct kit kit = large();
    const struct tf_grid *grid = kit.board->grid;
    const struct tf_placement *one = unlocked(&kit, 200), *other = unlocked(&kit, 400);
    assert_non_null(one);
    assert_non_null(other);
    uint64_t last_space = grid->spaces[grid->space_count - 1]->record.key.id;
    uint64_t last_slot = grid->slots[grid->slot_count - 1]->record.key.id;

    struct tf_command *command = from_device(support_command(TF_VERB_STAR), 7);
    command->session = one->session;
    assert_true(decide_us(&kit, command, NULL, TF_OK) < BOUND_US);

    struct tf_session session = {.record.kind = TF_KIND_SESSION, .title = "Wild bees"};
    command = with(support_command(TF_VERB_EDIT), &session.record, tf_schema_mask(TF_KIND_SESSION, "title"));
    command->session = one->session;
    assert_true(decide_us(&kit, command, NULL, TF_OK) < BOUND_US);

    assert_true(decide_us(&kit, support_propose("Bees", 1777, "NEWCD"), NULL, TF_OK) < BOUND_US);

    command = support_command(TF_VERB_PLACE); /* beside a full row of hosts */
    command->session = other->session;
    command->space = one->space;
    command->slot = one->slot;
    command->placement = 3777;
    command->replace = true;
    assert_true(decide_us(&kit, command, NULL, TF_OK) < BOUND_US);
    command = support_command(TF_VERB_PLACE); /* taken, on a board where all but the end is */
    command->session = other->session;
    command->space = one->space;
    command->slot = one->slot;
    command->placement = 3777;
    assert_true(decide_us(&kit, command, NULL, TF_ERR_CONFLICT) < BOUND_US);

    command = support_command(TF_VERB_MOVE);
    command->placement = one->record.key.id;
    command->space = last_space;
    command->slot = last_slot;
    kit_do(&kit, command);
    assert_true(decide_us(&kit, undo_last(&kit), kit.last, TF_OK) < BOUND_US);
    kit_free(&kit);
}

/* A Congress-sized feed into an empty kiosk: one step, and one step back. */
static void a_large_import_is_quick(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("large import"));
    struct tf_board *source = support_random_board(&rng, 92, 100, 4, 1351, 0, 0), *empty = NULL;
    assert_int_equal(tf_board_create(&empty), TF_OK);
    struct kit kit = kit_of(empty);
    struct tf_command *command = by(support_command(TF_VERB_IMPORT), TF_ROLE_SYSTEM);
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        struct tf_table_iter it = tf_table_first(source->tables[kind]);
        for (; it.record != NULL; tf_table_next(&it)) {
            assert_int_equal(tf_command_add_record(command, it.record), TF_OK);
        }
    }
    struct tf_event *event = NULL;
    assert_int_equal(tf_rules_decide(&event, kit.board, command, NULL, NULL, NULL), TF_OK);
    support_apply(&kit.board, event);
    kit.last = event;
    struct kit before = kit_of(NULL);
    assert_int_equal(tf_board_create(&before.board), TF_OK);
    assert_true(decide_us(&before, command, NULL, TF_OK) < 50 * BOUND_US);
    assert_true(decide_us(&kit, undo_last(&kit), kit.last, TF_OK) < 50 * BOUND_US);
    tf_board_unref(source);
    kit_free(&before);
    kit_free(&kit);
}

/* One session in every row of a space. */
static struct tf_board *full_of_one(size_t rows)
{
    struct tf_board *few = support_board("1 spaces, 1 slots, Bees"), *board = NULL;
    uint64_t space = support_space(few, "A"), session = support_session(few, "Bees");
    struct tf_session bees = *tf_board_session(few, session);
    bees.state = TF_SESSION_PLACED;
    assert_int_equal(tf_board_create(&board), TF_OK);
    const struct tf_record *kept[] = {&tf_board_gathering(few)->record, &tf_board_space(few, space)->record};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(tf_board_load(board, kept[i]), TF_OK);
    }
    const struct tf_record *record = NULL;
    assert_int_equal(tf_record_copy(&record, &bees.record), TF_OK);
    assert_int_equal(tf_board_load(board, record), TF_OK);
    tf_record_unref(record);
    for (size_t i = 0; i < rows; i++) {
        int64_t day = 20782 + (int64_t)i / 200, start = day * 86400 + (int64_t)i % 200 * 300;
        struct tf_slot slot = {.record = {.kind = TF_KIND_SLOT, .key = {0, 10000 + i}},
                               .day = day,
                               .start = start,
                               .end = start + 300,
                               .title = ""};
        struct tf_placement placement = {.record = {.kind = TF_KIND_PLACEMENT, .key = {0, 20000 + i}},
                                         .session = session,
                                         .space = space,
                                         .slot = 10000 + i,
                                         .last_slot = 10000 + i};
        const struct tf_record *both[] = {&slot.record, &placement.record};
        for (size_t j = 0; j < 2; j++) {
            assert_int_equal(tf_record_copy(&record, both[j]), TF_OK);
            assert_int_equal(tf_board_load(board, record), TF_OK);
            tf_record_unref(record);
        }
    }
    assert_int_equal(tf_board_finish(board, 1, 0), TF_OK);
    tf_board_unref(few);
    return board;
}

static void a_session_that_runs_all_day_is_settled_once(void **state)
{
    (void)state;
    struct kit kit = kit_of(full_of_one(1500));
    struct tf_command *command = by(support_command(TF_VERB_REMOVE_SPACE), TF_ROLE_ORGANISER);
    command->space = support_space(kit.board, "A");
    clock_t from = clock();
    kit_do(&kit, command);
    clock_t took = clock() - from;
    print_message("REMOVE_SPACE %5ld ms\n", (long)(took * 1000 / CLOCKS_PER_SEC));
    assert_true(took < CLOCKS_PER_SEC);
    assert_state(&kit, "Bees", TF_SESSION_OPEN);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deciding_on_a_large_board_is_quick),
        cmocka_unit_test(a_large_import_is_quick),
        cmocka_unit_test(a_session_that_runs_all_day_is_settled_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
