#include "support/engine_memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct tf_memory_log {
    pthread_mutex_t mutex; /* guards what follows */
    struct tf_entry *entries;
    size_t count, room;
};

struct memory {
    struct tf_engine engine;
    struct tf_memory_log *log;
    tf_memory_fate_fn fate;
    void *user;
};

static struct memory *memory_of(struct tf_engine *engine)
{
    return (struct memory *)(void *)engine;
}

enum tf_err tf_memory_log_create(struct tf_memory_log **out)
{
    struct tf_memory_log *log = calloc(1, sizeof(*log));
    if (log == NULL || pthread_mutex_init(&log->mutex, NULL) != 0) {
        free(log);
        return TF_ERR_NOMEM;
    }
    *out = log;
    return TF_OK;
}

void tf_memory_log_destroy(struct tf_memory_log *log)
{
    if (log == NULL) {
        return;
    }
    for (size_t i = 0; i < log->count; i++) {
        free(log->entries[i].text);
    }
    free(log->entries);
    pthread_mutex_destroy(&log->mutex);
    free(log);
}

size_t tf_memory_log_count(const struct tf_memory_log *log)
{
    return log->count;
}

static enum tf_memory_fate fate_of(const struct memory *memory)
{
    return memory->fate != NULL ? memory->fate(memory->user) : TF_MEMORY_REACHES;
}

/* Copies with texts of their own; none where there is no memory for all of them. */
static enum tf_err copy(struct tf_entry *to, const struct tf_entry *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        to[i].text = strdup(from[i].text);
        if (to[i].text == NULL) {
            while (i > 0) {
                free(to[--i].text);
            }
            return TF_ERR_NOMEM;
        }
    }
    return TF_OK;
}

static enum tf_err add(struct tf_memory_log *log, uint64_t base, const struct tf_entry *entries, size_t count)
{
    if (base != log->count) {
        return base < log->count ? TF_ERR_CONFLICT : TF_ERR_NOT_FOUND;
    }
    if (log->room - log->count < count) {
        size_t room = log->room * 2 + count + 64;
        struct tf_entry *grown = realloc(log->entries, room * sizeof(*grown));
        if (grown == NULL) {
            return TF_ERR_NOMEM;
        }
        log->entries = grown;
        log->room = room;
    }
    enum tf_err err = copy(log->entries + log->count, entries, count);
    log->count += err == TF_OK ? count : 0;
    return err;
}

static enum tf_err push(struct tf_engine *engine, uint64_t base, const struct tf_entry *entries, size_t count,
                        struct tf_problem *problem)
{
    struct memory *memory = memory_of(engine);
    enum tf_memory_fate fate = fate_of(memory);
    (void)problem;
    if (fate == TF_MEMORY_IS_LOST) {
        return TF_ERR_IO;
    }
    pthread_mutex_lock(&memory->log->mutex);
    enum tf_err err = add(memory->log, base, entries, count);
    pthread_mutex_unlock(&memory->log->mutex);
    return fate == TF_MEMORY_ANSWER_IS_LOST ? TF_ERR_IO : err;
}

static enum tf_err pull(struct tf_engine *engine, uint64_t after, struct tf_entry *out, size_t max,
                        size_t *count, struct tf_problem *problem)
{
    struct memory *memory = memory_of(engine);
    struct tf_memory_log *log = memory->log;
    enum tf_err err = TF_OK;
    (void)problem;
    if (fate_of(memory) != TF_MEMORY_REACHES) {
        return TF_ERR_IO;
    }
    pthread_mutex_lock(&log->mutex);
    if (after > log->count) {
        err = TF_ERR_NOT_FOUND;
    } else {
        size_t left = log->count - (size_t)after, n = left < max ? left : max;
        err = copy(out, log->entries + after, n);
        *count = err == TF_OK ? n : 0;
    }
    pthread_mutex_unlock(&log->mutex);
    return err;
}

/* Tests go step by step. */
static void wait_for(struct tf_engine *engine, int timeout_ms)
{
    (void)engine;
    (void)timeout_ms;
}

static void nothing(struct tf_engine *engine)
{
    (void)engine;
}

static void close_it(struct tf_engine *engine)
{
    free(memory_of(engine));
}

static const struct tf_engine_ops ops = {
    .push = push, .pull = pull, .wait = wait_for, .poke = nothing, .stop = nothing, .close = close_it};

enum tf_err tf_engine_open_memory(struct tf_engine **out, struct tf_memory_log *log, tf_memory_fate_fn fate,
                                  void *user)
{
    struct memory *memory = calloc(1, sizeof(*memory));
    if (memory == NULL) {
        return TF_ERR_NOMEM;
    }
    *memory = (struct memory){.engine.ops = &ops, .log = log, .fate = fate, .user = user};
    *out = &memory->engine;
    return TF_OK;
}
