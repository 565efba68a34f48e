/* router.h: from a request to its reply. Pure but for random numbers: no sockets, no ledger, no clock. */
#ifndef TF_WEB_ROUTER_H
#define TF_WEB_ROUTER_H

#include "web/visit.h"

/* request was filled but not read yet. reply is filled whatever happens; when it is a command, it goes to the
 * ledger, and its answer (or what stands for one) into tf_router_finish() with the same request and arena and
 * a shelf that is not older than the answer. */
void tf_router_answer(const struct tf_site *site, struct tf_shelf *shelf, struct tf_request *request,
                      struct tf_arena *arena, int64_t mono_ms, struct tf_reply *reply);
void tf_router_finish(const struct tf_site *site, struct tf_shelf *shelf, struct tf_request *request,
                      struct tf_arena *arena, tf_finish_fn finish, const struct tf_answer *answer,
                      struct tf_reply *reply);
/* An answer before anything could be read: too long, a wrong Host … Plain text. */
void tf_router_plain(struct tf_reply *reply, int status, const char *text);

#endif
