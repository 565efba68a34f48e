/* memory.h: for fuzz targets that are linked with malloc, calloc, realloc and strdup wrapped (fuzz.cmake):
 * memory that runs out at the n-th allocation of ours. */
#ifndef TF_FUZZ_MEMORY_H
#define TF_FUZZ_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* From now on the n-th fails; 0: none does, they are counted. */
void memory_begin(size_t fails_at);
/* How many there were; *has_failed: one of them failed. */
size_t memory_end(bool *has_failed);

#endif
