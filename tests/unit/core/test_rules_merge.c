/* Two sessions become one when both hosts say so: who asked what, who may answer, and what becomes of it. */
#include "rules_kit.h"

enum { ANTS_HOST = 41, BEES_HOST = 42, STRANGER = 43 };

/* Ants and Bees came from two phones; Compost was proposed at the touchscreen. */
static struct kit three(void)
{
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Compost in A at 10:00"));
    kit_do(&kit, from_device(support_propose("Ants", 1776, "NEWCA"), ANTS_HOST));
    kit_do(&kit, from_device(support_propose("Bees", 1777, "NEWCB"), BEES_HOST));
    return kit;
}

static struct tf_command *ask(const struct kit *kit, const char *goes, const char *stays, uint64_t device)
{
    return from_device(about_two(kit, TF_VERB_ASK_MERGE, goes, stays), device);
}

static struct tf_command *agree(const struct kit *kit, const char *goes, const char *stays, uint64_t device)
{
    return from_device(about_two(kit, TF_VERB_MERGE, goes, stays), device);
}

static struct tf_command *unask(const struct kit *kit, const char *title, uint64_t device)
{
    return from_device(about(kit, TF_VERB_UNASK_MERGE, title), device);
}

static void assert_asks(const struct kit *kit, const char *title, const char *other)
{
    uint64_t want = other != NULL ? support_session(kit->board, other) : 0;
    assert_int_equal(session_of(kit, title)->asks_into, want);
}

static void a_merge_wants_both_hosts_word(void **state)
{
    (void)state;
    struct kit kit = three();
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Ants", "Bees", 0));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Ants", "Bees", BEES_HOST));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Ants", "Bees", ANTS_HOST));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS,
                   by(agree(&kit, "Ants", "Bees", 0), TF_ROLE_HELPER));
    kit_do(&kit, ask(&kit, "Ants", "Bees", ANTS_HOST));
    assert_asks(&kit, "Ants", "Bees");
    assert_int_equal(session_of(&kit, "Ants")->state, TF_SESSION_OPEN);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Ants", "Bees", ANTS_HOST));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Ants", "Bees", STRANGER));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Ants", "Compost", 0));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Bees", "Ants", ANTS_HOST));
    kit_do(&kit, agree(&kit, "Ants", "Bees", BEES_HOST));
    assert_int_equal(session_of(&kit, "Ants")->state, TF_SESSION_MERGED);
    assert_int_equal(session_of(&kit, "Ants")->merged_into, 1777);
    assert_asks(&kit, "Ants", NULL);
    kit_undo(&kit); /* the question stands again */
    assert_int_equal(session_of(&kit, "Ants")->state, TF_SESSION_OPEN);
    assert_asks(&kit, "Ants", "Bees");
    kit_free(&kit);
}

static void the_touchscreen_believes_who_stands_there(void **state)
{
    (void)state;
    struct kit kit = three();
    kit_do(&kit, ask(&kit, "Compost", "Bees", 0));
    kit_do(&kit, agree(&kit, "Compost", "Bees", 0));
    assert_int_equal(session_of(&kit, "Compost")->state, TF_SESSION_MERGED);
    kit_free(&kit);
}

static void one_host_of_both_need_not_ask(void **state)
{
    (void)state;
    struct kit kit = three();
    kit_do(&kit, from_device(support_propose("Wasps", 1778, "NEWCW"), BEES_HOST));
    kit_do(&kit, agree(&kit, "Wasps", "Bees", BEES_HOST));
    assert_int_equal(session_of(&kit, "Wasps")->state, TF_SESSION_MERGED);
    kit_free(&kit);
}

static void only_a_host_or_an_organiser_asks(void **state)
{
    (void)state;
    struct kit kit = three();
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, ask(&kit, "Ants", "Bees", STRANGER));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, ask(&kit, "Ants", "Bees", BEES_HOST));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, ask(&kit, "Compost", "Bees", BEES_HOST));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SAME_THING, ask(&kit, "Ants", "Ants", ANTS_HOST));
    kit_do(&kit, by(ask(&kit, "Ants", "Bees", STRANGER), TF_ROLE_ORGANISER));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, ask(&kit, "Ants", "Bees", ANTS_HOST));
    kit_do(&kit, ask(&kit, "Ants", "Compost", ANTS_HOST)); /* one question at a time: the newest */
    assert_asks(&kit, "Ants", "Compost");
    kit_free(&kit);
}

static void either_host_takes_the_question_away(void **state)
{
    (void)state;
    struct kit kit = three();
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, unask(&kit, "Ants", ANTS_HOST));
    kit_do(&kit, ask(&kit, "Ants", "Bees", ANTS_HOST));
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, unask(&kit, "Ants", STRANGER));
    kit_do(&kit, unask(&kit, "Ants", BEES_HOST)); /* not now */
    assert_asks(&kit, "Ants", NULL);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_HOSTS, agree(&kit, "Ants", "Bees", BEES_HOST));
    kit_do(&kit, ask(&kit, "Ants", "Bees", ANTS_HOST));
    kit_do(&kit, unask(&kit, "Ants", ANTS_HOST)); /* not any more */
    kit_do(&kit, ask(&kit, "Ants", "Bees", ANTS_HOST));
    kit_undo(&kit);
    assert_asks(&kit, "Ants", NULL);
    kit_free(&kit);
}

static void who_leaves_the_wall_asks_nobody_and_is_asked_by_nobody(void **state)
{
    (void)state;
    struct kit kit = three();
    kit_do(&kit, ask(&kit, "Ants", "Bees", ANTS_HOST));
    kit_do(&kit, about(&kit, TF_VERB_WITHDRAW, "Bees"));
    assert_asks(&kit, "Ants", "Bees"); /* nobody can say yes, until it is back */
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, agree(&kit, "Ants", "Bees", BEES_HOST));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, ask(&kit, "Compost", "Bees", 0));
    kit_undo(&kit);
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Ants"), TF_ROLE_HELPER));
    assert_asks(&kit, "Ants", NULL);
    kit_undo(&kit);
    assert_asks(&kit, "Ants", "Bees");
    kit_free(&kit);
}

static void a_question_goes_with_the_session_that_it_names(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Compost"));
    kit_do(&kit, from_device(support_propose("Bees", 1777, "NEWCB"), BEES_HOST));
    struct tf_event *proposed = tf_event_ref(kit.last);
    kit_do(&kit, ask(&kit, "Compost", "Bees", 0));
    struct tf_event *asked = tf_event_ref(kit.last);
    kit_do_with(&kit, from_device(undo(proposed->sequence), BEES_HOST), proposed);
    assert_null(tf_board_session(kit.board, 1777));
    assert_asks(&kit, "Compost", NULL);
    struct tf_event *gone = tf_event_ref(kit.last);
    /* What asked for it is not there to be taken back, nor to come back. */
    assert_int_equal(kit_refused_with(&kit, TF_ERR_CONFLICT, undo(asked->sequence), asked).reason,
                     TF_REASON_NO_CHANGE);
    kit_do_with(&kit, from_device(undo(gone->sequence), BEES_HOST), gone); /* redone: both are back */
    assert_asks(&kit, "Compost", "Bees");
    tf_event_unref(proposed);
    tf_event_unref(asked);
    tf_event_unref(gone);
    kit_free(&kit);
}

static void undo_brings_no_question_to_nobody(void **state)
{
    (void)state;
    struct kit kit = kit_of(support_board("1 spaces, 2 slots, Compost"));
    kit_do(&kit, from_device(support_propose("Bees", 1777, "NEWCB"), BEES_HOST));
    struct tf_event *proposed = tf_event_ref(kit.last);
    kit_do(&kit, ask(&kit, "Compost", "Bees", 0));
    kit_do(&kit, unask(&kit, "Compost", 0));
    struct tf_event *unasked = tf_event_ref(kit.last);
    kit_do_with(&kit, from_device(undo(proposed->sequence), BEES_HOST), proposed);
    assert_int_equal(kit_refused_with(&kit, TF_ERR_CONFLICT, undo(unasked->sequence), unasked).reason,
                     TF_REASON_NO_CHANGE);
    assert_asks(&kit, "Compost", NULL);
    tf_event_unref(proposed);
    tf_event_unref(unasked);
    kit_free(&kit);
}

static void a_question_asked_meanwhile_stops_no_undo(void **state)
{
    (void)state;
    struct kit kit = three();
    kit_do(&kit, from_device(support_propose("Wasps", 1778, "NEWCW"), STRANGER));
    struct tf_event *proposed = tf_event_ref(kit.last);
    kit_do(&kit, ask(&kit, "Wasps", "Bees", STRANGER));
    kit_do_with(&kit, from_device(undo(proposed->sequence), STRANGER), proposed);
    assert_null(tf_board_session(kit.board, 1778));
    tf_event_unref(proposed);
    kit_free(&kit);
}

static void an_import_may_bring_questions_but_none_to_nobody(void **state)
{
    (void)state;
    struct kit kit = three();
    struct tf_session ants = *session_of(&kit, "Ants"), compost = *session_of(&kit, "Compost");
    struct tf_command *command = by(support_command(TF_VERB_IMPORT), TF_ROLE_ORGANISER);
    ants.asks_into = 1777;
    compost.asks_into = 4242;
    assert_int_equal(tf_command_add_record(command, &ants.record), TF_OK);
    assert_int_equal(tf_command_add_record(command, &compost.record), TF_OK);
    kit_do(&kit, command);
    assert_asks(&kit, "Ants", "Bees");
    assert_asks(&kit, "Compost", NULL);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_merge_wants_both_hosts_word),
        cmocka_unit_test(the_touchscreen_believes_who_stands_there),
        cmocka_unit_test(one_host_of_both_need_not_ask),
        cmocka_unit_test(only_a_host_or_an_organiser_asks),
        cmocka_unit_test(either_host_takes_the_question_away),
        cmocka_unit_test(who_leaves_the_wall_asks_nobody_and_is_asked_by_nobody),
        cmocka_unit_test(a_question_goes_with_the_session_that_it_names),
        cmocka_unit_test(undo_brings_no_question_to_nobody),
        cmocka_unit_test(a_question_asked_meanwhile_stops_no_undo),
        cmocka_unit_test(an_import_may_bring_questions_but_none_to_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
