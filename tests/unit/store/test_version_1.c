/* A file of version 1, as the program of that time wrote it (tests/data/version-1.twofeet), is brought to
 * today's version: its board is the one that the same commands give today, its log is whole, and the old file
 * is kept beside it. With TF_MAKE_OLD the same story was told to that program's store. */
#include "core/rules.h"
#include "store/store.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct story {
    struct tf_store *store; /* NULL: the board alone */
    struct tf_board *board;
    struct tf_event *last;
};

static void keep(struct story *story, struct tf_event *event)
{
    if (story->store != NULL) {
        assert_int_equal(tf_store_append(story->store, &event, 1), TF_OK);
    }
    tf_event_unref(story->last);
    story->last = event;
}

static void tell(struct story *story, struct tf_command *command)
{
    struct tf_event *event = NULL;
    struct tf_refusal no = {0};
    command->id = 9000 + story->board->revision; /* the same at any time */
    const struct tf_event *past = command->verb == TF_VERB_UNDO ? story->last : NULL;
    command->sequence = past != NULL ? past->sequence : 0;
    if (tf_rules_decide(&event, story->board, command, past, &no, NULL) != TF_OK) {
        fail_msg("%s: %s", tf_verb_name(command->verb), tf_reason_name(no.reason));
    }
    tf_command_destroy(command);
    support_apply(&story->board, event);
    keep(story, event);
}

static struct tf_command *about(const struct story *story, enum tf_verb verb, enum tf_role role,
                                const char *title)
{
    struct tf_command *command = support_command(verb);
    command->actor.role = role;
    command->session = support_session(story->board, title);
    command->placement = verb == TF_VERB_PROPOSE ? 0 : support_placement(story->board, title);
    return command;
}

static struct tf_board *tell_all(struct tf_store *store)
{
    struct story story = {.store = store};
    story.board = support_board("3 spaces, 4 slots, break 12:00, Compost in A at 10:00, Bees in B at 11:00, "
                                "Ants in C at 13:00");
    keep(&story, support_event_making(story.board));
    struct tf_command *move = about(&story, TF_VERB_MOVE, TF_ROLE_GUEST, "Compost");
    move->space = support_space(story.board, "C");
    move->slot = support_slot(story.board, "11:00");
    tell(&story, move);
    for (uint64_t device = 21; device < 24; device++) {
        struct tf_command *star = about(&story, TF_VERB_STAR, TF_ROLE_GUEST, "Bees");
        star->actor.device = device;
        tell(&story, star);
    }
    struct tf_session renamed = *tf_board_session(story.board, support_session(story.board, "Ants"));
    renamed.title = "Ameisen – النمل – 蟻";
    struct tf_command *edit = about(&story, TF_VERB_EDIT, TF_ROLE_ORGANISER, "Ants");
    assert_int_equal(tf_command_set_record(edit, &renamed.record, tf_schema_mask(TF_KIND_SESSION, "title")),
                     TF_OK);
    tell(&story, edit);
    tell(&story, about(&story, TF_VERB_HIDE, TF_ROLE_ORGANISER, "Bees"));
    tell(&story, about(&story, TF_VERB_UNDO, TF_ROLE_ORGANISER, "Compost"));
    struct tf_command *lock = about(&story, TF_VERB_LOCK, TF_ROLE_ORGANISER, "Bees");
    lock->on = true;
    tell(&story, lock);
    struct tf_note note = {
        .record = {.kind = TF_KIND_NOTE, .key = {support_session(story.board, "Bees"), 8001}},
        .happened = "Wir haben gezählt.",
        .next = "Noch einmal im Mai.",
        .at = SUPPORT_10H00_S};
    struct tf_command *write = support_command(TF_VERB_NOTE);
    assert_int_equal(tf_command_set_record(write, &note.record, tf_schema_all(TF_KIND_NOTE)), TF_OK);
    tell(&story, write);
    tell(&story, about(&story, TF_VERB_WITHDRAW, TF_ROLE_GUEST, "Compost"));
    tf_event_unref(story.last);
    return story.board;
}

#ifdef TF_MAKE_OLD
int main(int argc, char **argv)
{
    struct tf_store *store = NULL;
    (void)argc;
    if (tf_store_open_sqlite(&store, argv[1], NULL, NULL) != TF_OK) {
        return 1;
    }
    tf_board_unref(tell_all(store));
    tf_store_close(store);
    return 0;
}
#else

static void copy_here(const struct folder *folder)
{
    char buffer[4096];
    FILE *from = fopen(TF_SOURCE_DIR "/tests/data/version-1.twofeet", "rb");
    FILE *to = fopen(folder_file(folder, "a.twofeet"), "wb");
    assert_non_null(from);
    assert_non_null(to);
    for (size_t len; (len = fread(buffer, 1, sizeof buffer, from)) > 0;) {
        assert_int_equal(fwrite(buffer, 1, len, to), len);
    }
    fclose(from);
    assert_int_equal(fclose(to), 0);
}

static void a_file_of_version_1_becomes_todays_with_the_same_board(void **state)
{
    struct tf_problem problem = {0};
    struct tf_store *store = NULL;
    struct tf_board *loaded = NULL;
    struct folder folder;
    (void)state;
    folder_make(&folder);
    copy_here(&folder);
    for (int round = 0; round < 2; round++) { /* and from then on it is of today */
        if (tf_store_open_sqlite(&store, folder_file(&folder, "a.twofeet"), NULL, &problem) != TF_OK) {
            fail_msg("%s", problem.what);
        }
        assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK); /* its log gives its tables */
        assert_int_equal(tf_store_load(store, &loaded, NULL), TF_OK);
        struct tf_board *wanted = tell_all(NULL);
        assert_true(loaded->revision > 8);
        assert_true(loaded->revision == wanted->revision);
        assert_true(tf_board_equal(loaded, wanted));
        tf_board_unref(wanted);
        tf_board_unref(loaded);
        tf_store_close(store);
        assert_true(folder_has(&folder, "a.twofeet.v1.backup"));
    }
    folder_remove(&folder);
}

static void a_file_of_version_1_takes_new_events_and_undoes_old_ones(void **state)
{
    struct tf_store *store = NULL;
    struct tf_event *past[32], *undo = NULL;
    struct tf_board *board = NULL;
    struct tf_refusal no = {0};
    struct folder folder;
    size_t count = 0;
    (void)state;
    folder_make(&folder);
    copy_here(&folder);
    assert_int_equal(tf_store_open_sqlite(&store, folder_file(&folder, "a.twofeet"), NULL, NULL), TF_OK);
    assert_int_equal(tf_store_load(store, &board, NULL), TF_OK);
    assert_int_equal(tf_store_read(store, board->revision, past, 1, &count), TF_OK);
    assert_int_equal(count, 1);
    struct tf_command *command = support_command(TF_VERB_UNDO);
    command->sequence = past[0]->sequence;
    command->id = 99;
    assert_int_equal(tf_rules_decide(&undo, board, command, past[0], &no, NULL), TF_OK);
    support_apply(&board, undo);
    assert_int_equal(tf_store_append(store, &undo, 1), TF_OK);
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
    assert_false(tf_session_is_gone(tf_board_session(board, support_session(board, "Compost"))));
    tf_command_destroy(command);
    tf_event_unref(undo);
    tf_event_unref(past[0]);
    tf_board_unref(board);
    tf_store_close(store);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_version_1_becomes_todays_with_the_same_board),
        cmocka_unit_test(a_file_of_version_1_takes_new_events_and_undoes_old_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
