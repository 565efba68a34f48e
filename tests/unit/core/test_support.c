/* What the other tests stand on: boards from words, and random ones. */
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void words_make_a_board(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("3 spaces, 4 slots, 2 days, break 12:00, plenary 10:00, shared B, closed C, "
                      "Compost in A at 11:00, Bees, 3D printing, locked Soup in B at 2 11:00 to 13:00, "
                      "Compost in B at 2 13:00");
    assert_int_equal(board->revision, 1);
    assert_int_equal(board->grid->space_count, 3);
    assert_int_equal(board->grid->slot_count, 8);
    assert_int_equal(board->grid->day_count, 2);
    assert_int_equal(support_space(board, "B"), 102);
    assert_true(tf_board_space(board, 102)->shared);
    assert_true(tf_board_space(board, 103)->closed);
    assert_int_equal(tf_board_space(board, 103)->capacity, 60);
    assert_int_equal(support_slot(board, "13:00"), 204);
    assert_int_equal(support_slot(board, "2 10:00"), 205);
    assert_int_equal(tf_board_slot(board, 205)->kind, TF_SLOT_PLENARY);
    assert_int_equal(tf_board_slot(board, 203)->kind, TF_SLOT_BREAK);
    assert_int_equal(tf_board_slot(board, 202)->start, SUPPORT_10H00_S + 3600);
    assert_int_equal(support_session(board, "Compost"), 1001);
    assert_int_equal(support_session(board, "3D printing"), 1003);
    assert_int_equal(tf_board_session(board, 1001)->state, TF_SESSION_PLACED);
    assert_int_equal(tf_board_session(board, 1002)->state, TF_SESSION_OPEN);
    assert_int_equal(support_placement(board, "Soup"), 2002);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 4);
    assert_int_equal(tf_table_count(board->tables[TF_KIND_PLACEMENT]), 3);
    const struct tf_placement *soup =
        TF_PLACEMENT(tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){.id = 2002}));
    assert_true(soup->locked);
    assert_int_equal(soup->slot, 206);
    assert_int_equal(soup->last_slot, 208);
    tf_board_unref(board);
}

static void values_make_the_same_board_as_words(void **state)
{
    (void)state;
    struct tf_board *words = support_board("2 spaces, 2 slots, Compost in A at 10:00, Bees");
    struct tf_board *values =
        board_of("2 spaces, 2 slots", placed("Compost", "A", "10:00"), unplaced("Bees"));
    assert_true(tf_board_equal(words, values));
    tf_board_unref(words);
    tf_board_unref(values);
}

static void records_are_put_and_taken_away(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 space, 1 slot, Bees");
    uint64_t hash = tf_board_hash(board);
    support_star(&board, "Bees", 5);
    support_note(&board, "Bees", 6, "They dance");
    assert_int_equal(board->revision, 3);
    assert_true(tf_board_has_star(board, 1001, 5));
    support_remove(&board, TF_KIND_STAR, (struct tf_key){1001, 5});
    support_remove(&board, TF_KIND_NOTE, (struct tf_key){1001, 6});
    assert_int_equal(tf_board_hash(board), hash);
    tf_board_unref(board);
}

static void commands_name_what_they_are_about(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Bees");
    struct tf_command *place = support_place(board, "Bees", "B", "11:00");
    assert_int_equal(place->verb, TF_VERB_PLACE);
    assert_int_equal(place->session, 1001);
    assert_int_equal(place->space, 102);
    assert_int_equal(place->slot, 202);
    struct tf_command *propose = support_propose("Soup", 7, "AB2CD");
    assert_string_equal(TF_SESSION(propose->record)->title, "Soup");
    assert_int_equal(tf_record_check(propose->record, NULL), TF_OK);
    assert_int_not_equal(place->id, propose->id);
    tf_command_destroy(place);
    tf_command_destroy(propose);
    tf_board_unref(board);
}

static void random_boards_are_sound_and_the_same_for_a_seed(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct tf_rng one, two;
        tf_rng_seed(&one, seed);
        tf_rng_seed(&two, seed);
        struct tf_board *board = support_random_board(&one, seed, 4, 2, 8 * seed, 40, 20);
        struct tf_board *again = support_random_board(&two, seed, 4, 2, 8 * seed, 40, 20);
        struct tf_problem problem;
        if (tf_board_check(board, &problem) != TF_OK) {
            fail_msg("%s (%s)", problem.what, problem.where);
        }
        assert_int_equal(tf_table_count(board->tables[TF_KIND_SESSION]), 8 * seed);
        assert_true(tf_board_equal(board, again));
        tf_board_unref(board);
        tf_board_unref(again);
    }
}

static void random_commands_are_of_every_verb(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("random commands"));
    struct tf_board *board = support_random_board(&rng, 4, 4, 2, 20, 10, 10), *empty;
    assert_int_equal(tf_board_create(&empty), TF_OK);
    size_t seen[TF_VERB_COMMAND_COUNT] = {0};
    for (int i = 0; i < 4000; i++) {
        const struct tf_board *about = i % 10 ? board : empty;
        struct tf_command *command = support_random_command(&rng, about, SUPPORT_10H00_S, (uint64_t)i);
        seen[command->verb]++;
        tf_command_destroy(command);
    }
    for (int i = 0; i < TF_VERB_COMMAND_COUNT; i++) {
        assert_true(seen[i] > 10);
    }
    tf_board_unref(board);
    tf_board_unref(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_make_a_board),
        cmocka_unit_test(values_make_the_same_board_as_words),
        cmocka_unit_test(records_are_put_and_taken_away),
        cmocka_unit_test(commands_name_what_they_are_about),
        cmocka_unit_test(random_boards_are_sound_and_the_same_for_a_seed),
        cmocka_unit_test(random_commands_are_of_every_verb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
