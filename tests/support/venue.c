#include "support/venue.h"

#include "link/rounds.h"
#include "link/wire.h"
#include "support/engine_memory.h"
#include "support/flaky.h"
#include "support/support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { KIOSKS_MAX = 8, STEPS = 160, ACKS_MAX = 400, HIDES_MAX = 400, LOG_MAX = 4000, HEALED_S = 30 };

struct ack {
    uint64_t id, session;
    struct tf_key note; /* or action */
    enum tf_verb verb;
    uint64_t hides[HIDES_MAX]; /* ids of events that hide something, known when this was accepted */
    size_t hide_count;
};

struct kiosk {
    struct venue *venue;
    struct flaky flaky;
    struct tf_ledger *ledger;
    struct tf_engine *engine;
    char path[200]; /* of its file; "": in memory */
    int64_t clock_off_s;
    bool is_cut;
};

struct venue {
    uint64_t seed;
    const char *folder;
    struct tf_rng rng;
    struct tf_memory_log *log;
    struct kiosk kiosks[KIOSKS_MAX];
    size_t count;
    int64_t now_s;
    bool is_down, is_healed; /* the engine */
    struct ack *acks;
    size_t ack_count;
    struct venue_report *report;
};

static bool one_in(struct venue *v, uint64_t n)
{
    return tf_rng_below(&v->rng, n) == 0;
}

static enum tf_memory_fate fate_of_call(void *user)
{
    struct kiosk *kiosk = user;
    struct venue *v = kiosk->venue;
    if (v->is_healed) {
        return TF_MEMORY_REACHES;
    }
    if (kiosk->is_cut || v->is_down) {
        return TF_MEMORY_IS_LOST;
    }
    return one_in(v, 12) ? TF_MEMORY_ANSWER_IS_LOST : one_in(v, 12) ? TF_MEMORY_IS_LOST : TF_MEMORY_REACHES;
}

/* ---- beginning and end ---- */

static void start(struct kiosk *kiosk)
{
    const struct tf_ledger_options options = {.open = flaky_open, .user = &kiosk->flaky, .retry_ms = 1};
    struct tf_problem problem = {0};
    if (tf_ledger_start(&kiosk->ledger, &options, &problem) != TF_OK) {
        fail_msg("seed %" PRIu64 ": a kiosk does not start: %s", kiosk->venue->seed, problem.what);
    }
}

static void open_disk(struct kiosk *kiosk)
{
    const struct tf_store_options options = {.tidy_pages = 20};
    if (kiosk->path[0] != '\0') {
        tf_store_close(kiosk->flaky.disk);
        kiosk->flaky.disk = NULL;
        assert_int_equal(tf_store_open_sqlite(&kiosk->flaky.disk, kiosk->path, &options, NULL), TF_OK);
    }
}

static void begin_kiosk(struct venue *v, size_t i, struct tf_event *first)
{
    struct kiosk *kiosk = &v->kiosks[i];
    char number[24];
    const struct tf_store_private row = {TF_SHARING_ROW, number};
    snprintf(number, sizeof(number), "%zu", i + 1);
    kiosk->venue = v;
    flaky_init(&kiosk->flaky);
    if (v->folder != NULL) {
        snprintf(kiosk->path, sizeof(kiosk->path), "%s/%zu.twofeet", v->folder, i + 1);
    }
    open_disk(kiosk);
    assert_int_equal(tf_store_append(kiosk->flaky.disk, &first, 1), TF_OK);
    assert_int_equal(tf_store_private_put(kiosk->flaky.disk, &row, 1), TF_OK);
    assert_int_equal(tf_engine_open_memory(&kiosk->engine, v->log, fate_of_call, kiosk), TF_OK);
    start(kiosk);
}

static void begin(struct venue *v, uint64_t seed, const char *folder, struct venue_report *report)
{
    struct tf_entry entry;
    struct tf_engine *engine = NULL;
    *v = (struct venue){.seed = seed, .folder = folder, .report = report, .now_s = SUPPORT_10H00_S};
    tf_rng_seed(&v->rng, seed);
    v->count = 3 + (size_t)tf_rng_below(&v->rng, KIOSKS_MAX - 2);
    v->acks = calloc(ACKS_MAX, sizeof(*v->acks));
    assert_non_null(v->acks);
    assert_int_equal(tf_memory_log_create(&v->log), TF_OK);
    struct tf_board *board = support_random_board(&v->rng, 3, 4, 1, 8, 6, 4);
    struct tf_event *first = support_event_making(board);
    first->id = 1;
    assert_int_equal(tf_wire_write(&entry, first, 1), TF_OK);
    assert_int_equal(tf_engine_open_memory(&engine, v->log, NULL, NULL), TF_OK);
    assert_int_equal(tf_engine_push(engine, 0, &entry, 1, NULL), TF_OK);
    tf_engine_close(engine);
    free(entry.text);
    for (size_t i = 0; i < v->count; i++) {
        begin_kiosk(v, i, first);
    }
    tf_event_unref(first);
    tf_board_unref(board);
    report->kiosks = v->count;
}

static void end(struct venue *v)
{
    for (size_t i = 0; i < v->count; i++) {
        tf_ledger_stop(v->kiosks[i].ledger);
        tf_engine_close(v->kiosks[i].engine);
        flaky_free(&v->kiosks[i].flaky);
    }
    tf_memory_log_destroy(v->log);
    free(v->acks);
}

/* ---- what people do ---- */

/* The disk is the kiosk's own, and nobody writes while the test looks. */
static struct tf_board *board_of_kiosk(struct kiosk *kiosk)
{
    struct tf_board *board = NULL;
    assert_int_equal(tf_store_load(kiosk->flaky.disk, &board, NULL), TF_OK);
    return board;
}

static const struct tf_record *any_of(struct venue *v, const struct tf_board *board, enum tf_kind kind)
{
    size_t count = tf_table_count(board->tables[kind]);
    struct tf_table_iter it = tf_table_first(board->tables[kind]);
    for (uint64_t n = count > 0 ? tf_rng_below(&v->rng, count) : 0; n > 0; n--) {
        tf_table_next(&it);
    }
    return it.record;
}

static uint64_t id_of(const struct tf_record *record)
{
    return record ? record->key.id : 0;
}

static void propose(struct venue *v, struct tf_command *command)
{
    char code[9];
    tf_command_code(code, tf_rng_u64(&v->rng));
    const struct tf_session session = {.record = {.kind = TF_KIND_SESSION, .key = {0, tf_rng_id(&v->rng)}},
                                       .code = code,
                                       .title = "A card",
                                       .card = TF_CARD_FIRST +
                                               (int64_t)tf_rng_below(&v->rng, TF_CARD_LAST - TF_CARD_FIRST)};
    assert_int_equal(tf_command_set_record(command, &session.record, 0), TF_OK);
    command->slot = one_in(v, 3) ? 0 : command->slot;
}

static void write_note(struct venue *v, struct tf_command *command)
{
    const struct tf_note note = {
        .record = {.kind = TF_KIND_NOTE, .key = {command->session, tf_rng_id(&v->rng)}}, .text = "Said"};
    assert_int_equal(tf_command_set_record(command, &note.record, 0), TF_OK);
}

static uint64_t newest_of(struct kiosk *kiosk)
{
    uint64_t sequence = 0, id = 0;
    assert_int_equal(tf_store_last(kiosk->flaky.disk, &sequence, &id), TF_OK);
    return sequence;
}

static struct tf_command *common_command(struct kiosk *kiosk, const struct tf_board *board)
{
    static const enum tf_verb VERBS[] = {
        TF_VERB_PROPOSE, TF_VERB_PROPOSE, TF_VERB_PLACE, TF_VERB_PLACE,    TF_VERB_PLACE, TF_VERB_MOVE,
        TF_VERB_MOVE,    TF_VERB_STAR,    TF_VERB_STAR,  TF_VERB_NOTE,     TF_VERB_NOTE,  TF_VERB_HIDE,
        TF_VERB_UNHIDE,  TF_VERB_MERGE,   TF_VERB_UNDO,  TF_VERB_WITHDRAW, TF_VERB_SWAP,  TF_VERB_UNPLACE,
    };
    struct venue *v = kiosk->venue;
    enum tf_verb verb = VERBS[tf_rng_below(&v->rng, sizeof(VERBS) / sizeof(VERBS[0]))];
    struct tf_actor actor = {one_in(v, 3) ? TF_ROLE_GUEST : TF_ROLE_ORGANISER,
                             one_in(v, 2) ? 0 : 1 + tf_rng_below(&v->rng, 20)};
    struct tf_command *command =
        tf_command_create(verb, actor, v->now_s + kiosk->clock_off_s, tf_rng_id(&v->rng));
    assert_non_null(command);
    command->session = id_of(any_of(v, board, TF_KIND_SESSION));
    command->other = id_of(any_of(v, board, verb == TF_VERB_SWAP ? TF_KIND_PLACEMENT : TF_KIND_SESSION));
    command->space = id_of(any_of(v, board, TF_KIND_SPACE));
    command->slot = id_of(any_of(v, board, TF_KIND_SLOT));
    command->placement = verb == TF_VERB_PLACE || verb == TF_VERB_PROPOSE
                             ? tf_rng_id(&v->rng)
                             : id_of(any_of(v, board, TF_KIND_PLACEMENT));
    command->replace = one_in(v, 4);
    command->sequence = newest_of(kiosk) > 6 ? newest_of(kiosk) - tf_rng_below(&v->rng, 5) : 0;
    if (verb == TF_VERB_PROPOSE) {
        propose(v, command);
    } else if (verb == TF_VERB_NOTE) {
        write_note(v, command);
    }
    return command;
}

static struct tf_command *some_command(struct kiosk *kiosk, const struct tf_board *board)
{
    struct venue *v = kiosk->venue;
    struct tf_command *command = NULL;
    if (!one_in(v, 4)) {
        return common_command(kiosk, board);
    }
    command = one_in(v, 2) ? support_near_command(&v->rng, board)
                           : support_random_command(&v->rng, board, v->now_s, newest_of(kiosk));
    command->id = tf_rng_id(&v->rng);
    if (command->verb == TF_VERB_UNDO && command->sequence == 1) {
        command->sequence = 0; /* without the gathering there is nothing to be kept */
    }
    return command;
}

static bool hides(const struct tf_event *event)
{
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        if (change->kind == TF_KIND_SESSION && change->after != NULL &&
            TF_SESSION(change->after)->state == TF_SESSION_HIDDEN) {
            return true;
        }
    }
    return false;
}

static size_t read_log(struct kiosk *kiosk, struct tf_event **events)
{
    size_t count = 0;
    assert_int_equal(tf_store_read(kiosk->flaky.disk, 1, events, LOG_MAX, &count), TF_OK);
    return count;
}

static void unref_all(struct tf_event **events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tf_event_unref(events[i]);
    }
}

static void note_ack(struct kiosk *kiosk, const struct ack *ack)
{
    struct venue *v = kiosk->venue;
    static struct tf_event *events[LOG_MAX];
    assert_true(v->ack_count < ACKS_MAX);
    struct ack *kept = &v->acks[v->ack_count++];
    *kept = *ack;
    size_t count = read_log(kiosk, events);
    for (size_t i = 0; i < count; i++) {
        if (hides(events[i]) && kept->hide_count < HIDES_MAX) {
            kept->hides[kept->hide_count++] = events[i]->id;
        }
    }
    unref_all(events, count);
    v->report->accepted++;
}

static void act(struct kiosk *kiosk)
{
    struct tf_board *board = board_of_kiosk(kiosk);
    struct tf_command *command = some_command(kiosk, board);
    struct ack ack = {.id = command->id, .verb = command->verb, .session = command->session};
    if (command->verb == TF_VERB_PROPOSE && command->record != NULL) {
        ack.session = command->record->key.id;
    } else if (command->record != NULL && command->record->key.owner != 0) {
        ack.session = command->record->key.owner;
        ack.note = command->record->key;
    }
    struct tf_answer answer;
    if (tf_ledger_call(kiosk->ledger, command, &answer) == TF_OK) {
        note_ack(kiosk, &ack);
    }
    tf_board_unref(board);
}

/* ---- what goes wrong ---- */

static void run_link(struct kiosk *kiosk)
{
    struct venue *v = kiosk->venue;
    struct tf_problem problem = {0};
    enum tf_err err = tf_rounds_run(kiosk->ledger, kiosk->engine, &problem);
    if (err != TF_OK && err != TF_ERR_IO) {
        fail_msg("seed %" PRIu64 ": a link gives up: %s: %s", v->seed, tf_err_name(err), problem.what);
    }
}

static void fail_disk(struct kiosk *kiosk)
{
    struct venue *v = kiosk->venue;
    int times = 1 + (int)tf_rng_below(&v->rng, 3);
    pthread_mutex_lock(&kiosk->flaky.mutex);
    kiosk->flaky.failing_appends = times;
    kiosk->flaky.error = TF_ERR_IO;
    kiosk->flaky.lands = one_in(v, 2);
    pthread_mutex_unlock(&kiosk->flaky.mutex);
    v->report->faults++;
}

static void step(struct venue *v)
{
    struct kiosk *kiosk = &v->kiosks[tf_rng_below(&v->rng, v->count)];
    v->now_s += 1 + (int64_t)tf_rng_below(&v->rng, 60);
    switch (tf_rng_below(&v->rng, 32)) {
    case 0:
        kiosk->is_cut = !kiosk->is_cut;
        break;
    case 1:
        v->is_down = one_in(v, 2);
        break;
    case 2:
        tf_ledger_stop(kiosk->ledger);
        open_disk(kiosk);
        start(kiosk);
        v->report->restarts++;
        break;
    case 3:
        fail_disk(kiosk);
        break;
    case 4:
        kiosk->clock_off_s = (int64_t)tf_rng_below(&v->rng, 6 * 3600) - 3 * 3600;
        break;
    case 5:
    case 6:
    case 7:
    case 8:
    case 9:
    case 10:
        run_link(kiosk);
        break;
    default:
        act(kiosk);
        break;
    }
}

/* ---- what must hold ---- */

static bool are_alike(struct venue *v)
{
    uint64_t sequence = 0, id = 0, first = 0;
    size_t unsent = 0;
    bool alike = true;
    for (size_t i = 0; i < v->count && alike; i++) {
        assert_int_equal(tf_store_last(v->kiosks[i].flaky.disk, &sequence, &id), TF_OK);
        assert_int_equal(tf_store_outbox_span(v->kiosks[i].flaky.disk, &first, &unsent), TF_OK);
        alike = unsent == 0 && sequence == tf_memory_log_count(v->log);
    }
    return alike;
}

static void heal(struct venue *v)
{
    v->is_healed = true;
    for (size_t i = 0; i < v->count; i++) {
        flaky_fail(&v->kiosks[i].flaky, 0, 0, TF_OK);
    }
    for (int s = 0; s < HEALED_S && !are_alike(v); s++) {
        v->report->rounds++;
        for (size_t i = 0; i < v->count; i++) {
            run_link(&v->kiosks[i]);
        }
    }
    if (!are_alike(v)) {
        fail_msg("seed %" PRIu64 ": not all are alike after %d simulated seconds", v->seed, HEALED_S);
    }
}

static void check_boards(struct venue *v)
{
    struct tf_board *first = board_of_kiosk(&v->kiosks[0]);
    struct tf_problem problem = {0};
    if (tf_board_check(first, &problem) != TF_OK) {
        fail_msg("seed %" PRIu64 ": the board is not sound: %s (%s)", v->seed, problem.what, problem.where);
    }
    for (size_t i = 0; i < v->count; i++) {
        struct kiosk *kiosk = &v->kiosks[i];
        struct tf_board *board = board_of_kiosk(kiosk);
        if (tf_board_hash(board) != tf_board_hash(first)) {
            fail_msg("seed %" PRIu64 ": kiosk %zu has another board", v->seed, i + 1);
        }
        tf_board_unref(board);
        assert_int_equal(tf_store_check(kiosk->flaky.disk, NULL, NULL), TF_OK);
    }
    tf_board_unref(first);
}

static const struct tf_event *event_of(struct tf_event *const *events, size_t count, uint64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i]->id == id) {
            return events[i];
        }
    }
    return NULL;
}

/* It was never anywhere else, or somebody took it away altogether: by an undo, an import. */
static bool has_gone(struct tf_event *const *events, size_t count, uint64_t session)
{
    bool was_there = false;
    for (size_t i = 0; i < count; i++) {
        const struct tf_change *change =
            tf_event_change_of(events[i], TF_KIND_SESSION, (struct tf_key){0, session});
        was_there = was_there || change != NULL;
        if (change != NULL && change->after == NULL) {
            return true;
        }
    }
    return !was_there;
}

static bool was_written(struct tf_event *const *events, size_t count, const struct ack *ack)
{
    enum tf_kind kind = ack->verb == TF_VERB_NOTE ? TF_KIND_NOTE : TF_KIND_ACTION;
    size_t i = 0;
    while (i < count && tf_event_change_of(events[i], kind, ack->note) == NULL) {
        i++;
    }
    return i < count;
}

/* Everything that was acknowledged is there under its id; a card always, and what was said of one that is
 * there. */
static void check_acks(struct venue *v, struct tf_event *const *events, size_t count)
{
    for (size_t i = 0; i < v->ack_count; i++) {
        const struct ack *ack = &v->acks[i];
        const struct tf_event *event = event_of(events, count, ack->id);
        if (event == NULL) {
            fail_msg("seed %" PRIu64 ": a %s was lost", v->seed, tf_verb_name(ack->verb));
            return;
        }
        if (event->verb != TF_VERB_ASIDE) {
            continue;
        }
        v->report->aside++;
        bool is_written = ack->verb == TF_VERB_NOTE || ack->verb == TF_VERB_ACTION;
        bool is_lost =
            is_written && !has_gone(events, count, ack->session) && !was_written(events, count, ack);
        if (is_lost || ack->verb == TF_VERB_PROPOSE) {
            fail_msg("seed %" PRIu64 ": a %s was put aside (event %" PRIu64 ", session %" PRIu64 ")", v->seed,
                     tf_verb_name(ack->verb), ack->id, ack->session);
        }
    }
}

static bool knew(const struct venue *v, uint64_t id, uint64_t hide)
{
    for (size_t i = 0; i < v->ack_count; i++) {
        for (size_t h = 0; v->acks[i].id == id && h < v->acks[i].hide_count; h++) {
            if (v->acks[i].hides[h] == hide) {
                return true;
            }
        }
    }
    return false;
}

/* Who shows a session again knew that it was hidden, by that very event. */
static void check_hidden(struct venue *v, struct tf_event *const *events, size_t count)
{
    for (size_t e = 0; e < count; e++) {
        for (size_t c = 0; c < events[e]->change_count; c++) {
            const struct tf_change *change = &events[e]->changes[c];
            if (change->kind != TF_KIND_SESSION || change->before == NULL || change->after == NULL ||
                TF_SESSION(change->before)->state != TF_SESSION_HIDDEN ||
                TF_SESSION(change->before)->waits != TF_WAITS_NOT ||
                TF_SESSION(change->after)->state == TF_SESSION_HIDDEN) {
                continue;
            }
            size_t h = e;
            const struct tf_change *hide = NULL;
            while (h > 1 && (hide == NULL || hide->before == NULL ||
                             TF_SESSION(hide->before)->state == TF_SESSION_HIDDEN)) {
                hide = tf_event_change_of(events[--h], TF_KIND_SESSION, change->key);
            }
            if (h > 1 && !knew(v, events[e]->id, events[h]->id)) {
                fail_msg("seed %" PRIu64 ": %s (event %zu) shows what event %zu hid, unseen", v->seed,
                         tf_verb_name(events[e]->verb), e + 1, h + 1);
            }
        }
    }
}

void venue_live(uint64_t seed, const char *folder, struct venue_report *report)
{
    static struct tf_event *events[LOG_MAX];
    struct venue *v = calloc(1, sizeof(*v));
    assert_non_null(v);
    begin(v, seed, folder, report);
    for (int i = 0; i < STEPS; i++) {
        step(v);
    }
    heal(v);
    check_boards(v);
    size_t count = read_log(&v->kiosks[0], events);
    check_acks(v, events, count);
    check_hidden(v, events, count);
    unref_all(events, count);
    end(v);
    free(v);
}
