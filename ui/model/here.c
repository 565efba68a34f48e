#include "model/here.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

uint64_t tf_here_find(const struct tf_board *board, const char *name)
{
    char *wanted = NULL;
    uint64_t found = 0;
    if (name == NULL || board->grid == NULL || tf_text_fold(&wanted, name) != TF_OK) {
        return 0;
    }
    for (size_t i = 0; i < board->grid->space_count && found == 0; i++) {
        char *folded = NULL;
        if (tf_text_fold(&folded, board->grid->spaces[i]->name) == TF_OK && strcmp(folded, wanted) == 0) {
            found = board->grid->spaces[i]->record.key.id;
        }
        free(folded);
    }
    free(wanted);
    return found;
}

int tf_here_distance(const struct tf_grid *grid, uint64_t here, uint64_t space)
{
    int from = tf_grid_space_index(grid, here), to = tf_grid_space_index(grid, space);
    return here == 0 || from < 0 || to < 0 ? 0 : abs(to - from);
}
