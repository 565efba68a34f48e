/* rules_kit.h: commands in a line, and what becomes of them, for the tests of the rules. */
#ifndef TF_TESTS_RULES_KIT_H
#define TF_TESTS_RULES_KIT_H

#include "core/rules.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KIT __attribute__((unused)) static

/* The board with the newest event, which UNDO wants. */
struct kit {
    struct tf_board *board;
    struct tf_event *last; /* NULL before the first */
    struct tf_warning warning;
};

KIT struct kit kit_of(struct tf_board *board)
{
    return (struct kit){.board = board};
}

KIT void kit_free(struct kit *kit)
{
    tf_board_unref(kit->board);
    tf_event_unref(kit->last);
}

/* Decides, applies, checks the board. Takes the command. */
KIT void kit_do_with(struct kit *kit, struct tf_command *command, const struct tf_event *past)
{
    struct tf_event *event = NULL;
    struct tf_refusal no = {0};
    struct tf_problem problem = {0};
    kit->warning = (struct tf_warning){0};
    enum tf_err err = tf_rules_decide(&event, kit->board, command, past, &no, &kit->warning);
    if (err != TF_OK) {
        fail_msg("%s was refused: %s (%s)", tf_verb_name(command->verb), tf_reason_name(no.reason), no.field);
    }
    support_apply(&kit->board, event);
    if (tf_board_check(kit->board, &problem) != TF_OK) {
        fail_msg("%s broke the board: %s: %s", tf_verb_name(command->verb), problem.where, problem.what);
    }
    tf_command_destroy(command);
    tf_event_unref(kit->last);
    kit->last = event;
}

KIT void kit_do(struct kit *kit, struct tf_command *command)
{
    kit_do_with(kit, command, NULL);
}

/* Decides and must be refused with this error; takes the command. */
KIT struct tf_refusal kit_refused_with(const struct kit *kit, enum tf_err want, struct tf_command *command,
                                       const struct tf_event *past)
{
    struct tf_event *event = NULL;
    struct tf_refusal no = {0};
    enum tf_err err = tf_rules_decide(&event, kit->board, command, past, &no, NULL);
    assert_null(event);
    if (err != want) {
        fail_msg("%s: %s (%s, %s)", tf_verb_name(command->verb), tf_err_name(err), tf_reason_name(no.reason),
                 no.field);
    }
    tf_command_destroy(command);
    return no;
}

KIT struct tf_refusal kit_refused(const struct kit *kit, enum tf_err want, struct tf_command *command)
{
    return kit_refused_with(kit, want, command, NULL);
}

#define assert_refused(kit, err, why, command)                                                               \
    assert_int_equal(kit_refused((kit), (err), (command)).reason, (why))

/* ---- commands */

KIT struct tf_command *by(struct tf_command *command, enum tf_role role)
{
    command->actor.role = role;
    return command;
}

KIT struct tf_command *from_device(struct tf_command *command, uint64_t device)
{
    command->actor.device = device;
    return command;
}

KIT struct tf_command *replacing(struct tf_command *command)
{
    command->replace = true;
    return command;
}

KIT struct tf_command *with(struct tf_command *command, const struct tf_record *record, uint64_t fields)
{
    assert_int_equal(tf_command_set_record(command, record, fields), TF_OK);
    return command;
}

/* A verb about a session. */
KIT struct tf_command *about(const struct kit *kit, enum tf_verb verb, const char *title)
{
    struct tf_command *command = support_command(verb);
    command->session = support_session(kit->board, title);
    return command;
}

/* A verb about the first placement of a session. */
KIT struct tf_command *about_placement(const struct kit *kit, enum tf_verb verb, const char *title)
{
    struct tf_command *command = support_command(verb);
    command->placement = support_placement(kit->board, title);
    return command;
}

KIT struct tf_command *move(const struct kit *kit, const char *title, const char *space, const char *time)
{
    struct tf_command *command = about_placement(kit, TF_VERB_MOVE, title);
    command->space = support_space(kit->board, space);
    command->slot = support_slot(kit->board, time);
    return command;
}

KIT struct tf_command *swap(const struct kit *kit, const char *title, const char *other)
{
    struct tf_command *command = about_placement(kit, TF_VERB_SWAP, title);
    command->other = support_placement(kit->board, other);
    return command;
}

KIT struct tf_command *extend(const struct kit *kit, const char *title, int64_t count)
{
    struct tf_command *command = about_placement(kit, TF_VERB_EXTEND, title);
    command->count = count;
    return command;
}

/* MERGE and ASK_MERGE, at the touchscreen. */
KIT struct tf_command *about_two(const struct kit *kit, enum tf_verb verb, const char *goes,
                                 const char *stays)
{
    struct tf_command *command = about(kit, verb, goes);
    command->other = support_session(kit->board, stays);
    return command;
}

/* As organisers do it: without asking. */
KIT struct tf_command *merge(const struct kit *kit, const char *goes, const char *stays)
{
    return by(about_two(kit, TF_VERB_MERGE, goes, stays), TF_ROLE_ORGANISER);
}

KIT struct tf_command *undo(uint64_t sequence)
{
    struct tf_command *command = support_command(TF_VERB_UNDO);
    command->sequence = sequence;
    return command;
}

/* Takes the newest event back, by the same role and device. */
KIT struct tf_command *undo_last(const struct kit *kit)
{
    struct tf_command *command = undo(kit->last->sequence);
    command->actor = kit->last->actor;
    return command;
}

KIT void kit_undo(struct kit *kit)
{
    struct tf_event *past = tf_event_ref(kit->last);
    kit_do_with(kit, undo_last(kit), past);
    tf_event_unref(past);
}

/* ---- what is so now */

KIT const struct tf_session *session_of(const struct kit *kit, const char *title)
{
    return tf_board_session(kit->board, support_session(kit->board, title));
}

KIT void assert_state(const struct kit *kit, const char *title, enum tf_session_state state)
{
    assert_int_equal(session_of(kit, title)->state, state);
}

/* Who is in a cell; "" nobody. */
KIT const char *who_is(const struct kit *kit, const char *space, const char *time)
{
    const struct tf_grid *grid = kit->board->grid;
    const struct tf_placement *there =
        tf_grid_cell(grid, tf_grid_space_index(grid, support_space(kit->board, space)),
                     tf_grid_slot_index(grid, support_slot(kit->board, time)));
    return there == NULL ? "" : tf_board_session(kit->board, there->session)->title;
}

KIT void assert_cell(const struct kit *kit, const char *space, const char *time, const char *title)
{
    assert_string_equal(who_is(kit, space, time), title);
}

KIT void assert_offers(const struct kit *kit, const struct tf_refusal *no, size_t number, const char *space,
                       const char *time)
{
    assert_true(number < no->free_cell_count);
    assert_int_equal(no->free_cells[number].space, support_space(kit->board, space));
    assert_int_equal(no->free_cells[number].slot, support_slot(kit->board, time));
}

#endif
