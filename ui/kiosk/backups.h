/* backups.h: while the kiosk runs, a verified copy of its event beside it, every ten minutes in which
 * something changed and at a clean end. recover.h puts one back when the event's file is damaged.
 *
 * A copy that fails is said in the log, and the next one is due ten minutes later: nothing waits for it but
 * the ledger, between two batches, while it is made. */
#ifndef TF_KIOSK_BACKUPS_H
#define TF_KIOSK_BACKUPS_H

#include "base/clock.h"
#include "ledger/ledger.h"

struct tf_backups;
struct tf_backups_options {
    struct tf_ledger *ledger;     /* borrowed until tf_backups_stop() */
    const char *data;             /* the event's file; borrowed */
    const struct tf_clock *clock; /* names the copies; borrowed */
};

/* TF_ERR_NOMEM; TF_ERR_IO: the folder's name is too long. */
enum tf_err tf_backups_create(struct tf_backups **out, const struct tf_backups_options *options);
/* From here on a thread of its own makes them. TF_ERR_NOMEM. */
enum tf_err tf_backups_start(struct tf_backups *backups);
/* What that thread does, for tests, whose clock does not tick: a copy if it is due and anything changed since
 * the last. Returns milliseconds until the next is due. */
int64_t tf_backups_round(struct tf_backups *backups, int64_t mono_ms);
/* When the newest good one was made, UTC seconds; 0: there is none. Any thread. */
int64_t tf_backups_newest_s(const struct tf_backups *backups);
/* Ends the thread; a last copy, if anything changed. Before the ledger ends. NULL is fine. */
void tf_backups_stop(struct tf_backups *backups);

#endif
