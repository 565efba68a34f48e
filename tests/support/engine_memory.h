/* engine_memory.h: the engine's twin, for tests: one log that several links share, and a network that can be
 * cut. */
#ifndef TF_TESTS_ENGINE_MEMORY_H
#define TF_TESTS_ENGINE_MEMORY_H

#include "link/engine.h"

#include <stdbool.h>

struct tf_memory_log;
enum tf_err tf_memory_log_create(struct tf_memory_log **out);
void tf_memory_log_destroy(struct tf_memory_log *log); /* its engines are closed first; NULL is fine */
size_t tf_memory_log_count(const struct tf_memory_log *log);

/* What becomes of a call; NULL: it reaches the log and its answer comes back. */
enum tf_memory_fate { TF_MEMORY_REACHES, TF_MEMORY_IS_LOST, TF_MEMORY_ANSWER_IS_LOST };
typedef enum tf_memory_fate (*tf_memory_fate_fn)(void *user);

enum tf_err tf_engine_open_memory(struct tf_engine **out, struct tf_memory_log *log, tf_memory_fate_fn fate,
                                  void *user);

#endif
