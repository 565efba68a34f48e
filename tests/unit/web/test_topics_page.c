/* The convergence on phones: dots, names, and what only those who help may do. */
#include "desk_kit.h"

#include "core/topics.h"

static void begin(struct asking *a, enum tf_phase phase)
{
    asking_begin(a, support_board("2 spaces, 2 slots, Compost in A at 10:00"));
    struct tf_gathering gathering = *tf_board_gathering(a->board);
    gathering.phase = phase;
    gathering.dots = 1;
    support_put(&a->board, &gathering.record);
    asking_shelve(a);
}

static void new_phone(struct asking *a)
{
    char device[TF_ACCESS_TOKEN_BYTES];
    tf_access_new_device(device);
    snprintf(a->cookie, sizeof(a->cookie), "device=%s", device);
}

static const struct tf_topic *topic_called(const struct asking *a, const char *title)
{
    struct tf_table_iter it = tf_table_first(a->board->tables[TF_KIND_TOPIC]);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (strcmp(TF_TOPIC(it.record)->title, title) == 0) {
            return TF_TOPIC(it.record);
        }
    }
    fail_msg("there is no topic “%s”", title);
    return NULL;
}

static int post_one(struct asking *a, const char *title, const char *fields)
{
    char target[64];
    snprintf(target, sizeof(target), "/topics/%llu",
             (unsigned long long)topic_called(a, title)->record.key.id);
    post(a, target, fields);
    return a->reply.status;
}

static void a_phone_gives_its_dots_and_takes_them_back(void **state)
{
    (void)state;
    struct asking a;
    begin(&a, TF_PHASE_CONVERGENCE);
    new_phone(&a);
    post(&a, "/topics", "title=A+seed+library");
    assert_int_equal(a.reply.status, 303);
    post(&a, "/topics", "title=Compost&session=NONE2");
    assert_says(get(&a, "/topics"), "You have 1 dot left to give.");
    assert_int_equal(post_one(&a, "A seed library", "dot=1"), 303);
    assert_says(get(&a, "/topics"), "You have 0 dots left to give.");
    assert_int_equal(post_one(&a, "Compost", "dot=1"), 507);
    new_phone(&a);
    assert_int_equal(post_one(&a, "A seed library", "dot=1"), 303);
    assert_says(get(&a, "/topics"), "2 dots");
    assert_int_equal(post_one(&a, "A seed library", "dot=0"), 303);
    assert_says(get(&a, "/topics"), "1 dot<");
    asking_end(&a);
}

static void a_topic_is_taken_on_and_those_who_help_bring_it_together_and_hide_it(void **state)
{
    (void)state;
    struct asking a;
    char fields[64];
    begin(&a, TF_PHASE_CONVERGENCE);
    new_phone(&a);
    post(&a, "/topics", "title=Seeds");
    post(&a, "/topics", "title=Soil");
    new_phone(&a);
    assert_int_equal(post_one(&a, "Seeds", "initiator=Mara"), 303);
    assert_int_equal(post_one(&a, "Seeds", "initiator=Tom"), 403);
    snprintf(fields, sizeof(fields), "into=%llu",
             (unsigned long long)topic_called(&a, "Seeds")->record.key.id);
    assert_int_equal(post_one(&a, "Soil", fields), 403);
    assert_not_says(get(&a, "/topics"), "Bring it in there");
    pair(&a, TF_ROLE_HELPER);
    assert_says(get(&a, "/topics"), "Bring it in there");
    assert_int_equal(post_one(&a, "Soil", fields), 303);
    assert_true(topic_called(&a, "Soil")->into == topic_called(&a, "Seeds")->record.key.id);
    assert_int_equal(post_one(&a, "Seeds", "hide=1"), 303);
    new_phone(&a);
    assert_not_says(get(&a, "/topics"), "Seeds");
    assert_says(get(&a, "/topics"), "Soil");
    asking_end(&a);
}

static void before_and_after_it_is_for_reading(void **state)
{
    (void)state;
    struct asking a;
    begin(&a, TF_PHASE_SESSIONS);
    new_phone(&a);
    assert_not_says(get(&a, "/topics"), "Give a dot");
    assert_says(get(&a, "/topics"), "There are no topics yet.");
    post(&a, "/topics", "title=Seeds");
    assert_int_equal(a.reply.status, 403);
    assert_not_says(get(&a, "/"), "/topics");
    asking_end(&a);
    begin(&a, TF_PHASE_CONVERGENCE);
    assert_says(get(&a, "/"), "/topics");
    asking_end(&a);
}

static void programs_add_topics_and_give_dots_too(void **state)
{
    (void)state;
    struct asking a;
    char target[64], marked[64];
    begin(&a, TF_PHASE_CONVERGENCE);
    new_phone(&a);
    a.content_type = "application/json";
    assert_says(ask(&a, TF_METHOD_POST, "/api/v1/topics", "{\"title\": \"Seeds\", \"key\": \"1\"}"),
                "\"revision\"");
    ask(&a, TF_METHOD_POST, "/api/v1/topics", "{\"title\": \"Seeds\", \"key\": \"1\"}"); /* the same post */
    uint64_t id = topic_called(&a, "Seeds")->record.key.id;
    snprintf(target, sizeof(target), "/api/v1/topics/%llu", (unsigned long long)id);
    ask(&a, TF_METHOD_POST, target, "{\"dot\": true}");
    assert_int_equal(a.reply.status, 200);
    ask(&a, TF_METHOD_POST, target, "{\"initiator\": \"Mara\"}");
    assert_int_equal(a.reply.status, 200);
    const char *all = get(&a, "/api/v1/topics");
    snprintf(marked, sizeof(marked), "[{\"id\":%llu,\"title\":\"Seeds\",", (unsigned long long)id);
    assert_says(all, marked);
    assert_says(all, "\"initiator\":\"Mara\",\"dots\":1,\"members\":[]}]");
    ask(&a, TF_METHOD_POST, target, "{\"dot\": false}");
    assert_says(get(&a, "/api/v1/topics"), "\"dots\":0");
    assert_says(get(&a, "/api/v1/search?q=comp"), "\"title\":\"Compost\"");
    asking_end(&a);
}

static void the_desk_says_how_many_dots_each_has(void **state)
{
    (void)state;
    struct asking a;
    begin(&a, TF_PHASE_SESSIONS);
    pair(&a, TF_ROLE_ORGANISER);
    post(&a, "/desk/day/phase", "dots=7");
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(tf_topics_budget(tf_board_gathering(a.board)), 7);
    post(&a, "/desk/day/phase", "dots=99");
    assert_int_equal(a.reply.status, 400);
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phone_gives_its_dots_and_takes_them_back),
        cmocka_unit_test(a_topic_is_taken_on_and_those_who_help_bring_it_together_and_hide_it),
        cmocka_unit_test(before_and_after_it_is_for_reading),
        cmocka_unit_test(programs_add_topics_and_give_dots_too),
        cmocka_unit_test(the_desk_says_how_many_dots_each_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
