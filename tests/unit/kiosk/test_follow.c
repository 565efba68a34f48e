/* A second display and its first kiosk, both real, on loopback. */
#include "kiosk/follow.h"

#include "support/listening.h"
#include "web/mirror.h"
#include "web/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <poll.h>
#include <semaphore.h>
#include <time.h>

enum { PATIENCE_MS = 90000 };

static struct {
    struct listening *listening;
    void *state;
    struct tf_web *web;
    struct tf_follow *follow;
    struct tf_clock clock;
    sem_t wakes;
    char listen[32], url[48];
} s;

static void on_wake(void *user)
{
    (void)user;
    sem_post(&s.wakes);
}

static void serve(const char *listen, int streams_max)
{
    struct tf_problem problem = {0};
    struct tf_web_options options = {.ledger = s.listening->ledger,
                                     .listen = listen,
                                     .clock = s.clock,
                                     .streams_max = streams_max,
                                     .connections_max = streams_max > 0 ? 32 : 0};
    int64_t until_ms = tf_clock_mono_ms() + PATIENCE_MS;
    enum tf_err err;
    while ((err = tf_web_start(&s.web, &options, &problem)) == TF_ERR_BUSY && tf_clock_mono_ms() < until_ms) {
        poll(NULL, 0, 5); /* the port of before: free in a moment */
    }
    assert_int_equal(err, TF_OK);
    snprintf(s.listen, sizeof(s.listen), "127.0.0.1:%d", tf_web_state(s.web).port);
    snprintf(s.url, sizeof(s.url), "http://%s/", s.listen);
}

static void follow(void)
{
    struct tf_problem problem = {0};
    assert_int_equal(tf_follow_start(&s.follow, s.url, &s.clock, on_wake, NULL, &problem), TF_OK);
}

static int set_up(void **state)
{
    (void)state;
    memset(&s, 0, sizeof(s));
    sem_init(&s.wakes, 0, 0);
    tf_clock_start_at(&s.clock, SUPPORT_10H00_S + 60);
    listening_begin(&s.state);
    s.listening = s.state;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tf_follow_stop(s.follow);
    tf_web_stop(s.web);
    sem_destroy(&s.wakes);
    return listening_end(&s.state);
}

static void wait_for_wake(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_MS / 1000;
    assert_int_equal(sem_timedwait(&s.wakes, &until), 0);
}

static struct tf_board *next_of_revision(uint64_t revision)
{
    for (;;) {
        struct tf_board *board = tf_follow_take(s.follow);
        if (board != NULL && board->revision >= revision) {
            assert_int_equal(board->revision, revision);
            return board;
        }
        tf_board_unref(board);
        wait_for_wake();
    }
}

static void do_place(const char *title, const char *space, const char *time, uint64_t placement)
{
    struct tf_command *command = listening_place(s.listening, title, space, time, placement);
    const struct tf_answer *answer = listening_answer(s.listening, listening_send(s.listening, command));
    assert_int_equal(answer->err, TF_OK);
}

/* The kinds that a wall shows, record by record. */
static void must_be_the_same(const struct tf_board *here, const struct tf_board *there)
{
    static const enum tf_kind KINDS[] = {TF_KIND_GATHERING, TF_KIND_SPACE, TF_KIND_SLOT, TF_KIND_PLACEMENT};
    assert_int_equal(here->revision, there->revision);
    assert_int_equal(here->changed_at, there->changed_at);
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        struct tf_table_iter a = tf_table_first(here->tables[KINDS[i]]);
        struct tf_table_iter b = tf_table_first(there->tables[KINDS[i]]);
        for (; a.record != NULL && b.record != NULL; tf_table_next(&a), tf_table_next(&b)) {
            assert_true(tf_record_equal(a.record, b.record));
        }
        assert_true(a.record == NULL && b.record == NULL);
    }
}

static void what_changes_there_changes_here(void **state)
{
    (void)state;
    serve("127.0.0.1:0", 0);
    follow();
    struct tf_board *board = next_of_revision(1);
    assert_int_equal(tf_follow_cut_since_s(s.follow), 0);
    must_be_the_same(board, s.listening->board);
    tf_board_unref(board);
    do_place("Bees", "B", "11:00", 3001);
    board = next_of_revision(2);
    struct tf_board *there = listening_on_disk(s.listening);
    must_be_the_same(board, there);
    uint64_t compost = support_session(board, "Compost");
    assert_int_equal(tf_board_star_count(board, compost), 0);
    tf_board_unref(there);
    tf_board_unref(board);
    listening_answer(s.listening, listening_send(s.listening, listening_star(s.listening, "Compost", 77)));
    board = next_of_revision(3);
    assert_int_equal(tf_board_star_count(board, compost), 1);
    assert_false(tf_board_has_star(board, compost, 77)); /* nobody's device is told */
    tf_board_unref(board);
}

/* Between the first board and the stream, too. */
static void what_changes_while_it_begins_is_not_missed(void **state)
{
    (void)state;
    serve("127.0.0.1:0", 0);
    for (uint64_t i = 0; i < 12; i++) {
        follow();
        struct tf_command *star = listening_star(s.listening, "Compost", 70 + i);
        size_t number = listening_send(s.listening, star);
        assert_int_equal(listening_answer(s.listening, number)->err, TF_OK);
        tf_board_unref(next_of_revision(2 + i));
        tf_follow_stop(s.follow);
        s.follow = NULL;
    }
}

static void who_is_cut_off_says_since_when_and_comes_back(void **state)
{
    char listen[32];
    (void)state;
    serve("127.0.0.1:0", 0);
    follow();
    tf_board_unref(next_of_revision(1));
    snprintf(listen, sizeof(listen), "%s", s.listen);
    tf_web_stop(s.web);
    s.web = NULL;
    while (tf_follow_cut_since_s(s.follow) == 0) {
        wait_for_wake();
    }
    assert_in_range(tf_follow_cut_since_s(s.follow), SUPPORT_10H00_S + 60, SUPPORT_10H00_S + 3600);
    do_place("Bees", "B", "11:00", 3001); /* meanwhile */
    serve(listen, 0);
    tf_board_unref(next_of_revision(2));
    while (tf_follow_cut_since_s(s.follow) != 0) {
        wait_for_wake();
    }
}

static void who_finds_nobody_waits_and_ends_at_once_when_told(void **state)
{
    (void)state;
    snprintf(s.url, sizeof(s.url), "http://127.0.0.1:1"); /* nobody listens there */
    follow();
    while (tf_follow_cut_since_s(s.follow) == 0) {
        wait_for_wake();
    }
    assert_null(tf_follow_take(s.follow));
    assert_null(tf_follow_await(s.follow, 10));
}

static void without_a_stream_the_board_comes_all_the_same(void **state)
{
    (void)state;
    serve("127.0.0.1:0", 1);
    struct tf_follow *first = NULL;
    struct tf_problem problem = {0};
    assert_int_equal(tf_follow_start(&first, s.url, &s.clock, on_wake, NULL, &problem), TF_OK);
    int64_t until_ms = tf_clock_mono_ms() + PATIENCE_MS;
    while (tf_web_state(s.web).streams == 0 && tf_clock_mono_ms() < until_ms) {
        poll(NULL, 0, 5);
    }
    follow(); /* the only stream is taken */
    struct tf_board *board = tf_follow_await(s.follow, PATIENCE_MS);
    assert_non_null(board);
    assert_int_equal(tf_follow_cut_since_s(s.follow), 0);
    tf_board_unref(board);
    tf_follow_stop(first);
}

static void only_an_address_of_a_kiosk_is_followed(void **state)
{
    static const char *const BAD[] = {"",
                                      "10.0.0.5:8080",
                                      "ftp://10.0.0.5/",
                                      "file:///etc/passwd",
                                      "http://",
                                      "http:///x",
                                      "http://a b/",
                                      "http://10.0.0.5/s/CARD2",
                                      "http://me:secret@10.0.0.5/",
                                      "http://10.0.0.5/?x",
                                      "http://10.0.0.5\n"};
    struct tf_problem problem = {0};
    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_int_equal(tf_follow_check(BAD[i], &problem), TF_ERR_INVALID);
    }
    assert_int_equal(tf_follow_check("http://10.0.0.5:8080", &problem), TF_OK);
    assert_int_equal(tf_follow_check("https://[fe80::1]:8080/", &problem), TF_OK);
}

static void what_is_no_board_is_not_shown(void **state)
{
    static const char *const BAD[] = {
        "",
        "[]",
        "{}",
        "<html>",
        "{\"twofeet\":2,\"revision\":1,\"changed_at\":1}",
        "{\"twofeet\":1,\"revision\":-1,\"changed_at\":1}",
        "{\"twofeet\":1,\"revision\":1,\"changed_at\":1,\"spaces\":[{\"id\":1,\"name\":\"A\"}]}",
        "{\"twofeet\":1,\"revision\":1,\"changed_at\":1,\"event\":[{\"id\":1,\"title\":7}]}",
        "{\"twofeet\":1,\"revision\":1,\"changed_at\":1,\"counts\":[[5,1,1]]}",
        "{\"twofeet\":1,\"revision\":1,\"changed_at\":1,\"counts\":[[\"x\"]]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        struct tf_board *board = NULL;
        struct tf_problem problem = {0};
        assert_int_equal(tf_mirror_read(&board, BAD[i], strlen(BAD[i]), &problem), TF_ERR_INVALID);
        assert_null(board);
        assert_true(problem.what[0] != '\0');
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_changes_there_changes_here),
        TEST(what_changes_while_it_begins_is_not_missed),
        TEST(who_is_cut_off_says_since_when_and_comes_back),
        TEST(who_finds_nobody_waits_and_ends_at_once_when_told),
        TEST(without_a_stream_the_board_comes_all_the_same),
        cmocka_unit_test(only_an_address_of_a_kiosk_is_followed),
        cmocka_unit_test(what_is_no_board_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
