/* sharing.h: the ledger as one of several that share a board. What it accepts is decided, saved and shown as
 * ever, with each command beside its event; what of that the others do not have yet is the newest part of its
 * log. A link (firmware/link) carries that away and brings what was first elsewhere: then the ledger puts its
 * own aside, applies what came and decides its own anew (core/rebase.h), in one transaction. It stays the
 * only writer.
 *
 * All from any thread but the ledger's; each waits for it. TF_ERR_IO while the disk refuses, TF_ERR_CLOSED.
 */
#ifndef TF_LEDGER_SHARING_H
#define TF_LEDGER_SHARING_H

#include "base/limits.h"
#include "ledger/ledger.h"

/* The file says which kiosk it is of: a private row, so that a backup is nobody's. */
#define TF_SHARING_ROW "link.kiosk"

struct tf_sharing_unsent {
    uint64_t base; /* everybody has the log up to this sequence; the first event here has the next one */
    struct tf_event *events[TF_SHARING_SEND_MAX]; /* references of the caller's */
    size_t count;
};
enum tf_err tf_sharing_unsent(struct tf_ledger *ledger, struct tf_sharing_unsent *out);
/* Everybody has the log up to this sequence. */
enum tf_err tf_sharing_sent(struct tf_ledger *ledger, uint64_t last);
/* What was first, from base + 1 on; own events among it are known by their ids. TF_ERR_INVALID: it does not
 * follow on from what everybody has; TF_ERR_CORRUPT: it does not make a sound board: nothing was changed. */
enum tf_err tf_sharing_take_in(struct tf_ledger *ledger, struct tf_event *const *events, size_t count,
                               struct tf_problem *problem);

/* Lock-free, for a screen. */
struct tf_sharing_waiting {
    size_t count;  /* events that the others do not have yet */
    int64_t since; /* when the oldest of them was; 0: there are none */
};
struct tf_sharing_waiting tf_sharing_waiting(const struct tf_ledger *ledger);
uint64_t tf_sharing_kiosk(const struct tf_ledger *ledger); /* 0: alone */
int tf_sharing_version(void);                              /* of what this program writes: the file's */

#endif
