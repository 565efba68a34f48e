#include "model/view.h"

/* The last row that has begun, by start; -1: none has. Rows are sorted and never overlap. */
static int last_begun(const struct tf_grid *grid, int64_t now_s)
{
    size_t low = 0, high = grid->slot_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grid->slots[middle]->start <= now_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (int)low - 1;
}

/* The first day whose first row is still to come; -1: none. */
static int day_to_come(const struct tf_grid *grid, int64_t now_s)
{
    for (size_t d = 0; d < grid->day_count; d++) {
        if (grid->day_first_slot[d] < grid->day_first_slot[d + 1] &&
            grid->slots[grid->day_first_slot[d]]->start > now_s) {
            return (int)d;
        }
    }
    return -1;
}

struct tf_view_times tf_view_times(const struct tf_board *board, const struct tf_zone *zone, int64_t now_s)
{
    struct tf_view_times times = {TF_STAGE_NO_EVENT, -1, -1, -1};
    if (board == NULL || tf_board_gathering(board) == NULL) {
        return times;
    }
    const struct tf_grid *grid = board->grid;
    times.stage = TF_STAGE_NO_GRID;
    if (grid == NULL || grid->slot_count == 0) {
        return times;
    }

    times.next_day = day_to_come(grid, now_s);
    int begun = last_begun(grid, now_s);
    const struct tf_slot *last = begun >= 0 ? grid->slots[begun] : NULL;
    const struct tf_slot *coming = (size_t)begun + 1 < grid->slot_count ? grid->slots[begun + 1] : NULL;
    if (last != NULL && now_s < last->end) {
        times.stage = TF_STAGE_RUNNING;
        times.now_slot = begun;
        times.today = tf_grid_day_index(grid, last->day);
    } else if (last != NULL && coming != NULL && last->day == coming->day) {
        times.stage = TF_STAGE_GAP;
        times.today = tf_grid_day_index(grid, last->day);
    } else {
        int64_t date = tf_zone_day_of(zone, now_s);
        times.today = tf_grid_day_index(grid, date);
        if (coming == NULL) {
            times.stage = TF_STAGE_OVER;
        } else if (coming->day == date) {
            times.stage = TF_STAGE_MORNING;
        } else {
            times.stage = times.today >= 0 ? TF_STAGE_EVENING : TF_STAGE_BEFORE;
        }
    }
    return times;
}

int tf_view_day(const struct tf_app_state *state)
{
    struct tf_view_times times = tf_view_times(state->board, state->zone, state->now_s);
    if (times.stage == TF_STAGE_NO_EVENT || times.stage == TF_STAGE_NO_GRID) {
        return -1;
    }
    int day_count = (int)state->board->grid->day_count;
    if (state->day >= 0 && state->day < day_count) {
        return state->day;
    }
    if (times.today >= 0 && times.stage != TF_STAGE_EVENING) {
        return times.today;
    }
    return times.next_day >= 0 ? times.next_day : day_count - 1;
}
