/* What holds for every board that is published. Rules keep it, imports keep it, undo keeps it.
 *
 *  1. Every record's form is right (tf_record_check), and there are no more of a kind than its limit.
 *  2. When there is anything at all, there is exactly one gathering.
 *  3. No two spaces have the same position.
 *  4. No two sessions have the same code.
 *  5. Rows never overlap; in order of start, the days they belong to never go back; at most TF_DAYS_MAX days.
 *  6. A placement is of a session, in a space, from a row to a row that exist; both rows are of kind session,
 *     of the same day, the last not before the first. No placement begins or ends in a break or plenary.
 *  7. A cell holds one placement at most, but in a shared space.
 *  8. A closed space holds nothing.
 *  9. A session is placed exactly when it has a placement. Open, hidden, withdrawn and merged ones have none:
 *     what hides, withdraws or merges one takes its placements away in the same event, so that undo brings
 *     them back together.
 * 10. A merged session leads, over however many merged ones, to one that is not merged.
 *     What a session asks to merge into exists.
 * 11. Stars, notes and actions belong to a session that exists.
 * 12. Nobody has a star on a session that came from their own device.
 * 13. The grid is made of exactly these spaces, rows and placements.
 */
#include "core/board.h"

#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum tf_err broken(struct tf_problem *problem, const struct tf_record *record, const char *what)
{
    char where[80] = "";
    if (record && record->key.owner) {
        snprintf(where, sizeof(where), "%s %" PRIu64 " of session %" PRIu64,
                 tf_schema_of(record->kind)->table, record->key.id, record->key.owner);
    } else if (record) {
        snprintf(where, sizeof(where), "%s %" PRIu64, tf_schema_of(record->kind)->table, record->key.id);
    }
    return tf_err_tell(problem, TF_ERR_CORRUPT, where, NULL, "%s", what);
}

static enum tf_err check_counts(const struct tf_board *board, struct tf_problem *problem)
{
    size_t total = 0;
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        const struct tf_table *table = board->tables[i];
        total += tf_table_count(table);
        if (tf_table_count(table) > tf_schema_of((enum tf_kind)i)->max) {
            return broken(problem, tf_table_first(table).record, "There are more than the limit allows");
        }
    }
    if (total > 0 && !tf_board_gathering(board)) {
        return broken(problem, NULL, "Something is on the board, but no event is set up");
    }
    return TF_OK;
}

static enum tf_err check_records(const struct tf_board *board, struct tf_problem *problem)
{
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        for (struct tf_table_iter it = tf_table_first(board->tables[i]); it.record; tf_table_next(&it)) {
            struct tf_problem form;
            enum tf_err err = tf_record_check(it.record, &form);
            if (err == TF_ERR_NOMEM) {
                return err;
            }
            if (err) {
                char what[sizeof(form.what) + sizeof(form.where) + 4];
                snprintf(what, sizeof(what), "%s (%s)", form.what, form.where);
                return broken(problem, it.record, what);
            }
        }
    }
    return TF_OK;
}

static enum tf_err check_spaces_and_slots(const struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_grid *grid = board->grid;
    for (size_t i = 1; i < grid->space_count; i++) {
        if (grid->spaces[i - 1]->position == grid->spaces[i]->position) {
            return broken(problem, &grid->spaces[i]->record, "Two spaces have the same position");
        }
    }
    for (size_t i = 1; i < grid->slot_count; i++) {
        if (grid->slots[i - 1]->end > grid->slots[i]->start) {
            return broken(problem, &grid->slots[i]->record,
                          "Two rows overlap, or their days are not in order");
        }
    }
    if (grid->day_count > TF_DAYS_MAX) {
        return broken(problem, NULL, "There are more days than the limit allows");
    }
    return TF_OK;
}

static int by_code(const void *left, const void *right)
{
    const struct tf_session *a = *(const struct tf_session *const *)left;
    const struct tf_session *b = *(const struct tf_session *const *)right;
    return strcmp(a->code, b->code);
}

static enum tf_err check_codes(const struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_table *table = board->tables[TF_KIND_SESSION];
    size_t count = tf_table_count(table), i = 0;
    if (count == 0) {
        return TF_OK;
    }
    const struct tf_session **sessions = malloc(count * sizeof(const struct tf_session *));
    if (!sessions) {
        return TF_ERR_NOMEM;
    }
    for (struct tf_table_iter it = tf_table_first(table); it.record; tf_table_next(&it)) {
        sessions[i++] = TF_SESSION(it.record);
    }
    qsort(sessions, count, sizeof(const struct tf_session *), by_code);
    enum tf_err err = TF_OK;
    for (i = 1; !err && i < count; i++) {
        if (strcmp(sessions[i - 1]->code, sessions[i]->code) == 0) {
            err = broken(problem, &sessions[i]->record, "Two sessions have the same code");
        }
    }
    free(sessions);
    return err;
}

static enum tf_err check_placement(const struct tf_board *board, const struct tf_placement *placement,
                                   struct tf_problem *problem)
{
    const struct tf_record *record = &placement->record;
    const struct tf_space *space = tf_board_space(board, placement->space);
    const struct tf_slot *first = tf_board_slot(board, placement->slot);
    const struct tf_slot *last = tf_board_slot(board, placement->last_slot);
    if (!tf_board_session(board, placement->session)) {
        return broken(problem, record, "It places a session that does not exist");
    }
    if (!space) {
        return broken(problem, record, "It is in a space that does not exist");
    }
    if (!first || !last) {
        return broken(problem, record, "It is in a row that does not exist");
    }
    if (first->kind != TF_SLOT_SESSION || last->kind != TF_SLOT_SESSION) {
        return broken(problem, record, "It begins or ends in a break or a plenary");
    }
    if (first->day != last->day || last->start < first->start) {
        return broken(problem, record, "Its rows are not of one day in order");
    }
    if (space->closed) {
        return broken(problem, record, "It is in a closed space");
    }
    return TF_OK;
}

static enum tf_err check_placements(const struct tf_board *board, struct tf_problem *problem)
{
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_PLACEMENT]);
    for (; it.record; tf_table_next(&it)) {
        enum tf_err err = check_placement(board, TF_PLACEMENT(it.record), problem);
        if (err) {
            return err;
        }
    }
    return TF_OK;
}

static enum tf_err check_cells(const struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_grid *grid = board->grid;
    for (size_t i = 0; i < grid->placement_count; i++) {
        struct tf_extent extent = grid->extents[i];
        if (grid->spaces[extent.space]->shared) {
            continue;
        }
        for (int slot = extent.first_slot; slot <= extent.last_slot; slot++) {
            const struct tf_placement *here = tf_grid_cell(grid, extent.space, slot);
            if (here && here != grid->placements[i]) {
                return broken(problem, &grid->placements[i]->record, "Two placements are in one cell");
            }
        }
    }
    return TF_OK;
}

static enum tf_err check_sessions(const struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_table *table = board->tables[TF_KIND_SESSION];
    for (struct tf_table_iter it = tf_table_first(table); it.record; tf_table_next(&it)) {
        const struct tf_session *session = TF_SESSION(it.record);
        bool has_placement = tf_grid_placement_of(board->grid, it.record->key.id, NULL) != NULL;
        if (has_placement != (session->state == TF_SESSION_PLACED)) {
            return broken(problem, it.record, "It is placed without a placement, or the other way round");
        }
        if (session->asks_into != 0 && !tf_board_session(board, session->asks_into)) {
            return broken(problem, it.record, "It asks to merge with a session that does not exist");
        }
        size_t steps = 0;
        while (session->state == TF_SESSION_MERGED) {
            session = tf_board_session(board, session->merged_into);
            if (!session) {
                return broken(problem, it.record, "It was merged into a session that does not exist");
            }
            if (++steps > tf_table_count(table)) {
                return broken(problem, it.record, "Sessions were merged in a circle");
            }
        }
    }
    return TF_OK;
}

static enum tf_err check_owners(const struct tf_board *board, struct tf_problem *problem)
{
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        if (!tf_schema_of((enum tf_kind)i)->owner_name) {
            continue;
        }
        const struct tf_session *session = NULL; /* of the record before: they come session by session */
        for (struct tf_table_iter it = tf_table_first(board->tables[i]); it.record; tf_table_next(&it)) {
            if (!session || session->record.key.id != it.record->key.owner) {
                session = tf_board_session(board, it.record->key.owner);
            }
            if (!session) {
                return broken(problem, it.record, "It belongs to a session that does not exist");
            }
            if (i == TF_KIND_STAR && session->device == it.record->key.id) {
                return broken(problem, it.record, "It is a star for one's own session");
            }
        }
    }
    return TF_OK;
}

/* A dot is on a topic; a topic that was brought into another one is one step away from it. */
static enum tf_err check_topics(const struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_table *topics = board->tables[TF_KIND_TOPIC];
    for (struct tf_table_iter it = tf_table_first(topics); it.record; tf_table_next(&it)) {
        uint64_t into = TF_TOPIC(it.record)->into;
        const struct tf_record *head = into ? tf_table_get(topics, (struct tf_key){0, into}) : NULL;
        if (into && (!head || TF_TOPIC(head)->into)) {
            return broken(problem, it.record, "It belongs to a topic that does not stand for itself");
        }
    }
    for (struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_DOT]); it.record;
         tf_table_next(&it)) {
        if (!tf_table_get(topics, (struct tf_key){0, TF_DOT(it.record)->topic})) {
            return broken(problem, it.record, "It is on a topic that does not exist");
        }
    }
    return TF_OK;
}

static enum tf_err check_grid(const struct tf_board *board, struct tf_problem *problem)
{
    const struct tf_grid *grid = board->grid;
    bool same = grid->space_count == tf_table_count(board->tables[TF_KIND_SPACE]) &&
                grid->slot_count == tf_table_count(board->tables[TF_KIND_SLOT]) &&
                grid->placement_count == tf_table_count(board->tables[TF_KIND_PLACEMENT]);
    for (size_t i = 0; same && i < grid->space_count; i++) {
        same = tf_board_space(board, grid->spaces[i]->record.key.id) == grid->spaces[i];
    }
    for (size_t i = 0; same && i < grid->slot_count; i++) {
        same = tf_board_slot(board, grid->slots[i]->record.key.id) == grid->slots[i];
    }
    for (size_t i = 0; same && i < grid->placement_count; i++) {
        same = tf_board_get(board, TF_KIND_PLACEMENT, grid->placements[i]->record.key) ==
               &grid->placements[i]->record;
    }
    return same ? TF_OK : broken(problem, NULL, "The grid is not made of what is on the board");
}

typedef enum tf_err (*check_fn)(const struct tf_board *board, struct tf_problem *problem);

enum tf_err tf_board_check_relations(const struct tf_board *board, struct tf_problem *problem)
{
    static const check_fn checks[] = {
        check_counts, check_placements, check_grid,     check_spaces_and_slots, check_cells,
        check_codes,  check_owners,     check_sessions, check_topics,
    };
    for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
        enum tf_err err = checks[i](board, problem);
        if (err) {
            return err;
        }
    }
    return TF_OK;
}

enum tf_err tf_board_check(const struct tf_board *board, struct tf_problem *problem)
{
    enum tf_err err = check_records(board, problem);
    return err ? err : tf_board_check_relations(board, problem);
}
