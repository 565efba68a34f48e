/* Several commands as one step, and two people at once. */
#include "rules_kit.h"

static struct tf_command *chain_of(struct tf_command *const *parts, size_t count)
{
    struct tf_command *chain = by(support_command(TF_VERB_CHAIN), TF_ROLE_ORGANISER);
    for (size_t i = 0; i < count; i++) {
        parts[i]->actor = chain->actor;
        assert_int_equal(tf_command_add_part(chain, parts[i]), TF_OK);
    }
    return chain;
}

static void a_chain_of_moves_is_one_event_and_one_undo(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 4 slots, Compost in A at 10:00, Bees in B at 10:00"));
    uint64_t before = tf_board_hash(kit.board), revision = kit.board->revision;
    struct tf_command *parts[] = {move(&kit, "Compost", "A", "11:00"), move(&kit, "Bees", "A", "10:00"),
                                  move(&kit, "Compost", "B", "10:00")};
    kit_do(&kit, chain_of(parts, 3)); /* each on what those before it leave: in the end, a swap */
    assert_cell(&kit, "A", "10:00", "Bees");
    assert_cell(&kit, "B", "10:00", "Compost");
    assert_int_equal(kit.board->revision, revision + 1);
    assert_int_equal(kit.last->verb, TF_VERB_CHAIN);
    assert_int_equal(kit.last->change_count, 2);
    kit_undo(&kit);
    assert_int_equal(tf_board_hash(kit.board), before);
    kit_free(&kit);
}

static void one_refused_takes_all_of_them_along(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 4 slots, Compost in A at 10:00, Bees in B at 10:00"));
    uint64_t before = tf_board_hash(kit.board);
    struct tf_command *parts[] = {move(&kit, "Compost", "C", "10:00"), move(&kit, "Bees", "C", "10:00")};
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, chain_of(parts, 2));
    assert_int_equal(no.reason, TF_REASON_CELL_TAKEN);
    assert_int_equal(no.part, 1);
    assert_int_equal(tf_board_hash(kit.board), before);
    kit_free(&kit);
}

static void a_part_that_is_so_already_is_no_refusal(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 4 slots, Compost in A at 10:00, Bees in B at 10:00"));
    struct tf_command *parts[] = {move(&kit, "Compost", "A", "10:00"), move(&kit, "Bees", "C", "10:00")};
    kit_do(&kit, chain_of(parts, 2));
    assert_cell(&kit, "C", "10:00", "Bees");
    kit_free(&kit);
}

static void a_chain_gives_nobody_more_than_its_parts(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 4 slots, Compost in A at 10:00"));
    struct tf_command *parts[] = {move(&kit, "Compost", "B", "10:00")};
    struct tf_command *chain = chain_of(parts, 1);
    chain->actor.role = TF_ROLE_HELPER; /* the part still says organiser */
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, chain);
    parts[0] = move(&kit, "Compost", "B", "10:00");
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(chain_of(parts, 1), TF_ROLE_GUEST));
    parts[0] = undo(1);
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, chain_of(parts, 1));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, chain_of(parts, 0));
    struct tf_command *inner = chain_of(parts, 0), *outer = chain_of(parts, 0);
    assert_int_equal(tf_command_add_part(outer, inner), TF_ERR_INVALID);
    tf_command_destroy(inner);
    tf_command_destroy(outer);
    kit_free(&kit);
}

/* ---- two at once ---- */

static struct tf_command *rename_space(const struct kit *kit, uint64_t id, const char *name,
                                       const struct tf_record *seen)
{
    struct tf_space space = {.record = {.kind = TF_KIND_SPACE, .key = {0, id}}, .name = name};
    struct tf_command *command = by(support_command(TF_VERB_EDIT_SPACE), TF_ROLE_ORGANISER);
    (void)kit;
    command->space = id;
    tf_command_set_seen(command, seen);
    return with(command, &space.record, tf_schema_mask(TF_KIND_SPACE, "name"));
}

static void who_comes_later_hears_what_changed(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 4 slots, Compost in A at 10:00"));
    uint64_t id = support_space(kit.board, "A");
    const struct tf_record *seen = tf_record_ref(&tf_board_space(kit.board, id)->record);
    kit_do(&kit, rename_space(&kit, id, "Garden", seen));
    struct tf_refusal no = kit_refused(&kit, TF_ERR_CONFLICT, rename_space(&kit, id, "Yard", seen));
    assert_int_equal(no.reason, TF_REASON_CHANGED_SINCE);
    assert_int_equal(no.subject, id);
    assert_string_equal(no.field, "name");
    /* Both wanted the same: no quarrel, only nothing to do. */
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, rename_space(&kit, id, "Garden", seen));
    /* Asked, and meant all the same. */
    kit_do(&kit, rename_space(&kit, id, "Yard", NULL));
    assert_string_equal(tf_board_space(kit.board, id)->name, "Yard");
    tf_record_unref(seen);
    kit_free(&kit);
}

static void another_field_of_the_same_thing_is_no_quarrel(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 4 slots"));
    uint64_t id = support_space(kit.board, "A");
    const struct tf_record *seen = tf_record_ref(&tf_board_space(kit.board, id)->record);
    struct tf_space wanted = {.record = {.kind = TF_KIND_SPACE, .key = {0, id}}, .capacity = 40};
    struct tf_command *command = by(support_command(TF_VERB_EDIT_SPACE), TF_ROLE_ORGANISER);
    command->space = id;
    kit_do(&kit, with(command, &wanted.record, tf_schema_mask(TF_KIND_SPACE, "capacity")));
    kit_do(&kit, rename_space(&kit, id, "Garden", seen));
    assert_int_equal(tf_board_space(kit.board, id)->capacity, 40);
    tf_record_unref(seen);
    kit_free(&kit);
}

static void what_moved_or_went_since_is_not_moved_unseen(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("3 spaces, 4 slots, Compost in A at 10:00"));
    struct tf_key key = {0, support_placement(kit.board, "Compost")};
    const struct tf_record *seen = tf_record_ref(tf_board_get(kit.board, TF_KIND_PLACEMENT, key));
    kit_do(&kit, move(&kit, "Compost", "B", "10:00"));
    struct tf_command *later = move(&kit, "Compost", "C", "10:00");
    tf_command_set_seen(later, seen);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CHANGED_SINCE, later);
    later = move(&kit, "Compost", "C", "10:00");
    tf_command_set_seen(later, seen);
    kit_do(&kit, about_placement(&kit, TF_VERB_UNPLACE, "Compost"));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_CHANGED_SINCE, later);
    tf_record_unref(seen);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_of_moves_is_one_event_and_one_undo),
        cmocka_unit_test(one_refused_takes_all_of_them_along),
        cmocka_unit_test(a_part_that_is_so_already_is_no_refusal),
        cmocka_unit_test(a_chain_gives_nobody_more_than_its_parts),
        cmocka_unit_test(who_comes_later_hears_what_changed),
        cmocka_unit_test(another_field_of_the_same_thing_is_no_quarrel),
        cmocka_unit_test(what_moved_or_went_since_is_not_moved_unseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
