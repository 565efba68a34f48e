/* engine.h: where the order of several kiosks is kept: a log that only grows. All that a link needs of it is
 * to add a batch behind what it knows, to ask what is behind that, and to be told when there may be
 * something. The order is the engine's to give: whoever adds first is first, and whoever did not know of it
 * is told to look again.
 *
 * It is PostgreSQL (engine_pg.h); tests have one in memory, for days that go wrong as they wish. One
 * thread's; poke and stop are any thread's. */
#ifndef TF_LINK_ENGINE_H
#define TF_LINK_ENGINE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct tf_entry {
    uint64_t sequence; /* 1, 2, 3 … without a gap */
    uint64_t id;       /* of the event: no two entries have one */
    uint64_t kiosk;    /* who wrote it */
    int version;       /* of the program that did (tf_sharing_version()) */
    char *text;        /* wire.h */
};

struct tf_engine;
struct tf_engine_ops {
    enum tf_err (*push)(struct tf_engine *engine, uint64_t base, const struct tf_entry *entries, size_t count,
                        struct tf_problem *problem);
    enum tf_err (*pull)(struct tf_engine *engine, uint64_t after, struct tf_entry *out, size_t max,
                        size_t *count, struct tf_problem *problem);
    void (*wait)(struct tf_engine *engine, int timeout_ms);
    void (*poke)(struct tf_engine *engine);
    void (*stop)(struct tf_engine *engine);
    void (*close)(struct tf_engine *engine);
};

/* The first member of each engine. */
struct tf_engine {
    const struct tf_engine_ops *ops;
};

/* Adds entries, which have the sequences base + 1 …: all or nothing. TF_OK: they are there for good.
 * TF_ERR_CONFLICT: there is something behind base already; pull it. TF_ERR_IO: not reached, or nobody knows
 * whether it was done: the next push or pull tells. TF_ERR_DENIED: the key is not (any more) one of this
 * board's; TF_ERR_NOMEM. */
enum tf_err tf_engine_push(struct tf_engine *engine, uint64_t base, const struct tf_entry *entries,
                           size_t count, struct tf_problem *problem);
/* Up to max entries behind sequence `after`; their texts are the caller's, free() them. TF_ERR_NOT_FOUND: the
 * log does not reach that far: it is another one. Else as tf_engine_push(). */
enum tf_err tf_engine_pull(struct tf_engine *engine, uint64_t after, struct tf_entry *out, size_t max,
                           size_t *count, struct tf_problem *problem);
/* Until somebody added something (a hint, which may be missed), a poke or so long. */
void tf_engine_wait(struct tf_engine *engine, int timeout_ms);
void tf_engine_poke(struct tf_engine *engine);
/* From now on whatever waits for the engine ends at once, with TF_ERR_CLOSED. Any thread. */
void tf_engine_stop(struct tf_engine *engine);
void tf_engine_close(struct tf_engine *engine); /* NULL is fine */

#endif
