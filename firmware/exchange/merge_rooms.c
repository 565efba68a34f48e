#include "exchange/merge.h"

#include "base/limits.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t space_by_id(const struct tf_merge *merge, uint64_t id)
{
    for (size_t i = 0; i < merge->space_count; i++) {
        if (merge->spaces[i].space.record.key.id == id) {
            return i;
        }
    }
    return TF_MERGE_NONE;
}

static size_t space_by_name(const struct tf_merge *merge, const char *name)
{
    for (size_t i = 0; i < merge->space_count; i++) {
        if (merge->spaces[i].before && strcmp(merge->spaces[i].space.name, name) == 0) {
            return i;
        }
    }
    return TF_MERGE_NONE;
}

/* By an earlier import (people may have renamed it since), else by its very name. */
static enum tf_err find_exactly(struct tf_merge *merge, size_t room)
{
    const char *name = merge->draft->rooms[room];
    const char *outer = tf_arena_printf(&merge->arena, "room:%s", name);
    if (!outer) {
        return TF_ERR_NOMEM;
    }
    const struct tf_origin *origin = tf_map_get(&merge->origins, outer);
    if (origin && origin->target_kind == TF_KIND_SPACE) {
        merge->rooms[room] = space_by_id(merge, origin->target);
    }
    if (merge->rooms[room] == TF_MERGE_NONE) {
        merge->rooms[room] = space_by_name(merge, name);
    }
    return TF_OK;
}

static bool is_used(const struct tf_merge *merge, size_t space)
{
    for (size_t i = 0; i < merge->draft->room_count; i++) {
        if (merge->rooms[i] == space) {
            return true;
        }
    }
    return false;
}

/* By its name, whatever its case and accents, when no other room of the file is that space. */
static enum tf_err find_folded(struct tf_merge *merge, size_t room)
{
    char *wanted = NULL;
    enum tf_err err = tf_text_fold(&wanted, merge->draft->rooms[room]);
    for (size_t i = 0; i < merge->space_count && !err && merge->rooms[room] == TF_MERGE_NONE; i++) {
        char *folded = NULL;
        if (!merge->spaces[i].before || is_used(merge, i)) {
            continue;
        }
        err = tf_text_fold(&folded, merge->spaces[i].space.name);
        if (!err && strcmp(folded, wanted) == 0) {
            merge->rooms[room] = i;
        }
        free(folded);
    }
    free(wanted);
    return err;
}

static void add_space(struct tf_merge *merge, size_t room)
{
    int64_t position = -1;
    for (size_t i = 0; i < merge->space_count; i++) {
        if (merge->spaces[i].space.position > position) {
            position = merge->spaces[i].space.position;
        }
    }
    merge->rooms[room] = merge->space_count;
    merge->spaces[merge->space_count++].space = (struct tf_space){
        .record = {.kind = TF_KIND_SPACE, .key = {0, tf_merge_id(merge, TF_KIND_SPACE)}},
        .name = merge->draft->rooms[room],
        .position = position + 1,
        .symbol = (position + 1) % TF_SYMBOL_COUNT,
    };
}

static void settle_thing(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    for (size_t i = 0; i < merge->draft->room_count; i++) {
        if (merge->draft->rooms[i] == thing->from->room) {
            thing->space = merge->rooms[i];
        }
    }
}

enum tf_err tf_merge_rooms(struct tf_merge *merge)
{
    const struct tf_draft *draft = merge->draft;
    const struct tf_grid *grid = merge->board->grid;
    size_t most = grid->space_count + draft->room_count;
    enum tf_err err = TF_OK;
    merge->rooms = tf_arena_alloc(&merge->arena, (draft->room_count + 1) * sizeof *merge->rooms);
    merge->spaces = tf_arena_alloc(&merge->arena, (most + 1) * sizeof *merge->spaces);
    if (!merge->rooms || !merge->spaces) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < grid->space_count; i++) {
        merge->spaces[merge->space_count++] = (struct tf_merge_space){*grid->spaces[i], grid->spaces[i]};
    }
    for (size_t i = 0; i < draft->room_count; i++) {
        merge->rooms[i] = TF_MERGE_NONE;
    }
    for (size_t i = 0; i < draft->room_count && !err; i++) {
        err = find_exactly(merge, i);
    }
    for (size_t i = 0; i < draft->room_count && !err; i++) {
        if (merge->rooms[i] == TF_MERGE_NONE) {
            err = find_folded(merge, i);
        }
    }
    for (size_t i = 0; i < draft->room_count && !err; i++) {
        if (merge->rooms[i] == TF_MERGE_NONE) {
            add_space(merge, i);
        }
    }
    if (!err && merge->space_count > TF_SPACES_MAX) {
        err = tf_err_tell(merge->problem, TF_ERR_LIMIT, NULL, NULL,
                          "With this file there would be %zu spaces; %d are possible.", merge->space_count,
                          TF_SPACES_MAX);
    }
    for (size_t i = 0; i < draft->session_count && !err; i++) {
        settle_thing(merge, &merge->things[i]);
    }
    return err;
}
