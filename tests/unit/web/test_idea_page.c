/* An idea's page on phones: how it stands, who answers, by when. */
#include "desk_kit.h"

#include "core/ideas.h"

static const char *page_of(struct asking *a, const char *title)
{
    char target[40];
    asking_shelve(a);
    snprintf(target, sizeof(target), "/s/%s",
             tf_board_session(a->board, support_session(a->board, title))->code);
    return get(a, target);
}

static void answer_within_14_days(struct asking *a)
{
    struct tf_gathering gathering = *tf_board_gathering(a->board);
    gathering.reply_days = 14;
    support_put(&a->board, &gathering.record);
}

static void put_standing(struct asking *a, enum tf_idea idea, const char *owner, const char *why)
{
    struct tf_session compost = *tf_board_session(a->board, support_session(a->board, "Compost"));
    compost.idea = idea;
    compost.idea_owner = owner;
    compost.idea_why = why;
    support_put(&a->board, &compost.record);
}

static void an_ideas_page_says_how_it_stands_and_by_when(void **state)
{
    (void)state;
    struct asking a;
    asking_begin(&a, support_board("1 spaces, 1 slots, Compost"));
    assert_not_says(page_of(&a, "Compost"), "looked at"); /* Open Space owes nobody an answer */
    answer_within_14_days(&a);
    assert_says(page_of(&a, "Compost"),
                "<p class=\"idea\">Nobody has looked at it yet. Answer by Wednesday, 9 December.</p>");

    put_standing(&a, TF_IDEA_LOOKED_AT, "<Mara>", "");
    assert_says(page_of(&a, "Compost"),
                "Looked at by \xe2\x81\xa8&lt;Mara&gt;\xe2\x81\xa9. Answer by Wednesday, 9 December.");
    a.now_s += 15 * 86400;
    const char *page = page_of(&a, "Compost");
    assert_says(page, "<p class=\"warn\">Looked at by");
    assert_says(page, "Overdue: an answer by Wednesday, 9 December.");

    put_standing(&a, TF_IDEA_NOT_NOW, "", "The roof is being repaired.");
    page = page_of(&a, "Compost");
    assert_says(page, "The roof is being repaired.");
    assert_not_says(page, "Overdue");
    asking_end(&a);
}

static void a_phone_cannot_answer_an_idea(void **state)
{
    (void)state;
    struct asking a;
    asking_begin(&a, support_board("1 spaces, 1 slots"));
    answer_within_14_days(&a);
    asking_shelve(&a);
    post(&a, "/propose", "title=Bees&idea=done&idea_owner=Mara&idea_why=Yes&reply_by=2027-01-01");
    const struct tf_session *bees = tf_board_session(a.board, support_session(a.board, "Bees"));
    assert_int_equal(bees->idea, TF_IDEA_NEW);
    assert_string_equal(bees->idea_owner, "");
    assert_string_equal(bees->idea_why, "");
    assert_int_equal(bees->reply_by, 0);
    asking_end(&a);
}

static void the_desk_lists_what_is_overdue_first_and_answers_it(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, "1 spaces, 1 slots, Bees, Compost", TF_ROLE_HELPER);
    assert_not_says(get(&a, "/desk/care"), "How it stands");
    answer_within_14_days(&a);
    asking_shelve(&a);
    assert_not_says(get(&a, "/desk"), "overdue");
    a.now_s += 20 * 86400;
    asking_shelve(&a);
    assert_says(get(&a, "/desk"), "2 answers are overdue: ");

    char body[300];
    const struct tf_session *bees = tf_board_session(a.board, support_session(a.board, "Bees"));
    static const char *const WRONG[] = {"idea=not-now&idea_why=", "idea=perhaps", "",
                                        "idea=done&reply_by=soon", "idea=done&idea_owner=%ff"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        snprintf(body, sizeof(body), "session=%llu&seen=%s&%s", (unsigned long long)bees->record.key.id,
                 after(&a, get(&a, "/desk/care"), "name=\"seen\" value=\""), WRONG[i]);
        post(&a, "/desk/care/idea", body);
        assert_int_equal(a.reply.status, 400);
        assert_int_equal(tf_board_session(a.board, bees->record.key.id)->idea, TF_IDEA_NEW);
    }
    snprintf(body, sizeof(body), "session=%llu&seen=%s&idea=not-now&idea_why=No+room&idea_owner=Mara",
             (unsigned long long)bees->record.key.id,
             after(&a, get(&a, "/desk/care"), "name=\"seen\" value=\""));
    post(&a, "/desk/care/idea", body);
    assert_int_equal(a.reply.status, 303);
    bees = tf_board_session(a.board, support_session(a.board, "Bees"));
    assert_int_equal(bees->idea, TF_IDEA_NOT_NOW);
    assert_string_equal(bees->idea_why, "No room");
    assert_string_equal(bees->idea_owner, "Mara");
    assert_says(get(&a, "/desk"), "1 answer is overdue: ");
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ideas_page_says_how_it_stands_and_by_when),
        cmocka_unit_test(the_desk_lists_what_is_overdue_first_and_answers_it),
        cmocka_unit_test(a_phone_cannot_answer_an_idea),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
