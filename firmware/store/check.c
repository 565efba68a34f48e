#include "store/check.h"

#include "core/changed.h"

#include <stdarg.h>
#include <stdio.h>

enum { EVENTS_AT_A_TIME = 64, FINDING_BYTES = 640 };

void tf_check_say(tf_store_say_fn say, void *user, const char *format, ...)
{
    char finding[FINDING_BYTES];
    va_list args;
    if (!say) {
        return;
    }
    va_start(args, format);
    vsnprintf(finding, sizeof(finding), format, args);
    va_end(args);
    say(user, finding);
}

static enum tf_err apply_all(struct tf_board **board, struct tf_event **events, size_t count,
                             tf_store_say_fn say, void *user)
{
    for (size_t i = 0; i < count; i++) {
        struct tf_board *next;
        enum tf_err err = tf_board_apply(&next, *board, events[i]);
        if (err == TF_ERR_NOMEM) {
            return err;
        }
        if (err) {
            tf_check_say(say, user, "The log does not follow on from itself at event %llu",
                         (unsigned long long)events[i]->sequence);
            return TF_ERR_CORRUPT;
        }
        tf_board_unref(*board);
        *board = next;
    }
    return TF_OK;
}

enum tf_err tf_check_replay_log(struct tf_store *store, struct tf_board **out, tf_store_say_fn say,
                                void *user)
{
    struct tf_event *events[EVENTS_AT_A_TIME];
    struct tf_board *board;
    size_t count = 0, at_a_time = EVENTS_AT_A_TIME;
    enum tf_err err = tf_board_create(&board);
    if (err) {
        return err;
    }
    do {
        err = tf_store_read(store, board->revision + 1, events, at_a_time, &count);
        if (err == TF_ERR_CORRUPT && at_a_time > 1) { /* one by one, to name the one */
            at_a_time = 1;
            err = tf_store_read(store, board->revision + 1, events, at_a_time, &count);
        }
        if (err == TF_ERR_CORRUPT) {
            tf_check_say(say, user, "The log cannot be read after event %llu",
                         (unsigned long long)board->revision);
        }
        if (err) {
            break;
        }
        err = apply_all(&board, events, count, say, user);
        for (size_t i = 0; i < count; i++) {
            tf_event_unref(events[i]);
        }
    } while (!err && count > 0);
    if (err) {
        tf_board_unref(board);
    } else {
        *out = board;
    }
    return err;
}

/* The first record that the two do not have alike. */
static void say_difference(const struct tf_board *tables, const struct tf_board *log, tf_store_say_fn say,
                           void *user)
{
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        struct tf_table_iter a = tf_table_first(tables->tables[kind]), b = tf_table_first(log->tables[kind]);
        while (a.record && b.record && tf_record_equal(a.record, b.record)) {
            tf_table_next(&a);
            tf_table_next(&b);
        }
        const struct tf_record *record = a.record ? a.record : b.record;
        if (a.record && b.record && tf_key_compare(b.record->key, a.record->key) < 0) {
            record = b.record;
        }
        if (record) {
            tf_check_say(say, user, "The log tells something else about %s %llu than its table",
                         tf_schema_of((enum tf_kind)kind)->table, (unsigned long long)record->key.id);
        }
    }
}

/* A file that was migrated says that a thing changed later than it did, never earlier. */
static bool say_changed(const struct tf_board *tables, const struct tf_board *log, tf_store_say_fn say,
                        void *user)
{
    for (int kind = 0; kind < TF_KIND_COUNT; kind++) {
        struct tf_table_iter it = tf_table_first(log->tables[kind]);
        for (; it.record; tf_table_next(&it)) {
            uint64_t id = it.record->key.id;
            if (tf_changed_of(tables->changed, (enum tf_kind)kind, id).revision <
                tf_changed_of(log->changed, (enum tf_kind)kind, id).revision) {
                tf_check_say(say, user, "The log tells that %s %llu changed later than the file says",
                             tf_schema_of((enum tf_kind)kind)->table, (unsigned long long)id);
                return true;
            }
        }
    }
    return false;
}

enum tf_err tf_check_replay(struct tf_store *store, tf_store_say_fn say, void *user)
{
    struct tf_problem problem = {0};
    struct tf_board *tables = NULL, *log = NULL;
    enum tf_err found = TF_OK;
    enum tf_err err = tf_store_load(store, &tables, &problem);
    if (err == TF_ERR_CORRUPT) {
        tf_check_say(say, user, "%s", problem.what);
    }
    if (err && err != TF_ERR_CORRUPT) {
        goto out;
    }
    found = err;
    err = tf_check_replay_log(store, &log, say, user);
    if (err && err != TF_ERR_CORRUPT) {
        goto out;
    }
    if (err) {
        found = err;
    }
    if (tables && log && (!tf_board_equal(tables, log) || tables->revision != log->revision)) {
        say_difference(tables, log, say, user);
        found = TF_ERR_CORRUPT;
    } else if (tables && log && say_changed(tables, log, say, user)) {
        found = TF_ERR_CORRUPT;
    }
    err = tables ? tf_board_check_relations(tables, &problem) : TF_OK;
    if (err == TF_ERR_CORRUPT) {
        tf_check_say(say, user, "%s (%s)", problem.what, problem.where);
        found = TF_ERR_CORRUPT;
        err = TF_OK;
    }
out:
    tf_board_unref(tables);
    tf_board_unref(log);
    return err && err != TF_ERR_CORRUPT ? err : found;
}
