/* phases.h: the phase of the day by the clock, and never by surprise: whatever begins by itself is announced
 * TF_PHASE_NOTICE_S before, also when a row was moved or the machine was off in between. Rows say which phase
 * begins with them (tf_slot.begins); the gathering says whether they do (by_clock), and what is announced.
 * Pure: the ledger asks, and sends what is to be done as TF_ROLE_SYSTEM. */
#ifndef TF_CORE_PHASES_H
#define TF_CORE_PHASES_H

#include "core/board.h"

#define TF_PHASE_NOTICE_S 300

/* What is to be done now: announce, begin, or take an announcement back because its row was moved later.
 * *want: a SET_UP's record, its fields in *fields; texts are the board's. false: nothing. */
bool tf_phases_step(const struct tf_board *board, int64_t now_s, struct tf_gathering *want, uint64_t *fields);
/* When tf_phases_step() may next say something of this board: now_s, or later; INT64_MAX: never. */
int64_t tf_phases_due_s(const struct tf_board *board, int64_t now_s);

#endif
