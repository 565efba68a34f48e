/* What remains, and what came of it. */
#include "task_kit.h"
#include "words/words.h"

static void put_action(struct desk *desk, uint64_t id, const char *what, enum tf_standing after_30)
{
    struct tf_action action = {
        .record = {.kind = TF_KIND_ACTION, .key = {support_session(desk->board, "Ants"), id}},
        .what = what,
        .who = "Mara",
        .due = SUPPORT_DAY + 40,
        .after_30 = after_30};
    support_put(&desk->board, &action.record);
    publish(desk);
}

static void what_remains_is_what_nobody_gave_up_and_says_in_which_month(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots, Ants in A at 10:00", TF_ROLE_ORGANISER, TF_SCREEN_CLOSING);
    put_action(&desk, 6001, "Write", TF_STANDING_GOING);
    put_action(&desk, 6002, "Sing", TF_STANDING_DROPPED);
    assert_int_equal(line_count(&desk), 1);
    struct shown now = shown(&desk);
    const char *date = tf_words_date(&now.arena, TF_LANG_EN, SUPPORT_DAY + 40);
    assert_string_equal(now.sheet.lines[0].title, "Write");
    assert_non_null(strstr(now.sheet.lines[0].about, date));
    tf_arena_free(&now.arena);
    leave(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_remains_is_what_nobody_gave_up_and_says_in_which_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
