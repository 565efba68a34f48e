/* stamp.h: several kiosks, one board: names that two of them could draw alike while apart. Ids are random
 * numbers of 53 bits (two kiosks with 10,000 things each: one chance in 90 million). A code has 24 million
 * values and a card number 9,000, so a new card gets them from its kiosk's own share. */
#ifndef TF_CORE_STAMP_H
#define TF_CORE_STAMP_H

#include "core/board.h"
#include "core/command.h"

/* So many kiosks have names of their own: what two letters behind a code tell apart. */
#define TF_STAMP_KIOSKS_MAX 900

/* The new cards of command (and of its parts) get codes and numbers that only this kiosk gives; on board,
 * what is taken already. Stamping again changes nothing. kiosk: 1 … TF_STAMP_KIOSKS_MAX. TF_ERR_NOMEM. */
enum tf_err tf_stamp_command(struct tf_command *command, const struct tf_board *board, uint64_t kiosk);

#endif
