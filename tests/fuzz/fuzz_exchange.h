/* fuzz_exchange.h: what every reader must hold, whatever the bytes: it answers, and what it made of them can
 * be merged into an empty board, the rules take that, the board is sound, and the same again changes nothing.
 * And when memory runs out somewhere on the way, it says so.
 */
#ifndef TF_FUZZ_EXCHANGE_H
#define TF_FUZZ_EXCHANGE_H

#include "core/rules.h"
#include "exchange/exchange.h"
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

static void fuzz_must(bool holds, const char *what, const char *detail)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s: %s\n", what, detail);
    abort();
}

/* Merges the draft into board; NULL: it did not fit, as told. */
static struct tf_board *fuzz_merge(struct tf_board *board, const struct tf_draft *draft, size_t *changes)
{
    struct tf_report report;
    struct tf_problem problem = {0};
    struct tf_refusal refusal = {0};
    struct tf_command *command = NULL;
    struct tf_event *event = NULL;
    struct tf_board *next = NULL;
    struct tf_rng rng;
    tf_rng_seed(&rng, 1);
    tf_report_init(&report);
    const struct tf_actor actor = {.role = TF_ROLE_ORGANISER};
    enum tf_err err =
        tf_exchange_merge(&command, board, draft, actor, INT64_C(1795600000), &rng, &report, &problem);
    *changes = 0;
    if (!err) {
        *changes = command->record_count + command->removal_count;
        if (*changes) {
            err = tf_rules_decide(&event, board, command, NULL, &refusal, NULL);
            fuzz_must(err == TF_OK, "the rules take it", tf_reason_name(refusal.reason));
            event->sequence = board->revision + 1;
            fuzz_must(tf_board_apply(&next, board, event) == TF_OK, "it can be applied", "");
            fuzz_must(tf_board_check(next, &problem) == TF_OK, "the board is sound", problem.what);
        } else {
            next = tf_board_ref(board);
        }
    } else {
        fuzz_must(problem.what[0] != '\0', "a refusal says why", "");
    }
    tf_event_unref(event);
    tf_command_destroy(command);
    tf_report_free(&report);
    return next;
}

struct fuzz_amount {
    size_t sessions, records, rooms, allocations;
};

/* Reads with the fails_at-th allocation failing (0: none). What memory had no room for must not be left out
 * without a word: either it ends with an error, or as much is there as in `whole`. */
static struct fuzz_amount fuzz_read_short(const char *reader, const struct tf_read_options *options,
                                          const uint8_t *data, size_t size, size_t fails_at,
                                          const struct fuzz_amount *whole)
{
    struct tf_problem problem = {0};
    struct tf_draft draft;
    struct tf_report report;
    bool has_failed;
    tf_draft_init(&draft);
    tf_report_init(&report);
    memory_begin(fails_at);
    enum tf_err err = tf_exchange_read(&draft, reader, (const char *)data, size, options, &report, &problem);
    size_t count = memory_end(&has_failed);
    const struct fuzz_amount amount = {draft.session_count, draft.record_count, draft.room_count, count};
    if (whole && !err)
        fuzz_must(amount.sessions == whole->sessions && amount.records == whole->records &&
                      amount.rooms == whole->rooms,
                  "what memory had no room for is not left out silently", reader);
    tf_report_free(&report);
    tf_draft_free(&draft);
    return amount;
}

/* A few allocations of many, others for each input; TF_FUZZ_SHORT in the environment: how many. */
static void fuzz_short_of_memory(const char *reader, const struct tf_read_options *options,
                                 const uint8_t *data, size_t size)
{
    const char *wanted = getenv("TF_FUZZ_SHORT");
    size_t runs = wanted ? strtoul(wanted, NULL, 10) : 1;
    uint64_t at = size;
    for (size_t i = 0; i < size; i++)
        at = at * 31 + data[i];
    const struct fuzz_amount whole = fuzz_read_short(reader, options, data, size, 0, NULL);
    size_t count = whole.allocations;
    for (size_t i = 0; i < runs && count; i++)
        (void)fuzz_read_short(reader, options, data, size, (at + i * (count / runs + 1)) % count + 1, &whole);
}

static int fuzz_reader(const char *reader, const struct tf_read_options *options, const uint8_t *data,
                       size_t size)
{
    struct tf_draft draft;
    struct tf_report report;
    struct tf_problem problem = {0};
    struct tf_board *board = NULL;
    size_t changes = 0;
    if (tf_board_create(&board) != TF_OK)
        return 0;
    tf_draft_init(&draft);
    tf_report_init(&report);
    enum tf_err err = tf_exchange_read(&draft, reader, (const char *)data, size, options, &report, &problem);
    if (err)
        fuzz_must(problem.what[0] != '\0', "a refusal says why", tf_err_name(err));
    (void)tf_exchange_reader(reader)->sniff((const char *)data, size, size % 2 ? "fuzz.bin" : "fuzz.csv");
    fuzz_short_of_memory(reader, options, data, size);
    struct tf_board *first = err ? NULL : fuzz_merge(board, &draft, &changes);
    struct tf_board *second = first ? fuzz_merge(first, &draft, &changes) : NULL;
    if (first)
        fuzz_must(second && changes == 0, "the same again changes nothing", "");
    /* Writing opens a time zone each time, which takes longer than all the rest: now and then will do. */
    for (const struct tf_writer *const *writer = tf_exchange_writers(); first && *writer && size % 16 == 0;
         writer++) {
        struct tf_buf out;
        const struct tf_write_options to = {.base_url = "http://10.0.0.5:8080", .now = INT64_C(1795600000)};
        tf_buf_init(&out, 0);
        fuzz_must((*writer)->write(&out, first, &to) == TF_OK, "it can be written", (*writer)->name);
        tf_buf_free(&out);
    }
    tf_board_unref(second);
    tf_board_unref(first);
    tf_board_unref(board);
    tf_report_free(&report);
    tf_draft_free(&draft);
    return 0;
}

#endif
