#include "core/grid.h"

#include "base/rng.h"

#include <stdlib.h>
#include <string.h>

/* A grid is one block of memory: the struct, then its arrays, widest elements first. */
struct sizes {
    size_t spaces, slots, placements, cells, heads;
};

static size_t block_size(const struct sizes *n)
{
    const size_t pointer = sizeof(void *), wide = sizeof(uint64_t), narrow = sizeof(int32_t);
    return sizeof(struct tf_grid) + (n->spaces + n->slots + n->placements) * pointer +
           (n->spaces + n->slots) * wide + n->slots * wide + (n->slots + 1) * sizeof(size_t) +
           n->placements * sizeof(struct tf_extent) +
           (n->cells + n->spaces + n->slots + n->heads + n->placements) * narrow;
}

static void *carve(char **next, size_t count, size_t size)
{
    void *array = *next;
    *next += count * size;
    return array;
}

static struct tf_grid *grid_of_size(const struct sizes *n)
{
    struct tf_grid *grid = malloc(block_size(n));
    if (!grid) {
        return NULL;
    }
    memset(grid, 0, sizeof(*grid));
    tf_ref_init(&grid->ref);
    char *next = (char *)(grid + 1);
    grid->spaces = carve(&next, n->spaces, sizeof(const struct tf_space *));
    grid->slots = carve(&next, n->slots, sizeof(const struct tf_slot *));
    grid->placements = carve(&next, n->placements, sizeof(const struct tf_placement *));
    grid->space_ids = carve(&next, n->spaces, sizeof(*grid->space_ids));
    grid->slot_ids = carve(&next, n->slots, sizeof(*grid->slot_ids));
    grid->days = carve(&next, n->slots, sizeof(*grid->days));
    grid->day_first_slot = carve(&next, n->slots + 1, sizeof(*grid->day_first_slot));
    grid->extents = carve(&next, n->placements, sizeof(*grid->extents));
    grid->cells = carve(&next, n->cells, sizeof(*grid->cells));
    grid->space_at = carve(&next, n->spaces, sizeof(*grid->space_at));
    grid->slot_at = carve(&next, n->slots, sizeof(*grid->slot_at));
    grid->session_heads = carve(&next, n->heads, sizeof(*grid->session_heads));
    grid->next_placement = carve(&next, n->placements, sizeof(*grid->next_placement));
    grid->space_count = n->spaces;
    grid->slot_count = n->slots;
    grid->session_head_count = n->heads;
    return grid;
}

static int by_position(const void *left, const void *right)
{
    const struct tf_space *a = *(const struct tf_space *const *)left;
    const struct tf_space *b = *(const struct tf_space *const *)right;
    if (a->position != b->position) {
        return a->position < b->position ? -1 : 1;
    }
    return tf_key_compare(a->record.key, b->record.key);
}

/* By day first: on a sound board that is by start as well. */
static int by_start(const void *left, const void *right)
{
    const struct tf_slot *a = *(const struct tf_slot *const *)left;
    const struct tf_slot *b = *(const struct tf_slot *const *)right;
    if (a->day != b->day) {
        return a->day < b->day ? -1 : 1;
    }
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    return tf_key_compare(a->record.key, b->record.key);
}

/* Where id is among ascending ids, if it is there at all. Without a jump to be guessed wrong: every placement
 * is looked up so, whenever a grid is made. */
static size_t place_of(const uint64_t *ids, size_t count, uint64_t id)
{
    size_t from = 0;
    while (count > 1) {
        size_t half = count / 2;
        from += ids[from + half - 1] < id ? half : 0;
        count -= half;
    }
    return from;
}

static int index_of_id(const uint64_t *ids, const int32_t *at, size_t count, uint64_t id)
{
    size_t i = place_of(ids, count, id);
    return i < count && ids[i] == id ? at[i] : -1;
}

static void add_spaces(struct tf_grid *grid, const struct tf_table *spaces)
{
    size_t i = 0;
    for (struct tf_table_iter it = tf_table_first(spaces); it.record; tf_table_next(&it), i++) {
        grid->spaces[i] = TF_SPACE(it.record);
        grid->space_ids[i] = it.record->key.id;
    }
    qsort(grid->spaces, grid->space_count, sizeof(const struct tf_space *), by_position);
    for (i = 0; i < grid->space_count; i++) {
        grid->space_at[place_of(grid->space_ids, grid->space_count, grid->spaces[i]->record.key.id)] =
            (int32_t)i;
    }
}

static void add_slots(struct tf_grid *grid, const struct tf_table *slots)
{
    size_t i = 0;
    for (struct tf_table_iter it = tf_table_first(slots); it.record; tf_table_next(&it), i++) {
        grid->slots[i] = TF_SLOT(it.record);
        grid->slot_ids[i] = it.record->key.id;
    }
    qsort(grid->slots, grid->slot_count, sizeof(const struct tf_slot *), by_start);
    for (i = 0; i < grid->slot_count; i++) {
        const struct tf_slot *slot = grid->slots[i];
        grid->slot_at[place_of(grid->slot_ids, grid->slot_count, slot->record.key.id)] = (int32_t)i;
        if (grid->day_count == 0 || grid->days[grid->day_count - 1] != slot->day) {
            grid->days[grid->day_count] = slot->day;
            grid->day_first_slot[grid->day_count++] = i;
        }
    }
    grid->day_first_slot[grid->day_count] = grid->slot_count;
}

/* Placements in the order of their keys with their extents, without those that lie nowhere. */
static size_t find_extents(const struct tf_grid *grid, const struct tf_table *placements,
                           const struct tf_placement **found, struct tf_extent *extents)
{
    size_t count = 0;
    for (struct tf_table_iter it = tf_table_first(placements); it.record; tf_table_next(&it)) {
        const struct tf_placement *placement = TF_PLACEMENT(it.record);
        struct tf_extent extent = {
            .space = tf_grid_space_index(grid, placement->space),
            .first_slot = tf_grid_slot_index(grid, placement->slot),
        };
        extent.last_slot = placement->last_slot == placement->slot
                               ? extent.first_slot
                               : tf_grid_slot_index(grid, placement->last_slot);
        if (extent.space < 0 || extent.first_slot < 0 || extent.last_slot < extent.first_slot) {
            continue;
        }
        found[count] = placement;
        extents[count++] = extent;
    }
    return count;
}

/* A counting sort by first slot, then space; cells, not filled yet, does the counting. */
static void sort_placements(struct tf_grid *grid, const struct tf_placement *const *found,
                            const struct tf_extent *extents, size_t count, size_t cell_count)
{
    int32_t *starts = grid->cells;
    memset(starts, 0, cell_count * sizeof(*starts));
    for (size_t i = 0; i < count; i++) {
        starts[(size_t)extents[i].first_slot * grid->space_count + (size_t)extents[i].space]++;
    }
    int32_t sum = 0;
    for (size_t i = 0; i < cell_count; i++) {
        int32_t here = starts[i];
        starts[i] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++) {
        size_t cell = (size_t)extents[i].first_slot * grid->space_count + (size_t)extents[i].space;
        size_t to = (size_t)starts[cell]++;
        grid->placements[to] = found[i];
        grid->extents[to] = extents[i];
    }
    grid->placement_count = count;
}

static size_t session_home(const struct tf_grid *grid, uint64_t session)
{
    return tf_rng_mix(session, 0) & (grid->session_head_count - 1);
}

static void fill(struct tf_grid *grid, size_t cell_count)
{
    memset(grid->cells, 0xff, cell_count * sizeof(*grid->cells));
    memset(grid->session_heads, 0xff, grid->session_head_count * sizeof(*grid->session_heads));
    for (size_t i = grid->placement_count; i-- > 0;) { /* backwards: the first one stays on top */
        struct tf_extent extent = grid->extents[i];
        int32_t *row = grid->cells + (size_t)extent.space * grid->slot_count;
        for (int32_t slot = extent.first_slot; slot <= extent.last_slot; slot++) {
            if (grid->slots[slot]->kind == TF_SLOT_SESSION) {
                row[slot] = (int32_t)i;
            }
        }
        int32_t *head = &grid->session_heads[session_home(grid, grid->placements[i]->session)];
        grid->next_placement[i] = *head;
        *head = (int32_t)i;
    }
}

enum tf_err tf_grid_create(struct tf_grid **out, const struct tf_table *spaces, const struct tf_table *slots,
                           const struct tf_table *placements)
{
    struct sizes n = {
        .spaces = tf_table_count(spaces),
        .slots = tf_table_count(slots),
        .placements = tf_table_count(placements),
        .heads = 16,
    };
    n.cells = n.spaces * n.slots;
    while (n.heads < n.placements) {
        n.heads *= 2;
    }
    struct tf_grid *grid = grid_of_size(&n);
    const struct tf_placement **found =
        malloc((n.placements + 1) * (sizeof(const struct tf_placement *) + sizeof(struct tf_extent)));
    if (!grid || !found) {
        free(grid);
        free(found);
        return TF_ERR_NOMEM;
    }
    struct tf_extent *extents = (struct tf_extent *)(void *)(found + n.placements);
    add_spaces(grid, spaces);
    add_slots(grid, slots);
    size_t count = find_extents(grid, placements, found, extents);
    sort_placements(grid, found, extents, count, n.cells);
    fill(grid, n.cells);
    free(found);
    *out = grid;
    return TF_OK;
}

struct tf_grid *tf_grid_ref(struct tf_grid *grid)
{
    tf_ref_get(&grid->ref);
    return grid;
}

void tf_grid_unref(struct tf_grid *grid)
{
    if (grid && tf_ref_put(&grid->ref)) {
        free(grid);
    }
}

int tf_grid_space_index(const struct tf_grid *grid, uint64_t space)
{
    return index_of_id(grid->space_ids, grid->space_at, grid->space_count, space);
}

int tf_grid_slot_index(const struct tf_grid *grid, uint64_t slot)
{
    return index_of_id(grid->slot_ids, grid->slot_at, grid->slot_count, slot);
}

int tf_grid_slot_at(const struct tf_grid *grid, int64_t utc_s)
{
    for (size_t i = 0; i < grid->slot_count; i++) {
        if (grid->slots[i]->start <= utc_s && utc_s < grid->slots[i]->end) {
            return (int)i;
        }
    }
    return -1;
}

int tf_grid_day_index(const struct tf_grid *grid, int64_t date)
{
    for (size_t i = 0; i < grid->day_count; i++) {
        if (grid->days[i] == date) {
            return (int)i;
        }
    }
    return -1;
}

static bool is_on_grid(const struct tf_grid *grid, int space, int slot)
{
    return space >= 0 && (size_t)space < grid->space_count && slot >= 0 && (size_t)slot < grid->slot_count;
}

const struct tf_placement *tf_grid_cell(const struct tf_grid *grid, int space, int slot)
{
    if (!is_on_grid(grid, space, slot)) {
        return NULL;
    }
    int32_t index = grid->cells[(size_t)space * grid->slot_count + (size_t)slot];
    return index < 0 ? NULL : grid->placements[index];
}

/* The order of placements: first slot, space, key. */
static int compare_place(const struct tf_grid *grid, size_t index, struct tf_extent extent, struct tf_key key)
{
    struct tf_extent there = grid->extents[index];
    if (there.first_slot != extent.first_slot) {
        return there.first_slot < extent.first_slot ? -1 : 1;
    }
    if (there.space != extent.space) {
        return there.space < extent.space ? -1 : 1;
    }
    return tf_key_compare(grid->placements[index]->record.key, key);
}

/* A placement's own index; -1: not on this grid. By where it lies, not along the chain of its session: that
 * may be run again in thousands of cells, and whoever goes through them asks this for each. */
static int32_t index_of(const struct tf_grid *grid, const struct tf_placement *placement)
{
    struct tf_extent extent = {.space = tf_grid_space_index(grid, placement->space),
                               .first_slot = tf_grid_slot_index(grid, placement->slot)};
    size_t from = 0, to = grid->placement_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare_place(grid, middle, extent, placement->record.key);
        if (order == 0) {
            return (int32_t)middle;
        }
        if (order < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return -1;
}

const struct tf_placement *tf_grid_cell_next(const struct tf_grid *grid, int space, int slot,
                                             const struct tf_placement *after)
{
    int32_t index = index_of(grid, after);
    if (index < 0 || !is_on_grid(grid, space, slot)) {
        return NULL;
    }
    for (size_t i = (size_t)index + 1; i < grid->placement_count; i++) {
        struct tf_extent extent = grid->extents[i];
        if (extent.first_slot > slot) {
            break;
        }
        if (extent.space == space && slot <= extent.last_slot) {
            return grid->placements[i];
        }
    }
    return NULL;
}

const struct tf_placement *tf_grid_placement_of(const struct tf_grid *grid, uint64_t session,
                                                const struct tf_placement *after)
{
    int32_t i;
    if (after) {
        i = index_of(grid, after);
        if (i < 0) {
            return NULL;
        }
        i = grid->next_placement[i];
    } else {
        i = grid->session_heads[session_home(grid, session)];
    }
    while (i >= 0 && grid->placements[i]->session != session) {
        i = grid->next_placement[i];
    }
    return i < 0 ? NULL : grid->placements[i];
}

int64_t tf_grid_start(const struct tf_grid *grid, const struct tf_placement *placement)
{
    int slot = tf_grid_slot_index(grid, placement->slot);
    return slot < 0 ? 0 : grid->slots[slot]->start;
}

int64_t tf_grid_end(const struct tf_grid *grid, const struct tf_placement *placement)
{
    int slot = tf_grid_slot_index(grid, placement->last_slot);
    return slot < 0 ? 0 : grid->slots[slot]->end;
}
