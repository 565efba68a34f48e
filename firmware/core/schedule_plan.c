/* From a board to what the search sees. */
#include "core/schedule_in.h"

#include "base/limits.h"
#include "core/policy.h"

#include <string.h>

static void *room_for(struct tf_plan *plan, size_t count, size_t size)
{
    return tf_arena_alloc(&plan->arena, count == 0 ? size : count * size);
}

/* ---- rows ---- */

static enum tf_err add_rows(struct tf_plan *plan)
{
    const struct tf_grid *grid = plan->board->grid;
    plan->slot_of_row = room_for(plan, grid->slot_count, sizeof(int));
    plan->next_row = room_for(plan, grid->slot_count, sizeof(int));
    if (plan->slot_of_row == NULL || plan->next_row == NULL) {
        return TF_ERR_NOMEM;
    }
    for (size_t slot = 0; slot < grid->slot_count; slot++) {
        if (grid->slots[slot]->kind == TF_SLOT_SESSION) {
            plan->slot_of_row[plan->row_count++] = (int)slot;
        }
    }
    for (int row = 0; row < plan->row_count; row++) {
        bool goes_on = row + 1 < plan->row_count && grid->slots[plan->slot_of_row[row]]->day ==
                                                        grid->slots[plan->slot_of_row[row + 1]]->day;
        plan->next_row[row] = goes_on ? row + 1 : -1;
    }
    return TF_OK;
}

static int row_of(const struct tf_plan *plan, uint64_t slot)
{
    int index = tf_grid_slot_index(plan->board->grid, slot);
    for (int row = 0; row < plan->row_count; row++) {
        if (plan->slot_of_row[row] == index) {
            return row;
        }
    }
    return -1;
}

static const struct tf_slot *slot_at(const struct tf_plan *plan, int row)
{
    return plan->board->grid->slots[plan->slot_of_row[row]];
}

/* The row in which a run that begins here ends; -1: the day is over before. */
static int last_row(const struct tf_plan *plan, int row, int length)
{
    for (int i = 1; i < length && row >= 0; i++) {
        row = plan->next_row[row];
    }
    return row;
}

/* ---- runs ---- */

static bool takes_part(const struct tf_session *session)
{
    return session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
}

static int runs_of(const struct tf_board *board, uint64_t session)
{
    int count = 0;
    const struct tf_placement *placement = NULL;
    while ((placement = tf_grid_placement_of(board->grid, session, placement)) != NULL) {
        count++;
    }
    return count == 0 ? 1 : count;
}

static void add_placed(struct tf_plan *plan, const struct tf_session *session,
                       const struct tf_placement *placement, int64_t from)
{
    const struct tf_grid *grid = plan->board->grid;
    struct tf_run *run = &plan->runs[plan->run_count++];
    int row = row_of(plan, placement->slot);
    int last = row_of(plan, placement->last_slot);
    int space = tf_grid_space_index(grid, placement->space);
    *run = (struct tf_run){.session = session, .placement = placement, .space = space, .row = row};
    run->length = last - row + 1;
    run->beside = grid->spaces[space]->shared;
    run->fixed = placement->locked || run->beside || slot_at(plan, row)->start < from;
}

static void add_runs_of(struct tf_plan *plan, const struct tf_session *session, int64_t from)
{
    const struct tf_placement *placement =
        tf_grid_placement_of(plan->board->grid, session->record.key.id, NULL);
    if (placement == NULL) {
        plan->runs[plan->run_count++] =
            (struct tf_run){.session = session, .length = 1, .space = -1, .row = -1};
    }
    for (; placement != NULL;
         placement = tf_grid_placement_of(plan->board->grid, session->record.key.id, placement)) {
        add_placed(plan, session, placement, from);
    }
}

static enum tf_err add_runs(struct tf_plan *plan, int64_t from, struct tf_problem *problem)
{
    const struct tf_table *sessions = plan->board->tables[TF_KIND_SESSION];
    int count = 0;
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        count += takes_part(TF_SESSION(it.record)) ? runs_of(plan->board, it.record->key.id) : 0;
    }
    if (count > TF_SCHEDULE_RUNS_MAX) {
        return tf_err_tell(problem, TF_ERR_LIMIT, NULL, "Withdraw or merge some of them first",
                           "There are %d sessions; a schedule can be made for %d", count,
                           TF_SCHEDULE_RUNS_MAX);
    }
    plan->runs = room_for(plan, (size_t)count, sizeof(*plan->runs));
    if (plan->runs == NULL) {
        return TF_ERR_NOMEM;
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record != NULL; tf_table_next(&it)) {
        if (takes_part(TF_SESSION(it.record))) {
            add_runs_of(plan, TF_SESSION(it.record), from);
        }
    }
    return TF_OK;
}

/* ---- where a run may be, and what that costs ---- */

/* People that a space holds, as points; a space that does not say counts as the middle of those that do. */
static int32_t capacity_points(const struct tf_grid *grid, int space, int64_t largest)
{
    int64_t capacity = grid->spaces[space]->capacity;
    if (capacity == 0) {
        int64_t sum = 0, count = 0;
        for (size_t i = 0; i < grid->space_count; i++) {
            sum += grid->spaces[i]->capacity;
            count += grid->spaces[i]->capacity > 0;
        }
        capacity = count > 0 ? sum / count : largest;
    }
    int64_t most = TF_POINTS_NEVER / 4 / TF_POINTS_STAR;
    return (int32_t)(capacity < most ? capacity : most) * TF_POINTS_STAR;
}

static int32_t room_points(const struct tf_plan *plan, const struct tf_run *run, int space, int64_t largest)
{
    const struct tf_space *there = plan->board->grid->spaces[space];
    if (there->closed || there->shared) {
        return TF_POINTS_NEVER;
    }
    int32_t holds = capacity_points(plan->board->grid, space, largest);
    int64_t points = run->want > holds ? run->want - holds : 0;
    int64_t most = largest * TF_POINTS_STAR;
    if (most > 0 && most > holds) {
        points += run->want * (most - holds) * TF_POINTS_ROOMY / (most * 100);
    }
    for (uint32_t missing = run->session->needs & ~there->features; missing != 0; missing &= missing - 1) {
        points += TF_POINTS_NEED + (int64_t)run->want * TF_POINTS_NEED_PERCENT / 100;
    }
    return points < TF_POINTS_NEVER / 2 ? (int32_t)points : TF_POINTS_NEVER / 2;
}

static enum tf_err add_rooms(struct tf_plan *plan)
{
    const struct tf_grid *grid = plan->board->grid;
    int64_t largest = 0;
    for (size_t i = 0; i < grid->space_count; i++) {
        largest = grid->spaces[i]->capacity > largest ? grid->spaces[i]->capacity : largest;
    }
    int64_t most = TF_POINTS_NEVER / 4 / TF_POINTS_STAR;
    largest = largest < most ? largest : most;
    plan->space_count = (int)grid->space_count;
    plan->room = room_for(plan, (size_t)plan->run_count * grid->space_count, sizeof(*plan->room));
    if (plan->room == NULL) {
        return TF_ERR_NOMEM;
    }
    for (int run = 0; run < plan->run_count; run++) {
        for (int space = 0; space < plan->space_count; space++) {
            plan->room[run * plan->space_count + space] = room_points(plan, &plan->runs[run], space, largest);
        }
    }
    return TF_OK;
}

static enum tf_err add_beginnings(struct tf_plan *plan, int64_t from)
{
    plan->may_begin = room_for(plan, (size_t)plan->run_count * (size_t)plan->row_count, sizeof(bool));
    if (plan->may_begin == NULL) {
        return TF_ERR_NOMEM;
    }
    for (int run = 0; run < plan->run_count; run++) {
        for (int row = 0; row < plan->row_count; row++) {
            plan->may_begin[run * plan->row_count + row] =
                slot_at(plan, row)->start >= from && last_row(plan, row, plan->runs[run].length) >= 0;
        }
    }
    return TF_OK;
}

/* ---- wishes ---- */

static void keep_wish(struct tf_plan *plan, int index, const struct tf_schedule_wish *wish)
{
    struct tf_run *run = &plan->runs[index];
    if (run->fixed) {
        return; /* what is locked is where somebody wished it */
    }
    run->wished = !wish->leave_out;
    run->left_out = run->left_out || wish->leave_out;
    for (int space = 0; wish->space != 0 && space < plan->space_count; space++) {
        if (plan->board->grid->spaces[space]->record.key.id != wish->space) {
            plan->room[index * plan->space_count + space] = TF_POINTS_NEVER;
        }
    }
    for (int row = 0; row < plan->row_count; row++) {
        int last = last_row(plan, row, run->length);
        bool kept = !wish->leave_out &&
                    (wish->slot == 0 || slot_at(plan, row)->record.key.id == wish->slot) &&
                    (wish->not_before == 0 || slot_at(plan, row)->start >= wish->not_before) &&
                    (wish->not_after == 0 || last < 0 || slot_at(plan, last)->end <= wish->not_after);
        plan->may_begin[index * plan->row_count + row] &= kept;
    }
}

static enum tf_err keep_wishes(struct tf_plan *plan, const struct tf_schedule_options *options,
                               struct tf_problem *problem)
{
    if (options->wish_count > TF_SCHEDULE_WISHES_MAX) {
        return tf_err_tell(problem, TF_ERR_LIMIT, NULL, NULL, "More than %d wishes", TF_SCHEDULE_WISHES_MAX);
    }
    for (int run = 0; run < plan->run_count; run++) { /* their hosts' own */
        const struct tf_session *session = plan->runs[run].session;
        if (session->can_from != 0 || session->can_until != 0) {
            const struct tf_schedule_wish wish = {.not_before = session->can_from,
                                                  .not_after = session->can_until};
            keep_wish(plan, run, &wish);
        }
    }
    for (size_t i = 0; i < options->wish_count; i++) {
        const struct tf_schedule_wish *wish = &options->wishes[i];
        if (tf_board_session(plan->board, wish->session) == NULL ||
            (wish->space != 0 && tf_board_space(plan->board, wish->space) == NULL) ||
            (wish->slot != 0 && tf_board_slot(plan->board, wish->slot) == NULL)) {
            return tf_err_tell(problem, TF_ERR_NOT_FOUND, NULL, "Take the wish back",
                               "A wish is for a session, space or time that is not on the board any more");
        }
        for (int run = 0; run < plan->run_count; run++) {
            if (plan->runs[run].session->record.key.id == wish->session) {
                keep_wish(plan, run, wish);
            }
        }
    }
    return TF_OK;
}

enum tf_err tf_plan_create(struct tf_plan *plan, const struct tf_board *board,
                           const struct tf_schedule_options *options, struct tf_problem *problem)
{
    memset(plan, 0, sizeof(*plan));
    tf_arena_init(&plan->arena);
    plan->board = board;
    enum tf_err err = add_rows(plan);
    if (err == TF_OK) {
        err = add_runs(plan, options->from, problem);
    }
    if (err == TF_OK) {
        err = tf_plan_wants(plan, tf_policy_vote_size(tf_board_gathering(board)));
    }
    if (err == TF_OK) {
        err = add_rooms(plan);
    }
    if (err == TF_OK) {
        err = add_beginnings(plan, options->from);
    }
    if (err == TF_OK) {
        err = keep_wishes(plan, options, problem);
    }
    if (err != TF_OK) {
        tf_plan_free(plan);
    }
    return err;
}

void tf_plan_free(struct tf_plan *plan)
{
    tf_arena_free(&plan->arena);
    memset(plan, 0, sizeof(*plan));
}
