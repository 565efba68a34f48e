/* routes.h: which path leads where: the tables that a new page, form or feed is added to. */
#ifndef TF_WEB_ROUTES_H
#define TF_WEB_ROUTES_H

#include "web/visit.h"

enum tf_route_kind {
    TF_ROUTE_SHARED,  /* the same for all who speak a language: kept on the shelf */
    TF_ROUTE_SESSION, /* the same for all who have no cookie yet */
    TF_ROUTE_OWN,     /* made for this phone */
    TF_ROUTE_RAW,     /* writes its own reply */
    TF_ROUTE_WRITE,
};

struct tf_route {
    const char *path; /* a "*" stands for one part: a session's code; a "?" for any one part */
    enum tf_route_kind kind;
    void (*run)(struct tf_visit *visit);
    enum tf_role least; /* who may come here; a guest when not said */
};

/* NULL: there is none. *part: what stands at the "*" or "?", in the arena. */
const struct tf_route *tf_route_find(bool is_post, const char *path, struct tf_arena *arena,
                                     const char **part);
/* It only looks something up: a phone that does nothing else gets no token, and no cookie. */
bool tf_route_wants_token(const struct tf_route *route);

#endif
