/* What came of it on phones: counts with their lists, and how an action stands, said by whoever has its link.
 */
#include "desk_kit.h"

#include "core/came.h"

static void begin(struct asking *a)
{
    asking_begin(a, support_board("2 spaces, 2 slots, Compost in A at 10:00, Bees in B at 10:00, Dogs"));
    support_note(&a->board, "Compost", 5001, "It was warm.");
    a->now_s = SUPPORT_DAY_S + 13 * 3600;
    asking_shelve(a);
}

static const struct tf_action *only_action(const struct asking *a)
{
    struct tf_table_iter it = tf_table_first(a->board->tables[TF_KIND_ACTION]);
    assert_non_null(it.record);
    return TF_ACTION(it.record);
}

static const char *link_of(struct asking *a, char target[64])
{
    snprintf(target, 64, "/action/%llu", (unsigned long long)only_action(a)->link);
    return target;
}

static void new_phone(struct asking *a)
{
    char device[TF_ACCESS_TOKEN_BYTES];
    tf_access_new_device(device);
    snprintf(a->cookie, sizeof(a->cookie), "device=%s", device);
}

static void counts_have_their_lists(void **state)
{
    (void)state;
    struct asking a;
    begin(&a);
    const char *page = get(&a, "/came");
    assert_int_equal(a.reply.status, 200);
    assert_says(page, "<a href=\"#held\"><strong>2</strong> held</a>");
    assert_says(page, "<a href=\"#missing\"><strong>1</strong> notes still missing</a>");
    assert_says(page, "<strong>1</strong> asked for and not held");
    assert_says(page, "<meter max=\"2\" value=\"1\" aria-label=\"1 of 2\">");
    assert_says(strstr(page, "id=\"missing\""), "Bees");
    assert_not_says(page, "people came");
    a.site.notes_url = "https://pad.example/{code}";
    page = get(&a, "/came");
    assert_not_says(page, "notes still missing"); /* they are on a pad: nobody knows */
    asking_end(&a);
}

static void who_came_is_said_at_the_desk(void **state)
{
    (void)state;
    struct asking a;
    begin(&a);
    pair(&a, TF_ROLE_ORGANISER);
    post(&a, "/desk/day/phase", "people=120");
    assert_int_equal(a.reply.status, 303);
    assert_says(get(&a, "/came"), "120 people came.");
    static const char *const WRONG[] = {"people=100001", "people=-1", "people=12a",
                                        "people=99999999999999999999"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        post(&a, "/desk/day/phase", WRONG[i]);
        assert_int_equal(a.reply.status, 400);
    }
    post(&a, "/desk/day/phase", "people=0");
    assert_not_says(get(&a, "/came"), "people came");
    asking_end(&a);
}

static void whoever_has_the_link_says_how_an_action_stands(void **state)
{
    (void)state;
    struct asking a;
    char target[64];
    begin(&a);
    new_phone(&a);
    char code[40];
    snprintf(code, sizeof(code), "/s/%s/action", tf_board_session(a.board, 1001)->code);
    post(&a, code, "what=Build+a+hive&who=Mara&due=2026-12-24");
    assert_int_equal(a.reply.status, 303);
    assert_true(only_action(&a)->link != 0);
    assert_says(get(&a, "/came"), link_of(&a, target)); /* its own phone is shown the way */
    new_phone(&a);
    assert_not_says(get(&a, "/came"), "/action/");
    assert_says(get(&a, link_of(&a, target)), "Build a hive");
    post(&a, link_of(&a, target), "standing=2");
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(only_action(&a)->after_30, TF_STANDING_STUCK);
    assert_says(get(&a, "/came"), "After 30 days: Stuck.");
    a.now_s += 80 * 86400;
    asking_shelve(&a);
    assert_says(get(&a, "/came"), "Late: by");
    post(&a, link_of(&a, target), "standing=3");
    assert_int_equal(only_action(&a)->after_30, TF_STANDING_STUCK);
    assert_int_equal(only_action(&a)->after_90, TF_STANDING_DONE);
    assert_true(only_action(&a)->done);
    pair(&a, TF_ROLE_ORGANISER);
    assert_says(get(&a, "/came"), link_of(&a, target)); /* to be sent to whoever does it */
    asking_end(&a);
}

static void without_the_link_there_is_no_action(void **state)
{
    (void)state;
    struct asking a;
    begin(&a);
    new_phone(&a);
    struct tf_action action = {
        .record = {.kind = TF_KIND_ACTION, .key = {1001, 6001}}, .what = "Brought along", .who = ""};
    support_put(&a.board, &action.record);
    asking_shelve(&a);
    static const char *const TARGETS[] = {"/action/0", "/action/6001", "/action/x", "/action/-1",
                                          "/action/18446744073709551615"};
    for (size_t i = 0; i < sizeof(TARGETS) / sizeof(TARGETS[0]); i++) {
        get(&a, TARGETS[i]);
        assert_int_equal(a.reply.status, 404);
        post(&a, TARGETS[i], "standing=3");
        assert_in_range(a.reply.status, 400, 404);
        assert_false(only_action(&a)->done);
    }
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_have_their_lists),
        cmocka_unit_test(who_came_is_said_at_the_desk),
        cmocka_unit_test(whoever_has_the_link_says_how_an_action_stands),
        cmocka_unit_test(without_the_link_there_is_no_action),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
