/* arena.h: memory that is freed together. Not thread-safe; one owner. */
#ifndef TF_BASE_ARENA_H
#define TF_BASE_ARENA_H

#include <stddef.h>

struct tf_arena {
    struct tf_arena_block *blocks;
    size_t used_bytes;
};

void tf_arena_init(struct tf_arena *arena);
void tf_arena_free(struct tf_arena *arena);  /* everything; the arena can be used again */
void tf_arena_reset(struct tf_arena *arena); /* everything but the largest block, kept for next time */
/* Zeroed, aligned for any type; NULL when there is no memory. */
void *tf_arena_alloc(struct tf_arena *arena, size_t size);
char *tf_arena_strdup(struct tf_arena *arena, const char *text);
char *tf_arena_strndup(struct tf_arena *arena, const char *text, size_t len);
char *tf_arena_printf(struct tf_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
