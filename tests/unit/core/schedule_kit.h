/* schedule_kit.h: boards that a schedule may be made for, and schedules made to their end. */
#ifndef TF_TESTS_SCHEDULE_KIT_H
#define TF_TESTS_SCHEDULE_KIT_H

#include "core/schedule.h"
#include "rules_kit.h"

KIT void set_format(struct tf_board **board, const char *format, enum tf_phase phase)
{
    struct tf_gathering gathering = *tf_board_gathering(*board);
    gathering.format = format;
    gathering.phase = phase;
    support_put(board, &gathering.record);
}

KIT struct kit barcamp_of(const char *description)
{
    struct kit kit = kit_of(support_board(description));
    set_format(&kit.board, "barcamp", TF_PHASE_MARKETPLACE);
    return kit;
}

/* So many devices, from this number on, star a session. */
KIT void stars(struct kit *kit, const char *title, uint64_t first, uint64_t count)
{
    for (uint64_t device = first; device < first + count; device++) {
        support_star(&kit->board, title, device);
    }
}

KIT struct tf_schedule *scheduled(const struct tf_board *board, struct tf_schedule_options options)
{
    struct tf_schedule *schedule = NULL;
    options.step_count = options.step_count != 0 ? options.step_count : 20000;
    assert_int_equal(tf_schedule_create(&schedule, board, &options, NULL), TF_OK);
    while (!tf_schedule_look(schedule, 7001)) {
    }
    assert_int_equal(tf_schedule_permille(schedule), 1000);
    return schedule;
}

/* The first entry of a session. */
KIT const struct tf_schedule_entry *entry_of(const struct tf_schedule *schedule, const struct tf_board *board,
                                             const char *title)
{
    size_t count = 0;
    const struct tf_schedule_entry *entries = tf_schedule_entries(schedule, &count);
    uint64_t session = support_session(board, title);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].session == session) {
            return &entries[i];
        }
    }
    fail_msg("%s has no entry", title);
    return NULL;
}

KIT struct tf_command *publish(const struct tf_schedule *schedule)
{
    struct tf_command *command = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 5);
    struct tf_actor organiser = {.role = TF_ROLE_ORGANISER};
    assert_int_equal(tf_schedule_command(&command, schedule, organiser, SUPPORT_10H00_S, &rng), TF_OK);
    return command;
}

#endif
