/* rebase.h: what the log becomes from `base` on when others were first: theirs, and then this kiosk's own,
 * decided anew. Knows no thread, and writes nothing. */
#ifndef TF_LEDGER_REBASE_H
#define TF_LEDGER_REBASE_H

#include "store/store.h"

struct tf_rebased {
    struct tf_event **events; /* from base + 1 on */
    char **commands;          /* beside each; NULL: it is not this kiosk's own any more */
    size_t count, room;
    struct tf_board *base;  /* after what came */
    struct tf_board *board; /* after all of it */
};

/* What came is looked at as a stranger's file is: TF_ERR_CORRUPT when it does not follow on from base, a
 * record has not the right form, or the board after it is not sound; problem says so. Own events after base
 * are read from store, with their commands. TF_ERR_IO, TF_ERR_NOMEM. What is made of it is the caller's, to
 * free also after an error. */
enum tf_err tf_rebased_make(struct tf_rebased *rebased, struct tf_store *store, struct tf_board *base,
                            struct tf_event *const *first, size_t count, struct tf_problem *problem);
void tf_rebased_free(struct tf_rebased *rebased);

#endif
