/* Two hosts on two phones, and a stranger on a third: who sees the question, who may answer it. */
#include "unit/web/asking.h"

#include "web/change.h"

static struct asking a;

enum { ANTS_PHONE, BEES_PHONE, STRANGER, PHONES };
static char cookies[PHONES][sizeof(a.cookie)];
static char ants[32], bees[32]; /* "/s/CODE" */
static int phone;

static void take(int which)
{
    snprintf(cookies[phone], sizeof(cookies[phone]), "%s", a.cookie);
    snprintf(a.cookie, sizeof(a.cookie), "%s", cookies[which]);
    phone = which;
}

static int set_up(void **state)
{
    (void)state;
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00"));
    memset(cookies, 0, sizeof(cookies));
    phone = ANTS_PHONE;
    post(&a, "/propose", "title=Ants");
    snprintf(ants, sizeof(ants), "%s", a.reply.location);
    take(BEES_PHONE);
    post(&a, "/propose", "title=Bees");
    snprintf(bees, sizeof(bees), "%s", a.reply.location);
    take(STRANGER);
    post(&a, "/s/CARD2/star", "on=1");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    asking_end(&a);
    return 0;
}

static const char *path(const char *session, const char *rest)
{
    static char paths[4][128];
    static unsigned n;
    char *out = paths[n++ % 4];
    snprintf(out, sizeof(paths[0]), "%s%s", session, rest);
    return out;
}

static const char *field(const char *name, const char *session)
{
    static char fields[2][64];
    static unsigned n;
    char *out = fields[n++ % 2];
    snprintf(out, sizeof(fields[0]), "%s=%s", name, session + strlen("/s/"));
    return out;
}

static enum tf_session_state state_of(const char *title)
{
    return tf_board_session(a.board, support_session(a.board, title))->state;
}

static void ask_bees(void)
{
    take(ANTS_PHONE);
    post(&a, path(ants, "/ask-merge"), field("into", bees));
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(a.reply.location, ants);
}

static const char QUESTION[] = "would like to become part of";

static void the_asked_host_sees_the_question_and_nobody_else(void **state)
{
    (void)state;
    assert_not_says(get(&a, bees), QUESTION);
    take(ANTS_PHONE);
    assert_says(get(&a, ants), path(ants, "/merge"));
    const char *page = get(&a, path(ants, "/merge"));
    assert_says(page, "Bees");
    assert_says(page, "Ask its host");
    ask_bees();
    assert_int_equal(state_of("Ants"), TF_SESSION_OPEN); /* nothing has changed yet */
    assert_says(get(&a, ants), "You asked whether this session may become part of");
    assert_not_says(get(&a, bees), QUESTION);
    assert_not_says(get(&a, "/mine"), QUESTION);
    take(STRANGER);
    assert_not_says(get(&a, bees), QUESTION);
    assert_not_says(get(&a, ants), "You asked");
    take(BEES_PHONE);
    assert_says(get(&a, bees), QUESTION);
    assert_says(get(&a, bees), path(ants, "/unask-merge"));
    assert_says(get(&a, "/mine"), QUESTION);
}

static void the_asked_host_agrees_and_may_take_it_back(void **state)
{
    char undo[160], body[64];
    (void)state;
    ask_bees();
    take(BEES_PHONE);
    post(&a, path(ants, "/merge"), field("into", bees));
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(state_of("Ants"), TF_SESSION_MERGED);
    snprintf(undo, sizeof(undo), "%s", a.reply.location);
    const char *page = get(&a, undo);
    assert_says(page, "Merged into this session:");
    assert_says(page, path(ants, "/unmerge"));
    snprintf(body, sizeof(body), "sequence=%s", strstr(undo, "undo=") + strlen("undo="));
    take(ANTS_PHONE);
    get(&a, ants); /* goes on to the other one */
    assert_string_equal(a.reply.location, path(path(bees, "?from="), ants + strlen("/s/")));
    post(&a, path(ants, "/unmerge"), body); /* who did not do it does not undo it */
    assert_int_equal(a.reply.status, 403);
    take(BEES_PHONE);
    post(&a, path(ants, "/unmerge"), body);
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(state_of("Ants"), TF_SESSION_OPEN);
    assert_says(get(&a, bees), QUESTION); /* which is open again */
}

static void not_now_takes_the_question_away(void **state)
{
    (void)state;
    ask_bees();
    take(STRANGER);
    post(&a, path(ants, "/unask-merge"), field("at", bees));
    assert_int_equal(a.reply.status, 403);
    take(BEES_PHONE);
    post(&a, path(ants, "/unask-merge"), field("at", bees));
    assert_string_equal(a.reply.location, bees);
    assert_not_says(get(&a, bees), QUESTION);
    post(&a, path(ants, "/merge"), field("into", bees));
    assert_int_equal(a.reply.status, 403); /* nobody asks any more */
    assert_int_equal(state_of("Ants"), TF_SESSION_OPEN);
    ask_bees();
    post(&a, path(ants, "/unask-merge"), field("at", ants)); /* the asker's own way back */
    assert_not_says(get(&a, ants), "You asked");
}

static void nobody_asks_or_agrees_for_others(void **state)
{
    (void)state;
    take(STRANGER);
    post(&a, path(ants, "/ask-merge"), field("into", bees));
    assert_int_equal(a.reply.status, 403);
    get(&a, path(ants, "/merge"));
    assert_int_equal(a.reply.status, 403);
    ask_bees();
    post(&a, path(ants, "/merge"), field("into", bees));
    assert_int_equal(a.reply.status, 403);
    take(STRANGER);
    post(&a, path(ants, "/merge"), field("into", bees));
    assert_int_equal(a.reply.status, 403);
    assert_int_equal(state_of("Ants"), TF_SESSION_OPEN);
    take(ANTS_PHONE);
    post(&a, path(ants, "/ask-merge"), "into=NONE2");
    assert_int_equal(a.reply.status, 404);
    post(&a, path(ants, "/ask-merge"), field("into", ants));
    assert_int_equal(a.reply.status, 409);
    post(&a, path(ants, "/unmerge"), "sequence=1");
    assert_int_equal(a.reply.status, 404);
}

static void who_hosts_both_or_organises_need_not_ask(void **state)
{
    char wasps[32];
    (void)state;
    take(BEES_PHONE);
    post(&a, "/propose", "title=Wasps");
    snprintf(wasps, sizeof(wasps), "%s", a.reply.location);
    post(&a, path(wasps, "/ask-merge"), field("into", bees));
    assert_int_equal(state_of("Wasps"), TF_SESSION_MERGED);
    take(STRANGER);
    uint64_t device = tf_access_device(a.cookie + strlen("device="));
    asking_pair(&a, device, TF_ROLE_ORGANISER);
    post(&a, path(ants, "/ask-merge"), field("into", bees));
    assert_int_equal(state_of("Ants"), TF_SESSION_MERGED);
}

static void a_hidden_session_asks_nothing(void **state)
{
    (void)state;
    ask_bees();
    struct tf_session session = *tf_board_session(a.board, support_session(a.board, "Ants"));
    session.state = TF_SESSION_HIDDEN; /* by an import that kept the question */
    support_put(&a.board, &session.record);
    asking_shelve(&a);
    take(BEES_PHONE);
    assert_not_says(get(&a, bees), "Ants");
    assert_not_says(get(&a, "/mine"), "Ants");
    assert_not_says(get(&a, "/api/v1/board"), "Ants");
}

static void the_interface_tells_the_code_that_is_asked(void **state)
{
    char wanted[64];
    (void)state;
    snprintf(wanted, sizeof(wanted), "\"asks_into\":\"%s\"", bees + strlen("/s/"));
    assert_not_says(get(&a, "/api/v1/board"), "asks_into");
    ask_bees();
    assert_says(get(&a, path("/api/v1/sessions/", ants + strlen("/s/"))), wanted);
    assert_not_says(get(&a, "/api/v1/mirror"), "asks_into"); /* that display has no hidden ones to name */
}

static void the_asked_sessions_page_hears_of_it(void **state)
{
    struct tf_board *before = tf_board_ref(a.board);
    struct tf_buf out;
    bool is_any = false;
    (void)state;
    ask_bees();
    for (int way = 0; way < 2; way++) { /* asked; and not asked any more */
        tf_buf_init(&out, 0);
        assert_int_equal(
            tf_change_write(&out, way == 0 ? before : a.board, way == 0 ? a.board : before, a.zone, &is_any),
            TF_OK);
        assert_says(out.data, bees + strlen("/s/"));
        assert_says(out.data, ants + strlen("/s/"));
        tf_buf_free(&out);
    }
    tf_board_unref(before);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_asked_host_sees_the_question_and_nobody_else),
        TEST(the_asked_host_agrees_and_may_take_it_back),
        TEST(not_now_takes_the_question_away),
        TEST(nobody_asks_or_agrees_for_others),
        TEST(who_hosts_both_or_organises_need_not_ask),
        TEST(a_hidden_session_asks_nothing),
        TEST(the_interface_tells_the_code_that_is_asked),
        TEST(the_asked_sessions_page_hears_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
