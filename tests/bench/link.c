/* Several kiosks, one board: what it costs a kiosk to be one of several, how soon the others see what it did,
 * and how long one takes that was away. Against a PostgreSQL of the bench's own, on this machine. */
#include "bench/bench.h"

#include "core/command_json.h"
#include "link/engine_pg.h"
#include "link/link.h"
#include "link/pairing.h"
#include "support/pg_server.h"
#include "support/support.h"

#include <inttypes.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { COMMITS = 400, SEEN = 400, MISSED = 10000 };

struct kiosk {
    char path[256];
    struct tf_pairing pairing; /* kiosk 0: alone */
    struct tf_ledger *ledger;
    struct tf_link *link;
    struct tf_subscription *subscription;
    sem_t news;
    uint64_t revision;
};

static enum tf_err open_file(void *user, struct tf_store **out, struct tf_problem *problem)
{
    return tf_store_open_sqlite(out, user, NULL, problem);
}

static void on_news(void *user)
{
    struct kiosk *kiosk = user;
    sem_post(&kiosk->news);
}

static void must(enum tf_err err, const char *what, const struct tf_problem *problem)
{
    if (err != TF_OK) {
        bench_fail(what, problem);
    }
}

static void make_file(struct kiosk *kiosk, struct tf_event *first)
{
    char number[24];
    const char *nothing = "{}";
    const struct tf_store_private row = {TF_SHARING_ROW, number};
    struct tf_problem problem = {0};
    struct tf_store *store = NULL;
    snprintf(number, sizeof(number), "%" PRIu64, kiosk->pairing.kiosk);
    must(tf_store_open_sqlite(&store, kiosk->path, NULL, &problem), "no file", &problem);
    if (first != NULL && kiosk->pairing.kiosk != 0) {
        must(tf_store_append_own(store, &first, &nothing, 1), "no first event", &problem);
    } else if (first != NULL) {
        must(tf_store_append(store, &first, 1), "no first event", &problem);
    }
    if (kiosk->pairing.kiosk != 0) {
        must(tf_store_private_put(store, &row, 1), "no number", &problem);
    }
    tf_store_close(store);
}

static void start(struct kiosk *kiosk)
{
    const struct tf_ledger_options options = {.open = open_file, .user = kiosk->path};
    struct tf_problem problem = {0};
    must(tf_ledger_start(&kiosk->ledger, &options, &problem), "no ledger", &problem);
    sem_init(&kiosk->news, 0, 0);
    must(tf_ledger_subscribe(kiosk->ledger, &kiosk->subscription, on_news, kiosk), "no reader", &problem);
    if (kiosk->pairing.kiosk != 0) {
        struct tf_link_options link = {.ledger = kiosk->ledger};
        must(tf_engine_open_pg(&link.engine, kiosk->pairing.address, kiosk->pairing.key, &problem),
             "no engine", &problem);
        must(tf_link_start(&kiosk->link, &link), "no link", &problem);
    }
}

static void stop(struct kiosk *kiosk)
{
    tf_link_stop(kiosk->link);
    tf_ledger_unsubscribe(kiosk->ledger, kiosk->subscription);
    tf_ledger_stop(kiosk->ledger);
    sem_destroy(&kiosk->news);
}

/* As the wall's loop does: woken, it takes the newest board. */
static void await(struct kiosk *kiosk, uint64_t revision)
{
    while (kiosk->revision < revision) {
        sem_wait(&kiosk->news);
        struct tf_board *board = tf_subscription_take(kiosk->subscription);
        kiosk->revision = board != NULL ? board->revision : kiosk->revision;
        tf_board_unref(board);
    }
}

static uint64_t note(struct kiosk *kiosk, uint64_t session, uint64_t id)
{
    const struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {session, id}},
                                 .text = "What was said"};
    struct tf_command *command = tf_command_create(TF_VERB_NOTE, (struct tf_actor){.role = TF_ROLE_GUEST},
                                                   SUPPORT_10H00_S, 1000000 + id);
    struct tf_answer answer = {.err = TF_ERR_NOMEM};
    if (command == NULL || tf_command_set_record(command, &note.record, 0) != TF_OK ||
        tf_ledger_call(kiosk->ledger, command, &answer) != TF_OK) {
        bench_fail("a note is refused", NULL);
    }
    return answer.sequence;
}

static double median_commit_ms(struct kiosk *kiosk, uint64_t session, uint64_t first)
{
    static double took_ms[COMMITS];
    for (size_t i = 0; i < COMMITS; i++) {
        double begun_ms = bench_now_ms();
        note(kiosk, session, first + i);
        took_ms[i] = bench_now_ms() - begun_ms;
    }
    return bench_at_permille(took_ms, COMMITS, 500);
}

static void row_local(double alone_ms, double linked_ms)
{
    char measured[64], against[64], verdict[32];
    snprintf(measured, sizeof(measured), "%.2f ms a commit, linked", linked_ms);
    snprintf(against, sizeof(against), "%.2f ms alone", alone_ms);
    snprintf(verdict, sizeof(verdict), "%.2f× (≤ 1.25×)", linked_ms / alone_ms);
    bench_row("accepting at one of several kiosks", measured, against, verdict);
}

static void row_seen(struct kiosk *here, struct kiosk *there, uint64_t session)
{
    static double took_ms[SEEN];
    char measured[96];
    for (size_t i = 0; i < SEEN; i++) {
        double begun_ms = bench_now_ms();
        await(there, note(here, session, 200000 + i));
        took_ms[i] = bench_now_ms() - begun_ms;
    }
    double p99 = bench_at_permille(took_ms, SEEN, 990), p50 = bench_at_permille(took_ms, SEEN, 500);
    snprintf(measured, sizeof(measured), "p50 %.1f ms, p99 %.1f ms", p50, p99);
    bench_row("from one kiosk's ledger to another's readers", measured, "two commits and a server's between",
              "≤ 100 ms");
}

static void row_catch_up(struct kiosk *here, struct kiosk *late, uint64_t session)
{
    char measured[64];
    uint64_t last = 0;
    for (size_t i = 0; i < MISSED; i++) {
        last = note(here, session, 400000 + i);
    }
    while (tf_sharing_waiting(here->ledger).count > 0) {
        usleep(10000);
    }
    double begun_ms = bench_now_ms();
    start(late);
    await(late, last);
    double took_s = (bench_now_ms() - begun_ms) / 1000;
    snprintf(measured, sizeof(measured), "%.2f s", took_s);
    bench_row("catching up with 10,000 operations", measured, "an empty file, over the link", "≤ 2 s");
    stop(late);
}

int bench_link(char **argv)
{
    struct pg_server server;
    struct kiosk kiosks[4] = {{.revision = 0}}; /* alone, first, second, late */
    struct tf_problem problem = {0};
    struct tf_board *board = support_board("3 spaces, 4 slots, Bees, Ants");
    struct tf_event *first = support_event_making(board);
    uint64_t session = support_session(board, "Ants");
    first->id = 1;
    pg_server_make(&server);
    must(tf_pairing_init(&kiosks[1].pairing, server.address, "first", &problem), "no board", &problem);
    for (size_t i = 0; i < 4; i++) {
        snprintf(kiosks[i].path, sizeof(kiosks[i].path), "%s/link%zu.twofeet", argv[0], i);
        if (i > 1) {
            must(tf_pairing_invite(&kiosks[i].pairing, &kiosks[1].pairing, NULL, "more", &problem),
                 "not let in", &problem);
        }
        make_file(&kiosks[i], i < 2 ? first : NULL);
    }
    for (size_t i = 0; i < 3; i++) {
        start(&kiosks[i]);
    }
    await(&kiosks[2], 1);
    double alone_ms = median_commit_ms(&kiosks[0], session, 10000);
    row_local(alone_ms, median_commit_ms(&kiosks[1], session, 10000));
    await(&kiosks[2], 1 + COMMITS);
    row_seen(&kiosks[1], &kiosks[2], session);
    row_catch_up(&kiosks[1], &kiosks[3], session);
    for (size_t i = 0; i < 3; i++) {
        stop(&kiosks[i]);
    }
    tf_event_unref(first);
    tf_board_unref(board);
    pg_server_remove(&server);
    return 0;
}
