/* conflicts.h: what on the grid will trouble people, worst first: worth a look, never forbidden. Pure. */
#ifndef TF_CORE_CONFLICTS_H
#define TF_CORE_CONFLICTS_H

#include "core/board.h"

enum tf_conflict_kind {
    TF_CONFLICT_HOST,  /* one host in two places */
    TF_CONFLICT_ROOM,  /* more want it than its space holds */
    TF_CONFLICT_CLASH, /* many want both, and they are at the same time */
};

struct tf_conflict {
    enum tf_conflict_kind kind;
    uint64_t session, other; /* other 0: it is about one */
    size_t count;            /* of people: too many, or torn */
    int64_t capacity;        /* of the space, for ROOM */
};

/* Of rows that end after from_s. Hosts first, then by how many people it troubles. TF_ERR_NOMEM. */
enum tf_err tf_conflicts_find(struct tf_conflict *out, size_t most, size_t *count,
                              const struct tf_board *board, int64_t from_s);
/* Devices with a star on both. */
size_t tf_conflicts_want_both(const struct tf_board *board, uint64_t a, uint64_t b);

#endif
