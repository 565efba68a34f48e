/* Proposals that wait, as phones and the desk see them: their words are nobody's but their host's and the
 * organisers'. */
#include "desk_kit.h"

#include "core/flags.h"
#include "web/desk.h"

static void new_phone(struct asking *a)
{
    char device[TF_ACCESS_TOKEN_BYTES];
    tf_access_new_device(device);
    snprintf(a->cookie, sizeof(a->cookie), "device=%s", device);
}

static void event(struct asking *a, const char *format, bool drafts, bool approves)
{
    asking_begin(a, support_board("2 spaces, 2 slots, Compost in A at 10:00"));
    struct tf_gathering gathering = *tf_board_gathering(a->board);
    gathering.format = format;
    gathering.drafts = drafts;
    gathering.approves = approves;
    gathering.phase = TF_PHASE_GATHERING;
    support_put(&a->board, &gathering.record);
    asking_shelve(a);
}

/* Its page: "/s/CODE". */
static const char *propose(struct asking *a, const char *fields)
{
    post(a, "/propose", fields);
    assert_int_equal(a->reply.status, 303);
    const char *path = tf_arena_strdup(&a->notes, a->reply.location);
    assert_non_null(path);
    return path;
}

static void a_draft_is_seen_by_its_host_alone_until_the_market_opens(void **state)
{
    (void)state;
    struct asking a;
    event(&a, "open-space", true, false);
    new_phone(&a);
    assert_says(get(&a, "/propose"), "Keep as a draft");
    const char *path = propose(&a, "title=Wild+bees&host=Mara&cell=101-201");
    assert_says(get(&a, path), "Wild bees");
    assert_says(get(&a, path), "it is posted when the market opens");
    assert_says(get(&a, path), "Edit it");
    assert_says(get(&a, "/mine"), "Wild bees");
    new_phone(&a);
    assert_says(get(&a, path), "it is posted when the market opens");
    assert_not_says(get(&a, path), "Wild bees");
    assert_not_says(get(&a, path), "Mara");
    assert_not_says(get(&a, "/mine"), "Wild bees");
    static const char *const PUBLIC[] = {
        "/", "/unplaced", "/wall", "/search?q=bees", "/api/v1/board", "/api/v1/mirror"};
    for (size_t i = 0; i < sizeof(PUBLIC) / sizeof(PUBLIC[0]); i++) {
        assert_not_says(get(&a, PUBLIC[i]), "Wild bees");
    }
    struct tf_gathering market = *tf_board_gathering(a.board);
    market.phase = TF_PHASE_MARKETPLACE;
    struct tf_command *open = support_command(TF_VERB_SET_UP);
    open->actor.role = TF_ROLE_ORGANISER;
    assert_int_equal(tf_command_set_record(open, &market.record, tf_schema_mask(TF_KIND_GATHERING, "phase")),
                     TF_OK);
    struct tf_event *opened = NULL;
    assert_int_equal(tf_rules_decide(&opened, a.board, open, NULL, NULL, NULL), TF_OK);
    support_apply(&a.board, opened);
    tf_event_unref(opened);
    tf_command_destroy(open);
    asking_shelve(&a);
    assert_says(get(&a, path), "Wild bees");
    assert_says(get(&a, "/unplaced"), "Wild bees");
    asking_end(&a);
}

static void what_waits_is_changed_and_withdrawn_from_its_phone_and_from_no_other(void **state)
{
    (void)state;
    struct asking a;
    char target[64];
    event(&a, "barcamp", false, true);
    new_phone(&a);
    const char *path = propose(&a, "title=Wild+bees");
    snprintf(target, sizeof(target), "%s/edit", path);
    post(&a, target, "title=Tame+bees");
    assert_int_equal(a.reply.status, 303);
    assert_says(get(&a, path), "Tame bees");
    char mine[sizeof(a.cookie)];
    memcpy(mine, a.cookie, sizeof(mine));
    new_phone(&a);
    post(&a, target, "title=Dead+bees");
    assert_int_equal(a.reply.status, 403);
    memcpy(a.cookie, mine, sizeof(mine));
    snprintf(target, sizeof(target), "%s/withdraw", path);
    post(&a, target, "");
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(tf_board_session_coded(a.board, path + 3)->state, TF_SESSION_WITHDRAWN);
    asking_end(&a);
}

static void the_desk_shows_what_waits_and_accepts_or_declines_it(void **state)
{
    (void)state;
    struct asking a;
    char body[512];
    event(&a, "barcamp", false, true);
    new_phone(&a);
    const char *bees = propose(&a, "title=Wild+bees"), *moss = propose(&a, "title=Moss");
    pair(&a, TF_ROLE_HELPER);
    const char *page = get(&a, "/desk/care");
    assert_says(page, "Wild bees");
    assert_says(page, "an organiser has a look before everybody sees it");
    const struct tf_session *session = tf_board_session_coded(a.board, bees + 3);
    snprintf(body, sizeof(body), "session=%llu&seen=%s", (unsigned long long)session->record.key.id,
             tf_desk_seen_of(&a.notes, &session->record));
    post(&a, "/desk/care/unhide", body);
    assert_int_equal(a.reply.status, 303);
    session = tf_board_session_coded(a.board, moss + 3);
    const char *seen = tf_desk_seen_of(&a.notes, &session->record);
    snprintf(body, sizeof(body), "session=%llu&seen=%s&reason=Off+topic",
             (unsigned long long)session->record.key.id, seen);
    post(&a, "/desk/care/hide", body);
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(tf_board_session_coded(a.board, bees + 3)->state, TF_SESSION_OPEN);
    session = tf_board_session_coded(a.board, moss + 3);
    assert_int_equal(session->waits, TF_WAITS_NOT);
    assert_string_equal(session->reason, "Off topic");
    post(&a, "/desk/care/hide", body); /* another one, meanwhile */
    assert_int_equal(a.reply.status, 409);
    page = get(&a, "/desk/care");
    assert_says(page, "Nothing waits, and nothing was flagged.");
    asking_end(&a);
}

static void what_was_accepted_and_then_changed_by_its_host_is_flagged_until_somebody_looks(void **state)
{
    static const char FLAG[] = "It was changed after it was accepted.";
    (void)state;
    struct asking a;
    char body[512], edit[64], host[128], helper[128];
    event(&a, "barcamp", false, true);
    new_phone(&a);
    const char *bees = propose(&a, "title=Wild+bees");
    memcpy(host, a.cookie, sizeof(host));
    snprintf(edit, sizeof(edit), "%s/edit", bees);
    pair(&a, TF_ROLE_HELPER);
    memcpy(helper, a.cookie, sizeof(helper));
    const struct tf_session *session = tf_board_session_coded(a.board, bees + 3);
    uint64_t id = session->record.key.id;
    snprintf(body, sizeof(body), "session=%llu&seen=%s", (unsigned long long)id,
             tf_desk_seen_of(&a.notes, &session->record));
    post(&a, "/desk/care/unhide", body);
    assert_not_says(get(&a, "/desk/care"), FLAG);
    memcpy(a.cookie, host, sizeof(host));
    post(&a, edit, "title=Buy+my+honey&key=other");
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(tf_board_session_coded(a.board, bees + 3)->state,
                     TF_SESSION_OPEN); /* it stays where it is */
    memcpy(a.cookie, helper, sizeof(helper));
    const char *page = get(&a, "/desk/care");
    assert_says(page, FLAG);
    snprintf(body, sizeof(body), "session=%llu&flag=%s", (unsigned long long)id,
             after(&a, strstr(page, "/desk/care/fine"), "name=\"flag\" value=\""));
    post(&a, "/desk/care/fine", body);
    assert_int_equal(a.reply.status, 303);
    assert_not_says(get(&a, "/desk/care"), FLAG);
    memcpy(a.cookie, host, sizeof(host));
    post(&a, edit, "title=Buy+two&key=third");
    memcpy(a.cookie, helper, sizeof(helper));
    assert_says(get(&a, "/desk/care"), FLAG);
    asking_end(&a);
}

static void a_word_of_the_list_and_names_alike_are_shown_to_the_desk_alone(void **state)
{
    (void)state;
    struct asking a;
    struct tf_flag_words *words = NULL;
    event(&a, "open-space", false, false);
    assert_int_equal(tf_flag_words_read(&words, "spam\n", 5, NULL), TF_OK);
    a.site.flag_words = words;
    new_phone(&a);
    const char *path = propose(&a, "title=SP%C3%81M+for+all&host=Mara");
    propose(&a, "title=Moss&host=M%D0%B0ra"); /* Cyrillic а */
    assert_says(get(&a, path), "for all");    /* nothing is hidden by it */
    pair(&a, TF_ROLE_HELPER);
    const char *page = get(&a, "/desk/care");
    assert_says(page, "A word of your list is on its card");
    assert_says(page, "Two names that look alike");
    a.cookie[0] = '\0';
    assert_not_says(get(&a, "/"), "look alike");
    tf_flag_words_free(words);
    asking_end(&a);
}

static void the_day_holds_proposals_back_and_open_space_never_looks_first(void **state)
{
    (void)state;
    struct asking a;
    event(&a, "open-space", false, false);
    pair(&a, TF_ROLE_ORGANISER);
    assert_says(get(&a, "/desk/day"), "Drafts first");
    assert_not_says(get(&a, "/desk/day"), "A look first");
    post(&a, "/desk/day/phase", "drafts=1");
    assert_int_equal(a.reply.status, 303);
    assert_true(tf_board_gathering(a.board)->drafts);
    asking_end(&a);
    event(&a, "world-cafe", false, false);
    pair(&a, TF_ROLE_ORGANISER);
    assert_says(get(&a, "/desk/day"), "A look first");
    post(&a, "/desk/day/phase", "approves=1");
    assert_true(tf_board_gathering(a.board)->approves);
    assert_says(get(&a, "/about"), "An organiser has a look");
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_seen_by_its_host_alone_until_the_market_opens),
        cmocka_unit_test(what_waits_is_changed_and_withdrawn_from_its_phone_and_from_no_other),
        cmocka_unit_test(the_desk_shows_what_waits_and_accepts_or_declines_it),
        cmocka_unit_test(what_was_accepted_and_then_changed_by_its_host_is_flagged_until_somebody_looks),
        cmocka_unit_test(a_word_of_the_list_and_names_alike_are_shown_to_the_desk_alone),
        cmocka_unit_test(the_day_holds_proposals_back_and_open_space_never_looks_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
