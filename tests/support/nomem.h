/* nomem.h: memory that runs out at the n-th allocation. For tests called test_nomem_*.c, which are linked
 * with malloc, calloc, realloc and strdup wrapped (tests/CMakeLists.txt). What a shared library allocates for
 * itself is not counted; jansson's is, after nomem_jansson(). */
#ifndef TF_TESTS_NOMEM_H
#define TF_TESTS_NOMEM_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Runs `run` with the first allocation failing, then the second, … until a run meets no failure. A run that
 * met one must return TF_ERR_NOMEM, and one that met none TF_OK; run itself checks that its objects are as
 * they were. Returns how many allocations the last run made. */
size_t nomem_each(enum tf_err (*run)(void *user), void *user);
bool nomem_has_failed(void); /* inside a run: it met a failure */
void nomem_pause(void);      /* inside a run: what comes now is the test's own */
void nomem_go_on(void);
void nomem_jansson(void); /* once, before the first JSON */

#endif
