/* board.h: the whole state of one event at one revision. Immutable once published, reference-counted; boards
 * share what did not change between them. Any thread may read one it holds a reference to, without a lock. */
#ifndef TF_CORE_BOARD_H
#define TF_CORE_BOARD_H

#include "core/event.h"
#include "core/record.h"
#include "core/table.h"

/* Where a placement lies on the grid: indices. */
struct tf_extent {
    int32_t space, first_slot, last_slot;
};

/* The grid, derived from spaces, slots and placements whenever one of them changes. */
struct tf_grid {
    struct tf_ref ref;
    const struct tf_space **spaces; /* by position */
    size_t space_count;
    const struct tf_slot **slots; /* by start */
    size_t slot_count;
    int64_t *days; /* dates, ascending */
    size_t day_count;
    /* [day_count + 1]: day d has slots day_first_slot[d] … day_first_slot[d + 1] - 1 */
    size_t *day_first_slot;
    const struct tf_placement **placements; /* by first slot, then space */
    struct tf_extent *extents;              /* [placement_count]: where each of them lies */
    size_t placement_count;
    int32_t *cells; /* [space * slot_count + slot]: index into placements of the first there; -1 free */

    /* Ways in: ids in ascending order and the index of each; a hash table of sessions whose chains run
     * through next_placement in time order. */
    uint64_t *space_ids, *slot_ids;
    int32_t *space_at, *slot_at;
    int32_t *session_heads, *next_placement;
    size_t session_head_count;
};

struct tf_board {
    struct tf_ref ref;
    uint64_t revision; /* sequence number of the newest event in it; 0: none yet */
    int64_t changed_at;
    struct tf_table *tables[TF_KIND_COUNT];
    struct tf_grid *grid;
    struct tf_changed *changed; /* changed.h; NULL: nothing is known */
};

enum tf_err tf_board_create(struct tf_board **out); /* empty, revision 0 */
struct tf_board *tf_board_ref(struct tf_board *board);
void tf_board_unref(struct tf_board *board); /* NULL is fine */

/* The board after event. board itself is not changed (its reference stays the caller's); *out is the
 * caller's. TF_ERR_NOMEM; TF_ERR_CORRUPT when a change's `before` is not what the board holds, or the
 * sequence does not follow; TF_ERR_LIMIT when there would be more of a kind than its schema's max. */
enum tf_err tf_board_apply(struct tf_board **out, struct tf_board *board, const struct tf_event *event);
/* The board before event, which is the newest in it; *out is the caller's. When what people plan by last
 * changed before it is not known any more: it counts as the event before it. TF_ERR_NOMEM, TF_ERR_CORRUPT. */
enum tf_err tf_board_revert(struct tf_board **out, struct tf_board *board, const struct tf_event *event);
/* For loading from tables into a board of one's own: puts records as they are; call tf_board_finish() after
 * the last. TF_ERR_NOMEM, TF_ERR_LIMIT. */
enum tf_err tf_board_load(struct tf_board *board, const struct tf_record *record);
enum tf_err tf_board_finish(struct tf_board *board, uint64_t revision, int64_t changed_at);
/* For loading, before tf_board_finish(): when a record last changed, in the order of kinds and ids.
 * TF_ERR_CORRUPT, TF_ERR_NOMEM. */
enum tf_err tf_board_load_changed(struct tf_board *board, enum tf_kind kind, uint64_t id, uint64_t revision,
                                  int64_t at);

bool tf_board_equal(const struct tf_board *a,
                    const struct tf_board *b); /* all records; not when they changed */
uint64_t tf_board_hash(const struct tf_board *board);
/* Every invariant of CONTRIBUTING's list; TF_ERR_CORRUPT with the first broken one in problem. */
enum tf_err tf_board_check(const struct tf_board *board, struct tf_problem *problem);
/* All of them but the form of each record alone: for a board whose records were looked at one by one. */
enum tf_err tf_board_check_relations(const struct tf_board *board, struct tf_problem *problem);

/* Look-ups; all borrowed from the board, NULL: none. */
const struct tf_gathering *tf_board_gathering(const struct tf_board *board); /* NULL before set-up */
const struct tf_record *tf_board_get(const struct tf_board *board, enum tf_kind kind, struct tf_key key);
const struct tf_session *tf_board_session(const struct tf_board *board, uint64_t id);
const struct tf_session *tf_board_session_coded(const struct tf_board *board,
                                                const char *code); /* any case */
const struct tf_space *tf_board_space(const struct tf_board *board, uint64_t id);
const struct tf_slot *tf_board_slot(const struct tf_board *board, uint64_t id);
size_t tf_board_star_count(const struct tf_board *board, uint64_t session);
bool tf_board_has_star(const struct tf_board *board, uint64_t session, uint64_t device);

/* The grid's indices; -1: not there. */
int tf_grid_space_index(const struct tf_grid *grid, uint64_t space);
int tf_grid_slot_index(const struct tf_grid *grid, uint64_t slot);
int tf_grid_slot_at(const struct tf_grid *grid, int64_t utc_s); /* the row that holds this moment */
int tf_grid_day_index(const struct tf_grid *grid, int64_t date);
/* The first placement in a cell (NULL: free) and the next in the same cell of a shared space (NULL: no more).
 * A cell is covered by a placement from its first row to its last, breaks between them left out. */
const struct tf_placement *tf_grid_cell(const struct tf_grid *grid, int space, int slot);
const struct tf_placement *tf_grid_cell_next(const struct tf_grid *grid, int space, int slot,
                                             const struct tf_placement *after);
/* Placements of a session in time order: start with after = NULL. */
const struct tf_placement *tf_grid_placement_of(const struct tf_grid *grid, uint64_t session,
                                                const struct tf_placement *after);
/* A placement's real times; 0 when its rows are not on the grid. */
int64_t tf_grid_start(const struct tf_grid *grid, const struct tf_placement *placement);
int64_t tf_grid_end(const struct tf_grid *grid, const struct tf_placement *placement);

#endif
