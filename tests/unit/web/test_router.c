#include "unit/web/asking.h"

#include "base/rng.h"

static struct asking a;

static int set_up(void **state)
{
    (void)state;
    asking_begin(
        &a, support_board("3 spaces, 4 slots, break 12:00, Compost in A at 10:00, Bees in B at 11:00, Ants"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    asking_end(&a);
    return 0;
}

static const char *cell_of(const char *space, const char *time)
{
    static char text[64];
    snprintf(text, sizeof(text), "%llu-%llu", (unsigned long long)support_space(a.board, space),
             (unsigned long long)support_slot(a.board, time));
    return text;
}

static const char *fields_of(const char *format, const char *value)
{
    static char text[512];
    const char *at = strstr(format, "%s");
    assert_non_null(at);
    snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - format), format, value, at + 2);
    return text;
}

/* ---- reading ---- */

static void home_shows_what_is_on_now_and_the_grid(void **state)
{
    (void)state;
    const char *page = get(&a, "/");
    assert_int_equal(a.reply.status, 200);
    assert_says(page, "Compost");
    assert_says(page, "href=\"/s/CARD2\"");
    assert_says(page, "class=\"free\"");
    assert_says(page, "lang=\"en\" dir=\"ltr\"");
    assert_true(a.reply.page->is_shared);
}

static void who_asks_for_no_language_gets_the_event_s_also_when_it_was_set_up_since(void **state)
{
    (void)state;
    a.site.default_lang = TF_LANG_EN; /* when the server began there was no event */
    a.site.lang_is_events = true;
    struct tf_gathering gathering = *tf_board_gathering(a.board);
    gathering.language = "de";
    support_put(&a.board, &gathering.record);
    asking_shelve(&a);
    assert_says(get(&a, "/"), "lang=\"de\" dir=\"ltr\"");
    gathering = *tf_board_gathering(a.board);
    gathering.language = "tlh"; /* none of ours */
    support_put(&a.board, &gathering.record);
    asking_shelve(&a);
    assert_says(get(&a, "/"), "lang=\"en\"");
    a.site.lang_is_events = false;
}

static void a_shared_page_is_made_once(void **state)
{
    (void)state;
    get(&a, "/");
    struct tf_page *first = tf_page_ref(a.reply.page);
    get(&a, "/");
    assert_ptr_equal(a.reply.page, first);
    get(&a, "/?junk=1"); /* answered, and not kept */
    assert_ptr_not_equal(a.reply.page, first);
    tf_page_unref(first);
}

static void every_language_has_its_page(void **state)
{
    (void)state;
    a.accept_language = "ar";
    assert_says(get(&a, "/"), "lang=\"ar\" dir=\"rtl\"");
    snprintf(a.cookie, sizeof(a.cookie), "lang=de");
    assert_says(get(&a, "/"), "lang=\"de\" dir=\"ltr\"");
}

static void choosing_a_language_is_remembered_and_goes_back(void **state)
{
    (void)state;
    get(&a, "/search?q=b%26c&lang=de");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(a.reply.location, "/search?q=b%26c");
    assert_true(a.reply.sets_lang);
    get(&a, "//evil.example/?lang=de");
    assert_true(a.reply.location == NULL || strcmp(a.reply.location, "//evil.example/") != 0);
}

static void a_session_says_where_it_is_now(void **state)
{
    (void)state;
    const char *page = get(&a, "/s/card2"); /* any case */
    assert_int_equal(a.reply.status, 200);
    assert_says(page, "10:00 – 11:00");
    assert_says(page, "<bdi>A</bdi>");
    assert_says(get(&a, "/s/CARD4"), "Looking for a place");
    get(&a, "/s/NONE2");
    assert_int_equal(a.reply.status, 404);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void every_row_of_the_grid_has_a_cell_for_each_space(void **state)
{
    (void)state;
    asking_end(&a);
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00 to 11:00, Bees in B at 11:00"));
    const char *table = strstr(get(&a, "/"), "<tbody>");
    assert_non_null(table);
    assert_int_equal(count_of(table, "<td"), 5); /* 3 rows of 2, one cell over two rows */
    assert_says(table, "rowspan=\"2\"");
    a.now_s = SUPPORT_10H00_S + 3600 + 60; /* the wall begins in the middle of it */
    asking_shelve(&a);
    table = strstr(get(&a, "/wall"), "<tbody>");
    assert_non_null(table);
    assert_int_equal(count_of(table, "<tr"), 2);
    assert_int_equal(count_of(table, "<td"), 4);
    assert_says(table, "Compost");
}

static void set_state(const char *title, enum tf_session_state now, uint64_t into)
{
    uint64_t id = support_session(a.board, title);
    struct tf_session session = *tf_board_session(a.board, id);
    session.state = now;
    session.merged_into = into;
    support_put(&a.board, &session.record);
    asking_shelve(&a);
}

static void a_hidden_session_is_gone_from_everywhere(void **state)
{
    static const char *const PLACES[] = {"/",
                                         "/s/CARD4",
                                         "/unplaced",
                                         "/search?q=ants",
                                         "/api/v1/board",
                                         "/api/v1/sessions/CARD4",
                                         "/api/v1/similar?title=Ants",
                                         "/wall"};
    (void)state;
    assert_says(get(&a, "/unplaced"), "Ants");
    set_state("Ants", TF_SESSION_HIDDEN, 0);
    for (size_t i = 0; i < sizeof(PLACES) / sizeof(PLACES[0]); i++) {
        assert_not_says(get(&a, PLACES[i]), "Ants");
    }
    assert_says(get(&a, "/s/CARD4"), "not shown");
    assert_int_equal(a.reply.status, 410);
}

static void a_withdrawn_session_says_so_and_a_merged_one_goes_on(void **state)
{
    (void)state;
    set_state("Ants", TF_SESSION_WITHDRAWN, 0);
    assert_says(get(&a, "/s/CARD4"), "withdrawn");
    set_state("Ants", TF_SESSION_MERGED, support_session(a.board, "Compost"));
    get(&a, "/s/CARD4");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(a.reply.location, "/s/CARD2?from=CARD4");
    assert_says(get(&a, "/s/CARD2?from=CARD4"), "Merged into this session:");
}

static void the_api_tells_no_device_and_no_reason(void **state)
{
    (void)state;
    post(&a, "/propose", "title=Zebra");
    const char *json = get(&a, "/api/v1/board");
    assert_says(json, "\"Zebra\"");
    assert_not_says(json, "\"device\"");
    assert_not_says(json, "\"reason\"");
}

static void feeds_are_what_the_writers_write(void **state)
{
    (void)state;
    assert_says(get(&a, "/schedule.xml"), "Compost");
    assert_true(a.reply.page->is_shared);
    assert_says(get(&a, "/schedule.json"), "Compost");
    assert_says(get(&a, "/schedule.csv"), "Compost");
    assert_says(get(&a, "/schedule.md"), "Compost");
    assert_says(get(&a, "/schedule.ics"), "http://10.0.0.5:8080/s/CARD2");
    const char *one = get(&a, "/s/CARD2.ics");
    assert_int_equal(a.reply.status, 200);
    assert_says(one, "Compost");
    assert_not_says(one, "Bees");
    get(&a, "/s/NONE2.ics");
    assert_int_equal(a.reply.status, 404);
}

/* ---- doors ---- */

static void another_hosts_name_is_turned_away(void **state)
{
    (void)state;
    a.host = "evil.example";
    get(&a, "/");
    assert_int_equal(a.reply.status, 421);
    post(&a, "/propose", "title=x");
    assert_int_equal(a.reply.status, 421);
    a.host = NULL;
    get(&a, "/");
    assert_int_equal(a.reply.status, 421);
}

static void malformed_requests_get_a_short_answer(void **state)
{
    static const struct {
        const char *target;
        int status;
    } BAD[] = {{"/%", 400},
               {"/%zz", 400},
               {"/%00", 400},
               {"/?a=%00", 400},
               {"*", 400},
               {"http://x/", 400},
               {"", 400},
               {"/s/", 404},
               {"/s/CARD2/", 404},
               {"/s/CARD2/nothing", 404},
               {"/nothing", 404},
               {"/%ff%fe", 400},
               {"/s/CARD2/star", 405}};
    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        get(&a, BAD[i].target);
        if (a.reply.status != BAD[i].status) {
            print_error("%s: %d\n", BAD[i].target, a.reply.status);
        }
        assert_int_equal(a.reply.status, BAD[i].status);
    }
    ask(&a, TF_METHOD_OTHER, "/", "");
    assert_int_equal(a.reply.status, 405);
    a.content_type = "multipart/form-data; boundary=x";
    post(&a, "/propose", "title=x");
    assert_int_equal(a.reply.status, 415);
}

static void a_post_from_another_site_is_refused(void **state)
{
    uint64_t revision = a.board->revision;
    (void)state;
    a.origin = "http://evil.example";
    post(&a, "/propose", "title=Zebra");
    assert_int_equal(a.reply.status, 403);
    assert_int_equal(a.board->revision, revision);
    a.origin = "http://10.0.0.5:8080";
    post(&a, "/propose", "title=Zebra");
    assert_int_equal(a.reply.status, 303);
}

static void a_post_without_its_token_is_asked_once_more_and_loses_nothing(void **state)
{
    uint64_t revision = a.board->revision;
    (void)state;
    const char *page = ask(&a, TF_METHOD_POST, "/s/CARD2/note", "happened=much%22%3E&token=0123");
    assert_says(page, "name=\"happened\" value=\"much&quot;&gt;\"");
    assert_says(page, "action=\"/s/CARD2/note\"");
    assert_int_equal(a.board->revision, revision);
}

static void too_many_writes_are_put_off(void **state)
{
    (void)state;
    int status = 303;
    for (int i = 0; i < 200 && status == 303; i++) {
        char on[16];
        snprintf(on, sizeof(on), "on=%d", i % 2 == 0);
        post(&a, "/s/CARD2/star", on);
        status = a.reply.status;
    }
    assert_int_equal(status, 429);
    assert_in_range(a.reply.retry_after_s, 1, 60);
    a.mono_ms += 60000;
    post(&a, "/s/CARD2/star", "on=1");
    assert_int_equal(a.reply.status, 303);
}

static void an_organisers_phone_may_do_more_and_is_not_put_off(void **state)
{
    (void)state;
    post(&a, "/s/CARD2/edit", "title=Compost+heaps");
    assert_int_equal(a.reply.status, 403);
    assert_not_says(get(&a, "/s/CARD2"), "/s/CARD2/edit");
    uint64_t device = tf_access_device(a.cookie + strlen("device="));
    asking_pair(&a, device, TF_ROLE_ORGANISER);
    assert_says(get(&a, "/s/CARD2"), "/s/CARD2/edit");
    for (int i = 0; i < 100; i++) { /* more than a guest could */
        char fields[64];
        snprintf(fields, sizeof(fields), "title=Compost+heaps+%d", i);
        post(&a, "/s/CARD2/edit", fields);
        assert_int_equal(a.reply.status, 303);
    }
    assert_says(get(&a, "/s/CARD2"), "Compost heaps 99");
    assert_int_equal(tf_keep_forget(a.site.keep, device), TF_OK);
    post(&a, "/s/CARD2/edit", "title=Compost");
    assert_int_equal(a.reply.status, 403);
}

/* ---- writing ---- */

static void a_proposal_is_found_where_it_leads(void **state)
{
    (void)state;
    post(&a, "/propose", "title=Zebra+crossings&host=Zo%C3%AB&about=a%0D%0Ab&format=workshop&need0=1");
    assert_int_equal(a.reply.status, 303);
    char location[64];
    snprintf(location, sizeof(location), "%s", a.reply.location);
    const char *page = get(&a, location);
    assert_says(page, "Zebra crossings");
    assert_says(page, "Zoë");
    assert_says(page, "Workshop");
    assert_says(page, "Projector");
    assert_says(get(&a, "/mine"), "Zebra crossings");
}

static void the_same_post_twice_is_one_session(void **state)
{
    (void)state;
    size_t before = tf_table_count(a.board->tables[TF_KIND_SESSION]);
    char first[64];
    post(&a, "/propose", "title=Zebra&key=0123456789");
    snprintf(first, sizeof(first), "%s", a.reply.location);
    /* The ledger answers a command whose id it knows with that event; here the rules see the id taken. */
    post(&a, "/propose", "title=Zebra&key=0123456789");
    assert_int_equal(tf_table_count(a.board->tables[TF_KIND_SESSION]), before + 1);
    post(&a, "/s/CARD2/note", "happened=x&key=abc");
    post(&a, "/s/CARD2/note", "happened=x&key=abc");
    assert_int_equal(tf_table_count(a.board->tables[TF_KIND_NOTE]), 1);
}

static void something_near_is_shown_once_and_then_posted(void **state)
{
    (void)state;
    const char *page = post(&a, "/propose", "title=Compost!&about=mine");
    assert_int_equal(a.reply.status, 200);
    assert_says(page, "href=\"/s/CARD2\"");
    assert_says(page, "name=\"sure\" value=\"Compost!\"");
    assert_says(page, ">\nmine</textarea>");
    post(&a, "/propose", "title=Compost!&sure=Compost!");
    assert_int_equal(a.reply.status, 303);
}

static void a_taken_cell_keeps_what_was_typed_and_offers_free_ones(void **state)
{
    (void)state;
    size_t before = tf_table_count(a.board->tables[TF_KIND_SESSION]);
    const char *page =
        post(&a, "/propose", fields_of("title=Zebra&about=typed&cell=%s", cell_of("A", "10:00")));
    assert_int_equal(a.reply.status, 409);
    assert_says(page, "Another session is already there.");
    assert_says(page, "name=\"instead\"");
    assert_says(page, "typed");
    assert_int_equal(tf_table_count(a.board->tables[TF_KIND_SESSION]), before);
    post(&a, "/propose", fields_of("title=Zebra&cell=1-1&instead=%s", cell_of("C", "10:00")));
    assert_int_equal(a.reply.status, 303);
    assert_non_null(tf_grid_cell(a.board->grid, 2, 0));
}

static void only_the_phone_that_proposed_may_edit_place_and_withdraw(void **state)
{
    char path[64], target[96], own[128];
    (void)state;
    post(&a, "/propose", "title=Zebra");
    snprintf(path, sizeof(path), "%s", a.reply.location);
    snprintf(own, sizeof(own), "%s", a.cookie);
    a.cookie[0] = '\0'; /* another phone */
    static const char *const WAYS[] = {"edit", "place", "withdraw", "unplace"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(target, sizeof(target), "%s/%s", path, WAYS[i]);
        post(&a, target, fields_of("title=Mine&cell=%s", cell_of("C", "10:00")));
        assert_int_equal(a.reply.status, 403);
    }
    post(&a, "/s/CARD2/withdraw", ""); /* proposed at the touchscreen */
    assert_int_equal(a.reply.status, 403);
    snprintf(a.cookie, sizeof(a.cookie), "%s", own);
    snprintf(target, sizeof(target), "%s/edit", path);
    post(&a, target, "title=Zebras");
    assert_int_equal(a.reply.status, 303);
    assert_says(get(&a, path), "Zebras");
    snprintf(target, sizeof(target), "%s/place", path);
    post(&a, target, fields_of("cell=%s", cell_of("C", "10:00")));
    assert_says(get(&a, path), "<bdi>C</bdi>");
    post(&a, target, fields_of("cell=%s", cell_of("C", "11:00"))); /* again: moved */
    assert_says(get(&a, path), "11:00 – 12:00");
    snprintf(target, sizeof(target), "%s/withdraw", path);
    post(&a, target, "");
    assert_says(get(&a, path), "withdrawn");
}

static void a_note_can_be_amended_by_its_phone_alone(void **state)
{
    char target[96];
    (void)state;
    post(&a, "/s/CARD2/note", "happened=We+met&mattered=*much*&next=&text=&author=");
    assert_int_equal(a.reply.status, 303);
    struct tf_table_iter it = tf_table_first(a.board->tables[TF_KIND_NOTE]);
    assert_non_null(it.record);
    const char *page = get(&a, "/s/CARD2");
    assert_says(page, "We met");
    assert_says(page, "<em>much</em>");
    assert_says(page, "Somebody");
    snprintf(target, sizeof(target), "id=%llu&happened=We+sang", (unsigned long long)it.record->key.id);
    post(&a, "/s/CARD2/note", target);
    assert_int_equal(a.reply.status, 303);
    assert_says(get(&a, "/s/CARD2"), "We sang");
    a.cookie[0] = '\0';
    post(&a, "/s/CARD2/note", target);
    assert_int_equal(a.reply.status, 403);
    post(&a, "/s/CARD2/note", "happened=&text=");
    assert_int_equal(a.reply.status, 400);
}

static void actions_say_who_and_by_when(void **state)
{
    (void)state;
    post(&a, "/s/CARD2/action", "what=Build+it&who=Ann&due=2026-12-01");
    assert_int_equal(a.reply.status, 303);
    const char *page = get(&a, "/s/CARD2");
    assert_says(page, "Build it");
    assert_says(page, "1 December");
    post(&a, "/s/CARD2/action", "what=x&due=someday");
    assert_int_equal(a.reply.status, 400);
}

static void a_star_is_given_and_taken_back(void **state)
{
    uint64_t id = support_session(a.board, "Compost");
    (void)state;
    post(&a, "/s/CARD2/star", "on=1");
    assert_int_equal(tf_board_star_count(a.board, id), 1);
    assert_says(get(&a, "/s/CARD2"), "aria-pressed=\"true\"");
    post(&a, "/s/CARD2/star", "on=0");
    assert_int_equal(tf_board_star_count(a.board, id), 0);
}

static void the_api_writes_json_with_a_device_of_its_own(void **state)
{
    (void)state;
    a.content_type = "application/json";
    ask(&a, TF_METHOD_POST, "/api/v1/sessions", "{\"title\":\"Zebra\"}");
    assert_int_equal(a.reply.status, 401);
    snprintf(a.cookie, sizeof(a.cookie), "device=000102030405060708090a0b0c0d0e0f");
    const char *json = ask(&a, TF_METHOD_POST, "/api/v1/sessions", "{\"title\":\"Zebra\",\"key\":\"k1\"}");
    assert_int_equal(a.reply.status, 200);
    assert_says(json, "\"code\":\"");
    ask(&a, TF_METHOD_POST, "/api/v1/sessions/CARD2/star", "{\"on\":true}");
    assert_int_equal(a.reply.status, 200);
    ask(&a, TF_METHOD_POST, "/api/v1/sessions", "[1]");
    assert_int_equal(a.reply.status, 400);
    ask(&a, TF_METHOD_POST, "/api/v1/sessions", "{\"title\":{\"a\":1}}");
    assert_int_equal(a.reply.status, 400);
    char body[128];
    snprintf(body, sizeof(body), "{\"title\":\"Yak\",\"cell\":\"%s\"}", cell_of("A", "10:00"));
    json = ask(&a, TF_METHOD_POST, "/api/v1/sessions", body);
    assert_int_equal(a.reply.status, 409);
    assert_says(json, "\"cell-taken\"");
    assert_says(json, "\"free\":[{");
    a.origin = "http://evil.example";
    ask(&a, TF_METHOD_POST, "/api/v1/sessions", "{\"title\":\"Gnu\"}");
    assert_int_equal(a.reply.status, 403);
}

static void a_copy_to_read_takes_no_writes(void **state)
{
    (void)state;
    a.site.is_read_only = true;
    post(&a, "/propose", "title=Zebra");
    assert_int_equal(a.reply.status, 403);
    assert_not_says(get(&a, "/s/CARD2"), "<form method=\"post\"");
}

static void the_first_page_is_shared_and_leaves_no_cookie(void **state)
{
    (void)state;
    const char *page = get(&a, "/s/CARD2");
    assert_false(a.reply.sets_device);
    assert_true(a.reply.page->is_shared);
    assert_not_says(page, "name=\"token\"");
    get(&a, "/token");
    assert_true(a.reply.sets_device);
    page = get(&a, "/s/CARD2"); /* now with the cookie */
    assert_false(a.reply.sets_device);
    assert_false(a.reply.page->is_shared);
    assert_says(page, "name=\"token\"");
}

static void a_link_from_elsewhere_takes_no_phone_its_token(void **state)
{
    (void)state;
    snprintf(a.cookie, sizeof(a.cookie), "known=1"); /* what is sent then: the strict one stays at home */
    get(&a, "/s/CARD2");
    assert_false(a.reply.sets_device);
    assert_not_says(get(&a, "/propose"), "name=\"token\"");
    assert_false(a.reply.sets_device);
    get(&a, "/mine");
    assert_false(a.reply.sets_device);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(home_shows_what_is_on_now_and_the_grid),
        TEST(who_asks_for_no_language_gets_the_event_s_also_when_it_was_set_up_since),
        TEST(a_shared_page_is_made_once),
        TEST(every_row_of_the_grid_has_a_cell_for_each_space),
        TEST(every_language_has_its_page),
        TEST(choosing_a_language_is_remembered_and_goes_back),
        TEST(a_session_says_where_it_is_now),
        TEST(a_hidden_session_is_gone_from_everywhere),
        TEST(a_withdrawn_session_says_so_and_a_merged_one_goes_on),
        TEST(the_api_tells_no_device_and_no_reason),
        TEST(feeds_are_what_the_writers_write),
        TEST(another_hosts_name_is_turned_away),
        TEST(malformed_requests_get_a_short_answer),
        TEST(a_post_from_another_site_is_refused),
        TEST(a_post_without_its_token_is_asked_once_more_and_loses_nothing),
        TEST(too_many_writes_are_put_off),
        TEST(an_organisers_phone_may_do_more_and_is_not_put_off),
        TEST(a_proposal_is_found_where_it_leads),
        TEST(the_same_post_twice_is_one_session),
        TEST(something_near_is_shown_once_and_then_posted),
        TEST(a_taken_cell_keeps_what_was_typed_and_offers_free_ones),
        TEST(only_the_phone_that_proposed_may_edit_place_and_withdraw),
        TEST(a_note_can_be_amended_by_its_phone_alone),
        TEST(actions_say_who_and_by_when),
        TEST(a_star_is_given_and_taken_back),
        TEST(the_api_writes_json_with_a_device_of_its_own),
        TEST(a_copy_to_read_takes_no_writes),
        TEST(the_first_page_is_shared_and_leaves_no_cookie),
        TEST(a_link_from_elsewhere_takes_no_phone_its_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
