/* history.h: what happened, and how the board was. From any thread that may wait for the ledger's; never the
 * UI's: the log is read in pages between two commits, and played on the caller's thread. */
#ifndef TF_LEDGER_HISTORY_H
#define TF_LEDGER_HISTORY_H

#include "ledger/ledger.h"

/* Up to max events before sequence `before` (0: from the newest), newest first; each is a reference of the
 * caller's. *has_more: there are older ones. The errors of tf_store_read() and tf_ledger_run(): none. */
enum tf_err tf_ledger_history(struct tf_ledger *ledger, uint64_t before, struct tf_event **out, size_t max,
                              size_t *count, bool *has_more);
/* The same of one session: what was done with it and with its places, back to its beginning. On an error what
 * *count tells is the caller's all the same. */
enum tf_err tf_ledger_history_of(struct tf_ledger *ledger, uint64_t session, struct tf_event **out,
                                 size_t max, size_t *count, bool *has_more);
/* The board as event `sequence` left it (0: before the first), *out the caller's. TF_ERR_NOT_FOUND: there is
 * no such event yet; else as above. */
enum tf_err tf_ledger_board_at(struct tf_ledger *ledger, uint64_t sequence, struct tf_board **out);

#endif
