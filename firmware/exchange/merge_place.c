/* The placements: those of the board on rows that may have been cut, and those that the draft wants. */
#include "exchange/merge.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static enum tf_err add_placed(struct tf_merge *merge, const struct tf_merge_placed *placed)
{
    if (merge->placed_count == merge->placed_room) {
        size_t room = merge->placed_room ? merge->placed_room * 2 : 64;
        struct tf_merge_placed *grown = realloc(merge->placed, room * sizeof *grown);
        if (!grown) {
            return TF_ERR_NOMEM;
        }
        merge->placed = grown;
        merge->placed_room = room;
    }
    merge->placed[merge->placed_count++] = *placed;
    return TF_OK;
}

static size_t row_from(const struct tf_merge *merge, int64_t start)
{
    size_t before = tf_merge_row_before(merge, start);
    return before == TF_MERGE_NONE ? 0 : before + 1;
}

/* ---- what is on the board */

struct going {
    uint64_t *ids; /* ascending */
    size_t count;
};

static int by_id(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static bool is_brought(const struct tf_merge_thing *thing, uint64_t placement)
{
    for (size_t i = 0; i < thing->was.placement_count; i++) {
        if (thing->was.placements[i].id == placement) {
            return true;
        }
    }
    return false;
}

/* The placements that this import takes off, before it puts others in their stead. */
static enum tf_err find_going(struct tf_merge *merge, struct going *going)
{
    const struct tf_grid *grid = merge->board->grid;
    going->ids = tf_arena_alloc(&merge->arena, (grid->placement_count + 1) * sizeof *going->ids);
    if (!going->ids) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < merge->draft->session_count; i++) {
        const struct tf_merge_thing *thing = &merge->things[i];
        const struct tf_placement *placement = NULL;
        if (!thing->unplace && !thing->unplace_all) {
            continue;
        }
        while ((placement = tf_grid_placement_of(grid, thing->id, placement)) &&
               going->count < grid->placement_count) {
            if (thing->unplace_all || is_brought(thing, placement->record.key.id)) {
                going->ids[going->count++] = placement->record.key.id;
            }
        }
    }
    if (going->count) {
        qsort(going->ids, going->count, sizeof *going->ids, by_id);
    }
    return TF_OK;
}

static size_t space_index(const struct tf_merge *merge, uint64_t id)
{
    int index = tf_grid_space_index(merge->board->grid, id); /* the board's come first, in its order */
    return index < 0 ? TF_MERGE_NONE : (size_t)index;
}

static enum tf_err add_standing(struct tf_merge *merge, const struct going *going)
{
    const struct tf_grid *grid = merge->board->grid;
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < grid->placement_count && !err; i++) {
        const struct tf_placement *before = grid->placements[i];
        if (going->count &&
            bsearch(&before->record.key.id, going->ids, going->count, sizeof *going->ids, by_id)) {
            continue;
        }
        struct tf_merge_placed placed = {
            .placement = *before,
            .before = before,
            .space = space_index(merge, before->space),
            .start = tf_grid_start(grid, before),
            .end = tf_grid_end(grid, before),
        };
        placed.first = row_from(merge, placed.start);
        placed.last = tf_merge_row_before(merge, placed.end);
        placed.placement.last_slot = merge->rows[placed.last].slot.record.key.id;
        err = add_placed(merge, &placed);
    }
    return err;
}

/* ---- what the draft wants */

static enum tf_err add_fresh(struct tf_merge *merge, size_t number, size_t first, size_t last)
{
    struct tf_merge_thing *thing = &merge->things[number];
    size_t nth = thing->now.placement_count;
    if (nth == TF_BROUGHT_PLACEMENTS_MAX) {
        tf_merge_say(merge, TF_REPORT_MENDED, thing,
                     "It has more parts than we can place: some are left out.");
        return TF_OK;
    }
    bool known = thing->unplace && nth < thing->was.placement_count; /* the same placement, elsewhere */
    const struct tf_space *space = &merge->spaces[thing->space].space;
    struct tf_merge_placed placed = {
        .placement = {.record = {.kind = TF_KIND_PLACEMENT},
                      .session = thing->id,
                      .space = space->record.key.id,
                      .slot = merge->rows[first].slot.record.key.id,
                      .last_slot = merge->rows[last].slot.record.key.id},
        .space = thing->space,
        .first = first,
        .last = last,
        .start = merge->rows[first].slot.start,
        .end = merge->rows[last].slot.end,
        .thing = number,
        .fresh = true,
    };
    uint64_t id = known ? thing->was.placements[nth].id : tf_merge_id(merge, TF_KIND_PLACEMENT);
    for (int i = 0; i < 64 && !known && nth > 0 && id < thing->now.placements[nth - 1].id; i++) {
        id = tf_merge_id(merge, TF_KIND_PLACEMENT); /* later parts count as made later */
    }
    placed.placement.record.key.id = id;
    thing->now.placements[nth] =
        (struct tf_brought_placement){id, space->record.key.id, placed.start, placed.end};
    thing->now.placement_count++;
    return add_placed(merge, &placed);
}

/* From its first row to its last; a part a day, when it goes on over a change of day. Breaks stay free. */
static enum tf_err place_thing(struct tf_merge *merge, size_t number)
{
    struct tf_merge_thing *thing = &merge->things[number];
    const struct tf_draft_session *from = thing->from;
    if (thing->space == TF_MERGE_NONE) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing, "It has a time but no room: it waits among the unplaced.");
        return TF_OK;
    }
    const struct tf_space *space = &merge->spaces[thing->space].space;
    if (space->closed) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing, "%s is closed here: it waits among the unplaced.",
                     space->name);
        return TF_OK;
    }
    size_t first = TF_MERGE_NONE, last = 0, covered_breaks = 0;
    enum tf_err err = TF_OK;
    for (size_t row = row_from(merge, from->start);
         row < merge->row_count && merge->rows[row].slot.start < from->end && !err; row++) {
        if (merge->rows[row].slot.kind != TF_SLOT_SESSION) {
            covered_breaks++;
            continue;
        }
        if (first != TF_MERGE_NONE && merge->rows[row].slot.day != merge->rows[last].slot.day) {
            err = add_fresh(merge, number, first, last);
            first = TF_MERGE_NONE;
        }
        first = first == TF_MERGE_NONE ? row : first;
        last = row;
    }
    if (err) {
        return err;
    }
    if (first == TF_MERGE_NONE && thing->now.placement_count == 0) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing,
                     "A break takes all of its time: it waits among the unplaced.");
        return TF_OK;
    }
    if (covered_breaks) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing, "A break for everyone lies in its time.");
    }
    if (first != TF_MERGE_NONE) {
        err = add_fresh(merge, number, first, last);
    }
    if (!err && thing->now.placement_count > 1) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing, "It goes on over a change of day: it has %zu placements.",
                     thing->now.placement_count);
    }
    return err;
}

/* ---- two at once */

static int by_cell(const void *left, const void *right)
{
    const struct tf_merge_placed *a = left, *b = right;
    if (a->space != b->space) {
        return a->space < b->space ? -1 : 1;
    }
    if (a->first != b->first) {
        return a->first < b->first ? -1 : 1;
    }
    if (a->placement.record.key.id != b->placement.record.key.id) {
        return a->placement.record.key.id < b->placement.record.key.id ? -1 : 1;
    }
    return 0;
}

static const char *title_of(const struct tf_merge *merge, const struct tf_merge_placed *placed)
{
    if (placed->fresh) {
        return merge->things[placed->thing].value.title;
    }
    const struct tf_session *session = tf_board_session(merge->board, placed->placement.session);
    return session ? session->title : "";
}

/* In one room at one time: the space is shared from now on. Each pair is told. */
static void share(struct tf_merge *merge)
{
    size_t longest = 0; /* the one before that ends last, in this space */
    if (merge->placed_count) {
        qsort(merge->placed, merge->placed_count, sizeof *merge->placed, by_cell);
    }
    for (size_t i = 1; i < merge->placed_count; i++) {
        const struct tf_merge_placed *here = &merge->placed[i], *before = &merge->placed[longest];
        if (here->space != before->space) {
            longest = i;
            continue;
        }
        if (here->first <= before->last) {
            struct tf_space *space = &merge->spaces[here->space].space;
            const struct tf_merge_placed *fresh = here->fresh ? here : before;
            const struct tf_merge_placed *other = here->fresh ? before : here;
            if (fresh->fresh) {
                tf_merge_say(merge, TF_REPORT_NOTE, &merge->things[fresh->thing],
                             "It is in %s at the same time as \"%s\"%s.", space->name, title_of(merge, other),
                             space->shared ? "" : ": that space may hold several sessions from now on");
            }
            space->shared = true;
        }
        if (here->last > before->last) {
            longest = i;
        }
    }
}

enum tf_err tf_merge_place(struct tf_merge *merge)
{
    struct going going = {0};
    enum tf_err err = find_going(merge, &going);
    if (!err) {
        err = add_standing(merge, &going);
    }
    for (size_t i = 0; i < merge->draft->session_count && !err; i++) {
        if (merge->things[i].place && merge->things[i].role == TF_MERGE_SESSION) {
            err = place_thing(merge, i);
        }
    }
    if (!err && merge->placed_count > TF_PLACEMENTS_MAX) {
        err = tf_err_tell(merge->problem, TF_ERR_LIMIT, NULL, NULL,
                          "With this file there would be %zu placements; %d are possible.",
                          merge->placed_count, TF_PLACEMENTS_MAX);
    }
    if (!err) {
        share(merge);
    }
    return err;
}
