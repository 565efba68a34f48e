#include "core/rules_internal.h"

#include "base/rng.h"

/* ---- rows ---- */

static int step_row(const struct tf_grid *grid, int row, int step)
{
    if (row < 0 || (size_t)row >= grid->slot_count) {
        return -1;
    }
    int64_t day = grid->slots[row]->day;
    for (int next = row + step; next >= 0 && (size_t)next < grid->slot_count; next += step) {
        if (grid->slots[next]->day != day) {
            return -1;
        }
        if (grid->slots[next]->kind == TF_SLOT_SESSION) {
            return next;
        }
    }
    return -1;
}

int tf_rules_row_after(const struct tf_grid *grid, int row)
{
    return step_row(grid, row, 1);
}

int tf_rules_row_before(const struct tf_grid *grid, int row)
{
    return step_row(grid, row, -1);
}

size_t tf_rules_rows(const struct tf_grid *grid, const struct tf_placement *placement)
{
    int last = tf_grid_slot_index(grid, placement->last_slot);
    size_t rows = 0;
    for (int row = tf_grid_slot_index(grid, placement->slot); row >= 0 && row <= last;
         row = tf_rules_row_after(grid, row)) {
        rows++;
    }
    return rows;
}

/* The last of `rows` session rows from `first` on; -1: the day is over before. */
static int last_row(const struct tf_grid *grid, int first, size_t rows)
{
    int row = first;
    for (size_t i = 1; i < rows && row >= 0; i++) {
        row = tf_rules_row_after(grid, row);
    }
    return row;
}

/* Whose cells count as free: the placement that moves, and (for a swap) the one it changes places with. */
struct ignored {
    const struct tf_placement *one, *other;
};

/* The first placement that stands in the way; NULL: free. A shared space is always free. */
static const struct tf_placement *in_the_way(const struct tf_grid *grid, struct tf_span span,
                                             struct ignored ignored)
{
    if (grid->spaces[span.space]->shared) {
        return NULL;
    }
    for (int row = span.first; row >= 0 && row <= span.last; row = tf_rules_row_after(grid, row)) {
        const struct tf_placement *there = tf_grid_cell(grid, span.space, row);
        if (there != NULL && there != ignored.one && there != ignored.other) {
            return there;
        }
    }
    return NULL;
}

/* ---- free cells ---- */

static bool reaches_frozen(const struct tf_decision *d, int first, int last)
{
    for (int row = first; row >= 0 && row <= last; row = tf_rules_row_after(d->board->grid, row)) {
        if (tf_rules_is_frozen(d, row)) {
            return true;
        }
    }
    return false;
}

/* Free cells of one row, those beside the wished space first; none of what is over. */
static size_t free_in_row(const struct tf_decision *d, struct tf_span wish, size_t rows,
                          struct ignored ignored, struct tf_cell *out, size_t max)
{
    const struct tf_grid *grid = d->board->grid;
    int spaces = (int)grid->space_count;
    int last = last_row(grid, wish.first, rows);
    size_t count = 0;
    bool is_over = grid->slots[wish.first]->end <= d->command->at;
    if (last < 0 || is_over || grid->slots[wish.first]->kind != TF_SLOT_SESSION ||
        reaches_frozen(d, wish.first, last)) {
        return 0;
    }
    for (int step = 0; step < 2 * spaces && count < max; step++) {
        int away = (step + 1) / 2;
        int space = step % 2 == 0 ? wish.space - away : wish.space + away;
        struct tf_span span = {space, wish.first, last};
        if (space < 0 || space >= spaces || grid->spaces[space]->closed ||
            in_the_way(grid, span, ignored) != NULL) {
            continue;
        }
        out[count++] =
            (struct tf_cell){grid->spaces[space]->record.key.id, grid->slots[wish.first]->record.key.id};
    }
    return count;
}

static size_t free_cells(const struct tf_decision *d, struct tf_cell wish, size_t rows,
                         struct ignored ignored, struct tf_cell *out, size_t max)
{
    const struct tf_grid *grid = d->board->grid;
    int slots = (int)grid->slot_count;
    int space = tf_grid_space_index(grid, wish.space);
    int slot = tf_grid_slot_index(grid, wish.slot);
    if (slots == 0 || grid->space_count == 0) {
        return 0;
    }
    space = space < 0 ? 0 : space;
    slot = slot < 0 ? 0 : slot;
    int64_t at = grid->slots[slot]->start;
    int later = slot, earlier = slot - 1;
    size_t count = 0;
    while (count < max && (later < slots || earlier >= 0)) {
        bool take_later = earlier < 0 || (later < slots &&
                                          grid->slots[later]->start - at <= at - grid->slots[earlier]->start);
        struct tf_span row = {space, take_later ? later++ : earlier--, 0};
        count += free_in_row(d, row, rows, ignored, out + count, max - count);
    }
    return count;
}

void tf_rules_offer(struct tf_decision *d, struct tf_cell wish, size_t rows,
                    const struct tf_placement *ignore)
{
    d->refusal.free_cell_count = free_cells(d, wish, rows, (struct ignored){ignore, NULL},
                                            d->refusal.free_cells, TF_REFUSAL_CELLS_MAX);
}

static enum tf_err refuse_and_offer(struct tf_decision *d, enum tf_reason reason, uint64_t subject,
                                    struct tf_cell wish, size_t rows, const struct tf_placement *ignore)
{
    enum tf_err err = tf_rules_refuse(d, reason, subject);
    tf_rules_offer(d, wish, rows, ignore);
    return err;
}

/* ---- taking a place ---- */

enum tf_err tf_rules_check_lock(struct tf_decision *d, const struct tf_placement *placement)
{
    if (placement->locked && d->command->actor.role == TF_ROLE_GUEST) {
        return tf_rules_refuse(d, TF_REASON_LOCKED, placement->session);
    }
    return TF_OK;
}

enum tf_err tf_rules_unplace(struct tf_decision *d, const struct tf_placement *placement)
{
    enum tf_err err = tf_rules_check_lock(d, placement);
    return err == TF_OK ? tf_rules_drop(d, &placement->record) : err;
}

enum tf_err tf_rules_unplace_all(struct tf_decision *d, uint64_t session)
{
    const struct tf_placement *placement = NULL;
    while ((placement = tf_grid_placement_of(d->board->grid, session, placement)) != NULL) {
        enum tf_err err = tf_rules_unplace(d, placement);
        if (err != TF_OK) {
            return err;
        }
    }
    return TF_OK;
}

/* From a wished cell to a span of the grid that a session may stand on, were it empty. */
static enum tf_err aim(struct tf_decision *d, struct tf_span *out, struct tf_cell wish, size_t rows,
                       const struct tf_placement *ignore)
{
    const struct tf_grid *grid = d->board->grid;
    struct tf_span span = {tf_grid_space_index(grid, wish.space), tf_grid_slot_index(grid, wish.slot), -1};
    if (span.space < 0) {
        return refuse_and_offer(d, TF_REASON_UNKNOWN_SPACE, wish.space, wish, rows, ignore);
    }
    if (span.first < 0) {
        return refuse_and_offer(d, TF_REASON_UNKNOWN_SLOT, wish.slot, wish, rows, ignore);
    }
    if (grid->spaces[span.space]->closed) {
        return refuse_and_offer(d, TF_REASON_SPACE_CLOSED, wish.space, wish, rows, ignore);
    }
    if (grid->slots[span.first]->kind != TF_SLOT_SESSION) {
        return refuse_and_offer(d, TF_REASON_NOT_A_SESSION_SLOT, wish.slot, wish, rows, ignore);
    }
    span.last = last_row(grid, span.first, rows);
    if (span.last < 0) {
        return refuse_and_offer(d, TF_REASON_NOTHING_AFTER, wish.slot, wish, rows, ignore);
    }
    *out = span;
    return TF_OK;
}

static bool is_session_there(const struct tf_grid *grid, struct tf_span span, uint64_t session,
                             const struct tf_placement *ignore)
{
    const struct tf_placement *placement = NULL;
    while ((placement = tf_grid_placement_of(grid, session, placement)) != NULL) {
        if (placement != ignore && tf_grid_space_index(grid, placement->space) == span.space &&
            tf_grid_slot_index(grid, placement->slot) <= span.last &&
            tf_grid_slot_index(grid, placement->last_slot) >= span.first) {
            return true;
        }
    }
    return false;
}

/* Makes the span free for a session: refuses, or (replace) sends whom it finds back to the unplaced. mover:
 * its placement, when it has one already. */
static enum tf_err clear(struct tf_decision *d, struct tf_span span, uint64_t session, bool replace,
                         const struct tf_placement *mover)
{
    const struct tf_grid *grid = d->board->grid;
    struct tf_cell wish = {grid->spaces[span.space]->record.key.id, grid->slots[span.first]->record.key.id};
    size_t rows = mover == NULL ? 1 : tf_rules_rows(grid, mover);
    if (is_session_there(grid, span, session, mover)) {
        /* Placed there already; or one run of it would be put upon another. */
        enum tf_reason reason = mover == NULL ? TF_REASON_NO_CHANGE : TF_REASON_CELL_TAKEN;
        return refuse_and_offer(d, reason, session, wish, rows, mover);
    }
    const struct tf_placement *before = NULL;
    for (int row = span.first; row >= 0 && row <= span.last; row = tf_rules_row_after(grid, row)) {
        struct tf_span cell = {span.space, row, row};
        const struct tf_placement *there = in_the_way(grid, cell, (struct ignored){mover, before});
        if (there == NULL) {
            continue;
        }
        if (!replace) {
            return refuse_and_offer(d, TF_REASON_CELL_TAKEN, there->session, wish, rows, mover);
        }
        enum tf_err err = tf_rules_unplace(d, there);
        if (err != TF_OK) {
            tf_rules_offer(d, wish, rows, mover);
            return err;
        }
        if (d->warning.displaced == 0) {
            d->warning.displaced = there->session;
        }
        before = there; /* it may cover the next row too */
    }
    return TF_OK;
}

static enum tf_err put_at(struct tf_decision *d, const struct tf_placement *placement, struct tf_span span)
{
    static const char *const FIELDS[] = {"space", "slot", "last_slot", NULL};
    const struct tf_grid *grid = d->board->grid;
    struct tf_placement want = {
        .record.kind = TF_KIND_PLACEMENT,
        .space = grid->spaces[span.space]->record.key.id,
        .slot = grid->slots[span.first]->record.key.id,
        .last_slot = grid->slots[span.last]->record.key.id,
    };
    return tf_rules_change(d, &placement->record, &want.record, tf_rules_mask(TF_KIND_PLACEMENT, FIELDS));
}

/* The placements of a session are numbered in the order they were made, so that whoever follows one from
 * outside, as calendars do, keeps it whatever is placed beside it later. A command's own number is taken when
 * that holds for it, or when it is somebody's already, which is refused. */
static uint64_t next_placement_id(const struct tf_board *board, uint64_t session, uint64_t wanted)
{
    const uint64_t near = UINT64_C(1) << 32; /* of 2^53: leaves room for more than anybody places */
    const struct tf_placement *there = NULL;
    uint64_t newest = 0;
    while ((there = tf_grid_placement_of(board->grid, session, there)) != NULL) {
        newest = there->record.key.id > newest ? there->record.key.id : newest;
    }
    bool is_taken = tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){0, wanted}) != NULL;
    if (wanted == 0 || wanted > newest || is_taken || newest > TF_ID_MAX - near) {
        return wanted;
    }
    uint64_t id = newest + 1 + wanted % near;
    while (tf_board_get(board, TF_KIND_PLACEMENT, (struct tf_key){0, id}) != NULL && id < TF_ID_MAX) {
        id++;
    }
    return id;
}

enum tf_err tf_rules_place_new(struct tf_decision *d, const struct tf_session *session, bool replace)
{
    const struct tf_command *command = d->command;
    struct tf_cell wish = {command->space, command->slot};
    uint64_t session_id = session->record.key.id;
    struct tf_span span = {-1, -1, -1};
    enum tf_err err = aim(d, &span, wish, 1, NULL);
    if (err == TF_OK) {
        err = clear(d, span, session_id, replace, NULL);
    }
    struct tf_placement placement = {
        .record = {.kind = TF_KIND_PLACEMENT,
                   .key = {0, next_placement_id(d->board, session_id, command->placement)}},
        .session = session_id,
        .space = command->space,
        .slot = command->slot,
        .last_slot = command->slot,
    };
    if (err == TF_OK) {
        err = tf_rules_check_new(d, TF_KIND_PLACEMENT, placement.record.key);
    }
    if (err == TF_OK) {
        err = tf_rules_put_copy(d, &placement.record);
    }
    if (err == TF_OK) {
        err = tf_rules_settle(d);
    }
    return err == TF_OK ? tf_rules_warn_host(d, session, span) : err;
}

/* ---- verbs ---- */

enum tf_err tf_rules_place(struct tf_decision *d)
{
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_living(d, &session, d->command->session);
    return err == TF_OK ? tf_rules_place_new(d, session, d->command->replace) : err;
}

enum tf_err tf_rules_move(struct tf_decision *d)
{
    const struct tf_grid *grid = d->board->grid;
    const struct tf_placement *placement = NULL;
    struct tf_span span = {-1, -1, -1};
    enum tf_err err = tf_rules_placement(d, &placement, d->command->placement);
    if (err == TF_OK) {
        err = tf_rules_check_lock(d, placement);
    }
    if (err != TF_OK) {
        return err;
    }
    struct tf_cell wish = {d->command->space, d->command->slot};
    if (placement->space == wish.space && placement->slot == wish.slot) {
        return tf_rules_refuse(d, TF_REASON_NO_CHANGE, placement->session);
    }
    err = aim(d, &span, wish, tf_rules_rows(grid, placement), placement);
    if (err == TF_OK) {
        err = clear(d, span, placement->session, d->command->replace, placement);
    }
    if (err == TF_OK) {
        err = put_at(d, placement, span);
    }
    if (err == TF_OK) {
        err = tf_rules_settle(d);
    }
    return err == TF_OK ? tf_rules_warn_host(d, tf_board_session(d->board, placement->session), span) : err;
}

/* Where a placement stands after a swap: the other's first cell, with its own length. */
static enum tf_err aim_swap(struct tf_decision *d, struct tf_span *out, const struct tf_placement *mover,
                            const struct tf_placement *other)
{
    const struct tf_grid *grid = d->board->grid;
    struct tf_cell wish = {other->space, other->slot};
    size_t rows = tf_rules_rows(grid, mover);
    struct tf_span span = {-1, -1, -1};
    enum tf_err err = aim(d, &span, wish, rows, mover);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_placement *there = in_the_way(grid, span, (struct ignored){mover, other});
    if (there != NULL) {
        return refuse_and_offer(d, TF_REASON_CELL_TAKEN, there->session, wish, rows, mover);
    }
    const struct tf_placement *run = NULL; /* in a shared space it might meet another run of itself */
    while ((run = tf_grid_placement_of(grid, mover->session, run)) != NULL) {
        if (run != mover && run->space == other->space && tf_grid_slot_index(grid, run->slot) <= span.last &&
            tf_grid_slot_index(grid, run->last_slot) >= span.first) {
            return refuse_and_offer(d, TF_REASON_CELL_TAKEN, mover->session, wish, rows, mover);
        }
    }
    *out = span;
    return TF_OK;
}

static bool do_overlap(const struct tf_grid *grid, struct tf_span a, struct tf_span b)
{
    return a.space == b.space && a.first <= b.last && b.first <= a.last && !grid->spaces[a.space]->shared;
}

enum tf_err tf_rules_swap(struct tf_decision *d)
{
    const struct tf_grid *grid = d->board->grid;
    const struct tf_placement *one = NULL, *other = NULL;
    enum tf_err err = tf_rules_placement(d, &one, d->command->placement);
    if (err == TF_OK) {
        err = tf_rules_placement(d, &other, d->command->other);
    }
    if (err == TF_OK && one->session == other->session) {
        err = tf_rules_refuse(d, TF_REASON_SAME_THING, one->session);
    }
    if (err == TF_OK) {
        err = tf_rules_check_lock(d, one);
    }
    if (err == TF_OK) {
        err = tf_rules_check_lock(d, other);
    }
    struct tf_span one_to = {-1, -1, -1}, other_to = {-1, -1, -1};
    if (err == TF_OK) {
        err = aim_swap(d, &one_to, one, other);
    }
    if (err == TF_OK) {
        err = aim_swap(d, &other_to, other, one);
    }
    if (err == TF_OK && do_overlap(grid, one_to, other_to)) {
        /* A long one and a short one in the same space, close together. */
        err = refuse_and_offer(d, TF_REASON_CELL_TAKEN, other->session,
                               (struct tf_cell){other->space, other->slot}, tf_rules_rows(grid, one), one);
    }
    if (err == TF_OK) {
        err = put_at(d, one, one_to);
    }
    if (err == TF_OK) {
        err = put_at(d, other, other_to);
    }
    if (err == TF_OK) {
        err = tf_rules_warn_host(d, tf_board_session(d->board, one->session), one_to);
    }
    if (err == TF_OK) {
        err = tf_rules_warn_host(d, tf_board_session(d->board, other->session), other_to);
    }
    return err;
}

enum tf_err tf_rules_take_off(struct tf_decision *d)
{
    const struct tf_placement *placement = NULL;
    enum tf_err err = tf_rules_placement(d, &placement, d->command->placement);
    if (err == TF_OK) {
        err = tf_rules_unplace(d, placement);
    }
    return err == TF_OK ? tf_rules_settle(d) : err;
}

/* Into the next session rows of the day, over a break if there is one between; or gives rows back. */
enum tf_err tf_rules_extend(struct tf_decision *d)
{
    const struct tf_grid *grid = d->board->grid;
    const struct tf_placement *placement = NULL;
    int64_t count = d->command->count;
    enum tf_err err = tf_rules_placement(d, &placement, d->command->placement);
    if (err == TF_OK) {
        err = tf_rules_check_lock(d, placement);
    }
    if (err != TF_OK) {
        return err;
    }
    int64_t rows = (int64_t)tf_rules_rows(grid, placement);
    if (count > TF_SLOTS_MAX || count < -TF_SLOTS_MAX || rows + count < 1) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, placement->session, "count");
    }
    struct tf_cell wish = {placement->space, placement->slot};
    struct tf_span span = {-1, -1, -1};
    err = aim(d, &span, wish, (size_t)(rows + count), placement);
    if (err == TF_OK && count > 0) {
        const struct tf_placement *there = in_the_way(grid, span, (struct ignored){placement, NULL});
        if (there != NULL) {
            err = refuse_and_offer(d, TF_REASON_CELL_TAKEN, there->session, wish, (size_t)(rows + count),
                                   placement);
        } else if (is_session_there(grid, span, placement->session, placement)) {
            err = refuse_and_offer(d, TF_REASON_CELL_TAKEN, placement->session, wish, (size_t)(rows + count),
                                   placement);
        }
    }
    if (err == TF_OK) {
        err = put_at(d, placement, span);
    }
    return err == TF_OK ? tf_rules_warn_host(d, tf_board_session(d->board, placement->session), span) : err;
}

enum tf_err tf_rules_lock(struct tf_decision *d)
{
    const struct tf_placement *placement = NULL;
    enum tf_err err = tf_rules_placement(d, &placement, d->command->placement);
    if (err != TF_OK) {
        return err;
    }
    struct tf_placement want = {.record.kind = TF_KIND_PLACEMENT, .locked = d->command->on};
    return tf_rules_change(d, &placement->record, &want.record, tf_schema_mask(TF_KIND_PLACEMENT, "locked"));
}
