/* The log in words. */
#include "model/history.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DAY_S = 86400 };

static struct tf_event *moved(const struct tf_board *board, struct tf_actor actor)
{
    struct tf_event *event = NULL;
    const struct tf_record *before =
        tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){0, support_placement(board, "Compost")});
    assert_int_equal(tf_event_create(&event, TF_VERB_UNPLACE, actor, SUPPORT_10H00_S, 7), TF_OK);
    assert_int_equal(tf_event_add(event, before, NULL), TF_OK);
    return event;
}

static void a_line_says_who_when_what_and_about_which(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00");
    struct tf_event *event = moved(board, (struct tf_actor){TF_ROLE_HELPER, 0});
    struct tf_zone *zone = NULL;
    struct tf_arena arena;
    tf_arena_init(&arena);
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    struct tf_history_line line =
        tf_history_line(&arena, TF_LANG_EN, zone, board, event, SUPPORT_10H00_S + 60);
    assert_string_equal(line.when, "10:00");
    assert_string_equal(line.who, "A helper at the wall");
    assert_non_null(strstr(line.about, "Compost"));
    assert_true(line.what[0] != '\0');
    line = tf_history_line(&arena, TF_LANG_EN, zone, board, event, SUPPORT_10H00_S + DAY_S);
    assert_string_equal(line.when, "Wed 25, 10:00");
    tf_zone_close(zone);
    tf_arena_free(&arena);
    tf_event_unref(event);
    tf_board_unref(board);
}

/* Whichever device it was: no line tells it from another of its role. */
static void who_is_a_role_and_never_a_device(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00");
    struct tf_zone *zone = NULL;
    struct tf_arena arena;
    tf_arena_init(&arena);
    assert_int_equal(tf_zone_open(&zone, "UTC"), TF_OK);
    for (int role = 0; role < TF_ROLE_COUNT; role++) {
        struct tf_event *one = moved(board, (struct tf_actor){(enum tf_role)role, 4711});
        struct tf_event *other = moved(board, (struct tf_actor){(enum tf_role)role, 815});
        struct tf_event *wall = moved(board, (struct tf_actor){(enum tf_role)role, 0});
        const char *said = tf_history_line(&arena, TF_LANG_EN, zone, board, one, 0).who;
        assert_true(said[0] != '\0');
        assert_string_equal(said, tf_history_line(&arena, TF_LANG_EN, zone, board, other, 0).who);
        if (role != TF_ROLE_SYSTEM) {
            assert_string_not_equal(said, tf_history_line(&arena, TF_LANG_EN, zone, board, wall, 0).who);
        }
        tf_event_unref(one);
        tf_event_unref(other);
        tf_event_unref(wall);
    }
    tf_zone_close(zone);
    tf_arena_free(&arena);
    tf_board_unref(board);
}

static void an_answer_that_failed_leaves_nothing(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00");
    struct tf_history history = {.count = 0};
    struct tf_errand errand = {.what = TF_ERRAND_HISTORY};
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    answer->events[answer->event_count++] = moved(board, (struct tf_actor){TF_ROLE_GUEST, 0});
    answer->has_more = true;
    tf_history_take(&history, answer);
    assert_int_equal(history.count, 1);
    assert_true(history.has_more);
    tf_errand_answer_destroy(answer);
    answer = tf_errand_answer_create(&errand);
    answer->err = TF_ERR_IO;
    tf_history_take(&history, answer);
    assert_int_equal(history.count, 0);
    assert_false(history.has_more);
    tf_errand_answer_destroy(answer);
    tf_history_free(&history);
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_says_who_when_what_and_about_which),
        cmocka_unit_test(who_is_a_role_and_never_a_device),
        cmocka_unit_test(an_answer_that_failed_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
