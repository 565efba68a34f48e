/* Settings, the format and erasing at the desk: what a wall of its own does with them is asked of a machine
 * that only remembers. */
#include "desk_kit.h"

#include "web/web.h"

struct remembered {
    char bell[TF_WEB_SETTING_BYTES], notes[TF_WEB_SETTING_BYTES];
    enum tf_err err;
    char erased[200];
    size_t events;
    struct tf_formats formats;
    struct tf_web_machine machine;
};

static char *slot_of(struct remembered *r, const char *name)
{
    return strcmp(name, "bell") == 0 ? r->bell : strcmp(name, "notes-url") == 0 ? r->notes : NULL;
}

static bool setting(void *user, const char *name, char out[TF_WEB_SETTING_BYTES])
{
    const char *value = slot_of(user, name);
    snprintf(out, TF_WEB_SETTING_BYTES, "%s", value != NULL ? value : "");
    return value != NULL;
}

static enum tf_err set(void *user, const char *name, const char *value)
{
    struct remembered *r = user;
    snprintf(slot_of(r, name), TF_WEB_SETTING_BYTES, "%s", value);
    return r->err;
}

static enum tf_err erase(void *user, const struct tf_erase_what *what, size_t *events)
{
    struct remembered *r = user;
    snprintf(r->erased, sizeof(r->erased), "name %s, code %s", what->name != NULL ? what->name : "-",
             what->code != NULL ? what->code : "-");
    *events = r->events;
    return r->err;
}

static void begin(struct asking *a, struct remembered *r)
{
    static const struct tf_format BARCAMP = {.name = "barcamp",
                                             .title = "BarCamp",
                                             .about = "",
                                             .invitation = "",
                                             .principles = "",
                                             .no_placing_why = "",
                                             .votes = 10,
                                             .schedules = true};
    desk_begin(a, "2 spaces, 2 slots, Compost in A at 10:00", TF_ROLE_ORGANISER);
    struct tf_session session = *tf_board_session(a->board, support_session(a->board, "Compost"));
    session.host = "Ann";
    support_put(&a->board, &session.record);
    asking_shelve(a);
    *r = (struct remembered){.bell = "3", .events = 2};
    r->formats.list[0] = BARCAMP;
    r->formats.count = 1;
    r->machine = (struct tf_web_machine){
        .formats = &r->formats, .setting = setting, .set = set, .erase = erase, .user = r};
    a->site.machine = &r->machine;
}

static void a_helper_and_a_guest_neither_see_nor_set_anything(void **state)
{
    struct asking a;
    struct remembered r;
    (void)state;
    static const char *const PAGES[] = {"/desk/settings", "/desk/erase"};
    static const char *const WRITES[] = {"/desk/event", "/desk/format", "/desk/settings/bell", "/desk/erase"};
    begin(&a, &r);
    pair(&a, TF_ROLE_HELPER);
    for (int guest = 0; guest < 2; guest++) {
        for (size_t i = 0; i < sizeof(PAGES) / sizeof(PAGES[0]); i++) {
            get(&a, PAGES[i]);
            assert_int_equal(a.reply.status, 403);
        }
        for (size_t i = 0; i < sizeof(WRITES) / sizeof(WRITES[0]); i++) {
            post(&a, WRITES[i], "was=3&value=0&sure=1&name=Ann&title=Mine&format=barcamp");
            assert_int_equal(a.reply.status, 403);
        }
        a.cookie[0] = '\0';
    }
    assert_string_equal(r.bell, "3");
    assert_string_equal(r.erased, "");
    asking_end(&a);
}

static void a_setting_is_set_and_said_and_a_stale_form_is_asked_first(void **state)
{
    struct asking a;
    struct remembered r;
    (void)state;
    begin(&a, &r);
    assert_says(get(&a, "/desk/settings"), "The bell: how loud");
    assert_not_says(get(&a, "/desk/settings"), "quiet"); /* this machine has no such setting */
    post(&a, "/desk/settings/bell", "was=3&value=0");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(r.bell, "0");
    assert_says(get(&a, a.reply.location), "It holds from now on");
    assert_says(post(&a, "/desk/settings/bell", "was=3&value=4"), "Now it is");
    assert_int_equal(a.reply.status, 409);
    assert_string_equal(r.bell, "0");
    post(&a, "/desk/settings/bell", "was=0&value=4");
    assert_string_equal(r.bell, "4");
    post(&a, "/desk/settings/notes-url", "was=&value=https%3A%2F%2Fpad.example%2Fp%2F%7Bcode%7D");
    assert_string_equal(r.notes, "https://pad.example/p/{code}");
    assert_says(get(&a, a.reply.location), "next start");
    asking_end(&a);
}

static void what_is_no_value_or_no_setting_changes_nothing_and_says_why(void **state)
{
    struct asking a;
    struct remembered r;
    (void)state;
    begin(&a, &r);
    static const char *const BAD[] = {"was=3&value=5", "was=3&value=", "was=3&value=1%0Alisten", "was=3"};
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_says(post(&a, "/desk/settings/bell", BAD[i]), "role=\"alert\"");
        assert_int_equal(a.reply.status, 400);
    }
    assert_says(post(&a, "/desk/settings/notes-url", "was=&value=javascript%3Aalert(1)"), "Write it like");
    post(&a, "/desk/settings/printer", "was=&value=x");
    assert_int_equal(a.reply.status, 404);
    assert_string_equal(r.bell, "3");
    assert_string_equal(r.notes, "");
    r.err = TF_ERR_IO;
    assert_says(post(&a, "/desk/settings/bell", "was=3&value=1"), "cannot be written");
    assert_int_equal(a.reply.status, 503);
    asking_end(&a);
}

static void
the_event_has_another_title_and_what_another_organiser_wrote_meanwhile_is_asked_about(void **state)
{
    struct asking a;
    struct remembered r;
    char fields[256];
    (void)state;
    begin(&a, &r);
    snprintf(fields, sizeof(fields), "was_title=%s&title=Autumn&was_language=fr&language=de",
             tf_form_encode(&a.notes, tf_board_gathering(a.board)->title));
    post(&a, "/desk/event", fields);
    assert_int_equal(a.reply.status, 409); /* it was not French when this was sent */
    snprintf(fields, sizeof(fields), "was_title=%s&title=Autumn&was_language=%s&language=de",
             tf_form_encode(&a.notes, tf_board_gathering(a.board)->title),
             tf_board_gathering(a.board)->language);
    post(&a, "/desk/event", fields);
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(tf_board_gathering(a.board)->title, "Autumn");
    assert_string_equal(tf_board_gathering(a.board)->language, "de");
    assert_says(get(&a, "/desk/settings"), "value=\"Autumn\"");
    assert_says(post(&a, "/desk/event", "was_title=Spring&title=Winter&was_language=de&language=de"),
                "Autumn");
    assert_int_equal(a.reply.status, 409);
    post(&a, "/desk/event", "was_title=Autumn&title=&was_language=de&language=de");
    assert_int_equal(a.reply.status, 400);
    assert_string_equal(tf_board_gathering(a.board)->title, "Autumn");
    asking_end(&a);
}

static void a_format_is_chosen_and_marked(void **state)
{
    struct asking a;
    struct remembered r;
    (void)state;
    begin(&a, &r);
    assert_says(get(&a, "/desk/settings"), "value=\"barcamp\"");
    post(&a, "/desk/format", "format=barcamp");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(tf_board_gathering(a.board)->format, "barcamp");
    assert_int_equal(tf_board_gathering(a.board)->votes, 10);
    assert_not_says(get(&a, "/desk/settings"), "value=\"barcamp\"");
    assert_says(get(&a, "/desk/settings"), "It is now");
    post(&a, "/desk/format", "format=..%2F..%2Fetc%2Fpasswd");
    assert_int_equal(a.reply.status, 400);
    asking_end(&a);
}

static void nothing_is_erased_before_it_was_asked_once_more(void **state)
{
    struct asking a;
    struct remembered r;
    char fields[64];
    (void)state;
    begin(&a, &r);
    assert_says(get(&a, "/desk/erase"), "value=\"Ann\"");
    assert_says(post(&a, "/desk/erase", "name=Ann"), "everywhere, also from the copies?");
    assert_string_equal(r.erased, "");
    assert_says(get(&a, "/desk/erase"), "Compost");
    post(&a, "/desk/erase", "name=Ann&sure=1");
    assert_string_equal(r.erased, "name Ann, code -");
    assert_says(get(&a, a.reply.location), "It is erased");
    const char *code = tf_board_session(a.board, support_session(a.board, "Compost"))->code;
    snprintf(fields, sizeof(fields), "code=%s&sure=1", code);
    r.events = 0;
    post(&a, "/desk/erase", fields);
    assert_non_null(strstr(r.erased, code));
    assert_says(get(&a, a.reply.location), "Nothing of it was there");
    post(&a, "/desk/erase", "name=&sure=1");
    assert_int_equal(a.reply.status, 400);
    post(&a, "/desk/erase", "code=NONE2&sure=1");
    assert_int_equal(a.reply.status, 404);
    r.err = TF_ERR_IO;
    assert_says(post(&a, "/desk/erase", "name=Ann&sure=1"), "Not all of it is gone");
    assert_int_equal(a.reply.status, 503);
    asking_end(&a);
}

static void add_topic(struct asking *a, uint64_t id, const char *session)
{
    const struct tf_topic topic = {.record = {.kind = TF_KIND_TOPIC, .key = {0, id}},
                                   .title = "A seed library",
                                   .initiator = "",
                                   .session = session != NULL ? support_session(a->board, session) : 0,
                                   .at = SUPPORT_10H00_S};
    support_put(&a->board, &topic.record);
    asking_shelve(a);
}

static void the_question_names_how_many_topics_go_with_a_card(void **state)
{
    struct asking a;
    struct remembered r;
    (void)state;
    begin(&a, &r);
    add_topic(&a, 41, NULL); /* nobody's: stays */
    assert_says(post(&a, "/desk/erase", "code=CARD2"), "with its stars, notes and actions, also from");
    add_topic(&a, 42, "Compost");
    assert_says(post(&a, "/desk/erase", "code=CARD2"), "notes, actions and 1 topic, also from");
    add_topic(&a, 43, "Compost");
    assert_says(post(&a, "/desk/erase", "code=CARD2"), "notes, actions and 2 topics, also from");
    assert_string_equal(r.erased, "");
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_helper_and_a_guest_neither_see_nor_set_anything),
        cmocka_unit_test(a_setting_is_set_and_said_and_a_stale_form_is_asked_first),
        cmocka_unit_test(what_is_no_value_or_no_setting_changes_nothing_and_says_why),
        cmocka_unit_test(
            the_event_has_another_title_and_what_another_organiser_wrote_meanwhile_is_asked_about),
        cmocka_unit_test(a_format_is_chosen_and_marked),
        cmocka_unit_test(the_question_names_how_many_topics_go_with_a_card),
        cmocka_unit_test(nothing_is_erased_before_it_was_asked_once_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
