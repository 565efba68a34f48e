#include "rules_kit.h"

#include "core/policy.h"

#define HOST  42
#define GUEST 7

static struct kit bees_of_host(void)
{
    struct kit kit = kit_of(support_board("1 spaces, 1 slots, Compost"));
    kit_do(&kit, from_device(support_propose("Bees", 1777, "NEWCD"), HOST));
    return kit;
}

static void a_device_stars_once_and_never_its_own(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "Bees"), GUEST));
    assert_int_equal(tf_board_star_count(kit.board, 1777), 1);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE,
                   from_device(about(&kit, TF_VERB_STAR, "Bees"), GUEST));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_OWN_SESSION,
                   from_device(about(&kit, TF_VERB_STAR, "Bees"), HOST));
    kit_do(&kit, from_device(about(&kit, TF_VERB_UNSTAR, "Bees"), GUEST));
    assert_int_equal(tf_board_star_count(kit.board, 1777), 0);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE,
                   from_device(about(&kit, TF_VERB_UNSTAR, "Bees"), GUEST));
    struct tf_command *command = from_device(support_command(TF_VERB_STAR), GUEST);
    command->session = 999;
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SESSION, command);
    kit_free(&kit);
}

static struct tf_command *star_at(struct kit *kit, const char *title, int64_t at)
{
    struct tf_command *command = about(kit, TF_VERB_STAR, title);
    command->at = at;
    return command;
}

static void the_touchscreen_stars_for_people_it_does_not_know(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    kit_do(&kit, about(&kit, TF_VERB_STAR, "Bees"));
    kit_do(&kit, about(&kit, TF_VERB_STAR, "Bees")); /* somebody else */
    assert_int_equal(tf_board_star_count(kit.board, 1777), 2);
    kit_undo(&kit); /* as a guest at the touchscreen */
    assert_int_equal(tf_board_star_count(kit.board, 1777), 1);
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, about(&kit, TF_VERB_UNSTAR, "Bees"));
    /* No phone can say that it is one of them. */
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE,
                   from_device(about(&kit, TF_VERB_UNSTAR, "Bees"), TF_DEVICE_MAX + 1));
    kit_free(&kit);
}

static void a_hand_that_stars_and_stars_is_asked_to_wait(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    int64_t at = SUPPORT_10H00_S;
    for (int i = 0; i < TF_WALL_STARS_PER_MINUTE_MAX; i++) {
        kit_do(&kit, star_at(&kit, "Bees", at));
    }
    assert_refused(&kit, TF_ERR_LIMIT, TF_REASON_TOO_SOON, star_at(&kit, "Bees", at + 59));
    kit_do(&kit, star_at(&kit, "Compost", at + 59)); /* another session is another matter */
    kit_do(&kit, star_at(&kit, "Bees", at + 60));
    kit_do(&kit, star_at(&kit, "Bees", at - 3600)); /* a clock that was wrong locks nobody out */
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "Bees"), GUEST));
    size_t count = TF_WALL_STARS_PER_MINUTE_MAX + 2;
    for (; count < TF_WALL_STARS_MAX; count++) {
        at += 60;
        kit_do(&kit, star_at(&kit, "Bees", at));
    }
    assert_refused(&kit, TF_ERR_LIMIT, TF_REASON_FULL, star_at(&kit, "Bees", at + 600));
    assert_int_equal(tf_board_star_count(kit.board, 1777), TF_WALL_STARS_MAX + 1);
    kit_free(&kit);
}

/* Where each phone has so many stars, one more from nobody would be worth more than theirs. */
static void a_vote_with_a_budget_is_the_phones(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    struct tf_gathering gathering = *tf_board_gathering(kit.board);
    gathering.format = "barcamp";
    gathering.phase = TF_PHASE_MARKETPLACE;
    support_put(&kit.board, &gathering.record);
    assert_true(tf_policy_star_budget(tf_board_gathering(kit.board)) > 0);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NEEDS_DEVICE, about(&kit, TF_VERB_STAR, "Bees"));
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "Bees"), GUEST));
    kit_free(&kit);
}

/* Who starred both before the wall is not known: no more are counted than there were for one of them. */
static void merged_stars_from_the_touchscreen_are_not_added(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    for (int i = 0; i < 3; i++) {
        kit_do(&kit, about(&kit, TF_VERB_STAR, "Bees"));
    }
    kit_do(&kit, about(&kit, TF_VERB_STAR, "Compost"));
    kit_do(&kit, about(&kit, TF_VERB_STAR, "Compost"));
    kit_do(&kit, from_device(about(&kit, TF_VERB_STAR, "Compost"), GUEST));
    struct tf_command *merge = by(about(&kit, TF_VERB_MERGE, "Compost"), TF_ROLE_ORGANISER);
    merge->other = 1777;
    kit_do(&kit, merge);
    assert_int_equal(tf_board_star_count(kit.board, 1777), 4);
    kit_undo(&kit);
    assert_int_equal(tf_board_star_count(kit.board, 1777), 3);
    kit_free(&kit);
}

static struct tf_command *note(uint64_t session, uint64_t id, const char *text, uint64_t device)
{
    struct tf_note value = {
        .record = {.kind = TF_KIND_NOTE, .key = {session, id}}, .text = text, .device = 999, .at = 5};
    return from_device(with(support_command(TF_VERB_NOTE), &value.record, 0), device);
}

static const struct tf_note *note_of(const struct kit *kit, uint64_t session, uint64_t id)
{
    return TF_NOTE(tf_board_get(kit->board, TF_KIND_NOTE, (struct tf_key){session, id}));
}

static void a_note_is_amended_by_its_author_or_an_organiser(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    kit_do(&kit, note(1777, 5001, "Twelve came", GUEST));
    assert_int_equal(note_of(&kit, 1777, 5001)->device, GUEST);
    assert_int_equal(note_of(&kit, 1777, 5001)->at, SUPPORT_10H00_S);
    assert_int_equal(note_of(&kit, 1777, 5001)->amended_at, 0);
    struct tf_refusal no = kit_refused(&kit, TF_ERR_DENIED, note(1777, 5001, "Nobody came", HOST));
    assert_int_equal(no.reason, TF_REASON_NOT_ALLOWED);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, note(1777, 5001, "Nobody came", 0));
    struct tf_command *later = note(1777, 5001, "Thirteen came", GUEST);
    later->at += 60;
    kit_do(&kit, later);
    assert_string_equal(note_of(&kit, 1777, 5001)->text, "Thirteen came");
    assert_int_equal(note_of(&kit, 1777, 5001)->at, SUPPORT_10H00_S);
    assert_int_equal(note_of(&kit, 1777, 5001)->amended_at, SUPPORT_10H00_S + 60);
    assert_int_equal(note_of(&kit, 1777, 5001)->device, GUEST);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, note(1777, 5001, "Thirteen came", GUEST));
    kit_do(&kit, by(note(1777, 5001, "Some came", 0), TF_ROLE_ORGANISER));
    kit_undo(&kit);
    assert_string_equal(note_of(&kit, 1777, 5001)->text, "Thirteen came");
    kit_do(&kit, note(1777, 5001, "", GUEST)); /* an author may empty a note again */
    kit_free(&kit);
}

static void the_touchscreen_amends_its_own_notes_while_they_are_typed(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    struct tf_note value = {.record = {.kind = TF_KIND_NOTE, .key = {1777, 5001}}, .happened = "We dug"};
    kit_do(&kit, with(support_command(TF_VERB_NOTE), &value.record, 0));
    value.happened = "";
    value.mattered = "The soil";
    kit_do(&kit,
           with(support_command(TF_VERB_NOTE), &value.record, tf_schema_mask(TF_KIND_NOTE, "mattered")));
    assert_string_equal(note_of(&kit, 1777, 5001)->happened, "We dug");
    assert_string_equal(note_of(&kit, 1777, 5001)->mattered, "The soil");
    kit_free(&kit);
}

static void a_new_note_says_something_about_a_session_that_is_there(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, note(1777, 5001, "", GUEST));
    assert_refused(&kit, TF_ERR_NOT_FOUND, TF_REASON_UNKNOWN_SESSION, note(999, 5001, "Twelve came", GUEST));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_VALUE, note(1777, 0, "Twelve came", GUEST));
    kit_do(&kit, note(1777, 5001, "Twelve came", GUEST));
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_HELPER));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, note(1777, 5002, "More", GUEST));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, note(1777, 5001, "Less", GUEST));
    kit_free(&kit);
}

static void helpers_hide_notes_and_authors_cannot_show_them_again(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    uint64_t hidden = tf_schema_mask(TF_KIND_NOTE, "hidden");
    kit_do(&kit, note(1777, 5001, "Buy my honey", GUEST));
    struct tf_note value = {
        .record = {.kind = TF_KIND_NOTE, .key = {1777, 5001}}, .text = "Changed", .hidden = true};
    struct tf_command *hide = with(support_command(TF_VERB_NOTE), &value.record, hidden);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, hide);
    kit_do(&kit, by(with(support_command(TF_VERB_NOTE), &value.record, hidden), TF_ROLE_HELPER));
    assert_true(note_of(&kit, 1777, 5001)->hidden);
    assert_string_equal(note_of(&kit, 1777, 5001)->text, "Buy my honey");
    kit_do(&kit, note(1777, 5001, "Buy honey", GUEST)); /* all fields meant, "hidden" not theirs */
    assert_true(note_of(&kit, 1777, 5001)->hidden);
    kit_free(&kit);
}

static struct tf_command *action(uint64_t id, const char *what, bool done, uint64_t device)
{
    struct tf_action value = {
        .record = {.kind = TF_KIND_ACTION, .key = {1777, id}}, .what = what, .done = done, .device = 999};
    return from_device(with(support_command(TF_VERB_ACTION), &value.record, 0), device);
}

static void an_action_is_amended_by_who_wrote_it_or_an_organiser(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    struct tf_key key = {1777, 6001};
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, action(6001, "", false, GUEST));
    kit_do(&kit, action(6001, "Build a hive", false, GUEST));
    assert_int_equal(TF_ACTION(tf_board_get(kit.board, TF_KIND_ACTION, key))->device, GUEST);
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, action(6001, "Build a hive", true, HOST));
    kit_do(&kit, action(6001, "Build a hive", true, GUEST));
    assert_true(TF_ACTION(tf_board_get(kit.board, TF_KIND_ACTION, key))->done);
    assert_int_equal(TF_ACTION(tf_board_get(kit.board, TF_KIND_ACTION, key))->at, SUPPORT_10H00_S);
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_NO_CHANGE, action(6001, "Build a hive", true, GUEST));
    kit_do(&kit, by(action(6001, "Build two", true, 0), TF_ROLE_ORGANISER));
    kit_do(&kit, by(about(&kit, TF_VERB_HIDE, "Bees"), TF_ROLE_HELPER));
    assert_refused(&kit, TF_ERR_CONFLICT, TF_REASON_SESSION_GONE, action(6001, "Buy my hives", true, GUEST));
    kit_do(&kit, by(action(6001, "Build three", true, 0), TF_ROLE_ORGANISER));
    kit_free(&kit);
}

static const struct tf_action *action_of(const struct kit *kit, uint64_t id)
{
    return TF_ACTION(tf_board_get(kit->board, TF_KIND_ACTION, (struct tf_key){1777, id}));
}

static void whoever_has_an_actions_link_says_how_it_stands_and_nothing_else(void **state)
{
    (void)state;
    enum { LINK = 4711 };
    struct kit kit = bees_of_host();
    struct tf_action said = {.record = {.kind = TF_KIND_ACTION, .key = {1777, 6001}},
                             .what = "Build a hive",
                             .who = "Mara",
                             .link = LINK};
    kit_do(&kit, from_device(with(support_command(TF_VERB_ACTION), &said.record, 0), GUEST));
    said.what = "Sell it";
    said.after_30 = TF_STANDING_GOING;
    struct tf_command *guess = from_device(with(support_command(TF_VERB_ACTION), &said.record, 0), HOST);
    guess->other = LINK + 1;
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, guess);
    struct tf_command *known = from_device(with(support_command(TF_VERB_ACTION), &said.record, 0), HOST);
    known->other = LINK;
    kit_do(&kit, known);
    assert_string_equal(action_of(&kit, 6001)->what, "Build a hive");
    assert_int_equal(action_of(&kit, 6001)->after_30, TF_STANDING_GOING);
    kit_undo(&kit);
    assert_int_equal(action_of(&kit, 6001)->after_30, TF_STANDING_UNSAID);
    struct tf_command *none = from_device(action(6002, "Write", false, GUEST), GUEST);
    kit_do(&kit, none); /* it has no link, so 0 is nobody's */
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, action(6002, "Write", true, HOST));
    kit_free(&kit);
}

/* The doors clean it; what did not come through one is not kept. */
static void text_that_was_not_cleaned_is_refused_new_and_changed(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, note(1777, 5001, "a\u202eb", GUEST));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, note(1777, 5001, "Cafe\u0301", GUEST));
    kit_do(&kit, note(1777, 5001, "Twelve came", GUEST));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, note(1777, 5001, "Cafe\u0301", GUEST));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, action(6001, "Cafe\u0301", false, GUEST));
    kit_do(&kit, action(6001, "Build a hive", false, GUEST));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, action(6001, "Cafe\u0301", true, GUEST));
    kit_free(&kit);
}

static struct tf_command *news(const char *text, int64_t expires_at)
{
    struct tf_news value = {
        .record = {.kind = TF_KIND_NEWS, .key.id = 7001}, .text = text, .at = 5, .expires_at = expires_at};
    return by(with(support_command(TF_VERB_NEWS), &value.record, 0), TF_ROLE_HELPER);
}

static void news_is_told_by_helpers(void **state)
{
    (void)state;
    struct kit kit = bees_of_host();
    struct tf_key key = {0, 7001};
    assert_refused(&kit, TF_ERR_DENIED, TF_REASON_NOT_ALLOWED, by(news("Lunch!", 0), TF_ROLE_GUEST));
    assert_refused(&kit, TF_ERR_INVALID, TF_REASON_BAD_TEXT, news("", 0));
    assert_string_equal(kit_refused(&kit, TF_ERR_INVALID, news("Lunch!", INT64_MAX)).field, "expires_at");
    kit_do(&kit, news("Lunch!", 0));
    assert_int_equal(TF_NEWS(tf_board_get(kit.board, TF_KIND_NEWS, key))->at, SUPPORT_10H00_S);
    kit_do(&kit, news("Lunch at noon", SUPPORT_10H00_S + 7200));
    assert_string_equal(TF_NEWS(tf_board_get(kit.board, TF_KIND_NEWS, key))->text, "Lunch at noon");
    assert_int_equal(TF_NEWS(tf_board_get(kit.board, TF_KIND_NEWS, key))->at, SUPPORT_10H00_S);
    kit_undo(&kit);
    assert_string_equal(TF_NEWS(tf_board_get(kit.board, TF_KIND_NEWS, key))->text, "Lunch!");
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_stars_once_and_never_its_own),
        cmocka_unit_test(the_touchscreen_stars_for_people_it_does_not_know),
        cmocka_unit_test(a_hand_that_stars_and_stars_is_asked_to_wait),
        cmocka_unit_test(a_vote_with_a_budget_is_the_phones),
        cmocka_unit_test(merged_stars_from_the_touchscreen_are_not_added),
        cmocka_unit_test(a_note_is_amended_by_its_author_or_an_organiser),
        cmocka_unit_test(the_touchscreen_amends_its_own_notes_while_they_are_typed),
        cmocka_unit_test(a_new_note_says_something_about_a_session_that_is_there),
        cmocka_unit_test(helpers_hide_notes_and_authors_cannot_show_them_again),
        cmocka_unit_test(an_action_is_amended_by_who_wrote_it_or_an_organiser),
        cmocka_unit_test(whoever_has_an_actions_link_says_how_it_stands_and_nothing_else),
        cmocka_unit_test(text_that_was_not_cleaned_is_refused_new_and_changed),
        cmocka_unit_test(news_is_told_by_helpers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
