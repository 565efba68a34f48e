/* rng.h: random numbers: repeatable from a seed (xoshiro256**), or from the kernel. Not for secrets when
 * seeded. */
#ifndef TF_BASE_RNG_H
#define TF_BASE_RNG_H

#include <stdbool.h>
#include <stdint.h>

struct tf_rng {
    uint64_t state[4];
};

/* Ids of everything on a board: 1 … 2^53-1, so that a JSON number holds one exactly. */
#define TF_ID_MAX ((UINT64_C(1) << 53) - 1)

void tf_rng_seed(struct tf_rng *rng, uint64_t seed);
void tf_rng_from_kernel(struct tf_rng *rng); /* getrandom(2) */
uint64_t tf_rng_u64(struct tf_rng *rng);
uint64_t tf_rng_below(struct tf_rng *rng, uint64_t limit); /* 0 … limit-1, without bias; limit > 0 */
uint64_t tf_rng_id(struct tf_rng *rng);                    /* 1 … TF_ID_MAX */
uint64_t tf_rng_mix(uint64_t a, uint64_t b); /* a pure hash of two numbers (splitmix64's finaliser) */

#endif
