/* people.h: the names of people on a board: hosts, authors, who does something or takes a topic on. For
 * organisers who erase one. */
#ifndef TF_CORE_PEOPLE_H
#define TF_CORE_PEOPLE_H

#include "core/board.h"
#include "core/host_names.h"

/* Up to max of them, each once, in the order of their bytes; returns how many. Borrowed from the board. */
size_t tf_people_names(struct tf_host_name *out, size_t max, const struct tf_board *board);

#endif
