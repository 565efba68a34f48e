/* Where the code on a door leads. */
#include "unit/web/asking.h"

static struct asking a;

static int set_up(void **state)
{
    (void)state;
    asking_begin(&a, support_board(
                         "2 spaces, 3 slots, Compost in A at 10:00, Bees in A at 11:00, Ants in B at 11:00"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    asking_end(&a);
    return 0;
}

static const char *page_of(const char *space)
{
    static char path[64];
    snprintf(path, sizeof path, "/space/%llu", (unsigned long long)support_space(a.board, space));
    return get(&a, path);
}

static void a_door_tells_what_is_on_behind_it_now_and_what_comes(void **state)
{
    (void)state;
    a.now_s = SUPPORT_10H00_S + 600;
    asking_shelve(&a);
    const char *page = page_of("A");
    const char *now = strstr(page, "Compost"), *next = strstr(page, "Bees");
    assert_int_equal(a.reply.status, 200);
    assert_true(a.reply.page->is_shared);
    assert_non_null(now);
    assert_non_null(next);
    assert_true(now < next);
    assert_not_says(page, "Ants");
    assert_says(page_of("B"), "Nothing is on right now");
    a.now_s = SUPPORT_10H00_S + 3600 + 60;
    asking_shelve(&a);
    page = page_of("A");
    assert_not_says(page, "Compost"); /* it is over */
    assert_says(page, "Nothing is planned here yet.");
}

static void a_door_that_is_none_says_so(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"/space/0",   "/space/4711", "/space/-1",
                                        "/space/A",   "/space/101x", "/space/99999999999999999999",
                                        "/space/%00", "/space/CARD2"};
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        get(&a, WRONG[i]);
        assert_in_range(a.reply.status, 400, 404);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_door_tells_what_is_on_behind_it_now_and_what_comes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_door_that_is_none_says_so, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
