#include "base/rng.h"

#include "base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

static uint64_t finalise(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t rotl(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

void tf_rng_seed(struct tf_rng *rng, uint64_t seed)
{
    for (int i = 0; i < 4; i++) { /* splitmix64, as xoshiro's authors advise; never all zero */
        seed += GOLDEN;
        rng->state[i] = finalise(seed);
    }
}

void tf_rng_from_kernel(struct tf_rng *rng)
{
    size_t got = 0;
    while (got < sizeof(rng->state)) {
        ssize_t n = getrandom((char *)rng->state + got, sizeof(rng->state) - got, 0);
        if (n < 0 && errno != EINTR) {
            /* Ids and tokens that repeat would be worse than a restart. */
            tf_log(TF_LOG_ERROR, "The kernel gives no random numbers: %s", strerror(errno));
            abort();
        }
        got += n > 0 ? (size_t)n : 0;
    }
}

uint64_t tf_rng_u64(struct tf_rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotl(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
}

uint64_t tf_rng_below(struct tf_rng *rng, uint64_t limit)
{
    uint64_t rejected =
        (0 - limit) % limit; /* 2^64 mod limit: the lowest numbers that would be drawn too often */
    uint64_t x;
    do {
        x = tf_rng_u64(rng);
    } while (x < rejected);
    return x % limit;
}

uint64_t tf_rng_id(struct tf_rng *rng)
{
    return 1 + tf_rng_below(rng, TF_ID_MAX);
}

uint64_t tf_rng_mix(uint64_t a, uint64_t b)
{
    return finalise(finalise(a + GOLDEN) + b + GOLDEN);
}
