/* Every page, feed and write with each of its allocations failing once: the answer is whole or an honest "not
 * now", nothing leaks, and the board is as it was or as it should be. */
#include "support/nomem.h"
#include "unit/web/asking.h"

static struct asking a;

struct question {
    enum tf_method method;
    const char *target, *body;
};

static enum tf_err ask_once(void *user)
{
    const struct question *question = user;
    struct tf_find *find = NULL;
    struct tf_shelf *shelf = NULL;
    struct tf_arena arena;
    struct tf_reply reply = {0};
    struct tf_request request = {.method = question->method,
                                 .target = question->target,
                                 .host = "10.0.0.5:8080",
                                 .cookie = a.cookie,
                                 .content_type = "application/x-www-form-urlencoded",
                                 .body = question->body,
                                 .body_len = strlen(question->body)};
    nomem_pause();
    assert_int_equal(tf_find_create(&find, a.board, NULL), TF_OK);
    assert_int_equal(tf_shelf_create(&shelf, a.board, a.zone, find, a.now_s), TF_OK);
    tf_find_unref(find);
    tf_arena_init(&arena);
    nomem_go_on();
    a.mono_ms += 60000;
    tf_router_answer(&a.site, shelf, &request, &arena, a.mono_ms, &reply);
    nomem_pause();
    bool is_good = reply.kind == TF_REPLY_COMMAND || (reply.status >= 200 && reply.status < 400);
    bool is_honest = is_good || reply.status == 503 || reply.status == 400 || reply.status == 404;
    if (!is_honest) {
        print_error("%s: %d\n", question->target, reply.status);
    }
    assert_true(is_honest);
    if (reply.kind == TF_REPLY_PAGE) {
        const struct tf_bytes *bytes = reply.page->plain;
        bool is_html = strncmp(reply.page->media_type, "text/html", 9) == 0;
        assert_true(!is_html || strcmp(bytes->data + bytes->len - 7, "</html>") == 0);
    }
    tf_reply_free(&reply);
    tf_shelf_destroy(shelf);
    tf_arena_free(&arena);
    nomem_go_on();
    if (!nomem_has_failed()) {
        assert_true(is_good);
    }
    return nomem_has_failed() ? TF_ERR_NOMEM : TF_OK; /* some failures cost nothing that is seen */
}

static void every_answer_survives(void **state)
{
    static char bodies[4][256];
    char token[TF_ACCESS_TOKEN_BYTES], device[TF_ACCESS_TOKEN_BYTES];
    (void)state;
    nomem_jansson();
    asking_begin(&a, support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees"));
    tf_access_new_device(device);
    snprintf(a.cookie, sizeof(a.cookie), "device=%s", device);
    tf_access_form_token(a.site.access, token, device);
    snprintf(bodies[0], sizeof(bodies[0]), "token=%s&key=a&title=Zebra&about=stripes&cell=101-202", token);
    snprintf(bodies[1], sizeof(bodies[1]), "token=%s&key=b&happened=We+sang&author=Ann", token);
    snprintf(bodies[2], sizeof(bodies[2]), "token=%s&key=c&on=1", token);
    snprintf(bodies[3], sizeof(bodies[3]), "token=%s&key=d&what=Buy+bread&who=Ann&due=2026-12-01", token);
    const struct question QUESTIONS[] = {
        {TF_METHOD_GET, "/", ""},
        {TF_METHOD_GET, "/s/CARD2", ""},
        {TF_METHOD_GET, "/propose", ""},
        {TF_METHOD_GET, "/mine", ""},
        {TF_METHOD_GET, "/unplaced", ""},
        {TF_METHOD_GET, "/news", ""},
        {TF_METHOD_GET, "/about", ""},
        {TF_METHOD_GET, "/topics", ""},
        {TF_METHOD_GET, "/came", ""},
        {TF_METHOD_GET, "/tables", ""},
        {TF_METHOD_GET, "/wall", ""},
        {TF_METHOD_GET, "/book", ""},
        {TF_METHOD_GET, "/book.md", ""},
        {TF_METHOD_GET, "/book.json", ""},
        {TF_METHOD_GET, "/search?q=bees", ""},
        {TF_METHOD_GET, "/?day=2026-11-25&lang=de", ""},
        {TF_METHOD_GET, "/schedule.csv", ""},
        {TF_METHOD_GET, "/schedule.md", ""},
        {TF_METHOD_GET, "/api/v1/board", ""},
        {TF_METHOD_GET, "/api/v1/mirror", ""},
        {TF_METHOD_GET, "/api/v1/sessions/CARD2", ""},
        {TF_METHOD_GET, "/api/v1/similar?title=Bees", ""},
        {TF_METHOD_POST, "/propose", bodies[0]},
        {TF_METHOD_POST, "/s/CARD2/note", bodies[1]},
        {TF_METHOD_POST, "/s/CARD2/star", bodies[2]},
        {TF_METHOD_POST, "/s/CARD2/action", bodies[3]},
        {TF_METHOD_POST, "/s/CARD2/note", "happened=without+a+token"},
    };
    for (size_t i = 0; i < sizeof(QUESTIONS) / sizeof(QUESTIONS[0]); i++) {
        struct question question = QUESTIONS[i];
        size_t count = nomem_each(ask_once, &question);
        assert_true(count > 0);
    }
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_answer_survives)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
