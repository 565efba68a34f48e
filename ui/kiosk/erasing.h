/* erasing.h: a person's data, out of everything that this machine keeps: the event's file, the copies of it,
 * slips that wait for the printer, who was let in. Exports and sticks that were taken away are out of its
 * reach.
 *
 * The copies that were made before are removed, those that were put aside (damaged, before a restore) too,
 * and a new one is made at once: the log in it still tells everything else. */
#ifndef TF_KIOSK_ERASING_H
#define TF_KIOSK_ERASING_H

#include "base/clock.h"
#include "keep/keep.h"
#include "ledger/ledger.h"

struct tf_erasing {
    struct tf_ledger *ledger; /* borrowed, all of them */
    struct tf_keep *keep;     /* NULL: there is none */
    const char *data;         /* the event's file; NULL: in memory */
    struct tf_actor actor;
    int64_t now_s;
    uint64_t id; /* random: of the event that says that it was done */
};
struct tf_erased {
    size_t events; /* of which something was taken out */
    size_t files;  /* that were removed */
};

/* Not from the UI's or the ledger's thread. TF_ERR_INVALID: what is no person. TF_ERR_BUSY, TF_ERR_IO: it may
 * be in a file still, and problem says which and what to do; doing it once more is right. TF_ERR_NOMEM. */
enum tf_err tf_erasing_run(struct tf_erased *out, const struct tf_erasing *erasing,
                           const struct tf_erase_what *what, struct tf_problem *problem);

/* The same by an organiser, now; what is wrong goes to the log. TF_ERR_UNSUPPORTED: there is no clock. */
enum tf_err tf_erasing_now(struct tf_erased *out, struct tf_ledger *ledger, struct tf_keep *keep,
                           const char *data, const struct tf_clock *clock, const struct tf_erase_what *what);

#endif
