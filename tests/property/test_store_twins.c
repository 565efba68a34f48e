/* Random days: whatever people do, the two stores hold the same board as the rules made, before and after
 * closing, and the log tells of it. TF_SEED=n repeats a day, TF_ROUNDS=n makes more of them. */
#include "core/rules.h"
#include "store/store.h"

#include "support/folder.h"
#include "support/support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 6, COMMANDS = 125, BATCH_MAX = 12 };

struct day {
    struct folder folder;
    struct tf_store *memory, *file;
    struct tf_board *board;
    struct tf_rng rng;
    uint64_t events, refusals;
};

static void open_file(struct day *day)
{
    const struct tf_store_options options = {.tidy_pages = 20};
    assert_int_equal(tf_store_open_sqlite(&day->file, folder_file(&day->folder, "day.db"), &options, NULL),
                     TF_OK);
}

static void append(struct day *day, struct tf_event **events, size_t count)
{
    assert_int_equal(tf_store_append(day->memory, events, count), TF_OK);
    assert_int_equal(tf_store_append(day->file, events, count), TF_OK);
    for (size_t i = 0; i < count; i++)
        tf_event_unref(events[i]);
}

static void begin(struct day *day, uint64_t seed)
{
    *day = (struct day){0};
    tf_rng_seed(&day->rng, seed);
    folder_make(&day->folder);
    assert_int_equal(tf_store_open_memory(&day->memory), TF_OK);
    open_file(day);
    struct tf_board *random = support_random_board(
        &day->rng, 1 + (size_t)tf_rng_below(&day->rng, 6), 1 + (size_t)tf_rng_below(&day->rng, 6),
        1 + (size_t)tf_rng_below(&day->rng, 3), (size_t)tf_rng_below(&day->rng, 30),
        (size_t)tf_rng_below(&day->rng, 60), (size_t)tf_rng_below(&day->rng, 10));
    struct tf_event *first = support_event_making(random);
    tf_board_unref(random);
    assert_int_equal(tf_board_create(&day->board), TF_OK);
    support_apply(&day->board, first);
    append(day, &first, 1);
}

static void end(struct day *day)
{
    tf_store_close(day->memory);
    tf_store_close(day->file);
    tf_board_unref(day->board);
    folder_remove(&day->folder);
}

static struct tf_event *event_at(struct tf_store *store, uint64_t sequence)
{
    struct tf_event *event = NULL;
    size_t count = 0;
    assert_int_equal(tf_store_read(store, sequence, &event, 1, &count), TF_OK);
    return count > 0 && event->sequence == sequence ? event : NULL;
}

/* What the rules make of some command; NULL: a refusal. */
static struct tf_event *decide(struct day *day, int64_t at)
{
    struct tf_event *event = NULL, *past = NULL;
    struct tf_refusal refusal;
    uint64_t saved = 0, id = 0;
    struct tf_command *command = support_random_command(&day->rng, day->board, at, day->board->revision);
    assert_int_equal(tf_store_last(day->memory, &saved, &id), TF_OK);
    if (command->verb == TF_VERB_UNDO && command->sequence <= saved)
        past = event_at(tf_rng_below(&day->rng, 2) ? day->memory : day->file, command->sequence);
    enum tf_err err = tf_rules_decide(&event, day->board, command, past, &refusal, NULL);
    tf_event_unref(past);
    tf_command_destroy(command);
    if (err) {
        day->refusals++;
        return NULL;
    }
    day->events++;
    support_apply(&day->board, event);
    return event;
}

static void assert_holds(struct tf_store *store, const struct tf_board *wanted, const char *name)
{
    struct tf_board *board;
    struct tf_problem problem = {0};
    if (tf_store_load(store, &board, &problem) != TF_OK)
        fail_msg("%s does not load: %s", name, problem.what);
    if (!tf_board_equal(board, wanted) || tf_board_hash(board) != tf_board_hash(wanted))
        fail_msg("%s holds another board at revision %" PRIu64, name, wanted->revision);
    assert_int_equal(board->revision, wanted->revision);
    assert_int_equal(board->changed_at, wanted->changed_at);
    tf_board_unref(board);
}

static void say(void *user, const char *finding)
{
    print_message("%s: %s\n", (const char *)user, finding);
}

static void live(struct day *day)
{
    struct tf_event *batch[BATCH_MAX];
    for (int i = 0; i < COMMANDS;) {
        size_t count = 0;
        for (uint64_t n = 1 + tf_rng_below(&day->rng, BATCH_MAX); n > 0 && i < COMMANDS; n--, i++) {
            struct tf_event *event = decide(day, SUPPORT_10H00_S + i * 60);
            if (event)
                batch[count++] = event;
        }
        append(day, batch, count);
        switch (tf_rng_below(&day->rng, 12)) {
        case 0:
            tf_store_close(day->file);
            open_file(day);
            break;
        case 1:
            tf_store_tidy(day->file);
            break;
        case 2:
            assert_int_equal(tf_store_settle(day->file), TF_OK);
            break;
        case 3:
            assert_holds(day->file, day->board, "the file");
            break;
        default:
            break;
        }
    }
}

/* Somebody of this day, in one of the three ways. */
static struct tf_erase_what anybody(struct day *day, char *words, size_t size)
{
    struct tf_table_iter it = tf_table_first(day->board->tables[TF_KIND_SESSION]);
    const struct tf_session *session = NULL;
    for (uint64_t n = 1; it.record; tf_table_next(&it), n++)
        session = tf_rng_below(&day->rng, n) == 0 ? TF_SESSION(it.record) : session;
    uint64_t way = session ? tf_rng_below(&day->rng, 3) : 2;
    if (way == 2)
        return (struct tf_erase_what){.device = session && session->device ? session->device : 1};
    snprintf(words, size, "%s", way == 0 ? session->code : session->host);
    words[strcspn(words, ",")] = '\0';
    return way == 0   ? (struct tf_erase_what){.code = words}
           : words[0] ? (struct tf_erase_what){.name = words}
                      : (struct tf_erase_what){.device = 1};
}

/* Both stores forget the same, and go on. */
static void forget_somebody(struct day *day, const char *name)
{
    char words[256];
    struct tf_erase_what what = anybody(day, words, sizeof(words));
    struct tf_store *stores[] = {day->memory, day->file};
    for (int i = 0; i < 2; i++) {
        struct tf_erase *erase = NULL;
        struct tf_problem problem = {0};
        assert_int_equal(tf_erase_create(&erase, &what), TF_OK);
        if (tf_store_erase(stores[i], erase, &problem) != TF_OK)
            fail_msg("%s: %s", name, problem.what);
        tf_erase_destroy(erase);
        assert_int_equal(tf_store_check(stores[i], say, (void *)(uintptr_t)name), TF_OK);
    }
    tf_board_unref(day->board);
    assert_int_equal(tf_store_load(day->memory, &day->board, NULL), TF_OK);
    assert_holds(day->file, day->board, name);
}

static void both_stores_hold_what_the_rules_made(void **state)
{
    (void)state;
    const char *more = getenv("TF_ROUNDS");
    long rounds = more ? strtol(more, NULL, 10) : ROUNDS;
    uint64_t seed = support_seed("test_store_twins"), events = 0, refusals = 0;
    for (long round = 0; round < rounds; round++) {
        struct day day;
        char name[64];
        begin(&day, seed + (uint64_t)round);
        snprintf(name, sizeof(name), "TF_SEED=%" PRIu64, seed + (uint64_t)round);
        live(&day);
        forget_somebody(&day, name);
        live(&day);
        forget_somebody(&day, name);
        assert_holds(day.memory, day.board, name);
        assert_holds(day.file, day.board, name);
        tf_store_close(day.file);
        open_file(&day);
        assert_holds(day.file, day.board, name);
        assert_int_equal(tf_store_check(day.memory, say, name), TF_OK); /* replays the log */
        assert_int_equal(tf_store_check(day.file, say, name), TF_OK);
        assert_int_equal(tf_store_backup(day.memory, folder_file(&day.folder, "copy.db"), NULL), TF_OK);
        events += day.events;
        refusals += day.refusals;
        end(&day);
    }
    print_message("%" PRIu64 " events, %" PRIu64 " refusals\n", events, refusals);
    assert_true(events > (uint64_t)rounds * COMMANDS / 5);
    assert_true(refusals > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_stores_hold_what_the_rules_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
