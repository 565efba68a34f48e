/* ops.h: what a store must be able to do, for those who write one. store.h says what each does. */
#ifndef TF_STORE_OPS_H
#define TF_STORE_OPS_H

#include "store/store.h"

typedef void (*tf_store_say_fn)(void *user, const char *finding);
typedef enum tf_err (*tf_store_private_fn)(void *user, const struct tf_store_private *row);

struct tf_store_ops {
    void (*close)(struct tf_store *store);
    enum tf_err (*load)(struct tf_store *store, struct tf_board **out, struct tf_problem *problem);
    enum tf_err (*mend)(struct tf_store *store, struct tf_problem *problem);
    enum tf_err (*append)(struct tf_store *store, struct tf_event *const *events, const char *const *commands,
                          size_t count);
    enum tf_err (*rebase)(struct tf_store *store, const struct tf_store_rebase *rebase);
    enum tf_err (*outbox_span)(struct tf_store *store, uint64_t *first, size_t *count);
    enum tf_err (*outbox_read)(struct tf_store *store, uint64_t first, char **out, size_t max, size_t *count);
    enum tf_err (*outbox_drop)(struct tf_store *store, uint64_t last);
    enum tf_err (*settle)(struct tf_store *store);
    enum tf_err (*read)(struct tf_store *store, uint64_t first, struct tf_event **out, size_t max,
                        size_t *count);
    enum tf_err (*find)(struct tf_store *store, uint64_t id, uint64_t *sequence);
    enum tf_err (*last)(struct tf_store *store, uint64_t *sequence, uint64_t *id);
    enum tf_err (*backup)(struct tf_store *store, const char *path, struct tf_problem *problem);
    enum tf_err (*check)(struct tf_store *store, tf_store_say_fn say, void *user);
    enum tf_err (*private_put)(struct tf_store *store, const struct tf_store_private *rows, size_t count);
    enum tf_err (*private_each)(struct tf_store *store, tf_store_private_fn each, void *user);
    enum tf_err (*erase)(struct tf_store *store, struct tf_erase *erase, struct tf_problem *problem);
    void (*tidy)(struct tf_store *store);
};

/* The first member of each store. */
struct tf_store {
    const struct tf_store_ops *ops;
};

#endif
