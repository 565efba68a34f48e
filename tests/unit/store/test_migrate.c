/* Files of older versions: made up ones, and those that earlier programs wrote (tests/data/store-v1.sql …).
 */
#include "store/migrate.h"

#include "core/rules.h"
#include "store/ddl.h"
#include "store/store.h"
#include "support/events.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const statements_v3[] = {
    "CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL, colour TEXT NOT NULL) STRICT",
    "CREATE TABLE card (id INTEGER PRIMARY KEY, room INTEGER REFERENCES room (id), text TEXT NOT NULL) "
    "STRICT",
    NULL,
};

static const struct tf_migrate_step good_steps[] = {
    {2, "ALTER TABLE room RENAME COLUMN title TO name"},
    {3, "CREATE TABLE room_3 (id INTEGER PRIMARY KEY, name TEXT NOT NULL, colour TEXT NOT NULL) STRICT;"
        "INSERT INTO room_3 SELECT id, name, 'green' FROM room;"
        "DROP TABLE room;"
        "ALTER TABLE room_3 RENAME TO room"},
};

static const struct tf_migrate_step loses_rooms[] = {
    {2, "ALTER TABLE room RENAME COLUMN title TO name"},
    {3, "DELETE FROM room WHERE id = 1"},
};

static const struct tf_migrate_step wrong_sql[] = {
    {2, "ALTER TABLE room RENAME COLUMN title TO name; ALTER TABLE room ADD COLUMN a TEXT; FLY AWAY"},
};

struct fixture {
    struct folder folder;
    sqlite3 *db;
};

static void exec(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    char sql[64];
    assert_non_null(f);
    folder_make(&f->folder);
    assert_int_equal(sqlite3_open(folder_file(&f->folder, "old.db"), &f->db), SQLITE_OK);
    exec(f->db, "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
    exec(f->db, "CREATE TABLE room (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT");
    exec(f->db,
         "CREATE TABLE card (id INTEGER PRIMARY KEY, room INTEGER REFERENCES room (id), text TEXT NOT NULL)");
    exec(f->db, "INSERT INTO room VALUES (1, 'Attic'), (2, 'Barn'); INSERT INTO card VALUES (1, 1, 'Bees')");
    snprintf(sql, sizeof(sql), "PRAGMA application_id = %d; PRAGMA user_version = 1", TF_DDL_APPLICATION_ID);
    exec(f->db, sql);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    sqlite3_close(f->db);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

static struct tf_migrate_plan plan_with(int version, const struct tf_migrate_step *steps, size_t count)
{
    return (struct tf_migrate_plan){
        .version = version, .statements = statements_v3, .steps = steps, .step_count = count};
}

static void assert_answer(sqlite3 *db, const char *sql, const char *wanted)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), wanted);
    sqlite3_finalize(statement);
}

static void assert_backup(const struct fixture *f, const char *name, const char *sql, const char *wanted)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(folder_file(&f->folder, name), &db, SQLITE_OPEN_READONLY, NULL),
                     SQLITE_OK);
    assert_answer(db, "PRAGMA integrity_check", "ok");
    assert_answer(db, sql, wanted);
    sqlite3_close(db);
}

static enum tf_err run(struct fixture *f, const struct tf_migrate_plan *plan, struct tf_problem *problem)
{
    return tf_migrate_run(f->db, plan, folder_file(&f->folder, "old.db"), problem);
}

static void an_old_file_goes_forward_step_by_step(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    struct tf_migrate_plan plan = plan_with(3, good_steps, 2);
    if (run(f, &plan, &problem) != TF_OK)
        fail_msg("%s", problem.what);
    assert_answer(f->db, "PRAGMA user_version", "3");
    assert_answer(f->db, "SELECT group_concat(name || ' ' || colour) FROM room", "Attic green,Barn green");
    assert_answer(f->db, "SELECT text FROM card JOIN room ON room.id = card.room", "Bees");
    assert_answer(f->db, "PRAGMA foreign_keys", "1");
    assert_backup(f, "old.db.v1.backup", "SELECT group_concat(title) FROM room", "Attic,Barn");
    assert_backup(f, "old.db.v1.backup", "PRAGMA user_version", "1");
    assert_backup(f, "old.db.v2.backup", "SELECT group_concat(name) FROM room", "Attic,Barn");
    assert_backup(f, "old.db.v2.backup", "PRAGMA user_version", "2");
}

static void a_file_of_today_is_not_touched(void **state)
{
    struct fixture *f = *state;
    struct tf_migrate_plan plan = plan_with(1, NULL, 0);
    assert_int_equal(run(f, &plan, NULL), TF_OK);
    assert_answer(f->db, "SELECT group_concat(title) FROM room", "Attic,Barn");
    assert_false(folder_has(&f->folder, "old.db.v1.backup"));
}

static void a_step_that_breaks_a_reference_is_taken_back(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    struct tf_migrate_plan plan = plan_with(3, loses_rooms, 2);
    assert_int_equal(run(f, &plan, &problem), TF_ERR_CORRUPT);
    assert_true(strlen(problem.what) > 0);
    assert_answer(f->db, "PRAGMA user_version", "2"); /* the first step stands */
    assert_answer(f->db, "SELECT group_concat(name) FROM room", "Attic,Barn");
    assert_backup(f, "old.db.v2.backup", "SELECT group_concat(name) FROM room", "Attic,Barn");
}

static void a_step_that_fails_half_way_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    struct tf_migrate_plan plan = plan_with(2, wrong_sql, 1);
    assert_int_equal(run(f, &plan, &problem), TF_ERR_CORRUPT);
    assert_non_null(strstr(problem.what, "FLY"));
    assert_answer(f->db, "PRAGMA user_version", "1");
    assert_answer(f->db, "SELECT group_concat(title) FROM room", "Attic,Barn");
}

static void without_a_way_there_nothing_is_done(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    struct tf_migrate_plan plan = plan_with(5, good_steps, 2);
    plan.steps++;
    plan.step_count--;
    assert_int_equal(run(f, &plan, &problem), TF_ERR_UNSUPPORTED);
    assert_answer(f->db, "PRAGMA user_version", "1");
}

static void without_room_for_a_backup_nothing_is_done(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    struct tf_migrate_plan plan = plan_with(3, good_steps, 2);
    enum tf_err err = tf_migrate_run(f->db, &plan, folder_file(&f->folder, "no/such/folder.db"), &problem);
    assert_int_equal(err, TF_ERR_IO);
    assert_answer(f->db, "PRAGMA user_version", "1");
    assert_answer(f->db, "SELECT group_concat(title) FROM room", "Attic,Barn");
}

static void a_new_file_is_of_today(void **state)
{
    struct fixture *f = *state;
    struct tf_migrate_plan plan = plan_with(3, good_steps, 2);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(folder_file(&f->folder, "new.db"), &db), SQLITE_OK);
    assert_int_equal(tf_migrate_run(db, &plan, folder_file(&f->folder, "new.db"), NULL), TF_OK);
    assert_answer(db, "PRAGMA user_version", "3");
    assert_answer(db, "SELECT count(*) FROM room", "0");
    assert_false(folder_has(&f->folder, "new.db.v1.backup"));
    sqlite3_close(db);
}

static void todays_plan_leads_from_every_version_to_today(void **state)
{
    (void)state;
    assert_true(tf_ddl_plan.version >= 1);
    assert_int_equal(tf_ddl_plan.step_count, (size_t)tf_ddl_plan.version - 1);
    for (size_t i = 0; i < tf_ddl_plan.step_count; i++)
        assert_int_equal(tf_ddl_plan.steps[i].to, (int)i + 2);
}

/* ---- what earlier programs wrote */

static char *file_text(const char *name)
{
    char path[512], *text = calloc(1, 65536);
    snprintf(path, sizeof(path), "%s/%s", TF_TEST_DATA, name);
    FILE *file = fopen(path, "r");
    assert_non_null(text);
    assert_non_null(file);
    size_t len = fread(text, 1, 65535, file);
    assert_true(len > 0 && len < 65535);
    fclose(file);
    return text;
}

/* As version `version` of the program wrote it. */
static void write_old(const struct fixture *f, const char *file, int version)
{
    char name[32];
    sqlite3 *db;
    snprintf(name, sizeof(name), "store-v%d.sql", version);
    char *sql = file_text(name);
    assert_int_equal(sqlite3_open(folder_file(&f->folder, file), &db), SQLITE_OK);
    exec(db, sql);
    sqlite3_close(db);
    free(sql);
}

static struct tf_store *open_store(const struct fixture *f, const char *file, struct tf_board **board)
{
    struct tf_store *store = NULL;
    struct tf_problem problem = {0};
    if (tf_store_open_sqlite(&store, folder_file(&f->folder, file), NULL, &problem) != TF_OK)
        fail_msg("%s: %s", problem.where, problem.what);
    assert_int_equal(tf_store_load(store, board, NULL), TF_OK);
    return store;
}

/* Columns with their defaults, how many checks, and indexes, by name: where a column stands tells only how
 * old the file is. */
static char *shape_of(const struct fixture *f, const char *file)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    const char *sql =
        "SELECT group_concat(line, char(10)) FROM (SELECT t.name || ' ' || c.name || ' ' || c.type || "
        "c.\"notnull\" || ' ' || c.pk || ' ' || coalesce(c.dflt_value, '-') AS line "
        "FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' "
        "UNION ALL SELECT name || ' checks ' || (length(sql) - length(replace(sql, 'CHECK', ''))) "
        "FROM sqlite_schema WHERE type = 'table' UNION ALL SELECT type || ' ' || name FROM sqlite_schema "
        "WHERE type <> 'table' ORDER BY 1)";
    assert_int_equal(sqlite3_open(folder_file(&f->folder, file), &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    char *shape = strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return shape;
}

/* A topic that somebody takes on, and a dot on it: no file before version 5 can hold them. */
static void append_convergence(struct tf_store *store, uint64_t sequence, uint64_t session)
{
    const struct tf_topic topic = {.record = {.kind = TF_KIND_TOPIC, .key = {0, 900}},
                                   .title = "Bees go on",
                                   .initiator = "Mara",
                                   .session = session};
    const struct tf_dot dot = {
        .record = {.kind = TF_KIND_DOT, .key = {0, 901}}, .topic = 900, .device = 7, .at = SUPPORT_10H00_S};
    struct tf_event *events[] = {event_of(TF_VERB_TOPIC, sequence, NULL, &topic.record),
                                 event_of(TF_VERB_DOT, sequence + 1, NULL, &dot.record)};
    assert_int_equal(tf_store_append(store, events, 2), TF_OK);
    tf_event_unref(events[0]);
    tf_event_unref(events[1]);
}

static void assert_convergence(const struct tf_board *board, uint64_t session)
{
    const struct tf_record *topic = tf_board_get(board, TF_KIND_TOPIC, (struct tf_key){0, 900});
    const struct tf_record *dot = tf_board_get(board, TF_KIND_DOT, (struct tf_key){0, 901});
    assert_non_null(topic);
    assert_non_null(dot);
    assert_string_equal(TF_TOPIC(topic)->initiator, "Mara");
    assert_int_equal(TF_TOPIC(topic)->session, session);
    assert_int_equal(TF_DOT(dot)->topic, 900);
    assert_int_equal(TF_DOT(dot)->device, 7);
}

static void assert_answered(const struct tf_session *session)
{
    assert_int_equal(session->idea, TF_IDEA_NOT_NOW);
    assert_string_equal(session->idea_why, "Not before spring.");
    assert_string_equal(session->idea_owner, "Mara");
    assert_int_equal(session->reply_by, SUPPORT_DAY + 14);
}

/* Its host would like to merge with the other; and it has an answer as an idea. */
static struct tf_event *asking(const struct tf_board *board, uint64_t session, uint64_t other)
{
    struct tf_session asks = *tf_board_session(board, session);
    const struct tf_record *after = NULL;
    asks.asks_into = other;
    asks.idea = TF_IDEA_NOT_NOW;
    asks.idea_why = "Not before spring.";
    asks.idea_owner = "Mara";
    asks.reply_by = SUPPORT_DAY + 14;
    assert_int_equal(tf_record_copy(&after, &asks.record), TF_OK);
    struct tf_event *event =
        event_of(TF_VERB_ASK_MERGE, board->revision + 1, &tf_board_session(board, session)->record, after);
    tf_record_unref(after);
    return event;
}

/* Takes back what was done last; twice, and all is as it was. */
static void take_back(struct tf_store *store, struct tf_board **board)
{
    struct tf_event *last = NULL, *undo = NULL;
    struct tf_refusal no = {0};
    size_t count = 0;
    assert_int_equal(tf_store_read(store, (*board)->revision, &last, 1, &count), TF_OK);
    assert_int_equal(count, 1);
    struct tf_command *command = support_command(TF_VERB_UNDO);
    command->sequence = last->sequence;
    command->actor.role = TF_ROLE_ORGANISER;
    command->id = 9000 + last->sequence;
    if (tf_rules_decide(&undo, *board, command, last, &no, NULL) != TF_OK) {
        fail_msg("%s is not taken back: %s", tf_verb_name(last->verb), tf_reason_name(no.reason));
    }
    support_apply(board, undo);
    assert_int_equal(tf_store_append(store, &undo, 1), TF_OK);
    tf_command_destroy(command);
    tf_event_unref(undo);
    tf_event_unref(last);
}

static void every_version_opens_today_with_all_that_is_in_it(void **state)
{
    const struct fixture *f = *state;
    struct tf_board *board = NULL;
    tf_store_close(open_store(f, "fresh.db", &board));
    tf_board_unref(board);
    char *wanted = shape_of(f, "fresh.db");
    for (int version = 1; version < tf_ddl_plan.version; version++) {
        char name[32];
        snprintf(name, sizeof(name), "v%d.db", version);
        write_old(f, name, version);
        struct tf_store *store = open_store(f, name, &board);
        uint64_t bees = support_session(board, "Bees");
        const struct tf_session *tea = tf_board_session_coded(board, "BCDEF");
        assert_int_equal(tf_board_session(board, bees)->state, TF_SESSION_PLACED);
        assert_int_equal(tf_board_session(board, bees)->asks_into, 0);
        assert_int_equal(tf_board_session(board, bees)->idea, TF_IDEA_NEW);
        assert_non_null(tea);
        char backup[80];
        snprintf(backup, sizeof(backup), "%s.v%d.backup", name, version);
        assert_true(folder_has(&f->folder, backup));
        assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK); /* its log gives its tables */
        take_back(store, &board);
        take_back(store, &board);
        assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
        tea = tf_board_session_coded(board, "BCDEF");
        assert_non_null(tea);
        struct tf_event *event = asking(board, bees, tea->record.key.id);
        assert_int_equal(tf_store_append(store, &event, 1), TF_OK);
        append_convergence(store, board->revision + 2, bees);
        assert_int_equal(tf_store_check(store, NULL, NULL), TF_OK);
        tf_event_unref(event);
        tf_board_unref(board);
        tf_store_close(store);
        store = open_store(f, name, &board); /* what today writes is read today */
        assert_true(tf_board_session(board, bees)->asks_into != 0);
        assert_answered(tf_board_session(board, bees));
        assert_convergence(board, bees);
        tf_board_unref(board);
        tf_store_close(store);
        char *shape = shape_of(f, name);
        assert_string_equal(shape, wanted);
        free(shape);
    }
    free(wanted);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_old_file_goes_forward_step_by_step),
        TEST(a_file_of_today_is_not_touched),
        TEST(a_step_that_breaks_a_reference_is_taken_back),
        TEST(a_step_that_fails_half_way_changes_nothing),
        TEST(without_a_way_there_nothing_is_done),
        TEST(without_room_for_a_backup_nothing_is_done),
        TEST(a_new_file_is_of_today),
        TEST(every_version_opens_today_with_all_that_is_in_it),
        cmocka_unit_test(todays_plan_leads_from_every_version_to_today),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
