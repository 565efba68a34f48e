/* linked.h: what the event's file says of the board that its kiosk shares with others: private rows, so that
 * no copy is this kiosk. */
#ifndef TF_KIOSK_LINKED_H
#define TF_KIOSK_LINKED_H

#include "ledger/sharing.h"
#include "link/link.h"
#include "link/pairing.h"
#include "model/trouble.h"

struct tf_linked {
    struct tf_pairing pairing; /* kiosk 0: it shares nothing */
    char host[256];            /* under which others reach the server; "": as this one does */
    size_t unsent;             /* changes that the others do not have yet */
};

/* Beside a kiosk that runs, too. TF_ERR_NOT_FOUND: there is no file; as tf_store_open_sqlite(). */
enum tf_err tf_linked_read(struct tf_linked *out, const char *path, struct tf_problem *problem);
/* The file has this from now on, or (linked NULL) shares nothing any more and owes nobody anything; for a
 * ledger that is started after this. */
enum tf_err tf_linked_write(struct tf_ledger *ledger, const struct tf_linked *linked);

/* Starts the link of a kiosk that runs, when its file says that it is one of several. address: another than
 * the file has, or NULL; "off": not now. NULL: there is none, or it cannot be, which is said: this kiosk goes
 * on by itself. */
struct tf_link *tf_linked_start(struct tf_ledger *ledger, const char *address, void (*wake)(void *user),
                                void *user, struct tf_trouble_list *troubles);

#endif
