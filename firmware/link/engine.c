#include "link/engine.h"

enum tf_err tf_engine_push(struct tf_engine *engine, uint64_t base, const struct tf_entry *entries,
                           size_t count, struct tf_problem *problem)
{
    return engine->ops->push(engine, base, entries, count, problem);
}

enum tf_err tf_engine_pull(struct tf_engine *engine, uint64_t after, struct tf_entry *out, size_t max,
                           size_t *count, struct tf_problem *problem)
{
    return engine->ops->pull(engine, after, out, max, count, problem);
}

void tf_engine_wait(struct tf_engine *engine, int timeout_ms)
{
    engine->ops->wait(engine, timeout_ms);
}

void tf_engine_poke(struct tf_engine *engine)
{
    engine->ops->poke(engine);
}

void tf_engine_stop(struct tf_engine *engine)
{
    engine->ops->stop(engine);
}

void tf_engine_close(struct tf_engine *engine)
{
    if (engine) {
        engine->ops->close(engine);
    }
}
