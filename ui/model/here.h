/* here.h: where this wall hangs, as one of the event's spaces, and what is near it. Spaces have no place on a
 * map; organisers put them in the order in which one walks past them, so the nearest on the grid is the
 * nearest in the house. */
#ifndef TF_MODEL_HERE_H
#define TF_MODEL_HERE_H

#include "core/board.h"

/* The space of that name, whatever its case and accents; 0: there is none, or name is NULL. */
uint64_t tf_here_find(const struct tf_board *board, const char *name);
/* How many columns away a space is; 0: it is here, or nobody knows where here is. */
int tf_here_distance(const struct tf_grid *grid, uint64_t here, uint64_t space);

#endif
