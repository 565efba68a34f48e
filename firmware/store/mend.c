/* The log is the truth and the tables are its readable side. Where somebody changed the tables by hand so
 * that they do not fit together any more, they are written anew from the log. */
#include "store/backup.h"
#include "store/check.h"
#include "store/sql.h"
#include "store/sqlite.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum { NAMES_MAX = 100, SQL_BYTES = 64 };

/* A name beside the file that nobody has. */
static enum tf_err name_kept(const struct tf_sqlite *s, char *out, size_t size, struct tf_problem *problem)
{
    for (int i = 1; i <= NAMES_MAX; i++) {
        int len = snprintf(out, size, "%s.before-mending-%d", s->path, i);
        if (len > 0 && (size_t)len < size && access(out, F_OK) != 0) {
            return TF_OK;
        }
    }
    return tf_err_tell(problem, TF_ERR_IO, s->path, "Move away what older mendings kept beside it",
                       "There is no name left for what was there before");
}

static enum tf_err verify(void *user, const char *copy, struct tf_problem *problem)
{
    (void)user;
    return access(copy, R_OK) == 0 ? TF_OK
                                   : tf_err_tell(problem, TF_ERR_IO, copy, NULL, "The copy cannot be read");
}

/* What loading would refuse is not written. */
static enum tf_err check(const struct tf_board *board, struct tf_problem *problem)
{
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        for (struct tf_table_iter it = tf_table_first(board->tables[kind]); it.record; tf_table_next(&it)) {
            enum tf_err err = tf_record_check_change(it.record, it.record, problem);
            if (err) {
                return err == TF_ERR_NOMEM ? err : TF_ERR_CORRUPT;
            }
        }
    }
    return tf_board_check_relations(board, problem);
}

enum tf_err tf_sqlite_write_tables(struct tf_sqlite *s, const struct tf_board *board)
{
    enum tf_err err = TF_OK;
    for (int kind = 0; !err && kind < TF_KIND_COUNT; kind++) {
        char sql[SQL_BYTES];
        snprintf(sql, sizeof(sql), "DELETE FROM \"%s\"", tf_schema_of((enum tf_kind)kind)->table);
        err = tf_sql_exec(s->db, sql);
    }
    err = err ? err : tf_sql_exec(s->db, "DELETE FROM changed");
    for (int kind = 0; !err && kind < TF_KIND_COUNT; kind++) {
        struct tf_table_iter it = tf_table_first(board->tables[kind]);
        for (; !err && it.record; tf_table_next(&it)) {
            struct tf_change change = {.kind = (enum tf_kind)kind, .key = it.record->key, .after = it.record};
            struct tf_changed_when when = tf_changed_of(board->changed, change.kind, change.key.id);
            err = tf_rows_change(&s->rows, &change);
            if (!err && when.revision) {
                err = tf_sqlite_changed_put(s, change.kind, change.key.id, when);
            }
        }
    }
    return err;
}

static enum tf_err write_tables(struct tf_sqlite *s, const struct tf_board *board)
{
    enum tf_err err = tf_sqlite_hold(s);
    if (!err) {
        err = tf_sqlite_write_tables(s, board);
    }
    if (!err) {
        err = tf_sqlite_run(s, TF_SQLITE_COMMIT);
    }
    if (err) {
        tf_sql_rollback(s->db);
    }
    return err;
}

enum tf_err tf_sqlite_mend(struct tf_store *store, struct tf_problem *problem)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    struct tf_board *board = NULL;
    char kept[PATH_MAX];
    if (s->read_only) {
        return tf_err_tell(problem, TF_ERR_DENIED, s->path, NULL, "The file is only read");
    }
    enum tf_err err = tf_check_replay_log(store, &board, NULL, NULL);
    if (!err) {
        err = check(board, problem);
    }
    if (err) {
        tf_board_unref(board);
        return tf_err_tell(problem, err, s->path, "Put a backup in its place: `twofeet restore FILE`",
                           "The log does not tell the event either: %s", tf_err_name(err));
    }
    err = name_kept(s, kept, sizeof(kept), problem);
    if (!err) {
        tf_sqlite_release(s);
        err = tf_backup_write(s->db, kept, verify, NULL, problem);
    }
    if (!err && (err = write_tables(s, board))) {
        tf_sql_tell(problem, s->db, sqlite3_extended_errcode(s->db), s->path,
                    "The tables cannot be written anew");
    }
    enum tf_err held = tf_sqlite_hold(s);
    tf_board_unref(board);
    if (err || held) {
        return err ? err : held;
    }
    return tf_err_tell(problem, TF_OK, kept, NULL, "The tables were written anew from the log");
}
