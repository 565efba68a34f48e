/* What remains, and what came of it. */
#include "core/came.h"
#include "model/view_came.h"
#include "task_kit.h"
#include "words/words.h"
#include "words/words_came.h"

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

/* Every screen and phone shows it: not in the language of whoever stood at the wall. */
static void the_reminder_is_in_the_events_language_and_is_given_once(void **state)
{
    (void)state;
    struct desk desk = desk_of("1 spaces, 1 slots, Ants in A at 10:00", TF_ROLE_ORGANISER, TF_SCREEN_CAME);
    struct tf_gathering gathering = *tf_board_gathering(desk.board);
    gathering.language = "de";
    support_put(&desk.board, &gathering.record);
    publish(&desk);
    tf_app_set_time(desk.app, SUPPORT_10H00_S + 7200, ++desk.mono_ms, true);
    assert_int_equal(desk.s->lang, TF_LANG_EN);
    press(&desk, TF_TASK_DO_REMIND, 0);
    publish(&desk);
    struct tf_arena arena;
    struct tf_came came;
    struct tf_view_came view;
    tf_arena_init(&arena);
    assert_int_equal(tf_came_count(&came, desk.board, desk.s->now_s, SUPPORT_DAY), TF_OK);
    struct tf_table_iter it = tf_table_first(desk.board->tables[TF_KIND_NEWS]);
    assert_non_null(it.record);
    assert_string_equal(TF_NEWS(it.record)->text, tf_words_came_reminder(&arena, TF_LANG_DE, &came));
    assert_string_not_equal(TF_NEWS(it.record)->text, tf_words_came_reminder(&arena, TF_LANG_EN, &came));
    tf_view_came(&view, &arena, desk.s);
    assert_string_equal(view.remind_why_not, "This reminder is on every screen and phone already.");
    tf_came_free(&came);
    tf_arena_free(&arena);
    leave(&desk);
}

int main(void)
{
    tf_lang_init(TF_BUILD_DIR "/locale");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_remains_is_what_nobody_gave_up_and_says_in_which_month),
        cmocka_unit_test(the_reminder_is_in_the_events_language_and_is_given_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
