/* A draft of whole records: they are put as they are, when the board can hold them. */
#include "exchange/merge.h"

#include "core/rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Draft records are in order of kind and key. */
static const struct tf_record *find(const struct tf_merge *merge, enum tf_kind kind, uint64_t id)
{
    const struct tf_draft *draft = merge->draft;
    struct tf_key key = {0, id};
    size_t low = 0, high = draft->record_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct tf_record *record = draft->records[middle];
        int order = record->kind != kind ? (record->kind < kind ? -1 : 1) : tf_key_compare(record->key, key);
        if (order == 0) {
            return record;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return tf_board_get(merge->board, kind, key);
}

static bool is_living(const struct tf_record *session)
{
    return session &&
           (TF_SESSION(session)->state == TF_SESSION_OPEN || TF_SESSION(session)->state == TF_SESSION_PLACED);
}

/* What a record needs and does not find; NULL: it can be put. */
static const char *missing(const struct tf_merge *merge, const struct tf_record *record)
{
    if (tf_schema_of(record->kind)->owner_name && !find(merge, TF_KIND_SESSION, record->key.owner)) {
        return "It belongs to a session that is not in the file.";
    }
    if (record->kind != TF_KIND_PLACEMENT) {
        return NULL;
    }
    const struct tf_placement *placement = TF_PLACEMENT(record);
    const struct tf_record *space = find(merge, TF_KIND_SPACE, placement->space);
    if (!is_living(find(merge, TF_KIND_SESSION, placement->session))) {
        return "It places a session that is not in the file, or is off the wall.";
    }
    if (!space || TF_SPACE(space)->closed) {
        return "It is in a space that is not in the file, or is closed.";
    }
    if (!find(merge, TF_KIND_SLOT, placement->slot) || !find(merge, TF_KIND_SLOT, placement->last_slot)) {
        return "It is in a row that is not in the file.";
    }
    return NULL;
}

static int by_id(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* The sessions that will have a placement: of the file, and of the board where the file has no other word. */
struct placed {
    uint64_t *ids; /* ascending */
    size_t count;
};

static enum tf_err find_placed(struct tf_merge *merge, struct placed *placed)
{
    const struct tf_grid *grid = merge->board->grid;
    const struct tf_draft *draft = merge->draft;
    placed->count = 0;
    placed->ids = tf_arena_alloc(&merge->arena,
                                 (draft->record_count + grid->placement_count + 1) * sizeof *placed->ids);
    if (!placed->ids) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < draft->record_count; i++) {
        if (draft->records[i]->kind == TF_KIND_PLACEMENT && !missing(merge, draft->records[i])) {
            placed->ids[placed->count++] = TF_PLACEMENT(draft->records[i])->session;
        }
    }
    for (size_t i = 0; i < grid->placement_count; i++) {
        if (find(merge, TF_KIND_PLACEMENT, grid->placements[i]->record.key.id) ==
            &grid->placements[i]->record) {
            placed->ids[placed->count++] = grid->placements[i]->session;
        }
    }
    if (placed->count) {
        qsort(placed->ids, placed->count, sizeof *placed->ids, by_id);
    }
    return TF_OK;
}

static int64_t highest_position(const struct tf_board *board)
{
    const struct tf_grid *grid = board->grid;
    return grid->space_count ? grid->spaces[grid->space_count - 1]->position : -1;
}

/* A new space goes behind those that are here. */
static enum tf_err put_space(struct tf_merge *merge, const struct tf_record *record, int64_t offset)
{
    struct tf_space space = *TF_SPACE(record);
    const struct tf_space *here = tf_board_space(merge->board, record->key.id);
    space.position = here ? here->position : space.position + offset;
    return tf_merge_put(merge, &space.record);
}

static enum tf_err put_session(struct tf_merge *merge, const struct tf_record *record,
                               const struct placed *placed)
{
    struct tf_session session = *TF_SESSION(record);
    bool has_placement =
        placed->count && bsearch(&record->key.id, placed->ids, placed->count, sizeof *placed->ids, by_id);
    if (is_living(record)) {
        session.state = has_placement ? TF_SESSION_PLACED : TF_SESSION_OPEN;
    }
    const struct tf_session *other = tf_board_session_coded(merge->board, session.code);
    char code[9];
    if (other && other->record.key.id != record->key.id) {
        do {
            tf_command_code(code, tf_rng_u64(merge->rng));
        } while (tf_board_session_coded(merge->board, code));
        tf_report_add(merge->report, TF_REPORT_MENDED, 0, session.title,
                      "Its code %s is in use here: it got the code %s.", session.code, code);
        session.code = code;
    }
    return tf_merge_put(merge, &session.record);
}

/* Another event's name and zone stay those of the board. */
static enum tf_err put_gathering(struct tf_merge *merge, const struct tf_record *record)
{
    const struct tf_gathering *here = tf_board_gathering(merge->board);
    if (!here || strcmp(here->guid, TF_GATHERING(record)->guid) == 0) {
        return tf_merge_put(merge, record);
    }
    tf_report_add(merge->report, TF_REPORT_NOTE, 0, TF_GATHERING(record)->title,
                  "The file is of another event; this one keeps its name and time zone.");
    return TF_OK;
}

static enum tf_err put(struct tf_merge *merge, const struct tf_record *record, int64_t position_offset,
                       const struct placed *placed)
{
    switch (record->kind) {
    case TF_KIND_GATHERING:
        return put_gathering(merge, record);
    case TF_KIND_SPACE:
        return put_space(merge, record, position_offset);
    case TF_KIND_SESSION:
        return put_session(merge, record, placed);
    default:
        return tf_merge_put(merge, record);
    }
}

/* The board's own rules have the last word; better here, where it can be said, than after. */
static enum tf_err try_it(struct tf_merge *merge)
{
    struct tf_event *event = NULL;
    struct tf_refusal refusal = {0};
    if (merge->command->record_count == 0) {
        return TF_OK;
    }
    enum tf_err err = tf_rules_decide(&event, merge->board, merge->command, NULL, &refusal, NULL);
    tf_event_unref(event);
    if (!err || err == TF_ERR_NOMEM || refusal.reason == TF_REASON_NOT_ALLOWED ||
        refusal.reason == TF_REASON_NO_CHANGE) {
        return err == TF_ERR_NOMEM ? err : TF_OK;
    }
    char where[64];
    (void)snprintf(where, sizeof where, "id %" PRIu64 " %s", refusal.subject, refusal.field);
    return tf_err_tell(merge->problem, TF_ERR_CONFLICT, where, "Import it into an event of its own.",
                       "The file does not fit this board (%s).", tf_reason_name(refusal.reason));
}

enum tf_err tf_merge_native(struct tf_merge *merge)
{
    const struct tf_draft *draft = merge->draft;
    struct tf_report *report = merge->report;
    int64_t offset = highest_position(merge->board) + 1;
    struct placed placed;
    enum tf_err err = find_placed(merge, &placed);
    for (size_t i = 0; i < draft->record_count && !err; i++) {
        const struct tf_record *record = draft->records[i];
        const struct tf_record *here = tf_board_get(merge->board, record->kind, record->key);
        const char *why = missing(merge, record);
        if (why) {
            char where[64];
            (void)snprintf(where, sizeof where, "%s %" PRIu64, tf_schema_of(record->kind)->table,
                           record->key.id);
            tf_report_add(report, TF_REPORT_REFUSED, 0, where, "%s", why);
            report->refused++;
            continue;
        }
        size_t before = merge->command->record_count;
        err = put(merge, record, offset, &placed);
        bool puts = merge->command->record_count > before;
        report->added += puts && !here;
        report->changed += puts && here;
        report->kept += !puts;
    }
    if (!err && !tf_board_gathering(merge->board) && draft->records[0]->kind != TF_KIND_GATHERING) {
        err = tf_err_tell(merge->problem, TF_ERR_INVALID, NULL, "Set up the event first.",
                          "The file has no event in it, and this board has none yet.");
    }
    return err ? err : try_it(merge);
}
