/* No verb loses anything when memory runs out in the middle of deciding: nothing is decided, nothing leaks,
 * the board is as it was. */
#include "core/schedule.h"
#include "rules_kit.h"
#include "support/nomem.h"

struct job {
    struct tf_board *board;
    struct tf_command *command;
    const struct tf_event *past;
    uint64_t hash;
};

static enum tf_err decide(void *user)
{
    struct job *job = user;
    struct tf_event *event = NULL;
    enum tf_err err = tf_rules_decide(&event, job->board, job->command, job->past, NULL, NULL);
    nomem_pause();
    assert_true(tf_board_hash(job->board) == job->hash);
    assert_int_equal(event == NULL, err != TF_OK);
    tf_event_unref(event);
    nomem_go_on();
    return err;
}

static void each(struct kit *kit, struct tf_command *command, const struct tf_event *past)
{
    struct job job = {kit->board, command, past, tf_board_hash(kit->board)};
    assert_true(nomem_each(decide, &job) > 0);
    tf_command_destroy(command);
}

static struct kit small(void)
{
    struct kit kit = kit_of(support_board("3 spaces, 3 slots, Bees in A at 10:00, Bees in B at 11:00, "
                                          "Compost in B at 10:00 to 11:00, shared B"));
    support_star(&kit.board, "Bees", 1);
    support_star(&kit.board, "Bees", 2);
    return kit;
}

static void placing_without_memory(void **state)
{
    (void)state;
    struct kit kit = small();
    struct tf_session session = {.record.kind = TF_KIND_SESSION, .host = "Kim, Zo\u00eb"};
    uint64_t host = tf_schema_mask(TF_KIND_SESSION, "host");
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Bees"), &session.record, host));
    kit_do(&kit, with(about(&kit, TF_VERB_EDIT, "Compost"), &session.record, host));
    each(&kit, replacing(move(&kit, "Compost", "A", "10:00")), NULL);
    each(&kit, swap(&kit, "Bees", "Compost"), NULL);
    each(&kit, extend(&kit, "Compost", 1), NULL);
    each(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Compost"), NULL);
    each(&kit, about(&kit, TF_VERB_WITHDRAW, "Bees"), NULL);
    each(&kit, merge(&kit, "Bees", "Compost"), NULL);
    struct tf_command *command = support_propose("Soil", 1777, "NEWCD");
    command->space = support_space(kit.board, "B");
    command->slot = support_slot(kit.board, "10:00");
    command->placement = 3777;
    each(&kit, command, NULL);
    kit_free(&kit);
}

static void shaping_without_memory(void **state)
{
    (void)state;
    struct kit kit = small();
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key.id = 901}, .name = "D", .closed = true};
    each(&kit, by(with(support_command(TF_VERB_ADD_SPACE), &space.record, 0), TF_ROLE_ORGANISER), NULL);
    struct tf_command *command =
        with(support_command(TF_VERB_EDIT_SPACE), &space.record, tf_schema_all(TF_KIND_SPACE));
    command->space = support_space(kit.board, "B");
    each(&kit, by(command, TF_ROLE_ORGANISER), NULL);
    command = by(support_command(TF_VERB_REMOVE_SPACE), TF_ROLE_ORGANISER);
    command->space = support_space(kit.board, "B");
    each(&kit, command, NULL);
    command = by(support_command(TF_VERB_REMOVE_SLOT), TF_ROLE_ORGANISER);
    command->slot = support_slot(kit.board, "10:00");
    each(&kit, command, NULL);
    command = by(support_command(TF_VERB_SHIFT), TF_ROLE_ORGANISER);
    command->slot = support_slot(kit.board, "10:00");
    command->minutes = 15;
    each(&kit, command, NULL);
    struct tf_slot slot = {.record.kind = TF_KIND_SLOT, .title = "Late"};
    command = with(support_command(TF_VERB_EDIT_SLOT), &slot.record, tf_schema_mask(TF_KIND_SLOT, "title"));
    command->slot = support_slot(kit.board, "12:00");
    each(&kit, by(command, TF_ROLE_ORGANISER), NULL);
    kit_free(&kit);
}

static void writing_without_memory(void **state)
{
    (void)state;
    struct kit kit = small();
    uint64_t bees = support_session(kit.board, "Bees");
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {bees, 5001}}, .text = "Twelve came"};
    each(&kit, with(support_command(TF_VERB_NOTE), &note.record, 0), NULL);
    kit_do(&kit, with(support_command(TF_VERB_NOTE), &note.record, 0));
    note.text = "Thirteen came";
    each(&kit, with(support_command(TF_VERB_NOTE), &note.record, 0), NULL);
    each(&kit, from_device(about(&kit, TF_VERB_STAR, "Compost"), 7), NULL);
    each(&kit, from_device(about(&kit, TF_VERB_UNSTAR, "Bees"), 1), NULL);
    kit_free(&kit);
}

static void undoing_and_importing_without_memory(void **state)
{
    (void)state;
    struct kit kit = small();
    struct tf_command *command = by(support_command(TF_VERB_IMPORT), TF_ROLE_ORGANISER);
    struct tf_table_iter it = tf_table_first(kit.board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        struct tf_session want = {.record.kind = TF_KIND_SESSION, .track = "Garden"};
        const struct tf_record *record = NULL;
        assert_int_equal(
            tf_record_merge(&record, it.record, &want.record, tf_schema_mask(TF_KIND_SESSION, "track")),
            TF_OK);
        assert_int_equal(tf_command_add_record(command, record), TF_OK);
        tf_record_unref(record);
    }
    each(&kit, command, NULL);
    command = by(support_command(TF_VERB_REMOVE_SPACE), TF_ROLE_ORGANISER);
    command->space = support_space(kit.board, "B");
    kit_do(&kit, command);
    each(&kit, undo_last(&kit), kit.last);
    kit_do(&kit, merge(&kit, "Bees", "Compost"));
    each(&kit, undo_last(&kit), kit.last);
    kit_free(&kit);
}

static enum tf_err make_schedule(void *user)
{
    struct kit *kit = user;
    struct tf_schedule *schedule = NULL;
    struct tf_command *command = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    struct tf_schedule_options options = {.seed = 1, .step_count = 1};
    struct tf_actor organiser = {.role = TF_ROLE_ORGANISER};
    enum tf_err err = tf_schedule_create(&schedule, kit->board, &options, NULL);
    if (err == TF_OK) {
        nomem_pause(); /* rooms that cannot be given out at their best stay as they are: no error */
        while (!tf_schedule_look(schedule, 100)) {
        }
        nomem_go_on();
        err = tf_schedule_command(&command, schedule, organiser, SUPPORT_10H00_S, &rng);
    }
    assert_int_equal(command == NULL, err != TF_OK);
    tf_command_destroy(command);
    tf_schedule_destroy(schedule);
    return err;
}

static void scheduling_without_memory(void **state)
{
    (void)state;
    struct kit kit = small();
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.format = "barcamp";
    support_put(&kit.board, &gathering.record);
    kit_do(&kit, support_propose("Soil", 1777, "NEWCD"));
    assert_true(nomem_each(make_schedule, &kit) > 5);
    struct tf_schedule *schedule = NULL;
    struct tf_command *command = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    struct tf_schedule_options options = {.seed = 1, .step_count = 100};
    assert_int_equal(tf_schedule_create(&schedule, kit.board, &options, NULL), TF_OK);
    while (!tf_schedule_look(schedule, 100)) {
    }
    assert_int_equal(tf_schedule_command(&command, schedule, (struct tf_actor){.role = TF_ROLE_ORGANISER},
                                         SUPPORT_10H00_S, &rng),
                     TF_OK);
    each(&kit, command, NULL);
    tf_schedule_destroy(schedule);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placing_without_memory),    cmocka_unit_test(shaping_without_memory),
        cmocka_unit_test(writing_without_memory),    cmocka_unit_test(undoing_and_importing_without_memory),
        cmocka_unit_test(scheduling_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
