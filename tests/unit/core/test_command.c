#include "core/command.h"

#include "base/limits.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void a_command_keeps_a_copy_of_what_it_is_given(void **state)
{
    (void)state;
    struct tf_command *command =
        tf_command_create(TF_VERB_NEWS, (struct tf_actor){TF_ROLE_HELPER, 5}, 100, 7);
    char text[] = "Lunch is ready";
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key.id = 1}, .text = text};
    assert_int_equal(tf_command_set_record(command, &news.record, 1), TF_OK);
    text[0] = 'P';
    assert_string_equal(TF_NEWS(command->record)->text, "Lunch is ready");
    assert_int_equal(command->fields, 1);
    assert_int_equal(command->verb, TF_VERB_NEWS);
    assert_int_equal(command->actor.device, 5);
    assert_int_equal(command->at, 100);
    assert_int_equal(command->id, 7);

    assert_int_equal(tf_command_set_record(command, &news.record, 3), TF_OK); /* a second one replaces it */
    assert_string_equal(TF_NEWS(command->record)->text, "Punch is ready");
    assert_int_equal(command->fields, 3);
    tf_command_destroy(command);
    tf_command_destroy(NULL);
}

static void an_import_takes_as_many_records_as_an_event_can_hold(void **state)
{
    (void)state;
    struct tf_command *command = support_command(TF_VERB_IMPORT);
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS}, .text = "x"};
    for (uint64_t id = 1; id <= TF_CHANGES_MAX; id++) {
        news.record.key.id = id;
        assert_int_equal(tf_command_add_record(command, &news.record), TF_OK);
    }
    assert_int_equal(tf_command_add_record(command, &news.record), TF_ERR_LIMIT);
    assert_int_equal(command->record_count, TF_CHANGES_MAX);
    for (size_t i = 0; i < command->record_count; i++) {
        assert_int_equal(command->records[i]->key.id, i + 1);
    }
    tf_command_destroy(command);
}

static void an_import_can_take_things_away(void **state)
{
    (void)state;
    struct tf_board *board = support_board("3 spaces");
    struct tf_command *command = support_command(TF_VERB_IMPORT);
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SPACE]);
    for (; it.record; tf_table_next(&it)) {
        assert_int_equal(tf_command_add_removal(command, it.record), TF_OK);
    }
    tf_board_unref(board); /* the command holds them itself */
    assert_int_equal(command->removal_count, 3);
    assert_int_equal(command->record_count, 0);
    assert_string_equal(TF_SPACE(command->removals[2])->name, "C");
    for (size_t i = 3; i < TF_CHANGES_MAX; i++) {
        assert_int_equal(tf_command_add_removal(command, command->removals[0]), TF_OK);
    }
    assert_int_equal(tf_command_add_removal(command, command->removals[0]), TF_ERR_LIMIT);
    tf_command_destroy(command);
}

static void codes_are_five_letters_that_nobody_mistakes(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("codes"));
    bool seen[128] = {false};
    for (int i = 0; i < 20000; i++) {
        char code[9];
        tf_command_code(code, tf_rng_u64(&rng));
        assert_int_equal(strlen(code), 5);
        assert_true(tf_command_code_is_valid(code));
        for (const char *c = code; *c; c++) {
            seen[(unsigned char)*c] = true;
        }
    }
    for (int c = 0; c < 128; c++) {
        assert_int_equal(seen[c], c && strchr("23456789ABCDEFGHJKMNPQRSTVWXYZ", c) != NULL);
    }
    char one[9], other[9];
    tf_command_code(one, 1);
    tf_command_code(other, 2);
    assert_string_not_equal(one, other);
}

static void only_codes_are_codes(void **state)
{
    (void)state;
    static const char *const good[] = {"AB2CD", "ABCDEFGH", "22222"};
    static const char *const bad[] = {"",      "ABCD",  "ABCDEFGHJ", "ab2cd", "AB0CD", "ABOCD",
                                      "AB1CD", "ABICD", "ABLCD",     "AB CD", "ABUCD", "AB2C\xc3\x84"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(tf_command_code_is_valid(good[i]));
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(tf_command_code_is_valid(bad[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_keeps_a_copy_of_what_it_is_given),
        cmocka_unit_test(an_import_takes_as_many_records_as_an_event_can_hold),
        cmocka_unit_test(an_import_can_take_things_away),
        cmocka_unit_test(codes_are_five_letters_that_nobody_mistakes),
        cmocka_unit_test(only_codes_are_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
