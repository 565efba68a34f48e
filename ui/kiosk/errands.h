/* errands.h: what the wall asks for beside the ledger's commands (model/errand.h), carried out on a thread of
 * its own: hashing a PIN takes a tenth of a second and more, reading the log its time. */
#ifndef TF_KIOSK_ERRANDS_H
#define TF_KIOSK_ERRANDS_H

#include "base/clock.h"
#include "keep/keep.h"
#include "kiosk/knobs.h"
#include "model/errand.h"

struct tf_errands;
struct tf_errands_options {
    struct tf_ledger *ledger;     /* borrowed, as keep is, until tf_errands_stop() */
    struct tf_keep *keep;         /* NULL: there is none, and what needs one is TF_ERR_UNSUPPORTED */
    const struct tf_clock *clock; /* borrowed; what erases has it */
    struct tf_knobs *knobs;       /* borrowed; NULL: nothing is set for longer than the wall has it */
    const char *data;             /* the event's file; NULL: in memory */
    void (*wake)(void *user);     /* an answer is there: on the errands' thread, must only poke */
    void *user;
};

/* TF_ERR_NOMEM. */
enum tf_err tf_errands_start(struct tf_errands **out, const struct tf_errands_options *options);
void tf_errands_stop(struct tf_errands *errands); /* finishes the one at hand; NULL is fine */
/* One thread sends and takes. TF_ERR_BUSY, TF_ERR_NOMEM. */
enum tf_err tf_errands_send(struct tf_errands *errands, const struct tf_errand *errand);
struct tf_errand_answer *tf_errands_take(struct tf_errands *errands); /* the caller's; NULL: none */

/* The errand itself, on the caller's thread: for tests, which have time. NULL: no memory. */
struct tf_errand_answer *tf_errands_run(const struct tf_errands_options *options,
                                        const struct tf_errand *errand);

#endif
