#include "model/view.h"

#include <string.h>

static bool is_ones_own(const struct tf_view_card *card, const struct tf_view_pick *pick)
{
    bool has_host = pick->host != NULL && pick->host[0] != '\0';
    return (pick->session != 0 && card->session == pick->session) ||
           (has_host && strcmp(card->host, pick->host) == 0);
}

static bool covers(const struct tf_view_grid *grid, const struct tf_view_block *block, struct tf_cell cell)
{
    if (cell.slot == 0 || grid->spaces[block->space].id != cell.space) {
        return false;
    }
    for (int row = block->first; row <= block->last; row++) {
        if (grid->rows[row].id == cell.slot) {
            return true;
        }
    }
    return false;
}

void tf_view_pick(struct tf_view_grid *grid, struct tf_arena *arena, const struct tf_view_pick *pick)
{
    struct tf_view_block *blocks = tf_arena_alloc(arena, (grid->block_count + 1) * sizeof *blocks);
    if (blocks == NULL) {
        return; /* unlit, and as usable */
    }
    for (size_t i = 0; i < grid->block_count; i++) {
        struct tf_view_block *block = &blocks[i];
        *block = grid->blocks[i];
        block->mark = block->kind == TF_BLOCK_FREE && block->why_not == NULL ? TF_MARK_LIT : TF_MARK_NONE;
        if (covers(grid, block, pick->chosen)) {
            block->mark = TF_MARK_CHOSEN;
        } else if (block->kind == TF_BLOCK_SESSION && is_ones_own(&block->card, pick)) {
            block->mark = TF_MARK_OWN;
        }
    }
    grid->blocks = blocks;
}
