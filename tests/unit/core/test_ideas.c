/* Ideas: how each stands, who answers, by when; and that guests say none of it. */
#include "core/ideas.h"
#include "rules_kit.h"

static struct kit of_ideas(const char *description)
{
    struct kit kit = kit_of(support_board(description));
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.reply_days = 14;
    support_put(&kit.board, &gathering.record);
    return kit;
}

static struct tf_command *say(const struct kit *kit, const char *title, const struct tf_session *want,
                              const char *field, enum tf_role role)
{
    return by(with(about(kit, TF_VERB_EDIT, title), &want->record, tf_schema_mask(TF_KIND_SESSION, field)),
              role);
}

static void put_proposed(struct kit *kit, const char *title, int64_t days_ago)
{
    struct tf_session session = *tf_board_session(kit->board, support_session(kit->board, title));
    session.proposed_at = SUPPORT_10H00_S - days_ago * 86400;
    support_put(&kit->board, &session.record);
}

static void guests_do_not_say_how_an_idea_stands(void **state)
{
    static const char *const FIELDS[] = {"idea", "idea_why", "idea_owner", "reply_by"};
    const struct tf_session want = {.record.kind = TF_KIND_SESSION,
                                    .idea = TF_IDEA_TAKEN_UP,
                                    .idea_why = "We have the wood.",
                                    .idea_owner = "Mara",
                                    .reply_by = SUPPORT_DAY + 3};
    (void)state;
    struct kit kit = of_ideas("1 spaces, 1 slots, Bees");
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        struct tf_refusal no =
            kit_refused(&kit, TF_ERR_INVALID, say(&kit, "Bees", &want, FIELDS[i], TF_ROLE_GUEST));
        assert_int_equal(no.reason, TF_REASON_BAD_VALUE);
        assert_string_equal(no.field, FIELDS[i]);
        kit_do(&kit, say(&kit, "Bees", &want, FIELDS[i], TF_ROLE_HELPER));
    }
    const struct tf_session *bees = tf_board_session(kit.board, support_session(kit.board, "Bees"));
    assert_int_equal(bees->idea, TF_IDEA_TAKEN_UP);
    assert_string_equal(bees->idea_owner, "Mara");
    assert_int_equal(bees->reply_by, SUPPORT_DAY + 3);
    kit_free(&kit);
}

static void whoever_proposes_has_no_answer_yet(void **state)
{
    (void)state;
    struct kit kit = of_ideas("1 spaces, 1 slots");
    const struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, 900}},
                                       .code = "CARD7",
                                       .title = "Bees",
                                       .idea = TF_IDEA_DONE,
                                       .idea_why = "Of course",
                                       .idea_owner = "Mara",
                                       .reply_by = 1};
    kit_do(&kit, with(support_command(TF_VERB_PROPOSE), &session.record, tf_schema_all(TF_KIND_SESSION)));
    const struct tf_session *bees = tf_board_session(kit.board, 900);
    assert_int_equal(bees->idea, TF_IDEA_NEW);
    assert_string_equal(bees->idea_why, "");
    assert_string_equal(bees->idea_owner, "");
    assert_int_equal(bees->reply_by, 0);
    kit_free(&kit);
}

static void not_now_is_never_said_without_a_reason(void **state)
{
    (void)state;
    struct kit kit = of_ideas("1 spaces, 1 slots, Bees");
    struct tf_session want = {.record.kind = TF_KIND_SESSION, .idea = TF_IDEA_NOT_NOW, .idea_why = ""};
    struct tf_refusal no =
        kit_refused(&kit, TF_ERR_INVALID, say(&kit, "Bees", &want, "idea", TF_ROLE_ORGANISER));
    assert_string_equal(no.field, "idea_why");
    want.idea_why = "The roof is being repaired.";
    uint64_t both = tf_schema_mask(TF_KIND_SESSION, "idea") | tf_schema_mask(TF_KIND_SESSION, "idea_why");
    kit_do(&kit, by(with(about(&kit, TF_VERB_EDIT, "Bees"), &want.record, both), TF_ROLE_ORGANISER));
    want.idea_why = "";
    no = kit_refused(&kit, TF_ERR_INVALID, say(&kit, "Bees", &want, "idea_why", TF_ROLE_ORGANISER));
    assert_string_equal(no.field, "idea_why");
    kit_free(&kit);
}

static void what_is_overdue_comes_first_and_what_is_answered_last(void **state)
{
    (void)state;
    struct tf_zone *zone = NULL;
    struct tf_ideas ideas;
    struct kit kit = of_ideas("1 spaces, 1 slots, Ants, Bees, Cats, Dogs, Eels");
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    put_proposed(&kit, "Ants", 20);
    put_proposed(&kit, "Bees", 14); /* today is the last day */
    put_proposed(&kit, "Cats", 15);
    put_proposed(&kit, "Dogs", 30);
    put_proposed(&kit, "Eels", 40);
    struct tf_session want = {.record.kind = TF_KIND_SESSION, .idea = TF_IDEA_LOOKED_AT};
    kit_do(&kit, say(&kit, "Ants", &want, "idea", TF_ROLE_ORGANISER)); /* that is no answer yet */
    want.idea = TF_IDEA_TAKEN_UP;
    kit_do(&kit, say(&kit, "Dogs", &want, "idea", TF_ROLE_ORGANISER));
    kit_do(&kit, by(about(&kit, TF_VERB_WITHDRAW, "Eels"), TF_ROLE_ORGANISER));
    assert_int_equal(tf_ideas_list(&ideas, kit.board, zone, SUPPORT_DAY), TF_OK);
    static const char *const ORDER[] = {"Ants", "Cats", "Bees", "Dogs"};
    assert_int_equal(ideas.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(ideas.list[i]->title, ORDER[i]);
    }
    assert_int_equal(ideas.late_count, 2);
    assert_int_equal(ideas.open_count, 3);
    tf_ideas_free(&ideas);
    want.reply_by = SUPPORT_DAY + 7;
    kit_do(&kit, say(&kit, "Ants", &want, "reply_by", TF_ROLE_ORGANISER));
    assert_int_equal(tf_ideas_list(&ideas, kit.board, zone, SUPPORT_DAY), TF_OK);
    assert_string_equal(ideas.list[0]->title, "Cats");
    assert_int_equal(ideas.late_count, 1);
    tf_ideas_free(&ideas);
    tf_zone_close(zone);
    kit_free(&kit);
}

static void what_was_brought_without_a_time_is_open_and_never_late(void **state)
{
    (void)state;
    struct tf_zone *zone = NULL;
    struct tf_ideas ideas;
    struct kit kit = of_ideas("1 spaces, 1 slots, Ants, Bees");
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    struct tf_session ants = *tf_board_session(kit.board, support_session(kit.board, "Ants"));
    ants.proposed_at = 0;
    support_put(&kit.board, &ants.record);
    assert_int_equal(tf_ideas_list(&ideas, kit.board, zone, SUPPORT_DAY), TF_OK);
    assert_int_equal(ideas.open_count, 2);
    assert_int_equal(ideas.late_count, 0);
    assert_string_equal(ideas.list[1]->title, "Ants");
    tf_ideas_free(&ideas);
    tf_zone_close(zone);
    kit_free(&kit);
}

static void elsewhere_sessions_are_no_ideas(void **state)
{
    (void)state;
    struct tf_zone *zone = NULL;
    struct tf_ideas ideas;
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Ants"));
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    put_proposed(&kit, "Ants", 400);
    assert_int_equal(tf_ideas_list(&ideas, kit.board, zone, SUPPORT_DAY), TF_OK);
    assert_int_equal(ideas.count, 0);
    tf_ideas_free(&ideas);
    assert_false(tf_ideas_are(NULL));
    tf_zone_close(zone);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guests_do_not_say_how_an_idea_stands),
        cmocka_unit_test(whoever_proposes_has_no_answer_yet),
        cmocka_unit_test(not_now_is_never_said_without_a_reason),
        cmocka_unit_test(what_is_overdue_comes_first_and_what_is_answered_last),
        cmocka_unit_test(what_was_brought_without_a_time_is_open_and_never_late),
        cmocka_unit_test(elsewhere_sessions_are_no_ideas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
