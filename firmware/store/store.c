#include "store/store.h"

#include "store/ops.h"

void tf_store_close(struct tf_store *store)
{
    if (store) {
        store->ops->close(store);
    }
}

enum tf_err tf_store_load(struct tf_store *store, struct tf_board **out, struct tf_problem *problem)
{
    return store->ops->load(store, out, problem);
}

enum tf_err tf_store_mend(struct tf_store *store, struct tf_problem *problem)
{
    return store->ops->mend(store, problem);
}

enum tf_err tf_store_append(struct tf_store *store, struct tf_event *const *events, size_t count)
{
    return count == 0 ? TF_OK : store->ops->append(store, events, NULL, count);
}

enum tf_err tf_store_append_own(struct tf_store *store, struct tf_event *const *events,
                                const char *const *commands, size_t count)
{
    return count == 0 ? TF_OK : store->ops->append(store, events, commands, count);
}

enum tf_err tf_store_rebase(struct tf_store *store, const struct tf_store_rebase *rebase)
{
    return store->ops->rebase(store, rebase);
}

enum tf_err tf_store_outbox_span(struct tf_store *store, uint64_t *first, size_t *count)
{
    return store->ops->outbox_span(store, first, count);
}

enum tf_err tf_store_outbox_read(struct tf_store *store, uint64_t first, char **out, size_t max,
                                 size_t *count)
{
    return store->ops->outbox_read(store, first, out, max, count);
}

enum tf_err tf_store_outbox_drop(struct tf_store *store, uint64_t last)
{
    return store->ops->outbox_drop(store, last);
}

enum tf_err tf_store_settle(struct tf_store *store)
{
    return store->ops->settle(store);
}

enum tf_err tf_store_read(struct tf_store *store, uint64_t first, struct tf_event **out, size_t max,
                          size_t *count)
{
    return store->ops->read(store, first, out, max, count);
}

enum tf_err tf_store_find(struct tf_store *store, uint64_t id, uint64_t *sequence)
{
    return store->ops->find(store, id, sequence);
}

enum tf_err tf_store_last(struct tf_store *store, uint64_t *sequence, uint64_t *id)
{
    return store->ops->last(store, sequence, id);
}

enum tf_err tf_store_backup(struct tf_store *store, const char *path, struct tf_problem *problem)
{
    return store->ops->backup(store, path, problem);
}

enum tf_err tf_store_check(struct tf_store *store, void (*say)(void *user, const char *finding), void *user)
{
    return store->ops->check(store, say, user);
}

enum tf_err tf_store_private_put(struct tf_store *store, const struct tf_store_private *rows, size_t count)
{
    return count == 0 ? TF_OK : store->ops->private_put(store, rows, count);
}

enum tf_err tf_store_private_each(struct tf_store *store,
                                  enum tf_err (*each)(void *user, const struct tf_store_private *row),
                                  void *user)
{
    return store->ops->private_each(store, each, user);
}

enum tf_err tf_store_erase(struct tf_store *store, struct tf_erase *erase, struct tf_problem *problem)
{
    return store->ops->erase(store, erase, problem);
}

void tf_store_tidy(struct tf_store *store)
{
    store->ops->tidy(store);
}
