/* The names on a board, for organisers who erase one. */
#include "core/people.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void assert_name(struct tf_host_name name, const char *want)
{
    assert_int_equal(name.len, strlen(want));
    assert_memory_equal(name.text, want, name.len);
}

static void every_name_is_there_once_and_in_order_wherever_it_stands(void **state)
{
    struct tf_host_name names[10];
    (void)state;
    struct tf_board *board = support_board("2 spaces, 3 slots, Bees in A at 10:00");
    uint64_t bees = support_session(board, "Bees");
    struct tf_session more = *tf_board_session(board, bees);
    more.host = "Mara, Zoë, Ann";
    support_put(&board, &more.record);
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {bees, 7001}},
                           .author = "Ben",
                           .happened = "We counted.",
                           .mattered = "",
                           .next = "",
                           .text = "",
                           .at = 1};
    support_put(&board, &note.record);
    struct tf_action action = {
        .record = {.kind = TF_KIND_ACTION, .key = {bees, 7002}}, .what = "Sow", .who = "Ann", .at = 1};
    support_put(&board, &action.record);
    assert_int_equal(tf_people_names(names, 10, board), 4);
    assert_name(names[0], "Ann");
    assert_name(names[1], "Ben");
    assert_name(names[2], "Mara");
    assert_name(names[3], "Zoë");
    assert_int_equal(tf_people_names(names, 2, board), 2); /* the first of them */
    assert_name(names[0], "Ann");
    assert_name(names[1], "Ben");
    tf_board_unref(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_is_there_once_and_in_order_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
