/* grid.h: how a board makes its grid (board.h says what a grid is, and how to read one). */
#ifndef TF_CORE_GRID_H
#define TF_CORE_GRID_H

#include "core/board.h"

/* The grid of these tables; it borrows their records, so it lives only in boards that share them. Placements
 * of what does not exist are left out (tf_board_check() names them). TF_ERR_NOMEM. */
enum tf_err tf_grid_create(struct tf_grid **out, const struct tf_table *spaces, const struct tf_table *slots,
                           const struct tf_table *placements);
struct tf_grid *tf_grid_ref(struct tf_grid *grid);
void tf_grid_unref(struct tf_grid *grid); /* NULL is fine */

#endif
