#include "store/migrate.h"

#include "store/backup.h"
#include "store/ddl.h"
#include "store/sql.h"

#include <limits.h>
#include <stdio.h>

static enum tf_err not_ours(const char *path, struct tf_problem *problem)
{
    return tf_err_tell(problem, TF_ERR_UNSUPPORTED, path, "Name another file",
                       "This is an SQLite file, but not one of Twofeet's");
}

enum tf_err tf_migrate_look(sqlite3 *db, const struct tf_migrate_plan *plan, const char *path, int *version,
                            struct tf_problem *problem)
{
    int64_t application = 0, found = 0, objects = 0;
    enum tf_err err = tf_sql_number(db, "PRAGMA application_id", &application);
    if (!err) {
        err = tf_sql_number(db, "PRAGMA user_version", &found);
    }
    if (!err) {
        err = tf_sql_number(db, "SELECT count(*) FROM sqlite_schema", &objects);
    }
    if (err) {
        return tf_sql_tell(problem, db, sqlite3_extended_errcode(db), path, "The file cannot be read");
    }
    bool is_empty = application == 0 && found == 0 && objects == 0;
    if (!is_empty && (application != TF_DDL_APPLICATION_ID || found < 1)) {
        return not_ours(path, problem);
    }
    if (found > plan->version) {
        return tf_err_tell(problem, TF_ERR_UNSUPPORTED, path, "Install the newest Twofeet",
                           "A newer Twofeet wrote this file (version %d; this program knows %d)", (int)found,
                           plan->version);
    }
    *version = (int)found;
    return TF_OK;
}

static enum tf_err set_version(sqlite3 *db, int version)
{
    char sql[96];
    snprintf(sql, sizeof(sql), "PRAGMA application_id = %d; PRAGMA user_version = %d", TF_DDL_APPLICATION_ID,
             version);
    return tf_sql_exec(db, sql);
}

/* Ends the transaction, or takes it back and tells why. */
static enum tf_err end(sqlite3 *db, enum tf_err err, const char *path, const char *what,
                       struct tf_problem *problem)
{
    if (!err) {
        err = tf_sql_exec(db, "COMMIT");
    }
    if (err && sqlite3_errcode(db) != SQLITE_OK) {
        tf_sql_tell(problem, db, sqlite3_extended_errcode(db), path, what);
    } else if (err) {
        tf_err_tell(problem, err, path, NULL, "%s: rows would name what is not there", what);
    }
    tf_sql_rollback(db);
    return err == TF_ERR_INVALID ? TF_ERR_CORRUPT : err;
}

static enum tf_err create(sqlite3 *db, const struct tf_migrate_plan *plan, const char *path,
                          struct tf_problem *problem)
{
    enum tf_err err = tf_sql_exec(db, "BEGIN IMMEDIATE");
    for (size_t i = 0; !err && plan->statements[i]; i++) {
        err = tf_sql_exec(db, plan->statements[i]);
    }
    if (!err) {
        err = set_version(db, plan->version);
    }
    return end(db, err, path, "The file cannot be created", problem);
}

static enum tf_err verify_copy(void *user, const char *copy, struct tf_problem *problem)
{
    sqlite3 *db = NULL, *original = user;
    int64_t wanted = 0, found = -1;
    enum tf_err err = tf_sql_number(original, "PRAGMA user_version", &wanted);
    if (!err) {
        err = tf_sql_err(sqlite3_open_v2(copy, &db, SQLITE_OPEN_READONLY, NULL));
    }
    if (!err) {
        err = tf_backup_integrity(db, copy, problem);
    }
    if (!err) {
        err = tf_sql_number(db, "PRAGMA user_version", &found);
    }
    if (!err && found != wanted) {
        err = tf_err_tell(problem, TF_ERR_CORRUPT, copy, NULL, "The backup is not what was copied");
    }
    sqlite3_close(db);
    return err;
}

static enum tf_err step(sqlite3 *db, const struct tf_migrate_step *change, const char *path,
                        struct tf_problem *problem)
{
    char backup[PATH_MAX];
    int len = snprintf(backup, sizeof(backup), "%s.v%d.backup", path, change->to - 1);
    if (len < 0 || (size_t)len >= sizeof(backup)) {
        return tf_err_tell(problem, TF_ERR_IO, path, "Use a shorter path", "The backup's path is too long");
    }
    enum tf_err err = tf_backup_write(db, backup, verify_copy, db, problem);
    if (err) {
        return err;
    }
    int64_t broken = 0;
    err = tf_sql_exec(db, "BEGIN IMMEDIATE");
    if (!err) {
        err = tf_sql_exec(db, change->sql);
    }
    if (!err) {
        err = tf_sql_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &broken);
    }
    if (!err && broken > 0) {
        err = TF_ERR_CORRUPT;
    }
    if (!err) {
        err = set_version(db, change->to);
    }
    return end(db, err, path, "The file cannot be brought to this version; it is as it was", problem);
}

enum tf_err tf_migrate_run(sqlite3 *db, const struct tf_migrate_plan *plan, const char *path,
                           struct tf_problem *problem)
{
    int version = 0;
    enum tf_err err = tf_migrate_look(db, plan, path, &version, problem);
    if (err || version == plan->version) {
        return err;
    }
    if (version == 0) {
        return create(db, plan, path, problem);
    }
    err = tf_sql_exec(db, "PRAGMA foreign_keys = OFF"); /* no effect inside a transaction, hence here */
    for (size_t i = 0; !err && i < plan->step_count; i++) {
        if (plan->steps[i].to != version + 1) {
            continue;
        }
        err = step(db, &plan->steps[i], path, problem);
        version++;
    }
    if (!err && version != plan->version) {
        err = tf_err_tell(problem, TF_ERR_UNSUPPORTED, path, NULL,
                          "This program cannot read version %d files", version);
    }
    if (!err) {
        err = tf_sql_exec(db, "PRAGMA foreign_keys = ON");
    }
    return err;
}
