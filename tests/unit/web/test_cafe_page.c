/* A World Café on phones. */
#include "desk_kit.h"

static void begin(struct asking *a, int64_t people)
{
    asking_begin(a, support_board("4 spaces, 3 slots"));
    struct tf_gathering gathering = *tf_board_gathering(a->board);
    gathering.people = people;
    gathering.rotates = true;
    support_put(&a->board, &gathering.record);
    asking_shelve(a);
}

static size_t count(const char *page, const char *part)
{
    size_t n = 0;
    for (const char *at = page; (at = strstr(at, part)) != NULL; at++) {
        n++;
    }
    return n;
}

static void a_number_has_its_tables_and_all_have_the_plan(void **state)
{
    (void)state;
    struct asking a;
    begin(&a, 20);
    struct tf_slot slot = *a.board->grid->slots[1];
    slot.title = "What <b>now</b>?";
    support_put(&a.board, &slot.record);
    asking_shelve(&a);
    assert_says(get(&a, "/"), "/tables");
    const char *page = get(&a, "/tables");
    assert_int_equal(a.reply.status, 200);
    assert_says(page, "Guests: 16. Tables: 4. Rounds: 3.");
    assert_int_equal(count(page, "<table"), 3);
    assert_says(page, "What &lt;b&gt;now&lt;/b&gt;?");
    page = get(&a, "/tables?n=7");
    assert_int_equal(count(page, "<time>"), 3);
    assert_int_equal(count(page, "<table"), 0);
    static const char *const WRONG[] = {"0", "17", "x", "-1", "999999999999", "7%00"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        char target[64];
        snprintf(target, sizeof(target), "/tables?n=%s", WRONG[i]);
        page = get(&a, target);
        assert_true(a.reply.status == 400 || strstr(page, "No guest has this number.") != NULL);
    }
    asking_end(&a);
}

static void without_guests_there_is_no_plan(void **state)
{
    (void)state;
    struct asking a;
    begin(&a, 0);
    assert_says(get(&a, "/tables"), "how many people came");
    asking_end(&a);
    begin(&a, 4);
    assert_says(get(&a, "/tables"), "how many people came");
    asking_end(&a);
    begin(&a, 5000);
    assert_says(get(&a, "/tables"), "400 guests");
    asking_end(&a);
}

static void a_rounds_question_is_asked_at_the_desk(void **state)
{
    (void)state;
    struct asking a;
    begin(&a, 20);
    pair(&a, TF_ROLE_ORGANISER);
    post(&a, "/desk/time/new", "date=2026-11-25&start=13:00&end=13:20&kind=session&title=What+now%3F");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(a.board->grid->slots[3]->title, "What now?");
    assert_says(get(&a, "/desk/times"), "question of a round");
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_has_its_tables_and_all_have_the_plan),
        cmocka_unit_test(without_guests_there_is_no_plan),
        cmocka_unit_test(a_rounds_question_is_asked_at_the_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
