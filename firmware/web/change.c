#include "web/change.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

struct change {
    const struct tf_board *before, *after;
    uint64_t sessions[TF_CHANGE_CODES_MAX];
    bool is_moved[TF_CHANGE_CODES_MAX];
    size_t count;
    bool is_grid, is_all, is_any;
};

static void touch(struct change *change, uint64_t session, bool is_moved)
{
    for (size_t i = 0; i < change->count; i++) {
        if (change->sessions[i] == session) {
            change->is_moved[i] |= is_moved;
            return;
        }
    }
    if (change->count == TF_CHANGE_CODES_MAX) {
        change->is_all = true;
        return;
    }
    change->sessions[change->count] = session;
    change->is_moved[change->count++] = is_moved;
}

/* A record that is another now, as it is; or that is gone, as it was. */
static void see(struct change *change, const struct tf_record *either)
{
    change->is_any = true;
    switch (either->kind) {
    case TF_KIND_SESSION:
        change->is_grid = true;
        touch(change, either->key.id, false);
        break;
    case TF_KIND_PLACEMENT:
        change->is_grid = true;
        touch(change, TF_PLACEMENT(either)->session, true);
        break;
    case TF_KIND_STAR:
    case TF_KIND_NOTE:
    case TF_KIND_ACTION:
        touch(change, either->key.owner, false);
        break;
    case TF_KIND_ORIGIN: /* nobody sees it */
        break;
    default:
        change->is_grid = true;
        change->is_all = true;
        break;
    }
}

/* What its host asks, or asked, stands on the other session's page. */
static void see_asked(struct change *change, const struct tf_record *record)
{
    if (record != NULL && record->kind == TF_KIND_SESSION && TF_SESSION(record)->asks_into != 0) {
        touch(change, TF_SESSION(record)->asks_into, false);
    }
}

/* Both tables are sorted by key; what is the same pointer is the same. */
static void compare(struct change *change, const struct tf_table *before, const struct tf_table *after)
{
    if (before == after) {
        return;
    }
    struct tf_table_iter a = tf_table_first(before), b = tf_table_first(after);
    while (a.record != NULL || b.record != NULL) {
        int order = a.record == NULL   ? 1
                    : b.record == NULL ? -1
                                       : tf_key_compare(a.record->key, b.record->key);
        if (order != 0 || a.record != b.record) {
            see(change, order < 0 ? a.record : b.record);
            see_asked(change, order <= 0 ? a.record : NULL);
            see_asked(change, order >= 0 ? b.record : NULL);
        }
        if (order <= 0) {
            tf_table_next(&a);
        }
        if (order >= 0) {
            tf_table_next(&b);
        }
    }
}

static json_t *moved_json(const struct change *change, const struct tf_session *session,
                          const struct tf_zone *zone)
{
    const struct tf_grid *grid = change->after->grid;
    const struct tf_placement *placement = tf_grid_placement_of(grid, session->record.key.id, NULL);
    const struct tf_space *space = placement != NULL ? tf_board_space(change->after, placement->space) : NULL;
    struct tf_civil civil;
    char when[8];
    if (space == NULL) {
        return json_pack("{s:s}", "code", session->code);
    }
    tf_zone_civil(zone, tf_grid_start(grid, placement), &civil);
    snprintf(when, sizeof(when), "%02u:%02u", (unsigned)civil.hour % 100, (unsigned)civil.minute % 100);
    return json_pack("{s:s, s:s, s:s}", "code", session->code, "where", space->name, "when", when);
}

static json_t *to_json(const struct change *change, const struct tf_zone *zone)
{
    json_t *codes = json_array(), *moved = json_array();
    for (size_t i = 0; i < change->count; i++) {
        const struct tf_session *session = tf_board_session(change->after, change->sessions[i]);
        if (session == NULL) {
            session = change->before != NULL ? tf_board_session(change->before, change->sessions[i]) : NULL;
        }
        if (session == NULL) {
            continue;
        }
        json_array_append_new(codes, json_string(session->code));
        if (change->is_moved[i]) {
            json_array_append_new(moved, moved_json(change, session, zone));
        }
    }
    return json_pack("{s:I, s:b, s:b, s:o, s:o}", "rev", (json_int_t)change->after->revision, "grid",
                     (int)change->is_grid, "all", (int)change->is_all, "codes", codes, "moved", moved);
}

enum tf_err tf_change_write(struct tf_buf *out, const struct tf_board *before, const struct tf_board *after,
                            const struct tf_zone *zone, bool *is_any)
{
    struct change change = {.before = before, .after = after};
    for (int kind = 0; before != NULL && kind < TF_KIND_COUNT; kind++) {
        compare(&change, before->tables[kind], after->tables[kind]);
    }
    if (before == NULL) {
        change.is_any = change.is_all = change.is_grid = true;
    }
    *is_any = change.is_any;
    json_t *json = to_json(&change, zone);
    char *text = json != NULL ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    if (text == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_buf_puts(out, text);
    free(text);
    return tf_buf_err(out);
}
