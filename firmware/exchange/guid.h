/* guid.h: 8-4-4-4-12 ids: random ones, and ones that follow from a text and so stay the same for ever. */
#ifndef TF_EXCHANGE_GUID_H
#define TF_EXCHANGE_GUID_H

#include "base/rng.h"
#include "core/board.h"

void tf_guid_random(char out[TF_GUID_SIZE], struct tf_rng *rng); /* version 4 */
void tf_guid_of_text(char out[TF_GUID_SIZE], const char *text);  /* version 8; a pure function of text */
uint64_t tf_guid_hash(uint64_t seed, const char *text);          /* a good 64-bit hash, the same everywhere */

/* A session's guid, its own or derived from the gathering's. Its oldest placement has the same (placement
 * NULL: it has none); of a later one it follows from that placement, wherever it is moved. What every writer
 * writes, and by what a reader knows it again. Returns which placement it is, from 0, in the order they were
 * made. */
size_t tf_guid_of_placement(char out[TF_GUID_SIZE], const struct tf_board *board,
                            const struct tf_session *session, const struct tf_placement *placement);

#endif
