/* Who is let in and who is kept out: a device becomes an organiser's by the wall's one-time code and by
 * nothing else, a blocked one cannot post, and every door that is not theirs says so. */
#include "unit/web/asking.h"

static struct asking a;
static struct tf_ledger *ledger;
static struct tf_keep *keep;
static int64_t keep_ms;

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    (void)user;
    (void)problem;
    return tf_store_open_memory(out);
}

static int64_t now_ms(void *user)
{
    (void)user;
    return keep_ms;
}

static int set_up(void **state)
{
    (void)state;
    struct tf_ledger_options options = {.open = open_store};
    struct tf_problem problem = {0};
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees"));
    keep_ms = 1000;
    assert_int_equal(tf_ledger_start(&ledger, &options, &problem), TF_OK);
    struct tf_keep_options kept = {.ledger = ledger, .mono_ms = now_ms, .is_hasty = true};
    assert_int_equal(tf_keep_open(&keep, &kept), TF_OK);
    a.site.keep = keep;
    get(&a, "/propose"); /* this phone has its token */
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    asking_end(&a);
    tf_keep_close(keep);
    tf_ledger_stop(ledger);
    return 0;
}

static uint64_t device(void)
{
    return tf_access_device(a.cookie + strlen("device="));
}

static const char *offer(enum tf_role role)
{
    static char path[16 + TF_KEEP_SECRET_BYTES];
    char secret[TF_KEEP_SECRET_BYTES];
    assert_int_equal(tf_keep_offer(keep, role, secret), TF_OK);
    snprintf(path, sizeof(path), "/pair/%s", secret);
    return path;
}

static void a_code_lets_one_device_in_and_looking_at_it_does_not_use_it_up(void **state)
{
    (void)state;
    const char *path = offer(TF_ROLE_ORGANISER);
    get(&a, "/desk");
    assert_int_equal(a.reply.status, 403);
    for (int i = 0; i < 3; i++) {
        assert_says(get(&a, path), "Become an organiser?");
        assert_int_equal(tf_keep_role(keep, device()), TF_ROLE_GUEST);
    }
    post(&a, path, "");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(a.reply.location, "/desk");
    assert_int_equal(tf_keep_role(keep, device()), TF_ROLE_ORGANISER);
    get(&a, "/desk");
    assert_int_equal(a.reply.status, 200);
    a.cookie[0] = '\0'; /* another phone with the same code */
    post(&a, path, "");
    assert_int_equal(a.reply.status, 410);
    assert_says(get(&a, path), "not good any more");
    assert_int_equal(tf_keep_role(keep, device()), TF_ROLE_GUEST);
}

static void a_helper_is_let_in_and_not_everywhere(void **state)
{
    static const char *const HELPERS[] = {"/desk", "/desk/news", "/desk/care", "/desk/history"};
    static const char *const ORGANISERS[] = {"/desk/day", "/desk/spaces", "/desk/times", "/desk/draft"};
    (void)state;
    for (size_t i = 0; i < 4; i++) { /* a guest: nowhere */
        get(&a, HELPERS[i]);
        assert_int_equal(a.reply.status, 403);
        assert_says(get(&a, ORGANISERS[i]), "This is for organisers.");
        assert_int_equal(a.reply.status, 403);
    }
    const char *path = offer(TF_ROLE_HELPER);
    assert_says(get(&a, path), "Become a helper?");
    post(&a, path, "");
    for (size_t i = 0; i < 4; i++) {
        get(&a, HELPERS[i]);
        assert_int_equal(a.reply.status, 200);
        assert_says(get(&a, ORGANISERS[i]), "Only organisers can do that.");
        assert_int_equal(a.reply.status, 403);
    }
    uint64_t revision = a.board->revision;
    post(&a, "/desk/day/phase", "phase=sessions");
    assert_int_equal(a.reply.status, 403);
    post(&a, "/desk/care/block", "device=7");
    assert_int_equal(a.reply.status, 403);
    assert_int_equal(a.board->revision, revision);
}

static void a_code_is_good_for_two_minutes_and_guessing_is_put_off(void **state)
{
    char wrong[64];
    (void)state;
    const char *path = offer(TF_ROLE_ORGANISER);
    keep_ms += TF_KEEP_OFFER_MS + 1;
    get(&a, path);
    assert_int_equal(a.reply.status, 410);
    post(&a, path, "");
    assert_int_equal(a.reply.status, 410);
    path = offer(TF_ROLE_ORGANISER);
    int status = 410;
    for (int i = 0; i < 2 * TF_KEEP_PHONE_TRIES_MAX && status == 410; i++) {
        a.mono_ms += 10000; /* so that the budget of writes is not what stops it */
        snprintf(wrong, sizeof(wrong), "/pair/%032d", i);
        post(&a, wrong, "");
        status = a.reply.status;
    }
    assert_int_equal(status, 429);
    assert_true(a.reply.retry_after_s > 0);
    assert_int_equal(tf_keep_role(keep, device()), TF_ROLE_GUEST);
}

static void a_code_needs_the_pages_own_token_and_site(void **state)
{
    (void)state;
    const char *path = offer(TF_ROLE_ORGANISER);
    a.origin = "http://evil.example";
    post(&a, path, "");
    assert_int_equal(a.reply.status, 403);
    a.origin = NULL;
    ask(&a, TF_METHOD_POST, path, "token=0123"); /* asked once more, and nothing done */
    assert_int_equal(tf_keep_role(keep, device()), TF_ROLE_GUEST);
    a.site.is_read_only = true;
    post(&a, path, "");
    assert_int_equal(a.reply.status, 403);
    a.site.is_read_only = false;
    post(&a, path, "");
    assert_int_equal(tf_keep_role(keep, device()), TF_ROLE_ORGANISER);
}

static void a_blocked_device_reads_and_cannot_post(void **state)
{
    static const char *const POSTS[] = {"/propose", "/s/CARD2/star", "/s/CARD2/note", "/s/CARD2/action",
                                        "/s/CARD2/ask-merge"};
    (void)state;
    post(&a, "/propose", "title=Zebra");
    assert_int_equal(a.reply.status, 303);
    assert_int_equal(tf_keep_block(keep, device(), true), TF_OK);
    uint64_t revision = a.board->revision;
    for (size_t i = 0; i < sizeof(POSTS) / sizeof(POSTS[0]); i++) {
        assert_says(post(&a, POSTS[i], "title=Advert&on=1&text=x&what=x&into=CARD3"),
                    "This device cannot post here. Talk to an organiser.");
        assert_int_equal(a.reply.status, 403);
    }
    assert_int_equal(a.board->revision, revision);
    get(&a, "/");
    assert_int_equal(a.reply.status, 200);
    get(&a, "/s/CARD2");
    assert_int_equal(a.reply.status, 200);
    a.content_type = "application/json";
    char body[64] = "{\"title\": \"Advert\"}";
    ask(&a, TF_METHOD_POST, "/api/v1/sessions", body);
    assert_int_equal(a.reply.status, 403);
    a.content_type = NULL;
    assert_int_equal(tf_keep_block(keep, device(), false), TF_OK);
    post(&a, "/s/CARD2/star", "on=1");
    assert_int_equal(a.reply.status, 303);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_code_lets_one_device_in_and_looking_at_it_does_not_use_it_up),
        TEST(a_helper_is_let_in_and_not_everywhere),
        TEST(a_code_is_good_for_two_minutes_and_guessing_is_put_off),
        TEST(a_code_needs_the_pages_own_token_and_site),
        TEST(a_blocked_device_reads_and_cannot_post),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
