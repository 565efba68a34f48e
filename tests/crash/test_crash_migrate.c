/* The power goes, or the disk fails, at every place of a migration in turn: the file is of the old version or
 * of the new one, whole either way, and what backup there is, is whole. */
#include "store/migrate.h"

#include "store/ddl.h"
#include "support/folder.h"
#include "support/vfs_fault.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define VFS "fault-migrate"
enum { RUNS_MAX = 1000 };

static const struct tf_migrate_step steps[] = {
    {2, "CREATE TABLE room_2 (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
        "INSERT INTO room_2 SELECT id, title FROM room; DROP TABLE room; ALTER TABLE room_2 RENAME TO room"},
};
static const struct tf_migrate_plan plan = {.version = 2, .steps = steps, .step_count = 1};

struct fixture {
    struct folder folder;
    struct vfs_fault *fault;
};

static void exec(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    sqlite3 *db;
    char sql[64];
    assert_non_null(f);
    folder_make(&f->folder);
    f->fault = vfs_fault_create(VFS);
    assert_int_equal(sqlite3_open(folder_file(&f->folder, "old.db"), &db), SQLITE_OK);
    exec(db, "PRAGMA journal_mode = WAL");
    exec(db, "CREATE TABLE room (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT");
    exec(db, "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
             "INSERT INTO room SELECT i, 'Room ' || i FROM n");
    snprintf(sql, sizeof(sql), "PRAGMA application_id = %d; PRAGMA user_version = 1", TF_DDL_APPLICATION_ID);
    exec(db, sql);
    sqlite3_close(db);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    vfs_fault_destroy(f->fault);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

static int number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int found = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return found;
}

/* Its version, after a look at all of it. */
static int version_in(const struct fixture *f, const char *name)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(folder_file(&f->folder, name), &db), SQLITE_OK);
    assert_int_equal(number(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
    int version = number(db, "PRAGMA user_version");
    assert_int_equal(number(db, version == 1 ? "SELECT count(*) FROM room WHERE title = 'Room ' || id"
                                             : "SELECT count(*) FROM room WHERE name = 'Room ' || id"),
                     400);
    sqlite3_close(db);
    return version;
}

static enum tf_err migrate(const struct fixture *f)
{
    sqlite3 *db;
    enum tf_err err = TF_ERR_IO;
    if (sqlite3_open_v2(folder_file(&f->folder, "a.db"), &db, SQLITE_OPEN_READWRITE, VFS) == SQLITE_OK)
        err = tf_migrate_run(db, &plan, folder_file(&f->folder, "a.db"), NULL);
    sqlite3_close(db);
    return err;
}

static void run_all(struct fixture *f, enum fault_kind kind, enum fault_survivors survivors)
{
    static const char *const names[] = {"a.db-wal", "a.db-shm", "a.db-journal", "a.db.v1.backup"};
    bool has_happened = true;
    size_t at = 0;
    while (has_happened) {
        assert_true(++at < RUNS_MAX);
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
            remove(folder_file(&f->folder, names[i]));
        folder_copy(&f->folder, "old.db", "a.db");
        vfs_fault_forget(f->fault);
        vfs_fault_arm(f->fault, kind, at, 0);
        enum tf_err err = migrate(f);
        has_happened = vfs_fault_has_happened(f->fault);
        if (kind == FAULT_CUT)
            vfs_fault_power_on(f->fault, survivors, at);
        vfs_fault_arm(f->fault, FAULT_NONE, 0, 0);
        bool has_backup = folder_has(&f->folder, "a.db.v1.backup");
        int version = version_in(f, "a.db");
        if (!err)
            assert_int_equal(version, 2);
        if (version == 2)
            assert_true(has_backup);
        if (has_backup)
            assert_int_equal(version_in(f, "a.db.v1.backup"), 1);
    }
    assert_int_equal(version_in(f, "a.db"), 2);
    assert_true(at > 20);
}

static void a_migration_happens_whole_or_not_at_all(void **state)
{
    run_all(*state, FAULT_ERROR, FAULT_EVERYTHING);
    run_all(*state, FAULT_FULL, FAULT_EVERYTHING);
    run_all(*state, FAULT_CUT, FAULT_NOTHING_UNSYNCED);
    run_all(*state, FAULT_CUT, FAULT_EVERYTHING);
    run_all(*state, FAULT_CUT, FAULT_SOME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_migration_happens_whole_or_not_at_all, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
