/* gathering.h: what a gathering needs that nobody is asked for. */
#ifndef TF_CORE_GATHERING_H
#define TF_CORE_GATHERING_H

#include "base/rng.h"
#include "core/record.h"

#define TF_GATHERING_CODE_SIZE 25

/* [a-z0-9-]{4,} out of a title; "event" when nothing of it can be used. */
void tf_gathering_code(char out[TF_GATHERING_CODE_SIZE], const char *title);

/* A new one: what its texts borrow lives in here, and in the texts it was made of. */
struct tf_gathering_new {
    struct tf_gathering gathering;
    char code[TF_GATHERING_CODE_SIZE], guid[TF_GUID_SIZE];
};
void tf_gathering_begin(struct tf_gathering_new *out, const char *title, const char *zone,
                        const char *language, struct tf_rng *rng);

#endif
