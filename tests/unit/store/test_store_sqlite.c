/* The file: what people and other programs find in it, and what we do when it is not what we wrote. */
#include "core/changed.h"
#include "store/ddl.h"
#include "store/rows.h"
#include "store/store.h"

#include "base/buf.h"
#include "support/events.h"
#include "support/folder.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define NAME "camp.db"

struct fixture {
    struct folder folder;
    struct tf_store *store;
    struct tf_board *board;
};

static const char *path_of(const struct fixture *f)
{
    return folder_file(&f->folder, NAME);
}

static void open_again(struct fixture *f)
{
    struct tf_problem problem = {0};
    tf_store_close(f->store);
    f->store = NULL;
    if (tf_store_open_sqlite(&f->store, path_of(f), NULL, &problem) != TF_OK)
        fail_msg("not opened: %s", problem.what);
}

static void close_it(struct fixture *f)
{
    tf_store_close(f->store);
    f->store = NULL;
}

static void add(struct fixture *f, struct tf_event *event)
{
    assert_int_equal(tf_store_append(f->store, &event, 1), TF_OK);
    support_apply(&f->board, event);
    tf_event_unref(event);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    folder_make(&f->folder);
    open_again(f);
    assert_int_equal(tf_board_create(&f->board), TF_OK);
    struct tf_board *board =
        support_board("2 spaces, 3 slots, Compost in A at 10:00 to 11:00, Bees in B at 10:00, Ants");
    add(f, support_event_making(board));
    tf_board_unref(board);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    tf_store_close(f->store);
    tf_board_unref(f->board);
    folder_remove(&f->folder);
    free(f);
    return 0;
}

static void assert_holds(struct fixture *f)
{
    struct tf_board *board;
    assert_int_equal(tf_store_load(f->store, &board, NULL), TF_OK);
    assert_true(tf_board_equal(board, f->board));
    assert_int_equal(board->revision, f->board->revision);
    tf_board_unref(board);
    assert_int_equal(tf_store_check(f->store, NULL, NULL), TF_OK);
}

/* What the sqlite3 shell would say: the rows, columns with |. */
static char *shell(const char *path, const char *sql, int *code)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    struct tf_buf out;
    tf_buf_init(&out, 0);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    *code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    while (*code == SQLITE_OK || *code == SQLITE_ROW) {
        *code = sqlite3_step(statement);
        for (int i = 0; *code == SQLITE_ROW && i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            tf_buf_printf(&out, "%s%s", i ? "|" : "", text ? text : "");
        }
        if (*code == SQLITE_ROW)
            tf_buf_putc(&out, '\n');
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return tf_buf_take(&out, NULL);
}

static void assert_shell(const char *path, const char *sql, const char *wanted)
{
    int code;
    char *out = shell(path, sql, &code);
    assert_int_equal(code, SQLITE_DONE);
    assert_string_equal(out, wanted);
    free(out);
}

static void do_shell(const struct fixture *f, const char *sql)
{
    int code;
    free(shell(path_of(f), sql, &code));
    if (code != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errstr(code));
}

static const char *type_of(enum tf_field_type type)
{
    switch (type) {
    case TF_FIELD_TEXT:
    case TF_FIELD_DATE:
    case TF_FIELD_ENUM:
    case TF_FIELD_FLAGS:
        return "TEXT";
    default:
        return "INTEGER";
    }
}

static void the_columns_are_the_fields(void **state)
{
    struct fixture *f = *state;
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        const struct tf_schema *schema = tf_schema_of((enum tf_kind)kind);
        struct tf_buf wanted;
        char sql[128];
        tf_buf_init(&wanted, 0);
        if (schema->owner_name)
            tf_buf_printf(&wanted, "%s|INTEGER\n", schema->owner_name);
        tf_buf_printf(&wanted, "%s|INTEGER\n", tf_rows_id_name((enum tf_kind)kind));
        for (size_t i = 0; i < schema->field_count; i++)
            tf_buf_printf(&wanted, "%s|%s\n", schema->fields[i].name, type_of(schema->fields[i].type));
        snprintf(sql, sizeof(sql), "SELECT name, type FROM pragma_table_info('%s') ORDER BY cid",
                 schema->table);
        assert_shell(path_of(f), sql, wanted.data);
        tf_buf_free(&wanted);
    }
}

/* The names a CHECK lists are those the fields have: no more, no fewer. */
static void the_checks_list_every_name(void **state)
{
    struct fixture *f = *state;
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        const struct tf_schema *schema = tf_schema_of((enum tf_kind)kind);
        for (size_t i = 0; i < schema->field_count; i++) {
            const struct tf_field *field = &schema->fields[i];
            char sql[256];
            int code;
            if (field->type != TF_FIELD_ENUM || kind == TF_KIND_ORIGIN)
                continue;
            snprintf(sql, sizeof(sql), "SELECT sql FROM sqlite_schema WHERE name = '%s'", schema->table);
            char *ddl = shell(path_of(f), sql, &code);
            snprintf(sql, sizeof(sql), "CHECK (%s IN (", field->name);
            const char *list = strstr(ddl, sql);
            assert_non_null(list);
            size_t quotes = 0, names = 0;
            for (const char *c = list; *c && *c != '\n' && strncmp(c, "))", 2) != 0; c++)
                quotes += *c == '\'';
            for (const char *c = list; strncmp(c, "))", 2) != 0; c++)
                names += *c == '\'';
            assert_true(quotes > 0);
            for (size_t n = 0; field->names[n]; n++) {
                char quoted[64];
                snprintf(quoted, sizeof(quoted), "'%s'", field->names[n]);
                const char *found = strstr(list, quoted);
                assert_true(found && found < strstr(list, "))"));
                names -= 2;
            }
            assert_int_equal(names, 0);
            free(ddl);
        }
    }
}

static void people_can_read_the_file(void **state)
{
    struct fixture *f = *state;
    struct tf_board *board = f->board;
    add(f, event_star(2, support_session(board, "Bees"), 99));
    assert_shell(path_of(f), "SELECT day, starts, ends, space, title FROM grid",
                 "2026-11-25|2026-11-25T10:00:00Z|2026-11-25T12:00:00Z|A|Compost\n"
                 "2026-11-25|2026-11-25T10:00:00Z|2026-11-25T11:00:00Z|B|Bees\n");
    assert_shell(path_of(f), "SELECT title FROM unplaced", "Ants\n");
    assert_shell(path_of(f), "SELECT title, stars FROM starred", "Bees|1\n");
    assert_shell(path_of(f), "SELECT sequence, happened, verb, role, changes FROM history WHERE sequence = 2",
                 "2|2026-11-25T10:00:00Z|star|guest|1\n");
    assert_shell(path_of(f), "SELECT title, phase FROM event", "Test Camp|sessions\n");
    assert_shell(path_of(f), "PRAGMA application_id", "843469873\n");
    assert_shell(path_of(f), "PRAGMA user_version", "6\n");
    add(f, event_propose(3, "Frames"));
    assert_shell(path_of(f), "SELECT needs, device, merged_into, state FROM session WHERE title = 'Frames'",
                 "projector step-free|7||open\n");
}

static struct tf_changed_when when_changed(const struct tf_board *board, const char *title)
{
    return tf_changed_of(board->changed, TF_KIND_SESSION, support_session(board, title));
}

/* Calendars that were read yesterday go by it. */
static void when_a_session_changed_survives_a_restart(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem = {0};
    struct tf_board *loaded = NULL;
    add(f, event_star(2, support_session(f->board, "Bees"), 99));
    add(f, event_propose(3, "Frames"));
    assert_int_equal(when_changed(f->board, "Bees").revision, 1);
    assert_int_equal(when_changed(f->board, "Frames").revision, 3);
    open_again(f);
    assert_int_equal(tf_store_load(f->store, &loaded, &problem), TF_OK);
    assert_int_equal(when_changed(loaded, "Bees").revision, 1);
    assert_int_equal(when_changed(loaded, "Frames").revision, 3);
    assert_int_equal(when_changed(loaded, "Frames").at, when_changed(f->board, "Frames").at);
    tf_board_unref(loaded);
    close_it(f);

    /* What nobody wrote counts for nothing; a file that says less than its log is found out. */
    do_shell(f, "INSERT INTO changed VALUES (99, 1, 1, 1), (3, 999999, 1, 1), (0, 1, 777777, 1) "
                "ON CONFLICT DO UPDATE SET revision = 777777");
    open_again(f);
    assert_int_equal(tf_store_load(f->store, &loaded, &problem), TF_OK);
    assert_int_equal(when_changed(loaded, "Frames").revision, 3);
    assert_int_equal(tf_changed_of(loaded->changed, TF_KIND_GATHERING, 1).revision, 0);
    tf_board_unref(loaded);
    assert_int_equal(tf_store_check(f->store, NULL, NULL), TF_ERR_CORRUPT);
    close_it(f);
    do_shell(f, "DELETE FROM changed WHERE kind NOT BETWEEN 0 AND 4 OR id = 999999");
    do_shell(f, "UPDATE changed SET revision = 3");
    open_again(f);
    assert_int_equal(tf_store_check(f->store, NULL, NULL), TF_OK);
}

static void a_closed_file_is_one_file(void **state)
{
    struct fixture *f = *state;
    assert_true(folder_has(&f->folder, NAME "-lock"));
    close_it(f);
    assert_true(folder_has(&f->folder, NAME));
    assert_false(folder_has(&f->folder, NAME "-wal"));
    assert_false(folder_has(&f->folder, NAME "-shm"));
    assert_false(folder_has(&f->folder, NAME "-lock"));
    open_again(f);
    assert_holds(f);
}

static void a_second_writer_is_refused(void **state)
{
    struct fixture *f = *state;
    struct tf_store *second = NULL;
    struct tf_problem problem = {0};
    assert_int_equal(tf_store_open_sqlite(&second, path_of(f), NULL, &problem), TF_ERR_BUSY);
    assert_null(second);
    assert_string_equal(problem.what, "Another twofeet has this file open");
    add(f, event_propose(2, "Still ours"));
    assert_holds(f);
    close_it(f);
    assert_int_equal(tf_store_open_sqlite(&second, path_of(f), NULL, &problem), TF_OK);
    tf_store_close(second);
}

static void a_lock_file_left_by_a_dead_process_does_not_matter(void **state)
{
    struct fixture *f = *state;
    close_it(f);
    FILE *left = fopen(folder_file(&f->folder, NAME "-lock"), "w");
    assert_non_null(left);
    fclose(left);
    open_again(f);
    assert_holds(f);
}

static void a_reader_beside_the_writer_sees_what_was_committed(void **state)
{
    struct fixture *f = *state;
    struct tf_store *reader;
    const struct tf_store_options look = {.read_only = true};
    assert_int_equal(tf_store_open_sqlite(&reader, path_of(f), &look, NULL), TF_OK);
    for (uint64_t sequence = 2; sequence < 6; sequence++) {
        struct tf_board *board;
        add(f, event_propose(sequence, "Card"));
        assert_int_equal(tf_store_load(reader, &board, NULL), TF_OK);
        assert_true(tf_board_equal(board, f->board));
        assert_int_equal(board->revision, sequence);
        tf_board_unref(board);
        assert_int_equal(tf_store_check(reader, NULL, NULL), TF_OK);
    }
    struct tf_event *event = event_propose(6, "Not from here");
    assert_int_equal(tf_store_append(reader, &event, 1), TF_ERR_DENIED);
    tf_store_tidy(reader);
    assert_int_equal(tf_store_backup(reader, folder_file(&f->folder, "copy.db"), NULL), TF_OK);
    tf_store_close(reader);
    add(f, event);
    assert_holds(f);
}

static void another_program_cannot_write_beside_us(void **state)
{
    struct fixture *f = *state;
    int code;
    free(shell(path_of(f), "UPDATE session SET title = 'Hijacked'", &code));
    assert_int_equal(code, SQLITE_BUSY);
    add(f, event_propose(2, "Ours"));
    free(shell(path_of(f), "DELETE FROM log", &code));
    assert_int_equal(code, SQLITE_BUSY);
    assert_holds(f);
}

static void a_long_reader_only_delays_the_checkpoint(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db;
    sqlite3_stmt *statement;
    close_it(f);
    const struct tf_store_options often = {.tidy_pages = 1};
    assert_int_equal(tf_store_open_sqlite(&f->store, path_of(f), &often, NULL), TF_OK);
    assert_int_equal(sqlite3_open_v2(path_of(f), &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT title FROM session", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    for (uint64_t sequence = 2; sequence < 40; sequence++) {
        add(f, event_propose(sequence, "Card"));
        tf_store_tidy(f->store);
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    tf_store_tidy(f->store);
    assert_holds(f);
    open_again(f);
    assert_holds(f);
}

static off_t length_of(const struct fixture *f, const char *name)
{
    struct stat found;
    assert_int_equal(stat(folder_file(&f->folder, name), &found), 0);
    return found.st_size;
}

static void a_wal_made_longer_beforehand_is_read_like_any_other(void **state)
{
    struct fixture *f = *state;
    assert_true(length_of(f, NAME "-wal") < 1000 * 4096);
    tf_store_tidy(f->store);
    off_t length = length_of(f, NAME "-wal");
    assert_true(length >= 2 * 1000 * 4096); /* however full an idle moment finds it, there is room */
    for (uint64_t sequence = 2; sequence < 8; sequence++) {
        struct tf_store *left;
        struct tf_board *board;
        add(f, event_propose(sequence, "Card"));
        folder_copy(&f->folder, NAME, "left.db"); /* what a process that died would leave */
        folder_copy(&f->folder, NAME "-wal", "left.db-wal");
        assert_int_equal(tf_store_open_sqlite(&left, folder_file(&f->folder, "left.db"), NULL, NULL), TF_OK);
        assert_int_equal(tf_store_load(left, &board, NULL), TF_OK);
        assert_true(tf_board_equal(board, f->board));
        tf_board_unref(board);
        assert_int_equal(tf_store_check(left, NULL, NULL), TF_OK);
        tf_store_close(left);
    }
    assert_int_equal(length_of(f, NAME "-wal"), length);
    assert_holds(f);
}

static void changes_may_come_in_any_order(void **state)
{
    struct fixture *f = *state;
    const struct tf_placement placement = {.record = {.kind = TF_KIND_PLACEMENT, .key = {0, 88}},
                                           .session = 1502, /* which the same event brings after it */
                                           .space = 101,
                                           .slot = 203,
                                           .last_slot = 203};
    struct tf_event *session = event_propose(2, "Late");
    struct tf_session placed_one = *TF_SESSION(session->changes[0].after);
    placed_one.state = TF_SESSION_PLACED;
    struct tf_event *event = event_of(TF_VERB_PROPOSE, 2, NULL, &placement.record);
    struct tf_event *second = event_of(TF_VERB_PROPOSE, 2, NULL, &placed_one.record);
    assert_int_equal(tf_event_add(event, NULL, second->changes[0].after), TF_OK);
    tf_event_unref(session);
    tf_event_unref(second);
    add(f, event);
    assert_holds(f);
}

static void a_row_that_names_nothing_is_refused(void **state)
{
    struct fixture *f = *state;
    struct tf_event *event = event_star(2, 424242, 1);
    assert_int_equal(tf_store_append(f->store, &event, 1), TF_ERR_INVALID);
    tf_event_unref(event);
    assert_holds(f);
    add(f, event_propose(2, "Goes on"));
    assert_holds(f);
}

struct findings {
    int count;
    char first[256];
};

static void note_finding(void *user, const char *finding)
{
    struct findings *findings = user;
    if (findings->count++ == 0)
        snprintf(findings->first, sizeof(findings->first), "%s", finding);
}

static void a_check_finds_what_somebody_changed(void **state)
{
    static const struct {
        const char *sql, *says;
    } tamperings[] = {
        {"UPDATE session SET title = 'Other' WHERE title = 'Ants'",
         "The log tells something else about session"},
        {"DELETE FROM star", "The log tells something else about star"},
        {"UPDATE placement SET space = 4711", "names a row of space that is not there"},
        {"DELETE FROM log WHERE sequence = 2", "The log does not follow on"},
        {"UPDATE log SET changes = '[' WHERE sequence = 2", "The log cannot be read after event 1"},
        {"UPDATE log SET verb = 'dance' WHERE sequence = 2", "The log cannot be read after event 1"},
    };
    struct fixture *f = *state;
    add(f, event_star(2, support_session(f->board, "Bees"), 99));
    add(f, event_propose(3, "Last"));
    close_it(f);
    folder_copy(&f->folder, NAME, "good.db");
    for (size_t i = 0; i < sizeof(tamperings) / sizeof(tamperings[0]); i++) {
        struct findings findings = {0};
        folder_copy(&f->folder, "good.db", NAME);
        do_shell(f, tamperings[i].sql);
        open_again(f);
        assert_int_equal(tf_store_check(f->store, note_finding, &findings), TF_ERR_CORRUPT);
        assert_true(findings.count > 0);
        if (!strstr(findings.first, tamperings[i].says))
            fail_msg("%s: '%s' does not say '%s'", tamperings[i].sql, findings.first, tamperings[i].says);
        close_it(f);
    }
}

static void a_damaged_row_is_not_loaded(void **state)
{
    static const char *const damages[] = {
        "UPDATE space SET features = 'projector jacuzzi'",
        "UPDATE slot SET day = 'yesterday'",
        "UPDATE session SET title = 'bell' || char(7)",
        "UPDATE session SET title = ''",
        "UPDATE session SET title = CAST(x'ff' AS TEXT)",
        "UPDATE session SET title = 'a' || char(0) || 'b'",
        "UPDATE session SET code = 'no'",
        "UPDATE origin SET target_kind = 'soup'",
        "UPDATE placement SET id = -id",
        "UPDATE space SET symbol = 99",
    };
    struct fixture *f = *state;
    const struct tf_origin origin = {.record = {.kind = TF_KIND_ORIGIN, .key = {0, 14}},
                                     .source = "frab",
                                     .outer = "4711",
                                     .target_kind = TF_KIND_SESSION,
                                     .target = 1001,
                                     .brought = "{}"};
    add(f, event_of(TF_VERB_IMPORT, 2, NULL, &origin.record));
    close_it(f);
    folder_copy(&f->folder, NAME, "good.db");
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        struct tf_board *board = NULL;
        struct tf_problem problem = {0};
        folder_copy(&f->folder, "good.db", NAME);
        do_shell(f, damages[i]);
        open_again(f);
        if (tf_store_load(f->store, &board, &problem) != TF_ERR_CORRUPT)
            fail_msg("loaded all the same: %s", damages[i]);
        assert_null(board);
        assert_non_null(strstr(problem.what, "is damaged at"));
        close_it(f);
    }
}

static enum tf_err try_to_open(const struct fixture *f, const char *name,
                               const struct tf_store_options *options, struct tf_problem *problem)
{
    struct tf_store *store = NULL;
    memset(problem, 0, sizeof(*problem));
    enum tf_err err = tf_store_open_sqlite(&store, folder_file(&f->folder, name), options, problem);
    tf_store_close(store);
    return err;
}

static void files_of_others_are_left_alone(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem;
    const struct tf_store_options look = {.read_only = true}, old = {.must_exist = true};
    close_it(f);
    folder_copy(&f->folder, NAME, "newer.db");
    folder_copy(&f->folder, NAME, "other.db");
    int code;
    free(shell(folder_file(&f->folder, "newer.db"), "PRAGMA user_version = 99", &code));
    free(shell(folder_file(&f->folder, "other.db"), "PRAGMA application_id = 1", &code));
    assert_int_equal(try_to_open(f, "newer.db", NULL, &problem), TF_ERR_UNSUPPORTED);
    assert_non_null(strstr(problem.what, "A newer Twofeet"));
    assert_int_equal(try_to_open(f, "newer.db", &look, &problem), TF_ERR_UNSUPPORTED);
    assert_int_equal(try_to_open(f, "other.db", NULL, &problem), TF_ERR_UNSUPPORTED);
    assert_non_null(strstr(problem.what, "not one of Twofeet's"));

    struct tf_buf text;
    tf_buf_init(&text, 0);
    for (int i = 0; i < 1000; i++)
        tf_buf_puts(&text, "Dear diary, ");
    assert_int_equal(tf_buf_write_file(&text, folder_file(&f->folder, "diary.txt"), NULL), TF_OK);
    assert_int_equal(try_to_open(f, "diary.txt", NULL, &problem), TF_ERR_CORRUPT);
    struct tf_buf after;
    tf_buf_init(&after, 0);
    assert_int_equal(tf_buf_read_file(&after, folder_file(&f->folder, "diary.txt"), 0, NULL), TF_OK);
    assert_string_equal(after.data, text.data);
    tf_buf_free(&after);
    tf_buf_free(&text);

    assert_int_equal(try_to_open(f, "none.db", &look, &problem), TF_ERR_NOT_FOUND);
    assert_int_equal(try_to_open(f, "none.db", &old, &problem), TF_ERR_NOT_FOUND);
    assert_false(folder_has(&f->folder, "none.db"));
    assert_int_equal(try_to_open(f, "no/folder.db", NULL, &problem), TF_ERR_IO);
    assert_true(strlen(problem.what) > 0);
}

static void an_empty_file_becomes_an_events(void **state)
{
    struct fixture *f = *state;
    struct tf_problem problem;
    const struct tf_store_options look = {.read_only = true};
    FILE *empty = fopen(folder_file(&f->folder, "empty.db"), "w");
    assert_non_null(empty);
    fclose(empty);
    assert_int_equal(try_to_open(f, "empty.db", &look, &problem), TF_ERR_UNSUPPORTED);
    assert_int_equal(try_to_open(f, "empty.db", NULL, &problem), TF_OK);
    assert_int_equal(try_to_open(f, "empty.db", &look, &problem), TF_OK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_columns_are_the_fields),
        TEST(the_checks_list_every_name),
        TEST(people_can_read_the_file),
        TEST(when_a_session_changed_survives_a_restart),
        TEST(a_closed_file_is_one_file),
        TEST(a_second_writer_is_refused),
        TEST(a_lock_file_left_by_a_dead_process_does_not_matter),
        TEST(a_reader_beside_the_writer_sees_what_was_committed),
        TEST(another_program_cannot_write_beside_us),
        TEST(a_long_reader_only_delays_the_checkpoint),
        TEST(a_wal_made_longer_beforehand_is_read_like_any_other),
        TEST(changes_may_come_in_any_order),
        TEST(a_row_that_names_nothing_is_refused),
        TEST(a_check_finds_what_somebody_changed),
        TEST(a_damaged_row_is_not_loaded),
        TEST(files_of_others_are_left_alone),
        TEST(an_empty_file_becomes_an_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
