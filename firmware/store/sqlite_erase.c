/* The log row by row, the tables from it, and then the whole file: SQLite leaves what was deleted in free
 * pages, and in the WAL, until it is written anew. */
#include "store/check.h"
#include "store/sql.h"
#include "store/sqlite.h"

enum { EVENTS_AT_A_TIME = 64 };

/* Calls `each` for every event of the log; one page of them is held at a time. */
static enum tf_err walk(struct tf_sqlite *s, struct tf_erase *erase,
                        enum tf_err (*each)(struct tf_sqlite *s, struct tf_erase *erase,
                                            struct tf_event *event))
{
    struct tf_event *events[EVENTS_AT_A_TIME];
    uint64_t first = 1;
    size_t count = 0;
    enum tf_err err = TF_OK;
    do {
        err = tf_store_read(&s->store, first, events, EVENTS_AT_A_TIME, &count);
        for (size_t i = 0; i < (err ? 0 : count); i++) {
            err = err ? err : each(s, erase, events[i]);
            tf_event_unref(events[i]);
        }
        first += count;
    } while (!err && count > 0);
    return err;
}

static enum tf_err learn(struct tf_sqlite *s, struct tf_erase *erase, struct tf_event *event)
{
    (void)s;
    return tf_erase_learn(erase, event);
}

static enum tf_err rewrite(struct tf_sqlite *s, struct tf_erase *erase, struct tf_event *event)
{
    struct tf_event *mapped = NULL;
    enum tf_err err = tf_erase_event(erase, &mapped, event);
    if (!err && mapped != event) {
        err = tf_sqlite_log_rewrite(s, mapped);
    }
    tf_event_unref(mapped);
    return err;
}

/* One transaction. Whether the log still tells a sound board is found out before it counts. */
static enum tf_err rewrite_all(struct tf_sqlite *s, struct tf_erase *erase, struct tf_problem *problem)
{
    struct tf_board *board = NULL;
    enum tf_err err = tf_sqlite_hold(s);
    for (int time = 0; !err && time < 2; time++) {
        err = walk(s, erase, learn);
    }
    if (!err) {
        err = walk(s, erase, rewrite);
    }
    if (!err) {
        err = tf_check_replay_log(&s->store, &board, NULL, NULL);
    }
    if (!err) {
        err = tf_board_check_relations(board, problem);
    }
    if (!err) {
        err = tf_sqlite_write_tables(s, board);
    }
    if (!err && tf_erase_count(erase) > 0) { /* calendars that were read before shall have it anew */
        err = tf_sql_exec(s->db, "UPDATE changed SET revision = (SELECT max(sequence) FROM log), "
                                 "at = (SELECT at FROM log ORDER BY sequence DESC LIMIT 1)");
    }
    if (!err) {
        err = tf_sqlite_run(s, TF_SQLITE_COMMIT);
    }
    tf_board_unref(board);
    if (err) {
        tf_sql_rollback(s->db);
    }
    return err;
}

/* VACUUM writes every page anew, into the WAL; emptying that writes them over the old ones. */
static enum tf_err write_anew(struct tf_sqlite *s)
{
    int in_wal = -1, moved = -1;
    tf_sqlite_release(s);
    enum tf_err err = tf_sql_exec(s->db, "VACUUM");
    if (!err) {
        int code = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, &in_wal, &moved);
        err = (code & 0xff) == SQLITE_BUSY ? TF_ERR_BUSY : tf_sql_err(code);
    }
    if (!err) {
        s->wal_pages = 0;
    }
    return err;
}

enum tf_err tf_sqlite_erase(struct tf_store *store, struct tf_erase *erase, struct tf_problem *problem)
{
    struct tf_sqlite *s = tf_sqlite_of(store);
    if (s->read_only) {
        return tf_err_tell(problem, TF_ERR_DENIED, s->path, NULL, "The file is only read");
    }
    enum tf_err err = rewrite_all(s, erase, problem);
    if (err) {
        tf_err_tell(problem, err, s->path, "Nothing was changed; look at the file with `twofeet check`",
                    "It could not be taken out of the log: %s", tf_err_name(err));
    } else if ((err = write_anew(s))) {
        tf_err_tell(problem, err, s->path,
                    err == TF_ERR_BUSY ? "End the other program that reads this file, and do it once more"
                                       : "Make room on the disk, and do it once more",
                    "It is out of the event, but its bytes may still be in the file: %s", tf_err_name(err));
    }
    enum tf_err held = tf_sqlite_hold(s);
    return err ? err : held;
}
