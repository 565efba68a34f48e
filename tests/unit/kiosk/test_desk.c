/* A desk: a ledger for those who wait for its answers; and the event that a kiosk begins with. */
#include "kiosk/desk.h"

#include "kiosk/first_event.h"
#include "support/folder.h"
#include "support/support.h"
#include "support/vfs_fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

static struct tf_command *import_of(const struct tf_board *board)
{
    struct tf_event *event = support_event_making(board);
    struct tf_command *import = support_command_by(TF_VERB_IMPORT, TF_ROLE_SYSTEM, 0);
    for (size_t i = 0; i < event->change_count; i++)
        assert_int_equal(tf_command_add_record(import, event->changes[i].after), TF_OK);
    tf_event_unref(event);
    return import;
}

static void do_import(struct tf_desk *desk)
{
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00, Bees");
    struct tf_problem problem = {0};
    struct tf_answer answer;
    if (tf_desk_do(desk, import_of(board), &answer, &problem) != TF_OK)
        fail_msg("%s", problem.what);
    tf_board_unref(board);
}

static struct tf_desk *opened(const char *path)
{
    struct tf_desk *desk = NULL;
    struct tf_problem problem = {0};
    if (tf_desk_open(&desk, path, NULL, &problem) != TF_OK)
        fail_msg("%s", problem.what);
    return desk;
}

static void an_answer_comes_with_a_board_that_shows_it(void **state)
{
    (void)state;
    struct tf_desk *desk = opened(NULL);
    assert_null(tf_board_gathering(tf_desk_board(desk)));
    do_import(desk);
    assert_int_equal(tf_desk_board(desk)->revision, 1);
    assert_non_null(tf_board_session(tf_desk_board(desk), 1001));
    tf_desk_close(desk);
}

static void a_refusal_is_said_by_its_name(void **state)
{
    (void)state;
    struct tf_desk *desk = opened(NULL);
    struct tf_problem problem = {0};
    struct tf_answer answer;
    do_import(desk);
    struct tf_command *again = support_propose("Bees again", 1002, "CARD9");
    again->id = 77;
    assert_int_not_equal(tf_desk_do(desk, again, &answer, &problem), TF_OK);
    assert_non_null(strstr(problem.what, tf_reason_name(answer.refusal.reason)));
    assert_int_equal(tf_desk_board(desk)->revision, 1);
    tf_desk_close(desk);
}

/* The disk has trouble, the file is gone meanwhile (a stick was pulled): an empty one would be found at the
 * next start, and believed. */
static void a_file_that_vanished_is_never_made_anew(void **state)
{
    (void)state;
    struct folder folder;
    folder_make(&folder);
    const char *path = folder_file(&folder, "event.twofeet");
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    struct vfs_fault *fault = vfs_fault_create("vanishing");
    assert_int_equal(sqlite3_vfs_register(sqlite3_vfs_find("vanishing"), 1), SQLITE_OK);
    struct tf_desk *desk = opened(path);
    do_import(desk);
    assert_int_equal(tf_desk_board(desk)->revision, 1);

    assert_int_equal(remove(path), 0);
    vfs_fault_arm(fault, FAULT_ERROR, 1, 3); /* and then the disk is well again */
    struct tf_problem problem = {0};
    struct tf_answer answer;
    struct tf_command *propose = support_propose("Ants", 1003, "CARD9");
    propose->id = 77;
    assert_int_equal(tf_desk_do(desk, propose, &answer, &problem), TF_ERR_IO);
    assert_non_null(strstr(problem.what, "could not be saved"));
    assert_int_equal(tf_desk_board(desk)->revision, 1); /* what was acknowledged is still shown */
    assert_false(folder_has(&folder, "event.twofeet"));
    tf_desk_close(desk);
    assert_false(folder_has(&folder, "event.twofeet"));

    assert_int_equal(sqlite3_vfs_register(usual, 1), SQLITE_OK);
    vfs_fault_destroy(fault);
    folder_remove(&folder);
}

static void a_kiosk_without_an_event_waits_to_be_set_up_or_begins_with_the_sample_of_today(void **state)
{
    (void)state;
    struct tf_desk *desk = opened(NULL);
    struct tf_problem problem = {0};
    struct tf_first_event first = {.command = NULL};
    struct tf_context context;
    tf_context_init(&context);
    context.now = SUPPORT_10H00_S;
    context.seed = 7;
    assert_int_equal(tf_first_event(&first, desk, NULL, false, &context, &problem), TF_OK);
    assert_null(tf_board_gathering(tf_desk_board(desk)));
    if (tf_first_event(&first, desk, NULL, true, &context, &problem) != TF_OK)
        fail_msg("%s (%s)", problem.what, problem.where);
    const struct tf_board *board = tf_desk_board(desk);
    assert_non_null(tf_board_gathering(board));
    assert_int_equal(board->grid->days[0], SUPPORT_DAY);
    uint64_t revision = board->revision;
    assert_int_equal(tf_first_event(&first, desk, NULL, true, &context, &problem),
                     TF_OK); /* there is one already */
    assert_int_equal(tf_desk_board(desk)->revision, revision);
    tf_first_event_free(&first);
    tf_desk_close(desk);
}

static void a_first_event_that_cannot_be_read_leaves_the_board_empty(void **state)
{
    (void)state;
    struct folder folder;
    folder_make(&folder);
    FILE *file = fopen(folder_file(&folder, "talks.json"), "w");
    assert_non_null(file);
    fputs("{\"schedule\":[", file);
    fclose(file);
    struct tf_desk *desk = opened(NULL);
    struct tf_problem problem = {0};
    struct tf_first_event first = {.command = NULL};
    struct tf_context context;
    tf_context_init(&context);
    assert_int_not_equal(
        tf_first_event(&first, desk, folder_file(&folder, "talks.json"), false, &context, &problem), TF_OK);
    assert_true(*problem.what);
    assert_int_equal(tf_desk_board(desk)->revision, 0);
    assert_int_equal(
        tf_first_event(&first, desk, folder_file(&folder, "none.json"), false, &context, &problem),
        TF_ERR_NOT_FOUND);
    tf_first_event_free(&first);
    tf_desk_close(desk);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_comes_with_a_board_that_shows_it),
        cmocka_unit_test(a_refusal_is_said_by_its_name),
        cmocka_unit_test(a_file_that_vanished_is_never_made_anew),
        cmocka_unit_test(a_kiosk_without_an_event_waits_to_be_set_up_or_begins_with_the_sample_of_today),
        cmocka_unit_test(a_first_event_that_cannot_be_read_leaves_the_board_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
