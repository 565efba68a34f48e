/* The real thing: PostgreSQL from Debian's package, kiosks with their own files, threads and keys; the server
 * killed in the middle of writing. */
#include "link/engine_pg.h"
#include "link/link.h"
#include "link/pairing.h"
#include "link/pg.h"
#include "link/rounds.h"
#include "link/schema.h"

#include "base/clock.h"
#include "support/folder.h"
#include "support/pg_server.h"
#include "support/support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { KIOSKS = 3, LONG_MS = 60000 };

struct kiosk {
    char path[160];
    struct tf_pairing pairing;
    struct tf_ledger *ledger;
    struct tf_link *link;
};

struct venue {
    struct folder folder;
    struct pg_server server;
    struct kiosk kiosks[KIOSKS];
    struct tf_board *board; /* the first one; for looking up ids */
    uint64_t next_id;
};

static enum tf_err open_file(void *user, struct tf_store **out, struct tf_problem *problem)
{
    return tf_store_open_sqlite(out, user, NULL, problem);
}

static void keep_number(struct kiosk *kiosk, struct tf_event *first)
{
    char number[24];
    const struct tf_store_private row = {TF_SHARING_ROW, number};
    struct tf_store *store = NULL;
    snprintf(number, sizeof(number), "%" PRIu64, kiosk->pairing.kiosk);
    assert_int_equal(tf_store_open_sqlite(&store, kiosk->path, NULL, NULL), TF_OK);
    if (first != NULL) {
        const char *nothing = "{}"; /* of what came before there were others; never decided anew */
        assert_int_equal(tf_store_append_own(store, &first, &nothing, 1), TF_OK);
    }
    assert_int_equal(tf_store_private_put(store, &row, 1), TF_OK);
    tf_store_close(store);
}

static void start_ledger(struct kiosk *kiosk)
{
    const struct tf_ledger_options options = {.open = open_file, .user = kiosk->path};
    assert_int_equal(tf_ledger_start(&kiosk->ledger, &options, NULL), TF_OK);
}

static void start_link(struct kiosk *kiosk)
{
    struct tf_link_options options = {.ledger = kiosk->ledger, .retry_ms = 20};
    assert_int_equal(tf_engine_open_pg(&options.engine, kiosk->pairing.address, kiosk->pairing.key, NULL),
                     TF_OK);
    assert_int_equal(tf_link_start(&kiosk->link, &options), TF_OK);
}

/* One is laid for all tests, and each has its own copy. */
static int lay(void **state)
{
    struct pg_server *laid = calloc(1, sizeof(*laid));
    assert_non_null(laid);
    pg_server_lay(laid);
    *state = laid;
    return 0;
}

static int clear(void **state)
{
    pg_server_remove(*state);
    free(*state);
    return 0;
}

static int begin(void **state)
{
    const struct pg_server *laid = *state;
    struct venue *v = calloc(1, sizeof(*v));
    struct tf_problem problem = {0};
    assert_non_null(v);
    *state = v;
    folder_make(&v->folder);
    pg_server_copy(&v->server, laid);
    v->board = support_board("3 spaces, 4 slots, Bees, Ants, Compost");
    struct tf_event *first = support_event_making(v->board);
    first->id = 1;
    v->next_id = 7000000;
    if (tf_pairing_init(&v->kiosks[0].pairing, v->server.address, "Foyer", &problem) != TF_OK) {
        fail_msg("no board is made: %s", problem.what);
    }
    for (size_t i = 0; i < KIOSKS; i++) {
        struct kiosk *kiosk = &v->kiosks[i];
        char name[32];
        snprintf(name, sizeof(name), "kiosk%zu.twofeet", i + 1);
        snprintf(kiosk->path, sizeof(kiosk->path), "%s", folder_file(&v->folder, name));
        if (i > 0) {
            assert_int_equal(
                tf_pairing_invite(&kiosk->pairing, &v->kiosks[0].pairing, NULL, "Floor", &problem), TF_OK);
        }
        keep_number(kiosk, i == 0 ? first : NULL);
        start_ledger(kiosk);
        start_link(kiosk);
    }
    tf_event_unref(first);
    return 0;
}

static int end(void **state)
{
    struct venue *v = *state;
    for (size_t i = 0; i < KIOSKS; i++) {
        tf_link_stop(v->kiosks[i].link);
        tf_ledger_stop(v->kiosks[i].ledger);
    }
    pg_server_remove(&v->server);
    tf_board_unref(v->board);
    folder_remove(&v->folder);
    free(v);
    return 0;
}

/* ---- waiting ---- */

static struct tf_board *shown_at(struct kiosk *kiosk)
{
    struct tf_subscription *subscription = NULL;
    assert_int_equal(tf_ledger_subscribe(kiosk->ledger, &subscription, NULL, NULL), TF_OK);
    struct tf_board *board = tf_subscription_take(subscription);
    tf_ledger_unsubscribe(kiosk->ledger, subscription);
    return board;
}

static bool are_alike(struct venue *v)
{
    struct tf_board *first = shown_at(&v->kiosks[0]);
    bool alike = tf_sharing_waiting(v->kiosks[0].ledger).count == 0;
    for (size_t i = 1; i < KIOSKS && alike; i++) {
        struct tf_board *board = shown_at(&v->kiosks[i]);
        alike = tf_sharing_waiting(v->kiosks[i].ledger).count == 0 && board->revision == first->revision &&
                tf_board_hash(board) == tf_board_hash(first);
        tf_board_unref(board);
    }
    tf_board_unref(first);
    return alike;
}

static void await_alike(struct venue *v)
{
    int64_t until_ms = tf_clock_mono_ms() + LONG_MS;
    while (!are_alike(v)) {
        if (tf_clock_mono_ms() > until_ms) {
            struct tf_problem problem = {0};
            for (size_t i = 0; i < KIOSKS; i++) {
                enum tf_link_state is = tf_link_state(v->kiosks[i].link, &problem);
                print_message("kiosk %zu: state %d, %s\n", i + 1, (int)is, problem.what);
            }
            fail_msg("the kiosks are not alike after %d s", LONG_MS / 1000);
        }
        usleep(2000);
    }
}

static void await_state(struct kiosk *kiosk, enum tf_link_state wanted)
{
    int64_t until_ms = tf_clock_mono_ms() + LONG_MS;
    while (tf_link_state(kiosk->link, NULL) != wanted) {
        if (tf_clock_mono_ms() > until_ms) {
            fail_msg("the link does not come to state %d", (int)wanted);
        }
        usleep(2000);
    }
}

/* ---- commands ---- */

static struct tf_answer place(struct venue *v, size_t kiosk, const char *title, const char *space,
                              const char *time)
{
    struct tf_command *command = support_place(v->board, title, space, time);
    struct tf_answer answer;
    command->id = v->next_id++;
    command->placement = v->next_id++;
    tf_ledger_call(v->kiosks[kiosk].ledger, command, &answer);
    return answer;
}

static enum tf_err note(struct venue *v, size_t kiosk, uint64_t id)
{
    const struct tf_note note = {
        .record = {.kind = TF_KIND_NOTE, .key = {support_session(v->board, "Ants"), id}},
        .text = "{\"it\", \\said}"};
    struct tf_command *command = support_command(TF_VERB_NOTE);
    struct tf_answer answer;
    command->id = v->next_id++;
    assert_int_equal(tf_command_set_record(command, &note.record, 0), TF_OK);
    return tf_ledger_call(v->kiosks[kiosk].ledger, command, &answer);
}

static const struct tf_session *session_on(const struct tf_board *board, struct venue *v, const char *title)
{
    const struct tf_session *session = tf_board_session(board, support_session(v->board, title));
    assert_non_null(session);
    return session;
}

/* ---- what must hold ---- */

static void what_happens_at_one_kiosk_is_seen_at_the_others(void **state)
{
    struct venue *v = *state;
    await_alike(v); /* those that joined have the whole log */
    assert_int_equal(place(v, 1, "Bees", "A", "10:00").err, TF_OK);
    await_alike(v);
    struct tf_board *board = shown_at(&v->kiosks[2]);
    assert_int_equal(session_on(board, v, "Bees")->state, TF_SESSION_PLACED);
    tf_board_unref(board);
}

static void two_that_take_one_cell_while_apart_meet_again_and_the_later_one_is_told(void **state)
{
    struct venue *v = *state;
    await_alike(v);
    pg_server_kill(&v->server);
    await_state(&v->kiosks[0], TF_LINK_CUT_OFF);
    await_state(&v->kiosks[1], TF_LINK_CUT_OFF);
    assert_int_equal(place(v, 0, "Bees", "A", "11:00").err, TF_OK);
    assert_int_equal(place(v, 1, "Ants", "A", "11:00").err, TF_OK);
    assert_int_equal(note(v, 1, 501), TF_OK);
    assert_int_equal(tf_sharing_waiting(v->kiosks[1].ledger).count, 2);
    assert_true(tf_sharing_waiting(v->kiosks[1].ledger).since > 0);
    pg_server_start(&v->server);
    await_alike(v);
    struct tf_board *board = shown_at(&v->kiosks[2]);
    const struct tf_session *bees = session_on(board, v, "Bees"), *ants = session_on(board, v, "Ants");
    const struct tf_session *loser = bees->state == TF_SESSION_OPEN ? bees : ants;
    const struct tf_session *winner = loser == bees ? ants : bees;
    assert_int_equal(winner->state, TF_SESSION_PLACED);
    assert_int_equal(loser->state, TF_SESSION_OPEN);
    assert_int_equal(loser->gave_way, winner->record.key.id);
    assert_non_null(tf_board_get(board, TF_KIND_NOTE, (struct tf_key){ants->record.key.id, 501}));
    assert_int_equal(tf_board_check(board, NULL), TF_OK);
    uint64_t lost = loser->record.key.id;
    const char *title = loser == bees ? "Bees" : "Ants";
    tf_board_unref(board);
    assert_int_equal(place(v, 0, title, "B", "11:00").err, TF_OK);
    await_alike(v);
    board = shown_at(&v->kiosks[2]);
    assert_int_equal(tf_board_session(board, lost)->gave_way, 0); /* placed anew: it is no news any more */
    tf_board_unref(board);
}

static void a_server_that_is_killed_while_it_writes_loses_nothing_and_doubles_nothing(void **state)
{
    struct venue *v = *state;
    uint64_t first = 1000, notes = 0;
    await_alike(v);
    for (int kill = 0; kill < 6; kill++) {
        for (int i = 0; i < 40; i++, notes++) {
            assert_int_equal(note(v, (size_t)(notes % KIOSKS), first + notes), TF_OK);
        }
        pg_server_kill(&v->server);
        for (int i = 0; i < 10; i++, notes++) {
            assert_int_equal(note(v, (size_t)(notes % KIOSKS), first + notes), TF_OK);
        }
        pg_server_start(&v->server);
    }
    await_alike(v);
    for (size_t i = 0; i < KIOSKS; i++) {
        struct tf_board *board = shown_at(&v->kiosks[i]);
        for (uint64_t n = 0; n < notes; n++) {
            struct tf_key key = {support_session(v->board, "Ants"), first + n};
            assert_non_null(tf_board_get(board, TF_KIND_NOTE, key));
        }
        assert_int_equal(board->revision, 1 + notes); /* each once, and nothing else */
        tf_board_unref(board);
    }
}

static void a_kiosk_that_was_taken_out_is_refused_by_its_key_and_goes_on_by_itself(void **state)
{
    struct venue *v = *state;
    struct tf_problem problem = {0};
    struct tf_pairing elsewhere;
    await_alike(v);
    assert_int_equal(tf_pairing_invite(&elsewhere, &v->kiosks[1].pairing, NULL, "x", &problem),
                     TF_ERR_DENIED);
    assert_int_equal(tf_pairing_invite(&elsewhere, &v->kiosks[0].pairing, "wall.example", "x", &problem),
                     TF_OK);
    assert_non_null(strstr(elsewhere.address, "host='wall.example'"));
    assert_int_equal(tf_pairing_revoke(&v->kiosks[1].pairing, 3, &problem), TF_ERR_DENIED);
    assert_int_equal(tf_pairing_revoke(&v->kiosks[0].pairing, 3, &problem), TF_OK);
    assert_int_equal(tf_pairing_revoke(&v->kiosks[0].pairing, 99, &problem), TF_ERR_NOT_FOUND);
    assert_int_equal(note(v, 2, 601), TF_OK);
    await_state(&v->kiosks[2], TF_LINK_HALTED);
    assert_int_equal(note(v, 2, 602), TF_OK);
    assert_int_equal(tf_link_state(v->kiosks[2].link, &problem), TF_LINK_HALTED);
    assert_non_null(strstr(problem.what, "not one of this board"));
    assert_int_equal(tf_sharing_waiting(v->kiosks[2].ledger).count, 2);
    assert_int_equal(note(v, 0, 603), TF_OK);
    struct tf_board *board = shown_at(&v->kiosks[0]);
    assert_null(tf_board_get(board, TF_KIND_NOTE, (struct tf_key){support_session(v->board, "Ants"), 601}));
    tf_board_unref(board);
}

/* With the role that kiosks have, and no key that counts. */
static void the_kiosks_role_may_do_no_more_than_it_needs(void **state)
{
    static const char *const FORBIDDEN[] = {
        "SELECT * FROM twofeet.entry",
        "SELECT * FROM twofeet.kiosk",
        "DELETE FROM twofeet.entry",
        "INSERT INTO twofeet.kiosk VALUES (9, 'x', 'x')",
        "SELECT twofeet.admit('rogue')",
        "SELECT twofeet.who('x')",
        "CREATE TABLE twofeet.mine (x int)",
        "CREATE TABLE public.mine (x int)",
        "DROP FUNCTION twofeet.who(text)",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE ROLE other",
    };
    static const char *const KEYLESS[] = {
        "SELECT twofeet.push('0', 0, 6, '{1}', '{x}')",
        "SELECT twofeet.pull('0', 0, 10)",
        "SELECT twofeet.invite('0', 'rogue')",
        "SELECT twofeet.kiosks('0')",
        "SELECT twofeet.revoke('0', 1)",
    };
    struct venue *v = *state;
    struct tf_pg *pg = NULL;
    PGresult *result = NULL;
    await_alike(v);
    assert_int_equal(tf_pg_open(&pg, v->kiosks[1].pairing.address, NULL), TF_OK);
    for (size_t i = 0; i < sizeof(FORBIDDEN) / sizeof(FORBIDDEN[0]); i++) {
        enum tf_err err = tf_pg_query(pg, &result, FORBIDDEN[i], 0, NULL, NULL);
        if (err != TF_ERR_DENIED) {
            fail_msg("%s: %s", FORBIDDEN[i], tf_err_name(err));
        }
    }
    for (size_t i = 0; i < sizeof(KEYLESS) / sizeof(KEYLESS[0]); i++) {
        struct tf_problem problem = {0};
        enum tf_err err = tf_pg_query(pg, &result, KEYLESS[i], 0, NULL, &problem);
        if (err != TF_ERR_DENIED || strstr(problem.what, "not one of this board") == NULL) {
            fail_msg("%s: %s, %s", KEYLESS[i], tf_err_name(err), problem.what);
        }
    }
    tf_pg_close(pg);
}

static void an_address_beyond_this_machine_is_not_spoken_to_without_a_certificate(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "postgresql://a@192.0.2.1/b?sslmode=disable",
        "postgresql://a@192.0.2.1/b?sslmode=require",
        "host=/tmp,192.0.2.1 sslmode=disable", /* the first of them is here, the next is not */
        "service=elsewhere sslmode=disable",   /* a file says where that is */
        "not an address",
    };
    struct tf_pg *pg = NULL;
    struct tf_problem problem = {0};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        if (tf_pg_open(&pg, WRONG[i], &problem) != TF_ERR_INVALID) {
            fail_msg("%s", WRONG[i]);
        }
    }
    assert_int_equal(tf_pg_open(&pg, "postgresql://a@192.0.2.1/b", &problem), TF_OK);
    tf_pg_close(pg);
}

static void an_invitation_is_read_as_it_was_written(void **state)
{
    (void)state;
    char text[TF_PAIRING_ADDRESS_SIZE + TF_PAIRING_KEY_SIZE];
    const struct tf_pairing pairing = {.kiosk = 7, .key = "00ff", .address = "host='x' user='y#z'"};
    struct tf_pairing read;
    static const char *const WRONG[] = {"",       "#",         "x#",    "#3-00", "x#3-z",
                                        "x#0-00", "x#9999-00", "x#-00", "host=x"};
    assert_int_equal(tf_pairing_text(text, sizeof(text), &pairing), TF_OK);
    assert_int_equal(tf_pairing_parse(&read, text, NULL), TF_OK);
    assert_int_equal(read.kiosk, 7);
    assert_string_equal(read.key, pairing.key);
    assert_string_equal(read.address, pairing.address);
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        assert_int_equal(tf_pairing_parse(&read, WRONG[i], NULL), TF_ERR_INVALID);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_beyond_this_machine_is_not_spoken_to_without_a_certificate),
        cmocka_unit_test(an_invitation_is_read_as_it_was_written),
        TEST(what_happens_at_one_kiosk_is_seen_at_the_others),
        TEST(two_that_take_one_cell_while_apart_meet_again_and_the_later_one_is_told),
        TEST(a_server_that_is_killed_while_it_writes_loses_nothing_and_doubles_nothing),
        TEST(a_kiosk_that_was_taken_out_is_refused_by_its_key_and_goes_on_by_itself),
        TEST(the_kiosks_role_may_do_no_more_than_it_needs),
    };
    return cmocka_run_group_tests(tests, lay, clear);
}
