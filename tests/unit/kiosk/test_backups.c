/* Copies of an event beside it, while it is open. The clock that says when one is due is the test's. */
#include "kiosk/backups.h"

#include "kiosk/backup_folder.h"
#include "kiosk/desk.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY_S = 86400 };
#define NOW_S    INT64_C(1795599000) /* 2026-11-25T09:30:00Z */
#define BEGIN_MS INT64_C(5000)

struct wall {
    struct folder folder;
    char data[128];
    struct tf_clock clock;
    struct tf_desk *desk;
    struct tf_backups *backups;
    int64_t mono_ms;
    unsigned posts;
};

static void open_wall(struct wall *w)
{
    struct tf_problem problem = {0};
    struct tf_backups_options options = {.data = w->data, .clock = &w->clock};

    if (tf_desk_open(&w->desk, w->data, NULL, &problem) != TF_OK) {
        fail_msg("%s", problem.what);
    }
    options.ledger = tf_desk_ledger(w->desk);
    assert_int_equal(tf_backups_create(&w->backups, &options), TF_OK);
    w->mono_ms = BEGIN_MS;
    assert_int_equal(tf_backups_round(w->backups, w->mono_ms), TF_BACKUPS_EVERY_MS);
}

static void close_wall(struct wall *w)
{
    tf_backups_stop(w->backups);
    tf_desk_close(w->desk);
}

static void set_up(struct wall *w)
{
    memset(w, 0, sizeof *w);
    folder_make(&w->folder);
    snprintf(w->data, sizeof w->data, "%s", folder_file(&w->folder, "event"));
    tf_clock_init(&w->clock);
    tf_clock_start_at(&w->clock, NOW_S);
    open_wall(w);
}

static void post(struct wall *w)
{
    struct tf_problem problem = {0};
    struct tf_answer answer;
    struct tf_command *command;

    if (w->posts++ == 0) {
        struct tf_board *board = support_board("1 space, 1 slot");
        struct tf_event *event = support_event_making(board);
        command = support_command_by(TF_VERB_IMPORT, TF_ROLE_SYSTEM, 0);
        for (size_t i = 0; i < event->change_count; i++) {
            assert_int_equal(tf_command_add_record(command, event->changes[i].after), TF_OK);
        }
        tf_event_unref(event);
        tf_board_unref(board);
    } else {
        char code[8];
        snprintf(code, sizeof code, "CARD%u", w->posts % 8 + 2);
        command = support_propose("Bees", 1000 + w->posts, code);
        command->id = 5000 + w->posts;
    }
    if (tf_desk_do(w->desk, command, &answer, &problem) != TF_OK) {
        fail_msg("%s", problem.what);
    }
}

static void ten_minutes_pass(struct wall *w)
{
    w->mono_ms += TF_BACKUPS_EVERY_MS;
    tf_clock_start_at(&w->clock, tf_clock_now_s(&w->clock) + TF_BACKUPS_EVERY_MS / 1000);
    assert_int_equal(tf_backups_round(w->backups, w->mono_ms), TF_BACKUPS_EVERY_MS);
}

static struct tf_backup_folder listed(const struct wall *w)
{
    struct tf_backup_folder folder;
    assert_int_equal(tf_backup_folder_read(&folder, w->data), TF_OK);
    return folder;
}

static size_t copies(const struct wall *w)
{
    return listed(w).count;
}

/* The revision that a copy holds; it is whole. */
static uint64_t revision_of(const struct wall *w, size_t index)
{
    struct tf_backup_folder folder = listed(w);
    struct tf_store_options options = {.read_only = true, .must_exist = true};
    struct tf_store *store = NULL;
    uint64_t sequence = 0, id = 0;
    char path[PATH_MAX];

    assert_true(index < folder.count);
    assert_int_equal(tf_backup_folder_path(path, &folder, folder.backups[index].name), TF_OK);
    assert_int_equal(tf_store_open_sqlite(&store, path, &options, NULL), TF_OK);
    assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
    assert_int_equal(tf_store_last(store, &sequence, &id), TF_OK);
    tf_store_close(store);
    return sequence;
}

/* ---- when ---- */

static void every_ten_minutes_in_which_something_changed_there_is_a_copy_more(void **state)
{
    struct wall w;

    (void)state;
    set_up(&w);
    ten_minutes_pass(&w);
    assert_int_equal(copies(&w), 0); /* nothing to keep yet */
    assert_int_equal(tf_backups_newest_s(w.backups), 0);
    post(&w);
    assert_true(tf_backups_round(w.backups, w.mono_ms + 1) < TF_BACKUPS_EVERY_MS);
    assert_int_equal(copies(&w), 0); /* not due */
    ten_minutes_pass(&w);
    assert_int_equal(copies(&w), 1);
    assert_int_equal(revision_of(&w, 0), 1);
    assert_int_equal(tf_backups_newest_s(w.backups), listed(&w).backups[0].at);
    ten_minutes_pass(&w);
    assert_int_equal(copies(&w), 1); /* nothing changed */
    post(&w);
    ten_minutes_pass(&w);
    assert_int_equal(copies(&w), 2);
    assert_int_equal(revision_of(&w, 0), 2);
    assert_int_equal(revision_of(&w, 1), 1);
    close_wall(&w);
    assert_int_equal(copies(&w), 2);
    folder_remove(&w.folder);
}

static void a_clean_end_leaves_what_is_newest(void **state)
{
    struct wall w;

    (void)state;
    set_up(&w);
    post(&w);
    close_wall(&w);
    assert_int_equal(copies(&w), 1);
    assert_int_equal(revision_of(&w, 0), 1);
    open_wall(&w); /* the same event needs no second one, and its time is known */
    assert_int_equal(tf_backups_newest_s(w.backups), NOW_S);
    ten_minutes_pass(&w);
    close_wall(&w);
    assert_int_equal(copies(&w), 1);
    open_wall(&w);
    post(&w);
    close_wall(&w);
    assert_int_equal(revision_of(&w, 0), 2);
    folder_remove(&w.folder);
}

static void a_thread_makes_it_and_ends_at_once_when_told(void **state)
{
    struct wall w;

    (void)state;
    set_up(&w);
    post(&w);
    assert_int_equal(tf_backups_start(w.backups), TF_OK);
    close_wall(&w);
    assert_int_equal(copies(&w), 1);
    folder_remove(&w.folder);
}

/* ---- how many ---- */

/* A copy's name without a copy: pruning looks at names alone. */
static void pretend(const struct wall *w, uint32_t number, int64_t at)
{
    struct tf_backup_folder folder = listed(w);
    struct tf_backup backup;
    char path[PATH_MAX];

    folder.count = 1;
    folder.backups[0].number = number - 1;
    tf_backup_folder_next(&backup, &folder, at);
    assert_int_equal(tf_backup_folder_path(path, &folder, backup.name), TF_OK);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static void the_newest_six_stay_and_one_for_each_of_seven_days(void **state)
{
    struct tf_backup_folder folder;
    struct wall w;

    (void)state;
    set_up(&w);
    mkdir(folder_file(&w.folder, "event.backups"), 0700);
    for (uint32_t i = 1; i <= 60; i++) { /* four a day, for fifteen days */
        pretend(&w, i, NOW_S - (60 - (int64_t)i) * DAY_S / 4);
    }
    folder = listed(&w);
    tf_backup_folder_prune(&folder);
    folder = listed(&w);
    assert_int_equal(folder.count, 6 + 5); /* the six are of two days, the others of five more */
    for (uint32_t i = 0; i < 6; i++) {
        assert_int_equal(folder.backups[i].number, 60 - i);
    }
    for (size_t i = 6; i < folder.count; i++) {
        int64_t day = folder.backups[i].at / DAY_S;
        assert_true(day < folder.backups[i - 1].at / DAY_S);
        assert_true(day > NOW_S / DAY_S - TF_BACKUPS_DAYS_MAX);
    }
    close_wall(&w);
    folder_remove(&w.folder);
}

static void a_clock_that_went_back_makes_no_newer_copy_an_older_one(void **state)
{
    struct wall w;

    (void)state;
    set_up(&w);
    post(&w);
    ten_minutes_pass(&w);
    tf_clock_start_at(&w.clock, 0); /* a board without a battery, started again */
    post(&w);
    ten_minutes_pass(&w);
    assert_int_equal(copies(&w), 2);
    assert_int_equal(revision_of(&w, 0), 2);
    assert_true(listed(&w).backups[0].at < listed(&w).backups[1].at);
    close_wall(&w);
    folder_remove(&w.folder);
}

static void what_a_cut_left_goes_and_what_is_somebody_elses_stays(void **state)
{
    static const char *const OURS[] = {"000003-2026-11-24T09-30-00Z.twofeet.1f2e3d.new",
                                       "000003-2026-11-24T09-30-00Z.twofeet.1f2e3d.new-journal"};
    static const char *const THEIRS[] = {"mine.twofeet", "000003-2026-11-24.twofeet", "notes.new",
                                         "000003-2026-13-24T09-30-00Z.twofeet",
                                         "000003-2026-11-24T09-30-00Z.twofeet.bak"};
    char path[128];
    struct wall w;

    (void)state;
    set_up(&w);
    mkdir(folder_file(&w.folder, "event.backups"), 0700);
    for (size_t i = 0; i < 2 + 5; i++) {
        snprintf(path, sizeof path, "event.backups/%s", i < 2 ? OURS[i] : THEIRS[i - 2]);
        FILE *file = fopen(folder_file(&w.folder, path), "w");
        assert_non_null(file);
        fclose(file);
    }
    assert_int_equal(copies(&w), 0);
    post(&w);
    close_wall(&w);
    assert_int_equal(copies(&w), 1);
    for (size_t i = 0; i < 2 + 5; i++) {
        snprintf(path, sizeof path, "event.backups/%s", i < 2 ? OURS[i] : THEIRS[i - 2]);
        assert_int_equal(folder_has(&w.folder, path), i >= 2);
    }
    folder_remove(&w.folder);
}

/* ---- what fails ---- */

static void a_copy_that_fails_stops_nothing_and_the_next_one_comes(void **state)
{
    struct wall w;

    (void)state;
    set_up(&w);
    FILE *in_the_way = fopen(folder_file(&w.folder, "event.backups"), "w");
    assert_non_null(in_the_way);
    fclose(in_the_way);
    post(&w);
    ten_minutes_pass(&w);
    assert_int_equal(tf_backups_newest_s(w.backups), 0);
    post(&w); /* the wall goes on */
    assert_int_equal(unlink(folder_file(&w.folder, "event.backups")), 0);
    ten_minutes_pass(&w);
    assert_int_equal(copies(&w), 1);
    assert_int_equal(revision_of(&w, 0), 2);
    close_wall(&w);
    folder_remove(&w.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_ten_minutes_in_which_something_changed_there_is_a_copy_more),
        cmocka_unit_test(a_clean_end_leaves_what_is_newest),
        cmocka_unit_test(a_thread_makes_it_and_ends_at_once_when_told),
        cmocka_unit_test(the_newest_six_stay_and_one_for_each_of_seven_days),
        cmocka_unit_test(a_clock_that_went_back_makes_no_newer_copy_an_older_one),
        cmocka_unit_test(what_a_cut_left_goes_and_what_is_somebody_elses_stays),
        cmocka_unit_test(a_copy_that_fails_stops_nothing_and_the_next_one_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
