#include "memory.h"

#include <stdlib.h>
#include <string.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

/* The linker replaces functions of the whole program, so their state is the program's, too. */
static size_t limit, seen;
static bool is_counting, was_reached;

void memory_begin(size_t fails_at)
{
    limit = fails_at;
    seen = 0;
    was_reached = false;
    is_counting = true;
}

size_t memory_end(bool *has_failed)
{
    is_counting = false;
    *has_failed = was_reached;
    return seen;
}

static bool fails(void)
{
    if (!is_counting || ++seen != limit) {
        return false;
    }
    was_reached = true;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = fails() ? NULL : __real_malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}
