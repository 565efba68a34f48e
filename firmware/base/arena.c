#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024, ALIGN = _Alignof(max_align_t) };

struct tf_arena_block {
    struct tf_arena_block *next;
    size_t size;
    size_t used;
    max_align_t data[];
};

static size_t round_up(size_t size)
{
    return (size + ALIGN - 1) / ALIGN * ALIGN;
}

void tf_arena_init(struct tf_arena *arena)
{
    *arena = (struct tf_arena){0};
}

void tf_arena_free(struct tf_arena *arena)
{
    struct tf_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct tf_arena_block *next = block->next;
        free(block);
        block = next;
    }
    tf_arena_init(arena);
}

void tf_arena_reset(struct tf_arena *arena)
{
    struct tf_arena_block *largest = NULL;
    struct tf_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct tf_arena_block *next = block->next;
        if (largest == NULL || block->size > largest->size) {
            free(largest);
            largest = block;
        } else {
            free(block);
        }
        block = next;
    }
    if (largest != NULL) {
        largest->next = NULL;
        largest->used = 0;
    }
    arena->blocks = largest;
    arena->used_bytes = 0;
}

static struct tf_arena_block *add_block(struct tf_arena *arena, size_t size)
{
    struct tf_arena_block *head = arena->blocks;
    size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    if (room > SIZE_MAX - sizeof(struct tf_arena_block)) {
        return NULL;
    }
    struct tf_arena_block *block = malloc(sizeof(*block) + room);
    if (block == NULL) {
        return NULL;
    }
    block->size = room;
    block->used = 0;
    /* A block that one large thing fills goes behind, so that the head's rest is not lost. */
    if (head != NULL && head->size - head->used > room - size) {
        block->next = head->next;
        head->next = block;
    } else {
        block->next = head;
        arena->blocks = block;
    }
    return block;
}

void *tf_arena_alloc(struct tf_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size = round_up(size > 0 ? size : 1);
    struct tf_arena_block *block = arena->blocks;
    if (block == NULL || size > block->size - block->used) {
        block = add_block(arena, size);
        if (block == NULL) {
            return NULL;
        }
    }
    void *at = (char *)block->data + block->used;
    block->used += size;
    arena->used_bytes += size;
    return memset(at, 0, size);
}

char *tf_arena_strndup(struct tf_arena *arena, const char *text, size_t len)
{
    len = strnlen(text, len);
    char *copy = tf_arena_alloc(arena, len + 1);
    return copy == NULL ? NULL : memcpy(copy, text, len);
}

char *tf_arena_strdup(struct tf_arena *arena, const char *text)
{
    return tf_arena_strndup(arena, text, strlen(text));
}

char *tf_arena_printf(struct tf_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    char *text = NULL;
    int len = vsnprintf(NULL, 0, format, args);
    if (len >= 0) {
        text = tf_arena_alloc(arena, (size_t)len + 1);
    }
    if (text != NULL) {
        vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    va_end(args);
    return text;
}
