/* pairing.h: a keep of its own for tests that need a device to be more than a guest's: in memory, let in by
 * the same one-time secret as at the wall. */
#ifndef TF_TESTS_PAIRING_H
#define TF_TESTS_PAIRING_H

#include "keep/keep.h"
#include "ledger/ledger.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct pairing {
    struct tf_ledger *ledger; /* of the keep alone */
    struct tf_keep *keep;     /* NULL: nobody was paired yet */
};

static inline enum tf_err pairing_open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    (void)user;
    (void)problem;
    return tf_store_open_memory(out);
}

static inline void pairing_begin(struct pairing *pairing)
{
    const struct tf_ledger_options ledger = {.open = pairing_open_store};
    if (pairing->keep == NULL) {
        assert_int_equal(tf_ledger_start(&pairing->ledger, &ledger, NULL), TF_OK);
        const struct tf_keep_options keep = {.ledger = pairing->ledger, .is_hasty = true};
        assert_int_equal(tf_keep_open(&pairing->keep, &keep), TF_OK);
    }
}

static inline void pairing_let_in(struct pairing *pairing, uint64_t device, enum tf_role role)
{
    char secret[TF_KEEP_SECRET_BYTES];
    int wait_s = 0;
    pairing_begin(pairing);
    assert_int_equal(tf_keep_offer(pairing->keep, role, secret), TF_OK);
    assert_int_equal(tf_keep_pair(pairing->keep, secret, device, 1764061200, &wait_s), TF_OK);
}

static inline void pairing_end(struct pairing *pairing)
{
    if (pairing->keep != NULL) {
        tf_keep_close(pairing->keep);
        tf_ledger_stop(pairing->ledger);
    }
    *pairing = (struct pairing){0};
}

#endif
