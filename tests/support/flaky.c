#include "support/flaky.h"

#include "store/ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct front {
    struct tf_store store;
    struct flaky *flaky;
    struct tf_store *disk;
};

static struct front *front_of(struct tf_store *store)
{
    return (struct front *)(void *)store;
}

/* true: fails now. Call with the mutex held. */
static bool use_up(int *failing)
{
    if (*failing == 0)
        return false;
    if (*failing > 0)
        (*failing)--;
    return true;
}

static void front_close(struct tf_store *store)
{
    free(store);
}

static enum tf_err front_load(struct tf_store *store, struct tf_board **out, struct tf_problem *problem)
{
    return tf_store_load(front_of(store)->disk, out, problem);
}

static enum tf_err front_mend(struct tf_store *store, struct tf_problem *problem)
{
    return tf_store_mend(front_of(store)->disk, problem);
}

static enum tf_err append_to(struct tf_store *disk, struct tf_event *const *events,
                             const char *const *commands, size_t count)
{
    return commands ? tf_store_append_own(disk, events, commands, count)
                    : tf_store_append(disk, events, count);
}

static enum tf_err front_append(struct tf_store *store, struct tf_event *const *events,
                                const char *const *commands, size_t count)
{
    struct flaky *flaky = front_of(store)->flaky;
    pthread_mutex_lock(&flaky->mutex);
    while (flaky->is_shut) {
        flaky->is_blocked = true;
        pthread_cond_broadcast(&flaky->changed);
        pthread_cond_wait(&flaky->changed, &flaky->mutex);
    }
    flaky->is_blocked = false;
    flaky->appends++;
    if (count > flaky->batch_max)
        flaky->batch_max = count;
    enum tf_err err = use_up(&flaky->failing_appends) ? flaky->error : TF_OK;
    bool lands = !err || flaky->lands;
    for (size_t i = 0; i < count; i++) {
        if (events[i]->verb == flaky->refused) {
            err = TF_ERR_INVALID;
            lands = false;
        }
    }
    pthread_mutex_unlock(&flaky->mutex);
    enum tf_err landed = lands ? append_to(front_of(store)->disk, events, commands, count) : TF_OK;
    return err ? err : landed;
}

static enum tf_err front_rebase(struct tf_store *store, const struct tf_store_rebase *rebase)
{
    struct flaky *flaky = front_of(store)->flaky;
    pthread_mutex_lock(&flaky->mutex);
    enum tf_err err = use_up(&flaky->failing_appends) ? flaky->error : TF_OK;
    bool lands = !err || flaky->lands;
    pthread_mutex_unlock(&flaky->mutex);
    enum tf_err landed = lands ? tf_store_rebase(front_of(store)->disk, rebase) : TF_OK;
    return err ? err : landed;
}

static enum tf_err front_outbox_span(struct tf_store *store, uint64_t *first, size_t *count)
{
    return tf_store_outbox_span(front_of(store)->disk, first, count);
}

static enum tf_err front_outbox_read(struct tf_store *store, uint64_t first, char **out, size_t max,
                                     size_t *count)
{
    return tf_store_outbox_read(front_of(store)->disk, first, out, max, count);
}

static enum tf_err front_outbox_drop(struct tf_store *store, uint64_t last)
{
    struct flaky *flaky = front_of(store)->flaky;
    pthread_mutex_lock(&flaky->mutex);
    enum tf_err err = use_up(&flaky->failing_appends) ? flaky->error : TF_OK;
    bool lands = !err || flaky->lands;
    pthread_mutex_unlock(&flaky->mutex);
    enum tf_err landed = lands ? tf_store_outbox_drop(front_of(store)->disk, last) : TF_OK;
    return err ? err : landed;
}

static enum tf_err front_read(struct tf_store *store, uint64_t first, struct tf_event **out, size_t max,
                              size_t *count)
{
    struct flaky *flaky = front_of(store)->flaky;
    pthread_mutex_lock(&flaky->mutex);
    enum tf_err err = use_up(&flaky->failing_reads) ? flaky->error : TF_OK;
    pthread_mutex_unlock(&flaky->mutex);
    return err ? err : tf_store_read(front_of(store)->disk, first, out, max, count);
}

static enum tf_err front_settle(struct tf_store *store)
{
    struct flaky *flaky = front_of(store)->flaky;
    pthread_mutex_lock(&flaky->mutex);
    bool fails = use_up(&flaky->failing_settles);
    pthread_mutex_unlock(&flaky->mutex);
    return fails ? TF_ERR_IO : tf_store_settle(front_of(store)->disk);
}

static enum tf_err front_find(struct tf_store *store, uint64_t id, uint64_t *sequence)
{
    return tf_store_find(front_of(store)->disk, id, sequence);
}

static enum tf_err front_last(struct tf_store *store, uint64_t *sequence, uint64_t *id)
{
    return tf_store_last(front_of(store)->disk, sequence, id);
}

static enum tf_err front_backup(struct tf_store *store, const char *path, struct tf_problem *problem)
{
    return tf_store_backup(front_of(store)->disk, path, problem);
}

static enum tf_err front_check(struct tf_store *store, tf_store_say_fn say, void *user)
{
    return tf_store_check(front_of(store)->disk, say, user);
}

static void front_tidy(struct tf_store *store)
{
    tf_store_tidy(front_of(store)->disk);
}

static enum tf_err front_private_put(struct tf_store *store, const struct tf_store_private *rows,
                                     size_t count)
{
    struct flaky *flaky = front_of(store)->flaky;
    pthread_mutex_lock(&flaky->mutex);
    enum tf_err err = use_up(&flaky->failing_appends) ? flaky->error : TF_OK;
    pthread_mutex_unlock(&flaky->mutex);
    return err ? err : tf_store_private_put(front_of(store)->disk, rows, count);
}

static enum tf_err front_private_each(struct tf_store *store, tf_store_private_fn each, void *user)
{
    return tf_store_private_each(front_of(store)->disk, each, user);
}

static const struct tf_store_ops front_ops = {
    .private_put = front_private_put,
    .private_each = front_private_each,
    .close = front_close,
    .load = front_load,
    .mend = front_mend,
    .append = front_append,
    .rebase = front_rebase,
    .outbox_span = front_outbox_span,
    .outbox_read = front_outbox_read,
    .outbox_drop = front_outbox_drop,
    .read = front_read,
    .settle = front_settle,
    .find = front_find,
    .last = front_last,
    .backup = front_backup,
    .check = front_check,
    .tidy = front_tidy,
};

void flaky_init(struct flaky *flaky)
{
    *flaky = (struct flaky){.refused = TF_VERB_COUNT};
    pthread_mutex_init(&flaky->mutex, NULL);
    pthread_cond_init(&flaky->changed, NULL);
    assert_int_equal(tf_store_open_memory(&flaky->disk), TF_OK);
}

void flaky_free(struct flaky *flaky)
{
    tf_store_close(flaky->disk);
    tf_store_close(flaky->other_disk);
    pthread_cond_destroy(&flaky->changed);
    pthread_mutex_destroy(&flaky->mutex);
}

enum tf_err flaky_open(void *user, struct tf_store **out, struct tf_problem *problem)
{
    struct flaky *flaky = user;
    pthread_mutex_lock(&flaky->mutex);
    flaky->opens++;
    pthread_cond_broadcast(&flaky->changed);
    enum tf_err err = use_up(&flaky->failing_opens) ? flaky->error : TF_OK;
    struct tf_store *disk = flaky->other_disk ? flaky->other_disk : flaky->disk;
    pthread_mutex_unlock(&flaky->mutex);
    if (err)
        return tf_err_tell(problem, err, NULL, NULL, "flaky: it does not open");
    struct front *front = calloc(1, sizeof(*front));
    if (!front)
        return TF_ERR_NOMEM;
    *front = (struct front){.store = {&front_ops}, .flaky = flaky, .disk = disk};
    *out = &front->store;
    return TF_OK;
}

void flaky_shut(struct flaky *flaky)
{
    pthread_mutex_lock(&flaky->mutex);
    flaky->is_shut = true;
    pthread_mutex_unlock(&flaky->mutex);
}

void flaky_await_blocked(struct flaky *flaky)
{
    pthread_mutex_lock(&flaky->mutex);
    while (!flaky->is_blocked)
        pthread_cond_wait(&flaky->changed, &flaky->mutex);
    pthread_mutex_unlock(&flaky->mutex);
}

void flaky_let_through(struct flaky *flaky)
{
    pthread_mutex_lock(&flaky->mutex);
    flaky->is_shut = false;
    pthread_cond_broadcast(&flaky->changed);
    pthread_mutex_unlock(&flaky->mutex);
}

void flaky_fail(struct flaky *flaky, int appends, int opens, enum tf_err error)
{
    pthread_mutex_lock(&flaky->mutex);
    flaky->failing_appends = appends;
    flaky->failing_opens = opens;
    flaky->error = error;
    pthread_mutex_unlock(&flaky->mutex);
}

void flaky_await_opens(struct flaky *flaky, size_t opens)
{
    pthread_mutex_lock(&flaky->mutex);
    while (flaky->opens < opens)
        pthread_cond_wait(&flaky->changed, &flaky->mutex);
    pthread_mutex_unlock(&flaky->mutex);
}

size_t flaky_appends(struct flaky *flaky)
{
    pthread_mutex_lock(&flaky->mutex);
    size_t appends = flaky->appends;
    pthread_mutex_unlock(&flaky->mutex);
    return appends;
}

size_t flaky_batch_max(struct flaky *flaky)
{
    pthread_mutex_lock(&flaky->mutex);
    size_t max = flaky->batch_max;
    pthread_mutex_unlock(&flaky->mutex);
    return max;
}

void counter_init(struct counter *counter)
{
    counter->count = 0;
    pthread_mutex_init(&counter->mutex, NULL);
    pthread_cond_init(&counter->changed, NULL);
}

void counter_free(struct counter *counter)
{
    pthread_cond_destroy(&counter->changed);
    pthread_mutex_destroy(&counter->mutex);
}

void counter_add(void *user)
{
    struct counter *counter = user;
    pthread_mutex_lock(&counter->mutex);
    counter->count++;
    pthread_cond_broadcast(&counter->changed);
    pthread_mutex_unlock(&counter->mutex);
}

size_t counter_now(struct counter *counter)
{
    pthread_mutex_lock(&counter->mutex);
    size_t count = counter->count;
    pthread_mutex_unlock(&counter->mutex);
    return count;
}

void counter_await(struct counter *counter, size_t count)
{
    pthread_mutex_lock(&counter->mutex);
    while (counter->count < count)
        pthread_cond_wait(&counter->changed, &counter->mutex);
    pthread_mutex_unlock(&counter->mutex);
}
