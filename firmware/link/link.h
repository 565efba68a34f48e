/* link.h: the thread that keeps this kiosk and the others alike: woken by the ledger when there is something
 * to send and by the engine when there may be something to fetch. Nobody waits for it; a server that is gone
 * for a day is a normal day. */
#ifndef TF_LINK_LINK_H
#define TF_LINK_LINK_H

#include "ledger/sharing.h"
#include "link/engine.h"

struct tf_link;
struct tf_link_options {
    struct tf_ledger *ledger; /* borrowed until tf_link_stop() */
    struct tf_engine *engine; /* the link's from here on, also when it does not start */
    void (*wake)(void *user); /* after the state changed; must only poke; NULL: nobody */
    void *user;
    int retry_ms; /* before another try, twice as long each time up to 16 times; 0: 1000 */
};
enum tf_link_state {
    TF_LINK_STARTING,
    TF_LINK_ALIKE,   /* this kiosk and the others have the same, or are about to */
    TF_LINK_CUT_OFF, /* the server is not reached; it is tried again and again */
    TF_LINK_HALTED,  /* somebody has to look: the problem says why */
};
enum tf_err tf_link_start(struct tf_link **out, const struct tf_link_options *options);
void tf_link_stop(struct tf_link *link); /* NULL is fine */
/* Any thread; problem (NULL is fine) says why it is cut off or halted. */
enum tf_link_state tf_link_state(struct tf_link *link, struct tf_problem *problem);

#endif
