#include "support/nomem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

/* More would be a run that never ends. */
#define RUNS_MAX 100000

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

/* The linker replaces functions of the whole program, so their state is the program's, too. */
static size_t fails_at, seen; /* fails_at 0: none fails */
static bool is_counting, has_failed;

static bool fails(void)
{
    if (!is_counting || ++seen != fails_at) {
        return false;
    }
    has_failed = true;
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

size_t nomem_each(enum tf_err (*run)(void *user), void *user)
{
    for (size_t n = 1; n <= RUNS_MAX; n++) {
        fails_at = n;
        seen = 0;
        has_failed = false;
        is_counting = true;
        enum tf_err err = run(user);
        is_counting = false;
        if (!has_failed) {
            assert_int_equal(err, TF_OK);
            return seen;
        }
        if (err != TF_ERR_NOMEM) {
            fail_msg("allocation %zu failed, and the answer was '%s'", n, tf_err_name(err));
        }
    }
    fail_msg("the run never ends");
    return 0;
}

bool nomem_has_failed(void)
{
    return has_failed;
}

void nomem_pause(void)
{
    is_counting = false;
}

void nomem_go_on(void)
{
    is_counting = true;
}

static void *counted_malloc(size_t size)
{
    return __wrap_malloc(size);
}

void nomem_jansson(void)
{
    json_set_alloc_funcs(counted_malloc, free);
}
