#include "core/cafe.h"

static bool has_rounds(const struct tf_grid *grid, size_t day)
{
    for (size_t i = grid->day_first_slot[day]; i < grid->day_first_slot[day + 1]; i++) {
        if (grid->slots[i]->kind == TF_SLOT_SESSION) {
            return true;
        }
    }
    return false;
}

size_t tf_cafe_day(const struct tf_board *board, int64_t today)
{
    const struct tf_grid *grid = board->grid;
    size_t last = 0;
    for (size_t day = 0; day < grid->day_count; day++) {
        if (has_rounds(grid, day)) {
            last = day;
            if (grid->days[day] >= today) {
                return day;
            }
        }
    }
    return last;
}

enum tf_err tf_cafe_plan(struct tf_cafe *out, const struct tf_board *board, size_t day)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    const struct tf_grid *grid = board->grid;
    size_t people = gathering != NULL ? (size_t)gathering->people : 0, tables = 0, rounds = 0;
    *out = (struct tf_cafe){.rounds = {NULL}};
    for (size_t i = 0; i < grid->space_count && tables < TF_ROTATION_TABLES_MAX; i++) {
        if (!grid->spaces[i]->closed) {
            out->tables[tables++] = grid->spaces[i];
        }
    }
    size_t end = day < grid->day_count ? grid->day_first_slot[day + 1] : 0;
    for (size_t i = end > 0 ? grid->day_first_slot[day] : 0; i < end && rounds < TF_ROTATION_ROUNDS_MAX;
         i++) {
        if (grid->slots[i]->kind == TF_SLOT_SESSION) {
            out->rounds[rounds++] = grid->slots[i];
        }
    }
    if (tables == 0 || rounds == 0) {
        return TF_ERR_NOT_FOUND;
    }
    return people > tables ? tf_rotation_make(&out->plan, people - tables, tables, rounds) : TF_ERR_INVALID;
}

void tf_cafe_free(struct tf_cafe *cafe)
{
    tf_rotation_free(&cafe->plan);
}
