/* A damaged file is put aside and a copy takes its place, wherever that fails or dies (the linker puts our
 * rename, link, unlink and fsync before the system's). */
#include "kiosk/recover.h"

#include "kiosk/backup_folder.h"
#include "kiosk/opening.h"
#include "support/folder.h"
#include "support/support.h"
#include "unit/kiosk/disk_trouble.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS_MAX = 80, JUNK_BYTES = 50000, HOUR_S = 3600 };
#define NOW_S INT64_C(1795599000)
#define ASIDE "event.damaged-2026-11-25T09-30-00Z"

/* ---- an event with copies, and what befalls it ---- */

struct wall {
    struct folder folder;
    char data[128];
    struct tf_clock clock;
    struct tf_opening opening;
};

static void write_copy(const struct wall *w, const char *title, int64_t at)
{
    struct tf_backup_folder folder;
    struct tf_backup next;
    char path[PATH_MAX];

    assert_int_equal(tf_backup_folder_read(&folder, w->data), TF_OK);
    tf_backup_folder_next(&next, &folder, at);
    assert_int_equal(tf_backup_folder_path(path, &folder, next.name), TF_OK);
    write_event(path, title);
}

static void set_up(struct wall *w)
{
    memset(w, 0, sizeof *w);
    memset(&trouble, 0, sizeof trouble);
    folder_make(&w->folder);
    snprintf(w->data, sizeof w->data, "%s", folder_file(&w->folder, "event"));
    mkdir(folder_file(&w->folder, "event.backups"), 0700);
    tf_clock_init(&w->clock);
    tf_clock_start_at(&w->clock, NOW_S);
    w->opening = (struct tf_opening){.data = w->data, .clock = &w->clock};
}

static void with_copies(struct wall *w)
{
    set_up(w);
    write_event(w->data, "Now");
    write_copy(w, "Older", NOW_S - 2 * HOUR_S);
    write_copy(w, "Newer", NOW_S - HOUR_S);
}

static void overwrite(const char *path, size_t from, size_t len, unsigned seed)
{
    FILE *file = fopen(path, from > 0 ? "r+" : "w");

    assert_non_null(file);
    assert_int_equal(fseek(file, (long)from, SEEK_SET), 0);
    for (size_t i = 0; i < len; i++) {
        seed = seed * 1103515245 + 12345;
        fputc((int)(seed >> 16 & 0xff), file);
    }
    assert_int_equal(fclose(file), 0);
}

static void is_random(struct wall *w)
{
    overwrite(w->data, 0, JUNK_BYTES, 7);
}

static void is_emptied(struct wall *w)
{
    assert_int_equal(truncate(w->data, 0), 0);
}

static void is_cut(struct wall *w)
{
    struct stat about;
    assert_int_equal(stat(w->data, &about), 0);
    assert_int_equal(truncate(w->data, about.st_size / 2), 0);
}

static void has_holes(struct wall *w)
{
    struct stat about;
    assert_int_equal(stat(w->data, &about), 0);
    overwrite(w->data, 4096, (size_t)about.st_size - 4096, 3);
}

/* Tables that do not fit together, and a log that does not tell the event either. */
static void lost_tables_and_log(struct wall *w)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(w->data, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "UPDATE session SET title = ''; UPDATE log SET changes = 'x'", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
}

static void is_random_with_a_log(struct wall *w)
{
    is_random(w);
    overwrite(folder_file(&w->folder, "event-wal"), 0, JUNK_BYTES, 9);
}

static const struct {
    const char *name;
    void (*befall)(struct wall *w);
} DAMAGES[] = {
    {"random bytes", is_random},
    {"length 0", is_emptied},
    {"cut in the middle", is_cut},
    {"random pages", has_holes},
    {"tables and log", lost_tables_and_log},
    {"random bytes and a random log", is_random_with_a_log},
};
enum { DAMAGE_COUNT = sizeof DAMAGES / sizeof *DAMAGES };

static bool shows(struct wall *w, const char *title)
{
    const struct tf_session *session = tf_board_session(tf_desk_board(w->opening.desk), 1001);
    return session && strcmp(session->title, title) == 0;
}

static void close_wall(struct wall *w)
{
    tf_desk_close(w->opening.desk);
    w->opening.desk = NULL;
}

static enum tf_err open_wall(struct wall *w)
{
    struct tf_problem problem = {0};
    return tf_opening_open(&w->opening, &problem);
}

/* ---- what comes up ---- */

static void whatever_is_wrong_with_the_file_the_newest_copy_comes_up(void **state)
{
    (void)state;
    for (int i = 0; i < DAMAGE_COUNT; i++) {
        struct tf_recovery recovery;
        struct wall w;
        with_copies(&w);
        DAMAGES[i].befall(&w);
        if (open_wall(&w) != TF_OK || !shows(&w, "Newer")) {
            fail_msg("%s: not the newest copy", DAMAGES[i].name);
        }
        tf_recover_read(&recovery, w.data);
        assert_true(recovery.has_happened);
        assert_false(recovery.is_empty);
        assert_int_equal(recovery.copy_at, NOW_S - HOUR_S);
        assert_string_equal(recovery.kept, ASIDE);
        assert_true(folder_has(&w.folder, ASIDE));
        assert_false(folder_has(&w.folder, "event.restoring"));
        close_wall(&w);
        folder_remove(&w.folder);
    }
}

static void the_damaged_file_is_kept_as_it_was(void **state)
{
    struct stat about;
    struct wall w;

    (void)state;
    with_copies(&w);
    is_random_with_a_log(&w);
    folder_copy(&w.folder, "event", "as-it-was");
    assert_int_equal(open_wall(&w), TF_OK);
    close_wall(&w);
    FILE *kept = fopen(folder_file(&w.folder, ASIDE), "r"),
         *was = fopen(folder_file(&w.folder, "as-it-was"), "r");
    assert_non_null(kept);
    assert_non_null(was);
    int byte;
    do {
        byte = fgetc(was);
        assert_int_equal(fgetc(kept), byte);
    } while (byte != EOF);
    fclose(kept);
    fclose(was);
    assert_int_equal(stat(folder_file(&w.folder, ASIDE "-wal"), &about), 0);
    assert_int_equal(about.st_size, JUNK_BYTES);
    folder_remove(&w.folder);
}

static void a_copy_that_is_damaged_too_is_passed_over(void **state)
{
    struct tf_backup_folder folder;
    struct tf_recovery recovery;
    char path[PATH_MAX];
    struct wall w;

    (void)state;
    with_copies(&w);
    is_random(&w);
    assert_int_equal(tf_backup_folder_read(&folder, w.data), TF_OK);
    assert_int_equal(tf_backup_folder_path(path, &folder, folder.backups[0].name), TF_OK);
    overwrite(path, 8192, JUNK_BYTES, 5);
    assert_int_equal(open_wall(&w), TF_OK);
    assert_true(shows(&w, "Older"));
    tf_recover_read(&recovery, w.data);
    assert_int_equal(recovery.copy_at, NOW_S - 2 * HOUR_S);
    close_wall(&w);
    folder_remove(&w.folder);
}

static void without_a_good_copy_it_begins_empty_and_says_so(void **state)
{
    struct tf_recovery recovery;
    struct wall w;

    (void)state;
    set_up(&w);
    is_random(&w);
    assert_int_equal(open_wall(&w), TF_OK);
    assert_null(tf_board_gathering(tf_desk_board(w.opening.desk)));
    tf_recover_read(&recovery, w.data);
    assert_true(recovery.has_happened);
    assert_true(recovery.is_empty);
    assert_true(folder_has(&w.folder, ASIDE));
    close_wall(&w);
    folder_remove(&w.folder);
}

/* SQLite plays the whole commits in a log, and leaves the half one behind them. */
static void a_log_that_ends_in_the_middle_is_no_damage(void **state)
{
    struct tf_store *store = NULL;
    struct wall w;

    (void)state;
    with_copies(&w);
    assert_int_equal(tf_store_open_sqlite(&store, w.data, NULL, NULL), TF_OK);
    assert_int_equal(tf_store_settle(store), TF_OK); /* a commit in the log, not yet in the file */
    folder_copy(&w.folder, "event", "cut");
    folder_copy(&w.folder, "event-wal", "cut-wal");
    tf_store_close(store);
    struct stat about;
    assert_int_equal(stat(folder_file(&w.folder, "cut-wal"), &about), 0);
    overwrite(folder_file(&w.folder, "cut-wal"), (size_t)about.st_size, 1500, 11);
    snprintf(w.data, sizeof w.data, "%s", folder_file(&w.folder, "cut"));
    assert_int_equal(open_wall(&w), TF_OK);
    assert_true(shows(&w, "Now"));
    assert_false(folder_has(&w.folder, "cut.recovered"));
    close_wall(&w);
    folder_remove(&w.folder);
}

static void a_file_that_nobody_had_yet_is_no_damage(void **state)
{
    struct tf_recovery recovery;
    struct wall w;

    (void)state;
    set_up(&w);
    FILE *file = fopen(w.data, "w"); /* no copies: somebody made it, as mktemp does */
    assert_non_null(file);
    fclose(file);
    assert_int_equal(open_wall(&w), TF_OK);
    tf_recover_read(&recovery, w.data);
    assert_false(recovery.has_happened);
    close_wall(&w);
    folder_remove(&w.folder);
}

/* ---- what is left alone ---- */

static void a_newer_file_and_one_in_use_are_refused_and_not_touched(void **state)
{
    struct tf_store *store = NULL;
    sqlite3 *db = NULL;
    struct wall w;

    (void)state;
    with_copies(&w);
    assert_int_equal(tf_store_open_sqlite(&store, w.data, NULL, NULL), TF_OK);
    assert_int_equal(open_wall(&w), TF_ERR_BUSY);
    tf_store_close(store);
    assert_true(tf_opening_again(&w.opening)); /* it ended: the wall goes on */
    assert_true(shows(&w, "Now"));
    close_wall(&w);
    assert_int_equal(sqlite3_open(w.data, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 9999", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(open_wall(&w), TF_ERR_UNSUPPORTED);
    assert_false(tf_opening_again(&w.opening));
    assert_false(folder_has(&w.folder, ASIDE));
    assert_false(folder_has(&w.folder, "event.recovered"));
    folder_remove(&w.folder);
}

/* ---- what the wall says ---- */

static void the_wall_says_so_until_somebody_has_seen_it(void **state)
{
    const struct tf_option_list named = {.items = {"wifi", "Der Lüfter steht."}, .count = 2};
    struct wall w;

    (void)state;
    with_copies(&w);
    is_random(&w);
    assert_int_equal(open_wall(&w), TF_OK);
    close_wall(&w);
    for (int start = 0; start < 2; start++) { /* the next start says it again */
        struct tf_trouble_list list = {.count = 0};
        const struct tf_trouble *troubles = list.items;
        tf_opening_troubles(&list, &named, w.data);
        assert_int_equal(list.count, 3);
        assert_int_equal(troubles[0].what, TF_TROUBLE_RECOVERED);
        assert_true(troubles[0].can_be_seen);
        assert_string_equal(troubles[0].text, ASIDE);
        assert_int_equal(troubles[1].what, TF_TROUBLE_WIFI);
        assert_false(troubles[1].can_be_seen);
        assert_int_equal(troubles[2].what, TF_TROUBLE_OTHER);
        assert_string_equal(troubles[2].text, "Der Lüfter steht.");
    }
    tf_recover_seen(w.data);
    struct tf_trouble_list list = {.count = 0};
    tf_opening_troubles(&list, &named, w.data);
    assert_int_equal(list.count, 2);
    folder_remove(&w.folder);
}

static void a_note_that_somebody_wrote_is_not_believed(void **state)
{
    static const char *const NOTES[] = {
        "", "\n", "../event\ncopy 1\n", "nowhere\ncopy 1\n", "event.backups", "/etc/passwd\nempty\n"};
    struct tf_recovery recovery;
    struct wall w;

    (void)state;
    set_up(&w);
    for (size_t i = 0; i < sizeof NOTES / sizeof *NOTES; i++) {
        FILE *file = fopen(folder_file(&w.folder, "event.recovered"), "w");
        assert_non_null(file);
        fputs(NOTES[i], file);
        fclose(file);
        tf_recover_read(&recovery, w.data);
        assert_false(recovery.has_happened);
    }
    overwrite(folder_file(&w.folder, "event.recovered"), 0, JUNK_BYTES, 13);
    tf_recover_read(&recovery, w.data);
    assert_false(recovery.has_happened);
    folder_remove(&w.folder);
}

/* ---- on the way ---- */

static void whatever_fails_the_next_start_brings_it_back(void **state)
{
    int failures = 0;
    bool has_ended = false;

    (void)state;
    for (int n = 1; !has_ended; n++) {
        struct wall w;
        with_copies(&w);
        is_random(&w);
        assert_true(n < STEPS_MAX);
        trouble.calls = 0;
        trouble.fails_at = n;
        enum tf_err err = open_wall(&w);
        has_ended = trouble.calls < n;
        trouble.fails_at = 0;
        failures += err != TF_OK;
        close_wall(&w);
        assert_int_equal(open_wall(&w), TF_OK);
        assert_true(shows(&w, "Newer") || shows(&w, "Older"));
        assert_true(folder_has(&w.folder, ASIDE));
        close_wall(&w);
        folder_remove(&w.folder);
    }
    assert_true(failures >= 4);
}

static bool open_dying_at(struct wall *w, int n)
{
    int status = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        struct tf_problem problem = {0};
        trouble.calls = 0;
        trouble.dies_at = n;
        _exit(tf_recover(w->data, NOW_S, &problem) == TF_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == DIED);
    return WEXITSTATUS(status) == 0;
}

static void whenever_it_dies_the_next_start_has_the_copy_the_note_and_the_damaged_file(void **state)
{
    bool lived = false;
    int deaths = 0;

    (void)state;
    for (int n = 1; !lived; n++) {
        struct tf_recovery recovery;
        struct wall w;
        with_copies(&w);
        is_random_with_a_log(&w);
        assert_true(n < STEPS_MAX);
        lived = open_dying_at(&w, n);
        deaths += !lived;
        assert_int_equal(open_wall(&w), TF_OK);
        assert_true(shows(&w, "Newer"));
        tf_recover_read(&recovery, w.data);
        assert_true(recovery.has_happened);
        assert_int_equal(recovery.copy_at, NOW_S - HOUR_S);
        assert_true(folder_has(&w.folder, recovery.kept));
        close_wall(&w);
        folder_remove(&w.folder);
    }
    assert_true(deaths >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_wrong_with_the_file_the_newest_copy_comes_up),
        cmocka_unit_test(the_damaged_file_is_kept_as_it_was),
        cmocka_unit_test(a_copy_that_is_damaged_too_is_passed_over),
        cmocka_unit_test(without_a_good_copy_it_begins_empty_and_says_so),
        cmocka_unit_test(a_log_that_ends_in_the_middle_is_no_damage),
        cmocka_unit_test(a_file_that_nobody_had_yet_is_no_damage),
        cmocka_unit_test(a_newer_file_and_one_in_use_are_refused_and_not_touched),
        cmocka_unit_test(the_wall_says_so_until_somebody_has_seen_it),
        cmocka_unit_test(a_note_that_somebody_wrote_is_not_believed),
        cmocka_unit_test(whatever_fails_the_next_start_brings_it_back),
        cmocka_unit_test(whenever_it_dies_the_next_start_has_the_copy_the_note_and_the_damaged_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
