/* rounds.h: what a link does between two waits, without a thread: brings what others did to the ledger and
 * carries away what it did, until neither side has anything the other lacks. */
#ifndef TF_LINK_ROUNDS_H
#define TF_LINK_ROUNDS_H

#include "ledger/sharing.h"
#include "link/engine.h"

/* TF_OK: both have the same. TF_ERR_IO: the engine or the disk was not reached; come again. TF_ERR_DENIED,
 * TF_ERR_UNSUPPORTED, TF_ERR_CORRUPT, TF_ERR_NOT_FOUND: nothing more is taken or sent before somebody looked
 * at it, and problem says why; this kiosk goes on by itself. TF_ERR_CLOSED, TF_ERR_NOMEM. */
enum tf_err tf_rounds_run(struct tf_ledger *ledger, struct tf_engine *engine, struct tf_problem *problem);

#endif
