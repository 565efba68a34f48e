/* The convergence: dots within a budget, clusters that count each device once, and nothing of what is hidden.
 */
#include "core/topics.h"
#include "rules_kit.h"

enum { MARA = 7, TOM = 8 };

static struct kit convergence(void)
{
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Ants, Bees"));
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.phase = TF_PHASE_CONVERGENCE;
    gathering.dots = 2;
    support_put(&kit.board, &gathering.record);
    return kit;
}

static struct tf_command *topic(uint64_t id, const char *title, uint64_t session, uint64_t device)
{
    const struct tf_topic value = {
        .record = {.kind = TF_KIND_TOPIC, .key = {0, id}}, .title = title, .session = session};
    struct tf_command *command = with(support_command(TF_VERB_TOPIC), &value.record, 0);
    return from_device(command, device);
}

static struct tf_command *change(const struct tf_topic *want, const char *field)
{
    return with(support_command(TF_VERB_TOPIC), &want->record, tf_schema_mask(TF_KIND_TOPIC, field));
}

static struct tf_command *into(uint64_t id, uint64_t head)
{
    const struct tf_topic want = {
        .record = {.kind = TF_KIND_TOPIC, .key = {0, id}}, .title = "x", .into = head};
    return change(&want, "into");
}

static struct tf_command *hide(uint64_t id)
{
    const struct tf_topic want = {
        .record = {.kind = TF_KIND_TOPIC, .key = {0, id}}, .title = "x", .hidden = true};
    return by(change(&want, "hidden"), TF_ROLE_HELPER);
}

static struct tf_command *dot(enum tf_verb verb, uint64_t id, uint64_t device)
{
    struct tf_command *command = from_device(support_command(verb), device);
    command->other = id;
    return command;
}

/* Topics 1 and 2, nobody's; 3 of a session. */
static void add_three(struct kit *kit)
{
    kit_do(kit, topic(1, "Soil", 0, 0));
    kit_do(kit, topic(2, "Water", 0, MARA));
    kit_do(kit, topic(3, "Ants", support_session(kit->board, "Ants"), TOM));
}

static size_t clusters(const struct kit *kit, struct tf_topic_cluster out[8])
{
    return tf_topics_clusters(out, 8, kit->board);
}

static void each_device_gives_its_dots_and_takes_them_back(void **state)
{
    (void)state;
    struct kit kit = convergence();
    add_three(&kit);
    kit_do(&kit, dot(TF_VERB_DOT, 1, MARA));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, dot(TF_VERB_DOT, 1, MARA));
    kit_do(&kit, dot(TF_VERB_DOT, 2, MARA));
    assert_refused(&kit, TF_ERR_LIMIT, TF_REASON_NO_DOTS_LEFT, dot(TF_VERB_DOT, 3, MARA));
    kit_do(&kit, dot(TF_VERB_UNDOT, 2, MARA));
    kit_do(&kit, dot(TF_VERB_DOT, 3, MARA));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_DOTS_BY_DEVICE, dot(TF_VERB_DOT, 1, 0));
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_TOPIC, dot(TF_VERB_DOT, 9, TOM));
    kit_undo(&kit);
    assert_int_equal(tf_topics_given(kit.board, MARA), 1);
    kit_free(&kit);
}

static void a_cluster_counts_each_device_once_and_comes_in_the_order_of_its_topics(void **state)
{
    (void)state;
    struct tf_topic_cluster found[8];
    struct kit kit = convergence();
    add_three(&kit);
    kit_do(&kit, dot(TF_VERB_DOT, 1, MARA));
    kit_do(&kit, dot(TF_VERB_DOT, 2, MARA));
    kit_do(&kit, dot(TF_VERB_DOT, 2, TOM));
    assert_int_equal(clusters(&kit, found), 3);
    assert_int_equal(found[0].dots, 1);
    kit_do(&kit, into(2, 1));
    assert_int_equal(clusters(&kit, found), 2);
    assert_string_equal(found[0].head->title, "Soil");
    assert_int_equal(found[0].member_count, 1);
    assert_int_equal(found[0].dots, 2);
    assert_int_equal(found[1].dots, 0);
    kit_undo(&kit);
    assert_int_equal(clusters(&kit, found), 3);
    kit_free(&kit);
}

static void a_cluster_goes_along_and_makes_no_chain(void **state)
{
    (void)state;
    struct tf_topic_cluster found[8];
    struct kit kit = convergence();
    add_three(&kit);
    kit_do(&kit, into(2, 1));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SAME_THING, into(3, 2));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SAME_THING, into(1, 2));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SAME_THING, into(1, 1));
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_TOPIC, into(1, 99));
    kit_do(&kit, into(1, 3));
    assert_int_equal(clusters(&kit, found), 1);
    assert_int_equal(found[0].member_count, 2);
    kit_do(&kit, into(2, 0));
    assert_int_equal(clusters(&kit, found), 2);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, from_device(into(2, 3), TOM)); /* a phone */
    kit_free(&kit);
}

static void what_is_hidden_is_gone_and_what_belonged_to_it_stands_for_itself(void **state)
{
    (void)state;
    struct tf_topic_cluster found[8];
    struct kit kit = convergence();
    add_three(&kit);
    kit_do(&kit, into(2, 1));
    kit_do(&kit, dot(TF_VERB_DOT, 1, MARA));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(hide(1), TF_ROLE_GUEST));
    kit_do(&kit, hide(1));
    assert_int_equal(clusters(&kit, found), 2);
    assert_string_equal(found[0].head->title, "Water");
    assert_int_equal(tf_topics_given(kit.board, MARA), 0); /* and the dot is free again */
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_TOPIC, dot(TF_VERB_DOT, 1, TOM));
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Ants"), TF_ROLE_HELPER));
    assert_int_equal(clusters(&kit, found), 1); /* a hidden session's words stand nowhere */
    kit_free(&kit);
}

static void anybody_takes_on_what_nobody_has_and_nobody_takes_it_away(void **state)
{
    (void)state;
    struct kit kit = convergence();
    add_three(&kit);
    struct tf_topic want = {
        .record = {.kind = TF_KIND_TOPIC, .key = {0, 1}}, .title = "x", .initiator = "Mara"};
    kit_do(&kit, from_device(change(&want, "initiator"), MARA));
    want.initiator = "Tom";
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, from_device(change(&want, "initiator"), TOM));
    kit_do(&kit, by(from_device(change(&want, "initiator"), TOM), TF_ROLE_HELPER));
    assert_string_equal(tf_topics_get(kit.board, 1)->initiator, "Tom");
    want.title = "Not yours";
    want.record.key.id = 2;
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, from_device(change(&want, "title"), TOM));
    kit_free(&kit);
}

static void guests_do_it_while_it_is_on_and_helpers_prepare_it(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Ants"));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_NOW, topic(1, "Soil", 0, MARA));
    kit_do(&kit, by(topic(1, "Soil", 0, 0), TF_ROLE_HELPER));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_NOW, dot(TF_VERB_DOT, 1, MARA));
    kit_free(&kit);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_device_gives_its_dots_and_takes_them_back),
        TEST(a_cluster_counts_each_device_once_and_comes_in_the_order_of_its_topics),
        TEST(a_cluster_goes_along_and_makes_no_chain),
        TEST(what_is_hidden_is_gone_and_what_belonged_to_it_stands_for_itself),
        TEST(anybody_takes_on_what_nobody_has_and_nobody_takes_it_away),
        TEST(guests_do_it_while_it_is_on_and_helpers_prepare_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
