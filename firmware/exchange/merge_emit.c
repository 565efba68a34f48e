/* What differs from the board goes into the command. */
#include "exchange/guid.h"
#include "exchange/merge.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static int by_id(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* The placements of the board that are not among those that stay. */
static enum tf_err emit_removals(struct tf_merge *merge, const uint64_t *staying, size_t count)
{
    const struct tf_grid *grid = merge->board->grid;
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < grid->placement_count && !err; i++) {
        const struct tf_record *record = &grid->placements[i]->record;
        if (count == 0 || !bsearch(&record->key.id, staying, count, sizeof *staying, by_id)) {
            err = tf_command_add_removal(merge->command, record);
        }
    }
    return err;
}

static enum tf_err emit_placements(struct tf_merge *merge)
{
    uint64_t *staying = tf_arena_alloc(&merge->arena, (merge->placed_count + 1) * sizeof *staying);
    if (!staying) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < merge->placed_count && !err; i++) {
        staying[i] = merge->placed[i].placement.record.key.id;
        err = tf_merge_put(merge, &merge->placed[i].placement.record);
    }
    if (merge->placed_count) {
        qsort(staying, merge->placed_count, sizeof *staying, by_id);
    }
    return err ? err : emit_removals(merge, staying, merge->placed_count);
}

static bool has_placement(const struct tf_merge *merge, const uint64_t *placed, uint64_t session)
{
    return merge->placed_count && bsearch(&session, placed, merge->placed_count, sizeof *placed, by_id);
}

static enum tf_err emit_sessions(struct tf_merge *merge)
{
    uint64_t *placed = tf_arena_alloc(&merge->arena, (merge->placed_count + 1) * sizeof *placed);
    if (!placed) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < merge->placed_count; i++) {
        placed[i] = merge->placed[i].placement.session;
    }
    if (merge->placed_count) {
        qsort(placed, merge->placed_count, sizeof *placed, by_id);
    }
    enum tf_err err = TF_OK;
    size_t added = 0;
    for (size_t i = 0; i < merge->draft->session_count && !err; i++) {
        struct tf_merge_thing *thing = &merge->things[i];
        bool is_new = !thing->session && !thing->slot && !thing->adopted && thing->role != TF_MERGE_TWIN;
        merge->report->added += is_new;
        merge->report->changed += !is_new && thing->changed;
        merge->report->kept += !is_new && !thing->changed;
        if (thing->role != TF_MERGE_SESSION) {
            continue;
        }
        struct tf_session *value = &thing->value;
        if (value->state == TF_SESSION_OPEN || value->state == TF_SESSION_PLACED) {
            value->state = has_placement(merge, placed, thing->id) ? TF_SESSION_PLACED : TF_SESSION_OPEN;
        }
        added += is_new;
        err = tf_merge_put(merge, &value->record);
    }
    size_t total = tf_table_count(merge->board->tables[TF_KIND_SESSION]) + added;
    if (!err && total > TF_SESSIONS_MAX) {
        err = tf_err_tell(merge->problem, TF_ERR_LIMIT, NULL, NULL,
                          "With this file there would be %zu sessions; %d are possible.", total,
                          TF_SESSIONS_MAX);
    }
    return err;
}

/* ---- where each thing came from */

static uint64_t origin_id(const struct tf_merge *merge, const char *outer)
{
    uint64_t id = tf_rng_mix(tf_guid_hash(7, merge->draft->source), tf_guid_hash(8, outer)) & TF_ID_MAX;
    for (;; id = (id + 1) & TF_ID_MAX) {
        const struct tf_record *record =
            id ? tf_board_get(merge->board, TF_KIND_ORIGIN, (struct tf_key){0, id}) : NULL;
        if (id && (!record || (strcmp(TF_ORIGIN(record)->source, merge->draft->source) == 0 &&
                               strcmp(TF_ORIGIN(record)->outer, outer) == 0))) {
            return id;
        }
    }
}

static enum tf_err emit_origin(struct tf_merge *merge, const char *outer, enum tf_kind kind, uint64_t target,
                               const char *brought)
{
    struct tf_origin origin = {
        .record = {.kind = TF_KIND_ORIGIN, .key = {0, origin_id(merge, outer)}},
        .source = merge->draft->source,
        .outer = outer,
        .target_kind = kind,
        .target = target,
        .brought = brought,
    };
    return tf_merge_put(merge, &origin.record);
}

static enum tf_err emit_origins(struct tf_merge *merge)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < merge->draft->room_count && !err; i++) {
        const char *outer = tf_arena_printf(&merge->arena, "room:%s", merge->draft->rooms[i]);
        uint64_t id = merge->spaces[merge->rooms[i]].space.record.key.id;
        err = outer ? emit_origin(merge, outer, TF_KIND_SPACE, id, "") : TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < merge->draft->session_count && !err; i++) {
        const struct tf_merge_thing *thing = &merge->things[i];
        bool is_session = thing->role == TF_MERGE_SESSION;
        uint64_t target = thing->role == TF_MERGE_TWIN ? merge->things[thing->twin_of].id : thing->id;
        const char *brought = tf_brought_write(&thing->now, &merge->arena);
        err = brought ? emit_origin(merge, thing->from->outer_id, is_session ? TF_KIND_SESSION : TF_KIND_SLOT,
                                    target, brought)
                      : TF_ERR_NOMEM;
    }
    return err;
}

enum tf_err tf_merge_emit(struct tf_merge *merge)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < merge->space_count && !err; i++) {
        err = tf_merge_put(merge, &merge->spaces[i].space.record);
    }
    for (size_t i = 0; i < merge->row_count && !err; i++) {
        err = tf_merge_put(merge, &merge->rows[i].slot.record);
    }
    if (!err) {
        err = emit_sessions(merge);
    }
    if (!err) {
        err = emit_placements(merge);
    }
    return err ? err : emit_origins(merge);
}
