/* What pages offer, and what they say instead where something is not to be had. */
#include "unit/web/asking.h"

#include "core/policy.h"

#include <inttypes.h>

static struct asking a;

static int set_up(void **state)
{
    (void)state;
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    asking_end(&a);
    return 0;
}

static void set_format(const char *format, enum tf_phase phase)
{
    struct tf_gathering gathering = *tf_board_gathering(a.board);
    gathering.format = format;
    gathering.phase = phase;
    support_put(&a.board, &gathering.record);
    asking_shelve(&a);
}

static void what_the_phase_forbids_is_explained_and_not_offered(void **state)
{
    static const char WHY[] = "The places are given after the vote.";
    char path[64], place[80];
    (void)state;
    set_format("open-space", TF_PHASE_MARKETPLACE);
    assert_says(get(&a, "/"), "href=\"/propose?cell=");
    post(&a, "/propose", "title=Zebra");
    snprintf(path, sizeof(path), "%s", a.reply.location);
    snprintf(place, sizeof(place), "%s/place", path);
    assert_says(get(&a, path), place);
    assert_says(get(&a, place), "name=\"cell\"");
    assert_not_says(get(&a, "/propose"), WHY);

    set_format("barcamp", TF_PHASE_MARKETPLACE);
    assert_not_says(get(&a, "/"), "/propose?cell=");
    const char *page = get(&a, "/propose"); /* may be proposed, and finds its place later */
    assert_says(page, WHY);
    assert_says(page, "name=\"title\"");
    assert_not_says(page, "name=\"cell\"");
    page = get(&a, path);
    assert_says(page, WHY);
    assert_not_says(page, place);
    page = get(&a, place);
    assert_says(page, WHY);
    assert_not_says(page, "<form");
    get(&a, "/s/CARD2/place"); /* another phone's */
    assert_int_equal(a.reply.status, 403);
    get(&a, "/s/CARD2/edit");
    assert_int_equal(a.reply.status, 403);

    set_format("barcamp", TF_PHASE_SESSIONS);
    assert_says(get(&a, path), place);
}

static void what_the_phase_forbids_an_organiser_may(void **state)
{
    (void)state;
    set_format("barcamp", TF_PHASE_MARKETPLACE);
    get(&a, "/propose");
    uint64_t device = tf_access_device(a.cookie + strlen("device="));
    asking_pair(&a, device, TF_ROLE_ORGANISER);
    assert_says(get(&a, "/propose"), "name=\"cell\"");
    assert_says(get(&a, "/s/CARD2/place"), "name=\"cell\"");
}

/* It is 10:01: with 60 minutes the row of 11:00 is left as it is, that of 10:00 has begun, that of 12:00 is
 * free. */
static void freeze(void)
{
    struct tf_gathering gathering = *tf_board_gathering(a.board);
    gathering.freeze_min = 60;
    support_put(&a.board, &gathering.record);
    asking_shelve(&a);
}

static void a_row_that_begins_soon_is_not_offered_to_guests(void **state)
{
    (void)state;
    assert_says(get(&a, "/"), "/propose?cell=101-202");
    freeze();
    const char *page = get(&a, "/");
    assert_not_says(page, "/propose?cell=101-202");
    assert_not_says(page, "/propose?cell=102-202");
    assert_says(page, "<span class=\"frozen\"><span>closed now</span>");
    assert_says(page, "/propose?cell=102-201");
    assert_says(page, "/propose?cell=101-203");
    page = get(&a, "/propose?cell=101-202"); /* from a page that was open for a while */
    assert_not_says(page, "value=\"101-202\"");
    assert_says(page, "value=\"101-203\"");
    page = post(&a, "/propose", "title=Zebra&key=k1&cell=101-202");
    assert_int_equal(a.reply.status, 403);
    assert_says(page, "stays as it is");
    assert_says(page, "name=\"instead\" value=\"101-203\"");
    assert_not_says(page, "name=\"instead\" value=\"102-202\"");
}

static void who_is_not_bound_sees_such_a_row_open_and_nobody_else_does(void **state)
{
    (void)state;
    char guest[sizeof(a.cookie)];
    freeze();
    get(&a, "/propose");
    asking_pair(&a, tf_access_device(a.cookie + strlen("device=")), TF_ROLE_ORGANISER);
    assert_says(get(&a, "/"), "/propose?cell=101-202"); /* the first to look, of all */
    assert_says(get(&a, "/propose"), "value=\"101-202\"");
    memcpy(guest, a.cookie, sizeof(guest));
    a.cookie[0] = '\0';
    assert_not_says(get(&a, "/"), "/propose?cell=101-202");
    memcpy(a.cookie, guest, sizeof(guest));
    post(&a, "/propose", "title=Zebra&key=k1&cell=101-202");
    assert_int_equal(a.reply.status, 303);
}

static void what_begins_soon_is_said_to_stay_and_may_still_be_withdrawn(void **state)
{
    char place[64], edit[64];
    (void)state;
    post(&a, "/propose", "title=Zebra&key=k1&cell=101-202");
    assert_int_equal(a.reply.status, 303);
    snprintf(place, sizeof(place), "%.30s/place", a.reply.location);
    snprintf(edit, sizeof(edit), "%.30s/edit", a.reply.location);
    assert_says(get(&a, place), "name=\"cell\"");
    freeze();
    const char *page = get(&a, place);
    assert_says(page, "stays as it is");
    assert_not_says(page, "<form");
    assert_says(get(&a, edit), "/withdraw\"");
}

/* What a kiosk that was apart took meanwhile: Bees wanted A at 10:00, where Compost was first. */
static void a_session_that_gave_way_says_who_was_first_and_what_is_free(void **state)
{
    (void)state;
    struct tf_session bees = *tf_board_session(a.board, support_session(a.board, "Bees"));
    assert_not_says(get(&a, "/s/CARD3"), "was first");
    bees.gave_way = support_session(a.board, "Compost");
    support_put(&a.board, &bees.record);
    asking_shelve(&a);
    const char *page = get(&a, "/s/CARD3");
    assert_int_equal(a.reply.status, 200);
    assert_says(page, "<p class=\"warn\">Two kiosks gave one place to two sessions, and");
    assert_says(page, "Compost");
    assert_says(page, "looks for a place again");
    assert_says(page, "Free near it:");
    assert_says(page, "10:00");                        /* B, beside it */
    assert_not_says(get(&a, "/s/CARD2"), "was first"); /* it has its place, and nothing to say */
    struct tf_session compost = *tf_board_session(a.board, support_session(a.board, "Compost"));
    compost.title = "<img src=x>";
    support_put(&a.board, &compost.record);
    asking_shelve(&a);
    page = get(&a, "/s/CARD3");
    assert_says(page, "&lt;img src=x&gt;");
    assert_not_says(page, "<img");
    compost = *tf_board_session(a.board, compost.record.key.id);
    compost.state = TF_SESSION_HIDDEN; /* nobody is told the title of what is hidden */
    support_put(&a.board, &compost.record);
    asking_shelve(&a);
    assert_not_says(get(&a, "/s/CARD3"), "img");
}

/* Each form of the pages, the verb that its sending becomes, and what it sends. */
static const struct form {
    enum tf_verb verb;
    bool is_placed; /* for a session that has a place */
    const char *page, *action, *fields;
} FORMS[] = {
    {TF_VERB_PROPOSE, false, "/propose", "/propose", "title=Other&key=f1"},
    {TF_VERB_EDIT, false, "/s/%s/edit", "/s/%s/edit", "title=Quagga&key=f2"},
    {TF_VERB_WITHDRAW, false, "/s/%s/edit", "/s/%s/withdraw", "key=f3"},
    {TF_VERB_PLACE, false, "/s/%s/place", "/s/%s/place", "cell=102-201&key=f4"},
    {TF_VERB_MOVE, true, "/s/%s/place", "/s/%s/place", "cell=102-202&key=f5"},
    {TF_VERB_UNPLACE, true, "/s/%s/place", "/s/%s/unplace", "key=f6"},
    {TF_VERB_NOTE, false, "/s/%s", "/s/%s/note", "happened=We+dug&key=f7"},
    {TF_VERB_ACTION, false, "/s/%s", "/s/%s/action", "what=Dig&key=f8"},
};

/* A session of this phone's, with a place or without. */
static void own_session(bool is_placed, char code[9])
{
    asking_end(&a);
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees"));
    char fields[80];
    const struct tf_grid *grid = a.board->grid;
    snprintf(fields, sizeof(fields), "title=Zebra&key=own&cell=%" PRIu64 "-%" PRIu64,
             grid->spaces[1]->record.key.id, grid->slots[0]->record.key.id);
    post(&a, "/propose", is_placed ? fields : "title=Zebra&key=own");
    assert_int_equal(a.reply.status, 303);
    snprintf(code, 9, "%s", a.reply.location + strlen("/s/"));
    assert_int_equal(tf_board_session_coded(a.board, code)->state,
                     is_placed ? TF_SESSION_PLACED : TF_SESSION_OPEN);
}

static void a_host_says_when_they_can_be_there_only_where_a_schedule_is_made(void **state)
{
    char fields[160];
    (void)state;
    assert_not_says(get(&a, "/propose"), "I can be there from");
    struct tf_gathering gathering = *tf_board_gathering(a.board);
    gathering.format = "barcamp";
    support_put(&a.board, &gathering.record);
    asking_shelve(&a);
    assert_says(get(&a, "/propose"), "I can be there from");
    const struct tf_slot *const *slots = a.board->grid->slots;
    uint64_t second = slots[1]->record.key.id, first = slots[0]->record.key.id;
    snprintf(fields, sizeof(fields), "title=Zebra&key=own&can_from=%" PRIu64 "&can_until=%" PRIu64, second,
             first);
    post(&a, "/propose", fields);
    assert_int_equal(a.reply.status, 400);
    snprintf(fields, sizeof(fields), "title=Zebra&key=own&can_from=%" PRIu64 "&can_until=junk", second);
    post(&a, "/propose", fields);
    assert_int_equal(a.reply.status, 303);
    char page[64];
    snprintf(page, sizeof(page), "%s", a.reply.location);
    const struct tf_session *zebra = tf_board_session_coded(a.board, page + strlen("/s/"));
    assert_true(zebra->can_from == a.board->grid->slots[1]->start);
    assert_int_equal(zebra->can_until, 0);
    char edit[80];
    snprintf(edit, sizeof(edit), "%s/edit", page);
    assert_says(get(&a, edit), "selected");
    post(&a, edit, "title=Zebra+two&key=again"); /* one that was not asked, as the interface for programs */
    zebra = tf_board_session_coded(a.board, page + strlen("/s/"));
    assert_string_equal(zebra->title, "Zebra two");
    assert_true(zebra->can_from != 0);
    post(&a, edit, "title=Zebra+two&key=third&can_from=&can_until=");
    assert_int_equal(tf_board_session_coded(a.board, page + strlen("/s/"))->can_from, 0);
}

static void a_host_whose_space_was_closed_is_told_on_their_page(void **state)
{
    static const char NOTICE[] = "Your session has no place on the grid now.";
    char code[9], page[64];
    (void)state;
    own_session(true, code);
    snprintf(page, sizeof(page), "/s/%s", code);
    assert_not_says(get(&a, page), NOTICE);
    struct tf_space closed = *a.board->grid->spaces[1];
    uint64_t space = closed.record.key.id;
    closed.closed = true;
    struct tf_event *event = NULL;
    struct tf_refusal no = {0};
    struct tf_command *command = support_command_by(TF_VERB_EDIT_SPACE, TF_ROLE_ORGANISER, 0);
    command->space = closed.record.key.id;
    assert_int_equal(tf_command_set_record(command, &closed.record, tf_schema_mask(TF_KIND_SPACE, "closed")),
                     TF_OK);
    assert_int_equal(tf_rules_decide(&event, a.board, command, NULL, &no, NULL), TF_OK);
    tf_command_destroy(command);
    support_apply(&a.board, event);
    tf_event_unref(event);
    asking_shelve(&a);
    assert_int_equal(tf_board_session_coded(a.board, code)->state, TF_SESSION_OPEN);
    assert_says(get(&a, page), NOTICE);
    assert_says(get(&a, page), "/place\"");
    assert_says(get(&a, page), "Your session lost its place: it stood at");
    assert_says(get(&a, page), tf_board_space(a.board, space)->name);
    a.cookie[0] = '\0'; /* anybody else */
    assert_not_says(get(&a, page), NOTICE);
    assert_not_says(get(&a, page), "lost its place");
}

static void try_form(const struct form *form, const char *format, enum tf_phase phase)
{
    char code[9], page[64], action[64], markup[96];
    own_session(form->is_placed, code);
    set_format(format, phase);
    bool is_forbidden = tf_policy_forbids(tf_board_gathering(a.board), form->verb) != NULL;
    snprintf(page, sizeof(page), strstr(form->page, "%s") ? "/s/%s%s" : "/propose", code,
             strchr(form->page + 3, '/') ? strchr(form->page + 3, '/') : "");
    snprintf(action, sizeof(action), strstr(form->action, "%s") ? "/s/%s%s" : "/propose", code,
             strchr(form->action + 3, '/') ? strchr(form->action + 3, '/') : "");
    snprintf(markup, sizeof(markup), "action=\"%s\"", action);
    bool is_offered = strstr(get(&a, page), markup) != NULL;
    if (is_offered == is_forbidden) {
        print_error("%s, phase %d, %s: offered %d\n", format, (int)phase, action, is_offered);
    }
    assert_true(is_offered != is_forbidden);
    if (is_forbidden) { /* who sends it all the same is refused, and nothing changes */
        uint64_t before = a.board->revision;
        post(&a, action, form->fields);
        assert_int_equal(a.reply.status, 403);
        assert_int_equal(a.board->revision, before);
    }
}

static void each_form_is_offered_exactly_where_its_verb_is_allowed(void **state)
{
    static const char *const FORMATS[] = {"open-space", "barcamp", "world-cafe", "lightning-talks"};
    int forbidden = 0;
    (void)state;
    for (size_t f = 0; f < sizeof(FORMATS) / sizeof(FORMATS[0]); f++) {
        for (int phase = 0; phase < TF_PHASE_COUNT; phase++) {
            for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
                try_form(&FORMS[i], FORMATS[f], (enum tf_phase)phase);
                forbidden += tf_policy_forbids(tf_board_gathering(a.board), FORMS[i].verb) != NULL;
            }
        }
    }
    assert_true(forbidden > 0);
}

static void notes_may_be_kept_on_a_pad(void **state)
{
    (void)state;
    assert_says(get(&a, "/s/CARD2"), "action=\"/s/CARD2/note\"");
    a.site.notes_url = "https://pad.example.org/p/{event}-{code}";
    asking_shelve(&a);
    const char *page = get(&a, "/s/CARD2");
    assert_says(page, "-CARD2\" rel=\"nofollow noopener noreferrer\"");
    assert_says(page, "href=\"https://pad.example.org/p/");
    assert_says(page, "<small>pad.example.org</small>");
    assert_not_says(page, "action=\"/s/CARD2/note\"");
    assert_not_says(page, "No notes yet.");
    assert_says(page, "action=\"/s/CARD2/action\"");  /* who does what is kept here all the same */
    a.site.notes_url = "javascript:alert(1)//{code}"; /* a mistake of ours leads nowhere */
    asking_shelve(&a);
    page = get(&a, "/s/CARD2");
    assert_not_says(page, "javascript:");
    assert_says(page, "action=\"/s/CARD2/note\"");
}

static int drawn;

static enum tf_err draw(void *user, struct tf_buf *out, const struct tf_board *board, int day)
{
    (void)user;
    (void)board;
    drawn++;
    tf_buf_printf(out, "\x89PNG day %d", day);
    return tf_buf_err(out);
}

static enum tf_err cannot_draw(void *user, struct tf_buf *out, const struct tf_board *board, int day)
{
    (void)user;
    (void)out;
    (void)board;
    (void)day;
    return TF_ERR_NOT_FOUND;
}

static void the_grid_is_a_picture_too(void **state)
{
    (void)state;
    get(&a, "/grid.png");
    assert_int_equal(a.reply.status, 404);
    assert_not_says(get(&a, "/about"), "/grid.png");
    a.site.draw_grid = cannot_draw;
    asking_shelve(&a);
    get(&a, "/grid.png");
    assert_int_equal(a.reply.status, 503);
    assert_in_range(a.reply.retry_after_s, 1, 60);
    a.site.draw_grid = draw;
    asking_shelve(&a);
    drawn = 0;
    assert_says(get(&a, "/grid.png"), "PNG day 0");
    assert_string_equal(a.reply.page->media_type, "image/png");
    assert_true(a.reply.page->etag[0] != '\0');
    get(&a, "/grid.png");
    assert_int_equal(drawn, 1); /* once a revision */
    assert_says(get(&a, "/about"), "/grid.png");
    assert_says(get(&a, "/grid.pdf"), "PNG day -1");
    assert_string_equal(a.reply.page->media_type, "application/pdf");
    assert_says(get(&a, "/about"), "/grid.pdf");
}

static void a_code_leads_schedule_programs_to_the_feed(void **state)
{
    (void)state;
    const char *page = get(&a, "/about");
    assert_says(page, "https://ggt.gaa.st/#url=http://10.0.0.5:8080/schedule.xml");
    assert_says(page, "<svg class=\"qr\"");
    a.host = "localhost:9"; /* is of the address that was used */
    assert_says(get(&a, "/about"), "#url=http://localhost:9/schedule.xml");
    a.site.public_url = "https://wall.example";
    asking_shelve(&a);
    assert_says(get(&a, "/about"), "#url=https://wall.example/schedule.xml");
}

/* A form that is shown again after "not saved" is the same post when it is sent again. */
static void a_form_that_comes_back_keeps_its_key(void **state)
{
    (void)state;
    const char *page = post(&a, "/propose", "title=&host=Ann&key=abc123");
    assert_int_equal(a.reply.status, 400);
    assert_says(page, "name=\"key\" value=\"abc123\"");
    page = ask(&a, TF_METHOD_POST, "/propose", "title=Zebra&key=abc123&token=0"); /* asked once more */
    assert_says(page, "name=\"key\" value=\"abc123\"");
    post(&a, "/propose", "title=Zebra&key=abc123");
    post(&a, "/propose", "title=Zebra&key=abc123&sure=Zebra");
    size_t found = 0;
    struct tf_table_iter it = tf_table_first(a.board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        found += strcmp(TF_SESSION(it.record)->title, "Zebra") == 0;
    }
    assert_int_equal(found, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_host_says_when_they_can_be_there_only_where_a_schedule_is_made),
        TEST(a_host_whose_space_was_closed_is_told_on_their_page),
        TEST(what_the_phase_forbids_is_explained_and_not_offered),
        TEST(what_the_phase_forbids_an_organiser_may),
        TEST(a_row_that_begins_soon_is_not_offered_to_guests),
        TEST(who_is_not_bound_sees_such_a_row_open_and_nobody_else_does),
        TEST(what_begins_soon_is_said_to_stay_and_may_still_be_withdrawn),
        TEST(a_session_that_gave_way_says_who_was_first_and_what_is_free),
        TEST(each_form_is_offered_exactly_where_its_verb_is_allowed),
        TEST(notes_may_be_kept_on_a_pad),
        TEST(the_grid_is_a_picture_too),
        TEST(a_code_leads_schedule_programs_to_the_feed),
        TEST(a_form_that_comes_back_keeps_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
