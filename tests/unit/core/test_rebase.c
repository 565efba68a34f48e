/* What a kiosk accepted while apart, decided anew after what was first elsewhere. */
#include "core/command_json.h"
#include "core/rebase.h"
#include "core/rules.h"
#include "core/stamp.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One board, on which two kiosks do something unseen by each other: theirs is first. */
struct apart {
    struct tf_board *ours, *theirs;
    struct tf_rebase *rebase;
    struct tf_event *anew;
};

static void begin(struct apart *a, const char *board)
{
    *a = (struct apart){.ours = support_board(board), .theirs = support_board(board)};
    assert_int_equal(tf_rebase_create(&a->rebase), TF_OK);
}

static void end(struct apart *a)
{
    tf_event_unref(a->anew);
    tf_rebase_destroy(a->rebase);
    tf_board_unref(a->ours);
    tf_board_unref(a->theirs);
}

static void first(struct apart *a, struct tf_command *command)
{
    struct tf_event *event = NULL;
    assert_int_equal(tf_rules_decide(&event, a->theirs, command, NULL, NULL, NULL), TF_OK);
    support_apply(&a->theirs, event);
    assert_int_equal(tf_rebase_learn(a->rebase, event), TF_OK);
    tf_event_unref(event);
    tf_command_destroy(command);
}

/* Ours, accepted on our board, then decided anew on theirs: a->anew, and theirs has it. The command goes
 * through its text, as it does on the way. */
static void then_ours(struct apart *a, struct tf_command *command)
{
    struct tf_event *former = NULL;
    struct tf_command *kept = NULL;
    char *text = NULL;
    assert_int_equal(tf_rules_decide(&former, a->ours, command, NULL, NULL, NULL), TF_OK);
    support_apply(&a->ours, former);
    assert_int_equal(tf_command_json_write(&text, command), TF_OK);
    assert_int_equal(tf_command_json_read(&kept, text), TF_OK);
    assert_int_equal(tf_rebase_decide(&a->anew, a->rebase, a->theirs, kept, former, NULL), TF_OK);
    assert_int_equal(a->anew->id, command->id);
    support_apply(&a->theirs, a->anew);
    assert_int_equal(tf_board_check(a->theirs, NULL), TF_OK);
    free(text);
    tf_command_destroy(kept);
    tf_command_destroy(command);
    tf_event_unref(former);
}

static const struct tf_session *session(const struct apart *a, const char *title)
{
    return tf_board_session(a->theirs, support_session(a->theirs, title));
}

static struct tf_command *about(const struct apart *a, enum tf_verb verb, enum tf_role role,
                                const char *title)
{
    struct tf_command *command = support_command_by(verb, role, 0);
    command->session = support_session(a->ours, title);
    return command;
}

static struct tf_command *note(const struct apart *a, const char *title, const char *text)
{
    struct tf_command *command = support_command(TF_VERB_NOTE);
    const struct tf_note note = {
        .record = {.kind = TF_KIND_NOTE, .key = {support_session(a->ours, title), 77}}, .text = text};
    assert_int_equal(tf_command_set_record(command, &note.record, 0), TF_OK);
    return command;
}

static void whoever_was_first_has_the_cell_and_the_other_knows_to_whom_it_gave_way(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "2 spaces, 2 slots, Bees, Ants");
    first(&a, support_place(a.theirs, "Bees", "A", "10:00"));
    then_ours(&a, support_place(a.ours, "Ants", "A", "10:00"));
    assert_int_equal(a.anew->verb, TF_VERB_ASIDE);
    assert_int_equal(session(&a, "Ants")->state, TF_SESSION_OPEN);
    assert_int_equal(session(&a, "Ants")->gave_way, support_session(a.ours, "Bees"));
    struct tf_command *elsewhere = support_place(a.theirs, "Ants", "B", "10:00");
    elsewhere->placement = 3002;
    first(&a, elsewhere);
    assert_int_equal(session(&a, "Ants")->gave_way, 0);
    end(&a);
}

static void a_new_card_is_kept_without_the_cell_that_was_given_away(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "2 spaces, 2 slots, Bees");
    first(&a, support_place(a.theirs, "Bees", "A", "10:00"));
    struct tf_command *command = support_propose("Wasps", 4001, "WASPS");
    command->space = support_space(a.ours, "A");
    command->slot = support_slot(a.ours, "10:00");
    command->placement = 4002;
    then_ours(&a, command);
    assert_int_equal(a.anew->verb, TF_VERB_PROPOSE);
    assert_int_equal(session(&a, "Wasps")->state, TF_SESSION_OPEN);
    assert_int_equal(session(&a, "Wasps")->gave_way, support_session(a.ours, "Bees"));
    end(&a);
}

static void nobody_is_put_out_of_a_cell_whom_the_sender_did_not_see_there(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "2 spaces, 2 slots, Bees in A at 10:00, Ants, Wasps");
    struct tf_command *theirs = support_place(a.theirs, "Wasps", "A", "10:00"),
                      *ours = support_place(a.ours, "Ants", "A", "10:00");
    theirs->replace = ours->replace = true;
    theirs->placement = 3002;
    first(&a, theirs);
    then_ours(&a, ours); /* would have put out Bees */
    assert_int_equal(session(&a, "Wasps")->state, TF_SESSION_PLACED);
    assert_int_equal(session(&a, "Ants")->state, TF_SESSION_OPEN);
    assert_int_equal(session(&a, "Ants")->gave_way, support_session(a.ours, "Wasps"));
    end(&a);
}

static void a_note_for_what_was_hidden_meanwhile_stays_with_it(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "1 spaces, 1 slots, Bees");
    first(&a, about(&a, TF_VERB_HIDE, TF_ROLE_ORGANISER, "Bees"));
    then_ours(&a, note(&a, "Bees", "Said"));
    struct tf_key key = {support_session(a.ours, "Bees"), 77};
    assert_non_null(tf_board_get(a.theirs, TF_KIND_NOTE, key));
    assert_int_equal(session(&a, "Bees")->state, TF_SESSION_HIDDEN);
    end(&a);
}

static void a_star_for_what_was_merged_meanwhile_goes_where_that_went(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "1 spaces, 1 slots, Bees, Ants");
    struct tf_command *merge = about(&a, TF_VERB_MERGE, TF_ROLE_ORGANISER, "Bees");
    merge->other = support_session(a.ours, "Ants");
    first(&a, merge);
    struct tf_command *star = support_command_by(TF_VERB_STAR, TF_ROLE_GUEST, 7);
    star->session = support_session(a.ours, "Bees");
    then_ours(&a, star);
    assert_true(tf_board_has_star(a.theirs, support_session(a.ours, "Ants"), 7));
    end(&a);
}

static void the_same_star_at_two_walls_is_two_people(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "1 spaces, 1 slots, Bees");
    for (int i = 0; i < TF_WALL_STARS_PER_MINUTE_MAX; i++) {
        first(&a, about(&a, TF_VERB_STAR, TF_ROLE_GUEST, "Bees"));
    }
    then_ours(&a, about(&a, TF_VERB_STAR, TF_ROLE_GUEST, "Bees")); /* one too many a minute, but given */
    assert_int_equal(tf_board_star_count(a.theirs, support_session(a.ours, "Bees")),
                     TF_WALL_STARS_PER_MINUTE_MAX + 1);
    end(&a);
}

static void what_somebody_hid_is_not_shown_by_who_did_not_know(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "1 spaces, 1 slots, Bees");
    struct tf_command *withdraw = about(&a, TF_VERB_WITHDRAW, TF_ROLE_GUEST, "Bees");
    struct tf_event *event = NULL;
    assert_int_equal(tf_rules_decide(&event, a.ours, withdraw, NULL, NULL, NULL), TF_OK);
    support_apply(&a.ours, event); /* on both boards, so that UNHIDE is something to do */
    tf_event_unref(event);
    first(&a, withdraw);
    first(&a, about(&a, TF_VERB_HIDE, TF_ROLE_ORGANISER, "Bees"));
    then_ours(&a, about(&a, TF_VERB_UNHIDE, TF_ROLE_ORGANISER, "Bees"));
    assert_int_equal(a.anew->verb, TF_VERB_ASIDE);
    assert_int_equal(session(&a, "Bees")->state, TF_SESSION_HIDDEN);
    end(&a);
}

static void an_import_is_laid_over_what_changed_meanwhile(void **state)
{
    (void)state;
    struct apart a;
    begin(&a, "1 spaces, 1 slots, Bees");
    struct tf_command *edit = about(&a, TF_VERB_EDIT, TF_ROLE_ORGANISER, "Bees");
    struct tf_session hosted = {.record.kind = TF_KIND_SESSION, .host = "Rosa"};
    assert_int_equal(tf_command_set_record(edit, &hosted.record, tf_schema_mask(TF_KIND_SESSION, "host")),
                     TF_OK);
    first(&a, edit);
    struct tf_command *import = support_command_by(TF_VERB_IMPORT, TF_ROLE_ORGANISER, 0);
    struct tf_session brought = *tf_board_session(a.ours, support_session(a.ours, "Bees"));
    brought.about = "What the file says";
    import->revision = a.ours->revision;
    assert_int_equal(tf_command_add_record(import, &brought.record), TF_OK);
    then_ours(&a, import);
    assert_string_equal(session(&a, "Bees")->host, "Rosa");
    assert_string_equal(session(&a, "Bees")->about, "What the file says");
    end(&a);
}

static void two_kiosks_give_no_two_cards_one_code_or_number(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Bees");
    char codes[3][9];
    int64_t cards[3];
    static const uint64_t KIOSKS[3] = {1, 2, 31};
    for (size_t i = 0; i < 3; i++) {
        struct tf_command *command = support_propose("Wasps", 4001, "WASPS");
        struct tf_session session = *TF_SESSION(command->record);
        session.card = 1234;
        assert_int_equal(tf_command_set_record(command, &session.record, 0), TF_OK);
        for (int again = 0; again < 2; again++) { /* twice is once */
            assert_int_equal(tf_stamp_command(command, board, KIOSKS[i]), TF_OK);
        }
        snprintf(codes[i], sizeof(codes[i]), "%s", TF_SESSION(command->record)->code);
        cards[i] = TF_SESSION(command->record)->card;
        assert_true(tf_command_code_is_valid(codes[i]) && strncmp(codes[i], "WASPS", 5) == 0);
        assert_true(cards[i] >= TF_CARD_FIRST && cards[i] <= TF_CARD_LAST);
        tf_command_destroy(command);
    }
    assert_true(strcmp(codes[0], codes[1]) != 0 && strcmp(codes[0], codes[2]) != 0);
    assert_int_not_equal(cards[0], cards[1]);
    tf_board_unref(board);
}

/* Whatever a command holds: it is decided as before, or is refused for the same. */
static void a_command_is_the_same_after_its_text(void **state)
{
    (void)state;
    struct tf_rng rng;
    tf_rng_seed(&rng, support_seed("a command's text"));
    struct tf_board *board = support_random_board(&rng, 4, 5, 2, 30, 40, 10);
    for (int i = 0; i < 3000; i++) {
        struct tf_command *command = i % 2 ? support_near_command(&rng, board)
                                           : support_random_command(&rng, board, SUPPORT_10H00_S, 1),
                          *read = NULL;
        struct tf_event *one = NULL, *other = NULL;
        struct tf_refusal no = {0}, nor = {0};
        char *text = NULL;
        enum tf_err err = tf_rules_decide(&one, board, command, NULL, &no, NULL);
        if (err == TF_OK) { /* what is accepted is kept */
            assert_int_equal(tf_command_json_write(&text, command), TF_OK);
            assert_int_equal(tf_command_json_read(&read, text), TF_OK);
            assert_int_equal(tf_rules_decide(&other, board, read, NULL, &nor, NULL), TF_OK);
            assert_int_equal(one->change_count, other->change_count);
            for (size_t c = 0; c < one->change_count; c++) {
                assert_true(tf_record_equal(one->changes[c].after, other->changes[c].after));
            }
        }
        free(text);
        tf_event_unref(one);
        tf_event_unref(other);
        tf_command_destroy(command);
        tf_command_destroy(read);
    }
    tf_board_unref(board);
}

static void a_text_that_is_no_command_is_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"verb\":\"place\"}",
        "{\"verb\":\"fly\",\"role\":\"guest\"}",
        "{\"verb\":\"place\",\"role\":\"king\"}",
        "{\"verb\":\"place\",\"role\":\"guest\",\"id\":\"x\"}",
        "{\"verb\":\"note\",\"role\":\"guest\",\"record\":[{}]}",
        "{\"verb\":\"note\",\"role\":\"guest\",\"fields\":[\"text\"]}",
        "{\"verb\":\"chain\",\"role\":\"guest\",\"parts\":[{\"verb\":\"chain\",\"role\":\"guest\"}]}"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        struct tf_command *command = NULL;
        if (tf_command_json_read(&command, WRONG[i]) != TF_ERR_CORRUPT) {
            fail_msg("%s", WRONG[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_was_first_has_the_cell_and_the_other_knows_to_whom_it_gave_way),
        cmocka_unit_test(a_new_card_is_kept_without_the_cell_that_was_given_away),
        cmocka_unit_test(nobody_is_put_out_of_a_cell_whom_the_sender_did_not_see_there),
        cmocka_unit_test(a_note_for_what_was_hidden_meanwhile_stays_with_it),
        cmocka_unit_test(a_star_for_what_was_merged_meanwhile_goes_where_that_went),
        cmocka_unit_test(the_same_star_at_two_walls_is_two_people),
        cmocka_unit_test(what_somebody_hid_is_not_shown_by_who_did_not_know),
        cmocka_unit_test(an_import_is_laid_over_what_changed_meanwhile),
        cmocka_unit_test(two_kiosks_give_no_two_cards_one_code_or_number),
        cmocka_unit_test(a_command_is_the_same_after_its_text),
        cmocka_unit_test(a_text_that_is_no_command_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
