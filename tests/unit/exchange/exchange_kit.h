/* exchange_kit.h: from a file's text to a board in one call, for the tests of this room. */
#ifndef TF_TESTS_EXCHANGE_KIT_H
#define TF_TESTS_EXCHANGE_KIT_H

#include "base/text.h"
#include "core/rules.h"
#include "exchange/exchange.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KIT_AT INT64_C(1795600000) /* when imports happen, 2026-11-25 */

static const struct tf_actor kit_organiser = {.role = TF_ROLE_ORGANISER};

struct kit {
    struct tf_draft draft;
    struct tf_report report;
    struct tf_problem problem;
    struct tf_command *command;
    enum tf_err err;
};

static inline void kit_free(struct kit *kit)
{
    tf_draft_free(&kit->draft);
    tf_report_free(&kit->report);
    tf_command_destroy(kit->command);
    memset(kit, 0, sizeof *kit);
}

/* Reads only. reader NULL: by sniffing. */
static inline enum tf_err kit_read(struct kit *kit, const char *reader, const char *bytes, size_t len,
                                   const struct tf_read_options *options)
{
    memset(kit, 0, sizeof *kit);
    tf_draft_init(&kit->draft);
    tf_report_init(&kit->report);
    kit->err = tf_exchange_read(&kit->draft, reader, bytes, len, options, &kit->report, &kit->problem);
    return kit->err;
}

static inline struct tf_board *kit_empty_board(void)
{
    struct tf_board *board = NULL;
    assert_int_equal(tf_board_create(&board), TF_OK);
    return board;
}

/* Merges what was read into *board, through the rules, and checks every invariant of the result. */
static inline void kit_merge(struct kit *kit, struct tf_board **board, uint64_t seed)
{
    struct tf_rng rng;
    struct tf_event *event = NULL;
    struct tf_refusal refusal = {0};
    struct tf_problem problem = {0};
    tf_rng_seed(&rng, seed);
    kit->err = tf_exchange_merge(&kit->command, *board, &kit->draft, kit_organiser, KIT_AT, &rng,
                                 &kit->report, &kit->problem);
    if (kit->err)
        return;
    if (kit->command->record_count == 0 && kit->command->removal_count == 0)
        return;
    enum tf_err err = tf_rules_decide(&event, *board, kit->command, NULL, &refusal, NULL);
    if (err)
        fail_msg("the rules refuse the import: %s %s %llu", tf_reason_name(refusal.reason), refusal.field,
                 (unsigned long long)refusal.subject);
    event->sequence = (*board)->revision + 1;
    struct tf_board *next = NULL;
    assert_int_equal(tf_board_apply(&next, *board, event), TF_OK);
    tf_event_unref(event);
    tf_board_unref(*board);
    *board = next;
    if (tf_board_check(next, &problem) != TF_OK)
        fail_msg("the board is not sound: %s (%s)", problem.what, problem.where);
}

/* Reads text and merges it into *board; fails the test when either fails. The report is in kit. */
static inline void kit_import(struct kit *kit, struct tf_board **board, const char *text, size_t len,
                              const struct tf_read_options *options)
{
    if (kit_read(kit, NULL, text, len, options) != TF_OK)
        fail_msg("not read: %s (%s)", kit->problem.what, kit->problem.where);
    kit_merge(kit, board, 1);
    if (kit->err)
        fail_msg("not merged: %s (%s)", kit->problem.what, kit->problem.where);
}

static inline bool kit_load(struct tf_buf *buf, const char *folder, const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    tf_buf_init(buf, 0);
    return tf_buf_read_file(buf, path, (size_t)64 << 20, NULL) == TF_OK;
}

/* How many items of the report have this text in them. */
static inline size_t kit_count(const struct tf_report *report, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++)
        count += strstr(report->items[i].text, text) != NULL;
    return count;
}

static inline const struct tf_report_item *kit_item(const struct tf_report *report, const char *text)
{
    for (size_t i = 0; i < report->count; i++)
        if (strstr(report->items[i].text, text))
            return &report->items[i];
    fail_msg("the report does not say \"%s\"", text);
    return NULL;
}

static inline void kit_print(const struct tf_report *report)
{
    for (size_t i = 0; i < report->count; i++)
        printf("%d %ld [%s] %s\n", (int)report->items[i].level, report->items[i].line, report->items[i].where,
               report->items[i].text);
    printf("dropped %zu, added %zu, changed %zu, kept %zu, refused %zu\n", report->dropped, report->added,
           report->changed, report->kept, report->refused);
}

static inline const struct tf_session *kit_session(const struct tf_board *board, const char *title)
{
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record; tf_table_next(&it))
        if (strcmp(TF_SESSION(it.record)->title, title) == 0)
            return TF_SESSION(it.record);
    fail_msg("no session \"%s\"", title);
    return NULL;
}

static inline const struct tf_placement *kit_placement(const struct tf_board *board, const char *title)
{
    return tf_grid_placement_of(board->grid, kit_session(board, title)->record.key.id, NULL);
}

#endif
